"""Our long layout: one row an answer, with a column for the item and one for the answer (DESIGN 7)."""

from kamescope.ingest.form import Form, columns_at, headings_at
from kamescope.ingest.headings import ANSWER
from kamescope.ingest.table import Table
from kamescope.ingest.words import heading_name
from kamescope.model import Model

NAME = "long"
LOOKED_AT = 20


def recognise(table: Table, model: Model) -> Form | None:
    """A row of headings with one for the item and one for the answer."""
    for row in range(table.head, min(table.head + LOOKED_AT, len(table.rows))):
        names = {heading_name(text): text for text in headings_at(table, row)}
        if names.keys() >= set(ANSWER):
            why = tuple(names[name] for name in ANSWER)
            return Form(NAME, table, row, row + 1, columns_at(table, row, {}), why, ours=True, by_answer=True)
    return None
