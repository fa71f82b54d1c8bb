"""The sentences that say the essential of one KAM: strengths, areas to work on, widest gaps."""

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from kamescope.analysis.gaps import Highlights, WholeGap
from kamescope.analysis.published import Level
from kamescope.model import ENVIRONMENT
from kamescope.sentences import factor_name
from kamescope.ui.frame import link
from kamescope.ui.kam.cards import figure
from kamescope.ui.kam.view import KamView
from kamescope.ui.text import plain

_ARROW = ":material/arrow_forward:"


def show_highlights(view: KamView, found: Highlights) -> None:
    """Three cards: strengths, areas, gaps; then the factors that only a part of the environment rates."""
    _card(view, "strengths", found.strengths, _scored(view, "strengths", found.strengths))
    _card(view, "areas", found.areas, _scored(view, "areas", found.areas))
    _card(view, "gaps", [gap.code for gap in found.gaps], _widest(view, found.gaps))


def _card(view: KamView, kind: str, codes: Iterable[str], sentence: str) -> None:
    with st.container(border=True, height="stretch", gap="small"):
        st.markdown(f":small[:gray[{view.say(f'highlight.{kind}')}]]")
        st.markdown(sentence)
        with st.container(horizontal=True, gap="small"):
            for code in codes:
                link("factor", replace(view.address, factor=code), code, icon=_ARROW, icon_position="right")


def _scored(view: KamView, kind: str, codes: tuple[str, ...]) -> str:
    if not codes:
        return view.say("highlight.none")
    parts = [
        f"{_name(view, code)} ({figure(view, view.published.cell(Level.FACTOR, code, ENVIRONMENT))})" for code in codes
    ]
    return view.say(f"highlight.{kind}_are", len(parts), factors=view.say.listing(parts))


def _widest(view: KamView, gaps: tuple[WholeGap, ...]) -> str:
    if not gaps:
        return view.say("highlight.none_gap")
    say = view.say
    above = [f"{_name(view, gap.code)} ({say.signed(gap.gap)})" for gap in gaps if gap.gap > 0]
    below = [f"{_name(view, gap.code)} ({say.signed(gap.gap)})" for gap in gaps if gap.gap <= 0]
    parts = [say("highlight.below", len(below), factors=say.listing(below))] if below else []
    if above:
        parts.append(say("highlight.above", len(above), factors=say.listing(above)))
    return " ".join(parts)


def _name(view: KamView, code: str) -> str:
    return f"**{factor_name(view.model, code, view.say, plain)}**"
