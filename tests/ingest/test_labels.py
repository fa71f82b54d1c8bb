"""Answers in words: what is certain goes through, what is not is proposed, and nothing is taken by a part of it."""

import pytest

from kamescope.ingest.labels import label_sets, no_answer_words, understand
from kamescope.ingest.mapping import FileMapping
from kamescope.ingest.words import label_key, normal
from tests.support import kamescope_model

SCALE = kamescope_model().scale
NOTHING = FileMapping()


def meanings(*written: str, mapping: FileMapping = NOTHING, blank: frozenset[int] = frozenset()):
    """Each way of writing with its value, and whether it is sure."""
    uses = understand(dict.fromkeys(written, 1), SCALE, mapping, blank)
    return {use.written: (use.value, use.sure) for use in uses}


def sure(*written: str) -> dict[str, int | None]:
    """The values, all of which have to be sure."""
    found = meanings(*written)
    assert all(certain for _, certain in found.values()), found
    return {label: value for label, (value, _) in found.items()}


def doubtful(*written: str) -> bool:
    """Whether a person has to confirm something."""
    return not all(certain for _, certain in meanings(*written).values())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_models_own_labels(language):
    labels = [label.in_(language) for label in SCALE.labels]
    assert sure(*labels) == dict(zip(labels, range(1, 6), strict=True))
    assert sure(*(label.upper().replace("’", "'") for label in labels))


def test_labels_match_whole():
    found = sure("Pas du tout d’accord", "Pas tout à fait d’accord", "Neutre", "D’accord", "Tout à fait d'accord")
    assert found["Pas tout à fait d’accord"] == 2 and found["Tout à fait d'accord"] == 5
    assert meanings("Plutôt", "Neutre")["Plutôt"][1] is False
    assert meanings("Tout à fait d’accord, mais", "Neutre")["Tout à fait d’accord, mais"] == (None, False)


def test_without_the_middle_the_scale_may_have_four_values():
    four = ["Pas du tout d’accord", "Plutôt pas d’accord", "Plutôt d’accord", "Tout à fait d’accord"]
    assert doubtful(*four)
    assert not doubtful(*four, "Ni d’accord ni pas d’accord")


def test_two_labels_of_one_value_may_be_of_a_longer_scale():
    assert doubtful("Pas du tout d’accord", "Neutre", "D’accord", "Plutôt d’accord")


def test_one_unknown_label_puts_them_all_in_doubt():
    found = meanings("Souvent", "Parfois", "Jamais", "Quand il pleut")
    assert found == {
        "Souvent": (4, False),
        "Parfois": (3, False),
        "Jamais": (1, False),
        "Quand il pleut": (None, False),
    }


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("odd", ["Not observed at all", "Quand il pleut", "Oui", "Neutre"])
def test_the_models_own_labels_are_sure_whatever_stands_beside_them(language: str, odd: str):
    own = [label.in_(language) for label in SCALE.labels]
    found = meanings(*own, odd)
    assert [found[label] for label in own] == [(value, True) for value in range(1, 6)]
    assert not found[odd][1]


def test_some_of_them_beside_an_unknown_one_may_be_those_of_a_longer_scale():
    own = [label.in_("en") for label in SCALE.labels][1:]
    assert not any(certain for _, certain in meanings(*own, "Slightly agree").values())


def test_own_labels_split_over_languages():
    french, english = ([label.in_(language) for label in SCALE.labels] for language in ("fr", "en"))
    assert sure(*french, *english) == dict(zip([*french, *english], [1, 2, 3, 4, 5] * 2, strict=True))
    assert sure(french[0], english[1], french[2], english[4]) is not None


@pytest.mark.parametrize(
    "written", ["5 - Excellent", "5 – excellent", "5 (Excellent)", "Excellent (5)", "5. Excellent"]
)
def test_a_number_with_a_label_that_bears_it_out(written):
    assert sure(written, "3 - Moyen", "2")[written] == 5


def test_numbers_before_labels_in_two_languages():
    french, english = ([label.in_(language) for label in SCALE.labels] for language in ("fr", "en"))
    written = [f"{value}. {label}" for labels in (french, english) for value, label in enumerate(labels, start=1)]
    assert sure(*written) == dict(zip(written, [1, 2, 3, 4, 5] * 2, strict=True))
    assert doubtful("1. Pas du tout d’accord", "1. Presque")


def test_stars_are_counted_and_proposed():
    assert meanings("★★★★★", "★★☆☆☆", "⭐⭐⭐") == {"★★★★★": (5, False), "★★☆☆☆": (2, False), "⭐⭐⭐": (3, False)}
    assert meanings("★★★★★★")["★★★★★★"] == (None, False)


@pytest.mark.parametrize("written", ["80 %", "100%", "0,8", "0.2", "7.5"])
def test_another_measure_puts_whole_numbers_in_doubt(written: str):
    """1 may be 100 %: spreadsheets write it as a whole number."""
    assert meanings(written, "1") == {written: (None, False), "1": (None, False)}
    said = FileMapping(answers={label_key(written): 4})
    assert meanings(written, "1", mapping=said)["1"] == (None, False)


