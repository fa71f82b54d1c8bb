"""How the step that people speak of now stands, said in the card of its priority without opening it."""

import datetime

import streamlit as st

from kamescope.analysis.plan import StepState, Undertaking, current_step
from kamescope.errors import KamescopeError
from kamescope.sentences import plan_step
from kamescope.service import PlanDraft, StepDraft
from kamescope.ui import data
from kamescope.ui.done import tell
from kamescope.ui.kam.view import KamView
from kamescope.ui.text import plain

_WRONG = "plan_state_wrong"
"""Which priority, what was chosen for it, and why that was not saved."""


def choose_state(view: KamView, entry: Undertaking, today: datetime.date) -> None:
    """One control: what is chosen is saved at once, over the writing that the card shows."""
    say, step = view.say, current_step(entry, today)
    # Another writing is another control: it shows that one's state, and what is chosen in it is over that one.
    key = f"plan_now_{entry.position}_{entry.version}"
    name = plan_step(step, say)
    st.selectbox(
        name[:1].upper() + name[1:],
        list(StepState),
        index=list(StepState).index(step.state),
        format_func=lambda state: say(f"plan.state.{state}"),
        key=key,
        filter_mode=None,
        width=150,
        on_change=_save,
        args=(view, entry, step.days, key),
    )


def show_refused(view: KamView, entry: Undertaking) -> None:
    """Why the state that was chosen for a priority was not saved; the card below shows what stands."""
    found = st.session_state.get(_WRONG)
    if found is None or found[0] != (view.address.campaign, view.address.kam, entry.position):
        return
    del st.session_state[_WRONG]
    _, state, error = found
    say = view.say
    told = say("plan.state_newer", state=say(f"plan.state.{state}")) if error.code == "plan_newer" else say.shown(error)
    st.warning(plain(told), icon=":material/warning:")


def _save(view: KamView, entry: Undertaking, days: int, key: str) -> None:
    """The control's callback: the same priority with another state of that step."""
    chosen: StepState | None = st.session_state.get(key)
    if chosen is None:
        return
    steps = (StepDraft(step.due, chosen if step.days == days else step.state, step.line) for step in entry.steps)
    draft = PlanDraft(entry.basis.level, entry.basis.code, entry.goal, tuple(steps), entry.position, entry.version)
    about = view.address.campaign, view.address.kam
    try:
        data.door().write_plan(*about, draft)
    except KamescopeError as error:
        st.session_state[_WRONG] = ((*about, entry.position), chosen, error)
        return
    tell(lambda say: say("plan.saved"))
