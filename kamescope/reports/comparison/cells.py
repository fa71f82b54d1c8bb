"""A comparison as a table of texts and tints: codes down and KAMs across, or the other way round."""

from collections.abc import Callable
from typing import NamedTuple

from kamescope.analysis.compare import Measure
from kamescope.analysis.gaps import GapClass, classify
from kamescope.analysis.published import Level
from kamescope.analysis.side_by_side import Difference
from kamescope.charts.figures import bare_text, status_text
from kamescope.charts.heat import tints
from kamescope.charts.heatmap import SIDE_BY_SIDE
from kamescope.charts.heatmap_words import PARTIAL, value_text
from kamescope.charts.names import part_name
from kamescope.charts.overlay import distinct
from kamescope.charts.side_by_side_table import size_text
from kamescope.charts.theme import LIGHT, person_mark
from kamescope.i18n import NBSP, Words
from kamescope.model import OVERALL
from kamescope.reports.comparison import words
from kamescope.reports.comparison.comparison_spec import Comparison, SideBySideComparison, TeamComparison, Tinted
from kamescope.reports.comparison.table import Figure, Name, Row, Table

EMPTY = Figure("")


class _Line(NamedTuple):
    """A KAM, or a group of them: its name, how many stand behind it, its figure at each place."""

    name: Name
    behind: Figure
    figures: tuple[Figure, ...]


def tables(comparison: Comparison) -> list[Table]:
    """The ways to write it, the best first: side by side while the screen has it so, else one below another."""
    if isinstance(comparison, SideBySideComparison):
        return [side_by_side_table(comparison)]
    number = len(comparison.heatmap.panel) if isinstance(comparison, TeamComparison) else len(comparison.lines)
    return [*([codes_down(comparison)] if number <= SIDE_BY_SIDE else []), codes_across(comparison)]


def codes_down(comparison: Tinted) -> Table:
    """One row a code, one column a KAM or group, the mean before them."""
    lines = _lines(comparison)
    heads = (Name(comparison.about.say("heatmap.mean"), bold=True), *(line.name for line in lines))
    counts = Row(Name(_counted(comparison)), (EMPTY, *(line.behind for line in lines)))
    rows = [
        Row(_named(comparison, at), (_mean(comparison, at), *(line.figures[at] for line in lines)))
        for at in range(len(comparison.heatmap.places))
    ]
    return Table(heads, (counts, *rows), codes_across=False)


def codes_across(comparison: Tinted) -> Table:
    """One row a KAM or group, one column a code, the mean on top."""
    places = range(len(comparison.heatmap.places))
    heads = (Name(_counted(comparison)), *(_coded(comparison, at) for at in places))
    mean = Name(comparison.about.say("heatmap.mean"), bold=True)
    means = Row(mean, (EMPTY, *(_mean(comparison, at) for at in places)))
    rows = [Row(line.name, (line.behind, *line.figures)) for line in _lines(comparison)]
    return Table(heads, (means, *rows), codes_across=True)


def side_by_side_table(comparison: SideBySideComparison) -> Table:
    """One row a code, one column a KAM, then how far apart they are."""
    say, side_by_side = comparison.about.say, comparison.side_by_side
    names = distinct(side_by_side.names)
    heads = [Name(name, mark=person_mark(place)) for place, name in enumerate(names)]
    returns = [
        Figure(say.number(published.cell(Level.OVERALL, OVERALL, side_by_side.column).respondents), ink=LIGHT.muted)
        for published in side_by_side.people
    ]
    overall = Row(Name(say("tables.overall"), bold=True), (*_scores(comparison, side_by_side.whole, True), EMPTY))
    rows = [
        Row(_name(comparison, side_by_side.level, each.code), (*_scores(comparison, each), _apart(comparison, each)))
        for each in side_by_side.differences
    ]
    return Table(
        (*heads, Name(say("near.apart"))),
        (Row(Name(say("paper.returns")), (*returns, EMPTY)), overall, *rows),
        codes_across=False,
    )


