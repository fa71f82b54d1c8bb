"""The page of a portfolio of very many clients, from the choice of a file not seen before to its painted matrix.

Beside it an empty page: the same choice, one query by hand, and the same pictures ready-made.
"""

import asyncio
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.clicks import PATIENCE, WINDOW, served, served_empty
from bench.ratio import Ratio, Timing, clocked
from bench.session import Session
from kamescope.service import Store
from kamescope.ui.menu import MENU

KEY = "view_file"
FILES = 10
"""So many: each is chosen once, so that nothing of it is warm; the page opens with the last one."""
WARM = 1
"""So many choices are not counted: code is imported with the first one."""
DATABASE, PICTURES = "KAMESCOPE_BENCH_DATABASE", "KAMESCOPE_BENCH_PICTURES"
PAINTED = 1.5
Ready = Mapping[int, list[str | dict]]
"""The pictures of each file, in the order of its page: HTML, or the specification of a chart."""
Way = Callable[[Sequence[str], str, Ready, str], Ratio]
"""How the two pages are set beside one another."""
_CHANGED = {
    "lever_files": "$made AS file_id, held_on + CAST($made AS INTEGER) AS held_on",
    "lever_people": "$made AS file_id",
    "lever_rows": "$made AS file_id, round(number_1 * (1 - $made / 50), 2) AS number_1",
}
CHOSEN = """async ([place, expected, together]) => {
    const frame = () => new Promise(requestAnimationFrame);
    const main = document.querySelector('[data-testid=stMain]');
    const start = performance.now();
    document.querySelectorAll('[role=option]')[place].click();
    while (!(together ? expected : expected.slice(0, 1)).every(text => main.textContent.includes(text))) {
        if (performance.now() - start > 60000) return -1;
        await frame();
    }
    await frame();
    await frame();
    return performance.now() - start;
}"""


def multiplied(store: Store, number: int) -> Sequence[int]:
    """Files like one, each about another day and with other revenues, so that no two pictures are alike."""
    cursor, numbers = store._engine._connection.cursor(), range(number, number + FILES)
    for made in numbers[1:]:
        for table, changed in _CHANGED.items():
            query = f"INSERT INTO {table} SELECT * REPLACE ({changed}) FROM {table} WHERE file_id = $number"
            cursor.execute(query, {"made": made, "number": number})
    return numbers


def measured(database: Path, ready: Ready, clients: int, say: Callable[[str], None]) -> Iterator[Ratio]:
    """Three ratios: the matrix painted in Chromium, every picture painted, and the run on the server."""
    for_empty = database.with_name("empty.duckdb")
    shutil.copyfile(database, for_empty)
    pictures = database.with_name("pictures.json")
    pictures.write_text(json.dumps(ready), encoding="utf-8")
    os.environ |= {DATABASE: str(for_empty), PICTURES: str(pictures)}
    path = next(entry.path for entry in MENU["levers"] if entry.key == "portfolio")
    ways: list[Way] = [_runs]
    if shutil.which("chromium") is None:
        say("no Chromium on this machine: painting is left out")
    else:
        ways += [partial(_paints, together=together) for together in (False, True)]
    for way in ways:
        # Servers of their own for each way, so that every file is cold.
        with served(database) as (ours, _), served_empty("empty_portfolio.py") as (empty, _):
            say("both pages served")
            yield way((ours, empty), path, ready, f"portfolio of {clients:,} clients, another file")


@cache
def pictures() -> dict[str, list[str | dict]]:
    """The pictures saved before, by file; read once a process."""
    found: dict[str, list[str | dict]] = json.loads(Path(os.environ[PICTURES]).read_text(encoding="utf-8"))
    return found


def _runs(addresses: Sequence[str], path: str, ready: Ready, told: str) -> Ratio:
    name = f"{told}: run on the server, to an empty page"
    return asyncio.run(_over_websockets(addresses, path, list(ready), name))


async def _over_websockets(addresses: Sequence[str], path: str, numbers: Sequence[int], name: str) -> Ratio:
    found: list[list[float]] = [[], []]
    async with Session(addresses[0], (KEY,), path) as ours, Session(addresses[1], (KEY,)) as empty:
        for session in (ours, empty):
            await session.open()
        for turn, number in enumerate(numbers[:-1]):
            for which, session in ((0, ours), (1, empty))[:: 1 - turn % 2 * 2]:
                seconds = await session.click(KEY, session.options[KEY][numbers[-1] - number])
                if turn >= WARM:
                    found[which].append(seconds)
        if ours.errors + empty.errors:
            raise SystemExit("a page says that something went wrong")
    return Ratio(name, *(Timing(tuple(each)) for each in found), PAINTED)


def _paints(addresses: Sequence[str], path: str, ready: Ready, told: str, together: bool) -> Ratio:
    numbers = list(ready)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        chooses = []
        for address in (f"{addresses[0]}{path}", addresses[1]):
            page = browser.new_context(viewport=WINDOW).new_page()
            page.set_default_timeout(PATIENCE * 1000)
            page.goto(address)
            page.locator(f".st-key-{KEY} input").wait_for()
            page.locator(".vega-embed svg").first.wait_for()
            chooses.append(_chooser(page, ready, together))
        for number in numbers[:WARM]:
            for choose in chooses:
                choose(number)
        found = clocked(chooses, numbers[WARM:-1])
        browser.close()
    what = "every picture" if together else "the matrix"
    return Ratio(f"{told}: choice to {what} painted in Chromium, to an empty page", *found, PAINTED)


def _chooser(page: Page, ready: Ready, together: bool) -> Callable[[int], float]:
    """Given a file, it chooses it, and says how long it took until its matrix is painted, or all of it `together`."""

    def choose(number: int) -> float:
        page.bring_to_front()
        expected = [_text(page, each) for each in ready[number] if isinstance(each, str)]
        page.locator(f".st-key-{KEY} input").click()
        page.locator("[role=option]").nth(len(ready) - 1).wait_for()
        elapsed: float = page.evaluate(CHOSEN, [max(ready) - number, expected, together])
        if elapsed < 0:
            raise SystemExit("a page did not come to read as expected")
        page.wait_for_timeout(500)
        return elapsed / 1000

    return choose


def _text(page: Page, html: str) -> str:
    """What a table of a picture reads."""
    (table,) = re.findall(r"<table.*</table>", html, re.DOTALL)
    read: str = page.evaluate(
        "html => { const made = document.createElement('div'); made.innerHTML = html;return made.textContent; }", table
    )
    return read
