"""What winning costs, where the effort goes, how often it succeeds, and what is worked on. Pure.

Columns: `kam` (text), `state` (one of `DealState`), required; `segment`, `origin` (texts), `created`, `closed` (days),
`amount`, `cost` (amounts), `hours` (number).
"""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from kamescope.errors import RequestError
from kamescope.levers.figures import PLACES, amounts, ratio, texts, total
from kamescope.naming import alphabetical

ENOUGH = 10
"""Of fewer closed opportunities a rate is told, and no verdict."""
YEAR = 4
"""Signs of a month that are its year."""
DAY = np.timedelta64(1, "D")


class DealState(StrEnum):
    """What became of an opportunity."""

    WON = "won"
    LOST = "lost"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class IndicatorsChoices:
    """`hour_cost`: what an hour costs, where the file says hours and no cost.

    `period`: a year (2026) or a month of one (2026-03): what was created then is looked at alone.
    """

    hour_cost: float | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Conversion:
    """How many of the closed opportunities were won; `rate` is None where none is closed."""

    won: int
    closed: int
    rate: float | None

    @property
    def is_enough(self) -> bool:
        """Whether there are enough of them for a verdict."""
        return self.closed >= ENOUGH


@dataclass(frozen=True, slots=True)
class DealFigures:
    """The opportunities of one segment or KAM (`name`; "" where the file says none).

    `hours` and `cost`: of all of them, None where the file says none; `revenue`: the amounts won. `cost_of_winning`:
    what the closed ones cost for each that was won. `average_deal`: the mean amount of those won. `days`: the mean from
    created to closed of those won. The parts are of everybody's hours (of their cost, where the file says no hours) and
    revenue, fractions. Each is None where there is nothing to take it of.
    """

    name: str
    opportunities: int
    conversion: Conversion
    hours: float | None
    cost: float | None
    revenue: float
    cost_of_winning: float | None
    average_deal: float | None
    days: float | None
    part_of_effort: float | None
    part_of_revenue: float | None


@dataclass(frozen=True, eq=False)
class IndicatorsResult:
    """All opportunities, those of each segment and of each KAM by name, and what was created month by month.

    `created`: month ("2026-03", none left out between the first and the last) → how many. `by_origin`: month, origin,
    opportunities; of months that have any. `undated`: opportunities without a day of creation.
    """

    together: DealFigures
    by_segment: tuple[DealFigures, ...]
    by_kam: tuple[DealFigures, ...]
    created: dict[str, int]
    by_origin: pd.DataFrame
    undated: int

    def as_json(self) -> dict[str, object]:
        """The command line's result (docs/design.md 3)."""
        all_of_them = self.together.conversion
        conversion = {
            "all": all_of_them.rate,
            "by_kam": {each.name: each.conversion.rate for each in self.by_kam},
            "n": all_of_them.closed,
            "n_by_kam": {each.name: each.conversion.closed for each in self.by_kam},
        }
        effort = {
            each.name: {"hours": each.hours, "cost": each.cost, "revenue": each.revenue} for each in self.by_segment
        }
        return {
            "conversion": conversion,
            "cost_of_winning": {each.name: each.cost_of_winning for each in self.by_segment},
            "effort": effort,
            "average_deal": {each.name: each.average_deal for each in self.by_segment},
            "created": self.created,
        }


Choices, Result = IndicatorsChoices, IndicatorsResult


def analyse(table: pd.DataFrame, choices: IndicatorsChoices = IndicatorsChoices()) -> IndicatorsResult:
    """The figures of all opportunities. Won at 100 and 300, lost at 50 of cost each: 100 for each that was won.

    Raises RequestError for an hour that costs less than nothing, and for a period of which nothing is.
    """
    deals = _within(_deals(table, choices.hour_cost), choices.period)
    together = _figures("", deals, deals)
    created = pd.Series(deals["month"][deals["month"] != ""])
    return IndicatorsResult(
        together,
        _each(deals, "segment"),
        _each(deals, "kam"),
        _months(created),
        _by_origin(deals),
        len(deals) - len(created),
    )


def figures(result: IndicatorsResult) -> dict[str, float | str]:
    """What is said of one KAM: how much of what they closed was won, of how many; nothing where that is too few."""
    found = result.together.conversion
    return {} if found.rate is None or not found.is_enough else {"rate": found.rate, "closed": found.closed}


