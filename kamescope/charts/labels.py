"""Where the labels of a scatter of points go: beside their points, off each other, in their own area. Pure.

Each label tries its forms (the whole name first, then shorter ones) at places around its point. The label with the
fewest free places chooses first; then labels move, alone or in pairs, as long as that lowers the total cost.
All lengths are pixels, x to the right and y down. The same input always gives the same output.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kamescope.charts.label_search import TAIL_STEPS, Candidates, inside, search, some
from kamescope.charts.rectangle import Rectangle

DISTANCES = (4.0, 9.0, 17.0, 28.0, 42.0, 60.0, 84.0)
"""Free space between a point and its label."""
_DISTANCE_COSTS = (0.0, 1.5, 5.0, 8.0, 12.0, 17.0, 23.0)
LEADER_FROM = 12.0
"""From this distance a line leads from the point to its label."""
ON_DIAGONAL = 18.0
BESIDE_ANOTHER = 15.0
"""A label that is nearer to another point than to its own reads as the other's."""
_SLIDE = 14.0
_AROUND = np.array(
    [
        (1, 0, 0, 0, -0.5, 0),
        (-1, -1, 0, 0, -0.5, 0),
        (0, -0.5, 0, 1, 0, 0),
        (0, -0.5, 0, -1, -1, 0),
        (0.75, 0, 0, 0.75, 0, -3),
        (0.75, 0, 0, -0.75, -1, 3),
        (-0.75, -1, 0, 0.75, 0, -3),
        (-0.75, -1, 0, -0.75, -1, 3),
        (0, 0, -8, 1, 0, 0),
        (0, 0, -8, -1, -1, 0),
        (0, -1, 8, 1, 0, 0),
        (0, -1, 8, -1, -1, 0),
        (1, 0, 0, 0, 0, -4),
        (1, 0, 0, 0, -1, 4),
        (-1, -1, 0, 0, 0, -4),
        (-1, -1, 0, 0, -1, 4),
    ]
)
"""Places around a point, best first: a label's left edge in reaches, own widths and pixels, then its top likewise."""


class LabelForm(NamedTuple):
    """One way to write a label: its lines, its size, and how much worse it is than the best form."""

    lines: tuple[str, ...]
    width: float
    height: float
    cost: float = 0.0


class Spot(NamedTuple):
    """A point to be labelled: its disc, the area its label must stay in, the forms of the label from best to worst."""

    x: float
    y: float
    radius: float
    room: Rectangle
    forms: tuple[LabelForm, ...]


class PlacedLabel(NamedTuple):
    """A label that has found its place; `leader` is where the line from the point arrives, None right beside it."""

    lines: tuple[str, ...]
    box: Rectangle
    leader: tuple[float, float] | None


def on_diagonal(box: Rectangle | np.ndarray, plot: tuple[float, float]) -> bool | np.ndarray:
    """Whether the line from the left bottom to the right top of a plot crosses a box (or each of many, as columns)."""
    left, top, right, bottom = box
    width, height = plot
    return (top < height - left * height / width) & (bottom > height - right * height / width)


def place_labels(
    spots: Sequence[Spot], taken: Sequence[Rectangle] = (), plot: tuple[float, float] | None = None
) -> tuple[PlacedLabel | None, ...]:
    """Place one label a spot, None where nothing fits.

    A label never leaves its room, never lies on a disc, on another label, on a leader or on a box already `taken`. With
    a `plot` (width, height), its rising diagonal is avoided where a place near by allows it.
    """
    discs = np.array([_disc(spot) for spot in spots]).reshape(-1, 4)
    blocked = np.array([tuple(box) for box in taken]).reshape(-1, 4)
    places = [_free_places(spot, index, discs, blocked, plot) for index, spot in enumerate(spots)]
    chosen = search(places)
    return tuple(_label(spot, found, at) for spot, found, at in zip(spots, places, chosen, strict=True))


def _disc(spot: Spot) -> tuple[float, float, float, float]:
    reach = spot.radius + 1.5
    return spot.x - reach, spot.y - reach, spot.x + reach, spot.y + reach


