"""What each role sees and may do, in words."""

import streamlit as st

from kamescope.i18n import Words
from kamescope.service import Role


def show_roles(say: Words) -> None:
    """All roles, folded: the one that is being given says what it sees beside the button."""
    with st.expander(say("access.roles"), icon=":material/help:"):
        st.markdown("\n".join(f"- {role_sees(role, say)}" for role in Role))


def role_sees(role: Role, say: Words) -> str:
    """What one role sees, under its name."""
    return say("access.role_sees", role=say(f"role.{role}"), sees=say(f"role.sees_{role}"))
