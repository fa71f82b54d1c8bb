"""The server of the database away: as the application starts, under a page, in the middle of an import, and back.

With `make postgres`."""

import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, TimeoutError, expect

from kamescope.i18n import words
from kamescope.places import Server
from kamescope.service import ImportRequest, everything, open_store
from tests import postgres
from tests.browser.screen import DESK, PATIENCE, Screen, flat
from tests.browser.server import serving
from tests.browser.test_imports import drop, payload, press
from tests.ingest.files import as_csv
from tests.pages.databases import sheet
from tests.support import kamescope_model

pytestmark = pytest.mark.postgresql

SAY = words("fr")
KAM, LATER = "A. FIRST", "B. LATER"
PASSWORD = "nobody-may-read-it"
SLOW = """
CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(600); RETURN NULL; END $$;
CREATE TRIGGER slow AFTER INSERT ON answers EXECUTE FUNCTION slow()
"""


@pytest.fixture
def cluster() -> Iterator[postgres.Cluster]:
    """A server that may be stopped."""
    made = postgres.Cluster()
    yield made
    made.end()


def made_of(kam: str) -> bytes:
    """A file of one KAM."""
    return as_csv(sheet(kamescope_model(), kam, (("self", 1), ("manager", 1))))


def test_the_application_tells_that_the_server_is_away_and_goes_on(
    browser: Browser, cluster: postgres.Cluster, tmp_path: Path
):
    place = Server(cluster.address.replace("postgres@", f"{postgres.LOCKED}:{PASSWORD}@"), tmp_path / "key")
    owner = Server(cluster.address, place.key)
    with closing(open_store(owner)) as store:
        everything(store).import_file("first.csv", made_of(KAM), ImportRequest(kamescope_model()))
    with psycopg.connect(owner.address, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {postgres.LOCKED} SUPERUSER LOGIN PASSWORD '{PASSWORD}'")
    cluster.stop()
    away = flat(SAY("error.database_unreachable", file=place.name)).partition(" : ")[0]
    with serving(place, tmp_path / "log", KAMESCOPE_KEY_FILE=str(place.key)) as base:
        screen = Screen(browser.new_context(viewport=DESK, locale="fr-FR"), base)
        screen.page.goto(base)
        alert = screen.main.get_by_role("alert")
        expect(alert).to_contain_text(away, timeout=PATIENCE)
        cluster.start()
        again(screen, KAM.split()[-1])

        cluster.stop()
        screen.sidebar.get_by_role("link", name=SAY("page.quality")).click()
        expect(alert).to_contain_text(away, timeout=PATIENCE)
        cluster.start()
        # On the page from which it was asked for.
        again(screen, KAM.split()[-1])

        screen.turn("imports")
        drop(screen, [payload("later.csv", made_of(LATER))])
        with psycopg.connect(owner.address, autocommit=True) as connection:
            connection.execute(SLOW)
            press(screen, SAY("import.go", 1))
            while not connection.execute("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'").fetchall():
                time.sleep(0.05)
        cluster.stop()
        expect(screen.main).to_contain_text(away, timeout=PATIENCE)
        cluster.start()
        screen.turn("quality")
        screen.expect_text(KAM)
        assert LATER not in screen.main.inner_text()
    for told in (tmp_path / "log").read_text(), screen.page.content():
        assert PASSWORD not in told
        assert "Traceback" not in told


def again(screen: Screen, heading: str) -> None:
    """Press the one button there is until the database, which was away a moment ago, answers."""
    shown = screen.main.locator("h1").first
    end = time.monotonic() + PATIENCE / 1000
    button = screen.main.get_by_role("button", name=SAY("trouble.again")).first
    while not shown.count() and time.monotonic() < end:
        # The page may come between the look and the press, and take the button away.
        with suppress(TimeoutError):
            button.click(timeout=2000)
        screen.page.wait_for_timeout(1000)
    screen.expect_heading(heading)
