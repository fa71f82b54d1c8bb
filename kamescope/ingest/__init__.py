"""Response files: bytes → table → recognised layout → checked answers. Nothing here touches the database."""

import logging
from pathlib import PurePath

from kamescope.errors import ContentError, Issue, whereabouts
from kamescope.ingest.check import check
from kamescope.ingest.checked import Checked, Findings, Options, nothing_read, problem
from kamescope.ingest.layouts import Layout, recognise
from kamescope.ingest.reading import Match
from kamescope.ingest.table import Table, read_tables
from kamescope.ingest.values import text
from kamescope.ingest.words import heading_examples
from kamescope.model import Model

__all__ = ["Checked", "Options", "read_file"]

_NO_OPTIONS = Options()
_HEADINGS_SHOWN = 6


def read_file(name: str, content: bytes, model: Model, options: Options = _NO_OPTIONS) -> Checked:
    """Read and check one response file, whatever its bytes.

    Never raises for what the file contains: everything wrong is an issue of the result (`refused` where it may not
    be imported), each with the row and column of the spreadsheet.
    """
    try:
        return _read(name, content, model, options)
    except ContentError as error:
        facts = dict(error.facts)
        return nothing_read([problem("error", error.code, facts.pop("row", None), **facts)])
    except Exception as error:
        logging.getLogger(__name__).error("unexpected content in a response file: %s", whereabouts(error))
        return nothing_read([problem("error", "file_unreadable", file=PurePath(name).name)])


def _read(name: str, content: bytes, model: Model, options: Options) -> Checked:
    tables = read_tables(name, content)
    understood = [(table, *found) for table in tables if (found := recognise(table, model))]
    if not understood:
        return nothing_read([_layout_unknown(tables[0], model)])
    if len(understood) > 1:
        names = ", ".join(table.name for table, _, _ in understood)
        return nothing_read([problem("error", "several_sheets", count=len(understood), names=names)])
    findings = Findings()
    table, layout, match = understood[0]
    for other in tables:
        if other is not table:
            findings.add("warning", "sheet_ignored", value=other.name, kept=table.name)
    return _check_table(table, layout, match, model, options, findings)


def _check_table(
    table: Table, layout: Layout, match: Match, model: Model, options: Options, findings: Findings
) -> Checked:
    for issue in match.headings.issues:
        findings.add_all(issue.severity, issue.code, 1, [issue])
    if len(table.rows) <= match.headings.row + 1:
        findings.add("error", "no_rows")
        return nothing_read(findings.listed(), match.layout)
    return check(layout.read(table, match, model, findings), model, options, findings)


def _layout_unknown(table: Table, model: Model) -> Issue:
    """What was found and what would be understood."""
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
