"""Self against environment: gaps and their classes, strengths, areas to work on (docs/design.md 3). Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TypeAlias

from kamescope.analysis.published import Level, Published, listed
from kamescope.analysis.scores import settled
from kamescope.model import ENVIRONMENT, SELF, Model


class GapClass(StrEnum):
    """How wide a gap is."""

    MARKED = "marked"
    TO_EXPLORE = "to_explore"
    ALIGNED = "aligned"


@dataclass(frozen=True, slots=True)
class WholeGap:
    """Self and environment of one code, in percent, and self − environment in points."""

    code: str
    self_percent: float
    environment_percent: float
    gap: float
    kind: GapClass


@dataclass(frozen=True, slots=True)
class HalfGap:
    """A code of which one side is missing, or both: there is no gap."""

    code: str
    self_percent: float | None
    environment_percent: float | None
    gap: None = None
    kind: None = None


Gap: TypeAlias = WholeGap | HalfGap
"""Both sides of a code, or what there is of them: whoever asks whether `gap` is there knows which of the two it is."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A code on which two groups of the environment differ: who rates it highest, who lowest, by how many points."""

    code: str
    highest: str
    lowest: str
    size: float


@dataclass(frozen=True, slots=True)
class Highlights:
    """The codes to speak about first; `partly_rated`: those that only some published groups rate, and which."""

    strengths: tuple[str, ...]
    areas: tuple[str, ...]
    gaps: tuple[WholeGap, ...]
    partly_rated: tuple[tuple[str, tuple[str, ...]], ...]


def thresholds(model: Model) -> tuple[float, float]:
    """From how many points a gap is to explore, and marked: 0.5 and 1.0 on 1–5."""
    return model.gap_to_explore * model.scale.span, model.gap_marked * model.scale.span


def classify(model: Model, gap: float) -> GapClass:
    """The class of a gap in points: ±1.0 on 1–5 is marked, ±0.5 to explore."""
    explore, marked = map(settled, thresholds(model))
    size = settled(abs(gap))
    if size >= marked:
        return GapClass.MARKED
    return GapClass.TO_EXPLORE if size >= explore else GapClass.ALIGNED


def gap_of(published: Published, level: Level, code: str) -> Gap:
    """The gap of one code; null where a side is missing."""
    own, others = published.cell(level, code, SELF), published.cell(level, code, ENVIRONMENT)
    return make_gap(published.model, code, own.score, others.score)


def factor_gap(published: Published, code: str) -> Gap:
    """The gap of one factor."""
    return gap_of(published, Level.FACTOR, code)


def make_gap(model: Model, code: str, own: float | None, others: float | None) -> Gap:
    """A gap from two scores in points, either of which may be missing."""
    percent = model.scale.percent
    if own is None or others is None:
        return HalfGap(code, None if own is None else percent(own), None if others is None else percent(others))
    return WholeGap(code, percent(own), percent(others), own - others, classify(model, own - others))


def sorted_gaps(published: Published, level: Level, factors: Iterable[str] | None = None) -> tuple[Gap, ...]:
    """The gaps listed, from where the KAM sees themself highest to lowest; those without a side last."""
    gaps = [gap_of(published, level, code) for code in listed(published.model, level, factors)]
    return tuple(sorted(gaps, key=lambda gap: (gap.gap is None, -settled(gap.gap) if gap.gap is not None else 0)))


def highlights(
    published: Published,
    count: int = 3,
    factors: Iterable[str] | None = None,
    measured: Callable[[Published, str], Gap] = factor_gap,
) -> Highlights:
    """The highest, the lowest and the widest gaps among the factors that every published environment group rates.

    Ties go in model order. With fewer than 2 × `count` such factors, the upper half are strengths and the lower half
    areas: none is both. No aligned gap is among the widest. `measured` gives both sides of a factor.
    """
    sides, partly = {}, []
    for code in listed(published.model, Level.FACTOR, factors):
        raters = tuple(
            group for group in published.environment_groups if published.cell(Level.FACTOR, code, group).is_published
        )
        if raters and raters == published.environment_groups:
            sides[code] = measured(published, code)
        elif raters:
            partly.append((code, raters))
    percents = {code: side.environment_percent for code, side in sides.items()}
    scores = {code: settled(percent) for code, percent in percents.items() if percent is not None}
    strengths = sorted(scores, key=lambda code: -scores[code])[: min(count, ceil(len(scores) / 2))]
    areas = [code for code in sorted(scores, key=scores.__getitem__) if code not in strengths]
    areas = areas[: min(count, len(scores) // 2)]
    gaps = [side for side in sides.values() if side.gap is not None and side.kind is not GapClass.ALIGNED]
    widest = sorted(gaps, key=lambda gap: -settled(abs(gap.gap)))[:count]
    return Highlights(tuple(strengths), tuple(areas), tuple(widest), tuple(partly))


def spread(published: Published, level: Level, code: str) -> Spread | None:
    """How far apart the published groups of the environment are on a code; None with fewer than two.

    Of groups with equal scores the first in model order is named.
    """
    cells = ((group, published.cell(level, code, group)) for group in published.environment_groups)
    shown = {group: cell for group, cell in cells if cell.is_published}
    scores = {group: settled(cell.score) for group, cell in shown.items()}
    if len(scores) < 2:
        return None
    high, low = max(scores, key=scores.__getitem__), min(scores, key=scores.__getitem__)
    return Spread(code, high, low, shown[high].score - shown[low].score)


def is_wide(model: Model, apart: Spread) -> bool:
    """Whether groups disagree: they are a marked gap apart or more."""
    return settled(apart.size) >= settled(thresholds(model)[1])


def disagreements(published: Published, count: int = 3, factors: Iterable[str] | None = None) -> tuple[Spread, ...]:
    """The factors on which published environment groups differ most, widest first, from a marked gap's width on.

    Ties go in model order. M. MARTIN, F7: clients 4.75, manager 2.5, so 2.25 points.
    """
    found = [spread(published, Level.FACTOR, code) for code in listed(published.model, Level.FACTOR, factors)]
    wide = [apart for apart in found if apart is not None and is_wide(published.model, apart)]
    return tuple(sorted(wide, key=lambda apart: -settled(apart.size))[:count])
