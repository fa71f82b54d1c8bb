"""Labels stand beside their points and in nobody's way."""

import math
import random
from itertools import combinations

import pytest

from kamescope.charts.labels import LabelForm, Spot, on_diagonal, place_labels
from kamescope.charts.rectangle import Rectangle

PLOT = Rectangle(0, 0, 500, 500)
SIZE = (500.0, 500.0)
WORD = LabelForm(("Delegation",), 60, 14)
CODE = LabelForm(("F1",), 16, 14, 30)


def spot(x: float, y: float, *forms: LabelForm, room: Rectangle = PLOT) -> Spot:
    return Spot(x, y, 5, room, forms or (WORD, CODE))


def disc(at: Spot) -> Rectangle:
    return Rectangle(at.x - at.radius, at.y - at.radius, at.x + at.radius, at.y + at.radius)


def scattered(count: int, seed: int, spread: float = 240) -> list[Spot]:
    chance = random.Random(seed)
    return [spot(250 + chance.uniform(-spread, spread), 250 + chance.uniform(-spread, spread)) for _ in range(count)]


def test_a_lone_label_stands_right_beside_its_point_without_a_leader():
    (label,) = place_labels([spot(100, 100)])
    assert label.lines == WORD.lines
    assert label.leader is None
    assert 0 < label.box.left - 105 < 10
    assert label.box.top < 100 < label.box.bottom


def test_labels_overlap_neither_each_other_nor_any_point_nor_what_is_taken():
    taken = Rectangle(0, 0, 120, 30)
    for seed in range(5):
        spots = scattered(40, seed)
        found = [label for label in place_labels(spots, [taken], SIZE) if label]
        assert len(found) >= 36
        assert not any(one.box.overlaps(other.box) for one, other in combinations(found, 2))
        assert not any(label.box.overlaps(disc(at)) for label in found for at in spots)
        assert not any(label.box.overlaps(taken) for label in found)


def test_a_label_stays_in_its_room_or_is_left_out():
    narrow = Rectangle(100, 0, 150, 500)
    label, left_out = place_labels([spot(140, 100, room=narrow), spot(400, 400, room=Rectangle(390, 390, 410, 395))])
    assert label.lines == CODE.lines  # the word is wider than the room
    assert narrow.left <= label.box.left and label.box.right <= narrow.right
    assert left_out is None


def test_a_point_on_the_border_gets_its_label_inside():
    corners = [spot(0, 0), spot(500, 0), spot(0, 500), spot(500, 500)]
    for label in place_labels(corners):
        assert label.lines == WORD.lines
        assert PLOT.left <= label.box.left and label.box.right <= PLOT.right
        assert PLOT.top <= label.box.top and label.box.bottom <= PLOT.bottom


def test_the_diagonal_is_avoided():
    spots = [spot(x, 470 - x) for x in (100, 250, 350)]  # the favourite place, on the right, lies across it
    assert all(on_diagonal(label.box, SIZE) for label in place_labels(spots))
    assert not any(on_diagonal(label.box, SIZE) for label in place_labels(spots, (), SIZE))


@pytest.mark.parametrize("seed", [1, 2, 4])
def test_a_label_without_a_leader_is_nearest_to_its_own_point(seed: int):
    spots = scattered(12, seed, spread=70)
    for at, label in zip(spots, place_labels(spots), strict=True):
        if label is not None and label.leader is None:
            assert min(spots, key=lambda other: apart(label.box, other)) == at


def apart(box: Rectangle, at: Spot) -> float:
    """How far a box is from a point."""
    return math.hypot(max(box.left - at.x, at.x - box.right, 0), max(box.top - at.y, at.y - box.bottom, 0))


def test_a_label_that_moved_away_has_a_leader_which_crosses_no_label_and_no_other_leader():
    spots = scattered(30, 3, spread=45)
    placed = place_labels(spots, (), SIZE)
    led = [(at, label) for at, label in zip(spots, placed, strict=True) if label and label.leader]
    assert len(led) >= 3
    for at, label in led:
        steps = [step / 40 for step in range(41)]
        for other in filter(None, placed):
            if other is not label:
                assert not any(
                    other.box.left < at.x + (label.leader[0] - at.x) * step < other.box.right
                    and other.box.top < at.y + (label.leader[1] - at.y) * step < other.box.bottom
                    for step in steps
                )
    for (at, label), (other_at, other) in combinations(led, 2):
        assert not crossing((at.x, at.y), label.leader, (other_at.x, other_at.y), other.leader)


def test_the_same_spots_always_give_the_same_labels():
    spots = scattered(60, 7, spread=120)
    assert place_labels(spots, (), SIZE) == place_labels(spots, (), SIZE)


def test_a_label_moves_to_make_room_for_its_neighbour():
    # the only place of the second label is the first one's favourite
    room = Rectangle(109, 90, 171, 110)
    first, second = place_labels([spot(100, 100, WORD), spot(180, 100, WORD, room=room)])
    assert first is not None and second is not None
    assert second.box.left >= room.left
    assert not first.box.overlaps(second.box)


def test_points_keep_their_side_when_the_plot_grows():
    boxes = [label.box for label in place_labels(scattered(12, 1), (), SIZE)]
    grown = [box_around(box, 1.2) for box in boxes]
    assert not any(one.overlaps(other) for one, other in combinations(grown, 2))


def test_no_spots_no_labels():
    assert place_labels([]) == ()
    assert place_labels([Spot(1, 1, 5, PLOT, ())]) == (None,)


def box_around(box: Rectangle, scale: float) -> Rectangle:
    x, y = (box.left + box.right) / 2 * scale, (box.top + box.bottom) / 2 * scale
    width, height = box.right - box.left, box.bottom - box.top
    return Rectangle(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def crossing(a, b, c, d) -> bool:
    def side(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
