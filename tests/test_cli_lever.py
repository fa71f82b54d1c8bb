"""`lever`: what each instrument prints of a file, what is refused and how it ends, what is kept."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kamescope import cli, service
from kamescope.service import everything, open_store
from tests.test_cli import Ran

Lever = Callable[..., Ran]
NONE: tuple[str, ...] = ()
WEIGHED = ("--weight", "revenue=60", "--weight", "deals=40", "--target", "revenue=100", "--target", "deals=10")
SOLD = "seller,revenue\nAda,400\nB,100\nC,100\nD,100\nE,100\nF,100\nG,50\nH,50\n"
DEALS = (
    "kam,segment,created,closed,state,amount,cost,hours\n"
    "Ada,new,2025-01-05,2025-03-01,won,1000,300,10\nAda,new,2025-01-20,2025-02-01,lost,500,100,10\n"
    "Bob,old,2025-02-03,2025-02-20,won,3000,200,20\nBob,old,2025-02-10,,open,800,50,\n"
)
QUIZ = Path(__file__).parent / "models" / "quiz.toml"


@pytest.fixture
def lever(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Path) -> Lever:
    """`lever NAME` of a csv with these lines, as JSON, in English, on a database of the test's own."""
    db = tmp_path / "own.duckdb"

    def lever(name: str, text: str = "", *options: str, words: bool = False) -> Ran:
        path = tmp_path / "file.csv"
        path.write_text(text, encoding="utf-8")
        file = [str(path)] if text else []
        said = [] if words else ["--json"]
        monkeypatch.setattr(
            sys, "argv", ["kamescope", "--lang", "en", "--db", str(db), "lever", name, *file, *options, *said]
        )
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return Ran(ended.value.code or 0, *capsys.readouterr())

    return lever


def kept(tmp_path: Path) -> list[service.LeverLine]:
    """The files that the test's database holds, if there is one."""
    path = tmp_path / "own.duckdb"
    if not path.exists():
        return []
    store = open_store(path)
    lines = list(everything(store).lever_files())
    store.close()
    return lines


def quiz(*answers: str, kam: str = "Ada") -> str:
    return "kam,question,answer\n" + "".join(f"{kam},{at},{each}\n" for at, each in enumerate(answers, start=1))


def test_roles(lever: Lever):
    """Fifteen answers make a total, its band, and a score for each role; those of all roles make the total."""
    (found,) = lever("roles", quiz(*"A" * 15)).json
    assert list(found) == ["kam", "total", "band", "roles"]
    assert list(found["roles"]) == ["watcher", "businessman", "networker", "conductor"]
    assert (found["kam"], sum(found["roles"].values())) == ("Ada", found["total"])
    assert found["band"] == ("below" if found["total"] < 35 else "on_the_way" if found["total"] <= 55 else "expert")


def test_portfolio(lever: Lever):
    """500 of 2,000 are a quarter: the third row; the richest of four is in the fourth column, and fragile."""
    text = "client,kam,revenue,potential\nA,Ada,500,2000\nB,Ada,90,100\nC,Bob,100,200\nD,Bob,10,400\n"
    found = lever("portfolio", text).json
    assert list(found) == ["clients", "fragile"]
    first = {"client": "A", "kam": "Ada", "revenue": 500, "potential": 2000, "share": 0.25}
    assert found["clients"][0] == first | {"row": 3, "column": 4, "fragile": True}
    assert [(each["row"], each["column"]) for each in found["clients"]] == [(3, 4), (1, 1), (2, 2), (4, 3)]
    assert found["fragile"] == {"clients": 2, "to_win": 1500 + 390}


def test_abc(lever: Lever):
    """50, 30, 10, 6 and 4 of 100: A, A, B, B (it crosses 95) and C."""
    text = "client,revenue,potential\nP,50,4\nQ,30,6\nR,10,10\nS,6,30\nT,4,50\n"
    found = lever("abc", text).json
    assert [each["revenue_class"] for each in found["clients"]] == ["A", "A", "B", "B", "C"]
    assert found["clients"][0] == {"client": "P", "revenue_class": "A", "potential_class": "C"}
    assert {cell: count for cell, count in found["cells"].items() if count} == {
        "AC": 1,
        "AB": 1,
        "BB": 1,
        "BA": 1,
        "CA": 1,
    }
    assert len(found["cells"]) == 9


