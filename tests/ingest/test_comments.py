"""What respondents wrote comes in as they wrote it, where a person or our own layout says what it answers."""

import io
from dataclasses import dataclass, replace

import pytest
from openpyxl import load_workbook

from kamescope.ingest import Checked, Options
from kamescope.ingest.comments import LONGEST, question_of, written
from kamescope.ingest.mapping import FileMapping, merged, read_mapping, write_mapping
from kamescope.questionnaire import COMMENT, Addressee
from kamescope.reports.entry import blank_wide
from kamescope.reports.questionnaire import STATEMENT, TAG, blank_questionnaire
from tests.exports.answered import COMMENT as SAID
from tests.exports.cases import CASES, Case
from tests.exports.expect import CAMPAIGN, MODEL, SET, read
from tests.exports.wording import Wording
from tests.ingest.files import as_csv, as_xlsx, found, sentences
from tests.ingest.files import check_rows as _check_rows

KEEP, START = MODEL.open_questions[:2]
WHO = ["campagne", "kam", "groupe", "repondant", "Q5"]
SHEETS = [case for case in CASES if case.layout not in ("long", "questionnaire") and "questionnaire" not in case.name]
WITHOUT = """qualtrics: V1 to V10, qualtrics: V1, all in quotes, limesurvey: codes, limesurvey: codes of a table,
limesurvey: with timings, limesurvey: workbook, microsoft_forms: today, microsoft_forms: without the last change,
microsoft_forms: quiz, wide: text, wide: workbook, table: under a title, table: under parts"""
"""Exports that hold no free text."""
ASKS = [case for case in SHEETS if case.name not in WITHOUT.replace("\n", " ")]


def check(*rows: list[object], mapping: FileMapping | None = None) -> Checked:
    """Rows of our own layout under the shipped model."""
    return _check_rows(rows, MODEL, Options(mapping=mapping or FileMapping()))


def line(respondent: str, *cells: object, answer: object = 4, group: str = "Client") -> list[object]:
    """A questionnaire about M. MARTIN that answers one item."""
    return ["Printemps", "M. MARTIN", group, respondent, answer, *cells]


def said(checked: Checked) -> list[tuple[int, str, str]]:
    """(questionnaire, question, text) of every comment."""
    return list(checked.comments.itertuples(index=False, name=None))


@dataclass(frozen=True)
class Asking(Wording):
    """An export whose free text asks an open question of the model."""

    @property
    def comment(self) -> str:
        return KEEP.text.in_(self.language)


# Which column is which question


@pytest.mark.sample(8)
@pytest.mark.parametrize("each", ASKS, ids=lambda case: case.name)
def test_a_free_text_of_every_tool_is_offered_to_its_question_and_comes_in_once_confirmed(each: Case):
    content = each(Asking(MODEL, "en"), SET)
    first = read(content, each.file)
    assert first.understood is not None
    if not first.refused:
        assert first.layout in ("wide", "table")
        checked = first
    else:
        assert "confirm_comments" in [code for code, *_ in found(first)]
        assert f"{COMMENT}keep" in first.understood.proposal.columns.values()
        again = read_mapping(write_mapping(first.understood.proposal))
        checked = read(content, each.file, options=replace(CAMPAIGN, mapping=again))
        assert found(checked) == []
    assert len(checked.comments) == len(checked.respondents) > 3
    assert set(checked.comments["text"]) <= {SAID, SAID.replace("\n", " "), written(SAID)}
    assert SAID.split(",")[0] not in " ".join([*sentences(first), *sentences(checked)])


def test_where_there_is_no_free_text_nothing_is_offered():
    silent = [case for case in SHEETS if case not in ASKS]
    assert len(silent) == 13
    assert all(read(each(Asking(MODEL, "en"), SET), each.file).open_questions == () for each in silent)


@pytest.mark.parametrize(
    "heading", ["keep", "KEEP", "comment:keep", "12. {fr}", "keep - {en}", "{fr}", "{en}", "Feedback [{en}]"]
)
def test_a_question_is_known_by_its_code_or_its_wording_in_any_language(heading: str):
    name = heading.format(fr=KEEP.text.in_("fr"), en=KEEP.text.in_("en"))
    names = ("Feedback", KEEP.text.in_("en")) if "[" in name else (name,)
    assert question_of(MODEL, names) == "keep"
    assert question_of(MODEL, ("keep it", "Que garder ?")) == ""


def test_what_nobody_matched_is_dropped_as_ever_and_a_mapping_matches_it():
    words = "Venir nous voir plus souvent, et pas seulement pour le contrat."
    rows = [*WHO, "Vos suggestions"], line("c1", words), line("c2", "")
    plain = check(*rows)
    assert (said(plain), plain.open_questions, plain.left_out) == ([], (), {"dropped_columns": 1})
    mapping = read_mapping('[columns]\n"vos suggestions" = "comment:start"')
    assert said(check(*rows, mapping=mapping)) == [(0, "start", words)]
    wrong = check(*rows, mapping=read_mapping('[columns]\n"vos suggestions" = "comment:begin"'))
    assert [code for code, *_ in found(wrong)] == ["mapping_column"]
    assert merged([mapping, mapping]) == mapping


