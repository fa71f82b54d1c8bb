"""A team lead on the demonstration: whom to coach on what, what changed, and from one who is alone to a team."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from kamescope.i18n import words
from tests.browser.screen import PHONE, Screen, flat
from tests.browser.test_layout import FAULTS
from tests.pages.databases import People

FRENCH = words("fr")


def test_a_priority_opens_the_factor_of_its_kam_and_back_leads_to_the_list(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("RIVOIRE", "2026"))
    screen.turn("who")
    row = screen.main.locator(".kms li", has_text="SANTINI")
    expect(row).to_contain_text("se voit plus haut")
    row.get_by_role("link").click()
    screen.page.wait_for_url("**/facteur?**")
    screen.settle()
    assert "Positionnement conseil" in screen.heading
    assert "SANTINI" in screen.heading
    screen.page.go_back()
    expect(screen.main.locator(".kms li", has_text="SANTINI")).to_be_visible()


def test_from_one_who_is_alone_the_team_pages_show_a_team_and_the_menu_leads_back(
    screen: Screen, people: People
) -> None:
    screen.open("overview", people.link("MARTIN"))
    screen.turn("compare")
    told = screen.main.get_by_test_id("stAlert").first
    expect(told).to_contain_text("le seul KAM de la campagne")
    screen.main.get_by_role("button", name="Ranger par : F3 Qualification d’une affaire / projet").click()
    screen.expect_query("order", "F3")
    expect(told).to_contain_text("le seul KAM de la campagne")
    screen.turn("top_items")
    assert screen.heading.startswith("M. MARTIN")


def test_on_a_phone_a_row_stacks(screen: Screen, people: People) -> None:
    screen.page.set_viewport_size(PHONE)
    screen.open("who", people.link("RIVOIRE", "2026"))
    row = screen.main.locator(".kms li", has_text="DELAUNAY")
    name, first, second = (row.locator(f":scope > div:nth-child({place})").bounding_box() for place in (1, 2, 3))
    assert name["y"] < first["y"] < second["y"]
    assert flat(row.inner_text()).startswith("C. DELAUNAY")


@pytest.mark.deep
def test_in_a_narrow_window_beside_the_menu_the_heatmap_stays_a_matrix(screen: Screen, people: People) -> None:
    for unit in ("percent", "points"):
        screen.page.set_viewport_size({"width": 1024, "height": 900})
        screen.open("compare", people.link("RIVOIRE", "2026") | {"unit": unit})
        expect(screen.sidebar).to_be_visible()
        rows = screen.main.locator(".kms tbody tr")
        for row in (rows.first, rows.last):
            boxes = [cell.bounding_box() for cell in row.locator(":scope > *").all()]
            assert len(boxes) == 11
            assert all(box["x"] + box["width"] <= after["x"] + 1 for box, after in pairwise(boxes)), "side by side"
        assert screen.page.evaluate(FAULTS) == []


def test_changes_since_the_campaign_before_are_one_switch_away_and_open_the_factor(
    screen: Screen, people: People
) -> None:
    screen.open("compare", people.link("RIVOIRE", "2026"))
    screen.switch(FRENCH("compare.show"), FRENCH("heatmap.change"))
    screen.expect_query("show", "change").expect_text(FRENCH("compare.since", campaigns="Printemps 2025"))
    kam = people.find("LE GOFF", "2026").kam.token
    tile = screen.main.locator(f"[data-pick='cell:{kam}:F12']")
    assert flat(tile.inner_text()) == "+20"
    assert "Printemps 2025" in tile.get_attribute("title")
    tile.click()
    screen.expect_heading("LE GOFF").expect_query("factor", "F12")


@pytest.mark.deep
def test_long_tables_of_progress_are_folded_and_open_at_a_press(screen: Screen, people: People) -> None:
    screen.open("progress", people.link("RIVOIRE", "2026"))
    table = screen.main.locator(".kms-arrowed").last
    expect(table).not_to_be_visible()
    screen.main.get_by_text(FRENCH("progress.title_table")).click()
    expect(table).to_be_visible()
    assert screen.page.evaluate(FAULTS) == []
