"""The open questions of a step: those proposed to be kept or not, worded as the coach would ask them, own ones."""

from typing import NamedTuple

import streamlit as st

from kamescope import sentences
from kamescope.analysis.conversation import ProposedQuestion
from kamescope.analysis.questions import TalkStep
from kamescope.errors import KamescopeError
from kamescope.service import LONGEST_QUESTION, Worded
from kamescope.ui import data
from kamescope.ui.debrief.release import Pair, do
from kamescope.ui.prepare.talk import Talk
from kamescope.ui.text import plain

EDITING, TEXT = "prepare_editing", "prepare_text"


class Rewording(NamedTuple):
    """Which question of which step is being worded (None: a new one), over which wording, and why it was refused."""

    pair: Pair
    step: TalkStep
    question: ProposedQuestion | None
    version: int
    why: KamescopeError | None = None


def show_questions(talk: Talk) -> None:
    """Every question of the open step, each with its box and its pencil."""
    say, step = talk.say, talk.open_step.step
    known = {(each.code, each.factor): each for each in talk.prepared.at(step)}
    proposed = talk.open_step.questions
    others = [each for each in talk.prepared.at(step) if each.proposed not in proposed and _is_told(each)]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{say('prepare.questions')}** :gray[:small[{say('prepare.questions_words')}]]", width="stretch")
        st.button(
            say("prepare.add"),
            key="prepare_add",
            icon=":material/add:",
            type="tertiary",
            on_click=_open,
            args=(Rewording(talk.pair, step, None, 0), ""),
        )
    for question in (*proposed, *(each.proposed for each in others)):
        _row(talk, question, known.get(question))
    opened = _opened(talk)
    if opened is not None and opened.question is None:
        _edit(talk, opened, "")


def text_of(talk: Talk, question: ProposedQuestion, worded: Worded | None) -> str:
    """A question as it will be asked."""
    if worded is not None and worded.text:
        return worded.text
    return sentences.question(talk.published, question, talk.say)


def _is_told(each: Worded) -> bool:
    """Whether a question that is proposed no more still stands here: an own one, or one that was kept or worded."""
    return each.is_own or each.is_chosen or bool(each.text)


def _row(talk: Talk, question: ProposedQuestion, worded: Worded | None) -> None:
    say, step = talk.say, talk.open_step.step
    text = text_of(talk, question, worded)
    name = f"{step}_{question.code}_{question.factor or ''}"
    key = talk.key("ask", name)
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"prepare-asked-{name}"):
        # Always: another coach may have chosen it.
        st.session_state[key] = worded is not None and worded.is_chosen
        st.checkbox(
            plain(text), key=key, wrap=True, width="stretch", on_change=_choose, args=(key, talk.pair, step, question)
        )
        # Named, though only its pencil is seen: else it is read out as « edit icon ».
        st.button(
            say("prepare.edit"),
            key=talk.key("edit", name),
            icon=":material/edit:",
            type="tertiary",
            help=say("prepare.edit"),
            on_click=_open,
            args=(Rewording(talk.pair, step, question, worded.version if worded else 0), text),
        )
    opened = _opened(talk)
    if opened is not None and opened.question == question:
        _edit(talk, opened, "" if worded is None else worded.text)


def _edit(talk: Talk, opened: Rewording, theirs: str) -> None:
    """The field in which a question is worded; where somebody was first, what they wrote over it."""
    say = talk.say
    with st.form("prepare_form"):
        if opened.why is not None:
            if opened.why.code == "question_newer":
                st.markdown(f"**{say('prepare.theirs')}** {plain(theirs) or say('prepare.theirs_proposed')}")
            st.warning(plain(say.shown(opened.why)), icon=":material/warning:")
        label = say("prepare.add" if opened.question is None else "prepare.edit")
        facts = {"most": say.number(LONGEST_QUESTION)}
        st.text_area(
            label, key=TEXT, height=70, placeholder=say("prepare.add_example"), help=say("prepare.edit_help", **facts)
        )
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(say("plan.save"), key="prepare_save", type="primary", on_click=_save)
            st.form_submit_button(say("prepare.cancel"), key="prepare_cancel", type="tertiary", on_click=_close)


def _opened(talk: Talk) -> Rewording | None:
    opened: Rewording | None = st.session_state.get(EDITING)
    is_here = opened is not None and (opened.pair, opened.step) == (talk.pair, talk.open_step.step)
    return opened if is_here else None


def _open(opened: Rewording, text: str) -> None:
    st.session_state[EDITING], st.session_state[TEXT] = opened, text


def _close() -> None:
    st.session_state.pop(EDITING, None)


def _choose(key: str, pair: Pair, step: TalkStep, question: ProposedQuestion) -> None:
    is_on = st.session_state[key]
    do(lambda door: door.choose_question(*pair, step, question, is_on))


def _save() -> None:
    """A callback: keep the wording and close the field, or leave it open and say why it is refused."""
    opened: Rewording = st.session_state[EDITING]
    try:
        data.door().reword_question(*opened.pair, opened.step, st.session_state[TEXT], opened.question, opened.version)
    except KamescopeError as error:
        st.session_state[EDITING] = opened._replace(why=error, version=_version(opened, error))
        return
    _close()


def _version(opened: Rewording, error: KamescopeError) -> int:
    """Over which wording the next try is: where somebody was first, over theirs."""
    if error.code != "question_newer":
        return opened.version
    there = data.door().preparation(*opened.pair).at(opened.step)
    return next((each.version for each in there if each.proposed == opened.question), 0)
