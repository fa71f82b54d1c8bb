"""From a click to the painted charts in Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

from bench.ratio import Ratio, clocked
from kamescope import places

HOST = "127.0.0.1"
PATIENCE = 60.0
STILL = 1500
"""Milliseconds without a change after which a page counts as finished."""
CHARTS = 2
WINDOW = {"width": 1440, "height": 1000}

FINISHED = """async still => {
    const main = () => document.querySelector('[data-testid=stMain]').textContent;
    let text = main(), since = performance.now();
    while (performance.now() - since < still) {
        await new Promise(done => setTimeout(done, 50));
        if (main() !== text) { text = main(); since = performance.now(); }
    }
    return text;
}"""
CLICKED = """async ([selector, place, expected, patience]) => {
    const frame = () => new Promise(requestAnimationFrame);
    const option = document.querySelectorAll(selector)[place];
    const start = performance.now();
    option.click();
    while (document.querySelector('[data-testid=stMain]').textContent !== expected) {
        if (performance.now() - start > patience) return -1;
        await frame();
    }
    await frame();
    await frame();
    return performance.now() - start;
}"""


class Click(NamedTuple):
    """A choice between two: its widget's key, the most it should take, which option each time, what is opened before.

    `most`: in times of the empty page.
    """

    key: str
    most: float | None = None
    places: tuple[int, int] = (0, 1)
    opened: str = ""
    options: str = "button"
    each_time: bool = False


CLICKS = {
    "unit": Click("view_unit", 1.4, opened=".st-key-filters button"),
    "another KAM": Click("view_kam", 2.0, opened=".st-key-view_kam input", options="[role=option]", each_time=True),
    "other groups": Click("view_groups", 2.0, (0, 0), ".st-key-filters button"),
    "language": Click("view_lang"),
}
"""By what is chosen; of the groups one is taken away, and given back."""
EMPTY = Click("view_unit")


def measured(ours: str, empty: str, what: str, runs: int) -> Ratio:
    """One kind of click until the whole page reads as it must and is painted, beside the empty page's switch."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        clicked = ((ours, CLICKS[what]), (empty, EMPTY))
        switches = [_switcher(browser.new_context(viewport=WINDOW).new_page(), *each) for each in clicked]
        found = clocked(switches, [(turn + 1) % 2 for turn in range(runs)])
        browser.close()
    return Ratio(f"{what}: click to painted in Chromium, to an empty page", *found, CLICKS[what].most)


@contextmanager
def both(database: Path) -> Iterator[tuple[str, str]]:
    """The product on a database and the empty page: their addresses."""
    with served(database) as (ours, _), served_empty("empty_app.py") as (empty, _):
        yield ours, empty


def served(database: Path) -> AbstractContextManager[tuple[str, int]]:
    """The product on a database: its address and its process id."""
    command = [sys.executable, "-m", "kamescope", "--db", str(database), "serve", "--headless", "--port"]
    return _served(lambda port: [*command, str(port)])


def served_empty(script: str) -> AbstractContextManager[tuple[str, int]]:
    """A page of this folder, served by Streamlit alone: its address and its process id."""
    command = [sys.executable, "-m", "streamlit", "run", str(Path(__file__).with_name(script))]
    return _served(
        lambda port: [*command, "--server.headless=true", f"--server.address={HOST}", f"--server.port={port}"]
    )


@contextmanager
def _served(command: Callable[[int], Sequence[str]]) -> Iterator[tuple[str, int]]:
    """A server on a free port, stopped at the end; yields its address, once it answers, and its process id."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"PYTHONPATH": str(places.ROOT)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command(port), cwd=places.ROOT, env=environment, **quiet)
    try:
        _wait(f"http://{HOST}:{port}/_stcore/health", server)
        yield f"http://{HOST}:{port}/", server.pid
    finally:
        server.terminate()
        server.wait(10)


def _wait(address: str, server: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit("a server did not start")


def _switcher(page: Page, address: str, click: Click) -> Callable[[int], float]:
    """One open page: given which of two states is wanted, it clicks, and says how long the painting took."""
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(address)
    page.wait_for_function(f"document.querySelectorAll('[data-testid=stMain] .vega-embed svg').length >= {CHARTS}")
    page.evaluate(FINISHED, STILL)
    selector = click.options if click.each_time else f".st-key-{click.key} {click.options}"

    def ready() -> None:
        if click.opened:
            page.locator(click.opened).first.click()
            page.locator(selector).first.wait_for()

    def chosen(state: int, expected: str) -> float:
        page.bring_to_front()
        if click.each_time:
            ready()
        return page.evaluate(CLICKED, [selector, click.places[state], expected, PATIENCE * 1000])

    if not click.each_time and page.locator(click.opened or "nothing").count():
        ready()
    expected = {}
    for state in (1, 0, 1, 0):
        if click.each_time:
            ready()
        page.locator(selector).nth(click.places[state]).click()
        expected[state] = page.evaluate(FINISHED, STILL)

    def switch(state: int) -> float:
        elapsed = chosen(state, expected[state])
        if elapsed < 0:
            raise SystemExit("a page did not come to read as expected")
        page.wait_for_timeout(STILL / 5)
        return elapsed / 1000

    return switch
