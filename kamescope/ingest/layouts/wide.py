"""Our wide layout: one row a questionnaire, one column an item (docs/design.md 7); a title may stand above."""

from collections.abc import Sequence
from dataclasses import replace

from kamescope.ingest.form import Column, Form, columns_at, headings_at
from kamescope.ingest.reversal import marks_reversed
from kamescope.ingest.table import Table
from kamescope.ingest.words import ItemWords, heading_name, item_words
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
    start = first_row(table, row, model)
    named = (_named_above(column, table, row) for column in columns_at(table, row, {}))
    titles = [_titles(table, above, row) for above in range(table.head, row)]
    below = [headings_at(table, further) for further in range(row + 1, start)]
    columns = tuple(_named_around(column, titles, below, words) for column in named)
    return Form(NAME, table, row, start, columns, why, ours=True)


def _named_above(column: Column, table: Table, row: int) -> Column:
    """A column without a heading of its own has the one that is merged from the row above."""
    above = headings_at(table, row - 1) if row > table.head else []
    if column.heading or not above or not heading_name(above[column.position]):
        return column
    return replace(column, heading=above[column.position], names=(above[column.position],))


def _named_around(
    column: Column, titles: Sequence[Sequence[str]], below: Sequence[Sequence[str]], words: ItemWords
) -> Column:
    """A column with all that the rows around its heading call it; titles above are no names, items and marks are."""
    if not column.heading or heading_name(column.heading):
        return column
    above = [said for row in titles if (said := row[column.position])]
    told = [said for said in above if len(words.find(said)) == 1 or marks_reversed(said)]
    further = [said for row in below if (said := row[column.position])]
    return replace(column, names=tuple(dict.fromkeys((*column.names, *told, *further))))


def _titles(table: Table, row: int, head: int) -> list[str]:
    """What a row of titles says of each column: in its own cell, or in one that is merged or speaks of several."""
    titles, last, spread, headings = [], 0, False, headings_at(table, head)
    for index, written in enumerate(headings_at(table, row)):
        if written:
            # What stands over names is a title of the whole sheet.
            last, spread = index, marks_reversed(written, many=True) and heading_name(headings[index]) is None
            titles.append(written)
        else:
            fault = table.faults.get((row, index))
            merged = fault is not None and table.faults.get((row, last)) == fault
            titles.append(titles[last] if index and (spread or merged) else "")
    return titles


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
    """Behind the headings, and behind further rows of them that spell out the items, or say it all again."""
    words, row = item_words(model), head + 1
    while row < len(table.rows):
        cells = [text for text in headings_at(table, row) if text]
        if len(cells) < 2 or sum(_is_heading(text, words) for text in cells) * 2 <= len(cells):
            break
        if _contradicts(headings_at(table, row), headings_at(table, head)):
            break
        row += 1
    return row


def _contradicts(again: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether a second row calls a column of metadata by another one's name: it is left for a person to look at."""
    pairs = zip(map(heading_name, again), map(heading_name, headings), strict=True)
    return any(second and first and second != first for second, first in pairs)


def _is_heading(cell: str, words: ItemWords) -> bool:
    """Whether a cell is an item or names metadata; where items are called 1, 2 and 3 a number is an answer first."""
    return not cell.isdigit() and (len(words.find(cell)) == 1 or heading_name(cell) is not None)
