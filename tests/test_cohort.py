"""A KAM against a cohort: means, percentiles with ties and quartiles against plain loops; what is told gives nobody."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kamescope.analysis.cohort import Rank, Standing, standings, tellable
from kamescope.analysis.published import Level, codes, columns
from kamescope.model import ENVIRONMENT, OVERALL
from tests.reference import average, nine
from tests.strategies import Case, cases
from tests.support import Questionnaire, other_model, panel_of
from tests.test_compare import colleagues, retold
from tests.test_scores import close


@st.composite
def cohorts(draw: st.DrawFn, protected: bool = False) -> tuple[Case, ...]:
    """Four to seven KAMs under one random model."""
    case = draw(cases(protected))
    return (case, *draw(st.lists(colleagues(case), min_size=3, max_size=6)))


def managed(*points: int | None) -> Sequence[list[Questionnaire]]:
    """KAMs whose manager gives these points to one item; None is no questionnaire."""
    return [[] if point is None else [Questionnaire("manager", {"L17": point})] for point in points]


def overall(*points: int | None, kam: str = "k0") -> Standing:
    """Where a KAM stands overall among others whose manager gave these points."""
    return standings(panel_of(other_model(), managed(*points)), kam, "manager", ())[0]


def quantile(values: Sequence[Fraction], share: Fraction) -> Fraction:
    """The figure that this share of the way up the sorted figures lies at, in proportion between two."""
    ordered = sorted(values)
    way = share * (len(ordered) - 1)
    low = way.numerator // way.denominator
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (way - low) * (ordered[high] - ordered[low])


# Examples


def test_the_worked_percentile():
    found = overall(3, 2, 3, 4, 5)
    assert found.rank == Rank(1, 1, 2)
    assert found.rank.percentile == 40
    assert (found.mean, found.kams, found.score) == (3.4, 5, 3)
    assert found.difference == pytest.approx(-0.4)
    assert found.quartiles == (3, 4)


@pytest.mark.parametrize(
    ("points", "percentile"), [((1, 2, 3, 4, 5), 10), ((9, 2, 3, 4, 5), 90), ((4, 4, 4, 4, 4), 50), ((7,) * 8, 50)]
)
def test_the_ends_and_the_middle(points, percentile):
    assert overall(*points).rank.percentile == percentile


def test_fewer_than_five_are_not_told_whoever_looks():
    found = overall(3, 2, None, 4, 5, None)
    assert (found.kams, found.score) == (4, 3)
    assert (found.mean, found.difference, found.quartiles, found.rank) == (None, None, None, None)


def test_a_kam_without_a_figure_has_no_place_but_the_cohort_has_a_mean():
    found = overall(None, 1, 2, 3, 4, 5)
    assert (found.score, found.rank, found.difference) == (None, None, None)
    assert (found.mean, found.kams) == (3, 5)


def test_a_masked_kam_is_neither_counted_nor_placed():
    """Two team members of a minimum of four."""
    shown = [[Questionnaire("team", {"L01": point})] * 4 for point in (2, 4, 6, 8, 10)]
    cohort = panel_of(other_model(), [*shown, [Questionnaire("team", {"L01": 0})] * 2])
    assert standings(cohort, "k5", "team", ())[0] == Standing(
        Level.OVERALL, OVERALL, None, 5, 6, (4, 8), None, False, 0
    )
    assert standings(cohort, "k0", "team", ())[0].rank == Rank(0, 0, 4)


def test_an_environment_of_lacks_a_group_is_told_from_the_others():
    whole = [Questionnaire("manager", {"L01": 5}), *[Questionnaire("team", {"L01": 8})] * 4]
    cohort = panel_of(other_model(), [whole, whole[:2], whole, whole[:1]])
    first = other_model().factor_of["L01"].code
    assert [(s.partial, s.uneven) for s in standings(cohort, "k0", ENVIRONMENT, [first])] == [(False, 2), (False, 2)]
    assert [(s.partial, s.uneven) for s in standings(cohort, "k1", ENVIRONMENT, [first])] == [(True, 1), (True, 1)]


def test_what_may_not_be_told_is_left_out():
    cohort = panel_of(other_model(), managed(1, 2, 3, 4, 5))
    assert standings(cohort, "k0", "manager", (), np.array([False]))[0].mean is None
    assert standings(cohort, "k0", "manager", (), np.array([True]))[0].mean == 3


# Against plain loops


@given(cohorts(), st.data())
def test_standings_equal_the_reference(team: tuple[Case, ...], data: st.DataObject):
    model, references = team[0].model, [case.reference() for case in team]
    cohort = panel_of(model, [case.questionnaires for case in team])
    mine, column = data.draw(st.sampled_from(range(len(team)))), data.draw(st.sampled_from(columns(model)))
    for found in standings(cohort, f"k{mine}", column, codes(model, Level.FACTOR)):
        scores = [reference.table[found.level, found.code, column].score for reference in references]
        same(found, scores[mine], [score for score in scores if score is not None])


def same(found: Standing, own: Fraction | None, known: Sequence[Fraction]) -> None:
    """Assert that a standing says what exact figures say."""
    assert found.kams == len(known)
    assert (found.score is None) is (own is None)
    assert (found.mean is None) is (found.quartiles is None) is (len(known) < 5)
    assert (found.rank is None) is (own is None or len(known) < 5)
    if found.mean is not None:
        assert close(found.mean, average(known))
        assert close(found.quartiles[0], quantile(known, Fraction(1, 4)))
        assert close(found.quartiles[1], quantile(known, Fraction(3, 4)))
    if found.rank is not None:
        below = sum(nine(other) < nine(own) for other in known)
        equal = sum(nine(other) == nine(own) for other in known)
        assert close(found.rank.percentile, 100 * (below + Fraction(equal, 2)) / len(known))
        assert (found.rank.below, found.rank.equal, found.rank.others) == (below, equal - 1, len(known) - 1)
        assert close(found.difference, own - average(known))


@given(cohorts(protected=True))
def test_what_is_masked_moves_no_standing(team: tuple[Case, ...]):
    model = team[0].model
    before, after = (
        panel_of(model, [case.questionnaires for case in some]) for some in (team, [retold(case) for case in team])
    )
    factors = codes(model, Level.FACTOR)
    for column in columns(model):
        assert standings(before, "k0", column, factors) == standings(after, "k0", column, factors)


# Who may not see each KAM: an attack


def solvable(members: np.ndarray, told: np.ndarray, there: np.ndarray) -> int:
    """The fewest KAMs whose sum for one code follows from every mean told of it; 0 where none is told.

    A mean and the count beside it give the sum over the cohort's published KAMs. KAMs counted in the very same told
    cohorts cannot be told apart by adding and subtracting sums; as cohorts lie inside one another or apart, every
    such set can be had by itself.
    """
    sums = members[told] & there
    seen = [tuple(column) for column in sums.T if column.any()]
    return min((seen.count(each) for each in seen), default=0)


def determined(members: np.ndarray, told: np.ndarray, there: np.ndarray) -> list[int]:
    """The KAMs whose own figure follows from the means told, by solving the equations."""
    sums = (members[told] & there).astype(float)
    rank = np.linalg.matrix_rank(sums) if len(sums) else 0
    units = np.eye(members.shape[1])
    return [
        kam for kam in range(members.shape[1]) if rank and np.linalg.matrix_rank(np.vstack([sums, units[kam]])) == rank
    ]


@st.composite
def houses(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Everybody, companies, teams; and who has which of three figures."""
    size = draw(st.integers(1, 36))
    company = np.array(draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)))
    team = company * 3 + np.array(draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)))
    rows = [np.ones(size, dtype=bool), *(company == one for one in range(3)), *(team == one for one in range(9))]
    missing = draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, 2)), max_size=size))
    there = np.ones((size, 3), dtype=bool)
    for kam, code in missing:
        there[kam, code] = False
    return np.array(draw(st.permutations(rows))), there