def _free_places(
    spot: Spot, index: int, discs: np.ndarray, taken: np.ndarray, plot: tuple[float, float] | None
) -> Candidates:
    """The places of a label that nothing fixed stands in the way of."""
    found = _all_places(spot)
    room, boxes = spot.room, found.boxes
    found = found.only(
        (boxes[:, 0] >= room.left)
        & (boxes[:, 1] >= room.top)
        & (boxes[:, 2] <= room.right)
        & (boxes[:, 3] <= room.bottom)
    )
    own = np.array([[spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius]])
    others = np.delete(discs, index, axis=0)
    fixed = np.vstack([others, taken, own])[None]
    boxes = found.boxes[:, None, :]
    covered = (boxes[..., 0] < fixed[..., 2]) & (fixed[..., 0] < boxes[..., 2])
    covered &= (boxes[..., 1] < fixed[..., 3]) & (fixed[..., 1] < boxes[..., 3])
    found = found.only(~some(covered, 1))
    crossed = some(inside(found.tails[:, 2:, None], fixed[:, None, :-1]), (1, 2))
    found = found.only(~crossed)
    if not len(found.costs):
        return found
    costs = found.costs + BESIDE_ANOTHER * _beside_another(found.boxes, _disc(spot), others)
    if plot is not None:
        costs += ON_DIAGONAL * on_diagonal(found.boxes.T, plot)
    return Candidates(found.boxes, found.tails, costs, found.forms)


def _beside_another(boxes: np.ndarray, own: tuple[float, float, float, float], others: np.ndarray) -> np.ndarray:
    """Which boxes are nearer to another disc than to their own, and so near that no leader is expected."""
    nearest = _apart(boxes, others).min(axis=1, initial=np.inf)
    return nearest < np.minimum(_apart(boxes, np.array([own]))[:, 0], LEADER_FROM)


def _apart(boxes: np.ndarray, discs: np.ndarray) -> np.ndarray:
    """How far each box is from each disc."""
    one, two = boxes[:, None, :], discs[None]
    x = np.maximum(one[..., 0] - two[..., 2], two[..., 0] - one[..., 2]).clip(min=0)
    y = np.maximum(one[..., 1] - two[..., 3], two[..., 1] - one[..., 3]).clip(min=0)
    return np.hypot(x, y)


def _all_places(spot: Spot) -> Candidates:
    """Every place around a point for every form, each slid into the room where little is missing."""
    reach = spot.radius + np.array(DISTANCES)[:, None]
    boxes, costs, forms = [], [], []
    for number, form in enumerate(spot.forms):
        left = spot.x + _AROUND[:, 0] * reach + _AROUND[:, 1] * form.width + _AROUND[:, 2]
        top = spot.y + _AROUND[:, 3] * reach + _AROUND[:, 4] * form.height + _AROUND[:, 5]
        left += _slide(left, spot.room.left, spot.room.right - form.width)
        top += _slide(top, spot.room.top, spot.room.bottom - form.height)
        boxes.append(np.stack([left, top, left + form.width, top + form.height], axis=-1).reshape(-1, 4))
        costs.append((form.cost + np.array(_DISTANCE_COSTS)[:, None] + np.arange(len(_AROUND)) * 0.1).ravel())
        forms.append(np.full(left.size, number))
    found = np.vstack(boxes) if boxes else np.empty((0, 4))
    far = np.tile(np.repeat(np.array(DISTANCES) >= LEADER_FROM, len(_AROUND)), len(boxes))
    ends = np.where(far[:, None], _leader_ends(spot, found), np.nan)[:, None]
    start = np.array([spot.x, spot.y])
    return Candidates(found, start + TAIL_STEPS * (ends - start), np.hstack([*costs, []]), np.hstack([*forms, []]))


def _slide(at: np.ndarray, first: float, last: float) -> np.ndarray:
    """How far to move coordinates into first … last, 0 where that is too far."""
    move = np.clip(at, first, max(first, last)) - at
    return np.where(np.abs(move) <= _SLIDE, move, 0.0)


def _leader_ends(spot: Spot, boxes: np.ndarray) -> np.ndarray:
    """The point of each box nearest to the spot, not quite at a corner."""
    left, top, right, bottom = boxes.T
    inset_x, inset_y = np.minimum(6.0, (right - left) / 2), np.minimum(6.0, (bottom - top) / 2)
    aside = (spot.y >= top) & (spot.y <= bottom)
    x = np.where(aside, np.where(spot.x < left, left, right), np.clip(spot.x, left + inset_x, right - inset_x))
    y = np.where(aside, np.clip(spot.y, top + inset_y, bottom - inset_y), np.where(spot.y < top, top, bottom))
    return np.stack([x, y], axis=-1)


def _label(spot: Spot, places: Candidates, at: int) -> PlacedLabel | None:
    if at < 0:
        return None
    x, y = map(float, places.tails[at, -1])
    lines = spot.forms[int(places.forms[at])].lines
    return PlacedLabel(lines, Rectangle(*map(float, places.boxes[at])), None if np.isnan(x) else (x, y))
