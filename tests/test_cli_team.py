"""`compare` and `progress`: their documents and tables, whom they are about, what they refuse and how."""

from pathlib import Path

import pytest

from kamescope import places
from kamescope.analysis.published import Level, codes
from kamescope.i18n import words
from kamescope.model_file import model_from_data
from kamescope.service import everything, open_store
from tests import test_cli
from tests.reference import average
from tests.service.sheets import full, loaded, several
from tests.support import kamescope_model, other_model
from tests.test_cli import GROUPS, MODEL_DATA, Run

run, team_db = test_cli.run, test_cli.team_db

SPRING = ("--campaign", "Printemps 2026")
YEARS = ("--from", "Printemps 2025", "--to", "Printemps 2026")
SEASONS = ("--from", "Printemps", "--to", "Automne")
DEMO_IDS = [f"D0{number}" for number in range(1, 10)]
DASH = "–"


@pytest.fixture(scope="session")
def demo_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration: M. MARTIN, and a fictitious team over two campaigns."""
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    store = open_store(path)
    assert len(list(everything(store).import_demo(places.DEMO, kamescope_model()))) == 3
    store.close()
    return path


@pytest.fixture(scope="session")
def models_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One KAM under three models: the shipped one, that one without its first factor and three items, another one."""
    path = tmp_path_factory.mktemp("models") / "models.duckdb"
    data = MODEL_DATA | {"version": "next", "factors": MODEL_DATA["factors"][1:]}
    kept = {code for factor in data["factors"] for code in _items(factor)}
    groups = [
        {**g, "items": [code for code in g["items"] if code in kept]} if "items" in g else g for g in data["groups"]
    ]
    later = model_from_data(data | {"groups": groups}, "next.toml")
    store = open_store(path)
    for campaign, model in (("First", kamescope_model()), ("Next", later), ("Other", other_model())):
        loaded(store, several("manager", 2, model, campaign=campaign), model=model, name=f"{campaign}.csv")
    store.close()
    return path


def _items(factor: dict) -> list[str]:
    return [item["code"] for part in factor.get("sub_factors", [factor]) for item in part["items"]]


def cells(line: str) -> list[str]:
    """The columns of one line of a table."""
    return [part.strip() for part in line.split("  ") if part.strip()]


def scores(run: Run, db: Path, kam: str, campaign: str, level: str = "factor") -> dict[tuple[str, str], dict]:
    """What `scores` says of one KAM, by code and group."""
    rows = run("--json", "scores", "--kam", kam, "--campaign", campaign, "--level", level, db=db).json
    return {(row["code"], row["group"]): row for row in rows}


# compare


@pytest.mark.deep
def test_compare_is_one_row_a_kam_code_and_group(run: Run, demo_db: Path):
    ran = run("--json", "compare", *SPRING, db=demo_db)
    assert (ran.code, ran.err) == (0, "")
    factors = [factor.code for factor in kamescope_model().factors]
    order = [(kam, code, group) for kam in DEMO_IDS for code in factors for group in GROUPS]
    assert [(row["kam"], row["code"], row["group"]) for row in ran.json] == order
    assert all(list(row) == ["kam", "code", "group", "score", "percent", "status"] for row in ran.json)


@pytest.mark.deep
@pytest.mark.parametrize("level", list(Level))
def test_compare_says_of_each_what_scores_says_of_one(run: Run, demo_db: Path, level: str):
    rows = run("--json", "compare", *SPRING, "--level", level, db=demo_db).json
    assert len(rows) == len(DEMO_IDS) * len(codes(kamescope_model(), Level(level))) * len(GROUPS)
    for kam in ("D03", "D08", "D09"):
        alone = scores(run, demo_db, kam, SPRING[1], level)
        mine = [row for row in rows if row["kam"] == kam]
        assert len(mine) == len(alone)
        for row in mine:
            assert row == {key: (alone[row["code"], row["group"]] | {"kam": kam})[key] for key in row}


def test_a_masked_group_has_no_figure(run: Run, demo_db: Path):
    rows = run("--json", "compare", *SPRING, "--group", "client", db=demo_db).json
    statuses = {kam: {row["status"] for row in rows if row["kam"] == kam} for kam in DEMO_IDS}
    assert statuses["D08"] == {"masked", "no_data"}
    assert statuses["D09"] == {"no_data"}
    assert all((row["score"] is None) is (row["percent"] is None) is (row["status"] != "published") for row in rows)


