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
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.ratio import Ratio, clocked
from bench.ready_made import UNITS
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
CLICKED = """async ([place, expected, patience]) => {
    const frame = () => new Promise(requestAnimationFrame);
    const button = document.querySelectorAll('.st-key-view_unit button')[place];
    const start = performance.now();
    button.click();
    while (document.querySelector('[data-testid=stMain]').textContent !== expected) {
        if (performance.now() - start > patience) return -1;
        await frame();
    }
    await frame();
    await frame();
    return performance.now() - start;
}"""


def measured(database: Path, runs: int, say: Callable[[str], None]) -> Ratio:
    """A switch of the unit until the whole page reads as it must and is painted, in seconds."""
    with ExitStack() as open_things:
        addresses = [open_things.enter_context(_served(command))[0] for command in _commands(database)]
        browser = open_things.enter_context(sync_playwright()).chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        switches = [_switcher(browser.new_context(viewport=WINDOW).new_page(), address) for address in addresses]
        say("both pages open and warm")
        places_clicked = [(turn + 1) % len(UNITS) for turn in range(runs)]
        found = clocked(switches, places_clicked)
        browser.close()
    return Ratio("click to painted in Chromium, to an empty page", *found)


def served(database: Path) -> AbstractContextManager[tuple[str, int]]:
    """The product on a database: its address and its process id."""
    return _served(next(_commands(database)))


def _commands(database: Path) -> Iterator[Callable[[int], Sequence[str]]]:
    python = sys.executable
    empty = str(Path(__file__).with_name("empty_app.py"))
    yield lambda port: [python, "-m", "kamescope", "--db", str(database), "serve", "--headless", "--port", str(port)]
    yield lambda port: [
        *(python, "-m", "streamlit", "run", empty, "--server.headless", "true"),
        *("--server.address", HOST, "--server.port", str(port)),
    ]


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


def _switcher(page: Page, address: str) -> Callable[[int], float]:
    """One open page: given the place of a unit, it clicks on it and says how long the painting took."""
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(address)
    page.wait_for_function(f"document.querySelectorAll('[data-testid=stMain] .vega-embed svg').length >= {CHARTS}")
    page.evaluate(FINISHED, STILL)
    filters = page.locator(".st-key-filters button")
    if filters.count():
        filters.click()
        page.locator(".st-key-view_unit button").first.wait_for()
    expected = {}
    for place in (1, 0, 1, 0):
        page.locator(".st-key-view_unit button").nth(place).click()
        expected[place] = page.evaluate(FINISHED, STILL)

    def switch(place: int) -> float:
        page.bring_to_front()
        elapsed = page.evaluate(CLICKED, [place, expected[place], PATIENCE * 1000])
        if elapsed < 0:
            raise SystemExit("a page did not come to read as expected")
        page.wait_for_timeout(STILL / 5)
        return elapsed / 1000

    return switch