def conversion(deals: pd.DataFrame) -> Conversion:
    """Won ÷ (won + lost): what is open counts in neither. Three won, one lost, two open: 75 % of four."""
    won, lost = int(deals["is_won"].sum()), int(deals["is_lost"].sum())
    return Conversion(won, won + lost, ratio(won, won + lost))


def _deals(table: pd.DataFrame, hour_cost: float | None) -> pd.DataFrame:
    if hour_cost is not None and not hour_cost >= 0:
        raise RequestError("lever_hour_cost", value=hour_cost)
    deals = pd.DataFrame({name: texts(table, name) for name in ("kam", "segment", "origin", "state")})
    deals = deals.assign(**{name: amounts(table, name) for name in ("amount", "cost", "hours")})
    if hour_cost is not None:
        deals["cost"] = deals["cost"].fillna(deals["hours"] * hour_cost)
    created, closed = (_days(table, name) for name in ("created", "closed"))
    deals["days"] = (closed - created) / DAY
    deals["month"] = _month(created)
    deals["is_won"], deals["is_lost"] = (deals["state"] == state for state in (DealState.WON, DealState.LOST))
    return deals


def periods(table: pd.DataFrame) -> tuple[str, ...]:
    """The years in which something was created, each before its months."""
    months = sorted(set(_month(_days(table, "created"))) - {""})
    return tuple(dict.fromkeys(period for month in months for period in (month[:YEAR], month)))


def _within(deals: pd.DataFrame, period: str | None) -> pd.DataFrame:
    if period is None:
        return deals
    found = deals[deals["month"].str.startswith(period)]
    if found.empty:
        raise RequestError("lever_no_period", period=period, periods=", ".join(sorted(set(deals["month"]) - {""})))
    return found


def _month(days: pd.Series) -> np.ndarray:
    """The month of each day, "" where there is none: each month is written once, however many days it has."""
    found, place = np.unique(days.to_numpy().astype("datetime64[M]"), return_inverse=True)
    return np.where(np.isnat(found), "", np.datetime_as_string(found)).astype(object)[place]


def _days(table: pd.DataFrame, column: str) -> pd.Series:
    if column in table:
        return pd.to_datetime(table[column])
    return pd.Series(pd.NaT, index=table.index, dtype="datetime64[ns]")


def _each(deals: pd.DataFrame, by: str) -> tuple[DealFigures, ...]:
    groups = sorted(deals.groupby(by), key=lambda group: alphabetical(str(group[0])))
    return tuple(_figures(str(name), rows, deals) for name, rows in groups)


def _figures(name: str, rows: pd.DataFrame, deals: pd.DataFrame) -> DealFigures:
    found = conversion(rows)
    won, spent = rows[rows["is_won"]], rows[rows["is_won"] | rows["is_lost"]]
    cost_of_closed = _sum(spent["cost"])
    effort = "hours" if deals["hours"].notna().any() else "cost"
    return DealFigures(
        name,
        len(rows),
        found,
        _sum(rows["hours"]),
        _sum(rows["cost"]),
        total(won["amount"].to_numpy()),
        None if cost_of_closed is None else ratio(cost_of_closed, found.won),
        _mean(won["amount"]),
        _mean(won["days"]),
        _part(rows[effort], deals[effort]),
        _part(won["amount"], deals.loc[deals["is_won"], "amount"]),
    )


def _sum(values: pd.Series) -> float | None:
    return total(values.to_numpy()) if values.notna().any() else None


def _mean(values: pd.Series) -> float | None:
    return round(float(values.mean()), PLACES) if values.notna().any() else None


def _part(values: pd.Series, everybodys: pd.Series) -> float | None:
    return ratio(total(values.to_numpy()), total(everybodys.to_numpy()))


def _months(months: pd.Series) -> dict[str, int]:
    if months.empty:
        return {}
    counts: dict[Hashable, int] = months.value_counts().to_dict()
    span = pd.period_range(months.min(), months.max(), freq="M").strftime("%Y-%m")
    return {str(month): int(counts.get(month, 0)) for month in span}


def _by_origin(deals: pd.DataFrame) -> pd.DataFrame:
    dated = deals[deals["month"] != ""]
    return dated.groupby(["month", "origin"], as_index=False).size().rename(columns={"size": "opportunities"})
