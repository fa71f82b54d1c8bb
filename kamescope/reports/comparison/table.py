"""The table of a comparison before it has any size: texts and tints, codes down and KAMs across or the other way."""

from dataclasses import replace
from typing import NamedTuple

from kamescope.analysis.compare import Measure
from kamescope.analysis.gaps import GapClass, classify
from kamescope.analysis.published import Level
from kamescope.analysis.side_by_side import Difference
from kamescope.charts.figures import bare_text, status_text
from kamescope.charts.heatmap import SIDE_BY_SIDE
from kamescope.charts.heatmap_words import PARTIAL, value_text
from kamescope.charts.names import part_name
from kamescope.charts.side_by_side_table import size_text
from kamescope.charts.theme import LIGHT, person_mark
from kamescope.model import OVERALL
from kamescope.reports.comparison.comparison_spec import (
    CohortComparison,
    Comparison,
    SideBySideComparison,
    TeamComparison,
    Tinted,
)
from kamescope.sentences import clinging

_SWATCHES = 5


class Name(NamedTuple):
    """The heading of a row or of a column: a name, a code before it, and the mark of a person."""

    text: str
    code: str = ""
    bold: bool = False
    mark: str = ""

    @property
    def whole(self) -> str:
        """Code and name as one text."""
        return f"{self.code}  {self.text}".strip()

    @property
    def face(self) -> str:
        """The face that it is measured in."""
        return "semibold" if self.bold else "regular"


class TableFigure(NamedTuple):
    """A cell: its text, its ground (none where empty), the colour of its letters."""

    text: str
    ground: str = ""
    ink: str = LIGHT.text
    bold: bool = False


class ComparedRow(NamedTuple):
    """A heading and the cells beside it."""

    name: Name
    cells: tuple[TableFigure, ...]


