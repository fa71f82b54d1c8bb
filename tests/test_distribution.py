"""How KAMs spread on one code: against exact fractions, from the published figures alone, and who is far."""

from fractions import Fraction

import pytest
from hypothesis import given

from kamescope.analysis.distribution import Distribution, distribution
from kamescope.analysis.gaps import GapClass
from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Level
from kamescope.model import ENVIRONMENT
from tests.strategies import Case
from tests.support import Questionnaire, kamescope_model, other_model, panel_of
from tests.test_compare import places, retold, teams
from tests.test_panel import panel
from tests.test_scores import close

ITEM = "L17"


def managed(*points: int | None) -> Panel:
    """KAMs whose manager gives these points to one item; None is no questionnaire."""
    return panel_of(
        other_model(), [[Questionnaire("manager", {ITEM: point})] if point is not None else [] for point in points]
    )


def spread(*points: int | None, each_seen: bool = True) -> Distribution:
    """How the managers' points for that item spread."""
    return distribution(managed(*points), Level.ITEM, ITEM, "manager", each_seen)


# Mean, range, deviation


def test_three_kams():
    found = spread(2, None, 3, 4)
    assert (found.counted, found.masked, found.answers) == (3, 0, 3)
    assert (found.summary.mean, found.summary.lowest, found.summary.highest) == (3, 2, 4)
    assert found.summary.deviation is None
    assert [value for value in found.differences if value == value] == [-1, 0, 1]


def test_the_deviation_is_told_from_five_kams_on_and_takes_them_as_a_sample():
    assert spread(2, 3, 4, 5).summary.deviation is None
    assert spread(2, 3, 4, 5, 6).summary.deviation == pytest.approx(2.5**0.5)
    assert spread(4, 4, 4, 4, 4).summary.deviation == 0


def test_of_one_kam_there_is_no_spread():
    for found in (spread(7, None), spread(None, None), spread()):
        assert found.summary is None
        assert found.far == ()
        assert not [value for value in found.differences if value == value]


def test_of_fewer_than_five_only_who_sees_each_is_told():
    assert spread(1, 2, 3, 10, each_seen=False).summary is None
    assert spread(1, 2, 3, 10, each_seen=False).far == ()
    assert spread(1, 2, 3, 4, 10, each_seen=False).summary.mean == 4


@given(teams())
def test_everything_equals_the_reference(team: tuple[Case, ...]):
    together, references = panel(team), [case.reference() for case in team]
    for place in places(team[0].model):
        cells = [reference.table[place] for reference in references]
        found = distribution(together, *place, each_seen=True)
        scores = [cell.score for cell in cells if cell.score is not None]
        assert found.counted == len(scores)
        assert found.masked == sum(cell.status == "masked" for cell in cells)
        assert (found.summary is None) is (len(scores) < 2)
        if found.summary is None:
            continue
        mean = sum(scores, Fraction()) / len(scores)
        variance = sum((score - mean) ** 2 for score in scores) / (len(scores) - 1)
        assert close(found.summary.mean, mean)
        assert close(found.summary.lowest, min(scores))
        assert close(found.summary.highest, max(scores))
        assert (found.summary.deviation is None) is (len(scores) < 5)
        if found.summary.deviation is not None:
            assert abs(found.summary.deviation**2 - float(variance)) < 1e-9
        assert far(found) == reference_far(team[0], [cell.score for cell in cells], mean)


def far(found: Distribution) -> list[tuple[int, str]]:
    """Who is far, and how."""
    return [(each.row, each.kind.value) for each in found.far]


def reference_far(case: Case, scores: list[Fraction | None], mean: Fraction) -> list[tuple[int, str]]:
    """The same from the parsed model file and exact fractions; floats of the file as they are written."""
    settings, scale = case.data["settings"], case.data["scale"]
    span = scale["max"] - scale["min"]
    explore, marked = (Fraction(str(settings[key])) * span for key in ("gap_to_explore", "gap_marked"))
    told = []
    for row, score in enumerate(scores):
        away = None if score is None else abs(score - mean)
        if away is not None and away >= explore:
            told.append((row, "marked" if away >= marked else "to_explore"))
    return told


@pytest.mark.deep
@given(teams(protected=True))
def test_what_is_masked_moves_nothing(team: tuple[Case, ...]):
    before, after = panel(team), panel(tuple(retold(case) for case in team))
    for place in places(team[0].model):
        one, other = (distribution(each, *place, each_seen=True) for each in (before, after))
        assert one.values.tobytes() == other.values.tobytes()
        assert one.differences.tobytes() == other.differences.tobytes()
        assert (one.summary, one.far, one.counted, one.masked, one.answers, one.uneven) == (
            (other.summary, other.far, other.counted, other.masked, other.answers, other.uneven)
        )


# Far from the mean


def test_who_is_far_comes_in_the_panel_s_order_with_the_model_s_thresholds():
    """On 0 to 10 a gap is to explore from 1.25 points, marked from 2.5: means of 5, so 5 ± 1.25 and 5 ± 2.5."""
    found = spread(9, 5, 1, 7, 3, 5)
    assert found.summary.mean == 5
    assert [(each.row, each.difference, each.kind) for each in found.far] == [
        (0, 4, GapClass.MARKED),
        (2, -4, GapClass.MARKED),
        (3, 2, GapClass.TO_EXPLORE),
        (4, -2, GapClass.TO_EXPLORE),
    ]


def test_nobody_is_far_where_all_are_alike():
    assert spread(5, 5, 5, 6).far == ()


# The environment


def test_an_environment_that_lacks_a_group_is_told():
    model = kamescope_model()
    everything = {item.code: 4 for item in model.items}
    both = [
        Questionnaire(group, {code: everything[code] for code in model.group(group).items})
        for group in ("manager", "client", "client", "client")
    ]
    found = distribution(panel_of(model, [both, both[:1], []]), Level.FACTOR, "F1", ENVIRONMENT, True)
    assert found.uneven == {1}
    assert distribution(panel_of(model, [both, both[:1]]), Level.FACTOR, "F1", "manager", True).uneven == frozenset()


def test_an_unknown_code_or_column_is_an_error():
    for place in (("F99", "manager"), ("F1", "nobody")):
        with pytest.raises(KeyError):
            distribution(panel_of(kamescope_model(), [[]]), Level.FACTOR, *place, each_seen=True)
