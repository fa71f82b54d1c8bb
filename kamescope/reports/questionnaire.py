"""A blank questionnaire as an Excel workbook: one row a statement, and all that import needs to read it back."""

import math
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kamescope.errors import RequestError
from kamescope.i18n import Words, words
from kamescope.model import Model
from kamescope.questionnaire import COMMENT, IDENTITY, ITEM, MARK, RESPONDENT, SEAL, SHOWN, Addressee, seal
from kamescope.reports.cells import CellLook, font, for_print, put, saved

NUMBER, STATEMENT, ANSWER, TAG, KEY, VALUE, CHOICE = range(1, 8)
TITLE, WHO, WHERE, HOW, SCALE, CODE, HEADING = range(1, 8)
WIDTHS = {NUMBER: 6, STATEMENT: 70, ANSWER: 16}

WORDS_HEIGHT = 62
"""Points of a cell for a comment: four lines."""
_LINE = 15.5
_INK, _MUTED, _RULE, _SOFT, _ACCENT, _TO_FILL = "141B2A", "5A6475", "D5DAE3", "EEF1F6", "5B4BB8", "FFF4D6"
_LEFT = Alignment(vertical="center", wrap_text=True)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_UNDER = Border(bottom=Side("hair", _RULE))

SMALL = CellLook(font(10, _MUTED), _LEFT)
BIG = CellLook(font(16, _INK, bold=True), _LEFT)
PLAIN = CellLook(font(11, _INK), _LEFT)
HEAD = CellLook(font(11, "FFFFFF", bold=True), _LEFT, PatternFill("solid", _ACCENT))
HEAD_CENTRE = CellLook(HEAD.font, _CENTRE, HEAD.fill)
FACTOR = CellLook(font(10, _MUTED, bold=True), _LEFT, PatternFill("solid", _SOFT))
STATED = CellLook(PLAIN.font, _LEFT, border=_UNDER)
COUNTED = CellLook(SMALL.font, _CENTRE, border=_UNDER)
WORDS = CellLook(PLAIN.font, Alignment(vertical="top", wrap_text=True), border=Border(*[Side("thin", "9AA3B2")] * 4))
COUNTER = CellLook(font(11, _ACCENT, bold=True), _CENTRE)
INPUT = CellLook(font(12, _INK, bold=True), _CENTRE, border=Border(*[Side("thin", "9AA3B2")] * 4))


def blank_questionnaire(addressee: Addressee, language: str) -> bytes:
    """The questionnaire of one group about one KAM, an xlsx that import reads back without a question.

    Raises RequestError `questionnaire_for_whom` where the campaign, the KAM or the group is left open.
    """
    if not (addressee.campaign and addressee.kam and addressee.group):
        raise RequestError("questionnaire_for_whom")
    say, book = words(language), Workbook()
    sheet = book.active
    sheet.title = say("questionnaire.sheet")
    shown = _head(sheet, addressee, say)
    rows = _statements(sheet, addressee, say)
    words_rows = _open_questions(sheet, addressee, max(rows), say)
    last = max(rows | words_rows) + 2
    _line(sheet, last, say("questionnaire.thanks"), PLAIN, NUMBER, ANSWER)
    _counter(sheet, rows, say)
    _answers(sheet, list(rows), addressee.model, say)
    _hidden(sheet, [*_facts(addressee, say), *((SHOWN, text) for text in shown)], rows | words_rows)
    _choices(sheet, addressee.model, say)
    _behave(sheet)
    sheet.print_area = f"A1:{get_column_letter(ANSWER)}{last}"
    for_print(sheet, HEADING, say("questionnaire.page"), "portrait")
    return saved(book, shown[0])


def _head(sheet: Worksheet, addressee: Addressee, say: Words) -> list[str]:
    """Everything above the statements; returns what it says of who is rated, by whom and when."""
    who, where = _who(addressee, say), _where(addressee, say)
    kind = say("questionnaire.title", model=say.text(addressee.model.name))
    _line(sheet, TITLE, kind, SMALL, NUMBER, STATEMENT)
    _line(sheet, WHO, who, BIG, NUMBER, STATEMENT)
    _line(sheet, WHERE, where, PLAIN, NUMBER, ANSWER)
    _line(sheet, HOW, _how(addressee, say), PLAIN, NUMBER, ANSWER)
    _line(sheet, SCALE, _scale(addressee.model, say), SMALL, NUMBER, ANSWER)
    _line(sheet, CODE, say("questionnaire.code"), PLAIN, NUMBER, STATEMENT)
    _open(sheet, CODE)
    sheet.cell(CODE, ANSWER).number_format = "@"
    for column, look, word in (
        (NUMBER, HEAD_CENTRE, say("column.number")),
        (STATEMENT, HEAD, say("column.statement")),
        (ANSWER, HEAD_CENTRE, say("questionnaire.answer")),
    ):
        put(sheet.cell(HEADING, column), word, look)
    sheet.row_dimensions[HEADING].height = 22
    return [who, where]


