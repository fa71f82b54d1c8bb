"""Rows typed by hand: about whom somebody may write, what takes whose place, quizzes of several days as one table."""

import datetime
from dataclasses import replace

import pytest

from kamescope import service
from kamescope.errors import RequestError
from kamescope.levers.reading import TableRefused
from kamescope.service import LeverRequest, Scope, Service, Store, Task, Viewer, everything
from tests.service.sheets import found, full, loaded

DAY = datetime.date(2026, 6, 30)
HEADINGS = {"kam": "KAM", "question": "Question", "answer": "Réponse", "filled_by": "Rempli par"}
QUIZ = "KAM;Question;Réponse\nAda;1;A\nBob;1;A\n"


@pytest.fixture
def door(store: Store) -> Service:
    """Two KAMs of the 360, and a file of the quiz about both."""
    loaded(store, [full("manager", "m1", 5, kam="Ada"), full("manager", "m2", 6, kam="Bob")])
    owner = everything(store)
    owner.keep_lever(service.open_upload("quiz.csv", QUIZ.encode()), LeverRequest("roles", held_on=DAY))
    return owner


def of(door: Service, name: str, who: str = "") -> Service:
    """The door of somebody who sees one KAM alone, and fills in."""
    about = found(door.store, name)
    scope = Scope.of([(about.campaign.token, about.kam.token)])
    return Service(door.store, Viewer(scope, frozenset({Task.LEVER}), who=who or f"{name}@x.fr".lower()))


def fill(door: Service, name: str, letter: str, by: str = "other", day: datetime.date = DAY) -> service.LeverKept:
    """One answer about somebody."""
    about = found(door.store, name).kam
    request = LeverRequest("roles", held_on=day, people={name: about.token})
    return door.fill_lever(HEADINGS, [(name, 1, letter, by)], request)


def told(door: Service) -> set[tuple[str, str, str, str]]:
    """Who answered what about whom when, all files together."""
    newest = max((line for line in door.lever_files("roles") if line.stands), key=lambda line: (line.held_on, line.id))
    frame = door.lever_together(newest.id).frame
    return set(frame[["kam", "period", "filled_by", "answer"]].itertuples(index=False, name=None))


def test_who_fills_in_may_write_about_those_they_see_and_about_nobody_else(door: Service):
    ada = of(door, "Ada")
    assert [kam.name for kam in ada.lever_kams()] == ["Ada"]
    fill(ada, "Ada", "B", "kam")
    before = service.version(door.store)
    for people in ({"Bob": found(door.store, "Bob").kam.token}, {}, {"Bob": "-"}):
        with pytest.raises(RequestError, match="link_unknown"):
            ada.fill_lever(HEADINGS, [("Bob", 1, "B", "other")], LeverRequest("roles", people=people))
    with pytest.raises(RequestError, match="not_allowed"):
        ada.fill_lever({"task": "Tâche"}, [("Devis",)], LeverRequest("tasks"))
    assert service.version(door.store) == before


def test_what_is_typed_takes_the_place_only_of_what_the_same_person_typed_about_the_same_kam(door: Service):
    assert fill(of(door, "Ada"), "Ada", "B", "kam").replaced == 0, "the file of that day stands"
    assert fill(of(door, "Ada", "boss@x.fr"), "Ada", "C").replaced == 0, "and so does what somebody else typed"
    assert fill(of(door, "Bob", "boss@x.fr"), "Bob", "C").replaced == 0, "or about somebody else"
    assert fill(of(door, "Ada"), "Ada", "C", "kam").replaced == 1
    again = service.open_upload("quiz.csv", QUIZ.replace("A\n", "C\n").encode())
    assert door.keep_lever(again, LeverRequest("roles", held_on=DAY)).replaced == 1, "a file that of the file alone"
    assert sum(line.stands for line in door.lever_files()) == 4


def test_quizzes_of_several_days_are_one_table_of_which_the_newest_counts(door: Service):
    later = DAY.replace(month=7)
    fill(door, "Ada", "B", day=later)
    fill(of(door, "Ada", "boss@x.fr"), "Ada", "C", day=later)
    fill(door, "Ada", "A", "kam", later)
    june, july = DAY.isoformat(), later.isoformat()
    both = {("Ada", june, "", "A"), ("Bob", june, "", "A")}
    assert told(door) == both | {("Ada", july, "other", "C"), ("Ada", july, "kam", "A")}
    assert set(door.lever_together(1).frame["period"]) == {june}, "of an earlier day, what was known then"
    assert {kam for kam, *_ in told(of(door, "Bob"))} == {"Bob"}


def test_what_is_wrong_is_told_with_its_row_as_the_table_counts_them_and_nothing_is_kept(door: Service):
    before = service.version(door.store)
    with pytest.raises(TableRefused) as refused:
        door.fill_lever(HEADINGS, [("Zoé", 1, "A", ""), ("Zoé", 16, "D", "")], LeverRequest("roles"))
    assert {(issue.code, issue.row, issue.column) for issue in refused.value.issues} == {
        ("lever_beyond", 2, "Question"),
        ("lever_choice_unknown", 2, "Réponse"),
    }
    assert service.version(door.store) == before
    with pytest.raises(RequestError, match="not_allowed"):
        replace(door, viewer=Viewer(Scope())).fill_lever(HEADINGS, [], LeverRequest("roles"))
