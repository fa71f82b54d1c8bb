"""What each release gave, as it was that day: kept in the transaction of the release, one row a version."""

import datetime
import hashlib
from collections.abc import Callable
from typing import NamedTuple

from kamescope.store.connect import Ask, Snapshot, run
from kamescope.store.engine import Cursor

Pair = tuple[str, str]
"""Tokens of campaign and KAM."""


class Given(NamedTuple):
    """What a release gives: whose team and which day of the campaign it tells, the model's text, figures as JSON."""

    company: str
    team: str
    day: datetime.date
    source: str
    figures: str


Take = Callable[[Snapshot], Given]
"""What is published of somebody, as a state of the data has it."""


class KeptVersion(NamedTuple):
    """One version without its figures; `model` is the hash of the text it is told in.

    `reopened_at`: until when it stood, None of the one that does.
    """

    campaign: str
    kam: str
    version: int
    company: str
    team: str
    day: datetime.date
    model: str
    roles: tuple[str, ...]
    opens: datetime.date
    reopened_at: datetime.datetime | None


def versions(ask: Ask) -> tuple[KeptVersion, ...]:
    """Every version whose figures are kept, the first of a KAM in a campaign first."""
    rows = (KeptVersion(*row) for row in ask("versions").fetchall())
    return tuple(row._replace(roles=tuple(row.roles)) for row in rows)


def sources(ask: Ask) -> dict[str, str]:
    """The texts of the models that versions are told in, by their hash."""
    return dict(ask("version_models").fetchall())


def figures(ask: Ask, pair: Pair, version: int) -> str:
    """What a version gave, as JSON; "" where it is not kept."""
    found = ask("version_figures", campaign=pair[0], kam=pair[1], version=version).fetchall()
    return str(found[0][0]) if found else ""


def keep(cursor: Cursor, now: Snapshot, pair: Pair, version: int, take: Take) -> None:
    """Keep what a release gives, where it is not kept yet; `now`: the state of the data that the release is made in."""
    campaign, kam = pair
    if figures(now.run, pair, version):
        return
    given = take(now)
    digest = hashlib.sha256(given.source.encode()).hexdigest()
    run(cursor, "keep_version_model", digest=digest, source=given.source)
    facts = {name: value for name, value in given._asdict().items() if name != "source"}
    run(cursor, "keep_version", campaign=campaign, kam=kam, version=version, model=digest, **facts)


def forget(cursor: Cursor, campaign: str, kam: str) -> None:
    """Forget what was given of a KAM (token), in one campaign or ("") in all."""
    run(cursor, "forget_versions", campaign=campaign, kam=kam)
    run(cursor, "forget_version_models")
