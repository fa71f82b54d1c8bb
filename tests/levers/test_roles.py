"""The quiz on roles: totals, bands at their limits, scores by role, what is no answer; and quizzes as files."""

import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope.errors import ContentError, QuizError
from kamescope.i18n import LANGUAGES, words
from kamescope.levers.roles.analysis import RolesChoices, analyse
from kamescope.levers.roles.quiz import load_quiz, shipped
from tests.levers import reference
from tests.levers.support import FEW
from tests.support import kamescope_model

SMALL = """
code = "small"
name = "Small"
roles = [
  { code = "hunter", name = "Hunter", definition = "Opens", advice = "Call" },
  { code = "farmer", name = "Farmer", definition = "Grows", advice = "Visit" },
]
bands = [
  { code = "low", from = 2, name = "Low", advice = "Go on" },
  { code = "high", from = 7, name = "High", advice = "Well" },
]
[[questions]]
text = "A lead calls"
answers = [{ points = 5, role = "hunter", text = "Goes" }, { points = 1, role = "farmer", text = "Waits" }]
[[questions]]
text = "A client grows"
answers = [{ points = 1, role = "hunter", text = "Sells" }, { points = 5, role = "farmer", text = "Plans" }]
"""


def with_points(*points: int) -> str:
    """The answers of the shipped quiz that are worth so much, question by question."""
    pairs = zip(shipped().questions, points, strict=True)
    return "".join(answer.letter for question, worth in pairs for answer in question.answers if answer.points == worth)


def table(**people: str) -> pd.DataFrame:
    rows = [(kam, float(n), letter) for kam, given_ in people.items() for n, letter in enumerate(given_, start=1)]
    return pd.DataFrame(rows, columns=["kam", "question", "answer"])


def row(frame: pd.DataFrame, choices: RolesChoices | None = None) -> dict:
    (found,) = analyse(frame, choices).as_json()
    return found


# The shipped quiz


def test_it_has_fifteen_questions_of_5_3_and_1_in_three_roles_each():
    quiz = shipped()
    assert len(quiz.questions) == 15 and quiz.letters == "ABC"
    assert (quiz.lowest, quiz.highest) == (15, 75)
    assert [role.code for role in quiz.roles] == ["watcher", "businessman", "networker", "conductor"]
    for question in quiz.questions:
        assert sorted(answer.points for answer in question.answers) == [1, 3, 5]
        assert len({answer.role for answer in question.answers}) == 3
    assert [(band.code, band.start) for band in quiz.bands] == [("below", 15), ("on_the_way", 35), ("expert", 56)]


def test_its_roles_can_be_reached_equally_and_its_letters_tell_nothing():
    """135 points (15 × (5 + 3 + 1)) do not part in four: 34, 34, 34 and 33."""
    quiz = shipped()
    assert [quiz.reachable(role.code) for role in quiz.roles] == [34, 34, 34, 33]
    answers = [answer for question in quiz.questions for answer in question.answers]
    assert set(Counter((answer.letter, answer.points) for answer in answers).values()) == {5}
    assert Counter(answer.role for answer in answers if answer.points == 5).most_common()[-1][1] == 3


def test_it_says_all_in_every_language_and_names_factors_that_there_are():
    quiz, known = shipped(), {factor.code for factor in kamescope_model().factors}
    texts = [
        quiz.name,
        quiz.intro,
        *(text for role in quiz.roles for text in (role.name, role.definition, role.advice)),
    ]
    texts += [text for band in quiz.bands for text in (band.name, band.advice)]
    texts += [text for each in quiz.questions for text in (each.text, *(answer.text for answer in each.answers))]
    for text in texts:
        assert set(dict(text.versions)) == set(LANGUAGES)
        french = text.in_("fr")
        assert not re.search(r"[^\u00a0][:;?!%»]|«[^\u00a0]|'", french), french
    assert all(set(role.factors) <= known and role.factors for role in quiz.roles)
    said = [text.in_(language) for text in texts for language in LANGUAGES]
    assert len(said) - len(set(said)) <= 1  # "Expert" is both


# Results


