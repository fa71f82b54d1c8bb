"""Targets tried on last year: attainment exactly at 100 %, caps, what decides, and what is no set of targets."""

import math
import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope.errors import ContentError, KamescopeError, RequestError
from kamescope.i18n import LANGUAGES, words
from kamescope.levers.targets.analysis import TargetsChoices, analyse
from tests.levers import reference
from tests.levers.support import FEW

WORKED = TargetsChoices({"Sales": 60, "New": 40}, {"Sales": 100, "New": 10})
FIGURES = st.integers(0, 300).map(lambda tenths: tenths / 10)


def table(*rows: tuple, columns: tuple[str, ...] = ("Sales", "New")) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns)).astype("float64")
    return frame.assign(seller=[f"S{number}" for number in range(len(rows))])


def test_the_worked_seller_is_at_92_percent():
    assert analyse(table((120, 5)), WORKED).as_json() == {
        "sellers": [{"seller": "S0", "attainment": 92.0, "reached": False}],
        "share_reached": 0.0,
    }


def test_a_team_worked_by_hand():
    """S1 is at exactly 100; S2 at 120 % capped and 70 %: 72 + 28; S3 at 45 + 60 of which 48 count; S4 has nothing."""
    result = analyse(table((120, 5), (100, 10), (500, 7), (75, 15), (0, 0)), WORKED)
    assert result.sellers["attainment"].tolist() == [92, 100, 100, 93, 0]
    assert result.sellers["reached"].tolist() == [False, True, True, False, False]
    assert (result.share_reached, result.well_set) == (0.4, False)
    assert result.sellers["decides"].tolist() == ["New", "", "New", "Sales", "Sales"]
    assert result.decides == {"Sales": 2, "New": 2}
    assert result.met["New"].tolist() == [50, 100, 70, 120, 0]
    shares = dict(result.by_scale)
    assert (shares[100], shares[90], shares[85], shares[50], shares[150]) == (0.4, 0.4, 0.6, 0.8, 0.0)


def test_what_reaches_100_percent_exactly_is_reached():
    """55 × 5.2 ÷ 4.4 + 45 × 2.8 ÷ 3.6 = 65 + 35, which binary fractions miss by the last of their digits."""
    choices = TargetsChoices({"Sales": 55, "New": 45}, {"Sales": 4.4, "New": 3.6})
    assert analyse(table((5.2, 2.8)), choices).as_json()["sellers"][0] == {
        "seller": "S0",
        "attainment": 100.0,
        "reached": True,
    }
    decimals = TargetsChoices({"A": 33.3, "B": 33.3, "C": 33.4}, {"A": 0.1, "B": 0.3, "C": 0.7})
    assert analyse(table((0.1, 0.1 + 0.2, 0.7), columns=("A", "B", "C")), decimals).share_reached == 1


def test_at_the_cap_and_at_the_threshold():
    frame = table((150, 8), (100, 7.9))
    choices = TargetsChoices(WORKED.weight, WORKED.target, cap=150, threshold=80)
    assert analyse(frame, choices).sellers["attainment"].tolist() == [0.6 * 150 + 0.4 * 80, 60]


def test_a_target_of_ones_own_takes_the_place_of_the_common_one():
    frame = table((50, 10), (50, 10))
    choices = TargetsChoices(WORKED.weight, WORKED.target, own={"Sales": {"S1": 50}})
    assert analyse(frame, choices).sellers["attainment"].tolist() == [70, 100]
    alone = TargetsChoices(WORKED.weight, {"New": 10}, own={"Sales": {"S0": 25, "S1": 50}})
    assert analyse(frame, alone).sellers["attainment"].tolist() == [112, 100]


def test_the_scale_raises_or_lowers_every_target():
    frame = table((110, 11), (100, 10))
    assert analyse(frame, TargetsChoices(WORKED.weight, WORKED.target, scale=110)).share_reached == 0.5
    assert dict(analyse(frame, WORKED).by_scale)[110] == 0.5


def test_three_of_four_is_what_is_aimed_at():
    frame = table((100, 10), (100, 10), (100, 10), (0, 0))
    assert analyse(frame, WORKED).well_set


def test_last_years_bonus_is_set_beside():
    frame = table((100, 10), (120, 5)).assign(bonus_last_year=[1200.0, None])
    choices = TargetsChoices(WORKED.weight, WORKED.target, bonus=1000)
    sellers = analyse(frame, choices).sellers
    assert sellers["bonus"].tolist() == [1000, 920]
    assert sellers["distance"].tolist()[0] == -200 and math.isnan(sellers["distance"][1])


def test_who_lacks_a_figure_is_not_counted():
    result = analyse(table((100, None), (100, 10)), WORKED)
    assert result.as_json()["sellers"][0] == {"seller": "S0", "attainment": None, "reached": False}
    assert (result.unknown, result.share_reached) == (1, 1.0)
    assert analyse(table(), WORKED).as_json() == {"sellers": [], "share_reached": None}


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("lever_weights", {"weight": {"Sales": 60, "New": 30}}),
        ("lever_no_weights", {"weight": {}, "target": {}}),
        ("lever_weight", {"weight": {"Sales": 110, "New": -10}}),
        ("lever_criteria", {"weight": dict.fromkeys(("Sales", "New", "C", "D", "E"), 20)}),
        ("lever_no_target", {"target": {"Sales": 100}}),
        ("lever_no_target", {"target": {"Sales": 100}, "own": {"New": {"S9": 3}}}),
        ("lever_no_weight", {"target": {"Sales": 100, "New": 10, "Other": 1}}),
        ("lever_target", {"target": {"Sales": 0, "New": 10}}),
        ("lever_target", {"own": {"New": {"S0": -1}}}),
        ("lever_no_criterion", {"weight": {"Sales": 60, "Newer": 40}}),
        ("lever_cap", {"cap": 90}),
        ("lever_threshold", {"threshold": 101}),
        ("lever_scale", {"scale": 0}),
    ],
)
def test_what_is_no_set_of_targets_is_refused_and_said(code: str, changed: dict):
    given_ = {"weight": WORKED.weight, "target": WORKED.target} | changed
    with pytest.raises(KamescopeError) as caught:
        analyse(table((1, 1)), TargetsChoices(**given_))
    assert caught.value.code == code
    assert isinstance(caught.value, ContentError if code == "lever_no_criterion" else RequestError)
    assert all(words(language).knows(f"error.{code}") and words(language).error(caught.value) for language in LANGUAGES)


@settings(max_examples=FEW)
@given(st.lists(st.tuples(FIGURES, FIGURES), min_size=1, max_size=8), st.integers(1, 99), st.randoms())
def test_attainment_is_that_of_the_slow_way_in_any_order(rows: list, weight: int, shuffle: random.Random):
    shuffle.shuffle(rows)
    weights, targets = (weight, 100 - weight), (7.5, 0.3)
    named = [dict(zip(("Sales", "New"), each, strict=True)) for each in (weights, targets)]
    result = analyse(table(*rows), TargetsChoices(*named, cap=115))
    expected = [reference.attainment(row, weights, targets, 115) for row in rows]
    for found, true in zip(result.as_json()["sellers"], expected, strict=True):
        assert math.isclose(found["attainment"], true, abs_tol=1e-8)
        assert found["reached"] == (true >= 100)
    assert math.isclose(result.share_reached, sum(true >= 100 for true in expected) / len(rows), abs_tol=1e-9)
    shares = [share for _, share in result.by_scale]
    assert shares == sorted(shares, reverse=True)
