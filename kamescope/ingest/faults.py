"""Cells that are not what they seem: in error, merged over several, or turned into a date by a spreadsheet."""

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import numpy as np

from kamescope.errors import Issue
from kamescope.ingest.findings import Findings, problem
from kamescope.ingest.form import Form
from kamescope.ingest.headings import Headings
from kamescope.ingest.inside import ERROR, MERGED, NOT_COMPUTED, Fault, Place, is_error, is_too_wide
from kamescope.ingest.mapping import LONGEST_NAME
from kamescope.ingest.nobody import DESCRIBING, NAMING, names_nobody
from kamescope.ingest.table import Cell, is_blank

NAMES = ("campaign", "kam", "kam_id", "company", "team", "group", "respondent")
_MAY_BE_DATES = ("kam_id", "respondent")
"""Ids may be dates, where all of them are: the moment somebody answered."""


def report_faults(
    form: Form, headings: Headings, others: Collection[int], lines: np.ndarray, findings: Findings
) -> None:
    """Errors for the faulty cells of these lines in the columns that are used; `others` are joined to an item's."""
    # Of what somebody wrote any word is as good as another: only a range over several cells is nobody's.
    asked = {*headings.items.values(), *others, *(at for each in headings.comments.values() for at in each)}
    if "answer" in headings.fields:
        asked.add(headings.fields["answer"])
    used = {*asked, *headings.fields.values(), *headings.attributes.values(), *headings.extras.values()}
    wanted = set(lines.tolist()) if form.table.faults else set()
    faults = {at: fault for at, fault in form.table.faults.items() if at[0] in wanted and at[1] in used}
    errors = [at for at, fault in faults.items() if fault.kind == ERROR and at[1] not in asked]
    named = {headings.fields[name] for name in NAMES if name in headings.fields and name != "respondent"}
    words = [*_error_words(form, used - asked, lines, is_error), *_error_words(form, named, lines, is_too_wide)]
    _report_errors(form, headings, [*errors, *words], findings)
    _report_nobody(form, headings, lines, findings)
    _report_merged(form, headings, faults, findings)
    _report_turned(form, headings, lines, findings)
    _report_slipped(form, lines, findings)
    _report_long_names(form, headings, lines, findings)


def _error_words(
    form: Form, positions: Collection[int], lines: np.ndarray, wrong: Callable[[Cell], bool]
) -> Iterator[Place]:
    """What a text file holds of cells in error."""
    rows = form.table.rows
    return ((line, position) for line in lines.tolist() for position in positions if wrong(rows[line][position]))


def _report_errors(form: Form, headings: Headings, cells: Iterable[Place], findings: Findings) -> None:
    """Cells in error where names and attributes stand; among answers they are refused like any other word."""
    found, rows = sorted(set(cells)), form.table.rows
    missing = [(line, position) for line, position in found if str(rows[line][position]).startswith(NOT_COMPUTED)]
    _report_cells("error", "cell_not_computed", form, headings, missing, findings)
    wrong = [at for at in found if at not in set(missing)] if missing else found
    _report_cells("error", "cell_error", form, headings, wrong, findings)


def _report_nobody(form: Form, headings: Headings, lines: np.ndarray, findings: Findings) -> None:
    """Words that name nobody: no campaign and no KAM are called so; a company or a team is not given then."""
    rows = form.table.rows
    for severity, code, names in (("error", "cell_names_nobody", NAMING), ("warning", "cell_not_given", DESCRIBING)):
        positions = [(name, headings.fields[name]) for name in names if name in headings.fields]
        found = [(line, at) for name, at in positions for line in lines.tolist() if names_nobody(rows[line][at], name)]
        _report_cells(severity, code, form, headings, found, findings)


