"""How much of what each client could buy is bought here, and which rich clients are hardly served. Pure.

Columns: `client` (text), `revenue` (amount), required; `potential` (amount), or `spend_per_head` (amount) and `heads`
(number) that make it; `kam`, `segment` (texts). A potential that is written counts before one that is computed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
import pandas as pd

from kamescope.errors import ContentError, RequestError
from kamescope.levers.figures import amounts, largest, money, ratio, records, settled, texts
from kamescope.naming import alphabetical

SHARE_LIMITS = (0.75, 0.5, 0.25)
"""From each of them on a share is in the row of that place; below all of them in the last."""
BANDS = 4
FRAGILE_FROM = 3
"""The fragile reserve: rows and columns from this one on, the two lowest shares and the two highest potentials."""
QUARTERS = (0.25, 0.5, 0.75)
SUMMED = ["clients", "revenue", "potential", "to_win"]
CELLS = (BANDS + 1) ** 2
"""Numbers that a cell, row and column from 1, may have."""


class Apart(StrEnum):
    """Why a client has no place in the matrix: nobody knows what it could buy, or it buys more than that."""

    NO_POTENTIAL = "no_potential"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class PortfolioChoices:
    """`limits`: of the potential, lowest first, in place of the file's quartiles."""

    limits: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class PortfolioCell:
    """Some clients together; `share`: None where they have no potential."""

    clients: int
    revenue: float
    potential: float
    to_win: float
    share: float | None


@dataclass(frozen=True, slots=True)
class KamPortfolio:
    """What one KAM's clients in the matrix make, and the fragile ones of them; `apart`: how many are not in it."""

    kam: str
    placed: PortfolioCell
    fragile: PortfolioCell
    apart: int


@dataclass(frozen=True, eq=False)
class PortfolioResult:
    """A portfolio in its matrix.

    `clients`: in the file's order; client, kam, segment, revenue, potential, share, row (1: the highest share),
    column (1: the lowest potential), fragile, to_win, apart ("" in the matrix, else an `Apart`). Row, column and to_win
    are missing of who is apart. `limits`: three potentials; above each the next column begins; none of an empty matrix.
    `cells`: (row, column) → all sixteen.
    """

    clients: pd.DataFrame
    limits: tuple[float, ...]
    cells: dict[tuple[int, int], PortfolioCell]
    placed: PortfolioCell
    fragile: PortfolioCell
    by_kam: tuple[KamPortfolio, ...]

    def to_win(self, most: int | None = None) -> pd.DataFrame:
        """The clients of the matrix, or so many of them, most to be won first, ties in the file's order."""
        return largest(self.clients, "to_win", most)

    def apart(self, why: Apart) -> pd.DataFrame:
        """The clients that have no place in the matrix for one reason, in the file's order."""
        outside = self.clients[self.clients["row"].isna()]
        return outside[outside["apart"] == why]

    def as_json(self) -> dict[str, object]:
        """The command line's result (docs/design.md 3)."""
        keys = ("client", "kam", "revenue", "potential", "share", "row", "column", "fragile")
        fragile = {"clients": self.fragile.clients, "to_win": self.fragile.to_win}
        return {"clients": records(self.clients, keys), "fragile": fragile}


Choices, Result = PortfolioChoices, PortfolioResult


def analyse(table: pd.DataFrame, choices: PortfolioChoices = PortfolioChoices()) -> PortfolioResult:
    """Share and place of every client. 500 of 2,000: a quarter, so row 3.

    Raises ContentError where no column says the potential, RequestError for limits that do not rise.
    """
    if "potential" not in table and not {"spend_per_head", "heads"} <= set(table):
        raise ContentError("lever_no_potential")
    clients = _clients(table)
    placed = (clients["apart"] == "").to_numpy(dtype=bool)
    limits = _limits(clients["potential"].to_numpy()[placed], choices.limits)
    _place(clients, placed, limits)
    codes, kams = pd.factorize(clients["kam"])
    sums = _summed(clients, codes, placed)
    fragile = sums[sums["fragile"]]
    apart = np.bincount(codes[~placed], minlength=len(kams)).tolist()
    return PortfolioResult(
        clients,
        limits,
        _cells(sums),
        _made(sums[SUMMED].sum().to_numpy()),
        _made(fragile[SUMMED].sum().to_numpy()),
        _by_kam(kams.tolist(), _each(sums, "kam"), _each(fragile, "kam"), apart),
    )


def figures(result: PortfolioResult) -> dict[str, float | str]:
    """What is said of one KAM: the fragile reserve, and what is to be won there; nothing without any."""
    fragile = result.fragile
    return {"fragile": fragile.clients, "to_win": fragile.to_win} if fragile.clients else {}


