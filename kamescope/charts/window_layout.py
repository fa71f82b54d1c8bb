"""The perception window's geometry: marks, quadrants and label rows, placed beforehand at a few reference widths.

Rows are plain dictionaries for the specification: `u`, `v` are fractions of the plot (v downwards), `dx`, `dy` pixels
added to them, `low` ≤ width < `high` the widths at which the row is drawn. A label right beside its point keeps its
distance in pixels; one that was moved away moves with the plot. Both can only gain room as the plot grows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import floor as whole

import numpy as np

from kamescope.analysis.window import Cut, Placed, Quadrant, Window
from kamescope.charts.labels import LabelForm, PlacedLabel, Spot, place_labels
from kamescope.charts.rectangle import Rectangle
from kamescope.charts.skeleton import Row
from kamescope.charts.window_texts import title_rows

NARROW = 520
"""Below this width only codes are written."""
WIDTHS = (280, 350, 430, NARROW, 600, 690)
"""Widths of the whole chart at which labels are placed; each serves up to the next."""
LEFT, RIGHT, TOP, BOTTOM = 36, 14, 30, 44
TALLEST = 600
Square = tuple[int, int]
Forms = Callable[[tuple[str, ...], bool, int], tuple[LabelForm, ...]]
"""Codes at one place, whether the chart is narrow, font size → the ways to write them, best first."""
ALWAYS = {"low": 0, "high": 1_000_000}
RADIUS = 5.0
RING = 8.0
CLEAR = 4.0
SAME_PERCENT = 0.3
"""Points nearer than this on both axes would hide each other and share one mark."""


@dataclass(frozen=True, slots=True)
class WindowMark:
    """One or several points at the same place; `u`, `v` are fractions of the plot."""

    quadrant: Quadrant
    u: float
    v: float
    points: tuple[Placed, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that stand there, in model order."""
        return tuple(point.code for point in self.points)

    @property
    def radius(self) -> float:
        """Half the size of what is drawn: a disc, with a ring around it for several points."""
        return RADIUS if len(self.points) == 1 else RING


def plot_size(width: float) -> tuple[float, float]:
    """The plot inside a chart of that width: square, until it would be taller than a screen."""
    return width - LEFT - RIGHT, min(width - LEFT - RIGHT, TALLEST)


def marks(window: Window, floor: float) -> tuple[WindowMark, ...]:
    """The whole points of a window, those at the same place together."""
    together: list[list[Placed]] = []
    side_by_side: dict[Square, list[int]] = defaultdict(list)
    for point in window.points:
        if point.quadrant is None:
            continue
        around = (index for square in _squares(point) for index in side_by_side.get(square, ()))
        # With the first of a mark alone: else a chain of near points would become one mark across the window.
        same = min((index for index in around if _same_place(together[index][0], point)), default=None)
        if same is None:
            side_by_side[_square(point)].append(len(together))
            together.append([point])
        else:
            together[same].append(point)
    return tuple(
        WindowMark(
            points[0].quadrant,
            _fraction(points[0].gap.self_percent, floor),
            1 - _fraction(points[0].gap.environment_percent, floor),
            tuple(points),
        )
        for points in together
    )


def cut_place(cut: Cut, floor: float) -> tuple[float, float]:
    """Where the cut lines cross, as fractions of the plot."""
    return _fraction(cut.self_percent, floor), 1 - _fraction(cut.environment_percent, floor)


def areas(u: float, v: float) -> dict[Quadrant, Rectangle]:
    """The four quadrants around a cut, in the unit of the cut, on a plot of size 1."""
    return {
        Quadrant.HIDDEN_STRENGTH: Rectangle(0, 0, u, v),
        Quadrant.RECOGNISED_STRENGTH: Rectangle(u, 0, 1, v),
        Quadrant.SHARED_PROGRESS: Rectangle(0, v, u, 1),
        Quadrant.BLIND_SPOT: Rectangle(u, v, 1, 1),
    }


