"""The command that writes reports: whose, which, where to, and what is said of each."""

import datetime
import tomllib
from pathlib import Path

import pytest

from kamescope import service
from kamescope.analysis.published import Level
from kamescope.analysis.window import Cut
from kamescope.errors import KamescopeError
from kamescope.i18n import words
from kamescope.model_file import model_from_data
from kamescope.reports.names import Format
from kamescope.reports.render import attempt
from kamescope.reports.report_spec import Listed, RenderOptions, ReportSpec, Section
from kamescope.reports.steps import Tell
from kamescope.service import Service, open_store
from kamescope.ui.address import MOST_ITEMS
from tests import test_cli
from tests.service.sheets import full, loaded, several
from tests.test_cli import MARTIN, OTHER_MODEL, Ran, Run

run, martin_db, team_db = test_cli.run, test_cli.martin_db, test_cli.team_db

STARTS = {
    Format.PDF: b"%PDF-",
    Format.HANDOUT: b"%PDF-",
    Format.GUIDE: b"%PDF-",
    Format.PPTX: b"PK",
    Format.XLSX: b"PK",
}
KEYS = ["kam", "campaign", "file", "path", "format", "bytes", "status", "replaced", "message"]
ADA = ("--kam", "Ada Martin", "--campaign", "Printemps")
SPRING = [
    "rapport_printemps_ada-martin_xyz.xlsx",
    "rapport_printemps_bob_abc.xlsx",
    "rapport_printemps_bob_xyz.xlsx",
    "rapport_printemps_zoe-ete_xyz.xlsx",
]


@pytest.fixture
def specs(monkeypatch: pytest.MonkeyPatch) -> list[ReportSpec]:
    """What is told to whoever makes the files; none is made, and no worker is started."""
    told = []

    def render(spec: ReportSpec, format: Format, tell: Tell) -> bytes:
        told.append(spec)
        if spec.published.kam.name.startswith("Zoé"):
            raise KamescopeError("report_failed")
        return made(spec.published.kam.name, format)

    monkeypatch.setattr("kamescope.reports.render.render", render)
    monkeypatch.setattr("kamescope.reports.worker_pool.worker_pool", lambda jobs: (attempt(job) for job in jobs))
    return told


def made(kam: str, format: Format) -> bytes:
    """What stands for a report here: it begins as one does."""
    return STARTS[format] + f"{kam}, {format}".encode()


def files(ran: Ran) -> list[dict]:
    """The one list of the document."""
    assert list(ran.json) == ["files"]
    assert all(list(file) == KEYS for file in ran.json["files"])
    return ran.json["files"]


