"""« 04/05/2026 » is 4 May or 5 April: the whole column tells, else the language of the headings, and it is said."""

import datetime

import pytest

from kamescope.ingest import read_file
from kamescope.ingest.dates import DayOrder, is_french, order_of
from tests.exports.sheets import text, workbook
from tests.ingest.files import found
from tests.support import kamescope_model

MODEL = kamescope_model()
FRENCH = ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom"]
ENGLISH = ["ID", "Start time", "Completion time", "Email", "Name"]
WHO = ["campagne", "kam", "groupe"]
ITEMS = [item.text.in_("fr") for item in MODEL.items[:4]]


def forms(headings: list[str], *times: tuple[str, str]) -> bytes:
    """A Microsoft Forms export with these times."""
    rows = [[n, start, end, "", "", "C", "Ada", "Manager", 4, 3, n, 5] for n, (start, end) in enumerate(times, 1)]
    return workbook({"Sheet1": [[*headings, *WHO, *ITEMS], *rows]})


def returned(content: bytes) -> list[str]:
    return [f"{moment:%d/%m %H:%M}" for moment in read_file("x.xlsx", content, MODEL).respondents.returned_at]


@pytest.mark.parametrize(
    ("written", "order"),
    [
        (["04/05/2026", "16/05/2026"], DayOrder(True)),
        (["04/05/2026", "05/16/2026"], DayOrder(False)),
        (["04.05.2026"], DayOrder(True)),
        (["4/5/26 9:10:00 AM"], DayOrder(False)),
        (["05/05/2026"], DayOrder(True)),
        (["2026-05-04"], DayOrder(True)),
        (["04/05/2026 09:10"], DayOrder(True, True, False, "04/05/2026 09:10")),
        (["13/05/2026", "05/13/2026"], DayOrder(True, False, True, "13/05/2026")),
        ([], DayOrder(True)),
    ],
)
def test_the_column_tells_what_comes_first(written: list[str], order: DayOrder):
    assert order_of(written) == order


def test_french_forms_have_the_day_first():
    assert is_french(FRENCH, ENGLISH) and not is_french(["Date"], ENGLISH)
    content = forms(FRENCH, ("04/05/2026 09:00", "04/05/2026 09:10"))
    assert returned(content) == ["04/05 09:10"]
    checked = read_file("x.xlsx", content, MODEL)
    assert "dates_day_first" not in {code for code, _, _ in found(checked, "warning")}


def test_english_forms_have_the_month_first_and_say_so():
    content = forms(ENGLISH, ("4/5/26 9:00:00", "4/5/26 9:10:00"))
    checked = read_file("x.xlsx", content, MODEL)
    assert ("dates_month_first", None, "Start time") in found(checked, "warning")
    assert returned(content) == ["05/04 09:10"]


def test_one_day_beyond_the_twelfth_settles_all():
    assert returned(forms(ENGLISH, ("4/5/2026 9:00", "4/5/2026 9:10"), ("16/5/2026 9:00", "16/5/2026 9:10"))) == [
        "04/05 09:10",
        "16/05 09:10",
    ]


def test_a_night_between_two_days_lasts_no_months():
    content = forms(FRENCH, ("12/05/2026 23:50", "13/05/2026 00:10"))
    assert read_file("x.xlsx", content, MODEL).respondents.seconds.tolist() == [1200]


def test_dates_that_contradict_each_other_tell_no_time():
    content = forms(FRENCH, ("13/05/2026 09:00", "13/05/2026 09:10"), ("05/14/2026 09:00", "05/14/2026 09:10"))
    checked = read_file("x.xlsx", content, MODEL)
    assert ("dates_mixed", None, "Heure de début") in found(checked, "warning")
    assert checked.respondents.returned_at.isna().all()


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["04/05/2026", "05/16/2026"], [datetime.date(2026, 4, 5), datetime.date(2026, 5, 16)]),
        (["04/05/2026", "16/05/2026"], [datetime.date(2026, 5, 4), datetime.date(2026, 5, 16)]),
        (["04/05/2026", "06/05/2026"], [datetime.date(2026, 5, 4), datetime.date(2026, 5, 6)]),
    ],
)
def test_the_date_of_a_campaign(dates: list[str], days: list[datetime.date]):
    rows = [["campagne", "date", "kam", "groupe", "repondant", "Q1"]]
    rows += [["C", day, f"K{n}", "Manager", "m", 4] for n, day in enumerate(dates)]
    assert read_file("x.csv", text(rows, ";"), MODEL).respondents.date.tolist() == days


@pytest.mark.parametrize(
    ("submitted", "counts", "moment"),
    [
        ("2026-05-04 09:10:00", True, True),
        ("", False, False),
        ("0000-00-00 00:00:00", False, False),
        ("1980-01-01 00:00:00", True, False),
    ],
)
def test_limesurvey_says_whether_a_questionnaire_was_sent(submitted: str, counts: bool, moment: bool):
    """1980 stands for "sent, but nobody is to know when": anonymous surveys without a date stamp write it."""
    head = ["id", "submitdate", "lastpage", "startlanguage", *WHO, *ITEMS]
    rows = [
        [n, day, 1, "fr", "C", "Ada", "Manager", 4, 3, n, 5] for n, day in ((1, "2026-05-03 10:00:00"), (2, submitted))
    ]
    checked = read_file("x.csv", text([head, *rows]), MODEL)
    assert len(checked.respondents) == 1 + counts
    assert not counts or (checked.respondents.returned_at[1] is not None) == moment
