"""Taking back what imports brought, in one transaction.

An import is undone as if it had never been made. Its questionnaires go, but for those that another import brought too;
the versions that it replaced come back; and what its arrival set free waits again. That last rule leaks nothing: the
group is shown as it was shown before, while counting the late ones on without it would show a state nobody has seen,
which differs from an earlier one by these few. Nothing else is set free meanwhile, unless the group is no longer shown.
An undo that would still move a published protected group by fewer than its minimum is refused unless it is forced.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

import duckdb
import pandas as pd

from kamescope.errors import ContentError, RequestError
from kamescope.model import Model
from kamescope.model_file import model_from_source
from kamescope.store.connect import Store, run
from kamescope.store.delivery import Waits
from kamescope.store.states import Moves, Place, change, check_kept, settle, touch

WaitsUnder = Callable[[Model], Waits]


class Undone(NamedTuple):
    """What became of an import's questionnaires: `gone`, or `kept` because another import brought them too."""

    gone: int
    kept: int


class Telling(NamedTuple):
    """A place whose published figures an undo would move by too few questionnaires."""

    place: Place
    model: Model
    moved: int


def undo(store: Store, import_id: int, waits_under: WaitsUnder, release: bool = False) -> Undone:
    """Take back one import; its line stays in the journal, with the day, and whether `release` was needed.

    Raises RequestError `import_unknown` where there is no such import or it is undone, ContentError `undo_waits` where
    a published protected group would move by fewer respondents than its minimum and `release` is false.
    """
    with store.transaction(erases=True) as cursor:
        if not run(cursor, "import_alive", import_id=import_id).fetchall():
            raise RequestError("import_unknown", number=import_id)
        telling, done = _take_back(cursor, [import_id], waits_under)
        if telling and not release:
            raise _too_telling(cursor, import_id, telling)
        run(cursor, "mark_undone", import_id=import_id, released=bool(telling))
        return done


def forget_demo(store: Store, waits_under: WaitsUnder) -> None:
    """Take back everything that only the demo brought, and its lines in the journal."""
    with store.transaction(erases=True) as cursor:
        _take_back(cursor, [number for (number,) in run(cursor, "demo_imports").fetchall()], waits_under)
        run(cursor, "forget_demo_lines")


def _take_back(
    cursor: duckdb.DuckDBPyConnection, imports: Sequence[int], waits_under: WaitsUnder
) -> tuple[list[Telling], Undone]:
    """Take back imports that are not undone yet; where that tells too much, and how many questionnaires went."""
    cursor.register("undone", pd.DataFrame({"import_id": pd.Series(imports, dtype="int32")}))
    touch(cursor, run(cursor, "undone_places").df())
    cursor.register("counted_before", run(cursor, "counted_here").df())
    models = _models(cursor)
    brought = run(cursor, "undone_count").fetchall()[0][0]
    run(cursor, "hand_over")
    gone = run(cursor, "undone_count").fetchall()[0][0]
    run(cursor, "take_back")
    change(cursor, "step_back")
    change(cursor, "come_back")
    settle(cursor, lambda place, counted, moves: not _is_shown(models[place[0]], waits_under, place, counted))
    telling = _telling(cursor, models, waits_under)
    check_kept(cursor)
    run(cursor, "leave_no_empties")
    return telling, Undone(gone, brought - gone)


def _models(cursor: duckdb.DuckDBPyConnection) -> dict[int, Model]:
    """The model of every campaign touched."""
    return {campaign_id: model_from_source(source) for campaign_id, source in run(cursor, "models_touched").fetchall()}


def _is_shown(model: Model, waits_under: WaitsUnder, place: Place, counted: Counter[str]) -> bool:
    """Whether a group is protected and published: one questionnaire alone would have to wait."""
    return waits_under(model)(place.rater_group, counted, Counter({"": 1}))


def _telling(cursor: duckdb.DuckDBPyConnection, models: dict[int, Model], waits_under: WaitsUnder) -> list[Telling]:
    """Where the groups touched differ from before by too few questionnaires."""
    moved: defaultdict[Place, Moves] = defaultdict(Moves)
    for *place, coming, leaving, count in run(cursor, "moved_since").fetchall():
        moved[Place(*place)].add(coming, leaving, count)
    counted: defaultdict[Place, Counter[str]] = defaultdict(Counter)
    for *place, segment, count in run(cursor, "counts_before").fetchall():
        counted[Place(*place)][segment] = count
    return [
        Telling(place, models[place.campaign_id], moves.total)
        for place, moves in sorted(moved.items())
        if moves.must_wait(waits_under(models[place.campaign_id]), place.rater_group, counted[place])
    ]


def _too_telling(cursor: duckdb.DuckDBPyConnection, import_id: int, telling: Sequence[Telling]) -> ContentError:
    """Which KAM and group forbid an undo; the first of them in full."""
    place, model, moved = telling[0]
    group = model.groups[place.rater_group]
    (kam,) = run(cursor, "kam_name", kam_id=place.kam_id).fetchall()[0]
    facts = {"kam": kam, "group": group.name, "count": moved, "minimum": group.minimum, "others": len(telling) - 1}
    return ContentError("undo_waits", number=import_id, **facts)
