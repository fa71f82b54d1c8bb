"""The commands about people (docs/design.md 6): bad input is said, nothing half done."""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from kamescope.i18n import LANGUAGES, words
from kamescope.service import open_store
from tests import test_cli
from tests.service.sheets import full, loaded
from tests.store.damage import copied
from tests.test_cli import Ran, Run

run = test_cli.run

HEADINGS = ("email", "name", "role", "company", "team", "kam")
ADMIN = {"role": "admin", "on": "everything", "company": "", "team": "", "kam": ""}
LEAD = {"role": "lead", "on": "team", "company": "XYZ", "team": "Nord", "kam": ""}


@pytest.fixture(scope="session")
def company_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two companies with a team Nord each, one of them with a Sud; two people called Bob; Ada has an id."""
    path = tmp_path_factory.mktemp("company") / "company.duckdb"
    store = open_store(path)
    people = [
        {"kam": "Ada Martin", "kam_id": "A-1", "company": "XYZ", "team": "Nord"},
        {"kam": "Bob", "company": "XYZ", "team": "Sud"},
        {"kam": "Bob", "company": "ABC", "team": "Nord"},
    ]
    loaded(store, [full("manager", "m1", 5, **facts) for facts in people])
    store.close()
    return path


@pytest.fixture
def company(company_file: Path, tmp_path: Path) -> Path:
    """A copy of it to write to."""
    return copied(company_file, tmp_path)


def listed(run: Run, db: Path) -> list[Mapping[str, object]]:
    """What `people` says."""
    return run("people", "--json", db=db).json


def done(run: Run, db: Path) -> list[str]:
    """What the audit says was done since the files came in, newest first."""
    return [line["what"] for line in run("audit", "--json", db=db).json if line["what"] != "imported"]


# One by one


def test_the_first_administrator_is_named_on_the_machine(run: Run):
    ran = run("grant", "admin", " Boss@Company.COM ", "--name", "The  Boss", "--json")
    assert ran.json == {"email": "boss@company.com", "name": "The Boss", "grants": [ADMIN]}
    assert ran.code == 0
    assert run("people", "--json").json == run("--json", "people").json == [ran.json]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (("kam", "--kam", "a-1"), {"role": "kam", "on": "kam", "company": "", "team": "", "kam": "A-1"}),
        (("manager", "--kam", "ada martin"), {"role": "manager", "on": "kam", "company": "", "team": "", "kam": "A-1"}),
        (("coach", "--team", "SUD"), LEAD | {"role": "coach", "team": "Sud"}),
        (("lead", "--team", "nord", "--company", "xyz"), LEAD),
        (("lead", "--company", "abc"), LEAD | {"on": "company", "company": "ABC", "team": ""}),
        (
            ("coach", "--kam", "Ada Martin", "--campaign", "printemps"),
            {**ADMIN, "role": "coach", "on": "kam", "kam": "A-1"},
        ),
    ],
)
def test_a_role_is_on_what_the_database_calls_so(run: Run, company: Path, asked: Sequence[str], given: dict):
    """And is taken back by the same words."""
    role, *on = asked
    assert run("grant", role, "zoe@x.fr", *on, "--json", db=company).json["grants"] == [given]
    assert listed(run, company) == [{"email": "zoe@x.fr", "name": "", "grants": [given]}]
    ran = run("revoke", role, "ZOE@x.fr", *on, "--json", db=company)
    assert (ran.code, ran.json) == (0, {"email": "zoe@x.fr", "name": "", "grants": []})
    assert listed(run, company) == []


def test_what_is_given_twice_is_there_once_and_a_name_is_kept(run: Run, company: Path):
    run("grant", "lead", "zoe@x.fr", "--company", "XYZ", "--name", "Zoé", db=company)
    run("grant", "lead", "zoe@x.fr", "--company", "xyz", db=company)
    run("grant", "admin", "zoe@x.fr", db=company)
    (zoe,) = listed(run, company)
    assert zoe["name"] == "Zoé"
    assert [each["role"] for each in zoe["grants"]] == ["admin", "lead"]


@pytest.mark.parametrize(
    "email", ["", "zoe", "zoe@x", "@x.fr", "zoe@x.fr, bob@x.fr", "Zoé <zoe@x.fr>", "mailto:z@x.fr"]
)
def test_what_is_no_address_is_nobody_s(run: Run, company: Path, email: str):
    ran = run("grant", "admin", email, "--json", db=company)
    assert (ran.code, ran.error) == (2, "email_unreadable")
    assert listed(run, company) == []


@pytest.mark.deep
@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (("boss",), "role_unknown", "kam, manager, coach, lead, admin"),
        (("kam",), "grant_needs", "kam"),
        (("admin", "--company", "XYZ"), "grant_needs", "everything"),
        (("coach", "--company", "XYZ"), "grant_needs", "kam | team"),
        (("lead", "--company", "Nobody"), "grant_company_unknown", "ABC; XYZ"),
        (("lead", "--team", "Ouest"), "grant_team_unknown", "Nord; Sud"),
        (("lead", "--team", "Sud", "--company", "ABC"), "grant_team_unknown", "Nord"),
        (("lead", "--team", "Nord"), "grant_team_ambiguous", "ABC; XYZ"),
        (("kam", "--kam", "Zoé"), "kam_unknown", "Zoé"),
        (("kam", "--kam", "Bob"), "kam_ambiguous", "Bob (ABC)"),
        (("kam", "--kam", "Bob", "--campaign", "Automne"), "campaign_unknown", "Printemps"),
        (("admin", "--name", "x" * 201), "person_name_long", "200"),
    ],
)
@pytest.mark.parametrize("command", ["grant", "revoke"])
def test_what_is_not_there_is_not_granted(
    run: Run, company: Path, command: str, asked: Sequence[str], code: str, told: str
):
    """It is misuse, and the sentence says what there is to choose from."""
    role, *on = asked
    ran = run("--json", "--lang", "en", command, role, "zoe@x.fr", *on, db=company)
    assert (ran.code, ran.error) == (2, code)
    assert told in ran.json["error"]["message"]
    assert listed(run, company) == [] and done(run, company) == []


def test_only_what_is_granted_can_be_taken_away(run: Run, company: Path):
    run("grant", "lead", "zoe@x.fr", "--company", "XYZ", db=company)
    for email, on in (("zoe@x.fr", ("--company", "ABC")), ("bob@x.fr", ("--company", "XYZ"))):
        ran = run("revoke", "lead", email, *on, "--json", db=company)
        assert (ran.code, ran.error) == (2, "grant_unknown")
    assert len(listed(run, company)) == 1


def test_what_only_looks_or_takes_away_makes_no_database(run: Run, tmp_path: Path):
    assert run("people", "--json").json == run("audit", "--json").json == []
    assert run("revoke", "admin", "zoe@x.fr").code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_people_and_audit_are_tables_for_people(run: Run, company: Path, lang: str):
    run("grant", "lead", "zoe@x.fr", "--team", "Nord", "--company", "XYZ", "--name", "Zoé", db=company)
    run("grant", "kam", "ada@x.fr", "--kam", "A-1", db=company)
    head, ada, zoe = run("--lang", lang, "people", db=company).out.splitlines()
    assert head.split() == [
        words(lang)(key) for key in ("column.email", "column.person", "column.role", "cli.heading.on")
    ]
    assert ada.split() == ["ada@x.fr", "kam", "A-1"]
    assert zoe.split() == ["zoe@x.fr", "Zoé", "lead", "Nord", "·", "XYZ"]
    head, *lines = run("--lang", lang, "audit", db=company).out.splitlines()
    assert words(lang)("cli.heading.who") in head
    assert ["granted" in line and "command line" in line for line in lines[:2]] == [True, True]


def test_the_audit_says_what_the_command_line_did_newest_first(run: Run, company: Path):
    run("grant", "admin", "zoe@x.fr", db=company)
    assert run("audit", "--json", db=company).json[0]["on"] == "zoe@x.fr"
    run("revoke", "admin", "zoe@x.fr", db=company)
    lines = run("audit", "--json", db=company).json
    assert [line["what"] for line in lines] == ["revoked", "granted", "imported"]
    for line in lines:
        assert list(line) == ["at", "who", "role", "what", "on"]
        assert (line["who"], line["role"]) == ("command line", "")
        assert len(line["at"]) == len("2026-03-02T10:15:00")
    revoked, granted, imported = (line["on"] for line in lines)
    assert revoked == granted and re.fullmatch("[a-z2-7]{12}", granted), "who has nothing left is a token"
    assert imported == ""


# A file of people


def as_csv(rows: Sequence[Sequence[object]]) -> bytes:
    """The rows as a spreadsheet saves them in French."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


