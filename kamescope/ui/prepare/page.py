"""The page: when and how long, the rail, the open step, the papers."""

import datetime

import streamlit as st

from kamescope.analysis.conversation import LENGTHS
from kamescope.errors import RequestError
from kamescope.ui.debrief.release import do
from kamescope.ui.frame import two_columns
from kamescope.ui.kam.view import KamView
from kamescope.ui.prepare.papers import show_papers
from kamescope.ui.prepare.rail import show_list, show_rail
from kamescope.ui.prepare.step import show_step
from kamescope.ui.prepare.style import sheet
from kamescope.ui.prepare.talk import Talk, talk_of
from kamescope.ui.style import theme
from kamescope.ui.text import plain


def show_preparation(view: KamView) -> None:
    """Everything below the heading, for who prepares the conversation with this KAM."""
    try:
        talk = talk_of(view)
    except RequestError:
        st.info(view.say("prepare.not_yours", kam=plain(view.published.kam.name)), icon=":material/lock:")
        return
    st.html(sheet(theme()))
    _when(talk)
    show_list(talk)
    rail, step = two_columns([5, 14])
    with rail:
        show_rail(talk)
        show_papers(talk)
    with step:
        show_step(talk)


def _when(talk: Talk) -> None:
    """The day and the hour, who reads the notes, how long it takes."""
    say, told = talk.say, talk.prepared.preparation
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.popover(_moment(talk), icon=":material/event:", key="prepare_when", type="tertiary"):
            day, hour = talk.key("day"), talk.key("hour")
            # Always: the home page, or another coach, may have set them.
            st.session_state[day], st.session_state[hour] = told.talk, told.start
            st.date_input(say("road.talk"), key=day, format="DD/MM/YYYY", on_change=_set_day, args=(talk.pair, day))
            st.time_input(
                say("prepare.hour"), None, key=hour, step=900, on_change=_set_hour, args=(talk.pair, hour, told.length)
            )
        st.markdown(f":gray[:material/lock: {say('prepare.private')}]", width="stretch")
        length = talk.key("length")
        st.session_state[length] = told.length
        st.segmented_control(
            say("prepare.length"),
            list(LENGTHS),
            format_func=lambda minutes: say("prepare.minutes", minutes=say.number(minutes)),
            key=length,
            label_visibility="collapsed",
            on_change=_set_length,
            args=(talk.pair, length, told.start),
        )


def _moment(talk: Talk) -> str:
    say, told = talk.say, talk.prepared.preparation
    hour = "" if told.start is None else say.time(datetime.datetime.combine(datetime.date.min, told.start))
    if told.talk is None:
        return say("prepare.no_day") if not hour else say("prepare.at_hour", hour=hour)
    day = say.date(told.talk)
    return say("prepare.on_day_at", day=day, hour=hour) if hour else say("prepare.on_day", day=day)


def _set_day(pair: tuple[str, str], key: str) -> None:
    day = st.session_state[key]
    do(lambda door: door.set_talk(*pair, day))


def _set_hour(pair: tuple[str, str], key: str, length: int) -> None:
    begins = st.session_state[key]
    do(lambda door: door.set_length(*pair, length, begins))


def _set_length(pair: tuple[str, str], key: str, begins: datetime.time | None) -> None:
    length = st.session_state[key]
    if length is not None:
        do(lambda door: door.set_length(*pair, length, begins))
