"""From the menu to a report on disk: its pages are seen first, and a former file is never taken for the new one."""

import io
import re
from pathlib import Path

from playwright.sync_api import expect
from pypdf import PdfReader

from kamescope.i18n import words
from tests.browser.screen import PATIENCE, Screen, flat
from tests.browser.test_layout import faults
from tests.pages.databases import People

FRENCH = words("fr")
PATIENT = 2 * PATIENCE
NAME = "rapport_campagne-xyz_m-martin_xyz.pdf"


def test_a_report_is_made_seen_and_downloaded_and_then_marked_as_former(screen: Screen, people: People) -> None:
    screen.open("overview", people.link("MARTIN"))
    screen.turn("report")
    screen.main.get_by_role("button", name=FRENCH("report_page.go_pdf", 1)).click()
    pages = screen.main.get_by_test_id("stImage").locator("img")
    expect(pages.first).to_be_visible(timeout=PATIENT)
    screen.settle()
    count = pages.count()
    assert pages.first.get_attribute("alt") == FRENCH("report_page.page", kam="M. MARTIN", page=1, pages=count)
    assert pages.last.evaluate("page => page.decode().then(() => page.naturalWidth > 800)")
    assert faults(screen, 1440) + faults(screen, 390) == []
    report = PdfReader(io.BytesIO(downloaded(screen).read_bytes()))
    assert len(report.pages) == count
    assert "M. MARTIN" in report.pages[0].extract_text()
    assert screen.query == people.link("MARTIN"), "what is chosen here is in no link"
    _a_filter_makes_it_a_former_one(screen)


def downloaded(screen: Screen) -> Path:
    """The file that the button gives."""
    with screen.page.expect_download() as given:
        screen.main.get_by_role("button", name=FRENCH("report_page.download")).click()
    assert given.value.suggested_filename == NAME
    path = Path(given.value.path())
    assert path.read_bytes().startswith(b"%PDF")
    return path


def _a_filter_makes_it_a_former_one(screen: Screen) -> None:
    screen.page.set_viewport_size({"width": 1440, "height": 900})
    screen.filters()
    screen.choose(FRENCH("level.factor"), "F3 Qualification")
    screen.expect_query("factors", "F3")
    notice = screen.main.get_by_test_id("stAlert")
    expect(notice).to_have_text(re.compile(re.escape(NAME)), timeout=PATIENCE)
    assert flat(notice.inner_text()).endswith(flat(FRENCH("report_page.former_choices", file=NAME)))
    expect(screen.main.get_by_test_id("stImage")).to_have_count(0)
    expect(screen.main.get_by_role("button", name=FRENCH("report_page.download"))).to_have_count(0)
    expect(screen.main).to_contain_text("F3", timeout=PATIENCE)
