"""Files that are written whole or not at all, for their owner alone."""

import os
import secrets
from pathlib import Path

from kamescope.errors import RequestError
from kamescope.private import keep_private


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; what stood there stays until then.

    Raises RequestError `file_not_written`.
    """
    stands(path)
    beside = _beside(path.parent)
    try:
        try:
            _write_new(beside, content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise RequestError("file_not_written", file=str(path)) from error


def stands(path: Path) -> bool:
    """Whether a plain file stands there; RequestError `file_not_written` where a folder, a pipe or a device does."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise RequestError("file_not_written", file=str(path)) from error
    if not os.path.isfile(path):
        raise RequestError("file_not_written", file=str(path))
    return True


def check_open(folder: Path, asked: Path) -> None:
    """See that files can be written in a folder, by writing one: what its rights say is not the whole truth.

    Raises RequestError `report_place_closed`, which names the path that was asked for.
    """
    beside = _beside(folder)
    try:
        _write_new(beside, b"")
        beside.unlink()
    except OSError as error:
        raise RequestError("report_place_closed", path=str(asked)) from error


def make_folder(path: Path) -> None:
    """Make a folder where there is none; RequestError `report_folder_not_made`."""
    keep_private()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RequestError("report_folder_not_made", folder=str(path)) from error


def _beside(folder: Path) -> Path:
    return folder / f".kamescope-{secrets.token_hex(8)}.part"


def _write_new(path: Path, content: bytes) -> None:
    """Write a file of our own: never through a link that somebody laid in its place."""
    keep_private()
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(content)
