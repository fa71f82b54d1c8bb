"""Who sees little, uses no mouse, hears the page or prints it: focus, language, paper; axe: `test_every_page.py`."""

import pytest
from playwright.sync_api import Browser, expect

from kamescope.i18n import words
from kamescope.ui.browser import FRAMEWORK
from tests.browser.conftest import Served
from tests.browser.screen import DESK, PATIENCE, Screen
from tests.contrast import contrast
from tests.pages.databases import People

FRENCH = words("fr")
_SAID = """() => {
  const said = [];
  for (const each of document.querySelectorAll("[aria-label], [placeholder], [title]"))
    for (const name of ["aria-label", "placeholder", "title"]) said.push(each.getAttribute(name));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) said.push(texts.currentNode.data.trim());
  return said.filter(Boolean);
}"""
_HEIGHTS = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  return [main.clientHeight, main.scrollHeight];
}"""
_FOCUS = """() => {
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement);
  return [outlineStyle, outlineWidth, outlineColor];
}"""
_PRIMARY = """() => {
  const { color, backgroundColor } = getComputedStyle(document.querySelector("[data-testid=stBaseButton-primary]"));
  return [color, backgroundColor];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_where_the_keyboard_is_can_be_seen_and_the_main_button_read(
    browser: Browser, served: Served, people: People, scheme: str
) -> None:
    context = browser.new_context(viewport=DESK, locale="fr-FR", color_scheme=scheme)
    screen = Screen(context, served.base).open("report", people.link("RIVOIRE"))
    ground = screen.page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    screen.sidebar.get_by_role("link").first.focus()
    screen.page.keyboard.press("Tab")
    style, width, colour = screen.page.evaluate(_FOCUS)
    assert (style, width) == ("solid", "2px")
    assert contrast(colour, ground) >= 3
    assert contrast(*screen.page.evaluate(_PRIMARY)) >= 4.5
    screen.open("imports")
    rests = screen.main.locator("[data-testid=stBaseButton-primary]:disabled p").first
    assert contrast(rests.evaluate("words => getComputedStyle(words).color"), ground) >= 2, "paler, but there"
    context.close()


@pytest.mark.deep
def test_the_page_says_its_language_and_the_framework_says_nothing_in_english(screen: Screen, people: People) -> None:
    ours = {say.strip() for say in map(FRENCH, FRAMEWORK.values())}
    for page in ("overview", "report", "compare", "imports", "method"):
        screen.open(page, people.link("RIVOIRE"))
        assert screen.page.locator("html").get_attribute("lang") == "fr"
        said = set(screen.page.evaluate(_SAID))
        assert said & (FRAMEWORK.keys() - ours) == set(), page
    screen.switch(FRENCH("filter.language"), "EN")
    screen.expect_query("lang", "en")
    assert screen.page.locator("html").get_attribute("lang") == "en"
    english = words("en")
    french = {FRENCH(key) for key in FRAMEWORK.values()} - {english(key) for key in FRAMEWORK.values()}
    assert set(screen.page.evaluate(_SAID)) & french == set(), "said again in the language now chosen"


def test_a_name_that_is_one_of_the_framework_s_words_stays(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("MARTIN"))
    told = screen.page.evaluate("""async () => {
      const main = document.querySelector("[data-testid=stMain]");
      const of = (name) => ({ className: "tried", textContent: name });
      const button = (name) => Object.assign(document.createElement("button"), of(name));
      main.append(...["Open", "Open, SA", "No results"].map(button));
      await new Promise((done) => setTimeout(done, 500));
      return [...document.querySelectorAll(".tried")].map((each) => each.textContent);
    }""")
    assert told == ["Open", "Open, SA", FRENCH("browser.no_results")]


def test_a_day_without_a_date_asks_for_it_in_french(screen: Screen, people: People) -> None:
    screen.open("plan", people.link("MARTIN"))
    screen.main.locator(".st-key-plan_add button").first.click()
    field = screen.page.get_by_role("dialog").get_by_test_id("stDateInputField")
    expect(field.get_by_role("group")).to_have_text("jj/mm/aaaa", timeout=PATIENCE)
    parts = field.get_by_role("spinbutton")
    expect(parts.first).to_have_attribute("aria-valuetext", FRENCH("browser.empty"))
    parts.first.click()
    screen.page.keyboard.type("03022027")
    expect(field.get_by_role("group")).to_have_text("03/02/2027", timeout=PATIENCE)
    for part in (2, 0):  # emptied again, each says once more what it wants
        parts.nth(part).click()
        for _ in range(4):
            screen.page.keyboard.press("Backspace")
    expect(field.get_by_role("group")).to_have_text("jj/02/aaaa", timeout=PATIENCE)


def test_on_paper_there_is_the_page_and_nothing_else(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("MARTIN"))
    screen.page.emulate_media(media="print")
    for hidden in (screen.sidebar, screen.main.locator(".st-key-kms-bar")):
        assert not hidden.is_visible()
    height, inside = screen.page.evaluate(_HEIGHTS)
    assert height >= 0.95 * inside > DESK["height"], "as long as it is, not cut at the window"
    screen.page.emulate_media(media="screen")
