"""The filters of every page: what is listed, in which unit and language."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kamescope.charts.theme import UNITS
from kamescope.i18n import LANGUAGES, Words
from kamescope.privacy import MISSING
from kamescope.sentences import short_name
from kamescope.ui import state
from kamescope.ui.address import Address, unfiltered
from kamescope.ui.text import plain, sign
from kamescope.ui.view import View

Looked = TypeVar("Looked", bound=View)


def show_filters(view: Looked, groups: bool = True) -> DeltaGenerator:
    """One control for what is listed and how, which counts the filters in force; `groups`: rater groups too.

    Returns where the unit is chosen (`choose_unit`): nothing else in the control depends on that.
    """
    address = view.address if groups else replace(view.address, groups=())
    active = sum(bool(part) for part in (address.segment, address.groups, address.factors))
    label = view.say("filter.open_active", active) if active else view.say("filter.open")
    with st.popover(label, icon=":material/tune:", key="filters"):
        _choose_segment(view)
        if groups:
            _choose_groups(view)
        _choose_factors(view)
        unit = st.container()
        _offer_reset(address, view.say)
    return unit


def choose(label: str, names: Mapping[str, str], icon: str, bound: state.Bound) -> None:
    """A list of names (by token) to choose one from, in their order."""
    st.selectbox(label, list(names), format_func=names.__getitem__, icon=icon, label_visibility="collapsed", **bound)


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


def _choose_segment(view: View) -> None:
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
        help=None if values else say("version.segment_off" if view.address.version else "filter.segment_off"),
        **state.bound("segment", view.address.segment if view.address.segment in values else ""),
    )


def _choose_groups(view: View) -> None:
    """Which rater groups are listed."""
    st.pills(
        view.say("filter.groups"),
        [group.code for group in view.model.groups],
        wrap=True,
        selection_mode="multi",
        format_func=lambda code: f"{sign(view.model, code, view.look)} {plain(short_name(view.model, code, view.say))}",
        label_visibility="collapsed",
        **state.bound("groups", list(view.groups)) | {"on_change": _groups_changed, "args": (len(view.model.groups),)},
    )


def _groups_changed(count: int) -> None:
    """None or all chosen means all: the address then says nothing."""
    chosen = tuple(st.session_state["view_groups"])
    state.change(groups=() if len(chosen) == count else chosen)


def _choose_factors(view: View) -> None:
    """Which factors are listed."""
    names = {factor.code: f"{factor.code} {view.say.text(factor.name)}" for factor in view.model.factors}
    st.multiselect(
        view.say("level.factor"),
        list(names),
        format_func=names.__getitem__,
        placeholder=view.say("filter.all_factors"),
        select_all=False,
        label_visibility="collapsed",
        **state.bound("factors", list(view.address.factors)),
    )


def choose_unit(view: View) -> None:
    """Percent or points."""
    st.segmented_control(
        view.say("filter.unit"),
        UNITS,
        format_func=lambda unit: view.say(f"unit.{unit}"),
        required=True,
        label_visibility="collapsed",
        **state.bound("unit", view.look.unit),
    )


def _offer_reset(address: Address, say: Words) -> None:
    """A button that takes back every filter, where the address has any."""
    if unfiltered(address) != address:
        st.button(say("filter.reset"), icon=":material/filter_alt_off:", on_click=_reset, width="stretch")


def _reset() -> None:
    state.settle(unfiltered(state.current()))
