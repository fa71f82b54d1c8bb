"""The commands that bring files in and take them back: mapping, imports, undo, template, replace."""

import io
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from kamescope import service
from kamescope.cli import cli
from tests.exports import microsoft_forms
from tests.exports.answered import of, several
from tests.exports.wording import UNHEARD, Wording
from tests.support import kamescope_model

MODEL = kamescope_model()
SET = several(MODEL)


@pytest.fixture
def run(tmp_path: Path):
    """Run a command on a database of its own; its JSON, and its exit code."""

    def runner(*arguments: object, code: int = 0):
        done = CliRunner().invoke(cli, ["--db", str(tmp_path / "x.duckdb"), "--json", *map(str, arguments)])
        assert done.exit_code == code, done.output
        return json.loads(done.stdout) if done.stdout.strip() else None

    return runner


def forms(folder: Path) -> list[str]:
    """A folder of Forms exports in words nobody knows, one for each KAM and group."""
    folder.mkdir()
    for kam in sorted({one.kam for one in SET}):
        for group in ("self", "manager", "client"):
            some = of(SET, kam, group)
            rows = microsoft_forms.rows(Wording(MODEL, heading="strange", answer="unheard"), some)
            away = {at for at, cell in enumerate(rows[0]) if str(cell).strip() in ("KAM", "Groupe")}
            kept = [[cell for at, cell in enumerate(row) if at not in away] for row in rows]
            word = MODEL.group(group).plural.in_("fr")
            name = f"Évaluation {kam} - {word}(1-{len(some)}).xlsx"
            (folder / name).write_bytes(microsoft_forms.content(kept))
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.deep
def test_a_folder_of_forms_is_imported_with_one_mapping(run, tmp_path: Path):
    names = forms(tmp_path / "forms")
    refused = run("import", tmp_path / "forms", "--campaign", "C", code=1)
    assert {file["status"] for file in refused["files"]} == {"refused"}
    mapping = tmp_path / "m.toml"
    proposed = run("mapping", tmp_path / "forms", "--campaign", "C", "--out", mapping)
    assert (proposed["files"], proposed["understood"], proposed["open"]) == (len(names), len(names), 5)
    source = mapping.read_text(encoding="utf-8")
    assert source == proposed["mapping"]
    for value, label in enumerate(UNHEARD["fr"], start=1):
        plain = label.casefold()
        source = source.replace(f'\n{plain} = "?"', f"\n{plain} = {value}")
        source = source.replace(f'\n"{plain}" = "?"', f'\n"{plain}" = {value}')
    mapping.write_text(source, encoding="utf-8")
    done = run("import", tmp_path / "forms", "--campaign", "C", "--mapping", mapping)
    assert [(file["file"], file["status"]) for file in done["files"]] == [(name, "imported") for name in names]
    people = {entry["kam"]: entry["groups"] for entry in run("kams")}
    for kam, groups in people.items():
        assert {code: each["respondents"] for code, each in groups.items()} == {
            group: len(of(SET, kam, group)) for group in ("self", "manager", "client")
        }
        scores = {(row["code"], row["group"]): row["score"] for row in run("scores", "--kam", kam, "--level", "item")}
        (one,) = of(SET, kam, "self")
        assert {code: scores[code, "self"] for code in one.given} == one.given
    again = run("import", tmp_path / "forms", "--campaign", "C", "--mapping", mapping)
    assert {file["status"] for file in again["files"]} == {"already_imported"}


@pytest.mark.deep
def test_a_mapping_says_what_it_does_not_settle(run, tmp_path: Path):
    """Whether two ids are one person is for the mapping's `keep_duplicates`, which nobody proposes."""
    file, mapping = tmp_path / "ids.csv", tmp_path / "m.toml"
    file.write_text("campagne;kam;groupe;repondant;Q1\nC;A;manager;007;4\nC;A;manager;7;3\n", encoding="utf-8")
    proposed = run("mapping", file, "--out", mapping)
    assert proposed["open"] == 0
    assert [(each["file"], issue["code"]) for each in proposed["left"] for issue in each["issues"]] == [
        ("ids.csv", "ids_alike")
    ]
    told = CliRunner().invoke(cli, ["--db", str(tmp_path / "y.duckdb"), "mapping", str(file)])
    assert told.exit_code == 0 and "ids.csv  " in told.stdout, "people read it as well"
    mapping.write_text("keep_duplicates = true\n" + mapping.read_text(encoding="utf-8"), encoding="utf-8")
    assert run("import", file, "--mapping", mapping)["files"][0]["status"] == "imported"
    settled = tmp_path / "plain.csv"
    settled.write_text("campagne;kam;groupe;repondant;Q1\nC;A;manager;m1;4\n", encoding="utf-8")
    assert run("mapping", settled)["left"] == []


def test_what_was_imported_is_listed_and_undone(run, tmp_path: Path):
    file = tmp_path / "one.csv"
    file.write_text("campagne;kam;groupe;repondant;Q1\nC;A;manager;m1;4\n", encoding="utf-8")
    run("import", file)
    (entry,) = run("imports")
    assert (entry["id"], entry["file"], entry["respondents"], entry["undone_at"]) == (1, "one.csv", 1, None)
    assert "answers" not in entry
    assert run("undo", 1) == {"id": 1, "status": "undone", "gone": 1, "kept": 0, "waiting": 0}
    assert run("kams") == []
    assert run("imports")[0]["undone_at"]


