import pytest

from kamescope.ingest.words import group_words, heading_name, item_words, normal
from tests.support import kamescope_model, other_model


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  Évalué(s) ", "evalue"),
        ("L’équipe", "l'equipe"),
        ("RÉPONDANT\u00a0 nº", "repondant no"),
        ("auto\u2011évaluation", "auto-evaluation"),
        ("\ufeffcampagne", "campagne"),
        ("N+1", "n+1"),
        ("Société", "societe"),
    ],
)
def test_one_normal_form(typed, expected):
    assert normal(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("Campagne", "campaign"), ("CAMPAIGN", "campaign"), ("KAM_ID", "kam_id"), ("kam id", "kam_id"),
     ("Société", "company"), ("societe", "company"), ("Entreprise", "company"), ("équipe", "team"),
     ("Groupe", "group"), ("Répondant", "respondent"), ("Réponse", "answer"), ("Segment", None), ("", None)],
)  # fmt: skip
def test_headings_in_both_languages(typed, expected):
    assert heading_name(typed) == expected


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Self", "self"), ("AUTO-ÉVALUATION", "self"), ("Auto‑évaluations", "self"), ("Manager(s)", "manager"),
     ("managers", "manager"), ("Clients ", "client"), ("CLIENT(S)", "client"), ("customer", "client"),
     ("pair", None), ("client manager", None), ("", None), ("1", None)],
)  # fmt: skip
def test_group_words(typed, code):
    model = kamescope_model()
    assert group_words(model).position(typed) == (None if code is None else model.group_index[code])


def test_group_words_come_from_the_model():
    model = other_model()
    assert group_words(model).position("Collègues") == model.group_index["peer"]
    assert group_words(model).position("Membres de l'équipe") == model.group_index["team"]
    assert group_words(model).position("client") is None


def test_an_item_answers_to_its_code_and_its_statement_in_both_languages():
    model = kamescope_model()
    words = item_words(model)
    for position, item in enumerate(model.items):
        assert words.find(f" {item.code.lower()} ") == (position,)
        for _, statement in item.text.versions:
            assert words.find(statement.upper().replace("’", "'")) == (position,)
    assert words.find("Q82") == () and words.is_code_like("Q82") and words.is_code_like("q 82.")
    assert words.code_like("Segment 2") is None
    assert words.code_like("Q12 - Prépare") == "q12" and not words.is_code_like("Q12 - Prépare")


def test_a_part_of_a_statement_is_not_the_statement():
    model = kamescope_model()
    statement = model.items[0].text.in_("fr")
    assert item_words(model).find(statement[:-1]) == ()
