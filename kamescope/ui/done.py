"""What was just done, said once at the edge of the window when the page is drawn anew."""

from collections.abc import Callable

import streamlit as st

from kamescope.i18n import Words

KEY = "done"


def tell(sentence: Callable[[Words], str]) -> None:
    """Let the next run say this, in the language that it has then."""
    st.session_state.setdefault(KEY, []).append(sentence)


def show_done(say: Words) -> None:
    """Say what was done since the page was last drawn; it stays long enough to be read."""
    for sentence in st.session_state.pop(KEY, []):
        st.toast(sentence(say), icon=":material/check_circle:", duration="long")