@pytest.mark.parametrize(
    ("points", "total", "band"),
    [
        ([1] * 15, 15, "below"),
        ([5] * 4 + [3] + [1] * 10, 33, "below"),
        ([5] * 5 + [1] * 10, 35, "on_the_way"),
        ([3] * 15, 45, "on_the_way"),
        ([5] * 5 + [3] * 10, 55, "on_the_way"),
        ([5] * 6 + [3] * 9, 57, "expert"),
        ([5] * 15, 75, "expert"),
    ],
)
def test_bands_at_their_limits(points: list[int], total: int, band: str):
    found = row(table(K=with_points(*points)))
    assert (found["total"], found["band"]) == (total, band)
    assert sum(found["roles"].values()) == total


def test_the_best_answers_worked_by_hand():
    """Four fives of each role but one: 20, 20, 20 and 15."""
    assert row(table(K=with_points(*[5] * 15))) == {
        "kam": "K",
        "total": 75,
        "band": "expert",
        "roles": {"watcher": 20, "businessman": 20, "networker": 20, "conductor": 15},
    }


def test_who_acts_in_one_role_alone_is_high_in_it_and_low_in_all():
    letters = ""
    for question in shipped().questions:
        own = [answer for answer in question.answers if answer.role == "watcher"]
        letters += (own or sorted(question.answers, key=lambda answer: answer.points))[0].letter
    result = analyse(table(K=letters))
    (person,) = result.people.to_dict("records")
    assert (person["total"], person["band"], person["prevailing"]) == (34 + 3, "on_the_way", "watcher")
    assert result.scores["watcher"].tolist() == [result.reachable["watcher"]]
    assert result.missed["watcher"].tolist() == [0] and person["weakest"] != "watcher"


def test_the_weakest_role_is_the_one_whose_situations_are_missed():
    """Of the three that ask for a conductor two are taken at 1: 8 of 15 points are missed."""
    asks = [question.asks for question in shipped().questions]
    assert Counter(asks) == {"watcher": 4, "businessman": 4, "networker": 4, "conductor": 3}
    points = [5] * 15
    first, second, _ = (place for place, role in enumerate(asks) if role == "conductor")
    points[first] = points[second] = 1
    result = analyse(table(K=with_points(*points), L=with_points(*[5] * 15)))
    assert result.people["weakest"].tolist() == ["conductor", ""]
    assert result.people["prevailing"].tolist()[1] == ""
    assert result.missed["conductor"].tolist() == [8, 0]
    assert result.asked == {"watcher": 20, "businessman": 20, "networker": 20, "conductor": 15}


def test_people_stand_as_in_the_file_and_their_last_period_counts():
    early, late = table(Z=with_points(*[1] * 15), A=with_points(*[3] * 15)), table(A=with_points(*[5] * 15))
    result = analyse(pd.concat([early.assign(period="2025"), late.assign(period="2026")]))
    told = result.people[["kam", "period", "total", "is_latest"]].values.tolist()
    assert told == [["Z", "2025", 15, True], ["A", "2025", 45, False], ["A", "2026", 75, True]]
    assert [(each["kam"], each["total"]) for each in result.as_json()] == [("Z", 15), ("A", 75)]
    assert (result.together.people, result.together.total) == (2, 45)


def test_the_answers_that_cost_most_come_first():
    points = [5] * 15
    points[2], points[6], points[9] = 3, 1, 1
    result = analyse(table(K=with_points(*points)))
    costliest = result.costliest("K")
    assert costliest["question"].tolist() == [7, 10, 3]
    assert costliest["lost"].tolist() == [4, 4, 2]


def test_no_band_while_a_question_is_open():
    found = row(table(K=with_points(*[5] * 15)[:14] + " "))
    assert (found["total"], found["band"]) == (70, None)
    assert analyse(table(K="A")).together.total is None
    assert analyse(table()).as_json() == []


