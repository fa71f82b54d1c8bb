"""What a team lead does: sees the team at one look, sorts it, opens what is behind a figure, looks closer at a few."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, expect

from kamescope import service
from kamescope.i18n import words
from kamescope.service import everything
from tests.browser.screen import DESK, Screen, flat
from tests.browser.server import serving
from tests.browser.test_layout import FAULTS
from tests.pages.company import A_TEAM, company
from tests.pages.databases import People

FRENCH = words("fr")
TEAM, COMPANY = 12, 1_000
SMALL, NEXT, LARGE = "Hiver 2026", "Hiver 2027", "Printemps 2026"
"""The campaigns: of a team of twelve, twice; and of a whole company."""
BROKEN = """() => [...document.querySelectorAll('.kms thead .kms-label')].filter(label => {
  const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());)
    for (const word of node.textContent.matchAll(/[^\\s\\u00a0]+/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (range.getClientRects().length > 1) return true;
    }
  return false;
}).map(label => label.textContent)"""
"""Names in heads that break within a word."""


class Company(NamedTuple):
    """A running server, who is in its database, and the token of the whole company."""

    base: str
    people: People
    cohort: str


@pytest.fixture(scope="module")
def lead(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A company of 1,000 KAMs, and its first twelve in two campaigns of their own."""
    folder = tmp_path_factory.mktemp("team")
    path = folder / "kamescope.duckdb"
    company(path, COMPANY, (LARGE,))
    people = company(path, TEAM, (SMALL, NEXT))
    store = service.open_store(path)
    cohort, *_ = everything(store).cohorts(people.link("KAM 0003", LARGE)["campaign"])
    store.close()
    with serving(path, folder / "server.log") as base:
        yield Company(base, people, cohort.token)


@pytest.fixture(scope="module")
def tab(browser: Browser, lead: Company) -> Iterator[Screen]:
    """One tab for the whole file."""
    context = browser.new_context(viewport=DESK, locale="fr-FR")
    yield Screen(context, lead.base)
    context.close()


@pytest.fixture
def screen(tab: Screen) -> Iterator[Screen]:
    """That tab; afterwards nothing may have gone wrong in it, and nothing been asked of another machine."""
    tab.page.set_viewport_size(DESK)
    yield tab
    assert tab.troubles == []


@pytest.fixture
def people(lead: Company) -> People:
    """Who is in the database."""
    return lead.people


@pytest.fixture
def twelve(screen: Screen, people: People) -> Callable[..., Screen]:
    """Open the heatmap of the twelve, as an address asks."""
    return lambda **query: screen.open("compare", people.link("KAM 0003", NEXT) | query)


@pytest.fixture
def thousand(screen: Screen, lead: Company) -> Callable[..., Screen]:
    """Open the heatmap of the company, as an address asks."""
    link = lead.people.link("KAM 0003", LARGE) | {"cohort": lead.cohort}
    return lambda **query: screen.open("compare", link | query)


def button(screen: Screen, pick: str) -> Locator:
    """The button of the heatmap that picks that."""
    return screen.main.locator(f"[data-pick='{pick}']")


def head(screen: Screen, code: str) -> Locator:
    """The head that sorts by a code."""
    return screen.main.locator(f"[data-kept='order:{code}']")


def names(screen: Screen, kind: str = "kam") -> list[str]:
    """Who is listed, in order."""
    return [flat(name) for name in screen.main.locator(f"[data-pick^='{kind}:'] .kms-label").all_inner_texts()]


def figures(screen: Screen, code: str) -> list[float]:
    """The figures of a code, in order."""
    tiles = screen.main.locator(f"[data-pick^='cell:'][data-pick$=':{code}']").all_inner_texts()
    return [float(text.strip("°").replace("−", "-").replace(",", ".")) for text in tiles]


def focused(screen: Screen) -> str:
    """What the element with the focus stands for."""
    return screen.page.evaluate("(({kept, pick}) => kept ?? pick ?? '')(document.activeElement.dataset)")


# The heatmap of a team


def test_the_menu_opens_the_team_at_one_look_in_alphabetical_order(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("KAM 0003", NEXT)).turn("compare")
    assert screen.heading.endswith(FRENCH("page.compare"))
    assert names(screen) == [f"KAM {number:04}" for number in range(1, TEAM + 1)]
    screen.expect_text(FRENCH("compare.alphabetical"))
    tiles = screen.main.locator("[data-pick^='cell:']")
    assert tiles.count() == 14 * TEAM
    seen = screen.page.evaluate(
        "(tile => tile.getBoundingClientRect().bottom <= innerHeight)(document.querySelector('[data-pick$=\":F8\"]'))"
    )
    assert seen, "half of the table stands in the first window"


