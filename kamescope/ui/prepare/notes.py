"""The private note at a step: saved as soon as it is left, and nothing that is typed is ever lost.

What could not be saved stays in the session until it is, or until its writer takes the other version.
"""

from typing import NamedTuple

import streamlit as st

from kamescope.analysis.questions import TalkStep
from kamescope.errors import KamescopeError
from kamescope.service import LONGEST_NOTE
from kamescope.ui import data
from kamescope.ui.debrief.release import Pair
from kamescope.ui.prepare.talk import Talk
from kamescope.ui.text import plain

SAVED = "prepare_saved"


class Unsaved(NamedTuple):
    """A note that is not kept, and why."""

    text: str
    why: KamescopeError


def show_note(talk: Talk) -> None:
    """The field, under it whether it is saved; where another window was first, what it wrote."""
    say, step = talk.say, talk.open_step.step
    kept, version = talk.prepared.note(step)
    key = talk.key("note", step)
    unsaved: Unsaved | None = st.session_state.get(_draft(key))
    if unsaved is not None and unsaved.why.code == "note_newer":
        _show_other(talk, kept)
    # Always: another window may have written it.
    st.session_state[key] = kept if unsaved is None else unsaved.text
    args = (key, talk.pair, step, version)
    st.text_area(
        say("prepare.note"),
        key=key,
        placeholder=say("prepare.note_example"),
        height=90,
        on_change=_save,
        args=args,
    )
    if unsaved is not None:
        st.warning(plain(say.shown(unsaved.why)), icon=":material/warning:")
        _choose(talk, key, args, kept)
        return
    saved = st.session_state.pop(SAVED, None) == key
    told = say("prepare.saved") if saved else say("prepare.note_words", most=say.number(LONGEST_NOTE))
    st.markdown(f":small[:gray[{':material/check: ' if saved else ''}{told}]]")


def _show_other(talk: Talk, kept: str) -> None:
    with st.container(border=True):
        told = "  \n".join(plain(line) for line in kept.splitlines()) or talk.say("prepare.note_gone")
        st.markdown(f"**{talk.say('prepare.note_other')}**\n\n{told}")


def _choose(talk: Talk, key: str, args: tuple[object, ...], kept: str) -> None:
    """Of two versions the writer says which; what is too long has to be shortened first."""
    say, unsaved = talk.say, st.session_state[_draft(key)]
    with st.container(horizontal=True, gap="small"):
        if unsaved.why.code == "note_newer":
            st.button(say("prepare.note_mine"), key=f"{key}_mine", type="primary", on_click=_save, args=args)
        st.button(say("prepare.note_theirs"), key=f"{key}_theirs", type="tertiary", on_click=_forget, args=(key,))


def _draft(key: str) -> str:
    return f"{key}_draft"


def _forget(key: str) -> None:
    st.session_state.pop(_draft(key), None)


def _save(key: str, pair: Pair, step: TalkStep, version: int) -> None:
    """A callback: keep what stands in the field, or remember it with the reason why it is not kept."""
    text = st.session_state[key]
    try:
        data.door().write_note(*pair, step, text, version)
    except KamescopeError as error:
        st.session_state[_draft(key)] = Unsaved(text, error)
        return
    _forget(key)
    st.session_state[SAVED] = key
