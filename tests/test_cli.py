"""The command line as docs/design.md 6 fixes it: JSON shapes, orders, exit codes, and nothing else on stdout."""

import csv
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kamescope import cli, places, service
from kamescope.i18n import rounded, words
from kamescope.model_file import load_model
from kamescope.service import open_store
from tests import reference_views
from tests.plans import TOMORROW, priority
from tests.reference import Reference
from tests.service.sheets import Sheet, full, loaded, several, wide
from tests.store.damage import copied
from tests.support import GOLDEN, HERE, kamescope_model, martin_expected, martin_questionnaires, other_model

MARTIN_FILE = GOLDEN / "martin_responses.csv"
OTHER_MODEL = HERE / "models" / "other.toml"
MARTIN = ("--kam", "M. MARTIN")
GROUPS = ["self", "manager", "client", "environment"]
MODEL_DATA = json.loads(kamescope_model().source)
EXCEPTIONS = {
    (cell["factor"], cell["group"]): cell["from_items"]
    for cell in martin_expected()["printed_cells_that_contradict_the_items"]
}


@cache
def martin_reference() -> Reference:
    """M. MARTIN's figures, worked out slowly and once."""
    return Reference(MODEL_DATA, martin_questionnaires())


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The code of the failure told as JSON, and nothing else told."""
        assert list(self.json) == ["error"]
        assert list(self.json["error"]) == ["code", "message"]
        assert self.json["error"]["message"]
        return self.json["error"]["code"]


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Path) -> Run:
    """Run the command line in this process, on a database of the test's own unless it says otherwise."""
    monkeypatch.setenv("KAMESCOPE_DB", str(tmp_path / "own.duckdb"))

    def run(*arguments: object, db: Path | None = None) -> Ran:
        where = [] if db is None else ["--db", str(db)]
        monkeypatch.setattr(sys, "argv", ["kamescope", *where, *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code = ended.value.code
        return Ran(0 if code is None else code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def martin_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """M. MARTIN alone, from the golden file."""
    path = tmp_path_factory.mktemp("martin") / "martin.duckdb"
    store = open_store(path)
    loaded(store, MARTIN_FILE.read_bytes(), model=kamescope_model())
    store.close()
    return path


@pytest.fixture(scope="session")
def team_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two campaigns, two people of one name, a masked group, a partition, the other model."""
    path = tmp_path_factory.mktemp("team") / "team.duckdb"
    store = open_store(path)
    loaded(
        store,
        [
            *several("self", 1),
            *several("manager", 2),
            *several("peer", 3, value="Nord"),
            *several("peer", 3, first=4, value="Sud"),
            *several("team", 2),
            *several("manager", 1, campaign="Automne"),
            *several("manager", 1, kam="Zoé Été", kam_id="Z-1", team="Équipe d’été"),
            *several("manager", 1, kam="Bob", company="ABC"),
            *several("manager", 1, kam="Bob", company="XYZ", seed=8),
        ],
    )
    store.close()
    return path


def process(*arguments: object, **environment: str) -> Ran:
    """Run the command line as a program of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "kamescope", *map(str, arguments)],
        capture_output=True,
        env=os.environ | environment,
        cwd=places.ROOT,
        timeout=60,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace"))


# M. MARTIN's figures


def test_scores_of_martin_row_by_row(run: Run, martin_db: Path):
    ran = run("--json", "scores", *MARTIN, db=martin_db)
    rows = ran.json
    model = kamescope_model()
    subs = [sub.code for sub in model.sub_factors]
    order = [("overall", "ALL")]
    order += [("factor", factor.code) for factor in model.factors]
    order += [("sub_factor", code) for code in subs]
    order += [("item", f"Q{number}") for number in range(1, 82)]
    assert [(row["level"], row["code"], row["group"]) for row in rows] == [
        (level, code, group) for level, code in order for group in GROUPS
    ]
    assert len(rows) == 496
    assert len(order) * len(GROUPS) == 496
    keys = ["level", "code", "group", "score", "percent", "respondents", "answers", "status", "nearness"]
    assert all(list(row) == keys for row in rows)
    assert (ran.code, ran.err) == (0, "")


def test_scores_of_martin_are_the_printed_ones_and_the_two_exceptions(run: Run, martin_db: Path):
    rows = run("--json", "scores", *MARTIN, "--level", "factor", db=martin_db).json
    found = {(row["code"], row["group"]): row for row in rows}
    assert len(rows) == 13 * 4
    printed = 0
    for factor in martin_expected()["factors"]:
        for group, percent in factor["printed_percent"].items():
            row = found[factor["code"], group]
            if percent is None:
                assert (row["status"], row["score"], row["percent"], row["answers"]) == ("no_data", None, None, None)
                continue
            expected = EXCEPTIONS.get((factor["code"], group), percent)
            assert rounded(row["percent"], 0) == expected, row
            printed += expected == percent
    assert printed == 36


@pytest.mark.parametrize("level", ["overall", "factor", "sub_factor", "item"])
def test_scores_equal_the_slow_reference(run: Run, martin_db: Path, level: str):
    reference = martin_reference()
    rows = run("scores", *MARTIN, "--level", level, "--json", db=martin_db).json
    assert [row["code"] for row in rows[::4]] == reference.codes(level)
    for row in rows:
        figure = reference.table[level, row["code"], row["group"]]
        assert (row["status"], row["answers"], row["respondents"]) == (
            figure.status,
            figure.answers,
            figure.respondents,
        )
        exact = None if figure.score is None else float(figure.score)
        percent = None if figure.score is None else float(reference.percent(figure.score))
        assert row["score"] == pytest.approx(exact, abs=1e-12)
        assert row["percent"] == pytest.approx(percent, abs=1e-9)


def test_kams_of_martin(run: Run, martin_db: Path):
    ran = run("--json", "kams", db=martin_db)
    (row,) = ran.json
    assert list(row) == ["id", "campaign", "kam", "company", "team", "groups"]
    assert (row["campaign"], row["kam"], row["company"], row["team"]) == ("Campagne XYZ", "M. MARTIN", "XYZ", "")
    assert list(row["groups"]) == GROUPS[:3]
    keys = ["respondents", "minimum", "answers", "asked", "non_response", "status"]
    assert all(list(group) == keys for group in row["groups"].values())
    assert {code: list(group.values()) for code, group in row["groups"].items()} == {
        "self": [1, 1, 80, 81, pytest.approx(1 / 81), "published"],
        "manager": [1, 1, 81, 81, 0, "published"],
        "client": [3, 3, 114, 44, pytest.approx(18 / 132), "published"],
    }
    shown = {code: str(rounded(group["non_response"] * 100, 1)) for code, group in row["groups"].items()}
    assert shown == {"client": "13.6", "manager": "0.0", "self": "1.2"}
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("options", "common"),
    [
        ([], ["Q60", "Q61", "Q78", "Q79", "Q81"]),
        (["--bottom"], ["Q11", "Q25", "Q66"]),
    ],
)
def test_top_items_common_to_manager_and_client(run: Run, martin_db: Path, options: list[str], common: list[str]):
    ran = run("--json", "top", *MARTIN, *options, db=martin_db)
    document = ran.json
    assert list(document) == ["groups", "tied_out"]
    assert list(document["groups"]) == list(document["tied_out"]) == GROUPS[:3]
    rows = document["groups"]
    assert all(list(row) == ["rank", "code", "score", "common_with"] for group in rows.values() for row in group)
    assert all([row["rank"] for row in group] == list(range(1, 11)) for group in rows.values())
    both = {row["code"] for row in rows["manager"]} & {row["code"] for row in rows["client"]}
    assert sorted(both) == common
    for code, group in rows.items():
        for row in group:
            others = [other for other in rows if other != code and any(r["code"] == row["code"] for r in rows[other])]
            assert row["common_with"] == others


@pytest.mark.sample(4)
@pytest.mark.parametrize("n", [1, 4, 10, 81, 500])
@pytest.mark.parametrize("bottom", [False, True])
def test_top_equals_the_slow_reference(run: Run, martin_db: Path, n: int, bottom: bool):
    document = run("--json", "top", *MARTIN, "--n", n, *["--bottom"] * bottom, db=martin_db).json
    rows, tied = reference_views.ranking(martin_reference(), n, bottom, None, None)
    assert document["tied_out"] == tied
    for group, expected in rows.items():
        mine = [
            (row["rank"], row["code"], row["score"], tuple(row["common_with"])) for row in document["groups"][group]
        ]
        assert mine == [(rank, code, pytest.approx(float(score)), common) for rank, code, score, common in expected]


CUTS = {
    None: (60, 60),
    "midpoint": (60, 60),
    "65": (65, 65),
    "65,5": (65.5, 65.5),
    "65.5": (65.5, 65.5),
    "65 %": (65, 65),
}


@pytest.mark.sample(8)
@pytest.mark.parametrize("level", ["factor", "sub_factor", "item"])
@pytest.mark.parametrize("cut", [*CUTS, "own", "cohort"])
def test_window_equals_the_slow_reference(run: Run, martin_db: Path, level: str, cut: str | None):
    ran = run("--json", "window", *MARTIN, "--level", level, *([] if cut is None else ["--cut", cut]), db=martin_db)
    reference = martin_reference()
    gaps = [reference_views.gap(reference, level, code) for code in reference.codes(level)]
    # M. MARTIN is alone in his campaign: the cohort's mean is his own.
    cuts = CUTS.get(cut) or reference_views.own_cut(gaps)
    assert [row["code"] for row in ran.json] == [gap.code for gap in gaps]
    for row, gap in zip(ran.json, gaps, strict=True):
        assert list(row) == ["code", "self", "environment", "gap", "quadrant"]
        assert row["quadrant"] == reference_views.quadrant(gap, cuts)
        for key, exact in (("self", gap.own), ("environment", gap.others), ("gap", gap.gap)):
            assert row[key] == (None if exact is None else pytest.approx(float(exact), abs=1e-9))
    assert (ran.code, ran.err) == (0, "")


def test_at_the_midpoint_most_of_martins_factors_share_a_quadrant(run: Run, martin_db: Path):
    """Why the screen opens on another cut."""
    quadrants = [row["quadrant"] for row in run("--json", "window", *MARTIN, db=martin_db).json]
    assert max(map(quadrants.count, quadrants)) == 11


# A masked group, a partition, other models


def test_masked_and_absent_groups(run: Run, team_db: Path):
    rows = run("--json", "scores", "--kam", "Ada Martin", "--campaign", "Printemps", db=team_db).json
    model = other_model()
    assert [row["group"] for row in rows[:6]] == [*(group.code for group in model.groups), "environment"]
    for row in rows:
        shown = row["status"] == "published"
        assert (row["score"] is not None) is (row["percent"] is not None) is (row["answers"] is not None) is shown
        if row["group"] == "team":
            asked = row["level"] != "item" or row["code"] in model.group("team").items
            assert row["status"] == ("masked" if asked and row["code"] not in ("D", "L17") else "no_data")
        if row["group"] == "partner":
            assert (row["status"], row["respondents"]) == ("no_data", 0)
        if row["group"] == "environment" and shown:
            assert row["respondents"] == 8
    kams = run("--json", "kams", db=team_db).json
    ada = next(row for row in kams if row["kam"] == "Ada Martin" and row["campaign"] == "Printemps")
    assert ada["groups"]["team"] == {
        "respondents": 2,
        "minimum": 4,
        "answers": None,
        "asked": 16,
        "non_response": None,
        "status": "masked",
    }
    top = run("--json", "top", "--kam", "Ada Martin", "--campaign", "Printemps", "--n", 3, db=team_db).json
    assert list(top["groups"]) == list(top["tied_out"]) == ["self", "manager", "peer"]


def test_where_keeps_one_value_and_says_where_it_could_not(run: Run, team_db: Path):
    about = ("scores", "--kam", "Ada Martin", "--campaign", "printemps", "--level", "overall")
    north = run("--json", *about, "--where", " SITE =Nord", db=team_db)
    rows = {row["group"]: row for row in north.json}
    assert (rows["peer"]["respondents"], rows["manager"]["respondents"]) == (3, 2)
    assert (
        rows["peer"]["score"] != {row["group"]: row for row in run("--json", *about, db=team_db).json}["peer"]["score"]
    )
    assert "Responsable" in north.err
    nobody = run("--json", *about, "--where", "site=Ouest", db=team_db)
    assert {row["group"]: row["status"] for row in nobody.json}["peer"] == "no_data"


@pytest.mark.deep
def test_no_command_but_import_reads_a_models_words_into_its_json(run: Run, team_db: Path):
    """Codes, never labels: the same document in both languages."""
    about = ("--kam", "Ada Martin", "--campaign", "Printemps")
    for command in (["kams"], ["scores", *about], ["top", *about], ["window", *about]):
        french, english = (run("--lang", lang, "--json", *command, db=team_db).out for lang in ("fr", "en"))
        assert french == english


# Who is meant


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["scores", "--kam", "Nobody"], "kam_unknown"),
        (["top", "--kam", "Bob"], "kam_ambiguous"),
        (["window", "--kam", "Ada Martin"], "campaign_needed"),
        (["scores", "--kam", "Ada Martin", "--campaign", "Hiver"], "campaign_unknown"),
        (["scores", "--kam", "Z-1", "--where", "pays=FR"], "where_unknown_key"),
        (["scores", "--kam", "Z-1", "--where", "site"], "where_form"),
        (["window", "--kam", "Z-1", "--cut", "middle"], "cut_unknown"),
        (["window", "--kam", "Z-1", "--cut", "101"], "cut_unknown"),
        (["window", "--kam", "Z-1", "--cut", "nan"], "cut_unknown"),
        (["scores"], "usage"),
        (["scores", "--kam", "Z-1", "--level", "galaxy"], "usage"),
        (["window", "--kam", "Z-1", "--level", "overall"], "usage"),
        (["top", "--kam", "Z-1", "--n", "0"], "usage"),
        (["top", "--kam", "Z-1", "--n", "ten"], "usage"),
        (["scores", "--kam", "Z-1", "--colour"], "usage"),
        (["dance"], "usage"),
        (["import"], "usage"),
        (["model"], "usage"),
        (["--lang", "xx", "kams"], "usage"),
    ],
)
def test_misuse_is_two_and_says_why(run: Run, team_db: Path, arguments: list[str], code: str):
    for ran in (run("--json", *arguments, db=team_db), run(*arguments, "--json", db=team_db)):
        assert (ran.code, ran.error, ran.err) == (2, code, "")
    plain = run(*arguments, db=team_db)
    assert (plain.code, plain.out) == (2, "")
    assert plain.err.strip()