def test_a_half_between_two_answers_says_nothing_of_the_others():
    assert meanings("3,5", "4") == {"3,5": (None, False), "4": (4, True)}


@pytest.mark.parametrize("written", ["TRUE", "Vrai", "oui", "😀", "👍", "trois", "III"])
def test_what_nobody_knows_is_asked_about(written: str):
    assert meanings(written, "4")[written] == (None, False)


def test_a_number_against_its_label_is_a_reversed_scale():
    found = meanings("1 - Tout à fait d’accord", "5 - Pas du tout d’accord", "2")
    assert not any(certain for _, certain in found.values())


def test_a_number_with_a_label_nobody_knows_is_asked_about():
    assert doubtful("5 - Champion", "1 - Débutant")


@pytest.mark.parametrize("written", ["10", "0", "6", "-1", "3,5", "4/5", "=1+1", "1;2"])
def test_numbers_that_are_no_answer(written):
    assert meanings(written, "4")[written] == (None, False)


def test_a_tools_own_codes_for_no_answer():
    assert meanings("-99", "4", blank=frozenset([-99])) == {"4": (4, True), "-99": (None, True)}


@pytest.mark.parametrize("written", ["N/A", "n.a.", "NSP", "Ne sait pas", "Sans avis", "Non concerné(e)", "Don’t know"])
def test_no_answer(written):
    assert sure(written, "4") == {written: None, "4": 4}


def test_the_middle_is_an_answer_and_no_absence_of_one():
    assert "neutre" not in no_answer_words()
    own = [label.in_("fr") for label in SCALE.labels]
    assert sure("Neutre", *own[:2], *own[3:])["Neutre"] == 3


def test_some_labels_of_a_set_may_be_all_those_of_a_shorter_scale():
    assert doubtful("Jamais", "Parfois", "Souvent", "Toujours")
    assert doubtful("Insuffisant", "Moyen", "Bien", "Très bien")
    assert not doubtful("Jamais", "Rarement", "Parfois", "Souvent", "Toujours")


def test_a_number_beyond_the_scale_puts_all_numbers_in_doubt():
    assert meanings("2", "4", "6") == {"2": (None, False), "4": (None, False), "6": (None, False)}
    some = FileMapping(answers={"6": 3})
    assert meanings("2", "4", "6", mapping=some) == {"2": (None, False), "4": (None, False), "6": (3, True)}


def test_a_scale_turned_round_is_turned_for_every_spelling():
    turned = FileMapping(answers={str(number): 6 - number for number in range(1, 6)})
    for four in ("4", "4,0", "04", "4.00", "'4", '="4"'):
        assert meanings("1", four, mapping=turned) == {"1": (5, True), four: (2, True)}


def test_a_minus_beside_a_plus_is_an_answer():
    assert meanings("-", "+", "4")["-"] == (None, False)
    assert meanings("-", "4")["-"] == (None, True)


def test_what_was_agreed_is_not_asked_again():
    agreed = FileMapping(answers={"10": 1, "11": 2, "bof": None})
    assert meanings("10", "11", "Bof", mapping=agreed) == {"10": (1, True), "11": (2, True), "Bof": (None, True)}
    assert meanings("10", mapping=FileMapping(answers={"10": 9})) == {"10": (None, False)}


def test_no_label_stands_twice_in_one_set_nor_among_the_words_for_no_answer():
    for known in label_sets():
        assert not known.keys() & no_answer_words()
        assert all(label == normal(label) for label in known)
    assert {max(known.values()) for known in label_sets()} <= {4, 5}


@pytest.mark.parametrize("marks", [("A", "ECA", "NA"), ("C", "PC", "NC"), ("A", "B", "n/a"), ("TB", "B", "ND")])
def test_abbreviations_among_school_marks_are_answers(marks: tuple[str, ...]):
    assert meanings(*marks)[marks[-1]] == (None, False)
    best = FileMapping(answers={label_key(mark): 5 - position for position, mark in enumerate(marks[:-1])})
    assert meanings(*marks, mapping=best)[marks[-1]] == (None, False), "what nobody has said stays open"
    said = FileMapping(answers={**best.answers, label_key(marks[-1]): 1})
    assert meanings(*marks, mapping=said)[marks[-1]] == (1, True)


def test_no_answer_words_beside_unknown_labels_are_listed_and_proposed():
    uses = understand(dict.fromkeys(("Ça va bien", "Ça va mal", "Sans opinion"), 1), SCALE, NOTHING, frozenset())
    assert {use.by for use in uses if use.written == "Sans opinion"} == {"no_answer"}
    assert not any(use.sure for use in uses)
    best = FileMapping(answers={"ca va bien": 5, "ca va mal": 1})
    assert meanings("Ça va bien", "Ça va mal", "Sans opinion", "NA", mapping=best)["NA"] == (None, True)


@pytest.mark.parametrize("word", ["NA", "N/A", "-", "NSP"])
def test_beside_numbers_and_known_labels_they_are_no_answer(word: str):
    assert meanings("1", "5", word)[word] == (None, True)
    assert meanings(*(label.in_("fr") for label in SCALE.labels), word)[word] == (None, True)
