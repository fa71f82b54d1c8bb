"""What pages read, kept warm: results are immutable, so they are built once for each viewer and state of the data."""

import datetime
import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from kamescope import places, service
from kamescope.analysis.panel import Panel
from kamescope.errors import RequestError, StoreError
from kamescope.model import Model
from kamescope.model_file import load_model
from kamescope.service import Question, Service, Store, making, open_store
from kamescope.service.door import Answer, Asked, Case
from kamescope.service.viewer import Scope, Viewer
from kamescope.settings import settings
from kamescope.ui import identity

_FIRST_START, _OPENING = threading.Lock(), threading.Lock()
_STORES: dict[Path | places.Server, Store] = {}
_OPENED: set[Path | places.Server] = set()
"""Databases that were open once in this process: where one is missing now, somebody took it away."""
_RUN = threading.local()
_WHO = "visitor"

KEPT = {
    **dict.fromkeys(("results", "segments", "cohort_cut", "comments", "levers_of"), 256),
    **dict.fromkeys(("cohorts", "team_segments"), 64),
    "quality": 32,
    "team_results": 16,
}
"""How many answers of a use case are kept; of the others, which are asked the same over and over, a few."""
FEW = 8
ANYONE = "anyone"
"""What the audit calls who looks where nobody signs in."""


@dataclass(frozen=True)
class Warm(Service):
    """The door for pages: what it answered one viewer about one state of the data, it keeps for that viewer."""

    version: int

    def answer(self, case: Case[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        """What this viewer is answered, read once for each state of the data."""
        answer: Answer = _kept(case)(self.store, self.viewer.scope, self.version, *args, **kwargs)
        return answer


@cache
def _kept(case: Callable[..., Any]) -> Callable[..., Any]:
    """A use case whose answers are kept, by whom one may see in which state of which store: e-mails do not matter."""

    @lru_cache(maxsize=KEPT.get(case.__name__, FEW))
    def kept(store: Store, scope: Scope, version: int, *args: Any, **kwargs: Any) -> Any:
        return case(store, scope, *args, **kwargs)

    return kept


def _open(path: Path | places.Server) -> Store:
    _OPENED.add(path)
    opened = open_store(path)
    service.take_shipped(opened, default_model())
    if not settings().is_open:
        service.purge_audit(opened, settings().audit_months)
    return opened


def store() -> Store:
    """The database in use, opened once a process."""
    path = places.database()
    if path not in _STORES:
        with _OPENING:
            if path not in _STORES:
                _STORES[path] = _open(path)
    return _STORES[path]


def begin_run() -> None:
    """Look anew who looks, and which state of the data the whole run will show: when a run begins, and as it ends,
    for what a press of a button does comes before the next one begins."""
    _RUN.door = None


def door() -> Warm:
    """What this run's viewer may ask, the same for a whole run.

    Where people sign in raises RequestError `not_granted`, and those of `identity.visitor`.
    """
    if getattr(_RUN, "door", None) is None:
        opened = store()
        state = service.version(opened)
        if settings().is_open:
            viewer = service.everything(opened, ANYONE).viewer
        else:
            viewer = _of_visitor(opened, state, identity.visitor()).viewer
        _RUN.door = Warm(opened, viewer, state)
    found: Warm = _RUN.door
    return found


def viewer_of(found: identity.Visitor) -> Viewer:
    """What somebody who signed in may see and do now; RequestError `sign_in_over`, `not_granted`."""
    return _of_visitor(store(), service.version(store()), found).viewer


def _of_visitor(store: Store, state: int, found: identity.Visitor) -> Service:
    """The door of who signed in, from the grants as they stand now."""
    if service.has_left(store, found.email, found.since):
        raise RequestError("sign_in_over")
    return _granted(store, found.email, settings().at_once, state, datetime.date.today())


@lru_cache(maxsize=1024)
def _granted(store: Store, email: str, at_once: bool, state: int, today: datetime.date) -> Service:
    """Grants are part of the state of the data: as long as that stands, and the day lasts, so do they."""
    return service.signed_in(store, email, at_once)


def arrive() -> None:
    """Write that somebody signed in; a session in which somebody else was before forgets everything of theirs."""
    found, now = identity.visitor(), st.session_state.get(_WHO)
    if now == found.email:
        return
    if now is not None:
        st.session_state.clear()
    st.session_state[_WHO] = found.email
    service.came(store(), found.email, door().viewer.role, found.since)


def leave() -> None:
    """Sign out: every page of this person, in whatever browser, is over."""
    with suppress(RequestError):
        service.left(store(), identity.visitor().email)
    identity.sign_out()


def note_opening(campaign: str, kams: Iterable[str], what: str = "opened") -> None:
    """Write whose results (tokens) are opened, or what else is done, once a person, KAM, campaign and day.

    Nothing where nobody signs in.
    """
    if not settings().is_open:
        for kam in kams:
            _noted(
                door().store,
                door().viewer.who,
                door().viewer.role,
                Question(campaign, kam),
                what,
                datetime.date.today(),
            )


@lru_cache(maxsize=1 << 16)
def _noted(store: Store, who: str, role: str, question: Question, what: str, day: datetime.date) -> None:
    """What this process wrote today it need not look up."""
    door().trace_opening(question, what)


def version() -> int:
    """The state of the data that this run shows."""
    return door().version


def is_first_start() -> bool:
    """Whether the default database does not exist yet and never did, so that the demo is to be loaded."""
    path = places.database()
    return settings().is_open and places.NO_DEMO not in os.environ and path not in _OPENED and service.is_new(path)


def check_in_place() -> None:
    """See that the database that is open, or can be opened, still stands in its place, with its key beside it."""
    store().check_in_place()
    if (locked := store().locked) is not None:
        raise locked


def first_start(progress: Callable[[float, str], object]) -> None:
    """Make the database with the demo in it: built aside and moved into place when it is whole."""
    path = places.database()
    with _FIRST_START:
        if isinstance(path, places.Server) or path.exists():
            return
        with making(path) as building:
            service.take_shipped(building, default_model())
            for share, report in service.everything(building).import_demo(places.DEMO, default_model()):
                if report.refused:
                    raise StoreError("demo_refused", file=report.file)
                progress(share, report.file)


def load_demo(progress: Callable[[float, str], object]) -> None:
    """Load the demo into the database that is open; where a file of it is refused, nothing of it stays."""
    try:
        for share, report in door().import_demo(places.DEMO, default_model()):
            if report.refused:
                raise StoreError("demo_refused", file=report.file)
            progress(share, report.file)
    except BaseException:
        door().remove_demo()
        raise
    begin_run()


@lru_cache(maxsize=1)
def default_model() -> Model:
    """The model that ships with the product."""
    return load_model(places.DEFAULT_MODEL)


@lru_cache(maxsize=64)
def members(panel: Panel, kams: frozenset[str]) -> Panel:
    """Some of the KAMs of a panel, the same object each time."""
    return panel.only(kams)