def _report_cells(
    severity: str, code: str, form: Form, headings: Headings, cells: Sequence[Place], findings: Findings
) -> None:
    """Cells of one kind, those of one column in one line where they are many."""

    def issue(number: int) -> Issue:
        line, position = cells[number]
        column = headings.written[position]
        return problem(severity, code, form.table.row(line), column, value=form.table.rows[line][position])

    columns = [position for _, position in cells]
    findings.add_alike(severity, code, columns, issue, lambda number: form.table.row(cells[number][0]))


def _report_merged(form: Form, headings: Headings, faults: dict[tuple[int, int], Fault], findings: Findings) -> None:
    """A range that reaches over several used cells: whose value it is, nobody knows."""
    ranges: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for at, fault in faults.items():
        if fault.kind == MERGED:
            ranges.setdefault((form.table.sheet(at[0]), fault.text), []).append(at)
    for (_, text), cells in ranges.items():
        positions = list(dict.fromkeys(position for _, position in cells))
        if len(cells) > 1 or is_blank(form.table.rows[cells[0][0]][cells[0][1]]):
            columns = ", ".join(headings.written[position] for position in positions[:12])
            facts = {"cells": text, "columns": columns}
            findings.add("error", "cell_merged", form.table.row(cells[0][0]), headings.written[positions[0]], **facts)


def _report_turned(form: Form, headings: Headings, lines: np.ndarray, findings: Findings) -> None:
    """Dates where names and attributes stand: « 1-2 » or « mars 2026 » before a spreadsheet took it for a day."""
    positions = {name: headings.fields[name] for name in NAMES if name in headings.fields} | dict(headings.attributes)
    rows = form.table.rows
    for name, position in positions.items():
        dates = [line for line in lines.tolist() if isinstance(rows[line][position], datetime.date)]
        if not dates or (_may_be_dates(name) and len(dates) == sum(_is_filled(rows, lines, position))):
            continue
        for line in dates:
            value, column = rows[line][position], headings.written[position]
            findings.add("error", "cell_turned", form.table.row(line), column, value=value.strftime("%Y-%m-%d"))


def _may_be_dates(name: str) -> bool:
    return name in _MAY_BE_DATES or name not in NAMES


def _is_filled(rows: Sequence[Sequence[object]], lines: np.ndarray, position: int) -> Iterator[bool]:
    return (not is_blank(rows[line][position]) for line in lines.tolist())


def _report_slipped(form: Form, lines: np.ndarray, findings: Findings) -> None:
    """Rows of a text file with more cells than headings: a separator too many has moved answers aside.

    Where most rows end in one blank cell too many, the tool that wrote them ends its rows with a separator. And
    spreadsheets leave away the separators behind the last answer: rows that are shorter are only told.
    """
    lengths, rows = form.table.lengths, form.table.rows
    if not lengths:
        return
    size = lengths[form.head]
    longer = [line for line in lines.tolist() if lengths[line] > size]
    usual = len(longer) * 2 > len(lines)
    slipped = [line for line in longer if not usual or not all(map(is_blank, rows[line][size:]))]

    numbers = [form.table.row(line) for line in slipped]

    def issue(position: int) -> Issue:
        return problem("error", "row_longer", numbers[position], None, count=lengths[slipped[position]], headings=size)

    findings.add_alike("error", "row_longer", [size] * len(slipped), issue, numbers.__getitem__)
    shorter = [form.table.row(line) for line in lines.tolist() if lengths[line] < size]
    if 0 < len(shorter) < len(lines):
        listed = ", ".join(map(str, shorter[:12])) + (" …" if len(shorter) > 12 else "")
        findings.add("warning", "rows_shorter", shorter[0], None, count=len(shorter), listed=listed)


def _report_long_names(form: Form, headings: Headings, lines: np.ndarray, findings: Findings) -> None:
    rows = form.table.rows
    for position in (headings.fields[name] for name in NAMES if name in headings.fields):
        for line in lines.tolist():
            cell = rows[line][position]
            if isinstance(cell, str) and len(cell) > LONGEST_NAME:
                facts = {"count": len(cell), "most": LONGEST_NAME}
                findings.add("error", "name_too_long", form.table.row(line), headings.written[position], **facts)
