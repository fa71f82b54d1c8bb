"""What will be in the file, before it is made: its parts, and how it begins."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kamescope.reports.names import Format
from kamescope.ui.kam.view import KamView
from kamescope.ui.report.choices import section_names
from kamescope.ui.report.order import Order
from kamescope.ui.report.sample import show_sample
from kamescope.ui.text import plain

SHORT = 2
"""Fewer parts than this, with the rules, need no table of contents."""
LIST = 200
"""The width of the list of parts in pixels, where pages beside it leave it no more."""


def show_contents(view: KamView, order: Order) -> DeltaGenerator | None:
    """The parts to come and the first pages; returns where pages go that are still to be drawn."""
    say = view.say
    with st.container(border=True):
        with st.container(gap=None):
            st.markdown(f"## {say('report_page.contents')}", anchors=False)
            st.markdown(f":small[:gray[{say('report_page.nothing_yet')}]]")
        with st.container(horizontal=True, gap="medium"):
            st.markdown("\n".join(f"1. {plain(part)}" for part in _parts(view, order)), width=LIST)
            return show_sample(view, order)


def _parts(view: KamView, order: Order) -> list[str]:
    """The parts chosen and those that always stay."""
    say, chosen = view.say, order.choices
    if chosen.format is Format.HANDOUT:
        return [say(f"handout.{part}") for part in ("profile", "lists", "priorities")]
    names = [name for section, name in section_names(say, view.address.n).items() if section in chosen.sections]
    begins = [] if chosen.format is Format.XLSX else [say(f"report_page.begins_{chosen.format}")]
    if chosen.format is Format.PDF and len(names) < SHORT:
        begins = [say("report_page.begins_short")]
    return [*begins, *names, say("report.rules")]
