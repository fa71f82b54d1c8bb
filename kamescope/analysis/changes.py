"""What changed for each KAM of a panel since the campaign before theirs, as `progress` compares one of them. Pure."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from kamescope.analysis.compare import Heatmap, Measure, column_means, places_of
from kamescope.analysis.panel import FILTERS, STATUSES, Panel
from kamescope.analysis.published import Level
from kamescope.model import ENVIRONMENT
from kamescope.privacy import FilterState, Status

_PUBLISHED, _APPLIED = STATUSES.index(Status.PUBLISHED), FILTERS.index(FilterState.APPLIED)


class Before(NamedTuple):
    """An earlier campaign, and the KAMs (tokens) whose last one it was; it need not hold all of them."""

    panel: Panel
    kams: frozenset[str]


class Pair(NamedTuple):
    """Two campaigns of one model, and where the same KAMs stand in each: their places in both panels."""

    old: Panel
    new: Panel
    before: np.ndarray
    after: np.ndarray


def change_values(
    panel: Panel, before: Sequence[Before], places: Sequence[tuple[Level, str]], column: str
) -> np.ndarray:
    """After − before in points: an array of (KAM, place), KAMs in the panel's order.

    NaN where `progress.change` tells no change, and under another model, which is compared only where somebody asks.
    A manager who says 3.0 and then 3.5 makes +0.5.
    """
    values = np.full((len(panel), len(places)), np.nan)
    for pair in _pairs(panel, before):
        values[pair.after] = np.stack([_changed(pair, *place, column) for place in places], axis=1)
    return values


def change_heatmap(
    panel: Panel, before: Sequence[Before], level: Level, column: str, factors: Sequence[str] | None, each_seen: bool
) -> Heatmap:
    """What changed of each KAM: overall, then every listed code of `level`, as a group or the environment sees it.

    Means are those of the changes, each KAM once. `each_seen`: see `compare.team_mean`.
    """
    places = places_of(panel.model, level, factors)
    values = change_values(panel, before, places, column)
    old = {kam: one.panel.about(kam) for one in before for kam in one.kams if kam in one.panel.places}
    earlier = tuple(old.get(kam.token) for kam in panel.kams)
    return Heatmap(panel, places, column, Measure.CHANGE, values, *column_means(values, each_seen), earlier)


def _pairs(panel: Panel, before: Sequence[Before]) -> Iterator[Pair]:
    for old, kams in before:
        both = [kam for kam in kams if kam in old.places and kam in panel.places]
        if both and old.model.fingerprint == panel.model.fingerprint:
            at = (np.array([side.places[kam] for kam in both]) for side in (old, panel))
            yield Pair(old, panel, *at)


def _changed(pair: Pair, level: Level, code: str, column: str) -> np.ndarray:
    """One change a KAM: scores are NaN unless published, and figures made of other groups are not compared."""
    place = pair.new.code(level, code)
    old, new = pair.old.scores(level, column)[pair.before, place], pair.new.scores(level, column)[pair.after, place]
    groups = [group.code for group in pair.new.model.groups if not group.is_self] if column == ENVIRONMENT else [column]
    at = [pair.new.column(group) for group in groups]
    alike = np.all(
        _made_of(pair.old, pair.before, (level, place), at) == _made_of(pair.new, pair.after, (level, place), at),
        axis=1,
    )
    return np.where(alike, new - old, np.nan)


def _made_of(panel: Panel, rows: np.ndarray, place: tuple[Level, int], columns: Sequence[int]) -> np.ndarray:
    """Which groups make up each KAM's figure and whether the filter acts on them: 0 not, 1 so, 2 filtered."""
    level, code = place
    shown = panel.levels[level].status[rows][:, columns, code] == _PUBLISHED
    return shown * (1 + (panel.group_counts.filter[rows][:, columns] == _APPLIED))
