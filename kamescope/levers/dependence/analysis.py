"""How much of the revenue rests on the best sellers, and what is left if some go. Pure.

Columns: `seller` (text), `revenue` (amount), required; `period`, `team` (texts). Rows of one seller are summed. Of a
file with periods the one asked for is looked at, else the last, as texts sort; the others are set beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from kamescope.errors import RequestError
from kamescope.levers.figures import AMOUNT_PLACES, amounts, money, ratio, settled, texts, total

FEWEST = 5
"""Of fewer sellers there are figures, and no verdict."""
WATCH_FROM, EXPOSED_ABOVE = 0.3, 0.4
FAR = 1.5
"""Standard deviations from the mean from which on a seller is far from the others."""


class DependenceVerdict(StrEnum):
    """How much rests on the best tenth: under 30 %, 30 to 40 %, more; or too few sellers to say."""

    CALM = "calm"
    WATCH = "watch"
    EXPOSED = "exposed"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class DependenceChoices:
    """`period`: which one is looked at; `leaving`: sellers who are thought away."""

    period: str | None = None
    leaving: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reliance:
    """How much some sellers depend on the best of them; `name` is their period or team, "" of all.

    `people` of the best tenth and their `share` (a fraction), `half`: how many make half of the total. Share, half and
    verdict are None where nobody sold anything (a verdict of too few is told all the same).
    """

    name: str
    sellers: int
    total: float
    people: int
    share: float | None
    half: int | None
    verdict: DependenceVerdict | None


@dataclass(frozen=True, slots=True)
class Departure:
    """What happens if some go: what goes with them, what is left, and what each other would have to bring more.

    `each` is that amount and `rise` its part of what the others sell; None where nobody, or nothing, is left.
    """

    names: tuple[str, ...]
    lost: float
    left: float
    others: int
    each: float | None
    rise: float | None


@dataclass(frozen=True, eq=False)
class DependenceResult:
    """The sellers of one period.

    `sellers`: the best first, ties in the file's order; seller, team, revenue, share, summed (share of this one and all
    before), is_best (of the best tenth), far (1 far above the mean, −1 far below, 0 else). `undated`: how many sellers
    have rows without a period, in a file with periods; those are in nothing else. `by_period`: in order, empty where
    the file has none. `shares`: period, seller, revenue, share, of all periods.
    """

    period: str
    reliance: Reliance
    sellers: pd.DataFrame
    undated: int
    departure: Departure | None
    by_period: tuple[Reliance, ...]
    by_team: tuple[Reliance, ...]
    shares: pd.DataFrame

    def as_json(self) -> dict[str, object]:
        """The command line's result (docs/design.md 3)."""
        told = self.reliance
        best = {"people": told.people, "share": told.share}
        return {"sellers": told.sellers, "top_tenth": best, "half": told.half, "verdict": told.verdict}


Choices, Result = DependenceChoices, DependenceResult


def analyse(table: pd.DataFrame, choices: DependenceChoices = DependenceChoices()) -> DependenceResult:
    """Who makes what. 400, 100, 100, 100, 100, 100, 50, 50: the best tenth is one person with 40 %, two make half.

    Raises RequestError for a period, or somebody leaving, who is not in the file.
    """
    rows = pd.DataFrame({name: texts(table, name) for name in ("period", "seller", "team")})
    rows["revenue"] = amounts(table, "revenue")
    periods = sorted(set(rows["period"]) - {""})
    if choices.period is not None and choices.period not in periods:
        raise RequestError("lever_no_period", period=choices.period, periods=", ".join(periods))
    period = choices.period or (periods[-1] if periods else "")
    summed = rows.groupby(["period", "seller"], sort=False, as_index=False).agg({"team": "first", "revenue": "sum"})
    summed["revenue"] = money(summed["revenue"].to_numpy())
    whole = summed.groupby("period")["revenue"].transform("sum").to_numpy()
    summed["share"] = settled(np.divide(summed["revenue"], whole, out=np.full(len(summed), np.nan), where=whole > 0))
    looked_at = summed[summed["period"] == period] if periods else summed
    found = reliance(looked_at["revenue"].to_numpy(), "")
    return DependenceResult(
        period,
        found,
        _sellers(looked_at, found),
        int((summed["period"] == "").sum()) if periods else 0,
        _departure(looked_at, choices.leaving) if choices.leaving else None,
        _reliances(summed[summed["period"] != ""], "period"),
        _reliances(looked_at[looked_at["team"] != ""], "team"),
        summed[["period", "seller", "revenue", "share"]],
    )


def reliance(revenues: np.ndarray, name: str) -> Reliance:
    """What the best of some sellers make; a tenth of 19 people is one person, and of 9 too."""
    sellers, whole = len(revenues), total(revenues)
    people = min(max(1, sellers // 10), sellers)
    summed = np.cumsum(np.sort(revenues)[::-1])
    share = ratio(float(summed[people - 1]), whole) if sellers else None
    half = int(np.searchsorted(settled(summed / whole), 0.5)) + 1 if share is not None else None
    return Reliance(name, sellers, whole, people, share, half, _verdict(sellers, share))


def _verdict(sellers: int, share: float | None) -> DependenceVerdict | None:
    if sellers < FEWEST:
        return DependenceVerdict.TOO_FEW
    if share is None:
        return None
    if share > EXPOSED_ABOVE:
        return DependenceVerdict.EXPOSED
    return DependenceVerdict.WATCH if share >= WATCH_FROM else DependenceVerdict.CALM


def _sellers(rows: pd.DataFrame, found: Reliance) -> pd.DataFrame:
    best = rows.sort_values("revenue", ascending=False, kind="stable").drop(columns="period").reset_index(drop=True)
    revenue = best["revenue"].to_numpy()
    summed = settled(np.cumsum(revenue) / found.total) if found.total else np.full(len(best), np.nan)
    return best.assign(summed=summed, is_best=best.index < found.people, far=far(revenue))


def far(revenues: np.ndarray) -> np.ndarray:
    """1 who is a standard deviation (n − 1) and a half or more above the mean, −1 below; of too few, 0 throughout."""
    deviation = np.std(revenues, ddof=1) if len(revenues) >= FEWEST else 0.0
    if round(float(deviation), AMOUNT_PLACES) == 0:
        return np.zeros(len(revenues), dtype=int)
    distances = settled((revenues - revenues.mean()) / deviation)
    return np.where(np.abs(distances) >= FAR, np.sign(distances), 0).astype(int)


def _departure(rows: pd.DataFrame, leaving: Iterable[str]) -> Departure:
    names = tuple(dict.fromkeys(leaving))
    if missing := [name for name in names if name not in set(rows["seller"])]:
        raise RequestError("lever_no_seller", sellers=", ".join(missing))
    goes = rows["seller"].isin(names)
    lost, left = (total(rows.loc[who, "revenue"].to_numpy()) for who in (goes, ~goes))
    others = int((~goes).sum())
    return Departure(names, lost, left, others, lost / others if others else None, ratio(lost, left))


def _reliances(rows: pd.DataFrame, by: str) -> tuple[Reliance, ...]:
    return tuple(reliance(group["revenue"].to_numpy(), str(name)) for name, group in rows.groupby(by))
