"""Where the parts of a board stand on a page or a slide, and how much of each is told: all measured before.

Two columns are filled in the board's order; a table too wide for one lies below both. Each part first gets the least
that says something; what room is left lets the first ones grow.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor

from kamescope.charts.amount_bars import AmountBars
from kamescope.charts.cell_matrix import CellMatrix
from kamescope.charts.measure import text_width, wrap
from kamescope.charts.picture import picture
from kamescope.charts.theme import Chart, Look
from kamescope.levers.board import BoardFacts, BoardTable, Part
from kamescope.reports.cells import holdable

LINE = 1.22
_FEWEST, _MOST = 3, 40
"""Rows of bars or of a table: fewer say nothing, more are for the screen."""
_CHART = (0.38, 0.68)
"""The height of a chart in points for a pixel of the screen's: smaller letters nobody reads, larger ones take room."""
_USUAL = 280.0
"""The height, in pixels, of a chart that does not say its own."""
_PAD = 8.0
"""Between two columns of a table."""
_MANY = 99


@dataclass(frozen=True, slots=True)
class BoardSheet:
    """A page or a slide in points: what it has room for, sizes of letters, height of a row, space between parts.

    `figure`, `said`: the widths that figures of bars, and what is said beside them, have.
    """

    width: float
    height: float
    title: float
    size: float
    row: float
    gap: float
    figure: float
    said: float

    @property
    def half(self) -> float:
        """The width of one of two columns."""
        return (self.width - self.gap) / 2


