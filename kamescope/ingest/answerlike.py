"""Which columns hold answers, told by their cells: values of the scale, or labels that many columns share."""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Sequence
from itertools import islice

from kamescope.ingest.form import Column, Form, cells_below
from kamescope.ingest.labels import label_key, label_sets, no_answer_words
from kamescope.ingest.table import Cell, is_blank
from kamescope.ingest.values import NOT_NUMBER, OUT_OF_SCALE, answer, text
from kamescope.model import Scale

LOOKED_AT = 200
MOST_LABELS = 15
SHARED_BY = 3
ENOUGH = 0.8


def answer_like(form: Form, columns: Sequence[Column], scale: Scale) -> list[Column]:
    """The columns most of whose cells could be answers."""
    cells = {
        column.position: [label_key(text(cell)) for cell in islice(cells_below(form, column.position), LOOKED_AT)]
        for column in columns
    }
    spread = Counter(word for found in cells.values() for word in set(found))
    shared = {word for word, count in spread.items() if count >= SHARED_BY and not word.isdigit()}
    if len(shared) > MOST_LABELS:
        shared = set()
    known = _own(scale).union(*label_sets())
    return [column for column in columns if _answers(cells[column.position], scale, known | shared)]


def only_answers(form: Form, column: Column, scale: Scale, like: Iterable[Column]) -> bool:
    """Whether a column holds nothing but numbers of the scale, its labels, or what stands in the columns `like`."""
    cells = {label_key(text(cell)) for cell in cells_below(form, column.position)} - no_answer_words()
    odd = [cell for cell in cells if answer(cell, scale) <= OUT_OF_SCALE and cell not in _own(scale)]
    if not cells or not odd:
        return bool(cells)
    said = {label_key(text(cell)) for other in like for cell in islice(cells_below(form, other.position), LOOKED_AT)}
    return len(odd) <= MOST_LABELS and said.issuperset(odd)


def is_second_heading(
    rows: Sequence[Sequence[Cell]], lines: Sequence[int], positions: Sequence[int], scale: Scale
) -> bool:
    """Whether the first of some lines holds words, and nothing else, where all that follow hold numbers."""
    if len(lines) < 2:
        return False

    def is_number(cell: Cell) -> bool:
        return answer(cell, scale) != NOT_NUMBER

    first = [cell for position in positions if (cell := text(rows[lines[0]][position]))]
    if len(first) < 2 or any(map(is_number, first)) or no_answer_words().issuperset(map(label_key, first)):
        return False
    below = [rows[line][position] for line in lines[1 : LOOKED_AT + 1] for position in positions]
    told = [cell for cell in below if not is_blank(cell) and label_key(text(cell)) not in no_answer_words()]
    return bool(told) and all(map(is_number, told))


def _own(scale: Scale) -> frozenset[str]:
    """The model's own labels."""
    return frozenset(label_key(version) for label in scale.labels or () for _, version in label.versions)


def _good(cells: Collection[str], scale: Scale, labels: Container[str]) -> int:
    return sum(answer(cell, scale) > OUT_OF_SCALE or cell in labels for cell in cells)


def _answers(cells: Sequence[str], scale: Scale, labels: Container[str]) -> bool:
    told = [cell for cell in cells if cell not in no_answer_words()]
    return bool(told) and _good(told, scale, labels) >= ENOUGH * len(told)
