"""Next year's targets, tried on last year's figures: who would reach them, and what decides. Pure.

Columns: `seller` (text), required, and one column of figures for each criterion, under headings of one's own;
`bonus_last_year` (amount, or percent of the full bonus).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from kamescope.errors import ContentError, RequestError
from kamescope.levers.figures import PLACES, amounts, records, settled, texts

NAMED = ("seller", "team", "bonus_last_year")
"""The columns that are no criteria."""
MOST_CRITERIA = 4
WHOLE = 100
"""What weights make together, what a target that is exactly met is, and from which attainment on all is reached."""
AIM = (0.7, 0.8)
"""Targets are well set where this part of the team reaches them, both ends included."""
SCALES = tuple(range(50, 155, 5))
"""The percents of the targets for which it is told how many would reach them."""


@dataclass(frozen=True, slots=True)
class TargetsChoices:
    """What a person sets: by criterion `weight` (percent, 100 together) and `target`; in percent `cap`, `threshold`.

    `own`: criterion → seller → target in place of the common one. No criterion counts for more than the `cap`, and
    below the `threshold` for nothing. `scale`: the targets, in percent of what they are. `bonus`: what 100 % pays, in
    the unit of last year's bonus.
    """

    weight: Mapping[str, float] = field(default_factory=dict)
    target: Mapping[str, float] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    cap: float = 120
    threshold: float = 0
    scale: float = 100
    bonus: float = 100


@dataclass(frozen=True, eq=False)
class TargetsResult:
    """What the targets would have given.

    `sellers`: in the file's order; seller, attainment (percent; missing where a figure is), reached, decides (the
    criterion that costs most, "" of who reaches all of them), bonus and distance (to last year's; missing where the
    file has none). `met`: seller by criterion, in percent of the target, capped. `share_reached`: a fraction of those
    who have an attainment, None without any; `well_set`: whether that is what is aimed at. `unknown`: how many have
    none. `decides`: criterion → how many sellers it costs most. `by_scale`: percent of the targets → share that reaches
    them.
    """

    criteria: tuple[str, ...]
    sellers: pd.DataFrame
    met: pd.DataFrame
    share_reached: float | None
    well_set: bool
    unknown: int
    decides: dict[str, int]
    by_scale: tuple[tuple[int, float | None], ...]

    def as_json(self) -> dict[str, object]:
        """The command line's result (docs/design.md 3)."""
        sellers = records(self.sellers, ("seller", "attainment", "reached"))
        return {"sellers": sellers, "share_reached": self.share_reached}


Choices, Result = TargetsChoices, TargetsResult


def analyse(table: pd.DataFrame, choices: TargetsChoices = TargetsChoices()) -> TargetsResult:
    """Attainment = Σ weight × min(value ÷ target, cap). 60 % of 120 of 100, 40 % of 5 of 10, capped at 120: 92 %.

    Raises RequestError for weights, targets, cap, threshold and scale that cannot be, ContentError for a criterion that
    the file does not have.
    """
    criteria = tuple(choices.weight)
    _check(table, choices)
    weights = np.array([choices.weight[name] for name in criteria], dtype=np.float64)
    sellers = texts(table, "seller").reset_index(drop=True)
    parts = _parts(table, sellers, choices)
    met = _met(parts, choices.scale, choices)
    attainment = _attainment(met, weights)
    bonus_before = amounts(table, "bonus_last_year")
    bonus = settled(attainment / WHOLE * choices.bonus)
    decides = _decides(met, weights, criteria)
    found = pd.DataFrame({"seller": sellers, "attainment": attainment, "reached": attainment >= WHOLE})
    found = found.assign(decides=decides, bonus=bonus, distance=settled(bonus - bonus_before))
    reached = _share(attainment)
    by_scale = tuple((scale, _share(_attainment(_met(parts, scale, choices), weights))) for scale in SCALES)
    return TargetsResult(
        criteria,
        found,
        pd.DataFrame(settled(met), columns=list(criteria)).assign(seller=sellers),
        reached,
        reached is not None and AIM[0] <= reached <= AIM[1],
        int(np.isnan(attainment).sum()),
        {name: int((decides == name).sum()) for name in criteria},
        by_scale,
    )


