"""The cells of the columns that an instrument reads, and those among them that are not what they seem."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from kamescope.errors import Issue
from kamescope.ingest.findings import Findings, problem
from kamescope.ingest.inside import ERROR, NOT_COMPUTED, is_error, is_too_wide
from kamescope.ingest.table import Cell, Table, is_blank
from kamescope.ingest.totals import is_total
from kamescope.ingest.values import text

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
        return tuple(int(self.table.row(at)) for at in self.lines.tolist())

    @cached_property
    def columns(self) -> Mapping[str, Sequence[Cell]]:
        """The cells of each column."""
        read = [self.table.rows[at] for at in self.lines.tolist()]
        return {name: [row[place] for row in read] for name, place in self.positions.items()}

    def where(self, name: str, test: Callable[[str], bool]) -> np.ndarray:
        """The rows (by place among those read) whose text in a column passes a test."""
        cells = self.columns[name]
        found = {cell for cell in dict.fromkeys(cells) if isinstance(cell, str) and test(cell)}
        there = [number for number, cell in enumerate(cells) if cell in found] if found else []
        return np.array(there, dtype=np.int64)

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
    wanted = {line: number for number, line in enumerate(cells.lines.tolist())}
    for (line, place), fault in cells.table.faults.items():
        if line in wanted and place in places:
            at, name = np.array([wanted[line]]), places[place]
            if fault.kind != ERROR:
                cells.fault(findings, "lever_cell_merged", name, at)
            elif not is_error(cells.table.rows[line][place]):
                computed = str(cells.table.rows[line][place]).startswith(NOT_COMPUTED)
                cells.fault(findings, "cell_not_computed" if computed else "cell_error", name, at)
    for name in cells.positions:
        cells.fault(findings, "cell_error", name, cells.where(name, lambda cell: is_error(cell) or is_too_wide(cell)))
    _report_longer(cells, findings)


def report_totals(cells: Cells, name: str, figures: pd.Series | None, findings: Findings) -> None:
    """A row of totals is nobody's: an error where the word says so and its figure is what the others make together.

    A client may be called Total: without that figure the word alone is a remark.
    """
    at = cells.where(name, is_total)
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
    longer = [
        number
        for number, line in enumerate(cells.lines.tolist())
        if lengths[line] > size and not all(map(is_blank, rows[line][size:]))
    ]
    at = np.array(longer, dtype=np.int64)

    def issue(number: int) -> Issue:
        return problem("error", "lever_row_longer", cells.rows[at[number]], None, headings=size)

    cells.all_alike(findings, "error", "lever_row_longer", at, issue)
