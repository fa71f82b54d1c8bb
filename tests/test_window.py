"""The perception window: M. MARTIN's quadrants, the cut itself, and every window against the slow reference."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.published import Level
from kamescope.analysis.window import (
    POOLED,
    Cut,
    Quadrant,
    cohort_cut,
    level_cut,
    own_cut,
    place,
    window_gaps,
)
from kamescope.model import ENVIRONMENT
from tests import reference_views
from tests.strategies import Case, cases
from tests.support import Questionnaire, kamescope_model, martin, martin_questionnaires, other_model, publish
from tests.test_scores import close

LEVELS = (Level.FACTOR, Level.SUB_FACTOR, Level.ITEM)


def midpoint(model):
    """The cut at the middle of the scale."""
    return level_cut(model.scale.percent(model.scale.midpoint))


def test_the_midpoint_in_percent():
    assert midpoint(kamescope_model()) == Cut(60.0, 60.0)
    assert midpoint(other_model()) == Cut(50.0, 50.0)


def test_at_the_midpoint_11_of_martins_13_factors_share_a_quadrant():
    window = place(window_gaps(martin(), Level.FACTOR), Level.FACTOR, midpoint(kamescope_model()))
    assert Counter(point.quadrant for point in window.points).most_common(1) == [(Quadrant.RECOGNISED_STRENGTH, 11)]
    assert len(window.points) == 13


def test_martin_at_his_own_mean():
    gaps = window_gaps(martin(), Level.FACTOR)
    cut = own_cut(gaps)
    assert (round(cut.self_percent, 2), round(cut.environment_percent, 2)) == (72.76, 74.45)
    window = place(gaps, Level.FACTOR, cut)
    found = {quadrant: [point.code for point in window.in_quadrant(quadrant)] for quadrant in Quadrant}
    assert found == {
        Quadrant.RECOGNISED_STRENGTH: ["F13", "F9", "F5"],
        Quadrant.HIDDEN_STRENGTH: ["F12", "F11", "F8"],
        Quadrant.BLIND_SPOT: ["F10", "F2", "F7", "F1", "F3"],
        Quadrant.SHARED_PROGRESS: ["F4", "F6"],
    }


@pytest.mark.parametrize(
    ("own", "others", "quadrant"),
    [
        (6, 6, "recognised_strength"),
        (6, 5, "blind_spot"),
        (5, 6, "hidden_strength"),
        (5, 5, "shared_progress"),
    ],
)
def test_at_the_cut_is_high(own, others, quadrant):
    sheets = [Questionnaire("self", {"L17": own}), Questionnaire("manager", {"L17": others})]
    window = place(window_gaps(publish(other_model(), sheets), Level.FACTOR), Level.FACTOR, level_cut(60))
    assert {point.code: point.quadrant for point in window.points}["D"] == quadrant


def test_at_the_cut_in_thirds_is_high():
    sheets = [Questionnaire("self", {"L14": 7, "L15": 7, "L16": 6}), Questionnaire("manager", {"L14": 7})]
    gaps = window_gaps(publish(other_model(), sheets), Level.FACTOR)
    for cut in (200 / 3, 20 / 3 * 10, 66.6666666666, sum([70, 70, 60]) / 3):
        window = place(gaps, Level.FACTOR, level_cut(cut))
        assert window.points[2].quadrant is Quadrant.RECOGNISED_STRENGTH


def test_a_point_without_a_side_has_no_quadrant():
    published = publish(kamescope_model(), [sheet for sheet in martin_questionnaires() if sheet.group == "self"])
    gaps = window_gaps(published, Level.FACTOR)
    assert own_cut(gaps) is None
    window = place(gaps, Level.FACTOR, level_cut(60))
    assert {point.quadrant for point in window.points} == {None}
    assert len(window.points) == 13
    assert {point.quadrant for point in place(gaps, Level.FACTOR, None).points} == {None}


def test_the_own_cut_leaves_out_points_without_a_side():
    sheets = [Questionnaire("self", {"L14": 4, "L17": 8}), Questionnaire("manager", {"L17": 6})]
    assert own_cut(window_gaps(publish(other_model(), sheets), Level.FACTOR)) == Cut(80.0, 60.0)


def test_every_kam_counts_once_in_the_cohort():
    assert cohort_cut([Cut(60, 80), None, Cut(80, 70)]) == Cut(70, 75)
    assert cohort_cut([None, None]) is None
    assert cohort_cut([]) is None


def test_a_masked_group_is_no_environment():
    sheets = [Questionnaire("self", {"L01": 4}), Questionnaire("peer", {"L01": 9}), Questionnaire("peer", {"L01": 9})]
    gaps = window_gaps(publish(other_model(), sheets), Level.ITEM, "peer")
    assert {gap.environment_percent for gap in gaps} == {None}


def cut_pairs(case: Case, reference, gaps, exact):
    """Every kind of cut, as the product has it and exactly."""
    middle = reference.percent(Fraction(case.data["scale"]["min"] + case.data["scale"]["max"], 2))
    yield midpoint(case.model), (middle, middle)
    yield own_cut(gaps), reference_views.own_cut(exact)
    yield level_cut(62.5), (Fraction(125, 2), Fraction(125, 2))
    whole = [(gap, figure) for gap, figure in zip(gaps, exact, strict=True) if gap.gap is not None]
    for gap, figure in whole[:2]:
        yield Cut(gap.self_percent, gap.environment_percent), (figure.own, figure.others)


@given(cases(), st.data())
def test_windows_equal_the_reference(case: Case, data):
    factor_codes = [factor.code for factor in case.model.factors]
    factors = data.draw(st.none() | st.lists(st.sampled_from(factor_codes), unique=True), "factors")
    single = [group.code for group in case.model.groups if not group.is_self]
    for where in case.views:
        published, reference = case.published(where), case.reference(where)
        for level in LEVELS:
            for choice in (ENVIRONMENT, POOLED, *single):
                gaps = window_gaps(published, level, choice, factors)
                exact = [reference_views.gap(reference, level, c, choice) for c in reference.listed(level, factors)]
                assert_same_gaps(gaps, exact)
                for cut, exact_cut in cut_pairs(case, reference, gaps, exact):
                    assert_same_window(place(gaps, level, cut), exact, exact_cut)


def assert_same_gaps(gaps, exact):
    """Codes, sides, gaps and classes."""
    assert [(gap.code, gap.kind) for gap in gaps] == [(figure.code, figure.kind) for figure in exact]
    for gap, figure in zip(gaps, exact, strict=True):
        assert close(gap.self_percent, figure.own)
        assert close(gap.environment_percent, figure.others)
        assert close(gap.gap, figure.gap)


def assert_same_window(window, exact, exact_cut):
    """The cut, each point's quadrant, and the four lists: all points with both sides, each once."""
    if exact_cut is None:
        assert window.cut is None
    else:
        assert close(window.cut.self_percent, exact_cut[0])
        assert close(window.cut.environment_percent, exact_cut[1])
    quadrants = [reference_views.quadrant(figure, exact_cut) for figure in exact]
    assert [point.quadrant for point in window.points] == quadrants
    listed = [point for quadrant in Quadrant for point in window.in_quadrant(quadrant)]
    assert sorted(point.code for point in listed) == sorted(p.code for p in window.points if p.quadrant is not None)
    for quadrant in Quadrant:
        widths = [round(abs(point.gap.gap), 9) for point in window.in_quadrant(quadrant)]
        assert widths == sorted(widths, reverse=True)
