"""Our wide layout: one row a questionnaire, one column an item (docs/design.md 7); a title may stand above."""

from dataclasses import replace

from kamescope.ingest.form import Column, Form, columns_at, headings_at
from kamescope.ingest.table import Table
from kamescope.ingest.words import heading_name, item_words
from kamescope.model import Model

NAME = "wide"
LOOKED_AT = 20


def recognise(table: Table, model: Model) -> Form | None:
    """A row of headings with at least one item among them."""
    row = heading_row(table, model)
    if row is None:
        return None
    words = item_words(model)
    why = tuple(text for text in headings_at(table, row) if heading_name(text) or len(words.find(text)) == 1)[:6]
    columns = tuple(_named_above(column, table, row) for column in columns_at(table, row, {}))
    return Form(NAME, table, row, first_row(table, row, model), columns, why, ours=True)


def _named_above(column: Column, table: Table, row: int) -> Column:
    """A column without a heading of its own has the one that is merged from the row above."""
    above = headings_at(table, row - 1) if row > table.head else []
    if column.heading or not above or not heading_name(above[column.place]):
        return column
    return replace(column, heading=above[column.place], names=(above[column.place],))


def heading_row(table: Table, model: Model) -> int | None:
    """The first of the rows at the top that has most items and metadata among its cells, and at least one item."""
    words, best, found = item_words(model), 0, None
    for row in range(table.head, min(table.head + LOOKED_AT, len(table.rows))):
        texts = [text for text in headings_at(table, row) if text]
        items = sum(len(words.find(text)) == 1 for text in texts)
        score = items + sum(heading_name(text) is not None for text in texts) if items else 0
        if score > best:
            best, found = score, row
    return found


def first_row(table: Table, head: int, model: Model) -> int:
    """Behind the headings, and behind a second row of them that spells out the items."""
    words, row = item_words(model), head + 1
    while row < len(table.rows):
        cells = [text for text in headings_at(table, row) if text]
        if len(cells) < 2 or sum(len(words.find(text)) == 1 for text in cells) * 2 <= len(cells):
            break
        row += 1
    return row
