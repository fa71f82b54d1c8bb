"""Over several campaigns: one KAM step by step, a team like for like; the slow reference, masking, two models."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope.analysis.gaps import thresholds
from kamescope.analysis.panel import Panel
from kamescope.analysis.progress import progress
from kamescope.analysis.published import Level, codes, columns
from kamescope.analysis.team_trajectory import team_trajectory
from kamescope.analysis.trajectory import Move, Way, Ways, follow, kam_trajectory, movers, turned, way
from kamescope.errors import RequestError
from kamescope.model import OVERALL
from kamescope.model_file import model_from_data
from tests.reference import Reference, average
from tests.strategies import Case
from tests.support import Questionnaire, colleague, kamescope_model, other_model, panel_of, publish
from tests.test_compare import colleagues, retold, teams
from tests.test_progress import ONE, made_of, questionnaire, rated, remodelled, said, two_waves
from tests.test_scores import close


def steps_of(move: Move) -> tuple:
    """What a reader sees of a move: the figures, the steps, the change."""
    return [cell.score for cell in move.sides], list(move.steps), move.change, move.status


def held(manager: str) -> list[Questionnaire]:
    """A manager with this value of the partition attribute, or none; three peers of value A and three of value B."""
    peers = [Questionnaire("peer", {"L01": 6}, value) for value in "AAABBB"]
    return [Questionnaire("manager", {"L01": 4}, manager), *peers]


# One KAM


def test_three_campaigns_are_two_steps_and_one_change():
    found = kam_trajectory([rated(manager=[4]), rated(manager=[7]), rated(manager=[5])], Level.ITEM)
    assert steps_of(found.of("L01", "manager")) == ([4, 7, 5], [3, -2], 1, "published")
    assert steps_of(found.of("L01", "environment")) == ([4, 7, 5], [3, -2], 1, "published")
    assert steps_of(found.of("L01", "peer")) == ([None] * 3, [None] * 2, None, "no_data")


def test_a_gap_on_the_way_is_a_gap_and_the_whole_way_is_told():
    found = kam_trajectory([rated(manager=[4]), rated(self=[7]), rated(manager=[5])], Level.ITEM)
    assert steps_of(found.of("L01", "manager")) == ([4, None, 5], [None, None], 1, "published")
    hidden = kam_trajectory([rated(peer=[4, 4, 4]), rated(peer=[9]), rated(peer=[5, 5, 5])], Level.ITEM)
    assert steps_of(hidden.of("L01", "peer")) == ([4, None, 5], [None, None], 1, "published")


def test_an_environment_of_other_groups_is_no_step():
    found = kam_trajectory([rated(manager=[4]), rated(manager=[4], peer=[8, 8, 8]), rated(manager=[6])], Level.ITEM)
    assert steps_of(found.of("L01", "environment")) == ([4, 6, 6], [None, None], 2, "published")
    uneven = kam_trajectory([rated(manager=[4]), rated(manager=[4], peer=[8, 8, 8])], Level.ITEM).of(
        "L01", "environment"
    )
    assert (uneven.change, uneven.uneven, uneven.kams) == (None, 1, 0)


def test_what_is_filtered_in_one_campaign_only_is_no_step():
    without, with_it = (publish(other_model(), held(manager), "A") for manager in ("", "A"))
    apart, alike = (kam_trajectory([before, with_it], Level.ITEM) for before in (without, with_it))
    for column in ("manager", "environment"):
        assert (apart.of("L01", column).change, apart.of("L01", column).uneven) == (None, 1)
        assert (alike.of("L01", column).change, alike.of("L01", column).uneven) == (0, 0)
    assert apart.of("L01", "peer").change == 0


@given(two_waves())
def test_from_first_to_last_a_trail_is_the_progress(waves: tuple[Case, Case]):
    sides = [case.published() for case in (waves[0], waves[1], waves[0])]
    for level in Level:
        back, there = kam_trajectory(sides, level), kam_trajectory(sides[:2], level)
        for expected, move, whole in zip(progress(*sides[:2], level).changes, there.moves, back.moves, strict=True):
            assert (move.code, move.group) == (expected.code, expected.group)
            assert (move.sides, move.change, move.status) == (
                (expected.before, expected.after),
                expected.change,
                expected.status,
            )
            assert move.steps == (expected.change,)
            assert whole.steps == (expected.change, None if expected.change is None else -expected.change)
            assert whole.change == (0 if whole.sides[0].is_published else None)


# Which way


def test_half_a_point_on_five_is_a_move_and_less_is_none():
    model = kamescope_model()
    assert [way(model, moved) for moved in (0.5, 0.49, 0.0, -0.49, -0.5)] == [
        Way.UP,
        Way.STEADY,
        Way.STEADY,
        Way.STEADY,
        Way.DOWN,
    ]
    assert way(model, 0.5 - 1e-12) is Way.UP, "compared on nine decimals"


def test_the_widest_come_first_and_ties_stay_in_order():
    before = panel_of(other_model(), [[Questionnaire("manager", {"L01": 2, "L02": 2, "L03": 9, "L04": 5})]])
    after = panel_of(other_model(), [[Questionnaire("manager", {"L01": 5, "L02": 9, "L03": 2, "L04": 8})]])
    sides = [before[0], after[0]]
    moves = kam_trajectory(sides, Level.ITEM).column("manager", codes(other_model(), Level.ITEM))
    assert [move.code for move in turned(other_model(), moves, Way.UP)] == ["L02", "L01", "L04"]
    assert [move.code for move in turned(other_model(), moves, Way.DOWN)] == ["L03"]
    assert turned(other_model(), moves, Way.STEADY) == ()


# A team


def managed(*points: int | None) -> Panel:
    """KAMs k0, k1, … whose managers give these points to one item; None is nobody."""
    team = [[Questionnaire("manager", {"L01": point})] if point is not None else [] for point in points]
    return panel_of(other_model(), team)


def team(*panels: Panel, each_seen: bool = True, level: Level = Level.ITEM):
    """The trail of everybody who is in all of these."""
    everybody = {kam.token for panel in panels for kam in panel.kams}
    return team_trajectory(follow(panels, everybody), level, False, each_seen)


def test_only_who_is_published_each_time_counts_and_each_once():
    found = team(managed(2, 4, 9, None, 5), managed(4, 3, None, 9, 5)).of("L01", "manager")
    assert [cell.score for cell in found.sides] == pytest.approx([11 / 3, 4])
    assert found.change == pytest.approx(1 / 3)
    assert (found.kams, found.ways) == (3, Ways(up=1, down=0, steady=2))
    assert [(cell.respondents, cell.answers) for cell in found.sides] == [(3, 3), (3, 3)]


def test_who_is_filtered_in_one_campaign_only_is_left_out():
    waves = [[held(""), held("A")], [held("A"), held("A")]]
    found = team(*(panel_of(other_model(), wave, "A") for wave in waves))
    counted = {move.group: (move.kams, move.uneven) for move in found.moves if move.code == "L01"}
    assert counted["manager"] == counted["environment"] == (1, 1)
    assert counted["peer"] == (2, 0)


def test_who_is_not_in_every_campaign_is_not_followed():
    some = panel_of(other_model(), [[Questionnaire("manager", {"L01": 4})]] * 2, kams=[colleague(1), colleague(7)])
    followed = follow([managed(2, 6, 3), some], ["k1", "k2", "k7", "k9"])
    assert [kam.token for kam in followed.kams] == ["k1"]
    found = team_trajectory(followed, Level.ITEM, False, True).of("L01", "manager")
    assert (found.change, found.kams) == (-2, 1)


def test_nobody_followed_is_no_data():
    found = team_trajectory(follow([managed(2), managed(3)], []), Level.FACTOR, False, True)
    assert {(move.change, move.kams, move.status) for move in found.moves} == {(None, 0, "no_data")}


def test_of_fewer_than_five_there_is_a_change_only_for_who_sees_each():
    four = [managed(1, 2, 3, 4, None), managed(2, 3, 4, 5, 5)]
    told, hidden = (team(*four, each_seen=seen).of("L01", "manager") for seen in (True, False))
    assert (told.change, told.kams) == (1, 4)
    assert (hidden.change, hidden.status, hidden.ways) == (None, "masked", None)
    assert {(cell.score, cell.answers, cell.respondents) for cell in hidden.sides} == {(None, None, 0)}
    five = [managed(1, 2, 3, 4, 5), managed(2, 3, 4, 5, 6)]
    assert team(*five, each_seen=False).of("L01", "manager").change == 1


@st.composite
def followed_teams(draw: st.DrawFn, protected: bool = False) -> list[list[tuple[int, Case]]]:
    """One to five KAMs in two or three campaigns; not everybody is in each."""
    people = draw(teams(protected))[:5]
    waves = [[(place, case) for place, case in enumerate(people)]]
    for _ in range(draw(st.integers(1, 2))):
        there = [place for place in range(len(people)) if draw(st.integers(0, 5))]
        waves.append([(place, draw(colleagues(people[place]))) for place in there])
    return waves


def panel(wave: list[tuple[int, Case]], model) -> Panel:
    """The panel of a campaign."""
    return panel_of(model, [case.questionnaires for _, case in wave], kams=[colleague(place) for place, _ in wave])


@pytest.mark.deep
@settings(max_examples=25)
@given(followed_teams())
def test_a_team_equals_the_reference(waves: list[list[tuple[int, Case]]]):
    model = waves[0][0][1].model
    followed = follow([panel(wave, model) for wave in waves], [f"k{place}" for place, _ in waves[0]])
    people = [place for place, _ in waves[0] if all(place in dict(wave) for wave in waves)]
    assert [kam.token for kam in followed.kams] == [f"k{place}" for place in people]
    references = [[dict(wave)[place].reference() for wave in waves] for place in people]
    for level in Level:
        found = team_trajectory(followed, level, False, True)
        assert [(move.code, move.group) for move in found.moves] == [
            (code, group) for code in codes(model, level) for group in columns(model)
        ]
        for move in found.moves:
            assert_as_expected(move, references, level, Fraction(f"{thresholds(model)[0]:.9f}"))


def assert_as_expected(move: Move, references: list[list[Reference]], level: Level, limit: Fraction) -> None:
    """Every figure of a team's move, the slow way."""
    key = level.value, move.code, move.group
    complete = [row for row in references if all(each.table[key].status == "published" for each in row)]
    kept = [row for row in complete if move.group != "environment" or same_groups(row, level.value, move.code)]
    assert (move.kams, move.uneven) == (len(kept), len(complete) - len(kept))
    if not kept:
        masked = any(each.table[key].status == "masked" for row in references for each in row)
        assert (move.status, move.change, move.ways) == ("masked" if masked else "no_data", None, None)
        assert {cell.score for cell in move.sides} == {None}
        return
    scores = [[each.table[key].score for each in row] for row in kept]
    changes = [row[-1] - row[0] for row in scores]
    assert close(move.change, average(changes))
    assert move.ways == Ways(
        sum(change >= limit for change in changes),
        sum(change <= -limit for change in changes),
        sum(abs(change) < limit for change in changes),
    )
    for place, cell in enumerate(move.sides):
        figures = [row[place].table[key] for row in kept]
        assert close(cell.score, average([figure.score for figure in figures]))
        assert cell.answers == sum(figure.answers for figure in figures)
        assert cell.respondents == sum(figure.respondents for figure in figures)
    for place, step in enumerate(move.steps):
        assert close(step, average([row[place + 1] - row[place] for row in scores]))


