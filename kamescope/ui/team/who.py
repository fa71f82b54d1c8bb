"""The parts of the page that says whom to coach on what: what several share, a row a KAM, and the rule."""

from dataclasses import replace

import streamlit as st

from kamescope.analysis.compare import Measure
from kamescope.analysis.gaps import thresholds
from kamescope.analysis.people import told_apart
from kamescope.analysis.priorities import Common, KamPriorities, ReasonKind, in_common
from kamescope.analysis.published import Level
from kamescope.analysis.reliability import FEW_ANSWERS
from kamescope.charts.coaching import CoachingLine, CoachingList, coaching, coaching_rows
from kamescope.model import ENVIRONMENT
from kamescope.sentences import factor_name
from kamescope.ui import data, menu
from kamescope.ui.address import write
from kamescope.ui.components import download
from kamescope.ui.frame import address_of
from kamescope.ui.pickable import show_pickable
from kamescope.ui.team import seen
from kamescope.ui.team.before import campaigns_before, last_time
from kamescope.ui.team.paging import paged, searched
from kamescope.ui.team.view import TeamView
from kamescope.ui.text import plain

A_PAGE = 40
SEARCHED_FROM = 12
"""KAMs on one page, and from how many on they are searched by name."""
NAMED = 3
"""More shared factors than this are counted rather than named."""


def show_who(view: TeamView) -> None:
    """The headline, the KAMs in alphabetical order, and how priorities are chosen."""
    found = seen.priorities(view.panel, last_time(view), view.factors)
    common = in_common(found, view.factors)
    st.markdown(f"#### {_headline(view, found, common)}", anchors=False)
    every = _listed(view, found, common)
    with st.container(border=True):
        _show_rows(view, every)
        if _has_partial(every):
            st.markdown(f":small[:gray[{view.say('heatmap.partial')}]]")
        download(view, lambda: coaching_rows(every, view.look), "priorites")
    for told in _rule(view):
        st.markdown(f":small[:gray[{told}]]")


def _headline(view: TeamView, found: tuple[KamPriorities, ...], common: Common | None) -> str:
    """What several share, among those with answers enough."""
    say, known = view.say, sum(each.is_known for each in found)
    if common is None:
        return say("who.common_none", known=say.number(known)) if known > 1 else say("who.common_unknown")
    facts = {"kams": say.number(common.kams), "known": say.number(known)}
    if len(common.codes) > NAMED:
        return say("who.common_many", number=say.number(len(common.codes)), **facts)
    names = (f":primary[{factor_name(view.model, code, say, plain)}]" for code in common.codes)
    key = "who.common_several" if len(common.codes) > 1 else "who.common_one"
    return say(key, factors=say.listing(names), **facts)


def _listed(view: TeamView, found: tuple[KamPriorities, ...], common: Common | None) -> CoachingList:
    before, names = campaigns_before(view), told_apart(view.panel.kams)
    lines = (CoachingLine(one, name, before.get(one.kam.token)) for one, name in zip(found, names, strict=True))
    scores = seen.heatmap(view.panel, Level.FACTOR, ENVIRONMENT, Measure.SCORE, view.factors)
    partial = {
        (view.panel.kams[row].token, scores.places[at][1]) for row, at in zip(*scores.partial.nonzero(), strict=True)
    }
    return CoachingList(view.panel, tuple(lines), frozenset(common.codes if common else ()), frozenset(partial))


def _has_partial(every: CoachingList) -> bool:
    """Whether a reason wears the sign of an environment that lacks a group."""
    return any(
        reason.kind is ReasonKind.BELOW and (line.found.kam.token, priority.code) in every.partial
        for line in every.lines
        for priority in line.found.priorities
        for reason in priority.reasons
    )


def _show_rows(view: TeamView, every: CoachingList) -> None:
    """The KAMs, searched and paged where they are many."""
    rows = tuple(range(len(every.lines)))
    if len(rows) > SEARCHED_FROM:
        rows = searched(view, rows, "who_search")
    rows = paged(view, rows, A_PAGE)
    if not rows:
        st.markdown(view.say("compare.nobody_found"))
        return
    lines = (every.lines[row] for row in rows)
    # Whoever sees somebody's results may know what they work on, and how it stands.
    plans = data.door().plan_titles(view.address.campaign)
    part = replace(every, lines=tuple(replace(line, plan=plans.get(line.found.kam.token, ())) for line in lines))
    show_pickable(coaching(part, view.look), "who", lambda picked: _open(view, picked), _links(view, part))


def _links(view: TeamView, part: CoachingList) -> dict[str, str]:
    """Where each priority leads: to its KAM's page of the factor, the view kept."""
    every = ((line.found.kam.token, each.code) for line in part.lines for each in line.found.priorities)
    return {f"{kam}:{code}": address_of("factor", replace(view.address, kam=kam, factor=code)) for kam, code in every}


def _open(view: TeamView, picked: str) -> None:
    """A press on a factor: its page, of that KAM."""
    kam, _, code = picked.partition(":")
    if kam in view.panel.places and code in view.model.factor_of:
        address = replace(view.address, kam=kam, factor=code)
        st.switch_page(menu.page("factor"), query_params=write(address))


def _rule(view: TeamView) -> tuple[str, str]:
    """How priorities are chosen, with the scale and the thresholds in force, and what is never said."""
    say, scale = view.say, view.model.scale
    explore, marked = (say.number(each, 2) for each in thresholds(view.model))
    ends = {"low": say.number(scale.minimum), "high": say.number(scale.maximum)}
    return say("who.rule", explore=explore, marked=marked, **ends), say("who.limits", few=say.number(FEW_ANSWERS))
