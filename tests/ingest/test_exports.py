"""What survey tools export comes in as it was answered, or is refused in words: never a wrong score."""

import datetime
from collections.abc import Callable

import pytest

from kamescope.ingest import Options
from tests.exports import (
    kobotoolbox,
    microsoft_forms,
    own,
    sphinx,
    spoilt,
    surveymonkey,
)
from tests.exports.answered import COMMENT, of
from tests.exports.cases import CASES, Case, case
from tests.exports.expect import (
    BY_NAME,
    CAMPAIGN,
    LANGUAGES,
    MODEL,
    OTHER_SET,
    SET,
    exactly,
    read,
    right_or_asked,
)
from tests.exports.sheets import text, workbook
from tests.exports.wording import HEADINGS, Wording
from tests.ingest.files import sentences
from tests.pairs import pairs
from tests.service.sheets import tables
from tests.support import other_model

FREE = [each for each in CASES if each.free]


def called(value: Case | str) -> str:
    """How a case is called in a test's name."""
    return value if isinstance(value, str) else value.name


# Straight through


@pytest.mark.deep
@pytest.mark.parametrize(
    ("each", "language", "answer"), pairs(CASES, ["fr", "en"], ["digit", "label", "number and label"]), ids=called
)
def test_every_layout_says_what_was_answered_and_not_who_the_raters_are(each: Case, language: str, answer: str):
    checked = read(each(Wording(MODEL, language, answer=answer), SET), each.file)
    assert checked.layout in each.layouts
    exactly(checked, MODEL, SET, each.ids)
    kept = [str(value) for row in checked.respondents["attributes"] for value in row.values()]
    for one in SET:
        secrets = {one.email, one.name, *one.name.split(), one.address, "2.35", "48.85", COMMENT}
        assert not {cell for cell in kept if cell in secrets or one.email in cell or COMMENT in cell}
    said = " ".join(sentence for sentence in sentences(checked))
    assert not any(secret in said for one in SET for secret in (one.email, one.name, one.address))


@pytest.mark.sample(12)
@pytest.mark.parametrize("each", CASES, **BY_NAME)
def test_every_layout_under_another_model(each: Case):
    model = other_model()
    checked = read(each(Wording(model), OTHER_SET), each.file, model)
    assert checked.layout in each.layouts
    exactly(checked, model, OTHER_SET, each.ids)


@pytest.mark.sample(26)
@pytest.mark.parametrize(("each", "language", "heading"), pairs(FREE, ["fr", "en"], HEADINGS), ids=called)
def test_every_heading_that_leaves_no_doubt(each: Case, language: str, heading: str):
    checked = read(each(Wording(MODEL, language, heading), SET), each.file)
    assert checked.layout in each.layouts
    exactly(checked, MODEL, SET, each.ids)


@pytest.mark.parametrize("heading", HEADINGS)
def test_our_own_sheets_with_any_heading(heading: str):
    checked = read(text(own.wide(Wording(MODEL, heading=heading), SET), ";"))
    assert checked.layout in ("wide", "table")
    exactly(checked, MODEL, SET, lambda one: {one.respondent})


@pytest.mark.sample(12)
@pytest.mark.parametrize("each", CASES, **BY_NAME)
def test_one_file_for_each_kam_and_group(each: Case):
    """Nothing in the file says whom it is about; `long` and `wide` files of ours always do."""
    answered = of(SET, SET[0].kam, "client")
    wording = Wording(MODEL, answer="digit")
    rows = each.rows(wording, answered)
    head = next(row for row in rows if each.who & {str(cell) for cell in row})
    away = {position for position, cell in enumerate(head) if str(cell) in each.who}
    kept = [[cell for position, cell in enumerate(row) if position not in away] for row in rows]
    options = Options(own.CAMPAIGN, SET[0].kam, "client")
    checked = read(each.write(kept), each.file, options=options)
    exactly(checked, MODEL, answered, each.ids)


@pytest.mark.parametrize("cell", ["4,0", "4.0", " 4 ", "\u00a04", "4\u202f", "'4", '="4"', "４", "④"])
def test_ways_to_write_a_number(cell: str):
    """An apostrophe in front is how spreadsheets mark a text; keyboards of Asia write wide digits."""
    rows = own.wide(Wording(MODEL), SET)
    position = len(own.WHO["fr"])
    one = SET[0].but(answers={**SET[0].answers, MODEL.items[0].code: 4})
    rows[1][position] = cell
    exactly(read(text(rows, ";")), MODEL, [one, *SET[1:]], lambda each: {each.respondent})