def quartiles(table: pd.DataFrame) -> tuple[float, ...]:
    """The limits that the file itself gives: the quartiles of the potentials that have a place in the matrix."""
    _, potential, share = _figures(table)
    return _limits(potential[share <= 1], None)


def _figures(table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Revenue, potential and share of every client, NaN where there is none."""
    revenue, written = amounts(table, "revenue"), amounts(table, "potential")
    computed = money(amounts(table, "spend_per_head") * amounts(table, "heads"))
    potential = np.where(np.isnan(written), computed, written)
    share = np.divide(revenue, potential, out=np.full(len(table), np.nan), where=potential > 0)
    return revenue, potential, settled(share)


def _clients(table: pd.DataFrame) -> pd.DataFrame:
    revenue, potential, share = _figures(table)
    apart = pd.array(["", *Apart], dtype="str").take(np.select([~(potential > 0), share > 1], [1, 2], 0))
    clients = {name: texts(table, name) for name in ("client", "kam", "segment")}
    figures = {"revenue": revenue, "potential": potential, "share": share}
    return pd.DataFrame({**clients, **figures}, copy=False).assign(apart=apart).reset_index(drop=True)


def _limits(potentials: np.ndarray, own: tuple[float, ...] | None) -> tuple[float, ...]:
    if own is not None:
        if len(own) != BANDS - 1 or any(low >= high for low, high in pairwise(own)):
            raise RequestError("lever_limits", expected=BANDS - 1)
        return own
    return tuple(map(float, money(np.quantile(potentials, QUARTERS)))) if len(potentials) else ()


def _place(clients: pd.DataFrame, placed: np.ndarray, limits: tuple[float, ...]) -> None:
    """Add row, column, fragile and to_win. Equal potentials are in one column: up to a limit in the lower one."""
    share, potential = clients["share"].to_numpy(), money(clients["potential"].to_numpy())
    row, column = (np.ones(len(clients), dtype=np.int8) for _ in range(2))
    for limit in SHARE_LIMITS:
        row += share < limit
    for limit in limits:
        column += potential > limit
    clients["row"] = pd.arrays.IntegerArray(row, ~placed)
    clients["column"] = pd.arrays.IntegerArray(column, ~placed)
    clients["fragile"] = placed & (row >= FRAGILE_FROM) & (column >= FRAGILE_FROM)
    clients["to_win"] = np.where(placed, money(potential - clients["revenue"].to_numpy()), np.nan)


def _summed(clients: pd.DataFrame, kams: np.ndarray, placed: np.ndarray) -> pd.DataFrame:
    """What the clients in the matrix make, by KAM (code) and cell: all other sums are sums of these few."""
    row, column = (clients[name].to_numpy(dtype=np.int64, na_value=0)[placed] for name in ("row", "column"))
    key = kams[placed] * CELLS + row * (BANDS + 1) + column
    counts = np.bincount(key)
    there = np.flatnonzero(counts)
    sums = {name: np.bincount(key, clients[name].to_numpy()[placed])[there] for name in SUMMED[1:]}
    kam, cell = np.divmod(there, CELLS)
    row, column = np.divmod(cell, BANDS + 1)
    fragile = (row >= FRAGILE_FROM) & (column >= FRAGILE_FROM)
    found = pd.DataFrame({"clients": counts[there], **sums})
    return found.assign(kam=kam, row=row, column=column, fragile=fragile)


def _cells(sums: pd.DataFrame) -> dict[tuple[int, int], PortfolioCell]:
    found = _each(sums, ["row", "column"])
    rows = range(1, BANDS + 1)
    return {(row, column): found.get((row, column), NOBODY) for row in rows for column in rows}


def _by_kam(
    kams: Sequence[str],
    placed: Mapping[object, PortfolioCell],
    fragile: Mapping[object, PortfolioCell],
    apart: Sequence[int],
) -> tuple[KamPortfolio, ...]:
    """By name; clients without a KAM under ""."""
    ordered = sorted(range(len(kams)), key=lambda code: alphabetical(kams[code]))
    return tuple(
        KamPortfolio(kams[code], placed.get(code, NOBODY), fragile.get(code, NOBODY), apart[code]) for code in ordered
    )


def _each(sums: pd.DataFrame, by: str | list[str]) -> dict[object, PortfolioCell]:
    summed = sums.groupby(by)[SUMMED].sum()
    return dict(zip(summed.index, map(_made, summed.to_numpy()), strict=True))


def _made(sums: np.ndarray) -> PortfolioCell:
    """What some clients make together, from the sums in the order of `SUMMED`."""
    count, revenue, potential, to_win = money(sums).tolist()
    return PortfolioCell(int(count), revenue, potential, to_win, ratio(revenue, potential))


NOBODY = PortfolioCell(0, 0.0, 0.0, 0.0, None)
