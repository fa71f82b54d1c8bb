"""Best and worst items: M. MARTIN's common items, ties, and every list against the slow reference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.ranking import rank_items
from tests import reference_views
from tests.strategies import Case, cases
from tests.support import Questionnaire, kamescope_model, martin, other_model, publish
from tests.test_scores import close


def shared(bottom: bool) -> set[str]:
    """The items common to M. MARTIN's manager and clients."""
    items = rank_items(martin(), 10, bottom=bottom).groups["manager"]
    return {item.code for item in items if "client" in item.common_with}


def test_martin_items_common_to_manager_and_client():
    assert shared(bottom=False) == {"Q60", "Q61", "Q78", "Q79", "Q81"}
    assert shared(bottom=True) == {"Q11", "Q25", "Q66"}


def test_martin_worst_item_of_the_clients():
    first = rank_items(martin(), 10, bottom=True).groups["client"][0]
    assert (first.rank, first.code, first.common_with) == (1, "Q66", ("manager",))
    assert first.score == pytest.approx(11 / 3)


def test_common_items_are_told_once_in_order():
    ranking = rank_items(martin(), 10)
    assert set(ranking.common) >= shared(bottom=False)
    assert len(ranking.common) == len(set(ranking.common))
    assert not rank_items(martin(), 10, groups=["client"]).common


def peers(**answers: int) -> list[Questionnaire]:
    return [Questionnaire("peer", answers)] * 3


def order(sheets: list[Questionnaire], group: str, bottom: bool = False) -> list[str]:
    return [item.code for item in rank_items(publish(other_model(), sheets), 9, bottom=bottom).groups[group]]


def test_ties_go_to_the_item_that_the_others_rate_more_extreme():
    sheets = [*peers(L01=8, L02=8, L04=8), Questionnaire("manager", {"L01": 3, "L02": 9, "L04": 6})]
    assert order(sheets, "peer") == ["L02", "L04", "L01"]
    assert order(sheets, "peer", bottom=True) == ["L01", "L04", "L02"]


def test_each_other_group_counts_once_whatever_its_size():
    # L01: manager 6, self 2 → 4; L02: manager 3, self 3 → 3. Two managers must not outweigh one self.
    sheets = [*peers(L01=8, L02=8), Questionnaire("self", {"L01": 2, "L02": 4})]
    sheets += [Questionnaire("manager", {"L01": 5, "L02": 2})] * 2
    assert order(sheets, "peer") == ["L01", "L02"]
    sheets[-1] = Questionnaire("manager", {"L01": 0, "L02": 2})
    assert order(sheets, "peer") == ["L02", "L01"]


@pytest.mark.parametrize("bottom", [False, True])
def test_an_item_nobody_else_rates_comes_after_those_with_data(bottom):
    sheets = [*peers(L01=8, L02=8), Questionnaire("manager", {"L02": 5})]
    assert order(sheets, "peer", bottom) == ["L02", "L01"]


@pytest.mark.parametrize("bottom", [False, True])
def test_a_tie_through_thirds_is_a_tie(bottom):
    # Others' mean of L01: (0 + 5/3) / 2; of L04: (1/3 + 4/3) / 2; the same, and not in binary.
    sheets = peers(L01=8, L04=8)
    sheets += [Questionnaire("manager", {"L01": 0, "L04": point}) for point in (0, 0, 1)]
    sheets += [Questionnaire("partner", {"L01": point, "L04": other}) for point, other in ((2, 1), (2, 1), (1, 2))]
    assert order(sheets, "peer", bottom) == ["L01", "L04"]


def test_full_ties_go_by_item_number():
    assert order(peers(L08=5, L02=5, L15=5, L10=5), "peer") == ["L02", "L08", "L10", "L15"]


def test_a_masked_group_breaks_no_tie_and_has_no_list():
    sheets = [*peers(L01=8, L02=8), *[Questionnaire("team", {"L01": 0, "L02": 10})] * 3]
    assert order(sheets, "peer") == ["L01", "L02"]
    assert set(rank_items(publish(other_model(), sheets)).groups) == {"peer"}


def test_how_many_tied_items_were_left_out():
    ranking = rank_items(
        publish(kamescope_model(), [Questionnaire("manager", {"Q1": 5, "Q2": 3, "Q3": 3, "Q4": 3})]), 2
    )
    assert ranking.tied_out == {"manager": 2}
    everything = rank_items(ranking_of_all := martin(), 81)
    assert everything.tied_out == dict.fromkeys(ranking_of_all.published_groups, 0)


@given(cases(), st.integers(1, 6), st.booleans(), st.data())
def test_rankings_equal_the_reference(case: Case, n, bottom, data):
    factor_codes = [factor.code for factor in case.model.factors]
    factors = data.draw(st.none() | st.lists(st.sampled_from(factor_codes), unique=True), "factors")
    group_codes = [group.code for group in case.model.groups]
    groups = data.draw(st.none() | st.lists(st.sampled_from(group_codes), unique=True), "groups")
    for where in case.views:
        ranking = rank_items(case.published(where), n, bottom, groups, factors)
        rows, tied = reference_views.ranking(case.reference(where), n, bottom, groups, factors)
        found = {
            group: [(item.rank, item.code, item.common_with) for item in items]
            for group, items in ranking.groups.items()
        }
        assert found == {
            group: [(rank, code, common) for rank, code, _, common in lines] for group, lines in rows.items()
        }
        assert ranking.tied_out == tied
        for group, lines in rows.items():
            for item, (_, _, score, _) in zip(ranking.groups[group], lines, strict=True):
                assert close(item.score, score)


@given(cases())
def test_a_filter_changes_no_score_and_no_order(case: Case):
    published = case.published()
    everything = rank_items(published, 1000)
    for factor in case.model.factors:
        own = {item.code for item in factor.items}
        some = rank_items(published, 1000, factors=[factor.code])
        for group, items in everything.groups.items():
            left = [(item.code, item.score) for item in items if item.code in own]
            assert [(item.code, item.score) for item in some.groups[group]] == left
