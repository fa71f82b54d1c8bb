"""Whom a file is about, from which side, and which of its questionnaires count."""

from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from tests.exports import (
    microsoft_forms,
    own,
    qualtrics,
    spoilt,
    surveymonkey,
)
from tests.exports.answered import Answered
from tests.exports.cases import Case, case
from tests.exports.expect import LANGUAGES, MODEL, SET, asked_about, exactly, read, told
from tests.exports.sheets import text
from tests.exports.wording import Wording
from tests.ingest.files import sentences

# Whom it is about


GROUP_WORDS = {"self": "Je suis le KAM", "manager": "Je suis son manager", "client": "C’est mon fournisseur"}


def test_a_viewpoint_is_asked_about():
    rows = microsoft_forms.rows(Wording(MODEL), SET)
    column = list(rows[0]).index("Groupe")
    words = {MODEL.group(code).name.in_("fr"): word for code, word in GROUP_WORDS.items()}
    asked_about(read(microsoft_forms.content(spoilt.replaced(rows, column, words)), "forms.xlsx"))


@pytest.mark.parametrize("word", ["C’est mon manager", "Je suis son manager", "Mon manager", "Collègue", "Autre", ""])
def test_a_group_that_may_be_another_is_asked_about(word: str):
    rows = surveymonkey.rows(Wording(MODEL), SET)
    column = list(rows[0]).index("Groupe")
    changed = spoilt.replaced(rows, column, {MODEL.group("manager").name.in_("fr"): word}, first=2)
    asked_about(read(text(changed)))


@pytest.mark.parametrize("word", ["  Manager ", "MANAGERS", "manager\u00a0", "N+1", "Manager(s)"])
def test_a_group_spelt_otherwise_is_the_group(word: str):
    rows = surveymonkey.rows(Wording(MODEL), SET)
    column = list(rows[0]).index("Groupe")
    changed = spoilt.replaced(rows, column, {MODEL.group("manager").name.in_("fr"): word}, first=2)
    exactly(read(text(changed)), MODEL, SET, case("surveymonkey: table").ids)


@pytest.mark.parametrize("parted", [own.by_group, own.by_kam])
def test_a_sheet_for_each_group_or_kam(parted: Callable):
    """Understood with every sheet's own name, or asked about; never one sheet in place of all."""
    checked = read(parted(Wording(MODEL), SET), "collègue.xlsx")
    if checked.refused:
        return asked_about(checked)
    said = Counter((kam, group, tuple(answers.items())) for kam, group, _, answers in told(checked, MODEL))
    assert said == Counter((one.kam, one.group, tuple(one.given.items())) for one in SET)
    return None


# Who counts


def with_strangers(*strangers: Answered) -> tuple[list[Answered], list[int]]:
    """The set with some more among it, and their positions."""
    everybody = [*SET[:2], *strangers, *SET[2:]]
    return everybody, list(range(2, 2 + len(strangers)))


def exclusion(each: Case, wording: Wording, everybody: Sequence[Answered], positions: Sequence[int]):
    """Those at these positions are set aside with a warning at the first one's row; all others are there, exactly."""
    checked = read(each(wording, everybody), each.file)
    rest = [one for position, one in enumerate(everybody) if position not in positions]
    exactly(checked, MODEL, rest, each.ids)
    warned = [issue for issue in checked.issues if issue.severity == "warning"]
    assert each.headers + positions[0] + 1 in {issue.row for issue in warned}, warned
    assert all(sentences(checked))


TRIAL = ["qualtrics: codes", "qualtrics: choices", "qualtrics: tsv", "qualtrics: V1 to V10"]
UNFINISHED = [
    *TRIAL,
    "limesurvey: codes",
    "limesurvey: full texts",
    "limesurvey: workbook",
    "typeform: today",
    "sphinx: text",
]
WITH_IDS = [
    "qualtrics: codes",
    "surveymonkey: table",
    "limesurvey: both",
    "microsoft_forms: today",
    "typeform: today",
    "kobotoolbox: text",
    "sphinx: text",
]


@pytest.mark.parametrize("name", TRIAL)
def test_trials_are_set_aside(name: str):
    trial = SET[3].but(respondent="5005", trial=True)
    exclusion(case(name), Wording(MODEL), *with_strangers(trial))


@pytest.mark.parametrize("name", UNFINISHED)
@LANGUAGES
def test_unfinished_questionnaires_are_set_aside(name: str, language: str):
    few = dict(list(SET[3].answers.items())[:9])
    exclusion(
        case(name),
        Wording(MODEL, language),
        *with_strangers(SET[3].but(respondent="5005", finished=False, answers=few)),
    )


@pytest.mark.parametrize("name", WITH_IDS)
def test_a_row_that_stands_twice_counts_once(name: str):
    everybody, positions = with_strangers(SET[1])
    checked = read(case(name)(Wording(MODEL), everybody), case(name).file)
    exactly(checked, MODEL, SET, case(name).ids)
    rows = {case(name).headers + position + 1 for position in (positions[0], 1)}
    assert rows & {issue.row for issue in checked.issues if issue.severity == "warning"}


@pytest.mark.parametrize("name", WITH_IDS)
def test_one_id_with_two_sets_of_answers_is_asked_about(name: str):
    everybody, _ = with_strangers(SET[3].but(answers=dict(SET[4].answers)))
    asked_about(read(case(name)(Wording(MODEL), everybody), case(name).file))


def test_a_file_of_nothing_but_trials_brings_nobody():
    trials = [one.but(trial=True) for one in SET]
    checked = read(text(qualtrics.rows(Wording(MODEL), trials)))
    assert checked.refused or checked.respondents.empty
    assert any(sentences(checked))
