"""How it is known that a server that had a database open did not end as it should: its mark is still there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kamescope.places import Server
from kamescope.private import keep_private
from kamescope.store.places import StoreFiles


@contextmanager
def marked_open(path: Path | Server) -> Iterator[None]:
    """Let a mark stand beside a database while the block runs; where none can be written there is none."""
    if isinstance(path, Server):
        yield
        return
    mark, own = StoreFiles(path.absolute()).mark, str(os.getpid())
    keep_private()
    with suppress(OSError):
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(own, encoding="ascii")
    yield
    with suppress(OSError):
        # A server that was started meanwhile has a mark of its own.
        if mark.read_text(encoding="ascii", errors="replace") == own:
            mark.unlink()


def was_cut_off(path: Path | Server) -> bool:
    """Whether we died over a database, or something committed is still to be brought into its file."""
    if isinstance(path, Server):
        return False
    place = StoreFiles(path.absolute())
    return place.path.exists() and (place.mark.exists() or any(map(_holds_something, place.journals)))


def _holds_something(journal: Path) -> bool:
    return journal.exists() and journal.stat().st_size > 0
