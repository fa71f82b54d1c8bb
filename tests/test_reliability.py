"""On how much a figure rests, gaps over the same items, and who makes a gap."""

import pytest
from hypothesis import given

from kamescope.analysis.gaps import GapClass, factor_gap, highlights
from kamescope.analysis.published import Published
from kamescope.analysis.reliability import (
    Footing,
    Makers,
    changes_class,
    displaced,
    fair_gap,
    footing,
    like_for_like,
    little,
    makers,
    own_gap,
)
from kamescope.model import ENVIRONMENT
from tests import reference_views
from tests.strategies import Case, cases
from tests.support import Questionnaire, kamescope_model, martin, publish
from tests.test_scores import close


def factor_codes(published: Published) -> list[str]:
    """Every factor."""
    return [factor.code for factor in published.model.factors]


# On how much


def test_what_rests_on_little_with_m_martin():
    found = {code: little(martin(), code) for code in factor_codes(martin())}
    assert {code: footings for code, footings in found.items() if footings} == {
        "F5": (Footing("client", 2, 5, 5),),
        "F8": (Footing("client", 2, 8, 5),),
        "F11": (Footing("client", 2, 5, 5),),
        "F12": (Footing("client", 1, 4, 2),),
    }


@pytest.mark.parametrize(
    ("asked", "items", "answers", "is_little"),
    [(1, 4, 40, True), (2, 4, 40, False), (2, 5, 40, True), (3, 5, 5, False), (4, 4, 4, True), (4, 4, 5, False)],
)
def test_under_half_of_the_items_or_under_five_answers(asked, items, answers, is_little):
    assert Footing("client", asked, items, answers).is_little is is_little


def test_only_protected_groups_can_rest_on_little():
    assert footing(martin(), "F12", "manager") == Footing("manager", 4, 4, 4)
    assert little(martin(), "F12", "manager") == ()
    assert little(martin(), "F12", "client") == little(martin(), "F12")


def test_a_group_that_is_not_asked_rests_on_nothing_and_so_not_on_little():
    assert footing(martin(), "F6", "client") is None
    assert little(martin(), "F6") == ()


# Like for like


def test_the_widest_gap_of_m_martin_is_narrower_over_the_same_items():
    same = like_for_like(martin(), "F12")
    assert close(factor_gap(martin(), "F12").gap, -1.5)
    assert close(same.gap, -1)
    assert same.kind is GapClass.MARKED


def test_where_all_rated_the_same_items_there_is_nothing_else_to_say():
    assert like_for_like(martin(), "F10") is None
    assert fair_gap(martin(), "F10") == factor_gap(martin(), "F10")


def test_classes_that_like_for_like_would_change():
    changed = {code: changes_class(martin(), code) for code in factor_codes(martin())}
    told = {code: (round(gap.gap, 2), gap.kind.value) for code, gap in changed.items() if gap}
    assert told == {"F1": (0.87, "to_explore"), "F4": (-0.33, "aligned"), "F7": (1.14, "marked")}


def test_gaps_that_would_stand_elsewhere_in_their_list_like_for_like():
    assert [gap.code for gap in highlights(martin()).gaps] == ["F12", "F11", "F13"]
    assert [gap.code for gap in highlights(martin(), measured=fair_gap).gaps] == ["F11", "F7", "F12"]
    assert displaced(martin(), highlights(martin())) == {"F12": True, "F11": True, "F13": False}


@given(cases())
def test_like_for_like_equals_the_slow_reference(case: Case):
    for where in case.views:
        published, reference = case.published(where), case.reference(where)
        for code in factor_codes(published):
            for column in (ENVIRONMENT, *published.environment_groups):
                exact = reference_views.like_for_like(reference, code, column)
                found = like_for_like(published, code, column)
                assert (found is None) == (exact is None)
                if found is not None:
                    assert close(found.gap, exact)
                    assert found.kind == reference_views.class_of(reference, exact)


# Who makes the gap


def test_the_manager_alone_makes_m_martin_s_blind_spots():
    for code in ("F2", "F7", "F9", "F10"):
        assert makers(martin(), code) == Makers(("manager",), ("client",))


def test_the_clients_alone_make_a_gap_that_the_manager_sees_the_other_way():
    assert makers(martin(), "F4") == Makers(("client",), ("manager",))
    assert round(own_gap(martin(), "F4", "manager").gap, 2) == 0.62


def test_both_make_it():
    assert makers(martin(), "F12") == Makers(("manager", "client"), ())


def test_a_group_whose_own_gap_is_aligned_does_not_make_it():
    """F9: self 5, the manager 4.67, clients 3: the gap is 1.17, the manager's own 0.33."""
    own = {item.code: 5 for item in kamescope_model().factor_of["F9"].items}
    last = list(own)[-1]
    sheets = [Questionnaire("self", own), Questionnaire("manager", own | {last: 4})]
    asked = [code for code in own if code in kamescope_model().group("client").items]
    sheets += [Questionnaire("client", dict.fromkeys(asked, 3))] * 3
    assert makers(publish(kamescope_model(), sheets), "F9") == Makers(("client",), ("manager",))


def test_of_an_aligned_gap_there_is_no_maker_and_one_group_makes_its_own():
    assert makers(martin(), "F3") is None
    every = {item.code: 3 for item in kamescope_model().items}
    higher = {code: 5 for code in every}
    alone = publish(kamescope_model(), [Questionnaire("self", higher), Questionnaire("manager", every)])
    assert makers(alone, "F1") is None


@given(cases())
def test_makers_have_the_sign_of_the_gap_and_the_others_do_not(case: Case):
    published = case.published()
    for code in factor_codes(published):
        gap, found = factor_gap(published, code), makers(published, code)
        if found is None:
            continue
        for group in (*found.groups, *found.others):
            own = own_gap(published, code, group)
            is_maker = own.kind != GapClass.ALIGNED and own.gap * gap.gap > 0
            assert is_maker is (group in found.groups)
