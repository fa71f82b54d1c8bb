"""Row numbers that tools write beside a table: R's and pandas' row names, a spreadsheet's count."""

import re

from kamescope.ingest.form import Column, Form
from kamescope.ingest.reading import filled_lines
from kamescope.ingest.values import text
from kamescope.ingest.words import normal

_HEADING = re.compile(
    r"|unnamed: \d+|\.\.\.\d+|column ?\d+|x|_?index|row[ ._]?names?|row(?:[ ._]?(?:number|nr|no|id|num))?|"
    r"(?:n°|no|num(?:ero)?)(?: de)? ?ligne|lignes?|#|n°"
)
"""What stands above row numbers: nothing, or what a tool puts where nothing stood."""


def is_row_number(form: Form, column: Column) -> bool:
    """Whether a column counts the rows, from 0 or 1 on, under no heading of its own."""
    return not column.role and _HEADING.fullmatch(normal(column.heading)) is not None and counts_rows(form, column)


def counts_rows(form: Form, column: Column) -> bool:
    """Whether the cells of a column are 0, 1, 2… or 1, 2, 3… in the order of the rows."""
    cells = [text(form.table.rows[line][column.position]) for line in filled_lines(form.table, form.start).tolist()]
    return bool(cells) and any(cells == [str(at) for at in range(start, start + len(cells))] for start in (0, 1))
