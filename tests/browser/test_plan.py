"""The plan as the KAM writes it on a phone, signed in; a coach saved meanwhile, and nothing of either is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kamescope import settings
from kamescope.i18n import words
from kamescope.service import GrantRequest, everything, open_store
from tests.browser.proxy import proxied
from tests.browser.screen import PATIENCE, PHONE, Screen
from tests.browser.server import serving
from tests.pages import databases
from tests.pages.signed_in import HEADER
from tests.plans import priority

FRENCH = words("fr")
KAM, COACH = "kam@example.com", "coach@example.com"


@pytest.fixture
def pages(browser: Browser, tmp_path: Path) -> Iterator[tuple[Screen, Screen]]:
    """The KAM on a phone, and a coach, each on the page of one plan; nothing may go wrong in either."""
    people = databases.demo(tmp_path / "kamescope.duckdb")
    entry = people.find("MARTIN")
    store = open_store(people.path)
    for role, email in (("kam", KAM), ("coach", COACH)):
        everything(store).grant(GrantRequest(role, email, kam=entry.kam.id))
    everything(store).write_plan(entry.campaign.token, entry.kam.token, priority("F10"))
    store.close()
    (tmp_path / "kamescope.toml").write_text(HEADER.format(more='shared = "at_once"'), encoding="utf-8")
    said = {settings.NAMED: str(tmp_path / "kamescope.toml"), "HOME": str(tmp_path)}
    with serving(people.path, tmp_path / "log", **said) as base, proxied(base) as first, proxied(base) as second:
        first.who, second.who = KAM, COACH
        contexts = [browser.new_context(viewport=PHONE, locale="fr-FR"), browser.new_context(locale="fr-FR")]
        links = people.link("MARTIN")
        screens = [
            Screen(context, proxy.base).open("plan", links)
            for context, proxy in zip(contexts, (first, second), strict=True)
        ]
        yield tuple(screens)
        for context in contexts:
            context.close()
        assert [screen.troubles for screen in screens] == [[], []]


def edit(screen: Screen) -> None:
    """Open the dialog of the first priority."""
    screen.main.locator(".st-key-plan_edit_1 button:visible").first.click()
    expect(screen.page.get_by_role("dialog")).to_contain_text(FRENCH("plan.save"), timeout=PATIENCE)
    screen.settle()


def save(screen: Screen, **texts: str) -> None:
    """Type and save."""
    for name, text in texts.items():
        screen.page.get_by_role("dialog").locator(f".st-key-plan_{name} :is(textarea, input)").fill(text)
    screen.page.locator(".st-key-plan_save button").click()
    screen.settle()


def test_who_saves_second_sees_both_and_loses_nothing(pages: tuple[Screen, Screen]) -> None:
    kam, coach = pages
    edit(kam)
    edit(coach)
    dialog = kam.page.get_by_role("dialog")
    box = dialog.bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    save(coach, when="le coach écrit")
    coach.expect_text("Quand le coach écrit")
    expect(coach.page.get_by_role("dialog")).to_have_count(0, timeout=PATIENCE)

    save(kam, when="j’écris sur mon téléphone")
    expect(dialog).to_contain_text(FRENCH("plan.theirs"), timeout=PATIENCE)
    expect(dialog).to_contain_text("Quand le coach écrit")
    expect(dialog.locator(".st-key-plan_when textarea")).to_have_value("j’écris sur mon téléphone")
    kam.page.locator(".st-key-plan_save button").click()
    expect(dialog).to_have_count(0, timeout=PATIENCE)
    kam.expect_text("Quand j’écris sur mon téléphone")
    over = kam.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not over, "nothing is wider than the phone"
