"""A native table of scores: one row a factor or sub-factor, one column a group, the environment and the gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pptx.slide import Slide

from kamescope.analysis.gaps import GapClass, gap_of
from kamescope.analysis.published import Level
from kamescope.charts.measure import text_width
from kamescope.charts.theme import LIGHT
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.slides import words
from kamescope.reports.slides.tables import SIDE, SlideRow, SlideTable, table
from kamescope.reports.slides.text import LINE, Box, Paragraph, Run, clipped, line_count
from kamescope.sentences import short_name

_SIZES = (15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.5)
_TALLEST = 40.0
_HEAD = 30.0
_WIDEST, _FIGURES = 100.0, 0.62
"""The widest column of figures, and the share of the table that all of them may take."""
_SIGNED = 6


@dataclass(frozen=True, slots=True)
class Scores:
    """What the table lists: its name, (level, code) of each row, the columns before the gap; rows to bring out."""

    name: str
    rows: tuple[tuple[Level, str], ...]
    groups: tuple[str, ...]
    strong: frozenset[str] = frozenset()


class TableSizes(NamedTuple):
    """Widths of the column of names and of one of figures, size of the letters, height of a row, in points."""

    name: float
    figure: float
    size: float
    height: float

    def room(self, bold: bool) -> tuple[float, float, int, str]:
        """Width, size of letters, lines and face of a name."""
        lines = max(1, int(self.height / (self.size * LINE)))
        return self.name - 2 * SIDE - 2, self.size, lines, "semibold" if bold else "regular"


def score_table(slide: Slide, spec: ReportSpec, scores: Scores, box: Box) -> bool:
    """Draw it in the box, in the letters that shorten the fewest names, the largest of these.

    Whether its columns are named; where their names found no room they have marks alone, and want a legend.
    """
    texts = [_figures(spec, scores, entry) for entry in scores.rows]
    places = _places(texts, len(scores.groups) + 1, box)
    place = max(places, key=lambda place: (sum(_is_whole(spec, scores, row, place) for row in scores.rows), place.size))
    rows = [_row(spec, scores, entry, told, place) for entry, told in zip(scores.rows, texts, strict=True)]
    head = SlideRow(_head(spec, scores, place.figure), _HEAD)
    widths = (place.name, *[place.figure] * (len(scores.groups) + 1))
    table(slide, scores.name, _told(spec, scores), SlideTable(box.left, box.top, widths, (head, *rows)))
    return _are_named(spec, scores, place.figure)


def _places(texts: Sequence[Sequence[str]], columns: int, box: Box) -> list[TableSizes]:
    """One for each size of letters that leaves each row a line and the names enough of the width."""
    high = min((box.height - _HEAD) / max(len(texts), 1), _TALLEST)
    found = []
    for size in _SIZES:
        least = _figure_width(texts, size)
        if size == _SIZES[-1] or (size * 1.4 <= high and columns * least <= box.width * _FIGURES):
            figure = max(least, min(_WIDEST, box.width * 0.55 / columns))
            found.append(TableSizes(box.width - columns * figure, figure, size, high))
    return found


def _figures(spec: ReportSpec, scores: Scores, entry: tuple[Level, str]) -> tuple[str, ...]:
    """The figures of a row and its gap; in many columns the percent sign is left to the sentence above the table."""
    level, code = entry
    told = [spec.figure(level, code, group) for group in scores.groups]
    if len(told) > _SIGNED:
        told = [text.replace("%", "").strip() for text in told]
    gap = gap_of(spec.published, level, code).gap
    return (*told, spec.say("no_data") if gap is None else spec.say.signed(gap))


def _figure_width(texts: Sequence[Sequence[str]], size: float) -> float:
    widest = max((text_width(text, size, "semibold") for row in texts for text in row), default=0.0)
    return widest + 2 * SIDE + 2


def _head(spec: ReportSpec, scores: Scores, width: float) -> tuple[Paragraph, ...]:
    """The mark of each column, and its short name where all of them fit."""
    say, fits = spec.say, _are_named(spec, scores, width)
    names = {group: short_name(spec.model, group, say) for group in scores.groups}
    cells = [
        Paragraph(
            (words.sign(spec, group, " " if fits else "", 11), Run(name if fits else "", LIGHT.muted)), 11, 0, "right"
        )
        for group, name in names.items()
    ]
    size = 11 if text_width(say("gap"), 11) <= width - 2 * SIDE else 8.5
    gap = Run(clipped(say("gap"), width - 2 * SIDE, size), LIGHT.muted)
    return (Paragraph((Run(""),), 10), *cells, Paragraph((gap,), size, 0, "right"))


def _are_named(spec: ReportSpec, scores: Scores, width: float) -> bool:
    names = (short_name(spec.model, group, spec.say) for group in scores.groups)
    return all(text_width(name, 11) <= width - 2 * SIDE - 14 for name in names)


def _row(
    spec: ReportSpec, scores: Scores, entry: tuple[Level, str], told: Sequence[str], place: TableSizes
) -> SlideRow:
    (level, code), size = entry, place.size
    bold = code in scores.strong
    cells = [Paragraph((Run(_start(entry), LIGHT.muted), Run(_name(spec, entry, bold, place), bold=bold)), size)]
    # The gap, last of what is told, has no group.
    for group, text in zip(scores.groups, told, strict=False):
        published = spec.published.cell(level, code, group).is_published
        cells.append(Paragraph((Run(text, LIGHT.text if published else LIGHT.muted, bold),), size, 0, "right"))
    kind = gap_of(spec.published, level, code).kind or GapClass.ALIGNED
    gap = Run(told[-1], words.GAP_COLORS[kind], kind is not GapClass.ALIGNED)
    cells.append(Paragraph((gap,), size, 0, "right"))
    return SlideRow(tuple(cells), place.height, LIGHT.surface if bold else "")


def _name(spec: ReportSpec, entry: tuple[Level, str], bold: bool, place: TableSizes) -> str:
    """The name of a row as far as it fits after its code."""
    start = _start(entry)
    return clipped(start + words.name(spec, *entry), *place.room(bold))[len(start) :]


def _start(entry: tuple[Level, str]) -> str:
    """The code before a name; the whole has none."""
    return "" if entry[0] is Level.OVERALL else f"{entry[1]}  "


def _is_whole(spec: ReportSpec, scores: Scores, entry: tuple[Level, str], place: TableSizes) -> bool:
    width, size, lines, face = place.room(entry[1] in scores.strong)
    return line_count(_start(entry) + words.name(spec, *entry), width, size, face) <= lines


def _told(spec: ReportSpec, scores: Scores) -> str:
    """What the table shows, for those who cannot see it: rows and columns; the figures are in its cells."""
    groups = spec.say.listing(short_name(spec.model, group, spec.say) for group in scores.groups)
    return spec.say("slides.alt_table", name=scores.name, groups=groups, gap=spec.say("gap"))
