"""On how much a figure rests: items asked, few answers, gaps over the same items, who makes a gap. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from kamescope.analysis.gaps import (
    Gap,
    GapClass,
    Highlights,
    WholeGap,
    classify,
    factor_gap,
    highlights,
    make_gap,
)
from kamescope.analysis.published import Level, Published
from kamescope.analysis.scores import mean
from kamescope.model import ENVIRONMENT, SELF, Factor, Model

FEW_ANSWERS = 5
"""A protected group's figure of fewer answers rests on little."""


@dataclass(frozen=True, slots=True)
class Footing:
    """What a group's figure of a factor stands on: how many of its items it was asked, how many answers it gave."""

    group: str
    asked: int
    items: int
    answers: int

    @property
    def is_little(self) -> bool:
        """Under half of the items, or fewer than five answers: M. MARTIN's clients, F12, 1 item of 4 and 2 answers."""
        return 2 * self.asked < self.items or self.answers < FEW_ANSWERS


@dataclass(frozen=True, slots=True)
class Makers:
    """The groups of the environment that make a gap, and the others that do not, both in model order."""

    groups: tuple[str, ...]
    others: tuple[str, ...]


def asked(model: Model, factor: Factor, group: str) -> int:
    """How many of a factor's items a group is asked."""
    return sum(item.code in model.group(group).items for item in factor.items)


def footing(published: Published, code: str, group: str) -> Footing | None:
    """What a group's figure of a factor stands on; None where there is no figure."""
    factor, cell = published.model.factor_of[code], published.cell(Level.FACTOR, code, group)
    if not cell.is_published:
        return None
    return Footing(group, asked(published.model, factor, group), len(factor.items), cell.answers)


def little(published: Published, code: str, column: str = ENVIRONMENT) -> tuple[Footing, ...]:
    """The protected groups whose part in a factor's figure rests on little.

    `column` is a group, or the environment for all of it; of self there are none. Nobody is protected by saying how
    few answers a group gave whose figure is shown. M. MARTIN: the clients, on F5, F8, F11 and F12.
    """
    groups = published.environment_groups if column == ENVIRONMENT else (column,)
    found = (footing(published, code, group) for group in groups if published.model.group(group).protected)
    return tuple(each for each in found if each is not None and each.is_little)


def like_for_like(published: Published, code: str, column: str = ENVIRONMENT) -> WholeGap | None:
    """The gap of a factor over the items that both sides rated, None where they rated the same or none.

    Item by item self − others, rolled up as scores are (rules 2 and 3). `column` is the environment or one of its
    groups. M. MARTIN, F12: the mean of four item gaps is −1.00, where the gap is −1.50.
    """
    groups = published.environment_groups if column == ENVIRONMENT else (column,)
    rated = {_rated(published, code, group) for group in (SELF, *groups)}
    return None if len(rated) == 1 else _over_shared(published, code, column)


def own_gap(published: Published, code: str, group: str) -> WholeGap | None:
    """Self − one group of the environment, like for like where their items differ; None without both."""
    if (same := like_for_like(published, code, group)) is not None:
        return same
    own, theirs = (published.cell(Level.FACTOR, code, column).score for column in (SELF, group))
    gap = make_gap(published.model, code, own, theirs)
    return gap if gap.gap is not None else None


def fair_gap(published: Published, code: str) -> Gap:
    """The gap of a factor like for like, or as it is where that is the same."""
    return like_for_like(published, code) or factor_gap(published, code)


def changes_class(published: Published, code: str) -> WholeGap | None:
    """The gap like for like where that is of another class, or on the other side; else None.

    M. MARTIN, F7: +0.54 is to explore, +1.14 over the items that all rated is marked.
    """
    gap, same = factor_gap(published, code), like_for_like(published, code)
    if gap.gap is None or same is None:
        return None
    is_like = same.kind is gap.kind and (gap.kind is GapClass.ALIGNED or (same.gap > 0) is (gap.gap > 0))
    return None if is_like else same


def displaced(published: Published, found: Highlights, factors: Iterable[str] | None = None) -> dict[str, bool]:
    """The widest gaps that would stand elsewhere in their list like for like → whether they would stay in it.

    M. MARTIN: F12 would come third, F13 not at all (F7 would).
    """
    fair = [gap.code for gap in highlights(published, factors=factors, measured=fair_gap).gaps]
    listed = [gap.code for gap in found.gaps]
    return {code: code in fair for code, other in zip_longest(listed, fair) if code is not None and code != other}


def makers(published: Published, code: str) -> Makers | None:
    """Who makes the gap of a factor: the groups whose own gap has its sign and is not aligned.

    None where the gap is aligned or missing, or fewer than two groups have a gap of their own. M. MARTIN, F10: self 80,
    manager 47, clients 81: the manager makes it, the clients do not.
    """
    gap = factor_gap(published, code)
    if gap.gap is None or gap.kind is GapClass.ALIGNED:
        return None
    return sided(published, code, gap.gap > 0)


def sided(published: Published, code: str, is_above: bool) -> Makers | None:
    """The groups that self lies above (or below) on a factor, by a gap of their own that is not aligned; the others.

    None where fewer than two groups have a gap of their own. M. MARTIN, F1, above: the manager (+1.50), not the
    clients (−0.47), though the gap of the whole (+0.47) is aligned.
    """
    gaps = {group: own_gap(published, code, group) for group in published.environment_groups}
    known = {group: own for group, own in gaps.items() if own is not None}
    if len(known) < 2:
        return None
    made = tuple(
        group for group, own in known.items() if own.kind is not GapClass.ALIGNED and (own.gap > 0) is is_above
    )
    return Makers(made, tuple(group for group in known if group not in made))


def _rated(published: Published, code: str, column: str) -> frozenset[str]:
    items = published.model.factor_of[code].items
    return frozenset(item.code for item in items if published.cell(Level.ITEM, item.code, column).is_published)


def _over_shared(published: Published, code: str, column: str) -> WholeGap | None:
    """Both sides of a factor over the items that each of them rated."""
    both = _rated(published, code, SELF) & _rated(published, code, column)
    subs = [
        [item.code for item in sub.items if item.code in both] for sub in published.model.factor_of[code].sub_factors
    ]
    kept = [items for items in subs if items]
    if not kept:
        return None
    own, theirs = (
        mean([mean([_score(published, item, side) for item in items]) for items in kept]) for side in (SELF, column)
    )
    scale = published.model.scale
    gap = own - theirs
    return WholeGap(code, scale.percent(own), scale.percent(theirs), gap, classify(published.model, gap))


def _score(published: Published, item: str, column: str) -> float:
    cell = published.cell(Level.ITEM, item, column)
    assert cell.is_published  # asked only of items rated
    return cell.score
