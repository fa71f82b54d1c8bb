"""Our long layout: one row an answer, with a column for the item and one for the answer (docs/design.md 7).

Known by its headings, by its shape under other headings, or by what a person said of its columns.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from kamescope.ingest.form import Form, columns_at, headings_at
from kamescope.ingest.headings import ANSWER
from kamescope.ingest.longshape import likely_respondent, shape
from kamescope.ingest.table import Table
from kamescope.ingest.words import heading_name, normal
from kamescope.model import Model

NAME = "long"
LOOKED_AT = 20
_NONE: Mapping[int, str] = MappingProxyType({})


def recognise(table: Table, model: Model) -> Form | None:
    """A row of headings with one for the item and one for the answer, or a table of that shape."""
    for row in _rows(table):
        names = {heading_name(text): text for text in headings_at(table, row)}
        if names.keys() >= set(ANSWER):
            return _form(table, row, model, tuple(names[name] for name in ANSWER))
    found = shape(table, model)
    if found is None:
        return None
    columns = columns_at(table, found.head, {})
    why = tuple(columns[position].heading for position in found.roles)
    return _form(table, found.head, model, why, found.roles)


def as_told(table: Table, said: Mapping[str, str], model: Model) -> Form | None:
    """A table in whose headings a person has named the columns of items and of answers."""
    told = {key: use for key, use in said.items() if use in ANSWER}
    for row in _rows(table):
        headings = headings_at(table, row)
        roles = {position: told[key] for position, text in enumerate(headings) if (key := normal(text)) in told}
        if set(roles.values()) >= set(ANSWER):
            return _form(table, row, model, tuple(headings[position] for position in roles), roles)
    return None


def _rows(table: Table) -> range:
    return range(table.head, min(table.head + LOOKED_AT, len(table.rows)))


def _form(table: Table, row: int, model: Model, why: tuple[str, ...], roles: Mapping[int, str] = _NONE) -> Form:
    form = Form(NAME, table, row, row + 1, columns_at(table, row, {}), why, ours=True, by_answer=True)
    proposed = dict(roles)
    if (position := likely_respondent(form, model, proposed)) is not None:
        proposed[position] = "respondent"
    return replace(form, proposed=proposed)
