"""A few KAMs from near by: their figures side by side, where they differ, what they have in common. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamescope.analysis.gaps import highlights
from kamescope.analysis.published import Cell, Level, Published
from kamescope.analysis.scores import settled

FEWEST, MOST = 2, 6
"""How many KAMs can be told apart in one chart."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One code: each KAM's figure in the order given; how far apart they are in points, and who is at either end.

    `size` is None where fewer than two have a figure; `highest` and `lowest` are places, more than one where equal.
    """

    code: str
    cells: tuple[Cell, ...]
    size: float | None
    highest: tuple[int, ...]
    lowest: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Common:
    """A factor that is among the strengths, or the areas to work on, of several KAMs (their places)."""

    code: str
    people: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Near:
    """Two to six KAMs as one column sees them; strengths and areas are those of the environment (DESIGN 3)."""

    people: tuple[Published, ...]
    level: Level
    column: str
    differences: tuple[Difference, ...]
    strengths: tuple[Common, ...]
    areas: tuple[Common, ...]


def near(people: Sequence[Published], level: Level, column: str, codes: Sequence[str]) -> Near:
    """The figures of some codes of `level` for each KAM, and the factors that at least two have in common.

    Among the factors of a model, whatever is listed: a filter changes no strength.
    """
    found = [highlights(published) for published in people]
    return Near(
        tuple(people),
        level,
        column,
        tuple(_difference(people, level, code, column) for code in codes),
        _common(people, [each.strengths for each in found]),
        _common(people, [each.areas for each in found]),
    )


def widest(differences: Sequence[Difference], count: int = 3) -> tuple[Difference, ...]:
    """Where the KAMs are furthest apart, widest first; ties in model order; none where they are equal."""
    apart = [difference for difference in differences if difference.size is not None and settled(difference.size) > 0]
    return tuple(sorted(apart, key=lambda difference: -settled(difference.size))[:count])


def _difference(people: Sequence[Published], level: Level, code: str, column: str) -> Difference:
    cells = tuple(published.cell(level, code, column) for published in people)
    scores = {place: settled(cell.score) for place, cell in enumerate(cells) if cell.is_published}
    if len(scores) < FEWEST:
        return Difference(code, cells, None, (), ())
    high, low = max(scores.values()), min(scores.values())
    highest, lowest = (tuple(place for place, score in scores.items() if score == end) for end in (high, low))
    return Difference(code, cells, high - low, highest, lowest)


def _common(people: Sequence[Published], sets: Sequence[tuple[str, ...]]) -> tuple[Common, ...]:
    """What at least two have, what most have first; ties in model order."""
    codes = [factor.code for factor in people[0].model.factors] if people else []
    shared = [Common(code, tuple(place for place, own in enumerate(sets) if code in own)) for code in codes]
    return tuple(sorted((each for each in shared if len(each.people) >= FEWEST), key=lambda each: -len(each.people)))
