"""Whom a blank questionnaire is for, and what becomes of it in the database when it comes back."""

import pytest

from kamescope.errors import RequestError
from kamescope.i18n import words
from kamescope.questionnaire import Addressee
from kamescope.service import ImportRequest, everything
from tests.ingest.test_questionnaire import some_answers
from tests.reports.papers import filled, somebody
from tests.service.sheets import found, full, loaded
from tests.support import kamescope_model, other_model


def addressee(store, *what: str, sees: frozenset[str] | None = None) -> Addressee:
    """The addressee under the shipped model as the default one."""
    door = everything(store) if sees is None else everything(store).narrowed(sees)
    return door.addressee(kamescope_model(), *what)


def test_before_anything_came_back_all_is_taken_as_written(store):
    model = kamescope_model()
    assert addressee(store, "  Été  2026 ", "M.  MARTIN", "Clients") == Addressee(
        model, "Été 2026", "M. MARTIN", "client"
    )
    assert addressee(store, "C", "K", "N+1").group == "manager"
    assert addressee(store, "C") == Addressee(model, "C", "", "")


def test_a_known_kam_brings_id_company_and_team_and_a_known_campaign_its_model(store):
    loaded(store, [full("self", "s", 5, kam_id="K-7", team="Nord")])
    entry = found(store)
    whole = Addressee(other_model(), "Printemps", "Ada Martin", "peer", "K-7", "XYZ", "Nord")
    for campaign in ("printemps", entry.campaign.token):
        for kam in ("ADA martin", "k-7", entry.kam.token):
            assert addressee(store, campaign, kam, "pairs") == whole
    assert addressee(store, "Automne", "Ada Martin", "self") == Addressee(
        kamescope_model(), "Automne", "Ada Martin", "self", "K-7", "XYZ", "Nord"
    )
    assert addressee(store, "Printemps", "Somebody new", "team") == Addressee(
        other_model(), "Printemps", "Somebody new", "team"
    )


def test_the_token_is_never_taken_for_the_source_s_own_id(store):
    loaded(store, [full("self", "s", 5)])
    assert addressee(store, "Printemps", "Ada Martin", "self").kam_id == ""


def test_who_is_out_of_sight_is_taken_as_written(store):
    loaded(store, [full("self", "s", 5, kam_id="K-7")])
    assert addressee(store, "C", "K-7", "self", sees=frozenset()).kam == "K-7"


def test_two_of_one_name_are_asked_for_unless_the_campaign_tells(store):
    loaded(store, [full("self", "s", 5, kam_id="K-7"), full("self", "s", 5, kam_id="K-8", campaign="Automne")])
    with pytest.raises(RequestError) as caught:
        addressee(store, "Hiver", "Ada Martin", "self")
    assert caught.value.code == "kam_ambiguous"
    assert addressee(store, "Automne", "Ada Martin", "self").kam_id == "K-8"


def test_a_group_nobody_knows_is_told_with_those_there_are(store):
    with pytest.raises(RequestError) as caught:
        addressee(store, "C", "K", "voisins")
    for language in ("fr", "en"):
        assert "voisins" in words(language).error(caught.value) and "Client" in words(language).error(caught.value)


@pytest.mark.deep
def test_a_known_kam_s_questionnaire_comes_back_to_the_same_kam(store):
    loaded(store, [full("self", "s", 5, team="Nord")])
    request = ImportRequest(default_model=kamescope_model())
    content = filled(addressee(store, "Printemps", "ada martin", "manager"), {"L01": 3})
    assert everything(store).import_file("m.xlsx", content, request).status == "imported"
    (entry,) = everything(store).people()
    assert [group.respondents for group in entry.groups] == [1, 1, 0, 0, 0]


def managers(store) -> int:
    """How many managers' questionnaires count."""
    (entry,) = everything(store).people()
    return entry.groups[kamescope_model().group_index["manager"]].respondents


@pytest.mark.deep
def test_ten_people_s_files_are_ten_respondents_and_each_is_known_again(store):
    model, request = kamescope_model(), ImportRequest(default_model=kamescope_model())
    for number in range(10):
        content = filled(somebody("manager"), some_answers(model, "manager", number))
        report = everything(store).import_file(f"retour {number}.xlsx", content, request)
        assert (report.status, report.respondents, report.issues) == ("imported", 1, ())
    assert managers(store) == 10
    same = filled(somebody("manager"), some_answers(model, "manager", 3), code="retour 3")
    assert everything(store).import_file("renamed.xlsx", same, request).status == "imported"
    other = everything(store).import_file("retour 3.xlsx", filled(somebody("manager"), {"Q4": 1}), request)
    assert "respondent_changed" in [issue.code for issue in other.issues if other.refused]
    assert managers(store) == 10


@pytest.mark.deep
def test_it_finds_its_model_among_those_of_the_database(store):
    request = ImportRequest(default_model=other_model())
    first = everything(store).import_file("a.xlsx", filled(somebody("self", other_model()), {"L01": 3}), request)
    assert first.status == "imported"
    request = ImportRequest(default_model=kamescope_model())
    own = filled(somebody("manager", other_model()), {"L01": 3})
    assert everything(store).import_file("b.xlsx", own, request).status == "imported"
