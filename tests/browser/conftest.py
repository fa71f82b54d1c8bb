"""One server and one browser for the whole suite."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.screen import DESK, Screen, chromium
from tests.browser.server import serving
from tests.pages import databases
from tests.pages.databases import People, sheet
from tests.support import kamescope_model, other_model

LONG_NAME = "Anne-Charlotte de La Rochefoucauld-Montmorency-Laval"
LONG_COMPANY = "Compagnie Européenne des Équipements Électromécaniques Industriels"


class Served(NamedTuple):
    """A running server and who is in its database."""

    base: str
    people: People
    log: Path


class First(NamedTuple):
    """What the very first request to a cold server showed."""

    heading: str
    path: str
    dialogs: int
    troubles: list[str]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration, a KAM with the longest names, and KAMs under another model; nobody has asked anything yet."""
    folder = tmp_path_factory.mktemp("served")
    path = folder / "kamescope.duckdb"
    databases.demo(path)
    long = sheet(kamescope_model(), LONG_NAME, [("self", 1), ("manager", 2), ("client", 5)], LONG_COMPANY)
    whole = [("self", 1), ("manager", 2), ("peer", 4), ("team", 6), ("partner", 3)]
    another = sheet(other_model(), "A. WHOLE", whole, "BOUSSOLE", "Vague 0")
    people = databases.filled(path, (kamescope_model(), long), (other_model(), another))
    with serving(path, folder / "server.log") as base:
        yield Served(base, people, folder / "server.log")


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One profile for most tests: its cache spares a load of the page's code each time."""
    context = browser.new_context(viewport=DESK, locale="fr-FR")
    yield context
    context.close()


@pytest.fixture(scope="session")
def first(served: Served, context: BrowserContext) -> First:
    """The first request: a link to a factor."""
    screen = Screen(context, served.base).open("factor", served.people.link("MARTIN") | {"factor": "F7"})
    seen = First(screen.heading, screen.path, screen.page.get_by_role("dialog").count(), screen.troubles)
    screen.page.close()
    return seen


@pytest.fixture
def screen(served: Served, context: BrowserContext, first: First) -> Iterator[Screen]:
    """A new tab on a server that is warm; afterwards nothing may have gone wrong in it."""
    screen = Screen(context, served.base)
    yield screen
    screen.page.close()
    assert screen.troubles == []


@pytest.fixture
def people(served: Served) -> People:
    """Who is in the database."""
    return served.people


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives the real app."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
