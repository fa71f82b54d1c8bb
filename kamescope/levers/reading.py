"""A file → an instrument's table, through the import's own reading: all of it, or everything that is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kamescope.errors import ContentError, Issue
from kamescope.ingest import Opened
from kamescope.ingest.amounts import in_heading
from kamescope.ingest.findings import Findings
from kamescope.ingest.table import Table
from kamescope.ingest.values import text
from kamescope.levers.agreement import ColumnQuestion, LeverAgreement, LeverColumns, agree, reads
from kamescope.levers.cells import Cells, report_cells
from kamescope.levers.checks import check_criteria, check_rows
from kamescope.levers.instrument import ColumnKind, Instrument, LeverColumn
from kamescope.levers.texts import tidied
from kamescope.levers.values import Currencies, days, numbers, words

NOTHING_SAID = LeverAgreement()


@dataclass(frozen=True)
class LeverTable:
    """What a file holds for an instrument, or why it cannot be used.

    `frame`: its rows under the canonical names of the columns that the file has, criteria under their headings;
    `rows`: where each stands in the spreadsheet; `headings`: what the columns are called there, by name;
    `currency`: its code, "" where the file names none. `issues` are errors, each enough to refuse the file, and
    warnings; `questions` what a person may answer.
    """

    instrument: Instrument
    file: str
    frame: pd.DataFrame
    rows: tuple[int, ...] = ()
    headings: Mapping[str, str] | None = None
    criteria: tuple[str, ...] = ()
    currency: str = ""
    issues: tuple[Issue, ...] = ()
    questions: tuple[ColumnQuestion, ...] = ()
    found: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing of it may be used."""
        return any(issue.is_error for issue in self.issues)

    @property
    def is_empty(self) -> bool:
        """Whether it has no row."""
        return self.frame.empty


class TableRefused(ContentError):
    """A table that an instrument cannot use; `issues` lists everything that is wrong with it."""

    def __init__(self, table: LeverTable) -> None:
        super().__init__("lever_refused", file=table.file)
        self.issues = tuple(issue for issue in table.issues if issue.is_error)


def read_lever(opened: Opened, instrument: Instrument, said: LeverAgreement = NOTHING_SAID) -> LeverTable:
    """Read the table of a file; everything wrong is an issue. RequestError as `agree`."""
    nothing = LeverTable(instrument, opened.name, pd.DataFrame())
    if opened.issue:
        return replace(nothing, issues=(opened.issue,))
    try:
        table = _chosen(opened.tables, instrument, said)
    except ContentError as error:
        return replace(nothing, issues=(Issue("error", error.code, facts=error.facts),))
    return _read(table, instrument, said, opened.name)


def _chosen(tables: Sequence[Table], instrument: Instrument, said: LeverAgreement) -> Table:
    """The one sheet that people see and that has the columns; ContentError `lever_sheets` where several have."""
    shown = [table for table in tables if not table.hidden]
    fitting = [table for table in shown if reads(table, instrument, said)]
    if len(fitting) > 1:
        raise ContentError("lever_sheets", names=", ".join(table.name for table in fitting))
    if not (fitting or shown):
        raise ContentError("lever_hidden_sheets", names=", ".join(table.name for table in tables))
    return (fitting or shown)[0]


def _read(table: Table, instrument: Instrument, said: LeverAgreement, file: str) -> LeverTable:
    findings = Findings()
    columns = agree(table, instrument, said, findings)
    headings = {name: text(table.rows[table.head][at]) for name, at in columns.positions.items()}
    found = tuple(text(cell) for cell in table.rows[table.head] if text(cell))
    if not findings.errors:
        cells = _cells(table, columns, said, findings)
        report_cells(cells, findings)
        result = _typed(cells, instrument, columns, said, findings)
    else:
        cells, result = None, pd.DataFrame()
    currency = "" if cells is None else _currency(cells, result, findings)
    if cells is not None and not len(cells.lines):
        findings.add("error", "lever_no_rows", None, None)
    if (unread := columns.unread) and not columns.questions:
        findings.add("warning", "lever_columns_unread", None, None, listed=", ".join(unread[:12]))
    return LeverTable(
        instrument,
        file,
        result,
        () if cells is None else cells.rows,
        headings,
        tuple(columns.criteria),
        currency,
        findings.listed(),
        columns.questions,
        found,
    )


def _cells(table: Table, columns: LeverColumns, said: LeverAgreement, findings: Findings) -> Cells:
    """The rows with anything in them; what becomes of hidden ones a person says."""
    positions = {**columns.positions, **columns.criteria}
    whole = Cells(table, positions, np.arange(table.head + 1, len(table.rows)))
    filled = whole.filled
    hidden = np.isin(whole.lines, [*table.hidden_rows]) & filled
    for place in sorted(set(positions.values()) & table.hidden_columns):
        if not said.hidden:
            findings.add("error", "lever_column_hidden", None, text(table.rows[table.head][place]))
    if hidden.any() and not said.hidden:
        rows = [str(table.row(at)) for at in whole.lines[hidden].tolist()]
        listed = ", ".join(rows[:12]) + (" …" if len(rows) > 12 else "")
        findings.add("error", "lever_rows_hidden", None, None, count=len(rows), listed=listed)
    return whole.taken(filled & ~hidden if said.hidden == "drop" else filled)


def _typed(
    cells: Cells, instrument: Instrument, columns: LeverColumns, said: LeverAgreement, findings: Findings
) -> pd.DataFrame:
    """The frame: each column as its kind says."""
    criteria = [LeverColumn(name, ColumnKind.AMOUNT, filled=True, least=0) for name in columns.criteria]
    wanted = [column for column in (*instrument.columns, *criteria) if column.name in cells.positions]
    currencies: Currencies = {}
    read = dict(numbers(cells, [each for each in wanted if each.kind.is_number], said.decimal, currencies, findings))
    frame = pd.DataFrame(
        {each.name: read[each.name] if each.name in read else _column(cells, each, findings) for each in wanted}
    )
    frame.attrs["currencies"] = currencies
    frame.attrs["figures"] = tuple(each.name for each in wanted if each.kind is ColumnKind.AMOUNT)
    if not said.criteria:
        check_criteria(instrument, tuple(columns.criteria), findings)
    check_rows(cells, frame, wanted, instrument, findings)
    return frame


def _column(cells: Cells, column: LeverColumn, findings: Findings) -> pd.Series:
    if column.kind is ColumnKind.DAY:
        return days(cells, column, findings)
    if column.kind is ColumnKind.CHOICE:
        return words(cells, column, findings)
    return tidied(cells.columns[column.name], cells.texts[column.name])


def _currency(cells: Cells, frame: pd.DataFrame, findings: Findings) -> str:
    """The one currency of a file; two in one file are an error at the first row of the second."""
    named: Currencies = dict(frame.attrs.get("currencies", {}))
    for column in frame.attrs.get("figures", ()):
        # « CA (€) » says it for the whole column.
        if code := in_heading(cells.heading(column)):
            named.setdefault(code, (0, column))
    if "currency" in frame:
        for at, code in enumerate(frame["currency"]):
            if code:
                named.setdefault(code.upper(), (at, "currency"))
    if len(named) > 1:
        (first, _), (second, (at, name)) = sorted(named.items(), key=lambda each: each[1][0])[:2]
        column = cells.heading(name)
        findings.add("error", "lever_currencies", cells.rows[at], column, first=first, second=second)
    return next(iter(named), "")
