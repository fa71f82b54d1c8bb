"""A priority as it is written: the dialog, what stands in it, and what becomes of two who write at once.

What is typed is kept in the session until it is saved or the dialog is closed: nothing is lost where the page below is
drawn anew, or the writing is refused.
"""

from collections.abc import Iterator
from typing import NamedTuple

import streamlit as st

from kamescope import sentences
from kamescope.analysis.gaps import gap_of
from kamescope.analysis.plan import STEPS, Basis, Goal, StepState, Undertaking, offered, stands_on_little
from kamescope.analysis.published import Level, Published
from kamescope.errors import KamescopeError
from kamescope.i18n import Words
from kamescope.levers.evidence import evidence_told
from kamescope.sentences import LITTLE
from kamescope.service import LONGEST_TEXT, PlanDraft, Question, Role, StepDraft, WholePlan
from kamescope.ui import data
from kamescope.ui.done import tell
from kamescope.ui.kam.view import KamView
from kamescope.ui.plan.evidence import FILES, choose_evidence
from kamescope.ui.run import run
from kamescope.ui.text import plain

OPEN, WRONG, SURE = "plan_open", "plan_wrong", "plan_sure"
SOURCE, LITTLE_TOO = "plan_source", "plan_little"
TEXTS = ("when", "then", "first", "helper", "sign")
DAYS = "DD/MM/YYYY"


class Editing(NamedTuple):
    """Which priority of whose plan the dialog is about (0: a new one), over which writing; `refused`: it was newer."""

    campaign: str
    kam: str
    position: int = 0
    version: int = 0
    refused: bool = False


def open_new(view: KamView) -> None:
    """A button's callback: the dialog of a new priority."""
    _fill(Editing(view.address.campaign, view.address.kam), None)


def open_about(view: KamView, level: Level, code: str) -> None:
    """The same about a factor or item, for the page to which one goes on."""
    _fill(Editing(view.address.campaign, view.address.kam), (level, code))


def open_one(view: KamView, entry: Undertaking) -> None:
    """A button's callback: the dialog of one that there is."""
    opened = Editing(view.address.campaign, view.address.kam, entry.position, entry.version)
    _fill(opened, (entry.basis.level, entry.basis.code), entry)


def show_dialog(view: KamView, plan: WholePlan) -> None:
    """The dialog, where it is open and about this plan."""
    opened: Editing | None = st.session_state.get(OPEN)
    if opened is None or opened[:2] != (view.address.campaign, view.address.kam) or not plan.is_writable:
        return
    say = view.say
    title = say("plan.edit", position=say.number(opened.position)) if opened.position else say("plan.add")
    first = [True]

    @st.dialog(title, width="large", on_dismiss=_close)
    def dialog() -> None:
        if first:
            first.pop()
            _draw(view)
            return
        with run():
            if not _is_open():
                st.rerun()
            _draw(view)

    dialog()


def readers(say: Words) -> str:
    """Who reads a plan as a whole, by their roles."""
    return say.listing(say(f"role.{role}") for role in (Role.KAM, Role.MANAGER, Role.COACH))


def _fill(opened: Editing, source: tuple[Level, str] | None, entry: Undertaking | None = None) -> None:
    _close()
    kept = st.session_state
    kept[OPEN], kept[SOURCE] = opened, source
    kept[FILES] = [each.file for each in entry.evidence] if entry else []
    for name in TEXTS:
        kept[f"plan_{name}"] = getattr(entry.goal, name) if entry else ""
    known = {step.days: step for step in entry.steps} if entry else {}
    for days in STEPS:
        step = known.get(days)
        kept[f"plan_due_{days}"] = step.due if step else None
        kept[f"plan_state_{days}"] = step.state if step else StepState.NOT_BEGUN
        kept[f"plan_line_{days}"] = step.line if step else ""


def _is_open() -> bool:
    """Whether it still is, after what was pressed in it, and whoever has it open may still write."""
    opened: Editing | None = st.session_state.get(OPEN)
    if opened is None:
        return False
    plan = data.door().plan(opened.campaign, opened.kam)
    return isinstance(plan, WholePlan) and plan.is_writable


