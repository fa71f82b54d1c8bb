"""What a goal rests on beside the 360, chosen in the dialog from what the instruments say of the KAM."""

from collections.abc import Sequence

import streamlit as st

from kamescope.analysis.plan import GoalEvidence
from kamescope.levers.evidence import evidence_told
from kamescope.ui.kam.levers import lever_lines
from kamescope.ui.kam.view import KamView

FILES = "plan_evidence"
"""Where the session keeps the numbers of the files chosen."""


def choose_evidence(view: KamView, before: Sequence[GoalEvidence]) -> None:
    """The lines of the latest files, and those that the goal rested on `before`; nothing where there is none."""
    say = view.say
    offered = {each.file: evidence_told(each, say) for each in before}
    for rows, line in lever_lines(view.address.kam, say):
        facts = {"name": say(f"page.{rows.line.instrument}"), "day": say.date(rows.line.held_on)}
        offered.setdefault(rows.line.id, say("lever.beside_line", line=line, **facts))
    # What was chosen may have been taken back while the dialog was open.
    st.session_state[FILES] = [file for file in st.session_state.get(FILES, ()) if file in offered]
    if offered:
        st.multiselect(
            say("plan.evidence"),
            list(offered),
            key=FILES,
            format_func=offered.__getitem__,
            placeholder=say("plan.evidence_choose"),
        )
