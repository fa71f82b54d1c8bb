"""Several KAMs side by side: what each scores, what may be said of all of them together (docs/design.md 4). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from kamescope.analysis.panel import Panel
from kamescope.analysis.people import told_apart
from kamescope.analysis.published import Level, Published, listed
from kamescope.analysis.scores import PLACES, mean
from kamescope.model import ENVIRONMENT, OVERALL, SELF, Model
from kamescope.privacy import Status

SMALL_COHORT = 5
"""Over fewer KAMs than this a mean is shown only to those who may see each of them (docs/design.md 4)."""
Place = tuple[Level, str]


class Measure(StrEnum):
    """What is compared: score, self − the others, distance from the KAMs' mean, or a change since before."""

    SCORE = "score"
    GAP = "gap"
    DIFFERENCE = "difference"
    CHANGE = "change"


WITHIN = (Measure.SCORE, Measure.GAP, Measure.DIFFERENCE)
"""What is compared within one campaign."""


@dataclass(frozen=True, slots=True)
class TeamMean:
    """The mean of the KAMs' own figures, in points and percent, and how many KAMs have one."""

    score: float
    percent: float
    kams: int


def fewest(each_seen: bool) -> int:
    """Over how many KAMs a mean may be told at least; `each_seen`: to somebody who may see each of them."""
    return 1 if each_seen else SMALL_COHORT


def team_mean(team: Iterable[Published], place: tuple[Level, str, str], each_seen: bool) -> TeamMean | None:
    """The mean of one (level, code, group) over its published cells, each KAM counting once whatever came back.

    `each_seen`: whether the viewer may see each of these KAMs; without it there is no mean of fewer than five. A
    masked cell is left out like a missing one; without any published cell there is no mean. 3.0, masked and 4.0
    give 3.5 of 2 KAMs.
    """
    cells = [published.cell(*place) for published in team]
    shown = [cell for cell in cells if cell.is_published]
    if len(shown) < fewest(each_seen):
        return None
    return TeamMean(mean([cell.score for cell in shown]), mean([cell.percent for cell in shown]), len(shown))


@dataclass(frozen=True, eq=False)
class Heatmap:
    """One figure for each KAM of a panel and each place, in points; NaN where there is none.

    `values`: an array of (KAM, place), KAMs in the panel's order. `means`: the mean of each place over the KAMs that
    have one, each once (of scores where differences are shown); `counted`: how many those are. `before`: of changes,
    what the campaign before publishes of each KAM, None where there was none.
    """

    panel: Panel
    places: tuple[Place, ...]
    column: str
    measure: Measure
    values: np.ndarray
    means: np.ndarray
    counted: np.ndarray
    before: tuple[Published | None, ...] = ()

    def order(self, by: str = "") -> tuple[int, ...]:
        """The KAMs' places as they are to be listed: as in the panel, or by a code, the highest first (`-F1`: lowest).

        Equal figures stay in the panel's order; KAMs without a figure come last; an unknown code orders nothing.
        """
        return ordered(self.values, [code for _, code in self.places], by)

    @cached_property
    def partial(self) -> np.ndarray:
        """Where a figure stands on an environment without a group that rates others there: an array of (KAM, place)."""
        if self.others != ENVIRONMENT or self.measure is Measure.CHANGE:  # made of the same groups both times
            return np.zeros(self.values.shape, dtype=bool)
        lacking = np.stack([_lacks_a_group(self.panel, level, code) for level, code in self.places], axis=1)
        return lacking & ~np.isnan(self.values)

    @cached_property
    def empty(self) -> np.ndarray:
        """Where there is no figure: an array of (KAM, place)."""
        return np.isnan(self.values)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each KAM is called, told apart from the others of the panel."""
        return told_apart(self.panel.kams)

    def lacking(self, row: int, at: int) -> str:
        """The first of the columns that a figure is made of in which the KAM has none; the shown one where all have."""
        cells = ((column, self.panel[row].cell(*self.places[at], column)) for column in self._columns)
        return next((column for column, cell in cells if not cell.is_published), self.column)

    def state(self, row: int, at: int) -> Status:
        """Whether there is a figure, and if not whether it is held back: a gap needs both its sides."""
        if not np.isnan(self.values[row, at]):
            return Status.PUBLISHED
        sides = [self.panel[row], *(each for each in self.before[row : row + 1] if each is not None)]
        states = {each.cell(*self.places[at], self.lacking(row, at)).status for each in sides}
        return Status.MASKED if Status.MASKED in states else Status.NO_DATA

    def respondents(self, row: int, at: int) -> int:
        """The questionnaires behind a figure, of a gap those of both its sides; where there is none, of what lacks."""
        columns = (self.lacking(row, at),) if np.isnan(self.values[row, at]) else self._columns
        return sum(behind(self.panel[row], *self.places[at], column) for column in columns)

    @property
    def _columns(self) -> tuple[str, ...]:
        """The columns that a figure is made of, the shown one first."""
        return tuple(dict.fromkeys((self.column, self.others, *([SELF] if self.measure is Measure.GAP else []))))

    @property
    def others(self) -> str:
        """The column that is shown, or that self is set against: for self's own gap the environment."""
        return ENVIRONMENT if self.measure is Measure.GAP and self.column == SELF else self.column


