"""What people do not see when they open a workbook: hidden sheets, rows, columns. Said, and theirs to decide on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kamescope.ingest.column_use import ATTRIBUTE, FREE_TEXT, OTHER, ColumnUse, column_keys
from kamescope.ingest.findings import Findings
from kamescope.ingest.form import PERSONAL, TECHNICAL, Form
from kamescope.ingest.mapping import IGNORE, FileMapping
from kamescope.ingest.words import normal

KEEP, DROP = "keep", "drop"
LISTED = 12
_UNUSED = (PERSONAL, TECHNICAL, FREE_TEXT, OTHER)


@dataclass(frozen=True)
class Unseen:
    """What is hidden in one file, by what was decided: KEEP, DROP, or "" where nobody has; rows by their positions."""

    rows: Mapping[str, Sequence[int]]
    columns: Mapping[str, Sequence[str]]
    sheets: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def count(self, choice: str | None = None) -> tuple[int, int, int]:
        """How many rows, columns and sheets there are of one decision, or of all."""

        def counted(kind: Mapping[str, Sequence[object]]) -> int:
            return sum(len(kind[each]) for each in kind if choice in (each, None))

        return counted(self.rows), counted(self.columns), counted(self.sheets)


def sheets_by_choice(hidden: Sequence[Form], mapping: FileMapping) -> dict[str, list[str]]:
    """The hidden sheets with answers by what was decided of them."""
    found: dict[str, list[str]] = {KEEP: [], DROP: [], "": []}
    for form in hidden:
        found[mapping.hidden_in(form.table.file, form.table.name)].append(form.table.name)
    return found


def wanted_forms(
    shown: Sequence[Form], hidden: Sequence[Form], said: Mapping[str, Sequence[str]], findings: Findings
) -> list[Form]:
    """The sheets to read: those that people see, and hidden ones where somebody wants them; undecided ones ask."""
    for choice, severity, code in (
        ("", "error", "hidden_sheets"),
        (KEEP, "warning", "hidden_sheets_kept"),
        (DROP, "warning", "hidden_sheets_dropped"),
    ):
        if names := said[choice]:
            findings.add(severity, code, count=len(names), names=", ".join(names[:LISTED]))
    findings.leave_out("hidden_sheets", len(said[DROP]))
    kept = [form for form in hidden if form.table.name in said[KEEP]]
    # Where nothing else holds answers, what is hidden is looked at all the same: there would be nothing to ask about.
    return [*shown, *kept] or [form for form in hidden if form.table.name in said[""]]


def without_hidden_columns(form: Form, mapping: FileMapping) -> FileMapping:
    """The mapping with hidden columns ignored, where somebody wants them left out; a column agreed on stays."""
    table = form.table
    if not table.hidden_columns or mapping.hidden_in(table.file, table.name) != DROP:
        return mapping
    keys = column_keys(form.columns)
    ignored = {keys[position]: IGNORE for position in sorted(table.hidden_columns & keys.keys())}
    return replace(mapping, columns={**ignored, **mapping.columns})


def look_for_unseen(
    form: Form, uses: Iterable[ColumnUse], lines: np.ndarray, mapping: FileMapping, partition: str | None
) -> Unseen:
    """The hidden rows among these lines and the hidden columns that hold something used, by what was decided."""
    table = form.table
    rows: dict[str, list[int]] = {KEEP: [], DROP: [], "": []}
    columns: dict[str, list[str]] = {KEEP: [], DROP: [], "": []}
    if table.hidden_rows:
        for line in lines.tolist():
            if line in table.hidden_rows:
                rows[_choice(form, line, mapping)].append(line)
    choice = mapping.hidden_in(table.file, table.name)
    for use in uses if table.hidden_columns else ():
        hidden = use.column.position in table.hidden_columns and use.column.heading
        if hidden and (choice == DROP if use.by == "agreed" else _is_kept(use, partition)):
            columns[choice].append(use.column.heading)
    return Unseen(rows, columns)


def _is_kept(use: ColumnUse, partition: str | None) -> bool:
    """Whether something of a column is kept: of attributes, only what respondents are filtered by."""
    if use.use == ATTRIBUTE:
        return normal(use.column.heading) == normal(partition or "")
    return use.use not in _UNUSED


def _choice(form: Form, line: int, mapping: FileMapping) -> str:
    table = form.table
    facts, row = mapping.facts(table.file, table.sheet(line)), table.row(line)
    if row in facts.keep:
        return KEEP
    return DROP if row in facts.drop else mapping.hidden_in(table.file, table.sheet(line))


def say_unseen(form: Form, unseen: Unseen, findings: Findings) -> None:
    """What is hidden is an error until somebody decides; then it is told all the same."""
    findings.leave_out("hidden_rows", len(unseen.rows[DROP]))
    findings.leave_out("hidden_columns", len(unseen.columns[DROP]))
    for choice, severity, rows_code, columns_code in (
        ("", "error", "hidden_rows", "hidden_columns"),
        (KEEP, "warning", "hidden_rows_kept", "hidden_columns_kept"),
        (DROP, "warning", "hidden_rows_dropped", "hidden_columns_dropped"),
    ):
        if lines := unseen.rows[choice]:
            listed = ", ".join(str(form.table.row(line)) for line in lines[:LISTED])
            row = form.table.row(lines[0])
            more = " …" if len(lines) > LISTED else ""
            findings.add(severity, rows_code, row, None, count=len(lines), listed=listed + more)
        if names := unseen.columns[choice]:
            listed = " · ".join(names[:LISTED]) + (" …" if len(names) > LISTED else "")
            findings.add(severity, columns_code, None, None, count=len(names), listed=listed)
