"""Taking back what imports brought, in one transaction.

An import is undone as if it had never been made: its questionnaires go, but for those that another import brought too,
and the versions that they replaced come back. What was shown stays in mind (`gone.py`): of what is left, whatever would
tell by difference waits from then on.
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from kamescope.errors import RequestError
from kamescope.store import audit, levers
from kamescope.store.blocks import keep_blocks
from kamescope.store.connect import Store, run
from kamescope.store.engine import Cursor
from kamescope.store.gone import remember
from kamescope.store.reads import waves
from kamescope.store.reviews import keep_seen
from kamescope.store.road import check_leaving, reopen_in
from kamescope.store.settle import settle
from kamescope.store.states import check_kept, touch


class Undone(NamedTuple):
    """What became of an import's questionnaires: `gone`, or `kept` because another import brought them too.

    `waiting`: how many others, which counted until now, wait from now on.
    """

    gone: int
    kept: int
    waiting: int = 0


def undo(store: Store, import_id: int, release: bool = False) -> Undone:
    """Take back one import; its line stays in the journal, with the day, and whether `release` was asked for.

    Raises RequestError `import_unknown` where there is no such import or it is undone, `results_released` where it
    brought something that counts in what was released.
    """
    return undo_together(store, [import_id], release)


def undo_together(store: Store, import_ids: Sequence[int], release: bool = False) -> Undone:
    """Take back several imports in one step, all or none: nobody sees what stands between them.

    Raises RequestError `import_unknown` where one of them is not there or is undone, and `results_released`.
    """
    with store.transaction(erases=True) as cursor:
        for import_id in import_ids:
            if not run(cursor, "import_alive", import_id=import_id).fetchall():
                raise RequestError("import_unknown", number=import_id)
        for import_id in import_ids:
            for what in ("undid", *(["released_late"] if release else [])):
                audit.note_import(cursor, what, import_id)
        done = _take_back(cursor, store.secret, import_ids, release)
        for import_id in import_ids:
            run(cursor, "mark_undone", import_id=import_id, released=release)
        return done


def forget_demo(store: Store) -> None:
    """Take back everything that only the demo brought, and its lines in the journal; nothing of it binds anybody.

    What of it was released is reopened first: one click removes it.
    """
    with store.transaction(erases=True) as cursor:
        campaigns = [token for (token,) in run(cursor, "campaign_tokens").fetchall()]
        demo = [number for (number,) in run(cursor, "demo_imports").fetchall()]
        for import_id in demo:
            audit.note_import(cursor, "undid", import_id)
        cursor.register("undone", pd.DataFrame({"import_id": pd.Series(demo, dtype="int32")}))
        for pair in run(cursor, "frozen_of_imports").fetchall():
            reopen_in(cursor, store.secret, pair)
        _take_back(cursor, store.secret, demo, release=True, bear_in_mind=False)
        run(cursor, "forget_demo_lines")
        levers.forget_demo(cursor)
        run(cursor, "forget_promises", tokens=campaigns)
        run(cursor, "forget_seen_of_demo", tokens=campaigns)


def _take_back(cursor: Cursor, secret: str, imports: Sequence[int], release: bool, bear_in_mind: bool = True) -> Undone:
    """Take back imports that are not undone yet; with `release` nothing waits that is left.

    `bear_in_mind`: what was shown of them binds whatever comes later.
    """
    cursor.register("undone", pd.DataFrame({"import_id": pd.Series(imports, dtype="int32")}))
    # First: afterwards nothing tells any more where these questionnaires were.
    touch(cursor, run(cursor, "undone_places").df())
    brought = _count(cursor, "undone_count")
    run(cursor, "hand_over")
    cursor.register("leaving", run(cursor, "undone_people").df())
    check_leaving(cursor)
    gone = _count(cursor, "leaving_count")
    if bear_in_mind:
        bear_leaving_in_mind(cursor, secret)
    run(cursor, "forget_undone")
    return Undone(gone, brought - gone, let_go(cursor, secret, release))


def let_go(cursor: Cursor, secret: str, release: bool = False) -> int:
    """Delete the questionnaires registered as `leaving`, and settle the places touched; how many others begin to wait.

    Whom no import rates after that is enrolled no more.
    """
    run(cursor, "take_back")
    # Counted once they are gone: only others that begin to wait are told.
    before = _count(cursor, "waiting_in_touched")
    settle(cursor, secret, lambda place: release, fall_back=True)
    waiting = _count(cursor, "waiting_in_touched") - before
    check_kept(cursor)
    keep_blocks(cursor)
    keep_seen(cursor, secret)
    run(cursor, "leave_no_empties")
    return max(waiting, 0)


def bear_leaving_in_mind(cursor: Cursor, secret: str, is_erased: bool = False) -> None:
    """What was shown of the questionnaires registered as `leaving`; of erased ones so that no answer can be tried."""
    people = run(cursor, "shown_of_leaving").df()
    if len(people):
        cursor.register("weighed", people[["respondent_id"]])
        models = {campaign: wave.model for campaign, wave in waves(partial(run, cursor)).items()}
        remember(cursor, secret, models, people, run(cursor, "shown_answers").df(), is_erased)


def _count(cursor: Cursor, query: str) -> int:
    return int(run(cursor, query).fetchall()[0][0])