def _lines(comparison: Tinted) -> list[_Line]:
    heatmap, say = comparison.heatmap, comparison.about.say
    places = range(len(heatmap.places))
    if isinstance(comparison, TeamComparison):
        figure, counts = _figure(comparison), heatmap.panel.respondents[:, heatmap.panel.column(heatmap.column)]
        return [
            _Line(Name(heatmap.names[row]), _count(counts[row], say), tuple(figure(row, at) for at in places))
            for row in comparison.part.rows
        ]
    return [
        _Line(Name(line.name), _count(line.kams, say), tuple(_mean_of(comparison, value) for value in line.means))
        for line in comparison.lines
    ]


def _counted(comparison: Tinted) -> str:
    """What the counts are of."""
    return comparison.about.say("paper.returns" if isinstance(comparison, TeamComparison) else "paper.members")


def _count(count: int, say: Words) -> Figure:
    return Figure(say.number(int(count)), ink=LIGHT.muted)


def _named(comparison: Tinted, at: int) -> Name:
    return _name(comparison, *comparison.heatmap.places[at])


def _name(comparison: Comparison, level: Level, code: str) -> Name:
    """The code and the name of a row; the whole has no code."""
    text = part_name(comparison.model, level, code, comparison.about.say).replace(" /", f"{NBSP}/")
    return Name(text, bold=True) if level is Level.OVERALL else Name(text, code)


def _coded(comparison: Tinted, at: int) -> Name:
    """The code of a column."""
    level, code = comparison.heatmap.places[at]
    return Name(comparison.about.say("heatmap.overall"), bold=True) if level is Level.OVERALL else Name("", code)


def _figure(comparison: TeamComparison) -> Callable[[int, int], Figure]:
    heatmap, look = comparison.heatmap, comparison.about.look
    tinted = tints(heatmap, LIGHT)

    def figure(row: int, at: int) -> Figure:
        value = float(heatmap.values[row, at])
        ground, ink = tinted.of(value)
        if value != value:
            return Figure(words.missing(comparison, row, at), ground, ink)
        return Figure(value_text(heatmap, value, look) + PARTIAL * bool(heatmap.partial[row, at]), ground, ink)

    return figure


def _mean_of(comparison: Tinted, value: float) -> Figure:
    """The mean of a group of KAMs, tinted as their figures would be."""
    heatmap, look = comparison.heatmap, comparison.about.look
    if value != value:
        return Figure(look.words("no_data"), LIGHT.surface, LIGHT.muted)
    return Figure(value_text(heatmap, float(value), look), *tints(heatmap, LIGHT).of(float(value)))


def _mean(comparison: Tinted, at: int) -> Figure:
    """The mean of a place over all: of scores as a score, tinted where it is of one kind with the figures beside it."""
    heatmap, look = comparison.heatmap, comparison.about.look
    value = float(heatmap.means[at])
    if value != value:
        return Figure(look.words("no_data"), LIGHT.surface, LIGHT.muted)
    if heatmap.measure is Measure.GAP:
        return Figure(look.words.signed(value), *tints(heatmap, LIGHT).of(value), bold=True)
    told = bare_text(comparison.model.scale, comparison.model.scale.percent(value), look)
    plain = heatmap.measure is Measure.DIFFERENCE
    return Figure(told, bold=True) if plain else Figure(told, *tints(heatmap, LIGHT).of(value), bold=True)


def _scores(comparison: SideBySideComparison, difference: Difference, bold: bool = False) -> list[Figure]:
    say, scale, found = comparison.about.say, comparison.model.scale, []
    for place, cell in enumerate(difference.cells):
        if cell.is_published:
            sign = PARTIAL * (place in difference.partial)
            found.append(Figure(bare_text(scale, cell.percent, comparison.about.look) + sign, bold=bold))
        else:
            found.append(Figure(status_text(cell.status, say), ink=LIGHT.muted))
    return found


def _apart(comparison: SideBySideComparison, difference: Difference) -> Figure:
    """How far apart the KAMs are, in points."""
    say = comparison.about.say
    if difference.size is None:
        return Figure(say("no_data"), ink=LIGHT.muted)
    text, kind = size_text(difference, say), classify(comparison.model, difference.size)
    if kind is GapClass.MARKED:
        return Figure(text, ink=LIGHT.accent, bold=True)
    return Figure(text, bold=True) if kind is GapClass.TO_EXPLORE else Figure(text, ink=LIGHT.muted)
