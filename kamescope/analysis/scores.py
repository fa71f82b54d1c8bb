"""From item means to sub-factors, factors, overall and environment (docs/design.md 3). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from kamescope.analysis.published import Cell, Level, Shown, missing
from kamescope.model import ENVIRONMENT, OVERALL, Model, Scale
from kamescope.privacy import FilterState, GroupResult, Hidden, ItemMean, NoMean, ShownMean, Status

Place = tuple[Level, str, str]
Cells = dict[Place, Cell]
PLACES = 9


def settled(value: float) -> float:
    """A value as every comparison sees it: rounded to nine decimals (docs/design.md 3, rule 8)."""
    return round(value, PLACES)


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean, summed without rounding error; `values` is not empty."""
    return fsum(values) / len(values)


def roll_up(model: Model, groups: Iterable[GroupResult]) -> Cells:
    """Every figure of one KAM: four levels, each rater group and the environment.

    Each level is the mean of the published figures right below it. M. MARTIN, manager, F1:
    SF1 = (2+2+2)/3, SF2 = (2+2+2)/3, SF3 = (3+3)/2, so F1 = (2+2+3)/3 = 2.3333, 46.67 %.
    """
    cells: Cells = {}
    for group in groups:
        _roll_up_group(model, group, cells)
    _add_environment(model, list(groups), cells)
    return cells


def _roll_up_group(model: Model, group: GroupResult, cells: Cells) -> None:
    column, respondents, scale = group.code, group.respondents, model.scale
    means = iter(group.items)
    factors = []
    for factor in model.factors:
        subs = []
        for sub in factor.sub_factors:
            items = []
            for item in sub.items:
                cells[Level.ITEM, item.code, column] = cell = _item(next(means), respondents, scale)
                items.append(cell)
            cells[Level.SUB_FACTOR, sub.code, column] = cell = _above(items, respondents, scale)
            subs.append(cell)
        cells[Level.FACTOR, factor.code, column] = cell = _above(subs, respondents, scale)
        factors.append(cell)
    cells[Level.OVERALL, OVERALL, column] = _above(factors, respondents, scale)


def _item(found: ItemMean, respondents: int, scale: Scale) -> Cell:
    if found.mean is None:
        return missing(respondents, found.status)
    return Shown(found.mean, scale.percent(found.mean), respondents, found.answers)


def _above(parts: Sequence[Cell], respondents: int, scale: Scale) -> Cell:
    """The mean of the published parts; without any, masked if one is masked."""
    shown = [part for part in parts if part.is_published]
    if not shown:
        return missing(respondents, _hidden(parts))
    score = mean([part.score for part in shown])
    answers = sum([part.answers for part in shown])
    return Shown(score, scale.percent(score), respondents, answers)


def _hidden(parts: Sequence[Cell]) -> Hidden:
    """Why there is no figure above parts of which none is published."""
    return Status.MASKED if any(part.status is Status.MASKED for part in parts) else Status.NO_DATA


def _add_environment(model: Model, groups: list[GroupResult], cells: Cells) -> None:
    """At every level the mean of the published groups' scores at that level, each group counting once."""
    others = [group.code for group in groups if not model.group(group.code).is_self]
    respondents = sum(
        group.respondents for group in groups if group.code in others and group.status is Status.PUBLISHED
    )
    places = [(level, code) for level, code, column in cells if column == groups[0].code]
    for level, code in places:
        parts = [cells[level, code, column] for column in others]
        cells[level, code, ENVIRONMENT] = _above(parts, respondents, model.scale)


def pooled_environment(model: Model, cells: Mapping[Place, Cell], groups: Sequence[str]) -> Cells:
    """The environment the other way: an item's mean over all answers of `groups`, then rolled up (rule 5).

    Two managers who say 2 and four clients who say 5 give (2×2 + 4×5)/6 = 4.0, not 3.5.
    """
    respondents = sum(cells[Level.OVERALL, OVERALL, group].respondents for group in groups)
    items = tuple(_pooled_item([cells[Level.ITEM, item.code, group] for group in groups]) for item in model.items)
    state, unfiltered = Status.PUBLISHED, FilterState.NONE
    pooled = GroupResult(ENVIRONMENT, respondents, 1, state, len(items), None, unfiltered, items)
    found: Cells = {}
    _roll_up_group(model, pooled, found)
    return found


def _pooled_item(parts: Sequence[Cell]) -> ItemMean:
    shown = [part for part in parts if part.is_published]
    if not shown:
        return NoMean(_hidden(parts))
    answers = sum(part.answers for part in shown)
    return ShownMean(Status.PUBLISHED, fsum(part.score * part.answers for part in shown) / answers, answers)
