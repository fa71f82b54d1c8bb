"""The filters of the pages about several KAMs, and the sentence that says which are active."""

from dataclasses import replace

import streamlit as st

from kamescope.analysis.people import told_apart
from kamescope.naming import alphabetical
from kamescope.sentences import Name, in_words, short_name, unbroken
from kamescope.ui import data, state
from kamescope.ui.demo import show_demo
from kamescope.ui.filters import (
    choose_factors,
    choose_groups,
    choose_language,
    choose_segment,
    choose_unit,
    offer_reset,
)
from kamescope.ui.team.view import TeamView
from kamescope.ui.team.words import cohort_in_sentence, cohort_name
from kamescope.ui.text import plain


def show_filters(view: TeamView, groups: bool) -> None:
    """All filters, one under the other; `groups`: whether the page lists rater groups."""
    _choose_cohort(view)
    _choose_campaign(view)
    choose_segment(view)
    if groups:
        choose_groups(view)
    choose_factors(view)
    with st.container(horizontal=True, gap="small"):
        choose_unit(view)
        choose_language(view.say)
    offer_reset(view.address if groups else replace(view.address, groups=()), view.say)
    show_demo(view.say)


def filter_sentence(view: TeamView, groups: bool, name: Name = plain) -> str:
    """Who is compared and which filters are active, as one or two sentences; in Markdown unless `name` says how."""
    say, address = view.say, view.address
    parts = []
    if view.where is not None:
        value = name(view.where) if view.where else say("filter.segment_missing")
        parts.append(say("filter.part_segment", name=name(in_words(view.model.partition_name, say)), value=value))
    elif address.segment:
        parts.append(say("filter.part_segment_gone"))
    if groups and address.groups:
        names = (name(short_name(view.model, code, say)) for code in view.groups)
        parts.append(say("filter.part_groups", groups=say.listing(names)))
    if address.factors:
        parts.append(say("filter.part_factors", factors=say.listing(view.factors)))
    said = say("apart").join(parts)
    who, whole = name(cohort_in_sentence(view.cohort, say)), len(view.cohort.kams)
    if len(view.panel) < whole:
        return say("team.filtered_some", len(view.panel), whole=say.number(whole), cohort=who, filters=said)
    return say("team.filtered" if said else "team.unfiltered", len(view.panel), cohort=who, filters=said)


def _choose_cohort(view: TeamView) -> None:
    names = {cohort.token: cohort for cohort in view.cohorts}

    def label(token: str) -> str:
        cohort = names[token]
        fictitious = f" · {view.say('team.fictitious')}" if cohort.fictitious else ""
        return f"{cohort_name(cohort, view.say)} ({view.say.number(len(cohort.kams))}){fictitious}"

    st.selectbox(
        view.say("team.cohort"),
        list(names),
        format_func=label,
        icon=":material/groups:",
        label_visibility="collapsed",
        **_bound("cohort", view.cohort.token),
    )


def _choose_campaign(view: TeamView) -> None:
    campaigns = {entry.campaign.token: entry.campaign.name for entry in data.door().people()}
    st.selectbox(
        view.say("filter.campaign"),
        list(campaigns),
        format_func=campaigns.__getitem__,
        icon=":material/event:",
        label_visibility="collapsed",
        **_bound("campaign", view.address.campaign) | {"on_change": _campaign_changed},
    )


def choose_kam(view: TeamView) -> None:
    """Which KAM of the cohort the page is about."""
    kams = view.panel.kams
    names = dict(zip((kam.token for kam in kams), told_apart(kams), strict=True))
    st.selectbox(
        view.say("filter.kam"),
        sorted(names, key=lambda token: alphabetical(names[token])),
        format_func=lambda token: unbroken(names[token]),
        icon=":material/person:",
        **state.bound("kam", view.address.kam if view.address.kam in names else kams[0].token),
    )


def _bound(name: str, value: str) -> state.Bound:
    """As `state.bound`; another cohort or campaign begins on its first page, with nobody chosen."""
    bound = state.bound(name, value)
    return bound | {"on_change": _moved, "args": (bound["key"], name)}


def _moved(key: str, name: str) -> None:
    state.change(**{name: st.session_state[key]}, page=1, people=(), segment="")


def _campaign_changed(key: str, name: str) -> None:
    """Another campaign: the same KAM where they are in it, else its first; their cohort in it."""
    campaign, now = st.session_state[key], state.current()
    kams = [entry.kam.token for entry in data.door().people() if entry.campaign.token == campaign]
    kam = now.kam if now.kam in kams else kams[0]
    state.change(campaign=campaign, kam=kam, cohort="", page=1, people=(), segment="", since=(), against="")
