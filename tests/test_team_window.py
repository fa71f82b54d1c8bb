"""The windows of a team: a KAM a point, and the team's own by factor, from those who have both sides."""

from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level, codes, columns
from kamescope.analysis.team_window import people_gaps, seen_by, team_gaps
from kamescope.model import ENVIRONMENT, OVERALL, SELF
from tests.reference import average
from tests.strategies import Case
from tests.support import Questionnaire, other_model, panel_of
from tests.test_compare import retold, teams
from tests.test_scores import close


def sheets(own: int | None = None, manager: int | None = None) -> list[Questionnaire]:
    """What came back for one KAM: one item, by themself and by the manager."""
    sides = (("self", own), ("manager", manager))
    return [Questionnaire(group, {"L17": point}) for group, point in sides if point is not None]


FACTOR = other_model().factor_of["L17"].code


def test_a_team_is_the_mean_of_those_who_have_both_sides():
    panel = panel_of(other_model(), [sheets(8, 4), sheets(10), sheets(None, 0), sheets(6, 6)])
    (found,) = team_gaps(panel, ENVIRONMENT, [FACTOR], True)
    assert (found.gap.code, found.kams) == (FACTOR, 2)
    assert (found.gap.self_percent, found.gap.environment_percent, found.gap.gap) == (70, 50, 2)


def test_of_fewer_than_five_the_team_is_told_only_to_who_sees_each():
    panel = panel_of(other_model(), [sheets(8, 4)] * 4)
    (found,) = team_gaps(panel, ENVIRONMENT, [FACTOR], False)
    assert (found.gap.self_percent, found.gap.gap, found.kams) == (None, None, 4)


def test_a_kam_without_a_side_is_a_point_without_a_gap():
    panel = panel_of(other_model(), [sheets(8, 4), sheets(10)])
    whole, half = people_gaps(panel, Level.OVERALL, OVERALL)
    assert (whole.code, whole.gap) == ("k0", 4)
    assert (half.code, half.self_percent, half.environment_percent, half.gap) == ("k1", 100, None, None)


def test_whose_view_may_be_chosen():
    mixed = [*sheets(8, 4), *[Questionnaire("peer", {"L01": 3})] * 3]
    masked = [*sheets(8, 4), *[Questionnaire("peer", {"L01": 3})] * 2]
    assert seen_by(panel_of(other_model(), [sheets(8, 4), mixed])) == (ENVIRONMENT, "manager", "peer")
    assert seen_by(panel_of(other_model(), [sheets(8, 4), masked])) == (ENVIRONMENT,)
    assert seen_by(panel_of(other_model(), [])) == (ENVIRONMENT,)


@given(teams())
def test_each_point_is_the_kam_s_own_gap(team: tuple[Case, ...]):
    model = team[0].model
    panel = panel_of(model, [case.questionnaires for case in team])
    for level in (Level.OVERALL, Level.FACTOR):
        for code in codes(model, level):
            alone = [gap_of(published, level, code) for published in panel]
            for one, other in zip(people_gaps(panel, level, code), alone, strict=True):
                assert (one.self_percent, one.environment_percent, one.gap, one.kind) == (
                    other.self_percent,
                    other.environment_percent,
                    other.gap,
                    other.kind,
                )


@given(teams(), st.data())
def test_the_team_s_window_equals_the_reference(team: tuple[Case, ...], data: st.DataObject):
    model, references = team[0].model, [case.reference() for case in team]
    panel = panel_of(model, [case.questionnaires for case in team])
    environment = data.draw(st.sampled_from([column for column in columns(model) if column != SELF]))
    factors = codes(model, Level.FACTOR)
    for found, code in zip(team_gaps(panel, environment, None, True), factors, strict=True):
        sides = [[r.table["factor", code, column].score for column in (SELF, environment)] for r in references]
        whole = [pair for pair in sides if None not in pair]
        assert (found.gap.code, found.kams) == (code, len(whole))
        assert (found.gap.gap is None) is (not whole)
        if whole:
            own, others = (average([pair[side] for pair in whole]) for side in (0, 1))
            assert close(found.gap.gap, own - others)
            assert close(found.gap.self_percent, references[0].percent(own))
            assert close(found.gap.environment_percent, references[0].percent(others))


@given(teams(protected=True))
def test_what_is_masked_moves_no_point(team: tuple[Case, ...]):
    model = team[0].model
    before, after = (
        panel_of(model, [case.questionnaires for case in some]) for some in (team, [retold(case) for case in team])
    )
    for environment in columns(model):
        assert team_gaps(before, environment, None, True) == team_gaps(after, environment, None, True)
        assert people_gaps(before, Level.OVERALL, OVERALL, environment) == people_gaps(
            after, Level.OVERALL, OVERALL, environment
        )
