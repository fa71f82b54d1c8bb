"""The files shipped are what their generator makes, and load without a remark."""

import csv
import datetime
import importlib.util
import tomllib
from pathlib import Path

import pytest

from kamescope.ingest import read_file
from kamescope.ingest.table import is_blank
from kamescope.ingest.tables import read_tables
from tests.support import GOLDEN, kamescope_model

DEMO = Path(__file__).parents[2] / "data" / "demo"
FILES = {entry["file"]: entry["fictitious"] for entry in tomllib.loads((DEMO / "demo.toml").read_text())["files"]}


def generator():
    spec = importlib.util.spec_from_file_location("make_demo", DEMO / "make_demo.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def checked(name):
    return read_file(name, (DEMO / name).read_bytes(), kamescope_model())


def plain(cell):
    if is_blank(cell):
        return ""
    if isinstance(cell, datetime.date):
        return cell.isoformat()[:10]
    return str(int(cell)) if isinstance(cell, int | float) else cell


def test_the_files_are_what_the_generator_makes():
    tables = generator().tables()
    assert tables.keys() == FILES.keys()
    for name, rows in tables.items():
        (table,) = read_tables(name, (DEMO / name).read_bytes())
        assert [list(map(plain, row)) for row in table.rows] == [list(map(plain, row)) for row in rows], name


@pytest.mark.parametrize("name", FILES)
def test_every_file_loads_without_a_remark(name):
    result = checked(name)
    assert result.issues == ()
    assert result.respondents.company.str.contains("(fictif)", regex=False).all() == FILES[name]
    assert result.respondents.date.nunique() == 1


def test_martin_is_the_printed_reports():
    with (GOLDEN / "martin_responses.csv").open(encoding="utf-8") as file:
        golden = list(csv.DictReader(file, delimiter=";"))
    result, model = checked("martin_xyz.xlsx"), kamescope_model()
    assert result.respondents[["campaign", "kam", "company"]].drop_duplicates().values.tolist() == [
        ["Campagne XYZ", "M. MARTIN", "XYZ"]
    ]
    assert set(result.respondents.date) == {datetime.date(2026, 3, 16)}
    assert [each.get("compte") for each in result.respondents.attributes] == [row["compte"] or None for row in golden]
    for position, row in enumerate(golden):
        mine = result.answers[result.answers.respondent == position]
        answers = {model.items[item].code: str(value) for item, value in zip(mine.item, mine.value, strict=True)}
        assert answers == {item.code: row[item.code] for item in model.items if row[item.code]}


def test_the_team_shows_what_the_screens_must_cope_with():
    model = kamescope_model()
    client = model.group_index["client"]
    result = checked("novalis_printemps_2026.csv")
    people = result.respondents
    assert people.kam.nunique() >= 9
    counts = people[people.group == client].groupby("kam").size().reindex(people.kam.unique(), fill_value=0)
    assert 0 in counts.values and 2 in counts.values and (counts >= 6).sum() >= 3
    segments = people[people.group == client].assign(segment=lambda rows: [each["segment"] for each in rows.attributes])
    least = segments.groupby(["kam", "segment"]).size().groupby("kam").min()
    assert (least >= 3).sum() >= 3 and (least < 3).sum() >= 2
    assert 0 < result.blanks < len(result.answers) / 10


def test_the_second_campaign_can_be_compared_with_the_first():
    first, second = checked("novalis_printemps_2025.xlsx"), checked("novalis_printemps_2026.csv")
    assert first.layout == "wide" and second.layout == "long"
    assert set(first.respondents.kam_id) == set(second.respondents.kam_id)
    assert max(first.respondents.date) < min(second.respondents.date)
