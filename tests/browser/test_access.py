"""Accès, as an administrator goes through it: a right given, looked at as that person, taken away and given back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from kamescope.i18n import words
from tests.browser.screen import PATIENCE, Screen
from tests.browser.server import serving
from tests.pages import databases

FRENCH = words("fr")
EMAIL, TEAM = "paul@xyz.fr", "Grands comptes (Novalis Démo (fictif))"


@pytest.fixture
def page(tmp_path: Path, context: BrowserContext) -> Iterator[Screen]:
    """The page over a demonstration of the test's own; nothing may go wrong in it."""
    people = databases.demo(tmp_path / "kamescope.duckdb")
    with serving(people.path, tmp_path / "server.log") as base:
        screen = Screen(context, base).open("access")
        yield screen
        screen.page.close()
        assert screen.troubles == []


@pytest.mark.deep
def test_a_right_is_given_looked_at_taken_away_and_given_back(page: Screen) -> None:
    page.page.get_by_label(FRENCH("column.email"), exact=True).fill(EMAIL)
    page.page.get_by_label(FRENCH("access.name"), exact=True).fill("Paul Coach")
    choose(page, FRENCH("access.role"), FRENCH("role.coach"))
    choose(page, FRENCH("access.on"), FRENCH("access.on_team"))
    choose(page, FRENCH("access.which_team"), TEAM)
    page.press(FRENCH("access.go"))
    what = FRENCH("grant.team", role=FRENCH("role.coach"), team=TEAM)
    page.expect_text(what)
    expect(page.page.get_by_test_id("stToast")).to_contain_text("Paul Coach", timeout=PATIENCE)
    assert page.main.locator("a[href^=mailto]").count() == 0, "an address is a text, not a way to write to somebody"

    page.press(FRENCH("access.see"))
    page.expect_text("É. RIVOIRE")
    seen = page.settle().main.locator(".st-key-access-seen")
    assert FRENCH("page.compare") in seen.inner_text() and "M. MARTIN" not in seen.inner_text()
    assert page.metrics == [] and seen.locator("svg.marks").count() == 0

    page.press(FRENCH("access.take"))
    page.expect_text(FRENCH("access.nobody"))
    page.press(FRENCH("access.give_back"))
    page.expect_text(what)

    page.settle().turn("audit")
    told = page.main.locator("tbody").inner_text()
    deeds = (FRENCH("audit.did.granted"), FRENCH("audit.did.revoked"), FRENCH("audit.did.imported"))
    assert [told.count(deed) for deed in deeds] == [2, 1, 3], "the demonstration is three files"


def choose(page: Screen, label: str, option: str) -> None:
    """Choose in a list by its name, with nothing typed."""
    page.page.get_by_role("combobox", name=label, exact=True).click()
    page.page.get_by_role("option", name=option, exact=True).click()
    page.settle()
