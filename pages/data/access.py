"""Accès: who may see what, as whom; what somebody would find; rights given and taken away."""

import streamlit as st

from kamescope.ui.access.drop import show_drop
from kamescope.ui.access.file import show_file
from kamescope.ui.access.give import show_giving
from kamescope.ui.access.missing import show_missing
from kamescope.ui.access.people import show_people
from kamescope.ui.access.roles import show_roles
from kamescope.ui.access.style import READABLE, STYLE
from kamescope.ui.access.words import everybody
from kamescope.ui.frame import plain_page

say = plain_page("access")
st.html(STYLE)
with st.container(width=READABLE, key="access-page"):
    known = everybody()
    show_people(known, say)
    show_giving(known, say)
    show_drop(say)
    show_file(known, say)
    show_missing(known, say)
    show_roles(say)
