"""Several sheets of answers (one a group, or one a KAM) put together as one table."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from kamescope.ingest.columns import column_keys
from kamescope.ingest.form import Column, Form
from kamescope.ingest.inside import Place
from kamescope.ingest.table import Cell, Fault, SheetRow, Table, is_blank

Mark = TypeVar("Mark")


def together(forms: Sequence[Form]) -> Form:
    """The questionnaires of several sheets of one layout; columns with the same heading become one."""
    if len(forms) == 1:
        return forms[0]
    columns: dict[str, Column] = {}
    for form in forms:
        for place, key in column_keys(form.columns).items():
            column = form.columns[place]
            known = columns.setdefault(key, replace(column, place=len(columns)))
            columns[key] = replace(known, names=tuple(dict.fromkeys((*known.names, *column.names))))
    rows: list[Sequence[Cell]] = [[column.heading for column in columns.values()]]
    origin = [SheetRow(forms[0].head + 1, forms[0].table.name)]
    formulas, faults = dict[Place, str](), dict[Place, Fault]()
    hidden_rows, hidden_columns = set[int](), set[int]()
    for form in forms:
        table = form.table
        places = {place: columns[key].place for place, key in column_keys(form.columns).items()}
        hidden_columns.update(places[place] for place in table.hidden_columns & places.keys())
        for at in range(form.start, len(table.rows)):
            formulas |= _moved_marks(table.formulas, at, places, len(rows))
            faults |= _moved_marks(table.faults, at, places, len(rows))
            hidden_rows |= {len(rows)} if at in table.hidden_rows else set()
            rows.append(_moved(table.rows[at], places, len(columns)))
            origin.append(SheetRow(at + 1, table.name))
    names = ", ".join(form.table.name for form in forms)
    table = Table(
        names,
        rows,
        formulas,
        origin,
        forms[0].table.file,
        faults=faults,
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=frozenset(hidden_columns),
    )
    return replace(forms[0], table=table, head=0, start=1, columns=tuple(columns.values()))


def joined(form: Form, places: Mapping[int, Sequence[int]]) -> Form:
    """The form with columns of one item put together: each row fills at most one of them."""
    if not places:
        return form
    rows = list(form.table.rows)
    for at in range(form.start, len(rows)):
        row = list(rows[at])
        for first, others in places.items():
            row[first] = next((row[place] for place in (first, *others) if not is_blank(row[place])), row[first])
        rows[at] = row
    return replace(form, table=replace(form.table, rows=rows))


def _moved(row: Sequence[Cell], places: dict[int, int], width: int) -> list[Cell]:
    moved: list[Cell] = [""] * width
    for place, new in places.items():
        moved[new] = row[place]
    return moved


def _moved_marks(marks: Mapping[Place, Mark], at: int, places: dict[int, int], to: int) -> dict[Place, Mark]:
    """What is noted of the cells of one row, where they stand now."""
    if not marks:
        return {}
    return {(to, new): marks[at, place] for place, new in places.items() if (at, place) in marks}