@given(houses())
def test_nobody_can_be_worked_out_from_the_cohorts_told(house: tuple[np.ndarray, np.ndarray]):
    members, there = house
    told = tellable(members, there)
    for code in range(there.shape[1]):
        assert solvable(members, told[:, code], there[:, code]) in (0, *range(5, 99))
        assert determined(members, told[:, code], there[:, code]) == []


@given(houses())
def test_the_narrowest_of_five_are_told(house: tuple[np.ndarray, np.ndarray]):
    """The rule holds back no more than it must: what is large enough and holds no told cohort is told."""
    members, there = house
    told, counted = tellable(members, there), members.astype(int) @ there
    assert not told[counted < 5].any()
    for cohort, code in zip(*np.nonzero((counted >= 5) & ~told), strict=True):
        inside = [other for other in np.flatnonzero(told[:, code]) if (members[other] <= members[cohort]).all()]
        assert inside
        assert 0 < counted[cohort, code] - sum(largest(members, inside, there[:, code])) < 5


def largest(members: np.ndarray, inside: Sequence[int], there: np.ndarray) -> list[int]:
    """How many each cohort counts that lies in no other of these."""
    sets = {frozenset(np.flatnonzero(members[one] & there)) for one in inside}
    return [len(one) for one in sets if not any(one < other for other in sets)]


def test_the_attack_works_on_means_of_five_alone():
    """Six in the company, five of them in the team: without the rule the sixth is the difference."""
    members = np.array([[True] * 6, [True] * 5 + [False]])
    there = np.ones((6, 1), dtype=bool)
    both = np.array([True, True])
    assert solvable(members, both, there[:, 0]) == 1
    assert determined(members, both, there[:, 0]) == [5]
    assert tellable(members, there).tolist() == [[False], [True]]


def test_a_wider_cohort_is_told_where_it_adds_nobody_or_five():
    members = np.array([[True] * 11, [True] * 10 + [False], [True] * 5 + [False] * 6])
    there = np.ones((11, 1), dtype=bool)
    assert tellable(members, there)[:, 0].tolist() == [False, True, True]
    there[10] = False
    assert tellable(members, there)[:, 0].tolist() == [True, True, True]
    there[9] = False
    assert tellable(members, there)[:, 0].tolist() == [False, False, True]


def test_two_teams_that_leave_one_alone_hold_back_their_company():
    members = np.array([[True] * 11, [True] * 5 + [False] * 6, [False] * 5 + [True] * 5 + [False]])
    assert tellable(members, np.ones((11, 1), dtype=bool))[:, 0].tolist() == [False, True, True]


def test_the_houses_hold_back_some_and_tell_some():
    """The strategy reaches both sides of the rule."""

    @given(houses())
    def reached(house: tuple[np.ndarray, np.ndarray]) -> None:
        members, there = house
        told, counted = tellable(members, there), members.astype(int) @ there
        assume(((counted >= 5) & ~told).any() and told.any())

    reached()
