"""`export` and `erase`: in words and as JSON, whole or not at all, never over what is not ours."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kamescope.i18n import NBSP, words
from kamescope.service import GrantRequest, everything, open_store, record
from tests import test_cli
from tests.service.sheets import full, loaded, several
from tests.store.damage import copied
from tests.test_cli import Run

ADA = "Ada Lovelace"
FILES = {
    *("lisez-moi.txt", "campagnes.csv", "questionnaires.csv", "resultats.csv", "qui-a-vu.csv", "qui-peut-voir.csv"),
    *("versions.csv", "plan-d-action.csv", "preparation.csv", "commentaires.csv", "imports-de-fichiers.csv"),
    *("tout.json", "piloter.csv"),
}


command = test_cli.run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ada, rated in two campaigns, and Bob."""
    path = tmp_path_factory.mktemp("rights") / "own.duckdb"
    store = open_store(path)
    of_bob = [full("manager", "m2", 9, kam="Bob"), *several("peer", 3, first=9, kam="Bob")]
    loaded(store, [full("manager", "m1", 7, kam=ADA), *several("peer", 4, kam=ADA), *of_bob])
    loaded(store, [full("self", "s1", 3, kam=ADA, campaign="Automne : 2")], name="two.csv")
    everything(store).grant(GrantRequest("kam", "ada@example.org", kam=ADA, campaign="Printemps"))
    everything(store).grant(GrantRequest("kam", "bob@example.org", kam="Bob"))
    store.close()
    return path


@pytest.fixture
def run(command: Run, made: Path, tmp_path: Path) -> Run:
    """Run the command line on a copy of it."""
    copied(made, tmp_path / "own.duckdb")
    return command


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))


@pytest.mark.deep
def test_export_holds_what_is_published_of_one_kam(run, tmp_path: Path):
    out = tmp_path / "new" / "ada"
    assert set(run("export", "--kam", ADA, "--out", out, "--json").json["files"]) == FILES
    assert {file.name for file in out.iterdir()} == FILES
    told = json.loads((out / "tout.json").read_text(encoding="utf-8"))
    cells = {(line["level"], line["code"], line["group"]): line for line in told["campaigns"][-1]["results"]}
    assert len(told["campaigns"]) == 2
    assert cells["overall", "ALL", "manager"]["score"] == 7
    assert {line["status"] for key, line in cells.items() if key[2] == "team"} == {"no_data"}
    assert [row["E-mail"] for row in rows(out / "qui-peut-voir.csv")] == ["ada@example.org"]
    overall = [row for row in rows(out / "resultats.csv") if row["Code"] == "ALL" and row["Score"] == "7,0000"]
    assert [row["Pourcentage"] for row in overall][:1] == ["70,0000"]


@pytest.mark.parametrize(
    ("language", "seen", "granted", "did", "right"),
    [
        (
            "fr",
            "qui-a-vu.csv",
            "qui-peut-voir.csv",
            ("Ligne de commande", "A donné un droit"),
            f"KAM{NBSP}: {ADA}",
        ),
        ("en", "who-saw.csv", "who-may-see.csv", ("Command line", "Granted a right"), f"KAM: {ADA}"),
    ],
)
def test_what_was_done_and_granted_is_told_in_words(run, tmp_path, language, seen, granted, did, right):
    run("--lang", language, "export", "--kam", ADA, "--out", tmp_path / "out")
    separator = words(language).writing.separator
    (line, *_), (given,) = (
        list(csv.DictReader(io.StringIO((tmp_path / "out" / name).read_text("utf-8-sig")), delimiter=separator))
        for name in (seen, granted)
    )
    assert did == tuple(line.values())[1:4:2]
    assert list(given.values()) == ["ada@example.org", "", right]


