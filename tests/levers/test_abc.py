"""Crossed ABC: classes at their limits, ties, the matrix, the curve, and effort against class."""

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope.errors import ContentError, RequestError
from kamescope.levers.abc.analysis import ACTIONS, AbcChoices, Action, SecondMeasure, analyse, classes, curve
from tests.levers import reference
from tests.levers.support import FEW

AMOUNTS = st.integers(-20, 300).map(lambda tenths: tenths / 10)


def letters(*values: float) -> str:
    return "".join(classes(np.array(values, dtype=float)))


def table(revenue: list, **columns: list) -> pd.DataFrame:
    names = [f"C{number}" for number in range(len(revenue))]
    frame = pd.DataFrame({"client": names, "revenue": revenue, **columns})
    return frame.astype({name: "float64" for name in frame.columns.drop("client")})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((50, 30, 10, 6, 4), "AABBC"),
        ((4, 6, 10, 30, 50), "CBBAA"),
        ((0.8, 0.15, 0.05), "ABC"),
        ((0.1, 0.2, 0.1, 0.1), "AAAA"),
        ((40, 20, 20, 10, 10), "AAABB"),
        ((80, 5, 5, 5, 5), "ABBBB"),
        ((0.7, 0.1, 0.15, 0.05), "ABAC"),
        ((79.9, 20.1), "AA"),
        ((5.6, 3.6, 2.3), "AAB"),
        ((7,), "A"),
        ((80, 20, 0), "ABC"),
        ((0, 0), "CC"),
        ((100, -5), "AC"),
        ((3, 3, 3), "AAA"),
        ((), ""),
    ],
)
def test_classes_at_their_limits(values: tuple, expected: str):
    """5.6 and 3.6 are 80 % of 11.5, which binary fractions miss by a hair: 2.3 is B.

    0.7 and 0.15 cross 80 %: A; 0.1 comes after 85 %, and reaches exactly 95 %: B, and 0.05 is C.
    """
    assert letters(*values) == expected


def test_the_matrix_worked_by_hand():
    """By revenue AABBC; by potential 60, 5, 25, 5, 5 of 100: A and A (60, 85), then B for all three of 5."""
    frame = table([50, 30, 10, 6, 4], potential=[60, 5, 25, 5, 5])
    result = analyse(frame)
    assert result.as_json() == {
        "clients": [
            {"client": "C0", "revenue_class": "A", "potential_class": "A"},
            {"client": "C1", "revenue_class": "A", "potential_class": "B"},
            {"client": "C2", "revenue_class": "B", "potential_class": "A"},
            {"client": "C3", "revenue_class": "B", "potential_class": "B"},
            {"client": "C4", "revenue_class": "C", "potential_class": "B"},
        ],
        "cells": {"AA": 1, "AB": 1, "AC": 0, "BA": 1, "BB": 1, "BC": 0, "CA": 0, "CB": 1, "CC": 0},
    }
    assert (result.cells["BA"].revenue, result.cells["BA"].second) == (10, 25)
    assert result.differing()["client"].tolist() == ["C1", "C2", "C4"]
    assert ACTIONS["BA"] is Action.GROW and len(ACTIONS) == 9


def test_the_two_classes_furthest_apart_are_named_first():
    result = analyse(table([80, 15, 5], potential=[5, 80, 15]))
    assert result.differing()["client"].tolist() == ["C0", "C1", "C2"]
    assert result.differing()["apart"].tolist() == [2, 1, 1]


def test_growth_is_what_came_more_than_last_year():
    result = analyse(table([90, 30, 40], last_year=[100, 20, 10]))
    assert result.by is SecondMeasure.GROWTH
    assert result.clients["second"].tolist() == [-10, 10, 30]
    assert result.clients["second_class"].tolist() == ["C", "A", "A"]
    assert "growth_class" in result.as_json()["clients"][0]


def test_the_second_measure_is_chosen_or_the_first_there_is():
    frame = table([1, 2], potential=[1, 2], margin=[3, None])
    assert analyse(frame).by is SecondMeasure.POTENTIAL
    by_margin = analyse(frame, AbcChoices("margin"))
    assert by_margin.clients["second_class"].tolist() == ["A", None]
    assert by_margin.unclassed == 1 and sum(cell.clients for cell in by_margin.cells.values()) == 1
    with pytest.raises(ContentError) as caught:
        analyse(frame, AbcChoices(SecondMeasure.GROWTH))
    assert caught.value.facts["column"] == "last_year"
    with pytest.raises(RequestError):
        analyse(frame, AbcChoices("charm"))
    with pytest.raises(ContentError):
        analyse(table([1, 2]))


def test_visits_are_set_against_classes():
    result = analyse(table([80, 15, 5], potential=[1, 1, 1], visits=[2, 2, 4]))
    first, second, third = result.effort
    assert (first.part_of_revenue, first.part_of_visits, first.visits_each) == (0.8, 0.25, 2)
    assert (third.code, third.clients, third.part_of_visits, third.visits_each) == ("C", 1, 0.5, 4)
    assert second.part_of_clients == pytest.approx(1 / 3)
    assert analyse(table([80], potential=[1])).effort == ()


def test_the_curve_begins_at_nothing_and_ends_with_everything():
    found = curve(np.array([10.0, 50, 40]))
    assert found["clients"].tolist() == [0, pytest.approx(1 / 3), pytest.approx(2 / 3), 1]
    assert found["revenue"].tolist() == [0, 0.5, 0.9, 1]
    many = curve(np.arange(5000.0))
    assert len(many) < 210 and many["revenue"].is_monotonic_increasing and many["revenue"].iloc[-1] == 1
    assert curve(np.zeros(3)).empty and curve(np.array([])).empty


@given(st.lists(st.none() | AMOUNTS, max_size=16), st.randoms())
def test_classes_are_those_of_the_slow_way_in_any_order(values: list, shuffle: random.Random):
    shuffle.shuffle(values)
    assert list(classes(np.array(values, dtype=float))) == reference.abc(values)


@settings(max_examples=FEW)
@given(st.lists(st.tuples(AMOUNTS, st.none() | AMOUNTS), min_size=1, max_size=12))
def test_every_client_is_in_one_cell_or_unclassed(pairs: list):
    result = analyse(table([pair[0] for pair in pairs], potential=[pair[1] for pair in pairs]))
    assert sum(cell.clients for cell in result.cells.values()) + result.unclassed == len(pairs)
    assert result.as_json()["cells"].keys() == ACTIONS.keys()