def _who(addressee: Addressee, say: Words) -> str:
    if addressee.company:
        return say("questionnaire.kam_of", kam=addressee.kam, company=addressee.company)
    return say("questionnaire.kam", kam=addressee.kam)


def _where(addressee: Addressee, say: Words) -> str:
    group = say.text(addressee.model.group(addressee.group).name)
    return say("questionnaire.where", campaign=addressee.campaign, group=group)


def _how(addressee: Addressee, say: Words) -> str:
    """What to do, and what becomes of the answers."""
    group = addressee.model.group(addressee.group)
    facts = {"answer": say("questionnaire.answer"), "no_answer": say("questionnaire.no_answer")}
    if group.is_self:
        return say("questionnaire.how_self", **facts)
    how = say("questionnaire.how", kam=addressee.kam, **facts)
    if group.protected:
        return f"{how}\n{say('questionnaire.grouped', minimum=group.minimum)}"
    return f"{how}\n{say('questionnaire.attributable')}"


def _scale(model: Model, say: Words) -> str:
    values = range(model.scale.minimum, model.scale.maximum + 1)
    if not model.scale.labels:
        return say("questionnaire.scale", minimum=model.scale.minimum, maximum=model.scale.maximum)
    pairs = zip(values, model.scale.labels, strict=True)
    return "   ·   ".join(say("questionnaire.value", value=value, label=say.text(label)) for value, label in pairs)


def _statements(sheet: Worksheet, addressee: Addressee, say: Words) -> dict[int, str]:
    """The statements asked of the group under their factors; returns the item's code by row."""
    asked, rows, row = addressee.model.group(addressee.group).items, {}, HEADING
    for factor in addressee.model.factors:
        items = [item for item in factor.items if item.code in asked]
        if items:
            row += 1
            _line(sheet, row, say.text(factor.name), FACTOR, NUMBER, ANSWER)
        for item in items:
            row += 1
            rows[row] = item.code
            COUNTED.dress(sheet.cell(row, NUMBER, len(rows)))
            put(sheet.cell(row, STATEMENT), say.text(item.text), STATED)
            sheet.row_dimensions[row].height = _height(say.text(item.text), WIDTHS[STATEMENT]) + 5
    return rows


def _open_questions(sheet: Worksheet, addressee: Addressee, row: int, say: Words) -> dict[int, str]:
    """The open questions asked of the group below a row, and who reads them; the tag by row of the cells to fill."""
    asked = [each for each in addressee.model.open_questions if addressee.group in each.groups]
    if not asked:
        return {}
    rows: dict[int, str] = {}
    row += 2
    _line(sheet, row, say("questionnaire.words_title"), FACTOR, NUMBER, ANSWER)
    row += 1
    _line(sheet, row, _who_reads(addressee, say), PLAIN, NUMBER, ANSWER)
    for question in asked:
        _line(sheet, row + 1, say.text(question.text), PLAIN, NUMBER, ANSWER)
        row += 2
        rows[row] = f"{COMMENT}{question.code}"
        _line(sheet, row, "", WORDS, STATEMENT, ANSWER)
        sheet.row_dimensions[row].height = WORDS_HEIGHT
        for column in (STATEMENT, ANSWER):
            sheet.cell(row, column).protection = Protection(locked=False)
    return rows


def _who_reads(addressee: Addressee, say: Words) -> str:
    """What becomes of what is written, and that examples may give their writer away."""
    group = addressee.model.group(addressee.group)
    if group.is_self:
        return say("questionnaire.words_self")
    if group.protected:
        return say("questionnaire.words", minimum=group.comment_minimum)
    return say("questionnaire.words_attributable")


