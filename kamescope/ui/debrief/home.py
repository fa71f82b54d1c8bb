"""The parts of the coach's home: what is to be done, the KAMs in their states and in which order, a row each."""

import datetime
from collections import Counter
from collections.abc import Callable, Sequence

import streamlit as st

from kamescope.charts.road_row import road_heads
from kamescope.charts.theme import Look
from kamescope.i18n import NBSP, Words
from kamescope.naming import alphabetical
from kamescope.service import Road
from kamescope.ui import data
from kamescope.ui.components import show_fragment
from kamescope.ui.debrief.line import (
    ACTIONS,
    BUTTON,
    DATE,
    FIRST_STATES,
    STEPS,
    keep,
    late_steps_of,
    next_day,
    show_line,
)

FIRST = 25
"""KAMs on the page before one asks for the others."""
ALL = "home_all"
STYLE = """<style>
@media (max-width:640px){
.st-key-home-rows [data-testid=stLayoutWrapper]:has(>.st-key-home-heads){display:none}
[data-testid=stLayoutWrapper]:has(>[class*=st-key-home-who-]){flex:1 0 100%}
[data-testid=stLayoutWrapper]:has(>[class*=st-key-home-none-]){display:none}
}
.st-key-home-rows [data-testid=stPopover] button{padding:0;min-height:0;justify-content:flex-start}
.st-key-home-heads p,.st-key-home-heads p span{font-size:.8125rem!important;line-height:1.5}
[class*=st-key-home-row-]{border-top:1px solid color-mix(in srgb,currentColor 12%,transparent);padding-top:.5rem}
</style>"""
"""On a phone the parts of a row lie one under the other, and nothing stands over them."""
ORDERS: dict[str, Callable[[Road], tuple[object, ...]]] = {
    "day": lambda road: (next_day(road) or datetime.date.max, STEPS.index(road.step), alphabetical(road.kam.name)),
    "step": lambda road: (STEPS.index(road.step), next_day(road) or datetime.date.max, alphabetical(road.kam.name)),
    "name": lambda road: (alphabetical(road.kam.name),),
}
"""In which order KAMs may stand: what is due first in front, the least far in front, or by name."""


def choose_whose(every: Sequence[Road], say: Words) -> list[Road]:
    """The KAMs of the campaign and company chosen: the latest campaign unless one says otherwise."""
    campaigns = {road.campaign.token: road.campaign for road in every}
    names = {campaign.token: campaign.name for campaign in campaigns.values()}
    latest = max(campaigns.values(), key=lambda campaign: campaign.date, default=None)
    companies = {road.kam.company: road.kam.company for road in every if road.kam.company}
    with st.container(horizontal=True, gap="small"):
        campaign = _choice("campaign", names, say, "road.every_campaign", latest.token if latest else "")
        company = _choice("company", companies, say, "road.every_company", "")
    return [road for road in every if campaign in ("", road.campaign.token) and company in ("", road.kam.company)]


def _choice(what: str, names: dict[str, str], say: Words, every: str, first: str) -> str:
    """One of them or all; not asked where there is nothing to choose."""
    if len(names) < 2:
        return ""
    options = ["", *names]
    chosen = st.selectbox(
        say("filter.campaign" if what == "campaign" else "column.company"),
        options,
        index=options.index(first),
        format_func=lambda name: names[name] if name else say(every),
        key=f"home_{what}",
        label_visibility="collapsed",
        width=300,
    )
    return chosen or ""


def headline(roads: Sequence[Road], say: Words, today: datetime.date) -> None:
    """How many there are, how many of them are made up, and what awaits the coach, in one sentence."""
    counts = Counter(road.step for road in roads)
    late = sum(late_steps_of(road, today) for road in roads)
    todo = [f":red[{say('road.todo.late', late)}]"] if late else []
    todo += [say(f"road.todo.{step}", counts[step]) for step in FIRST_STATES if counts[step]]
    told = [say.date(today), say("count.kams", len(roads))]
    if (campaigns := len({road.campaign.token for road in roads})) > 1:
        told.insert(1, say("road.campaigns", campaigns))
    if fictitious := sum(road.kam.fictitious for road in roads):
        told.append(f":violet-badge[:material/theater_comedy: {say('road.fictitious', fictitious)}]")
    sentence = say("road.headline", todo=say.listing(todo)) if todo else say("road.nothing")
    st.markdown(f"{' · '.join(told)}\n\n#### {sentence}", anchors=False)


def choose_step(roads: Sequence[Road], say: Words) -> list[Road]:
    """The KAMs in the state chosen, or all, in the order chosen."""
    counts = Counter(str(road.step) for road in roads)

    def label(step: str) -> str:
        if not step:
            return say("road.every", count=say.number(len(roads)))
        return say("road.some", step=say(f"road.step.{step}"), count=say.number(counts[step]))

    options = ["", *(str(step) for step in STEPS if counts[step])]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch", key="home-who-pills"):
            chosen = st.pills(
                say("road.where"), options, format_func=label, default="", key="home_step", label_visibility="collapsed"
            )
        order = st.selectbox(
            say("road.order"),
            list(ORDERS),
            format_func=lambda name: say(f"road.order.{name}"),
            key="home_order",
            label_visibility="collapsed",
            filter_mode=None,
            width=220,
        )
    return sorted((road for road in roads if chosen in ("", None, road.step)), key=ORDERS[order or "day"])


def show_rows(roads: Sequence[Road], say: Words, look: Look, today: datetime.date) -> None:
    """A row a KAM: where they are, what comes next and when, the one next step."""
    if not roads:
        st.markdown(say("road.nobody"))
        return
    shown = roads if st.session_state.get(ALL) else roads[:FIRST]
    with st.container(border=True, gap="small", key="home-rows"):
        st.html(STYLE)
        _heads(say, look)
        is_one = len({road.campaign.token for road in roads}) == 1
        for road in shown:
            show_line(road, say, look, today, "" if is_one else road.campaign.name)
        if len(shown) < len(roads):
            st.button(say("road.more"), key="home_more", type="tertiary", on_click=keep, args=(ALL, True))


def _heads(say: Words, look: Look) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="home-heads"):
        with st.container(width="stretch", key="home-heads-who"):
            show_fragment(road_heads(look))
        for key, width in (("road.coming", DATE), ("road.actions", ACTIONS), ("road.next", BUTTON)):
            with st.container(width=width):
                st.markdown(f":small[:gray[{say(key)}]]".replace(" ", NBSP))


def roads() -> list[Road]:
    """Everybody whom the viewer coaches."""
    door = data.door()
    return [road for road in door.roads() if door.viewer.scope.coaches(road.campaign.token, road.kam.token)]


def today() -> datetime.date:
    """The day from which steps are late."""
    return datetime.date.today()
