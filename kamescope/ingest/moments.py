"""How long a questionnaire took and when it came back, as survey tools write it; only for quality, never for scores."""

import datetime
import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from dateutil import parser as dates

from kamescope.ingest.coded import Coded, coded
from kamescope.ingest.dates import DayOrder, moments_order
from kamescope.ingest.reading import Reading
from kamescope.ingest.table import Cell, is_blank
from kamescope.ingest.values import text

A_DAY = 86_400
_FIRST_YEAR = 1990
_YEAR_FIRST = re.compile(r"\d{4}\D")
_RETURNED = ("submitted", "end")
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,]\d+)?", re.ASCII)


def returned(reading: Reading) -> list[Coded[str]]:
    """The column that tells when each answer came back, where there is one."""
    positions = [reading.headings.extras[name] for name in _RETURNED if name in reading.headings.extras]
    return (
        [coded([reading.table.rows[line][positions[0]] for line in reading.lines.tolist()], text)] if positions else []
    )


def moments(reading: Reading, first: np.ndarray) -> dict[str, pd.Series]:
    """E-mail, seconds taken and moment of return of each questionnaire; None where the file does not say."""
    extras = reading.headings.extras
    rows = [reading.table.rows[line] for line in reading.lines[first].tolist()]
    clock = _Clock(extras, moments_order(reading.layout, reading.headings, rows))
    return {
        "email": pd.Series([_email(row, extras) for row in rows], dtype=object),
        "seconds": pd.Series([clock.seconds(row) for row in rows], dtype=object),
        "returned_at": pd.Series([clock.returned(row) for row in rows], dtype=object),
    }


def _email(row: Sequence[Cell], extras: Mapping[str, int]) -> str | None:
    written = text(row[extras["email"]]).casefold() if "email" in extras else ""
    return written if "@" in written else None


class _Clock:
    """When questionnaires began and came back, in the columns of one file."""

    def __init__(self, extras: Mapping[str, int], order: DayOrder) -> None:
        self.extras, self.order = extras, order
        self.positions = [extras[name] for name in _RETURNED if name in extras]

    def returned(self, row: Sequence[Cell]) -> datetime.datetime | None:
        return next((found for position in self.positions if (found := _moment(row[position], self.order))), None)

    def seconds(self, row: Sequence[Cell]) -> int | None:
        if "seconds" in self.extras and not is_blank(row[self.extras["seconds"]]):
            return _duration(row[self.extras["seconds"]])
        end = self.returned(row)
        start = _moment(row[self.extras["start"]], self.order) if end and "start" in self.extras else None
        if end is None or start is None or (start.tzinfo is None) != (end.tzinfo is None):
            return None
        taken = int((end - start).total_seconds())
        return taken if 0 < taken < A_DAY else None


def _duration(cell: Cell) -> int | None:
    written = text(cell)
    if clock := _CLOCK.fullmatch(written):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return hours * 3600 + minutes * 60 + seconds
    try:
        taken = float(written.replace(",", "."))
    except ValueError:
        return None
    return int(taken) if 0 < taken < 30 * A_DAY else None


def _moment(cell: Cell, order: DayOrder) -> datetime.datetime | None:
    """A date with its time; None where nobody knows which number is the month, and for the date of no date."""
    if isinstance(cell, datetime.datetime):
        return _real(cell)
    written = text(cell)
    if ":" not in written or len(written) > 60:
        return None
    by_year = _YEAR_FIRST.match(written) is not None
    if order.mixed and not by_year:
        return None
    try:
        return _real(dates.parse(written, dayfirst=order.day_first and not by_year, ignoretz=True))
    except (ValueError, OverflowError):
        return None


def _real(moment: datetime.datetime) -> datetime.datetime | None:
    """LimeSurvey writes 1 January 1980 where a finished questionnaire must not tell when it came."""
    return moment if moment.year >= _FIRST_YEAR else None
