"""Files that a page made, pictures and downloads: each only for whom it was made, as long as they may see it.

Streamlit gives them to whoever has the address.
"""

from dataclasses import dataclass
from functools import wraps
from pathlib import PurePosixPath

from starlette.requests import HTTPConnection
from streamlit import runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kamescope.errors import KamescopeError
from kamescope.service import Task, Viewer
from kamescope.ui import data, identity


@dataclass(frozen=True, slots=True)
class Showing:
    """What a session shows: to whom, and the files of its last run, which the browser may still be fetching."""

    viewer: Viewer
    files: frozenset[str] = frozenset()


LOADING = frozenset({Task.IMPORT, Task.GRANT})
_HELD: dict[str, Showing] = {}
"""By session."""


def begin(viewer: Viewer) -> None:
    """A run begins for somebody: what was made for them while they might see something else is not theirs any more."""
    if session := _session():
        before = _HELD.get(session)
        _HELD[session] = before if before and before.viewer == viewer else Showing(viewer)


def end() -> None:
    """A run has ended: the next one begins by forgetting its files."""
    session = _session()
    if held := _HELD.get(session):
        _HELD[session] = Showing(held.viewer, files_of(session))
    for gone in [each for each in tuple(_HELD) if not is_active(each)]:
        _HELD.pop(gone, None)


def drop() -> None:
    """Nobody looks in this session any more."""
    _HELD.pop(_session(), None)


def follow_downloads() -> None:
    """From now on a file that is made when somebody presses for it belongs to the session that was offered it.

    Streamlit gives it an address and keeps no note of whose it is.
    """
    execute = MediaFileManager.execute_deferred
    if hasattr(execute, "__wrapped__"):
        return

    @wraps(execute)
    def followed(manager: MediaFileManager, file: str) -> str:
        address = execute(manager, file)
        session = manager._deferred_callables[file]["session_id"]
        if held := _HELD.get(session):
            _HELD[session] = Showing(held.viewer, held.files | {PurePosixPath(address).stem})
        return address

    MediaFileManager.execute_deferred = followed  # type: ignore[method-assign, assignment]


def may_fetch(request: HTTPConnection) -> bool:
    """Whether whoever asks is somebody for whom that file was made, and who may still see all that they saw then."""
    try:
        now = data.viewer_of(identity.of_request(request))
    except KamescopeError:
        return False
    file = PurePosixPath(request.url.path).stem
    return any(
        held.viewer.who == now.who and now.covers(held.viewer) and file in held.files | files_of(session)
        for session, held in tuple(_HELD.items())
    )


def may_send(request: HTTPConnection) -> bool:
    """Whether whoever sends a file, which the server keeps in memory, is somebody who may load files."""
    try:
        return bool(data.viewer_of(identity.of_request(request)).tasks & LOADING)
    except KamescopeError:
        return False


def files_of(session: str) -> frozenset[str]:
    """The files that a session shows now, as Streamlit numbers them."""
    if not runtime.exists():
        return frozenset()
    manager = runtime.get_instance().media_file_mgr
    with manager._lock:
        return frozenset(manager._files_by_session_and_coord.get(session, {}).values())


def is_active(session: str) -> bool:
    """Whether somebody is still connected to a session."""
    return runtime.exists() and runtime.get_instance().is_active_session(session)


def _session() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""
