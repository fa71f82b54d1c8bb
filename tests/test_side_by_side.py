"""A few KAMs from near by: environments that are not alike are marked, and people of one name told apart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.compare import Measure, heatmap
from kamescope.analysis.published import Level, codes, columns
from kamescope.analysis.side_by_side import SideBySide, side_by_side
from kamescope.model import ENVIRONMENT
from tests import reference_team
from tests.support import Questionnaire, kamescope_model, other_model, panel_of
from tests.test_compare import teams
from tests.test_panel import panel

MODEL = other_model()
FIRST = MODEL.factors[0].code


def rated(**groups: int) -> list[Questionnaire]:
    """One KAM whose groups give these points to one item, four questionnaires each."""
    return [Questionnaire(group, {"L01": points}) for group, points in groups.items() for _ in range(4)]


def close(*team: list[Questionnaire], column: str = ENVIRONMENT) -> SideBySide:
    """Some KAMs by the factor of that item."""
    return side_by_side(list(panel_of(MODEL, team)), Level.FACTOR, column, [FIRST])


def test_an_environment_that_lacks_a_group_is_marked_and_so_is_a_difference_that_may_be_its_doing():
    """The manager gives both 4; the team of the first alone gives 2: nobody may say that the second is better."""
    found = close(rated(manager=4, team=2), rated(manager=4))
    (difference,) = found.differences
    assert (difference.size, difference.highest, difference.lowest) == (1, (1,), (0,))
    assert (difference.partial, difference.is_uneven) == ((1,), True)
    assert (found.whole.partial, found.is_partial) == ((1,), True)


def test_in_common_is_what_half_of_them_have():
    """Two of five are strong in F1 to F3, the other three in F4 to F6."""
    model = kamescope_model()
    strong = [("F1", "F2", "F3")] * 2 + [("F4", "F5", "F6")] * 3
    answers = [
        {item.code: 5 if factor.code in own else 2 for factor in model.factors for item in factor.items}
        for own in strong
    ]
    team = panel_of(model, [[Questionnaire("manager", each)] for each in answers])
    for people, expected in ((5, ["F4", "F5", "F6"]), (4, ["F1", "F2", "F3", "F4", "F5", "F6"])):
        found = side_by_side(list(team)[:people], Level.FACTOR, ENVIRONMENT, ["F1"])
        assert [each.code for each in found.strengths] == expected


def test_like_environments_and_single_groups_are_not_marked():
    for found in (
        close(rated(manager=4, team=2), rated(manager=1, team=2)),
        close(rated(manager=4, team=2), rated(manager=4), column="manager"),
        close(rated(manager=4, team=2), rated(self=4)),
    ):
        assert not found.is_partial
        assert not found.differences[0].is_uneven


def test_a_difference_between_two_that_are_alike_is_not_marked_for_a_third():
    found = close(rated(manager=1, team=1), rated(manager=4), rated(manager=9, team=9))
    assert (found.differences[0].partial, found.differences[0].is_uneven) == ((1,), False)


def test_one_group_each_is_alike_only_if_it_is_the_same():
    assert close(rated(manager=4), rated(team=4)).differences[0].partial == (0, 1)


@pytest.mark.deep
@given(teams(), st.data())
def test_what_is_marked_equals_the_reference_and_the_heatmap_of_the_same_people(team, data: st.DataObject):
    model, shown, references = team[0].model, panel(team), [case.reference() for case in team]
    level, column = data.draw(st.sampled_from(Level)), data.draw(st.sampled_from(columns(model)))
    found = side_by_side(list(shown), level, column, codes(model, level))
    marked = heatmap(shown, level, column, Measure.SCORE, None, each_seen=True)
    for each, (_, code) in zip(
        (found.whole, *found.differences), [marked.places[0], *marked.places[-len(found.differences) :]], strict=True
    ):
        lacks = reference_team.lacking(references, (Level.OVERALL if each is found.whole else level, code))
        there = [cell.is_published for cell in each.cells]
        expected = [place for place, both in enumerate(map(min, lacks, there)) if both and column == ENVIRONMENT]
        assert list(each.partial) == expected
        at = [place for _, place in marked.places].index(code)
        assert list(each.partial) == [place for place, partial in enumerate(marked.partial[:, at]) if partial]


def test_people_are_told_apart_from_all_they_were_chosen_among():
    kams = panel_of(kamescope_model(), [[]] * 3).kams
    kams = [
        replace(kam, name="Ada Martin", company=company) for kam, company in zip(kams, ("XYZ", "ACME", ""), strict=True)
    ]
    shown = panel_of(kamescope_model(), [[]] * 3, kams=kams)
    assert side_by_side([shown[1], shown[2]], Level.FACTOR, ENVIRONMENT, []).names == (
        "Ada Martin (ACME)",
        "Ada Martin",
    )
    kams[2] = replace(kams[2], name="Bob")
    shown = panel_of(kamescope_model(), [[]] * 3, kams=kams)
    chosen = [shown[1], shown[2]]
    assert side_by_side(chosen, Level.FACTOR, ENVIRONMENT, []).names == ("Ada Martin", "Bob")
    assert side_by_side(chosen, Level.FACTOR, ENVIRONMENT, [], kams).names == ("Ada Martin (ACME)", "Bob")