@pytest.mark.parametrize("group", ["client", "self", "environment", " Environment "])
def test_compare_one_group(run: Run, demo_db: Path, group: str):
    rows = run("--json", "compare", *SPRING, "--group", group, db=demo_db).json
    assert {row["group"] for row in rows} == {group.strip().lower()}
    assert len(rows) == len(DEMO_IDS) * 13


@pytest.mark.parametrize("team", ["Équipe d’été", "  équipe   D’ÉTÉ "])
def test_compare_one_team_by_name(run: Run, team_db: Path, team: str):
    rows = run("--json", "compare", "--campaign", "printemps", "--team", team, db=team_db).json
    assert {row["kam"] for row in rows} == {"Z-1"}


@pytest.mark.deep
def test_the_only_campaign_need_not_be_named(run: Run, tmp_path: Path):
    store = open_store(tmp_path / "own.duckdb")
    loaded(store, [full("manager", "m1", 4, kam_id="A")])
    store.close()
    assert {row["kam"] for row in run("--json", "compare").json} == {"A"}


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("group", [None, "client"])
def test_the_table_shows_percents_and_the_teams_mean(run: Run, demo_db: Path, lang: str, group: str | None):
    say = words(lang)
    options = [] if group is None else ["--group", group]
    ran = run("--lang", lang, "compare", *SPRING, *options, db=demo_db)
    heading, *lines, last = ran.out.splitlines()
    rows = run("--json", "compare", *SPRING, "--group", group or "environment", db=demo_db).json
    by_code = [[row for row in rows if row["code"] == factor.code] for factor in kamescope_model().factors]
    assert cells(heading)[2:] == [factor.code for factor in kamescope_model().factors]
    assert len(lines) == len(DEMO_IDS)
    for line, kam in zip(lines, DEMO_IDS, strict=True):
        mine = [row for row in rows if row["kam"] == kam]
        shown = [say(row["status"]) if row["percent"] is None else say.percent(row["percent"]) for row in mine]
        assert cells(line)[0] == kam
        assert cells(line)[2:] == shown
    known = [[row["percent"] for row in column if row["status"] == "published"] for column in by_code]
    means = [say.percent(float(average(column))) if column else DASH for column in known]
    assert cells(last) == [say("team.mean"), *means]
    assert (DASH in means) is (group == "client")


@pytest.mark.deep
def test_real_people_are_compared_among_themselves(run: Run, tmp_path: Path):
    path = tmp_path / "own.duckdb"
    store = open_store(path)
    loaded(store, [full("manager", "m1", 4, kam_id="A", team="Nord")])
    made_up = [
        full("manager", f"d{n}", 3, kam=f"Démo {n}", kam_id=f"D{n}", team=team)
        for n, team in enumerate(("Nord", "Sud"))
    ]
    loaded(store, made_up, name="demo.csv", demo=True, fictitious=True)
    store.close()
    both = run("--json", "compare")
    assert {row["kam"] for row in both.json} == {"A"}
    assert both.err == words("fr")("team.fictitious_apart", 2) + "\n"
    north = run("--json", "compare", "--team", "nord")
    assert {row["kam"] for row in north.json} == {"A"}
    assert north.err == words("fr")("team.fictitious_apart", 1) + "\n"
    south = run("--json", "compare", "--team", "sud")
    assert ({row["kam"] for row in south.json}, south.err) == ({"D1"}, "")


def test_teams_there_are_are_listed(run: Run, team_db: Path):
    assert "Équipe d’été" in run("compare", "--campaign", "Printemps", "--team", "hiver", db=team_db).err
    message = run("--lang", "en", "compare", "--campaign", "Automne", "--team", "hiver", db=team_db).err.strip()
    assert message == words("en")("error.team_unknown", team="hiver", campaign="Automne", candidates=DASH)


@pytest.mark.deep
def test_teams_of_one_name_in_two_companies_are_not_one(run: Run, tmp_path: Path):
    store = open_store(tmp_path / "own.duckdb")
    places = (("A", "Alpha", "Nord"), ("B", "Bêta", "Nord"), ("C", "Bêta", "Sud"))
    sheets = [full("manager", kam, 4, kam=kam, kam_id=kam, company=company, team=team) for kam, company, team in places]
    loaded(store, sheets)
    store.close()
    refused = run("--json", "compare", "--team", "nord")
    assert (refused.code, refused.json["error"]["code"]) == (2, "team_ambiguous")
    assert refused.json["error"]["message"].endswith("Nord · Alpha; Nord · Bêta.")
    assert {row["kam"] for row in run("--json", "compare", "--team", "nord · bêta").json} == {"B"}
    assert {row["kam"] for row in run("--json", "compare", "--team", "Sud").json} == {"C"}


