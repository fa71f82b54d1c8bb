"""Whom to coach on what: at most two factors a KAM, and why; what several share (docs/design.md 3). Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kamescope.analysis.changes import Before, change_values
from kamescope.analysis.compare import column_means
from kamescope.analysis.gaps import GapClass, factor_gap, is_wide, spread, thresholds
from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Level, Published, listed
from kamescope.analysis.reliability import little, makers, own_gap
from kamescope.analysis.scores import settled
from kamescope.model import ENVIRONMENT
from kamescope.privacy import Status
from kamescope.records import Kam

MOST = 2
"""So many priorities has a KAM at most."""
_SPLIT_SHARE = 0.25


class ReasonKind(StrEnum):
    """Why a factor is one to work on: self is above every group, it is low in the team, it fell, or groups disagree."""

    GAP = "gap"
    BELOW = "below"
    FALLEN = "fallen"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, and how wide the gap, how far below, how far fallen or how far apart, in points."""

    kind: ReasonKind
    size: float

    @property
    def weight(self) -> float:
        """What it counts, in points: disagreement a quarter, a reason to talk before a reason to train."""
        return self.size * _SPLIT_SHARE if self.kind is ReasonKind.SPLIT else self.size


@dataclass(frozen=True, slots=True)
class Priority:
    """A factor to work on, its reasons (the weightiest first), and how it changed since the campaign before."""

    code: str
    reasons: tuple[Reason, ...]
    change: float | None


@dataclass(frozen=True, slots=True)
class Wanting:
    """A group that is held back, and how many more have to answer until it is shown."""

    group: str
    more: int


@dataclass(frozen=True, slots=True)
class KamPriorities:
    """One KAM: at most two priorities, the weightiest first; none where a group is `wanting`.

    `is_heard`: whether there is anybody but self of whom anything is shown.
    """

    kam: Kam
    priorities: tuple[Priority, ...]
    wanting: tuple[Wanting, ...]
    is_heard: bool

    @property
    def is_known(self) -> bool:
        """Whether there are answers enough to say what is to be worked on, or that nothing stands out."""
        return self.is_heard and not self.wanting


@dataclass(frozen=True, slots=True)
class Common:
    """The factors that are a priority of most KAMs, of how many, and out of how many with answers enough."""

    codes: tuple[str, ...]
    kams: int
    known: int


def priorities(
    panel: Panel, before: Sequence[Before], factors: Iterable[str] | None, each_seen: bool
) -> tuple[KamPriorities, ...]:
    """What each KAM of a panel is to be coached on, in the panel's order, among the factors listed.

    A factor that rests on little is none. Its reasons: a gap above zero that every group makes; below the KAMs' mean,
    or fallen since the campaign before, by the threshold of a gap to explore; groups a marked gap apart, which count a
    quarter. The two factors with the weightiest reason, ties in model order. A KAM of whom a group is masked has none,
    nor one without anybody in a protected group that others have.
    `each_seen`: whether the viewer may see each of these KAMs; without it there is no mean of fewer than five.
    Self 4.5 and everybody 3.0, the KAMs' mean 3.75: a gap of 1.5, 0.75 below.
    """
    codes = tuple(listed(panel.model, Level.FACTOR, factors))
    scores = panel.scores(Level.FACTOR, ENVIRONMENT)[:, [panel.code(Level.FACTOR, code) for code in codes]]
    below = column_means(scores, each_seen)[0] - scores
    changes = change_values(panel, before, [(Level.FACTOR, code) for code in codes], ENVIRONMENT)
    every = [panel[row] for row in range(len(panel))]
    usual = frozenset(code for one in every for code in one.published_groups)
    return tuple(_of_kam(one, usual, codes, *row) for one, *row in zip(every, below, changes, strict=True))


def in_common(found: Sequence[KamPriorities], codes: Sequence[str]) -> Common | None:
    """Which of the factors most KAMs share, in model order; None where no two do. Only those known are counted."""
    known = [each for each in found if each.is_known]
    counts = {code: sum(code in [one.code for one in each.priorities] for each in known) for code in codes}
    most = max(counts.values(), default=0)
    if most < 2:
        return None
    return Common(tuple(code for code, count in counts.items() if count == most), most, len(known))


def _of_kam(
    published: Published, usual: frozenset[str], codes: Sequence[str], below: np.ndarray, changes: np.ndarray
) -> KamPriorities:
    is_heard = bool(published.environment_groups)
    wanting = tuple(_wanting(published, usual if is_heard else frozenset()))
    if wanting:
        return KamPriorities(published.kam, (), wanting, is_heard)
    found = []
    for at, code in enumerate(codes):
        change = None if np.isnan(changes[at]) else float(changes[at])
        if not little(published, code) and (reasons := _reasons(published, code, float(below[at]), change)):
            found.append(Priority(code, reasons, change))
    found.sort(key=lambda priority: -settled(priority.reasons[0].weight))
    return KamPriorities(published.kam, tuple(found[:MOST]), (), is_heard)


def _wanting(published: Published, usual: frozenset[str]) -> Iterator[Wanting]:
    """The groups too small to be shown, and protected ones without anybody where other KAMs have them."""
    for group in published.groups:
        missed = group.status is Status.NO_DATA and published.model.group(group.code).protected and group.code in usual
        if group.status is Status.MASKED or missed:
            yield Wanting(group.code, group.minimum - group.respondents)


def _reasons(published: Published, code: str, below: float, change: float | None) -> tuple[Reason, ...]:
    """The reasons that count for a factor, the weightiest first; ties in the order of their kinds."""
    explore, found = settled(thresholds(published.model)[0]), []
    if (gap := _made_by_all(published, code)) is not None:
        found.append(Reason(ReasonKind.GAP, gap))
    if settled(below) >= explore:  # never so of NaN
        found.append(Reason(ReasonKind.BELOW, below))
    if change is not None and settled(-change) >= explore:
        found.append(Reason(ReasonKind.FALLEN, -change))
    apart = spread(published, Level.FACTOR, code)
    if apart is not None and is_wide(published.model, apart):
        found.append(Reason(ReasonKind.SPLIT, apart.size))
    return tuple(sorted(found, key=lambda reason: -settled(reason.weight)))


def _made_by_all(published: Published, code: str) -> float | None:
    """The size of a gap above zero that every group of the environment makes; None where there is none.

    A group that does not rate the factor makes none: the mean of the others is not what everybody says.
    """
    groups = published.environment_groups
    if len(groups) == 1:
        own = own_gap(published, code, groups[0])
        return own.gap if own is not None and own.gap > 0 and own.kind is not GapClass.ALIGNED else None
    gap, made = factor_gap(published, code), makers(published, code)
    if gap.gap is None or gap.gap <= 0 or made is None or made.groups != groups:
        return None
    return gap.gap