def same_groups(row: list[Reference], level: str, code: str) -> bool:
    """Whether the environment is made of the same groups each time."""
    return all(made_of(each, level, code) == made_of(row[0], level, code) for each in row)


@settings(max_examples=20)
@given(followed_teams(protected=True))
def test_what_is_masked_moves_nothing(waves: list[list[tuple[int, Case]]]):
    model = waves[0][0][1].model
    told = [panel(wave, model) for wave in waves]
    again = [panel([(place, retold(case)) for place, case in wave], model) for wave in waves]
    everybody = [f"k{place}" for place, _ in waves[0]]
    for level in Level:
        one, other = (team_trajectory(follow(panels, everybody), level, False, True) for panels in (told, again))
        assert one.moves == other.moves
    one, other = (movers(follow(panels, everybody), Level.OVERALL, OVERALL, "environment") for panels in (told, again))
    assert one == other


@given(remodelled())
def test_a_team_of_one_under_two_models_is_the_progress_of_that_one(waves: tuple[Case, Case]):
    panels = [panel([(0, case)], case.model) for case in waves]
    followed = follow(panels, ["k0"])
    with pytest.raises(RequestError, match="models_differ"):
        team_trajectory(followed, Level.FACTOR, False, True)
    for level in Level:
        found, alone = team_trajectory(followed, level, True, True), progress(panels[0][0], panels[1][0], level, True)
        assert [(m.code, m.group, m.status, m.uneven) for m in found.moves] == [
            (c.code, c.group, c.status, int(c.is_uneven)) for c in alone.changes
        ]
        for move, change in zip(found.moves, alone.changes, strict=True):
            assert move.change == pytest.approx(change.change, abs=1e-12)
        assert (found.common.left_out, found.common.reshaped) == (alone.left_out, alone.reshaped)


