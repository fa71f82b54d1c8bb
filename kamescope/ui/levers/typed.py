"""The rows of an instrument typed by hand: an editable table under its headings, read as a file is when it is kept."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from kamescope.errors import KamescopeError
from kamescope.i18n import Words
from kamescope.levers.instrument import ColumnKind, Instrument, LeverColumn
from kamescope.levers.reading import TableRefused
from kamescope.service import LeverRequest, LeverRows, Task
from kamescope.ui import data
from kamescope.ui.done import tell
from kamescope.ui.frame import card
from kamescope.ui.levers.files import described, show_faults

BLANK = 5
"""So many empty rows begin a table of which there is none yet."""


def show_table(found: Instrument, rows: LeverRows | None, say: Words) -> None:
    """The rows looked at, or empty ones, to be changed and kept as a table of today.

    Who does not see everybody writes about KAMs of theirs, chosen row by row, where the instrument names any.
    """
    door = data.door()
    mine = {} if door.viewer.scope.sees_everybody else _mine()
    if Task.LEVER not in door.viewer.tasks or not (door.viewer.scope.sees_everybody or (found.person and mine)):
        return
    frame = _frame(found, rows)
    if mine and rows:
        called = {name: label for label, kam in mine.items() for name, each in rows.kams.items() if each.token == kam}
        frame[found.person] = frame[found.person].map(called)
    key = f"lever_typed_{found.name}_{data.version()}_{rows.line.id if rows else 0}"
    with card(say("lever.type"), say("lever.type_words")), st.expander(say("lever.type_open"), icon=":material/edit:"):
        with st.form(f"{key}_form", border=False, enter_to_submit=False):
            request = described(found, say, "lever_typed")
            typed = st.data_editor(
                frame,
                num_rows="dynamic",
                hide_index=True,
                width="stretch",
                placeholder="",
                key=key,
                column_config={str(name): _column(found, str(name), say) for name in frame} | _whose(found, mine, say),
            )
            wants = st.form_submit_button(say("lever.type_keep"), type="primary", icon=":material/save:")
        if wants:
            _keep(found, typed, replace(request, people=mine), say)


def _mine() -> dict[str, str]:
    """Whom the viewer may write about: what they are called here → token; two of one name by company too."""
    kams = data.door().lever_kams()
    names = [kam.name for kam in kams]
    return {kam.name if names.count(kam.name) == 1 else f"{kam.name} ({kam.company})": kam.token for kam in kams}


def _whose(found: Instrument, mine: Mapping[str, str], say: Words) -> dict[str, Any]:
    if not mine:
        return {}
    label = _label(found, found.person, say)
    return {found.person: st.column_config.SelectboxColumn(label, options=list(mine), required=True)}


def cells(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """The rows in which something is written, blank cells as ""."""
    plain = frame.astype(object).where(frame.notna(), "")
    rows = [tuple(each.strip() if isinstance(each, str) else each for each in row) for row in plain.to_numpy().tolist()]
    return [row for row in rows if any(each != "" for each in row)]


def _keep(found: Instrument, typed: pd.DataFrame, request: LeverRequest, say: Words) -> None:
    """Kept whole, and the page begins anew; else every fault is told, and what was typed stays."""
    headings = {str(name): _label(found, str(name), say) for name in typed}
    try:
        data.door().fill_lever(headings, cells(typed), request)
    except TableRefused as refused:
        show_faults(refused.issues, say)
    except KamescopeError as error:
        st.error(say.shown(error), icon=":material/block:")
    else:
        tell(lambda say: say("lever.typed_kept"))
        st.rerun()


def _frame(found: Instrument, rows: LeverRows | None) -> pd.DataFrame:
    """The columns of the instrument, and those of the file beside them, each of its kind."""
    given = rows.frame.drop(columns="row_number") if rows else pd.DataFrame(index=range(BLANK))
    names = [*found.names, *(str(name) for name in given if name not in found.names)]
    kinds = {each.name: each.kind for each in found.columns}
    columns: dict[str, Any] = {}
    for name in names:
        values = given[name] if name in given else pd.Series([None] * len(given), dtype=object)
        is_text = kinds.get(name, ColumnKind.AMOUNT) in (ColumnKind.TEXT, ColumnKind.CHOICE)
        is_day = kinds.get(name) is ColumnKind.DAY
        kind = "object" if is_text else "datetime64[ns]" if is_day else "float64"
        columns[name] = values.reset_index(drop=True).astype(kind)
        if is_text:
            columns[name] = columns[name].where(columns[name].notna() & (columns[name] != ""), None)
    return pd.DataFrame(columns)


def _column(found: Instrument, name: str, say: Words) -> Any:
    """How a column is typed, by its kind."""
    label = _label(found, name, say)
    if name not in found.names:
        return st.column_config.NumberColumn(label, min_value=0)
    column = found.column(name)
    kinds: Mapping[ColumnKind, Any] = {
        ColumnKind.TEXT: st.column_config.TextColumn,
        ColumnKind.DAY: st.column_config.DateColumn,
    }
    if column.kind in kinds:
        return kinds[column.kind](label, required=column.filled)
    if column.kind is ColumnKind.CHOICE:
        words = {value: _word(found, column, value, say) for value in column.words}
        return st.column_config.SelectboxColumn(label, options=list(words), format_func=lambda each: words[str(each)])
    step = 1 if column.kind is ColumnKind.WHOLE else None
    least, most = column.least, column.most
    return st.column_config.NumberColumn(label, required=column.filled, step=step, min_value=least, max_value=most)


def _label(found: Instrument, name: str, say: Words) -> str:
    return say(f"lever.column.{name}") if name in found.names else name


def _word(found: Instrument, column: LeverColumn, value: str, say: Words) -> str:
    """What a value of a choice is called: in the words of the instrument, else as files write it."""
    key = f"lever.{found.name}.{column.name}_{value}"
    return say(key) if say.knows(key) else (column.words[value] or (value,))[0]
