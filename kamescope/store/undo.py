"""Taking back what an import brought, in one transaction."""

from collections import Counter, defaultdict
from collections.abc import Callable

import duckdb

from kamescope.model import Model
from kamescope.model_file import model_from_source
from kamescope.store.connect import Store, run
from kamescope.store.imports import Waits, release


def forget_demo(store: Store, waits_under: Callable[[Model], Waits]) -> None:
    """Remove everything that only the demo brought; what waited because of it counts again."""
    with store.transaction() as cursor:
        for what in ("answers", "waiting_answers", "respondents", "imports"):
            run(cursor, f"forget_demo_{what}")
        for what in ("enrolments", "campaigns", "kams", "models"):
            run(cursor, f"forget_empty_{what}")
        _release_needless(cursor, waits_under)


def _release_needless(cursor: duckdb.DuckDBPyConnection, waits_under: Callable[[Model], Waits]) -> None:
    """Late questionnaires wait only beside published ones: where those are gone, they count."""
    counted: dict[tuple, Counter[str]] = defaultdict(Counter)
    waiting: dict[tuple, Counter[str]] = defaultdict(Counter)
    for *place, waits_already, segment, count in run(cursor, "counts_where_some_wait").fetchall():
        (waiting if waits_already else counted)[tuple(place)][segment] += count
    for place, late in waiting.items():
        model_id, campaign_id, kam_id, group = place
        model = model_from_source(run(cursor, "model", model_id=model_id).fetchone()[0])
        if not waits_under(model)(group, counted[place], late):
            release(cursor, campaign_id, kam_id, group)
