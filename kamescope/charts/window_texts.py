"""The perception window's words: how long names may be written, and where the quadrants' titles go."""

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

import numpy as np

from kamescope.analysis.window import Quadrant
from kamescope.charts.labels import LabelForm, on_diagonal
from kamescope.charts.measure import block_width, shorten, text_width
from kamescope.charts.rectangle import Rectangle
from kamescope.charts.skeleton import Row
from kamescope.i18n import NBSP, Words

NARROW_PLOT = 470
"""Below this width of the plot letters are smaller; the chart's margins come on top of it."""
_LISTED_TOGETHER = 16
_NAMED_TOGETHER = 5
_TITLE_OF_ADDRESS = 3
"""A line of a name with so few letters would be a title of address alone."""
_SHORTENED = 30.0
_TITLE_CLEAR = 24.0
_COVERED = 100.0
_NEAR = {_TITLE_CLEAR: 0.3, _TITLE_CLEAR / 3: 0.7, 0.0: _COVERED}
"""What a point costs the title that comes that near to it."""
_NAME_WIDTHS = (110, 66)
"""Pixels that a name is cut to, where it finds no place as a whole."""


def quadrant_name(quadrant: Quadrant, say: Words) -> str:
    """The name of a quadrant."""
    return say(f"quadrant.{quadrant.value}")


def title_rows(
    quadrant: Quadrant, title: str, room: Rectangle, size: tuple[float, float], discs: np.ndarray, crowded: bool
) -> tuple[list[Row], Rectangle | None]:
    """The title of a quadrant in the corner with the fewest points; nothing where it has no room.

    `discs`: boxes as an array of (point, 4). In a `crowded` window a title may lie on points, elsewhere never.
    """
    narrow = size[0] < NARROW_PLOT
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
    costs = [
        _title_cost(box, discs, size) + 0.4 * (side != sides[0]) + 0.8 * (level != levels[0]) + 0.2 * len(form.lines)
        for _, form, side, level, box in places
    ]
    if not costs or (min(costs) >= _COVERED and not crowded):
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


def _anchor(room: Rectangle, side: str) -> float:
    return {"left": room.left, "center": (room.left + room.right) / 2, "right": room.right}[side]


def _title_box(form: LabelForm, room: Rectangle, side: str, level: int) -> Rectangle:
    """The box of a title at one side of its quadrant, at the top (level 0) or at the bottom (1)."""
    left = _anchor(room, side) + {"left": 4, "center": -form.width / 2, "right": -4 - form.width}[side]
    top = (room.top + 2, room.bottom - 2 - form.height)[level]
    return Rectangle(left, top, left + form.width, top + form.height)


def _title_cost(box: Rectangle, discs: np.ndarray, size: tuple[float, float]) -> float:
    """Points near by, whose labels want room, and the diagonal; from `_COVERED` on, it would lie on a point."""
    side_by_side = np.stack([_overlapping(box, discs, space) for space in _NEAR], axis=1)
    return sum(np.broadcast_to([*_NEAR.values()], side_by_side.shape)[side_by_side].tolist()) + 0.7 * on_diagonal(
        box, size
    )


def _overlapping(box: Rectangle, discs: np.ndarray, space: float) -> np.ndarray:
    left, top, right, bottom = discs.T
    across = (left < box.right + space) & (box.left < right + space)
    return across & (top < box.bottom + space) & (box.top < bottom + space)


def _fits(form: LabelForm, room: Rectangle) -> bool:
    return form.width + 8 <= room.right - room.left and form.height + 4 <= room.bottom - room.top


def label_forms(codes: tuple[str, ...], names: Mapping[str, str], font: int) -> tuple[LabelForm, ...]:
    """The ways to name a mark: in full on one to three lines, then by its codes, then by their number."""
    step, count = font + 2, len(codes)
    forms: list[LabelForm] = []
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


def name_forms(names: Sequence[str], font: int) -> tuple[LabelForm, ...]:
    """The ways to name a mark by people: whole names, then cut ones, then their number; a crowd by its number alone."""
    step, count = font + 2, len(names)
    names = [name.replace(NBSP, " ") for name in names]
    if count > _NAMED_TOGETHER:
        return (_form((f"×{count}",), font, step, 0.0),)
    forms = _name_lines(names[0], font, step) if count == 1 else [_form(tuple(names), font, step, 0.0)]
    for cut in _NAME_WIDTHS:
        if forms[0].width > cut:
            lines = tuple(shorten(name, cut, font) if text_width(name, font) > cut else name for name in names)
            forms.append(_form(lines, font, step, _SHORTENED + 20 - cut / 10))
    return (*forms, *([_form((f"×{count}",), font, step, 2 * _SHORTENED)] if count > 1 else []))


def _name_lines(name: str, font: int, step: int) -> list[LabelForm]:
    """A name on one, two and three lines, none of them as short as a title of address."""
    return [
        form
        for form in _forms(name, font, step)
        if form.lines == (name,) or min(map(len, form.lines)) > _TITLE_OF_ADDRESS
    ]


def _listing(codes: tuple[str, ...], lines: int) -> tuple[str, ...]:
    per_line = -(-len(codes) // lines)
    rows = [", ".join(codes[start : start + per_line]) for start in range(0, len(codes), per_line)]
    return tuple(row + "," * (row is not rows[-1]) for row in rows)


def _forms(text: str, font: int, step: int, bold: bool = False) -> list[LabelForm]:
    """A text on one, two and three lines, evenly broken; long lines cost a little, so do many."""
    forms = [_form(lines, font, step, cost, bold) for lines, cost in _breaks(text)]
    return [form._replace(cost=form.cost + max(0.0, form.width - 130) / 20) for form in forms]


def _breaks(text: str) -> list[tuple[tuple[str, ...], float]]:
    words = text.replace(" / ", f"{NBSP}/ ").split(" ")
    found: list[tuple[tuple[str, ...], float]] = [((text,), 0.0)]
    for lines in (2, 3):
        if len(words) >= lines and len(text) >= 12 * (lines - 1):
            splits = (_split(words, at) for at in combinations(range(1, len(words)), lines - 1))
            found.append((min(splits, key=lambda parts: max(map(len, parts))), 0.4 * (lines - 1) ** 2))
    return found


def _split(words: list[str], at: tuple[int, ...]) -> tuple[str, ...]:
    ends = (0, *at, len(words))
    return tuple(" ".join(words[start:end]) for start, end in pairwise(ends))


def _form(lines: tuple[str, ...], font: int, step: int, cost: float, bold: bool = False) -> LabelForm:
    width = block_width(lines, font, "semibold" if bold else "regular")
    return LabelForm(lines, width + 2, len(lines) * step, cost)
