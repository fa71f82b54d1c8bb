"""The parts of the coach's home: what is to be done, the KAMs in their states, one next step each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import streamlit as st

from kamescope import sentences
from kamescope.charts.road_row import RoadRow, road_heads, road_row
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.service import Milestone, Road
from kamescope.ui import data, menu, state
from kamescope.ui.address import unfiltered, write
from kamescope.ui.components import show_fragment
from kamescope.ui.debrief.release import do, groups_missing, pair_of, show_form, show_refusal
from kamescope.ui.text import plain

FIRST = 25
"""KAMs on the page before one asks for the others."""
ASKED, ALL = "home_asked", "home_all"
TO_DO = (Milestone.COLLECTING, Milestone.READY, Milestone.PREPARED)
"""The states in which the coach is awaited."""
STEPS = tuple(Milestone)
DATE, BUTTON = 150, 150
"""Pixels of the two last columns."""
STYLE = """<style>
@media (min-width:641px){[class*=st-key-home_talk_] [data-testid=stWidgetLabel]{display:none}}
@media (max-width:640px){
.st-key-home-rows [data-testid=stLayoutWrapper]:has(>.st-key-home-heads){display:none}
[data-testid=stLayoutWrapper]:has(>[class*=st-key-home-who-]){flex:1 0 100%}
}
</style>"""
"""On a phone the columns lie one under the other: each day says what it is, and nothing stands over them."""


def choose_campaign(every: Sequence[Road], say: Words) -> list[Road]:
    """The KAMs of the campaign chosen, or of all."""
    names = {road.campaign.token: road.campaign.name for road in every}
    if len(names) < 2:
        return list(every)
    chosen = st.selectbox(
        say("filter.campaign"),
        ["", *names],
        format_func=lambda token: names[token] if token else say("road.every_campaign"),
        key="home_campaign",
        label_visibility="collapsed",
        width=360,
    )
    return [road for road in every if chosen in ("", None, road.campaign.token)]


def headline(roads: Iterable[Road], say: Words) -> None:
    """What awaits the coach, in one sentence."""
    counts = Counter(road.step for road in roads)
    todo = [say(f"road.todo.{step}", counts[step]) for step in TO_DO if counts[step]]
    st.markdown(f"#### {say('road.headline', todo=say.listing(todo)) if todo else say('road.nothing')}", anchors=False)


def choose_step(roads: Sequence[Road], say: Words) -> list[Road]:
    """The KAMs in the state chosen, or all."""
    counts = Counter(str(road.step) for road in roads)

    def label(step: str) -> str:
        if not step:
            return say("road.every", count=say.number(len(roads)))
        return say("road.some", step=say(f"road.step.{step}"), count=say.number(counts[step]))

    options = ["", *(str(step) for step in STEPS if counts[step])]
    chosen = st.pills(
        say("road.where"), options, format_func=label, default="", key="home_step", label_visibility="collapsed"
    )
    return [road for road in roads if chosen in ("", None, road.step)]


def show_rows(roads: Sequence[Road], say: Words, look: Look) -> None:
    """A row a KAM: where they are, the day of the conversation, the one next step."""
    if not roads:
        st.markdown(say("road.nobody"))
        return
    shown = roads if st.session_state.get(ALL) else roads[:FIRST]
    with st.container(border=True, gap="small", key="home-rows"):
        st.html(STYLE)
        _heads(say, look)
        for road in shown:
            _row(road, say, look)
        if len(shown) < len(roads):
            st.button(say("road.more"), key="home_more", type="tertiary", on_click=_set, args=(ALL, True))


def _heads(say: Words, look: Look) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="home-heads"):
        with st.container(width="stretch", key="home-heads-who"):
            show_fragment(road_heads(look))
        for key, width in (("road.talk", DATE), ("road.next", BUTTON)):
            with st.container(width=width):
                st.markdown(f":small[:gray[{say(key)}]]")


def _row(road: Road, say: Words, look: Look) -> None:
    pair, position = pair_of(road), "_".join(pair_of(road))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"home-row-{position}"):
        with st.container(width="stretch", key=f"home-who-{position}"):
            show_fragment(road_row(_told(road, say), look))
        key = f"home_talk_{position}"
        # Always: another page, or somebody else, may have set it.
        st.session_state[key] = road.marks.talk
        st.date_input(
            say("road.talk_of", kam=plain(road.kam.name)),
            key=key,
            format="DD/MM/YYYY",
            width=DATE,
            on_change=_set_talk,
            args=(key, pair),
        )
        _next(road, position, say)
    if road.step is Milestone.PREPARED and st.session_state.get(ASKED) == position:
        with st.container(border=True, gap="small", key="home-release"):
            st.markdown(f"**{say('road.release')}** · {plain(road.kam.name)}")
            show_refusal(say)
            show_form(road, say)
            st.button(say("release.keep"), key="home_keep", type="tertiary", on_click=_set, args=(ASKED, None))


def _told(road: Road, say: Words) -> RoadRow:
    beside = " · ".join(part for part in (road.kam.company, road.campaign.name) if part)
    lacks = say("road.missing", groups=groups_missing(road, say, str)) if road.missing else ""
    share = road.returned / road.sent if road.sent else None
    release = sentences.released_shortly(road.release, say) if road.release else ""
    step = say(f"road.step.{road.step}")
    place = STEPS.index(road.step) + 1
    returned = sentences.returned(road.returned, road.sent, say)
    return RoadRow(road.kam.name, beside, step, place, len(STEPS), returned, share, lacks, release)


def _next(road: Road, position: str, say: Words) -> None:
    """The one button: who is missing, the page where it is prepared and released, or the release itself."""
    step = Milestone.RELEASED if road.step is Milestone.FOLLOWED else road.step
    pressed = st.button(
        say(f"road.do.{step}"),
        key=f"home_next_{position}",
        type="primary" if step is Milestone.PREPARED else "secondary",
        width=BUTTON,
        on_click=_set if step is Milestone.PREPARED else None,
        args=(ASKED, position) if step is Milestone.PREPARED else (),
    )
    if pressed and step is not Milestone.PREPARED:
        campaign, kam = pair_of(road)
        address = replace(unfiltered(state.current()), campaign=campaign, kam=kam)
        page = "quality" if step is Milestone.COLLECTING and menu.may_open("quality") else "report"
        st.switch_page(menu.page(page), query_params=write(address))


def _set_talk(key: str, pair: tuple[str, str]) -> None:
    day = st.session_state[key]
    do(lambda door: door.set_talk(*pair, day))


def _set(key: str, value: object) -> None:
    st.session_state[key] = value


def roads() -> list[Road]:
    """Everybody whom the viewer sees."""
    return list(data.door().roads())
