"""Who did what, when, on whom: written once, never changed, purged by age.

A change and its line stand together or not at all: what changes something notes it in its own transaction, in the name
of whoever it is done for (`signed`).
"""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from kamescope.store.connect import Store, run
from kamescope.store.engine import Cursor


class AuditLine(NamedTuple):
    """One line: `on_whom` and `campaign` are tokens, or ""."""

    at: datetime.datetime
    who: str
    role: str
    what: str
    on_whom: str
    campaign: str


_AUTHOR = ContextVar("author", default=("", ""))
"""Who does what is done now, and from which roles."""


@contextmanager
def signed(who: str, role: str) -> Iterator[None]:
    """Whatever is noted in the block is noted of this person."""
    before = _AUTHOR.set((who, role))
    try:
        yield
    finally:
        _AUTHOR.reset(before)


def author() -> str:
    """Who does what is done now; "" where nobody signs."""
    return _AUTHOR.get()[0]


def note(cursor: Cursor, what: str, on_whom: Iterable[str] = ("",), campaign: str = "") -> None:
    """Add a line for each of those on whom it is done (tokens), in the transaction that does it."""
    who, role = _AUTHOR.get()
    for each in on_whom:
        run(cursor, "insert_audit", who=who, role=role, what=what, on_whom=each, campaign=campaign)


def note_once_a_day(cursor: Cursor, what: str, on_whom: str, campaign: str) -> None:
    """The same of what is done over and over: unless today has a line of it by this person."""
    line = {"who": author(), "what": what, "on_whom": on_whom, "campaign": campaign}
    if not run(cursor, "opened_today", **line).fetchall()[0][0]:
        note(cursor, what, [on_whom], campaign)


def note_import(cursor: Cursor, what: str, import_id: int) -> None:
    """Add a line for each campaign of an import, on the KAM where it rates nobody else there.

    To be called while the import still rates them; whom one of many KAMs is about the journal says.
    """
    rated = run(cursor, "audited_import", import_id=import_id).fetchall()
    for campaign, kam in rated or [("", "")]:
        note(cursor, what, [kam], campaign)


def write(store: Store, who: str, role: str, what: str, on_whom: str = "", campaign: str = "") -> None:
    """Add a line."""
    write_each(store, who, role, what, [on_whom], campaign)


def write_each(store: Store, who: str, role: str, what: str, on_whom: Iterable[str], campaign: str) -> None:
    """Add a line for each of those whom it was done on."""
    line = {"who": who, "role": role, "what": what, "campaign": campaign}
    with store.transaction(changes=False) as cursor:
        for each in on_whom:
            run(cursor, "insert_audit", on_whom=each, **line)


def write_once_a_day(store: Store, who: str, role: str, what: str, on_whom: str, campaign: str) -> None:
    """Add a line unless today has one that differs in nothing but the role."""
    line = {"who": who, "what": what, "on_whom": on_whom, "campaign": campaign}
    with store.snapshot() as frozen:
        if frozen.run("opened_today", **line).fetchall()[0][0]:
            return
    write(store, who, role, what, on_whom, campaign)


def has_done(store: Store, who: str, what: str, since: datetime.datetime) -> bool:
    """Whether somebody did that since a moment (with its time zone)."""
    with store.snapshot() as frozen:
        found = frozen.run("done_since", who=who, what=what, since=since.timestamp()).fetchall()
    return bool(found[0][0])


def lines(store: Store) -> tuple[AuditLine, ...]:
    """Everything written, the newest first."""
    with store.snapshot() as frozen:
        return tuple(AuditLine(*row) for row in frozen.run("audit").fetchall())


def purge(store: Store, months: int, who: str, role: str) -> int:
    """Delete what is older than so many months and say so in a line of its own; how many lines went."""
    with store.transaction(changes=False) as cursor:
        old = int(run(cursor, "old_audit", months=months).fetchall()[0][0])
        if old:
            run(cursor, "purge_audit", months=months)
            line = {"who": who, "role": role, "what": "purged", "on_whom": "", "campaign": ""}
            run(cursor, "insert_audit", **line)
    return old
