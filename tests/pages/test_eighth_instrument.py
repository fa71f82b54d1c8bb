"""One more instrument, as CONTRIBUTING tells it: a folder, its words and its page are all that it needs."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

import kamescope.levers
from kamescope import i18n, service
from kamescope.cli.lever import lever_group
from kamescope.i18n import words
from kamescope.ingest import open_file
from kamescope.levers import registry
from kamescope.levers.agreement import LeverAgreement
from kamescope.levers.board import Board, BoardFacts
from kamescope.levers.reading import read_lever
from kamescope.service import IN_MEMORY, LeverRequest, everything, open_store
from kamescope.ui import data
from kamescope.ui.menu import MENU, MenuEntry, Shows
from tests.pages import app

DESCRIBED = """
[[columns]]
name = "client"
kind = "text"
required = true
filled = true
headings = ["cliente", "client"]

[[columns]]
name = "visits"
kind = "whole"
required = true
least = 0
headings = ["visites", "visits"]

[[choices]]
name = "enough"
option = "enough"
setting = "number"
"""
ANALYSIS = """
from dataclasses import dataclass


@dataclass(frozen=True)
class Choices:
    enough: float = 4


@dataclass(frozen=True)
class Result:
    few: tuple[str, ...]

    def as_json(self):
        return {"few": list(self.few)}


def analyse(table, choices=Choices()):
    return Result(tuple(table.loc[table["visits"] < choices.enough, "client"]))
"""
BOARD = """
from kamescope.levers.board import Board


def board(result, facts):
    return Board(", ".join(result.few))


def options(frame):
    return {}
"""
PAGE = """
from kamescope.ui.levers.page import lever_page

lever_page("rounds")
"""
WORDS = {
    "page.rounds": "Rounds",
    "lever.rounds.asks": "Who is hardly ever visited?",
    "lever.column.visits": "Visits",
    "lever.rounds.set_enough": "Enough visits",
}
TEXT = "cliente;visites\nAcme;3\nZeta;9\n"


@pytest.fixture
def eighth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A folder beside the others, in a place of its own: nothing else is changed."""
    folder = tmp_path / "rounds"
    folder.mkdir()
    for name, text in (("instrument.toml", DESCRIBED), ("analysis.py", ANALYSIS), ("board.py", BOARD)):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "__init__.py").touch()
    monkeypatch.setattr(registry, "HERE", tmp_path)
    package: ModuleType = kamescope.levers
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    registry.instruments.cache_clear()
    yield "rounds"
    registry.instruments.cache_clear()
    for name in [name for name in sys.modules if name.startswith("kamescope.levers.rounds")]:
        del sys.modules[name]


def test_a_folder_is_all_that_one_more_instrument_needs(eighth: str):
    """Found, read with its columns and faults, computed under what is set, shown, and a command of its own."""
    found = registry.instrument(eighth)
    assert list(registry.instruments()) == [eighth] and found.names == ("client", "visits")
    table = read_lever(open_file("file.csv", TEXT.encode()), found, LeverAgreement())
    assert not table.refused
    result = registry.analysis(eighth)(table.frame, registry.choices(eighth, enough=5))
    assert result.as_json() == {"few": ["Acme"]}
    board: Board = registry.board(eighth)(result, BoardFacts(words("en")))
    assert board.headline == "Acme" and registry.figures(eighth, result) == {}
    wrong = read_lever(open_file("file.csv", TEXT.replace("3", "-3").encode()), found, LeverAgreement())
    assert [(issue.code, issue.row) for issue in wrong.issues] == [("lever_negative", 2)]
    command = lever_group.get_command(None, eighth)  # type: ignore[arg-type]
    assert command is not None and "--enough" in {option for each in command.params for option in each.opts}


def test_its_files_are_kept_and_come_back_in_the_same_tables(eighth: str):
    store = open_store(IN_MEMORY)
    door = everything(store)
    number = door.keep_lever(service.open_upload("rounds.csv", TEXT.encode()), LeverRequest(eighth)).id
    rows = door.lever_rows(number)
    assert rows.frame[["client", "visits"]].to_dict("list") == {"client": ["Acme", "Zeta"], "visits": [3, 9]}
    store.close()


def test_its_page_opens_asks_reads_sets_and_says(
    eighth: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, use: Callable[[Path], None]
):
    """Three lines, an entry of the menu and its words: a file is dropped, kept and told; what is set is in the link."""
    place = tmp_path / "rounds_page.py"
    place.write_text(PAGE, encoding="utf-8")
    entry = MenuEntry(eighth, str(place), eighth, ":material/route:", Shows.LEVER)
    monkeypatch.setitem(MENU, "levers", (*MENU["levers"], entry))
    monkeypatch.setitem(app.PATHS, eighth, entry.path)
    for key, text in WORDS.items():
        monkeypatch.setitem(i18n._catalogue("en")._catalog, key, text)
    open_store(tmp_path / "rounds.duckdb").close()
    use(tmp_path / "rounds.duckdb")
    page = app.opened(eighth, lang="en")
    assert app.faults(page) == [] and WORDS["lever.rounds.asks"] in app.shown(page) and "Visits" in app.shown(page)
    page.get("file_uploader")[0].upload("rounds.csv", TEXT.encode(), "text/csv").run()
    app.widget(page, "button", "lever_keep").click().run()
    assert app.faults(page) == [] and "### Acme" in app.shown(page)
    app.widget(page, "number_input", "lever_rounds_enough").set_value(10.0).run()
    assert "### Acme, Zeta" in app.shown(page) and "Enough visits: 10" in app.shown(page)
    assert "".join(page.query_params["settings"]) == "rounds,enough-10"
    assert data.door().lever_files(eighth)[0].file == "rounds.csv"
