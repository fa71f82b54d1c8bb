"""A questionnaire that was sent out blank comes back without a question, or is refused in words."""

import dataclasses
import io
import logging
import random
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kamescope.ingest import Checked, Options, read_file
from kamescope.ingest.nobody import names_nobody
from kamescope.model import Model
from kamescope.naming import tidy
from kamescope.questionnaire import Addressee
from kamescope.reports.questionnaire import ANSWER, CODE, HEADING, KEY, STATEMENT, TAG, VALUE, WHO, blank_questionnaire
from tests.ingest.files import as_csv, found, sentences
from tests.reports.papers import LANGUAGES, answers_of, cells, fill, filled, opened, rows_by_tag, saved, somebody
from tests.support import kamescope_model, other_model

EVERY = [(model, group.code, language) for model in (kamescope_model(), other_model()) for group in model.groups
         for language in LANGUAGES]  # fmt: skip
IDS = [f"{model.code}-{group}-{language}" for model, group, language in EVERY]
SETTINGS = settings(max_examples=15, deadline=None)


def some_answers(model: Model, group: str, seed: int = 1) -> dict[str, int]:
    """Answers to about two items of three."""
    chance, scale = random.Random(seed), model.scale
    asked = [item.code for item in model.items if item.code in model.group(group).items]
    return {code: chance.randint(scale.minimum, scale.maximum) for code in asked if chance.random() < 0.66}


def said(checked: Checked, model: Model) -> dict[str, object]:
    """Who answered about whom, from a file that raised no question."""
    assert (checked.layout, checked.issues) == ("questionnaire", ())
    (row,) = checked.respondents.to_dict("records")
    names = ("campaign", "kam", "kam_id", "company", "team", "respondent", "attributes", "date")
    return {name: row[name] for name in names} | {"group": model.groups[row["group"]].code}


def expected(addressee: Addressee, respondent: str) -> dict[str, object]:
    """The same, from whom the questionnaire was made for."""
    facts = {name: getattr(addressee, name) for name in ("campaign", "kam", "company", "team", "group")}
    return facts | {"kam_id": addressee.kam_id or None, "respondent": respondent, "attributes": {}, "date": None}


# The round trip


@pytest.mark.sample(6)
@pytest.mark.parametrize(("model", "group", "language"), EVERY, ids=IDS)
def test_every_group_s_questionnaire_comes_back_without_a_word(model, group, language):
    addressee = somebody(group, model, kam_id="007", team="Équipe Nord")
    answers = some_answers(model, group)
    checked = read_file("retour 1.xlsx", filled(addressee, answers, language), model)
    assert said(checked, model) == expected(addressee, "retour 1")
    assert answers_of(checked, model) == answers
    assert checked.blanks == len(model.group(group).items) - len(answers)


@pytest.mark.deep
@SETTINGS
@given(st.data())
def test_whatever_is_answered_comes_back_exactly(data):
    model = data.draw(st.sampled_from([kamescope_model(), other_model()]))
    group = data.draw(st.sampled_from(model.groups)).code
    language = data.draw(st.sampled_from(LANGUAGES))
    values = st.integers(model.scale.minimum, model.scale.maximum)
    asked = sorted(model.group(group).items)
    answers = data.draw(st.dictionaries(st.sampled_from(asked), values, min_size=1))
    typed = {
        code: data.draw(st.sampled_from([value, str(value), f" {value} ", float(value)]))
        for code, value in answers.items()
    }
    refused = data.draw(st.dictionaries(st.sampled_from(asked), st.sampled_from(["N.A.", "N/A", "na", " n.a. ", " "])))
    letters = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1)
    name = data.draw(letters.filter(lambda each: tidy(each) and not names_nobody(tidy(each), "kam")))
    addressee = somebody(group, model, kam=tidy(name))
    content = filled(addressee, refused | typed, language, code=data.draw(st.sampled_from([None, 12, "a 7"])))
    checked = read_file("x.xlsx", content, model)
    assert said(checked, model)["kam"] == tidy(addressee.kam)
    assert answers_of(checked, model) == answers


@pytest.mark.parametrize(("typed", "respondent"), [("R-12", "R-12"), (12, "12"), ("  a  b ", "a b"), ("=1+1", "=1+1")])
def test_the_code_typed_is_the_respondent(typed, respondent):
    checked = read_file("x.xlsx", filled(somebody(), {"Q4": 3}, code=typed), kamescope_model())
    assert said(checked, kamescope_model())["respondent"] == respondent


@pytest.mark.parametrize("name", ["Réponse de Zoé.xlsx", "a/b/Réponse de Zoé.xlsx", "C:\\a\\Réponse de Zoé.xlsx"])
def test_without_a_code_the_file_s_name_is_the_respondent(name):
    checked = read_file(name, filled(somebody(), {"Q4": 3}), kamescope_model())
    assert said(checked, kamescope_model())["respondent"] == "Réponse de Zoé"


