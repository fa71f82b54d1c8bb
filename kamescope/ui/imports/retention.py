"""The campaigns older than results are to be kept: proposed for erasure, with what would go; never erased unasked."""

import streamlit as st

from kamescope import sentences
from kamescope.errors import KamescopeError
from kamescope.i18n import Words
from kamescope.service import Erasure, Overdue
from kamescope.settings import settings
from kamescope.ui import data
from kamescope.ui.done import tell
from kamescope.ui.frame import card
from kamescope.ui.text import plain

ASKED, WRONG = "imports_retention", "imports_retention_wrong"


def show_overdue(say: Words) -> None:
    """Each campaign past its keeping, the oldest first; nothing where the settings do not say how long that is."""
    months = settings().retention_months
    if months is None:
        return
    with card(say("retention.title"), say("retention.words", months)):
        if wrong := st.session_state.pop(WRONG, None):
            st.warning(plain(say.shown(wrong)), icon=":material/warning:")
        found = data.door().overdue(months)
        if not found:
            st.markdown(f":gray[{say('retention.none')}]")
        for each in found:
            _line(each, say)


def _line(overdue: Overdue, say: Words) -> None:
    campaign = overdue.campaign
    counts = (say("count.kams", overdue.kams), say("count.questionnaires", overdue.respondents))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None, key=f"imports-line-retention-{campaign.token}"):
            st.markdown(f"**{plain(campaign.name)}**")
            st.markdown(f":small[:gray[{' · '.join([say.date(campaign.date), *counts])}]]")
        st.button(
            say("retention.look"),
            icon=":material/delete_forever:",
            type="tertiary",
            key=f"imports_retention_{campaign.token}",
            on_click=_ask,
            args=(campaign.token,),
        )
    if st.session_state.get(ASKED) == campaign.token:
        _confirm(overdue, data.door().would_erase(campaign.token, ""), say)


def _confirm(overdue: Overdue, tried: Erasure, say: Words) -> None:
    """What would go, what that means for what is left, and the two ways out."""
    campaign = overdue.campaign
    with st.container(border=True, gap="small"):
        st.markdown(say("erase.would", whom=plain(campaign.name)))
        st.markdown("\n".join(f"- {words}" for words in sentences.erased(tried.rows, say)))
        rest = sentences.beside_erased(tried.lines, tried.traces, tried.waiting, say)
        st.warning(" ".join([*rest, say("erase.backups")]), icon=":material/delete_forever:")
        with st.container(horizontal=True):
            go, keep = say("retention.go"), say("retention.keep")
            st.button(go, type="primary", key="imports_retention_go", on_click=_erase, args=(overdue,))
            st.button(keep, key="imports_retention_keep", on_click=_ask, args=(None,))


def _ask(campaign: str | None) -> None:
    st.session_state[ASKED] = campaign


def _erase(overdue: Overdue) -> None:
    """A button's callback: the campaign that was looked at, and no other."""
    _ask(None)
    try:
        data.door().erase(overdue.campaign.token, "")
    except KamescopeError as error:
        # Somebody else has erased it meanwhile.
        st.session_state[WRONG] = error
        return
    tell(lambda say: say("retention.done", campaign=plain(overdue.campaign.name)))