class ComparedTable(NamedTuple):
    """Headings of columns, and rows; `codes_across`: whether the columns are codes and the rows KAMs."""

    heads: tuple[Name, ...]
    rows: tuple[ComparedRow, ...]
    codes_across: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it lists, in order."""
        names = self.heads if self.codes_across else [row.name for row in self.rows]
        return tuple(name.code for name in names if name.code)

    def columns(self, first: int, last: int) -> "ComparedTable":
        """The same with the columns from `first` up to, not including, `last`."""
        rows = tuple(row._replace(cells=row.cells[first:last]) for row in self.rows)
        return self._replace(heads=self.heads[first:last], rows=rows)

    def bands(self, count: int) -> "list[ComparedTable]":
        """The columns dealt evenly over so many tables."""
        size = max(1, -(-len(self.heads) // count))
        return [self.columns(start, start + size) for start in range(0, len(self.heads), size)]

    def without(self, codes: int, kams: int) -> "ComparedTable":
        """The same without the last so many codes, and without the last so many of the others."""
        columns, rows = (codes, kams) if self.codes_across else (kams, codes)
        found = self.columns(0, len(self.heads) - columns)
        return found._replace(rows=found.rows[: len(found.rows) - rows])


_EMPTY = TableFigure("")


def tables(comparison: Comparison) -> list[ComparedTable]:
    """The ways to write it, the best first: side by side while the screen has it so, else one below another."""
    if isinstance(comparison, SideBySideComparison):
        return [_near(comparison)]
    number = len(comparison.people) if isinstance(comparison, TeamComparison) else len(comparison.lines)
    return [*([_codes_down(comparison)] if number <= SIDE_BY_SIDE else []), _codes_across(comparison)]


def swatches(comparison: Comparison) -> list[TableFigure]:
    """The legend of the tints, from the lowest to the highest: scores; or the thresholds on both sides, and none."""
    if isinstance(comparison, SideBySideComparison):
        return []
    found = comparison.tints
    values: tuple[float, ...] = (-found.marked, -found.explore, 0.0, found.explore, found.marked)
    if comparison.heatmap.measure is Measure.SCORE:
        step = (found.high - found.low) / (_SWATCHES - 1)
        values = tuple(found.low + index * step for index in range(_SWATCHES))
    return [_tinted(comparison, value) for value in values]


def _codes_across(comparison: Tinted) -> ComparedTable:
    """One row a KAM or group, one column a code, the mean on top."""
    overall = Name(comparison.about.say("heatmap.overall"), bold=True)
    codes = (overall if level is Level.OVERALL else Name("", code) for level, code in comparison.heatmap.places)
    return ComparedTable((_counted(comparison), *codes), tuple(_lines(comparison)), codes_across=True)


def _codes_down(comparison: Tinted) -> ComparedTable:
    """The same turned round: one row a code, by its name, one column a KAM or group."""
    lines = _lines(comparison)
    names = (_counted(comparison), *(_name(comparison, *place) for place in comparison.heatmap.places))
    cells = zip(*(line.cells for line in lines), strict=True)
    return ComparedTable(tuple(line.name for line in lines), tuple(map(ComparedRow, names, cells)))


def _counted(comparison: Tinted) -> Name:
    """What the counts are of."""
    return Name(comparison.about.say("paper.returns" if isinstance(comparison, TeamComparison) else "column.kams"))


def _name(comparison: Comparison, level: Level, code: str) -> Name:
    """The code and the name of a row; the whole has no code."""
    text = clinging(part_name(comparison.model, level, code, comparison.about.say))
    return Name(text, bold=True) if level is Level.OVERALL else Name(text, code)


def _lines(comparison: Tinted) -> list[ComparedRow]:
    """The mean of all, then each KAM or group of them: how many stand behind it, and its figure at each place."""
    heatmap, places = comparison.heatmap, range(len(comparison.heatmap.places))
    mean = Name(comparison.about.say("heatmap.mean"), bold=True)
    found = [ComparedRow(mean, (_EMPTY, *(_mean(comparison, at) for at in places)))]
    if isinstance(comparison, CohortComparison):
        for line in comparison.lines:
            figures = (_tinted(comparison, value) for value in line.means)
            found.append(ComparedRow(Name(line.name), (_count(comparison, line.kams), *figures)))
        return found
    counts = heatmap.panel.respondents[:, heatmap.panel.column(heatmap.column)]
    for row in comparison.part.rows:
        figures = (_figure(comparison, row, at) for at in places)
        found.append(ComparedRow(Name(heatmap.names[row]), (_count(comparison, counts[row]), *figures)))
    return found


def _count(comparison: Comparison, count: int) -> TableFigure:
    return TableFigure(comparison.about.say.number(int(count)), ink=LIGHT.muted)


def _mean(comparison: Tinted, at: int) -> TableFigure:
    """The mean of a place over all: where differences from it are told it is a score, and not of their kind."""
    heatmap, scale = comparison.heatmap, comparison.model.scale
    value = float(heatmap.means[at])
    if heatmap.measure is Measure.DIFFERENCE and value == value:
        return TableFigure(bare_text(scale, scale.percent(value), comparison.about.look), bold=True)
    return _tinted(comparison, value)._replace(bold=value == value)


def _figure(comparison: TeamComparison, row: int, at: int) -> TableFigure:
    """The figure of a KAM at a place, or why there is none."""
    heatmap, value = comparison.heatmap, float(comparison.heatmap.values[row, at])
    found = _tinted(comparison, value)
    if value != value:
        return found._replace(text=status_text(heatmap.state(row, at), comparison.about.say))
    return found._replace(text=found.text + PARTIAL * bool(heatmap.partial[row, at]))


def _tinted(comparison: Tinted, value: float) -> TableFigure:
    look, value = comparison.about.look, float(value)
    text = value_text(comparison.heatmap, value, look) if value == value else look.words("no_data")
    return TableFigure(text, *comparison.tints.of(value))


def _near(comparison: SideBySideComparison) -> ComparedTable:
    """One row a code, one column a KAM, then how far apart they are."""
    say, near = comparison.about.say, comparison.side_by_side
    heads = [Name(name, mark=person_mark(index)) for index, name in enumerate(comparison.names)]
    whole = (published.cell(Level.OVERALL, OVERALL, near.column) for published in near.people)
    counts = (_count(comparison, cell.respondents) for cell in whole)
    rows = [
        ComparedRow(Name(say("paper.returns")), (*counts, _EMPTY)),
        ComparedRow(
            Name(say("tables.level.overall"), bold=True), (*_scores(comparison, near.whole, bold=True), _EMPTY)
        ),
    ]
    for each in near.differences:
        figures = (*_scores(comparison, each), _apart(comparison, each))
        rows.append(ComparedRow(_name(comparison, near.level, each.code), figures))
    return ComparedTable((*heads, Name(say("near.apart"))), tuple(rows))


def _scores(comparison: SideBySideComparison, difference: Difference, bold: bool = False) -> list[TableFigure]:
    look, scale, found = comparison.about.look, comparison.model.scale, []
    for index, cell in enumerate(difference.cells):
        if cell.is_published:
            sign = PARTIAL * (index in difference.partial)
            found.append(TableFigure(bare_text(scale, cell.percent, look) + sign, bold=bold))
        else:
            found.append(TableFigure(status_text(cell.status, look.words), ink=LIGHT.muted))
    return found


def _apart(comparison: SideBySideComparison, difference: Difference) -> TableFigure:
    """How far apart the KAMs are, in points, as the legend under the table says."""
    points = replace(comparison.about.look, unit="points")
    text, size = size_text(comparison.model, difference, points), difference.size
    kind = GapClass.ALIGNED if size is None else classify(comparison.model, size)
    if kind is GapClass.ALIGNED:
        return TableFigure(text, ink=LIGHT.muted)
    return TableFigure(text, ink=LIGHT.accent if kind is GapClass.MARKED else LIGHT.text, bold=True)
