"""The sheet of items: every statement with its place in the model, each group's score, the environment, the gap."""

from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level
from kamescope.reports.workbook.paper import Book
from kamescope.reports.workbook.scores import CODE, factor_label
from kamescope.reports.workbook.table import (
    SheetColumn,
    figure,
    figure_columns,
    gap_columns,
    gap_entries,
    table_area,
    text,
    write_table,
)

STATEMENT, PART = 62, 30


def write(book: Book) -> None:
    """All items of the factors listed, in model order."""
    spec, say, look = book.spec, book.say, book.spec.item_look
    columns = [
        SheetColumn(say("column.code"), CODE),
        SheetColumn(say("column.statement"), STATEMENT, wide=True),
    ]
    columns += [SheetColumn(say(f"tables.level.{part}"), PART, wide=True) for part in ("factor", "sub_factor")]
    columns += [*figure_columns(book, Level.ITEM, look.unit), *gap_columns(book)]
    rows = []
    for factor in spec.factors:
        for sub in factor.sub_factors:
            label = "" if factor.is_plain else f"{sub.code} {say.text(sub.name)}"
            for item in sub.items:
                cells = [spec.published.cell(Level.ITEM, item.code, group) for group in spec.columns]
                place = [text(factor_label(book, item.code)), text(label)]
                figures = [figure(cell, look) for cell in cells]
                gap = gap_entries(gap_of(spec.published, Level.ITEM, item.code), look)
                rows.append([text(item.code), text(say.statement(item)), *place, *figures, *gap])
    page = book.page(say("workbook.sheet_items"))
    below = write_table(page, say("workbook.title_items"), columns, rows, frozen=2)
    page.print_set_up(table_area(columns, below))
