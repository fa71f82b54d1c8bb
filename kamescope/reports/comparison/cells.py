"""A comparison as a table of texts and tints: codes down and KAMs across, or the other way round."""

from collections.abc import Callable, Sequence

from kamescope.analysis.compare import Measure
from kamescope.analysis.gaps import GapClass, classify
from kamescope.analysis.near import Difference
from kamescope.analysis.published import Cell, Level
from kamescope.charts.fragment import part_name
from kamescope.charts.heat import tints
from kamescope.charts.heatmap import SIDE_BY_SIDE
from kamescope.charts.heatmap_words import PARTIAL, score_text, value_text
from kamescope.charts.overlay import distinct
from kamescope.charts.theme import LIGHT, person_mark
from kamescope.i18n import NBSP
from kamescope.model import OVERALL
from kamescope.privacy import Status
from kamescope.reports.comparison import words
from kamescope.reports.comparison.given import Comparison, NearComparison, TeamComparison
from kamescope.reports.comparison.table import Figure, Name, Row, Table

EMPTY = Figure("")


def tables(comparison: Comparison) -> list[Table]:
    """The ways to write it, the best first: KAMs side by side while the screen has them so, else one below another."""
    if isinstance(comparison, NearComparison):
        return [near_table(comparison)]
    upright = len(comparison.heatmap.panel) <= SIDE_BY_SIDE
    return [*([codes_down(comparison)] if upright else []), codes_across(comparison)]


def codes_down(comparison: TeamComparison) -> Table:
    """One row a code, one column a KAM, the mean before them."""
    say, heatmap = comparison.about.say, comparison.heatmap
    heads = (Name(say("heatmap.mean"), bold=True), *_kams(comparison))
    returns = Row(Name(say("paper.returns")), (EMPTY, *(_returns(comparison, row) for row in comparison.part.rows)))
    figure = _figure(comparison)
    rows = [
        Row(_named(comparison, at), (_mean(comparison, at), *(figure(row, at) for row in comparison.part.rows)))
        for at in range(len(heatmap.places))
    ]
    return Table(heads, (returns, *rows), codes_across=False)


def codes_across(comparison: TeamComparison) -> Table:
    """One row a KAM, one column a code, the mean on top."""
    say, heatmap = comparison.about.say, comparison.heatmap
    places = range(len(heatmap.places))
    heads = (Name(say("paper.returns")), *(_coded(comparison, at) for at in places))
    means = Row(Name(say("heatmap.mean"), bold=True), (EMPTY, *(_mean(comparison, at) for at in places)))
    figure = _figure(comparison)
    rows = [
        Row(name, (_returns(comparison, row), *(figure(row, at) for at in places)))
        for name, row in zip(_kams(comparison), comparison.part.rows, strict=True)
    ]
    return Table(heads, (means, *rows), codes_across=True)


def near_table(comparison: NearComparison) -> Table:
    """One row a code, one column a KAM, then how far apart they are."""
    say, near = comparison.about.say, comparison.near
    names = distinct([published.kam.name for published in near.people])
    heads = [Name(name, mark=person_mark(place)) for place, name in enumerate(names)]
    returns = [
        Figure(say.number(published.cell(Level.OVERALL, OVERALL, near.column).respondents), ink=LIGHT.muted)
        for published in near.people
    ]
    whole = tuple(published.cell(Level.OVERALL, OVERALL, near.column) for published in near.people)
    overall = Row(Name(say("tables.overall"), bold=True), (*_scores(comparison, whole, True), EMPTY))
    rows = [
        Row(_name(comparison, near.level, each.code), (*_scores(comparison, each.cells), _apart(comparison, each)))
        for each in near.differences
    ]
    return Table(
        (*heads, Name(say("near.apart"))),
        (Row(Name(say("paper.returns")), (*returns, EMPTY)), overall, *rows),
        codes_across=False,
    )


def _kams(comparison: TeamComparison) -> list[Name]:
    return [Name(comparison.heatmap.panel.kams[row].name) for row in comparison.part.rows]


def _returns(comparison: TeamComparison, row: int) -> Figure:
    panel = comparison.heatmap.panel
    count = int(panel.respondents[row, panel.column(comparison.heatmap.column)])
    return Figure(comparison.about.say.number(count), ink=LIGHT.muted)


def _named(comparison: TeamComparison, at: int) -> Name:
    return _name(comparison, *comparison.heatmap.places[at])


def _name(comparison: Comparison, level: Level, code: str) -> Name:
    """The code and the name of a row; the whole has no code."""
    text = part_name(comparison.model, level, code, comparison.about.say).replace(" /", f"{NBSP}/")
    return Name(text, bold=True) if level is Level.OVERALL else Name(text, code)


def _coded(comparison: TeamComparison, at: int) -> Name:
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
        sign = PARTIAL if words.is_partial(heatmap, row, at) else ""
        return Figure(value_text(heatmap, value, look) + sign, ground, ink)

    return figure


def _mean(comparison: TeamComparison, at: int) -> Figure:
    """The mean of a place: of scores as a score, tinted where it is of one kind with the figures beside it."""
    heatmap, look = comparison.heatmap, comparison.about.look
    value = float(heatmap.means[at])
    if value != value:
        return Figure(look.words("no_data"), LIGHT.surface, LIGHT.muted)
    if heatmap.measure is Measure.GAP:
        return Figure(look.words.signed(value), *tints(heatmap, LIGHT).of(value), bold=True)
    told = score_text(comparison.model.scale, value, look)
    plain = heatmap.measure is Measure.DIFFERENCE
    return Figure(told, bold=True) if plain else Figure(told, *tints(heatmap, LIGHT).of(value), bold=True)


def _scores(comparison: NearComparison, cells: Sequence[Cell], bold: bool = False) -> list[Figure]:
    say, scale = comparison.about.say, comparison.model.scale
    return [
        Figure(score_text(scale, cell.score, comparison.about.look), bold=bold)
        if cell.is_published
        else Figure(say("masked" if cell.status is Status.MASKED else "no_data"), ink=LIGHT.muted)
        for cell in cells
    ]


def _apart(comparison: NearComparison, difference: Difference) -> Figure:
    """How far apart the KAMs are, in points."""
    say = comparison.about.say
    if difference.size is None:
        return Figure(say("no_data"), ink=LIGHT.muted)
    text, kind = say.number(difference.size, 2), classify(comparison.model, difference.size)
    if kind is GapClass.MARKED:
        return Figure(text, ink=LIGHT.accent, bold=True)
    return Figure(text, bold=True) if kind is GapClass.TO_EXPLORE else Figure(text, ink=LIGHT.muted)
