"""The instruments that there are: each folder beside this module that holds an `instrument.toml`."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from kamescope.errors import RequestError
from kamescope.levers.instrument import ColumnKind, Instrument, LeverChoice, LeverColumn, Sequel, Setting

HERE = Path(__file__).parent
DESCRIBED = "instrument.toml"


class LeverResult(Protocol):
    """What an analysis gives."""

    def as_json(self) -> Any:
        """What the command line prints."""


Analysis = Callable[[pd.DataFrame, Any], LeverResult]


@cache
def instruments() -> Mapping[str, Instrument]:
    """Every instrument by its name."""
    files = sorted(HERE.glob(f"*/{DESCRIBED}"))
    return {path.parent.name: _read(path) for path in files}


def instrument(name: str) -> Instrument:
    """One instrument; RequestError `lever_unknown` where there is none of that name."""
    if name not in instruments():
        raise RequestError("lever_unknown", name=name, names=", ".join(instruments()))
    return instruments()[name]


def analysis(name: str) -> Analysis:
    """How an instrument's table becomes a result: pure, of the table and what a person set (`choices`)."""
    found: Analysis = _module(name, "analysis").analyse
    return found


def choices(name: str, **given: Any) -> Any:
    """What a person sets beside a file, frozen; the rest as the analysis has it. Errors as the analysis says."""
    return _module(name, "analysis").Choices(**given)


def shaped(found: Instrument, choices: Any) -> Instrument:
    """An instrument whose columns depend on what is set, as that asks for; any other as it is."""
    shape: Callable[[Instrument, Any], Instrument] | None = getattr(_module(found.name, "analysis"), "shaped", None)
    return shape(found, choices) if shape else found


def board(name: str) -> Callable[..., Any]:
    """How a result becomes what a page shows; imported where it is asked, for it knows pictures."""
    found: Callable[..., Any] = _module(name, "board").board
    return found


def figures(name: str, result: LeverResult) -> Mapping[str, float | str]:
    """What an instrument says of one KAM: its analysis' `figures`, none where it has none or nothing to say."""
    found: Callable[..., Mapping[str, float | str]] | None = getattr(_module(name, "analysis"), "figures", None)
    return found(result) if found else {}


def line(name: str, said: Mapping[str, float | str], facts: Any) -> str:
    """The same in words: its board's `line` of these figures, "" of none."""
    return str(_module(name, "board").line(said, facts)) if said else ""


def options(name: str, frame: pd.DataFrame) -> Mapping[str, tuple[Any, ...]]:
    """What may be chosen for each setting that is a word, from the rows of a table; of several figures the usual."""
    found: Mapping[str, tuple[Any, ...]] = _module(name, "board").options(frame)
    return found


def starts(name: str, frame: pd.DataFrame) -> Mapping[str, object]:
    """Where a page begins with its settings, from the rows of a table; the rest as the analysis has it."""
    make = getattr(_module(name, "board"), "starts", None)
    found: Mapping[str, object] = make(frame) if make else {}
    return found


def since(name: str) -> Callable[..., Any] | None:
    """How two of an instrument's tables become what changed from one to the other; None where nothing says so."""
    is_told = (HERE / instrument(name).name / "since.py").exists()
    found: Callable[..., Any] | None = _module(name, "since").since if is_told else None
    return found


def has_board(name: str) -> bool:
    """Whether an instrument has a board yet."""
    return (HERE / instrument(name).name / "board.py").exists()


def criteria_choice(found: Instrument) -> str:
    """The setting that names the criteria of an instrument that has some: the first one that is given by name."""
    return next((each.name for each in found.choices if each.setting is Setting.EACH), "")


def _module(name: str, part: str) -> Any:
    return import_module(f"kamescope.levers.{instrument(name).name}.{part}")


def _read(path: Path) -> Instrument:
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return Instrument(
        path.parent.name,
        tuple(map(_column, said["columns"])),
        tuple(map(_choice, said.get("choices", ()))),
        tuple(said.get("unique", ())),
        tuple(Sequel(**each) for each in said.get("sequels", ())),
        tuple(said.get("criteria", (0, 0))),
        said.get("typed", False),
        tuple(said.get("gathered", ())),
    )


def _choice(said: Mapping[str, Any]) -> LeverChoice:
    return LeverChoice(**{**said, "setting": Setting(said["setting"]), "ends": tuple(said.get("ends", ()))})


def _column(said: Mapping[str, Any]) -> LeverColumn:
    words = {value: tuple(each) for value, each in said.get("words", {}).items()}
    lists = {"headings": tuple(said.get("headings", ())), "words": words, "kind": ColumnKind(said["kind"])}
    return LeverColumn(**{**said, **lists})
