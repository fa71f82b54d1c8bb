"""Rapport: the report, the slides or the workbook of one KAM, of several, of a whole campaign."""

import streamlit as st

from kamescope.ui.debrief.release import show_release
from kamescope.ui.frame import card, two_columns
from kamescope.ui.kam.frame import kam_page
from kamescope.ui.kam.view import KamView
from kamescope.ui.report.choices import choose
from kamescope.ui.report.order import order_of
from kamescope.ui.report.rendering import ask, make, say_stopped
from kamescope.ui.report.result import in_sight, show_result
from kamescope.ui.report.sample import draw_sample


def report(view: KamView) -> None:
    """What is chosen to the left, what comes of it to the right."""
    say = view.say
    left, right = two_columns([5, 8])
    with left, card(say("report_page.title"), say("report_page.caption")):
        order = order_of(view, choose(view))
        pressed = ask(view, order)
    with left:
        show_release(view)

    with right, in_sight():
        progress = st.empty()
        if pressed:
            st.empty()  # where a file of former choices stood
            with progress.container():
                make(view, order)
        with st.container():
            say_stopped(view)
            unpainted = show_result(view, order)

    if unpainted is not None:
        draw_sample(view, order, unpainted)


kam_page("report", report)
