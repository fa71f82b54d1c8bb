"""What the address sets beside the files of an instrument: `settings=targets,cap-110,weight-TOKEN-60`.

The first part is the instrument, so that no setting of one is taken for that of another. Only what is not as it begins
is said; names of a file are tokens. What makes no sense is ignored.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

import streamlit as st

from kamescope.levers.instrument import Instrument, Setting
from kamescope.ui import state

Key = tuple[str, str]
"""A setting, and the name (token) or place that it is set for, "" for all."""
Said = tuple[str, ...]
Value = TypeVar("Value")
_BY_NAME = (Setting.EACH, Setting.NUMBERS)
"""Settings of several figures, each said with its name or place."""


@dataclass(frozen=True)
class Spelling(Generic[Value]):
    """How values of one kind stand in the address; `read` raises ValueError of what makes no sense."""

    write: Callable[[Value], Said]
    read: Callable[[Said], Value]


def tied(found: Instrument, key: Key, widget: str, start: Value, spelling: Spelling[Value]) -> state.Bound:
    """The arguments that tie a widget to a setting: what the address says of it, else where it begins."""
    said = entries(found, state.current().settings).get(key)
    try:
        value = start if said is None else spelling.read(said)
    except ValueError:
        value = start
    # Always, even where it is the same: a widget that is new on this page would else start from its own default.
    st.session_state[widget] = value
    return {"key": widget, "on_change": _changed, "args": (found, key, widget, start, spelling)}


def entries(found: Instrument, settings: Said) -> dict[Key, Said]:
    """What is set by an address for an instrument; of another one, nothing."""
    kinds = {choice.name: choice.setting for choice in found.choices}
    told: dict[Key, Said] = {}
    for text in settings[1:] if settings[:1] == (found.name,) else ():
        name, *rest = text.split("-")
        if name in kinds and rest:
            of = rest.pop(0) if kinds[name] in _BY_NAME else ""
            told[name, of] = tuple(rest)
    return told


def written(found: Instrument, told: Mapping[Key, Said]) -> Said:
    """The same as it stands in an address; nothing where all is as it begins."""
    texts = ["-".join((name, *([of] if of else []), *said)) for (name, of), said in told.items()]
    return (found.name, *texts) if texts else ()


def _changed(found: Instrument, key: Key, widget: str, start: Value, spelling: Spelling[Value]) -> None:
    """A widget's callback: the address says what is set, unless that is where it begins."""
    told = entries(found, state.current().settings)
    told.pop(key, None)
    said = spelling.write(st.session_state[widget])
    if said != spelling.write(start):
        told[key] = said
    state.change(settings=written(found, told))


def number_spelling(least: float = 0.0, most: float = math.inf) -> Spelling[float | None]:
    """Figures, None for nothing; those beyond the ends make no sense."""

    def read(said: Said) -> float | None:
        value = float(said[0]) if said[0] else None
        if value is not None and not least <= value <= most:
            raise ValueError(value)
        return value

    return Spelling(lambda value: (_plain(value),), read)


def word_spelling(tokens: Mapping[str, str]) -> Spelling[str]:
    """One word by its token, "" for none."""
    known = {"": "", **tokens}
    spelled = {word: token for token, word in known.items()}

    def read(said: Said) -> str:
        if (token := "-".join(said)) not in known:
            raise ValueError(token)
        return known[token]

    return Spelling(lambda word: (spelled[word],), read)


def words_spelling(tokens: Mapping[str, str]) -> Spelling[list[str]]:
    """Several words by their tokens; those that are not in this file are left out."""
    spelled = {word: token for token, word in tokens.items()}
    return Spelling(
        lambda words: tuple(spelled[word] for word in words) or ("",),
        lambda said: [tokens[token] for token in said if token in tokens],
    )


def _plain(value: float | None) -> str:
    return "" if value is None else f"{Decimal(repr(float(value))).normalize():f}"
