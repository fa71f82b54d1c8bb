"""One KAM against a cohort: the mean, the difference, and the place among the others. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kamescope.analysis.compare import SMALL_COHORT, Measure, heatmap
from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Level
from kamescope.analysis.scores import PLACES

_QUARTILES = (0.25, 0.75)


@dataclass(frozen=True, slots=True)
class Rank:
    """How many of the others stand below a KAM, at the very same figure, and above: a placement, not a merit."""

    below: int
    equal: int
    above: int

    @property
    def others(self) -> int:
        """How many the KAM is placed among, themself left out."""
        return self.below + self.equal + self.above

    @property
    def percentile(self) -> float:
        """The mid-rank, 0 to 100: 100 × (lower + equal / 2) / n, where equal and n count the KAM too.

        Of 2, 3, 3, 4 and 5 the KAM with a 3 has 1 lower and 2 equal: 100 × (1 + 2 / 2) / 5 = 40. The only lowest of
        five has 10, the only highest 90, all five alike 50: who is like everybody is in the middle.
        """
        return 100 * (self.below + (self.equal + 1) / 2) / (self.others + 1)


@dataclass(frozen=True, slots=True)
class Standing:
    """One KAM in a cohort for one code, in points.

    `score`: the KAM's own, None unless published; `kams`: how many of the cohort have one, the KAM among them. Where
    the cohort is too small, `mean`, `quartiles` and `rank` are None; `rank` also where the KAM has
    no figure. `partial`: the KAM's environment lacks a group that rates others of the cohort; `uneven`: of how many
    others that is true.
    """

    level: Level
    code: str
    score: float | None
    kams: int
    mean: float | None
    quartiles: tuple[float, float] | None
    rank: Rank | None
    partial: bool
    uneven: int

    @property
    def difference(self) -> float | None:
        """The KAM's score minus the cohort's mean."""
        return None if self.score is None or self.mean is None else self.score - self.mean


def standings(cohort: Panel, kam: str, column: str, factors: Sequence[str]) -> tuple[Standing, ...]:
    """Where the KAM of that token stands overall, then in each factor listed, as a group or the environment sees it.

    The mean counts each KAM once, this one too, over published figures only, and there is none of fewer than five;
    quartiles lie between the two nearest figures in proportion. For viewers who may see each of these KAMs: to others
    means of several cohorts and columns together would give one KAM away. KeyError for a KAM outside the cohort.
    """
    compared = heatmap(cohort, Level.FACTOR, column, Measure.SCORE, factors, each_seen=False)
    mine = cohort.places[kam]
    found = []
    for index, (level, code) in enumerate(compared.places):
        values, partial = compared.values[:, index], compared.partial[:, index]
        own = None if np.isnan(values[mine]) else float(values[mine])
        known = values[~np.isnan(values)]
        lacks = bool(partial[mine]), int(partial.sum() - partial[mine])
        if len(known) >= SMALL_COHORT:
            low, high = map(float, np.quantile(known, _QUARTILES))
            mean = float(compared.means[index])
            rank = None if own is None else _rank(known, own)
            found.append(Standing(level, code, own, len(known), mean, (low, high), rank, *lacks))
        else:
            found.append(Standing(level, code, own, len(known), None, None, None, *lacks))
    return tuple(found)


def _rank(known: np.ndarray, own: float) -> Rank:
    """Ties are figures equal to nine decimals (docs/design.md 3, rule 8); the KAM's own is one of `known`."""
    settled, mine = np.round(known, PLACES), np.round(own, PLACES)
    below, above = int((settled < mine).sum()), int((settled > mine).sum())
    return Rank(below, len(known) - below - above - 1, above)
