"""What the rows of a table may not say: each fault an issue with row and column, whole columns looked at at once."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kamescope.errors import Issue
from kamescope.ingest.findings import Findings, problem
from kamescope.ingest.table import is_blank
from kamescope.levers.cells import Cells, report_totals
from kamescope.levers.figures import is_text
from kamescope.levers.instrument import ColumnKind, Instrument, LeverColumn
from kamescope.levers.texts import keys


def check_criteria(instrument: Instrument, criteria: Sequence[str], findings: Findings) -> None:
    """As many columns of one's own as the instrument takes."""
    least, most = instrument.criteria
    if most and not least <= len(criteria) <= most:
        facts = {"count": len(criteria), "least": least, "most": most, "listed": ", ".join(criteria[:12])}
        findings.add("error", "lever_criteria_columns", None, None, **facts)


def check_rows(
    cells: Cells, frame: pd.DataFrame, columns: Sequence[LeverColumn], instrument: Instrument, findings: Findings
) -> None:
    """Blank cells, figures beyond their ends, what stands twice, what lies before what it follows, rows of totals."""
    for column in columns:
        if column.name in cells.positions:
            _check_column(cells, frame[column.name], column, findings)
    if instrument.unique:
        _check_twice(cells, frame, instrument.unique, findings)
    for sequel in instrument.sequels:
        if {sequel.first, sequel.then} <= cells.positions.keys():
            wrong = (frame[sequel.then] < frame[sequel.first]).to_numpy()
            severity = "error" if sequel.grave else "warning"
            cells.fault(findings, sequel.code, sequel.then, np.flatnonzero(wrong), severity)
    named = next((column.name for column in columns if column.kind is ColumnKind.TEXT and column.required), "")
    summed = next((column.name for column in columns if column.kind is ColumnKind.AMOUNT), "")
    if named in cells.positions:
        report_totals(cells, named, frame.get(summed), findings)


def _check_column(cells: Cells, values: pd.Series, column: LeverColumn, findings: Findings) -> None:
    blank = (
        (values == "").to_numpy() if column.kind in (ColumnKind.TEXT, ColumnKind.CHOICE) else values.isna().to_numpy()
    )
    if column.filled:
        # What cannot be read is told as such, not as missing.
        missing = [at for at in np.flatnonzero(blank).tolist() if is_blank(cells.columns[column.name][at])]
        cells.fault(findings, "lever_blank", column.name, np.array(missing, dtype=np.int64))
    if column.kind.is_number:
        below = values < column.least if column.least is not None else None
        beyond = values > column.most if column.most is not None else None
        if below is not None and column.most is None:
            cells.fault(findings, "lever_negative", column.name, np.flatnonzero(below))
        elif below is not None and beyond is not None:
            facts = {"least": _plain(column.least), "most": _plain(column.most)}
            cells.fault(findings, "lever_beyond", column.name, np.flatnonzero(below | beyond), **facts)


def _check_twice(cells: Cells, frame: pd.DataFrame, names: Sequence[str], findings: Findings) -> None:
    """Rows that name the same as an earlier one, in the columns that the file has; spaces and case do not count."""
    there = [name for name in names if name in cells.positions]
    if names[0] not in there or frame.empty:
        return
    known = pd.DataFrame({name: keys(frame[name]) if is_text(frame[name]) else frame[name] for name in there})
    named = (frame[names[0]] != "" if is_text(frame[names[0]]) else frame[names[0]].notna()).to_numpy(dtype=bool)
    at = np.flatnonzero(known.duplicated().to_numpy() & named)
    if not len(at):
        return
    number = known.groupby(there, sort=False, dropna=False).ngroup()
    first = pd.Series(known.index).groupby(number).transform("min").to_numpy()

    def issue(position: int) -> Issue:
        row = at[position]
        said = " · ".join(str(frame[name].iloc[row]) for name in there)
        facts = {"value": said, "first_row": cells.rows[first[row]]}
        return problem("error", "lever_twice", cells.rows[row], cells.heading(names[0]), **facts)

    cells.all_alike(findings, "error", "lever_twice", at, issue)


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
