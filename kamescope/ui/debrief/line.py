"""One KAM on the coach's home: how far, what comes next and when, what is open, and the one button."""

import datetime
from dataclasses import replace

import streamlit as st

from kamescope import sentences
from kamescope.charts.road_row import RoadRow, road_row
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.service import Milestone, Road
from kamescope.ui import menu, state
from kamescope.ui.address import unfiltered, write
from kamescope.ui.components import show_fragment
from kamescope.ui.debrief.release import Pair, do, groups_missing, pair_of, show_form, show_refusal
from kamescope.ui.text import plain

ASKED = "home_asked"
STEPS = tuple(Milestone)
FIRST_STATES = (Milestone.COLLECTING, Milestone.READY, Milestone.PREPARED)
"""The states before anything is released: the coach is awaited, and the conversation is to come."""
DATE, ACTIONS, BUTTON = 170, 96, 150
"""Pixels of the last columns."""
PAGES = {
    Milestone.COLLECTING: ("quality", "report"),
    Milestone.READY: ("prepare",),
    Milestone.RELEASED: ("plan",),
    Milestone.FOLLOWED: ("plan",),
}
"""Where the next step is done, the first of these that the viewer may open; what is prepared is released here."""


def show_line(road: Road, say: Words, look: Look, today: datetime.date, campaign: str) -> None:
    """The row, which names the campaign where there are several; under it, where it was asked for, the release."""
    position = "_".join(pair_of(road))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"home-row-{position}"):
        with st.container(width="stretch", key=f"home-who-{position}"):
            show_fragment(road_row(_told(road, say, campaign), look))
        with st.container(width=DATE, gap=None):
            _coming(road, position, say, today)
        with st.container(width=ACTIONS, key=f"home-{'steps' if road.open_steps else 'none'}-{position}"):
            st.markdown(_actions(road, say, today))
        _next(road, position, say, today)
    if road.step is Milestone.PREPARED and st.session_state.get(ASKED) == position:
        with st.container(border=True, gap="small", key="home-release"):
            st.markdown(f"**{say('road.release')}** · {plain(road.kam.name)}")
            show_refusal(say)
            show_form(road, say)
            st.button(say("release.keep"), key="home_keep", type="tertiary", on_click=keep, args=(ASKED, None))


def next_day(road: Road) -> datetime.date | None:
    """When something comes next: the conversation, or once results are released what is due of the plan."""
    if road.step in FIRST_STATES:
        return road.marks.talk
    return road.open_steps[0].due if road.open_steps else None


def late_steps_of(road: Road, today: datetime.date) -> int:
    """How many steps of the plan are late, once results are released."""
    return 0 if road.step in FIRST_STATES else sum(step.days_late(today) > 0 for step in road.open_steps)


def keep(key: str, value: object) -> None:
    """A button's callback: remember something."""
    st.session_state[key] = value


def _told(road: Road, say: Words, campaign: str) -> RoadRow:
    beside = " · ".join(part for part in (road.kam.company, campaign) if part)
    lacks = say("road.missing", groups=groups_missing(road, say, str)) if road.missing else ""
    share = road.returned / road.sent if road.sent else None
    release = sentences.released_shortly(road.release, say) if road.release else ""
    step = say(f"road.step.{road.step}")
    place = STEPS.index(road.step) + 1
    returned = sentences.returned(road.returned, road.sent, say)
    return RoadRow(road.kam.name, beside, step, place, len(STEPS), returned, share, lacks, release)


def _coming(road: Road, position: str, say: Words, today: datetime.date) -> None:
    """The day, and of what; that of the conversation can be set."""
    if road.step in FIRST_STATES:
        label = say("road.to_set") if road.marks.talk is None else say.date(road.marks.talk)
        with st.popover(label, type="tertiary", key=f"home_when_{position}"):
            key = f"home_talk_{position}"
            # Always: another page, or somebody else, may have set it.
            st.session_state[key] = road.marks.talk
            st.date_input(
                say("road.talk_of", kam=plain(road.kam.name)),
                key=key,
                format="DD/MM/YYYY",
                on_change=_set_talk,
                args=(key, pair_of(road)),
            )
        if road.marks.talk is not None:
            st.markdown(f":small[:gray[{say('road.the_talk')}]]")
    elif road.open_steps:
        step = road.open_steps[0]
        day, what = say.date(step.due), sentences.plan_step(step, say)
        is_past = step.days_late(today) > 0
        st.markdown(f":small[:red[**{day}**]]" if is_past else f":small[{day}]")
        st.markdown(f":small[:gray[{say('road.past', step=what) if is_past else what}]]")
    else:
        st.markdown(":gray[–]")


def _actions(road: Road, say: Words, today: datetime.date) -> str:
    """How many steps of the plan are open, and how many of them late."""
    if not road.open_steps:
        return ":gray[–]"
    told = f":small[{say('road.open_steps', len(road.open_steps))}]"
    late = late_steps_of(road, today)
    return f"{told}  \n:small[:red[{say('road.late_steps', late)}]]" if late else told


def _next(road: Road, position: str, say: Words, today: datetime.date) -> None:
    """The one button; only what is late stands out. What is prepared is released here, after a confirmation."""
    late, is_release = bool(late_steps_of(road, today)), road.step is Milestone.PREPARED
    # A plan that is written is looked at, however far it is.
    has_plan = bool(road.open_steps) and road.step not in FIRST_STATES
    deed = "late" if late else Milestone.FOLLOWED if has_plan else road.step
    pressed = st.button(
        say(f"road.do.{deed}"),
        key=f"home_next_{position}",
        type="primary" if late else "secondary",
        width=BUTTON,
        on_click=keep if is_release else None,
        args=(ASKED, position) if is_release else (),
    )
    if pressed and not is_release:
        campaign, kam = pair_of(road)
        address = replace(unfiltered(state.current()), campaign=campaign, kam=kam)
        page = next(name for name in PAGES[road.step] if menu.may_open(name))
        st.switch_page(menu.page(page), query_params=write(address))


def _set_talk(key: str, pair: Pair) -> None:
    day = st.session_state[key]
    do(lambda door: door.set_talk(*pair, day))
