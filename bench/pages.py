"""The overview with warm caches, against an empty page with the same ready-made charts."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from streamlit.testing.v1 import AppTest

from bench import clicks, ready_made
from bench.ratio import Ratio, turn_by_turn
from kamescope import places
from kamescope.model_file import load_model
from kamescope.service import Question, everything, open_store

EMPTY_APP = Path(__file__).with_name("empty_app.py")
SWITCH = "view_unit"
PATIENCE = 60


def measured(runs: int, say: Callable[[str], None]) -> Iterator[Ratio]:
    """The two ratios of the pages: a rerun on the server, and a click until it is painted."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _prepare(folder)
        say("demonstration loaded, charts built")
        yield _rerun(folder / "here.duckdb", runs)
        if shutil.which("chromium") is None:
            say("no Chromium on this machine: clicks are left out")
            return
        yield clicks.measured(folder / "served.duckdb", runs, say)


def _prepare(folder: Path) -> None:
    """Two databases with the demonstration (a file is open in one process only) and the ready-made charts."""
    path = folder / "here.duckdb"
    store = open_store(path)
    for _ in everything(store).import_demo(places.DEMO, load_model(places.DEFAULT_MODEL)):
        pass
    first = min(everything(store).people(), key=lambda entry: entry.kam.fictitious)
    published = everything(store).results(Question(first.campaign.token, first.kam.token))
    ready_made.save(published, folder / "specs.json")
    store.close()
    shutil.copy(path, folder / "served.duckdb")
    shutil.copy(f"{path}.key", folder / "served.duckdb.key")


def _rerun(database: Path, runs: int) -> Ratio:
    """The whole rerun after a switch of the unit, without network or browser."""
    os.environ["KAMESCOPE_DB"] = str(database)
    ours, empty = (_switcher(path) for path in (places.ROOT / "app.py", EMPTY_APP))
    units = [ready_made.UNITS[(turn + 1) % 2] for turn in range(runs)]
    for unit in units[:4]:
        ours(unit), empty(unit)
    return Ratio("rerun of the overview on the server, to an empty page", *turn_by_turn([ours, empty], units))


def _switcher(script: Path) -> Callable[[str], object]:
    """One session on a script: given a unit, it switches to it and runs again."""
    test = AppTest.from_file(str(script), default_timeout=PATIENCE)
    test.context = {"url": "http://127.0.0.1:8501/", "theme": "light"}
    test.run()

    def switch(unit: str) -> None:
        next(found for found in test.get("button_group") if found.key == SWITCH).set_value(unit)
        test.run()
        if test.exception:
            raise SystemExit(test.exception[0].message)

    return switch