def as_xlsx(rows: Sequence[Sequence[object]], change: Callable[[Workbook], object] = lambda book: None) -> bytes:
    """The rows as a workbook."""
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    change(book)
    book.save(content)
    return content.getvalue()


def people_import(run: Run, db: Path, content: bytes | Sequence[Sequence[object]], *options: str) -> Ran:
    """Import a file of people, in English."""
    path = db.parent / "people.table"
    path.write_bytes(content if isinstance(content, bytes) else as_csv([HEADINGS, *content]))
    return run("--lang", "en", "people", "import", path, "--json", *options, db=db)


PEOPLE = [
    ("Zoe@X.fr", "Zoé", "Lead", "xyz", "nord", ""),
    ("", None, "  ", "", "", ""),
    ("zoe@x.fr", "", "kam", "", "", "a-1"),
    ("boss@x.fr", "The Boss", "ADMIN", "", "", ""),
]


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
@pytest.mark.parametrize("headings", [HEADINGS, ("Adresse e-mail", "Nom", "Rôle", "Société", "Équipe", "KAM")])
def test_a_file_gives_everything_it_says(run: Run, company: Path, write, headings: Sequence[str]):
    ran = people_import(run, company, write([headings, *PEOPLE]))
    told = {"file": "people.table", "status": "imported", "number": 1, "people": 2, "grants": 3, "known": 0}
    assert (ran.code, ran.json) == (0, told | {"issues": []})
    kam = {**ADMIN, "role": "kam", "on": "kam", "kam": "A-1"}
    assert listed(run, company) == [
        {"email": "boss@x.fr", "name": "The Boss", "grants": [ADMIN]},
        {"email": "zoe@x.fr", "name": "Zoé", "grants": [kam, LEAD]},
    ]
    assert done(run, company) == ["granted"] * 3
    on = [line["on"] for line in run("audit", "--json", db=company).json if line["what"] == "granted"]
    assert sorted(on) == ["A-1", "boss@x.fr", "zoe@x.fr"], "two people, and the KAM whom one of them is given"