def label_rows(
    found: Sequence[WindowMark], cut: tuple[float, float], forms: Forms | None, titles: Mapping[Quadrant, str]
) -> tuple[list[Row], list[Row]]:
    """Text rows and leader rows for every reference width; without `forms` (too many points) titles alone."""
    texts: list[Row] = []
    leaders: list[Row] = []
    for low, high in zip(WIDTHS, (*WIDTHS[1:], ALWAYS["high"]), strict=True):
        # Narrower than the narrowest reference there is nothing better to draw.
        between = {"low": 0 if low == WIDTHS[0] else low, "high": high}
        size = plot_size(low)
        rooms = _rooms(cut, size)
        discs = np.array([_disc(mark, size) for mark in found])
        taken = []
        # Titles first: points do not move, and labels can keep off both.
        for quadrant, title in titles.items():
            rows, box = title_rows(quadrant, title, rooms[quadrant], size, discs, forms is None)
            texts += [row | between for row in rows]
            taken += [box] if box else []
        if forms is not None:
            written, drawn = _labels(found, rooms, taken, forms, low)
            texts += [row | between for row in written]
            leaders += [row | between for row in drawn]
    return texts, leaders


def _labels(
    found: Sequence[WindowMark],
    rooms: Mapping[Quadrant, Rectangle],
    taken: Sequence[Rectangle],
    forms: Forms,
    width: float,
) -> tuple[list[Row], list[Row]]:
    """Text rows and leader rows for one width."""
    size, narrow = plot_size(width), width < NARROW
    font = 11 if narrow else 12
    spots = [
        Spot(mark.u * size[0], mark.v * size[1], mark.radius, rooms[mark.quadrant], forms(mark.codes, narrow, font))
        for mark in found
    ]
    placed = list(zip(found, spots, place_labels(spots, taken, size), strict=True))
    texts = [row for mark, spot, label in placed if label for row in _label_texts(mark, spot, label, size, font)]
    return texts, [row for mark, _, label in placed if label for row in _leader(mark, label, size)]


def _fraction(percent: float, floor: float) -> float:
    return (percent - floor) / (100 - floor)


def _square(point: Placed) -> Square:
    """Where a point lies on a grid wide enough that points at one place never lie beyond the next square."""
    own, others = (percent / (2 * SAME_PERCENT) for percent in (point.gap.self_percent, point.gap.environment_percent))
    return whole(own), whole(others)


def _squares(point: Placed) -> Iterator[Square]:
    """The square of a point and those around it."""
    across, upward = _square(point)
    return ((across + x, upward + y) for x, y in product((-1, 0, 1), repeat=2))


def _same_place(one: Placed, other: Placed) -> bool:
    return (
        one.quadrant is other.quadrant
        and abs(one.gap.self_percent - other.gap.self_percent) < SAME_PERCENT
        and abs(one.gap.environment_percent - other.gap.environment_percent) < SAME_PERCENT
    )


def _rooms(cut: tuple[float, float], size: tuple[float, float]) -> dict[Quadrant, Rectangle]:
    """The quadrants in pixels, without a margin along their lines."""
    width, height = size
    return {
        quadrant: Rectangle(area.left * width + CLEAR, area.top * height + CLEAR, area.right * width - CLEAR,
                      area.bottom * height - CLEAR)
        for quadrant, area in areas(*cut).items()
    }  # fmt: skip


def _disc(mark: WindowMark, size: tuple[float, float]) -> Rectangle:
    x, y, reach = mark.u * size[0], mark.v * size[1], mark.radius
    return Rectangle(x - reach, y - reach, x + reach, y + reach)


def _label_texts(mark: WindowMark, spot: Spot, label: PlacedLabel, size: tuple[float, float], font: int) -> list[Row]:
    box, step = label.box, font + 2
    middle, centre = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    align = "left" if box.left >= spot.x else "right" if box.right <= spot.x else "center"
    x = {"left": box.left + 1, "right": box.right - 1, "center": middle}[align]
    u, v = (middle / size[0], centre / size[1]) if label.leader else (mark.u, mark.v)
    return [
        {
            "u": round(u, 5),
            "v": round(v, 5),
            "dx": round(x - u * size[0], 1),
            "dy": round(box.top + (line + 0.5) * step - v * size[1], 1),
            "text": text,
            "align": align,
            "size": font,
            "style": "label",
        }
        for line, text in enumerate(label.lines)
    ]


def _leader(mark: WindowMark, label: PlacedLabel, size: tuple[float, float]) -> list[Row]:
    if label.leader is None:
        return []
    middle, centre = (label.box.left + label.box.right) / 2, (label.box.top + label.box.bottom) / 2
    ends = {"u": mark.u, "v": mark.v, "dx": 0, "dy": 0, "u2": middle / size[0], "v2": centre / size[1]}
    reach = {"dx2": round(label.leader[0] - middle, 1), "dy2": round(label.leader[1] - centre, 1)}
    return [ends | reach | {"style": "leader"}]
