"""Whether day or month comes first in « 04/05/2026 »: settled for a column as a whole, never cell by cell."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kamescope.ingest.findings import Findings
from kamescope.ingest.form import Form
from kamescope.ingest.headings import Headings
from kamescope.ingest.values import text
from kamescope.ingest.words import normal

_FRENCH_TOOLS = ("sphinx",)
MOMENTS = ("start", "end", "submitted")
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)(.{0,40})", re.ASCII)
_HALF_DAY = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)
_FRENCH = frozenset(
    ("le", "la", "les", "de", "du", "des", "et", "un", "une", "au", "en", "heure", "debut", "fin",
     "horodateur", "reponse", "repondant", "groupe")
)  # fmt: skip
_ENGLISH = frozenset(
    ("the", "of", "and", "an", "to", "in", "with", "time", "start", "end", "completion", "timestamp",
     "submitted", "response", "group")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayOrder:
    """Whether the day comes first; `assumed` where no cell tells (`example` is one), `mixed` where they contradict."""

    day_first: bool = True
    assumed: bool = False
    mixed: bool = False
    example: str = ""


def order_of(written: Iterable[str], usual_day_first: bool = True) -> DayOrder:
    """The order of the dates of one column, or of several that a tool wrote alike."""
    found = [match for each in written if (match := _NUMBERS.match(each.strip()))]
    firsts, seconds = (any(int(match[part]) > 12 for match in found) for part in (1, 3))
    if firsts and seconds:
        return DayOrder(usual_day_first, mixed=True, example=found[0].string)
    if firsts or seconds:
        return DayOrder(firsts)
    if any(match[2] == "." for match in found):
        return DayOrder(True)
    if any(_HALF_DAY.search(match[4]) for match in found):
        return DayOrder(False)
    open_one = next((match.string for match in found if match[1] != match[3]), "")
    return DayOrder(usual_day_first, bool(open_one), False, open_one.strip())


def is_french(*headings: Iterable[str]) -> bool:
    """Whether headings are in French rather than in English; the first of the lists that tells is believed."""
    for listed in headings:
        words = [word for heading in listed for word in re.findall(r"[a-z]+", normal(heading)[:200])]
        french, english = (sum(word in known for word in words) for known in (_FRENCH, _ENGLISH))
        if french != english:
            return french > english
    return True


def date_order(headings: Headings, records: Sequence[Sequence[object]]) -> DayOrder:
    """The order in the column « date », which people fill in: the day first where nothing tells."""
    return _order(records, [headings.fields["date"]] if "date" in headings.fields else [], True)


def moments_order(layout: str, headings: Headings, records: Sequence[Sequence[object]]) -> DayOrder:
    """The order in a tool's own columns: where nothing tells, that of the language of the tool or of its headings."""
    positions = [headings.extras[name] for name in MOMENTS if name in headings.extras]
    if layout in _FRENCH_TOOLS:
        return _order(records, positions, True)
    return _order(
        records, positions, is_french([headings.written[position] for position in positions], headings.written)
    )


def _order(records: Sequence[Sequence[object]], positions: Sequence[int], usual: bool) -> DayOrder:
    written = {row[position] for position in positions for row in records if isinstance(row[position], str)}
    return order_of(map(text, written), usual)


def say_dates(form: Form, headings: Headings, lines: np.ndarray, findings: Findings) -> None:
    """What was assumed of dates that can be read in two ways, where the headings are not French."""
    records = [form.table.rows[line] for line in lines.tolist()]
    for positions, order in (
        ([headings.fields.get("date")], date_order(headings, records)),
        ([headings.extras.get(name) for name in MOMENTS], moments_order(form.layout, headings, records)),
    ):
        column = next((headings.written[position] for position in positions if position is not None), None)
        if order.mixed:
            findings.add("warning", "dates_mixed", None, column, value=order.example)
        elif order.assumed and form.layout not in _FRENCH_TOOLS and not is_french([column or ""], headings.written):
            code = "dates_day_first" if order.day_first else "dates_month_first"
            findings.add("warning", code, None, column, value=order.example)
