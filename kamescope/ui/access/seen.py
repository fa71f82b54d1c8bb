"""What somebody would find who signed in now: the menu and names of KAMs, never a result."""

from collections.abc import Iterable

import streamlit as st

from kamescope.errors import KamescopeError
from kamescope.i18n import Words
from kamescope.service import Account, Participation, Sight, Viewer
from kamescope.settings import settings
from kamescope.ui import data
from kamescope.ui.access.words import Everybody, named, who
from kamescope.ui.menu import MENU
from kamescope.ui.text import plain


def show_seen(account: Account, known: Everybody, say: Words) -> None:
    """The menu and the KAMs that a person would have, campaign by campaign, and whom they still wait for."""
    try:
        sight = data.door().seen_by(account.email, settings().at_once)
    except KamescopeError as error:
        st.warning(plain(say.shown(error)), icon=":material/warning:")
        return
    with st.container(border=True, gap="small", key="access-seen"):
        st.markdown(say("access.seen", who=who(account)))
        st.markdown("\n".join(f"- {line}" for line in _menu(sight.viewer, say)))
        _kams(sight, known, say)


def _kams(sight: Sight, known: Everybody, say: Words) -> None:
    if not sight.people:
        st.markdown(say("access.seen_nobody"))
    for key, entries in {"access.seen_kams": sight.people, "access.seen_waiting": sight.waiting}.items():
        if entries:
            title = say(key, len({entry.kam.token for entry in entries}))
            st.markdown("\n".join([title, "", *_lines(entries, known, say)]))


def _lines(entries: Iterable[Participation], known: Everybody, say: Words) -> list[str]:
    """A line a campaign, the latest first."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        found.setdefault(entry.campaign.name, []).append(plain(known.names.get(entry.kam.token, entry.kam.name)))
    return [
        say("access.seen_campaign", len(kams), campaign=plain(campaign), names=named(kams, say))
        for campaign, kams in found.items()
    ]


def _menu(viewer: Viewer, say: Words) -> list[str]:
    """The menu as that viewer would have it, a line each part."""
    parts = {name: [entry for entry in entries if entry.is_for(viewer)] for name, entries in MENU.items()}
    return [
        say("access.seen_part", part=say(f"menu.{name}"), pages=say.series(say(f"page.{each.key}") for each in entries))
        for name, entries in parts.items()
        if entries
    ]
