"""Many KAMs at once: the same figures, states and counts as each alone, for every level, group and filter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Cell
from kamescope.analysis.scores import roll_up
from kamescope.privacy import publish_groups
from tests.strategies import Case
from tests.support import (
    counts,
    kamescope_model,
    martin,
    martin_questionnaires,
    other_model,
    panel_of,
    panel_of_counts,
)
from tests.test_compare import retold, teams

CLOSE = 1e-12


def panel(team: tuple[Case, ...], where: str | None = None) -> Panel:
    """The panel of some cases under one model."""
    return panel_of(team[0].model, [case.questionnaires for case in team], where)


def same(one: Cell, other: Cell) -> bool:
    """The same figure: everything but the last digits of a sum."""
    if one.score is None or other.score is None:
        return one == other
    return one._replace(score=0, percent=0) == other._replace(score=0, percent=0) and (
        one.score == pytest.approx(other.score, abs=CLOSE)
        and one.percent == pytest.approx(other.percent, abs=CLOSE * 100)
    )


def test_martin_among_others_is_martin_alone():
    found = panel_of(kamescope_model(), [(), martin_questionnaires(), martin_questionnaires()[:1]])[1]
    assert all(same(found.cells[key], cell) for key, cell in martin().cells.items())
    assert len(found.cells) == len(martin().cells)
    assert set(found.cells) == set(martin().cells)


@given(teams(), st.data())
def test_each_kam_of_a_panel_is_as_alone(team: tuple[Case, ...], data: st.DataObject):
    where = data.draw(st.sampled_from(sorted({view for case in team for view in case.views if view is not None})))
    for view in (None, where):
        together = panel(team, view)
        for case, found in zip(team, together, strict=True):
            alone = case.published(view)
            assert [group._replace(items=()) for group in alone.groups] == list(found.groups)
            assert [key for key, cell in alone.cells.items() if not same(found.cells[key], cell)] == []


@given(teams(), st.data())
def test_what_may_not_be_told_apart_is_masked_in_a_panel_as_alone(team: tuple[Case, ...], data: st.DataObject):
    """Whatever the store says of a group's or an item's values: `item_figures` decides it for many a second time."""
    model = team[0].model
    where = data.draw(st.sampled_from(sorted({view for case in team for view in case.views if view is not None})))
    told = []
    for case in team:
        heads, items = counts(model, case.questionnaires)
        close = data.draw(st.sets(st.sampled_from(range(len(model.items)))))
        off = data.draw(st.sets(st.sampled_from(range(len(model.groups))), max_size=1))
        heads = [head._replace(apart=head.group not in off) for head in heads]
        told.append((heads, [count._replace(apart=count.item not in close) for count in items]))
    for view in (None, where):
        for (heads, items), found in zip(told, panel_of_counts(model, told, view), strict=True):
            groups = publish_groups(model, heads, items, view)
            assert [group._replace(items=()) for group in groups] == list(found.groups)
            alone = roll_up(model, groups)
            assert [key for key, cell in alone.items() if not same(found.cells[key], cell)] == []


@given(teams(protected=True), st.data())
def test_what_is_masked_moves_nothing(team: tuple[Case, ...], data: st.DataObject):
    """Other answers wherever nothing is published leave every array as it was."""
    before, after = panel(team), panel(tuple(retold(case) for case in team))
    for level, figures in before.levels.items():
        for one, other in zip(figures, after.levels[level], strict=True):
            assert one.tobytes() == other.tobytes()


def test_some_of_a_panel_are_as_in_the_whole():
    team = [martin_questionnaires(), (), martin_questionnaires()[:1]]
    whole = panel_of(kamescope_model(), team)
    some = whole.only(["k2", "k0"])
    assert [kam.token for kam in some.kams] == ["k0", "k2"]
    assert dict(some.about("k2").cells) == dict(whole.about("k2").cells)
    assert whole.only(kam.token for kam in whole.kams) is whole
    assert list(whole.only([])) == []


def test_nobody_is_a_panel_too():
    assert len(panel_of(other_model(), [])) == 0
