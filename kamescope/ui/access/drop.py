"""A file of people: dropped, looked at, and given whole or not at all."""

import streamlit as st

from kamescope.errors import KamescopeError
from kamescope.i18n import Words
from kamescope.sentences import located
from kamescope.service import PeopleFile, open_upload
from kamescope.ui import data
from kamescope.ui.done import tell
from kamescope.ui.frame import card
from kamescope.ui.text import plain

SHOWN = 20
"""So many faults of a file are listed; it is mended and dropped again."""
_DROPS, _WRONG = "access_drops", "access_drop_wrong"


def show_drop(say: Words) -> None:
    """Where a file is dropped; what it asks for, or what is wrong with it, row by row; nothing is given unasked."""
    with card(say("access.drop"), say("access.drop_words")):
        dropped = st.file_uploader(
            say("access.drop"),
            key=f"access_drop_{st.session_state.get(_DROPS, 0)}",
            label_visibility="collapsed",
        )
        if wrong := st.session_state.pop(_WRONG, None):
            st.warning(plain(say.shown(wrong)), icon=":material/warning:")
        if dropped is not None:
            _show(data.door().preview_people(open_upload(dropped.name, dropped.getvalue())), say)


def _show(found: PeopleFile, say: Words) -> None:
    lines = [f"- {plain(located(issue, say))}" for issue in found.issues[:SHOWN]]
    if len(found.issues) > SHOWN:
        lines.append(f"- {say('access.drop_more', len(found.issues) - SHOWN)}")
    if lines:
        st.markdown("\n".join(lines))
    if found.refused:
        st.error(say("access.drop_refused"), icon=":material/block:")
        return
    new = found.grants - found.known
    facts = {"people": say("access.count_people", found.people), "known": say("access.drop_known", found.known)}
    st.markdown(say("access.drop_asks", new, **facts))
    give = say("access.drop_give", new)
    st.button(give, "access_drop_go", type="primary", disabled=not new, on_click=_give, args=(found,))


def _give(found: PeopleFile) -> None:
    """A button's callback: everything that the file asks for."""
    try:
        data.door().grant_all(found.asked)
    except KamescopeError as error:
        # What it names may be gone meanwhile.
        st.session_state[_WRONG] = error
        return
    st.session_state[_DROPS] = st.session_state.get(_DROPS, 0) + 1
    tell(lambda say: say("access.drop_given", found.grants - found.known))
