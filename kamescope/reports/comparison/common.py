"""What a few KAMs have in common, in as many words as there is room for."""

from collections.abc import Sequence
from typing import NamedTuple

from kamescope import sentences
from kamescope.analysis.side_by_side import Common
from kamescope.charts.overlay import distinct
from kamescope.reports.comparison.comparison_spec import SideBySideComparison
from kamescope.reports.comparison.fit import LINE, lines

MOST = 5
_LONGEST = 60
"""More letters of names than this are told as a number."""
BEFORE_LIST = 7.0
LISTS = 0.4
"""The share of the height beside a table that the lists may take; profiles have the rest."""


class Shared(NamedTuple):
    """A list: its title, a line a factor."""

    title: str
    told: list[str]


class Place(NamedTuple):
    """Where the lists are to stand under one another, and the sizes of titles and lines, in points."""

    width: float
    height: float
    title: float
    size: float


def commons(comparison: SideBySideComparison, place: Place) -> tuple[list[Shared], float]:
    """The common strengths and areas to work on, as many of each as fit, the others counted; how high they stand."""
    made, high = [], 0.0
    for most in range(MOST, -1, -1):
        made = [_shared(comparison, "strengths", most), _shared(comparison, "areas", most)]
        high = sum(_height(each, place) for each in made)
        if high <= place.height:
            break
    return made, high


def _height(shared: Shared, place: Place) -> float:
    count = sum(len(lines(text, place.width, place.size)) for text in shared.told)
    title = len(lines(shared.title, place.width, place.title, "semibold"))
    return BEFORE_LIST + (title * place.title + count * place.size) * LINE


def _shared(comparison: SideBySideComparison, kind: str, most: int) -> Shared:
    say, side_by_side = comparison.about.say, comparison.side_by_side
    found = side_by_side.strengths if kind == "strengths" else side_by_side.areas
    told = [_line(comparison, each) for each in found[:most]] if found else [say(f"near.no_{kind}")]
    more = len(found) - len(found[:most])
    if more:
        told.append(say("paper.more_common" if most else "paper.all_common", more))
    return Shared(say(f"near.{kind}"), told)


def _line(comparison: SideBySideComparison, each: Common) -> str:
    factor = f"{each.code} {sentences.factor_name(comparison.model, each.code, comparison.about.say)}"
    return comparison.about.say("paper.common", factor=factor, names=_names(comparison, each.people))


def _names(comparison: SideBySideComparison, people: Sequence[int]) -> str:
    say, everybody = comparison.about.say, comparison.side_by_side.people
    if len(people) == len(everybody):
        return say("near.all")
    names = distinct(comparison.side_by_side.names)
    told = say.listing(sentences.unbroken(names[place]) for place in people)
    return told if len(told) <= _LONGEST else say("count.kams", len(people))
