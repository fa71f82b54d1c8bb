"""A copy of the files of a database, whoever has it open: `python -m kamescope.store.copying DATABASE FOLDER`.

Always in a process of its own: to close a file gives up the locks that a process holds on it, so nobody who has the
database open may read its file. The copy is what a crash at that moment would have left, from which DuckDB recovers: it
writes into free blocks and then turns the file's header over, so what an unchanged header leads to is unchanged.
"""

import errno
import os
import shutil
import sys
import time
from pathlib import Path

from kamescope.private import keep_private
from kamescope.store.places import HEADERS, StoreFiles

PATIENCE, PAUSE = 60.0, 0.05
"""Seconds that a database may go on changing before there is no copy, and between two attempts."""


def copy_files(database: Path, folder: Path) -> None:
    """Copy database, journals and key into a folder; OSError with EBUSY where they never stop changing."""
    place, copy = StoreFiles(database), StoreFiles(folder / database.name)
    end = time.monotonic() + PATIENCE
    while True:
        before = _state(place)
        shutil.copyfile(place.path, copy.path)
        for one, other in zip((*place.journals, place.key), (*copy.journals, copy.key), strict=True):
            _copy(one, other)
        if _state(place) == before:
            return
        if time.monotonic() > end:
            raise OSError(errno.EBUSY, "never the same twice")
        time.sleep(PAUSE)


def _state(place: StoreFiles) -> tuple[object, ...]:
    """What changes with every commit: which file it is, its headers, the journals."""
    with place.path.open("rb") as file:
        headers, found = file.read(HEADERS), os.fstat(file.fileno())
    return headers, found.st_dev, found.st_ino, *map(_look, place.journals)


def _look(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _copy(path: Path, to: Path) -> None:
    """As it is now: there or not."""
    to.unlink(missing_ok=True)
    try:
        shutil.copyfile(path, to)
    except FileNotFoundError:
        to.unlink(missing_ok=True)


if __name__ == "__main__":
    keep_private()
    try:
        copy_files(Path(sys.argv[1]), Path(sys.argv[2]))
    except OSError as trouble:
        sys.exit(trouble.errno or errno.EIO)
