"""Qualtrics: codes, then the questions' texts, then (since 2017) a row of `ImportId`; older exports have two rows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kamescope.ingest.form import Form, columns_at, headings_at, known, roles
from kamescope.ingest.table import Table
from kamescope.ingest.words import bare
from kamescope.model import Model

NAME = "qualtrics"
ROLES = roles(
    start=("StartDate", "Start Date"),
    end=("EndDate", "End Date"),
    status=("Status", "Response Type"),
    progress=("Progress",),
    seconds=("Duration (in seconds)", "Duration"),
    finished=("Finished",),
    respondent=("ResponseId", "ResponseID", "Response ID"),
    email=("RecipientEmail", "EmailAddress", "Recipient Email"),
    personal=("IPAddress", "IP Address", "RecipientLastName", "RecipientFirstName", "Name", "LocationLatitude",
              "LocationLongitude", "LocationAccuracy", "ExternalReference", "ExternalDataReference"),
    technical=("RecordedDate", "Recorded Date", "ResponseSet", "DistributionChannel", "UserLanguage",
               "Q_RecaptchaScore"),
)  # fmt: skip
CODES = (
    "ResponseId",
    "ResponseID",
    "StartDate",
    "EndDate",
    "Finished",
    "RecordedDate",
    "ResponseSet",
    "DistributionChannel",
)
TOLD_BY = 2
BLANKS = frozenset((-1, -2, -99))
_OLD = re.compile(r"V\d{1,2}")


def recognise(table: Table, model: Model) -> Form | None:
    """A first row of Qualtrics' own codes, or a third row of ImportIds."""
    if old := _legacy(table):
        return old
    codes = headings_at(table, table.head)
    why = known(codes, map(str.casefold, CODES))
    imports = _import_row(table)
    if imports is None and (len(why) < TOLD_BY or not {"responseid"} & {code.casefold() for code in codes}):
        return None
    start = imports + 1 if imports is not None else _start(table, codes)
    texts = headings_at(table, table.head + 1) if start > table.head + 1 else []
    columns = []
    for column in columns_at(table, table.head, ROLES):
        question = texts[column.position] if column.position < len(texts) else ""
        names = tuple(dict.fromkeys(name for name in (column.heading, question) if name))
        shown = question if question and not column.role else column.heading
        columns.append(replace(column, names=names, heading=_shown(column.heading, shown)))
    return Form(NAME, table, table.head, start, tuple(columns), why, blank_codes=BLANKS)


def _legacy(table: Table) -> Form | None:
    """V1 to V10 in the first row, what they are in the second."""
    codes, texts = headings_at(table, table.head), headings_at(table, table.head + 1)
    why = known(texts, map(str.casefold, CODES))
    if len(why) < TOLD_BY or sum(bool(_OLD.fullmatch(code)) for code in codes) < TOLD_BY:
        return None
    columns = []
    for column in columns_at(table, table.head, {}):
        named = texts[column.position]
        role = ROLES.get(bare(named), "") if _OLD.fullmatch(column.heading) else ""
        names = tuple(dict.fromkeys(name for name in (column.heading, named) if name))
        shown = named if role else _shown(column.heading, named)
        columns.append(replace(column, names=names, role=role, heading=shown))
    return Form(NAME, table, table.head, table.head + 2, tuple(columns), why, blank_codes=BLANKS)


def _shown(code: str, question: str) -> str:
    return code if not question or question == code else f"{code} | {question}"


def _import_row(table: Table) -> int | None:
    """The row whose cells are `{"ImportId": …}`, or a Python dict in older files."""
    for row in range(table.head, min(table.head + 4, len(table.rows))):
        cells = [cell for cell in headings_at(table, row) if cell]
        if cells and sum("ImportId" in cell and cell.startswith("{") for cell in cells) * 2 > len(cells):
            return row
    return None


def _start(table: Table, codes: Sequence[str]) -> int:
    """Behind the second row of headings, where there is one: it holds no response id."""
    at = [code.casefold() for code in codes].index("responseid")
    below = headings_at(table, table.head + 1)
    has_texts = bool(below) and not below[at].startswith("R_")
    return table.head + (2 if has_texts else 1)
