"""The perception window's geometry: marks, quadrants and label rows, placed beforehand at a few reference widths.

Rows are plain dictionaries for the specification: `u`, `v` are fractions of the plot (v downwards), `dx`, `dy` pixels
added to them, `low` ≤ width < `high` the widths at which the row is drawn. A label right beside its point keeps its
distance in pixels; one that was moved away moves with the plot. Both can only gain room as the plot grows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from kamescope.analysis.window import Cut, Point, Quadrant, Window
from kamescope.charts.labels import Box, Form, Label, Spot, on_diagonal, place_labels
from kamescope.charts.measure import block_width
from kamescope.charts.parts import Row
from kamescope.i18n import NBSP

NARROW = 520
"""Below this width only codes are written."""
WIDTHS = (280, 350, 430, NARROW, 600, 690)
"""Widths of the whole chart at which labels are placed; each serves up to the next."""
LEFT, RIGHT, TOP, BOTTOM = 36, 14, 30, 44
TALLEST = 600
ALWAYS = {"low": 0, "high": 1_000_000}
RADIUS = 5.0
RING = 8.0
CLEAR = 4.0
SAME_PERCENT = 0.3
"""Points nearer than this on both axes would hide each other and share one mark."""
_LISTED_TOGETHER = 16
_TITLE_CLEAR = 24.0
_COVERED = 100.0
_SHORTENED = 30.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One or several points at the same place; `u`, `v` are fractions of the plot."""

    quadrant: Quadrant
    u: float
    v: float
    points: tuple[Point, ...]

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


