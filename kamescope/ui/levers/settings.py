"""The settings of an instrument: a control each, tied to the address; what is set, for the analysis and in words."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from kamescope.i18n import Words
from kamescope.levers import registry
from kamescope.levers.instrument import Instrument, LeverChoice, Setting
from kamescope.service import LeverRows
from kamescope.ui import data
from kamescope.ui.levers.asked import number_spelling, tied, word_spelling, words_spelling
from kamescope.ui.levers.each import set_each, set_grids

WIDTH = 232
MOST_NAMED = 100
"""So many names has a setting at most: an address has room for no more."""
Beside = tuple[tuple[str, object], ...]


def set_beside(found: Instrument, rows: LeverRows, frame: pd.DataFrame, say: Words) -> Beside:
    """What is set beside the file: by whoever looks, else with the file, else where the page begins."""
    if not found.choices:
        return ()
    starts = registry.starts(found.name, rows.frame)
    if starts and not rows.line.set_beside:
        st.markdown(f":small[:gray[{say(f'lever.{found.name}.begins')}]]")
    begins = {**starts, **rows.line.set_beside}
    options = registry.options(found.name, frame)
    given: list[tuple[str, object]] = [*set_each(found, rows.line.id, begins, options, say)]
    given += set_grids(found, rows, options, say)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        for choice in found.choices:
            if choice.name in options and not options[choice.name]:
                continue
            value = _setting(found, choice, begins.get(choice.name), options.get(choice.name, ()), say)
            if value is not None:
                given.append((choice.name, value))
    return tuple(given)


def as_choices(found: Instrument, beside: Beside) -> dict[str, object]:
    """What is set, as the analysis wants it: figures by name are looked up by name."""
    kinds = {choice.name: choice.setting for choice in found.choices}
    given: dict[str, Any] = dict(beside)
    for name, value in given.items():
        if kinds[name] is Setting.EACH:
            given[name] = dict(value)
        elif kinds[name] is Setting.GRID:
            given[name] = {each: dict(pairs) for each, pairs in value}
    return given


def settings_sentence(found: Instrument, given: Mapping[str, object], say: Words) -> str:
    """What is set beside the file, in words: beside a figure, and on a paper, which has no controls to read it from."""
    told = []
    for choice in found.choices:
        if (value := given.get(choice.name)) is not None and value != ():
            name = say(f"lever.{found.name}.set_{choice.name}")
            told.append(say("lever.filter_said", name=name, value=_said(found, choice, value, say)))
    return say("lever.set_to", settings=say("apart").join(told)) if told else ""


def _setting(
    found: Instrument, choice: LeverChoice, begin: object, options: Sequence[Any], say: Words
) -> object | None:
    """The control of one setting, by its kind; None where nothing is set."""
    if choice.setting is Setting.WORD:
        return _word(found, choice, begin, options, say) or None
    if choice.setting is Setting.WORDS:
        return _words(found, choice, begin, options, say) or None
    if choice.setting is Setting.NUMBERS:
        return _numbers(found, choice, begin, options, say)
    return _number(found, choice, begin, say) if choice.setting is Setting.NUMBER else None


def _number(found: Instrument, choice: LeverChoice, begin: object, say: Words) -> float | None:
    """A figure, moved where it has ends."""
    label, key = say(f"lever.{found.name}.set_{choice.name}"), f"lever_{found.name}_{choice.name}"
    start = float(begin) if isinstance(begin, int | float) else None
    if choice.ends:
        least, most, step = choice.ends
        place = min(max(least if start is None else start, least), most)
        bound = tied(found, (choice.name, ""), key, place, number_spelling(least, most))
        moved: float = st.slider(label, least, most, step=step, format="%g %%", width=2 * WIDTH, **bound)
        return moved
    bound = tied(found, (choice.name, ""), key, start, number_spelling())
    return st.number_input(label, value=None, min_value=0.0, format="%.12g", width=WIDTH, **bound)


def _words(
    found: Instrument, choice: LeverChoice, begin: object, options: Sequence[str], say: Words
) -> tuple[str, ...]:
    """Several words of the file."""
    label, key = say(f"lever.{found.name}.set_{choice.name}"), f"lever_{found.name}_{choice.name}"
    start = [each for each in begin if each in options] if isinstance(begin, list | tuple) else []
    bound = tied(found, (choice.name, ""), key, start, words_spelling(data.door().lever_words(tuple(options))))
    placeholder = say("lever.nobody")
    return tuple(
        st.multiselect(label, options, placeholder=placeholder, max_selections=MOST_NAMED, width=WIDTH, **bound)
    )


def _word(found: Instrument, choice: LeverChoice, begin: object, options: Sequence[str], say: Words) -> str:
    """One of several words; the instrument's own are codes in the address, those of a file tokens."""
    if len(options) < 2:
        return ""
    names = {each: option_name(found, choice, each, say) for each in ("", *options)}
    own = {each: each for each in options if _is_own(found, choice, each, say)}
    others = data.door().lever_words(tuple(each for each in options if each not in own))
    start = begin if isinstance(begin, str) and begin in options else ""
    key = f"lever_{found.name}_{choice.name}"
    bound = tied(found, (choice.name, ""), key, start, word_spelling({**own, **others}))
    return st.selectbox(
        say(f"lever.{found.name}.set_{choice.name}"), list(names), format_func=names.__getitem__, width=WIDTH, **bound
    )


def _numbers(
    found: Instrument, choice: LeverChoice, begin: object, usual: Sequence[float], say: Words
) -> tuple[float, ...] | None:
    """Several figures, each as the file has it (`usual`) while its field is blank; None while all are."""
    starts = list(begin) if isinstance(begin, list | tuple) and len(begin) == len(usual) else [None] * len(usual)
    given = []
    for place, (start, value) in enumerate(zip(starts, usual, strict=True), start=1):
        key = f"lever_{found.name}_{choice.name}_{place}"
        bound = tied(found, (choice.name, str(place)), key, start, number_spelling())
        label = say(f"lever.{found.name}.set_{choice.name}_n", number=say.number(place))
        number = st.number_input(
            label, value=None, min_value=0.0, format="%.12g", placeholder=say.number(value), width=WIDTH, **bound
        )
        given.append(number)
    if all(each is None for each in given):
        return None
    return tuple(value if number is None else number for number, value in zip(given, usual, strict=True))


def option_name(found: Instrument, choice: LeverChoice, value: str, say: Words) -> str:
    """What an option is called: in the words of the instrument, where it is none of the file's own."""
    return say(f"lever.{found.name}.{choice.name}_{value or 'none'}") if _is_own(found, choice, value, say) else value


def _is_own(found: Instrument, choice: LeverChoice, value: str, say: Words) -> bool:
    return say.knows(f"lever.{found.name}.{choice.name}_{value or 'none'}")


def _said(found: Instrument, choice: LeverChoice, value: object, say: Words) -> str:
    if isinstance(value, Mapping):
        return say.series(f"{name} {_said(found, choice, each, say)}" for name, each in value.items())
    if isinstance(value, tuple | list):
        return say.series(_said(found, choice, each, say) for each in value)
    if isinstance(value, int | float):
        return say.figure(value)
    return option_name(found, choice, str(value), say) if choice.setting is Setting.WORD else str(value)
