"""The page: what is to be reviewed, the comments question by question, the factors they speak of, what protects."""

import streamlit as st

from kamescope.charts.comment_text import comment_list, theme_list
from kamescope.comments import Passage, groups_by_theme, least_writers, of_one_theme
from kamescope.model import Model, OpenQuestion
from kamescope.service import CommentRight, Comments, Role
from kamescope.service.viewer import COMMENT_RIGHTS
from kamescope.ui import data
from kamescope.ui.comments.listed import choose_listed, listed
from kamescope.ui.comments.review import begin_again, show_refusal, show_review
from kamescope.ui.components import show_fragment
from kamescope.ui.frame import card, two_columns
from kamescope.ui.kam.view import KamView
from kamescope.ui.text import plain, sign

STYLE = """<style>
[class*="st-key-comment-todo-"],[class*="st-key-comment-done-"]{padding:.35rem 0 .35rem .75rem;
border-left:3px solid transparent}
[class*="st-key-comment-todo-"]{border-left-color:%s}
</style>"""
"""What is to be reviewed has a line at its side, in the accent's colour."""


def show_comments(view: KamView) -> None:
    """The comments on the KAM of the page, as far as whoever looks may read them; that they were read is written."""
    say = view.say
    found = data.door().comments(view.address.campaign, view.address.kam)
    if not view.model.open_questions:
        st.info(say("comments.no_questions"), icon=":material/forum:")
        return
    if found.right is CommentRight.NOTHING:
        st.info(say("comments.not_yours", readers=_readers(view)), icon=":material/lock:")
        return
    data.note_opening(view.address.campaign, [view.address.kam], "read_comments")
    show_refusal(view)
    if not found.passages:
        st.info(say("comments.nothing"), icon=":material/forum:")
        return
    if view.where is not None:
        st.markdown(f":small[:gray[{say('comments.no_segment')}]]")
    _show_progress(view, found)
    asked = choose_listed(view, found)
    shown = listed(view, found, asked)
    st.html(STYLE % view.look.palette.accent)
    left, right = two_columns([3, 1], "-comments")
    with left:
        if not shown:
            st.markdown(say("comments.nothing_listed"))
        for question in view.model.open_questions:
            if of_question := [each for each in shown if each.question == question.code]:
                _show_question(view, found, question, of_question)
    with right:
        _show_themes(view, found, shown)
        _show_protection(view)


def show_factor_comments(view: KamView) -> None:
    """On a factor's page, the comments that were kept and speak of it; nothing where there is none.

    A former version has none: which were kept is told as it is now.
    """
    if view.version is not None:
        return
    found = data.door().comments(view.address.campaign, view.address.kam)
    if found.is_reviewed_here and found.left:
        return
    of_factor = of_one_theme(found.passages, found.themes, view.factor.code)
    rows = tuple(
        (each.group, one, ())
        for each in of_factor
        if each.group in view.groups
        for one in each.comments
        if one in each.kept
    )
    if rows:
        with card(view.say("comments.of_factor"), view.say("comments.of_factor_caption")):
            show_fragment(comment_list(view.model, rows, view.look))


def _readers(view: KamView) -> str:
    """Who reads comments, by their roles."""
    roles = (role for role in Role if COMMENT_RIGHTS.get(role, CommentRight.NOTHING))
    return view.say.listing(view.say(f"role.{role}") for role in roles)


def _show_progress(view: KamView, found: Comments) -> None:
    """How many are left, what follows, and what becomes of originals; once released, that nothing changes any more."""
    say = view.say
    if found.right is not CommentRight.REVIEW:
        return
    if found.is_frozen:
        st.info(say("comments.frozen"), icon=":material/lock:")
        return
    whole = sum(len(each.comments) for each in found.passages)
    if not whole:
        return
    with st.container(border=True, gap="small", key="comments-left"):
        if found.left:
            told = say("comments.left", found.left, all=say.number(whole))
            st.markdown(f"{told} {say('comments.left_why')}")
        else:
            st.markdown(say("comments.all_reviewed", readers=_readers(view)))
        st.progress((whole - found.left) / whole)
        st.markdown(f":small[:gray[{say(f'comments.{view.model.comment_originals}')}]]")


def _show_question(view: KamView, found: Comments, question: OpenQuestion, passages: list[Passage]) -> None:
    say, model = view.say, view.model
    with st.container(border=True, gap="small", key=f"comments-of-{question.code}"):
        st.markdown(f"#### {plain(say.text(question.text))}", anchors=False)
        if found.is_reviewed_here:
            _review(view, found, passages)
        else:
            rows = tuple((each.group, one, found.themes.get(one.key, ())) for each in passages for one in each.comments)
            if rows:
                show_fragment(comment_list(model, rows, view.look))
        for each in passages:
            if each.masked:
                _show_masked(view, found, each)
        if told := [_attributable(view, each) for each in passages if each.attributable]:
            st.markdown(f":small[:gray[{' · '.join(told)}]]")


def _review(view: KamView, found: Comments, passages: list[Passage]) -> None:
    rows = [(each.group, one) for each in passages for one in each.comments]
    drawn: set[str] = set()
    for group, one in rows:
        if one.key in drawn:
            # Reviewed with the one that is worded alike.
            show_fragment(comment_list(view.model, ((group, one, ()),), view.look))
        else:
            show_review(view, found, group, one, one.key)
            drawn.add(one.key)


def _show_masked(view: KamView, found: Comments, passage: Passage) -> None:
    say, group = view.say, view.model.group(passage.group)
    facts = {"group": f"{sign(view.model, group.code, view.look)} {plain(say.text(group.plural))}"}
    facts["least"] = say.number(least_writers(group))
    key = "comments.masked_by_review" if passage.by_review else "comments.masked"
    st.markdown(f":material/visibility_off: :small[:gray[{say(key, **facts)}]]")
    if passage.by_review and found.is_reviewed_here:
        st.button(
            say("comments.again"),
            key=f"comments_again_{passage.question}_{passage.group}",
            icon=":material/undo:",
            on_click=begin_again,
            args=(view, passage.question, passage.group),
        )


def _attributable(view: KamView, passage: Passage) -> str:
    group = view.model.group(passage.group)
    name = f"{sign(view.model, group.code, view.look)} {plain(view.say.text(group.name))}"
    return view.say("comments.attributable", group=name)


def _show_themes(view: KamView, found: Comments, shown: tuple[Passage, ...]) -> None:
    say = view.say
    themes = groups_by_theme(shown, found.themes)
    order = {factor.code: place for place, factor in enumerate(view.model.factors)}
    with st.container(border=True, gap="small", key="comments-themes"):
        st.markdown(f"#### {say('comments.themes')}", anchors=False)
        st.markdown(f":small[:gray[{say('comments.themes_words' if themes else 'comments.themes_none')}]]")
        if themes:
            ordered = tuple(sorted(themes.items(), key=lambda each: order[each[0]]))
            show_fragment(theme_list(view.model, ordered, view.look))


def _show_protection(view: KamView) -> None:
    say = view.say
    least = _least(view.model)
    if least:
        with st.container(border=True, gap="small", key="comments-protects"):
            st.markdown(f"#### {say('comments.protects')}", anchors=False)
            st.markdown(f":small[:gray[{say('comments.protects_words', least=say.number(least))}]]")


def _least(model: Model) -> int:
    """The least number of writers of the protected groups; 0 where none is."""
    return max((least_writers(group) for group in model.groups if group.protected), default=0)
