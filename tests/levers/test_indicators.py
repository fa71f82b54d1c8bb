"""Indicators: conversion, what winning costs, effort against revenue, average deals, what is created."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope.errors import RequestError
from kamescope.levers.indicators.analysis import Conversion, IndicatorsChoices, analyse
from tests.levers import reference
from tests.levers.support import FEW

COLUMNS = ("kam", "segment", "origin", "created", "closed", "state", "amount", "cost", "hours")
ROWS = (
    ("A", "Public", "Call", "2026-01-10", "2026-03-01", "won", 100, 40, 8),
    ("A", "Public", "Call", "2026-01-20", "2026-02-09", "lost", 900, 20, 2),
    ("A", "Trade", "Fair", "2026-03-02", None, "open", 500, 15, 5),
    ("B", "Trade", "Fair", "2026-03-05", "2026-03-25", "won", 300, 60, 4),
    ("B", "Trade", None, "2026-03-06", "2026-04-05", "won", 200, 10, 1),
)


def table(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    days = {name: pd.to_datetime(frame[name]) for name in ("created", "closed")}
    return frame.assign(**days).astype(dict.fromkeys(("amount", "cost", "hours"), "float64"))


def test_opportunities_worked_by_hand():
    """Public: 60 of cost for one won. Trade: 70 for two; the open one is an effort, and has won nothing yet."""
    assert analyse(table(*ROWS)).as_json() == {
        "conversion": {"all": 0.75, "by_kam": {"A": 0.5, "B": 1.0}, "n": 4, "n_by_kam": {"A": 2, "B": 2}},
        "cost_of_winning": {"Public": 60, "Trade": 35},
        "effort": {
            "Public": {"hours": 10, "cost": 60, "revenue": 100},
            "Trade": {"hours": 10, "cost": 85, "revenue": 500},
        },
        "average_deal": {"Public": 100, "Trade": 250},
        "created": {"2026-01": 2, "2026-02": 0, "2026-03": 3},
    }


def test_effort_is_set_against_revenue():
    result = analyse(table(*ROWS))
    public, trade = result.by_segment
    assert (public.part_of_effort, trade.part_of_effort) == (0.5, 0.5)
    assert public.part_of_revenue == pytest.approx(1 / 6)
    first, second = result.by_kam
    assert (first.part_of_effort, second.part_of_effort) == (0.75, 0.25)
    assert (first.days, second.days) == (50, 25)
    by_cost = analyse(table(*ROWS).drop(columns="hours")).by_segment
    assert by_cost[0].part_of_effort == pytest.approx(60 / 145) and by_cost[0].hours is None


def test_hours_cost_what_somebody_says():
    frame = table(*ROWS).assign(cost=[None, 20.0, None, None, None])
    public, trade = analyse(frame, IndicatorsChoices(hour_cost=10)).by_segment
    assert (public.cost_of_winning, trade.cost_of_winning) == (80 + 20, 25)
    assert analyse(frame).by_segment[1].cost_of_winning is None
    with pytest.raises(RequestError):
        analyse(frame, IndicatorsChoices(hour_cost=-1))


def test_where_things_come_from():
    found = analyse(table(*ROWS)).by_origin
    assert found.values.tolist() == [["2026-01", "Call", 2], ["2026-03", "", 1], ["2026-03", "Fair", 2]]


def test_under_ten_closed_there_is_no_verdict():
    assert not Conversion(9, 9, 1.0).is_enough
    assert Conversion(9, 10, 0.9).is_enough


def test_little_is_said_of_little():
    empty = analyse(table()).as_json()
    assert empty["conversion"] == {"all": None, "by_kam": {}, "n": 0, "n_by_kam": {}}
    assert empty["created"] == {} and empty["effort"] == {}
    alone = analyse(pd.DataFrame({"kam": ["A"], "state": ["lost"]}))
    (figures,) = alone.by_segment
    assert (figures.name, figures.cost_of_winning, figures.average_deal, figures.days) == ("", None, None, None)
    assert (figures.conversion.rate, figures.revenue, alone.undated) == (0, 0, 1)


@settings(max_examples=FEW)
@given(st.lists(st.tuples(st.sampled_from("KL"), st.sampled_from(("won", "lost", "open"))), max_size=12))
def test_conversion_is_that_of_the_slow_way(deals: list):
    found = analyse(pd.DataFrame(deals, columns=["kam", "state"], dtype=object))
    for figures, states in (
        (found.together, [state for _, state in deals]),
        *((each, [state for kam, state in deals if kam == each.name]) for each in found.by_kam),
    ):
        true = reference.conversion(states)
        assert (figures.conversion.rate is None) == (true is None)
        assert true is None or math.isclose(figures.conversion.rate, true, abs_tol=1e-9)
    assert sum(each.opportunities for each in found.by_kam) == len(deals)