@pytest.mark.deep
def test_what_a_file_gave_is_taken_back_by_its_number(run: Run, company: Path):
    run("grant", "admin", "boss@x.fr", db=company)
    first = people_import(run, company, PEOPLE).json["number"]
    assert people_import(run, company, PEOPLE).json["number"] is None, "it gave nothing"
    second = people_import(run, company, [("bob@x.fr", "", "admin", "", "", "")]).json["number"]
    assert run("people", "undo", second, "--json", db=company).json == {
        "number": second,
        "status": "undone",
        "grants": 1,
    }
    third = people_import(run, company, [("bob@x.fr", "", "admin", "", "", "")]).json["number"]
    assert third > second, "whoever still reads of the second takes back no other"
    again = run("people", "undo", second, "--json", db=company)
    assert (again.code, again.json["error"]["code"]) == (2, "grants_unknown")
    assert str(first) in run("people", "undo", first, db=company).out
    assert [person["email"] for person in listed(run, company)] == ["bob@x.fr", "boss@x.fr"], "had before, and third"


def test_a_dry_run_gives_nothing(run: Run, company: Path):
    ran = people_import(run, company, PEOPLE, "--dry-run")
    assert (ran.code, ran.json["status"], ran.json["grants"]) == (0, "would_import", 3)
    assert listed(run, company) == [] and done(run, company) == []


