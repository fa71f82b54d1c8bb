"""People and what is granted to them: one typed function per question.

The audit tells of a grant by whom it is for, and by the KAM whom it is on: each a token.
"""

import datetime
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from kamescope.errors import RequestError
from kamescope.store import audit
from kamescope.store.connect import Ask, Store, run
from kamescope.store.engine import Cursor
from kamescope.store.tokens import tokens

ACCOUNT = "account"
"""What tokens of people known by e-mail are made of, beside the e-mail."""


FILES = "grant_files"
"""Where the last number of a file of people is kept."""


class Granted(NamedTuple):
    """One grant as the table has it: what is not said by its reach is "". `batch`: 0, or the file that brought it."""

    email: str
    role: str
    reach: str
    company: str = ""
    team: str = ""
    kam: str = ""
    batch: int = 0


class Holder(NamedTuple):
    """A person by e-mail, and the name that is shown."""

    email: str
    name: str


def persons(ask: Ask) -> tuple[Holder, ...]:
    """Everybody known, by e-mail."""
    return tuple(Holder(*row) for row in ask("persons").fetchall())


def grants(ask: Ask) -> tuple[Granted, ...]:
    """Everything granted, by e-mail."""
    return tuple(Granted(*row) for row in ask("grants").fetchall())


def grants_of(ask: Ask, email: str) -> tuple[tuple[Granted, datetime.datetime], ...]:
    """What is granted to somebody, each with the moment since when."""
    return tuple((Granted(*row), since) for *row, since in ask("grants_of", email=email).fetchall())


def account_tokens(store: Store, emails: Iterable[str]) -> dict[str, str]:
    """What the audit calls people, by e-mail; nothing where the key is missing that makes tokens."""
    known = list(dict.fromkeys(emails))
    return {} if store.locked else dict(zip(known, tokens(store.secret, ACCOUNT, known), strict=True))


def grant(store: Store, people: Iterable[Holder], given: Sequence[Granted]) -> None:
    """Give, all or nothing; what is given already is not doubled, a person's newest name holds."""
    with store.transaction() as cursor:
        _give(cursor, store, people, given)


def grant_together(store: Store, people: Iterable[Holder], given: Sequence[Granted]) -> int:
    """The same of what one file brought; the number under which it can be taken back together, never given before."""
    with store.transaction() as cursor:
        batch = int(run(cursor, "meta", key=FILES).fetchall()[0][0]) + 1
        run(cursor, "number_given", key=FILES, number=batch)
        _give(cursor, store, people, [each._replace(batch=batch) for each in given])
        return batch


def revoke(store: Store, given: Granted) -> None:
    """Take one grant away, and forget a person who has none left. Raises RequestError `grant_unknown`."""
    with store.transaction() as cursor:
        known = {_key(Granted(*row)) for row in run(cursor, "grants").fetchall()}
        if _key(given) not in known:
            raise RequestError("grant_unknown", email=given.email)
        run(cursor, "forget_grant", **_where(given))
        run(cursor, "forget_persons_without_grant")
        audit.note(cursor, "revoked", _whom(store, [given]))


def revoke_batch(store: Store, batch: int) -> int:
    """Take away everything that one file brought; how many grants that were.

    Raises RequestError `grants_unknown` where nothing of it is left.
    """
    with store.transaction() as cursor:
        brought = [each for each in grants(partial(run, cursor)) if each.batch == batch]
        if not batch or not brought:
            raise RequestError("grants_unknown")
        audit.note(cursor, "revoked", _whom(store, brought))
        run(cursor, "forget_grant_batch", batch=batch)
        run(cursor, "forget_persons_without_grant")
        return len(brought)


def _give(cursor: Cursor, store: Store, people: Iterable[Holder], given: Sequence[Granted]) -> None:
    for person in people:
        run(cursor, "forget_person", email=person.email)
        run(cursor, "insert_person", **person._asdict())
    for each in given:
        held = run(cursor, "granted_since", **_where(each)).fetchall()
        run(cursor, "forget_grant", **_where(each))
        run(cursor, "insert_grant", **each._asdict(), since=held[0][0] if held else None)
    if given:
        audit.note(cursor, "granted", _whom(store, given))


def _whom(store: Store, given: Iterable[Granted]) -> list[str]:
    """Those a change of grants is about, once each: whom they are for, then the KAMs that they are on."""
    given = list(given)
    people = account_tokens(store, (each.email for each in given)).values()
    return [*people, *dict.fromkeys(each.kam for each in given if each.kam)] or [""]


def _key(given: Granted) -> tuple[str, ...]:
    return given[:-1]


def _where(given: Granted) -> dict[str, object]:
    return {name: value for name, value in given._asdict().items() if name != "batch"}
