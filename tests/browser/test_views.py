"""What a reader does: opens pages, follows marks and links, changes what is listed, switches language."""

import re

import pytest
from playwright.sync_api import expect

from kamescope.analysis.published import Level
from kamescope.i18n import words
from kamescope.ui.menu import MENU
from tests.browser.conftest import First
from tests.browser.screen import PAGES, Screen, flat
from tests.pages.databases import People
from tests.support import kamescope_model, martin

FRENCH, ENGLISH = words("fr"), words("en")
FACTORS = {factor.code: factor for factor in kamescope_model().factors}


def test_a_deep_link_as_the_first_request_to_a_cold_server_opens_the_page(first: First) -> None:
    assert first.heading == "M. MARTIN F7 Management des équipes projets"
    assert first.path == "facteur"
    assert first.dialogs == 0, "no « Page not found » over the right page"
    assert first.troubles == []


@pytest.mark.deep
def test_every_page_of_the_menu_opens_by_a_click(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("MARTIN"))
    for page in (*PAGES[1:], PAGES[0]):
        screen.turn(page)
        name = FRENCH(f"page.{page}")
        plain = dict.fromkeys(("home", "method", "imports", "access", "audit"), name)
        plain |= {entry.key: FRENCH(f"page.{entry.key}") for entry in MENU["levers"]}
        plain |= {"factor": "M. MARTIN F1 Recherche de leads"}
        # M. MARTIN is alone: the largest cohort is shown, and the address stays.
        plain |= {entry.key: f"Équipe Grands comptes {FRENCH(f'page.{entry.key}')}" for entry in MENU["team"]}
        expected = plain.get(page, f"M. MARTIN {name}")
        assert screen.heading == expected
        assert screen.query.items() >= people.link("MARTIN").items()


def test_the_radar_is_painted_with_its_factors(screen: Screen, people: People) -> None:
    texts = flat(" ".join(screen.open("overview", people.link("MARTIN")).chart_texts()))
    for code, factor in FACTORS.items():
        assert code in texts
        assert all(word in texts for word in flat(FRENCH.text(factor.name)).split())
    assert screen.metrics == ["73 %", "59 %", "92 %", "76 %"]
    label = screen.main.get_by_test_id("stVegaLiteChart").first.get_attribute("aria-label")
    assert label == FRENCH("chart.in_words")
    assert "F12 New business" in str(screen.main.locator(".kms-in-words").first.text_content())


def test_a_click_on_the_radar_opens_the_factor_and_back_returns(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("MARTIN") | {"groups": "self,client"})
    screen.click_mark("Négociation")
    screen.expect_heading("F5")
    assert screen.path == "facteur"
    assert screen.query == people.link("MARTIN") | {"groups": "self,client", "factor": "F5"}
    screen.page.go_back()
    screen.expect_heading(FRENCH("page.overview"))
    assert screen.query.items() >= (people.link("MARTIN") | {"groups": "self,client"}).items()
    assert len(screen.metrics) == 3


def test_a_click_on_the_gap_chart_and_on_the_window_opens_the_factor(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("MARTIN"))
    gaps = screen.main.locator("svg.marks").nth(1).locator("text").filter(has_text=re.compile("^F9"))
    gaps.first.scroll_into_view_if_needed()
    box = gaps.first.bounding_box()
    screen.page.mouse.click(box["x"] + 4, box["y"] + box["height"] / 2)
    screen.expect_heading("F9")
    screen.open("perception", people.link("MARTIN"))
    mark = screen.main.locator('svg.marks path[aria-label*="Lobbying"]').first
    mark.click(force=True)
    screen.expect_heading("F2")


@pytest.mark.deep
def test_previous_and_next_factor(screen: Screen, people: People) -> None:
    screen.open("factor", people.link("MARTIN") | {"factor": "F5"})
    for code, step in (("F6", "next"), ("F5", "previous"), ("F4", "previous")):
        screen.main.locator(f".st-key-{step} button").first.click()
        screen.expect_heading(code).expect_query("factor", code)
    screen.choose(FRENCH("tables.level.factor"), "F13")
    screen.expect_query("factor", "F13").expect_heading("F13")


def test_the_keyboard_reaches_a_factor_and_opens_it(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("MARTIN"))
    screen.main.get_by_role("button", name=FRENCH("head.link")).focus()
    for _ in range(60):
        screen.page.keyboard.press("Tab")
        focused = screen.page.evaluate("document.activeElement.dataset.pick ?? ''")
        if re.search(r"\bF\d+\b", focused):
            break
    code = re.search(r"\bF\d+\b", focused).group()
    screen.page.keyboard.press("Enter")
    screen.expect_heading(f"M. MARTIN {code}")


