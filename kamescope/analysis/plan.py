"""An action plan: what is worked on, from which figures, by which steps, and how each of them stands. Pure."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level, Published, codes, columns, items_of
from kamescope.analysis.reliability import FEW_ANSWERS, Footing, little
from kamescope.model import ENVIRONMENT, Model

MOST_IN_PLAN = 3
"""So many priorities has a plan at most."""
FOLLOW_UPS = (30, 90)
"""Days after the first step on which somebody asks."""
STEPS = (0, *FOLLOW_UPS)
"""The first step, then the follow-ups, by the days they come after it."""
WORKED_ON = (Level.FACTOR, Level.ITEM)
"""What a priority may be about."""


class StepState(StrEnum):
    """How a step stands."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    HOLDING = "holding"
    DROPPED = "dropped"


class KeptFigure(NamedTuple):
    """One published figure as it was: score in points, percent, from how many answers."""

    score: float
    percent: float
    answers: int


@dataclass(frozen=True, slots=True)
class Basis:
    """The factor or item that a priority comes from, with the figures of that day by column; gap: self − environment.

    Without any figure: they were erased since.
    """

    level: Level
    code: str
    figures: tuple[tuple[str, KeptFigure], ...] = ()
    gap: float | None = None


class FileState(StrEnum):
    """What became of a file: it stands, a newer one took its place, it was taken back, or nothing of it is left."""

    STANDS = "stands"
    REPLACED = "replaced"
    UNDONE = "undone"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class GoalEvidence:
    """What an instrument beside the 360 said when it was chosen for a goal: its figures, from a file about which day.

    `file`: the number of that file; `state`: what became of it since.
    """

    instrument: str
    file: int
    held_on: datetime.date
    currency: str = ""
    figures: tuple[tuple[str, float | str], ...] = ()
    state: FileState = FileState.STANDS


@dataclass(frozen=True, slots=True)
class Goal:
    """What is meant to happen, as people write it: an if-then, the first step, who helps, how it will be seen."""

    when: str = ""
    then: str = ""
    first: str = ""
    helper: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """The first step (0 days) or a follow-up: when it is due, how it stands, and a line about it."""

    days: int
    due: datetime.date
    state: StepState = StepState.NOT_BEGUN
    line: str = ""

    def days_late(self, today: datetime.date) -> int:
        """By how many days it has been due without anything being said of it, 0 where it is not late."""
        return max((today - self.due).days, 0) if self.state is StepState.NOT_BEGUN else 0


class PlanTitle(NamedTuple):
    """What a priority is about and how it stands, for who is told no more."""

    position: int
    level: Level
    code: str
    state: StepState


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One priority of a plan. `version`: of all that was ever written, which writing this is.

    `evidence`: what it rests on beside the 360, in the order in which it was chosen.
    """

    position: int
    version: int
    basis: Basis
    goal: Goal
    decided: datetime.date
    steps: tuple[PlanStep, ...]
    evidence: tuple[GoalEvidence, ...] = ()

    @property
    def state(self) -> StepState:
        """How it stands: as the last step says of which anything is said."""
        return standing(step.state for step in self.steps)

    @property
    def title(self) -> PlanTitle:
        """What is told of it to who is told no more."""
        return PlanTitle(self.position, self.basis.level, self.basis.code, self.state)


def standing(states: Iterable[StepState]) -> StepState:
    """How a priority stands by the states of its steps: as the last one of which anything is said."""
    return next((state for state in reversed(tuple(states)) if state is not StepState.NOT_BEGUN), StepState.NOT_BEGUN)


def basis_of(published: Published, level: Level, code: str) -> Basis | None:
    """A factor or item with its figures as they are published now; None where there is no such, or no figure of it."""
    if level not in WORKED_ON or code not in codes(published.model, level) or not published.cells:
        return None
    cells = ((column, published.cell(level, code, column)) for column in columns(published.model))
    shown = tuple((column, KeptFigure(*cell[:2], cell.answers)) for column, cell in cells if cell.is_published)
    return Basis(level, code, shown, gap_of(published, level, code).gap) if shown else None


def stands_on_little(published: Published, level: Level, code: str) -> bool:
    """Whether the part of a protected group in a figure of the environment rests on little (`reliability`).

    Of one item: fewer than five answers, where the group was asked.
    """
    if level is Level.FACTOR:
        return bool(little(published, code))
    protected = [group for group in published.environment_groups if published.model.group(group).protected]
    cells = (published.cell(level, code, group) for group in protected)
    return any(cell.is_published and cell.answers < FEW_ANSWERS for cell in cells)


def kept_footing(model: Model, basis: Basis) -> tuple[Footing, ...]:
    """The protected groups whose part in the figures of that day rests on little, as `reliability.little` of today."""
    if basis.code not in codes(model, basis.level):
        return ()
    items = items_of(model, basis.level, basis.code)
    found = (
        Footing(column, len(items & model.group(column).items), len(items), figure.answers)
        for column, figure in basis.figures
        if column in model.group_index and model.group(column).protected
    )
    return tuple(each for each in found if each.is_little)


def offered(published: Published, taken: Iterable[tuple[Level, str]], with_little: bool) -> list[tuple[Level, str]]:
    """The factors, then the items, that a priority may be chosen from: others have seen it, and it is not `taken`.

    What rests on little is offered only `with_little`.
    """
    known = set(taken)
    found = []
    for level in WORKED_ON if published.cells else ():
        for code in codes(published.model, level):
            is_seen = published.cell(level, code, ENVIRONMENT).is_published and (level, code) not in known
            if is_seen and (with_little or not stands_on_little(published, level, code)):
                found.append((level, code))
    return found


def current_step(entry: Undertaking, today: datetime.date) -> PlanStep:
    """The step of a priority that people speak of now: the last that is due or of which anything is said, or the first.

    Before the first step that one; on its day + 30 the follow-up at 30 days, though nothing is said of it yet.
    """
    reached = (step for step in reversed(entry.steps) if step.due <= today or step.state is not StepState.NOT_BEGUN)
    return next(reached, entry.steps[0])


def next_step(plan: Iterable[Undertaking]) -> PlanStep | None:
    """The step of a plan that is due first among those of which nothing is said yet."""
    open_steps = [step for each in plan for step in each.steps if step.state is StepState.NOT_BEGUN]
    return min(open_steps, key=lambda step: step.due, default=None)


def late_steps(plan: Iterable[Undertaking], today: datetime.date) -> int:
    """How many steps of a plan are late."""
    return sum(step.days_late(today) > 0 for each in plan for step in each.steps)
