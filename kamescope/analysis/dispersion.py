"""How far apart the answers within one rater group lie on a factor, in one of three words (docs/design.md 3). Pure.

Burke and Dunlap (2002): the average deviation of the answers to an item about their mean, averaged over the items.
"""

from collections.abc import Mapping, Sequence

from kamescope.analysis.published import Dispersion, Nearness, NearnessTold, NearnessUntold, Silence
from kamescope.analysis.scores import mean, settled
from kamescope.model import Factor, Model, Scale
from kamescope.privacy import SPREAD_MINIMUM, FilterState, GroupResult, Spreads, Status

SHARED, DIVIDED = 1 / 6, 1 / 3
"""Up to which part of the number of possible answers they are shared, and from which part on divided."""


def average_deviation(counts: Mapping[int, int]) -> float:
    """How far answers lie from their mean on average, in points, from how often each was given.

    2, 2, 3, 4 and 4: mean 3, deviations 1, 1, 0, 1 and 1, so 0.8.
    """
    number = sum(counts.values())
    total = sum(answer * count for answer, count in counts.items())
    # In whole numbers up to the end: which side of a threshold it falls on must not hang on rounding.
    return sum(count * abs(answer * number - total) for answer, count in counts.items()) / number**2


def nearness(scale: Scale, deviation: float) -> Nearness:
    """The word for an average deviation: shared up to c ÷ 6, divided from c ÷ 3 on, c the number of possible answers.

    On 1–5: shared up to 0.8333, divided from 1.6667 on.
    """
    options = scale.span + 1
    if settled(deviation) <= settled(options * SHARED):
        return Nearness.SHARED
    return Nearness.DIVIDED if settled(deviation) >= settled(options * DIVIDED) else Nearness.MIXED


def dispersions(model: Model, groups: Sequence[GroupResult], spreads: Spreads) -> dict[tuple[str, str], Dispersion]:
    """What may be told, by factor and group code: of groups that are published, of two people or more."""
    return {
        (factor.code, group.code): _of(model, factor, group, spreads)
        for factor in model.factors
        for group in groups
        if group.status is Status.PUBLISHED and group.respondents > 1 and _asked(model, factor, group)
    }


def _of(model: Model, factor: Factor, group: GroupResult, spreads: Spreads) -> Dispersion:
    asked = _asked(model, factor, group)
    deviations = [average_deviation(found) for code in asked if (found := spreads.get((group.code, code)))]
    if deviations:
        return NearnessTold(nearness(model.scale, mean(deviations)), len(deviations), len(asked))
    if group.filter is FilterState.APPLIED:
        return NearnessUntold(Silence.FILTERED)
    answers = [group.items[model.item_index[code]].answers or 0 for code in asked]
    return NearnessUntold(Silence.APART if max(answers) >= SPREAD_MINIMUM else Silence.FEW)


def _asked(model: Model, factor: Factor, group: GroupResult) -> list[str]:
    return [item.code for item in factor.items if item.code in model.group(group.code).items]
