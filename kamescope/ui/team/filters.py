"""Which cohort a page about several KAMs is about; and the sentence that says which filters are active."""

import streamlit as st

from kamescope.analysis.people import told_apart
from kamescope.naming import alphabetical
from kamescope.sentences import Name, in_words, short_name, unbroken
from kamescope.service import Cohort
from kamescope.ui import data, state
from kamescope.ui.address import Address
from kamescope.ui.filters import choose
from kamescope.ui.team.view import TeamView
from kamescope.ui.team.words import cohort_in_sentence, cohort_name
from kamescope.ui.text import plain


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


def choose_cohort(view: TeamView) -> None:
    """Which cohort of the campaign."""
    names = {cohort.token: _label(view, cohort) for cohort in view.cohorts}
    choose(view.say("team.cohort"), names, ":material/groups:", _bound("cohort", view.cohort.token, view.address))


def _label(view: TeamView, cohort: Cohort) -> str:
    fictitious = f" · {view.say('team.fictitious')}" if cohort.fictitious else ""
    return f"{cohort_name(cohort, view.say)} ({view.say.number(len(cohort.kams))}){fictitious}"


def choose_campaign(view: TeamView) -> None:
    """Which campaign."""
    campaigns = {entry.campaign.token: entry.campaign.name for entry in data.door().people()}
    bound = state.bound("campaign", view.address.campaign) | {"on_change": _campaign_changed}
    choose(view.say("filter.campaign"), campaigns, ":material/event:", bound)


def choose_kam(view: TeamView) -> None:
    """Which KAM of the cohort the page is about."""
    kams = view.panel.kams
    names = dict(zip((kam.token for kam in kams), told_apart(kams), strict=True))
    st.selectbox(
        view.say("filter.kam"),
        sorted(names, key=lambda token: alphabetical(names[token])),
        format_func=lambda token: unbroken(names[token]),
        icon=":material/person:",
        **_bound("kam", view.address.kam if view.address.kam in names else kams[0].token, view.address),
    )


def _bound(name: str, value: str, shown: Address) -> state.Bound:
    """As `state.bound`, in the campaign that is shown, whatever the address bar says; another cohort begins afresh."""
    bound = state.bound(name, value)
    return bound | {"on_change": _moved, "args": (bound["key"], name, shown)}


def _moved(key: str, name: str, shown: Address) -> None:
    afresh: dict[str, object] = {"page": 1, "people": (), "segment": ""} if name == "cohort" else {}
    here = {"campaign": shown.campaign, "kam": shown.kam, "cohort": shown.cohort}
    state.change(**here | afresh | {name: st.session_state[key]})


def _campaign_changed(key: str, name: str) -> None:
    """Another campaign: the same KAM where they are in it, else its first; their cohort in it."""
    campaign, now = st.session_state[key], state.current()
    kams = [entry.kam.token for entry in data.door().people() if entry.campaign.token == campaign]
    kam = now.kam if now.kam in kams else kams[0]
    state.change(campaign=campaign, kam=kam, cohort="", page=1, people=(), segment="", since=(), against="")