def _close() -> None:
    for name in (OPEN, WRONG, SURE):
        st.session_state.pop(name, None)


def _draw(view: KamView) -> None:
    say, opened = view.say, st.session_state[OPEN]
    plan = data.door().plan(opened.campaign, opened.kam)
    entries = plan.priorities if isinstance(plan, WholePlan) else ()
    _choose_source(view, entries)
    choose_evidence(view, next((each.evidence for each in entries if each.position == opened.position), ()))
    st.text_area(say("plan.when"), key="plan_when", placeholder=say("plan.when_example"), height=70)
    st.text_area(say("plan.then"), key="plan_then", placeholder=say("plan.then_example"), height=70)
    with st.container(horizontal=True, gap="small", key="kms-fields-first"):
        st.text_input(say("plan.first"), key="plan_first", placeholder=say("plan.first_example"))
        st.date_input(say("plan.day"), key="plan_due_0", format=DAYS, width=180)
    with st.container(horizontal=True, gap="small", key="kms-fields-sign"):
        st.text_input(say("plan.helper"), key="plan_helper", placeholder=say("plan.helper_example"))
        st.text_input(say("plan.sign"), key="plan_sign")
    if opened.position or opened.refused:
        st.markdown(f"**{say('plan.follow_ups')}**")
        for days in STEPS:
            _choose_step(days, say)
    else:
        st.markdown(f":small[:gray[{say('plan.follow_ups_new')}]]")
    facts = {"most": say.number(LONGEST_TEXT), "readers": readers(say), "lead": say(f"role.{Role.LEAD}")}
    st.markdown(f":small[:gray[{say('plan.limit', **facts)}]]")
    _show_trouble(view, entries, opened)
    _buttons(opened, say)


def _choose_source(view: KamView, entries: tuple[Undertaking, ...]) -> None:
    """What a priority may come from: what stands on little only when asked for."""
    say, now = view.say, st.session_state[SOURCE]
    whole = data.door().results(Question(view.address.campaign, view.address.kam))
    with_little = bool(st.session_state.get(LITTLE_TOO))
    taken = [(entry.basis.level, entry.basis.code) for entry in entries]
    choices = offered(whole, taken, with_little)
    if now is not None and now not in choices:
        choices = [now, *choices]
    st.selectbox(
        say("quality.part"),
        choices,
        key=SOURCE,
        format_func=lambda part: _part(whole, part, say),
        placeholder=say("plan.source_choose"),
        index=None,
    )
    st.checkbox(say("plan.with_little"), key=LITTLE_TOO)
    st.markdown(f":small[:gray[{say('plan.little_words')}]]")


def _part(published: Published, part: tuple[Level, str], say: Words) -> str:
    """A factor or item with its published gap, marked where it stands on little."""
    level, code = part
    name = f"{code} {sentences.plan_name(published.model, Basis(level, code), say)}"
    if part not in offered(published, (), with_little=True):
        return name
    gap = gap_of(published, level, code).gap
    told = name if gap is None else say("plan.source_option", name=name, gap=say.points(gap))
    return f"{LITTLE} {told}" if stands_on_little(published, level, code) else told


def _choose_step(days: int, say: Words) -> None:
    """How a step stands, when a follow-up is due, and a line."""
    name = say("plan.step", days=say.number(days)) if days else say("plan.first_step")
    st.markdown(f":small[{name[:1].upper()}{name[1:]}]")
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key=f"kms-fields-{days}"):
        st.selectbox(
            say("plan.how"),
            list(StepState),
            key=f"plan_state_{days}",
            format_func=lambda state: say(f"plan.state.{state}"),
            width=170,
            filter_mode=None,
        )
        if days:
            st.date_input(say("plan.due"), key=f"plan_due_{days}", format=DAYS, width=150)
        st.text_input(say("plan.line"), key=f"plan_line_{days}", placeholder=say("plan.line_example"))


