"""The layouts of response files: one module each, asked in turn whether a table is theirs.

A layout has `NAME` and `recognise(table, model) -> Form | None`. Adding one is adding a module and its name to
`LAYOUTS`; the more particular come first.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

from kamescope.ingest.form import Form
from kamescope.ingest.layouts import (
    google_forms,
    kobotoolbox,
    limesurvey,
    long,
    microsoft_forms,
    qualtrics,
    questionnaire,
    sphinx,
    surveymonkey,
    table,
    typeform,
    wide,
)
from kamescope.ingest.table import Table
from kamescope.ingest.totals import is_list_of_one, rows_are_items
from kamescope.model import Model


class Layout(Protocol):
    """What a layout module offers."""

    NAME: str

    def recognise(self, table: Table, model: Model) -> Form | None:
        """Where the table's headings and questionnaires are, or None where the table is not of this layout."""


LAYOUTS: Sequence[Layout] = (
    questionnaire,
    qualtrics,
    kobotoolbox,
    sphinx,
    typeform,
    limesurvey,
    microsoft_forms,
    google_forms,
    surveymonkey,
    long,
    wide,
)
LAST_RESORT: Layout = table
"""Asked only where no layout knows any table of the file."""
NAMES = tuple(layout.NAME for layout in (*LAYOUTS, LAST_RESORT))


def recognise(tables: Sequence[Table], model: Model, said: Mapping[str, str]) -> list[Form]:
    """The tables that a layout knows; where there is none, those that look like answers all the same.

    `said`: what a person said of columns, which may tell that each row is one answer, or which columns are items.
    """
    if told := [form for each in tables if (form := long.as_told(each, said, model))]:
        return told
    for known in (_first, partial(table.as_told, said=said), LAST_RESORT.recognise):
        if found := [form for each in tables if (form := known(each, model=model)) and not _lists_items(form, model)]:
            return found
    return []


def _lists_items(form: Form, model: Model) -> bool:
    """Whether the rows are items where they should be questionnaires: a transposed table, a list of statements."""
    return not form.by_answer and (rows_are_items(form.table, model) or is_list_of_one(form.table, form.head, model))


def _first(table: Table, model: Model) -> Form | None:
    return next((form for layout in LAYOUTS if (form := layout.recognise(table, model))), None)
