"""Blocks of questionnaires whose signs are told together: each is in one, once and for all (docs/design.md 4)."""

import duckdb

from kamescope.records import SMALLEST_TOTAL
from kamescope.store.connect import run


def keep_blocks(cursor: duckdb.DuckDBPyConnection) -> None:
    """Put what counts, is shown and is in no block yet into new ones, in the campaigns touched; too few go on waiting.

    As blocks never change, the signs of one questionnaire do not come out as the difference between two days.
    """
    run(cursor, "keep_blocks", smallest=SMALLEST_TOTAL)


def highest_cell(cursor: duckdb.DuckDBPyConnection) -> int:
    """The last cell made so far."""
    return int(run(cursor, "meta", key="cells").fetchall()[0][0])
