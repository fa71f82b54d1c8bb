"""The way through the conversation: its steps with minutes, what is prepared, and on a phone a list instead."""

import streamlit as st

from kamescope.analysis.questions import TalkStep
from kamescope.i18n import NBSP
from kamescope.ui import state
from kamescope.ui.prepare.talk import Talk

DONE, FLAG = ":material/check:", ":primary[:material/flag:]"


def show_list(talk: Talk) -> None:
    """Where there is no room for the rail: a list of steps, and how far the open one is."""
    say, count = talk.say, talk.say.number(len(talk.steps))
    with st.container(key="prepare-narrow"):
        places = {each.step.value: place for place, each in enumerate(talk.steps, start=1)}
        # What a step is called here never changes: Streamlit would take a list whose words do for another one.
        st.selectbox(
            say("prepare.step"),
            list(places),
            format_func=lambda step: say(
                "prepare.step_of", place=say.number(places[step]), whole=count, name=talk.name(TalkStep(step))
            ),
            label_visibility="collapsed",
            filter_mode=None,
            **state.bound("step", talk.open_step.step.value),
        )
        st.progress((talk.place + 1) / len(talk.steps))


def show_rail(talk: Talk) -> None:
    """A line a step; the open one stands out."""
    with st.container(key="prepare-rail", gap="small"):
        with st.container(key="prepare-steps"):
            for place in range(len(talk.steps)):
                _line(talk, place)
        _below(talk)


def _line(talk: Talk, place: int) -> None:
    each, say = talk.steps[place], talk.say
    sign = f":gray[{DONE if talk.is_done(each.step) else say.number(place + 1)}]"
    name = f"**{talk.name(each.step)}**" if place == talk.place else talk.name(each.step)
    if each.is_empty:
        name = f":gray[{name}]"
    minutes = say("prepare.minutes", minutes=say.number(each.minutes)).replace(" ", NBSP)
    st.button(
        f"{sign} {name} {FLAG if talk.has_flag(each) else ''} :gray[{minutes}]",
        key=f"prepare_step_{each.step}",
        type="secondary" if place == talk.place else "tertiary",
        width="stretch",
        on_click=go_to,
        args=(each.step,),
    )


def _below(talk: Talk) -> None:
    """The sum, and what is to be brought up: counted from the flags."""
    say, total = talk.say, sum(each.minutes for each in talk.steps)
    lines = [f"{say('prepare.total')} **{say('prepare.minutes', minutes=say.number(total))}**"]
    if talk.flagged:
        told = say("prepare.flagged", len(talk.flagged), factors=say.series(talk.flagged))
        lines.append(f":small[:gray[{FLAG} {told}]]")
    lines.append(f":small[:gray[{DONE} {say('prepare.done')}]]")
    st.markdown("  \n".join(lines))


def go_to(step: TalkStep) -> None:
    """A button's callback: open a step."""
    state.change(step=step.value)
