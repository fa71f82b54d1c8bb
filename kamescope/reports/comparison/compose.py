"""The table and the notes under it, as large as their common room allows; what has no room is said to be missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import inf

from kamescope.errors import KamescopeError
from kamescope.reports.comparison import words
from kamescope.reports.comparison.cells import tables
from kamescope.reports.comparison.comparison_spec import Comparison, SideBySideComparison
from kamescope.reports.comparison.fit import LINE, Laid, Room, lay_out, lines
from kamescope.reports.comparison.table import Table

BEFORE_NOTES = 6.0
LEGIBLE = 7.0
"""Letters under which KAMs side by side are written one below another instead."""


@dataclass(frozen=True, slots=True)
class Composed:
    """The table in its size, and what is said under it."""

    laid: Laid
    notes: str


@dataclass(frozen=True, slots=True)
class Space:
    """The room of table and notes; `table`: its width where it differs; `note`: the size of the notes."""

    room: Room
    note: float
    table: float = 0.0

    @property
    def width(self) -> float:
        """How wide the table may be."""
        return self.table or self.room.width

    def above(self, notes: str) -> Room:
        """What the notes leave to the table."""
        high = len(lines(notes, self.room.width, self.note)) * self.note * LINE
        return Room(self.width, self.room.height - high - BEFORE_NOTES, self.room.sizes)


def compose(comparison: Comparison, space: Space) -> Composed:
    """The table with the meaning of its codes where it fits, then without, then without what comes last in it."""
    notes, found = words.notes(comparison), tables(comparison)
    for table in found:
        for told in _whole(comparison, table, notes):
            made = _made(table, told, space, legible=table is not found[-1])
            if made is not None:
                return made
    return _shortened(comparison, found[-1], notes, space)


def _whole(comparison: Comparison, table: Table, notes: list[str]) -> Iterator[list[str]]:
    """The notes, with the meaning of codes that stand without their names, then with where to find it."""
    if isinstance(comparison, SideBySideComparison) or not table.codes_across:
        yield notes
        return
    if table.codes:
        yield [words.key(comparison, table.codes) + ".", *notes]
    yield [*notes, comparison.about.say("paper.key_elsewhere")]


def _made(table: Table, notes: list[str], space: Space, legible: bool = False) -> Composed | None:
    told = " ".join(notes)
    room = space.above(told)
    laid = lay_out(table, room.only(LEGIBLE) if legible else room)
    return None if laid is None else Composed(laid, told)


def _shortened(comparison: Comparison, table: Table, notes: list[str], space: Space) -> Composed:
    """As many KAMs as find room in the smallest letters, and of these as many codes."""
    say, codes, small = comparison.about.say, table.codes, replace(space, room=space.room.smallest)
    if table.codes_across:
        notes = [*notes, say("paper.key_elsewhere")]

    def made(gone: int, kams: int) -> Composed | None:
        missing = words.left_out(comparison, codes[len(codes) - gone :], kams) if gone or kams else []
        return _made(table.without(gone, kams), [*missing, *notes], small)

    most = len(table.rows) - 1 if table.codes_across else 0
    kams = next((kams for kams in range(most + 1) if made(len(codes), kams)), most)
    return _fewest(lambda gone: made(gone, kams), len(codes)) or _forced(table.without(len(codes), kams), notes, small)


def _fewest(made: Callable[[int], Composed | None], most: int) -> Composed | None:
    """What is made with the fewest left out, at most so many; None where that does not do."""
    low, high, found = 0, most, made(most)
    while found is not None and low < high:
        middle = (low + high) // 2
        tried = made(middle)
        if tried is None:
            low = middle + 1
        else:
            high, found = middle, tried
    return found


def _forced(table: Table, notes: list[str], space: Space) -> Composed:
    """Higher than its room: whoever draws it makes it smaller. KamescopeError where even names find no width."""
    laid = lay_out(table, Room(space.width, inf, space.room.sizes))
    if laid is None:
        raise KamescopeError("report_not_laid_out")
    return Composed(laid, " ".join(notes))
