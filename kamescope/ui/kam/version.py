"""Which version of a KAM's results a page shows: a sentence, a choice, and what is another in the next one."""

import streamlit as st

from kamescope.analysis.version_change import version_change
from kamescope.sentences import version_changes
from kamescope.service import Question, Version
from kamescope.ui import data, state
from kamescope.ui.address import Address
from kamescope.ui.kam.view import KamView
from kamescope.ui.text import plain
from kamescope.ui.versions import former, in_force, is_open

WIDTH = 340


def show_version(view: KamView) -> None:
    """Which version this is, and the others there are; nothing where there is none but that of now."""
    address = view.address
    versions = former(address)
    if not versions:
        return
    if view.version is not None:
        st.info(_said(view, view.version), icon=":material/history:")
    now = [0] if is_open(address) else []
    choices = [*now, *(version.number for version in versions)]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="kms-version"):
        if len(choices) > 1:
            names = {0: _name_of_now(view)} | {version.number: _name(view, version) for version in versions}
            st.selectbox(
                view.say("version.choice"),
                choices,
                format_func=names.__getitem__,
                label_visibility="collapsed",
                width=WIDTH,
                **state.bound("version", address.version),
            )
            st.markdown(f":small[:gray[{plain(_changes(view, choices))}]]", width="stretch")


def say_now(view: KamView) -> None:
    """On a page that shows no version: that it shows what is so now, where another one is being looked at."""
    asked = view.address.version
    if any(version.number == asked for version in former(view.address)):
        st.info(view.say("version.now_here", version=asked), icon=":material/history:")


def _said(view: KamView, version: Version) -> str:
    key = "version.former" if is_open(view.address) else "version.reviewed"
    days = {"day": version.opens, "until": version.until or version.opens}
    return view.say(key, version=version.number, **{name: view.say.date(day) for name, day in days.items()})


def _name(view: KamView, version: Version) -> str:
    return view.say("version.name", version=version.number, day=view.say.date(version.opens))


def _name_of_now(view: KamView) -> str:
    stands = in_force(view.address)
    return view.say("version.unreleased") if stands is None else view.say("version.in_force", version=stands.number)


def _changes(view: KamView, choices: list[int]) -> str:
    """What is another from the version shown to the one after it, or from the one before to what is shown."""
    place = choices.index(view.address.version)
    before, after = (place, place - 1) if place else (1, 0)
    told = [data.door().results(_question(view.address, choices[each])) for each in (before, after)]
    change = version_change(*told)
    return version_changes(change, told[1].model, _place(view, choices[before]), _place(view, choices[after]), view.say)


def _question(address: Address, number: int) -> Question:
    return Question(address.campaign, address.kam, version=number)


def _place(view: KamView, number: int) -> str:
    """A version as it stands in a sentence."""
    stands = in_force(view.address)
    number = number or (stands.number if stands else 0)
    return view.say("version.of", version=number) if number else view.say("version.of_now")
