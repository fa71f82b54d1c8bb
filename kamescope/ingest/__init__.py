"""Response files: bytes → tables → recognised layout → mapping → checked answers. Nothing here touches the database."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from kamescope.errors import ContentError, Issue, whereabouts
from kamescope.ingest.checked import Checked, Understood, nothing_read
from kamescope.ingest.findings import LEFT_OUT, Findings, Options, Person, problem
from kamescope.ingest.form import Form
from kamescope.ingest.layouts import LAST_RESORT, recognise
from kamescope.ingest.legend import joined_cells
from kamescope.ingest.sheets import together
from kamescope.ingest.table import Table
from kamescope.ingest.tables import read_tables
from kamescope.ingest.totals import is_cross_tab
from kamescope.ingest.understand import understand
from kamescope.ingest.unseen import sheets_by_choice, wanted_forms
from kamescope.ingest.values import text
from kamescope.ingest.words import heading_examples
from kamescope.model import Model

__all__ = [
    "ANY_TABLE",
    "LEFT_OUT",
    "Checked",
    "Opened",
    "Options",
    "Person",
    "Understood",
    "open_file",
    "read_file",
    "read_opened",
]

ANY_TABLE = LAST_RESORT.NAME
"""The layout of a table that no layout knows: another model may know it better."""
_NO_OPTIONS = Options()
_HEADINGS_SHOWN, _ROWS_BESIDE, _COLUMNS_BESIDE = 6, 200, 40


@dataclass(frozen=True)
class Opened:
    """A file whose tables are read, or the reason why there are none."""

    name: str
    tables: tuple[Table, ...]
    issue: Issue | None = None


def open_file(name: str, content: bytes) -> Opened:
    """Read the tables of a file, whatever its bytes; never raises for what it contains."""
    try:
        return Opened(name, tuple(read_tables(name, content)))
    except ContentError as error:
        return Opened(name, (), _issue(error))
    except Exception as error:
        return Opened(name, (), _unexpected(name, error))


def read_opened(opened: Opened, model: Model, options: Options = _NO_OPTIONS) -> Checked:
    """Understand and check the tables of a file; everything wrong, and every question, is an issue of the result."""
    if opened.issue:
        return nothing_read([opened.issue])
    try:
        return _read(opened.tables, model, options)
    except ContentError as error:
        return nothing_read([_issue(error)])
    except Exception as error:
        return nothing_read([_unexpected(opened.name, error)])


def read_file(name: str, content: bytes, model: Model, options: Options = _NO_OPTIONS) -> Checked:
    """Read and check one response file, whatever its bytes.

    Never raises for what the file contains: everything wrong is an issue of the result (`refused` where it may not
    be imported), each with the row and column of the spreadsheet.
    """
    return read_opened(open_file(name, content), model, options)


def _issue(error: ContentError) -> Issue:
    facts: dict[str, Any] = dict(error.facts)  # one of them may be the row
    return problem("error", error.code, facts.pop("row", None), **facts)


def _unexpected(name: str, error: Exception) -> Issue:
    logging.getLogger(__name__).error("unexpected content in a response file: %s", whereabouts(error))
    return problem("error", "file_unreadable", file=PurePath(name).name)


def _read(tables: Sequence[Table], model: Model, options: Options) -> Checked:
    findings = Findings()
    shown, hidden = _recognised(tables, model, options.mapping.columns)
    if not (shown or hidden):
        return nothing_read([_not_recognised(tables, model)])
    sheets = sheets_by_choice(hidden, options.mapping)
    forms = wanted_forms(shown, hidden, sheets, findings)
    if not forms:
        return nothing_read([*findings.listed(), problem("error", "hidden_nothing_left")])
    if len({(form.layout, form.by_answer) for form in forms}) > 1:
        names = ", ".join(form.table.name for form in forms)
        return nothing_read([problem("error", "several_sheets", count=len(forms), names=names)])
    _say_ignored(tables, [*forms, *hidden], forms, findings)
    form = replace(together(forms), beside=tuple(_texts(tables, forms)))
    checked = understand(form, model, options, findings)
    if not (hidden and checked.understood):
        return checked
    unseen = replace(checked.understood.unseen, sheets=sheets)
    return replace(checked, understood=replace(checked.understood, unseen=unseen))


def _recognised(tables: Sequence[Table], model: Model, said: Mapping[str, str]) -> tuple[list[Form], list[Form]]:
    """The sheets of answers that people see, and those that they do not: lists and notes are often hidden."""
    shown = recognise([table for table in tables if not table.hidden], model, said)
    hidden = recognise([table for table in tables if table.hidden], model, said)
    if shown and shown[0].layout != ANY_TABLE:
        hidden = [form for form in hidden if form.layout != ANY_TABLE]
    return shown, hidden


def _texts(tables: Sequence[Table], forms: Sequence[Form]) -> Iterator[str]:
    """What sheets without answers say at their top, several with answers above their headings, all outside cells."""
    read = {form.table.name for form in forms}
    yield from dict.fromkeys(remark for table in tables for remark in table.remarks)
    if len(forms) > 1:  # of a single one, the rows above its headings are looked at with these
        yield from (text for form in forms for text in joined_cells(form.table.rows[: form.head]))
    for table in tables:
        if table.name not in read:
            yield from joined_cells(row[:_COLUMNS_BESIDE] for row in table.rows[:_ROWS_BESIDE])


def _say_ignored(tables: Sequence[Table], known: Sequence[Form], forms: Sequence[Form], findings: Findings) -> None:
    """The sheets without answers; what becomes of hidden ones with answers is said elsewhere."""
    answers = {form.table.name for form in known}
    kept = ", ".join(form.table.name for form in forms)
    for table in tables:
        if table.name not in answers:
            findings.add("warning", "sheet_hidden" if table.hidden else "sheet_ignored", value=table.name, kept=kept)


def _not_recognised(tables: Sequence[Table], model: Model) -> Issue:
    """What was found and what would be understood."""
    table = tables[0]
    if any(is_cross_tab(each, model) for each in tables):
        return problem("error", "cross_tab", first=model.items[0].code, last=model.items[-1].code)
    headings = [text(cell) for cell in table.rows[table.head] if text(cell)]
    more = " …" if len(headings) > _HEADINGS_SHOWN else ""
    return problem(
        "error",
        "layout_unknown",
        found=", ".join(headings[:_HEADINGS_SHOWN]) + more,
        needed=heading_examples(("campaign", "kam", "group", "respondent")),
        first=model.items[0].code,
        last=model.items[-1].code,
        long=heading_examples(("item", "answer")),
    )
