"""Our wide layout: one row a questionnaire, one column an item (DESIGN 7)."""

import numpy as np

from kamescope.ingest.checked import Findings
from kamescope.ingest.headings import METADATA, read_headings
from kamescope.ingest.reading import Match, Reading, attributes, columns_of, filled_lines, metadata, with_formulas
from kamescope.ingest.table import Table
from kamescope.ingest.values import BLANK, AnswerCodes
from kamescope.model import Model

NAME = "wide"


def recognise(table: Table, model: Model) -> Match | None:
    """A table with at least one item among its headings."""
    headings = read_headings(table, model, METADATA, items=True)
    return Match(NAME, headings) if headings.items else None


def read(table: Table, match: Match, model: Model, findings: Findings) -> Reading:
    """One record for each row that is not blank; its answers in model order."""
    headings = match.headings
    table = with_formulas(table, set(headings.items.values()))
    lines = filled_lines(table, headings.row)
    columns = columns_of(table, lines)
    items = np.array(sorted(headings.items), dtype=np.int64)
    codes = AnswerCodes(model.scale)
    matrix = np.empty((len(lines), len(items)), np.int16)
    for place, item in enumerate(items.tolist()):
        cells = columns[headings.items[item]]
        matrix[:, place] = np.fromiter(map(codes.__getitem__, cells), np.int16, len(cells))
    record, place = np.nonzero(matrix != BLANK)
    return Reading(
        layout=NAME,
        table=table,
        headings=headings,
        lines=lines,
        fields=metadata(headings, columns),
        attributes=attributes(headings, columns),
        record=record,
        item=items[place],
        code=matrix[record, place],
        one_row_each=True,
    )
