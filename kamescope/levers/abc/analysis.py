"""Which clients make most of the revenue, which most of what could come, and where the two differ. Pure.

Columns: `client` (text), `revenue` (amount), required; one of `potential`, `margin`, `last_year` (amounts), by which
clients are classed a second time; `kam` (text); `visits` (number).
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from kamescope.errors import ContentError
from kamescope.levers.figures import amounts, money, ratio, records, settled, texts, total, word

CLASSES = ("A", "B", "C")
CLASS_LIMITS = (0.8, 0.95)
"""A: until the clients make so much of the total; B: until they make so much; C: the others."""
CURVE_POINTS = 100


class SecondMeasure(StrEnum):
    """By what clients are classed a second time; growth is what they bought more than last year."""

    POTENTIAL = "potential"
    MARGIN = "margin"
    GROWTH = "growth"

    @property
    def column(self) -> str:
        """The file's column that it is made from."""
        return "last_year" if self is SecondMeasure.GROWTH else self.value


class Action(StrEnum):
    """What is proposed for a cell of the matrix."""

    PROTECT = "protect"
    GROW = "grow"
    MAINTAIN = "maintain"
    LIGHTEN = "lighten"


ACTIONS = {
    "AA": Action.PROTECT,
    "AB": Action.PROTECT,
    "AC": Action.MAINTAIN,
    "BA": Action.GROW,
    "BB": Action.MAINTAIN,
    "BC": Action.LIGHTEN,
    "CA": Action.GROW,
    "CB": Action.GROW,
    "CC": Action.LIGHTEN,
}
"""Class by revenue, then by the second measure → what is proposed."""


@dataclass(frozen=True, slots=True)
class AbcChoices:
    """`by`: the second measure; where nothing is said, the first one that the file has."""

    by: SecondMeasure | str | None = None


@dataclass(frozen=True, slots=True)
class AbcCell:
    """Some clients: how many, what they buy, what the second measure makes of them."""

    clients: int
    revenue: float
    second: float


@dataclass(frozen=True, slots=True)
class ClassEffort:
    """The clients of one class by revenue: their part of clients, revenue and visits, and visits to each.

    Parts and `visits_each` are None where there is nothing to take them of.
    """

    code: str
    clients: int
    revenue: float
    visits: float
    part_of_clients: float | None
    part_of_revenue: float | None
    part_of_visits: float | None
    visits_each: float | None


@dataclass(frozen=True, eq=False)
class AbcResult:
    """Clients in two classings.

    `clients`: in the file's order; client, kam, revenue, second (value of the second measure), revenue_class,
    second_class (None where the file says nothing), visits. `cells`: "AA" → all nine; `unclassed`: clients without a
    second class, in none of them. `curve`: clients and revenue, fractions from 0 to 1, the greatest clients first.
    `effort`: the three classes by revenue, none where the file has no visits.
    """

    by: SecondMeasure
    clients: pd.DataFrame
    cells: dict[str, AbcCell]
    unclassed: int
    curve: pd.DataFrame
    effort: tuple[ClassEffort, ...]

    def differing(self) -> pd.DataFrame:
        """The clients whose two classes differ: those two classes apart first, then by revenue; then as in the file."""
        both = self.clients[self.clients["second_class"].notna()]
        places = {code: place for place, code in enumerate(CLASSES)}
        first, second = (both[name].map(places) for name in ("revenue_class", "second_class"))
        apart = (first - second).abs().astype(int)
        found = both.assign(apart=apart)[apart > 0]
        return found.sort_values(["apart", "revenue"], ascending=False, kind="stable")

    def as_json(self) -> dict[str, object]:
        """The command line's result (docs/design.md 3); the second class under the name of its measure."""
        name = f"{self.by}_class"
        clients = self.clients.rename(columns={"second_class": name})
        cells = {code: cell.clients for code, cell in self.cells.items()}
        return {"clients": records(clients, ("client", "revenue_class", name)), "cells": cells}


Choices, Result = AbcChoices, AbcResult


