"""A plan seen from the next campaign: exactly what was worked on, beside what was not; never why. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from kamescope.analysis.gaps import thresholds
from kamescope.analysis.plan import PlanTitle
from kamescope.analysis.progress import Change, Known, change
from kamescope.analysis.published import Level, Published, codes, columns
from kamescope.analysis.scores import mean, settled
from kamescope.model import ENVIRONMENT, Model
from kamescope.records import Campaign


class WorkedOn(NamedTuple):
    """One priority, and how the environment's figure of exactly that factor or item moved."""

    title: PlanTitle
    change: Change


class Answered(NamedTuple):
    """How many of a protected group answered before and after: they need not be the same people."""

    group: str
    before: int
    after: int


class Rest(NamedTuple):
    """So many factors that were in no priority: their mean percents before and after, their mean change in points."""

    factors: int
    before: float
    after: float
    change: float


@dataclass(frozen=True, slots=True)
class PlanReview:
    """One KAM's plan after a campaign, by what the environment said in a later one.

    `mean`: the mean change of the factors worked on, an item by its factor; None where none can be told, as `rest`.
    """

    model: Model
    before: Campaign
    after: Campaign
    worked: tuple[WorkedOn, ...]
    answered: tuple[Answered, ...]
    mean: float | None
    rest: Rest | None


def moved_since(before: Published, after: Published, level: Level, code: str) -> tuple[Change, ...]:
    """What became of one factor or item, a change a column; nothing between models that are not the same."""
    if before.model.fingerprint != after.model.fingerprint or code not in codes(after.model, level):
        return ()
    return tuple(change(before, after, (level, code, column)) for column in columns(after.model))


def review(before: Published, after: Published, titles: Iterable[PlanTitle]) -> PlanReview | None:
    """How the environment moved on what is in a plan, and on the factors that are not.

    None without anything in it, or between models that are not the same. F1 +0.50 worked on, F2 −0.10 and F3 +0.30 not:
    a mean of +0.50 beside one of +0.10.
    """
    model = after.model
    known = [title for title in titles if title.code in codes(model, title.level)]
    if before.model.fingerprint != model.fingerprint or not known:
        return None
    inside = {model.factor_of[title.code].code for title in known}
    moves = {code: change(before, after, (Level.FACTOR, code, ENVIRONMENT)) for code in codes(model, Level.FACTOR)}
    told = {code: move for code, move in moves.items() if isinstance(move, Known)}
    worked = tuple(WorkedOn(each, change(before, after, (each.level, each.code, ENVIRONMENT))) for each in known)
    steps = [move.change for code, move in told.items() if code in inside]
    others = [move for code, move in told.items() if code not in inside]
    return PlanReview(
        model,
        before.campaign,
        after.campaign,
        worked,
        _answered(before, after),
        mean(steps) if steps else None,
        _rest(others) if others else None,
    )


def _answered(before: Published, after: Published) -> tuple[Answered, ...]:
    shown = set(before.environment_groups) & set(after.environment_groups)
    return tuple(
        Answered(group.code, before.group(group.code).respondents, after.group(group.code).respondents)
        for group in after.model.groups
        if group.code in shown and group.protected
    )


def is_visible(model: Model, moved: float) -> bool:
    """Whether a change in points is one to speak of: half of what makes a gap to explore, ±0.25 on 1–5."""
    return settled(abs(moved)) >= settled(thresholds(model)[0] / 2)


def _rest(moves: list[Known]) -> Rest:
    before, after = mean([move.before.percent for move in moves]), mean([move.after.percent for move in moves])
    return Rest(len(moves), before, after, mean([move.change for move in moves]))
