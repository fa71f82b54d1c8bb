"""Blocks of questionnaires whose signs are told together: each is in one, once and for all (docs/design.md 4)."""

from functools import partial

import pandas as pd

from kamescope.records import SMALLEST_TOTAL
from kamescope.store.connect import run
from kamescope.store.engine import Cursor
from kamescope.store.reads import waves


def keep_blocks(cursor: Cursor) -> None:
    """Put what counts, is shown and is in no block yet into new ones, in the campaigns touched; too few go on waiting.

    As blocks never change, the signs of one questionnaire do not come out as the difference between two days.
    """
    cursor.register("group_rules", _group_rules(cursor))
    run(cursor, "keep_blocks", smallest=SMALLEST_TOTAL)


def _group_rules(cursor: Cursor) -> pd.DataFrame:
    """What the groups of campaigns that are shown promise, as their models say it."""
    rows = [
        (campaign_id, place, group.minimum, group.protected)
        for campaign_id, wave in waves(partial(run, cursor)).items()
        for place, group in enumerate(wave.model.groups)
        if not group.closed
    ]
    kinds = {"campaign_id": "int32", "rater_group": "int32", "minimum": "int32", "protected": bool}
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def highest_cell(cursor: Cursor) -> int:
    """The last cell made so far."""
    return int(run(cursor, "meta", key="cells").fetchall()[0][0])
