"""Cells → texts, dates and answers; nothing is guessed and nothing is clipped."""

import datetime
import math
import re
from dataclasses import dataclass
from typing import TypeAlias

from kamescope.model import Scale
from kamescope.naming import seen, tidy

BLANK, NOT_NUMBER, NOT_WHOLE, OUT_OF_SCALE = range(-32768, -32764)
"""Codes of cells that are no answer; every valid answer of any scale is above them."""

_NUMBER = re.compile(r"([+-]?\d{1,12})(?:([.,])(\d{1,12}))?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}.*)?", re.ASCII)
_WRITTEN = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?: \d{1,2}[:h]\d{2}.*)?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that should hold a date and does not."""

    text: str


Day: TypeAlias = datetime.date | Unreadable | None
"""What a cell of a column of dates holds."""


def text(cell: object) -> str:
    """A cell as a text: trimmed, whole numbers without decimals, "" where it is empty."""
    if isinstance(cell, str):
        return tidy(cell)
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def day(cell: object, day_first: bool = True) -> Day:
    """A cell as a day: a real date, `2026-03-16` or `16/03/2026` (`03/16/2026`); None where it is empty."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    written = text(cell)
    if not written:
        return None
    try:
        if iso := _ISO.fullmatch(written):
            found = datetime.date(*map(int, iso.groups()))
        elif two := _WRITTEN.fullmatch(written):
            month, number = (two[3], two[1]) if day_first else (two[1], two[3])
            found = datetime.date(int(two[4]), int(month), int(number))
        else:
            return Unreadable(written)
    except ValueError:
        return Unreadable(written)
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else Unreadable(written)


def answer(cell: object, scale: Scale) -> int:
    """A cell as an answer: `4`, `4.0`, `4,0`, ` 4 ` are 4; else one of the codes that say why it is none."""
    value = _number(cell)
    if value in (BLANK, NOT_NUMBER, NOT_WHOLE):
        return value
    return value if scale.minimum <= value <= scale.maximum else OUT_OF_SCALE


def _number(cell: object) -> int:
    if isinstance(cell, str):
        return _number_in_text(cell)
    if cell is None:
        return BLANK
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        return NOT_NUMBER
    if cell != int(cell):
        return NOT_WHOLE
    return _beyond_codes(int(cell))


def _number_in_text(cell: str) -> int:
    written = tidy(seen(cell)).replace("\N{MINUS SIGN}", "-")
    if not written:
        return BLANK
    found = _NUMBER.fullmatch(written)
    if found is None:
        return NOT_NUMBER
    whole, mark, decimals = found.groups()
    if mark == "," and len(decimals) == 3:  # "1,000" is a thousand to some: no guess
        return NOT_NUMBER
    return NOT_WHOLE if decimals and decimals.strip("0") else _beyond_codes(int(whole))


def _beyond_codes(value: int) -> int:
    """A huge number stays huge, but must not be taken for a code."""
    return value if abs(value) < 10_000 else 10_000
