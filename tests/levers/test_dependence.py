"""Dependence: the best tenth, who makes half, what is left if some go, who is far from the others."""

import math
import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope.errors import RequestError
from kamescope.levers.dependence.analysis import DependenceChoices, analyse, far, reliance
from tests.levers import reference
from tests.levers.support import FEW

WORKED = (400, 100, 100, 100, 100, 100, 50, 50)


def table(*revenues: float) -> pd.DataFrame:
    names = [f"S{number}" for number in range(len(revenues))]
    return pd.DataFrame({"seller": names, "revenue": pd.Series(revenues, dtype="float64")})


def test_the_worked_team():
    assert analyse(table(*WORKED)).as_json() == {
        "sellers": 8,
        "top_tenth": {"people": 1, "share": 0.4},
        "half": 2,
        "verdict": "watch",
    }


@pytest.mark.parametrize(
    ("revenues", "share", "half", "verdict"),
    [
        ((30, 25, 25, 10, 10), 0.3, 2, "watch"),
        ((29, 26, 25, 10, 10), 0.29, 2, "calm"),
        ((0.3, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2), 0.3, 2, "watch"),
        ((401, 199, 200, 100, 100), 0.401, 2, "exposed"),
        ((8.9, 8.0, 7.9, 6.6, 6.2, 5.3, 3.4, 3.3), 0.179435484, 3, "calm"),
        ((60, 20, 20), 0.6, 1, "too_few"),
        ((7,), 1.0, 1, "too_few"),
        ((0, 0, 0, 0, 0), None, None, None),
        ((), None, None, "too_few"),
    ],
)
def test_verdicts_at_their_limits(revenues: tuple, share: float, half: int, verdict: str):
    found = reliance(np.array(revenues, dtype=float), "")
    assert (found.share, found.half, found.verdict) == (share, half, verdict)


def test_a_tenth_is_never_more_than_a_tenth_but_for_one_person():
    assert [reliance(np.ones(count), "").people for count in (1, 9, 10, 19, 20, 31)] == [1, 1, 1, 1, 2, 3]


def test_what_is_left_if_some_go():
    """Without the best of 1,000, seven others sell 600; each brings 400 ÷ 7 more, two thirds of what they do now."""
    gone = analyse(table(*WORKED), DependenceChoices(leaving=("S0",))).departure
    assert (gone.lost, gone.left, gone.others) == (400, 600, 7)
    assert gone.each == pytest.approx(400 / 7) and gone.rise == pytest.approx(2 / 3)
    everybody = analyse(table(1, 2), DependenceChoices(leaving=("S0", "S1"))).departure
    assert (everybody.left, everybody.each, everybody.rise) == (0, None, None)
    with pytest.raises(RequestError) as caught:
        analyse(table(1, 2), DependenceChoices(leaving=("S1", "S9")))
    assert caught.value.facts["sellers"] == "S9"


def test_who_is_far_from_the_others():
    """Of 0, 2, 3, 3, 4, 6 the mean is 3 and the deviation (n − 1) 2: both ends are at a deviation and a half."""
    assert far(np.array([0.0, 2, 3, 3, 4, 6])).tolist() == [-1, 0, 0, 0, 0, 1]
    assert far(np.array([0.0, 0.1, 0.1, 0.3, 0.5])).tolist() == [0, 0, 0, 0, 1]
    assert far(np.array([3.0, 3, 3, 3, 3])).tolist() == [0] * 5
    assert far(np.array([900.0, 1, 1, 1])).tolist() == [0] * 4


def test_the_last_period_is_looked_at_and_the_others_stand_beside_it():
    frame = pd.DataFrame(
        {
            "seller": ["A", "B", "A", "B", "B", "C"],
            "period": ["2026", "2026", "2025", "2025", "2026", None],
            "team": ["North", "South", "North", "South", None, "South"],
            "revenue": [60.0, 30, 20, 80, 10, 5],
        }
    )
    result = analyse(frame)
    assert (result.period, result.undated) == ("2026", 1)
    assert result.sellers[["seller", "revenue", "share", "summed"]].values.tolist() == [
        ["A", 60, 0.6, 0.6],
        ["B", 40, 0.4, 1.0],
    ]
    assert [(each.name, each.share) for each in result.by_period] == [("2025", 0.8), ("2026", 0.6)]
    assert [(each.name, each.total) for each in result.by_team] == [("North", 60), ("South", 40)]
    assert analyse(frame, DependenceChoices("2025")).sellers["seller"].tolist() == ["B", "A"]
    with pytest.raises(RequestError):
        analyse(frame, DependenceChoices("2024"))


def test_equals_stand_as_in_the_file():
    assert analyse(table(1, 3, 3, 1)).sellers["seller"].tolist() == ["S1", "S2", "S0", "S3"]


@settings(max_examples=FEW)
@given(st.lists(st.integers(0, 60).map(lambda tenths: tenths / 10), min_size=1, max_size=24), st.randoms())
def test_figures_are_those_of_the_slow_way_in_any_order(revenues: list, shuffle: random.Random):
    expected = reference.dependence(revenues)
    shuffle.shuffle(revenues)
    result = analyse(table(*revenues))
    found = result.reliance
    assert (found.people, found.half, found.verdict) == (expected["people"], expected["half"], expected["verdict"])
    assert (found.share is None) == (expected["share"] is None)
    if found.share is not None:
        assert math.isclose(found.share, expected["share"], abs_tol=1e-9)
        assert math.isclose(math.fsum(result.sellers["share"]), 1, abs_tol=1e-7)
        assert result.sellers["summed"].iloc[-1] == 1
