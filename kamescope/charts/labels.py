"""Where the labels of a scatter of points go: beside their points, off each other, in their own area. Pure.

Each label tries its forms (the whole name first, then shorter ones) at places around its point. The label with the
fewest free places chooses first; then labels move, alone or in pairs, as long as that lowers the total cost.
All lengths are pixels, x to the right and y down. The same input always gives the same output.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

DISTANCES = (4.0, 9.0, 17.0, 28.0, 42.0, 60.0)
"""Free space between a point and its label."""
LEADER_FROM = 12.0
"""From this distance a line leads from the point to its label."""
ON_DIAGONAL = 18.0
UNPLACED = 100.0
_TAIL_STEPS = np.linspace(0.0, 1.0, 9)[:, None]
_PASSES = 4
_TRIES = 24


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box", space: float = 0.0) -> bool:
        """Whether the rectangles share any area, or come nearer than `space`."""
        return (
            self.left < other.right + space
            and other.left < self.right + space
            and self.top < other.bottom + space
            and other.top < self.bottom + space
        )


class Form(NamedTuple):
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
    room: Box
    forms: tuple[Form, ...]


class Label(NamedTuple):
    """A label that has found its place; `leader` is where the line from the point arrives, None right beside it."""

    lines: tuple[str, ...]
    box: Box
    leader: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class _Places:
    """The possible places of one label: boxes (k, 4), points along the leader (k, steps, 2), costs and forms (k,)."""

    boxes: np.ndarray
    tails: np.ndarray
    costs: np.ndarray
    forms: np.ndarray

    def only(self, kept: np.ndarray) -> "_Places":
        return _Places(self.boxes[kept], self.tails[kept], self.costs[kept], self.forms[kept])


def on_diagonal(box: Box | np.ndarray, plot: tuple[float, float]) -> bool | np.ndarray:
    """Whether the line from the left bottom to the right top of a plot crosses a box (or each of many, as columns)."""
    left, top, right, bottom = box
    width, height = plot
    return (top < height - left * height / width) & (bottom > height - right * height / width)


def place_labels(
    spots: Sequence[Spot], taken: Sequence[Box] = (), plot: tuple[float, float] | None = None
) -> tuple[Label | None, ...]:
    """Place one label a spot, None where nothing fits.

    A label never leaves its room, never lies on a disc, on another label, on a leader or on a box already `taken`. With
    a `plot` (width, height), its rising diagonal is avoided where a place near by allows it.
    """
    discs = np.array([_disc(spot) for spot in spots]).reshape(-1, 4)
    blocked = np.array([tuple(box) for box in taken]).reshape(-1, 4)
    places = [_free_places(spot, index, discs, blocked, plot) for index, spot in enumerate(spots)]
    chosen = _Layout(places).solve()
    return tuple(_label(spot, found, at) for spot, found, at in zip(spots, places, chosen, strict=True))


class _Layout:
    """The search: which place each label has now (−1: none), and what it covers."""

    def __init__(self, places: list[_Places]) -> None:
        self.places = places
        self.chosen = [-1] * len(places)
        self.boxes = np.full((len(places), 4), np.nan)
        self.tails = np.full((len(places), len(_TAIL_STEPS), 2), np.nan)

    def solve(self) -> list[int]:
        order = sorted(range(len(self.places)), key=lambda index: (len(self.places[index].costs), index))
        for index in order:
            self.put(index, self.best(index)[0])
        for _ in range(_PASSES):
            if not any([self.improve(index) for index in order]):
                break
        return self.chosen

    def cost(self, index: int, place: int) -> float:
        return UNPLACED if place < 0 else float(self.places[index].costs[place])

    def put(self, index: int, place: int) -> None:
        self.chosen[index] = place
        self.boxes[index] = np.nan if place < 0 else self.places[index].boxes[place]
        self.tails[index] = np.nan if place < 0 else self.places[index].tails[place]

    def hits(self, index: int) -> np.ndarray:
        """Which places of a label (rows) run into which labels placed now (columns)."""
        found, (left, top, right, bottom) = self.places[index], self.boxes.T
        boxes = found.boxes[:, None, :]
        hit = (boxes[..., 0] < right) & (left < boxes[..., 2]) & (boxes[..., 1] < bottom) & (top < boxes[..., 3])
        hit |= _inside(found.tails[:, None], self.boxes[None, :, None]).any(axis=-1)
        hit |= _inside(self.tails[None], boxes[:, :, None]).any(axis=-1)
        hit[:, index] = False
        return hit

    def best(self, index: int, hits: np.ndarray | None = None) -> tuple[int, float]:
        """The cheapest place that is free now, and its cost."""
        if not len(self.places[index].costs):
            return -1, UNPLACED
        hits = self.hits(index) if hits is None else hits
        costs = np.where(hits.any(axis=1), np.inf, self.places[index].costs)
        place = int(costs.argmin())
        return (place, float(costs[place])) if np.isfinite(costs[place]) else (-1, UNPLACED)

    def improve(self, index: int) -> bool:
        """Move a label to a better place, if need be by moving the one label that is in the way."""
        now = self.cost(index, self.chosen[index])
        if not len(self.places[index].costs) or now <= self.places[index].costs.min():
            return False
        hits = self.hits(index)
        place, cost = self.best(index, hits)
        moved = cost < now
        if moved:
            self.put(index, place)
            now = cost
        return self.swap(index, now, hits) or moved

    def swap(self, index: int, now: float, hits: np.ndarray) -> bool:
        costs = self.places[index].costs
        better = np.flatnonzero((hits.sum(axis=1) == 1) & (costs < now))
        before = self.chosen[index]
        for place in better[np.argsort(costs[better], kind="stable")][:_TRIES]:
            other = int(hits[place].argmax())
            others_place = self.chosen[other]
            self.put(index, int(place))
            new_place, new_cost = self.best(other)
            if costs[place] + new_cost < now + self.cost(other, others_place) - 1e-9:
                self.put(other, new_place)
                return True
            self.put(index, before)
        return False


def _disc(spot: Spot) -> tuple[float, float, float, float]:
    reach = spot.radius + 1.5
    return spot.x - reach, spot.y - reach, spot.x + reach, spot.y + reach


def _inside(points: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    x, y = points[..., 0], points[..., 1]
    return (x > boxes[..., 0]) & (x < boxes[..., 2]) & (y > boxes[..., 1]) & (y < boxes[..., 3])


def _free_places(
    spot: Spot, index: int, discs: np.ndarray, taken: np.ndarray, plot: tuple[float, float] | None
) -> _Places:
    """The places of a label that nothing fixed stands in the way of."""
    found = _all_places(spot)
    room, boxes = spot.room, found.boxes
    found = found.only(
        (boxes[:, 0] >= room.left)
        & (boxes[:, 1] >= room.top)
        & (boxes[:, 2] <= room.right)
        & (boxes[:, 3] <= room.bottom)
    )
    others = np.delete(discs, index, axis=0)
    fixed = np.vstack([others, taken])[None]
    boxes = found.boxes[:, None, :]
    covered = (boxes[..., 0] < fixed[..., 2]) & (fixed[..., 0] < boxes[..., 2])
    covered &= (boxes[..., 1] < fixed[..., 3]) & (fixed[..., 1] < boxes[..., 3])
    found = found.only(~covered.any(axis=1))
    crossed = _inside(found.tails[:, 2:, None], fixed[:, None]).any(axis=(1, 2))
    found = found.only(~crossed)
    if plot is None or not len(found.costs):
        return found
    return _Places(found.boxes, found.tails, found.costs + ON_DIAGONAL * on_diagonal(found.boxes.T, plot), found.forms)


def _all_places(spot: Spot) -> _Places:
    boxes, costs, forms, ends = [], [], [], []
    for number, form in enumerate(spot.forms):
        for away, distance in enumerate(DISTANCES):
            for rank, (left, top) in enumerate(_corners(form, spot.radius + distance)):
                box = (spot.x + left, spot.y + top, spot.x + left + form.width, spot.y + top + form.height)
                boxes.append(box)
                costs.append(form.cost + (0, 1.5, 5, 8, 12, 17)[away] + rank * 0.1)
                forms.append(number)
                ends.append(_leader_end(spot, box) if distance >= LEADER_FROM else (np.nan, np.nan))
    start = np.array([[spot.x, spot.y]])
    tails = start[None] + _TAIL_STEPS[None] * (np.array(ends).reshape(-1, 1, 2) - start[None])
    return _Places(np.array(boxes).reshape(-1, 4), tails, np.array(costs), np.array(forms, dtype=int))


def _corners(form: Form, reach: float) -> tuple[tuple[float, float], ...]:
    """The left top corners of a label around a point, best place first: beside, below, above, then askew."""
    width, height = form.width, form.height
    askew = reach * 0.75
    return (
        (reach, -height / 2),
        (-reach - width, -height / 2),
        (-width / 2, reach),
        (-width / 2, -reach - height),
        (askew, askew - 3),
        (askew, 3 - askew - height),
        (-askew - width, askew - 3),
        (-askew - width, 3 - askew - height),
        (-8.0, reach),
        (-8.0, -reach - height),
        (8.0 - width, reach),
        (8.0 - width, -reach - height),
        (reach, -4.0),
        (reach, 4.0 - height),
        (-reach - width, -4.0),
        (-reach - width, 4.0 - height),
    )


def _leader_end(spot: Spot, box: tuple[float, float, float, float]) -> tuple[float, float]:
    """The point of a box nearest to the spot, not quite at a corner."""
    left, top, right, bottom = box
    inset = min(6.0, (right - left) / 2, (bottom - top) / 2)
    if spot.y < top or spot.y > bottom:
        return min(max(spot.x, left + inset), right - inset), top if spot.y < top else bottom
    return left if spot.x < left else right, min(max(spot.y, top + inset), bottom - inset)


def _label(spot: Spot, places: _Places, at: int) -> Label | None:
    if at < 0:
        return None
    box = Box(*map(float, places.boxes[at]))
    leads = not np.isnan(places.tails[at, -1, 0])
    return Label(spot.forms[places.forms[at]].lines, box, _leader_end(spot, box) if leads else None)
