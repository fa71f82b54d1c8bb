"""An empty table for mass entry: our own wide layout, one row a questionnaire, one column an item."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kamescope.i18n import Words, words
from kamescope.model import Item, Model, OpenQuestion
from kamescope.questionnaire import COMMENT, Addressee
from kamescope.reports.cells import CellLook, font, for_print, put, saved

HEADING = 1
WIDTHS = {"campaign": 22, "date": 12, "kam": 24, "kam_id": 12, "company": 20, "team": 16, "group": 18, "respondent": 14}
_CODES = ("kam_id", "respondent")
_LONGEST_LIST, _LONGEST_PROMPT, _LONGEST_TITLE = 255, 255, 32
_HEAD = CellLook(font(11, "FFFFFF", bold=True), Alignment(vertical="center"), PatternFill("solid", "3D4859"))
_ITEM = CellLook(_HEAD.font, Alignment(horizontal="center", vertical="center"), PatternFill("solid", "5B4BB8"))


def blank_wide(addressee: Addressee, language: str, rows: int = 50) -> bytes:
    """An xlsx with headings alone, for so many rows; what the addressee fixes is offered as lists.

    No row is begun: one with a KAM and no answer would come back as an empty questionnaire. The items are those
    asked of the group, all where none is given.
    """
    say, model, book = words(language), addressee.model, Workbook()
    sheet = book.active
    sheet.title = say("entry.sheet")
    items = _asked(model, addressee.group)
    headings = {name: say(f"entry.{name}") for name in WIDTHS}
    attributes = [model.partition] if model.partition else []
    for column, word in enumerate((*headings.values(), *attributes), start=1):
        put(sheet.cell(HEADING, column), word, _HEAD)
        sheet.column_dimensions[get_column_letter(column)].width = 16
    _metadata(sheet, addressee, say, rows)
    for column, item in enumerate(items, start=len(headings) + len(attributes) + 1):
        put(sheet.cell(HEADING, column), item.code, _ITEM)
        _answers(sheet, column, item, model, say, rows)
    first = len(headings) + len(attributes) + len(items) + 1
    for column, question in enumerate(_asked_in_words(model, addressee.group), start=first):
        _words(sheet, column, question, say, rows)
    sheet.row_dimensions[HEADING].height = 22
    sheet.freeze_panes = f"A{HEADING + 1}"
    for_print(sheet, HEADING, say("questionnaire.page"), "landscape")
    return saved(book, say("entry.sheet"))


def _asked(model: Model, group: str) -> list[Item]:
    asked = model.group(group).items if group else model.item_index.keys()
    return [item for item in model.items if item.code in asked]


def _asked_in_words(model: Model, group: str) -> list[OpenQuestion]:
    return [question for question in model.open_questions if group in ("", *question.groups)]


def _metadata(sheet: Worksheet, addressee: Addressee, say: Words, rows: int) -> None:
    """Widths, codes as text so that 007 stays 007, and lists of what is known; other values may be typed."""
    groups = [group for group in addressee.model.groups if addressee.group in ("", group.code)]
    for column, (name, width) in enumerate(WIDTHS.items(), start=1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = width
        if name in _CODES:
            sheet.column_dimensions[letter].number_format = "@"
        known = [say.text(group.name) for group in groups] if name == "group" else [getattr(addressee, name, "")]
        choices = _literal(known)
        if choices:
            check = DataValidation("list", choices, allow_blank=True, showErrorMessage=False)
            check.add(f"{letter}{HEADING + 1}:{letter}{HEADING + rows}")
            sheet.add_data_validation(check)


def _literal(values: list[str]) -> str | None:
    """The values as Excel writes a list in place; None where it cannot (a comma parts them, 255 signs hold them)."""
    listed = ",".join(values).replace('"', '""')
    fits = 0 < len(listed) <= _LONGEST_LIST and listed.count(",") < len(values)
    return f'"{listed}"' if fits else None


def _answers(sheet: Worksheet, column: int, item: Item, model: Model, say: Words, rows: int) -> None:
    """One item's column: whole numbers within the scale, its statement beside the cell being filled."""
    letter, scale = get_column_letter(column), model.scale
    sheet.column_dimensions[letter].width = 7
    check = DataValidation("whole", str(scale.minimum), str(scale.maximum), operator="between", allow_blank=True)
    check.showErrorMessage, check.errorTitle = True, say("questionnaire.wrong_title")
    check.error = say("entry.wrong", minimum=scale.minimum, maximum=scale.maximum)
    check.showInputMessage, check.promptTitle = True, item.code[:_LONGEST_TITLE]
    check.prompt = say.text(item.text)[:_LONGEST_PROMPT]
    check.add(f"{letter}{HEADING + 1}:{letter}{HEADING + rows}")
    sheet.add_data_validation(check)


def _words(sheet: Worksheet, column: int, question: OpenQuestion, say: Words, rows: int) -> None:
    """One open question's column: its wording beside the cell being filled."""
    letter = get_column_letter(column)
    put(sheet.cell(HEADING, column), f"{COMMENT}{question.code}", _HEAD)
    sheet.column_dimensions[letter].width = 40
    check = DataValidation(allow_blank=True, showErrorMessage=False, showInputMessage=True)
    check.promptTitle, check.prompt = question.code[:_LONGEST_TITLE], say.text(question.text)[:_LONGEST_PROMPT]
    check.add(f"{letter}{HEADING + 1}:{letter}{HEADING + rows}")
    sheet.add_data_validation(check)
