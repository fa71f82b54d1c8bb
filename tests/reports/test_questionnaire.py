"""The blank questionnaire as a workbook: what people see, what they may write, what is text."""

import pytest
from openpyxl.utils import get_column_letter

from kamescope.errors import RequestError
from kamescope.i18n import words
from kamescope.questionnaire import COMMENT, Addressee
from kamescope.reports.questionnaire import (
    ANSWER,
    CHOICE,
    CODE,
    HEADING,
    NUMBER,
    STATEMENT,
    TAG,
    WHO,
    blank_questionnaire,
)
from tests.reports.papers import LANGUAGES, opened, rows_by_tag, somebody
from tests.support import kamescope_model, other_model

EVERY = [(model, group.code, language) for model in (kamescope_model(), other_model()) for group in model.groups
         for language in LANGUAGES]  # fmt: skip
IDS = [f"{model.code}-{group}-{language}" for model, group, language in EVERY]


def sheet_of(addressee: Addressee, language: str = "fr"):
    """The questionnaire's only sheet."""
    book = opened(blank_questionnaire(addressee, language))
    assert len(book.sheetnames) == 1
    return book.active


def seen(sheet) -> list[str]:
    """The texts that people see."""
    hidden = {letter for letter, column in sheet.column_dimensions.items() if column.hidden}
    return [str(cell.value) for row in sheet for cell in row if cell.value and cell.column_letter not in hidden]


@pytest.mark.parametrize(("model", "group", "language"), EVERY, ids=IDS)
def test_one_row_for_each_statement_asked_in_the_order_of_the_model(model, group, language):
    sheet = sheet_of(somebody(group, model), language)
    rows = rows_by_tag(sheet)
    asked = [item for item in model.items if item.code in model.group(group).items]
    assert [tag for tag in rows if tag in model.item_index] == [item.code for item in asked]
    for number, item in enumerate(asked, start=1):
        assert sheet.cell(rows[item.code], NUMBER).value == number
        assert sheet.cell(rows[item.code], STATEMENT).value == item.text.in_(language)
        assert sheet.cell(rows[item.code], ANSWER).value is None
    factors = [f.name.in_(language) for f in model.factors if any(item in asked for item in f.items)]
    assert [text for text in seen(sheet) if text in {f.name.in_(language) for f in model.factors}] == factors


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_who_is_rated_by_whom_when_and_how(language):
    model, say = kamescope_model(), words(language)
    everything = "\n".join(seen(sheet_of(somebody("client", kam="Zoé O’BRIEN"), language)))
    for text in ("Zoé O’BRIEN", "Société & Co", "Été 2026", model.group("client").name.in_(language)):
        assert text in everything
    for label in model.scale.labels:
        assert label.in_(language) in everything
    assert say("questionnaire.no_answer") in everything
    assert say("questionnaire.grouped", minimum=3) in everything
    manager = "\n".join(seen(sheet_of(somebody("manager"), language)))
    assert say("questionnaire.attributable") in manager
    alone = "\n".join(seen(sheet_of(somebody("self"), language)))
    assert say("questionnaire.attributable") not in alone
    assert say("questionnaire.grouped", minimum=3) not in manager + alone


def test_a_model_without_labels_says_where_its_scale_ends():
    assert any("0" in text and "10" in text for text in seen(sheet_of(somebody("peer", other_model()))))


def test_only_answers_and_the_respondent_s_code_can_be_written():
    sheet = sheet_of(somebody())
    rows = rows_by_tag(sheet)
    open_cells = {cell.coordinate for row in sheet for cell in row if not cell.protection.locked}
    letter = get_column_letter(ANSWER)
    codes = kamescope_model().group("client").items
    words = [f"{COMMENT}{question.code}" for question in kamescope_model().open_questions]
    in_words = {f"{get_column_letter(column)}{rows[tag]}" for tag in words for column in (STATEMENT, ANSWER)}
    assert len(in_words) == 8, "both cells of each, which are one"
    assert open_cells == {f"{letter}{rows[code]}" for code in codes} | {f"{letter}{CODE}"} | in_words
    assert sheet.protection.sheet
    assert sheet.protection.password is None


