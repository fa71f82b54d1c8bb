"""How long a questionnaire took and when it came back, as survey tools write it; only for quality, never for scores."""

import datetime
import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from dateutil import parser as dates

from kamescope.ingest.reading import Reading
from kamescope.ingest.table import Cell, is_blank
from kamescope.ingest.values import text

A_DAY = 86_400
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,]\d+)?", re.ASCII)


def moments(reading: Reading, first: np.ndarray) -> dict[str, pd.Series]:
    """E-mail, seconds taken and moment of return of each questionnaire; None where the file does not say."""
    extras = reading.headings.extras
    rows = [reading.table.rows[line] for line in reading.lines[first].tolist()]
    return {
        "email": pd.Series([_email(row, extras) for row in rows], dtype=object),
        "seconds": pd.Series([_seconds(row, extras) for row in rows], dtype=object),
        "returned_at": pd.Series([_returned(row, extras) for row in rows], dtype=object),
    }


def _email(row: Sequence[Cell], extras: Mapping[str, int]) -> str | None:
    written = text(row[extras["email"]]).casefold() if "email" in extras else ""
    return written if "@" in written else None


def _returned(row: Sequence[Cell], extras: Mapping[str, int]) -> datetime.datetime | None:
    places = [extras[name] for name in ("submitted", "end") if name in extras]
    return next((found for place in places if (found := _moment(row[place]))), None)


def _seconds(row: Sequence[Cell], extras: Mapping[str, int]) -> int | None:
    if "seconds" in extras and not is_blank(row[extras["seconds"]]):
        return _duration(row[extras["seconds"]])
    end = _returned(row, extras)
    start = _moment(row[extras["start"]]) if end and "start" in extras else None
    if start is None or (start.tzinfo is None) != (end.tzinfo is None):
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


def _moment(cell: Cell) -> datetime.datetime | None:
    """A date with its time; whether day or month comes first matters little, as only differences are used."""
    if isinstance(cell, datetime.datetime):
        return cell
    written = text(cell)
    if ":" not in written or len(written) > 60:
        return None
    try:
        return dates.parse(written, ignoretz=True)
    except (ValueError, OverflowError):
        return None
