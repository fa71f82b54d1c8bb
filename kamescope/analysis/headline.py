"""What is said of one KAM in the first sentence: who disagrees with whom, or else what stands out. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from kamescope.analysis.gaps import GapClass, Spread, WholeGap, disagreements, gap_of, highlights, is_wide, spread
from kamescope.analysis.published import Level, Published
from kamescope.analysis.reliability import little
from kamescope.analysis.scores import settled
from kamescope.model import OVERALL, SELF


class Stand(StrEnum):
    """Where self lies beside two groups that disagree."""

    ABOVE = "above"
    BETWEEN = "between"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Split:
    """Two groups of the environment disagree on the whole; where self stands, None without self."""

    apart: Spread
    stand: Stand | None


@dataclass(frozen=True, slots=True)
class Distance:
    """Self lies off the environment on the whole."""

    gap: WholeGap


@dataclass(frozen=True, slots=True)
class SplitFactor:
    """On the whole there is agreement; on this factor, and so many others, two groups disagree."""

    apart: Spread
    others: int


@dataclass(frozen=True, slots=True)
class WidestGap:
    """On the whole there is agreement; the widest gap that does not rest on little is this factor's."""

    overall: WholeGap
    gap: WholeGap


@dataclass(frozen=True, slots=True)
class Agreed:
    """On the whole and factor by factor there is agreement, but perhaps where little is known."""

    overall: WholeGap


Headline: TypeAlias = Split | Distance | SplitFactor | WidestGap | Agreed


def headline(published: Published, factors: Iterable[str] | None = None) -> Headline | None:
    """The one thing to know first; None where there is nothing to set against another.

    In this order: groups of the environment a marked gap apart on the whole; self and environment not aligned on the
    whole; groups a marked gap apart on a factor; the widest gap of a factor; agreement. What rests on little is never
    it. M. MARTIN: clients 92 %, manager 59 %, self 73 % between them.
    """
    apart = spread(published, Level.OVERALL, OVERALL)
    if apart is not None and is_wide(published.model, apart):
        return Split(apart, _stand(published, apart))
    overall = gap_of(published, Level.OVERALL, OVERALL)
    if overall.gap is not None and overall.kind is not GapClass.ALIGNED:
        return Distance(overall)
    kept = None if factors is None else tuple(factors)
    count = len(published.model.factors)
    wide = [found for found in disagreements(published, count, kept) if not little(published, found.code)]
    if wide:
        return SplitFactor(wide[0], len(wide) - 1)
    if overall.gap is None:
        return None
    gaps = [found for found in highlights(published, count, kept).gaps if not little(published, found.code)]
    return WidestGap(overall, gaps[0]) if gaps else Agreed(overall)


def _stand(published: Published, apart: Spread) -> Stand | None:
    own = published.cell(Level.OVERALL, OVERALL, SELF)
    if not own.is_published:
        return None
    high, low = (published.cell(Level.OVERALL, OVERALL, group).score for group in (apart.highest, apart.lowest))
    if high is not None and settled(own.score) > settled(high):
        return Stand.ABOVE
    return Stand.BELOW if low is not None and settled(own.score) < settled(low) else Stand.BETWEEN
