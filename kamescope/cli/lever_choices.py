"""What a person sets beside a file, as options of the command line: figures, figures by name, words."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from kamescope.errors import RequestError
from kamescope.levers.instrument import Instrument, LeverChoice, Setting
from kamescope.levers.roles.quiz import load_quiz

_SEVERAL = frozenset({Setting.EACH, Setting.GRID, Setting.WORDS, Setting.NUMBERS})
_SHOWN = {
    Setting.NUMBER: "NUMBER",
    Setting.NUMBERS: "NUMBER",
    Setting.EACH: "NAME=NUMBER",
    Setting.GRID: "NAME/WHO=NUMBER",
    Setting.WORD: "WORD",
    Setting.WORDS: "WORD",
    Setting.QUIZ: "FILE",
}


def option(choice: LeverChoice) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option of one setting; those that take several are given several times."""
    several = choice.setting in _SEVERAL
    return click.option(f"--{choice.option}", choice.name, multiple=several, metavar=_SHOWN[choice.setting])


def chosen(instrument: Instrument, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was set, by the names of the analysis' choices; nothing of what was not.

    Raises RequestError `lever_option_number`, `lever_option_needs`, QuizError.
    """
    return {each.name: _value(each, given[each.name]) for each in instrument.choices if given[each.name]}


def pairs(given: Iterable[str], code: str) -> dict[str, str]:
    """`NAME=VALUE` options by name; RequestError of that code where one is none."""
    found = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise RequestError(code, given=each)
        found[name.strip()] = value.strip()
    return found


def _value(choice: LeverChoice, given: Any) -> Any:
    if choice.setting is Setting.EACH:
        return dict(_named(choice, each) for each in given)
    if choice.setting is Setting.GRID:
        return _grid(choice, given)
    if choice.setting is Setting.NUMBERS:
        return tuple(_number(choice, each) for each in given)
    if choice.setting is Setting.NUMBER:
        return _number(choice, given)
    if choice.setting is Setting.QUIZ:
        return load_quiz(Path(given))
    return given if choice.setting is Setting.WORD else tuple(given)


def _grid(choice: LeverChoice, given: Iterable[str]) -> dict[str, dict[str, float]]:
    """`NAME/WHO=NUMBER` options, by name and then by person."""
    found: dict[str, dict[str, float]] = {}
    for each in given:
        said, number = _named(choice, each)
        name, slash, who = said.partition("/")
        if not (slash and name.strip() and who.strip()):
            raise RequestError("lever_option_grid", option=choice.option, given=each)
        found.setdefault(name.strip(), {})[who.strip()] = number
    return found


def _named(choice: LeverChoice, given: str) -> tuple[str, float]:
    name, equals, value = given.rpartition("=")
    if not (equals and name.strip()):
        raise RequestError("lever_option_needs", option=choice.option, given=given)
    return name.strip(), _number(choice, value)


def _number(choice: LeverChoice, given: str) -> float:
    try:
        return float(given.strip().replace(" ", "").replace(",", "."))
    except ValueError:
        raise RequestError("lever_option_number", option=choice.option, given=given) from None