@pytest.mark.parametrize("name", ["=1+1", "+33 6", "-x", "@SUM(A1)", "007", "1e5", "TRUE", "2026-03-01"])
def test_names_that_look_like_something_else_stay_names(name):
    addressee = somebody(kam=name, campaign=name, company=name, kam_id=f"K {name}")
    checked = read_file("x.xlsx", filled(addressee, {"Q4": 3}), kamescope_model())
    assert said(checked, kamescope_model()) == expected(addressee, "x")


def test_a_blank_questionnaire_is_an_empty_one():
    checked = read_file("x.xlsx", blank_questionnaire(somebody(), "fr"), kamescope_model())
    assert [code for code, _, _ in found(checked, "warning")] == ["questionnaire_empty"]
    assert not checked.refused and checked.answers.empty and len(checked.respondents) == 1


# As other programs save it


STRING = 'office:value-type="string"'


def ods(rows: list[list[object]]) -> bytes:
    """The rows as LibreOffice keeps them."""

    def cell(value: object) -> str:
        if value == "":
            return "<table:table-cell/>"
        kind = f'office:value-type="float" office:value="{value}"' if isinstance(value, int) else STRING
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
        return f"<table:table-cell {kind}>{lines}</table:table-cell>"

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Questionnaire">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", xml)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return made.getvalue()


def copied(rows: list[list[object]]) -> bytes:
    """The rows as values in a new workbook, beside a sheet of notes."""
    book = Workbook()
    for position, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = book.active.cell(position, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    return saved(book)


SAVED: dict[str, Callable[[list[list[object]]], bytes]] = {
    "csv of a French Excel": lambda rows: as_csv(rows, ";", "cp1252"),
    "csv utf-8": lambda rows: as_csv(rows, ",", "utf-8-sig"),
    "text of Excel": lambda rows: as_csv(rows, "\t", "utf-16"),
    "csv of a Mac": lambda rows: as_csv(rows, ";", "mac_roman", "\r"),
    "ods": ods,
    "values copied": copied,
    "rows inserted above": lambda rows: copied([[], ["Dossier"], *rows]),
    "column inserted before": lambda rows: copied([["", *row] for row in rows]),
}


@pytest.mark.sample(6)
@pytest.mark.parametrize("way", SAVED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_saved_by_another_program_it_says_the_same(way, language):
    model, addressee = kamescope_model(), somebody("client", kam_id="K-7")
    answers = some_answers(model, "client")
    rows = cells(filled(addressee, answers | {"Q81": "N.A."}, language, code="R7"))
    answers.pop("Q81", None)
    checked = read_file("x", SAVED[way](rows), model)
    assert said(checked, model) == expected(addressee, "R7")
    assert answers_of(checked, model) == answers


def test_a_csv_that_lost_letters_is_refused_not_misread():
    rows = cells(filled(somebody(kam="Dvořák"), {"Q4": 3}))
    lossy = as_csv([[str(cell).encode("cp1252", "replace").decode("cp1252") for cell in row] for row in rows])
    assert found(read_file("x", lossy, kamescope_model())) == [("questionnaire_changed", None, None)]


def test_statements_in_another_order_are_read_by_what_they_say():
    model, answers = kamescope_model(), some_answers(kamescope_model(), "client")
    rows = cells(filled(somebody(), answers))
    top, rest = rows[:HEADING], rows[HEADING:]
    random.Random(3).shuffle(rest)
    assert answers_of(read_file("x", copied(top + rest), model), model) == answers


def test_a_reworded_statement_is_still_its_item():
    model, answers = kamescope_model(), {"Q4": 2, "Q5": 5}

    def reworded(sheet: Worksheet) -> None:
        sheet.cell(rows_by_tag(sheet)["Q4"], STATEMENT).value = "Un énoncé d’avant la relecture"

    assert answers_of(read_file("x.xlsx", changed(reworded, answers), model), model) == answers


# What cannot be trusted


def changed(how: Callable[[Worksheet], None], answers: dict[str, object] | None = None) -> bytes:
    """A filled questionnaire with something else changed too."""
    book = opened(filled(somebody(), answers or {"Q4": 3, "Q5": 4}))
    how(book.active)
    return saved(book)


def fact(key: str, value: object) -> Callable[[Worksheet], None]:
    """Change one of the hidden facts."""

    def change(sheet: Worksheet) -> None:
        (row,) = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, KEY).value == key]
        sheet.cell(row, VALUE).value = value

    return change


def at(row: int | str, column: int, value: object) -> Callable[[Worksheet], None]:
    """Change one cell; a row may be named by its tag."""

    def change(sheet: Worksheet) -> None:
        sheet.cell(rows_by_tag(sheet)[row] if isinstance(row, str) else row, column).value = value

    return change


def without(row: str) -> Callable[[Worksheet], None]:
    """Delete a statement's row."""
    return lambda sheet: sheet.delete_rows(rows_by_tag(sheet)[row])


