"""Where the marks of a strip stand so that none hides another: in lanes, or packed into columns of dots. Numbers only.

Places are shares of the track, 0 to 1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from math import inf

MOST_MARKS = 60
"""With more marks than this, or where they would pile up higher than `MOST_LANES`, they are packed into columns."""
MOST_LANES = 15
BINS = 24
"""Means of a few whole answers lie on a lattice: finer columns would be full and empty in turn."""
ROOM, LANE, ROW, DOT = 14, 16, 40, 6
WIDE, NARROW = 380, 250
"""The least width of a track beside its name, and under it on a phone, in pixels."""
_TALLEST = 136
_CLEAR = 12


@dataclass(frozen=True, slots=True)
class StripLayout:
    """The marks drawn one by one with their lanes (wide, narrow), and columns of dots: their places, who is in each.

    Marks by their place in the list laid out; `pitch`, the height of a dot, and heights (wide, narrow) in pixels.
    """

    lanes: dict[int, tuple[int, int]]
    columns: dict[float, list[int]]
    pitch: float
    heights: tuple[int, int]


def layout(places: Sequence[float], faint: Sequence[bool]) -> StripLayout:
    """One by one as long as there is room; else only those that are not faint; else all in columns of dots."""
    foremost = [index for index, is_faint in enumerate(faint) if not is_faint]
    single = next((some for some in (list(range(len(places))), foremost) if _fits([places[i] for i in some])), [])
    wide, narrow = (lanes([places[index] for index in single], ROOM / width) for width in (WIDE, NARROW))
    columns = _columns(places, sorted(set(range(len(places))) - set(single)))
    most = max(map(len, columns.values()), default=0)
    # Nobody is left out of a crowd that is too high: its dots shrink.
    pitch = min(float(DOT), _TALLEST / most) if most else float(DOT)
    tall, taller = (max(ROW, _height(each), int(most * pitch) + _CLEAR) for each in (wide, narrow))
    return StripLayout(dict(zip(single, zip(wide, narrow, strict=True), strict=True)), columns, pitch, (tall, taller))


def one_line(count: int) -> StripLayout:
    """So many marks one by one on the line, over one another if need be."""
    return StripLayout(dict.fromkeys(range(count), (0, 0)), {}, float(DOT), (ROW, ROW))


def lanes(places: Sequence[float], room: float) -> list[int]:
    """A lane for each mark, 0 on the line, 1 above, −1 below, …: none lies closer than `room` to one in its lane."""
    found = [0] * len(places)
    last: dict[int, float] = {}
    for place, index in sorted((place, index) for index, place in enumerate(places)):
        # Rounded: the noise of floats must not move a mark that is just far enough.
        lane = next(lane for lane in _outwards() if round(place - last.get(lane, -inf), 9) >= room)
        found[index], last[lane] = lane, place
    return found


def _outwards() -> Iterator[int]:
    yield 0
    for step in count(1):
        yield from (step, -step)


def _fits(places: Sequence[float]) -> bool:
    # Measured on a phone, where the same marks need the most lanes.
    return len(places) <= MOST_MARKS and _rows(lanes(places, ROOM / NARROW)) <= MOST_LANES


def _rows(found: Sequence[int]) -> int:
    return 2 * max(map(abs, found), default=0) + 1


def _height(found: Sequence[int]) -> int:
    return _rows(found) * LANE + _CLEAR


def _columns(places: Sequence[float], crowd: Sequence[int]) -> dict[float, list[int]]:
    """Who stands in each of `BINS` columns, from the lowest to the highest, by the middle of the column."""
    found: dict[int, list[int]] = {}
    for index in crowd:
        # The very end of the track belongs to the last column.
        found.setdefault(min(int(places[index] * BINS), BINS - 1), []).append(index)
    return {(place + 0.5) / BINS: found[place] for place in sorted(found)}
