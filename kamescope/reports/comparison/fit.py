"""How large a table, the notes under it and the lists beside it may be written, all measured before.

`compose` says what has no room; `lay_out` finds letters, columns and rows of a table.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf
from typing import NamedTuple

from kamescope.charts.measure import text_width, wrap
from kamescope.errors import KamescopeError
from kamescope.reports.cells import holdable
from kamescope.reports.comparison import words
from kamescope.reports.comparison.comparison_spec import Comparison, SideBySideComparison
from kamescope.reports.comparison.table import ComparedTable, Name, tables

LINE = 1.22
"""The height of a line in sizes of its letters."""
GUTTER = 1.2
"""Between two tiles, in points."""
BETWEEN_BANDS, BEFORE_NOTES, BEFORE_LIST = 8.0, 6.0, 7.0
_LEGIBLE = 7.0
"""Letters under which KAMs side by side are written one below another instead."""
_MOST_LISTED, _LISTS = 5, 0.4
"""How many factors a list has at most; the share of the height beside a table that lists may take, a radar the rest."""
_MOST_BANDS = 4
_SIDE, _PAD, _AIR = 0.27, 0.18, 1.2
"""In sizes of the letters: beside a text, above and below it at least, and at most."""
_HEAD_PAD, _MARK, _AFTER_CODE = 3.0, 1.3, 0.55
_WIDEST, _WIDEST_NAME, _NARROWEST_NAME = 96.0, 0.42, 56.0
_NAME_SHARES = (1.0, 0.8, 0.6, 0.45, 0.33)
_NEARLY, _SMALLER, _SMALLEST = 0.84, 0.7, 5.5
"""Heads may be written this much smaller rather than break a name, or a word; never below so many points."""
_MANY, _FINE = 99, 0.7


@dataclass(frozen=True, slots=True)
class Room:
    """Where a table is to stand, in points, and the sizes of letters to try, the largest first."""

    width: float
    height: float
    sizes: tuple[float, ...]

    def only(self, least: float) -> "Room":
        """The same without letters smaller than `least`."""
        return replace(self, sizes=tuple(size for size in self.sizes if size >= least))

    @property
    def smallest(self) -> "Room":
        """The same with the smallest letters alone."""
        return replace(self, sizes=self.sizes[-1:])


@dataclass(frozen=True, slots=True)
class Paper:
    """A page or a slide in points: its width, the sizes of a table's letters, the largest first, and of those of notes.

    `aside`: the width of what stands beside KAMs from near by, `between`: the space before the table, `title` and
    `line`: the sizes of letters there.
    """

    width: float
    sizes: tuple[float, ...]
    note: float
    aside: float
    between: float
    title: float
    line: float


@dataclass(frozen=True, slots=True)
class Widths:
    """Size of the letters, and of those of heads; widths of names, of the codes before them, of columns (by place)."""

    size: float
    head: float
    name: float
    code: float
    columns: tuple[float, ...]
    whole_words: bool

    @property
    def side(self) -> float:
        """What stays free to the left and to the right of a text, with the space between two tiles."""
        return _side(self.size)


@dataclass(frozen=True, slots=True)
class Band:
    """A table that found its place: widths, headings and names in lines, how high its head and its rows are."""

    table: ComparedTable
    widths: Widths
    heads: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, ...], ...]
    head: float
    rows: tuple[float, ...]

    @property
    def height(self) -> float:
        """How high it stands."""
        return self.head + sum(self.rows)


Laid = tuple[Band, ...]
"""A table in bands over one another, in letters of one size."""


def height(laid: Laid) -> float:
    """How high bands stand over one another."""
    return sum(band.height for band in laid) + BETWEEN_BANDS * (len(laid) - 1)


@dataclass(frozen=True, slots=True)
class Composed:
    """The table in its size, what is said under it, the room that this leaves; the lists beside it and their height."""

    laid: Laid
    notes: str
    room: Room
    lists: tuple[words.Shared, ...] = ()
    listed: float = 0.0


class _Space(NamedTuple):
    """The room of table and notes; the width and the letters of notes."""

    room: Room
    width: float
    note: float

    def above(self, notes: str) -> Room:
        """What the notes leave to the table."""
        high = len(lines(notes, self.width, self.note)) * self.note * LINE
        return replace(self.room, height=self.room.height - high - BEFORE_NOTES)


def compose(comparison: Comparison, paper: Paper, high: float) -> Composed:
    """Table, notes and lists in what a paper has left of its height."""
    if not isinstance(comparison, SideBySideComparison):
        return _composed(comparison, _Space(Room(paper.width, high, paper.sizes), paper.width, paper.note))
    room = Room(paper.width - paper.aside - paper.between, high, paper.sizes)
    made = _composed(comparison, _Space(room, paper.width, paper.note))
    lists, listed = _lists(comparison, paper, made.room.height * _LISTS)
    return replace(made, lists=lists, listed=listed)


def _lists(comparison: SideBySideComparison, paper: Paper, room: float) -> tuple[tuple[words.Shared, ...], float]:
    """What KAMs share, as many factors a list as fit; how high the lists stand over one another."""
    for most in range(_MOST_LISTED, -1, -1):
        made = words.shared(comparison, most)
        high = sum(_list_height(each, paper) for each in made)
        if high <= room:
            break
    return made, high


def _list_height(shared: words.Shared, paper: Paper) -> float:
    count = sum(len(lines(text, paper.aside, paper.line)) for text in shared.told)
    title = len(lines(shared.title, paper.aside, paper.title, "semibold"))
    return BEFORE_LIST + (title * paper.title + count * paper.line) * LINE


def _composed(comparison: Comparison, space: _Space) -> Composed:
    """The table with the meaning of its codes where it fits, then without, then without what comes last in it."""
    notes, found = words.notes(comparison), tables(comparison)
    for table in found:
        for told in _whole(comparison, table, notes):
            made = _made(table, told, space, legible=table is not found[-1])
            if made is not None:
                return made
    return _shortened(comparison, found[-1], notes, space)


def _whole(comparison: Comparison, table: ComparedTable, notes: list[str]) -> Iterator[list[str]]:
    """The notes, with the meaning of codes that stand without their names, then with where to find it."""
    if isinstance(comparison, SideBySideComparison) or not table.codes_across:
        yield notes
        return
    if table.codes:
        yield [words.key(comparison, table.codes) + ".", *notes]
    yield [*notes, comparison.about.say("paper.key_elsewhere")]


def _made(table: ComparedTable, notes: list[str], space: _Space, legible: bool = False) -> Composed | None:
    told = " ".join(notes)
    room = space.above(told)
    laid = lay_out(table, room.only(_LEGIBLE) if legible else room)
    return None if laid is None else Composed(laid, told, room)


def _shortened(comparison: Comparison, table: ComparedTable, notes: list[str], space: _Space) -> Composed:
    """As many KAMs as find room in the smallest letters, and of these as many codes."""
    say, codes, small = comparison.about.say, table.codes, space._replace(room=space.room.smallest)
    if table.codes_across:
        notes = [*notes, say("paper.key_elsewhere")]

    def made(gone: int, kams: int) -> Composed | None:
        missing = words.left_out(comparison, codes[len(codes) - gone :], kams) if gone or kams else []
        return _made(table.without(gone, kams), [*missing, *notes], small)

    most = len(table.rows) - 1 if table.codes_across else 0
    kams = next((kams for kams in range(most + 1) if made(len(codes), kams)), most)
    fewest = bisect_left(range(len(codes)), True, key=lambda gone: made(gone, kams) is not None)
    return made(fewest, kams) or _forced(table.without(len(codes), kams), notes, small)


def _forced(table: ComparedTable, notes: list[str], space: _Space) -> Composed:
    """Higher than its room: whoever draws it makes it smaller. KamescopeError where even names find no width."""
    laid, told = lay_out(table, replace(space.room, height=inf)), " ".join(notes)
    if laid is None:
        raise KamescopeError("report_not_laid_out")
    return Composed(laid, told, space.above(told))


class _Dealt(NamedTuple):
    """A table dealt over bands, and the widest of its figures, names and codes in letters of one point."""

    tables: list[ComparedTable]
    figure: float
    name: float
    code: float

    def least(self, size: float) -> float:
        """How high it stands at least, in letters of a size."""
        rows = sum(len(table.rows) for table in self.tables)
        return rows * (size * (LINE + _PAD) + GUTTER) + BETWEEN_BANDS * (len(self.tables) - 1)


def lay_out(table: ComparedTable, room: Room) -> Laid | None:
    """The table in the largest letters, in as few bands as they allow; None where it finds no room.

    Letters may be a third smaller than the largest where that keeps names on a line, and words of headings whole.
    """
    dealt = _dealt(table)
    fine = room.only(max(room.sizes, default=0.0) * _FINE)
    return _first(dealt, fine, 1) or _first(dealt, fine, 2) or _first(dealt, room, _MANY)


def _dealt(table: ComparedTable) -> list[_Dealt]:
    """Over one band, and over more where its columns are codes."""
    texts = {(cell.text, "semibold" if cell.bold else "regular") for row in table.rows for cell in row.cells}
    texts |= {(head.code, "semibold") for head in table.heads}
    figure = max((text_width(text, 1, face) for text, face in texts), default=0.0)
    names = [row.name for row in table.rows]
    name = max((text_width(holdable(name.text), 1, name.face) for name in names), default=0.0)
    codes = [text_width(name.code, 1) for name in names if name.code]
    widest = figure, name, max(codes) + _AFTER_CODE if codes else 0.0
    return [_Dealt(table.bands(count), *widest) for count in range(1, (_MOST_BANDS if table.codes_across else 1) + 1)]


def _first(dealt: Sequence[_Dealt], room: Room, most: int) -> Laid | None:
    """The same with names on so many lines at most; where any number will do, words may be broken."""
    for size in room.sizes:
        for each in dealt:
            if each.least(size) > room.height:
                continue
            for tried in _tried(each, room.width, size):
                if tried[0].whole_words or most == _MANY:
                    laid = tuple(map(_band, each.tables, tried))
                    names = (len(name) for band in laid for name in band.names)
                    if height(laid) <= room.height and max(names, default=0) <= most:
                        return _airy(laid, room)
    return None


def _tried(dealt: _Dealt, width: float, size: float) -> Iterator[list[Widths]]:
    """The widths in letters of one size: names on one line, then on more and more lines."""
    side, code = _side(size), dealt.code * size
    least, natural = dealt.figure * size + side, code + dealt.name * size + side
    narrowest = min(natural, _NARROWEST_NAME)
    for share in _NAME_SHARES:
        name = max(min(natural, width * _WIDEST_NAME) * share, narrowest)
        columns = [_columns(table, width - name, least, size) for table in dealt.tables]
        if all(columns):
            figure = min(min(each[-1] for each in columns), _WIDEST)
            head, whole = _head_size(dealt.tables, figure - side, size)
            yield [Widths(size, head, name, code, tuple(min(w, _WIDEST) for w in each), whole) for each in columns]
        if name == narrowest:
            return


def _columns(table: ComparedTable, width: float, least: float, size: float) -> tuple[float, ...]:
    """The widths of the columns: all the same, but for those without a code among codes; none where they do not fit."""
    number = len(table.heads)
    wanted = [0.0] * number
    if table.codes_across:
        small, side = max(size * _SMALLER, _SMALLEST), _side(size)
        wanted = [0.0 if head.code else text_width(head.text, small, head.face) + side for head in table.heads]
    even = width / number
    if max(wanted) > even:
        codes = sum(not each for each in wanted)
        even = (width - sum(wanted)) / codes if codes else 0.0
    found = tuple(max(each, even) for each in wanted)
    return found if even >= least and sum(found) <= width + 0.01 else ()


def _side(size: float) -> float:
    return 2 * _SIDE * size + GUTTER


def _band(table: ComparedTable, widths: Widths) -> Band:
    pairs = zip(table.heads, widths.columns, strict=True)
    heads = tuple(lines(head.whole, width - widths.side, widths.head, head.face) for head, width in pairs)
    names = tuple(_name_lines(row.name, widths) for row in table.rows)
    high = max((len(each) for each in heads), default=0) * widths.head * LINE + _HEAD_PAD
    high += widths.head * _MARK * any(head.mark for head in table.heads)
    return Band(table, widths, heads, names, high, tuple(_row(len(each), widths) for each in names))


def _row(count: int, widths: Widths) -> float:
    return count * widths.size * LINE + _PAD * widths.size + GUTTER


def _name_lines(name: Name, widths: Widths) -> tuple[str, ...]:
    return lines(name.text, widths.name - widths.side - (widths.code if name.code else 0), widths.size, name.face)


def _head_size(tables: Sequence[ComparedTable], width: float, size: float) -> tuple[float, bool]:
    """Letters of the heads in which no name is broken, else no word, near the table's own; whether words are whole."""
    heads = [head for table in tables for head in table.heads]
    whole = _fitting([(head.whole, head.face) for head in heads], width)
    if whole >= size * _NEARLY:
        return min(whole, size), True
    fits = _fitting([(word, head.face) for head in heads for word in head.whole.split(" ")], width)
    least = min(size, max(size * _SMALLER, _SMALLEST))
    return min(max(fits, least), size), fits >= least


def _fitting(texts: Sequence[tuple[str, str]], width: float) -> float:
    """The largest letters in which each of the texts fits the width."""
    return width / max((text_width(holdable(text), 1, face) for text, face in texts), default=1.0)


def _airy(laid: Laid, room: Room) -> Laid:
    """The same with rows as high as the room allows, and as their letters bear."""
    number = sum(len(band.rows) for band in laid)
    more = max(0.0, min((room.height - height(laid)) / max(number, 1), (_AIR - _PAD) * laid[0].widths.size))
    return tuple(replace(band, rows=tuple(row + more for row in band.rows)) for band in laid)


@lru_cache(maxsize=8192)
def lines(text: str, width: float, size: float, face: str = "regular") -> tuple[str, ...]:
    """A text in as few lines as it takes, nothing left out."""
    return wrap(holdable(text), max(width, size), size, _MANY, face)
