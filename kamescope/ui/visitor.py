"""Who is signed in, and the way out."""

import streamlit as st

from kamescope.i18n import Words
from kamescope.settings import settings
from kamescope.ui import data, identity
from kamescope.ui.text import plain


def show_visitor(say: Words) -> None:
    """Whose session this is, and the button that ends it; nothing where nobody signs in."""
    if settings().is_open:
        return
    st.markdown(f":small[:gray[{plain(data.door().viewer.who)}]]")
    offer_leave(say)


def offer_leave(say: Words) -> None:
    """The button that signs out, everywhere; behind a proxy that knows people, that is the proxy's."""
    if identity.can_sign_out():
        st.button(say("visitor.leave"), icon=":material/logout:", type="tertiary", key="leave", on_click=data.leave)
