"""Traces: who did what, when, on whom; filtered, page by page, and as a file."""

import streamlit as st

from kamescope.ui.access.style import READABLE, STYLE
from kamescope.ui.access.traces import choose_traces, show_traces
from kamescope.ui.frame import card, plain_page

say = plain_page("audit")
st.html(STYLE)
with st.container(width=READABLE, key="access-page"), card(say("audit.title"), say("audit.words")):
    show_traces(choose_traces(say), say)
