"""What to speak about first in a team: where it is strong, weak or split, and whose gaps are wide. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kamescope.analysis.compare import Heatmap
from kamescope.analysis.gaps import thresholds
from kamescope.analysis.scores import PLACES, settled


@dataclass(frozen=True, slots=True)
class Stretch:
    """A factor on which the KAMs lie furthest apart: its lowest and its highest score, in points."""

    code: str
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class WideGap:
    """One KAM (place in the panel) and factor with a marked gap, in points."""

    row: int
    code: str
    gap: float


@dataclass(frozen=True, slots=True)
class TeamHighlights:
    """The factors with the highest and the lowest mean, the most split one, the widest marked gaps; None: none."""

    strength: str | None
    area: str | None
    split: Stretch | None
    gaps: tuple[WideGap, ...]


def team_highlights(
    scores: Heatmap, gaps: Heatmap, codes: Sequence[str], apart: Sequence[str] | None = None, count: int = 3
) -> TeamHighlights:
    """The gist of two heatmaps of factors, of scores and of gaps, among `codes`; ties in model order.

    Means count where two KAMs or more have a figure; a factor is not both the highest and the lowest; of the gaps the
    `count` widest from the threshold of a marked gap on, among `apart`: where self is looked at, scores are its own but
    gaps those to the environment, and other factors compare fairly.
    """
    apart = codes if apart is None else apart
    order = [code for _, code in scores.places]
    at = [order.index(code) for code in codes if code in order]
    at = [place for place in at if scores.counted[place] > 1 and not np.isnan(scores.means[place])]
    means = np.round(scores.means[at], PLACES)
    if not at:
        return TeamHighlights(None, None, None, _widest(gaps, apart, count))
    high, low = at[int(np.argmax(means))], at[int(np.argmin(means))]
    strength, area = (None, None) if high == low else (order[high], order[low])
    return TeamHighlights(strength, area, _split(scores, at), _widest(gaps, apart, count))


def _split(scores: Heatmap, at: Sequence[int]) -> Stretch | None:
    found = scores.values[:, at]
    lows, highs = np.nanmin(found, axis=0), np.nanmax(found, axis=0)
    widest = int(np.argmax(np.round(highs - lows, PLACES)))
    if settled(highs[widest] - lows[widest]) == 0:
        return None
    return Stretch(scores.places[at[widest]][1], float(lows[widest]), float(highs[widest]))


def _widest(gaps: Heatmap, codes: Sequence[str], count: int) -> tuple[WideGap, ...]:
    _, marked = map(settled, thresholds(gaps.panel.model))
    order = [code for _, code in gaps.places]
    at = [order.index(code) for code in codes if code in order]
    sizes = np.round(np.abs(gaps.values[:, at]), PLACES)
    found = ((row, column) for row, column in np.argwhere(sizes >= marked).tolist())
    wide = sorted(found, key=lambda place: (-sizes[place], place))[:count]
    return tuple(WideGap(row, order[at[column]], float(gaps.values[row, at[column]])) for row, column in wide)
