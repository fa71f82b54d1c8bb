"""What holds on every page, from a desk to a phone, by day and by night; from one to the next as people go.

To load the application anew for each page costs three times as much as to turn to it.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import First, Served
from tests.browser.screen import DESK, PAGES, Screen
from tests.browser.test_layout import TEAM, WIDTHS, WORST, faults
from tests.pages.databases import People

GRAVE = ("serious", "critical")
_INK = "() => getComputedStyle(document.querySelector('.kms')).getPropertyValue('--kms-text')"
_CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""All that night changes."""


@pytest.mark.deep
@pytest.mark.parametrize(
    ("name", "pages"),
    [("MARTIN", [page for page in PAGES if page not in TEAM]), ("RIVOIRE", TEAM)],
    ids=["one kam", "several"],
)
def test_nothing_is_cut_off_overlaps_or_is_hard_to_read(
    browser: Browser, served: Served, first: First, people: People, name: str, pages: list[str]
) -> None:
    context = browser.new_context(viewport=DESK, locale="fr-FR", color_scheme="light")
    worst = {key: value for query in WORST.values() for key, value in query.items()}
    screen = Screen(context, served.base).open(pages[-1], people.link(name) | worst)
    found = {}
    for page in pages:
        screen.turn(page)
        assert not (missing := WORST.get(page, {}).items() - screen.query.items()), missing
        found[page] = _seen(screen)
    assert {page: wrong for page, wrong in found.items() if wrong} == {}
    assert screen.troubles == []
    context.close()


def _seen(screen: Screen) -> list[str]:
    """What is wrong with a page by day at every width, and by night."""
    found = [fault for width in WIDTHS[1:] for fault in faults(screen, width)] + faults(screen, WIDTHS[0])
    found += _grave(screen.page)
    _turn_to("dark", screen)
    found += _grave(screen.page, _CONTRAST)
    _turn_to("light", screen)
    return found


def _turn_to(scheme: str, screen: Screen) -> None:
    """Night falls, or ends, while the page is open."""
    before = screen.page.evaluate(_INK)
    screen.page.emulate_media(color_scheme=scheme)
    screen.page.wait_for_function(f"before => ({_INK})() !== before", arg=before)
    screen.settle()


def _grave(page: Page, options: dict[str, object] | None = None) -> list[str]:
    """What axe calls serious, each with the first element that shows it."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found if each["impact"] in GRAVE]
