"""What came by files of people: so many rights each, and the way to take back together what one brought."""

from collections import Counter

import streamlit as st

from kamescope.errors import KamescopeError
from kamescope.i18n import Words
from kamescope.ui import data
from kamescope.ui.access.words import Everybody
from kamescope.ui.done import tell
from kamescope.ui.frame import card
from kamescope.ui.text import plain

WRONG = "access_file_wrong"


def show_file(known: Everybody, say: Words) -> None:
    """Every file of people of which something is left, the latest first; nothing where there is none."""
    left = Counter(grant.batch for account in known.accounts for grant in account.grants if grant.batch)
    wrong = st.session_state.pop(WRONG, None)
    if not left and not wrong:
        return
    with card(say("access.files"), say("access.files_words")):
        if wrong:
            st.warning(plain(say.shown(wrong)), icon=":material/warning:")
        for batch, count in sorted(left.items(), reverse=True):
            with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
                st.markdown(say("access.file", count, number=str(batch)), width="stretch")
                st.button(
                    say("access.file_take"),
                    key=f"access_file_{batch}",
                    icon=":material/undo:",
                    type="tertiary",
                    on_click=_take_back,
                    args=(batch, count),
                )


def _take_back(batch: int, count: int) -> None:
    try:
        data.door().revoke_all(batch)
    except KamescopeError as error:
        # Somebody else has taken it back meanwhile.
        st.session_state[WRONG] = error
        return
    tell(lambda say: say("access.file_taken", count))