def test_letters_in_any_case_and_what_is_no_answer():
    assert row(table(K="abc"))["total"] == row(table(K="ABC"))["total"]
    for wrong, answer in ((table(K="AD"), "D"), (table(K="A" * 16), "A"), (table(K="A").assign(question=1.5), "A")):
        with pytest.raises(ContentError) as caught:
            analyse(wrong)
        assert (caught.value.code, caught.value.facts["answer"]) == ("lever_quiz_answer", answer)
    with pytest.raises(ContentError) as caught:
        analyse(pd.concat([table(K="A"), table(K="B")]))
    assert (caught.value.code, caught.value.facts["question"]) == ("lever_quiz_twice", 1)


@settings(max_examples=FEW)
@given(st.lists(st.none() | st.integers(0, 2), min_size=15, max_size=15))
def test_scores_are_those_of_the_slow_way(given_: list):
    questions = [[(answer.points, answer.role) for answer in question.answers] for question in shipped().questions]
    total, by_role = reference.roles(questions, given_)
    letters = "".join(" " if place is None else "ABC"[place] for place in given_)
    for found in analyse(table(K=letters)).as_json():
        assert found["total"] == total
        assert {role: points for role, points in found["roles"].items() if points} == by_role
        assert (found["band"] is None) == (None in given_)


# Quizzes of one's own


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_another_quiz_is_answered_likewise(written):
    quiz = load_quiz(written(SMALL))
    assert (quiz.version, quiz.letters, quiz.lowest, quiz.highest) == ("1", "AB", 2, 10)
    found = row(table(K="AB"), RolesChoices(quiz))
    assert found == {"kam": "K", "total": 10, "band": "high", "roles": {"hunter": 5, "farmer": 5}}
    assert row(table(K="AA"), RolesChoices(quiz))["band"] == "low"


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ('code = "small"', "", [("model_key_missing", "quiz.code")]),
        ('name = "Small"', 'nom = "Small"', [("model_unknown_key", "quiz.nom"), ("model_key_missing", "quiz.name")]),
        (
            'points = 5, role = "hunter"',
            'points = 2.5, role = "hunter"',
            [("model_number", "questions.answers.points")],
        ),
        ('points = 5, role = "hunter"', 'points = -1, role = "hunter"', [("model_number", "questions.answers.points")]),
        ('points = 5, role = "hunter"', 'role = "hunter"', [("model_key_missing", "questions.answers.points")]),
        ('points = 5, role = "hunter"', 'points = 5, role = "gatherer"', [("quiz_role", "questions.answers.role")]),
        ('points = 5, role = "hunter"', "points = 5", [("model_key_missing", "questions.answers.role")]),
        ('role = "farmer"', 'role = "hunter"', [("quiz_role_unused", "roles.code")]),
        ('code = "farmer"', 'code = "hunter"', [("model_duplicate", "roles.code")]),
        ('code = "high"', 'code = "low"', [("model_duplicate", "bands.code")]),
        ("from = 2,", "from = 3,", [("quiz_bands", "bands.from")]),
        ("from = 7,", "from = 2,", [("quiz_bands", "bands.from")]),
        ("from = 7,", "from = 11,", [("quiz_bands", "bands.from")]),
        ("from = 7,", "", [("model_key_missing", "bands.from"), ("quiz_bands", "bands.from")]),
        (', { points = 1, role = "farmer", text = "Waits" }', "", [("quiz_count", "questions.answers")]),
        ('text = "A lead calls"', "text = 3", [("model_text", "questions.text")]),
    ],
)
def test_every_fault_is_named_by_table_and_key(written, old: str, new: str, faults: list):
    assert old in SMALL
    with pytest.raises(QuizError) as caught:
        load_quiz(written(SMALL.replace(old, new)))
    told = [(issue.code, issue.column) for issue in caught.value.issues]
    assert [fault for fault in faults if fault not in told] == []
    for language in LANGUAGES:
        for each in (caught.value, *caught.value.issues):
            assert words(language).error(each).startswith("own.toml"), each.code


def test_what_is_no_quiz_at_all(written):
    for text, code in (("= 1", "model_syntax"), ("", "model_empty")):
        with pytest.raises(QuizError) as caught:
            load_quiz(written(text))
        assert code in [issue.code for issue in caught.value.issues]
    with pytest.raises(QuizError):
        load_quiz(Path("nowhere.toml"))