def _parts(table: pd.DataFrame, sellers: pd.Series, choices: TargetsChoices) -> np.ndarray:
    """Value ÷ target in percent, a column a criterion."""
    columns = [np.empty((len(table), 0))]
    for name in choices.weight:
        own = sellers.map(dict(choices.own.get(name, {}))).to_numpy(dtype=np.float64, na_value=np.nan)
        targets = np.where(np.isnan(own), choices.target.get(name, np.nan), own)
        columns.append((amounts(table, name) / targets * WHOLE)[:, None])
    return np.hstack(columns)


def _met(parts: np.ndarray, scale: float, choices: TargetsChoices) -> np.ndarray:
    """How far each target is met, at another height of all targets: capped, and nothing below the threshold."""
    met = parts / scale * WHOLE
    return np.where(settled(met) < choices.threshold, 0.0, np.minimum(met, choices.cap))


def _attainment(met: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return settled(met @ weights / WHOLE)


def _share(attainment: np.ndarray) -> float | None:
    known = attainment[~np.isnan(attainment)]
    return round(float((known >= WHOLE).mean()), PLACES) if len(known) else None


def _decides(met: np.ndarray, weights: np.ndarray, criteria: tuple[str, ...]) -> np.ndarray:
    """The criterion that costs each seller most of their attainment; of equals the first one weighed."""
    lost = settled(np.maximum(WHOLE - np.nan_to_num(met, nan=WHOLE), 0) * weights)
    names = np.array(criteria, dtype=object)[lost.argmax(axis=1)]
    return np.where(lost.max(axis=1) > 0, names, "")


def _check(table: pd.DataFrame, choices: TargetsChoices) -> None:
    """Refuse what cannot be a set of targets."""
    count, together = len(choices.weight), sum(choices.weight.values())
    if not count:
        raise RequestError("lever_no_weights", expected=WHOLE, criteria=", ".join(_criteria(table)))
    if count > MOST_CRITERIA:
        raise RequestError("lever_criteria", count=count, most=MOST_CRITERIA)
    for name, weight in choices.weight.items():
        if not weight > 0:
            raise RequestError("lever_weight", criterion=name, value=weight)
    if round(together, PLACES) != WHOLE:
        raise RequestError("lever_weights", total=f"{together:g}", expected=WHOLE)
    for name in choices.weight:
        if name not in table:
            raise ContentError("lever_no_criterion", criterion=name)
    _check_targets(table, choices)
    if not choices.cap >= WHOLE:
        raise RequestError("lever_cap", value=choices.cap, least=WHOLE)
    if not 0 <= choices.threshold <= WHOLE:
        raise RequestError("lever_threshold", value=choices.threshold, most=WHOLE)
    if not choices.scale > 0:
        raise RequestError("lever_scale", value=choices.scale)


def _criteria(table: pd.DataFrame) -> list[str]:
    """The columns that may be weighed: all but those that have a name of their own."""
    return [str(name) for name in table if name not in NAMED]


def _check_targets(table: pd.DataFrame, choices: TargetsChoices) -> None:
    """Every criterion weighed has a target, for all or for each seller, and every target a weight."""
    sellers = set(texts(table, "seller"))
    for name in choices.weight:
        if name not in choices.target and not sellers <= choices.own.get(name, {}).keys():
            raise RequestError("lever_no_target", criterion=name)
    for name in [*choices.target, *choices.own]:
        if name not in choices.weight:
            raise RequestError("lever_no_weight", criterion=name)
    told = [*choices.target.items(), *((name, each) for name, own in choices.own.items() for each in own.values())]
    for name, target in told:
        if not target > 0:
            raise RequestError("lever_target", criterion=name, value=target)
