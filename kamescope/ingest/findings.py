"""What a person gives for a file before it is read, and everything found wrong with it on the way."""

import datetime
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace

from kamescope.errors import Collected, Issue
from kamescope.ingest.mapping import NOTHING_AGREED, FileMapping

MOST_LISTED = 200
LONGEST_VALUE = 80
FEW_ALIKE, ROWS_SHOWN = 5, 5
"""So many things alike are named one by one, more of them in one line with its first rows."""
OUR_OWN = frozenset(("words", "codes", "items", "needed", "long", "group", "pairs", "listed"))
"""Facts that come from the model or from us, never from the file: shown whole."""
LEFT_OUT = ("set_aside", "empty", "blank_rows", "hidden_rows", "hidden_columns", "hidden_sheets", "dropped_columns")
"""What a file holds and does not bring in, in the order in which it is told (`import.done.<name>`), counted."""


@dataclass(frozen=True, slots=True)
class Person:
    """A KAM the database has: what may stand for them, and what makes them the same person."""

    name: str
    kam_id: str
    company: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """Values for the whole file, where it has no column for them, and what a person agreed to.

    `people`: the KAMs that a name given for the whole file, or found in its name, may mean. `date` is the day of the
    campaign; `company` is not believed of a KAM whom the database knows by the name given for a whole file.
    """

    campaign: str | None = None
    kam: str | None = None
    group: str | None = None
    people: tuple[Person, ...] = ()
    mapping: FileMapping = NOTHING_AGREED
    date: datetime.date | None = None
    company: str | None = None
    team: str | None = None

    def value(self, name: str) -> str | None:
        """The option of that name, None where it is not given or blank."""
        given = getattr(self, name, None)
        return given.strip() or None if given else None


def problem(severity: str, code: str, row: int | None = None, column: str | None = None, **facts: object) -> Issue:
    """An issue whose facts also hold its row and column, so that its sentence can name them."""
    shown = {name: value if name in OUR_OWN else shortened(value) for name, value in facts.items()}
    position: dict[str, object] = {
        "row": "" if row is None else int(row),
        "column": "" if column is None else shortened(column),
    }
    if sheet := getattr(row, "sheet", ""):
        position["sheet"] = shortened(sheet)
    return Issue(severity, code, None if row is None else int(row), column, position | shown)


def shortened(value: object) -> object:
    """A fact as a sentence can carry it: dates as ISO, long texts cut, never over several lines."""
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if not isinstance(value, str):
        return value
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"


class Findings(Collected):
    """Everything found wrong with a file, and how much of it does not come in."""

    def __init__(self) -> None:
        super().__init__()
        self.left_out: dict[str, int] = {}

    def leave_out(self, name: str, count: int) -> None:
        """Count what does not come in, under a name of LEFT_OUT: nothing disappears unsaid."""
        if count:
            self.left_out[name] = self.left_out.get(name, 0) + count

    def add(self, severity: str, code: str, row: int | None = None, column: str | None = None, **facts: object) -> None:
        """Note one thing found."""
        self.add_all(severity, code, 1, [problem(severity, code, row, column, **facts)])

    def add_alike(
        self,
        severity: str,
        code: str,
        keys: Iterable[Hashable],
        issue: Callable[[int], Issue],
        row: Callable[[int], int],
    ) -> None:
        """Note things of one kind, those with one key in one line; `issue` and `row` take a position among the keys."""
        groups: dict[Hashable, list[int]] = {}
        for index, key in enumerate(keys):
            groups.setdefault(key, []).append(index)
        lines = sum(1 if len(positions) > FEW_ALIKE else len(positions) for positions in groups.values())
        self.add_all(severity, code, lines, _gathered(groups.values(), issue, row))

    def listed(self) -> tuple[Issue, ...]:
        """Errors first, by row; at most MOST_LISTED, then one `more_issues` with the number left out."""
        ordered = sorted(self._kept, key=lambda issue: (not issue.is_error, issue.row or 0))
        return self._told(ordered[:MOST_LISTED])


def _gathered(groups: Iterable[list[int]], issue: Callable[[int], Issue], row: Callable[[int], int]) -> Iterator[Issue]:
    """An issue for each of a few positions that are alike, one with their number and first rows for many."""
    for positions in groups:
        if len(positions) <= FEW_ALIKE:
            yield from map(issue, positions)
            continue
        rows = list(dict.fromkeys(str(int(row(position))) for position in positions[: 20 * ROWS_SHOWN]))
        more = " …" if len(rows) > ROWS_SHOWN or len(positions) > 20 * ROWS_SHOWN else ""
        first = issue(positions[0])
        yield replace(
            first, facts={**first.facts, "times": len(positions), "rows": ", ".join(rows[:ROWS_SHOWN]) + more}
        )