def _show_trouble(view: KamView, entries: tuple[Undertaking, ...], opened: Editing) -> None:
    """Why it was not saved; where somebody else was first, what they wrote, beside what stands in the fields."""
    say = view.say
    if wrong := st.session_state.get(WRONG):
        st.warning(plain(say.shown(wrong)), icon=":material/warning:")
    if not opened.refused:
        return
    found = next((entry for entry in entries if entry.position == opened.position), None)
    with st.container(border=True, key="plan-theirs"):
        lines = _theirs(found, view) if found else [say("plan.theirs_gone")]
        st.markdown(f"**{say('plan.theirs')}**\n\n" + "\n".join(lines))


def _theirs(entry: Undertaking, view: KamView) -> Iterator[str]:
    """What somebody else saved, a line a fact."""
    say, goal = view.say, entry.goal
    yield f"- {plain(entry.basis.code)} {plain(sentences.plan_name(view.model, entry.basis, say))}"
    yield f"- {plain(sentences.plan_goal(goal, say))}"
    for key, text in {"plan.first": goal.first, "plan.helper": goal.helper, "plan.sign": goal.sign}.items():
        if text:
            yield f"- :gray[{say(key)}] {plain(text)}"
    for each in entry.evidence:
        yield f"- :gray[{say('plan.evidence')}] {plain(evidence_told(each, say))}"
    for step in entry.steps:
        state = say(f"plan.state.{step.state}")
        yield f"- {say.date(step.due)} · {sentences.plan_step(step, say)} · {state} {plain(step.line)}"


def _buttons(opened: Editing, say: Words) -> None:
    with st.container(horizontal=True, gap="small"):
        label = say("plan.save_over" if opened.refused else "plan.save")
        st.button(label, key="plan_save", type="primary", on_click=_save, args=(opened,))
        if opened.position and not st.session_state.get(SURE):
            st.button(say("plan.remove"), key="plan_remove", type="tertiary", on_click=_ask)
        elif opened.position:
            st.markdown(say("plan.remove_sure"), width="content")
            st.button(say("plan.remove_yes"), key="plan_remove_yes", on_click=_remove, args=(opened,))


def _ask() -> None:
    st.session_state[SURE] = True


def _save(opened: Editing) -> None:
    """A button's callback: save what stands in the fields and close, or keep it and say why not."""
    try:
        data.door().write_plan(opened.campaign, opened.kam, _draft(opened))
    except KamescopeError as error:
        _refused(opened, error)
        return
    _done("plan.saved")


def _remove(opened: Editing) -> None:
    try:
        data.door().remove_from_plan(opened.campaign, opened.kam, opened.position, opened.version)
    except KamescopeError as error:
        _refused(opened, error)
        return
    _done("plan.removed")


def _done(key: str) -> None:
    _close()
    tell(lambda say: say(key))


def _refused(opened: Editing, error: KamescopeError) -> None:
    """Keep what is typed; where somebody was first, the next try is over what they wrote."""
    st.session_state[WRONG] = error
    st.session_state.pop(SURE, None)
    if error.code == "plan_newer":
        data.begin_run()
        plan = data.door().plan(opened.campaign, opened.kam)
        there = {entry.position: entry.version for entry in plan.priorities} if isinstance(plan, WholePlan) else {}
        position = opened.position if opened.position in there else 0
        st.session_state[OPEN] = opened._replace(position=position, version=there.get(position, 0), refused=True)
    elif opened.refused:
        st.session_state[OPEN] = opened._replace(refused=False)


def _draft(opened: Editing) -> PlanDraft:
    """What stands in the fields."""
    kept = st.session_state
    level, code = kept[SOURCE] or (Level.FACTOR, "")
    steps = tuple(
        StepDraft(kept.get(f"plan_due_{days}"), kept[f"plan_state_{days}"], kept[f"plan_line_{days}"])
        for days in STEPS
        if f"plan_state_{days}" in kept
    )
    goal = Goal(*(kept[f"plan_{name}"] for name in TEXTS))
    files = kept.get(FILES)
    evidence = None if files is None else tuple(files)
    return PlanDraft(level, code, goal, steps, opened.position, opened.version, evidence)
