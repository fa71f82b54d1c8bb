"""From exports dropped in a browser to results on screen; what is refused, known, undone; and on a phone."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FilePayload, expect

from kamescope.i18n import words
from tests.browser.screen import PATIENCE, PHONE, Screen
from tests.browser.server import serving
from tests.exports import microsoft_forms
from tests.exports.answered import of, several
from tests.exports.wording import Wording
from tests.pages import databases
from tests.support import kamescope_model

FRENCH = words("fr")
MODEL = kamescope_model()
ANSWERED = several(MODEL, many=4)
KAM = "C. LEFÈVRE"
GROUPS = ("self", "manager", "client")


@contextmanager
def empty(folder: Path) -> Iterator[str]:
    """The address of a server over an empty base; nothing may go wrong in it."""
    people = databases.empty(folder / "empty.duckdb")
    with serving(people.path, folder / "server.log") as base:
        yield base


@contextmanager
def opened(context: BrowserContext, base: str) -> Iterator[Screen]:
    """The Imports page in a new tab; nothing may go wrong in it."""
    screen = Screen(context, base).open("imports")
    yield screen
    screen.page.close()
    assert screen.troubles == []


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server for all tests that import nothing."""
    with empty(tmp_path_factory.mktemp("looked_at")) as base:
        yield base


@pytest.fixture
def page(looked_at: str, context: BrowserContext) -> Iterator[Screen]:
    """The page, for a test that imports nothing."""
    with opened(context, looked_at) as screen:
        yield screen
        expect(screen.main).to_contain_text(FRENCH("import.journal.none"), timeout=PATIENCE)


@pytest.fixture
def own_page(tmp_path: Path, context: BrowserContext) -> Iterator[Screen]:
    """The page over a base of the test's own."""
    with empty(tmp_path) as base, opened(context, base) as screen:
        yield screen


def forms(answer: str, groups: Sequence[str] = GROUPS) -> list[FilePayload]:
    """What Microsoft Forms gives about one KAM, a file a group."""
    wording = Wording(MODEL, "fr", "statement", answer)
    made = ((group, microsoft_forms.rows(wording, of(ANSWERED, KAM, group), about=False)) for group in groups)
    return [payload(f"{KAM} {group}.xlsx", microsoft_forms.content(rows)) for group, rows in made]


def strange(without: int = 0) -> FilePayload:
    """The same of a manager under headings that nobody knows, all of them or without the last ones."""
    (one,) = of(ANSWERED, KAM, "manager")
    one = one.but(answers={code: value or 3 for code, value in one.answers.items()})
    rows = microsoft_forms.rows(Wording(MODEL, "fr", "strange", "label"), [one], about=False)
    told = [row[: len(row) - without] for row in rows]
    return payload(f"{KAM} manager.xlsx", microsoft_forms.content(told))


