"""Top n: the best and the worst items of each group, and those that several groups share."""

import streamlit as st

from kamescope.analysis.ranking import rank_items
from kamescope.charts.theme import ITEM_UNIT
from kamescope.charts.top_items import common_sentence, top_items, top_rows
from kamescope.ui import state
from kamescope.ui.address import SIDES
from kamescope.ui.components import download, show_fragment
from kamescope.ui.frame import card
from kamescope.ui.kam.frame import kam_page
from kamescope.ui.kam.view import KamView
from kamescope.ui.text import plain
from kamescope.ui.warm import warm

FEW = 3
SIZES = (3, 5, 10, 20, 30)


def top(view: KamView) -> None:
    """How many, of which side; then a card a group."""
    say, address = view.say, view.address

    with st.container(horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            say("top.side"),
            SIDES,
            format_func=lambda side: say(f"top.{side}"),
            required=True,
            wrap=True,
            label_visibility="collapsed",
            **state.bound("side", address.side),
        )
        st.segmented_control(
            say("top.n"),
            sorted({*SIZES, address.n}),
            format_func=say.number,
            required=True,
            wrap=True,
            label_visibility="collapsed",
            **state.bound("n", address.n),
        )
        st.markdown(f":gray[{say('top.n')}]")

    ranking = warm(rank_items, view.published, address.n, address.side == "bottom", view.groups, view.factors)
    # One clause a pair of groups: beyond a few groups the cards say it better.
    sentence = common_sentence(view.published, ranking, view.item_look) if len(view.groups) <= FEW else ""
    with card(say(f"top.title_{address.side}", n=say.number(address.n)), plain(sentence)):
        show_fragment(warm(top_items, view.published, ranking, view.item_look))
        download(view, top_rows(view.published, ranking, view.item_look), f"items_{address.side}")

    st.markdown(f":small[:gray[{say('top.rule')}]]")


kam_page("top_items", top, ITEM_UNIT)
