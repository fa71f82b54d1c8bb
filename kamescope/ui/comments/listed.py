"""Which comments are listed: of one question, of the groups and factors of the bar, of one factor, in one state."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import streamlit as st

from kamescope.comments import CommentState, Passage, groups_by_theme
from kamescope.service import Comments
from kamescope.ui.kam.view import KamView

STATES = (CommentState.TO_REVIEW, CommentState.KEPT, CommentState.BLACKED, CommentState.HIDDEN)
STATE, QUESTION, THEME = "comments_state", "comments_question", "comments_theme"


@dataclass(frozen=True, slots=True)
class ListedComments:
    """What is chosen on the page: codes, "" where everything is listed."""

    state: str = ""
    question: str = ""
    theme: str = ""


def choose_listed(view: KamView, found: Comments) -> ListedComments:
    """The filters of the page; states only for who reviews."""
    say = view.say
    questions = {each.code: say.text(each.text) for each in view.model.open_questions}
    themes = [code for code in view.factors if code in groups_by_theme(found.passages, found.themes)]
    names = {code: f"{code} {say.text(view.model.factor_of[code].name)}" for code in themes}
    state = _choose_state(view, found) if found.is_reviewed_here else ""
    with st.container(horizontal=True, gap="small", key="kms-fields-comments"):
        question = st.selectbox(
            say("comments.question"),
            ["", *questions],
            format_func=lambda code: questions.get(code) or say("comments.every_question"),
            key=QUESTION,
            label_visibility="collapsed",
        )
        if st.session_state.get(THEME) not in names:
            st.session_state.pop(THEME, None)
        theme = st.selectbox(
            say("comments.theme"),
            ["", *names],
            format_func=lambda code: names.get(code) or say("comments.every_theme"),
            key=THEME,
            label_visibility="collapsed",
        )
    return ListedComments(state, question or "", theme or "")


def _choose_state(view: KamView, found: Comments) -> str:
    say = view.say
    counts = Counter(str(each.state) for passage in found.passages for each in passage.comments)

    def label(state: str) -> str:
        count = say.number(counts[state] if state else counts.total())
        return say("comments.counted", state=say(f"comments.state.{state}" if state else "comments.every"), count=count)

    chosen = st.segmented_control(
        say("comments.states"),
        ["", *STATES],
        format_func=label,
        key=STATE,
        default="",
        required=True,
        label_visibility="collapsed",
        wrap=True,
    )
    return str(chosen or "")


def listed(view: KamView, found: Comments, asked: ListedComments) -> tuple[Passage, ...]:
    """What of the comments is listed; a question's masked groups as long as nothing but the question is chosen."""

    def fits(passage: Passage) -> Iterator[int]:
        for place, each in enumerate(passage.comments):
            themes = found.themes.get(each.key, ())
            of_bar = not view.address.factors or set(themes) & set(view.factors)
            if of_bar and asked.theme in ("", *themes) and asked.state in ("", each.state):
                yield place

    of_place = [each for each in found.passages if each.group in view.groups and asked.question in ("", each.question)]
    kept = [replace(each, comments=tuple(each.comments[place] for place in fits(each))) for each in of_place]
    return tuple(each for each in kept if each.comments or (each.masked and not (asked.theme or asked.state)))