def inside(folder: Path) -> list[str]:
    """What stands in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


# One KAM


@pytest.mark.parametrize("format", Format)
def test_the_format_is_what_the_name_ends_with(run: Run, martin_db: Path, tmp_path: Path, format: Format):
    out = tmp_path / f"martin.{format.ending.upper()}"
    asked = (
        ["--format", format] if format in (Format.HANDOUT, Format.GUIDE) else []
    )  # its ending alone says that it is a report
    ran = run("--json", "report", *MARTIN, *asked, "--out", out, db=martin_db)
    (file,) = files(ran)
    content = out.read_bytes()
    assert content.startswith(STARTS[format])
    whose, what = ["M. MARTIN", "Campagne XYZ"], [out.name, str(out), format]
    assert list(file.values()) == [*whose, *what, len(content), "made", False, None]
    assert (ran.code, ran.err) == (0, "")
    assert inside(tmp_path) == [out.name]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_without_a_name_the_file_has_its_own_beside_the_reader(
    run: Run, martin_db: Path, tmp_path: Path, monkeypatch, lang: str
):
    monkeypatch.chdir(tmp_path)
    name = words(lang)("press.file") + "_campagne-xyz_m-martin_xyz.xlsx"
    ran = run("report", *MARTIN, "--format", "xlsx", "--lang", lang, db=martin_db)
    assert (ran.code, ran.out, ran.err) == (0, f"{name}\n", "")
    assert inside(tmp_path) == [name]


def test_in_a_folder_too_and_pdf_where_nothing_is_asked(run: Run, martin_db: Path, tmp_path: Path, specs):
    (file,) = files(run("--json", "report", *MARTIN, "--out", tmp_path, db=martin_db))
    assert file["file"] == "rapport_campagne-xyz_m-martin_xyz.pdf"
    assert (tmp_path / file["file"]).read_bytes() == made("M. MARTIN", Format.PDF)
    folder = tmp_path / "an.xlsx"
    folder.mkdir()
    (file,) = files(run("--json", "report", *MARTIN, "--out", folder, "--format", "pptx", db=martin_db))
    assert (file["path"], file["format"]) == (str(folder / "rapport_campagne-xyz_m-martin_xyz.pptx"), "pptx")
    (file,) = files(run("--json", "report", *MARTIN, "--out", tmp_path / "a.PPTX", "--format", "pptx", db=martin_db))
    assert (file["file"], file["format"]) == ("a.PPTX", "pptx")


@pytest.mark.deep
def test_nothing_published_is_still_a_report(run: Run, tmp_path: Path):
    db = tmp_path / "masked.duckdb"
    store = open_store(db)
    loaded(store, [full("team", "t1", 3)])
    store.close()
    for format in Format:
        out = tmp_path / f"a.{format.ending}"
        ran = run("report", "--kam", "Ada Martin", "--format", format, "--out", out, db=db)
        assert (ran.code, ran.err) == (0, "")


# What it tells


def test_a_report_is_told_as_the_screen_opens(run: Run, martin_db: Path, tmp_path: Path, specs):
    run("report", *MARTIN, "--out", tmp_path, db=martin_db)
    (spec,) = specs
    store = open_store(martin_db)
    assert spec.render_options == RenderOptions("fr", tuple(Section), datetime.date.today(), service.version(store))
    store.close()
    assert (spec.listed, spec.asked_window, spec.cut, spec.published.where) == (Listed(), None, "own", None)


def test_every_option_reaches_the_report(run: Run, team_db: Path, tmp_path: Path, specs):
    options = ["--lang", "en", "--sections", "window, Summary", "--n", 3, "--groups", "PEER,self", "--factors", "d,A"]
    ran = run("report", *ADA, *options, "--cut", "65,5", "--where", "site=Nord", "--out", tmp_path, db=team_db)
    (spec,) = specs
    assert (spec.render_options.language, spec.render_options.sections) == ("en", (Section.SUMMARY, Section.WINDOW))
    assert (spec.listed.n, spec.groups, spec.codes) == (3, ("self", "peer"), ("A", "D"))
    assert (spec.window.level, spec.window.cut, spec.cut) == (Level.FACTOR, Cut(65.5, 65.5), "value")
    assert [point.code for point in spec.window.points] == ["A", "D"]
    assert spec.published.where == "Nord"
    assert "Responsable" in ran.err


def test_a_list_is_as_long_as_on_screen_at_most(run: Run, martin_db: Path, tmp_path: Path, specs):
    assert run("report", *MARTIN, "--n", MOST_ITEMS, "--out", tmp_path, db=martin_db).code == 0
    assert specs[0].listed.n == MOST_ITEMS
    assert run("--json", "report", *MARTIN, "--n", MOST_ITEMS + 1, "--out", tmp_path, db=martin_db).error == "usage"


def test_codes_that_differ_by_case_alone_are_told_apart(run: Run, tmp_path: Path, specs):
    source = OTHER_MODEL.read_text(encoding="utf-8")
    assert 'code = "D"' in source
    twins = model_from_data(tomllib.loads(source.replace('code = "D"', 'code = "a"')), "twins.toml")
    db = tmp_path / "twins.duckdb"
    store = open_store(db)
    loaded(store, several("self", 1), model=twins)
    store.close()
    run("report", "--kam", "Ada Martin", "--factors", "a", "--out", tmp_path, db=db)
    assert specs[0].codes == ("a",)


@pytest.mark.parametrize("cut", ["midpoint", "cohort"])
def test_the_cut_is_the_one_of_the_window_command(run: Run, team_db: Path, tmp_path: Path, specs, cut: str):
    run("report", *ADA, "--cut", cut, "--out", tmp_path, db=team_db)
    rows = run("--json", "window", *ADA, "--cut", cut, db=team_db).json
    assert specs[0].cut == cut
    assert [point.quadrant for point in specs[0].window.points] == [row["quadrant"] for row in rows]
    assert any(row["quadrant"] for row in rows)


def test_the_cohort_of_a_campaign_is_looked_at_once(run: Run, team_db: Path, tmp_path: Path, specs, monkeypatch):
    asked, real = [], Service.cohort_cut
    monkeypatch.setattr(Service, "cohort_cut", lambda *about: asked.append(about) or real(*about))
    run("report", "--all", "--campaign", "Printemps", "--cut", "cohort", "--out", tmp_path, db=team_db)
    assert len(specs) == 4
    assert len(asked) == 1
    assert len({spec.window.cut for spec in specs}) == 1


# Everybody


@pytest.mark.deep
def test_a_whole_campaign(run: Run, team_db: Path, tmp_path: Path):
    folder = tmp_path / "new" / "reports"
    ran = run("--json", "report", "--all", "--campaign", "printemps", "--format", "xlsx", "--out", folder, db=team_db)
    assert [file["file"] for file in files(ran)] == SPRING == inside(folder)
    assert {(file["status"], file["format"], file["message"]) for file in files(ran)} == {("made", "xlsx", None)}
    assert [file["bytes"] for file in files(ran)] == [(folder / name).stat().st_size for name in SPRING]
    assert ran.err.splitlines() == [f"[{number}/4] {name}" for number, name in enumerate(SPRING, start=1)]
    assert ran.code == 0


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_one_that_fails_is_named_and_the_others_are_made(run: Run, team_db: Path, tmp_path: Path, specs, lang: str):
    say = words(lang)
    about = ("report", "--all", "--campaign", "Printemps", "--out", tmp_path)
    blocked = tmp_path / (say("press.file") + "_printemps_bob_abc.pdf")
    blocked.write_bytes(b"somebody else's")
    ran = run("--lang", lang, *about, db=team_db)
    assert ran.code == 1
    made = [line for line in ran.err.splitlines() if line.endswith(".pdf")]
    assert len(made) == 2
    assert say("error.report_failed") in ran.err
    assert say("error.report_not_ours", file=blocked) in ran.err
    kams = say.listing(["Bob", "Zoé Été"])
    counted = [say("cli.report_made", 2, folder=tmp_path), say("cli.report_failed", 2, kams=kams)]
    assert ran.out.splitlines() == counted
    assert len(inside(tmp_path)) == 3
    assert blocked.read_bytes() == b"somebody else's"

    document = files(run("--lang", lang, "--json", *about, db=team_db))
    assert [file["status"] for file in document] == ["made", "failed", "made", "failed"]
    assert [file["bytes"] is None for file in document] == [file["message"] is not None for file in document]
    assert document[3]["message"] == say("error.report_failed")
    assert [file["replaced"] for file in document] == [True, False, True, False]
    assert say("cli.report_replaced_count", 2) in run("--lang", lang, *about, db=team_db).out.splitlines()


def test_two_of_one_name_have_two_files(run: Run, tmp_path: Path, specs):
    db = tmp_path / "twins.duckdb"
    store = open_store(db)
    loaded(store, [*several("self", 1, kam="Zoe", kam_id="1"), *several("self", 1, kam="ZOE", kam_id="2", seed=8)])
    store.close()
    everybody = files(run("--json", "report", "--all", "--out", tmp_path / "all", db=db))
    assert len({file["file"].casefold() for file in everybody}) == 2
    (alone,) = files(run("--json", "report", "--kam", "2", "--out", tmp_path, db=db))
    assert alone["file"] in [file["file"] for file in everybody]


# Misuse


@pytest.mark.sample(12)
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "report_whom"),
        ([*ADA, "--all", "--out", "x"], "report_whom"),
        (["--all"], "report_folder"),
        (["--all", "--out", ""], "report_nothing_named"),
        (["--all", "--campaign", "Printemps", "--out", "all.pdf"], "report_folder_is_file"),
        (["--all", "--campaign", "Printemps", "--out", "ALL.XLSX"], "report_folder_is_file"),
        (["--all", "--campaign", "Printemps", "--out", "taken"], "report_folder_is_file"),
        (["--all", "--campaign", "Printemps", "--out", "taken/x"], "report_folder_not_made"),
        (["--all", "--out", "x"], "report_campaign_needed"),
        (["--all", "--campaign", "", "--out", "x"], "campaign_unknown"),
        (["--all", "--campaign", "Hiver", "--out", "x"], "campaign_unknown"),
        (["--kam", "Nobody"], "kam_unknown"),
        (["--kam", "Bob"], "kam_ambiguous"),
        (["--kam", "Ada Martin"], "campaign_needed"),
        ([*ADA, "--sections", "summary,sumary"], "section_unknown"),
        ([*ADA, "--groups", "peer,pear"], "group_unknown"),
        ([*ADA, "--factors", "A,x"], "report_factor_unknown"),
        ([*ADA, "--sections", ""], "report_nothing_named"),
        ([*ADA, "--groups", " "], "report_nothing_named"),
        ([*ADA, "--factors", ","], "report_nothing_named"),
        ([*ADA, "--out", ""], "report_nothing_named"),
        ([*ADA, "--cut", ""], "cut_unknown"),
        ([*ADA, "--out", "a.pdf", "--format", "xlsx"], "report_ending_other"),
        ([*ADA, "--out", "a.doc"], "report_ending_unknown"),
        ([*ADA, "--out", "a"], "report_ending_unknown"),
        ([*ADA, "--out", "taken", "--format", "pdf"], "report_ending_unknown"),
        ([*ADA, "--cut", "middle"], "cut_unknown"),
        ([*ADA, "--where", "pays=FR"], "where_unknown_key"),
        ([*ADA, "--format", "docx"], "usage"),
        ([*ADA, "--n", "0"], "usage"),
        ([*ADA, "--out", "missing/a.xlsx"], "report_place_closed"),
        ([*ADA, "--out", "taken/a.xlsx"], "report_place_closed"),
        ([*ADA, "--out", "taken.pdf"], "report_not_ours"),
        ([*ADA, "--out", "a" * 300 + ".pdf"], "file_not_written"),
        (["--all", "--campaign", "Printemps", "--out", "x", "--cut", "middle"], "cut_unknown"),
    ],
)
def test_misuse_is_two_says_why_and_writes_nothing(
    run: Run, team_db: Path, tmp_path: Path, monkeypatch, specs, arguments: list[str], code: str
):
    monkeypatch.chdir(tmp_path)
    Path("taken").touch()
    Path("taken.pdf").touch()
    ran = run("--json", "report", *arguments, db=team_db)
    assert (ran.code, ran.error, ran.err) == (2, code, "")
    plain = run("report", *arguments, db=team_db)
    assert (plain.code, plain.out) == (2, "")
    assert plain.err.strip()
    assert inside(tmp_path) == ["taken", "taken.pdf"]
    assert specs == []


@pytest.mark.parametrize(
    ("arguments", "listed"),
    [
        (["--groups", "x"], ["self", "peer", "team"]),
        (["--factors", "x"], ["A", "D"]),
        (["--sections", "x"], list(Section)),
        (["--out", "x"], [format.ending for format in Format]),
        (["--out", "missing/a.pdf"], ["missing/a.pdf"]),
    ],
)
def test_what_there_is_is_listed(run: Run, team_db: Path, arguments: list[str], listed: list[str]):
    message = run("--json", "report", *ADA, *arguments, db=team_db).json["error"]["message"]
    assert all(name in message for name in listed)


def test_nobody_in_an_empty_database(run: Run, tmp_path: Path):
    assert run("--json", "report", "--all", "--out", tmp_path / "x").error == "report_nobody"
    assert run("--json", "report", "--kam", "Ada").error == "kam_unknown"
    assert inside(tmp_path) == []


def test_a_report_that_fails_alone_is_the_failure_of_the_command(run: Run, team_db: Path, tmp_path: Path, specs):
    ran = run("--json", "report", "--kam", "Z-1", "--out", tmp_path, db=team_db)
    assert (ran.code, ran.error, ran.err) == (1, "report_failed", "")
    assert inside(tmp_path) == []


def test_a_file_is_written_whole_or_not_at_all(run: Run, martin_db: Path, tmp_path: Path, monkeypatch, specs):
    out = tmp_path / "martin.pdf"
    before = STARTS[Format.PDF] + b"the one before"
    out.write_bytes(before)

    def full_disk(path: Path, content: bytes) -> None:
        path.write_bytes(content[:3])
        if content:
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("kamescope.cli.whole._write_new", full_disk)
        assert run("--json", "report", *MARTIN, "--out", out, db=martin_db).error == "file_not_written"
    assert (inside(tmp_path), out.read_bytes()) == (["martin.pdf"], before)
    assert run("report", *MARTIN, "--out", out, db=martin_db).code == 0
    assert (inside(tmp_path), out.read_bytes()) == (["martin.pdf"], made("M. MARTIN", Format.PDF))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_report_of_ours_is_replaced_and_said_to_be(run: Run, martin_db: Path, tmp_path: Path, specs, lang: str):
    out = tmp_path / "martin.pdf"
    first, second = (run("--lang", lang, "report", *MARTIN, "--out", out, db=martin_db).out for _ in range(2))
    assert (first, second) == (f"{out}\n", words(lang)("cli.report_replaced", file=out) + "\n")
    assert [file["replaced"] for file in files(run("--json", "report", *MARTIN, "--out", out, db=martin_db))] == [True]


@pytest.mark.parametrize("format", Format)
def test_another_file_is_not_overwritten(run: Run, martin_db: Path, tmp_path: Path, specs, format: Format):
    kind = {Format.HANDOUT: "fiche", Format.GUIDE: "guide"}.get(format, "rapport")
    name = f"{kind}_campagne-xyz_m-martin_xyz.{format.ending}"
    (tmp_path / name).write_bytes(b"mine")
    for out in (tmp_path, tmp_path / name):
        assert (
            run("--json", "report", *MARTIN, "--format", format, "--out", out, db=martin_db).error == "report_not_ours"
        )
    assert (inside(tmp_path), (tmp_path / name).read_bytes()) == ([name], b"mine")
    assert specs == []


def test_a_place_that_is_closed_is_known_before_the_work(run: Run, team_db: Path, tmp_path: Path, monkeypatch, specs):
    """Rights say nothing to an administrator: here the disk itself refuses."""

    def refuse(path: Path, content: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("kamescope.cli.whole._write_new", refuse)
    for arguments, asked in (
        ([*ADA, "--out", tmp_path / "a.pdf"], tmp_path / "a.pdf"),
        (["--all", "--campaign", "Printemps", "--out", tmp_path], tmp_path),
    ):
        ran = run("--json", "report", *arguments, db=team_db)
        assert (ran.code, ran.error, ran.err) == (2, "report_place_closed", "")
        assert f"« {asked} »" in ran.json["error"]["message"].replace("\N{NO-BREAK SPACE}", " ")
    assert (specs, inside(tmp_path)) == ([], [])
