"""The filters under the menu, and the sentence that says which are active."""

import streamlit as st

from kamescope.charts.theme import UNITS
from kamescope.i18n import LANGUAGES, Words
from kamescope.naming import alphabetical
from kamescope.privacy import MISSING
from kamescope.records import Kam
from kamescope.sentences import filters, short_name, unbroken
from kamescope.ui import data, state
from kamescope.ui.address import Address, unfiltered
from kamescope.ui.demo import show_demo
from kamescope.ui.team.view import TeamView
from kamescope.ui.text import plain, sign
from kamescope.ui.view import View, cohort_kept, kam_changed


def show_filters(view: View) -> None:
    """All filters, one under the other."""
    _choose_kam(view)
    _choose_campaign(view)
    choose_segment(view)
    choose_groups(view)
    choose_factors(view)
    with st.container(horizontal=True, gap="small"):
        choose_unit(view)
        choose_language(view.say)
    offer_reset(view.address, view.say)
    show_demo(view.say)


def choose_language(say: Words) -> None:
    """The switch between languages."""
    st.segmented_control(
        say("filter.language"),
        LANGUAGES,
        format_func=str.upper,
        required=True,
        label_visibility="collapsed",
        **state.bound("lang", say.language),
    )


def filter_sentence(view: View) -> str:
    """Which filters are active and what they do, as one sentence in Markdown."""
    groups, factors = view.address.groups and view.groups, view.address.factors and view.factors
    return filters(view.published, groups or None, factors or None, view.say, plain, bool(view.address.segment))


def _choose_kam(view: View) -> None:
    names = {entry.kam.token: entry.kam for entry in data.door().people()}
    order = sorted(names, key=lambda token: (names[token].fictitious, alphabetical(names[token].name)))
    key = "view_kam"
    st.session_state[key] = view.address.kam
    st.selectbox(
        view.say("filter.kam"),
        order,
        format_func=lambda token: _kam_label(names[token]),
        icon=":material/person:",
        label_visibility="collapsed",
        key=key,
        on_change=kam_changed,
        args=(key,),
    )


def _kam_label(kam: Kam) -> str:
    return f"{unbroken(kam.name)} · {kam.company}" if kam.company else unbroken(kam.name)


def _choose_campaign(view: View) -> None:
    campaigns = {e.campaign.token: e.campaign.name for e in data.door().people() if e.kam.token == view.address.kam}
    bound = state.bound("campaign", view.address.campaign)
    st.selectbox(
        view.say("filter.campaign"),
        list(campaigns),
        format_func=campaigns.__getitem__,
        icon=":material/event:",
        label_visibility="collapsed",
        **bound | {"on_change": _campaign_changed, "args": (bound["key"], view.address.kam)},
    )


def _campaign_changed(key: str, kam: str) -> None:
    campaign = st.session_state[key]
    state.change(campaign=campaign, cohort=cohort_kept(kam, campaign))


def choose_segment(view: View | TeamView) -> None:
    """Which respondents count: those who share one value of the partition attribute, or all."""
    if view.model.partition is None:
        return
    say, values = view.say, view.segments.values
    name = say.text(view.model.partition_name)

    def label(token: str) -> str:
        if not token:
            return say("filter.all_segments")
        return values[token] if values[token] != MISSING else say("filter.segment_missing")

    st.selectbox(
        name,
        ["", *values],
        format_func=label,
        icon=":material/storefront:",
        label_visibility="collapsed",
        disabled=not values,
        help=None if values else say("filter.segment_off"),
        **state.bound("segment", view.address.segment if view.address.segment in values else ""),
    )


def choose_groups(view: View | TeamView) -> None:
    """Which rater groups are listed."""
    st.pills(
        view.say("filter.groups"),
        [group.code for group in view.model.groups],
        selection_mode="multi",
        format_func=lambda code: f"{sign(view.model, code, view.look)} {plain(short_name(view.model, code, view.say))}",
        label_visibility="collapsed",
        **state.bound("groups", list(view.groups)) | {"on_change": _groups_changed, "args": (len(view.model.groups),)},
    )


def _groups_changed(count: int) -> None:
    """None or all chosen means all: the address then says nothing."""
    chosen = tuple(st.session_state["view_groups"])
    state.change(groups=() if len(chosen) == count else chosen)


def choose_factors(view: View | TeamView) -> None:
    """Which factors are listed."""
    names = {factor.code: f"{factor.code} {view.say.text(factor.name)}" for factor in view.model.factors}
    st.multiselect(
        view.say("filter.factors"),
        list(names),
        format_func=names.__getitem__,
        placeholder=view.say("filter.all_factors"),
        select_all=False,
        label_visibility="collapsed",
        **state.bound("factors", list(view.address.factors)),
    )


def choose_unit(view: View | TeamView) -> None:
    """Percent or points."""
    st.segmented_control(
        view.say("filter.unit"),
        UNITS,
        format_func=lambda unit: view.say(f"unit.{unit}"),
        required=True,
        label_visibility="collapsed",
        **state.bound("unit", view.look.unit),
    )


def offer_reset(address: Address, say: Words) -> None:
    """A button that takes back every filter, where the address has any."""
    if unfiltered(address) != address:
        st.button(say("filter.reset"), icon=":material/filter_alt_off:", on_click=_reset, width="stretch")


def _reset() -> None:
    state.settle(unfiltered(state.current()))
