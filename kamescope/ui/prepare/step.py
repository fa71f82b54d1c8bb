"""The open step: what it is for, what to read before, its evidence, its questions, the private note, the way on."""

from dataclasses import replace

import streamlit as st

from kamescope import sentences
from kamescope.analysis.conversation import ConversationStep
from kamescope.analysis.evidence import Evidence
from kamescope.analysis.questions import TalkStep
from kamescope.charts.evidence_row import evidence_row
from kamescope.charts.figures import difference_unit
from kamescope.i18n import NBSP
from kamescope.ui.components import show_fragment
from kamescope.ui.debrief.release import do, show_refusal
from kamescope.ui.prepare.notes import show_note
from kamescope.ui.prepare.questions import show_questions
from kamescope.ui.prepare.rail import go_to
from kamescope.ui.prepare.ranks import show_ranks
from kamescope.ui.prepare.talk import Talk
from kamescope.ui.text import plain
from kamescope.ui.warm import warm

FLAG_WIDTH = 132


def show_step(talk: Talk) -> None:
    """The card of the open step."""
    each = talk.open_step
    with st.container(border=True, key="prepare-step"):
        _head(talk)
        show_refusal(talk.say)
        _say(talk, each)
        if each.is_empty:
            st.markdown(f":gray[{talk.say('talk.nothing')}]")
        _cautions(talk, each)
        if each.step is TalkStep.PRIORITIES:
            show_ranks(talk)
        _evidence(talk, each)
        if not each.is_empty:
            with st.container(key="prepare-questions"):
                show_questions(talk)
        show_note(talk)
        _ways(talk)


def _head(talk: Talk) -> None:
    """`5 · Angles morts`, from when to when, and what the step is for."""
    say, each = talk.say, talk.open_step
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key="kms-section-step"):
        title = f"## {say.number(talk.place + 1)} · {talk.name(each.step)}"
        st.markdown(f"{title}\n\n:gray[{say(f'talk.aim.{each.step}')}]", anchors=False, width="stretch")
        minutes = say("prepare.minutes", minutes=say.number(each.minutes))
        told = [part for part in (talk.times(talk.place), f"**{minutes}**") if part]
        st.markdown(f":gray[{' · '.join(told)}]".replace("\N{SPACE}", NBSP), width="content")


def _say(talk: Talk, each: ConversationStep) -> None:
    """What may be said word for word, where the step has it."""
    if talk.say.knows(f"talk.say.{each.step}"):
        st.markdown(f"*{talk.say(f'talk.say.{each.step}')}*")


def _cautions(talk: Talk, each: ConversationStep) -> None:
    """What has to be read before it is spoken about: else a false thing is said."""
    if not each.cautions:
        return
    told = [plain(sentences.caution(talk.published, each.step, found, talk.say)) for found in each.cautions]
    with st.container(key="prepare-caution"):
        before = f"**{talk.say('talk.read_before')}.**"
        st.markdown(f"{before} {told[0]}" if len(told) == 1 else f"{before}\n" + "\n".join(f"- {one}" for one in told))


def _evidence(talk: Talk, each: ConversationStep) -> None:
    """The factors of the step, each with what is to be said of it and whether it is to be brought up."""
    say, is_apart = talk.say, each.step is TalkStep.DISAGREEMENT
    for found in each.evidence:
        with st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"prepare-row-{found.code}"):
            with st.container(width="stretch"):
                show_fragment(warm(evidence_row, talk.published, found, talk.view.look, "", is_apart))
            _flag(talk, found.code)
    if each.evidence:
        unit = difference_unit(talk.published.model.scale, replace(talk.view.look, unit="points"))
        st.markdown(f":small[:gray[{say('prepare.figures', unit=unit)}]]")
    if each.reserve:
        _reserve(talk, each.reserve)


def _reserve(talk: Talk, reserve: tuple[Evidence, ...]) -> None:
    """The other factors of the step, in a line; they may be brought up too."""
    say = talk.say
    told = (_named(talk, found) for found in reserve)
    with st.expander(plain(say("talk.reserve", factors=say.series(told)))):
        for found in reserve:
            with st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"prepare-row-{found.code}"):
                with st.container(width="stretch"):
                    is_apart = talk.open_step.step is TalkStep.DISAGREEMENT
                    show_fragment(warm(evidence_row, talk.published, found, talk.view.look, "", is_apart))
                _flag(talk, found.code)


def _named(talk: Talk, found: Evidence) -> str:
    name = f"{found.code}{NBSP}{sentences.factor_name(talk.published.model, found.code, talk.say)}"
    return name if found.gap.gap is None else f"{name} ({talk.say.signed(found.gap.gap)})"


def _flag(talk: Talk, code: str) -> None:
    """A press brings the factor up, another one not."""
    key = talk.key("flag", code)
    # Always: another coach may have flagged it.
    st.session_state[key] = code if code in talk.flagged else None
    label = talk.say("prepare.flag")
    st.pills(
        talk.say("prepare.flag_of", factor=code),
        [code],
        format_func=lambda _: f":material/flag: {label}",
        key=key,
        label_visibility="collapsed",
        width=FLAG_WIDTH,
        on_change=_set_flag,
        args=(talk.pair, code, key),
    )


def _set_flag(pair: tuple[str, str], code: str, key: str) -> None:
    is_on = st.session_state[key] is not None
    do(lambda door: door.flag_factor(*pair, code, is_on))


def _ways(talk: Talk) -> None:
    """To the step before and to the next one."""
    say, steps, place = talk.say, talk.steps, talk.place
    with st.container(horizontal=True):
        if place:
            st.button(
                say("prepare.before"),
                key="prepare_before",
                icon=":material/arrow_back:",
                type="tertiary",
                on_click=go_to,
                args=(steps[place - 1].step,),
            )
        st.space("stretch")
        if place + 1 < len(steps):
            st.button(
                say("prepare.next"),
                key="prepare_next",
                icon=":material/arrow_forward:",
                icon_position="right",
                type="primary",
                on_click=go_to,
                args=(steps[place + 1].step,),
            )
