"""Comings and goings of people known by e-mail: what is written of them, and whether a sign-in still holds."""

import datetime

from kamescope.store import audit
from kamescope.store.connect import Store

CAME, LEFT, REFUSED = "signed_in", "signed_out", "refused"


def came(store: Store, who: str, role: str, since: datetime.datetime) -> None:
    """Write that somebody signed in at that moment, once, however many pages they open."""
    if not audit.has_done(store, who, CAME, since):
        audit.write(store, who, role, CAME)


def left(store: Store, who: str, role: str = "") -> None:
    """Write that somebody signed out: every sign-in of theirs that is older has ended, wherever it was."""
    audit.write(store, who, role, LEFT)


def has_left(store: Store, who: str, since: datetime.datetime) -> bool:
    """Whether somebody who signed in at that moment has signed out meanwhile."""
    return audit.has_done(store, who, LEFT, since)


def refused(store: Store, who: str) -> None:
    """Write that somebody to whom nothing is granted wanted to come in: once a day."""
    audit.write_once_a_day(store, who, "", REFUSED, "", "")
