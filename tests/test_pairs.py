"""The shorter way through combinations leaves out no pair."""

from itertools import combinations, product

import pytest

from tests.pairs import pairs


@pytest.mark.parametrize("sizes", [(5, 13, 3), (2, 3, 13), (3, 3, 3), (4, 1, 2), (2, 2, 5)])
def test_any_two_values_of_two_axes_meet(sizes: tuple[int, ...]) -> None:
    axes = [[f"{axis}{value}" for value in range(size)] for axis, size in zip("abc", sizes, strict=True)]
    made = pairs(*axes)
    for one, other in combinations(range(3), 2):
        assert {(each[one], each[other]) for each in made} == set(product(axes[one], axes[other]))
    assert len(made) == max(a * b for a, b in combinations(sizes, 2))