CHANGES = {
    "group": fact("group", "manager"),
    "kam": fact("kam", "Somebody else"),
    "company": fact("company", None),
    "campaign": fact("campaign", "Another"),
    "no answer": fact("no_answer", "3"),
    "answer heading": fact("answer", "Énoncé"),
    "seal": fact("seal", "k0"),
    "version": fact("version", "newer"),
    "item code": at("Q4", TAG, "Q6"),
    "unknown code": at("Q4", TAG, "Q99"),
    "no code": at("Q4", TAG, None),
    "row deleted": without("Q4"),
    "name people see": at(WHO, 1, "KAM évalué : Somebody else"),
    "tag of the code": at(CODE, TAG, None),
    "tag of the headings": at(HEADING, TAG, None),
    "heading of the answers": at(HEADING, ANSWER, "Note"),
    "mark": at(1, KEY, None),
    "column of facts deleted": lambda sheet: sheet.delete_cols(VALUE, 2),
    "column inserted among the answers": lambda sheet: sheet.insert_cols(ANSWER),
}


@pytest.mark.sample(7)
@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_besides_the_answers_is_refused_in_words(change, caplog):
    with caplog.at_level(logging.ERROR):
        checked = read_file("x.xlsx", changed(CHANGES[change]), kamescope_model())
    if change == "column inserted among the answers":  # nothing has parted: headings and tags moved along
        assert answers_of(checked, kamescope_model()) == {"Q4": 3, "Q5": 4}
        return
    assert checked.refused and (checked.answers.empty or change == "mark")
    assert all(text for text in sentences(checked))
    if change != "mark":
        assert found(checked) == [("questionnaire_changed", None, None)]
    assert caplog.records == []


def test_an_answer_that_slid_beside_another_statement_is_refused():
    def swapped(sheet: Worksheet) -> None:
        first, second = (sheet.cell(rows_by_tag(sheet)[code], STATEMENT) for code in ("Q4", "Q5"))
        first.value, second.value = second.value, first.value

    checked = read_file("x.xlsx", changed(swapped), kamescope_model())
    row = rows_by_tag(opened(filled(somebody(), {})).active)["Q4"]
    assert found(checked) == [("questionnaire_row_mixed", row, "Réponse")]
    assert all("Q4" in text for text in sentences(checked))


def test_an_answer_beside_no_statement_is_an_error():
    positions = {}

    def stray(sheet: Worksheet) -> None:
        positions["row"] = max(rows_by_tag(sheet).values()) + 5
        sheet.cell(positions["row"], ANSWER).value = 4

    checked = read_file("x.xlsx", changed(stray), kamescope_model())
    assert [(code, row) for code, row, _ in found(checked)] == [("item_missing", positions["row"])]


@pytest.mark.parametrize(
    ("typed", "code"),
    [(7, "answer_out_of_scale"), (0, "answer_out_of_scale"), (2.5, "answer_not_whole"), ("bof", "answer_not_number"),
     ("=2+2", "answer_not_number")],
)  # fmt: skip
def test_a_pasted_answer_is_told_with_its_row_and_column(typed, code):
    content = filled(somebody(), {"Q4": 3, "Q5": typed})
    row = rows_by_tag(opened(content).active)["Q5"]
    assert found(read_file("x.xlsx", content, kamescope_model())) == [(code, row, "Réponse")]


def test_a_questionnaire_of_another_model_or_version_is_refused():
    newer = dataclasses.replace(kamescope_model(), version="newer")
    for content, model in (
        (filled(somebody("self"), {"Q4": 3}), other_model()),
        (filled(somebody("self"), {"Q4": 3}), newer),
        (filled(somebody("self", newer), {"Q4": 3}), kamescope_model()),
    ):
        checked = read_file("x.xlsx", content, model)
        assert found(checked) == [("questionnaire_other_model", None, None)]
        assert all("kamescope" in text for text in sentences(checked))


def test_two_questionnaires_in_one_workbook_are_never_mixed():
    book = opened(filled(somebody(), {"Q4": 3}))
    fill(book.copy_worksheet(book.active), {"Q4": 5})
    assert "answer_twice" in {code for code, _, _ in found(read_file("x.xlsx", saved(book), kamescope_model()))}


def test_a_sheet_of_notes_beside_it_is_told():
    book = opened(filled(somebody(), {"Q4": 3}))
    book.create_sheet("Notes")["A1"] = "à lire"
    checked = read_file("x.xlsx", saved(book), kamescope_model())
    assert [issue.facts["value"] for issue in checked.issues] == ["Notes"]
    assert answers_of(checked, kamescope_model()) == {"Q4": 3}


def test_values_for_the_whole_file_must_agree_with_it():
    model, content = kamescope_model(), filled(somebody(), {"Q4": 3})
    same = Options(campaign="été  2026", kam="c. lefèvre", group="Clients")
    assert read_file("x.xlsx", content, model, same).issues == ()
    for other in (Options(campaign="Automne"), Options(kam="Somebody"), Options(group="manager")):
        checked = read_file("x.xlsx", content, model, other)
        assert {code for code, _, _ in found(checked)} == {"option_conflict"}