# progress


@pytest.mark.deep
@pytest.mark.parametrize("level", list(Level))
def test_progress_sets_two_campaigns_side_by_side(run: Run, demo_db: Path, level: str):
    option = [] if level == "factor" else ["--level", level]
    uneven = 0
    for kam in ("D03", "D07", "D09"):
        ran = run("--json", "progress", "--kam", kam, *YEARS, *option, db=demo_db)
        before, after = (scores(run, demo_db, kam, campaign, level) for campaign in (YEARS[1], YEARS[3]))
        assert (ran.code, [(row["code"], row["group"]) for row in ran.json]) == (0, list(before))
        for row in ran.json:
            assert list(row) == ["code", "group", "before", "after", "change", "status"]
            one, two = before[row["code"], row["group"]], after[row["code"], row["group"]]
            assert (row["before"], row["after"]) == (one["score"], two["score"])
            statuses = {one["status"], two["status"]}
            expected = next(status for status in ("masked", "no_data", "published") if status in statuses)
            if expected == "published" and row["group"] == "environment":
                sides = (made_of(side, row["code"]) for side in (before, after))
                expected = "published" if len(set(sides)) == 1 else "no_data"
                uneven += expected == "no_data"
            assert row["status"] == expected
            assert row["change"] == (two["score"] - one["score"] if expected == "published" else None)
    assert uneven == (level == "item")  # one item too few clients answered, in one of the campaigns


def made_of(rows: dict[tuple[str, str], dict], code: str) -> frozenset[str]:
    """The groups behind the environment of a code."""
    return frozenset(group for group in ("manager", "client") if rows[code, group]["status"] == "published")


def test_progress_of_a_person_without_a_self_rating_before(run: Run, demo_db: Path):
    rows = run("--json", "progress", "--kam", "O. SANTINI", *YEARS, "--level", "overall", db=demo_db).json
    (own,) = [row for row in rows if row["group"] == "self"]
    assert (own["before"], own["change"], own["status"]) == (None, None, "no_data")
    assert own["after"] is not None


def test_an_environment_of_other_groups_is_said(run: Run, team_db: Path):
    """Managers and peers in spring, a manager alone in autumn."""
    rows = run("--json", "progress", "--kam", "Ada Martin", *SEASONS, "--level", "overall", db=team_db)
    (environment,) = [row for row in rows.json if row["group"] == "environment"]
    assert None not in (environment["before"], environment["after"])
    assert (environment["change"], environment["status"]) == (None, "no_data")
    assert rows.err == words("fr")("team.uneven", 1) + "\n"
    table = run("progress", "--kam", "Ada Martin", *SEASONS, "--level", "overall", db=team_db)
    assert cells(table.out.splitlines()[-1])[-1] == words("fr")("team.uneven_cell")
    assert table.err == rows.err


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_table_of_progress_is_in_points(run: Run, demo_db: Path, lang: str):
    say = words(lang)
    ran = run("--lang", lang, "progress", "--kam", "D08", *YEARS, db=demo_db)
    heading, *lines = ran.out.splitlines()
    assert cells(heading)[2:] == ["Printemps 2025", "Printemps 2026", say("progress.change")]
    rows = run("--json", "progress", "--kam", "D08", *YEARS, db=demo_db).json
    assert len(lines) == len(rows) == 13 * 4
    for line, row in zip(lines, rows, strict=True):
        shown = (say(row["status"]) if row[side] is None else say.number(row[side], 2) for side in ("before", "after"))
        moved = DASH if row["change"] is None else say.signed(row["change"])
        assert cells(line)[0] == row["code"]
        assert cells(line)[2:] == [*shown, moved]
    assert say("masked") in ran.out


@pytest.mark.deep
def test_matching_two_models_leaves_out_what_one_of_them_lacks(run: Run, models_db: Path):
    about = ("progress", "--kam", "Ada Martin", "--from", "First", "--to", "Next", "--match")
    ran = run("--json", *about, db=models_db)
    factors = [factor.code for factor in kamescope_model().factors]
    assert list(dict.fromkeys(row["code"] for row in ran.json)) == factors[1:]
    assert ran.err == words("fr")("team.left_out", codes=factors[0]) + "\n"
    overall = run("--json", *about, "--level", "overall", db=models_db)
    assert (overall.code, overall.json) == (0, [])
    assert overall.err == words("fr")("team.whole_apart") + "\n"


