"""Figures as people write them, in either language: whether a comma parts decimals or thousands is settled for a file.

`1 234,50`, `1.234,50`, `1,234.50`, `1’234.50`, `1234.5 €` and `EUR 1234.5` are figures. `1,234` alone is two: where no
other cell of the file tells, it is left in doubt.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from kamescope.ingest.coded import coded
from kamescope.naming import seen, tidy

MARKS = (",", ".")
SYMBOLS: Mapping[str, str] = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "euro": "EUR", "euros": "EUR"}
"""What stands for a currency beside its three letters."""
_UNIT = r"[€$£¥]|euros?|[A-Z]{3}"
_FIGURE = re.compile(rf"(?P<before>{_UNIT})? ?(?P<sign>[+-]?) ?(?P<digits>\d[\d.,' ]*) ?(?P<after>{_UNIT})?", re.ASCII)
_SURE = r"-?[0-9]{1,15}(?:[.,][0-9]{1,2})?"
"""What is plain without a second look: no thousands are parted, and decimals are no three."""
_BRACKETS = re.compile(rf"[(\[] ?({_UNIT}) ?[)\]]")
_SAME = str.maketrans({"\N{MINUS SIGN}": "-", "’": "'", "–": "-"})


class Amount(NamedTuple):
    """One cell: its `value` (NaN where blank, wrong or in doubt), what it tells of the file, and its currency.

    `decimal` is the sign that surely parts decimals in it; `doubt` the one that may part decimals or thousands, whose
    two values are `value` (decimals) and `other` (thousands).
    """

    value: float = math.nan
    wrong: bool = False
    decimal: str = ""
    doubt: str = ""
    other: float = math.nan
    currency: str = ""


@dataclass(frozen=True)
class AmountColumn:
    """One column: its values, and the rows (as masks) that hold no figure, or one that can be read in two ways."""

    values: np.ndarray
    wrong: np.ndarray
    doubtful: np.ndarray
    currencies: Mapping[str, int]


def amounts(columns: Sequence[Sequence[object]], decimal: str = "") -> list[AmountColumn]:
    """The columns of one file, which write decimals alike; `decimal`: the sign that parts them, where a person said it.

    `currencies`: by code the first row that names it.
    """
    read = [_Read(cells) for cells in columns]
    told = set[str]().union(*(each.told for each in read)) - {""}
    sign = decimal or (told.pop() if len(told) == 1 else "")
    return [each.settled(sign) for each in read]


class _Read:
    """One column as its cells say it by themselves: those that say it plainly all at once, the others one by one."""

    def __init__(self, cells: Sequence[object]) -> None:
        self.values, plain, self.told = _plain(cells)
        self.left = np.flatnonzero(~plain)
        self.others = coded([cells[row] for row in self.left.tolist()], amount)
        self.told |= {each.decimal for each in self.others.values}

    def settled(self, sign: str) -> AmountColumn:
        """The column, once it is known which sign parts decimals."""
        found = self.others.values
        values = [each.value if each.doubt in ("", sign) else each.other if sign else math.nan for each in found]
        doubtful = [bool(each.doubt) and not sign for each in found]
        self.values[self.left] = self._spread(values, float)
        wrong, doubts = (np.zeros(len(self.values), dtype=bool) for _ in range(2))
        wrong[self.left] = self._spread([each.wrong for each in found], bool)
        doubts[self.left] = self._spread(doubtful, bool)
        return AmountColumn(self.values, wrong, doubts, self._currencies())

    def _spread(self, values: Sequence[object], kind: type) -> np.ndarray:
        return np.array(values, dtype=kind)[self.others.codes] if values else np.zeros(0, dtype=kind)

    def _currencies(self) -> dict[str, int]:
        first: dict[str, int] = {}
        for code, each in enumerate(self.others.values):
            if each.currency:
                row = int(self.left[np.argmax(self.others.codes == code)])
                first[each.currency] = min(row, first.get(each.currency, row))
        return first


def _plain(cells: Sequence[object]) -> tuple[np.ndarray, np.ndarray, set[str]]:
    """Values of the cells that need no second look, which those are, and the signs that part decimals in them."""
    values, plain = np.full(len(cells), math.nan), np.zeros(len(cells), dtype=bool)
    kinds = np.array([0 if type(cell) is str else 1 if type(cell) in (int, float) else 2 for cell in cells])
    numbers = np.flatnonzero(kinds == 1)
    values[numbers] = [cells[row] for row in numbers.tolist()]
    plain[numbers] = np.isfinite(values[numbers])
    at = np.flatnonzero(kinds == 0)
    texts = pd.Series(cells if len(at) == len(cells) else [cells[row] for row in at.tolist()], dtype="str")
    sure = texts.str.fullmatch(_SURE).to_numpy(dtype=bool)
    written = texts[sure]
    pointed = written.str.replace(",", ".", regex=False)
    values[at[sure]] = pointed.astype("double[pyarrow]").to_numpy(dtype=np.float64)
    plain[at[sure]] = True
    return values, plain, {mark for mark in MARKS if written.str.contains(mark, regex=False).any()}


def amount(cell: object) -> Amount:
    """What one cell says by itself."""
    if isinstance(cell, str):
        return _written(tidy(seen(cell)).translate(_SAME))
    if cell is None:
        return Amount()
    if isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell):
        return Amount(float(cell))
    return Amount(wrong=True)


def _written(text: str) -> Amount:
    if not text:
        return Amount()
    found = _FIGURE.fullmatch(text)
    if found is None or (found["before"] and found["after"]):
        return Amount(wrong=True)
    unit = found["before"] or found["after"] or ""
    read = _digits(found["digits"].rstrip())
    if read.wrong or not unit:
        return _signed(read, found["sign"])
    return _signed(read, found["sign"])._replace(currency=SYMBOLS.get(unit, unit))


def in_heading(heading: str) -> str:
    """The code of the currency that a heading names in brackets, "" where it names none: `CA (€)` → EUR."""
    found = _BRACKETS.search(heading)
    return SYMBOLS.get(found[1], found[1]) if found else ""


def _signed(read: Amount, sign: str) -> Amount:
    return read._replace(value=-read.value, other=-read.other) if sign == "-" else read


def _digits(written: str) -> Amount:
    """Digits with what parts them."""
    spaced = re.fullmatch(r"\d{1,3}(?:(?P<gap>[ '])\d{3})(?:(?P=gap)\d{3})*(?P<rest>[.,]\d+)?", written)
    plain = written.replace(" ", "").replace("'", "") if spaced else written
    if " " in plain or "'" in plain:
        return Amount(wrong=True)
    used = [mark for mark in MARKS if mark in plain]
    if not used:
        return Amount(float(plain))
    if len(used) == 2:
        decimal = max(used, key=plain.rfind)
        thousands = next(mark for mark in used if mark != decimal)
        return _grouped(plain, thousands, decimal)
    mark = used[0]
    if plain.count(mark) > 1:
        return _grouped(plain, mark, "." if mark == "," else ",")
    whole, _, rest = plain.partition(mark)
    if not rest:
        return Amount(wrong=True)
    value = float(f"{whole}.{rest}")
    if len(rest) == 3 and not spaced and len(whole) <= 3 and not whole.startswith("0"):
        return Amount(value, doubt=mark, other=float(whole + rest))
    return Amount(value, decimal=mark)


def _grouped(plain: str, thousands: str, decimal: str) -> Amount:
    """Digits in threes parted by one sign, and decimals, where there are any, behind another."""
    pattern = rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(decimal)}\d+)?"
    if not re.fullmatch(pattern, plain):
        return Amount(wrong=True)
    return Amount(float(plain.replace(thousands, "").replace(decimal, ".")), decimal=decimal)