@pytest.mark.deep
def test_an_export_is_of_one_state_of_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Somebody undoes the file while it is read: nothing of before stands beside what is now."""
    store = open_store(tmp_path / "own.duckdb")
    loaded(store, [full("manager", "m1", 7, kam=ADA), full("self", "s1", 3, kam=ADA, campaign="Automne")])
    loaded(store, [full("self", "s1", 3, kam=ADA)], name="late.csv")
    door, read = everything(store), record.people
    kam = door.people()[0].kam.token
    interrupted = iter([lambda: door.undo(1)])

    def undone_behind(*asked):
        found = read(*asked)
        next(interrupted, lambda: None)()
        return found

    monkeypatch.setattr(record, "people", undone_behind)
    told = door.export(kam)
    assert [taken.published.campaign.name for taken in told.campaigns] == ["Printemps"]
    assert len(told.imported) == 1
    store.close()


@pytest.mark.deep
def test_export_holds_nothing_of_anybody_else(run, tmp_path: Path):
    run("export", "--kam", ADA, "--out", tmp_path / "with")
    run("erase", "--kam", "Bob")
    run("export", "--kam", ADA, "--out", tmp_path / "without")
    for name in FILES:
        assert b"bob" not in (tmp_path / "with" / name).read_bytes().lower()
    # Who took the first export is told in the second.
    for name in FILES - {"qui-a-vu.csv", "tout.json"}:
        assert (tmp_path / "with" / name).read_bytes() == (tmp_path / "without" / name).read_bytes(), name
    first, second = (json.loads((tmp_path / place / "tout.json").read_text("utf-8")) for place in ("with", "without"))
    assert len(second.pop("seen")) == len(first.pop("seen")) + 1
    assert first == second


@pytest.fixture
def taken(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine.txt").write_text("mine")
    yield tmp_path / "taken"
    assert [file.name for file in (tmp_path / "taken").iterdir()] == ["mine.txt"]


def test_export_never_writes_where_anything_is(run, taken: Path, tmp_path: Path):
    for place in (taken, taken / "mine.txt"):
        done = run("export", "--kam", ADA, "--out", place, "--json")
        assert (done.code, done.json["error"]["code"]) == (2, "export_not_free")
    (tmp_path / "empty").mkdir()
    assert run("export", "--kam", ADA, "--out", tmp_path / "empty").code == 0


def test_an_export_that_fails_leaves_nothing(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before = set(tmp_path.iterdir())

    def full_disk(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    done = run("export", "--kam", ADA, "--out", tmp_path / "ada", "--json")
    assert (done.code, done.json["error"]["code"]) == (2, "file_not_written")
    assert set(tmp_path.iterdir()) == before


@pytest.mark.deep
def test_erase_tells_what_goes_and_what_it_means(run):
    tried = run("erase", "--respondent", f"printemps:{ADA}:PEER:p1", "--dry-run", "--json").json
    assert tried == {"status": "would_erase", "rows": {"respondents": 1}, "lines": 1, "traces": 0, "waiting": 3}
    assert run("erase", "--respondent", f"printemps:{ADA}:PEER:p1", "--json").json == tried | {"status": "erased"}
    words = run("erase", "--kam", ADA).out
    assert "5 questionnaires" in words and "1 KAM" in words and "sauvegardes" in words
    assert [entry["kam"] for entry in run("kams", "--json").json] == ["Bob"]
    assert run("check").code == 0


@pytest.mark.deep
def test_who_is_known_from_undone_imports_alone_is_erased_by_name(run):
    run("undo", 1)
    run("undo", 2)
    assert run("kams", "--json").json == []
    tried = run("erase", "--kam", ADA, "--company", "XYZ", "--dry-run", "--json")
    assert (tried.code, tried.json["status"]) == (0, "would_erase")
    done = run("erase", "--kam", ADA, "--company", "XYZ", "--json")
    assert done.json == tried.json | {"status": "erased"} and done.json["rows"]["imports"] == 1
    assert run("erase", "--kam", ADA, "--company", "XYZ", "--json").json["error"]["code"] == "kam_unknown"


def test_names_with_colons_are_understood(run):
    done = run("erase", "--respondent", f"Automne : 2:{ADA}:self:s1", "--json")
    assert done.json["rows"]["campaigns"] == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), "erase_whom"),
        (("--kam", ADA, "--campaign", "Printemps"), "erase_whom"),
        (("--kam", "Nobody"), "kam_unknown"),
        (("--campaign", "Hiver"), "campaign_unknown"),
        (("--respondent", "p1"), "respondent_form"),
        (("--respondent", f"Hiver:{ADA}:peer:p1"), "campaign_unknown"),
        (("--respondent", f"Printemps:{ADA}:peers:p1"), "group_unknown"),
        (("--respondent", f"Printemps:{ADA}:peer:p99"), "respondent_unknown"),
    ],
)
def test_what_is_not_there_is_a_sentence(run, arguments: tuple[str, ...], code: str):
    for extra in ((), ("--dry-run",)):
        done = run("erase", *arguments, *extra, "--json")
        assert (done.code, done.json["error"]["code"]) == (2, code)


def test_old_campaigns_are_listed_and_none_is_erased(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert run("overdue", "--json").json == {"months": None, "campaigns": []}
    assert "retention_months" in run("overdue").out
    (tmp_path / "kamescope.toml").write_text("retention_months = 1200")
    monkeypatch.setenv("KAMESCOPE_SETTINGS", str(tmp_path / "kamescope.toml"))
    assert run("overdue", "--json").json == {"months": 1200, "campaigns": []}
    monkeypatch.setattr("kamescope.service.erasure._before", lambda day, months: day.replace(year=day.year + months))
    told = run("overdue", "--months", "1", "--json").json
    assert told["months"] == 1
    assert [(each["campaign"], each["kams"], each["respondents"]) for each in told["campaigns"]] == [
        ("Automne : 2", 1, 1),
        ("Printemps", 2, 9),
    ]
    assert "erase --campaign" in run("overdue", "--months", "1").out
    assert len({entry["campaign"] for entry in run("kams", "--json").json}) == 2
