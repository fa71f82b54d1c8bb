"""One more instrument, as CONTRIBUTING tells it: a folder that is there is found, read, computed, shown and kept."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import kamescope.levers
from kamescope import service
from kamescope.cli.lever import lever_group
from kamescope.i18n import words
from kamescope.ingest import open_file
from kamescope.levers import registry
from kamescope.levers.agreement import LeverAgreement
from kamescope.levers.board import Board, BoardFacts
from kamescope.levers.reading import read_lever
from kamescope.service import IN_MEMORY, LeverRequest, everything, open_store

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
