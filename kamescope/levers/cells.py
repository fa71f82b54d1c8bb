"""The cells of the columns that an instrument reads, and those among them that are not what they seem."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from kamescope.errors import Issue
from kamescope.ingest.findings import Findings, problem
from kamescope.ingest.inside import ERROR, ERROR_BEGINS, NOT_COMPUTED, is_error, is_too_wide
from kamescope.ingest.table import Cell, Table, is_blank_row
from kamescope.ingest.totals import MAY_BE_TOTAL, is_total
from kamescope.ingest.values import text
from kamescope.levers.texts import blanks, matching, written

NEAR = 1e-3
"""How near a figure is to what the others make together, to be their total."""


@dataclass(frozen=True)
class Cells:
    """The rows (`lines`: places in `table.rows`) and columns (by canonical name or criterion) that are read."""

    table: Table
    positions: Mapping[str, int]
    lines: np.ndarray

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The number of each row as the spreadsheet shows it."""
        lines = self.lines.tolist()
        return tuple(int(self.table.row(at)) for at in lines) if self.table.origin else tuple(at + 1 for at in lines)

    @cached_property
    def columns(self) -> Mapping[str, Sequence[Cell]]:
        """The cells of each column."""
        read = [self.table.rows[at] for at in self.lines.tolist()]
        return {name: [row[place] for row in read] for name, place in self.positions.items()}

    @cached_property
    def texts(self) -> Mapping[str, pd.Series]:
        """The texts of each column, missing where a cell holds none."""
        return {name: written(cells) for name, cells in self.columns.items()}

    @cached_property
    def filled(self) -> np.ndarray:
        """The rows (as a mask) in which anything is written."""
        found = np.zeros(len(self.lines), dtype=bool)
        for name, cells in self.columns.items():
            found |= ~blanks(cells, self.texts[name])
        return found

    def taken(self, rows: np.ndarray) -> "Cells":
        """Some rows (as a mask)."""
        return self if rows.all() else Cells(self.table, self.positions, self.lines[rows])

    def where(self, name: str, looks: str, test: Callable[[str], bool]) -> np.ndarray:
        """The rows (by place) whose text in a column passes a test; `looks`: a pattern that every such text has."""
        return matching(self.texts[name], looks, test)

    def heading(self, name: str) -> str:
        """What a column is called in the file; its own name where the file has none."""
        return text(self.table.rows[self.table.head][self.positions[name]]) if name in self.positions else name

    def fault(
        self, findings: Findings, code: str, name: str, at: np.ndarray, severity: str = "error", **facts: object
    ) -> None:
        """Note the same of several rows (by place among those read), each with its row, column and cell."""
        if not len(at):
            return
        column, rows, lines = self.heading(name), self.table.rows, self.lines
        place = self.positions.get(name)

        def issue(number: int) -> Issue:
            cell = "" if place is None else text(rows[lines[at[number]]][place])
            return problem(severity, code, self.rows[at[number]], column, value=cell, **facts)

        self.all_alike(findings, severity, code, at, issue)

    def all_alike(
        self, findings: Findings, severity: str, code: str, at: np.ndarray, issue: Callable[[int], Issue]
    ) -> None:
        """Note what `issue` makes of each place; many of them in one line."""
        findings.add_alike(severity, code, [code] * len(at), issue, lambda number: self.rows[at[number]])


def report_cells(cells: Cells, findings: Findings) -> None:
    """Errors for cells in error, merged or too wide, rows with too many cells, and rows of totals."""
    places = {place: name for name, place in cells.positions.items()}
    wanted = {line: number for number, line in enumerate(cells.lines.tolist())} if cells.table.faults else {}
    for (line, place), fault in cells.table.faults.items():
        if line in wanted and place in places:
            at, name = np.array([wanted[line]]), places[place]
            if fault.kind != ERROR:
                cells.fault(findings, "lever_cell_merged", name, at)
            elif not is_error(cells.table.rows[line][place]):
                computed = str(cells.table.rows[line][place]).startswith(NOT_COMPUTED)
                cells.fault(findings, "cell_not_computed" if computed else "cell_error", name, at)
    for name in cells.positions:
        cells.fault(findings, "cell_error", name, cells.where(name, ERROR_BEGINS, _is_wrong))
    _report_longer(cells, findings)


def _is_wrong(cell: str) -> bool:
    return is_error(cell) or is_too_wide(cell)


def report_totals(cells: Cells, name: str, figures: pd.Series | None, findings: Findings) -> None:
    """A row of totals is nobody's: an error where the word says so and its figure is what the others make together.

    A client may be called Total: without that figure the word alone is a remark.
    """
    at = cells.where(name, MAY_BE_TOTAL, is_total)
    if not len(at) or figures is None:
        return
    others = figures.sum() - figures.iloc[at]
    sums = np.isclose(figures.iloc[at], others, rtol=NEAR).astype(bool)
    cells.fault(findings, "lever_total", name, at[sums])
    cells.fault(findings, "lever_total_perhaps", name, at[~sums], "warning")


def _report_longer(cells: Cells, findings: Findings) -> None:
    """Rows of a text file with more cells than there are headings."""
    lengths, rows = cells.table.lengths, cells.table.rows
    if not lengths:
        return
    size = lengths[cells.table.head]
    more = np.flatnonzero(np.array(lengths)[cells.lines] > size)
    filled = [not is_blank_row(rows[line][size:]) for line in cells.lines[more].tolist()]
    at = more[np.array(filled, dtype=bool)]

    def issue(number: int) -> Issue:
        return problem("error", "lever_row_longer", cells.rows[at[number]], None, headings=size)

    cells.all_alike(findings, "error", "lever_row_longer", at, issue)
