"""The demonstration's place in the sidebar: what it is, and the one click that removes it."""

import streamlit as st

from kamescope.i18n import Words
from kamescope.ui import data, state
from kamescope.ui.address import Address


def show_demo(say: Words) -> None:
    """Say that the demonstration is loaded and offer to remove it; nothing where it is not."""
    if not data.door().has_demo():
        return
    with st.popover(say("demo.title"), icon=":material/theater_comedy:", type="tertiary"):
        st.markdown(say("demo.words"))
        st.button(say("demo.remove"), icon=":material/delete:", type="primary", on_click=_remove, args=(say.language,))


def _remove(language: str) -> None:
    data.door().remove_demo()
    state.settle(Address(lang=language))
