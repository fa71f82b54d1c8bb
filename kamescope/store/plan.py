"""Action plans as they are kept: rows of priorities and of their steps; whoever writes says over which writing."""

import datetime
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from kamescope.errors import RequestError
from kamescope.store import audit
from kamescope.store.connect import Ask, Store, run
from kamescope.store.engine import Cursor

NUMBER = "plans"
"""Where the number of the last writing is kept."""


class PlanRow(NamedTuple):
    """One priority as the table has it; `figures` is JSON."""

    position: int
    version: int
    level: str
    code: str
    figures: str
    goal_when: str
    goal_then: str
    first_step: str
    helper: str
    sign: str
    decided: datetime.date


class StepRow(NamedTuple):
    """One step of a priority as the table has it."""

    position: int
    days: int
    due: datetime.date
    state: str
    line: str


class EvidenceRow(NamedTuple):
    """What a priority rests on beside the 360, as the table has it; `figures` is JSON, `state` that of the file."""

    position: int
    place: int
    instrument: str
    file_id: int
    held_on: datetime.date
    currency: str
    figures: str
    state: str = ""


class PlanRows(NamedTuple):
    """A plan as the tables have it: priorities, their steps, and what they rest on beside the 360."""

    priorities: tuple[PlanRow, ...]
    steps: tuple[StepRow, ...]
    evidence: tuple[EvidenceRow, ...]


class OutlineRow(NamedTuple):
    """What one step tells of the priority it belongs to: whose and where it is, what it is about, the step's state."""

    kam: str
    position: int
    level: str
    code: str
    state: str


def outlines(ask: Ask, campaign: str) -> tuple[OutlineRow, ...]:
    """Every step of every plan of a campaign (token), by KAM, priority and day."""
    return tuple(OutlineRow(*row) for row in ask("plan_outlines", campaign=campaign).fetchall())


def plan(ask: Ask, campaign: str, kam: str) -> PlanRows:
    """The priorities of a KAM in a campaign (tokens), with all that belongs to them."""
    whose = {"campaign": campaign, "kam": kam}
    return PlanRows(
        tuple(PlanRow(*row) for row in ask("plans", **whose).fetchall()),
        tuple(StepRow(*row) for row in ask("plan_steps", **whose).fetchall()),
        tuple(EvidenceRow(*row) for row in ask("plan_evidence", **whose).fetchall()),
    )


def followed(ask: Ask, last: int, done: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Tokens of campaign and KAM where the `last` follow-up (in days) of every priority has one of these states."""
    return frozenset(ask("followed_plans", last=last, done=list(map(str, done))).fetchall())


def open_steps(ask: Ask, state: str) -> dict[tuple[str, str], tuple[tuple[int, datetime.date], ...]]:
    """By tokens of campaign and KAM the steps in this state: how many days after the first, and when due; in order."""
    found: dict[tuple[str, str], tuple[tuple[int, datetime.date], ...]] = {}
    for campaign, kam, days, due in ask("open_plan_steps", state=str(state)).fetchall():
        found[campaign, kam] = (*found.get((campaign, kam), ()), (days, due))
    return found


def write(
    store: Store,
    pair: tuple[str, str],
    row: PlanRow,
    steps: Sequence[StepRow],
    most: int,
    evidence: Sequence[EvidenceRow] = (),
) -> int:
    """Write a priority of a plan (tokens of campaign and KAM); at position 0 a new one, at the first that is free.

    `row.version`: the writing that it takes the place of. Returns the position. Raises RequestError `plan_newer` where
    that has another one meanwhile or none, `plan_code_twice`, `plan_full` with `most` priorities already.
    """
    with store.transaction() as cursor:
        there = plan(partial(run, cursor), *pair).priorities
        _check_version(there, row.position, row.version)
        others = [each for each in there if each.position != row.position]
        if any((each.level, each.code) == (row.level, row.code) for each in others):
            raise RequestError("plan_code_twice", part=row.code)
        if len(others) >= most:
            raise RequestError("plan_full", most=most)
        free = next(place for place in range(1, most + 1) if place not in {each.position for each in others})
        position = row.position or free
        forget(cursor, pair, position)
        whose = dict(zip(("campaign", "kam"), pair, strict=True))
        run(cursor, "insert_plan", **whose, **row._replace(position=position, version=_number(cursor))._asdict())
        for step in steps:
            run(cursor, "insert_plan_step", **whose, **step._replace(position=position)._asdict())
        for place, each in enumerate(evidence, start=1):
            facts = each._replace(position=position, place=place)._asdict()
            del facts["state"]
            run(cursor, "insert_plan_evidence", **whose, **facts)
        audit.note(cursor, "wrote_plan", [pair[1]], pair[0])
        return position


def remove(store: Store, pair: tuple[str, str], position: int, version: int) -> None:
    """Take a priority out of a plan (tokens); RequestError `plan_newer` where it was written anew, or is gone."""
    with store.transaction() as cursor:
        _check_version(plan(partial(run, cursor), *pair).priorities, position, version)
        forget(cursor, pair, position)
        audit.note(cursor, "wrote_plan", [pair[1]], pair[0])


def _check_version(there: Sequence[PlanRow], position: int, version: int) -> None:
    found = {each.position: each.version for each in there}
    if position and found.get(position) != version:
        raise RequestError("plan_newer")


def _number(cursor: Cursor) -> int:
    """A number for a writing, never given before."""
    number = int(run(cursor, "meta", key=NUMBER).fetchall()[0][0]) + 1
    run(cursor, "number_given", key=NUMBER, number=number)
    return number


def forget(cursor: Cursor, pair: tuple[str, str], position: int = 0) -> None:
    """Take one priority of a plan (tokens) out of the tables, or (0) all of them."""
    for query in ("forget_plan", "forget_plan_steps", "forget_plan_evidence"):
        run(cursor, query, campaign=pair[0], kam=pair[1], position=position)
