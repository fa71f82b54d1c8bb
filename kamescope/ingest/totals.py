"""Tables of figures that are no questionnaires: rows of totals, cross-tabs."""

import re

import numpy as np

from kamescope.ingest.checked import Findings
from kamescope.ingest.form import Form
from kamescope.ingest.headings import Headings
from kamescope.ingest.table import Table
from kamescope.ingest.values import text
from kamescope.ingest.words import item_words, normal
from kamescope.model import Model

_TOTAL = re.compile(
    r"(?:grand )?(?:total|sous-total|subtotal|totaux)(?: general)?|moyennes?(?: generale)?|mean|average|somme|sum|"
    r"ecart[- ]types?|standard deviation|std\.? dev\.?|medianes?|median|effectifs?|minimum|maximum"
)
_FIRST_LETTERS = frozenset("tgsmaeé")
_TELLING = ("campaign", "kam", "kam_id", "respondent", "group", "date")


def total_rows(form: Form, headings: Headings, lines: np.ndarray, findings: Findings) -> None:
    """A row of totals or means is no questionnaire: an error, for the rows beside it may not be all there is."""
    named = [headings.fields[name] for name in _TELLING if name in headings.fields]
    places = list(dict.fromkeys([*named, *_first_text(form, headings)]))
    table = form.table
    rows = [table.rows[line] for line in lines.tolist()]
    words = {cell for at in places for cell in {row[at] for row in rows} if isinstance(cell, str) and _is_total(cell)}
    if not words:
        return
    for line, row in zip(lines.tolist(), rows, strict=True):
        if word := next((row[at] for at in places if row[at] in words), None):
            findings.add("error", "total_row", table.row(line), None, value=text(word))


def _first_text(form: Form, headings: Headings) -> list[int]:
    """The first column, unless it is known to hold something else that may be called so (a company named Total)."""
    known = {*headings.fields.values(), *headings.items.values()}
    return [0] if form.columns and 0 not in known else []


def _is_total(cell: str) -> bool:
    if cell.lstrip()[:1].casefold() not in _FIRST_LETTERS:  # most names: there may be a hundred thousand
        return False
    return len(cell) < 40 and _TOTAL.fullmatch(normal(cell).rstrip(" :")) is not None


def is_cross_tab(table: Table, model: Model) -> bool:
    """Whether the rows are items and the columns something else, or the headings are totals."""
    words, rows = item_words(model), table.rows[table.head + 1 :]
    names = [text(row[0]) for row in rows if row and text(row[0])]
    items = sum(len(words.find(name)) == 1 for name in names)
    if names and items * 2 > len(names):
        return True
    headings = [text(cell) for cell in table.rows[table.head]]
    return any(_is_total(heading) for heading in headings if heading)
