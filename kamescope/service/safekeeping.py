"""Keeping the data safe: a backup to take along, and whether everything holds together."""

from pathlib import Path

from kamescope.store import check as checking
from kamescope.store.backup import open_copy, packed
from kamescope.store.check import Soundness
from kamescope.store.connect import Store


def back_up(store: Store) -> bytes:
    """A backup of the database as it is now, while others read and write; errors as those of the command."""
    return packed(store.address)


def check(store: Store) -> Soundness:
    """What the tables say against each other."""
    return checking.check(store)


def check_copy(database: Path) -> Soundness:
    """The same of a copy of a database's file, before anybody looks at it; errors as those of `open_copy`."""
    with open_copy(database) as copy:
        return checking.check(copy)