def test_each_kams_own_move_is_told_in_the_order_of_the_panel():
    followed = follow([managed(2, 4, 9), managed(4, 3, None)], ["k2", "k0", "k1"])
    found = movers(followed, Level.ITEM, "L01", "manager")
    assert [(kam.token, move.change) for kam, move in found] == [("k0", 2), ("k1", -1), ("k2", None)]


def test_each_kams_own_change_is_told_of_those_only_who_compare_in_every_campaign():
    """Of five: one is there throughout, the others lack the campaign on the way, or are masked or uneven in it."""
    own = Questionnaire("manager", {"L01": 4})
    peers = [Questionnaire("peer", {"L01": 8})] * 3
    ends = [[own], [own], [own, *peers], [*peers], [own]]
    between = [[own], [], [own, *peers[1:]], peers[1:], [own, *peers]]
    followed = follow([panel_of(other_model(), wave) for wave in (ends, between, ends)], [f"k{n}" for n in range(5)])
    found = [move for _, move in movers(followed, Level.ITEM, "L01", "environment")]
    assert [(move.change, move.status, move.kams, move.uneven) for move in found] == [
        (0, "published", 1, 0),
        (None, "no_data", 0, 0),
        (None, "no_data", 0, 1),
        (None, "masked", 0, 0),
        (None, "no_data", 0, 1),
    ]
    assert [move.ways for move in found] == [None] * 5, "one KAM's own move"
    together = team_trajectory(followed, Level.ITEM, False, True).of("L01", "environment")
    assert (together.kams, together.ways, together.uneven) == (1, Ways(0, 0, 1), 2)
    assert [move.change for _, move in movers(followed, Level.ITEM, "L01", "manager")] == [0, None, 0, None, 0]


