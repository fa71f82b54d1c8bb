"""Rapport: the report, the slides or the workbook of one KAM, of several, of a whole campaign."""

import streamlit as st

from kamescope.ui.frame import card, foot, two_columns
from kamescope.ui.kam.frame import kam_page
from kamescope.ui.report.choices import choose
from kamescope.ui.report.order import order_of
from kamescope.ui.report.rendering import ask, make, say_stopped
from kamescope.ui.report.result import show_result

view = kam_page("report")
say = view.say
left, right = two_columns([5, 8])
with left, card(say("report_page.title"), say("report_page.caption")):
    order = order_of(view, choose(view))
    pressed = ask(view, order)

with right:
    progress = st.empty()
    if pressed:
        st.empty()  # where a file of former choices stood
        with progress.container():
            make(view, order)
    with st.container(height="stretch"):
        say_stopped(view)
        show_result(view, order)

foot(view)
