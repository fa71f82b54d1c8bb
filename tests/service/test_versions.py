"""Versions: what a release gave is read again by those who had it, and by nobody else, whatever came later."""

import dataclasses
import datetime
import json

import pytest

from kamescope.errors import RequestError
from kamescope.model import Model
from kamescope.model_file import model_from_data
from kamescope.service import GrantRequest, ImportRequest, Question, Service, Store, everything, signed_in
from tests.service.sheets import changed, full, give, load, loaded, published, several, wide
from tests.service.test_door import told
from tests.service.test_road import LATE, TODAY, first_version, pair
from tests.support import other_model


@pytest.fixture
def ada(base: Store) -> tuple[str, str]:
    """Whose results were released to the KAM and the lead, and reopened since."""
    about = pair(base)
    grants(everything(base), "early")
    give(everything(base), *about, "kam", "lead")
    everything(base).reopen(*about)
    return about


def grants(door: Service, name: str) -> None:
    """Every role about Ada, each for another e-mail."""
    for role in ("kam", "manager", "coach", "lead"):
        on = {"company": "XYZ"} if role == "lead" else {"kam": "Ada Martin"}
        door.grant(GrantRequest(role, f"{role}.{name}@x.fr", **on))


def reads_first(store: Store, about: tuple[str, str]) -> set[str]:
    """Who of all those known reads the first version; both ways of asking agree."""
    found = set()
    for person in everything(store).persons():
        door = signed_in(store, person.email)
        is_listed = [version.number for version in door.versions()][-1:] == [1]
        assert is_listed == (first_version(store, person.email, about) != "version_unknown")
        found |= {person.email.split("@")[0]} if is_listed else set()
    return found


@pytest.mark.deep
def test_a_version_is_read_by_those_who_had_it(base: Store, ada: tuple[str, str]):
    """The role was among those it was given to, and the grant was there before it was reopened; a coach reads all."""
    everything(base).grant(GrantRequest("kam", "kam.early@x.fr", kam="Ada Martin"))  # what is held is held since then
    grants(everything(base), "late")
    assert reads_first(base, ada) == {"kam.early", "lead.early", "coach.early", "coach.late"}
    everything(base).revoke(GrantRequest("kam", "kam.early@x.fr", kam="Ada Martin"))
    everything(base).grant(GrantRequest("kam", "kam.early@x.fr", kam="Ada Martin"))
    assert "kam.early" not in reads_first(base, ada), "given anew"


def test_what_was_reopened_before_its_day_nobody_had(base: Store):
    grants(everything(base), "early")
    about = pair(base)
    give(everything(base), *about)
    everything(base).release_to(*about, opens=TODAY + datetime.timedelta(1))
    everything(base).reopen(*about)
    assert reads_first(base, about) == {"coach.early"}


@pytest.mark.deep
def test_a_team_lead_had_the_version_of_who_was_in_the_team_then(base: Store):
    """And has it as long as they are: both now and then."""
    door = everything(base)
    for team in ("North", "South"):
        sheets = [full("manager", f"m of {team}", 4, kam="Bob", team=team), full("self", "s9", 4, kam=team, team=team)]
        loaded(base, sheets, name=f"{team}.csv")
        door.grant(GrantRequest("lead", f"{team}@x.fr", company="XYZ", team=team))
    about = pair(base, "Bob")
    give(door, *about)
    assert reads_first(base, about) == {"north"}
    door.reopen(*about)
    door.undo(2)
    assert [entry.kam.team for entry in door.people() if entry.kam.name == "Bob"] == ["South"]
    assert reads_first(base, about) == set(), "the one has them no more, the other did not then"


def reworded(**settings: object) -> Model:
    """The same questionnaire in other words, under other thresholds or minimums."""
    data = json.loads(other_model().source)
    for group in data["groups"]:
        group |= {"minimum": settings.get("minimum", group["minimum"])} if group["code"] == "peer" else {}
    data["settings"] = data.get("settings", {}) | {"gap_marked": 0.5}
    return model_from_data(data | {"name": "Said otherwise"}, "other.toml")


def said_otherwise(store: Store, **settings: object) -> None:
    """Import under the same questionnaire in other words one more file about Ada."""
    request = ImportRequest(default_model=other_model(), model=reworded(**settings))
    report = everything(store).import_file("b.csv", wide([full("manager", "m2", 9, team="South")]), request)
    assert report.status == "imported", report.issues


