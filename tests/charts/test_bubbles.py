"""Bubbles: which of them get their name."""

import math
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kamescope.charts.bubbles import ROOM, Bubble, Bubbles, _named

PLACES = st.lists(st.tuples(st.floats(1e3, 1e6), st.floats(0, 1)), min_size=1, max_size=12)


def shown(places: list[tuple[float, float]]) -> Bubbles:
    """Bubbles there, the first the largest."""
    made = tuple(Bubble(f"K{at}", x, y, 100.0 - at, "") for at, (x, y) in enumerate(places))
    return Bubbles("", "", "", made)


def test_of_two_in_one_place_the_larger_one_is_named_and_the_next_one_apart():
    plane = shown([(1e4, 0.1), (1.01e4, 0.11), (1e6, 0.9), (1e4, 0.9)])
    assert _named(plane.bubbles, plane) == {0, 2, 3}


@given(PLACES)
def test_the_largest_is_named_and_no_name_lies_on_another(places: list[tuple[float, float]]):
    plane = shown(places)
    named = _named(plane.bubbles, plane)
    assert 0 in named and len(named) <= plane.named
    across, upwards = ([math.log10(x) for x, _ in places], [y for _, y in places])
    wide, tall = (max(some) - min(some) or 1.0 for some in (across, upwards))
    for one, other in combinations(named, 2):
        apart = abs(across[one] - across[other]) / wide, abs(upwards[one] - upwards[other]) / tall
        assert apart[0] > ROOM[0] or apart[1] > ROOM[1]
