"""Perception de l'équipe: its KAMs in one window, its factors in another, and who agrees with the others."""

import streamlit as st

from kamescope.ui.components import download
from kamescope.ui.frame import card, two_columns
from kamescope.ui.team.agreement import show_agreement
from kamescope.ui.team.frame import team_page
from kamescope.ui.team.perception import (
    caption,
    choose,
    factor_lists,
    factor_rows,
    factors_cut,
    factors_shown,
    lists,
    people_rows,
    people_shown,
    say_partial,
    show_factors,
    show_window,
    table,
    title,
)
from kamescope.ui.team.view import TeamView
from kamescope.ui.text import plain


def perception(view: TeamView) -> None:
    """The KAMs, the factors, and who agrees."""
    say = view.say
    choose(view)
    window = people_shown(view)

    if window.cut is None or all(point.quadrant is None for point in window.points):
        st.info(say("team_perception.nobody"), icon=":material/hourglass_empty:")
    else:
        left, right = two_columns([8, 5])
        about = say("team_perception.people", what=plain(title(view)))
        with left, card(about, caption(view, window, "team_perception.people_caption")):
            show_window(view, window)
        with right, st.container(border=True, height="stretch"):
            lists(view, window)
            say_partial(view)
        table(view, window)
        download(view, people_rows(view, window), "fenetre_kam")

    factors, found = factors_shown(view)
    if any(each.kams for each in found):
        left, right = two_columns([8, 5], "factors")
        told = f"{caption(view, factors, 'team_perception.factors_caption')} {factors_cut(view, factors)}"
        with left, card(say("team_perception.factors"), told):
            show_factors(view, factors)
        with right, st.container(border=True, height="stretch"):
            factor_lists(view, factors, found)
        download(view, factor_rows(view, factors, found), "fenetre_facteurs")

    show_agreement(view)


team_page("team_perception", perception)
