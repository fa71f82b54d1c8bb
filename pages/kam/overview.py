"""Résultats globaux: where one KAM stands, who disagrees with whom, and on what."""

import streamlit as st

from kamescope.analysis.gaps import highlights, sorted_gaps
from kamescope.analysis.published import Level
from kamescope.charts.gap_chart import gap_chart
from kamescope.charts.radar import radar
from kamescope.charts.score_table import score_rows, score_table
from kamescope.sentences import gap_rule, partly_rated
from kamescope.ui.components import download, show_chart, show_fragment
from kamescope.ui.frame import card, foot, two_columns
from kamescope.ui.kam.cards import overall_cards
from kamescope.ui.kam.frame import factor_links, kam_page, open_factor
from kamescope.ui.kam.highlights import show_highlights
from kamescope.ui.text import plain
from kamescope.ui.warm import warm

view = kam_page("overview")
say, published = view.say, view.published
overall_cards(view)

found = highlights(published, factors=view.factors)
left, right = two_columns([2, 1])
with left, card(say("radar.title"), say(f"radar.caption_{view.look.unit}")):
    drawing = warm(radar, published, Level.FACTOR, view.groups, view.factors, view.look)
    show_chart(drawing, "radar", open_factor(view))
with right, st.container(height="stretch", gap="small"):
    show_highlights(view, found)
if found.partly_rated:
    st.markdown(f":small[:gray[{partly_rated(published, found, say, plain)}]]")

with card(say("gaps.title"), gap_rule(view.model, say)):
    gaps = sorted_gaps(published, Level.FACTOR, view.factors)
    show_chart(warm(gap_chart, published, gaps, Level.FACTOR, view.groups, view.look), "gaps", open_factor(view))

with card(say("filter.all_factors")):
    show_fragment(warm(score_table, published, Level.FACTOR, view.factors, view.groups, view.look))
    factor_links(view)
    download(view, score_rows(published, Level.FACTOR, view.factors, view.groups, view.look), "facteurs")

foot(view)
