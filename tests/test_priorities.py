"""Whom to coach on what: the worked cases, every KAM against the slow reference, masking, what several share."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.changes import Before, change_values
from kamescope.analysis.panel import Panel
from kamescope.analysis.priorities import Common, KamPriorities, Priority, Reason, ReasonKind, in_common, priorities
from kamescope.analysis.progress import change
from kamescope.analysis.published import Level, codes, columns
from kamescope.model import OVERALL
from tests import reference_team
from tests.strategies import Case
from tests.support import Questionnaire, colleague, kamescope_model, martin_questionnaires, other_model, panel_of
from tests.test_compare import colleagues, retold, teams
from tests.test_scores import close


def answers(points: int, **factors: int) -> dict[str, int]:
    """Every item answered alike, those of some factors otherwise."""
    model = kamescope_model()
    return {item.code: factors.get(model.factor_of[item.code].code, points) for item in model.items}


def rated(own: int | None, manager: dict[str, int], client: dict[str, int] | None, clients: int = 3):
    """A KAM: one self, one manager, some clients."""
    asked = kamescope_model().group("client").items
    theirs = {code: point for code, point in (client or {}).items() if code in asked}
    sheets = [Questionnaire("manager", manager)] + [Questionnaire("client", theirs)] * (clients if client else 0)
    return sheets + ([Questionnaire("self", answers(own))] if own else [])


def found(*team: list[Questionnaire], before: Sequence[Before] = ()) -> tuple[KamPriorities, ...]:
    """What the KAMs are to be coached on, told to somebody who sees each of them."""
    return priorities(panel_of(kamescope_model(), team), before, None, True)


def told(one: KamPriorities) -> list[tuple[str, list[tuple[str, float]]]]:
    """Codes and reasons, rounded."""
    return [(each.code, [(why.kind.value, round(why.size, 2)) for why in each.reasons]) for each in one.priorities]


# The rule, reason by reason


def test_a_gap_counts_that_everybody_makes():
    three = answers(3)
    one, other = found(rated(5, three, three), rated(3, three, three))
    assert told(one)[0] == ("F1", [("gap", 2.0)])
    assert told(other) == []


def test_a_gap_that_one_group_does_not_make_is_no_reason_but_their_disagreement_is():
    (one,) = found(rated(5, answers(3), answers(5)))
    assert told(one)[0] == ("F1", [("split", 2.0)])


def test_what_a_group_is_not_asked_is_not_what_everybody_says():
    """F6, of managers alone."""
    (one,) = found(rated(4, answers(4, F6=1), answers(4)))
    assert told(one) == []


def test_of_one_group_its_own_gap_counts():
    (one,) = found(rated(5, answers(3), None))
    assert told(one)[0] == ("F1", [("gap", 2.0)])
    assert one.is_known


def test_self_below_the_others_is_no_reason():
    (one,) = found(rated(1, answers(5), answers(5)))
    assert told(one) == []


def test_below_the_mean_from_the_threshold_on():
    """Means of 3 and 4 are 3.5: half a point below is the threshold on 1–5."""
    low, high = found(rated(None, answers(3), answers(3)), rated(None, answers(4), answers(4)))
    assert told(low)[0] == ("F1", [("below", 0.5)])
    assert told(high) == []


def test_below_a_mean_that_may_not_be_told_is_no_reason():
    panel = panel_of(kamescope_model(), [rated(None, answers(3), answers(3)), rated(None, answers(4), answers(4))])
    assert not any(each.priorities for each in priorities(panel, (), None, False))


def test_fallen_since_the_campaign_before():
    old = panel_of(kamescope_model(), [rated(None, answers(4), answers(4))])
    (one,) = found(rated(None, answers(3), answers(3)), before=[Before(old, frozenset({"k0"}))])
    assert told(one)[0] == ("F1", [("fallen", 1.0)])
    assert one.priorities[0].change == -1.0


def test_what_cannot_be_compared_has_not_fallen():
    """The clients came in between; only of F6, which they are not asked, the groups are the same."""
    old = panel_of(kamescope_model(), [rated(None, answers(4), None)])
    (one,) = found(rated(None, answers(3), answers(3)), before=[Before(old, frozenset({"k0"}))])
    assert told(one) == [("F6", [("fallen", 1.0)])]


def test_another_model_is_not_compared():
    old = panel_of(other_model(), [[Questionnaire("manager", {item.code: 9 for item in other_model().items})]])
    (one,) = found(rated(None, answers(3), answers(3)), before=[Before(old, frozenset({"k0"}))])
    assert one.priorities == ()


def test_the_largest_single_reason_comes_first_and_no_sum():
    """F2: a gap of 2 alone. F1: a gap of 1 and a disagreement of 2, which counts 0.5. F3 and others: a gap of 1."""
    team = rated(5, answers(4, F2=3, F1=3), answers(4, F2=3, F1=5))
    (one,) = found(team)
    assert [code for code, _ in told(one)] == ["F2", "F3"]


def test_reasons_stand_by_their_weight():
    """M. MARTIN's like: disagreement of 2 points counts half a point, less than a gap of one."""
    whys = (Reason(ReasonKind.SPLIT, 2.0), Reason(ReasonKind.GAP, 1.0), Reason(ReasonKind.BELOW, 0.5))
    assert [why.weight for why in whys] == [0.5, 1.0, 0.5]


def test_what_rests_on_little_is_no_candidate():
    """Of F12 clients are asked one item of four."""
    three = answers(5, F12=1)
    (one,) = found(rated(5, three, three))
    assert told(one) == []


