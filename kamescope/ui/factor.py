"""The parts of the factor page: choosing the factor, what it means, how many answered."""

import streamlit as st

from kamescope.ui import state
from kamescope.ui.text import plain
from kamescope.ui.view import View


def choose_factor(view: View) -> None:
    """Previous, any, next: among the factors listed."""
    names = {code: f"{code}  {view.say.text(view.model.factor_of[code].name)}" for code in view.factors}
    names.setdefault(view.factor.code, f"{view.factor.code}  {view.say.text(view.factor.name)}")
    order = list(names)
    place = order.index(view.factor.code)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width=640, key="kms-steps"):
        _step(view, order, place - 1, "previous", ":material/chevron_left:")
        st.selectbox(
            view.say("tables.level.factor"),
            order,
            format_func=names.__getitem__,
            label_visibility="collapsed",
            width="stretch",
            **state.bound("factor", view.factor.code),
        )
        _step(view, order, place + 1, "next", ":material/chevron_right:")


def meaning(view: View) -> None:
    """What the factor measures and why it matters."""
    left, right = st.columns(2, gap="medium")
    for column, title, text in (
        (left, "factor.definition", view.factor.definition),
        (right, "factor.importance", view.factor.importance),
    ):
        if words := view.say.text(text):
            with column, st.container(gap=None):
                st.markdown(f"## {view.say(title)}", anchors=False)
                st.markdown(plain(words))


def _step(view: View, order: list[str], place: int, way: str, icon: str) -> None:
    if 0 <= place < len(order):
        st.button(
            order[place],
            icon=icon,
            type="tertiary",
            key=way,
            help=view.say(f"factor.{way}"),
            on_click=state.change,
            kwargs={"factor": order[place]},
        )
    else:
        st.button(view.say(f"factor.{way}"), icon=icon, disabled=True, type="tertiary", key=f"no_{way}")