@pytest.mark.parametrize(("model", "group"), [(kamescope_model(), "client"), (other_model(), "team")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_are_chosen_from_the_scale_and_no_answer(model, group, language):
    sheet = sheet_of(somebody(group, model), language)
    (check,) = sheet.data_validations.dataValidation
    values = [*range(model.scale.minimum, model.scale.maximum + 1), words(language)("questionnaire.no_answer")]
    letter = get_column_letter(CHOICE)
    assert check.type == "list" and check.showErrorMessage
    assert check.formula1 == f"${letter}$1:${letter}${len(values)}"
    assert [sheet.cell(row, CHOICE).value for row in range(1, len(values) + 2)] == [*values, None]
    assert 0 < len(check.error) <= 225 and 0 < len(check.errorTitle) <= 32
    rows = rows_by_tag(sheet)
    covered = {cell for area in check.sqref.ranges for place in area.rows for cell in place}
    assert covered == {(rows[code], ANSWER) for code in model.group(group).items}


def test_unanswered_cells_are_coloured_and_counted():
    sheet = sheet_of(somebody())
    rows = [row for tag, row in rows_by_tag(sheet).items() if tag in kamescope_model().item_index]
    (area,) = sheet.conditional_formatting
    (rule,) = area.rules
    assert rule.formula == [f"LEN(TRIM(C{rows[0]}))=0"]
    assert {cell for part in area.sqref.ranges for place in part.rows for cell in place} == {(r, ANSWER) for r in rows}
    assert sheet.cell(WHO, ANSWER).value == f"=COUNTA(C{rows[0]}:C{rows[-1]})"
    assert sheet.cell(WHO, ANSWER).number_format == '0" sur 44"'


def test_it_prints_on_a4_with_headings_on_every_page_and_scrolls_under_them():
    sheet = sheet_of(somebody("self"))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${HEADING}:${HEADING}"
    assert sheet.print_area.endswith(f"$C${max(rows_by_tag(sheet).values()) + 2}")
    assert "&P" in sheet.oddFooter.center.text
    assert sheet.freeze_panes == f"A{HEADING + 1}"


def test_what_import_needs_is_out_of_sight():
    sheet = sheet_of(somebody())
    hidden = {letter for letter, column in sheet.column_dimensions.items() if column.hidden}
    assert hidden == {get_column_letter(column) for column in range(TAG, CHOICE + 1)}
    assert not any("kamescope questionnaire" in text for text in seen(sheet))


@pytest.mark.parametrize("name", ["=1+1", "+33 6", "-x", "@SUM(A1)", "#N/A", '=HYPERLINK("http://x","y")'])
def test_data_never_become_a_formula(name):
    sheet = sheet_of(somebody(kam=name, campaign=name, company=name, kam_id=name, team=name))
    formulas = [cell.value for row in sheet for cell in row if cell.data_type not in ("s", "n")]
    assert formulas == [sheet.cell(WHO, ANSWER).value]
    assert sum(cell.value == name for row in sheet for cell in row) == 5


def test_characters_that_no_workbook_holds_are_left_out():
    assert "Ada" in "".join(seen(sheet_of(somebody(kam="A\x01d\uffffa"))))


@pytest.mark.parametrize("open_fact", ["campaign", "kam", "group"])
def test_it_is_for_somebody_about_somebody(open_fact):
    who = {"group": "client", "kam": "Ada", "campaign": "C"} | {open_fact: ""}
    with pytest.raises(RequestError) as caught:
        blank_questionnaire(Addressee(kamescope_model(), **who), "fr")
    assert caught.value.code == "questionnaire_for_whom"
    assert all(words(language).knows("error.questionnaire_for_whom") for language in LANGUAGES)
