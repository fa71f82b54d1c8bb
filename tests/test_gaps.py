"""Gaps, their classes at the exact thresholds, and the highlights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.gaps import (
    GapClass,
    Spread,
    classify,
    disagreements,
    gap_of,
    highlights,
    make_gap,
    sorted_gaps,
    thresholds,
)
from kamescope.analysis.published import Level, codes
from tests import reference_views
from tests.strategies import Case, cases
from tests.support import Questionnaire, kamescope_model, martin, martin_questionnaires, other_model, publish
from tests.test_scores import close

HALF_IN_THIRDS = (4 + 4 + 5) / 3 - (3 + 4 + 4.5) / 3  # 0.4999999999999996 in binary
ONE_IN_THIRDS = (2 + 2 + 3) / 3 - (1 + 1 + 2) / 3  # 1.0000000000000002 or less, by the order of the sums


def test_thresholds_in_points():
    assert thresholds(kamescope_model()) == (0.5, 1.0)
    assert thresholds(other_model()) == (1.25, 2.5)


@pytest.mark.parametrize(
    ("gap", "kind"),
    [
        (1.0, "marked"),
        (-1.0, "marked"),
        (ONE_IN_THIRDS, "marked"),
        (1 - 4e-16, "marked"),
        (4 + 1 / 3 - 10 / 3, "marked"),
        (-(4 + 2 / 3 - 11 / 3), "marked"),
        (0.1 * 3 + 0.7, "marked"),
        (1 - 2e-9, "to_explore"),
        (0.5, "to_explore"),
        (-0.5, "to_explore"),
        (HALF_IN_THIRDS, "to_explore"),
        (-HALF_IN_THIRDS, "to_explore"),
        (7 / 3 + 1 / 6 - 2, "to_explore"),
        (0.5 - 2e-9, "aligned"),
        (0.4, "aligned"),
        (0.0, "aligned"),
    ],
)
def test_classes_at_the_thresholds(gap, kind):
    assert classify(kamescope_model(), gap) == kind


def test_a_gap_of_one_reached_through_thirds():
    # Self 10/3 on a factor of one sub-factor; three clients 13/3: −1 in thirds, not −0.9999999999999996.
    ours = [Questionnaire("self", {"Q58": 3, "Q59": 3, "Q60": 4})]
    theirs = [Questionnaire("client", {"Q58": 4, "Q59": 4, "Q60": 5})] * 3
    gap = gap_of(publish(kamescope_model(), ours + theirs), Level.FACTOR, "F9")
    assert gap.gap == pytest.approx(-1)
    assert gap.kind is GapClass.MARKED


def test_a_gap_with_one_side_missing():
    gap = gap_of(publish(kamescope_model(), [Questionnaire("self", {"Q1": 4})]), Level.FACTOR, "F1")
    assert (gap.self_percent, gap.environment_percent, gap.gap, gap.kind) == (80.0, None, None, None)
    assert make_gap(kamescope_model(), "F1", None, 4.0).gap is None


def test_martin_gaps():
    assert gap_of(martin(), Level.FACTOR, "F1").gap == pytest.approx(17 / 36)
    assert gap_of(martin(), Level.FACTOR, "F1").kind is GapClass.ALIGNED
    assert gap_of(martin(), Level.FACTOR, "F7").kind is GapClass.TO_EXPLORE
    assert gap_of(martin(), Level.FACTOR, "F12").gap == pytest.approx(-1.5)


def test_martin_highlights():
    found = highlights(martin())
    assert found.strengths == ("F13", "F12", "F11")
    assert found.areas == ("F10", "F1", "F2")
    assert [gap.code for gap in found.gaps] == ["F12", "F11", "F13"]
    assert found.partly_rated == (("F6", ("manager",)),)


def test_highlights_compare_only_factors_that_every_published_group_rates():
    # F6, asked of managers only, would be the best and the widest gap; it is listed apart.
    sheets = [sheet for sheet in martin_questionnaires() if sheet.group != "manager"]
    manager = next(sheet for sheet in martin_questionnaires() if sheet.group == "manager")
    f6 = [item.code for item in kamescope_model().factor_of["F6"].items]
    sheets.append(Questionnaire("manager", manager.answers | dict.fromkeys(f6, 5)))
    found = highlights(publish(kamescope_model(), sheets))
    assert "F6" not in {*found.strengths, *found.areas, *(gap.code for gap in found.gaps)}
    assert found.partly_rated == (("F6", ("manager",)),)


def test_a_masked_group_is_not_waited_for():
    two_clients = [sheet for sheet in martin_questionnaires() if sheet.group != "client"]
    two_clients += [sheet for sheet in martin_questionnaires() if sheet.group == "client"][:2]
    found = highlights(publish(kamescope_model(), two_clients))
    assert found.strengths[0] == "F13"
    assert found.partly_rated == ()
    assert len(found.strengths) == len(found.areas) == len(found.gaps) == 3


def test_nothing_to_highlight_without_an_environment():
    found = highlights(publish(kamescope_model(), [Questionnaire("self", {"Q1": 4})]))
    assert (found.strengths, found.areas, found.gaps, found.partly_rated) == ((), (), (), ())


def test_ties_go_in_model_order_at_both_ends():
    every = {item.code: 3 for item in kamescope_model().items}
    higher = {code: answer + 1 for code, answer in every.items()}
    found = highlights(publish(kamescope_model(), [Questionnaire("manager", every), Questionnaire("self", higher)]))
    assert found.strengths == ("F1", "F2", "F3")
    assert found.areas == ("F4", "F5", "F6")
    assert [gap.code for gap in found.gaps] == ["F1", "F2", "F3"]


def test_no_aligned_gap_is_among_the_widest():
    every = {item.code: 3 for item in kamescope_model().items}
    of_one_factor = {item.code: 5 for item in kamescope_model().factor_of["F9"].items}
    found = highlights(
        publish(kamescope_model(), [Questionnaire("manager", every), Questionnaire("self", every | of_one_factor)])
    )
    assert [gap.code for gap in found.gaps] == ["F9"]


@given(cases(), st.integers(1, 4), st.data())
def test_highlights_equal_the_reference(case: Case, count, data):
    factor_codes = [factor.code for factor in case.model.factors]
    factors = data.draw(st.none() | st.lists(st.sampled_from(factor_codes), unique=True), "factors")
    for where in case.views:
        found = highlights(case.published(where), count, factors)
        shown = [list(found.strengths), list(found.areas), [gap.code for gap in found.gaps], list(found.partly_rated)]
        assert shown == list(reference_views.highlights(case.reference(where), count, factors))


@given(cases())
def test_gaps_and_their_order_equal_the_reference(case: Case):
    for where in case.views:
        published, reference = case.published(where), case.reference(where)
        for level in Level:
            exact = reference_views.gaps_by_size(reference, level)
            found = sorted_gaps(published, level)
            assert [gap.code for gap in found] == [figure.code for figure in exact]
            for gap, figure in zip(found, exact, strict=True):
                assert gap == gap_of(published, level, gap.code)
                assert gap.kind == figure.kind
                assert close(gap.gap, figure.gap)
                assert close(gap.self_percent, figure.own)
                assert close(gap.environment_percent, figure.others)


@given(cases(), st.data())
def test_a_filter_on_factors_only_shortens_the_list(case: Case, data):
    kept = data.draw(st.lists(st.sampled_from([factor.code for factor in case.model.factors]), unique=True))
    published = case.published()
    for level in (Level.FACTOR, Level.SUB_FACTOR, Level.ITEM):
        homes = {code: case.model.factor_of[code].code for code in codes(case.model, level)}
        everything = sorted_gaps(published, level)
        assert sorted_gaps(published, level, kept) == tuple(gap for gap in everything if homes[gap.code] in kept)


# Disagreements within the environment


def test_where_m_martin_s_manager_and_clients_disagree_most():
    found = disagreements(martin())
    assert [(spread.code, spread.highest, spread.lowest) for spread in found] == [
        ("F4", "client", "manager"),
        ("F7", "client", "manager"),
        ("F1", "client", "manager"),
    ]
    assert close(found[1].size, 2.25)


def test_one_group_does_not_disagree_with_itself():
    alone = [sheet for sheet in martin_questionnaires() if sheet.group != "client"]
    assert disagreements(publish(kamescope_model(), alone)) == ()


@given(cases(), st.data())
def test_disagreements_equal_the_reference(case: Case, data):
    factors = data.draw(st.none() | st.lists(st.sampled_from([f.code for f in case.model.factors]), unique=True))
    for where in case.views:
        found = disagreements(case.published(where), 3, factors)
        exact = reference_views.disagreements(case.reference(where), 3, factors)
        assert [(spread.code, spread.highest, spread.lowest) for spread in found] == [row[:3] for row in exact]
        assert all(isinstance(spread, Spread) for spread in found)
        assert all(close(spread.size, row[3]) for spread, row in zip(found, exact, strict=True))
