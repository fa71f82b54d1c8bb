"""Who a page about one KAM is about, in which campaign; and the sentence that says which filters are active."""

import streamlit as st

from kamescope.naming import alphabetical
from kamescope.records import Kam
from kamescope.sentences import filters, unbroken
from kamescope.ui import state
from kamescope.ui.filters import choose
from kamescope.ui.kam.view import KamView, cohort_kept, kam_changed
from kamescope.ui.text import plain


def choose_kam(view: KamView) -> None:
    """Which KAM, real people first."""
    people = {entry.kam.token: entry.kam for entry in view.everybody}
    order = sorted(people, key=lambda token: (people[token].fictitious, alphabetical(people[token].name)))
    names = {token: _label(people[token]) for token in order}
    bound = state.bound("kam", view.address.kam)
    choose(
        view.say("filter.kam"),
        names,
        ":material/person:",
        bound | {"on_change": kam_changed, "args": (bound["key"],)},
    )


def _label(kam: Kam) -> str:
    return f"{unbroken(kam.name)} · {kam.company}" if kam.company else unbroken(kam.name)


def choose_campaign(view: KamView) -> None:
    """Which of the campaigns in which that KAM was rated."""
    campaigns = {e.campaign.token: e.campaign.name for e in view.everybody if e.kam.token == view.address.kam}
    bound = state.bound("campaign", view.address.campaign)
    bound |= {"on_change": _campaign_changed, "args": (bound["key"], view.address.kam)}
    choose(view.say("filter.campaign"), campaigns, ":material/event:", bound)


def _campaign_changed(key: str, kam: str) -> None:
    campaign = st.session_state[key]
    state.change(campaign=campaign, cohort=cohort_kept(kam, campaign), version=0)


def filter_sentence(view: KamView) -> str:
    """Which filters are active and what they do, as one sentence in Markdown."""
    groups, factors = view.address.groups and view.groups, view.address.factors and view.factors
    return filters(view.published, groups or None, factors or None, view.say, plain, bool(view.address.segment))
