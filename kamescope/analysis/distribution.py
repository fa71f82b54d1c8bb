"""How the KAMs of a panel spread on one factor, as one group or the environment sees it (docs/design.md 4). Pure."""

from dataclasses import dataclass

import numpy as np

from kamescope.analysis.compare import SMALL_COHORT, Measure, column_means, heatmap
from kamescope.analysis.gaps import GapClass, classify
from kamescope.analysis.panel import STATUSES, Panel
from kamescope.analysis.published import Level
from kamescope.model import ENVIRONMENT, OVERALL, Model
from kamescope.privacy import Status

FEWEST = 2
"""Of fewer KAMs there is no spread, and their mean is one KAM's own figure."""


@dataclass(frozen=True, slots=True)
class Far:
    """A KAM (their place in the panel) a gap to explore or more from the mean: by how many points, and its class."""

    row: int
    difference: float
    kind: GapClass


@dataclass(frozen=True, slots=True)
class Summary:
    """What may be said of all KAMs together, in points. `deviation`: None of fewer than five KAMs."""

    mean: float
    lowest: float
    highest: float
    deviation: float | None


@dataclass(frozen=True, eq=False)
class Distribution:
    """One figure a KAM, in points: `values` in the panel's order, NaN where none is published, and its distance
    from the mean beside it (`differences`).

    `counted`: how many KAMs have a figure, from `answers` in all; `masked`: of how many it is held back; `summary`:
    None where nothing may be said of all together. `far`: in the panel's order, which is no ranking. `uneven`:
    the KAMs (places) whose environment lacks a group that others have.
    """

    level: Level
    code: str
    column: str
    values: np.ndarray
    differences: np.ndarray
    counted: int
    masked: int
    answers: int
    summary: Summary | None
    far: tuple[Far, ...]
    uneven: frozenset[int]


def distribution(panel: Panel, level: Level, code: str, column: str, each_seen: bool) -> Distribution:
    """The published figures of a panel in one place, each KAM counting once; KeyError for an unknown code or column.

    There is a summary from two KAMs on, and from five where the viewer may not see each of them (`each_seen`). The
    standard deviation takes the KAMs as a sample (n − 1), and is told from five on, whoever looks: of fewer, lowest
    and highest say all there is. 2, 3 and 4 points: mean 3, from 2 to 4, no deviation.
    """
    place = panel.column(column), panel.code(level, code)
    values = panel.scores(level, column)[:, place[1]]
    means, counted = column_means(values[:, None], each_seen)
    there = values[~np.isnan(values)]
    told = counted[0] >= FEWEST and not np.isnan(means[0])
    summary = _summary(there, float(means[0])) if told else None
    differences = values - means[0] if told else np.full(len(panel), np.nan)
    masked = panel.states(level, column)[:, place[1]] == STATUSES.index(Status.MASKED)
    answers = int(panel.levels[level].answers[:, *place].sum())
    return Distribution(
        level,
        code,
        column,
        values,
        differences,
        int(counted[0]),
        int(masked.sum()),
        answers,
        summary,
        _far(panel.model, differences),
        _uneven(panel, level, code, column),
    )


def _summary(values: np.ndarray, mean: float) -> Summary:
    deviation = float(np.std(values, ddof=1)) if len(values) >= SMALL_COHORT else None
    return Summary(mean, float(values.min()), float(values.max()), deviation)


def _far(model: Model, differences: np.ndarray) -> tuple[Far, ...]:
    classes = ((row, float(differences[row])) for row in np.flatnonzero(~np.isnan(differences)))
    found = (Far(int(row), difference, classify(model, difference)) for row, difference in classes)
    return tuple(far for far in found if far.kind is not GapClass.ALIGNED)


def _uneven(panel: Panel, level: Level, code: str, column: str) -> frozenset[int]:
    if column != ENVIRONMENT:
        return frozenset()
    factors = () if code == OVERALL else (panel.model.factor_of[code].code,)
    shown = heatmap(panel, level, column, Measure.SCORE, factors, each_seen=False)
    return frozenset(map(int, np.flatnonzero(shown.partial[:, shown.places.index((level, code))])))
