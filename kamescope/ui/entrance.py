"""The entrance: the page asked for, or what is said to whoever may not come in."""

from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from kamescope import service
from kamescope.errors import RequestError
from kamescope.i18n import Words
from kamescope.settings import settings
from kamescope.ui import data, files, identity, menu
from kamescope.ui.frame import closed_page, nowhere
from kamescope.ui.text import plain
from kamescope.ui.visitor import offer_leave

KNOCKS = {"sign_in_needed": "entrance.title", "sign_in_over": "entrance.over"}
"""Why somebody may not come in who has only to sign in → what the page is called."""
STRANGERS = {"sign_in_unverified", "sign_in_no_header", "not_granted"}
"""Why somebody may not come in, whatever they do."""


def asked(say: Words) -> StreamlitPage:
    """The page of this run."""
    if settings().is_open:
        return menu.navigation(say, nowhere)
    try:
        data.door()
    except RequestError as error:
        if error.code not in KNOCKS.keys() | STRANGERS:
            raise
        files.drop()
        _note(error)
        return menu.alone(partial(_closed, say, error), say("entrance.title"))
    data.arrive()
    files.begin(data.door().viewer)
    return menu.navigation(say, nowhere)


def _note(error: RequestError) -> None:
    if error.code == "not_granted":
        service.refused(data.store(), identity.visitor().email)


def _closed(say: Words, error: RequestError) -> None:
    """Why, and what to do."""
    closed_page(say, say(KNOCKS.get(error.code, "entrance.refused")))
    st.markdown(plain(say.shown(error)))
    if error.code in KNOCKS:
        if identity.can_sign_out():
            go = say("entrance.go")
            st.button(go, icon=":material/login:", type="primary", key="enter", on_click=identity.sign_in)
        return
    if contact := settings().contact:
        st.markdown(say("entrance.contact", contact=plain(contact)))
    offer_leave(say)
