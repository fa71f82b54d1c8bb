"""A first start on an empty folder, to a painted radar; then the demonstration goes, and the base is empty."""

from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from kamescope.i18n import words
from tests.browser.screen import PAGES, PATIENCE, Screen
from tests.browser.server import serving

FRENCH = words("fr")
_WATCH = """() => {
  window.kmsSeen = new Set();
  const look = () => document.querySelectorAll('[data-testid=stProgress], [data-testid=stMain] h4')
    .forEach(node => window.kmsSeen.add(node.innerText));
  new MutationObserver(look).observe(document, {childList: true, subtree: true, characterData: true});
}"""


def test_from_an_empty_folder_to_a_painted_radar_and_to_an_empty_base(tmp_path: Path, context: BrowserContext) -> None:
    database = tmp_path / "new" / "kamescope.duckdb"
    with serving(database, tmp_path / "server.log") as base:
        screen = Screen(context, base)
        screen.page.add_init_script(f"({_WATCH})()")
        screen.page.goto(base)
        screen.expect_heading("M. MARTIN")
        seen = " ".join(screen.page.evaluate("[...window.kmsSeen]"))
        assert FRENCH("start.title") in " ".join(seen.split()).replace("ouverture :", "ouverture\N{NO-BREAK SPACE}:")
        assert "Négociation" in screen.chart_texts()
        assert database.exists()
        _remove_the_demonstration(screen)
        screen.page.close()
        assert screen.troubles == []
    console = (tmp_path / "server.log").read_text(encoding="utf-8")
    assert FRENCH("serve.opens", address=base) in console


def _remove_the_demonstration(screen: Screen) -> None:
    screen.press(FRENCH("demo.title"))
    screen.press(FRENCH("demo.remove"))
    screen.expect_heading(FRENCH("empty.title"))
    assert screen.query == {}
    expect(screen.page.get_by_test_id("stToast")).to_contain_text(FRENCH("demo.removed"), timeout=PATIENCE)
    for page in PAGES[1:4]:
        screen.turn(page)
        assert screen.heading == FRENCH("empty.title")
        expect(screen.main).to_contain_text(FRENCH("empty.command"), timeout=PATIENCE)
        expect(screen.main.get_by_role("combobox")).to_have_count(0)
    screen.press(FRENCH("demo.load"))
    expect(screen.page.get_by_test_id("stToast").last).to_contain_text("La démonstration est chargée", timeout=PATIENCE)
    expect(screen.main.locator("h1").first).not_to_have_text(FRENCH("empty.title"), timeout=PATIENCE)
