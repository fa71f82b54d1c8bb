"""Where a KAM stands on the road, and its next step: go on, prepare, release to whom from when, reopen."""

import datetime
from collections.abc import Callable
from typing import Literal

import streamlit as st

from kamescope import sentences
from kamescope.errors import KamescopeError
from kamescope.i18n import Words
from kamescope.naming import in_sentence
from kamescope.sentences import Name
from kamescope.service import RECIPIENTS, Milestone, Release, Road, Service, Task
from kamescope.settings import settings
from kamescope.ui import data
from kamescope.ui.done import tell
from kamescope.ui.kam.view import KamView
from kamescope.ui.text import plain

Pair = tuple[str, str]
Deed = Callable[[Service], object]
Kind = Literal["primary", "secondary", "tertiary"]
SAID = "release_said"


def show_release(view: KamView) -> None:
    """The state of the KAM of the page and what can be done about it, for whoever may."""
    road = road_of((view.address.campaign, view.address.kam))
    if road is None or Task.SHARE not in data.door().viewer.tasks:
        return
    say = view.say
    with st.container(border=True, gap="small", key="report-release"):
        st.markdown(f"**{say('road.release')}** :primary-badge[{say(f'road.step.{road.step}')}]")
        show_refusal(say)
        _STEPS[road.step](road, say)


def road_of(pair: Pair) -> Road | None:
    """How far a KAM is in a campaign (tokens); None where nobody is seen there."""
    return next((road for road in data.door().roads() if (road.campaign.token, road.kam.token) == pair), None)


def show_refusal(say: Words) -> None:
    """What went wrong with what was asked last."""
    error = st.session_state.pop(SAID, None)
    if error is not None:
        st.warning(plain(say.shown(error)), icon=":material/block:")


def groups_missing(road: Road, say: Words, name: Name = plain) -> str:
    """The groups below their minimum, in a sentence."""
    model = next(entry.model for entry in data.door().people() if entry.campaign.token == road.campaign.token)
    return say.listing(name(in_sentence(say.text(model.group(code).plural))) for code in road.missing)


def show_form(road: Road, say: Words) -> None:
    """To whom, from which day on, and the button that releases, or changes what a release says."""
    pair, stands = pair_of(road), road.release
    key = f"release_{'_'.join(pair)}"
    today = datetime.date.today()
    opens = stands.opens if stands else today
    to = st.pills(
        say("release.to"),
        [str(role) for role in RECIPIENTS],
        default=list(stands.roles if stands else map(str, RECIPIENTS)),
        format_func=lambda role: say(f"role.{role}"),
        selection_mode="multi",
        key=f"{key}_to",
    )
    day = st.date_input(
        say("release.on"), value=opens, min_value=min(opens, today), format="DD/MM/YYYY", width=240, key=f"{key}_on"
    )
    st.markdown(f":small[:gray[{say('release.words')}]]")
    if settings().is_open:
        st.markdown(f":small[:gray[{say('release.open')}]]")
    name = plain(road.kam.name)
    st.button(
        say("release.change" if stands else "release.go"),
        key=f"{key}_go",
        type="secondary" if stands else "primary",
        icon=":material/lock:",
        disabled=not isinstance(day, datetime.date),
        on_click=do,
        args=(lambda door: door.release_to(*pair, to, day), lambda say: say("release.given", kam=name)),
    )


def do(deed: Deed, told: Callable[[Words], str] | None = None) -> None:
    """A button's callback: do it and say so, or keep why it was refused."""
    try:
        deed(data.door())
    except KamescopeError as error:
        st.session_state[SAID] = error
        return
    if told is not None:
        tell(told)


def pair_of(road: Road) -> Pair:
    """The tokens of campaign and KAM."""
    return road.campaign.token, road.kam.token


def _collecting(road: Road, say: Words) -> None:
    pair = pair_of(road)
    if road.campaign.collecting:
        st.markdown(f":small[:gray[{say('release.collecting')}]]")
        return
    st.markdown(say("release.missing", groups=groups_missing(road, say)))
    _button("go_on", say("release.go_on"), lambda door: door.go_on(*pair), ":material/arrow_forward:")


def _ready(road: Road, say: Words) -> None:
    pair = pair_of(road)
    if not _went_on(road, say):
        st.markdown(f":small[:gray[{say('release.ready')}]]")
    with st.container(horizontal=True):
        _button("prepare", say("release.prepare"), lambda door: door.prepare(*pair), ":material/check:", "primary")
        if road.missing:
            _button("wait", say("release.wait"), lambda door: door.go_on(*pair, False), ":material/undo:", "tertiary")


def _prepared(road: Road, say: Words) -> None:
    pair = pair_of(road)
    _went_on(road, say)
    _versions(road, say)
    show_form(road, say)
    back = say("release.unprepare")
    _button("unprepare", back, lambda door: door.prepare(*pair, False), ":material/undo:", "tertiary")


def _released(road: Road, say: Words) -> None:
    stands, pair, name = road.release, pair_of(road), plain(road.kam.name)
    if stands is None:
        return
    st.markdown(f":material/lock: {_stands(stands, say)}  \n:small[:gray[{say('release.frozen')}]]")
    _versions(road, say)
    with st.expander(say("release.change"), icon=":material/group:"):
        show_form(road, say)
    with st.expander(say("release.reopen"), icon=":material/lock_open:"):
        st.markdown(f":small[{say('release.reopen_words')}]")
        st.button(
            say("release.reopen"),
            key="report_reopen",
            icon=":material/lock_open:",
            on_click=do,
            args=(lambda door: door.reopen(*pair), lambda say: say("release.reopened", kam=name)),
        )


_STEPS = {
    Milestone.COLLECTING: _collecting,
    Milestone.READY: _ready,
    Milestone.PREPARED: _prepared,
    Milestone.RELEASED: _released,
    Milestone.FOLLOWED: _released,
}
"""What is shown in each state."""


def _went_on(road: Road, say: Words) -> bool:
    """Whether the coach said to go on without some, which is then told."""
    if road.missing:
        st.markdown(f":small[:gray[{say('release.went_on', groups=groups_missing(road, say))}]]")
    return bool(road.missing)


def _stands(stands: Release, say: Words) -> str:
    by = (
        f", {say('release.by', who=plain(sentences.author(stands.who, say)))}"
        if stands.who and stands.who not in sentences.UNNAMED
        else ""
    )
    return plain(sentences.released(stands, say)) + by


def _versions(road: Road, say: Words) -> None:
    """The versions that were released before."""
    told = [sentences.version(each, say) for each in road.releases if each.reopened_at is not None]
    if told:
        st.markdown(f":small[:gray[{say('release.before', versions=say.listing(told))}]]")


def _button(key: str, label: str, deed: Deed, icon: str, kind: Kind = "secondary") -> None:
    st.button(label, key=f"report_{key}", icon=icon, type=kind, on_click=do, args=(deed,))
