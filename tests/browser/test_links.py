"""Filters and addresses: what a choice does, what the address says, what a link opens."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, expect

from kamescope.i18n import words
from tests.browser.conftest import Served
from tests.browser.screen import DESK, PATHS, PATIENCE, Screen, flat
from tests.pages.databases import People

FRENCH = words("fr")


def sentence(screen: Screen) -> Locator:
    """The sentence that says which filters are active."""
    return screen.main.get_by_text(re.compile("^Filtres actifs"))


@pytest.mark.deep
def test_filters_change_the_page_and_the_address_and_go_with_one_click(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("MARTIN"))
    expect(sentence(screen)).to_have_count(0)
    screen.filters().get_by_role("button", name="Manager").click()
    screen.expect_query("groups", "self,client")
    assert screen.metrics == ["73 %", "92 %", "76 %"]
    assert "Manager" not in screen.chart_texts()
    screen.choose(FRENCH("level.factor"), "F3 Qualification")
    screen.expect_query("factors", "F3")
    screen.page.keyboard.press("Escape")
    told = "Filtres actifs : groupes affichés : Auto et Clients ; facteurs affichés : F3."
    assert flat(sentence(screen).inner_text()) == told
    assert FRENCH("filter.open_active", 2) in screen.main.locator(".st-key-filters").inner_text()
    assert screen.main.locator(".kms table tbody tr").count() == 1
    screen.turn("top_items")
    assert screen.query == people.link("MARTIN") | {"groups": "self,client", "factors": "F3"}
    expect(screen.main.locator(".kms-column")).to_have_count(2)
    assert set(re.findall(r"\bF\d+\b", screen.main.locator("[class*=kms-top]").inner_text())) == {"F3"}
    screen.filters().get_by_role("button", name=FRENCH("filter.reset")).click()
    screen.expect_query("factors", None)
    assert screen.query == people.link("MARTIN")
    expect(sentence(screen)).to_have_count(0)
    expect(screen.main.locator(".kms-column")).to_have_count(3)


def test_the_home_page_opens_under_the_name_that_it_has(screen: Screen, people: People) -> None:
    query = people.link("MARTIN") | {"factors": "F1,F2,F3"}
    screen.page.goto(f"{screen.base}/{PATHS['overview']}?{urlencode(query, safe=',')}")
    screen.expect_heading(FRENCH("page.overview"))
    assert screen.query == query
    expect(screen.page).to_have_title(f"M. MARTIN · {FRENCH('page.overview')}", timeout=PATIENCE)
    expect(screen.page.get_by_role("dialog")).to_have_count(0)


def test_another_kam_is_found_by_typing(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("MARTIN"))
    screen.choose(FRENCH("filter.kam"), "OSTER")
    screen.expect_heading("F. OSTERMANN")
    assert screen.query == people.link("OSTERMANN", "2026")
    assert FRENCH("head.fictitious") in screen.main.inner_text()
    screen.choose(FRENCH("filter.campaign"), "Printemps 2025")
    screen.expect_query("campaign", people.link("OSTERMANN", "2025")["campaign"])
    assert "Printemps 2025" in screen.main.inner_text()


def test_a_segment_changes_the_clients_alone(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("RIVOIRE"))
    before = screen.metrics
    screen.filters()
    screen.choose("Segment de clientèle", "Industrie")
    screen.page.wait_for_url(re.compile("segment="))
    screen.settle()
    assert "« Industrie »" in flat(sentence(screen).inner_text())
    assert screen.metrics[:2] == before[:2]
    assert screen.metrics[2] != before[2]


def test_a_copied_link_opens_the_same_view_in_a_fresh_browser(
    screen: Screen, people: People, served: Served, browser: Browser
) -> None:
    asked = {"groups": "client", "factors": "F1,F2,F5", "unit": "points", "lang": "en"}
    screen.open("overview", people.link("RIVOIRE") | asked)
    screen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    screen.main.get_by_role("button", name=words("en")("head.link")).click()
    expect(screen.main.get_by_role("button", name=words("en")("head.link_copied"))).to_be_visible(timeout=PATIENCE)
    link = screen.page.evaluate("navigator.clipboard.readText()")
    assert unquote(link) == unquote(screen.page.url)
    secret = re.compile("RIVOIRE|Novalis|Printemps|Grands", re.IGNORECASE)
    assert not secret.search(link)
    context = browser.new_context(viewport=DESK, locale="de-DE")
    fresh = Screen(context, served.base)
    fresh.page.goto(link)
    fresh.settle()
    assert fresh.heading == screen.heading
    assert fresh.metrics == screen.metrics
    assert fresh.chart_texts() == screen.chart_texts()
    assert fresh.query == screen.query
    context.close()
    assert fresh.troubles == []


def test_a_link_to_nobody_says_so_and_opens_nobody(screen: Screen, people: People) -> None:
    for page in ("overview", "factor"):
        screen.open(page, people.link("MARTIN") | {"kam": "abcdefghijkl"})
        assert screen.heading == FRENCH("empty.link_title")
        assert "MARTIN" not in screen.page.locator("body").inner_text()
        assert not screen.metrics
    screen.press(FRENCH("empty.show_list"))
    shown = min(people.entries, key=lambda entry: entry.kam.fictitious)
    screen.expect_heading(shown.kam.name)
    assert screen.query == {"kam": shown.kam.token, "campaign": shown.campaign.token}


def test_back_returns_to_the_view_before(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("MARTIN"))
    screen.turn("perception")
    screen.turn("top_items")
    screen.page.go_back()
    screen.expect_heading(FRENCH("page.perception"))
    screen.page.go_back()
    screen.expect_heading(FRENCH("page.overview"))
    assert screen.query == people.link("MARTIN")
    screen.page.go_forward()
    screen.expect_heading(FRENCH("page.perception"))


def test_back_goes_one_step_and_finds_the_place_where_a_page_was_left(screen: Screen, people: People) -> None:
    place = "document.querySelector('[data-testid=stMain]').scrollTop"
    screen.open("overview", people.link("MARTIN"))
    row = screen.main.locator(".kms a[data-pick=F13]").last
    row.scroll_into_view_if_needed()
    left = screen.page.evaluate(place)
    assert left > 500
    before = screen.page.url
    row.click()
    screen.expect_heading("F13")
    screen.expect_query("factor", "F13")
    screen.page.go_back()
    screen.expect_heading(FRENCH("page.overview"))
    screen.page.wait_for_function(f"left => Math.abs({place} - left) < 5", arg=left)
    assert screen.page.url == before, "one press, one step"
    screen.settle()
    assert abs(screen.page.evaluate(place) - left) < 5


def test_back_takes_a_filter_back(screen: Screen, people: People) -> None:
    pictures = """() => [...document.querySelectorAll("svg.marks")].map(svg =>
      [...svg.querySelectorAll("text, path")].map(each => each.textContent + each.getAttribute("aria-label") +
        each.getAttribute("transform") + each.getAttribute("d") + each.getAttribute("stroke-dasharray")).join("|"))"""
    screen.open("overview", people.link("OSTER"))
    opened = screen.page.evaluate(pictures)
    screen.open("overview", people.link("MARTIN"))
    screen.page.evaluate("for (const svg of document.querySelectorAll('svg.marks')) svg.kmsStands = true")
    screen.choose(FRENCH("filter.kam"), "OSTER")
    screen.expect_heading("F. OSTERMANN")
    screen.settle()
    assert screen.page.evaluate("[...document.querySelectorAll('svg.marks')].every(svg => svg.kmsStands)")
    assert screen.page.evaluate(pictures) == opened, "another KAM's rows in the same drawing: their own picture"
    screen.page.go_back()
    screen.expect_heading("M. MARTIN")
    assert screen.query == people.link("MARTIN")
    assert screen.metrics == ["73 %", "59 %", "92 %", "76 %"]


def test_the_unit_chosen_goes_along_and_back_takes_it_back(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("MARTIN"))
    percent, points = screen.metrics, people.link("MARTIN") | {"unit": "points"}
    screen.filters()
    screen.switch(FRENCH("filter.unit"), FRENCH("unit.points"))
    screen.expect_query("unit", "points")
    assert screen.metrics != percent
    onward = [screen.sidebar.get_by_role("link", name=FRENCH("page.compare")), screen.main.get_by_role("link").first]
    for link in onward:  # one in the menu, one in the bar
        assert dict(parse_qsl(urlsplit(str(link.get_attribute("href"))).query)) == points
    screen.page.go_back()
    screen.expect_query("unit", None)
    assert screen.metrics == percent
    screen.page.go_forward()
    screen.expect_query("unit", "points")
    screen.turn("perception")
    assert screen.query == points


def test_a_page_reloaded_is_the_same_page(screen: Screen, people: People) -> None:
    query = people.link("MARTIN") | {"factors": "F2,F4", "factor": "F4", "unit": "points"}
    for page in ("overview", "factor"):
        screen.open(page, query)
        before = screen.main.inner_text()
        screen.page.reload()
        assert screen.settle().main.inner_text() == before
        assert screen.query == query
