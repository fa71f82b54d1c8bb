"""Columns that no heading names, taken for items by where they stand: proposed for a person to confirm."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kamescope.ingest.answerlike import answer_like, only_answers
from kamescope.ingest.column_use import ASKED, ATTRIBUTE, DROPPED, NO_ITEM, OPEN, OTHER, ColumnUse
from kamescope.ingest.form import Column, Form, cells_below
from kamescope.ingest.totals import is_total
from kamescope.ingest.words import normal
from kamescope.model import Model

FEW, SENTENCE = 3, 4
"""Columns that may be other figures where nothing is missing; words from which a heading is more than a name."""


class Sorted(NamedTuple):
    """The columns of a form as their headings tell them."""

    form: Form
    model: Model
    uses: Mapping[int, ColumnUse]


def by_position(form: Form, model: Model, uses: Mapping[int, ColumnUse]) -> dict[int, ColumnUse]:
    """Columns that look like answers and are no item yet: proposed in order where their number fits, else open.

    Place → use, of these columns alone; none in a file of one row an answer.
    """
    if form.by_answer:
        return {}
    told = Sorted(form, model, uses)
    free = [use.column for use in uses.values() if use.use in (OTHER, ATTRIBUTE) and _may_be_item(told, use)]
    columns = _with_between(told, answer_like(form, free, model.scale))
    known = {use.item for use in uses.values() if use.item}
    lists = [[item.code for item in model.items]]
    lists += [[item.code for item in model.items if item.code in group.items] for group in model.groups]
    whole = known in [set(codes) for codes in lists]
    if not columns or (whole and len(columns) < max(FEW, len(known) // 2 if form.ours else 0)):
        return {}  # nothing is missing: these are other figures
    filled = _with_blanks(form, columns, free)
    for codes in lists:
        missing = [code for code in codes if code not in known]
        for block in (filled, columns, *_blocks(columns)):
            if missing and len(missing) == len(block):
                return {each.position: _used(each, ASKED, code) for each, code in zip(block, missing, strict=True)}
    return {column.position: _used(column, OPEN) for column in columns}


def _used(column: Column, use: str, item: str = "") -> ColumnUse:
    return ColumnUse(column, use, item, "position", sure=False)


def _with_between(told: Sorted, columns: Sequence[Column]) -> list[Column]:
    """The columns, and those among them that hold answers all the same, whatever else their heading promises."""
    positions = [column.position for column in columns]
    if not positions:
        return []
    between = [
        use.column
        for position, use in sorted(told.uses.items())
        if min(positions) < position < max(positions) and use.use in DROPPED and not _is_other_figure(told.model, use)
    ]
    found = [column for column in between if only_answers(told.form, column, told.model.scale, columns)]
    return sorted({*columns, *found}, key=lambda column: column.position)


def _with_blanks(form: Form, columns: Sequence[Column], free: Sequence[Column]) -> list[Column]:
    """The columns, and those beside and between them that nobody has filled in: not all is asked of everybody."""
    blank = {column.position for column in free if next(cells_below(form, column.position), None) is None}
    positions = {column.position for column in columns}
    for step, start in ((-1, min(positions)), (1, max(positions))):
        while start + step in blank:
            start += step
            positions.add(start)
    inside = {position for position in blank if min(positions) < position < max(positions)}
    return [column for column in free if column.position in positions | inside]


def _may_be_item(told: Sorted, use: ColumnUse) -> bool:
    """Whether a column nobody claimed may hold answers: in our own sheets a plain word names an attribute."""
    form, heading = told.form, use.column.heading
    if _is_other_figure(told.model, use):
        return False
    spoken = len(heading.split()) >= SENTENCE or any(char.isdigit() for char in heading)
    return not form.ours or form.layout == "table" or use.use == OTHER or spoken


def _is_other_figure(model: Model, use: ColumnUse) -> bool:
    """Whether a column is settled, or holds totals, points or what respondents are filtered by."""
    told = normal(use.column.heading)
    partition = told == normal(model.partition or "")
    return use.by != "heading" or partition or bool(NO_ITEM.fullmatch(told)) or is_total(use.column.heading)


def _blocks(columns: Sequence[Column]) -> list[list[Column]]:
    """Columns side by side."""
    blocks: list[list[Column]] = []
    for column in columns:
        if blocks and column.position == blocks[-1][-1].position + 1:
            blocks[-1].append(column)
        else:
            blocks.append([column])
    return blocks
