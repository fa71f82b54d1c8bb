"""What the pages about several KAMs tell, against plain loops in exact fractions: figures, order, notes, highlights."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.compare import WITHIN, Heatmap, Measure, heatmap, means_of, ordered, rated_by_all
from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Level, codes, columns
from kamescope.analysis.side_by_side import side_by_side, widest
from kamescope.analysis.team_highlights import Stretch, TeamHighlights, WideGap, team_highlights
from kamescope.model import ENVIRONMENT, SELF, Model
from tests import reference_team
from tests.reference import Reference
from tests.strategies import Case
from tests.support import Questionnaire, other_model, panel_of
from tests.test_compare import teams
from tests.test_panel import panel
from tests.test_scores import close


def seen(team: Sequence[Case], data: st.DataObject) -> tuple[Panel, list[Reference]]:
    """A team as the product and as the reference see it: all answers, or those of one partition value."""
    where = data.draw(st.sampled_from(sorted({view for case in team for view in case.views}, key=str)))
    return panel(team, where), [case.reference(where) for case in team]


def alike(found: np.ndarray, exact: Sequence[Fraction | None]) -> bool:
    """Whether numbers are those fractions, and missing where those are."""
    pairs = list(zip(found, exact, strict=True))
    return all(np.isnan(one) if other is None else close(one, other) for one, other in pairs)


def whole(model: Model, team: Sequence[Sequence[Questionnaire]], measure: Measure = Measure.SCORE, column=ENVIRONMENT):
    """A heatmap of factors of some KAMs, for who may see each of them."""
    return heatmap(panel_of(model, team), Level.FACTOR, column, measure, None, each_seen=True)


def rated(**groups: int) -> list[Questionnaire]:
    """One KAM whose groups give these points to one item, four questionnaires each."""
    return [Questionnaire(group, {"L01": points}) for group, points in groups.items() for _ in range(4)]


# Heatmaps


@given(teams(), st.data())
def test_a_heatmap_equals_the_reference(team: tuple[Case, ...], data: st.DataObject):
    model, (shown, references) = team[0].model, seen(team, data)
    level, column = data.draw(st.sampled_from(Level)), data.draw(st.sampled_from(columns(model)))
    factors = data.draw(st.none() | st.lists(st.sampled_from(codes(model, Level.FACTOR))))
    each_seen = data.draw(st.booleans())
    for measure in WITHIN:
        found = heatmap(shown, level, column, measure, factors, each_seen)
        at = reference_team.places(references, level, factors)
        rows = reference_team.values(references, at, column, measure, each_seen)
        of_means = rows if measure is Measure.GAP else reference_team.values(references, at, column, "score", each_seen)
        means = reference_team.means(of_means, each_seen)
        assert list(found.places) == at
        assert all(alike(*pair) for pair in zip(found.values, rows, strict=True))
        assert alike(found.means, [mean for mean, _ in means])
        assert list(found.counted) == [count for _, count in means]
        notes_and_orders(found, references, rows)


def notes_and_orders(found: Heatmap, references: Sequence[Reference], rows: reference_team.Values) -> None:
    """Assert that what lacks a group is marked, and that a heatmap is listed by each code as plain loops list it."""
    on_environment = found.column == ENVIRONMENT or (found.measure is Measure.GAP and found.column == SELF)
    for at, place in enumerate(found.places):
        lacks = reference_team.lacking(references, place)
        there = [row[at] is not None for row in rows]
        assert list(found.partial[:, at]) == [on_environment and both for both in map(min, lacks, there)]
        for lowest_first, sign in ((False, ""), (True, "-")):
            assert list(found.order(sign + place[1])) == reference_team.order(rows, at, lowest_first)
    assert list(found.order()) == list(found.order("no such code")) == reference_team.order(rows, None)


@pytest.mark.deep
@given(teams(), st.data())
def test_the_mean_of_some_equals_the_reference(team: tuple[Case, ...], data: st.DataObject):
    model, (shown, references) = team[0].model, seen(team, data)
    some = data.draw(st.lists(st.sampled_from(range(len(team))), unique=True, min_size=1))
    column, each_seen = data.draw(st.sampled_from(columns(model))), data.draw(st.booleans())
    tokens = [f"k{place}" for place in some]
    found = means_of(heatmap(shown, Level.FACTOR, column, Measure.SCORE, None, True), tokens, each_seen)
    at = reference_team.places(references, "factor")
    rows = reference_team.values([references[place] for place in some], at, column, "score", each_seen)
    means = reference_team.means(rows, each_seen)
    assert alike(found[0], [mean for mean, _ in means])
    assert list(found[1]) == [count for _, count in means]
    alone = heatmap(shown.only(tokens), Level.FACTOR, column, Measure.SCORE, None, each_seen)
    assert np.array_equal(alone.means, found[0], equal_nan=True)


def test_of_four_nothing_is_told_that_needs_a_mean_and_of_five_all_of_it():
    team = [rated(self=points + 1, manager=points) for points in range(5)]
    four, five = (panel_of(other_model(), team[:count]) for count in (4, 5))
    for measure in WITHIN:
        assert np.isnan(heatmap(four, Level.FACTOR, "manager", measure, None, each_seen=False).means).all()
    found = heatmap(four, Level.FACTOR, "manager", Measure.DIFFERENCE, None, each_seen=False)
    assert np.isnan(found.values).all()
    assert list(found.counted[:2]) == [4, 4]
    found = heatmap(five, Level.FACTOR, "manager", Measure.DIFFERENCE, None, each_seen=False)
    assert list(found.values[:, 0]) == [-2, -1, 0, 1, 2]
    assert found.means[0] == 2


def test_equal_figures_stay_in_the_order_of_the_panel_and_missing_ones_come_last():
    found = whole(other_model(), [rated(manager=3), [], rated(manager=8), rated(manager=3)])
    assert found.order("ALL") == (2, 0, 3, 1)
    assert found.order("-ALL") == (0, 3, 2, 1)
    assert whole(other_model(), []).order("ALL") == ()


def test_figures_that_differ_in_binary_noise_alone_are_equal():
    assert ordered([np.array([0.3]), np.array([0.1 + 0.2])], ["ALL"], "ALL") == (0, 1)


def test_two_environments_of_one_group_each_are_alike_only_if_it_is_the_same():
    """As many groups, but not the same: neither is set against its like."""
    model = other_model()
    assert whole(model, [rated(manager=3), rated(team=3)]).partial[:, 0].tolist() == [True, True]
    assert whole(model, [rated(manager=3), rated(manager=8)]).partial[:, 0].tolist() == [False, False]
    assert whole(model, [rated(manager=3, team=3), rated(team=3), []]).partial[:, 0].tolist() == [False, True, False]


def test_a_gap_without_self_is_no_figure_that_lacks_a_group():
    team = [rated(manager=3, team=3, self=3), rated(manager=3)]
    for column in (ENVIRONMENT, SELF):
        assert not whole(other_model(), team, Measure.GAP, column).partial.any()
    assert whole(other_model(), team).partial[:, 0].tolist() == [False, True]


# A few KAMs from near by


@given(teams(), st.data())
def test_a_few_from_near_by_equal_the_reference(team: tuple[Case, ...], data: st.DataObject):
    model, (shown, references) = team[0].model, seen(team, data)
    people = data.draw(st.permutations(range(len(team))))
    level, column = data.draw(st.sampled_from(Level)), data.draw(st.sampled_from(columns(model)))
    found = side_by_side([shown[place] for place in people], level, column, codes(model, level))
    references, sizes = [references[place] for place in people], {}
    for each in found.differences:
        size, highest, lowest = reference_team.apart(references, (level, each.code), column)
        sizes[each.code] = size
        assert each.size is None if size is None else close(each.size, size)
        assert (list(each.highest), list(each.lowest)) == (highest, lowest)
        assert alike(
            [np.nan if cell.score is None else cell.score for cell in each.cells],
            [reference.table[level, each.code, column].score for reference in references],
        )
    assert [each.code for each in widest(found.differences)] == reference_team.widest(sizes)
    strengths, areas = ([(each.code, list(each.people)) for each in some] for some in (found.strengths, found.areas))
    assert (strengths, areas) == reference_team.in_common(references)


# What to speak about first


@given(teams(), st.data())
def test_the_gist_equals_the_reference(team: tuple[Case, ...], data: st.DataObject):
    model, (shown, references) = team[0].model, seen(team, data)
    column = data.draw(st.sampled_from(columns(model)))
    scores, gaps = (
        heatmap(shown, Level.FACTOR, column, measure, None, True) for measure in (Measure.SCORE, Measure.GAP)
    )
    every = list(codes(model, Level.FACTOR))
    common = list(rated_by_all(model, shown, column))
    assert common == (reference_team.rated_by_all(references) if column == ENVIRONMENT else every)
    for listed in (common, every):
        same(team_highlights(scores, gaps, listed), references, column, listed)
    apart = list(rated_by_all(model, shown, gaps.others))
    assert apart == (reference_team.rated_by_all(references) if column in (ENVIRONMENT, SELF) else every)
    same(team_highlights(scores, gaps, common, apart), references, column, common, apart)


def same(
    found: TeamHighlights,
    references: Sequence[Reference],
    column: str,
    listed: Sequence[str],
    apart: Sequence[str] | None = None,
) -> None:
    """Assert that the gist of a team is what plain loops give."""
    assert (found.strength, found.area) == reference_team.ends_of_means(references, column, listed)
    split = reference_team.most_split(references, column, listed)
    assert (found.split is None) is (split is None)
    if split is not None:
        assert found.split.code == split[0]
        assert alike([found.split.lowest, found.split.highest], split[1:])
    marked = reference_team.marked_gaps(references, column, listed if apart is None else apart)
    assert [(gap.row, gap.code) for gap in found.gaps] == [gap[:2] for gap in marked]
    assert alike([gap.gap for gap in found.gaps], [gap[2] for gap in marked])


def test_a_gap_at_the_threshold_is_marked():
    """A quarter of 0 to 10 is 2.5 points; a tenth of a point less is not."""
    team = [
        [*(Questionnaire("manager", {"L01": point}) for point in points), Questionnaire("self", {"L01": 7})]
        for points in ((4, 5), (4, 4, 5, 5, 5))
    ]
    found = [whole(other_model(), team, measure) for measure in (Measure.SCORE, Measure.GAP)]
    first = other_model().factors[0].code
    assert team_highlights(*found, [first]).gaps == (WideGap(0, first, 2.5),)


def test_the_gist_of_a_small_team():
    first, second = (factor.code for factor in other_model().factors[:2])
    item = other_model().factors[1].items[0].code
    team = [
        [Questionnaire("manager", {"L01": low, item: 7}), Questionnaire("self", {"L01": own, item: 7})]
        for low, own in ((2, 8), (4, 4))
    ]
    found = [whole(other_model(), team, measure, "manager") for measure in (Measure.SCORE, Measure.GAP)]
    gist = team_highlights(*found, [first, second])
    assert gist == TeamHighlights(second, first, Stretch(first, 2, 4), (WideGap(0, first, 6),))
