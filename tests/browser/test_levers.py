"""Each instrument beside the 360 in a browser: from a file that is dropped to the picture, and back to nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from kamescope import places
from kamescope.i18n import words
from kamescope.levers.registry import instruments
from tests.browser.screen import PATIENCE, Screen
from tests.browser.server import serving
from tests.pages import databases

FRENCH = words("fr")
FILES = places.DEMO / "levers"
PICTURES = "[data-testid=stVegaLiteChart] svg.marks, .kms"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server over an empty base."""
    folder = tmp_path_factory.mktemp("levers")
    people = databases.empty(folder / "empty.duckdb")
    with serving(people.path, folder / "server.log") as served:
        yield served


def dropped(screen: Screen, file: Path) -> None:
    """Hand a file to the page, and keep what is in it."""
    screen.main.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(file)
    rows = len(file.read_text(encoding="utf-8").splitlines()) - 1
    keep = screen.main.get_by_role("button", name=FRENCH("lever.keep", rows), exact=True)
    expect(keep).to_be_enabled(timeout=PATIENCE)
    keep.click()


@pytest.mark.deep
@pytest.mark.parametrize("name", sorted(instruments()))
def test_a_file_becomes_a_picture(base: str, context: BrowserContext, name: str) -> None:
    screen = Screen(context, base).open(name)
    assert screen.main.locator(PICTURES).count() == 0
    dropped(screen, FILES / f"{name}.csv")
    expect(screen.main.locator(".st-key-lever-headline h3")).not_to_be_empty(timeout=PATIENCE)
    screen.settle()
    assert screen.main.locator(PICTURES).count() >= 2
    expect(screen.main.get_by_role("alert")).to_have_count(0)
    assert screen.troubles == []


def test_a_file_with_a_fault_is_told_by_row_and_column_and_not_kept(
    base: str, context: BrowserContext, tmp_path: Path
) -> None:
    wrong = tmp_path / "vendeurs.csv"
    wrong.write_text("vendeur;chiffre d'affaires\nAda;100\nBob;-5\n", encoding="utf-8")
    screen = Screen(context, base).open("dependence")
    screen.main.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(wrong)
    screen.expect_text(FRENCH("lever.refused"))
    expect(screen.main.get_by_text("ligne 3", exact=False).first).to_be_visible(timeout=PATIENCE)
    keep = screen.main.get_by_role("button", name=FRENCH("lever.keep", 2), exact=True)
    expect(keep).to_be_disabled(timeout=PATIENCE)
    assert screen.troubles == []
