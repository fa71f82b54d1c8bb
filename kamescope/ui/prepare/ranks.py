"""Which of the factors brought up come first, second and third; from there to the plan."""

import streamlit as st

from kamescope import sentences
from kamescope.analysis.conversation import PriorityRank
from kamescope.analysis.evidence import Evidence, evidence
from kamescope.analysis.published import Level
from kamescope.analysis.questions import TalkStep
from kamescope.charts.evidence_row import evidence_row
from kamescope.naming import in_sentence
from kamescope.ui import data, menu
from kamescope.ui.address import unfiltered, write
from kamescope.ui.components import show_fragment
from kamescope.ui.debrief.release import Pair, do
from kamescope.ui.plan.dialog import open_about
from kamescope.ui.prepare.talk import Talk
from kamescope.ui.text import plain
from kamescope.ui.warm import warm

RANK_WIDTH = 260


def show_ranks(talk: Talk) -> None:
    """Every factor brought up, with its rank; then the plan."""
    ranked = talk.prepared.preparation.brought_up
    if not ranked:
        st.markdown(f":gray[{talk.say('prepare.nothing_flagged')}]")
        return
    known = {found.code: (step, found) for step, found in talk.evidence()}
    for each in ranked:
        step, found = known.get(each.code, (None, evidence(talk.published, each.code)))
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"prepare-row-{each.code}"):
            with st.container(width="stretch"):
                reason = _reason(talk, step, found)
                show_fragment(warm(evidence_row, talk.published, found, talk.view.look, reason))
            _choose(talk, each.code, each.rank)
    _to_plan(talk)


def _choose(talk: Talk, code: str, rank: PriorityRank | None) -> None:
    say, key = talk.say, talk.key("rank", code)
    # Always: where a rank is refused, or another coach gave one, the field says what is kept.
    st.session_state[key] = rank
    st.segmented_control(
        say("prepare.rank_of", factor=code),
        list(PriorityRank),
        format_func=lambda rank: say("prepare.later") if rank is PriorityRank.LATER else say.number(rank),
        key=key,
        label_visibility="collapsed",
        width=RANK_WIDTH,
        on_change=_set,
        args=(talk.pair, code, key),
    )


def _set(pair: Pair, code: str, key: str) -> None:
    rank = st.session_state[key]
    do(lambda door: door.rank_factor(*pair, code, rank))


def _reason(talk: Talk, step: TalkStep | None, found: Evidence) -> str:
    """`angle mort · côté manager, pas côté clients`: why the factor is spoken about."""
    say = talk.say
    told = [in_sentence(talk.name(step))] if step is not None else [say("prepare.elsewhere")]
    if step is not TalkStep.DISAGREEMENT:
        told.append(sentences.seen_by(talk.published, found.code, say))
    return " · ".join(part for part in told if part)


def _to_plan(talk: Talk) -> None:
    """To the plan, with the first factor by rank that is not in it yet."""
    if not menu.may_open("plan"):
        return
    say, view = talk.say, talk.view
    there = {title.code for title in data.door().plan(*talk.pair).titles}
    coming = next((code for code in talk.prepared.preparation.priorities if code not in there), None)
    if coming is None and not there:
        st.markdown(f":small[:gray[{say('prepare.rank_words')}]]")
        return
    name = "" if coming is None else sentences.factor_name(view.model, coming, say)
    label = say("prepare.see_plan") if coming is None else say("prepare.to_plan", factor=f"{coming} {plain(name)}")
    if st.button(label, key="prepare_plan", icon=":material/task_alt:"):
        if coming is not None:
            open_about(view, Level.FACTOR, coming)
        st.switch_page(menu.page("plan"), query_params=write(unfiltered(view.address)))