@pytest.mark.parametrize(("clients", "more"), [(1, 2), (2, 1)])
def test_who_has_a_group_that_is_held_back_gets_no_priority_but_is_told_how_many_more(clients: int, more: int):
    (one,) = found(rated(5, answers(1), answers(1), clients))
    assert one.priorities == ()
    assert [(each.group, each.more) for each in one.wanting] == [("client", more)]
    assert not one.is_known


def test_who_has_nobody_in_a_group_that_others_have_is_to_be_answered_by_it_first():
    without, with_clients = rated(5, answers(1), None), rated(5, answers(3), answers(3))
    panel = panel_of(kamescope_model(), [without, with_clients])
    alone, _ = priorities(panel, (), None, True)
    assert [(each.group, each.more) for each in alone.wanting] == [("client", 3)]
    (only,) = priorities(panel_of(kamescope_model(), [without]), (), None, True)
    assert only.wanting == (), "nobody here has that group"


def test_only_factors_listed_are_candidates():
    panel = panel_of(kamescope_model(), [rated(5, answers(3), answers(3))])
    assert [each.code for each in priorities(panel, (), ("F3", "F7"), True)[0].priorities] == ["F3", "F7"]


def test_m_martin_is_to_speak_about_two_disagreements():
    """F10 has a gap of the manager's alone."""
    (one,) = found(martin_questionnaires())
    assert told(one) == [("F4", [("split", 2.37)]), ("F7", [("split", 2.25)])]  # 2.375


# What several share


def kam(place: int, *factors: str, known: bool = True) -> KamPriorities:
    """A KAM with these priorities."""
    reasons = (Reason(ReasonKind.GAP, 1.0),)
    return KamPriorities(colleague(place), tuple(Priority(code, reasons, None) for code in factors), (), known)


def test_what_most_share_among_those_with_answers_enough():
    some = [kam(0, "F1", "F2"), kam(1, "F2"), kam(2), kam(3, known=False)]
    assert in_common(some, ("F1", "F2")) == Common(("F2",), 2, 3)


def test_ties_are_all_told_in_model_order_and_one_kam_shares_nothing():
    some = [kam(0, "F2", "F1"), kam(1, "F1", "F2")]
    assert in_common(some, ("F1", "F2", "F3")) == Common(("F1", "F2"), 2, 2)
    assert in_common([kam(0, "F1"), kam(1, "F2")], ("F1", "F2")) is None
    assert in_common([], ()) is None


# Against the slow reference


@st.composite
def waves(draw: st.DrawFn, protected: bool = False) -> tuple[tuple[Case, ...], tuple[Case | None, ...]]:
    """Some KAMs, and what came back in a campaign before for some of them."""
    team = draw(teams(protected))
    return team, tuple(draw(st.none() | colleagues(case)) for case in team)


def panels(now: Sequence[Case], before: Sequence[Case | None], where: str | None = None) -> tuple[Panel, list[Before]]:
    """The panel of a team, and the campaigns before it: one, of those who were in it."""
    there = [place for place, case in enumerate(before) if case is not None]
    panel = panel_of(now[0].model, [case.questionnaires for case in now], where)
    if not there:
        return panel, []
    kams = [colleague(place) for place in there]
    old = panel_of(now[0].model, [before[place].questionnaires for place in there], where, kams)
    return panel, [Before(old, frozenset(each.token for each in kams))]


@pytest.mark.deep
@given(waves(), st.booleans())
def test_priorities_equal_the_slow_reference(cases: tuple, each_seen: bool):
    now, before = cases
    panel, earlier = panels(now, before)
    olds = [case.reference() if case else None for case in before]
    exact = reference_team.priorities([case.reference() for case in now], olds, each_seen)
    for mine, theirs in zip(priorities(panel, earlier, None, each_seen), exact, strict=True):
        assert [each.code for each in mine.priorities] == [code for code, _ in theirs]
        for each, (_, reasons) in zip(mine.priorities, theirs, strict=True):
            assert [why.kind.value for why in each.reasons] == [kind for kind, _ in reasons]
            assert all(close(why.size, size) for why, (_, size) in zip(each.reasons, reasons, strict=True))


@given(waves(protected=True))
def test_what_is_masked_changes_no_priority(cases: tuple):
    now, before = cases
    again = [retold(case) for case in now], [case and retold(case) for case in before]
    one, other = (priorities(*panels(*each), None, True) for each in (cases, again))
    assert one == other


# Changes of many KAMs


@pytest.mark.deep
@given(waves(), st.data())
def test_changes_of_many_are_those_of_each(cases: tuple, data: st.DataObject):
    now, before = cases
    where = data.draw(st.sampled_from(now[0].views))
    panel, earlier = panels(now, before, where)
    for level in (Level.OVERALL, Level.FACTOR, Level.ITEM):
        places = [(level, code) for code in codes(panel.model, level)]
        for column in columns(panel.model):
            values = change_values(panel, earlier, places, column)
            for row, case in enumerate(before):
                for at, (_, code) in enumerate(places):
                    one = case and change(case.published(where), panel[row], (level, code, column))
                    value = None if values[row, at] != values[row, at] else values[row, at]
                    assert close(value, one.change if one else None)


def test_a_kam_is_compared_with_their_own_last_campaign_alone():
    model = kamescope_model()
    panel = panel_of(model, [rated(None, answers(3), None), rated(None, answers(3), None)])
    last = panel_of(model, [rated(None, answers(4), None), rated(None, answers(1), None)])
    values = change_values(panel, [Before(last, frozenset({"k0"}))], [(Level.OVERALL, OVERALL)], "manager")
    assert values[0, 0] == -1
    assert values[1, 0] != values[1, 0]
