"""Mes KAM: the states, what is to be done, the day of the conversation, one next step each; for coaches alone."""

import datetime

import pytest

from kamescope.i18n import words
from kamescope.service import Milestone, Road, Service, everything
from kamescope.ui import data
from tests.comments import keep_all
from tests.pages.app import faults, heading, opened, shown, unmarked, widget
from tests.pages.databases import People
from tests.plans import TOMORROW, priority
from tests.service.sheets import give, given

FRENCH, ENGLISH = words("fr"), words("en")


@pytest.fixture
def door(own_demo: People) -> Service:
    """The owner's door to a copy of the demonstration, in use."""
    return everything(data.store())


def position(road: Road) -> str:
    """What the widgets of a row are called by."""
    return f"{road.campaign.token}_{road.kam.token}"


def first(door: Service, step: Milestone) -> Road:
    """Somebody in that state."""
    return next(road for road in door.roads() if road.step is step)


@pytest.mark.parametrize("say", [FRENCH, ENGLISH])
def test_every_kam_has_a_state_and_one_next_step(door: Service, say):
    test = opened("home", lang=say.language)
    assert faults(test) == [] and heading(test) == say("page.home")
    latest = max(road.campaign.date for road in door.roads())
    roads = [road for road in door.roads() if road.campaign.date == latest]
    labels = {each.key: each.label for each in test.button}
    assert sum(key.startswith("home_next_") for key in labels if key) == len(roads), "the latest campaign alone"
    assert [labels[f"home_next_{position(road)}"] for road in roads] == [say(f"road.do.{road.step}") for road in roads]
    assert say("road.every", count=say.number(len(roads))) in [option for each in test.pills for option in each.options]


def test_somebody_prepared_is_released_from_here_after_a_confirmation(door: Service):
    road = first(door, Milestone.READY)
    pair = road.campaign.token, road.kam.token
    keep_all(door, *pair)
    door.prepare(*pair)
    test = widget(opened("home"), "button", f"home_next_{position(road)}").click().run()
    assert given(door) == frozenset(), "it only asks"
    test = widget(test, "button", f"release_{position(road)}_go").click().run()
    assert faults(test) == [] and given(door) == {pair}


def test_the_day_of_the_conversation_is_kept(door: Service):
    road = first(door, Milestone.READY)
    test = opened("home")
    widget(test, "date_input", f"home_talk_{position(road)}").set_value(datetime.date(2026, 3, 31)).run()
    (kept,) = [each.marks.talk for each in door.roads() if position(each) == position(road)]
    assert kept == datetime.date(2026, 3, 31)


@pytest.mark.deep
def test_one_state_is_listed_alone(door: Service):
    road = first(door, Milestone.READY)
    give(door, road.campaign.token, road.kam.token)
    test = widget(opened("home"), "pills", "home_step").set_value("released").run()
    assert [each.key for each in test.button if each.key.startswith("home_next_")] == [f"home_next_{position(road)}"]
    assert FRENCH("road.do.released") in unmarked(next(each.label for each in test.button if "home_next" in each.key))


@pytest.mark.deep
def test_the_next_step_leads_where_it_is_done_and_only_what_is_late_stands_out(
    door: Service, monkeypatch: pytest.MonkeyPatch
):
    road = first(door, Milestone.READY)
    pair = road.campaign.token, road.kam.token
    test = widget(opened("home"), "button", f"home_next_{position(road)}").click().run()
    assert heading(test).endswith(FRENCH("page.prepare")) and test.query_params["kam"] == road.kam.token
    give(door, *pair)
    test = widget(opened("home"), "button", f"home_next_{position(road)}").click().run()
    assert heading(test).endswith(FRENCH("page.plan"))
    door.write_plan(*pair, priority("F10"))
    assert FRENCH("road.open_steps", 3) in shown(opened("home"))
    monkeypatch.setattr("kamescope.ui.debrief.home.today", lambda: TOMORROW + datetime.timedelta(31))
    test = opened("home")
    assert (
        faults(test) == []
        and FRENCH("road.todo.late", 2) in shown(test)
        and FRENCH("road.late_steps", 2) in shown(test)
    )
    button = widget(test, "button", f"home_next_{position(road)}")
    assert button.label == FRENCH("road.do.late")
    assert [each.key for each in test.button if each.proto.type == "primary"] == [button.key]
