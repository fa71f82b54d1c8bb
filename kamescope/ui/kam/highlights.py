"""What to know first of one KAM: a sentence, and cards of strengths, areas to work on, gaps and disagreements."""

import streamlit as st

from kamescope import sentences
from kamescope.analysis.gaps import highlights
from kamescope.analysis.headline import headline
from kamescope.analysis.published import Level
from kamescope.charts.essentials import essentials
from kamescope.i18n import NBSP
from kamescope.ui.kam.cards import figure
from kamescope.ui.kam.frame import factor_links, open_factor
from kamescope.ui.kam.view import KamView
from kamescope.ui.pickable import show_pickable
from kamescope.ui.text import plain, sign
from kamescope.ui.warm import warm


def show_headline(view: KamView) -> None:
    """The one thing to know first; nothing where there is nothing to set against another."""
    found = headline(view.published, view.factors)
    if found is None:
        return
    style = sentences.HeadlineStyle(lambda code, column: _signed(view, code, column), view.look.unit, plain, _stressed)
    with st.container(key="kms-headline"):
        st.markdown(f"## {sentences.headline(view.published, found, view.say, style)}", anchors=False)


def show_highlights(view: KamView) -> None:
    """The cards, each line one press from its factor."""
    drawn = warm(essentials, view.published, view.factors, view.look)
    show_pickable(drawn, "brief", open_factor(view), factor_links(view))


def show_partly_rated(view: KamView) -> None:
    """The factors that only a part of the environment rates, which stand on no card."""
    found = highlights(view.published, factors=view.factors)
    if found.partly_rated:
        st.markdown(f":small[:gray[{sentences.partly_rated(view.published, found, view.say, plain)}]]")


def _stressed(text: str) -> str:
    return f":primary[{text}]"


def _signed(view: KamView, code: str, column: str) -> str:
    """A score behind its mark."""
    level = Level.FACTOR if code in view.model.factor_of else Level.OVERALL
    return f"{sign(view.model, column, view.look)}{NBSP}{figure(view, view.published.cell(level, code, column))}"
