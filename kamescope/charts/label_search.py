"""The search behind `labels`: of many possible places a label, the choice that costs least in all. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

UNPLACED = 100.0
"""What it costs to leave a label out."""
TAIL_STEPS = np.linspace(0.0, 1.0, 9)[:, None]
_PASSES = 4
_TRIES = 24
_APART = np.array([-2.0, -2.0, 2.0, 2.0])
"""A label keeps that far from another label's leader."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The possible places of one label: boxes (k, 4), points along the leader (k, steps, 2), costs and forms (k,)."""

    boxes: np.ndarray
    tails: np.ndarray
    costs: np.ndarray
    forms: np.ndarray

    def only(self, kept: np.ndarray) -> "Candidates":
        return Candidates(self.boxes[kept], self.tails[kept], self.costs[kept], self.forms[kept])


def some(hits: np.ndarray, axis: int | tuple[int, ...]) -> np.ndarray:
    """Where any is true along some axes, never all of them: numpy's own types say that one truth may come back."""
    return np.asarray(hits.any(axis=axis))


def inside(points: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    x, y = points[..., 0], points[..., 1]
    return (x > boxes[..., 0]) & (x < boxes[..., 2]) & (y > boxes[..., 1]) & (y < boxes[..., 3])


def _crossing(start: np.ndarray, end: np.ndarray, others_start: np.ndarray, others_end: np.ndarray) -> np.ndarray:
    """Whether segments cross other segments; those without a place (not a number) never do."""

    def side(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> np.ndarray:
        return (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])

    parted = side(start, end, others_start) * side(start, end, others_end) < 0
    return parted & (side(others_start, others_end, start) * side(others_start, others_end, end) < 0)


def search(places: Sequence[Candidates]) -> list[int]:
    """Which of its places each label takes, −1 for none; no two of them touch, nor their leaders."""
    return _Layout(places).solve()


class _Layout:
    """Which place (row) each label has now, −1 for none; `hits`: which places run into which labels (columns)."""

    def __init__(self, places: Sequence[Candidates]) -> None:
        ends = np.cumsum([0, *(len(found.costs) for found in places)])
        self.rows = [slice(int(start), int(end)) for start, end in pairwise(ends)]
        self.boxes = np.vstack([np.empty((0, 4)), *(found.boxes for found in places)])
        self.tails = np.vstack([np.empty((0, len(TAIL_STEPS), 2)), *(found.tails for found in places)])
        self.costs = np.hstack([*(found.costs for found in places), []])
        self.chosen = [-1] * len(places)
        self.hits = np.zeros((len(self.costs), len(places)), dtype=bool)

    def solve(self) -> list[int]:
        """The place of each label, counted from its own first one."""
        order = sorted(range(len(self.rows)), key=lambda index: (self.rows[index].stop - self.rows[index].start, index))
        for index in order:
            self.put(index, self.best(index)[0])
        for _ in range(_PASSES):
            # A list: `any` of a generator would end the round at the first label that moved.
            if not any([self.improve(index) for index in order]):
                break
        return [row - self.rows[index].start if row >= 0 else -1 for index, row in enumerate(self.chosen)]

    def cost(self, index: int) -> float:
        return UNPLACED if self.chosen[index] < 0 else float(self.costs[self.chosen[index]])

    def put(self, index: int, row: int) -> None:
        self.chosen[index] = row
        self.hits[:, index] = False if row < 0 else self.conflicts(slice(None), row)
        # A label is in nobody's way but that of others: all its own places stay free to it.
        self.hits[self.rows[index], index] = False

    def conflicts(self, rows: slice, row: int) -> np.ndarray:
        """Which places could not be taken beside one given place."""
        box, tail, boxes, tails = self.boxes[row], self.tails[row], self.boxes[rows], self.tails[rows]
        hit = (boxes[:, 0] < box[2]) & (box[0] < boxes[:, 2]) & (boxes[:, 1] < box[3]) & (box[1] < boxes[:, 3])
        hit |= inside(tails, box + _APART).any(axis=1)
        # Not a number: the label stands right beside its point and has no leader.
        if not np.isnan(tail[-1, 0]):
            hit |= inside(tail[None], boxes[:, None] + _APART).any(axis=1)
            hit |= _crossing(tails[:, 0], tails[:, -1], tail[0], tail[-1])
        return hit

    def best(self, index: int, hits: np.ndarray | None = None) -> tuple[int, float]:
        """The cheapest place that is free, and its cost; −1 where there is none."""
        rows = self.rows[index]
        taken = self.hits[rows].any(axis=1) if hits is None else hits
        if taken.all():
            return -1, UNPLACED
        row = rows.start + int(np.where(taken, np.inf, self.costs[rows]).argmin())
        return row, float(self.costs[row])

    def improve(self, index: int) -> bool:
        """Move a label to a better place, if need be by moving the one label that is in the way."""
        row, cost = self.best(index)
        moved = cost < self.cost(index)
        if moved:
            self.put(index, row)
        return self.swap(index) or moved

    def swap(self, index: int) -> bool:
        rows, now = self.rows[index], self.cost(index)
        better = rows.start + np.flatnonzero((self.hits[rows].sum(axis=1) == 1) & (self.costs[rows] < now))
        for row in better[np.argsort(self.costs[better], kind="stable")][:_TRIES]:
            other = int(self.hits[row].argmax())
            left = self.hits[self.rows[other]].copy()
            left[:, index] = self.conflicts(self.rows[other], int(row))
            new, cost = self.best(other, some(left, 1))
            # A real gain: by the noise of floats two labels would change places for ever.
            if self.costs[row] + cost < now + self.cost(other) - 1e-9:
                self.put(other, -1)
                self.put(index, int(row))
                self.put(other, new)
                return True
        return False