def test_top_and_bottom_and_how_many(screen: Screen, people: People) -> None:
    screen.open("top_items", people.link("MARTIN"))
    cards = screen.main.locator(".kms-card")
    expect(cards).to_have_count(30)
    screen.switch(FRENCH("top.side"), FRENCH("top.bottom"))
    screen.expect_query("side", "bottom")
    screen.expect_text(flat(FRENCH("top.title_bottom", n="10")))
    assert "Q66" in screen.main.locator(".kms-column").nth(1).inner_text()
    screen.switch(FRENCH("top.n"), "5")
    screen.expect_query("n", "5")
    expect(cards).to_have_count(15)


@pytest.mark.deep
def test_the_window_s_level_cut_and_environment(screen: Screen, people: People) -> None:
    screen.open("perception", people.link("MARTIN"))
    own = screen.chart_texts()
    screen.switch(FRENCH("perception.cut"), FRENCH("cut.midpoint"))
    screen.expect_query("cut", "midpoint")
    midpoint = screen.chart_texts()
    assert midpoint != own
    screen.switch(FRENCH("perception.level"), FRENCH("level.sub_factor"))
    screen.expect_query("level", "sub_factor")
    assert len(screen.chart_texts()) > len(midpoint)
    screen.switch(FRENCH("perception.environment"), "Clients")
    screen.expect_query("environment", "client")
    screen.expect_text("F6")
    screen.switch(FRENCH("perception.cut"), FRENCH("cut.value"))
    screen.expect_query("cut", "value")
    expect(screen.main.get_by_role("spinbutton")).to_have_value("60")


@pytest.mark.deep
def test_english_leaves_no_french(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("RIVOIRE"))
    screen.switch(FRENCH("filter.language"), "EN")
    screen.expect_query("lang", "en").expect_heading(ENGLISH("page.overview"))
    french = re.compile(
        r"\b(Résultats|Écarts?|Fenêtre|Facteurs?|Détail|Auto-évaluation|réponses?|Méthode|Effacer|Télécharger|Copier"
        r"|fictif|clientèle|marqué|aligné|moyenne|Axes|aux yeux|Groupes de|ce que|d’une|avec)\b"
    )
    for page in PAGES:
        screen.turn(page, "en")
        assert screen.query["lang"] == "en"
        text = flat(screen.page.locator("body").inner_text()).replace("Novalis Démo (fictif)", "")
        for quoted in screen.main.locator(".kms-said .kms-text").all_inner_texts():
            text = text.replace(flat(quoted), "")  # what people wrote is told as they wrote it
        said = text + " ".join(" ".join(screen.chart_texts(i)) for i in range(screen.main.locator("svg.marks").count()))
        assert french.findall(said) == [], page
    assert screen.page.locator("html").get_attribute("lang") is not None


def test_a_masked_group_is_announced_and_draws_nothing(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("KOWALSKA"))
    notice = screen.main.get_by_test_id("stAlert")
    expect(notice).to_have_count(1)
    assert flat(FRENCH("head.masked", 2, group="Clients", minimum="3")) in flat(notice.inner_text())
    assert screen.metrics[2] == FRENCH("masked")
    texts = " ".join(screen.chart_texts())
    assert "Clients (masqué)" in texts
    green = screen.main.locator("svg.marks").first.locator('path[fill="#13906A"]')
    assert green.count() <= 1, "the legend's own square at most"
    for page in ("top_items", "perception", "factor"):
        screen.turn(page)
        expect(screen.main.get_by_test_id("stAlert")).to_have_count(1)
    assert screen.metrics[2] == FRENCH("masked")


def test_charts_tell_their_figures_on_hover(screen: Screen, people: People) -> None:
    tip = screen.page.locator("#vg-tooltip-element")
    screen.open("overview", people.link("MARTIN"))
    screen.main.locator("svg.marks text").filter(has_text="Lobbying").first.hover(force=True)
    expect(tip).to_contain_text("F2 Lobbying")
    for group in kamescope_model().groups:
        cell = martin().cell(Level.FACTOR, "F2", group.code)
        expect(tip).to_contain_text(FRENCH.percent(cell.percent))
    screen.open("perception", people.link("MARTIN"))
    screen.main.locator('svg.marks path[aria-label*="Lobbying"]').first.hover(force=True)
    expect(tip).to_contain_text("Lobbying")