@pytest.mark.deep
def test_a_version_tells_words_thresholds_and_team_of_its_day(base: Store, ada: tuple[str, str]):
    before = everything(base).results(Question(*ada, version=1))
    said_otherwise(base)
    now, then = published(base), everything(base).results(Question(*ada, version=1))
    assert (now.model.name, now.kam.team) != (then.model.name, then.kam.team)
    assert (then.model.source, then.model.gap_marked) == (before.model.source, before.model.gap_marked)
    assert (told(then), then.dispersions) == (told(before), before.dispersions)


@pytest.mark.deep
def test_while_a_release_stands_words_thresholds_and_team_stand_still(base: Store, ada: tuple[str, str]):
    before = published(base)
    give(everything(base), *ada)
    said_otherwise(base)
    assert (told(published(base)), published(base).model) == (told(before), before.model)
    everything(base).reopen(*ada)
    assert published(base).model.name != before.model.name and published(base).kam.team == "South"


@pytest.mark.deep
def test_a_stricter_promise_acts_on_what_was_given_before(base: Store, ada: tuple[str, str]):
    """Three peers were shown; from five on they are, the version too tells only how many they were."""
    said_otherwise(base, minimum=5)
    peers = everything(base).results(Question(*ada, version=1)).group("peer")
    assert (peers.status, peers.respondents, peers.minimum, peers.answers) == ("masked", 3, 5, None)
    assert {item.status for item in peers.items} <= {"masked", "no_data"}


@pytest.mark.deep
def test_each_version_keeps_its_own_figures_and_nearness(base: Store, ada: tuple[str, str]):
    first = told(everything(base).results(Question(*ada, version=1)))
    loaded(base, several("peer", 8, first=4), name="late.csv")
    give(everything(base), *ada)
    second = published(base)
    assert second.dispersions
    everything(base).reopen(*ada)
    loaded(base, changed(3), name="newer.csv", replace=True)
    kept = everything(base).results(Question(*ada, version=2))
    assert (told(kept), kept.dispersions) == (told(second), second.dispersions)
    assert told(everything(base).results(Question(*ada, version=1))) == first
    versions = everything(base).versions()
    assert [(version.number, version.opens, version.until) for version in versions] == [
        (2, TODAY, TODAY),
        (1, TODAY, TODAY),
    ]


def test_no_partition_value_of_a_version_is_told(base: Store, ada: tuple[str, str]):
    with pytest.raises(RequestError, match="version_whole"):
        everything(base).results(Question(*ada, "Lyon", version=1))


@pytest.mark.deep
def test_an_erased_respondent_takes_the_figures_of_every_version_along(base: Store, ada: tuple[str, str]):
    loaded(base, LATE, name="late.csv")
    assert everything(base).would_erase(*ada, "peer", "p5").rows["versions"] == 1, "though p5 came after it"
    everything(base).erase(*ada, "manager", "m1")
    assert everything(base).versions() == () and [each.kept for each in everything(base).roads()[0].releases] == [False]
    with base.snapshot() as frozen:
        assert frozen._cursor.execute("SELECT count(*) FROM version_models").fetchall() == [(0,)]


@pytest.mark.deep
def test_what_was_released_when_nothing_was_kept_is_kept_as_it_is_reopened(base: Store):
    about = pair(base)
    give(everything(base), *about)
    before = told(published(base))
    with base.transaction() as cursor:
        cursor.execute("DELETE FROM versions")
    loaded(base, LATE, name="late.csv")
    everything(base).reopen(*about)
    assert told(published(base)) != before == told(everything(base).results(Question(*about, version=1)))


@pytest.mark.deep
def test_a_version_of_somebody_who_is_there_no_more_is_nobodys(base: Store, ada: tuple[str, str]):
    """And is theirs again once they are back."""
    before = told(everything(base).results(Question(*ada, version=1)))
    everything(base).undo(1)
    assert everything(base).versions() == ()
    with pytest.raises(RequestError, match="version_unknown"):
        everything(base).results(Question(*ada, version=1))
    load(base, [full("self", "s1", 7)], name="again.csv")
    assert dataclasses.astuple(Question(*pair(base)))[:2] == ada
    assert told(everything(base).results(Question(*ada, version=1))) == before
