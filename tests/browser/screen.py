"""One tab on the application: where it is, what it shows, and what to wait for."""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from kamescope.i18n import words
from kamescope.ui.menu import HOME, MENU

PATHS = {entry.key: entry.path for entries in MENU.values() for entry in entries}
PAGES = tuple(PATHS)
DESK = {"width": 1440, "height": 1000}
PHONE = {"width": 390, "height": 844}
PATIENCE = 120_000
"""Milliseconds that a busy and slow machine may need to paint."""
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)
_QUIET = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  if (!app || app.dataset.testScriptState !== 'notRunning') return false;
  if (document.querySelector('[data-testid=stSkeleton], [data-stale=true]')) return false;
  if (!document.querySelector('[data-testid=stMain] h1')) return false;
  const charts = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')];
  const painted = charts.every(chart => {
    const svg = chart.querySelector('svg.marks');
    return svg && Math.abs(svg.getBoundingClientRect().width - chart.clientWidth) < 2 && svg.querySelector('text');
  });
  if (!painted) return false;
  const boxes = [...document.querySelectorAll('[data-testid=stMain] h1, [data-testid=stMain] svg.marks')];
  const now = boxes.map(box => Object.values(box.getBoundingClientRect().toJSON()).join()).join('|');
  const before = window.kmsBefore;
  window.kmsBefore = now;
  return now === before;
}"""
"""True once the script has ended, nothing is stale, every chart is painted at its width, and nothing moves any more."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's own Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(_FLAGS))
        yield browser
        browser.close()


def flat(text: str) -> str:
    """A text with every kind of space made one."""
    return " ".join(text.split())


class Screen:
    """A tab. `troubles` collects uncaught exceptions, console errors and requests to other machines."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.base = base
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(f"exception: {error}"))
        self.page.on("console", self._heard)
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("websocket", lambda socket: self._asked(socket.url))

    def _heard(self, message: object) -> None:
        # On a deep link Streamlit itself looks for its server below the page's path before it looks at the root.
        if message.type == "error" and "/_stcore/" not in message.location.get("url", ""):
            self.troubles.append(f"console: {message.text} {message.location}")

    def _asked(self, url: str) -> None:
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1":
            self.troubles.append(f"request: {url}")

    def open(self, page: str = HOME, query: Mapping[str, str] | None = None) -> "Screen":
        """Go to a page of the menu by its address."""
        path = "" if page == HOME else PATHS[page]
        self.page.goto(f"{self.base}/{path}?{urlencode(query or {}, safe=',')}")
        return self.settle()

    def settle(self) -> "Screen":
        """Wait until the page has come to rest."""
        self.page.evaluate("() => { window.kmsBefore = null }")
        self.page.wait_for_function(_QUIET, polling=120)
        return self

    def turn(self, page: str, language: str = "fr") -> "Screen":
        """Choose a page in the menu."""
        name = words(language)(f"page.{page}")
        self.sidebar.get_by_role("link", name=name).click()
        self.page.wait_for_url(re.compile(rf"/{'' if page == HOME else PATHS[page]}(\?|$)"))
        return self.settle()

    @property
    def main(self) -> Locator:
        """The page beside the menu."""
        return self.page.get_by_test_id("stMain")

    @property
    def sidebar(self) -> Locator:
        """The menu."""
        return self.page.get_by_test_id("stSidebar")

    @property
    def query(self) -> dict[str, str]:
        """The query parameters of the address."""
        return dict(parse_qsl(urlsplit(self.page.url).query))

    @property
    def path(self) -> str:
        """The page in the address."""
        return urlsplit(self.page.url).path.strip("/")

    @property
    def heading(self) -> str:
        """The page's heading."""
        return flat(self.main.locator("h1").first.inner_text())

    @property
    def metrics(self) -> list[str]:
        """The figures of the score cards."""
        return [flat(text) for text in self.main.locator(".kms-value").all_inner_texts()]

    def expect_heading(self, text: str) -> "Screen":
        """Wait for a heading."""
        expect(self.main.locator("h1").first).to_contain_text(text, timeout=PATIENCE)
        return self.settle()

    def expect_text(self, text: str) -> None:
        """Wait for a text on the page."""
        expect(self.main).to_contain_text(text, timeout=PATIENCE)

    def expect_query(self, key: str, value: str | None) -> "Screen":
        """Wait until the address says so."""
        self.page.wait_for_function(
            "([key, value]) => new URLSearchParams(location.search).get(key) === value", arg=[key, value]
        )
        return self.settle()

    def choose(self, label: str, option: str) -> None:
        """Choose in a list of the sidebar or the page, by its accessible name, as a person does: type, then Enter."""
        box = self.page.get_by_role("combobox", name=label, exact=True)
        box.click()
        box.fill(option)
        self.page.get_by_role("option", name=option).first.click()

    def filters(self) -> Locator:
        """What the control over the page holds, opened."""
        body = self.page.get_by_test_id("stPopoverBody").filter(has=self.page.locator(".st-key-view_unit"))
        if body.count() == 0:
            self.main.locator(".st-key-filters button").click()
        body.wait_for()
        return body

    def press(self, label: str) -> None:
        """Click a pill or a button by its name."""
        self.page.get_by_role("button", name=label).first.click()

    def switch(self, label: str, option: str) -> None:
        """Click the side of a switch whose name begins so, its mark aside."""
        sides = self.page.get_by_role("radiogroup", name=label).get_by_role("radio")
        sides.filter(has_text=re.compile(rf"^\W*{re.escape(option)}\b")).click()

    def chart_texts(self, place: int = 0) -> list[str]:
        """The texts drawn in a chart, top to bottom."""
        return self.main.locator("svg.marks").nth(place).locator("text").all_text_contents()

    def click_mark(self, text: str) -> None:
        """Click where a text of a chart stands."""
        label = self.main.locator("svg.marks text").filter(has_text=text).first
        label.scroll_into_view_if_needed()
        box = label.bounding_box()
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