def test_a_head_sorts_by_it_and_the_address_and_a_copied_link_say_so(twelve: Callable[..., Screen]) -> None:
    screen = twelve()
    head(screen, "F5").click()
    screen.expect_query("order", "F5").expect_text(FRENCH("compare.highest_first", code="F5"))
    highest = figures(screen, "F5")
    assert highest == sorted(highest, reverse=True)
    assert focused(screen) == "order:F5", "the keyboard goes on from there"
    link = screen.page.url
    head(screen, "F5").click()
    screen.expect_query("order", "-F5").expect_text(FRENCH("compare.lowest_first", code="F5"))
    assert figures(screen, "F5") == sorted(highest)
    lowest = names(screen)
    head(screen, "F5").click()
    screen.expect_query("order", None)
    assert names(screen) == sorted(lowest)
    screen.page.goto(link)
    assert figures(screen.settle(), "F5") == highest
    button(screen, "order:").first.click()
    screen.expect_query("order", None).expect_text(FRENCH("compare.alphabetical"))


def test_a_figure_opens_that_kam_s_factor_and_back_returns_to_the_same_heatmap(
    twelve: Callable[..., Screen], people: People
) -> None:
    screen, kam = twelve(order="-F3", regard="manager"), people.find("KAM 0005", NEXT).kam.token
    before = names(screen)
    button(screen, f"cell:{kam}:F5").click()
    screen.expect_heading("KAM 0005")
    assert screen.path == "facteur"
    assert screen.query.items() >= {"kam": kam, "factor": "F5"}.items()
    screen.page.go_back()
    screen.expect_heading(FRENCH("page.compare"))
    assert screen.query.items() >= {"order": "-F3", "regard": "manager"}.items()
    assert names(screen) == before


def test_a_name_opens_the_kam_and_a_gap_on_a_card_its_factor(twelve: Callable[..., Screen], people: People) -> None:
    screen, kam = twelve(), people.find("KAM 0002", NEXT).kam.token
    button(screen, f"kam:{kam}").click()
    screen.expect_heading(FRENCH("page.overview"))
    assert screen.heading.startswith("KAM 0002")
    screen.page.go_back()
    screen.expect_heading(FRENCH("page.compare"))
    gap = screen.main.locator(".st-key-kms-gist").get_by_role("link").last
    name, code = re.match(r"(KAM \d+), (F\d+)", flat(gap.inner_text())).groups()
    gap.click()
    screen.expect_heading(code)
    assert screen.heading.startswith(name)


def test_the_view_the_figures_and_the_level_change_what_is_shown(twelve: Callable[..., Screen], people: People) -> None:
    screen, masked = twelve(), people.find("KAM 0007", NEXT).kam.token
    assert "°" in button(screen, f"cell:{masked}:F1").inner_text()
    screen.switch(FRENCH("compare.regard"), "Clients")
    screen.expect_query("regard", "client")
    expect(screen.main.locator(f"[data-pick^='cell:{masked}:']")).to_have_count(0)
    screen.switch(FRENCH("compare.show"), FRENCH("heatmap.gap"))
    screen.expect_query("show", "gap").expect_text(FRENCH("compare.title_gap"))
    gap = screen.main.locator("[data-pick^='cell:'][data-pick$=':F2']").first
    assert re.fullmatch(r"[+−]?\d+(,\d)?", gap.inner_text())
    screen.switch(FRENCH("compare.level"), FRENCH("level.sub_factor"))
    screen.expect_query("level", "sub_factor")
    expect(head(screen, "SF1")).to_have_count(1)
    assert len(names(screen)) == TEAM


def test_masked_clients_are_a_word_and_nowhere_a_figure(twelve: Callable[..., Screen]) -> None:
    screen = twelve(regard="client", counts="yes")
    notice = FRENCH("team.masked", 1, group="Clients", kams="KAM 0007", minimum="3")
    assert flat(notice) in flat(screen.main.get_by_test_id("stAlert").inner_text())
    cells = screen.main.locator("td[title*='KAM 0007']")
    said = {flat(text) for text in cells.all_inner_texts()}
    assert said == {f"{FRENCH('masked')} n = 2", FRENCH("no_data")}, "how many questionnaires, as in the notice"
    told = [cell.get_attribute("title") for cell in cells.filter(has_text=FRENCH("masked")).all()]
    assert len(told) == 13
    assert {figure for text in told for figure in re.findall(r"\d+", text.split("\n")[1])} == {"3"}


def test_the_heads_stay_in_view_over_many_items(twelve: Callable[..., Screen]) -> None:
    screen = twelve(level="item")
    screen.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 2000)")
    screen.settle()
    assert 0 <= screen.main.locator("thead [data-pick]").first.bounding_box()["y"] < 120


