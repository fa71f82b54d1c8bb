"""Action plans: read as far as each role may, written by the KAM or a coach, two at a time without loss."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from itertools import groupby
from typing import TypeAlias

from kamescope.analysis.plan import (
    FOLLOW_UPS,
    MOST_IN_PLAN,
    STEPS,
    Basis,
    Goal,
    GoalEvidence,
    PlanStep,
    PlanTitle,
    StepState,
    Undertaking,
    basis_of,
    standing,
)
from kamescope.analysis.plan_review import PlanReview, review
from kamescope.analysis.published import Level
from kamescope.errors import RequestError
from kamescope.naming import tidy
from kamescope.service.lever_figures import lever_evidence
from kamescope.service.people import people
from kamescope.service.plan_rows import evidence_row, undertaking, written
from kamescope.service.results import Question, results
from kamescope.service.viewer import PlanRight, Scope
from kamescope.store import plan as kept
from kamescope.store import reads
from kamescope.store.connect import Store
from kamescope.store.plan import EvidenceRow, PlanRow, StepRow

LONGEST_TEXT = 500
"""Characters of one text of a plan."""


@dataclass(frozen=True, slots=True)
class WholePlan:
    """The plan of a KAM in a campaign; `is_writable`: for who reads it."""

    priorities: tuple[Undertaking, ...]
    is_writable: bool

    @property
    def titles(self) -> tuple[PlanTitle, ...]:
        """What each priority is about and how it stands."""
        return tuple(each.title for each in self.priorities)


@dataclass(frozen=True, slots=True)
class PlanOutline:
    """The same for who is told no more than titles and states."""

    titles: tuple[PlanTitle, ...]


Plan: TypeAlias = WholePlan | PlanOutline


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step as somebody wrote it. A follow-up without a date is due so many days after the first step."""

    due: datetime.date | None = None
    state: str = StepState.NOT_BEGUN
    line: str = ""


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A priority as somebody wrote it: steps in the order of `STEPS`, those left out not begun.

    `position` 0 is a new one; else `version` is the writing that the writer had before their eyes. `evidence`: the
    files of instruments (numbers) that it rests on, None for those it rested on so far.
    """

    level: Level
    code: str
    goal: Goal
    steps: tuple[StepDraft, ...] = ()
    position: int = 0
    version: int = 0
    evidence: tuple[int, ...] | None = None


def plan(store: Store, scope: Scope, campaign: str, kam: str) -> Plan:
    """The plan of a KAM in a campaign (tokens), as far as the viewer may read it; RequestError `link_unknown`."""
    right = _right(store, scope, campaign, kam)
    with store.snapshot() as frozen:
        rows = kept.plan(frozen.run, campaign, kam)
    found = tuple(undertaking(row, rows) for row in rows.priorities)
    if right < PlanRight.READ:
        return PlanOutline(tuple(each.title for each in found))
    return WholePlan(found, right is PlanRight.WRITE)


def plan_titles(store: Store, scope: Scope, campaign: str) -> Mapping[str, tuple[PlanTitle, ...]]:
    """What the plans of a campaign (token) are about and how they stand, by KAM (token), of those the viewer sees."""
    with store.snapshot() as frozen:
        lines = kept.outlines(frozen.run, campaign)
    found: dict[str, tuple[PlanTitle, ...]] = {}
    for (kam, position), steps in groupby(lines, key=lambda line: (line.kam, line.position)):
        if scope.plan_right(campaign, kam) >= PlanRight.TITLES:
            first, *others = steps
            state = standing(StepState(line.state) for line in (first, *others))
            found[kam] = (*found.get(kam, ()), PlanTitle(position, Level(first.level), first.code, state))
    return found


def plan_before(store: Store, scope: Scope, campaign: str, kam: str) -> PlanReview | None:
    """The plan of a KAM's last campaign before this one (tokens), by the results of this one.

    None without such a campaign for this viewer, be it that they do not see the KAM, or anything in its plan.
    """
    theirs = [entry.campaign for entry in people(store, scope) if entry.kam.token == kam]  # the latest first
    here = next((place for place, each in enumerate(theirs) if each.token == campaign), len(theirs))
    last = next((each for each in theirs[here + 1 :] if not each.collecting), None)
    if last is None:
        return None
    titles = plan(store, scope, last.token, kam).titles
    before, after = (results(store, scope, Question(token, kam)) for token in (last.token, campaign))
    return review(before, after, titles)


def write_plan(
    store: Store, scope: Scope, campaign: str, kam: str, draft: PlanDraft, today: datetime.date | None = None
) -> int:
    """Write one priority of a plan (tokens of campaign and KAM), and where it stands in it.

    Raises RequestError: `link_unknown`, `not_allowed`, `plan_newer` (written anew meanwhile, or taken out: nothing is
    changed), `plan_code_unknown`, `plan_code_twice`, `plan_full`, `plan_goal_missing`, `plan_text_long`,
    `plan_day_missing`, `plan_day_past`, `plan_days_order`, `plan_state_unknown`, `lever_file_unknown` (evidence of a
    file in which the writer sees nothing that is told of the KAM).
    """
    _check_writes(store, scope, campaign, kam)
    today = today or datetime.date.today()
    with store.snapshot() as frozen:
        rows = kept.plan(frozen.run, campaign, kam)
    there = (undertaking(row, rows) for row in rows.priorities)
    before = next((each for each in there if each.position == draft.position), None)
    if before is not None and (draft.level, draft.code) == (before.basis.level, before.basis.code):
        basis: Basis | None = before.basis
    else:
        basis = basis_of(results(store, scope, Question(campaign, kam)), draft.level, draft.code)
    if basis is None:
        raise RequestError("plan_code_unknown", part=tidy(draft.code))
    goal, steps = _goal(draft.goal), _steps(draft.steps, before, today)
    row = PlanRow(
        draft.position,
        draft.version,
        basis.level,
        basis.code,
        written(basis),
        goal.when,
        goal.then,
        goal.first,
        goal.helper,
        goal.sign,
        before.decided if before else today,
    )
    lines = [StepRow(draft.position, step.days, step.due, step.state, step.line) for step in steps]
    evidence = _evidence(store, scope, kam, draft.evidence, before.evidence if before else ())
    return kept.write(store, (campaign, kam), row, lines, MOST_IN_PLAN, evidence)


def remove_from_plan(store: Store, scope: Scope, campaign: str, kam: str, position: int, version: int) -> None:
    """Take one priority out of a plan (tokens).

    Raises RequestError `link_unknown`, `not_allowed`, `plan_newer` where it was written anew meanwhile, or is gone.
    """
    _check_writes(store, scope, campaign, kam)
    kept.remove(store, (campaign, kam), position, version)


def _right(store: Store, scope: Scope, campaign: str, kam: str) -> PlanRight:
    """What the viewer may do with a plan; RequestError `link_unknown` where it is nothing, or nobody is there."""
    right = scope.plan_right(campaign, kam)
    with store.snapshot() as frozen:
        if right is PlanRight.NOTHING or reads.locate(frozen, campaign, kam) is None:
            raise RequestError("link_unknown")
    return right


def _check_writes(store: Store, scope: Scope, campaign: str, kam: str) -> None:
    if _right(store, scope, campaign, kam) < PlanRight.WRITE:
        raise RequestError("not_allowed")


def _goal(written: Goal) -> Goal:
    goal = Goal(*map(_text, astuple(written)))
    if not (goal.when and goal.then):
        raise RequestError("plan_goal_missing")
    return goal


def _text(written: str) -> str:
    text = tidy(written.replace("\0", ""))
    if len(text) > LONGEST_TEXT:
        raise RequestError("plan_text_long", length=len(text), most=LONGEST_TEXT, start=text[:30])
    return text


def _steps(written: tuple[StepDraft, ...], before: Undertaking | None, today: datetime.date) -> list[PlanStep]:
    """The steps, each at its date: a new date is not past, and none comes before that of the step before it.

    A follow-up whose date nobody chose goes along with the first step.
    """
    drafts = (*written, *(StepDraft() for _ in STEPS[len(written) :]))
    first = drafts[0].due
    if first is None:
        raise RequestError("plan_day_missing")
    known = {step.days: step.due for step in before.steps} if before else {}
    idle = {days for days, due in known.items() if due == _after(known[0], days)}
    steps = []
    for days, draft in zip(STEPS, drafts, strict=True):
        stays = draft.due == known.get(days) and days in idle
        due = _after(first, days) if draft.due is None or stays else draft.due
        steps.append(PlanStep(days, due, _state(draft.state), _text(draft.line)))
    for step in steps:
        if step.due < today and known.get(step.days) != step.due:
            raise RequestError("plan_day_past", day=step.due)
    if [step.due for step in steps] != sorted(step.due for step in steps):
        raise RequestError("plan_days_order", days=", ".join(map(str, FOLLOW_UPS)))
    return steps


def _after(day: datetime.date, days: int) -> datetime.date:
    try:
        return day + datetime.timedelta(days)
    except OverflowError:
        return datetime.date.max


def _state(written: str) -> StepState:
    try:
        return StepState(written)
    except ValueError:
        raise RequestError("plan_state_unknown", state=tidy(written), states=", ".join(StepState)) from None


def _evidence(
    store: Store, scope: Scope, kam: str, asked: tuple[int, ...] | None, before: Iterable[GoalEvidence]
) -> list[EvidenceRow]:
    """What a priority rests on, in the order asked for: what it did before as it was kept, else as it is said now."""
    known = {each.file: each for each in before}
    files = known if asked is None else dict.fromkeys(asked)
    found = (known.get(file) or lever_evidence(store, scope, kam, file) for file in files)
    return [evidence_row(each) for each in found]
