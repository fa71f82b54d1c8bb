"""Whether the results of this KAM in this campaign are given to those who wait for them; given and taken back here."""

import streamlit as st

from kamescope.i18n import Words
from kamescope.service import Role, Task
from kamescope.ui import data
from kamescope.ui.done import tell
from kamescope.ui.kam.view import KamView
from kamescope.ui.text import plain


def show_sharing(view: KamView) -> None:
    """A switch and what it does, for whoever may; nothing of a campaign in collection, of which nothing is shown."""
    door, say = data.door(), view.say
    if Task.SHARE not in door.viewer.tasks or view.published.campaign.collecting:
        return
    pair = (view.address.campaign, view.address.kam)
    key = "report_shared"
    # Always: the same switch is another KAM's at the next click.
    st.session_state[key] = pair in door.shared()
    with st.container(border=True, gap=None, key="report-sharing"):
        st.toggle(say("share.switch"), key=key, on_change=_share, args=(key, pair, plain(view.published.kam.name)))
        st.markdown(f":small[:gray[{say('share.words', **_roles(say))}]]")


def _roles(say: Words) -> dict[str, str]:
    return {"direct": say(f"role.{Role.MANAGER}"), "lead": say(f"role.{Role.LEAD}")}


def _share(key: str, pair: tuple[str, str], name: str) -> None:
    is_shared = bool(st.session_state[key])
    data.door().share(*pair, is_shared=is_shared)
    tell(lambda say: say("share.given" if is_shared else "share.taken", kam=name))
