"""A KAM against a cohort: means, percentiles with ties and quartiles against plain loops."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.cohort import Rank, Standing, standings
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


def test_an_environment_that_lacks_a_group_is_told_from_the_others():
    whole = [Questionnaire("manager", {"L01": 5}), *[Questionnaire("team", {"L01": 8})] * 4]
    cohort = panel_of(other_model(), [whole, whole[:2], whole, whole[:1]])
    first = other_model().factor_of["L01"].code
    assert [(s.partial, s.uneven) for s in standings(cohort, "k0", ENVIRONMENT, [first])] == [(False, 2), (False, 2)]
    assert [(s.partial, s.uneven) for s in standings(cohort, "k1", ENVIRONMENT, [first])] == [(True, 1), (True, 1)]


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