@dataclass(frozen=True, slots=True)
class BoardTexts:
    """The rows of a table as they are written, the widths of its columns; `cut`: columns that have no room."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    cut: int = 0

    @property
    def width(self) -> float:
        """How wide all of them are."""
        return sum(self.widths)


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """A part with its place and how many of its rows are told; of a table its texts too."""

    part: Part
    left: float
    top: float
    width: float
    height: float
    head: float
    rows: int = 0
    texts: BoardTexts | None = None
    chart: Chart | None = None

    @property
    def own(self) -> float:
        """How high its chart is on the screen, in pixels; 0 where it has none."""
        return 0.0 if self.chart is None else screen_height(self.chart)

    @property
    def count(self) -> int:
        """How many rows there are."""
        if isinstance(self.part, BoardTable):
            return self.part.count
        shape = self.part.shape
        return len(shape.bars) + shape.left if isinstance(shape, AmountBars) else 0


@dataclass(frozen=True, slots=True)
class LaidBoard:
    """What has its place, and what has none."""

    placed: tuple[PlacedPart, ...]
    left_out: tuple[Part, ...]


def lines(text: str, width: float, size: float, face: str = "regular") -> int:
    """In how many lines a text stands; 0 where there is none."""
    return len(wrap(holdable(text), width, size, _MANY, face)) if text else 0


def lay_out(parts: Sequence[Part], facts: BoardFacts, sheet: BoardSheet) -> LaidBoard:
    """Every part that finds room, the first ones first."""
    room, wanted, left_out = [sheet.height, sheet.height], [0.0, 0.0], []
    kept: list[tuple[tuple[int, ...], PlacedPart]] = []
    for part in parts:
        slot = _slot(part, facts, sheet)
        least, most = _least(slot, sheet), _most(slot, sheet)
        # The column that fills up less, once everything in it has grown; the other one where this is full.
        first = int(wanted[1] < wanted[0])
        ways = [(0, 1)] if slot.width > sheet.half else [(first,), (1 - first,)]
        columns = next((way for way in ways if min(room[column] for column in way) >= least), None)
        if columns is None:
            left_out.append(part)
            continue
        for column in columns:
            room[column] -= least + sheet.gap
            wanted[column] += most
        kept.append((columns, replace(slot, height=least)))
    grown = [(columns, _grown(slot, columns, room, sheet)) for columns, slot in kept]
    return LaidBoard(tuple(_placed(grown, sheet)), tuple(left_out))


def _slot(part: Part, facts: BoardFacts, sheet: BoardSheet) -> PlacedPart:
    texts, width = None, sheet.half
    if isinstance(part, BoardTable):
        texts = _texts(part, facts, sheet)
        width = sheet.half if texts.width <= sheet.half else sheet.width
        texts = _stretched(texts, width)
    caption = lines(part.caption, width, sheet.size)
    head = (lines(part.title, width, sheet.title, "semibold") * sheet.title + caption * sheet.size) * LINE + 4
    return PlacedPart(part, 0.0, 0.0, width, 0.0, head, texts=texts, chart=_chart(part, facts))


def _chart(part: Part, facts: BoardFacts) -> Chart | None:
    """What is drawn as on the screen; bars, matrices and tables are set in letters."""
    if isinstance(part, BoardTable) or isinstance(part.shape, AmountBars | CellMatrix):
        return None
    drawn = picture(part.shape, Look(facts.say.language))
    return drawn if isinstance(drawn, Chart) else None


def screen_height(chart: Chart) -> float:
    """How high a chart is on the screen: it says so itself, a chart in pixels by the list of its tiers."""
    if isinstance(own := chart.spec.get("height"), int | float):
        return float(own)
    said = next((str(each["expr"]) for each in chart.spec.get("params", ()) if each["name"] == "height"), "")
    return float(max(map(float, re.findall(r"[\d.]+(?=[,\]])", said)), default=_USUAL))


def _texts(part: BoardTable, facts: BoardFacts, sheet: BoardSheet) -> BoardTexts:
    """The first rows in columns as wide as their texts; the last columns are cut where even a whole page is narrow."""
    rows = tuple(part.texts(_MOST, facts))
    headings = tuple(column.heading for column in part.columns)
    size = sheet.size
    widths = []
    for place, heading in enumerate(headings):
        longest = max((text_width(holdable(row[place]), size) for row in rows), default=0.0)
        words = max((text_width(word, size) for word in heading.split()), default=0.0)
        widths.append(min(max(longest, words), sheet.half / 2) + _PAD)
    shown = len(widths)
    while shown > 1 and sum(widths[:shown]) > sheet.width:
        shown -= 1
    return BoardTexts(headings[:shown], tuple(row[:shown] for row in rows), tuple(widths[:shown]), len(widths) - shown)


def _stretched(texts: BoardTexts, width: float) -> BoardTexts:
    return replace(texts, widths=tuple(each * width / texts.width for each in texts.widths))


def heading_lines(texts: BoardTexts, size: float) -> int:
    """In how many lines the headings of a table stand."""
    pairs = zip(texts.headings, texts.widths, strict=True)
    return max((lines(heading, width - _PAD / 2, size) for heading, width in pairs), default=1)


def heads_height(slot: PlacedPart, sheet: BoardSheet) -> float:
    """How high the headings of a table, or of bars, stand."""
    count = 1
    if slot.texts:
        count = heading_lines(slot.texts, sheet.size)
    elif not isinstance(slot.part, BoardTable) and isinstance(slot.part.shape, AmountBars):
        pairs = zip(slot.part.shape.headings[1:], (sheet.figure, sheet.said), strict=True)
        count = max(lines(heading, width - _PAD / 2, sheet.size) for heading, width in pairs)
    return count * sheet.size * LINE + 3


def _fixed(slot: PlacedPart, sheet: BoardSheet) -> float:
    """The height of what is there however many rows are told: the title, and headings."""
    return slot.head + heads_height(slot, sheet)


def _by_row(slot: PlacedPart) -> bool:
    return isinstance(slot.part, BoardTable) or isinstance(slot.part.shape, AmountBars)


def _least(slot: PlacedPart, sheet: BoardSheet) -> float:
    if _by_row(slot):
        rows = min(slot.count, _FEWEST)
        return _fixed(slot, sheet) + (rows + (rows < slot.count)) * sheet.row
    return slot.head + (_matrix(slot, sheet) or _CHART[0] * slot.own)


def _most(slot: PlacedPart, sheet: BoardSheet) -> float:
    if _by_row(slot):
        rows = min(slot.count, _MOST)
        return _fixed(slot, sheet) + (rows + (rows < slot.count)) * sheet.row
    return slot.head + (_matrix(slot, sheet) or _CHART[1] * slot.own)


def _matrix(slot: PlacedPart, sheet: BoardSheet) -> float:
    """How high a matrix stands; 0 for anything else."""
    shape = None if isinstance(slot.part, BoardTable) else slot.part.shape
    if not isinstance(shape, CellMatrix):
        return 0.0
    width = slot.width / (len(shape.columns) + 1) - 4
    heads = max((lines(name, width, sheet.size) for name in shape.columns), default=1)
    return (heads + 1) * sheet.size * LINE + 4 + len(shape.rows) * sheet.row * 2.2


def _grown(slot: PlacedPart, columns: Sequence[int], room: list[float], sheet: BoardSheet) -> PlacedPart:
    """The part with what room it can use, taken from what is left."""
    # The gap under the last part of a column is nobody's.
    spare = max(0.0, min(room[column] + sheet.gap for column in columns))
    more = min(spare, _most(slot, sheet) - slot.height)
    for column in columns:
        room[column] -= more
    made = replace(slot, height=slot.height + more)
    return replace(made, rows=_rows(made, sheet)) if _by_row(made) else made


def _rows(slot: PlacedPart, sheet: BoardSheet) -> int:
    """How many rows are told in its height: all, or fewer and a line that counts the others."""
    fit = floor((slot.height - _fixed(slot, sheet)) / sheet.row + 1e-6)
    most = min(slot.count, _MOST)
    return most if fit >= most + (most < slot.count) else max(0, fit - 1)


def _placed(grown: Sequence[tuple[Sequence[int], PlacedPart]], sheet: BoardSheet) -> list[PlacedPart]:
    """Columns from the top, one part below another; what is wide below both."""
    tops, found = [0.0, 0.0], []
    for columns, slot in sorted(grown, key=lambda each: len(each[0])):
        top = max(tops[column] for column in columns)
        left = columns[0] * (sheet.half + sheet.gap)
        found.append(replace(slot, left=left, top=top))
        for column in columns:
            tops[column] = top + slot.height + sheet.gap
    return found
