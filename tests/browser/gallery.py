"""A picture of every page: `python -m tests.browser.gallery build/gallery [--only overview]`.

The app is started on the demonstration; each page is taken whole, in French and English, light and dark, on a desk
(1440 px), in a narrow window (1024 px) and on a phone (390 px).
"""

import argparse
import tempfile
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser

from kamescope.i18n import LANGUAGES
from kamescope.service import StepDraft, everything, open_store
from tests.browser.screen import Screen, chromium
from tests.browser.server import serving
from tests.pages import databases
from tests.pages.databases import People
from tests.plans import TOMORROW, priority

SCHEMES = ("light", "dark")
WIDTHS = {1440: 1000, 1024: 768, 390: 844}
SCALE = 1.5
TALLEST = 12_000


class Shot(NamedTuple):
    """One view: its name, whose, which page, what the address adds."""

    name: str
    page: str
    kam: str = "MARTIN"
    campaign: str = ""
    query: Mapping[str, str] = {}


SHOTS = (
    Shot("overview", "overview"),
    Shot("top_items", "top_items"),
    Shot("bottom_items", "top_items", query={"side": "bottom"}),
    Shot("perception", "perception"),
    Shot("perception_items", "perception", query={"level": "item"}),
    Shot("factor", "factor", query={"factor": "F3"}),
    Shot("factor_plain", "factor", query={"factor": "F9"}),
    Shot("factor_near", "factor", "OSTERMANN", "2026", {"factor": "F3"}),
    Shot("comments", "comments", "BELKACEM", "2026"),
    Shot("comments_martin", "comments"),
    Shot("plan", "plan"),
    Shot("prepare", "prepare", query={"step": "blind"}),
    Shot("prepare_ranks", "prepare", query={"step": "priorities"}),
    Shot("plan_after", "plan", "OSTERMANN", "2025"),
    Shot("home", "home"),
    Shot("report", "report"),
    Shot("report_campaign", "report", "KOWALSKA", "2026", {"factors": "F1,F2", "n": "5", "cut": "midpoint"}),
    Shot("method", "method"),
    Shot("imports", "imports"),
    Shot("quality", "quality"),
    Shot("access", "access"),
    Shot("audit", "audit"),
    Shot("quality_masked", "quality", "KOWALSKA", "2026"),
    Shot("overview_masked", "overview", "KOWALSKA", "2026"),
    Shot("overview_segment", "overview", "RIVOIRE", "2026", {"groups": "self,client", "unit": "points"}),
    Shot("who", "who", "RIVOIRE", "2026"),
    Shot("compare", "compare", "RIVOIRE", "2026"),
    Shot("compare_sorted_gaps", "compare", "RIVOIRE", "2026", {"show": "gap", "order": "F4", "counts": "yes"}),
    Shot("compare_changes", "compare", "RIVOIRE", "2026", {"show": "change"}),
    Shot("compare_near", "compare", "RIVOIRE", "2026", {"mode": "close"}),
    Shot("compare_clients", "compare", "RIVOIRE", "2026", {"regard": "client", "level": "sub_factor"}),
    Shot("compare_alone", "compare"),
    Shot("team_factor", "team_factor", "RIVOIRE", "2026"),
    Shot("team_perception", "team_perception", "RIVOIRE", "2026"),
    Shot("progress", "progress", "RIVOIRE", "2026"),
    Shot("progress_kam", "progress", "RIVOIRE", "2026", {"who": "kam"}),
    Shot("progress_planned", "progress", "OSTERMANN", "2026", {"who": "kam"}),
    Shot("benchmark", "benchmark", "RIVOIRE", "2026"),
)
PLANNED = (
    ("OSTERMANN", "2025", ("F12", "F8", "F4")),
    ("RIVOIRE", "2025", ("F3",)),
    ("MARTIN", "", ("F10", "F4")),
)


def main() -> None:
    """Take the pictures and print the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="views whose name starts with this")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    shots = [shot for shot in SHOTS if shot.name.startswith(asked.only)]
    with tempfile.TemporaryDirectory() as place:
        people = databases.demo(Path(place) / "kamescope.duckdb")
        write_plans(people)
        with serving(people.path, Path(place) / "server.log") as base, chromium() as browser:
            for file in taken(browser, base, people, shots, asked.folder):
                print(file, flush=True)


def write_plans(people: People) -> None:
    """Plans of the campaign before, with what a later one says of them; M. MARTIN's begins."""
    store = open_store(people.path)
    for kam, campaign, codes in PLANNED:
        entry = people.find(kam, campaign)
        for code in codes:
            begun = StepDraft(TOMORROW, "holding", "fait deux fois")
            everything(store).write_plan(entry.campaign.token, entry.kam.token, priority(code, steps=(begun,)))
    store.close()


def taken(browser: Browser, base: str, people: People, shots: list[Shot], folder: Path) -> Iterator[Path]:
    """The files, one by one as they are made."""
    for (width, height), scheme in product(WIDTHS.items(), SCHEMES):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=SCALE, locale="fr-FR"
        )
        screen = Screen(context, base)
        for shot, language in product(shots, LANGUAGES):
            screen.page.set_viewport_size({"width": width, "height": height})
            screen.open(shot.page, people.link(shot.kam, shot.campaign) | shot.query | {"lang": language})
            file = folder / f"{shot.name}_{language}_{scheme}_{width}.png"
            yield _whole(screen, width, file)
        context.close()


def _whole(screen: Screen, width: int, file: Path) -> Path:
    """The page scrolls inside a frame of its own: make the window as high as all it holds."""
    high = screen.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    screen.page.set_viewport_size({"width": width, "height": min(max(high, WIDTHS[width]), TALLEST)})
    screen.settle()
    screen.page.mouse.move(0, 0)
    screen.page.screenshot(path=file)
    return file


if __name__ == "__main__":
    main()
