"""What of a file is looked at, and what is set beside it: its day, whose rows, and the settings of the instrument."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from kamescope.i18n import Words
from kamescope.levers import registry
from kamescope.levers.instrument import Instrument, LeverChoice, Setting
from kamescope.service import LeverLine, LeverRows
from kamescope.ui import state
from kamescope.ui.levers.each import set_each, set_grids
from kamescope.ui.text import plain

GROUPS: Mapping[str, str] = {"company": "company", "team": "team", "whose": "whose", "segment": "kind"}
"""By what rows are filtered → its parameter of the address."""
WIDTH = 232


def choose_rows(standing: Sequence[LeverLine], rows: LeverRows, say: Words) -> dict[str, str]:
    """The controls of the file and of its rows; what is chosen, by group (tokens)."""
    address = state.current()
    with st.container(horizontal=True, gap="small"):
        if len(standing) > 1:
            days = {line.id: line_name(line, say) for line in standing}
            _select(say("lever.file"), days, "file", rows.line.id, ":material/calendar_month:")
        chosen = {}
        for group, parameter in GROUPS.items():
            values = rows.groups.get(group, {})
            if len(values) > 1:
                names = {"": say(_ALL[group]), **values}
                asked = getattr(address, parameter)
                chosen[group] = asked if asked in values else ""
                _select(say(f"lever.filter_{group}"), names, parameter, chosen[group], _ICONS[group])
    return {group: token for group, token in chosen.items() if token}


def filter_sentence(rows: LeverRows, chosen: Mapping[str, str], say: Words, name: Callable[[str], str] = plain) -> str:
    """Which filters are active, in words; "" where none is. `name`: how what people called something is written."""
    named = [
        say("lever.filter_said", name=say(f"lever.filter_{group}"), value=name(rows.groups[group][token]))
        for group, token in chosen.items()
    ]
    return say("lever.filtered", filters=say.series(named)) if named else ""


def line_name(line: LeverLine, say: Words) -> str:
    """What a file is called in a list: the day of its figures, and whom it is about."""
    made_up = say("team.fictitious") if line.demo else ""
    return " · ".join(part for part in (say.date(line.held_on), line.company, line.team, made_up) if part)


def set_beside(found: Instrument, rows: LeverRows, frame: pd.DataFrame, say: Words) -> tuple[tuple[str, object], ...]:
    """What is set beside the file, those settings that a person changed or that are kept with it."""
    if not found.choices:
        return ()
    starts = registry.starts(found.name, rows.frame)
    if starts and not rows.line.set_beside:
        st.markdown(f":small[:gray[{say(f'lever.{found.name}.begins')}]]")
    kept = {**starts, **rows.line.set_beside}
    options = registry.options(found.name, frame)
    given: list[tuple[str, object]] = [*set_each(found, rows.line.id, kept, options, say)]
    given += set_grids(found, rows, options, say)
    with st.container(horizontal=True, gap="small"):
        for choice in found.choices:
            if choice.name in options and not options[choice.name]:
                continue
            value = _setting(found, choice, kept.get(choice.name), options.get(choice.name, ()), say)
            if value:
                given.append((choice.name, value))
    return tuple(given)


def as_choices(found: Instrument, beside: tuple[tuple[str, object], ...]) -> dict[str, object]:
    """What is set, as the analysis wants it: figures by name are looked up by name."""
    kinds = {choice.name: choice.setting for choice in found.choices}
    given: dict[str, Any] = dict(beside)
    for name, value in given.items():
        if kinds[name] is Setting.EACH:
            given[name] = dict(value)
        elif kinds[name] is Setting.GRID:
            given[name] = {each: dict(pairs) for each, pairs in value}
    return given


def _setting(found: Instrument, choice: LeverChoice, kept: object, options: Sequence[str], say: Words) -> object | None:
    """The control of one setting, by its kind; None where there is nothing to choose from."""
    label, key = say(f"lever.{found.name}.set_{choice.name}"), f"lever_{found.name}_{choice.name}"
    if choice.setting is Setting.WORD:
        if len(options) < 2:
            return None
        named = ["", *options]
        words = {each: option_name(found, choice, each, say) for each in named}
        return st.selectbox(label, named, _place(named, kept), words.__getitem__, key, width=WIDTH)
    if choice.setting is Setting.WORDS:
        default = [each for each in kept if each in options] if isinstance(kept, list | tuple) else []
        picked = st.multiselect(label, options, default, key=key, placeholder=say("lever.nobody"), width=WIDTH)
        return tuple(picked)
    if choice.setting is Setting.NUMBER and choice.ends:
        least, most, step = choice.ends
        begin = float(kept) if isinstance(kept, int | float) else least
        return st.slider(label, least, most, min(max(begin, least), most), step, "%g %%", key, width=2 * WIDTH)
    if choice.setting is Setting.NUMBER:
        start = float(kept) if isinstance(kept, int | float) else None
        return st.number_input(label, value=start, min_value=0.0, format="%.12g", key=key, width=WIDTH)
    return None


def option_name(found: Instrument, choice: LeverChoice, value: str, say: Words) -> str:
    """What an option is called: in the words of the instrument, where it is none of the file's own."""
    key = f"lever.{found.name}.{choice.name}_{value or 'none'}"
    return say(key) if say.knows(key) else value


def _place(options: Sequence[str], value: object) -> int:
    return options.index(value) if isinstance(value, str) and value in options else 0


def _select(label: str, names: Mapping[Any, str], parameter: str, value: object, icon: str) -> None:
    bound = state.bound(parameter, value)
    st.selectbox(label, list(names), format_func=dict(names).__getitem__, icon=icon, width=WIDTH, **bound)


_ALL: Mapping[str, str] = {
    "company": "road.every_company",
    "team": "lever.all_teams",
    "whose": "compare.mode_team",
    "segment": "lever.all_segments",
}
_ICONS: Mapping[str, str] = {
    "company": ":material/apartment:",
    "team": ":material/group:",
    "whose": ":material/person:",
    "segment": ":material/category:",
}
