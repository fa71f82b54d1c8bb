import datetime

import pytest

from kamescope.ingest.values import BLANK, NOT_NUMBER, NOT_WHOLE, OUT_OF_SCALE, Unreadable, answer, day, text
from tests.support import kamescope_model, other_model


@pytest.mark.parametrize("cell", ["4", "4.0", "4,0", " 4 ", "\u00a04", "4,00", "04", "+4", 4, 4.0])
def test_ways_to_write_four(cell):
    assert answer(cell, kamescope_model().scale) == 4


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", BLANK), ("  ", BLANK), ("\u00a0", BLANK), (None, BLANK),
        ("N/A", NOT_NUMBER), ("=2+2", NOT_NUMBER), ("'4", NOT_NUMBER), ("4 - Bien", NOT_NUMBER), ("4/5", NOT_NUMBER),
        ("TRUE", NOT_NUMBER), ("1e0", NOT_NUMBER), ("1,000", NOT_NUMBER), ("nan", NOT_NUMBER), ("²", NOT_NUMBER),
        ("#N/A", NOT_NUMBER),
        (float("nan"), NOT_NUMBER), (float("inf"), NOT_NUMBER), (datetime.date(2026, 4, 5), NOT_NUMBER),
        ("4.5", NOT_WHOLE), ("4,5", NOT_WHOLE), (4.5, NOT_WHOLE), (4.000001, NOT_WHOLE),
        ("0", OUT_OF_SCALE), ("6", OUT_OF_SCALE), ("-1", OUT_OF_SCALE), ("−1", OUT_OF_SCALE), ("-99", OUT_OF_SCALE),
        (0.0, OUT_OF_SCALE), (1e300, OUT_OF_SCALE), ("-32768", OUT_OF_SCALE), ("999999999999", OUT_OF_SCALE),
    ],
)  # fmt: skip
def test_what_is_no_answer(cell, code):
    assert answer(cell, kamescope_model().scale) == code


def test_the_scale_is_the_models():
    assert answer("0", other_model().scale) == 0
    assert answer("10", other_model().scale) == 10
    assert answer("11", other_model().scale) == OUT_OF_SCALE


@pytest.mark.parametrize(
    "cell",
    [datetime.date(2026, 3, 16), datetime.datetime(2026, 3, 16, 9, 30), "2026-03-16", "16/03/2026", "16.03.2026",
     "16-3-2026", " 2026-03-16 09:30:00", "2026-03-16T09:30:00Z", "16/03/2026 09:30"],
)  # fmt: skip
def test_days(cell):
    assert day(cell) == datetime.date(2026, 3, 16)


@pytest.mark.parametrize("cell", ["03/16/2026", "31/02/2026", "16/03/26", "mars 2026", "46097", 46097.0, "0001-01-01"])
def test_unreadable_days(cell):
    assert isinstance(day(cell), Unreadable)


def test_texts():
    assert [text(cell) for cell in (12.0, "  a\u00a0 b\n", None, "", 1.5)] == ["12", "a b", "", "", "1.5"]
