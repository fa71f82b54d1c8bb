"""Potential and share: the matrix, its limits, the fragile reserve, and who has no place in it."""

import math
import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope.errors import ContentError, RequestError
from kamescope.levers.portfolio.analysis import Apart, PortfolioChoices, analyse
from tests.levers import reference
from tests.levers.support import FEW

COLUMNS = ("client", "kam", "revenue", "potential")
AMOUNTS = st.integers(0, 400).map(lambda tenths: tenths / 10)
CLIENTS = st.lists(st.tuples(AMOUNTS, st.none() | AMOUNTS), max_size=14)


def table(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"revenue": "float64", "potential": "float64"})


def test_the_worked_client_has_a_quarter():
    result = analyse(table(("Alto", "M. MARTIN", 500, 2000)))
    (client,) = result.as_json()["clients"]
    assert client == {
        "client": "Alto",
        "kam": "M. MARTIN",
        "revenue": 500.0,
        "potential": 2000.0,
        "share": 0.25,
        "row": 3,
        "column": 1,
        "fragile": False,
    }


def test_a_portfolio_worked_by_hand():
    """Potentials 100 to 800: quartiles 275, 450, 625, so two clients a column; F and H are rich and hardly served."""
    rows = [
        ("A", "K", 100, 100),
        ("B", "K", 150, 200),
        ("C", "K", 150, 300),
        ("D", "K", 100, 400),
        ("E", "L", 400, 500),
        ("F", "L", 150, 600),
        ("G", "L", 350, 700),
        ("H", "L", 0, 800),
    ]
    result = analyse(table(*rows))
    assert result.limits == (275, 450, 625)
    clients = result.clients.set_index("client")
    assert clients["row"].to_dict() == {"A": 1, "B": 1, "C": 2, "D": 3, "E": 1, "F": 3, "G": 2, "H": 4}
    assert clients["column"].tolist() == [1, 1, 2, 2, 3, 3, 4, 4]
    assert result.as_json()["fragile"] == {"clients": 2, "to_win": 450.0 + 800.0}
    assert result.to_win()["client"].tolist() == ["H", "F", "G", "D", "C", "E", "B", "A"]
    first, second = result.by_kam
    assert (first.kam, first.placed.clients, first.placed.share, first.fragile.clients) == ("K", 4, 0.5, 0)
    assert (second.kam, second.fragile.clients, second.fragile.to_win) == ("L", 2, 1250)
    cell = result.cells[3, 3]
    assert (cell.clients, cell.revenue, cell.potential, cell.to_win, cell.share) == (1, 150, 600, 450, 0.25)


def test_who_has_no_place_is_apart_and_moves_no_limit():
    rows = [("A", "K", 10, 40), ("B", "K", 90, 80), ("C", "L", 5, None), ("D", None, 5, 0), ("E", "K", 80, 80)]
    result = analyse(table(*rows))
    assert result.apart(Apart.ABOVE)["client"].tolist() == ["B"]
    assert result.apart(Apart.NO_POTENTIAL)["client"].tolist() == ["C", "D"]
    assert result.limits == (50, 60, 70)
    above = result.as_json()["clients"][1]
    assert (above["share"], above["row"], above["column"], above["fragile"]) == (1.125, None, None, False)
    assert [(each.kam, each.placed.clients, each.apart) for each in result.by_kam] == [
        ("", 0, 1),
        ("K", 2, 1),
        ("L", 0, 1),
    ]


def test_the_potential_may_be_computed_and_a_written_one_counts_first():
    frame = table(("A", "K", 0.3, None), ("B", "K", 1, 4)).assign(spend_per_head=[0.1, 7.0], heads=[3, 7])
    clients = analyse(frame).clients
    assert clients["potential"].tolist() == [0.3, 4]
    assert clients["row"].tolist() == [1, 3]
    alone = frame.drop(columns="potential")
    assert analyse(alone).clients["potential"].tolist() == [0.3, 49]


def test_without_any_word_of_potentials_there_is_nothing():
    with pytest.raises(ContentError) as caught:
        analyse(table(("A", "K", 1, 2)).drop(columns="potential"))
    assert caught.value.code == "lever_no_potential"


def test_limits_of_ones_own():
    frame = table(("A", "K", 1, 10), ("B", "K", 1, 11), ("C", "K", 1, 30), ("D", "K", 1, 31))
    assert analyse(frame, PortfolioChoices((10, 20, 30))).clients["column"].tolist() == [1, 2, 3, 4]
    for limits in ((10, 20), (10, 10, 20), (30, 20, 10)):
        with pytest.raises(RequestError):
            analyse(frame, PortfolioChoices(limits))


def test_equals_are_in_one_column_however_many():
    """Many small clients alike leave the highest column to the one that is not; all alike are all in the lowest."""
    frame = table(*(("A", "K", 1, 100) for _ in range(9)), ("B", "K", 1, 1000))
    assert analyse(frame).clients["column"].tolist() == [1] * 9 + [4]
    assert set(analyse(frame.head(9)).clients["column"]) == {1}


def test_an_empty_file_has_an_empty_matrix():
    result = analyse(table())
    assert result.limits == () and result.by_kam == () and result.placed.share is None
    assert len(result.cells) == 16
    assert result.as_json() == {"clients": [], "fragile": {"clients": 0, "to_win": 0.0}}


@settings(max_examples=FEW)
@given(CLIENTS, st.randoms())
def test_the_matrix_is_that_of_the_slow_way(pairs: list, shuffle: random.Random):
    rows = [(f"C{number}", f"K{number % 3}", *pair) for number, pair in enumerate(pairs)]
    expected = reference.portfolio(pairs)
    result = analyse(table(*rows))
    for found, true, won in zip(result.as_json()["clients"], expected, result.clients["to_win"], strict=True):
        assert {key: found[key] for key in ("row", "column", "fragile")} == {
            k: true[k] for k in ("row", "column", "fragile")
        }
        assert (found["share"] is None) == (true["share"] is None)
        assert true["share"] is None or math.isclose(found["share"], true["share"], abs_tol=1e-9)
        assert math.isnan(won) if true["to_win"] is None else math.isclose(won, true["to_win"], abs_tol=1e-6)
    inside = [each for each in expected if each["row"]]
    assert sum(cell.clients for cell in result.cells.values()) == len(inside) == result.placed.clients
    assert sum(each.apart for each in result.by_kam) == len(rows) - len(inside)
    assert sum(each.placed.clients for each in result.by_kam) == len(inside)
    wins = sum(each["to_win"] for each in expected if each["fragile"])
    assert math.isclose(result.fragile.to_win, wins, abs_tol=1e-6)
    shuffle.shuffle(rows)
    again = analyse(table(*rows))
    assert again.cells == result.cells and again.by_kam == result.by_kam and again.limits == result.limits
