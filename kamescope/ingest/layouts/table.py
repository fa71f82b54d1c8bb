"""Any other table of one row a questionnaire: a colleague's sheet whose headings nobody knows."""

from kamescope.ingest.answerlike import answer_like
from kamescope.ingest.form import Form, columns_at, headings_at
from kamescope.ingest.table import Table
from kamescope.model import Model

NAME = "table"
FEWEST = 3
TITLE_ROWS = 6


def recognise(table: Table, model: Model) -> Form | None:
    """A table with several columns that look like answers under a full row of headings."""
    for row in range(table.head, min(table.head + TITLE_ROWS, len(table.rows))):
        headings = headings_at(table, row)
        filled = sum(bool(heading) for heading in headings)
        if filled * 2 <= len(headings) or filled <= FEWEST:
            continue
        form = Form(NAME, table, row, row + 1, columns_at(table, row, {}), ours=True)
        found = answer_like(form, form.columns, model.scale)
        if len(found) >= FEWEST and not all(heading.isdigit() for heading in headings if heading):
            return Form(NAME, table, row, row + 1, form.columns, tuple(c.heading for c in found[:4]), ours=True)
        return None
    return None
