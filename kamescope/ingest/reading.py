"""What a layout understood of a table, still unchecked: one record a row, and the answers found in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np

from kamescope.ingest.coded import Coded, coded
from kamescope.ingest.dates import date_order
from kamescope.ingest.headings import METADATA, Headings
from kamescope.ingest.nobody import DESCRIBING, names_nobody
from kamescope.ingest.table import Cell, Table, is_blank_row
from kamescope.ingest.values import Day, day, text


class Remark(NamedTuple):
    """What one record says in answer to an open question (its code)."""

    record: int
    question: str
    text: str


@dataclass(frozen=True)
class Reading:
    """The records of one table.

    `lines`: position in `table.rows` of each record. `fields`: the metadata columns of texts that there are, `days` of
    dates. The answers stand in three arrays of one length: the record (int64), the item's position in the model
    (uint16), the answer code (int16, see `values.py`).
    `one_row_each`: every record is a questionnaire of its own; else records of one respondent belong together.
    `numbered`: the survey tool gave the respondents' ids itself.
    """

    layout: str
    table: Table
    headings: Headings
    lines: np.ndarray
    fields: Mapping[str, Coded[str]]
    days: Coded[Day] | None
    attributes: Mapping[str, Coded[str]]
    record: np.ndarray
    item: np.ndarray
    code: np.ndarray
    one_row_each: bool
    numbered: bool = False
    comments: tuple[Remark, ...] = ()

    def row(self, record: int) -> int:
        """A record's row as in the spreadsheet."""
        return self.table.row(self.lines[record])

    def cell(self, record: int, column: int) -> str:
        """A cell of a record as text."""
        return text(self.table.rows[self.lines[record]][column])

    def answer_column(self, item: int) -> int:
        """The column that holds the answers to an item."""
        return self.headings.fields["answer"] if "answer" in self.headings.fields else self.headings.items[item]


def filled_lines(table: Table, start: int) -> np.ndarray:
    """Places of the rows from `start` on that are not wholly blank."""
    rows = table.rows
    return np.array([index for index in range(start, len(rows)) if not is_blank_row(rows[index])], dtype=np.int64)


def records_of(table: Table, lines: np.ndarray) -> list[Sequence[Cell]]:
    """The cells of those rows."""
    return [table.rows[position] for position in lines.tolist()]


def column_of(records: Sequence[Sequence[Cell]], position: int) -> list[Cell]:
    """The cells of one column."""
    return [record[position] for record in records]


def metadata(headings: Headings, records: Sequence[Sequence[Cell]]) -> dict[str, Coded[str]]:
    """The metadata columns but that of dates, cleaned; nothing where a company or a team is none."""
    positions = {name: headings.fields[name] for name in METADATA if name in headings.fields and name != "date"}
    clean = {name: partial(_given, name=name) for name in DESCRIBING}
    return {name: coded(column_of(records, position), clean.get(name, text)) for name, position in positions.items()}


def _given(cell: Cell, name: str) -> str:
    """A company or a team, "" where the word is none."""
    return "" if names_nobody(cell, name) else text(cell)


def days(headings: Headings, records: Sequence[Sequence[Cell]]) -> Coded[Day] | None:
    """The column of dates, where there is one."""
    if "date" not in headings.fields:
        return None
    as_day = partial(day, day_first=date_order(headings, records).day_first)
    return coded(column_of(records, headings.fields["date"]), as_day)


def attributes(headings: Headings, records: Sequence[Sequence[Cell]]) -> dict[str, Coded[str]]:
    """Every other column as texts."""
    return {key: coded(column_of(records, position), text) for key, position in headings.attributes.items()}


def with_formulas(table: Table, positions: set[int]) -> Table:
    """The table with formulas in place of their last results, in the columns where only typed values count."""
    written = {at: formula for at, formula in table.formulas.items() if at[1] in positions and at[0] < len(table.rows)}
    if not written:
        return table
    rows = list(table.rows)
    for (row, column), formula in written.items():
        if column < len(rows[row]):
            rows[row] = [*rows[row][:column], formula, *rows[row][column + 1 :]]
    return replace(table, rows=rows)
