"""What eats the time of a sales team, and which of it could be done with less. Pure.

Columns: `task` (text), `duration`, `frequency`, `complexity`, `added_value` (whole numbers, 1 to 3), required;
`kam` (whose task it is) and `stage` (texts), `minutes` of one time and `times_a_month` (numbers), `lever` (one of
`TaskLever`: what was chosen).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pandas as pd

from kamescope.levers.figures import amounts, records, settled, texts, total, word

CRITERIA = ("duration", "frequency", "complexity", "added_value")
HIGH_FROM, SOME_FROM = 10, 7
MINUTES = 60


class TaskLevel(StrEnum):
    """How much could be freed: from 10 of 12 on much, from 7 on some."""

    HIGH = "high"
    SOME = "some"
    LOW = "low"


class TaskLever(StrEnum):
    """How time is freed."""

    AUTOMATE = "automate"
    OUTSOURCE = "outsource"
    REORGANISE = "reorganise"


class Aim(StrEnum):
    """What freed time is for; it changes the order of the list alone.

    As much with fewer people: the most hours first. More with as many: what the seller adds least to first, since any
    hour of it can become one of selling. Better with as many: what the seller adds most to first, where it is worth
    working otherwise.
    """

    AS_MUCH_WITH_FEWER = "as_much_with_fewer"
    MORE_WITH_AS_MANY = "more_with_as_many"
    BETTER_WITH_AS_MANY = "better_with_as_many"


FREED: Mapping[str, float] = {TaskLever.AUTOMATE: 1.0, TaskLever.OUTSOURCE: 1.0, TaskLever.REORGANISE: 0.5}
"""Which part of a task's hours a lever frees at most, unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class TasksChoices:
    """`aim`: of the order; `freed`: lever → part of the hours, 0 to 1."""

    aim: Aim | str | None = None
    freed: Mapping[str, float] = field(default_factory=lambda: dict(FREED))


@dataclass(frozen=True, eq=False)
class TasksResult:
    """Tasks in the order asked for.

    `tasks`: task, kam, stage, the four criteria, potential (4 to 12), level, hours (a month; missing where the file
    does not say), proposed ("" of a low potential, else a `TaskLever`), chosen ("" where nothing is), freed (hours a
    month, of what is chosen). `hours`: of all together; `unmeasured`: how many tasks say no hours; `freed`: what the
    chosen levers free, `could_be_freed`: what the proposed ones would.
    """

    tasks: pd.DataFrame
    hours: float
    unmeasured: int
    freed: float
    could_be_freed: float

    def by_criterion(self, criterion: str) -> pd.DataFrame:
        """The tasks by one criterion, highest first, else in the order of the list; KeyError for none of the four."""
        return self.tasks.sort_values(criterion, ascending=False, kind="stable")

    def as_json(self) -> dict[str, object]:
        """The command line's result (docs/design.md 3)."""
        return {"tasks": records(self.tasks, ("task", "potential", "level", "hours"))}


Choices, Result = TasksChoices, TasksResult


def analyse(table: pd.DataFrame, choices: TasksChoices = TasksChoices()) -> TasksResult:
    """Potential, level and lever of every task. 3, 3, 1, 1: 3 + 3 + (4 − 1) + (4 − 1) = 12, high.

    By potential, then hours, then the file's order; an aim puts another figure first. Raises RequestError for an aim or
    a lever that there is none of.
    """
    freed = {word(TaskLever, lever): part for lever, part in choices.freed.items()}
    tasks = pd.DataFrame({name: texts(table, name) for name in ("task", "kam", "stage")})
    scores = {name: amounts(table, name).astype(int) for name in CRITERIA}
    tasks = tasks.assign(**scores, potential=potential(**scores))
    tasks["level"] = np.select(
        [tasks["potential"] >= HIGH_FROM, tasks["potential"] >= SOME_FROM],
        [TaskLevel.HIGH, TaskLevel.SOME],
        TaskLevel.LOW,
    )
    tasks["hours"] = settled(amounts(table, "minutes") * amounts(table, "times_a_month") / MINUTES)
    tasks["proposed"], tasks["chosen"] = _proposed(tasks), texts(table, "lever")
    for lever in set(tasks["chosen"]) - {""}:
        word(TaskLever, lever)
    could = _freed(tasks, "proposed", freed)
    tasks["freed"] = _freed(tasks, "chosen", freed)
    hours = tasks["hours"].to_numpy()
    unmeasured = int(np.isnan(hours).sum())
    return TasksResult(
        _ordered(tasks, choices.aim), total(hours), unmeasured, total(tasks["freed"].to_numpy()), total(could)
    )


def figures(result: TasksResult) -> dict[str, float | str]:
    """What is said of one KAM: hours a month that could be freed, and in how many tasks; nothing without any."""
    count = int((result.tasks["proposed"] != "").sum())
    return {"could_be_freed": result.could_be_freed, "tasks": count} if result.could_be_freed else {}


def potential(
    duration: np.ndarray, frequency: np.ndarray, complexity: np.ndarray, added_value: np.ndarray
) -> np.ndarray:
    """How much could be freed, 4 to 12: what is long, frequent, simple, and to which the seller adds little."""
    return duration + frequency + (4 - complexity) + (4 - added_value)


def _proposed(tasks: pd.DataFrame) -> np.ndarray:
    """What is simple and comes often is for a machine, what the seller adds little to for somebody else."""
    is_simple = (tasks["complexity"] == 1) & (tasks["frequency"] >= 2)
    cases = [tasks["level"] == TaskLevel.LOW, is_simple, tasks["added_value"] == 1]
    return np.select(cases, ["", TaskLever.AUTOMATE, TaskLever.OUTSOURCE], TaskLever.REORGANISE)


def _freed(tasks: pd.DataFrame, by: str, freed: Mapping[TaskLever, float]) -> np.ndarray:
    """Hours a month: none without a lever, unknown where the hours are."""
    parts = tasks[by].map(freed).fillna(0.0).to_numpy(dtype=np.float64)
    return settled(np.where(parts == 0, 0.0, tasks["hours"].to_numpy() * parts))


def _ordered(tasks: pd.DataFrame, aim: Aim | str | None) -> pd.DataFrame:
    by, rises = _ORDERS[word(Aim, aim) if aim else None]
    return tasks.sort_values(list(by), ascending=list(rises), kind="stable", na_position="last").reset_index(drop=True)


_ORDERS: Mapping[Aim | None, tuple[tuple[str, ...], tuple[bool, ...]]] = {
    None: (("potential", "hours"), (False, False)),
    Aim.AS_MUCH_WITH_FEWER: (("hours", "potential"), (False, False)),
    Aim.MORE_WITH_AS_MANY: (("added_value", "potential", "hours"), (True, False, False)),
    Aim.BETTER_WITH_AS_MANY: (("added_value", "potential", "hours"), (False, False, False)),
}
