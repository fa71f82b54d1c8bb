"""One comment under review: keep it, leave it out, black out words of it; the second of two sees what the first did."""

import streamlit as st

from kamescope.analysis.suspects import Telling
from kamescope.charts.comment_text import comment_text
from kamescope.comments import Comment, CommentState
from kamescope.errors import KamescopeError
from kamescope.service import CommentDecision, Comments
from kamescope.ui import data
from kamescope.ui.components import show_fragment
from kamescope.ui.kam.view import KamView
from kamescope.ui.text import plain, spoken

DECISIONS = (CommentState.KEPT, CommentState.HIDDEN, CommentState.BLACKED)
SAID, OPEN, TRIED = "comments_said", "comments_open", "comments_tried"
Pair = tuple[str, str]


def show_refusal(view: KamView) -> None:
    """What went wrong with what was asked last."""
    error = st.session_state.pop(SAID, None)
    if error is not None:
        st.warning(plain(view.say.shown(error)), icon=":material/block:")


def show_review(view: KamView, found: Comments, group: str, comment: Comment, place: str) -> None:
    """A comment with what may be done about it; `place` tells its row from that of another one worded alike."""
    key = comment.key
    is_open = st.session_state.get(OPEN) == key or comment.state is CommentState.BLACKED
    kind = "todo" if comment.state is CommentState.TO_REVIEW else "done"
    with st.container(gap="xsmall", key=f"comment-{kind}-{place}"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            themes, suspects = found.themes.get(key, ()), found.suspects.get(key, ())
            with st.container(width="stretch"):
                show_fragment(comment_text(view.model, group, comment, themes, suspects, view.look))
            _choose_decision(view, comment, place, is_open)
        if is_open:
            _choose_words(view, found, comment, place)


def begin_again(view: KamView, question: str, group: str) -> None:
    """A button's callback: begin anew with a question's group of which too little was left."""
    pair = view.address.campaign, view.address.kam
    try:
        data.door().review_again(*pair, question, group)
    except KamescopeError as error:
        st.session_state[SAID] = error


def _choose_decision(view: KamView, comment: Comment, place: str, is_open: bool) -> None:
    say, key = view.say, f"comment_do_{place}"
    chosen = CommentState.BLACKED if is_open else comment.state
    # Always: somebody else may have decided meanwhile.
    st.session_state[key] = chosen if chosen in DECISIONS else None
    st.segmented_control(
        f"{say('comments.do')} · {spoken(comment.text)[:60]}",
        DECISIONS,
        format_func=lambda state: say(f"comments.do.{state}"),
        key=key,
        label_visibility="collapsed",
        on_change=_decided,
        args=(key, _pair(view), comment),
        wrap=True,
    )


def _choose_words(view: KamView, found: Comments, comment: Comment, place: str) -> None:
    """The words proposed and those chosen before, and a field for others."""
    say = view.say
    why = {each.words: each.why for each in found.suspects.get(comment.key, ())}
    tried = st.session_state.get(TRIED, {}).get(comment.key, ())
    options = list(dict.fromkeys((*why, *comment.words, *tried)))
    if options:
        key = f"comment_words_{place}"
        st.session_state[key] = list(comment.words)
        st.pills(
            say("comments.words"),
            options,
            selection_mode="multi",
            format_func=lambda words: _worded(view, words, why.get(words)),
            key=key,
            on_change=_picked,
            args=(key, _pair(view), comment),
            wrap=True,
        )
    key = f"comment_other_{place}"
    st.text_input(
        say("comments.word_other"),
        key=key,
        placeholder=say("comments.word_example"),
        on_change=_typed,
        args=(key, _pair(view), comment),
        width=320,
    )
    if not comment.words:
        st.markdown(f":small[:gray[{say('comments.words_none')}]]")


def _worded(view: KamView, words: str, why: Telling | None) -> str:
    return view.say(f"comments.why.{why}", words=plain(words)) if why else plain(words)


def _pair(view: KamView) -> Pair:
    return view.address.campaign, view.address.kam


def _decided(key: str, pair: Pair, comment: Comment) -> None:
    chosen = st.session_state[key]
    if chosen == CommentState.BLACKED:
        st.session_state[OPEN] = comment.key
        return
    st.session_state.pop(OPEN, None)
    _decide(pair, comment, CommentState(chosen) if chosen else CommentState.TO_REVIEW, ())


def _picked(key: str, pair: Pair, comment: Comment) -> None:
    _black_out(pair, comment, tuple(st.session_state[key]))


def _typed(key: str, pair: Pair, comment: Comment) -> None:
    words = st.session_state[key]
    if words.strip() and _black_out(pair, comment, (*comment.words, words)):
        st.session_state[key] = ""


def _black_out(pair: Pair, comment: Comment, words: tuple[str, ...]) -> bool:
    """Black out these words; without any nothing is decided any more."""
    st.session_state[OPEN] = comment.key
    # Where somebody else was first, what was chosen is offered again.
    st.session_state.setdefault(TRIED, {})[comment.key] = words
    return _decide(pair, comment, CommentState.BLACKED if words else CommentState.TO_REVIEW, words)


def _decide(pair: Pair, comment: Comment, state: CommentState, words: tuple[str, ...]) -> bool:
    try:
        data.door().review_comment(*pair, CommentDecision(comment.key, state, words, comment.version))
    except KamescopeError as error:
        st.session_state[SAID] = error
        return False
    return True
