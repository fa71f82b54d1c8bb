"""Détail par facteur: what it measures, its sub-factors, its items, by group."""

import streamlit as st

from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level
from kamescope.charts.gap_chart import gap_chart
from kamescope.charts.item_table import item_rows, item_table
from kamescope.charts.radar import radar
from kamescope.sentences import factor_notes, gap_rule
from kamescope.ui.comments.read import show_factor_comments
from kamescope.ui.components import download, show_chart, show_fragment
from kamescope.ui.factor import choose_factor, meaning
from kamescope.ui.frame import card
from kamescope.ui.kam.cards import column_labels, score_cards, show_footing
from kamescope.ui.kam.frame import kam_page
from kamescope.ui.kam.view import KamView
from kamescope.ui.text import plain
from kamescope.ui.warm import warm

# From so many sub-factors on a shape says more than rows do.
RADAR_FROM = 5


def factor_in_detail(view: KamView) -> None:
    """The scores, the items, the sub-factors, and what the factor means."""
    say, published, factor = view.say, view.published, view.factor
    choose_factor(view)
    score_cards(view, Level.FACTOR, factor.code, column_labels(view), factor_notes(published, factor, say))
    show_footing(view)

    with card(say("factor.items", len(factor.items)), plain(say("factor.items_caption"))):
        show_fragment(warm(item_table, published, factor.code, view.groups, view.item_look))
        download(view, item_rows(published, factor.code, view.groups, view.item_look), f"items_{factor.code}")

    codes = tuple(sub_factor.code for sub_factor in factor.sub_factors)
    if not factor.is_plain:
        with card(say("level.sub_factor"), gap_rule(view.model, say)):
            is_radar = len(codes) >= RADAR_FROM
            if is_radar:
                _, middle, _ = st.columns([1, 4, 1])
                with middle:
                    show_chart(warm(radar, published, Level.SUB_FACTOR, view.groups, codes, view.look), "sub_radar")
            gaps = tuple(gap_of(published, Level.SUB_FACTOR, code) for code in codes)
            drawing = warm(gap_chart, published, gaps, Level.SUB_FACTOR, view.groups, view.look, legend=not is_radar)
            show_chart(drawing, "sub_gaps")

    show_factor_comments(view)
    meaning(view)


kam_page("factor", factor_in_detail)
