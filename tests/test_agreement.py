"""Self and the others over a cohort: half a standard deviation, against exact fractions; nobody below twenty."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.agreement import ENOUGH, Agreement, Agreements, agreement
from kamescope.analysis.panel import Panel
from tests.reference import average
from tests.support import Questionnaire, other_model, panel_of

Side = int | None


def team(pairs: Sequence[tuple[Side, Side]]) -> Panel:
    """KAMs who give themselves, and whose manager gives them, so many points; None is no questionnaire."""
    return panel_of(
        other_model(),
        [
            [
                Questionnaire(group, {"L17": point})
                for group, point in zip(("self", "manager"), pair, strict=True)
                if point is not None
            ]
            for pair in pairs
        ],
    )


def kinds(found: Agreements) -> list[Agreement | None]:
    """What each KAM is called, in order."""
    return [one.kind for one in found.kams]


def exact(pairs: Sequence[tuple[int, int]]) -> list[str]:
    """The same by the definition: the square of the distance is compared, as the deviation has no exact value."""
    differences = [Fraction(own - others) for own, others in pairs]
    usual, environment = average(differences), average([Fraction(others) for _, others in pairs])
    variance = sum((each - usual) ** 2 for each in differences) / (len(pairs) - 1)
    called = []
    for (_, others), each in zip(pairs, differences, strict=True):
        far = variance > 0 and 4 * (each - usual) ** 2 >= variance
        if far:
            called.append("higher" if each > usual else "lower")
        else:
            called.append("good" if others >= environment else "poor")
    return called


# Examples


def test_half_a_deviation_either_side_of_what_is_usual():
    """Ten at d = 0, five at +1 and five at −1: s = √(10/19) ≈ 0.73, so ±1 is past the half."""
    found = agreement(team([(5, 4)] * 5 + [(4, 5)] * 5 + [(6, 6)] * 5 + [(2, 2)] * 5))
    assert kinds(found) == [Agreement.HIGHER] * 5 + [Agreement.LOWER] * 5 + [Agreement.GOOD] * 5 + [Agreement.POOR] * 5
    assert found.norm.difference == 0
    assert found.norm.environment == 4.25
    assert found.norm.deviation == pytest.approx((10 / 19) ** 0.5)
    assert (found.norm.lower, found.norm.upper) == pytest.approx((-((10 / 19) ** 0.5) / 2, (10 / 19) ** 0.5 / 2))


def test_it_is_measured_against_what_is_usual_not_against_zero():
    """Where everybody else sees themself two points higher, the one without a difference sees themself lower."""
    found = agreement(team([(6, 4)] * 19 + [(4, 4)]))
    assert kinds(found)[-1] is Agreement.LOWER
    assert set(kinds(found)[:-1]) == {Agreement.GOOD}


def test_exactly_at_half_a_deviation_is_past_it():
    """Differences +1 (8×), −1 (8×), +4, −4, ±0: found by search so that s is 2 · 1 exactly."""
    pairs = half_deviation()
    found = agreement(team(pairs))
    assert found.norm.deviation == pytest.approx(2, abs=1e-12)
    assert [one.kind for one in found.kams if one.difference == 1] == [Agreement.HIGHER] * sum(
        own - others == 1 for own, others in pairs
    )
    assert kinds(found) == exact(pairs)


def half_deviation() -> list[tuple[int, int]]:
    """Twenty-one KAMs whose differences have the mean 0 and the standard deviation 2: squares that add up to 80."""
    differences = [4, -4, 3, -3, 3, -3, *[1, -1] * 6, 0, 0, 0]
    assert len(differences) == 21
    assert sum(differences) == 0
    assert sum(each * each for each in differences) == 80
    return [(5 + each, 5) for each in differences]


def test_where_all_differ_alike_everybody_agrees():
    found = agreement(team([(5, 3)] * 10 + [(9, 7)] * 10))
    assert kinds(found) == [Agreement.POOR] * 10 + [Agreement.GOOD] * 10


@pytest.mark.parametrize("missing", [(None, 5), (5, None), (None, None)])
def test_below_twenty_with_both_sides_nobody_is_classed(missing):
    pairs = [(6, 4), (4, 6)] * 9 + [(5, 5)] + [missing] * 10
    found = agreement(team(pairs))
    assert (len(found.kams), found.norm) == (ENOUGH - 1, None)
    assert set(kinds(found)) == {None}
    found = agreement(team([*pairs, (5, 5)]))
    assert len(found.kams) == ENOUGH
    assert None not in kinds(found)


def test_a_masked_side_counts_nowhere():
    """Two team members of a minimum of four, and nobody else in the environment."""
    masked = [Questionnaire("self", {"L01": 9}), *[Questionnaire("team", {"L01": 1})] * 2]
    both = [[Questionnaire("self", {"L17": 5}), Questionnaire("manager", {"L17": 5})]] * 20
    found = agreement(panel_of(other_model(), [*both, masked]))
    assert [one.kam for one in found.kams] == [f"k{place}" for place in range(20)]
    assert found.norm.difference == 0


def test_each_kind_in_the_order_of_the_panel():
    found = agreement(team([(6, 4), (4, 6)] * 10))
    assert [one.kam for one in found.of(Agreement.HIGHER)] == [f"k{place}" for place in range(0, 20, 2)]
    assert found.of(Agreement.GOOD) == ()


# Against the definition


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=ENOUGH, max_size=32))
def test_everybody_is_called_as_the_definition_says(pairs: list[tuple[int, int]]):
    found = agreement(team(pairs))
    assert kinds(found) == exact(pairs)
    assert sum(len(found.of(kind)) for kind in Agreement) == len(pairs)