def heatmap(
    panel: Panel, level: Level, column: str, measure: Measure, factors: Sequence[str] | None, each_seen: bool
) -> Heatmap:
    """What is compared of each KAM: overall, then every listed code of `level`, as a group or the environment sees it.

    The measure is one `WITHIN` the campaign; changes are told by `changes.change_heatmap`. The gap is self − that
    column, of self itself self − environment. `each_seen`: see `team_mean`.
    """
    places = places_of(panel.model, level, factors)
    scores = _scores(panel, places, column)
    values = scores
    if measure is Measure.GAP:
        values = _scores(panel, places, SELF) - _scores(panel, places, ENVIRONMENT if column == SELF else column)
    means, counted = column_means(values, each_seen)
    if measure is Measure.DIFFERENCE:
        values = scores - means
    return Heatmap(panel, places, column, measure, values, means, counted)


def places_of(model: Model, level: Level, factors: Sequence[str] | None) -> tuple[Place, ...]:
    """Overall, then every code of a level that a filter on factors leaves; None leaves all."""
    codes = listed(model, level, factors) if level is not Level.OVERALL else ()
    return ((Level.OVERALL, OVERALL), *((level, code) for code in codes))


def ordered(values: Sequence[np.ndarray] | np.ndarray, codes: Sequence[str], by: str) -> tuple[int, ...]:
    """The places of rows (an array of codes each) as they are to be listed: see `Heatmap.order`."""
    if by.removeprefix("-") not in codes:
        return tuple(range(len(values)))
    column = np.round(np.asarray(values)[:, codes.index(by.removeprefix("-"))], PLACES)
    return tuple(map(int, np.argsort(column if by.startswith("-") else -column, kind="stable")))


def means_of(heatmap: Heatmap, kams: Iterable[str], each_seen: bool) -> tuple[np.ndarray, np.ndarray]:
    """The means of some of a heatmap's KAMs (tokens) by place, each KAM once, and how many they are."""
    rows = [heatmap.panel.places[kam] for kam in kams if kam in heatmap.panel.places]
    return column_means(heatmap.values[rows], each_seen)


def column_means(values: np.ndarray, each_seen: bool) -> tuple[np.ndarray, np.ndarray]:
    """The mean of each column over the rows that have a figure, NaN where none may be told, and how many they are."""
    there = ~np.isnan(values)
    counted = there.sum(axis=0)
    total = np.where(there, values, 0.0).astype(np.longdouble).sum(axis=0).astype(np.float64)
    return np.divide(total, counted, out=np.full(total.shape, np.nan), where=counted >= fewest(each_seen)), counted


def behind(published: Published, level: Level, code: str, column: str) -> int:
    """The questionnaires behind a figure: of the environment those of the groups that its figure is made of there.

    `Cell.respondents` counts all the groups of an environment, whatever they were asked. What came back is no secret,
    whether the group is shown or not.
    """
    if column != ENVIRONMENT:
        return published.group(column).respondents
    groups = published.environment_groups
    shown = (group for group in groups if published.cell(level, code, group).is_published)
    return sum(published.group(group).respondents for group in shown)


def rated_by_all(model: Model, panel: Panel, column: str) -> tuple[str, ...]:
    """The factors that compare fairly: of the environment, those asked of every group shown of anybody; else all."""
    if column != ENVIRONMENT:
        return tuple(factor.code for factor in model.factors)
    others = [group.code for group in model.groups if not group.is_self]
    shown = [code for code in others if panel.with_state(code, Status.PUBLISHED)]
    return tuple(
        factor.code
        for factor in model.factors
        if all(any(item.code in model.group(code).items for item in factor.items) for code in shown)
    )


def _scores(panel: Panel, places: Sequence[Place], column: str) -> np.ndarray:
    columns = [panel.scores(level, column)[:, panel.code(level, code)] for level, code in places]
    return np.stack(columns, axis=1)


def _lacks_a_group(panel: Panel, level: Level, code: str) -> np.ndarray:
    """Whether a KAM's environment is without a group that another's has, of that code."""
    others = [panel.column(group.code) for group in panel.model.groups if not group.is_self]
    rates = ~np.isnan(panel.levels[level].score[:, others, panel.code(level, code)])
    return (rates.any(axis=0) & ~rates).any(axis=1)
