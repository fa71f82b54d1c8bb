"""How many questionnaires were sent, typed into the page: one row for each KAM, one column for each group."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from kamescope.analysis.quality import KamReturns
from kamescope.i18n import Words
from kamescope.naming import alphabetical
from kamescope.service import Task
from kamescope.ui import data
from kamescope.ui.kam.view import KamView

MOST_SENT = 100_000
STYLE = """<style>.st-key-kms-expected [data-testid="stElementToolbar"] { display: none; }</style>"""
"""The toolbar of Streamlit's tables speaks English."""


class Change(NamedTuple):
    """One number typed: the KAM (token), the group (code), how many were sent; None forgets the number."""

    kam: str
    group: str
    sent: int | None


def edit_expected(view: KamView, entries: Sequence[KamReturns]) -> None:
    """A folded table of these KAMs to type the numbers into; they are kept when the button is pressed."""
    if not entries or Task.EXPECT not in data.door().viewer.tasks:
        return
    say, frame = view.say, _frame(view, entries)
    kams = tuple(frame.index)
    # Other rows or a new state of the data make a new table: what was typed is never applied to somebody else.
    key = f"quality_expected_{view.address.campaign}_{data.version()}_{crc32(' '.join(kams).encode())}"
    with st.expander(say("quality.edit"), icon=":material/edit:"):
        st.html(STYLE)
        st.markdown(f":small[:gray[{say('quality.edit_means')}]]")
        with st.form(f"{key}_form", border=False, enter_to_submit=False), st.container(key="kms-expected"):
            st.data_editor(
                frame,
                hide_index=True,
                width="stretch",
                placeholder="",
                alt=say("quality.edit"),
                key=key,
                column_config=_columns(view),
                disabled=["_kam", "_company"],
            )
            st.form_submit_button(
                say("quality.save"),
                icon=":material/save:",
                type="primary",
                on_click=save,
                args=(say, view.address.campaign, kams, key),
            )


def save(say: Words, campaign: str, kams: Sequence[str], key: str) -> None:
    """Keep what was typed into the table of that key."""
    made = changes(kams, st.session_state[key]["edited_rows"])
    for change in made:
        data.door().set_expected(campaign, *change)
    if made:
        st.toast(say("quality.saved", len(made)), icon=":material/check:")


def changes(kams: Sequence[str], edited: Mapping[int, Mapping[str, float | None]]) -> list[Change]:
    """What was typed, as the table's state holds it: by row, then by column."""
    return [
        Change(kams[row], group, None if sent is None else int(sent))
        for row, columns in edited.items()
        for group, sent in columns.items()
    ]


def _frame(view: KamView, entries: Sequence[KamReturns]) -> pd.DataFrame:
    """One row for each KAM, in the order of a directory, so that typing moves none."""
    ordered = sorted(entries, key=lambda entry: (alphabetical(entry.kam.name), entry.kam.company))
    frame = pd.DataFrame({"_kam": [e.kam.name for e in ordered]}, index=[e.kam.token for e in ordered])
    if any(entry.kam.company for entry in ordered):
        frame["_company"] = [entry.kam.company for entry in ordered]
    for index, group in enumerate(view.model.groups):
        if group.code in view.groups:
            frame[group.code] = pd.array([entry.groups[index].sent for entry in ordered], dtype="Int64")
    return frame


def _columns(view: KamView) -> dict[str, ColumnConfig | str | None]:
    say = view.say
    columns: dict[str, ColumnConfig | str | None] = {
        "_kam": st.column_config.TextColumn(say("filter.kam")),
        "_company": st.column_config.TextColumn(say("column.company")),
    }
    for group in view.model.groups:
        heading = say.group(group)
        columns[group.code] = st.column_config.NumberColumn(heading, min_value=0, max_value=MOST_SENT, step=1)
    return columns
