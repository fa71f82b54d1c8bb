"""The demonstration: in the sidebar what it is and the one click that removes it; in an empty database, the one that
loads it."""

import streamlit as st

from kamescope.i18n import Words
from kamescope.ui import data, state
from kamescope.ui.address import Address
from kamescope.ui.done import tell


def show_demo(say: Words) -> None:
    """Say that the demonstration is loaded and offer to remove it; nothing where it is not."""
    if not data.door().has_demo():
        return
    with st.popover(say("demo.title"), icon=":material/theater_comedy:", type="tertiary"):
        st.markdown(say("demo.words"))
        st.button(say("demo.remove"), icon=":material/delete:", type="primary", on_click=_remove, args=(say.language,))


def offer_demo(say: Words) -> None:
    """One button that loads the demonstration, seen to, and opens it."""
    place = st.empty()
    if place.button(say("demo.load"), icon=":material/theater_comedy:", key="demo_load"):
        with place.container(border=True):
            bar = st.progress(0.0, text=say("demo.loading"))
            data.load_demo(lambda share, file: bar.progress(share, text=say("start.file", file=file)))
        tell(lambda say: say("demo.loaded"))
        state.settle(Address(lang=say.language))
        st.rerun()


def _remove(language: str) -> None:
    data.door().remove_demo()
    tell(lambda say: say("demo.removed"))
    state.settle(Address(lang=language))