@pytest.mark.deep
@settings(max_examples=25)
@given(followed_teams())
def test_who_moved_and_the_mean_are_the_same_people(waves: list[list[tuple[int, Case]]]):
    model = waves[0][0][1].model
    followed = follow([panel(wave, model) for wave in waves], [f"k{place}" for place, _ in waves[0]])
    for level in Level:
        for move in team_trajectory(followed, level, False, True).moves:
            found = [each for _, each in movers(followed, level, move.code, move.group)]
            told = [way(model, each.change) for each in found if each.change is not None]
            assert (sum(each.kams for each in found), sum(each.uneven for each in found)) == (move.kams, move.uneven)
            assert (move.ways or Ways(0, 0, 0)) == Ways(*map(told.count, Way))


def test_where_the_wholes_are_not_alike_there_is_no_trail_of_them():
    models = questionnaire(ONE), questionnaire({"F1": ONE["F1"], "F9": {"S9": "E"}})
    sides = [said(model, A=3) for model in models]
    followed = follow([panel_of(model, [[Questionnaire("manager", {"A": 3})]]) for model in models], ["k0"])
    for found in (kam_trajectory(sides, Level.OVERALL, True), team_trajectory(followed, Level.OVERALL, True, True)):
        assert (found.moves, found.common.codes, found.common.left_out) == ((), (), ("ALL",))
    assert [move.code for move in kam_trajectory(sides, Level.FACTOR, True).column("manager", ("F1", "F2", "F9"))] == [
        "F1"
    ]


@given(remodelled())
def test_campaigns_on_the_way_may_have_another_model_too(waves: tuple[Case, Case]):
    """There and back again: only what the middle one shares is compared, in the order of the last."""
    first, middle = (case.published() for case in waves)
    found = kam_trajectory([first, middle, first], Level.ITEM, match=True)
    assert found.common.codes == tuple(c for c in codes(first.model, Level.ITEM) if c in middle.model.item_index)
    assert set(found.common.columns) == set(columns(first.model)) & set(columns(middle.model))
    assert all(move.change in (0, None) for move in found.moves)
    with pytest.raises(RequestError, match="models_differ"):
        kam_trajectory([first, middle, first], Level.ITEM)


def test_percents_are_those_of_the_latest_model():
    data = json.loads(kamescope_model().source)
    data["scale"]["percent"] = "of_range"
    sheets = [Questionnaire("manager", {"Q1": 3})]
    before, after = (publish(model, sheets) for model in (kamescope_model(), model_from_data(data, "later.toml")))
    assert before.cell(Level.ITEM, "Q1", "manager").percent == 60
    sides = kam_trajectory([before, after], Level.ITEM, match=True).of("Q1", "manager").sides
    assert [cell.percent for cell in sides] == [50, 50]
