"""A few KAMs from near by: their figures side by side, where they differ, what they have in common. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from kamescope.analysis.gaps import highlights
from kamescope.analysis.people import told_apart
from kamescope.analysis.published import Cell, Level, Published
from kamescope.analysis.scores import settled
from kamescope.model import ENVIRONMENT, OVERALL
from kamescope.records import Kam

FEWEST, MOST = 2, 6
"""How many KAMs can be told apart in one chart."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One code: each KAM's figure in the order given; how far apart they are in points, and who is at either end.

    `size` is None where fewer than two have a figure; `highest` and `lowest` are places, more than one where equal.
    `partial`: the places whose environment lacks a group that another's has there; `is_uneven`: whether the two ends
    are environments of unlike groups, so that they may be apart for that alone.
    """

    code: str
    cells: tuple[Cell, ...]
    size: float | None
    highest: tuple[int, ...]
    lowest: tuple[int, ...]
    partial: tuple[int, ...]
    is_uneven: bool


@dataclass(frozen=True, slots=True)
class CommonRank:
    """A factor that is among the strengths, or the areas to work on, of half of the KAMs or more (their places)."""

    code: str
    people: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class SideBySide:
    """Two to six KAMs as one column sees them; strengths and areas are those of the environment (docs/design.md 3).

    `names`: what each is called, told apart from everybody they were chosen among; `whole`: their overall figures.
    """

    people: tuple[Published, ...]
    names: tuple[str, ...]
    level: Level
    column: str
    whole: Difference
    differences: tuple[Difference, ...]
    strengths: tuple[CommonRank, ...]
    areas: tuple[CommonRank, ...]

    @property
    def is_partial(self) -> bool:
        """Whether any figure stands on an environment without a group that another's has."""
        return any(each.partial for each in (self.whole, *self.differences))


def side_by_side(
    people: Sequence[Published], level: Level, column: str, codes: Sequence[str], among: Sequence[Kam] = ()
) -> SideBySide:
    """The figures of some codes of `level` for each KAM, and the factors that half of them or more have in common.

    Among the factors of a model, whatever is listed: a filter changes no strength. `among`: everybody whom they were
    chosen from, without it only they themselves.
    """
    found = [highlights(published) for published in people]
    return SideBySide(
        tuple(people),
        _names(people, among),
        level,
        column,
        _difference(people, Level.OVERALL, OVERALL, column),
        tuple(_difference(people, level, code, column) for code in codes),
        _common(people, [each.strengths for each in found]),
        _common(people, [each.areas for each in found]),
    )


def widest(differences: Sequence[Difference], count: int = 3) -> tuple[Difference, ...]:
    """Where the KAMs are furthest apart, widest first; ties in model order; none where they are equal."""
    sized = ((settled(each.size), each) for each in differences if each.size is not None)
    apart = sorted(((size, each) for size, each in sized if size > 0), key=lambda pair: -pair[0])
    return tuple(each for _, each in apart[:count])


def _names(people: Sequence[Published], among: Sequence[Kam]) -> tuple[str, ...]:
    chosen = {published.kam.token: published.kam for published in people}
    everybody = tuple(({kam.token: kam for kam in among} | chosen).values())
    names = dict(zip((kam.token for kam in everybody), told_apart(everybody), strict=True))
    return tuple(names[published.kam.token] for published in people)


def _difference(people: Sequence[Published], level: Level, code: str, column: str) -> Difference:
    cells = tuple(published.cell(level, code, column) for published in people)
    raters = [_raters(published, level, code) if column == ENVIRONMENT else frozenset() for published in people]
    everyone = frozenset().union(*raters)
    partial = tuple(place for place, own in enumerate(raters) if own and own != everyone)
    scores = {place: settled(cell.score) for place, cell in enumerate(cells) if cell.is_published}
    if len(scores) < FEWEST:
        return Difference(code, cells, None, (), (), partial, False)
    high, low = max(scores.values()), min(scores.values())
    highest, lowest = (tuple(place for place, score in scores.items() if score == end) for end in (high, low))
    is_uneven = len({raters[place] for place in (*highest, *lowest)}) > 1
    return Difference(code, cells, high - low, highest, lowest, partial, is_uneven)


def _raters(published: Published, level: Level, code: str) -> frozenset[str]:
    """The groups that the environment's figure is made of."""
    groups = published.environment_groups
    return frozenset(group for group in groups if published.cell(level, code, group).is_published)


def _common(people: Sequence[Published], sets: Sequence[tuple[str, ...]]) -> tuple[CommonRank, ...]:
    """What half of them or more have, and at least two; what most have first, ties in model order."""
    codes = [factor.code for factor in people[0].model.factors] if people else []
    shared = [CommonRank(code, tuple(index for index, own in enumerate(sets) if code in own)) for code in codes]
    least = max(FEWEST, ceil(len(people) / 2))
    return tuple(sorted((each for each in shared if len(each.people) >= least), key=lambda each: -len(each.people)))
