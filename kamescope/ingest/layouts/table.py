"""Any other table of one row a questionnaire: a colleague's sheet whose headings nobody knows."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kamescope.ingest.answerlike import answer_like
from kamescope.ingest.column_use import column_keys
from kamescope.ingest.form import Form, columns_at, headings_at
from kamescope.ingest.table import Table
from kamescope.ingest.words import heading_name
from kamescope.model import Model

NAME = "table"
FEWEST = 3
TITLE_ROWS = 6
OURS, ENOUGH = ("campaign", "kam", "kam_id", "group", "respondent"), 2
"""So many of these headings make a table of answers, however few columns of answers it has."""


def recognise(table: Table, model: Model) -> Form | None:
    """A table with several columns that look like answers, or with our own headings, under a full row of headings."""
    for row in _rows(table):
        headings = headings_at(table, row)
        filled = sum(bool(heading) for heading in headings)
        if filled * 2 <= len(headings) or filled <= FEWEST:
            continue
        form = Form(NAME, table, row, row + 1, columns_at(table, row, {}), ours=True)
        free = [column for column in form.columns if heading_name(column.heading) is None]
        found = answer_like(form, form.columns, model.scale)
        enough = len(found) >= FEWEST or (_is_ours(headings) and answer_like(form, free, model.scale))
        if enough and not all(heading.isdigit() for heading in headings if heading):
            return replace(form, why=tuple(column.heading for column in found[:4]))
        return None
    return None


def as_told(table: Table, model: Model, said: Mapping[str, str]) -> Form | None:
    """A table in whose headings a person has named a column of answers to an item of the model."""
    items = {key for key, use in said.items() if use in model.item_index}
    for row in _rows(table) if items else ():
        columns = columns_at(table, row, {})
        keys = column_keys(columns)
        if told := [column.heading for column in columns if column.heading and keys[column.position] in items]:
            return Form(NAME, table, row, row + 1, columns, tuple(told[:4]), ours=True)
    return None


def _rows(table: Table) -> range:
    return range(table.head, min(table.head + TITLE_ROWS, len(table.rows)))


def _is_ours(headings: Iterable[str]) -> bool:
    return len({heading_name(heading) for heading in headings} & set(OURS)) >= ENOUGH