def test_dependence(lever: Lever):
    expected = {"sellers": 8, "top_tenth": {"people": 1, "share": 0.4}, "half": 2, "verdict": "watch"}
    assert lever("dependence", SOLD).json == expected


def test_tasks(lever: Lever):
    """By potential, then hours, then as in the file."""
    heading = "task,duration,frequency,complexity,added_value,minutes,times_a_month\n"
    found = lever("tasks", heading + "P,1,1,3,3,,\nQ,3,3,1,1,30,2\nR,3,3,1,1,30,10\nS,2,2,2,3,,\n").json
    told = [list(each.values()) for each in found["tasks"]]
    assert list(found["tasks"][0]) == ["task", "potential", "level", "hours"]
    assert told == [["R", 12, "high", 5], ["Q", 12, "high", 1], ["S", 7, "some", None], ["P", 4, "low", None]]


def test_targets(lever: Lever):
    """0.6 × 120 + 0.4 × 50 = 92 %: not reached. A column of words is no criterion."""
    text = "seller,city,revenue,deals\nAda,Lyon,120,5\nBob,Lille,100,10\n"
    ran = lever("targets", text, *WEIGHED)
    sellers = [
        {"seller": "Ada", "attainment": 92, "reached": False},
        {"seller": "Bob", "attainment": 100, "reached": True},
    ]
    assert ran.json == {"sellers": sellers, "share_reached": 0.5}
    missing = lever("targets", text, words=True)
    assert missing.code == 2 and "No criterion has a weight" in missing.err and "revenue, deals." in missing.err


def test_indicators(lever: Lever):
    """New clients cost 400 for the one that was won; Ada wins one of two."""
    found = lever("indicators", DEALS).json
    assert list(found) == ["conversion", "cost_of_winning", "effort", "average_deal", "created"]
    assert found["conversion"]["all"] == pytest.approx(2 / 3)
    assert found["conversion"]["by_kam"] == {"Ada": 0.5, "Bob": 1.0}
    assert found["cost_of_winning"] == {"new": 400, "old": 200}
    assert found["average_deal"] == {"new": 1000, "old": 3000}
    assert found["created"] == {"2025-01": 2, "2025-02": 2}


@pytest.mark.parametrize(
    ("name", "text", "options", "code", "told"),
    [
        ("dependence", "seller,revenue\nAda,-3\nBob,4\n", NONE, 1, "Row 2, column “revenue”"),
        ("dependence", "seller,revenue\nAda,3\nBob,\n", NONE, 1, "Row 3, column “revenue”"),
        ("portfolio", "client,revenue,potential\nA,5 €,9\nB,4 $,9\n", NONE, 1, "Row 3, column “revenue”"),
        ("abc", "client,revenue,potential\nA,5,9\nB,4,9\n A ,4,9\n", NONE, 1, "Row 4, column “client”"),
        ("roles", quiz("A", "D"), NONE, 1, "Row 3, column “answer”"),
        ("roles", quiz("A") + "Ada,16,B\n", NONE, 1, "Row 3, column “question”"),
        ("roles", quiz("A") + "Ada,1,B\n", NONE, 1, "Row 3, column “kam”"),
        ("indicators", DEALS + "Bob,old,2025-05-01,2025-04-01,won,1,1,1\n", NONE, 1, "Row 6, column “closed”"),
        ("tasks", "task,duration,frequency,complexity,added_value\nP,4,1,1,1\n", NONE, 1, "Row 2, column “duration”"),
        ("targets", "seller,revenue,deals\nA,1,2\n", WEIGHED[:2] + WEIGHED[4:], 2, "make 60 "),
        (
            "targets",
            "seller,revenue,deals\nA,1,2\n",
            ("--weight", "deals=30", *WEIGHED[:2], *WEIGHED[4:]),
            2,
            "make 90 ",
        ),
        ("targets", "seller,revenue,deals\nA,1,2\n", WEIGHED[:6], 2, "“deals” has no target"),
        ("targets", "seller,a,b,c,d,e\nA,1,2,3,4,5\n", NONE, 1, "Between 2 and 4 criteria are needed; the file has 5"),
        ("targets", "seller,revenue,deals\nA,1,2\n", (*WEIGHED, "--cap", "much"), 2, "much"),
        ("dependence", "seller\nAda\n", NONE, 1, "revenue"),
        ("dependence", SOLD, ("--column", "turnover=revenue"), 2, "turnover"),
        ("horoscope", SOLD, NONE, 2, "horoscope"),
    ],
)
def test_what_is_refused_is_told_and_nothing_is_kept(
    lever: Lever, tmp_path: Path, name: str, text: str, options: tuple[str, ...], code: int, told: str
):
    """Each with row and column, in a sentence; a refusal of the file ends in 1, one of what was asked in 2."""
    ran = lever(name, text, *options, "--keep", words=True)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err and "Traceback" not in ran.err
    assert kept(tmp_path) == []


