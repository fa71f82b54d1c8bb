"""One clean table on a sheet: headings with a filter, rows of texts and figures, panes that stay in sight."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kamescope.analysis.gaps import Gap, GapClass
from kamescope.analysis.published import Cell, Level
from kamescope.analysis.scores import settled
from kamescope.charts.figures import ROLLED_UP, status_text
from kamescope.charts.measure import text_width
from kamescope.charts.theme import LIGHT, SIGNS, Look, mark_of
from kamescope.model import ENVIRONMENT
from kamescope.privacy import Status
from kamescope.reports.workbook.paper import FIRST, HEADING, Area, Book, Page, height_of, pixels_of
from kamescope.sentences import short_name

_MISSING = {"font_color": LIGHT.muted, "font_size": 9, "align": "right", "indent": 1}
_ROW = 18.0
_NARROWEST, _WIDEST = 11, 24
_HEAD_SIZE, _BUTTON = 10, 14
"""Font size of headings, and the height of the button that filters under them, in points."""
_STRONG: dict[GapClass, dict[str, object]] = {
    GapClass.MARKED: {"bold": True, "font_color": LIGHT.accent},
    GapClass.TO_EXPLORE: {"bold": True},
}
_FIGURE = {"align": "right", "indent": 1}
_UNDER = {"bottom": 1, "bottom_color": LIGHT.grid}
_HEAD = {
    "bold": True,
    "font_size": _HEAD_SIZE,
    "text_wrap": True,
    "valign": "top",
    "bg_color": LIGHT.surface,
    "bottom": 2,
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A heading and its width in characters; `number_format` for figures, `mark` of a group, `wide` to wrap."""

    heading: str
    width: float
    number_format: str = ""
    mark: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class CellEntry:
    """What a cell holds: a text, a figure, or nothing at all; `looks` come on top of its column's."""

    value: str | float | None
    looks: tuple[tuple[str, object], ...] = ()

    def on(self, **looks: object) -> "CellEntry":
        """The same with these looks under its own."""
        return replace(self, looks=(*looks.items(), *self.looks))


Row = Sequence[CellEntry]


def text(value: str, **looks: object) -> CellEntry:
    """A text."""
    return CellEntry(value, tuple(looks.items()))


def figure(cell: Cell, look: Look) -> CellEntry:
    """A figure in the look's unit, percent as a fraction; else `n.d.` or `masqué`."""
    if not cell.is_published:
        return CellEntry(status_text(cell.status, look.words), tuple(_MISSING.items()))
    return CellEntry(cell.score if look.unit == "points" else cell.percent / 100)


def charted(cell: Cell) -> CellEntry:
    """A percent as a fraction; else nothing at all, for a chart draws every text as zero."""
    return CellEntry(cell.percent / 100 if cell.is_published else None)


def gap_entries(gap: Gap, look: Look) -> tuple[CellEntry, CellEntry]:
    """Self − environment in points and its class in words: bold from « à explorer » on, violet when marked."""
    if gap.gap is None:
        return text(look.words("no_data"), **_MISSING), text("")
    looks = _STRONG.get(gap.kind, {})
    kind = text(look.words(f"gap.{gap.kind.value}"), indent=1, **looks)
    return CellEntry(settled(gap.gap), tuple(looks.items())), kind


def figure_columns(book: Book, level: Level, unit: str) -> list[SheetColumn]:
    """A column for each group listed and for the environment, in `percent` or `points`."""
    return [
        figure_column(
            _heading(book, group, unit),
            book.number_format(unit, _digits(level, group) if unit == "points" else 0),
            mark_of(book.spec.model, group),
        )
        for group in book.spec.columns
    ]


def _digits(level: Level, group: str) -> int:
    """A mean of means needs one more than a mean of answers, or it would seem to contradict the gap beside it."""
    return 1 if level is Level.ITEM and group != ENVIRONMENT else ROLLED_UP


def figure_column(heading: str, number_format: str, mark: str = "") -> SheetColumn:
    """A column of figures as wide as the longest word of its heading."""
    longest = max(text_width(word, _HEAD_SIZE * 4 / 3, "bold") for word in heading.split())
    sign = text_width(f"{SIGNS[mark]} ", _HEAD_SIZE * 4 / 3) if mark else 0
    return SheetColumn(heading, min(max((longest + sign) / 7 + 3, _NARROWEST), _WIDEST), number_format, mark)


