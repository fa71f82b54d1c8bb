"""Exports that may mean something else than they say: asked about, never a wrong score."""

from collections.abc import Callable, Iterable, Sequence
from itertools import cycle, groupby

import pytest

from kamescope.ingest import Options
from tests.exports import (
    google_forms,
    limesurvey,
    microsoft_forms,
    own,
    qualtrics,
    spoilt,
    typeform,
)
from tests.exports.cases import CASES, Case, case
from tests.exports.expect import (
    BY_NAME,
    CAMPAIGN,
    LANGUAGES,
    MODEL,
    SET,
    asked_about,
    exactly,
    read,
    right_or_asked,
    told,
)
from tests.exports.sheets import text, workbook
from tests.exports.wording import HEADINGS, Wording
from tests.pairs import pairs

# What nobody can be sure of


DOUBTFUL_ANSWERS = ["unheard", "reversed", "four", "six", "shifted", "coded"]


def in_turn(cases: Iterable[Case], values: Sequence[str]) -> list[tuple[Case, str]]:
    """Every layout with every value, each of its cases with two of them or more."""
    made = []
    for _, found in groupby(cases, key=lambda one: one.layout):
        alike = list(found)
        step, rounds = min(len(alike), len(values) - 1), max(2, -(-len(values) // len(alike)))
        for position, one in enumerate(alike):
            made += [(one, values[(position + step * each) % len(values)]) for each in range(rounds)]
    return made


def called(value: Case | str) -> str:
    """How a case is called in a test's name."""
    return value if isinstance(value, str) else value.name


@pytest.mark.sample(24)
@pytest.mark.parametrize(
    ("each", "answer"), in_turn((each for each in CASES if each.layout != "long"), DOUBTFUL_ANSWERS), ids=called
)
def test_answers_that_may_mean_something_else_are_asked_about(each: Case, answer: str):
    asked_about(read(each(Wording(MODEL, answer=answer), SET), each.file))


@pytest.mark.parametrize("answer", DOUBTFUL_ANSWERS)
def test_the_same_in_a_long_file(answer: str):
    asked_about(read(text(own.long(Wording(MODEL, answer=answer), SET), ";")))


@pytest.mark.sample(13)
@pytest.mark.parametrize("each", [each for each in CASES if each.free], **BY_NAME)
@pytest.mark.parametrize("heading", ["wrong statement", "strange"])
def test_headings_that_may_be_another_item(each: Case, heading: str):
    """A number and a statement that disagree, or a wording of nobody's: asked about."""
    asked_about(read(each(Wording(MODEL, heading=heading), SET), each.file))


@pytest.mark.parametrize("each", [each for each in CASES if each.free], **BY_NAME)
def test_numbers_that_count_other_questions_too(each: Case):
    """Every number is two too high: the statement says which item it is, or a question does."""
    right_or_asked(read(each(Wording(MODEL, heading="shifted"), SET), each.file), SET)


@pytest.mark.sample(12)
@pytest.mark.parametrize(("each", "language"), list(zip(CASES, cycle(["fr", "en"]))), ids=called)
def test_the_labels_of_another_scale_of_five(each: Case, language: str):
    """A scale whose order everybody knows may be taken for what it is, and then says so."""
    checked = read(each(Wording(MODEL, language, answer="other"), SET), each.file)
    right_or_asked(checked, SET)
    assert any(issue.code != "items_absent" for issue in checked.issues)


def test_the_tools_own_numbers_are_not_the_models():
    """Qualtrics calls its third question Q3, whichever item that is: the statement says it, or a question does."""
    right_or_asked(read(text(qualtrics.rows(Wording(MODEL), SET, automatic=True))), SET)


@pytest.mark.parametrize("value", [-99, -1, 99, 0, 6])
@pytest.mark.parametrize("name", ["qualtrics: codes", "limesurvey: codes", "kobotoolbox: text"])
def test_a_number_outside_the_scale_is_never_scored(value: int, name: str):
    right_or_asked(read(case(name)(Wording(MODEL, none=str(value)), SET), case(name).file), SET)


@pytest.mark.sample(10)
@pytest.mark.parametrize(
    "cell", ["6", "0", "3,5", "3/5", "Plutôt", "d’accord", "Tout à fait d’accord !", "4 5", "1;2", "TRUE"]
)
@pytest.mark.parametrize("name", ["surveymonkey: table", "google_forms: grid", "microsoft_forms: today"])
def test_one_strange_answer_refuses_the_file(cell: str, name: str):
    """Labels match whole: « Plutôt » is no answer, and « Tout à fait d’accord ! » may be one after all."""
    each = case(name)
    rows = [list(row) for row in each.rows(Wording(MODEL, answer="label"), SET)]
    position = rows[-1].index("Plutôt d’accord")
    rows[-1][position] = cell
    checked = read(each.write(rows), each.file)
    if cell == "Tout à fait d’accord !" and not checked.refused:
        rows[-1][position] = cell.removesuffix(" !")
        assert told(checked, MODEL) == told(read(each.write(rows), each.file), MODEL)
    else:
        asked_about(checked)


def test_several_choices_for_one_statement_are_asked_about():
    wording = Wording(MODEL, answer="label")
    right_or_asked(read(microsoft_forms.content(microsoft_forms.rows(wording, SET, ended=";")), "f.xlsx"), SET)
    rows = [list(row) for row in microsoft_forms.rows(wording, SET, ended=";")]
    position = rows[1].index("Plutôt d’accord;")
    rows[1][position] = "Plutôt d’accord;Tout à fait d’accord;"
    asked_about(read(microsoft_forms.content(rows), "f.xlsx"))


def test_one_column_for_each_choice():
    checked = read(text(typeform.rows(Wording(MODEL, answer="label"), SET, by_choice=True)))
    right_or_asked(checked, SET)


def test_two_languages_in_one_file():
    french, english = (Wording(MODEL, language, answer="label") for language in ("fr", "en"))
    rows = [*limesurvey.rows(french, SET[:4]), *limesurvey.rows(english, SET[4:])[1:]]
    right_or_asked(read(limesurvey.content(rows)), SET)


@pytest.mark.sample(6)
@pytest.mark.parametrize(
    ("word", "whole", "position"),
    pairs(["Moyenne", "Grand Total", "Total général", "Total", "Average", "Écart-type"], [False, True], [0, 2, 4]),
)
def test_a_row_of_totals_is_nobodys_answers(word: str, whole: bool, position: int):
    first = len(own.WHO["fr"])
    rows = spoilt.with_totals(own.wide(Wording(MODEL), SET), first, word, whole)
    last = ["", "", "", "", *rows[-1][first - 1 :]]
    last[first - 1] = ""
    last[position] = word
    asked_about(read(text([*rows[:-1], last], ";")))
    dressed = [own.CAMPAIGN, "", SET[0].kam, "Client", *last[4:]]
    dressed[position] = word
    asked_about(read(workbook({"F": [*rows[:-1], dressed]}), "c.xlsx"))


@pytest.mark.parametrize("heading", ["code", "statement", "code and statement"])
@LANGUAGES
def test_a_cross_table_is_refused(heading: str, language: str):
    rows = own.cross_table(Wording(MODEL, language, heading), SET)
    for options in (CAMPAIGN, Options(own.CAMPAIGN, "C. LEFÈVRE", "client")):
        asked_about(read(text(rows, ";"), options=options))
        asked_about(read(text(list(map(list, zip(*rows, strict=True))), ";"), options=options))
        asked_about(read(workbook({"Feuil1": [["Moyennes par groupe"], [], *rows]}), "c.xlsx", options=options))


@pytest.mark.parametrize(
    "second",
    [
        lambda wording: ["", "", "", "", "", *(item.text.in_("fr") for item in MODEL.items)],
        lambda wording: own.WHO["fr"] + wording.items,
        lambda wording: ["", "", "", "", "", *range(1, len(MODEL.items) + 1)],
        lambda wording: ["texte", "date", "texte", "texte", "texte", *["1 à 5"] * len(MODEL.items)],
    ],
    ids=["statements", "the same again", "numbers", "kinds"],
)
def test_a_second_heading_is_no_respondent(second: Callable):
    wording = Wording(MODEL)
    rows = spoilt.with_row(own.wide(wording, SET), second(wording), 1)
    for content, name in ((text(rows, ";"), "c.csv"), (workbook({"F": rows}), "c.xlsx")):
        right_or_asked(read(content, name), SET)
        right_or_asked(read(content, name, options=Options(own.CAMPAIGN, SET[0].kam, "client")), SET)


def test_a_statement_in_two_columns_is_asked_about():
    rows = google_forms.rows(Wording(MODEL, heading="statement"), SET)
    twice = spoilt.with_column(rows, rows[0][10], [3] * len(SET))
    asked_about(read(text(twice)))


@pytest.mark.parametrize("more", ["Q1[comment]", "Q1[other]", "Q12_TEXT", "Points - Q1", "Q3Time", "_Q1"])
def test_a_column_beside_an_item_is_not_the_item(more: str):
    rows = spoilt.with_column(limesurvey.rows(Wording(MODEL), SET), more, [2] * len(SET))
    right_or_asked(read(limesurvey.content(rows)), SET)


@pytest.mark.parametrize("lost", [0, 40, 80])
def test_an_item_that_is_missing_moves_no_other(lost: int):
    """A count other than the model's: what is there is right, the rest is blank, and it is said."""
    code = MODEL.items[lost].code
    for heading in HEADINGS:
        rows = google_forms.rows(Wording(MODEL, heading=heading), SET)
        at = len(rows[0]) - 1 - len(MODEL.items) + lost
        fewer = [[*row[:at], *row[at + 1 :]] for row in rows]
        without = [one.but(answers={key: one.answers[key] for key in one.answers if key != code}) for one in SET]
        checked = read(text(fewer))
        right_or_asked(checked, without)
        assert checked.issues


@pytest.mark.parametrize("heading", HEADINGS)
def test_items_in_any_order(heading: str):
    rows = google_forms.rows(Wording(MODEL, heading=heading), SET)
    order = [*range(4), *reversed(range(4, len(rows[0])))]
    exactly(
        read(text([[row[position] for position in order] for row in rows])), MODEL, SET, case("google_forms: grid").ids
    )
