"""Self and the others over a cohort: who sees themself higher or lower than is usual there, and who agrees. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, isnan, sqrt

from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Level
from kamescope.analysis.scores import mean, settled
from kamescope.model import ENVIRONMENT, SELF

ENOUGH = 20
"""Of fewer KAMs with both sides published, a mean and a deviation say too little to class anybody by."""


class Agreement(StrEnum):
    """How self compares with the environment, against what is usual in the cohort."""

    HIGHER = "higher"
    GOOD = "good"
    POOR = "poor"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Norm:
    """What is usual in the cohort, in points: self − environment, its standard deviation (n − 1), the environment."""

    difference: float
    deviation: float
    environment: float

    @property
    def upper(self) -> float:
        """From this difference on a KAM sees themself higher than is usual."""
        return self.difference + self.deviation / 2

    @property
    def lower(self) -> float:
        """Down from this difference on a KAM sees themself lower than is usual."""
        return self.difference - self.deviation / 2


@dataclass(frozen=True, slots=True)
class Sides:
    """One KAM's overall scores in points, both published, and what they make of them (None in a small cohort)."""

    kam: str
    own: float
    others: float
    kind: Agreement | None = None

    @property
    def difference(self) -> float:
        """Self minus environment."""
        return self.own - self.others


@dataclass(frozen=True, slots=True)
class Agreements:
    """The KAMs with both sides in the panel's order; fewer than `ENOUGH` have no norm and are not classed."""

    kams: tuple[Sides, ...]
    norm: Norm | None

    def of(self, kind: Agreement) -> tuple[Sides, ...]:
        """The KAMs of one kind, in the panel's order: alphabetical, no ranking."""
        return tuple(sides for sides in self.kams if sides.kind is kind)


def agreement(panel: Panel) -> Agreements:
    """Class the KAMs of a cohort by the difference d = self − environment of their overall scores.

    With m and s the mean and the standard deviation (n − 1) of d: d ≥ m + s / 2 is higher, d ≤ m − s / 2 lower;
    everybody else is in agreement, good where the environment's score is at least the cohort's mean of it, else poor.
    Where all differ alike (s = 0) everybody is in agreement. Names people: for who may see each of them.
    """
    scores = (panel.scores(Level.OVERALL, column)[:, 0] for column in (SELF, ENVIRONMENT))
    pairs = zip(panel.kams, *(map(float, side) for side in scores), strict=True)
    both = [Sides(kam.token, own, others) for kam, own, others in pairs if not isnan(own) and not isnan(others)]
    if len(both) < ENOUGH:
        return Agreements(tuple(both), None)
    norm = _norm(both)
    return Agreements(tuple(Sides(one.kam, one.own, one.others, _kind(one, norm)) for one in both), norm)


def _norm(both: Sequence[Sides]) -> Norm:
    differences = [one.difference for one in both]
    usual = mean(differences)
    variance = fsum((each - usual) ** 2 for each in differences) / (len(differences) - 1)
    return Norm(usual, sqrt(variance), mean([one.others for one in both]))


def _kind(one: Sides, norm: Norm) -> Agreement:
    if settled(norm.deviation) > 0:
        if settled(one.difference) >= settled(norm.upper):
            return Agreement.HIGHER
        if settled(one.difference) <= settled(norm.lower):
            return Agreement.LOWER
    return Agreement.GOOD if settled(one.others) >= settled(norm.environment) else Agreement.POOR
