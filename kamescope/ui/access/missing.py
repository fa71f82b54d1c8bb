"""Who has no right yet: KAMs who cannot open their own results, and people who came in vain."""

import streamlit as st

from kamescope.i18n import Words
from kamescope.service import Role, Task
from kamescope.ui import data
from kamescope.ui.access.words import Everybody, address, named
from kamescope.ui.text import plain

REFUSED = "refused"


def show_missing(known: Everybody, say: Words) -> None:
    """Both, folded; nothing where everybody has what is theirs."""
    without, in_vain = _without(known), _in_vain(known)
    if not without and not in_vain:
        return
    with st.expander(say("access.missing"), icon=":material/person_off:"):
        if without:
            st.markdown(say("access.missing_kams", len(without), names=named(map(plain, without), say)))
        if in_vain:
            st.markdown(say("access.missing_refused", len(in_vain), names=named(map(address, in_vain), say)))


def _without(known: Everybody) -> list[str]:
    """Real KAMs whose own results nobody may open as theirs."""
    own = {grant.token for account in known.accounts for grant in account.grants if grant.role is Role.KAM}
    return [known.names[token] for token, kam in known.kams.items() if token not in own and not kam.fictitious]


def _in_vain(known: Everybody) -> list[str]:
    """Addresses that wanted to come in and to which nothing is granted, as far as the viewer may know."""
    door = data.door()
    if Task.AUDIT not in door.viewer.tasks:
        return []
    given = {account.email for account in known.accounts}
    return sorted({line.who for line in door.audit() if line.what == REFUSED} - given)
