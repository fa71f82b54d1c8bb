"""The campaigns in collection, of which nothing is shown but counts, and the way to open them."""

from collections.abc import Sequence

import streamlit as st

from kamescope.errors import KamescopeError
from kamescope.i18n import Words
from kamescope.records import Campaign
from kamescope.service import Participation
from kamescope.ui import data
from kamescope.ui.frame import card
from kamescope.ui.text import plain

ASKED, SAID = "imports_opening", "imports_opened"


def show_collecting(say: Words) -> None:
    """Each campaign in collection with its counts; opening one is asked about first, since it cannot be taken back."""
    found: dict[Campaign, list[Participation]] = {}
    for entry in data.door().enrolled():
        if entry.campaign.collecting:
            found.setdefault(entry.campaign, []).append(entry)
    said = st.session_state.pop(SAID, "")
    if said:
        st.success(said, icon=":material/visibility:")
    if not found:
        return
    with card(say("import.collecting.title"), say("import.collecting.words")):
        for campaign, people in found.items():
            _line(campaign, people, say)


def _line(campaign: Campaign, people: Sequence[Participation], say: Words) -> None:
    returned = sum(group.respondents for entry in people for group in entry.groups)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None, key=f"imports-line-{campaign.token}"):
            st.markdown(f"**{plain(campaign.name)}**")
            counts = f"{say('count.kams', len(people))}, {say('count.questionnaires', returned)}"
            st.markdown(f":small[:gray[{counts}]]")
        st.button(
            say("import.collecting.open"),
            icon=":material/visibility:",
            type="tertiary",
            key=f"imports_open_{campaign.token}",
            on_click=_ask,
            args=(campaign.token,),
        )
    if st.session_state.get(ASKED) == campaign.token:
        with st.container(border=True, gap="small"):
            words = say("import.collecting.warning", campaign=plain(campaign.name))
            st.warning(words, icon=":material/visibility:")
            with st.container(horizontal=True):
                go, keep = say("import.collecting.go"), say("import.collecting.keep")
                st.button(go, type="primary", key="imports_open_go", on_click=_open, args=(campaign, say))
                st.button(keep, key="imports_open_keep", on_click=_ask, args=(None,))


def _ask(campaign: str | None) -> None:
    st.session_state[ASKED] = campaign


def _open(campaign: Campaign, say: Words) -> None:
    _ask(None)
    try:
        waits = data.door().open_campaign(campaign.token).questionnaires
    except KamescopeError as error:
        st.session_state[SAID] = plain(say.shown(error))
        return
    more = [say("count.wait", waits)] if waits else []
    st.session_state[SAID] = " ".join([say("import.collecting.opened", campaign=plain(campaign.name)), *more])
