"""Which columns hold answers, told by their cells: values of the scale, or labels that many columns share."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from kamescope.ingest.form import Column, Form, cells_below
from kamescope.ingest.labels import label_key, label_sets, no_answer_words
from kamescope.ingest.values import OUT_OF_SCALE, answer, text
from kamescope.model import Scale

LOOKED_AT = 200
MOST_LABELS = 15
SHARED_BY = 3
ENOUGH = 0.8


def answer_like(form: Form, columns: Sequence[Column], scale: Scale) -> list[Column]:
    """The columns most of whose cells could be answers."""
    cells = {
        column.place: [label_key(text(cell)) for cell in islice(cells_below(form, column.place), LOOKED_AT)]
        for column in columns
    }
    spread = Counter(word for found in cells.values() for word in set(found))
    shared = {word for word, count in spread.items() if count >= SHARED_BY and not word.isdigit()}
    if len(shared) > MOST_LABELS:
        shared = set()
    known = frozenset().union(*label_sets())
    return [column for column in columns if _answers(cells[column.place], scale, shared, known)]


def _answers(cells: Sequence[str], scale: Scale, shared: set[str], known: frozenset[str]) -> bool:
    told = [cell for cell in cells if cell not in no_answer_words()]
    if not told:
        return False
    good = sum(answer(cell, scale) > OUT_OF_SCALE or cell in shared or cell in known for cell in told)
    return good >= ENOUGH * len(told)
