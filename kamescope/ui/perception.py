"""What the choices of the perception window are called, for one KAM as for a team."""

from collections.abc import Callable

import streamlit as st

from kamescope.analysis.window import POOLED, Cut
from kamescope.i18n import Words
from kamescope.sentences import short_name
from kamescope.ui import state
from kamescope.ui.text import plain, sign
from kamescope.ui.view import View


def control(name: str, options: tuple[str, ...], view: View, label: Callable[[str], str], value: str) -> None:
    """One choice of the window; a value that is no option is the first one."""
    st.segmented_control(
        view.say(f"perception.{name}"),
        options,
        format_func=label,
        required=True,
        wrap=True,
        **state.bound(name, value if value in options else options[0]),
    )


def cut_words(label: str, cut: Cut | None, say: Words) -> str:
    """The name of a cut with where it lies, where that is known: one percent, or one an axis."""
    if cut is None:
        return label
    own, others = say.percent(cut.self_percent), say.percent(cut.environment_percent)
    if own == others:
        return f"{label} · {own}"
    return say("cut.with_sides", name=label, self=own, others=others)


def environment_label(view: View, code: str) -> str:
    """The mark and name of what is set against self."""
    if code == POOLED:
        return view.say("perception.pooled")
    return f"{sign(view.model, code, view.look)} {plain(short_name(view.model, code, view.say))}"
