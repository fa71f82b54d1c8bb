"""Figures that are set by name: the fields of a name one under the other; and for single people a table."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from kamescope.i18n import Words
from kamescope.levers.instrument import Instrument, LeverChoice, Setting
from kamescope.service import LeverRows
from kamescope.ui import data
from kamescope.ui.levers.asked import number_spelling, tied
from kamescope.ui.text import plain

Pairs = tuple[tuple[str, float], ...]
Grid = tuple[tuple[str, Pairs], ...]
_WIDTH = 232


def set_each(
    found: Instrument, file: int, starts: Mapping[str, object], names: Mapping[str, Sequence[str]], say: Words
) -> list[tuple[str, Pairs]]:
    """What is set for each name, by setting; a field left blank sets nothing. `names`: those of each setting."""
    choices = [choice for choice in found.choices if choice.setting is Setting.EACH and names.get(choice.name)]
    given: dict[str, list[tuple[str, float]]] = {choice.name: [] for choice in choices}
    listed = list(dict.fromkeys(name for choice in choices for name in names[choice.name]))
    beside = st.container(horizontal=True, gap="small")
    for token, name in data.door().lever_words(tuple(listed)).items():
        with beside.container(width=_WIDTH, gap="small"):
            for choice in choices:
                value = _field(found, choice, (file, token, name), starts.get(choice.name), say)
                if value is not None:
                    given[choice.name].append((name, value))
    return [(setting, tuple(pairs)) for setting, pairs in given.items()]


def set_grids(
    found: Instrument, rows: LeverRows, names: Mapping[str, Sequence[str]], say: Words
) -> list[tuple[str, Grid]]:
    """What is set for single people, by setting, name and person; a blank cell sets nothing."""
    given = []
    people = rows.frame[found.person].unique().tolist() if found.person in rows.frame else []
    for choice in found.choices:
        if choice.setting is not Setting.GRID or not people:
            continue
        start = pd.DataFrame(index=pd.Index(people), columns=list(names.get(choice.name, ())), dtype="float64")
        start.update(pd.DataFrame(rows.line.set_beside.get(choice.name, {}), dtype="float64"))
        with st.expander(say(f"lever.{found.name}.set_{choice.name}"), icon=":material/person_edit:"):
            who = st.column_config.TextColumn(say(f"lever.column.{found.person}"), disabled=True)
            key = f"lever_{found.name}_{choice.name}_{rows.line.id}"
            st.markdown(f":small[:gray[{say('lever.grid_kept')}]]")
            typed = st.data_editor(start, key=key, placeholder="", column_config={"_index": who})
        if grid := by_name(typed):
            given.append((choice.name, grid))
    return given


def by_name(typed: pd.DataFrame) -> Grid:
    """The cells in which something is written, by column and then by row."""
    columns = ((str(name), values.dropna()) for name, values in typed.items())
    return tuple(
        (name, tuple((str(who), float(value)) for who, value in known.items())) for name, known in columns if len(known)
    )


def _field(
    found: Instrument, choice: LeverChoice, of: tuple[int, str, str], starts: object, say: Words
) -> float | None:
    """The field of one name, `of` a file (number), with its token in the address."""
    file, token, name = of
    start = starts.get(name) if isinstance(starts, Mapping) else None
    number = float(start) if isinstance(start, int | float) else None
    key = f"lever_{found.name}_{choice.name}_{file}_{name}"
    label = f"{say(f'lever.{found.name}.set_{choice.name}')} · {plain(name)}"
    bound = tied(found, (choice.name, token), key, number, number_spelling())
    return st.number_input(label, value=None, min_value=0.0, format="%.12g", width=_WIDTH, **bound)
