"""Databases of older versions: who answered becomes keyed hashes, and everybody is known again."""

from pathlib import Path

import duckdb
import pytest

from kamescope import service
from kamescope.analysis.quality import Sign
from kamescope.service import Store, everything
from kamescope.store import migrating, reads
from kamescope.store.tokens import respondent_token
from tests.service.sheets import codes, load, loaded, several
from tests.support import other_model

OLD = ("0001_start.sql", "0002_intake.sql")
SECRET = "0123456789abcdef0123456789abcdef"


def old_database(path: Path, layout: str = "wide", peers: int = 3) -> None:
    """A database as older versions left it: some peers of one KAM, ids and attributes to be read."""
    model = other_model()
    with duckdb.connect(str(path)) as raw:
        raw.execute("CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied_at TIMESTAMP)")
        for name in OLD:
            raw.execute((migrating.HERE / "duckdb" / name).read_text(encoding="utf-8"))
            raw.execute("INSERT INTO migrations VALUES (?, now()::TIMESTAMP)", [int(name[:4])])
        raw.execute("INSERT INTO meta VALUES ('secret', ?)", [SECRET])
        facts = [model.fingerprint, model.code, model.version, model.source]
        raw.execute("INSERT INTO models VALUES (1, ?, ?, ?, ?)", facts)
        raw.execute("INSERT INTO campaigns VALUES (1, 'printemps', 'token', 'Printemps', '2026-05-04', 1)")
        raw.execute("INSERT INTO kams VALUES (1, 'name|xyz|ada martin', 'ada', NULL, 'Ada Martin', 'XYZ', false)")
        raw.execute("INSERT INTO enrolments VALUES (1, 1, '')")
        raw.execute(
            "INSERT INTO imports (import_id, file, layout, sha256, options, imported_at, respondents, answers, blanks,"
            " skipped, demo, released, issues) VALUES (1, 'a', ?, 'b', '{}', now()::TIMESTAMP, 3, 33, 0, 0, false,"
            " false, '[]')",
            [layout],
        )
        raw.execute("INSERT INTO import_people VALUES (1, 1, 1, '2026-05-04', '')")
        places = {item.code: at for at, item in enumerate(model.items)}
        group = model.group_index["peer"]
        for number, sheet in enumerate(several("peer", peers), start=1):
            raw.execute(
                "INSERT INTO respondents (respondent_id, campaign_id, kam_id, rater_group, source_id, import_id,"
                " source_row, state, answers, segment, attributes, key, returned_at)"
                " VALUES (?, 1, 1, ?, ?, 1, ?, 'counted', 11, '', ?, ?, '2026-05-04 09:10:00')",
                [number, group, f"P{number}" if layout == "wide" else str(number), number + 1,
                 '{"langue": "Bretonne"}', f"p{number}" if layout == "wide" else str(number)],
            )  # fmt: skip
            values = [(1, 1, group, number, places[code], value) for code, value in sheet.answers.items()]
            columns = "campaign_id, kam_id, rater_group, respondent_id, item, value"
            raw.executemany(f"INSERT INTO answers ({columns}) VALUES (?, ?, ?, ?, ?, ?)", values)


@pytest.fixture
def old(tmp_path: Path) -> Store:
    """Such a database, opened by this version."""
    old_database(tmp_path / "old.duckdb")
    store = service.open_store(tmp_path / "old.duckdb")
    yield store
    store.close()


def test_everybody_is_known_again_by_a_hash(old: Store):
    report = loaded(old, several("peer", 4))
    assert report.skipped == 3
    with old.snapshot() as frozen:
        kept = frozen._cursor.execute("FROM respondents").fetchall()
    assert "Bretonne" not in repr(kept)
    assert not {f"P{number}" for number in range(4)} & {str(cell) for row in kept for cell in row}


@pytest.mark.deep
def test_who_came_before_is_compared_by_the_answers_too(old: Store):
    twins = [sheet.but(respondent=f"x{place}") for place, sheet in enumerate(several("peer", 3))]
    assert codes(load(old, twins)) == ["respondents_alike"]
    assert codes(load(old, [sheet.but(campaign="Bis") for sheet in twins])) == ["same_people"]


def test_numbers_of_a_form_are_told_apart_by_the_moment(tmp_path: Path):
    old_database(tmp_path / "forms.duckdb", "microsoft_forms")
    store = service.open_store(tmp_path / "forms.duckdb")
    with store.snapshot() as frozen:
        kept = {row[0] for row in frozen._cursor.execute("SELECT source_id FROM respondents").fetchall()}
    assert kept == {respondent_token(reads.secret(store), f"{number} 2026-05-04T09:10:00") for number in (1, 2, 3)}
    assert everything(store).journal()[0].not_counted["set_aside"] == 0
    store.close()


@pytest.mark.parametrize(("peers", "told"), [(4, []), (6, [("peer",)])])
def test_signs_are_told_as_before(tmp_path: Path, peers: int, told: list):
    old_database(tmp_path / "signs.duckdb", peers=peers)
    store = service.open_store(tmp_path / "signs.duckdb")
    signs = everything(store).quality("token").signs[Sign.SAME]
    assert [block.groups for block in signs] == told
    assert [block.tally.questionnaires for block in signs] == [peers] * len(told)
    store.close()
