"""Who is signed in, and the way out."""

from html import escape

import streamlit as st

from kamescope.i18n import Words
from kamescope.settings import settings
from kamescope.ui import data, identity


def show_visitor(say: Words) -> None:
    """Whose session this is, and the button that ends it; nothing where nobody signs in."""
    if settings().is_open:
        return
    # As HTML: Markdown would make a link of it.
    st.html(f'<small style="overflow-wrap: anywhere">{escape(data.door().viewer.who)}</small>')
    offer_leave(say)


def offer_leave(say: Words) -> None:
    """The button that signs out, everywhere; behind a proxy that knows people, that is the proxy's."""
    if identity.can_sign_out():
        st.button(say("visitor.leave"), icon=":material/logout:", type="tertiary", key="leave", on_click=data.leave)
