"""Tables of figures that are no questionnaires: rows of totals, cross-tabs."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from kamescope.ingest.findings import Findings
from kamescope.ingest.form import Form
from kamescope.ingest.headings import Headings
from kamescope.ingest.table import Cell, Table, is_blank
from kamescope.ingest.values import text
from kamescope.ingest.words import heading_name, item_words, normal
from kamescope.model import Model

_TOTAL = re.compile(
    r"(?:(?:grand )?(?:total|sous-total|subtotal|totaux)(?: general)?|moy\.?|moyennes?|mean|average|avg|somme|sum|"
    r"ensemble|ecart[- ]types?|standard deviation|std\.? dev\.?|medianes?|median|effectifs?|min\.?|max\.?|minimum|"
    r"maximum|mode|score moyen|average score|nb (?:de )?reponses|nombre de reponses|objectif|cible|norme|bareme|target|"
    r"benchmark)(?:\s*[(:].*| (?:clients?|managers?|groupe|generale?))?"
)
_FIRST_LETTERS = frozenset("tgsmaeénocb")
_BEGINNINGS = {
    "to", "gr", "so", "su", "mo", "me", "av", "en", "ec", "st", "ef",
    "mi", "ma", "sc", "nb", "no", "ob", "ci", "ba", "be", "ta",
}  # fmt: skip
"""The first two letters of each of these words, where both are plain."""
_EITHER_CASE = "|".join("".join(f"[{sign}{sign.upper()}]" for sign in word) for word in sorted(_BEGINNINGS))
MAY_BE_TOTAL = f"^(?:[^!-~]|[A-Za-z][^!-~]|{_EITHER_CASE})"
"""How each of them begins, and whatever has a space or no plain letter there: for very many names at once."""
LOOKED_AT, MOST_ITEMS = 4, 500
LEFT, FIRST = 8, 20
"""So many columns may hold the items; the first cells of each tell whether it is worth looking on."""
_TELLING = ("campaign", "kam", "kam_id", "respondent", "group", "date")


def total_rows(form: Form, headings: Headings, lines: np.ndarray, findings: Findings) -> None:
    """A row of totals or means is no questionnaire: an error, for the rows beside it may not be all there is."""
    named = [headings.fields[name] for name in _TELLING if name in headings.fields]
    positions = list(dict.fromkeys([*named, *_first_text(form, headings)]))
    table = form.table
    rows = [table.rows[line] for line in lines.tolist()]
    words = {cell for at in positions for cell in {row[at] for row in rows} if isinstance(cell, str) and is_total(cell)}
    if not words:
        return
    whole = [headings.fields[name] for name in ("campaign", "kam", "group") if name in headings.fields]
    for line, row in zip(lines.tolist(), rows, strict=True):
        found = [row[at] for at in positions if row[at] in words]
        # Somebody may be called Max or Moy: only a row that lacks what every questionnaire has is a total then.
        sure = [word for word in found if not _may_be_name(word) or any(is_blank(row[at]) for at in whole)]
        if word := next(iter(sure), None):
            findings.add("error", "total_row", table.row(line), None, value=text(word))


def _may_be_name(word: str) -> bool:
    return normal(word) in ("max", "min", "moy", "mode", "mean")


def _first_text(form: Form, headings: Headings) -> list[int]:
    """The first columns that are not known to hold something else that may be called so (a company named Total)."""
    known = {*headings.fields.values(), *headings.items.values(), *headings.attributes.values()}
    return [column.position for column in form.columns[:LOOKED_AT] if column.position not in known]


def is_total(cell: str) -> bool:
    """Whether a text names a total, a mean or a target."""
    start = cell.lstrip()[:2].casefold()  # most names end here: there may be a hundred thousand
    if start[:1] not in _FIRST_LETTERS or (start.isascii() and start not in _BEGINNINGS):
        return False
    return len(cell) < 40 and _TOTAL.fullmatch(normal(cell).rstrip(" :")) is not None


def item_column(table: Table, model: Model) -> int | None:
    """The first of the columns on the left most of whose cells are items."""
    rows = table.rows[table.head : table.head + MOST_ITEMS]
    width = min(len(rows[0]), LEFT) if rows else 0
    return next((index for index in range(width) if _most_are_items([row[index] for row in rows], model)), None)


def _most_are_items(cells: Sequence[Cell], model: Model) -> bool:
    words = item_words(model)
    written = Counter(cell for cell in cells if isinstance(cell, str))
    if not any(words.find(name) for name in _first_names(written)):
        return False
    counts: Counter[str] = Counter()
    for cell, count in written.items():
        if not is_blank(cell):
            counts[text(cell)] += count
    items = sum(count for name, count in counts.items() if len(words.find(name)) == 1)
    return counts.total() > 2 and items * 2 > counts.total()


def _first_names(cells: Iterable[str]) -> Iterable[str]:
    """The first of the texts: most columns hold no items, and need no further look."""
    first: dict[str, None] = {}
    for cell in cells:
        if len(first) == FIRST:
            break
        if not is_blank(cell):
            first[text(cell)] = None
    return first


def rows_are_items(table: Table, model: Model) -> bool:
    """Whether the rows are items: most cells of a column are, and no heading is."""
    position = item_column(table, model)
    if not position:
        return position == 0
    words = item_words(model)
    heads = [{at for cell in row for at in words.find(text(cell))} for row in table.rows[table.head :][:LOOKED_AT]]
    return all(len(items) <= 1 for items in heads)


def is_list_of_one(table: Table, head: int, model: Model) -> bool:
    """Whether what seems a row of headings is the only item of a list, below headings of its own: `Code | Statement`.

    It has one item and no metadata, and the row above fills every cell that it fills.
    """
    if head == table.head:
        return False
    above, row = ([text(cell) for cell in table.rows[at]] for at in (head - 1, head))
    filled = [at for at, cell in enumerate(row) if cell]
    items = [at for at in filled if item_words(model).find(row[at])]
    positions = {position for at in items for position in item_words(model).find(row[at])}
    named = any(heading_name(row[at]) for at in filled)
    return len(positions) == 1 and len(filled) > len(items) and not named and all(above[at] for at in filled)


def is_cross_tab(table: Table, model: Model) -> bool:
    """Whether the rows are items and the columns something else, or the headings are totals."""
    if rows_are_items(table, model):
        return True
    headings = [text(cell) for cell in table.rows[table.head]]
    return any(is_total(heading) for heading in headings if heading)
