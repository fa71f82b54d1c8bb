"""Figures in either language: read as they were meant, or left in doubt; never guessed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.i18n import words
from kamescope.ingest.amounts import amount, amounts


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *[(text, 1234.5) for text in ("1234,5", "1234.5", "1 234,50", "1.234,50", "1,234.50", "1’234.50", "+1234.5")],
        *[("1 234 567", 1234567), ("1,234,567", 1234567), ("−12,5", -12.5), ("0,125", 0.125), ("1234,567", 1234.567)],
        *[("3 000 €", 3000), ("$300", 300), ("EUR 12.5", 12.5), (" 7 ", 7), (7, 7), (7.5, 7.5)],
    ],
)
def test_a_figure_is_what_was_meant(written: object, value: float):
    assert amounts([[written]])[0].values.tolist() == [value]


@pytest.mark.parametrize("written", ["abc", "12k€", "12.", "1 23", "12 %", "1.2.3", "€ 5 €", "1,23,456", math.inf])
def test_what_is_no_figure_is_told(written: object):
    (read,) = amounts([[written]])
    assert read.wrong.tolist() == [True] and math.isnan(read.values[0])


def test_a_sign_that_may_part_decimals_or_thousands_is_settled_by_the_other_cells_of_the_file():
    """1,234 beside 5.50 is a thousand and more; beside 5,50 it is little; alone nobody knows."""
    for beside, value in (("5.50", 1234), ("5,50", 1.234), ("2,000,000", 1234)):
        first, _ = amounts([["1,234"], [beside]])
        assert first.values.tolist() == [value] and not first.doubtful.any()
    for told in (["1,234"], ["1,234", "12"], ["1,234", "1,5", "1.5"]):
        (read,) = amounts([told])
        assert read.doubtful.tolist() == [True] + [False] * (len(told) - 1) and math.isnan(read.values[0])


def test_who_is_asked_says_which_sign_parts_decimals():
    assert amounts([["1,234"]], ",")[0].values.tolist() == [1.234]
    assert amounts([["1,234"]], ".")[0].values.tolist() == [1234]


def test_the_first_row_of_each_currency_is_told():
    (read,) = amounts([["12", "3 €", "4 EUR", "5 $"]])
    assert read.currencies == {"EUR": 1, "USD": 3}


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False), st.sampled_from(["fr", "en"]))
def test_what_each_language_writes_is_read_back(value, language: str):
    written = words(language).number(value, 2)
    assert amount(written).value == pytest.approx(float(value))
