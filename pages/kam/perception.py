"""Fenêtre des perceptions: what the KAM sees against what the others see, in four quadrants."""

import streamlit as st

from kamescope.analysis.published import Level
from kamescope.charts.window import window_chart
from kamescope.ui.components import download, show_chart
from kamescope.ui.frame import card, two_columns
from kamescope.ui.kam.frame import kam_page, open_factor
from kamescope.ui.kam.perception import (
    choices,
    current_window,
    lists,
    lists_like_quadrants,
    why_nothing,
    window_caption,
    window_rows,
)
from kamescope.ui.kam.view import KamView
from kamescope.ui.warm import warm


def perception(view: KamView) -> None:
    """The window, and the lists of its quadrants."""
    say = view.say
    choices(view)
    window = current_window(view)
    # Many names would leave the window alone on a long page: they lie below it, as the quadrants do.
    beside = window.level is Level.FACTOR

    if nothing := why_nothing(view, window):
        st.info(nothing, icon=":material/hourglass_empty:")
        return

    left, right = two_columns([8, 5]) if beside else (st.container(), None)
    with left, card(say("perception.title"), window_caption(view, window)):
        drawing = warm(window_chart, view.published, window, view.look, view.address.environment)
        show_chart(drawing, "window", open_factor(view))
    if beside:
        with right, st.container(border=True, height="stretch"):
            lists(view, window)
    else:
        lists_like_quadrants(view, window)
    download(view, window_rows(view, window), "fenetre")


kam_page("perception", perception)
