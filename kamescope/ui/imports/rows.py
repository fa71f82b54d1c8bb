"""A questionnaire that nobody proposed to leave out, left out by its row."""

import streamlit as st

from kamescope.i18n import Words
from kamescope.service import file_key
from kamescope.ui.imports.batch import Batch
from kamescope.ui.imports.kinds import Kind

MISSING = "imports_row_missing"


def leave_out(batch: Batch, kind: Kind, say: Words) -> None:
    """Which file or sheet, which row: the questionnaire joins those that were set aside."""
    positions = _positions(kind)
    if not positions:
        return
    key = f"imports_row_{kind.headings}"
    with st.container(gap="small"):
        with st.container(gap=None):
            st.markdown(f"**{say('import.row.title')}**")
            st.markdown(f":small[:gray[{say('import.row.words')}]]")
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            name = next(iter(positions))
            if len(positions) > 1:
                name = st.selectbox(
                    say("column.file"), list(positions), format_func=lambda at: positions[at][1], key=f"{key}_file"
                )
            row = st.number_input(say("column.row"), 2, 1_048_576, None, 1, key=f"{key}_row", width=140)
            st.button(
                say("import.row.go"),
                icon=":material/person_off:",
                key=f"{key}_go",
                disabled=row is None,
                on_click=_leave_out,
                args=(batch, positions[name][0], name, row),
            )
        if missing := st.session_state.pop(MISSING, None):
            st.warning(say("import.row.missing", row=str(missing)), icon=":material/warning:")


def _positions(kind: Kind) -> dict[str, tuple[str, str]]:
    """What a mapping calls each file or sheet → its place in the batch, and how a list shows it."""
    found = {}
    for look in kind.looks:
        seen = look.proposed
        for sheet in seen.sheets if len(seen.sheets) > 1 else ("",):
            shown = f"{seen.file} / {sheet}" if sheet else seen.file
            found[file_key(seen.file, sheet)] = (look.position, shown)
    return found


def _leave_out(batch: Batch, position: str, name: str, row: int) -> None:
    if not batch.leave_out(position, name, row):
        st.session_state[MISSING] = row
