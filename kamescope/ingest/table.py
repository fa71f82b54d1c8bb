"""A table as a file holds it: one sheet or one text file, with what its spreadsheet knows beside the values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kamescope.errors import ContentError
from kamescope.ingest.inside import Fault, Place
from kamescope.naming import seen

MOST_COLUMNS = 5_000
MOST_CELLS = 12_000_000

Cell = object
"""A cell as read: text, a number, a date; "" where it is empty. Never a bool: those are their English words."""


class SheetRow(int):
    """A row's number as its spreadsheet shows it, in a table put together from several sheets."""

    sheet: str

    def __new__(cls, number: int, sheet: str) -> "SheetRow":
        """The number, with the name of the sheet it counts in."""
        row = super().__new__(cls, number)
        row.sheet = sheet
        return row

    def __getnewargs__(self) -> tuple[int, str]:  # type: ignore[override]  # a copy of int needs less, says typeshed
        """What a copy is made of."""
        return int(self), self.sheet


@dataclass(frozen=True)
class Table:
    """One sheet or one csv: `rows[0]` is the spreadsheet's row 1, all rows are equally long.

    `formulas` holds the text of the formulas by (row, column), from 0, where the file tells them apart, and
    `faults` the cells that are in error or merged. `origin` says where each row stood, where several sheets were put
    together. `file` is the file's name. `hidden_rows` and `hidden_columns` are positions that people do not see;
    `hidden` is "" for a sheet that they see, else `hidden` or `very_hidden`. `lengths`: how many cells
    each row of a text file had, before all were made equally long. `remarks`: what stands outside the cells.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    origin: Sequence[SheetRow] = ()
    file: str = ""
    faults: Mapping[Place, Fault] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: str = ""
    lengths: Sequence[int] = ()
    remarks: tuple[str, ...] = ()

    def row(self, position: int) -> int:
        """The number that the spreadsheet shows for a row."""
        return self.origin[position] if self.origin else int(position) + 1

    def sheet(self, position: int) -> str:
        """The sheet that a row stood in."""
        return self.origin[position].sheet if self.origin else self.name

    @cached_property
    def head(self) -> int:
        """Place in `rows` of the headings: the first row with anything in it."""
        return next((index for index, row in enumerate(self.rows) if not is_blank_row(row)), 0)

    @cached_property
    def texts(self) -> dict[int, tuple[str, ...]]:
        """Rows whose cells were read as texts, by position."""
        return {}


def check_size(rows: int, columns: int) -> None:
    """ContentError where a sheet spans more than memory allows: `too_many_columns`, `too_many_cells`."""
    if columns > MOST_COLUMNS:
        raise ContentError("too_many_columns", most=MOST_COLUMNS)
    if rows * columns > MOST_CELLS:
        raise ContentError("too_many_cells", most=MOST_CELLS)


def is_blank(cell: Cell) -> bool:
    """Whether nothing is written in a cell (spaces and what nobody sees are nothing, zero is something)."""
    return cell is None or (isinstance(cell, str) and not seen(cell).strip())


def is_blank_row(row: Sequence[Cell]) -> bool:
    """Whether nothing is written in a whole row."""
    return all(map(is_blank, row))


def column_letters(position: int) -> str:
    """A column as spreadsheets name it: 0 → A, 27 → AB."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def trimmed(table: Table) -> Table:
    """The table without the blank rows after its last one."""
    last = len(table.rows)
    while last and is_blank_row(table.rows[last - 1]):
        last -= 1
    return table if last == len(table.rows) else replace(table, rows=table.rows[:last])