def gap_columns(book: Book) -> list[SheetColumn]:
    """The gap in points and its class."""
    say = book.say
    return [
        figure_column(say("workbook.gap"), book.number_format("gap", 2)),
        SheetColumn(say("column.gap_kind"), 14),
    ]


def write_table(page: Page, title: str, columns: Sequence[SheetColumn], rows: Sequence[Row], frozen: int) -> int:
    """The sheet's head, the headings, the rows and the filter; returns the row below, counted from 0.

    `frozen` columns stay in sight. Rows are as high as the texts of their `wide` columns.
    """
    pixels = table_pixels(columns)
    page.head(title, len(columns), pixels)
    for index, column in enumerate(columns):
        page.sheet.set_column(index, index, column.width, page.book.style())
        _write_heading(page, index, column)
    heights = (height_of(column.heading, pixels_of(column.width), _HEAD_SIZE, "bold") for column in columns)
    page.set_row(HEADING, max(heights) + _BUTTON)
    for row, entries in enumerate(rows, start=FIRST):
        write_row(page, row, columns, entries)
    below = FIRST + len(rows)
    if rows:
        page.sheet.autofilter(HEADING, 0, below - 1, len(columns) - 1)
    page.sheet.freeze_panes(FIRST, frozen)
    return below


def table_pixels(columns: Sequence[SheetColumn]) -> float:
    """The width of a table in pixels."""
    return sum(pixels_of(column.width) for column in columns)


def table_area(columns: Sequence[SheetColumn], below: int) -> Area:
    """What is printed of a sheet that holds nothing but a table and what is said under it; `below` is the first row
    that is not.
    """
    return Area(max(below - 1, HEADING), len(columns) - 1, table_pixels(columns))


def write_row(page: Page, row: int, columns: Sequence[SheetColumn], entries: Row, **looks: object) -> None:
    """One row; `looks` come on top of every cell's."""
    height = _ROW
    for index, (column, entry) in enumerate(zip(columns, entries, strict=True)):
        _write(page, row, index, column, entry, looks)
        if isinstance(entry.value, str) and column.wide:
            height = max(height, height_of(entry.value, pixels_of(column.width)))
    page.set_row(row, height)


def shade_empty(page: Page, rows: tuple[int, int], columns: tuple[int, int]) -> None:
    """Show in grey, wherever a sort may take them, the cells that hold nothing."""
    grey = page.book.file.add_format({"bg_color": LIGHT.grid, "bottom": 1, "bottom_color": LIGHT.background})
    area = (rows[0], columns[0], rows[1], columns[1])
    page.sheet.conditional_format(*area, {"type": "blanks", "format": grey})


def _heading(book: Book, group: str, unit: str) -> str:
    """The short name and the unit; of a group without a single figure also why."""
    say, published = book.say, book.spec.published
    name = say(f"workbook.in_{unit}", name=short_name(published.model, group, say))
    if group == ENVIRONMENT or published.group(group).status is Status.PUBLISHED:
        return name
    return f"{name}\n({status_text(published.group(group).status, say)})"


def _write_heading(page: Page, place: int, column: SheetColumn) -> None:
    looks = _HEAD | {"bottom_color": LIGHT.groups.get(column.mark, LIGHT.muted)}
    if column.number_format:
        looks |= _FIGURE
    if not column.mark:
        page.put(HEADING, place, column.heading, **looks)
        return
    sign = page.book.style(font_size=_HEAD_SIZE, font_color=LIGHT.groups[column.mark])
    words = page.book.style(font_size=_HEAD_SIZE, bold=True)
    said = [sign, SIGNS[column.mark] + " ", words, column.heading]
    page.sheet.write_rich_string(HEADING, place, *said, page.book.style(**looks))


def _write(page: Page, row: int, place: int, column: SheetColumn, entry: CellEntry, looks: dict[str, object]) -> None:
    """A cell; one that holds nothing is not written, since a chart would keep a zero of it."""
    if entry.value is None:
        return
    whole = _UNDER | {"text_wrap": column.wide} | dict(entry.looks) | looks
    if isinstance(entry.value, str):
        page.put(row, place, entry.value, **whole)
    else:
        style = page.book.style(num_format=column.number_format, **(_FIGURE | whole))
        page.sheet.write_number(row, place, entry.value, style)
