"""Figures as comparisons see them, columns as arrays, and frames as plain records. Pure.

A share is settled at nine decimals, as every score is (docs/design.md 3, rule 8), an amount at six: 0.1 + 0.2 is 0.3,
and three times 1,234,567.10 what a file writes as 3,703,701.30.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

import numpy as np
import pandas as pd

from kamescope.analysis.scores import PLACES
from kamescope.errors import RequestError

AMOUNT_PLACES = 6
_Word = TypeVar("_Word", bound=StrEnum)


def settled(shares: np.ndarray) -> np.ndarray:
    """Shares, rates and percents as comparisons see them."""
    return np.round(shares, PLACES)


def money(amounts: np.ndarray) -> np.ndarray:
    """Amounts as comparisons see them: two that a file writes alike are alike, however they were computed."""
    return np.round(amounts, AMOUNT_PLACES)


def amounts(table: pd.DataFrame, column: str) -> np.ndarray:
    """A column as numbers, NaN where nothing is written; NaN throughout where the file has no such column."""
    if column not in table:
        return np.full(len(table), np.nan)
    return table[column].to_numpy(dtype=np.float64, na_value=np.nan)


def texts(table: pd.DataFrame, column: str) -> pd.Series:
    """A column of texts (`str`, as pandas has them), "" where nothing is written or the file has no such column."""
    if column not in table:
        return pd.Series("", index=table.index, dtype="str")
    return table[column].astype("str").fillna("")


def is_text(values: pd.Series) -> bool:
    """Whether a column holds texts."""
    return values.dtype == "str"


def ratio(part: float, whole: float) -> float | None:
    """A part of a whole, settled; None where there is no whole."""
    return None if not whole or np.isnan(whole) else round(float(part) / float(whole), PLACES)


def total(values: np.ndarray) -> float:
    """The sum of amounts, those not written left out."""
    return float(money(np.nansum(values)))


def largest(frame: pd.DataFrame, by: str, most: int | None = None) -> pd.DataFrame:
    """The rows that have a figure in a column, or so many of them, the largest first, ties in the frame's order.

    Of many rows a few are found without sorting the others.
    """
    values = frame[by].to_numpy(dtype=np.float64, na_value=np.nan)
    at = np.flatnonzero(~np.isnan(values))
    if most is not None and 0 < most < len(at):
        least = np.partition(values[at], len(at) - most)[len(at) - most]
        at = at[values[at] >= least]
    return frame.iloc[at[np.argsort(-values[at], kind="stable")][:most]]


def records(frame: pd.DataFrame, columns: Sequence[str]) -> list[dict[str, object]]:
    """Rows as JSON has them, in order; None where there is nothing."""
    plain = [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*plain, strict=True)]


def word(kind: type[_Word], said: str) -> _Word:
    """One of a few words that may be chosen; RequestError for any other."""
    if said not in list(kind):
        raise RequestError("lever_word", value=said, choices=", ".join(kind))
    return kind(said)
