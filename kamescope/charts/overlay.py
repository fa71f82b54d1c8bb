"""The radar of several KAMs: the one of a single KAM, with a line a KAM where that has a line a rater group."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kamescope.analysis.published import Cell, Level
from kamescope.analysis.side_by_side import SideBySide
from kamescope.charts.measure import text_width
from kamescope.charts.radar import profile_chart
from kamescope.charts.radar_layout import NOTE_SIZE, NOTE_WIDTH
from kamescope.charts.radar_profile import Profile, Series, Wording
from kamescope.charts.theme import Chart, Look, person_mark
from kamescope.i18n import NBSP
from kamescope.model import Model

PEOPLE = Wording("column.kam", "count.kams", "overlay.alt.intro")


@dataclass(frozen=True, slots=True)
class ComparedKam:
    """A KAM to be compared: an opaque token, the name as written and told, the figures by code."""

    code: str
    name: str
    cells: Mapping[str, Cell]


def overlay(
    model: Model,
    level: Level,
    codes: Sequence[str],
    people: Sequence[ComparedKam],
    look: Look,
    legend: bool = True,
    title: str = "",
) -> Chart:
    """The profiles of 2 to 6 KAMs on each other: a spoke for each of `codes` (3 or more, of `level`), a line a KAM.

    The n-th KAM has the n-th mark of `theme.PEOPLE`. A figure that is missing or masked leaves a gap in its line and is
    noted with the KAM's name; a KAM without any figure is told once, in the legend. `title` says what the figures are
    (the group, the campaign) to those who hear the chart. A click on a spoke, a mark or a label selects its code under
    `pick`. IndexError from the seventh KAM on, KeyError for a code without a cell.
    """
    names = distinct([_unbroken(person.name) for person in people])
    series = [
        Series(person.code, name, person_mark(index), person.cells)
        for index, (person, name) in enumerate(zip(people, names, strict=True))
    ]
    return profile_chart(Profile(model, level, tuple(series), tuple(codes), look, PEOPLE, title), legend)


def side_by_side_overlay(found: SideBySide, look: Look, title: str = "") -> Chart:
    """The same for KAMs from near by, with all their codes."""
    people = [
        ComparedKam(published.kam.token, name, {each.code: each.cells[index] for each in found.differences})
        for index, (published, name) in enumerate(zip(found.people, found.names, strict=True))
    ]
    codes = [each.code for each in found.differences]
    return overlay(found.people[0].model, found.level, codes, people, look, title=title)


def distinct(names: Sequence[str]) -> list[str]:
    """The names, those that come again numbered: a tooltip keeps one figure a name."""
    total, seen, made = Counter(names), Counter[str](), []
    for name in names:
        seen[name] += 1
        made.append(f"{name} ({seen[name]})" if total[name] > 1 else name)
    return made


def _unbroken(name: str) -> str:
    """A name that no line breaks, unless it is too long for one."""
    spaced = name.replace(NBSP, " ")
    return spaced.replace(" ", NBSP) if text_width(spaced, NOTE_SIZE, "italic") <= NOTE_WIDTH else spaced
