"""Several sheets of answers (one a group, or one a KAM) put together as one table."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from kamescope.ingest.column_use import column_keys
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
        for position, key in column_keys(form.columns).items():
            column = form.columns[position]
            known = columns.setdefault(key, replace(column, position=len(columns)))
            columns[key] = replace(known, names=tuple(dict.fromkeys((*known.names, *column.names))))
    rows: list[Sequence[Cell]] = [[column.heading for column in columns.values()]]
    origin = [SheetRow(forms[0].head + 1, forms[0].table.name)]
    formulas, faults = dict[Place, str](), dict[Place, Fault]()
    hidden_rows, hidden_columns = set[int](), set[int]()
    for form in forms:
        table = form.table
        positions = {position: columns[key].position for position, key in column_keys(form.columns).items()}
        hidden_columns.update(positions[position] for position in table.hidden_columns & positions.keys())
        for at in range(form.start, len(table.rows)):
            formulas |= _moved_marks(table.formulas, at, positions, len(rows))
            faults |= _moved_marks(table.faults, at, positions, len(rows))
            hidden_rows |= {len(rows)} if at in table.hidden_rows else set()
            rows.append(_moved(table.rows[at], positions, len(columns)))
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


def joined(form: Form, positions: Mapping[int, Sequence[int]]) -> Form:
    """The form with columns of one item put together: each row fills at most one of them."""
    if not positions:
        return form
    rows = list(form.table.rows)
    for at in range(form.start, len(rows)):
        row = list(rows[at])
        for first, others in positions.items():
            row[first] = next(
                (row[position] for position in (first, *others) if not is_blank(row[position])), row[first]
            )
        rows[at] = row
    return replace(form, table=replace(form.table, rows=rows))


def _moved(row: Sequence[Cell], positions: dict[int, int], width: int) -> list[Cell]:
    moved: list[Cell] = [""] * width
    for position, new in positions.items():
        moved[new] = row[position]
    return moved


def _moved_marks(marks: Mapping[Place, Mark], at: int, positions: dict[int, int], to: int) -> dict[Place, Mark]:
    """What is noted of the cells of one row, where they stand now."""
    if not marks:
        return {}
    return {(to, new): marks[at, position] for position, new in positions.items() if (at, position) in marks}