def test_an_ambiguous_name_lists_ids_that_work(run: Run, team_db: Path):
    message = run("--json", "scores", "--kam", "bob", db=team_db).json["error"]["message"]
    ids = [row["id"] for row in run("--json", "kams", db=team_db).json if row["kam"] == "Bob"]
    assert len(ids) == 2
    assert all(number in message for number in (*ids, "ABC", "XYZ"))
    for number in ids:
        assert run("scores", "--kam", number, db=team_db).code == 0


def test_several_campaigns_are_listed(run: Run, team_db: Path):
    message = run("--json", "--lang=en", "scores", "--kam", "Ada Martin", db=team_db).json["error"]["message"]
    assert "Automne" in message
    assert "Printemps" in message
    assert message == words("en")("error.campaign_needed", kam="Ada Martin", candidates=message.split(": ")[1][:-1])
    assert "Automne" in run("scores", "--kam", "Z-1", "--campaign", "x", db=team_db).err


@pytest.mark.parametrize("kam", ["Z-1", "z-1", "Zoé Été", "  zoé   ÉTÉ ", "zoe\u0301 e\u0301te\u0301"])
def test_a_kam_goes_by_id_or_name(run: Run, team_db: Path, kam: str):
    assert len(run("--json", "scores", "--kam", kam, "--level", "overall", db=team_db).json) == 6


