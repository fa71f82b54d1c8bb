"""Everybody to whom something is granted: what, as whom they could be looked at, and the way to take it away."""

import streamlit as st

from kamescope.errors import KamescopeError
from kamescope.i18n import Words
from kamescope.naming import alphabetical
from kamescope.service import Account, Grant, GrantRequest
from kamescope.ui import data
from kamescope.ui.access.paging import paged
from kamescope.ui.access.seen import show_seen
from kamescope.ui.access.words import Everybody, address, called, granted, who
from kamescope.ui.done import tell
from kamescope.ui.frame import card
from kamescope.ui.text import plain

SIZE, FEW = 10, 6
"""People on a page, and so many that need no search."""
SEEN, TAKEN, WRONG = "access_seen", "access_taken", "access_people_wrong"


def show_people(known: Everybody, say: Words) -> None:
    """A page of people by e-mail, searched by name, address and what is granted; who was just taken something back."""
    with card(say("access.people"), say("access.open" if known.is_open else "access.people_words")):
        _taken(say)
        if not known.accounts:
            st.markdown(f":gray[{say('access.nobody')}]")
            return
        for account in paged(_searched(known, say), SIZE, "access_page"):
            _person(account, known, say)


def _searched(known: Everybody, say: Words) -> list[Account]:
    everyone = sorted(known.accounts, key=lambda each: alphabetical(called(each)))
    if len(everyone) <= FEW:
        return everyone
    with st.container(horizontal=True, vertical_alignment="center"):
        wanted = st.text_input(
            say("access.search"),
            key="access_search",
            placeholder=say("access.search"),
            icon=":material/search:",
            label_visibility="collapsed",
            width=320,
        )
        found = [each for each in everyone if alphabetical(wanted.strip()) in alphabetical(_words_of(each, known, say))]
        st.markdown(f":gray[{say('access.found', len(found))}]")
    return found


def _words_of(account: Account, known: Everybody, say: Words) -> str:
    """Everything that a search may mean."""
    return " ".join([account.name, account.email, *(granted(each, known.names, say) for each in account.grants)])


def _person(account: Account, known: Everybody, say: Words) -> None:
    with st.container(key=f"access-person-{account.email}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            name = [f"**{plain(account.name)}**"] if account.name else []
            st.markdown(" ".join([*name, f":gray[{address(account.email)}]"]), width="stretch")
            is_seen = st.session_state.get(SEEN) == account.email
            st.button(
                say("access.unseen" if is_seen else "access.see"),
                key=f"access_see_{account.email}",
                icon=":material/visibility_off:" if is_seen else ":material/visibility:",
                type="tertiary",
                on_click=_set,
                args=(SEEN, None if is_seen else account.email),
            )
        for grant in account.grants:
            _grant(account, grant, known, say)
        if is_seen:
            show_seen(account, known, say)


def _grant(account: Account, grant: Grant, known: Everybody, say: Words) -> None:
    what = granted(grant, known.names, say)
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.markdown(plain(what), width="stretch")
        st.button(
            say("access.take"),
            key=f"access_take_{account.email}_{grant.role}_{grant.on}_{grant.company}_{grant.team}_{grant.token}",
            icon=":material/person_remove:",
            type="tertiary",
            help=say("access.take_help", who=who(account), what=plain(what)),
            on_click=_take,
            args=(account, grant, what),
        )


def _taken(say: Words) -> None:
    """What was just taken away, within reach of being given back; what went wrong."""
    if wrong := st.session_state.pop(WRONG, None):
        st.warning(plain(say.shown(wrong)), icon=":material/warning:")
    if (taken := st.session_state.get(TAKEN)) is None:
        return
    account, grant, what = taken
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="access-taken"):
        st.markdown(say("access.taken", who=who(account), what=plain(what)), width="stretch")
        st.button(
            say("access.give_back"),
            key="access_give_back",
            icon=":material/undo:",
            on_click=_give_back,
            args=(account, grant, what),
        )


def _take(account: Account, grant: Grant, what: str) -> None:
    try:
        data.door().revoke(_request(account, grant))
    except KamescopeError as error:
        # Somebody else has taken it away meanwhile.
        st.session_state[WRONG] = error
        return
    st.session_state[TAKEN] = (account, grant, what)
    tell(lambda say: say("access.taken", who=who(account), what=plain(what)))


def _give_back(account: Account, grant: Grant, what: str) -> None:
    try:
        data.door().grant(_request(account, grant))
    except KamescopeError as error:
        st.session_state[WRONG] = error
        return
    del st.session_state[TAKEN]
    tell(lambda say: say("access.given", who=who(account), what=plain(what)))


def _request(account: Account, grant: Grant) -> GrantRequest:
    return GrantRequest(grant.role, account.email, account.name, grant.company, grant.team, grant.token)


def _set(key: str, value: object) -> None:
    st.session_state[key] = value