def test_a_potential_below_the_revenue_is_said_and_the_client_stands_apart(lever: Lever):
    """It is no fault of the file: what is bought says that the potential was guessed too low."""
    ran = lever("portfolio", "client,revenue,potential\nA,50,20\nB,10,40\n")
    assert ran.code == 0 and "Row 2, column “potential”" in ran.err
    assert [(each["client"], each["row"]) for each in ran.json["clients"]] == [("A", None), ("B", 3)]


def test_of_one_seller_there_are_figures_and_no_verdict(lever: Lever):
    expected = {"sellers": 1, "top_tenth": {"people": 1, "share": 1}, "half": 1, "verdict": "too_few"}
    assert lever("dependence", "seller,revenue\nAda,5\n").json == expected


@pytest.mark.deep
def test_what_is_kept_is_said_on_the_side_and_can_be_taken_back(lever: Lever, tmp_path: Path):
    first = lever("dependence", SOLD)
    assert kept(tmp_path) == []
    ran = lever("dependence", SOLD, "--keep", "--date", "2025-12-31", "--team", "North")
    assert ran.json == first.json and "1" in ran.err
    (line,) = kept(tmp_path)
    assert (line.instrument, str(line.held_on), line.team, line.rows) == ("dependence", "2025-12-31", "North", 8)
    assert lever("undo", "", "1").json == {"undone": 1}
    assert not kept(tmp_path)[0].stands
    assert lever("undo", "", "1").error == "lever_file_unknown"


def test_what_people_read_begins_with_the_answer(lever: Lever):
    ran = lever("dependence", SOLD, words=True)
    assert ran.code == 0 and "40" in ran.out.splitlines()[0]


def test_the_instruments_are_listed_with_their_columns(lever: Lever):
    found = lever("list").json
    assert [each["name"] for each in found] == [
        "abc", "dependence", "indicators", "portfolio", "roles", "targets", "tasks",
    ]  # fmt: skip
    assert {"name": "revenue", "required": True} in found[1]["columns"]


def test_a_quiz_of_ones_own_says_how_many_questions_and_answers_there_are(lever: Lever, tmp_path: Path):
    """Its second question has an answer D; what the pages could not show is not kept."""
    own = ("--quiz", str(QUIZ))
    expected = [{"kam": "Ada", "total": 8, "band": "all", "roles": {"hunter": 3, "farmer": 5}}]
    assert lever("roles", quiz("A", "D"), *own).json == expected
    third = lever("roles", quiz("A", "D", "A"), *own, words=True)
    assert third.code == 1 and "Row 4, column “question”" in third.err
    assert lever("roles", quiz("A", "D"), *own, "--keep").error == "lever_quiz_kept"
    assert kept(tmp_path) == []


def test_a_quiz_of_ones_own_is_checked(lever: Lever):
    good = lever("check", "", str(QUIZ))
    assert (good.code, good.json) == (0, {"ok": True, "questions": 2, "roles": 2, "issues": []})
    bad = lever("check", QUIZ.read_text(encoding="utf-8").replace('role = "hunter"', 'role = "wizard"'))
    assert bad.code == 1 and not bad.json["ok"]
    assert {each["code"] for each in bad.json["issues"]} >= {"quiz_role"}
    assert all(each["message"] for each in bad.json["issues"])