def test_who_is_known_keeps_what_they_have(run: Run, company: Path):
    run("grant", "admin", "boss@x.fr", "--name", "Boss", db=company)
    ran = people_import(run, company, PEOPLE)
    assert (ran.json["grants"], ran.json["known"]) == (3, 1)
    assert listed(run, company)[0] == {"email": "boss@x.fr", "name": "The Boss", "grants": [ADMIN]}
    assert people_import(run, company, PEOPLE).json["known"] == 3


@pytest.mark.parametrize(
    ("line", "code", "column", "told"),
    [
        (("zoe@x", "", "admin"), "email_unreadable", "email", "zoe@x"),
        (("", "", "admin"), "email_unreadable", "email", "first.last@company.com"),
        (("zoe@x.fr", "", "boss"), "role_unknown", "role", "kam, manager, coach, lead, admin"),
        (("zoe@x.fr", "", ""), "role_unknown", "role", "lead"),
        (("zoe@x.fr", "", "lead"), "grant_needs", "role", "team | company"),
        (("zoe@x.fr", "", "lead", "Nobody"), "grant_company_unknown", "company", "ABC; XYZ"),
        (("zoe@x.fr", "", "lead", "", "Ouest"), "grant_team_unknown", "team", "Nord; Sud"),
        (("zoe@x.fr", "", "lead", "", "Nord"), "grant_team_ambiguous", "team", "ABC; XYZ"),
        (("zoe@x.fr", "", "kam", "", "", "Zoé"), "kam_unknown", "kam", "Zoé"),
        (("zoe@x.fr", "", "kam", "", "", "Bob"), "kam_ambiguous", "kam", "ABC"),
        (("boss@x.fr", "Somebody Else", "admin"), "people_two_names", "name", "“The Boss” in row 2"),
        (("zoe@x.fr", "#REF!", "admin"), "people_cell", "name", "#REF!"),
        (("zoe@x.fr", "x" * 201, "admin"), "person_name_long", "role", "200"),
    ],
)
def test_one_line_that_is_wrong_refuses_the_file_and_says_where(run: Run, company: Path, line, code, column, told):
    ran = people_import(run, company, [("boss@x.fr", "The Boss", "admin"), (), line])
    assert (ran.code, ran.json["status"]) == (1, "refused")
    (issue,) = [each for each in ran.json["issues"] if each["severity"] == "error"]
    assert (issue["code"], issue["row"], issue["column"]) == (code, 4, column)
    assert issue["message"].startswith(f"Row 4, column “{column}”: ") and told in issue["message"]
    assert listed(run, company) == [] and done(run, company) == []


def test_every_line_that_is_wrong_is_named(run: Run, company: Path):
    ran = people_import(run, company, [("zoe", "", "admin"), ("zoe@x.fr", "", "boss"), ("bob@x.fr", "", "lead")])
    assert [issue["row"] for issue in ran.json["issues"]] == [2, 3, 4]


def test_lines_that_say_the_same_count_once_and_are_said(run: Run, company: Path):
    ran = people_import(
        run, company, [("zoe@x.fr", "", "admin"), ("ZOE@x.fr", "Zoé", "admin"), ("zoe@x.fr", "zoé", "admin")]
    )
    assert (ran.code, ran.json["grants"]) == (0, 1)
    assert [(issue["code"], issue["row"]) for issue in ran.json["issues"]] == [
        ("people_line_twice", 3),
        ("people_line_twice", 4),
    ]
    assert [person["name"] for person in listed(run, company)] == ["zoé"]


