"""Which questionnaires count, and when: the one place that changes their state (DESIGN 4, "Time leaks too")."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import duckdb
import pandas as pd

from kamescope.errors import StoreError
from kamescope.store.connect import run
from kamescope.store.delivery import Waits

INTO = {"counted": "into_counted", "waiting": "into_waiting", "replaced": "into_replaced"}
NOBODY = 0
"""The import that set a questionnaire free, where no import did."""


class Place(NamedTuple):
    """One group of raters of one KAM in one campaign, as the tables number them."""

    campaign_id: int
    kam_id: int
    rater_group: int


class Moves:
    """How many questionnaires a change moves in one place, by the partition value they come to and the one they leave.

    What only comes, or only leaves, counts under the same value on both sides.
    """

    def __init__(self) -> None:
        self.coming: Counter[str] = Counter()
        self.leaving: Counter[str] = Counter()

    @property
    def total(self) -> int:
        """How many questionnaires move."""
        return self.coming.total()

    def add(self, coming: str, leaving: str, count: int) -> None:
        """So many move from one value to another."""
        self.coming[coming] += count
        self.leaving[leaving] += count

    def must_wait(self, waits: Waits, group: int, counted: Counter[str]) -> bool:
        """Whether some view of the group would move by too few: the value that is left is as telling as the other."""
        return any(waits(group, counted, moving) for moving in (self.coming, self.leaving))


Opens = Callable[[Place, Counter[str], Moves], bool]
"""(place, counted by partition value, what waits) → whether what waits there counts now."""


def touch(cursor: duckdb.DuckDBPyConnection, places: pd.DataFrame) -> None:
    """Name the places that a change is about; `places` may hold further columns and repeat itself."""
    cursor.register("touched", places[list(Place._fields)].drop_duplicates())


def change(cursor: duckdb.DuckDBPyConnection, query: str, **facts: object) -> None:
    """Give the questionnaires that a query lists the states it lists; their answers follow."""
    changed = run(cursor, query, **facts).df()
    if len(changed):
        cursor.register("changed", changed)
        run(cursor, "apply_states")
        insert_some(cursor, INTO, run(cursor, "moving_states").fetchall())
        run(cursor, "moved")


def insert_some(cursor: duckdb.DuckDBPyConnection, queries: Mapping[str, str], states: Iterable[tuple[str]]) -> None:
    """Run the queries of the states that have rows, and only them.

    DuckDB 2.0 loses what a large INSERT brings into a table after one of no rows in the same transaction: the rows are
    counted and never seen again.
    """
    for (state,) in sorted(states):
        run(cursor, queries[state])


def check_kept(cursor: duckdb.DuckDBPyConnection) -> None:
    """Nothing may be lost or doubled without a word: the answers in the tables are those of the questionnaires touched.

    Raises StoreError `answers_lost`, which undoes the transaction.
    """
    missing = run(cursor, "answers_missing").fetchall()[0][0]
    if missing:
        raise StoreError("answers_lost", count=abs(int(missing)))


def settle(cursor: duckdb.DuckDBPyConnection, opens: Opens, import_id: int = NOBODY) -> dict[Place, int]:
    """Let in what waits in the places touched where `opens` says so; how many go on waiting in the others.

    `import_id` is the import whose arrival sets them free.
    """
    waiting: defaultdict[Place, Moves] = defaultdict(Moves)
    for *place, coming, leaving, count in run(cursor, "waiting_here").fetchall():
        waiting[Place(*place)].add(coming, leaving, count)
    counted: defaultdict[Place, Counter[str]] = defaultdict(Counter)
    for *place, segment, count in run(cursor, "counts_beside_waiting").fetchall():
        counted[Place(*place)][segment] = count
    opened = [place for place, moves in waiting.items() if opens(place, counted[place], moves)]
    let_in(cursor, opened, import_id)
    left = waiting.keys() - set(opened)
    return {place: moves.total for place, moves in waiting.items() if place in left}


def let_in(cursor: duckdb.DuckDBPyConnection, places: Iterable[Place], import_id: int = NOBODY) -> None:
    """What waits in these places counts from now on."""
    opened = pd.DataFrame(places, columns=list(Place._fields))
    if len(opened):
        cursor.register("opened", opened)
        change(cursor, "let_in", import_id=import_id)