def test_a_row_of_the_long_layout_may_answer_an_open_question():
    head = ["campagne", "kam", "groupe", "repondant", "item", "reponse"]
    who = ["Printemps", "M. MARTIN", "Client", "c1"]
    checked = check(
        head, [*who, "Q5", 4], [*who, "keep", "Oui"], [*who, START.text.in_("en"), "5"], [*who, "keep", "Oui"]
    )
    assert found(checked) == [] and len(checked.answers) == 1
    assert said(checked) == [(0, "keep", "Oui"), (0, "start", "5")]


def test_numbers_under_an_open_question_are_no_comment():
    assert check([*WHO, "free"], line("c1", 3), line("c2", 5)).open_questions == ()


# How it is written


def test_a_comment_is_kept_as_it_was_written():
    texts = ["<b>Très</b> bien", "=1+1", "Первый 第一 שלום", "deux\nlignes", "a" * LONGEST]
    checked = check([*WHO, "keep"], *(line(f"c{at}", text) for at, text in enumerate(texts)))
    assert [text for _, _, text in said(checked)] == texts
    assert found(checked, "warning") == [("items_absent", None, None)]
    formula = as_xlsx([[*WHO, "keep"], line("c1", "=-bien"), line("c2", "ok ?")])
    assert list(read(formula, "file.xlsx").comments["text"]) == ["=-bien", "ok ?"]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        (None, ""), ("", ""), ("  - ", ""), ("…", ""), ("n/a", ""), ("RAS", ""), ("Sans commentaire", ""),
        ("Rien", "Rien"), (7, "7"), ("👍", "👍"), ("a\r\n\r\nb\x0bc\u2028d", "a\n\nb\nc\nd"),
        ("x\x07\u202ey\ud800", "xy"), ("  à\tb  ", "à b"),
    ],
)  # fmt: skip
def test_what_says_nothing_is_no_comment_and_what_cannot_be_shown_goes(cell: object, kept: str):
    assert written(cell) == kept


def test_what_is_too_long_is_cut_and_said_where():
    checked = check([*WHO, "keep"], line("c1", "x" * 20_000))
    ((_, _, text),) = said(checked)
    assert len(text) == LONGEST and text.endswith("…")
    assert ("comment_cut", 2, "keep") in found(checked, "warning")
    assert any("20" in sentence and "Ligne 2" in sentence for sentence in sentences(checked))


def test_several_columns_of_one_question_are_one_comment():
    checked = check([*WHO, "keep", KEEP.text.in_("en")], line("c1", "un", "deux"), line("c2", "un", "un"))
    assert said(checked) == [(0, "keep", "un\ndeux"), (1, "keep", "un")]


# What is said of it


def test_a_question_without_comments_and_comments_without_answers_are_said():
    checked = check([*WHO, "keep", "stop"], line("c1", "Bien", answer=""), line("c2", "-"))
    told = [code for code, *_ in found(checked, "warning")]
    assert found(checked) == [] and said(checked) == [(0, "keep", "Bien")]
    assert {"comments_none", "comments_alone", "questionnaire_empty"} <= set(told)
    assert list(sentences(checked))


def test_what_a_group_is_not_asked_it_cannot_have_answered():
    only = replace(KEEP, groups=("manager",))
    model = replace(MODEL, open_questions=(only,))
    checked = _check_rows([[*WHO, "keep"], line("c1", "Bien"), line("m1", "Oui", group="Manager")], model)
    assert found(checked) == [("comment_not_asked", 2, "keep")]


# Blank questionnaires


@pytest.mark.parametrize("group", ["self", "manager", "client"])
def test_a_blank_questionnaire_asks_tells_that_examples_betray_and_comes_back(group: str):
    book = load_workbook(io.BytesIO(blank_questionnaire(Addressee(MODEL, "Printemps", "M. MARTIN", group), "fr")))
    sheet = book.active
    cells = [cell.value for cell in sheet["A"] if isinstance(cell.value, str)]
    assert KEEP.text.in_("fr") in cells and any("exemple précis" in cell for cell in cells)
    places = {str(row[TAG - 1].value): row[0].row for row in sheet.iter_rows()}
    for question, text in (("keep", "Très bien\nvraiment"), ("stop", "=-trop")):
        cell = sheet.cell(places[f"{COMMENT}{question}"], STATEMENT)
        assert not cell.protection.locked
        cell.value = text
    sheet.cell(places["Q5"], STATEMENT + 1).value = 4
    content = io.BytesIO()
    book.save(content)
    checked = read(content.getvalue(), "r.xlsx", options=Options())
    assert found(checked) == []
    assert said(checked) == [(0, "keep", "Très bien\nvraiment"), (0, "stop", "=-trop")]


def test_an_empty_table_has_a_column_for_each_question():
    content = blank_wide(Addressee(MODEL, "Printemps", "M. MARTIN", ""), "fr")
    headings = [cell.value for cell in load_workbook(io.BytesIO(content)).active[1]]
    assert headings[-4:] == [f"{COMMENT}{question.code}" for question in MODEL.open_questions]
    assert question_of(MODEL, (headings[-1],)) == "free"
    assert as_csv([headings])