def test_an_empty_database_has_nobody(run: Run):
    assert run("--json", "kams").json == []
    assert run("kams").code == 0
    assert run("--json", "scores", "--kam", "Ada").error == "kam_unknown"


# What is printed where


@pytest.mark.parametrize("place", ["before", "after", "both"])
def test_json_may_be_asked_before_or_after_the_command(run: Run, martin_db: Path, place: str):
    before, after = ["--json"] * (place != "after"), ["--json"] * (place != "before")
    for command in (["kams"], ["scores", *MARTIN], ["top", *MARTIN], ["window", *MARTIN]):
        ran = run(*before, *command, *after, db=martin_db)
        assert ran.json
        assert ran.out == json.dumps(ran.json, ensure_ascii=False) + "\n"


@pytest.mark.deep
def test_json_is_unescaped_utf_8(team_db: Path):
    ran = process("--db", team_db, "--json", "kams", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert ran.code == 0
    assert "Zoé Été" in ran.out
    assert "Équipe d’été" in ran.out
    assert "\\u" not in ran.out


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_without_json_there_is_a_table_for_people(run: Run, martin_db: Path, lang: str):
    def lines(*command: str) -> list[str]:
        ran = run("--lang", lang, *command, db=martin_db)
        assert (ran.code, ran.err) == (0, "")
        return ran.out.splitlines()

    kams, scores, top, window = lines("kams"), lines("scores", *MARTIN), lines("top", *MARTIN), lines("window", *MARTIN)
    assert len(kams) == 2
    assert "M. MARTIN" in kams[1]
    assert len(scores) == 1 + 124
    percent = "47\N{NO-BREAK SPACE}%" if lang == "fr" else "47%"
    assert percent in next(line for line in scores if line.startswith("F1 "))
    assert words(lang)("no_data") in next(line for line in scores if line.startswith("F6 "))
    assert len(top) == 1 + 30
    assert ("5,00" if lang == "fr" else "5.00") in "\n".join(top)
    assert len(window) == 1 + 13
    assert words(lang)("quadrant.shared_progress") in "\n".join(lines("window", *MARTIN, "--cut", "99"))


# Import


def files(ran: Ran) -> list[tuple[str, str]]:
    """Each file and what became of it."""
    assert list(ran.json) == ["files"]
    return [(file["file"], file["status"]) for file in ran.json["files"]]


def save(folder: Path, name: str, sheets: list[Sheet] | bytes, model=None) -> Path:
    """A response file in a folder."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(sheets if isinstance(sheets, bytes) else wide(sheets, model))
    return path


@pytest.mark.deep
def test_import_reports_one_file(run: Run):
    ran = run("--json", "import", MARTIN_FILE)
    (file,) = ran.json["files"]
    counts = ["respondents", "answers", "comments", "blanks", *service.NOT_COUNTED]
    assert list(file) == ["file", "layout", "sha256", "status", *counts, "issues"]
    assert (file["file"], file["layout"], file["status"]) == ("martin_responses.csv", "wide", "imported")
    assert (file["respondents"], file["answers"], file["blanks"], file["issues"]) == (5, 80 + 81 + 114, 1 + 18, [])
    assert len(file["sha256"]) == 64
    assert ran.code == 0
    again = run("--json", "import", MARTIN_FILE)
    assert (again.code, again.json["files"]) == (0, [file | {"status": "already_imported"}])


def test_import_says_what_is_wrong_with_row_and_column(run: Run, tmp_path: Path):
    bad = save(
        tmp_path, "bad.csv", [Sheet("manager", "m1", {"Q1": 4}), Sheet("manager", "m2", {"Q3": 9})], kamescope_model()
    )
    ran = run("import", bad, "--json")
    (file,) = ran.json["files"]
    assert (ran.code, file["status"]) == (1, "refused")
    assert all(list(issue) == ["severity", "code", "row", "column", "message"] for issue in file["issues"])
    errors = [issue for issue in file["issues"] if issue["severity"] == "error"]
    assert [(issue["row"], issue["column"]) for issue in errors] == [(3, "Q3")]
    assert "9" in errors[0]["message"]
    english = run("--lang", "en", "import", bad, "--json").json["files"][0]["issues"][0]
    assert english["code"] == errors[0]["code"]
    assert english["message"] != errors[0]["message"]
    plain = run("import", bad)
    assert plain.code == 1
    assert errors[0]["message"] in plain.out


@pytest.mark.deep
def test_one_refused_file_leaves_the_others_in(run: Run, tmp_path: Path):
    good = save(tmp_path, "a.csv", [full("manager", "m1", 4, kamescope_model())], kamescope_model())
    bad = save(tmp_path, "b.csv", b"nothing;of\r\nthe;kind\r\n")
    last = save(tmp_path, "c.csv", [full("manager", "m1", 4, kamescope_model(), kam="Bob")], kamescope_model())
    ran = run("--json", "import", good, bad, tmp_path / "missing.csv", last, last)
    assert ran.code == 1
    assert files(ran) == [
        ("a.csv", "imported"),
        ("b.csv", "refused"),
        ("missing.csv", "refused"),
        ("c.csv", "imported"),
        ("c.csv", "already_imported"),
    ]
    assert [file["issues"][0]["code"] for file in ran.json["files"][1:3]] == ["layout_unknown", "file_not_found"]
    assert ran.json["files"][1]["layout"] is None
    assert {row["kam"] for row in run("--json", "kams").json} == {"Ada Martin", "Bob"}


def test_progress_goes_to_stderr(run: Run):
    ran = run("--json", "--lang", "en", "import", MARTIN_FILE, MARTIN_FILE)
    assert ran.err.splitlines() == ["[1/2] martin_responses.csv", "[2/2] martin_responses.csv"]


@pytest.mark.deep
def test_a_folder_stands_for_the_files_in_it(run: Run, tmp_path: Path):
    folder = tmp_path / "réponses"
    for name in ("b.csv", "a.csv", ".hidden.csv", "~$open.csv"):
        save(folder, name, [full("manager", name, 4, kamescope_model(), kam=name)], kamescope_model())
    save(folder / "deeper", "c.csv", b"x")
    assert files(run("--json", "import", folder)) == [("a.csv", "imported"), ("b.csv", "imported")]


@pytest.mark.deep
def test_a_dry_run_writes_nothing(run: Run, martin_db: Path, tmp_path: Path):
    path = copied(martin_db, tmp_path / "copy.duckdb")
    more = save(tmp_path, "more.csv", [full("manager", "m9", 4, kamescope_model(), kam="New")], kamescope_model())
    before = run("--json", "kams", db=path).out
    ran = run("--json", "import", more, MARTIN_FILE, "--dry-run", db=path)
    assert (ran.code, files(ran)) == (0, [("more.csv", "would_import"), ("martin_responses.csv", "already_imported")])
    assert run("--json", "kams", db=path).out == before
    assert files(run("--json", "import", more, db=path)) == [("more.csv", "imported")]
    bad = save(tmp_path, "bad.csv", [Sheet("manager", "m9", {"Q1": 9})], kamescope_model())
    assert run("--json", "import", bad, "--dry-run", db=path).code == 1


@pytest.mark.deep
def test_another_model(run: Run, tmp_path: Path):
    content = [full("self", "s1", 10), full("manager", "m1", 0)]
    named = save(tmp_path, "leaders.csv", content)
    assert run("--json", "import", named).json["files"][0]["status"] == "refused"
    assert files(run("--json", "import", named, "--model", OTHER_MODEL)) == [("leaders.csv", "imported")]
    rows = run("--json", "scores", "--kam", "Ada Martin").json
    model = other_model()
    codes = 1 + len(model.factors) + len(model.sub_factors) + len(model.items)
    assert len(rows) == codes * (len(model.groups) + 1)
    assert {(row["group"], row["percent"]) for row in rows if row["score"] is not None} == {
        ("self", 100),
        ("manager", 0),
        ("environment", 0),
    }
    # From then on the database knows the model.
    more = save(tmp_path, "more.csv", [full("manager", "m1", 3, campaign="Suite")])
    assert files(run("--json", "import", more)) == [("more.csv", "imported")]


def test_a_campaign_of_another_model_refuses_the_file(run: Run, tmp_path: Path):
    run("import", save(tmp_path, "a.csv", [full("manager", "m1", 4, kamescope_model())], kamescope_model()))
    ran = run("--json", "import", save(tmp_path, "b.csv", [full("manager", "m1", 4)]), "--model", OTHER_MODEL)
    assert ran.code == 1
    assert [issue["code"] for issue in ran.json["files"][0]["issues"]] == ["campaign_model_differs"]


@pytest.mark.deep
def test_options_for_the_whole_file(run: Run, tmp_path: Path):
    model = kamescope_model()
    bare = wide([full("manager", "m1", 4, model)], model, without=("campagne", "kam", "groupe", "kam_id", "societe"))
    path = save(tmp_path, "bare.csv", bare)
    refused = run("--json", "import", path)
    assert refused.code == 1
    assert {issue["code"] for issue in refused.json["files"][0]["issues"] if issue["severity"] == "error"} == {
        "campaign_missing",
        "kam_missing",
        "group_missing",
    }
    given = ("--campaign", "Vague 1", "--kam", "Léa Roy", "--group", "Manager(s)")
    assert files(run("--json", "import", path, *given)) == [("bare.csv", "imported")]
    assert files(run("--json", "import", path, *given)) == [("bare.csv", "already_imported")]
    assert files(run("--json", "import", path, "--campaign", "Vague 2", *given[2:])) == [("bare.csv", "imported")]
    rows = run("--json", "kams").json
    assert {(row["campaign"], row["kam"], row["groups"]["manager"]["respondents"]) for row in rows} == {
        ("Vague 1", "Léa Roy", 1),
        ("Vague 2", "Léa Roy", 1),
    }


@pytest.mark.deep
def test_late_answers_wait_until_released(run: Run, tmp_path: Path):
    model = kamescope_model()
    run("import", save(tmp_path, "a.csv", several("client", 3, model), model))
    late = save(tmp_path, "late.csv", several("client", 4, model), model)
    ran = run("--json", "import", late)
    assert (ran.code, [issue["code"] for issue in ran.json["files"][0]["issues"]]) == (0, ["late_answers_wait"])
    assert "--release" not in ran.json["files"][0]["issues"][0]["message"]
    clients = [run("--json", "kams").json[0]["groups"]["client"]["respondents"]]
    assert run("--json", "import", late, "--release").json["files"][0]["issues"] == []
    clients.append(run("--json", "kams").json[0]["groups"]["client"]["respondents"])
    assert clients == [3, 4]


@pytest.mark.deep
def test_a_campaign_in_collection_shows_counts_until_it_is_opened(run: Run, tmp_path: Path):
    model = kamescope_model()
    file = save(tmp_path, "a.csv", several("client", 4, model), model)
    run("import", file, "--collecting")
    client = run("--json", "kams").json[0]["groups"]["client"]
    assert (client["respondents"], client["status"], client["answers"]) == (4, "masked", None)
    assert {row["status"] for row in run("--json", "scores", "--kam", "Ada Martin").json} == {"masked", "no_data"}
    assert run("--json", "open", "--campaign", "Printemps").json["status"] == "open"
    assert run("--json", "kams").json[0]["groups"]["client"]["status"] == "published"
    again = run("--json", "open", "--campaign", "Printemps")
    assert (again.code, again.json["error"]["code"]) == (2, "campaign_open")
    more = save(tmp_path, "b.csv", several("client", 3, model, first=8), model)
    refused = run("--json", "import", more, "--collecting")
    assert [issue["code"] for issue in refused.json["files"][0]["issues"]] == ["campaign_not_new"]


def test_a_refusal_leaves_no_answer_in_logs_or_on_stderr(run: Run, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    text = wide([full("manager", "Resp-77", 4, kamescope_model())], kamescope_model()).decode()
    rows = list(csv.reader(text.split("\r\n"), delimiter=";"))
    rows[1][rows[0].index("Q7")] = "strictly private words"
    rows[1][rows[0].index("kam")] = "Secret Name"
    bad = "\r\n".join(";".join(row) for row in rows).encode()
    said = run("--json", "import", save(tmp_path, "bad.csv", bad)).err
    for broken in (bad[:-40] + b"\x00\xff", b"PK\x03\x04Secret Name", b"\xff\xfe\x00Secret Name;4"):
        ran = run("--json", "import", save(tmp_path, "broken.xlsx", broken))
        assert ran.code == 1
        said += ran.err
    said += caplog.text
    assert [word for word in ("Secret", "private", "Resp-77") if word in said] == []


# Models


def test_model_check(run: Run):
    ran = run("--json", "model", "check", places.DEFAULT_MODEL)
    assert ran.json == {"ok": True, "factors": 13, "sub_factors": 25, "items": 81, "open_questions": 4, "issues": []}
    assert list(ran.json) == ["ok", "factors", "sub_factors", "items", "open_questions", "issues"]
    assert ran.code == 0
    model = load_model(OTHER_MODEL)
    named = sum(len(factor.sub_factors) for factor in model.factors if not factor.is_plain)
    other = run("model", "check", OTHER_MODEL, "--json").json
    assert (other["factors"], other["sub_factors"], other["items"]) == (4, named, 17)
    assert "81" in run("model", "check", places.DEFAULT_MODEL).out


def test_model_check_of_a_bad_model(run: Run, tmp_path: Path):
    text = OTHER_MODEL.read_text(encoding="utf-8")
    bad = tmp_path / "bad.toml"
    bad.write_text(text.replace('code = "L02"', 'code = "L01"', 1).replace("max = 10", "max = -1"), encoding="utf-8")
    ran = run("--json", "model", "check", bad)
    assert (ran.code, ran.json["ok"]) == (1, False)
    assert len(ran.json["issues"]) >= 2
    assert all("bad.toml" in issue["message"] for issue in ran.json["issues"])
    assert run("model", "check", bad).code == 1
    failed = run("--json", "import", MARTIN_FILE, "--model", bad)
    assert (failed.code, failed.error) == (1, "model_invalid")
    missing = run("--json", "model", "check", tmp_path / "none.toml")
    assert (missing.code, missing.json["ok"]) == (1, False)


# The database


def test_the_database_is_the_option_then_the_variable_then_the_default(
    run: Run, martin_db: Path, team_db: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("KAMESCOPE_DB", str(martin_db))
    assert len(run("--json", "kams").json) == 1
    assert len(run("--json", "kams", db=team_db).json) == 5
    monkeypatch.delenv("KAMESCOPE_DB")
    assert places.database() == places.ROOT / "data" / "kamescope.duckdb"
    monkeypatch.setenv("KAMESCOPE_DB", "")
    assert places.database() == places.ROOT / "data" / "kamescope.duckdb"


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Path]:
    """A database that another program has open."""
    path = tmp_path / "held.duckdb"
    code = (
        "import sys; from kamescope.service import open_store as o; s = o(sys.argv[1]); print(1, flush=True); input()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=places.ROOT
    )
    holder.stdout.readline()
    yield path
    holder.communicate(b"\n", timeout=20)


@pytest.mark.deep
def test_a_database_that_the_application_holds(run: Run, held: Path):
    for command in (["kams"], ["scores", *MARTIN], ["import", MARTIN_FILE]):
        ran = run("--json", *command, db=held)
        assert (ran.code, ran.error) == (1, "database_busy")
    plain = run("kams", db=held)
    assert (plain.code, plain.out) == (1, "")
    assert "held.duckdb" in plain.err


def test_a_file_that_is_no_database(run: Run):
    ran = run("--json", "kams", db=MARTIN_FILE)
    assert (ran.code, ran.error) == (1, "database_unreadable")
    assert run("--json", "kams", db=GOLDEN).error == "usage"


# As a program of its own


@pytest.mark.deep
def test_the_program_from_import_to_scores(tmp_path: Path):
    database = str(tmp_path / "new folder" / "own.duckdb")
    imported = process("--json", "import", MARTIN_FILE, KAMESCOPE_DB=database)
    assert (imported.code, imported.json["files"][0]["status"]) == (0, "imported")
    scores = process("--json", "scores", "--kam", "m. martin", KAMESCOPE_DB=database)
    assert (scores.code, scores.err, len(scores.json)) == (0, "", 496)
    refused = process("--json", "import", GOLDEN / "martin_expected.json", KAMESCOPE_DB=database)
    assert (refused.code, refused.json["files"][0]["status"]) == (1, "refused")
    misused = process("--json", "scores", KAMESCOPE_DB=database)
    assert (misused.code, misused.error, misused.err) == (2, "usage", "")
    assert process("--help").code == 0


def test_looking_or_trying_out_makes_no_database(run, tmp_path):
    """A database that a mere question had made would keep the application from loading the demo."""
    missing = tmp_path / "none.duckdb"
    assert run("--db", missing, "--json", "kams").json == []
    tried = run("--db", missing, "--json", "import", "--dry-run", GOLDEN / "martin_responses.csv")
    assert tried.json["files"][0]["status"] == "would_import"
    assert not missing.exists()


def test_plan_is_one_document_and_a_table(run, team_db: Path, tmp_path: Path):
    path, about = copied(team_db, tmp_path), ("--kam", "Ada Martin", "--campaign", "Printemps")
    store = open_store(path)
    entry = service.choose(service.everything(store).people(), "Ada Martin", "Printemps")
    service.everything(store).write_plan(entry.campaign.token, entry.kam.token, priority("A"))
    store.close()
    told = run("plan", *about, "--json", db=path).json
    (found,) = told["priorities"]
    assert (told["kam"], told["campaign"], found["code"], found["state"]) == (*about[1::2], "A", "not_begun")
    assert [step["days"] for step in found["steps"]] == [0, 30, 90]
    rows = run("--json", "scores", *about, "--level", "factor", db=path).json
    shown = {row["group"]: row for row in rows if row["code"] == "A" and row["status"] == "published"}
    assert found["figures"] == {
        group: {key: row[key] for key in ("score", "percent", "answers")} for group, row in shown.items()
    }
    table = run("plan", *about, db=path).out
    assert "je note deux besoins" in table and TOMORROW.isoformat() in table
    assert run("plan", "--kam", "nobody", "--json", db=path).json["error"]["code"] == "kam_unknown"