def hidden_row(book: Workbook) -> None:
    """A person filtered out of sight."""
    book.active.row_dimensions[2].hidden = True


def hidden_column(book: Workbook) -> None:
    """The roles out of sight."""
    book.active.column_dimensions["C"].hidden = True


def merged(book: Workbook) -> None:
    """One e-mail for two rows."""
    book.active.merge_cells("A2:A3")


def two_lists(book: Workbook) -> None:
    """The same list on a second sheet."""
    book.copy_worksheet(book.active)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (hidden_row, {"people_row_hidden"}),
        (hidden_column, {"people_column_hidden"}),
        (merged, {"people_cell", "email_unreadable"}),
        (two_lists, {"people_sheets"}),
    ],
)
def test_what_nobody_sees_in_a_workbook_is_given_to_nobody(run: Run, company: Path, change, codes: set[str]):
    rows = [HEADINGS, ("zoe@x.fr", "", "admin"), ("bob@x.fr", "", "admin")]
    ran = people_import(run, company, as_xlsx(rows, change))
    assert ran.code == 1 and {issue["code"] for issue in ran.json["issues"]} == codes
    assert listed(run, company) == []


def test_a_hidden_sheet_is_not_read(run: Run, company: Path):
    def add(book: Workbook) -> None:
        sheet = book.create_sheet("old")
        sheet.append(HEADINGS)
        sheet.append(("old@x.fr", "", "admin"))
        sheet.sheet_state = "hidden"

    assert people_import(run, company, as_xlsx([HEADINGS, ("zoe@x.fr", "", "admin")], add)).code == 0
    assert [person["email"] for person in listed(run, company)] == ["zoe@x.fr"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"%PDF-1.7 not a table", None),
        (b"PK\x03\x04 damaged", None),
        (as_csv([HEADINGS]), "people_nobody"),
        (as_csv([("name", "role"), ("Zo\xe9", "admin")]), "people_headings"),
        (as_csv([("email", "E-mail", "role"), ("a@x.fr", "b@x.fr", "admin")]), "people_heading_twice"),
        (b"email;role\nzoe@x.fr;admin;x\n", "people_row_longer"),
    ],
)
def test_a_file_that_lists_nobody_says_why(run: Run, company: Path, content: bytes, code: str | None):
    ran = people_import(run, company, content)
    (issue,) = ran.json["issues"]
    assert (ran.code, ran.json["status"]) == (1, "refused")
    assert code in (None, issue["code"]) and issue["message"].endswith(".")
    assert listed(run, company) == []


def test_a_column_that_is_not_read_is_said(run: Run, company: Path):
    ran = people_import(run, company, as_csv([("email", "role", "Phone"), ("zoe@x.fr", "admin", "1")]))
    assert ran.code == 0
    assert [(issue["code"], issue["column"]) for issue in ran.json["issues"]] == [("people_column_ignored", "Phone")]


def test_a_file_that_is_not_there_is_refused(run: Run, company: Path):
    ran = run("people", "import", company.parent / "none.csv", "--json", db=company)
    assert (ran.code, ran.error) == (1, "file_not_found")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_of_people_is_told_in_a_table(run: Run, company: Path, lang: str):
    path = company.parent / "people.csv"
    path.write_bytes(as_csv([HEADINGS, *PEOPLE]))
    say = words(lang)
    line, undo = run("--lang", lang, "people", "import", path, db=company).out.splitlines()
    assert undo.strip() == say("cli.people_number", number="1")
    assert line == f"people.csv  {say('status.imported')}  {say('cli.people_counts', 3, people='2', known='0')}"
    path.write_bytes(as_csv([HEADINGS, ("zoe", "", "admin")]))
    first, second = run("--lang", lang, "people", "import", path, db=company).out.splitlines()
    assert say("status.refused") in first
    assert say("severity.error") in second and "2" in second
