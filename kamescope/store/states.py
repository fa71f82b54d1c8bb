"""Which questionnaires and answers count, and where each is kept: the one place that changes it (docs/design.md 4)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

import pandas as pd

from kamescope.errors import StoreError
from kamescope.store.connect import run
from kamescope.store.engine import Cursor

INTO = {"counted": "into_counted", "waiting": "into_waiting", "replaced": "into_replaced"}


class Place(NamedTuple):
    """One group of raters of one KAM in one campaign, as the tables number them."""

    campaign_id: int
    kam_id: int
    rater_group: int


def touch(cursor: Cursor, places: pd.DataFrame) -> None:
    """Name the places that a change is about; `places` may hold further columns and repeat itself."""
    cursor.register("touched", places[list(Place._fields)].drop_duplicates())


def move(cursor: Cursor, whole: pd.DataFrame, apart: pd.DataFrame) -> None:
    """Keep all answers of some questionnaires (respondent_id, state), and some answers apart (…, item, state)."""
    cursor.register("whole", whole)
    cursor.register("apart", apart)
    run(cursor, "move_answers")
    insert_some(cursor, INTO, run(cursor, "moving_states").fetchall())
    run(cursor, "moved")


State = TypeVar("State", int, str)


def insert_some(cursor: Cursor, queries: Mapping[State, str], states: Iterable[tuple[State]]) -> None:
    """Run the queries of the states that have rows, and only them.

    DuckDB 2.0 loses what a large INSERT brings into a table after one of no rows in the same transaction: the rows are
    counted and never seen again.
    """
    for (state,) in sorted(states):
        run(cursor, queries[state])


def check_kept(cursor: Cursor) -> None:
    """Nothing may be lost or doubled without a word: the answers in the tables are those of the questionnaires touched.

    Raises StoreError `answers_lost`, which undoes the transaction.
    """
    # Below zero where some are there twice.
    missing = run(cursor, "answers_missing").fetchall()[0][0]
    if missing:
        raise StoreError("answers_lost", count=abs(int(missing)))