def _counter(sheet: Worksheet, rows: Iterable[int], say: Words) -> None:
    """How many answers are given, beside the name and away from the answers."""
    put(sheet.cell(TITLE, ANSWER), say("questionnaire.given"), CellLook(SMALL.font, _CENTRE))
    cell, places = sheet.cell(WHO, ANSWER), list(rows)
    COUNTER.dress(cell)
    letter = get_column_letter(ANSWER)
    cell.value = f"=COUNTA({letter}{places[0]}:{letter}{places[-1]})"
    cell.number_format = say("questionnaire.out_of", total=len(places))


def _answers(sheet: Worksheet, rows: Sequence[int], model: Model, say: Words) -> None:
    """The cells to fill: open, checked against the choices, coloured until an answer stands there."""
    for row in rows:
        _open(sheet, row)
    letter, choice = get_column_letter(ANSWER), get_column_letter(CHOICE)
    limits = {"minimum": model.scale.minimum, "maximum": model.scale.maximum}
    check = DataValidation("list", f"${choice}$1:${choice}${model.scale.span + 2}", allow_blank=True)
    check.showErrorMessage, check.errorTitle = True, say("questionnaire.wrong_title")
    check.error = say("questionnaire.wrong", no_answer=say("questionnaire.no_answer"), **limits)
    # Cell by cell: rows of factors stand between them.
    for row in rows:
        check.add(f"{letter}{row}")
    sheet.add_data_validation(check)
    # Written for the first cell: a spreadsheet moves it along for the others.
    empty = f"LEN(TRIM({letter}{rows[0]}))=0"
    # In a conditional format a solid ground is `bgColor`; in a cell it is `fgColor`.
    fill = PatternFill("solid", bgColor=_TO_FILL)
    sheet.conditional_formatting.add(" ".join(f"{letter}{row}" for row in rows), FormulaRule([empty], fill=fill))


def _facts(addressee: Addressee, say: Words) -> list[tuple[str, str]]:
    """What import has to know, but for what people see."""
    model = addressee.model
    facts = [("model", model.code), ("version", model.version), ("language", say.language)]
    facts += [(name, getattr(addressee, name)) for name in IDENTITY]
    return [*facts, ("no_answer", say("questionnaire.no_answer")), ("answer", say("questionnaire.answer"))]


def _hidden(sheet: Worksheet, facts: Iterable[tuple[str, str]], rows: dict[int, str]) -> None:
    """The tags of the rows, then the mark, the facts and the seal over them and the items."""
    for row, tag in ({CODE: RESPONDENT, HEADING: ITEM} | rows).items():
        put(sheet.cell(row, TAG), tag)
    given = [fact for fact in facts if fact[1]]
    listed = [(MARK, ""), *given, (SEAL, seal(given, rows.values()))]
    for row, (key, value) in enumerate(listed, start=1):
        put(sheet.cell(row, KEY), key)
        put(sheet.cell(row, VALUE), value)


def _choices(sheet: Worksheet, model: Model, say: Words) -> None:
    """What an answer may be, for the list of the cells to fill."""
    values = range(model.scale.minimum, model.scale.maximum + 1)
    for row, value in enumerate(values, start=1):
        sheet.cell(row, CHOICE, value)
    put(sheet.cell(len(values) + 1, CHOICE), say("questionnaire.no_answer"))


def _behave(sheet: Worksheet) -> None:
    """Widths, what stays in sight, what may be written; no password: the sheet is locked against slips alone."""
    for column in (NUMBER, STATEMENT, ANSWER):
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS[column]
    for column in (TAG, KEY, VALUE, CHOICE):
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    sheet.freeze_panes = f"A{HEADING + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    # In this format false is what the lock does not cover: rows may be made higher.
    sheet.protection.formatRows = False


def _line(sheet: Worksheet, row: int, text: str, look: CellLook, first: int, last: int) -> None:
    """A text over several columns, its row as high as the text needs."""
    for column in range(first, last + 1):
        look.dress(sheet.cell(row, column))
    put(sheet.cell(row, first), text)
    sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
    width = sum(WIDTHS[column] for column in range(first, last + 1))
    sheet.row_dimensions[row].height = _height(text, width, look.font.size / 11) + 3


def _height(text: str, width: float, size: float = 1.0) -> float:
    """The height in points of a text that wraps in so many characters; spreadsheets measure no merged cell."""
    lines = sum(max(1, math.ceil(len(line) * size * 1.05 / width)) for line in text.split("\n"))
    return lines * _LINE * size


def _open(sheet: Worksheet, row: int) -> None:
    """A cell to fill."""
    cell = sheet.cell(row, ANSWER)
    INPUT.dress(cell)
    cell.protection = Protection(locked=False)