def test_the_keyboard_sorts_and_opens(twelve: Callable[..., Screen], people: People) -> None:
    screen = twelve()
    button(screen, "order:").first.focus()
    for _ in range(TEAM + 1):
        screen.page.keyboard.press("Tab")
    assert focused(screen) == "order:ALL", "names first, then the first row's head"
    screen.page.keyboard.press("Enter")
    screen.expect_query("order", "ALL")
    assert focused(screen) == "order:ALL"
    screen.page.keyboard.press("Tab")
    first = focused(screen)
    assert re.fullmatch(r"cell:\w+:ALL", first)
    label = screen.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert names(screen)[0] in label and f"{figures(screen, 'ALL')[0]:+g}" in label
    screen.page.keyboard.press("Enter")
    screen.expect_heading(FRENCH("page.overview"))
    assert screen.query["kam"] == first.split(":")[1]


# From near by


def test_kams_from_near_by_have_radar_dots_and_table_and_an_address_without_names(
    twelve: Callable[..., Screen], people: People
) -> None:
    screen = twelve()
    screen.switch(FRENCH("compare.mode"), FRENCH("compare.mode_close"))
    chosen = [people.find(f"KAM {number:04}", NEXT).kam for number in (3, 4, 5, 11)]
    screen.expect_query("people", ",".join(each.token for each in chosen[:3]))
    screen.choose(FRENCH("near.people", most="6"), chosen[-1].name)
    screen.expect_query("people", ",".join(each.token for each in chosen))
    assert "KAM" not in screen.page.url and "%20" not in screen.page.url
    radar = flat(" ".join(screen.chart_texts()))
    table = screen.main.locator(".kms table").last
    for kam in chosen:
        assert kam.name in radar
        expect(table.locator("thead")).to_contain_text(kam.name)
    expect(table.locator("tbody tr")).to_have_count(13)
    table.locator("[data-pick='code:F4']").click()
    screen.expect_heading(FRENCH("page.team_factor")).expect_query("factor", "F4")
    screen.page.go_back()
    screen.expect_heading(FRENCH("page.compare"))
    assert screen.query["people"] == ",".join(kam.token for kam in chosen)


# A company of a thousand


@pytest.mark.deep
def test_a_company_is_paged_searched_and_told_by_teams(thousand: Callable[..., Screen]) -> None:
    screen = thousand()
    assert names(screen) == [f"KAM {number:04}" for number in range(1, 41)]
    screen.expect_text(flat(FRENCH("compare.part", COMPANY, first="1", last="40")))
    screen.main.get_by_role("button", name="Page 2", exact=True).click()  # Streamlit's own words
    screen.expect_query("page", "2")
    assert names(screen)[0] == "KAM 0041"
    head(screen, "F5").click()
    screen.expect_query("order", "F5").expect_query("page", None)
    assert figures(screen, "F5") == sorted(figures(screen, "F5"), reverse=True)
    search = screen.main.get_by_placeholder(FRENCH("filter.search"))
    search.fill("kam 093")
    search.press("Enter")
    screen.expect_text(FRENCH("compare.found", 10))
    screen.settle()
    assert sorted(names(screen)) == [f"KAM {number:04}" for number in range(930, 940)]
    assert "093" not in screen.page.url
    search.fill("nobody")
    search.press("Enter")
    screen.expect_text(FRENCH("compare.nobody_found"))
    screen.settle().main.get_by_role("radio", name=FRENCH("compare.rows_cohort")).click()
    screen.expect_query("rows", "cohort")
    assert len(names(screen, "cohort")) == COMPANY // A_TEAM
    screen.main.get_by_role("button", name=re.compile("Équipe 02")).click()
    screen.expect_heading("Équipe 02")
    assert sorted(names(screen)) == [f"KAM {number:04}" for number in range(A_TEAM + 1, 2 * A_TEAM + 1)]


# Nothing cut off, nothing on anything else


VIEWS = {
    "scores": {},
    "gaps of sub-factors": {"level": "sub_factor", "show": "gap", "unit": "points"},
    "from near by": {"mode": "close"},
}


@pytest.mark.deep
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_cut_off_or_overlaps_for_a_team(twelve: Callable[..., Screen], people: People, view: str) -> None:
    tokens = [people.find(f"KAM {number:04}", NEXT).kam.token for number in range(1, 7)]
    query = VIEWS[view] | ({"people": ",".join(tokens)} if "mode" in VIEWS[view] else {"order": "-F3", "counts": "yes"})
    assert _faults(twelve(**query), 1440, 1280, 820, 390) == []


@pytest.mark.deep
@pytest.mark.parametrize("rows", ["kam", "cohort"])
def test_nothing_is_cut_off_or_overlaps_for_a_company(thousand: Callable[..., Screen], rows: str) -> None:
    assert _faults(thousand(rows=rows), 1440, 820, 390) == []


def _faults(screen: Screen, *widths: int) -> list[str]:
    found = []
    for width in widths:
        screen.page.set_viewport_size({"width": width, "height": 900})
        seen = screen.settle().page.evaluate(FAULTS)
        seen += [f"broken: {name}" for name in screen.page.evaluate(BROKEN)] if width > 1000 else []
        found += [f"{width} px: {fault}" for fault in seen]
    return found
