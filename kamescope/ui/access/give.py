"""« Donner un droit »: to whom, as what, on which of the companies, teams and KAMs that there are."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from kamescope.errors import KamescopeError, RequestError
from kamescope.i18n import Words
from kamescope.sentences import place_name
from kamescope.service import REACHES, Account, Grant, GrantRequest, On, Role
from kamescope.ui import data
from kamescope.ui.access.roles import role_sees
from kamescope.ui.access.words import Everybody, everybody, granted, who
from kamescope.ui.done import tell
from kamescope.ui.frame import card
from kamescope.ui.text import plain

WIDE, LONGEST = 300, 200
ROLES: tuple[Role, ...] = tuple(Role)
EMAIL, NAME, WRONG = "access_email", "access_name", "access_give_wrong"


def show_giving(known: Everybody, say: Words) -> None:
    """The fields and the button; what a role can be granted on is all that is offered, and nothing is guessed."""
    with card(say("access.give"), say("access.give_words")):
        with st.container(horizontal=True, gap="small"):
            st.text_input(say("column.email"), key=EMAIL, placeholder=say("access.email_example"), width=WIDE)
            st.text_input(say("access.name"), key=NAME, placeholder=say("access.name_example"), width=WIDE)
        with st.container(horizontal=True, gap="small"):
            role = st.selectbox(
                say("access.role"),
                ROLES,
                format_func=lambda role: say(f"role.{role}"),
                key="access_role",
                width=WIDE,
                filter_mode=None,
            )
            asked = _on_what(role, known, say)
        st.markdown(f":small[:gray[{role_sees(role, say)}]]")
        if wrong := st.session_state.pop(WRONG, None):
            st.warning(plain(say.shown(wrong)), icon=":material/warning:")
        st.button(
            say("access.go"),
            key="access_go",
            type="primary",
            icon=":material/person_add:",
            on_click=_give,
            args=(role, asked),
        )


def _on_what(role: Role, known: Everybody, say: Words) -> GrantRequest | None:
    """What a role is to be on; None as long as nothing is chosen."""
    on = REACHES[role][0]
    if len(REACHES[role]) > 1:
        on = st.selectbox(
            say("access.on"),
            REACHES[role],
            format_func=lambda on: say(f"access.on_{on}"),
            key=f"access_on_{role}",
            width=WIDE,
            filter_mode=None,
        )
    if on not in (On.KAM, On.TEAM, On.COMPANY):
        return GrantRequest(role, "")
    places = _places(on, role, known)
    chosen = st.selectbox(
        say(f"access.which_{on}"),
        list(places),
        index=None,
        placeholder=say("import.choose"),
        key=f"access_which_{on}",
        width=WIDE,
    )
    return places[chosen] if chosen else None


def _places(on: On, role: Role, known: Everybody) -> Mapping[str, GrantRequest]:
    """What there is to choose from, as a list shows it → what is asked for."""
    if on is On.KAM:
        return {known.names[token]: GrantRequest(role, "", kam=token) for token in known.kams}
    kams = known.kams.values()
    if on is On.COMPANY:
        return {each: GrantRequest(role, "", company=each) for each in sorted({kam.company for kam in kams}) if each}
    teams = sorted({(kam.team, kam.company) for kam in kams if kam.team})
    return {place_name(*each): GrantRequest(role, "", team=each[0], company=each[1]) for each in teams}


def _give(role: Role, asked: GrantRequest | None) -> None:
    """A button's callback: what was typed stays where it cannot be taken as it is."""
    try:
        if asked is None:
            raise RequestError("grant_on_nothing")
        typed = {"email": st.session_state[EMAIL], "name": st.session_state[NAME][:LONGEST]}
        before = {account.email: account.grants for account in data.door().persons()}
        account = data.door().grant(replace(asked, **typed))
    except KamescopeError as error:
        st.session_state[WRONG] = error
        return
    st.session_state[EMAIL] = st.session_state[NAME] = ""
    tell(lambda say: _given(account, before.get(account.email, ()), say))


def _given(account: Account, before: tuple[Grant, ...], say: Words) -> str:
    """What somebody has now that they had not."""
    names = everybody().names
    new = [plain(granted(each, names, say)) for each in account.grants if each not in before]
    if not new:
        return say("access.given_before", who=who(account))
    return say("access.given", who=who(account), what=say.series(new))
