"""From the menu to a report on disk: seen small before, told while it is made, and within reach until another one."""

import io
from pathlib import Path

from playwright.sync_api import expect
from pypdf import PdfReader

from kamescope.i18n import words
from tests.browser.screen import PATIENCE, Screen
from tests.browser.test_layout import faults
from tests.pages.databases import People

FRENCH = words("fr")
PATIENT = 2 * PATIENCE
NAME = "rapport_campagne-xyz_m-martin_xyz.pdf"
CHARTS = FRENCH("report_page.step_charts", place="", of="").split(" sur")[0]


def test_a_report_is_seen_small_made_seen_whole_and_stays_within_reach(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("MARTIN"))
    screen.turn("report")
    _first_pages_are_seen(screen)
    # So low that the button is reached by scrolling: what it does is seen all the same.
    screen.page.set_viewport_size({"width": 1440, "height": 600})
    screen.main.get_by_role("button", name=FRENCH("report_page.go_pdf", 1)).click()
    bar = screen.main.get_by_test_id("stProgress").filter(has_text=CHARTS)
    bar.wait_for(timeout=PATIENT)
    expect(bar).to_be_in_viewport()
    _whole_pages_are_seen(screen, people)
    _a_filter_makes_it_one_of_earlier_choices(screen)


def _first_pages_are_seen(screen: Screen) -> None:
    pages = screen.main.locator(".st-key-report-sample img")
    expect(pages).to_have_count(2, timeout=PATIENCE)
    assert [page.get_attribute("alt") for page in pages.all()] == [
        FRENCH("report_page.sample_page", at=at) for at in (1, 2)
    ]
    assert pages.last.evaluate("page => page.decode().then(() => page.naturalWidth > 300)"), "sharp on a dense screen"
    assert faults(screen, 390) + faults(screen, 1440) == []


def _whole_pages_are_seen(screen: Screen, people: People) -> None:
    pages = screen.main.locator(".st-key-report-pages img")
    expect(pages.first).to_be_visible(timeout=PATIENT)
    screen.settle()
    count = pages.count()
    assert pages.first.get_attribute("alt") == FRENCH("report_page.page", kam="M. MARTIN", page=1, pages=count)
    assert pages.last.evaluate("page => page.decode().then(() => page.naturalWidth > 800)")
    expect(screen.main.locator(".st-key-report-sample")).to_have_count(0)
    assert faults(screen, 1440) + faults(screen, 390) == []
    report = PdfReader(io.BytesIO(downloaded(screen).read_bytes()))
    assert len(report.pages) == count
    assert "M. MARTIN" in report.pages[0].extract_text()
    assert screen.query == people.link("MARTIN"), "what is chosen here is in no link"


def downloaded(screen: Screen) -> Path:
    """The file that the button gives."""
    with screen.page.expect_download() as given:
        screen.main.get_by_role("button", name=FRENCH("report_page.download")).click()
    assert given.value.suggested_filename == NAME
    path = Path(given.value.path())
    assert path.read_bytes().startswith(b"%PDF")
    return path


def _a_filter_makes_it_one_of_earlier_choices(screen: Screen) -> None:
    whole = downloaded(screen).read_bytes()
    screen.page.set_viewport_size({"width": 1440, "height": 900})
    screen.filters()
    screen.choose(FRENCH("level.factor"), "F3 Qualification")
    screen.expect_query("factors", "F3")
    former = screen.main.locator(".st-key-report-former")
    expect(former).to_contain_text(FRENCH("report_page.former_choices"), timeout=PATIENCE)
    expect(former).to_contain_text(NAME)
    expect(screen.main.locator(".st-key-report-pages")).to_have_count(0)
    for _ in ("the list", "the filters"):
        screen.page.keyboard.press("Escape")
    assert downloaded(screen).read_bytes() == whole, "the file of then, not one of now"
    expect(screen.main.locator(".st-key-report-sample img")).to_have_count(2, timeout=PATIENCE)
    expect(screen.main).to_contain_text("F3", timeout=PATIENCE)
