"""Our wide layout: one row a questionnaire, one column an item (DESIGN 7)."""

from collections.abc import Sequence
from itertools import chain
from operator import itemgetter

import numpy as np

from kamescope.ingest.checked import Findings
from kamescope.ingest.headings import METADATA, read_headings
from kamescope.ingest.reading import Match, Reading, attributes, filled_lines, metadata, records_of, with_formulas
from kamescope.ingest.table import Cell, Table
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
    records = records_of(table, lines)
    items = np.array(sorted(headings.items), dtype=np.uint16)
    codes = _codes(records, [headings.items[item] for item in items.tolist()], model)
    given = codes != BLANK
    return Reading(
        layout=NAME,
        table=table,
        headings=headings,
        lines=lines,
        fields=metadata(headings, records),
        attributes=attributes(headings, records),
        record=np.repeat(np.arange(len(lines)), given.sum(axis=1)),
        item=np.broadcast_to(items, given.shape)[given],
        code=codes[given],
        one_row_each=True,
    )


def _codes(records: Sequence[Sequence[Cell]], places: list[int], model: Model) -> np.ndarray:
    """Answer codes by record and item; cells stream through one lookup, without a copy of the table."""
    pick = itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))
    cells = chain.from_iterable(map(pick, records))
    size = len(records) * len(places)
    found = np.fromiter(map(AnswerCodes(model.scale).__getitem__, cells), np.int16, size)
    return found.reshape(len(records), len(places))