@pytest.mark.deep
def test_nothing_of_a_file_disappears_unsaid(run, tmp_path: Path):
    """Known, replaced, blank, without an answer, not kept: each in numbers, and zeros are told too."""
    file = tmp_path / "one.csv"
    head = "campagne;kam;groupe;repondant;Q1;Nom;Commentaire;Langue;Segment"
    file.write_text(f"{head}\nC;A;manager;m1;4;;;;\n;;;;;;;;\nC;A;manager;m2;3;;;fr;\n", encoding="utf-8")
    nothing = dict.fromkeys(service.NOT_COUNTED, 0)
    told = nothing | {"blank_rows": 1, "dropped_columns": 3}
    (report,) = run("import", file)["files"]
    assert {name: report[name] for name in nothing} == told
    more = ";;;;;;;;\n" * 3 + "C;A;manager;m1;4;Anne;;;\nC;A;manager;m2;2;;très bien;fr;\nC;A;manager;m3;;;;;\n"
    file.write_text(f"{head}\n{more}", encoding="utf-8")
    (report,) = run("import", file, "--replace")["files"]
    told = nothing | {"skipped": 1, "replaced": 1, "empty": 1, "blank_rows": 3, "dropped_columns": 3}
    assert {name: report[name] for name in nothing} == told
    assert {name: run("imports")[0][name] for name in nothing} == told
    (again,) = run("import", file, "--replace")["files"]
    assert (again["status"], again["blank_rows"], again["dropped_columns"]) == ("already_imported", 3, 3)
    done = CliRunner().invoke(cli, ["--db", str(tmp_path / "y.duckdb"), "--lang", "en", "import", str(file)])
    assert "1 without a single answer, 3 blank rows and 3 columns not kept" in done.stdout


@pytest.mark.deep
def test_changed_answers_come_in_only_when_asked(run, tmp_path: Path):
    file = tmp_path / "one.csv"
    file.write_text("campagne;kam;groupe;repondant;Q1\nC;A;manager;m1;4\n", encoding="utf-8")
    run("import", file)
    file.write_text("campagne;kam;groupe;repondant;Q1\nC;A;manager;m1;2\n", encoding="utf-8")
    (refused,) = run("import", file, code=1)["files"]
    assert [issue["code"] for issue in refused["issues"] if issue["severity"] == "error"] == ["respondent_changed"]
    assert run("import", file, "--replace")["files"][0]["status"] == "imported"
    (row,) = [
        row
        for row in run("scores", "--kam", "A", "--level", "item")
        if (row["code"], row["group"]) == ("Q1", "manager")
    ]
    assert row["score"] == 2.0


@pytest.mark.deep
def test_a_blank_questionnaire_comes_back_without_a_question(run, tmp_path: Path):
    out = tmp_path / "q.xlsx"
    made = run("template", "--campaign", "C", "--kam", "A. DUPONT", "--group", "client", "--out", out)
    assert made == {"file": "q.xlsx", "campaign": "C", "kam": "A. DUPONT", "group": "client", "items": 44}
    book = load_workbook(out)
    sheet = book.active
    asked = [validation for validation in sheet.data_validations.dataValidation]
    cells = [cell for validation in asked for area in validation.sqref.ranges for cell in area.cells]
    for row, column in cells:
        sheet.cell(row, column).value = 4
    content = io.BytesIO()
    book.save(content)
    (tmp_path / "filled.xlsx").write_bytes(content.getvalue())
    (report,) = run("import", tmp_path / "filled.xlsx")["files"]
    assert (report["status"], report["layout"], report["answers"]) == ("imported", "questionnaire", 44)


@pytest.mark.parametrize("content", [b"[columns", b"x = 1", b"\xff\xfe"])
def test_a_mapping_file_that_cannot_be_read_is_said(run, tmp_path: Path, content: bytes):
    mapping = tmp_path / "m.toml"
    mapping.write_bytes(content)
    done = CliRunner().invoke(cli, ["--db", str(tmp_path / "x.duckdb"), "import", "x.csv", "--mapping", str(mapping)])
    assert done.exception is not None and done.exception.code in ("mapping_unreadable", "mapping_invalid")


def test_what_is_no_ordinary_file_is_refused_before_it_is_opened(run, tmp_path: Path):
    """A pipe would never end, a folder is no file, two gigabytes fit no memory: each is told at once."""
    folder = tmp_path / "files"
    (folder / "folder.csv").mkdir(parents=True)
    (folder / "sub").mkdir()
    os.mkfifo(folder / "pipe.csv")
    with (folder / "large.csv").open("wb") as large:
        large.truncate(2_000_000_000)
    told = run("import", folder, "--dry-run", code=1)["files"]
    assert {entry["file"]: entry["issues"][0]["code"] for entry in told} == {
        "pipe.csv": "file_not_regular",
        "folder.csv": "file_not_regular",
        "large.csv": "file_too_large",
    }
    for option in ("--mapping", "--model"):
        run("import", folder / "large.csv", option, folder / "pipe.csv", code=1)
    run("import", folder / "folder.csv", "--campaign", "C" * 10_000, code=1)