def marks(window: Window, floor: float) -> tuple[Mark, ...]:
    """The whole points of a window, those at the same place together."""
    together: list[list[Point]] = []
    for point in window.points:
        if point.quadrant is None:
            continue
        for others in together:
            if _same_place(others[0], point):
                others.append(point)
                break
        else:
            together.append([point])
    return tuple(
        Mark(
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


def areas(u: float, v: float) -> dict[Quadrant, Box]:
    """The four quadrants around a cut, in the unit of the cut, on a plot of size 1."""
    return {
        Quadrant.HIDDEN_STRENGTH: Box(0, 0, u, v),
        Quadrant.RECOGNISED_STRENGTH: Box(u, 0, 1, v),
        Quadrant.SHARED_PROGRESS: Box(0, v, u, 1),
        Quadrant.BLIND_SPOT: Box(u, v, 1, 1),
    }


def label_rows(
    found: Sequence[Mark], cut: tuple[float, float], names: Mapping[str, str], titles: Mapping[Quadrant, str]
) -> tuple[list[Row], list[Row]]:
    """Text rows and leader rows for every reference width. `names` is empty where only codes are to be written."""
    texts: list[Row] = []
    leaders: list[Row] = []
    for low, high in zip(WIDTHS, (*WIDTHS[1:], ALWAYS["high"]), strict=True):
        between = {"low": 0 if low == WIDTHS[0] else low, "high": high}
        size = plot_size(low)
        rooms = _rooms(cut, size)
        discs = [_disc(mark, size) for mark in found]
        taken = []
        for quadrant, title in titles.items():
            title_rows, box = _title(quadrant, title, rooms[quadrant], size, discs, low < NARROW)
            texts += [row | between for row in title_rows]
            taken += [box] if box else []
        font = 11 if low < NARROW else 12
        spots = [_spot(mark, size, rooms[mark.quadrant], {} if low < NARROW else names, font) for mark in found]
        for mark, spot, label in zip(found, spots, place_labels(spots, taken, size), strict=True):
            if label is not None:
                texts += [row | between for row in _label_texts(mark, spot, label, size, font)]
                leaders += [row | between for row in _leader(mark, label, size)]
    return texts, leaders


def _fraction(percent: float, floor: float) -> float:
    return (percent - floor) / (100 - floor)


def _same_place(one: Point, other: Point) -> bool:
    return (
        one.quadrant is other.quadrant
        and abs(one.gap.self_percent - other.gap.self_percent) < SAME_PERCENT
        and abs(one.gap.environment_percent - other.gap.environment_percent) < SAME_PERCENT
    )


def _rooms(cut: tuple[float, float], size: tuple[float, float]) -> dict[Quadrant, Box]:
    """The quadrants in pixels, without a margin along their lines."""
    width, height = size
    return {
        quadrant: Box(area.left * width + CLEAR, area.top * height + CLEAR, area.right * width - CLEAR,
                      area.bottom * height - CLEAR)
        for quadrant, area in areas(*cut).items()
    }  # fmt: skip


def _disc(mark: Mark, size: tuple[float, float]) -> Box:
    x, y, reach = mark.u * size[0], mark.v * size[1], mark.radius
    return Box(x - reach, y - reach, x + reach, y + reach)


def _title(
    quadrant: Quadrant, title: str, room: Box, size: tuple[float, float], discs: Sequence[Box], narrow: bool
) -> tuple[list[Row], Box | None]:
    """The title of a quadrant in the corner where it covers the fewest points; nothing where it has no room."""
    upper = quadrant in (Quadrant.HIDDEN_STRENGTH, Quadrant.RECOGNISED_STRENGTH)
    sides, levels = (("left", "center", "right"), (0, 1)) if upper else (("right", "center", "left"), (1, 0))
    places = [
        (font, form, side, level, _title_box(form, room, side, level))
        for font in ((12, 11) if narrow else (13, 12))
        for form in _forms(title, font, font + 2, bold=True)
        if _fits(form, room)
        for level in levels
        for side in sides
    ]
    costs = [_title_cost(place[-1], discs, size) for place in places]
    if min(costs, default=_COVERED) >= _COVERED:
        return [], None
    font, form, side, level, box = places[costs.index(min(costs))]
    step = font + 2
    u, v = _anchor(room, side) / size[0], (room.top, room.bottom)[level] / size[1]
    rows = [
        {
            "u": u,
            "v": v,
            "dx": {"left": 4, "center": 0, "right": -4}[side],
            "dy": round(box.top + (line + 0.5) * step - v * size[1], 1),
            "text": text,
            "align": side,
            "size": font,
            "style": quadrant.value,
        }
        for line, text in enumerate(form.lines)
    ]
    return rows, box


def _anchor(room: Box, side: str) -> float:
    return {"left": room.left, "center": (room.left + room.right) / 2, "right": room.right}[side]


def _title_box(form: Form, room: Box, side: str, level: int) -> Box:
    """The box of a title at one side of its quadrant, at the top (level 0) or at the bottom (1)."""
    left = _anchor(room, side) + {"left": 4, "center": -form.width / 2, "right": -4 - form.width}[side]
    top = (room.top + 2, room.bottom - 2 - form.height)[level]
    return Box(left, top, left + form.width, top + form.height)


def _title_cost(box: Box, discs: Sequence[Box], size: tuple[float, float]) -> float:
    """Points near by, and a little for the diagonal; from `_COVERED` on, it would lie on a point."""
    near = sum(disc.overlaps(box, _TITLE_CLEAR) + _COVERED * disc.overlaps(box) for disc in discs)
    return near + 0.5 * on_diagonal(box, size)


def _fits(form: Form, room: Box) -> bool:
    return form.width + 8 <= room.right - room.left and form.height + 4 <= room.bottom - room.top


def _spot(mark: Mark, size: tuple[float, float], room: Box, names: Mapping[str, str], font: int) -> Spot:
    return Spot(mark.u * size[0], mark.v * size[1], mark.radius, room, _label_forms(mark.codes, names, font))


def _label_forms(codes: tuple[str, ...], names: Mapping[str, str], font: int) -> tuple[Form, ...]:
    """The ways to name a mark: in full on one to three lines, then by its codes, then by their number."""
    step, count = font + 2, len(codes)
    forms: list[Form] = []
    if names and count == 1:
        forms = _forms(names[codes[0]], font, step)
    elif names and count <= 3:
        forms = [_form(tuple(names[code] for code in codes), font, step, 0.0)]
    penalty = _SHORTENED if forms else 0.0
    listed = range(1, min(count, 4) + 1) if count <= _LISTED_TOGETHER else ()
    forms += [_form(_listing(codes, lines), font, step, penalty + lines * 0.5) for lines in listed]
    if count > 2:
        forms.append(_form((f"×{count}",), font, step, penalty + _SHORTENED))
    return tuple(forms)


def _listing(codes: tuple[str, ...], lines: int) -> tuple[str, ...]:
    per_line = -(-len(codes) // lines)
    rows = [", ".join(codes[start : start + per_line]) for start in range(0, len(codes), per_line)]
    return tuple(row + "," * (row is not rows[-1]) for row in rows)


def _forms(text: str, font: int, step: int, bold: bool = False) -> list[Form]:
    """A text on one, two and three lines, evenly broken; long lines cost a little, so do many."""
    forms = [_form(lines, font, step, cost, bold) for lines, cost in _breaks(text)]
    return [form._replace(cost=form.cost + max(0.0, form.width - 130) / 20) for form in forms]


def _breaks(text: str) -> list[tuple[tuple[str, ...], float]]:
    words = text.replace(" / ", f"{NBSP}/ ").split(" ")
    found = [((text,), 0.0)]
    for lines in (2, 3):
        if len(words) >= lines and len(text) >= 12 * (lines - 1):
            splits = (_split(words, at) for at in combinations(range(1, len(words)), lines - 1))
            found.append((min(splits, key=lambda parts: max(map(len, parts))), 0.4 * (lines - 1) ** 2))
    return found


def _split(words: list[str], at: tuple[int, ...]) -> tuple[str, ...]:
    ends = (0, *at, len(words))
    return tuple(" ".join(words[start:end]) for start, end in pairwise(ends))


def _form(lines: tuple[str, ...], font: int, step: int, cost: float, bold: bool = False) -> Form:
    width = block_width(lines, font, "semibold" if bold else "regular")
    return Form(lines, width + 2, len(lines) * step, cost)


def _label_texts(mark: Mark, spot: Spot, label: Label, size: tuple[float, float], font: int) -> list[Row]:
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


def _leader(mark: Mark, label: Label, size: tuple[float, float]) -> list[Row]:
    if label.leader is None:
        return []
    middle, centre = (label.box.left + label.box.right) / 2, (label.box.top + label.box.bottom) / 2
    ends = {"u": mark.u, "v": mark.v, "dx": 0, "dy": 0, "u2": middle / size[0], "v2": centre / size[1]}
    reach = {"dx2": round(label.leader[0] - middle, 1), "dy2": round(label.leader[1] - centre, 1)}
    return [ends | reach | {"style": "leader"}]
