"""The shape of a table of one row an answer, whatever its headings: a column of items, one of answers, who answers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kamescope.ingest.answerlike import answer_like
from kamescope.ingest.form import Column, Form, columns_at
from kamescope.ingest.headings import ANSWER
from kamescope.ingest.table import Table
from kamescope.ingest.totals import is_total, item_column
from kamescope.ingest.values import text
from kamescope.ingest.words import group_words, heading_name, item_words, normal
from kamescope.model import Model

OPEN = "open"
"""What one of several columns of answers is proposed as: a person says which."""
LOOKED_AT = 2000
UNIQUE = 0.9
"""So much of the rows must be told apart by who answers and what: some may stand there twice."""


@dataclass(frozen=True)
class Shape:
    """Where the headings of such a table stand, and what its columns seem to hold, by their position."""

    head: int
    roles: Mapping[int, str]


def shape(table: Table, model: Model) -> Shape | None:
    """The shape of a table whose items repeat from one respondent to the next, beside one column of answers."""
    item = item_column(table, model)
    if item is None:
        return None
    words = item_words(model)
    first = next(at for at in range(table.head, len(table.rows)) if words.find(text(table.rows[at][item])))
    if first == table.head:  # no row of headings
        return None
    form = Form("", table, first - 1, first, columns_at(table, first - 1, {}), by_answer=True)
    if any(is_total(column.heading) for column in form.columns):  # means and totals by item: nobody's answers
        return None
    likely = _answer_like(form, item, model)
    answers = _answers(form, likely, item)
    if len(answers) == 1 and _of_several(form, item, answers[0]):
        return Shape(form.head, {item: "item", answers[0]: "answer"})
    roles = {item: "item"} | dict.fromkeys(likely, OPEN)
    return Shape(form.head, roles) if answers and likely_respondent(form, model, roles) is not None else None


def likely_respondent(form: Form, model: Model, proposed: Mapping[int, str]) -> int | None:
    """The only column nobody knows that tells, beside what is known, whose answer each row is."""
    known = {column.position: name for column in form.columns if (name := heading_name(column.heading))} | dict(
        proposed
    )
    item = next((position for position, name in known.items() if name == "item"), None)
    if item is None or "respondent" in known.values():
        return None
    who = [position for position, name in known.items() if name not in (*ANSWER, "date", OPEN)]
    found = [
        column.position
        for column in form.columns
        if column.position not in known
        and _may_tell(form, column, item, model)
        and _keyed(form, [*who, column.position, item])
    ]
    return found[0] if len(found) == 1 else None


def _answer_like(form: Form, item: int, model: Model) -> list[int]:
    others = [column for column in form.columns if column.position != item]
    free = [column for column in others if heading_name(column.heading) in (None, "answer")]
    return [column.position for column in answer_like(form, free, model.scale)]


def _answers(form: Form, likely: Sequence[int], item: int) -> Sequence[int]:
    """The columns that may hold the answers: of several, not those that repeat the item or number the people."""
    found = likely
    if len(found) > 1:
        found = [at for at in found if not _follows(form, at, item)] or found
    if len(found) > 1:
        found = [at for at in found if not _numbers_people(form, at, item)] or found
    return found


def _numbers_people(form: Form, position: int, item: int) -> bool:
    """Whether the numbers of a column on the left tell whose answers these are: one person after the other."""
    cells = _cells(form, position)
    blocks = 1 + sum(cell != before for before, cell in pairwise(cells))
    return position < item and blocks == len(set(cells)) and _keyed(form, [position, item])


def _may_tell(form: Form, column: Column, item: int, model: Model) -> bool:
    """Whether a column may say who answers: not one value for all, no words of groups, not the item once more."""
    cells = set(_cells(form, column.position))
    groups = group_words(model)
    return (
        len(cells - {""}) > 1
        and "" not in cells
        and normal(column.heading) != normal(model.partition or "")
        and any(groups.position(cell) is None for cell in cells)
        and not _follows(form, column.position, item)
    )


def _of_several(form: Form, item: int, answer: int) -> bool:
    """Whether the items come again, or some column says the same of every row: whose answers these are."""
    items = Counter(_cells(form, item))
    others = [set(_cells(form, column.position)) for column in form.columns if column.position not in (item, answer)]
    return items.most_common(1)[0][1] > 1 or any(len(cells) == 1 and "" not in cells for cells in others)


def _follows(form: Form, position: int, item: int) -> bool:
    """Whether a column says the same wherever the item is the same, although items come again."""
    pairs = set(zip(_cells(form, item), _cells(form, position), strict=True))
    items = Counter(_cells(form, item))
    return len(pairs) == len(items) and items.most_common(1)[0][1] > 1


def _keyed(form: Form, positions: Iterable[int]) -> bool:
    """Whether these columns together tell nearly every row from the others."""
    rows = list(zip(*(_cells(form, position) for position in positions), strict=True))
    return len(set(rows)) >= UNIQUE * len(rows)


def _cells(form: Form, position: int) -> Sequence[str]:
    end = min(len(form.table.rows), form.start + LOOKED_AT)
    return [text(form.table.rows[at][position]) for at in range(form.start, end) if any(map(text, form.table.rows[at]))]