# Masking, languages, misuse


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Five people twice, but for what the two peers of the last one answered in spring, of a minimum of three."""
    folder = tmp_path_factory.mktemp("twins")
    last = {"kam": "Kam 5", "kam_id": "K5"}
    for answer in (0, 10):
        sheets = [full("peer", "p1", answer, **last), full("peer", "p2", answer, **last)]
        sheets += several("manager", 1, **last) + several("peer", 3, campaign="Automne", **last)
        for n in range(1, 5):
            who = {"seed": n, "kam": f"Kam {n}", "kam_id": f"K{n}"}
            sheets += several("manager", 1, **who) + several("peer", 3, **who)
        store = open_store(folder / f"{answer}.duckdb")
        loaded(store, sheets)
        store.close()
    return folder / "0.duckdb", folder / "10.duckdb"


@pytest.mark.deep
@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("form", [["--json"], []])
def test_what_a_masked_group_answered_changes_nothing_that_is_printed(run: Run, twins, level: str, form: list[str]):
    masked = "masked" if form else words("fr")("masked")
    for command, tells in (
        (["compare", "--campaign", "Printemps"], bool(form)),
        (["compare", "--campaign", "Printemps", "--group", "peer"], True),
        (["progress", "--kam", "K5", *SEASONS], True),
    ):
        one, two = (run(*form, *command, "--level", level, db=path) for path in twins)
        assert (one.code, one.out, one.err) == (two.code, two.out, two.err)
        assert one.code == 0
        assert (masked in one.out) is tells


def test_the_documents_hold_codes_never_labels(run: Run, team_db: Path):
    for command in (["compare", "--campaign", "Printemps"], ["progress", "--kam", "Ada Martin", *SEASONS]):
        french, english = (run("--lang", lang, "--json", *command, db=team_db).out for lang in ("fr", "en"))
        assert french == english


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["compare"], "report_campaign_needed"),
        (["compare", "--campaign", "Hiver"], "campaign_unknown"),
        (["compare", "--campaign", "Printemps", "--team", "nobody’s"], "team_unknown"),
        (["compare", "--campaign", "Printemps", "--team", ""], "team_unknown"),
        (["compare", "--campaign", "Printemps", "--group", "client"], "group_unknown"),
        (["compare", "--campaign", "Printemps", "--level", "all"], "usage"),
        (["progress", "--kam", "Ada Martin", "--from", "Printemps"], "usage"),
        (["progress", *SEASONS], "usage"),
        (["progress", "--kam", "Ada Martin", "--from", "Printemps", "--to", " PRINTEMPS"], "campaign_twice"),
        (["progress", "--kam", "Ada Martin", "--from", "Hiver", "--to", "Printemps"], "campaign_unknown"),
        (["progress", "--kam", "Ada Martin", "--from", "Printemps", "--to", "Hiver"], "campaign_unknown"),
        (["progress", "--kam", "Nobody", *SEASONS], "kam_unknown"),
        (["progress", "--kam", "Bob", *SEASONS], "kam_ambiguous"),
        (["progress", "--kam", "Z-1", *SEASONS], "kam_not_in_campaign"),
        (["progress", "--kam", "Z-1", "--from", "Automne", "--to", "Printemps"], "kam_not_in_campaign"),
    ],
)
def test_misuse_is_two_and_says_why(run: Run, team_db: Path, arguments: list[str], code: str):
    ran = run("--json", *arguments, db=team_db)
    assert (ran.code, ran.error, ran.err) == (2, code, "")
    plain = run(*arguments, db=team_db)
    assert (plain.code, plain.out) == (2, "")
    assert plain.err.strip()


@pytest.mark.deep
@pytest.mark.parametrize(
    ("campaigns", "match", "code"),
    [
        (("First", "Next"), [], "models_differ"),
        (("First", "Other"), [], "models_differ"),
        (("First", "Other"), ["--match"], "scales_differ"),
    ],
)
def test_two_models_are_refused_with_the_reason(run: Run, models_db: Path, campaigns, match: list[str], code: str):
    about = ("progress", "--kam", "Ada Martin", "--from", campaigns[0], "--to", campaigns[1], *match)
    ran = run("--json", *about, db=models_db)
    assert (ran.code, ran.error) == (2, code)
    for lang in ("fr", "en"):
        message = run("--lang", lang, *about, db=models_db).err
        assert all(name in message for name in campaigns)


def test_an_empty_database_has_nobody_to_compare(run: Run):
    assert run("--json", "compare").error == "report_nobody"
    assert run("--json", "progress", "--kam", "Ada", *SEASONS).error == "campaign_unknown"