@pytest.mark.sample(8)
@pytest.mark.parametrize(
    "word", ["N/A", "n.a.", "NSP", "Ne sait pas", "Non concerné", "Sans avis", "Not applicable", "-"]
)
@pytest.mark.parametrize("name", ["qualtrics: choices", "limesurvey: codes", "microsoft_forms: today"])
def test_words_that_are_no_answer_never_become_one(word: str, name: str):
    each = case(name)
    for answer in ("digit", "label"):
        right_or_asked(read(each(Wording(MODEL, answer=answer, none=word), SET), each.file), SET)


@pytest.mark.parametrize("word", ["N/A", "NSP", "Ne sait pas", "Non concerné", "Sans avis"])
def test_the_usual_words_for_no_answer_need_no_question(word: str):
    each = case("limesurvey: codes")
    exactly(read(each(Wording(MODEL, none=word), SET), each.file), MODEL, SET, each.ids)


@LANGUAGES
def test_the_middle_of_the_scale_is_an_answer(language: str):
    """« Ni d’accord ni pas d’accord » is 3, however it is spelt."""
    each = case("surveymonkey: table")
    rows = each.rows(Wording(MODEL, language, answer="label"), SET)
    spelt = [[str(cell).upper().replace("’", "'").replace(" ", "\u00a0 ") if position > 10 else cell
              for position, cell in enumerate(row)] for row in rows[2:]]  # fmt: skip
    comment = len(rows[0]) - 1
    spelt = [[*row[:comment], COMMENT] for row in spelt]
    exactly(read(each.write([*rows[:2], *spelt]), each.file), MODEL, SET, each.ids)


# Personal data


MAIL = ["qualtrics: codes", "surveymonkey: table", "microsoft_forms: today", "google_forms: grid"]


@pytest.mark.parametrize("name", MAIL)
def test_the_address_is_told_apart_for_finding_doubles(name: str):
    checked = read(case(name)(Wording(MODEL), SET), case(name).file)
    assert checked.respondents["email"].tolist() == [one.email for one in SET]


def test_anonymous_is_nobodys_address():
    nameless = [one.but(email="anonymous", name="") for one in SET]
    checked = read(microsoft_forms.content(microsoft_forms.rows(Wording(MODEL), nameless)), "f.xlsx")
    exactly(checked, MODEL, SET, lambda one: {one.respondent})
    assert not checked.respondents["email"].notna().any()


TIMED = ["qualtrics: codes", "surveymonkey: table", "limesurvey: codes", "microsoft_forms: today", "typeform: today"]


@pytest.mark.parametrize("name", TIMED)
def test_how_long_it_took_and_when_it_ended(name: str):
    checked = read(case(name)(Wording(MODEL), SET), case(name).file)
    assert checked.respondents["seconds"].tolist() == [one.seconds for one in SET]
    ended = [_local(moment) for moment in checked.respondents["returned_at"]]
    assert ended == [one.ended for one in SET]


def _local(moment: datetime.datetime) -> datetime.datetime:
    return moment.replace(tzinfo=None)


# Nothing of a refused file is kept


REFUSED: dict[str, Callable[[], bytes]] = {
    "reversed.csv": lambda: text(surveymonkey.rows(Wording(MODEL, answer="reversed"), SET)),
    "strange.csv": lambda: kobotoolbox.content(kobotoolbox.rows(Wording(MODEL, heading="strange"), SET)),
    "four.xlsx": lambda: workbook({"D": sphinx.rows(Wording(MODEL, answer="four"), SET)}),
    "totals.csv": lambda: text(spoilt.with_totals(own.wide(Wording(MODEL), SET), 5), ";"),
    "cross.csv": lambda: text(own.cross_table(Wording(MODEL), SET), ";"),
}
"""Files that must be refused, one of each kind."""


@pytest.mark.deep
def test_refused_files_leave_the_database_as_it_was():
    from kamescope.service import ImportRequest, everything, open_store

    store = open_store(":memory:")
    try:
        request = ImportRequest(default_model=MODEL, options=CAMPAIGN)
        good = text(surveymonkey.rows(Wording(MODEL), SET))
        assert everything(store).import_file("good.csv", good, request).status == "imported"
        before = tables(store)
        for name, content in REFUSED.items():
            assert everything(store).import_file(name, content(), request).status == "refused", name
            assert tables(store) == before, name
    finally:
        store.close()
