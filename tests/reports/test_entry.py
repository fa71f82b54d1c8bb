"""The empty table for mass entry: headings, lists of what is known, and what comes back."""

import pytest

from kamescope.ingest import read_file
from kamescope.questionnaire import COMMENT
from kamescope.reports.entry import WIDTHS, blank_wide
from tests.ingest.files import found
from tests.reports.papers import LANGUAGES, answers_of, opened, saved, somebody
from tests.support import kamescope_model, other_model


def written(content: bytes, rows: list[dict[str, object]]) -> bytes:
    """Rows typed under the headings."""
    book = opened(content)
    places = {cell.value: cell.column for cell in book.active[1]}
    for number, row in enumerate(rows, start=2):
        for heading, value in row.items():
            book.active.cell(number, places[heading]).value = value
    return saved(book)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", [kamescope_model(), other_model()], ids=lambda model: model.code)
def test_what_is_typed_comes_back_without_a_word(model, language):
    headings = [cell.value for cell in opened(blank_wide(somebody("", model), language)).active[1]]
    named = dict(zip(WIDTHS, headings, strict=False))
    rows, expected, written_in_words = [], [], []
    for number, group in enumerate(model.groups, start=1):
        answers = {item.code: model.scale.minimum + (place + number) % (model.scale.span + 1)
                   for place, item in enumerate(model.items) if item.code in group.items}  # fmt: skip
        who = {"campaign": "Été 2026", "kam": "C. LEFÈVRE", "kam_id": "007", "company": "Société & Co",
               "group": group.name.in_(language), "respondent": f"{number:02}"}  # fmt: skip
        asked = [question.code for question in model.open_questions if group.code in question.groups]
        words = {f"{COMMENT}{code}": f"{code} {number}" for code in asked}
        written_in_words += [(number - 1, code, f"{code} {number}") for code in asked]
        rows.append({named[name]: value for name, value in who.items()} | answers | words)
        expected.append((model.group_index[group.code], "007", f"{number:02}", answers))
    checked = read_file("saisie.xlsx", written(blank_wide(somebody("", model), language), rows), model)
    assert (checked.layout, checked.issues) == ("wide", ())
    assert [
        (row.group, row.kam_id, row.respondent, answers_of(checked, model, place))
        for place, row in enumerate(checked.respondents.itertuples())
    ] == expected
    assert sorted(checked.comments.itertuples(index=False, name=None)) == sorted(written_in_words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_for_one_group_has_its_items_alone(language):
    model = kamescope_model()
    headings = [cell.value for cell in opened(blank_wide(somebody("client"), language)).active[1]]
    asked = [item.code for item in model.items if item.code in model.group("client").items]
    asked += [f"{COMMENT}{question.code}" for question in model.open_questions if "client" in question.groups]
    assert headings[-len(asked) :] == asked
    assert headings[len(WIDTHS)] == model.partition
    assert len(headings) == len(WIDTHS) + 1 + len(asked)


def test_an_empty_table_is_refused_for_having_no_rows():
    checked = read_file("saisie.xlsx", blank_wide(somebody(), "fr"), kamescope_model())
    assert found(checked) == [("no_rows", None, None)]


def test_what_is_known_is_offered_and_anything_else_may_be_typed():
    sheet = opened(blank_wide(somebody("", kam='Ada "A" M', company="A, B", campaign="=1+1"), "fr")).active
    lists = {str(check.sqref): check for check in sheet.data_validations.dataValidation if check.type == "list"}
    assert {area: check.formula1 for area, check in lists.items()} == {
        "A2:A51": '"=1+1"', "C2:C51": '"Ada ""A"" M"', "G2:G51": '"Auto-évaluation,Manager,Client"',
    }  # fmt: skip
    assert not any(check.showErrorMessage for check in lists.values())


def test_each_answer_is_checked_and_its_statement_shown():
    model = other_model()
    sheet = opened(blank_wide(somebody("peer", model), "en", rows=7)).active
    checks = [check for check in sheet.data_validations.dataValidation if check.type == "whole"]
    asked = [item for item in model.items if item.code in model.group("peer").items]
    assert [(check.promptTitle, check.prompt) for check in checks] == [(i.code, i.text.in_("en")) for i in asked]
    assert {(check.formula1, check.formula2) for check in checks} == {("0", "10")}
    assert all(str(check.sqref).endswith("8") and check.error for check in checks)
