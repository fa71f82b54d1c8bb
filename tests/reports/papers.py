"""Blank questionnaires filled in, as people send them back."""

import io
from collections.abc import Mapping

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from kamescope.ingest import Checked
from kamescope.model import Model
from kamescope.questionnaire import Addressee
from kamescope.reports.questionnaire import ANSWER, CODE, TAG, blank_questionnaire
from tests.support import kamescope_model

LANGUAGES = ("fr", "en")


def somebody(group: str = "client", model: Model | None = None, **facts: str) -> Addressee:
    """An addressee with a name, a company and a campaign that have accents."""
    facts = {"campaign": "Été 2026", "kam": "C. LEFÈVRE", "company": "Société & Co"} | facts
    return Addressee(model or kamescope_model(), group=group, **facts)


def opened(content: bytes) -> Workbook:
    """The workbook."""
    return load_workbook(io.BytesIO(content))


def saved(book: Workbook) -> bytes:
    """The workbook as bytes."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def rows_by_tag(sheet: Worksheet) -> dict[str, int]:
    """Item code (or `respondent`, `item`) → row."""
    tags = {sheet.cell(row, TAG).value: row for row in range(1, sheet.max_row + 1)}
    return {tag: row for tag, row in tags.items() if tag}


def filled(addressee: Addressee, answers: Mapping[str, object], language: str = "fr", code: object = None) -> bytes:
    """The questionnaire with these answers typed, and a respondent's code."""
    book = opened(blank_questionnaire(addressee, language))
    fill(book.active, answers)
    book.active.cell(CODE, ANSWER).value = code
    return saved(book)


def fill(sheet: Worksheet, answers: Mapping[str, object]) -> None:
    """Type answers, by item code."""
    rows = rows_by_tag(sheet)
    for item, answer in answers.items():
        sheet.cell(rows[item], ANSWER).value = answer


def cells(content: bytes) -> list[list[object]]:
    """The cells of the only sheet, as a spreadsheet would write them elsewhere."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [[int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in row] for row in rows]


def answers_of(checked: Checked, model: Model, place: int = 0) -> dict[str, int]:
    """What a respondent answered, by item code."""
    mine = checked.answers[checked.answers.respondent == place]
    return {model.items[item].code: int(value) for item, value in zip(mine.item, mine.value, strict=True)}
