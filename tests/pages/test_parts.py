"""A page drawn in parts: a press draws one of them again alone, and nobody can tell that from a page drawn whole."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kamescope.charts.theme import ITEM_UNIT, UNITS
from kamescope.service import everything
from kamescope.ui import data
from tests.pages.app import (
    KAM_PAGES,
    TEAM_PAGES,
    charts,
    faults,
    heading,
    links,
    opened,
    part_alone,
    sent,
    shown,
    widget,
)
from tests.pages.databases import People
from tests.pages.signed_in import grant, revoke, say_settings, seen_by, user

IN_PARTS = (*(page for page in KAM_PAGES if page != "report"), "quality", *TEAM_PAGES)
AROUND = {"pick_menu", "pick_note", "browser"}
"""The menu, the last line and the button that copies the address."""
ANA = "ana@example.com"


def at(people: People, place: int = 0) -> dict[str, str]:
    """The query parameters that open one of those there are, the first or another of a later campaign's."""
    entry = people.entries[0] if not place else next(e for e in people.entries if e.kam != people.entries[0].kam)
    return {"kam": entry.kam.token, "campaign": entry.campaign.token}


def other_unit(page: str) -> str:
    """The unit that a page does not show by itself."""
    natural = ITEM_UNIT if page == "top_items" else "percent"
    return next(unit for unit in UNITS if unit != natural)


def components(test: AppTest) -> dict[str, dict | str]:
    """What our own components are told, by their names."""
    found = [*test.main.get("bidi_component"), *test.sidebar.get("bidi_component")]
    return {each.proto.id.rpartition("-")[2]: json.loads(each.proto.json) for each in found}


def has_bar(test: AppTest) -> bool:
    """Whether the last run drew the bar over the page."""
    return any(found.key == "view_campaign" for found in test.get("selectbox"))


@pytest.mark.sample(5)
@pytest.mark.parametrize("page", IN_PARTS)
def test_another_unit_draws_the_body_alone_and_as_the_whole_page_would(page: str, demo: People):
    unit = other_unit(page)
    whole, test = opened(page, **at(demo), unit=unit), opened(page, **at(demo))
    widget(test, "button_group", "view_unit").set_value(unit)
    part_alone(test, "body")
    assert faults(test) == []
    assert has_bar(whole) and not has_bar(test)
    assert test.query_params == whole.query_params
    assert (charts(test), links(test)) == (charts(whole), links(whole))
    assert set(shown(test).splitlines()) <= set(shown(whole).splitlines())
    drawn, around = components(test), components(whole)
    assert {name for name in around if name not in drawn} >= AROUND, "these know no unit, and stand"
    assert drawn == {name: around[name] for name in drawn}


@pytest.mark.sample(5)
@pytest.mark.parametrize("page", IN_PARTS)
def test_somebody_else_and_other_groups_draw_the_bar_too(page: str, demo: People):
    address = at(demo, 1)
    whole, test = opened(page, **address, groups="self"), opened(page, **at(demo))
    test.query_params.update(whole.query_params)
    part_alone(test, "page")
    assert faults(test) == []
    assert has_bar(test) and not test.sidebar.get("popover")
    assert (heading(test), shown(test), charts(test)) == (heading(whole), shown(whole), charts(whole))
    assert components(test) == {name: told for name, told in components(whole).items() if name != "pick_menu"}


@pytest.mark.parametrize("part", ["page", "body"])
def test_a_part_that_would_not_fit_what_stands_around_it_is_drawn_with_the_whole_page(part: str, demo: People):
    whole, test = opened(**at(demo, 1), lang="en"), opened(**at(demo))
    test.query_params.update(whole.query_params)
    part_alone(test, part)
    assert sent(test) == sent(whole)


@pytest.mark.deep
@pytest.mark.parametrize("part", ["page", "body"])
def test_data_changed_meanwhile_are_those_of_the_whole_page(part: str, own_demo: People):
    test = opened(**at(own_demo))
    everything(data.store()).erase("", own_demo.entries[-1].kam.token)
    part_alone(test, part)
    assert faults(test) == []
    assert own_demo.entries[-1].kam.name.split()[-1] not in sent(test)
    assert test.sidebar.get("popover") and has_bar(test)


@pytest.fixture
def people(own_demo: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> People:
    """The demonstration, where people sign in; results are given at once."""
    say_settings(monkeypatch, tmp_path, more='shared = "at_once"')
    return own_demo


@pytest.mark.parametrize("part", ["page", "body"])
def test_a_grant_taken_away_is_gone_at_the_next_press_in_a_part(part: str, people: People):
    kam = people.entries[0].kam
    grant("coach", ANA, kam=kam.id)
    test = seen_by(user(ANA))
    assert kam.name.split()[-1] in shown(test)
    revoke("coach", ANA, kam=kam.id)
    part_alone(test, part)
    assert sent(test) == sent(seen_by(user(ANA)))
    assert kam.name.split()[-1] not in sent(test)


@pytest.mark.deep
@pytest.mark.parametrize("part", ["page", "body"])
def test_a_session_that_is_over_or_somebody_else_s_shows_nothing_at_the_next_press_in_a_part(part: str, people: People):
    kam = people.entries[0].kam
    grant("coach", ANA, kam=kam.id)
    for who in (user(ANA, hours=13), user("bo@example.com"), {"is_logged_in": False}):
        test = seen_by(user(ANA))
        test.user = who
        part_alone(test, part)
        assert faults(test) == []
        assert kam.name.split()[-1] not in sent(test)


@pytest.mark.deep
def test_fewer_rights_redraw_the_menu(people: People):
    kam = people.entries[0].kam
    grant("coach", ANA, kam=kam.id)
    grant("admin", ANA)
    test = seen_by(user(ANA))
    revoke("admin", ANA)
    part_alone(test, "body")
    assert has_bar(test)
    assert "imports" not in components(test)["pick_menu"]["links"]


def test_what_goes_wrong_in_a_part_is_said_once(demo: People, monkeypatch: pytest.MonkeyPatch):
    test = opened(**at(demo))

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("kamescope.ui.kam.highlights.headline", broken)
    for run in (test.run, lambda: part_alone(test, "body"), lambda: part_alone(opened(**at(demo)), "page")):
        assert len(run().error) == 1
        assert not test.exception


def test_what_was_done_is_told_in_a_part_too(demo: People):
    test = opened(**at(demo))
    test.session_state["done"] = [lambda say: say("head.link_copied")]
    part_alone(test, "body")
    assert len(test.toast) == 1


def test_long_work_can_be_stopped_by_any_press(demo: People):
    test = opened("report", **at(demo))
    assert not test._fragment_storage._fragments
