"""Qualité: what came back from whom, what is still missing, and how far the answers can be relied on."""

import streamlit as st

from kamescope.analysis.quality import blanks
from kamescope.charts.blank_table import blank_rows
from kamescope.charts.returns_table import returns_rows
from kamescope.ui.components import download
from kamescope.ui.expected import edit_expected
from kamescope.ui.frame import card
from kamescope.ui.kam.frame import kam_page
from kamescope.ui.kam.view import KamView
from kamescope.ui.quality import (
    blank_cards,
    campaign_figures,
    campaign_signs,
    campaign_table,
    group_cards,
    kam_signs,
    quality,
    section,
)
from kamescope.ui.text import plain


def returns(view: KamView) -> None:
    """The campaign as a whole, then one KAM."""
    say, model = view.say, view.model
    found = quality(view)

    name = plain(view.published.campaign.name)
    section(say("campaign.whole", name=name), say("quality.campaign_caption", len(found.kams)))
    campaign_figures(view, found)
    with card(say("quality.returns"), say("quality.returns_caption")):
        listed = campaign_table(view, found)
        download(view, lambda: returns_rows(model, found.kams, view.groups, say), "retours")
    edit_expected(view, listed)
    if len(found.kams) > 1:
        campaign_signs(view, found)
        with st.expander(say("quality.campaign_blanks"), icon=":material/rule:"):
            blank_cards(view, found.blanks)

    filtered = say("quality.filtered") if view.published.where is not None else ""
    section(say("quality.kam", name=plain(view.published.kam.name)), filtered)
    group_cards(view, next(entry for entry in found.kams if entry.kam.token == view.address.kam))
    kam_signs(view, found)
    if view.published.cells:
        rates = blanks(model, [view.published.groups])
        blank_cards(view, rates)
        download(view, blank_rows(model, rates, view.groups, say), "sans_reponse")


kam_page("quality", returns)
