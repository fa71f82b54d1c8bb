"""The sheet of the perception window: where each point stands, and the window itself beside it."""

from kamescope.analysis.window import POOLED, Cut, Point, Quadrant
from kamescope.charts.names import part_name, sides_of
from kamescope.charts.theme import LIGHT
from kamescope.charts.window import quadrant_name
from kamescope.reports.workbook import pictures
from kamescope.reports.workbook.paper import FIRST, Book
from kamescope.reports.workbook.scores import CODE
from kamescope.reports.workbook.table import (
    CellEntry,
    Row,
    SheetColumn,
    figure_column,
    gap_columns,
    gap_entries,
    shade_empty,
    table_area,
    table_pixels,
    text,
    write_table,
)


def write(book: Book) -> None:
    """All points, whole or not, in model order; those with both sides in the chart."""
    spec, say = book.spec, book.say
    window, percent = spec.window, book.number_format("percent", 0)
    sides = side_names(book)
    columns = [
        SheetColumn(say("column.code"), CODE),
        SheetColumn(say(f"tables.level.{window.level}"), 38, wide=True),
        *(figure_column(say("workbook.in_percent", name=side), percent) for side in sides),
        *gap_columns(book),
        SheetColumn(say("quadrant"), 22),
    ]
    page = book.page(say("workbook.sheet_window"))
    rows = [_row(book, point) for point in window.points]
    below = write_table(page, say("page.perception"), columns, rows, frozen=2)
    shade_empty(page, (FIRST, max(below - 1, FIRST)), (2, 3))
    note = say("perception.no_cut") if window.cut is None else _cut_note(book, window.cut)
    page.put_across(below + 1, note, (0, len(columns) - 1), table_pixels(columns), 9, font_color=LIGHT.muted)
    page.print_set_up(table_area(columns, below + 2))
    if any(point.quadrant for point in window.points):
        pictures.window_chart(page, columns, sides)


def side_names(book: Book) -> tuple[str, str]:
    """The names of the two sides: self, and the environment that the window was made with."""
    return sides_of(book.spec.published, book.spec.environment, book.say)


def _row(book: Book, point: Point) -> Row:
    spec, say, gap = book.spec, book.say, point.gap
    sides = [CellEntry(None if side is None else side / 100) for side in (gap.self_percent, gap.environment_percent)]
    name = part_name(spec.model, spec.window.level, point.code, say)
    return [text(point.code), text(name), *sides, *gap_entries(gap, spec.look), _quadrant(book, point.quadrant)]


def _quadrant(book: Book, quadrant: Quadrant | None) -> CellEntry:
    if quadrant is None:
        return text(book.say("no_data"), font_color=LIGHT.muted, font_size=9)
    return text(quadrant_name(quadrant, book.say), font_color=LIGHT.quadrants[quadrant][0], bold=True)


def _cut_note(book: Book, cut: Cut) -> str:
    say = book.say
    sides = {"own": say.percent(cut.self_percent, 1), "others": say.percent(cut.environment_percent, 1)}
    note = say("window.cut", **sides)
    return f"{note} {say('workbook.pooled')}" if book.spec.environment == POOLED else note
