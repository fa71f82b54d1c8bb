"""Databases in which rewording made other models: one questionnaire becomes one, every campaign keeps its promise."""

import hashlib
import json
from pathlib import Path

import duckdb
import pytest

from kamescope import service
from kamescope.model import Model
from kamescope.model_file import model_from_data
from kamescope.privacy import Status
from kamescope.service import Store, everything
from kamescope.store import duck, migrating, reads
from tests.service.sheets import codes, found, full, load, published, several, tables, wide
from tests.support import kamescope_model, other_model

CAMPAIGNS = ("Hiver", "Printemps", "Automne")
BEFORE = 6
"""The first migration that knows of one model in several wordings."""


def worded(text: str, version: str = "1", **minimums: int) -> Model:
    """The other model with its first statement so, and these minimums by group."""
    data = json.loads(other_model().source) | {"version": version}
    data["factors"][0]["sub_factors"][0]["items"][0]["text"] = text
    for group in data["groups"]:
        if group["code"] in minimums:
            group |= {"minimum": minimums[group["code"]], "attributable": minimums[group["code"]] < 3}
    return model_from_data(data, "old.toml")


FIRST = worded("First", manager=1, peer=5, team=3)
SECOND = worded("Second", manager=3, peer=3, team=4)
OTHER = worded("Second", version="2", team=6)


def old_fingerprint(model: Model) -> str:
    """What told models apart then: all that their file says."""
    return hashlib.sha256(model.source.encode()).hexdigest()


def old_database(path: Path) -> None:
    """Three campaigns as older versions left them, each under a model of its own: two managers and four peers."""
    with duckdb.connect(str(path)) as raw:
        raw.execute("CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied_at TIMESTAMP)")
        for name in sorted((migrating.HERE / "duckdb").glob("*.sql")):
            number = int(name.name[:4])
            if number == 4:
                for function in (f for f in duck.MIGRATING if "token" in f.__name__ or f.__name__ == "item_codes"):
                    raw.create_function(function.__name__, function)
            if number < BEFORE:
                raw.execute(name.read_text(encoding="utf-8"))
                raw.execute("INSERT INTO migrations VALUES (?, now()::TIMESTAMP)", [number])
        raw.execute("INSERT INTO meta VALUES ('secret', '0123456789abcdef0123456789abcdef')")
        raw.execute("INSERT INTO kams VALUES (1, 'name|xyz|ada martin', 'ada', NULL, 'Ada Martin', 'XYZ', false)")
        for number, (name, model) in enumerate(zip(CAMPAIGNS, (FIRST, SECOND, OTHER), strict=True), start=1):
            _campaign(raw, number, name, model)


def _campaign(raw: duckdb.DuckDBPyConnection, number: int, name: str, model: Model) -> None:
    facts = [number, old_fingerprint(model), model.code, model.version, model.source]
    raw.execute("INSERT INTO models VALUES (?, ?, ?, ?, ?)", facts)
    raw.execute(
        "INSERT INTO campaigns VALUES (?, ?, ?, ?, make_date(2025, ?, 1), ?, false)",
        [number, name.lower(), f"token{number}", name, number, number],
    )
    raw.execute("INSERT INTO enrolments VALUES (?, 1, '')", [number])
    raw.execute("INSERT INTO import_people VALUES (?, ?, 1, make_date(2025, 1, 1), '')", [number, number])
    options = json.dumps({"model": old_fingerprint(model)})
    raw.execute(
        "INSERT INTO imports (import_id, file, layout, sha256, options, imported_at, respondents, answers, blanks,"
        " skipped, demo, released, issues) VALUES (?, 'a', 'wide', ?, ?, now()::TIMESTAMP, 6, 0, 0, 0, false, false,"
        " '[]')",
        [number, hashlib.sha256(sent(name)).hexdigest(), options],
    )
    sheets = [*several("manager", 2, campaign=name), *several("peer", 4, campaign=name)]
    for place, sheet in enumerate(sheets, start=10 * number):
        group = model.group_index[sheet.group]
        raw.execute(
            "INSERT INTO respondents (respondent_id, campaign_id, kam_id, rater_group, source_id, import_id,"
            " source_row, state, answers, segment, key, counting) VALUES (?, ?, 1, ?, ?, ?, 2, 'counted', ?, '', ?, ?)",
            [place, number, group, f"r{place}", number, len(sheet.answers), f"r{place}", len(sheet.answers)],
        )
        rows = [(number, 1, group, place, model.item_index[code], value) for code, value in sheet.answers.items()]
        raw.executemany(
            "INSERT INTO answers (campaign_id, kam_id, rater_group, respondent_id, item, value) VALUES"
            " (?, ?, ?, ?, ?, ?)",
            rows,
        )


def sent(campaign: str) -> bytes:
    """The file that brought a campaign."""
    return wide([*several("manager", 2, campaign=campaign), *several("peer", 4, campaign=campaign)])


@pytest.fixture
def old(tmp_path: Path) -> Store:
    """Such a database, opened by this version."""
    old_database(tmp_path / "old.duckdb")
    store = service.open_store(tmp_path / "old.duckdb")
    yield store
    store.close()


def test_one_questionnaire_becomes_one_model_in_the_newest_words(old: Store):
    models = reads.models(old.run)
    assert {number: model.fingerprint for number, model in models.items()} == {
        2: SECOND.fingerprint,
        3: OTHER.fingerprint,
    }
    assert [row[:2] for row in sorted(tables(old)["models"])] == [(2, SECOND.fingerprint), (3, OTHER.fingerprint)]
    assert models[2] == SECOND
    assert models[2].items[0].aliases == ("First",)
    assert [found(old, campaign=name).model.items[0].text.in_("fr") for name in CAMPAIGNS] == ["Second"] * 3


def minimums(store: Store, campaign: str) -> list[int]:
    """What a campaign asks for of three groups."""
    model = found(store, campaign=campaign).model
    return [model.group(code).minimum for code in ("manager", "peer", "team")]


@pytest.mark.deep
def test_every_campaign_keeps_its_own_promise(old: Store):
    assert {name: minimums(old, name) for name in CAMPAIGNS} == {
        "Hiver": [1, 5, 3],
        "Printemps": [3, 3, 4],
        "Automne": [1, 3, 6],
    }
    shown = [published(old, campaign=name).group("peer").status for name in CAMPAIGNS]
    assert shown == [Status.MASKED, Status.PUBLISHED, Status.PUBLISHED]


@pytest.mark.deep
def test_a_stricter_file_acts_with_the_next_import_and_is_said(old: Store):
    """Both managers of the winter were shown; where three are needed a third would be left alone beside them."""
    report = load(old, several("manager", 1, first=8, campaign="Hiver"), model=SECOND)
    assert (report.waiting, minimums(old, "Hiver")) == (1, [3, 5, 4])
    assert codes(report, "warning") == ["minimum_raised", "minimum_kept", "minimum_raised", "late_answers_wait"]


@pytest.mark.deep
def test_figures_stay_and_files_are_known_again(old: Store):
    result = published(old, campaign="Automne")
    assert result.group("manager").status is Status.PUBLISHED
    request = service.ImportRequest(default_model=kamescope_model(), model=FIRST)
    again = everything(old).import_file("a", sent("Hiver"), request)
    assert again.status == "already_imported"
    more = load(old, [full("self", "s1", 5, campaign="Hiver")], model=SECOND)
    assert (more.status, codes(more)) == ("imported", [])