def analyse(table: pd.DataFrame, choices: AbcChoices = AbcChoices()) -> AbcResult:
    """Both classes of every client, and what they make together. Raises ContentError without a second measure."""
    by = _by(table, choices.by)
    revenue = amounts(table, "revenue")
    second = amounts(table, by.column)
    second = money(revenue - second) if by is SecondMeasure.GROWTH else second
    clients = pd.DataFrame(
        {"client": texts(table, "client"), "kam": texts(table, "kam"), "revenue": revenue, "second": second}
    ).reset_index(drop=True)
    for name, values in (("revenue_class", revenue), ("second_class", second)):
        clients[name] = pd.Series(classes(values), dtype=object)
    clients["visits"] = amounts(table, "visits")
    unclassed = int(clients["second_class"].isna().sum())
    effort = _effort(clients) if clients["visits"].notna().any() else ()
    return AbcResult(by, clients, _cells(clients), unclassed, curve(revenue), effort)


def classes(values: np.ndarray) -> np.ndarray:
    """The class of each value, None of a NaN. 50, 30, 10, 6 and 4: A, A, B, B, C.

    A value is A as long as the greater ones make less than 80 % of the total, B as long as they make less than 95 %:
    who crosses a limit is in the better class, and equals are in one. What is zero or less makes nothing, and is C.
    """
    made = np.maximum(money(np.nan_to_num(values)), 0.0)
    levels, place, counts = np.unique(-made, return_inverse=True, return_counts=True)
    summed = np.cumsum(-levels * counts)
    if not len(summed) or summed[-1] == 0:
        found = np.full(len(values), CLASSES[-1], dtype=object)
    else:
        greater = settled(np.concatenate([[0.0], summed[:-1]]) / summed[-1])
        found = np.array(CLASSES, dtype=object)[np.searchsorted(CLASS_LIMITS, greater, side="right")[place]]
    found[np.isnan(values)] = None
    return found


def curve(revenue: np.ndarray) -> pd.DataFrame:
    """Which part of the clients makes which part of the revenue, in a few hundred points at most; empty of nothing."""
    summed = np.cumsum(np.sort(np.maximum(np.nan_to_num(revenue), 0.0))[::-1])
    if not len(summed) or summed[-1] == 0:
        return pd.DataFrame({"clients": [], "revenue": []}, dtype=np.float64)
    steps = np.linspace(0, 1, CURVE_POINTS + 1)
    by_clients = np.rint(steps * (len(summed) - 1)).astype(int)
    by_revenue = np.searchsorted(summed, steps * summed[-1])
    shown = np.unique(np.concatenate([by_clients, by_revenue.clip(max=len(summed) - 1)]))
    clients, made = (shown + 1) / len(summed), settled(summed[shown] / summed[-1])
    return pd.DataFrame({"clients": np.insert(clients, 0, 0.0), "revenue": np.insert(made, 0, 0.0)})


def _by(table: pd.DataFrame, asked: SecondMeasure | str | None) -> SecondMeasure:
    there = [measure for measure in SecondMeasure if measure.column in table]
    if not there:
        raise ContentError("lever_no_second", columns=", ".join(measure.column for measure in SecondMeasure))
    if asked is None:
        return there[0]
    by = word(SecondMeasure, asked)
    if by not in there:
        raise ContentError("lever_no_measure", column=by.column)
    return by


def _cells(clients: pd.DataFrame) -> dict[str, AbcCell]:
    codes = clients["revenue_class"].str.cat(clients["second_class"])
    summed = clients.assign(clients=1).groupby(codes)[["clients", "revenue", "second"]].sum()
    sums = zip(summed.index, money(summed.to_numpy(dtype=np.float64)).tolist(), strict=True)
    found = {code: AbcCell(int(count), revenue, second) for code, (count, revenue, second) in sums}
    return {code: found.get(code, AbcCell(0, 0.0, 0.0)) for code in ACTIONS}


def _effort(clients: pd.DataFrame) -> tuple[ClassEffort, ...]:
    revenue, visits = total(clients["revenue"].to_numpy()), total(clients["visits"].to_numpy())
    return tuple(
        _class(code, clients[clients["revenue_class"] == code], (len(clients), revenue, visits)) for code in CLASSES
    )


def _class(code: str, clients: pd.DataFrame, all_together: tuple[float, float, float]) -> ClassEffort:
    sums = len(clients), total(clients["revenue"].to_numpy()), total(clients["visits"].to_numpy())
    of_clients, of_revenue, of_visits = (ratio(part, whole) for part, whole in zip(sums, all_together, strict=True))
    return ClassEffort(code, *sums, of_clients, of_revenue, of_visits, ratio(sums[2], sums[0]))
