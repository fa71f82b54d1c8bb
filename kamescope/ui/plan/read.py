"""The plan as it is read: what comes next, a card a priority, and for who is told no more titles and states."""

import datetime

import streamlit as st

from kamescope import sentences
from kamescope.analysis.plan import (
    MOST_IN_PLAN,
    Basis,
    Undertaking,
    late_steps,
    next_step,
    offered,
)
from kamescope.analysis.plan_review import moved_since, review
from kamescope.analysis.published import Published
from kamescope.charts.plan_card import Measured, plan_card
from kamescope.levers.evidence import evidence_told
from kamescope.reports.calendar import CalendarFile, calendar
from kamescope.service import PlanOutline, Question, WholePlan
from kamescope.ui import data
from kamescope.ui.components import download, note_download, show_fragment
from kamescope.ui.kam.view import KamView
from kamescope.ui.plan.dialog import open_new, open_one, readers, show_dialog
from kamescope.ui.plan.review import show_review
from kamescope.ui.plan.state import choose_state, show_refused
from kamescope.ui.text import plain
from kamescope.ui.warm import warm


def today() -> datetime.date:
    """The day from which steps are late."""
    return datetime.date.today()


def show_plan(view: KamView) -> None:
    """The plan as far as the viewer may read it, and the dialog where that is open; that it was read is written."""
    campaign, kam = view.address.campaign, view.address.kam
    data.note_opening(campaign, [kam], "read_plan")
    plan = data.door().plan(campaign, kam)
    if isinstance(plan, WholePlan):
        _show_whole(view, plan)
        show_dialog(view, plan)
    else:
        _show_titles(view, plan)


def _show_whole(view: KamView, plan: WholePlan) -> None:
    """What to know first with the buttons, then the priorities."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(_summary(view, plan), width="stretch")
        if plan.priorities:
            _calendar_button(view, plan)
        if plan.is_writable:
            _add_button(view, plan)
    later = _next_results(view)
    for entry in plan.priorities:
        with st.container(border=True, key=f"plan-card-{entry.position}"):
            if plan.is_writable:
                show_refused(view, entry)
            with st.container(horizontal=True, wrap=False, key=f"kms-plan-{entry.position}"):
                told = tuple(evidence_told(each, view.say) for each in entry.evidence)
                measured = _measured(view, entry, later)
                show_fragment(warm(plan_card, view.model, entry, today(), view.look, measured, told))
                if plan.is_writable:
                    _tools(view, entry)
    if plan.priorities:
        download(view, _rows(view, plan), "plan")
    if later is not None:
        show_review(view, review(_whole(view), later, plan.titles))


def _tools(view: KamView, entry: Undertaking) -> None:
    """Beside a card: how the step that is due stands, and the way into the dialog."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="xsmall", width="content"):
        choose_state(view, entry, today())
        st.button(
            "",
            key=f"plan_edit_{entry.position}",
            icon=":material/edit:",
            type="tertiary",
            help=view.say("plan.edit", position=view.say.number(entry.position)),
            on_click=open_one,
            args=(view, entry),
        )


def _rows(view: KamView, plan: WholePlan) -> list[dict[str, object]]:
    """The plan as a table: a row a step, with the priority that it belongs to."""
    say = view.say
    return [
        {
            say("plan.objective"): sentences.plan_goal(entry.goal, say),
            say("column.code"): entry.basis.code,
            say("quality.part"): sentences.plan_name(view.model, entry.basis, say),
            say("plan.first"): entry.goal.first,
            say("plan.helper"): entry.goal.helper,
            say("plan.sign"): entry.goal.sign,
            say("plan.evidence"): say("apart").join(evidence_told(each, say) for each in entry.evidence),
            say("plan.step_name"): sentences.plan_step(step, say),
            say("plan.due"): step.due.isoformat(),
            say("plan.how"): say(f"plan.state.{step.state}"),
            say("plan.line"): step.line,
        }
        for entry in plan.priorities
        for step in entry.steps
    ]


def _show_titles(view: KamView, plan: PlanOutline) -> None:
    """A line a priority: what it is about, and how it stands."""
    say = view.say
    lines = [
        f"- **{plain(title.code)}** {plain(sentences.plan_name(view.model, Basis(title.level, title.code), say))} "
        f"· {say(f'plan.state.{title.state}')}"
        for title in plan.titles
    ]
    st.markdown("\n".join(lines) or say("plan.empty_read"))
    st.markdown(f":small[:gray[{say('plan.titles_only', readers=readers(say))}]]")
    if (later := _next_results(view)) is not None:
        show_review(view, review(_whole(view), later, plan.titles))


def _summary(view: KamView, plan: WholePlan) -> str:
    """« Décidé le 31 mars 2026 · prochain point le 30 avril 2026 · 1 étape en retard »."""
    say, now = view.say, today()
    if not plan.priorities:
        return say("plan.empty" if plan.is_writable else "plan.empty_read")
    days = sorted({entry.decided for entry in plan.priorities})
    told = [say("plan.decided_on", day=say.date(days[0]))]
    coming = next_step(plan.priorities)
    if coming is not None and not coming.days_late(now):
        told.append(say("plan.next", day=f"**{say.date(coming.due)}**"))
    if late := late_steps(plan.priorities, now):
        told.append(f":red[{say('plan.late_steps', late)}]")
    return " · ".join(told)


def _next_results(view: KamView) -> Published | None:
    """What the next campaign of that KAM says, as far as the viewer sees it and it is open."""
    found = [
        entry.campaign
        for entry in data.door().people()
        if entry.kam.token == view.address.kam and entry.campaign.date > view.published.campaign.date
    ]
    coming = min((each for each in found if not each.collecting), key=lambda each: each.date, default=None)
    return None if coming is None else data.door().results(Question(coming.token, view.address.kam))


def _measured(view: KamView, entry: Undertaking, later: Published | None) -> Measured | None:
    if later is None:
        return None
    changes = moved_since(_whole(view), later, entry.basis.level, entry.basis.code)
    return Measured(view.published.campaign.name, later.campaign.name, changes)


def _whole(view: KamView) -> Published:
    """The results of the plan's campaign, whatever the segment that is looked at."""
    return data.door().results(Question(view.address.campaign, view.address.kam))


def _add_button(view: KamView, plan: WholePlan) -> None:
    """Disabled where there are three, or nothing to start from, and then it says why."""
    say = view.say
    taken = [(entry.basis.level, entry.basis.code) for entry in plan.priorities]
    why = ""
    if len(plan.priorities) >= MOST_IN_PLAN:
        why = say("plan.full")
    elif not offered(_whole(view), taken, with_little=True):
        why = say("plan.nothing_offered")
    st.button(
        say("plan.add"),
        key="plan_add",
        icon=":material/add:",
        disabled=bool(why),
        help=why or None,
        on_click=open_new,
        args=(view,),
    )
    if why:
        # A disabled button is passed over by the keyboard, and a phone has no hovering.
        st.markdown(f":small[:gray[{why}]]")


def _calendar_button(view: KamView, plan: WholePlan) -> None:
    say, door, published = view.say, data.door(), view.published
    about = CalendarFile(view.model, published.kam, published.campaign, datetime.datetime.now(datetime.UTC))

    def content() -> bytes:
        note_download(door, "ics", view.kams, view.address.campaign)
        return calendar(plan.priorities, about, say)

    st.download_button(
        say("plan.calendar"),
        content,
        f"kamescope_{view.token}_{view.address.campaign}_plan.ics",
        "text/calendar",
        key="plan_calendar",
        icon=":material/event:",
        on_click="ignore",
        help=say("plan.calendar_help"),
    )
