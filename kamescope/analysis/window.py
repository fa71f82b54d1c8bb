"""The perception window: self against environment in four quadrants (docs/design.md 3). Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from kamescope.analysis.gaps import Gap, WholeGap, make_gap
from kamescope.analysis.published import Level, Published, listed
from kamescope.analysis.scores import mean, pooled_environment, settled
from kamescope.model import ENVIRONMENT, SELF, Scale

POOLED = "pooled"


class Quadrant(StrEnum):
    """Who sees what: the KAM, the environment, both, neither."""

    RECOGNISED_STRENGTH = "recognised_strength"
    HIDDEN_STRENGTH = "hidden_strength"
    BLIND_SPOT = "blind_spot"
    SHARED_PROGRESS = "shared_progress"


AS_DRAWN = (
    Quadrant.HIDDEN_STRENGTH,
    Quadrant.RECOGNISED_STRENGTH,
    Quadrant.SHARED_PROGRESS,
    Quadrant.BLIND_SPOT,
)
"""The quadrants as they lie in the window, row by row from the top left."""


class CutKind(StrEnum):
    """Where high may begin: at the mean of the points, halfway up the scale, at the cohort's mean, at a percent."""

    OWN = "own"
    MIDPOINT = "midpoint"
    COHORT = "cohort"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Cut:
    """Where high begins on each axis, in percent."""

    self_percent: float
    environment_percent: float


@dataclass(frozen=True, slots=True)
class Placed:
    """One code in the window."""

    gap: WholeGap
    quadrant: Quadrant

    @property
    def code(self) -> str:
        """The code of the factor, sub-factor or item."""
        return self.gap.code


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A code without a place in the window: a side is missing, or the cut."""

    gap: Gap
    quadrant: None = None

    @property
    def code(self) -> str:
        """The code of the factor, sub-factor or item."""
        return self.gap.code


Point: TypeAlias = Placed | Unplaced
"""One code: whoever asks for its quadrant knows whether it has a place."""


@dataclass(frozen=True, slots=True)
class Window:
    """All points of one level and the cut; without a single whole point there is no own cut."""

    level: Level
    points: tuple[Point, ...]
    cut: Cut | None

    def in_quadrant(self, quadrant: Quadrant) -> tuple[Placed, ...]:
        """The points of one quadrant, from the widest gap down; of gaps as wide, in the model's order."""
        found = [point for point in self.points if point.quadrant is quadrant]
        return tuple(sorted(found, key=lambda point: -settled(abs(point.gap.gap))))


def window_gaps(
    published: Published, level: Level, environment: str = ENVIRONMENT, factors: Iterable[str] | None = None
) -> tuple[Gap, ...]:
    """Self against the environment chosen: all groups, `pooled`, or one group's code; codes in model order.

    A group that is not published is no environment: every gap is then null.
    """
    others = _environment_scores(published, level, environment)
    return tuple(
        make_gap(published.model, code, published.cell(level, code, SELF).score, others[code])
        for code in listed(published.model, level, factors)
    )


def place(gaps: Sequence[Gap], level: Level, cut: Cut | None) -> Window:
    """Sort gaps into quadrants; *at* the cut is high."""
    return Window(level, tuple(_point(gap, cut) for gap in gaps), cut)


def own_cut(gaps: Sequence[Gap]) -> Cut | None:
    """Each axis at the mean of the points shown; None without a single whole point."""
    whole = [gap for gap in gaps if gap.gap is not None]
    if not whole:
        return None
    return Cut(mean([gap.self_percent for gap in whole]), mean([gap.environment_percent for gap in whole]))


def level_cut(percent: float) -> Cut:
    """The same cut on both axes."""
    return Cut(percent, percent)


def cut_at(
    kind: CutKind,
    gaps: Sequence[Gap],
    scale: Scale,
    percent: float = 0.0,
    cohort: Callable[[], Cut | None] = lambda: None,
) -> Cut | None:
    """Where high begins: what a person chose, of the gaps shown; None where that cannot be told.

    `cohort` asks for the mean of the campaign's KAMs, which only the service knows.
    """
    match kind:
        case CutKind.OWN:
            return own_cut(gaps)
        case CutKind.MIDPOINT:
            return level_cut(scale.percent(scale.midpoint))
        case CutKind.COHORT:
            return cohort()
        case CutKind.VALUE:
            return level_cut(percent)


def cohort_cut(cuts: Sequence[Cut | None]) -> Cut | None:
    """Each axis at the mean of the KAMs' own cuts, each KAM counting once."""
    known = [cut for cut in cuts if cut is not None]
    if not known:
        return None
    return Cut(mean([cut.self_percent for cut in known]), mean([cut.environment_percent for cut in known]))


def _environment_scores(published: Published, level: Level, environment: str) -> Mapping[str, float | None]:
    column, cells = environment, published.cells
    if environment == POOLED:
        cells = pooled_environment(published.model, published.cells, published.environment_groups)
        column = ENVIRONMENT
    return {code: cells[level, code, column].score for code in listed(published.model, level, None)}


def _point(gap: Gap, cut: Cut | None) -> Point:
    return Unplaced(gap) if gap.gap is None or cut is None else Placed(gap, _quadrant(gap, cut))


def _quadrant(gap: WholeGap, cut: Cut) -> Quadrant:
    own_high = settled(gap.self_percent) >= settled(cut.self_percent)
    others_high = settled(gap.environment_percent) >= settled(cut.environment_percent)
    if own_high:
        return Quadrant.RECOGNISED_STRENGTH if others_high else Quadrant.BLIND_SPOT
    return Quadrant.HIDDEN_STRENGTH if others_high else Quadrant.SHARED_PROGRESS