def payload(name: str, content: bytes) -> FilePayload:
    """A file as the browser hands it over."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def drop(screen: Screen, files: list[FilePayload]) -> None:
    """Hand files to the drop zone and wait until they are listed."""
    screen.main.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(files)
    screen.expect_text(FRENCH("import.files.title", len(files)))
    screen.settle()


def press(screen: Screen, label: str) -> None:
    """Click a button of the page."""
    screen.main.get_by_role("button", name=label, exact=True).first.click()


def name_campaign(screen: Screen, name: str) -> None:
    """Type a new campaign for files that name none."""
    box = screen.main.get_by_role("textbox", name=FRENCH("filter.campaign"), exact=True).first
    box.fill(name)
    box.press("Enter")
    screen.settle()


def imported(screen: Screen, count: int) -> None:
    """Press the button that imports, and wait for its result."""
    press(screen, FRENCH("import.go", count))
    screen.expect_text(FRENCH("import.done.title", count))
    screen.settle()


def give(screen: Screen, label: str, value: str) -> None:
    """Choose a value for a label of the list."""
    box = screen.main.get_by_role("combobox", name=label, exact=True)
    # A list that opens while the page still scrolls closes again.
    box.evaluate("box => box.scrollIntoView({block: 'center'})")
    screen.settle()
    box.click()
    screen.page.get_by_role("option", name=value).first.click()
    screen.settle()


def take_all(screen: Screen) -> None:
    """Take the values proposed for the four labels, and confirm."""
    press(screen, FRENCH("import.labels.take", 4))
    screen.settle()
    press(screen, FRENCH("import.kind.confirm"))


def test_three_exports_become_results_and_an_undo_takes_one_away(own_page: Screen) -> None:
    drop(own_page, [*forms("four"), payload("notes.txt", b"nothing like answers")])
    own_page.expect_text(FRENCH("import.files.refused", 1))
    expect(own_page.main.get_by_role("button", name=FRENCH("import.kind.confirm"))).to_be_disabled(timeout=PATIENCE)
    name_campaign(own_page, "Printemps 2026")
    press(own_page, FRENCH("import.labels.take", 4))
    facts = {"high": 5, "low": 1, "best": "Tout à fait d’accord", "worst": "Pas du tout d’accord"}
    own_page.expect_text(FRENCH("import.labels.direction", **facts).replace("**", ""))
    press(own_page, FRENCH("import.kind.confirm"))
    own_page.expect_text(FRENCH("import.preview.title"))
    imported(own_page, 3)
    own_page.main.get_by_role("link", name="LEFÈVRE").first.click()
    own_page.expect_heading("LEFÈVRE")
    assert len(own_page.metrics) == 4
    assert "n.d." not in own_page.metrics
    own_page.turn("imports")
    own_page.expect_text(FRENCH("import.files.refused", 1))
    press(own_page, FRENCH("import.journal.undo"))
    press(own_page, FRENCH("import.undo.go"))
    own_page.expect_text(FRENCH("status.undone"))
    expect(own_page.page.get_by_test_id("stToast").last).to_contain_text("Import annulé", timeout=PATIENCE)


@pytest.mark.deep
def test_a_second_campaign_is_typed_and_its_files_are_taken_back_at_once(own_page: Screen) -> None:
    for name, group in (("Printemps 2026", GROUPS[:1]), ("Automne 2027", GROUPS[1:])):
        drop(own_page, forms("four", group))
        box = own_page.main.get_by_role("textbox", name=FRENCH("filter.campaign"), exact=True).first
        box.fill(name)
        own_page.main.locator("h1").first.click()  # nobody has to press Enter
        own_page.expect_text(FRENCH("import.campaign.new"))
        assert box.input_value() == name
        own_page.settle()
        proposed = own_page.main.locator("[class*=_proposed] button")
        if proposed.count():  # the second time what was confirmed the first time stands there
            proposed.click()
            own_page.settle()
        press(own_page, FRENCH("import.kind.confirm"))
        own_page.expect_text(FRENCH("import.preview.title"))
        imported(own_page, len(group))
    press(own_page, FRENCH("import.journal.undo_together", 2))
    press(own_page, FRENCH("import.undo.keep"))
    standing = own_page.main.get_by_role("button", name=FRENCH("import.journal.undo"), exact=True)
    expect(standing).to_have_count(3, timeout=PATIENCE)
    press(own_page, FRENCH("import.journal.undo_together", 2))
    own_page.expect_text(FRENCH("import.undo.keep"))
    own_page.main.get_by_role("button", name=FRENCH("import.journal.undo_together", 2)).nth(1).click()
    own_page.expect_text("Imports annulés")
    expect(standing).to_have_count(1, timeout=PATIENCE)


def test_a_person_gives_labels_their_values(page: Screen) -> None:
    drop(page, forms("four", ["client"]))
    page.expect_text(FRENCH("import.kind.open", 4))
    give(page, "Tout à fait d’accord", "5")
    page.expect_text(FRENCH("import.kind.open", 3))
    page.settle()
    give(page, "Pas du tout d’accord", "2")
    page.expect_text("(2)")
    page.expect_text(FRENCH("import.kind.open", 2))


@pytest.mark.deep
def test_a_file_dropped_again_is_known(own_page: Screen) -> None:
    drop(own_page, forms("four", ["manager"]))
    name_campaign(own_page, "Printemps 2026")
    take_all(own_page)
    own_page.expect_text(FRENCH("import.preview.title"))
    imported(own_page, 1)
    own_page.open("imports")
    drop(own_page, forms("four", ["manager"]))
    own_page.expect_text(FRENCH("import.state.asks"))


def test_the_uploader_says_nothing_in_english(page: Screen) -> None:
    zone = page.main.get_by_test_id("stFileUploaderDropzone").first
    sizes = zone.evaluate(
        """zone => [...zone.querySelectorAll('p, span')]
             .filter(node => [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim()))
             .filter(node => !node.closest('[data-testid=stIconMaterial]'))
             .map(node => [node.innerText, getComputedStyle(node).fontSize])"""
    )
    assert sizes
    assert [(text, size) for text, size in sizes if size != "0px"] == []


def test_a_list_that_finds_nothing_says_so_in_french(page: Screen) -> None:
    drop(page, [strange()])
    box = page.main.get_by_role("combobox", name=FRENCH("import.list.change"))
    box.wait_for()
    nothing, end = page.page.get_by_text(FRENCH("browser.no_results")), time.monotonic() + PATIENCE / 1000
    # What is typed while a run ends is gone with it: a person types again.
    while not nothing.is_visible() and time.monotonic() < end:
        page.settle()
        box.fill("")
        box.fill("zzz")
        page.page.wait_for_timeout(300)
    expect(nothing).to_be_visible()


def test_a_column_of_many_is_changed_by_keyboard_alone(page: Screen) -> None:
    drop(page, [strange()])
    table = page.main.get_by_role("region", name=FRENCH("import.columns.title"))
    expect(table.get_by_role("row")).to_have_count(len(MODEL.items) + 1, timeout=PATIENCE)
    heading = table.get_by_role("rowheader").nth(4).inner_text()
    change = page.main.get_by_role("combobox", name=FRENCH("import.list.change"))
    change.focus()
    page.page.keyboard.type(heading)
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("Escape")
    page.settle()
    expect(table.get_by_role("row")).to_have_count(len(MODEL.items), timeout=PATIENCE)
    box = page.main.get_by_role("combobox", name=heading, exact=True)
    box.focus()
    page.page.keyboard.type(FRENCH("import.use.ignore"))
    page.page.keyboard.press("Enter")
    page.expect_text(FRENCH("import.columns.left", 1, codes=MODEL.items[4].code))


def test_many_columns_run_out_of_no_phone(page: Screen) -> None:
    page.page.set_viewport_size(PHONE)
    drop(page, [strange(2)])
    expect(page.main.get_by_role("button", name=FRENCH("import.list.more", 67))).to_be_visible(timeout=PATIENCE)
    assert _beyond(page) <= 0


def test_the_next_step_stays_in_sight_and_leads_there(page: Screen) -> None:
    drop(page, forms("four"))
    foot = page.main.get_by_text(FRENCH("import.next.campaign"), exact=True)
    expect(foot).to_be_in_viewport(timeout=PATIENCE)
    page.main.get_by_role("link", name=FRENCH("import.next.confirm", 3)).click()
    expect(page.main.get_by_text(FRENCH("import.kind.asks"))).to_be_in_viewport(timeout=PATIENCE)
    expect(foot).to_be_in_viewport(timeout=PATIENCE)


def test_on_a_phone_nothing_runs_out_of_the_page(page: Screen) -> None:
    page.page.set_viewport_size(PHONE)
    drop(page, [*forms("four"), payload("notes.txt", b"nothing like answers")])
    page.settle()
    assert _beyond(page) <= 0


def _beyond(page: Screen) -> int:
    """So many pixels is the page wider than its window."""
    return page.page.evaluate(
        """() => { const main = document.querySelector('[data-testid=stMain]');
                   return main.scrollWidth - main.clientWidth }"""
    )
