"""Comparer: the team as the analysis says, filters and links as everywhere, and what is masked nowhere."""

import csv
import io
import json
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from streamlit.testing.v1 import AppTest

from kamescope import service
from kamescope.analysis.compare import Measure, heatmap
from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Level
from kamescope.i18n import words
from kamescope.model import ENVIRONMENT
from kamescope.sentences import in_words
from kamescope.service import Cohort, Whose, everything
from kamescope.ui import components, data
from tests.charts.test_fragments import Node, Tree
from tests.pages import databases
from tests.pages.app import TEAM_PAGES, charts, faults, heading, links, opened, sent, shown, turned, unmarked, widget
from tests.pages.company import company
from tests.pages.databases import People, Rater, rated
from tests.support import kamescope_model

FRENCH = words("fr")
MODEL = kamescope_model()
LEAD = "KAM 0003"
FIRST = 3
HINTED = ("compare.hint_kams", "compare.alphabetical")
MASKED = "KAM 0007"
"""Of the made-up company the KAM of whom only two clients answered."""


class House(NamedTuple):
    """A database, its largest campaign's figures, and the cohorts in it."""

    people: People
    panel: Panel
    cohorts: tuple[Cohort, ...]

    def token(self, name: str) -> str:
        """The KAM of that name."""
        return self.people.find(name).kam.token


def housed(path: Path, kams: int) -> House:
    """A made-up company."""
    return known(company(path, kams))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """One team of twelve."""
    return housed(tmp_path_factory.mktemp("house") / "twelve.duckdb", 12)


@pytest.fixture(scope="module")
def company_of_many(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A team of 25 and one of 20."""
    return housed(tmp_path_factory.mktemp("many") / "many.duckdb", 45)


@pytest.fixture
def page(house: House, use: Callable[[Path], None]) -> Callable[..., AppTest]:
    """Open the page on the twelve, without a fault."""
    use(house.people.path)
    return lambda **query: _opened(house.people.link(LEAD) | query)


@pytest.fixture
def many(company_of_many: House, use: Callable[[Path], None]) -> Callable[..., AppTest]:
    """Open the page on the whole company, without a fault."""
    use(company_of_many.people.path)
    everyone = company_of_many.cohorts[0].token
    return lambda **query: _opened(company_of_many.people.link(LEAD) | {"cohort": everyone} | query)


def _opened(query: dict[str, str]) -> AppTest:
    test = opened("compare", **query)
    assert faults(test) == []
    return test


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[dict[str, str]]]:
    """What the downloads of the page hold, by the last part of their names."""
    found: dict[str, list[dict[str, str]]] = {}

    def offered(label: str, data: object, file_name: str, *_: object, **__: object) -> None:
        text = (data() if callable(data) else data).decode("utf-8-sig")
        found[file_name] = list(csv.DictReader(io.StringIO(text), delimiter=";"))

    monkeypatch.setattr(components.st, "download_button", offered)
    return found


def table(test: AppTest, name: str = "heatmap") -> Node:
    """One of the page's fragments as a tree."""
    found = next(each for each in test.main.get("bidi_component") if each.proto.id.endswith(f"pick_{name}"))
    tree = Tree()
    tree.feed(json.loads(found.proto.json))
    return tree.root


def names(tree: Node, kind: str = "kam") -> list[str]:
    """Who is listed, in order."""
    buttons = [node for node in tree.all("button") if node.attributes["data-pick"].startswith(f"{kind}:")]
    return [button.all("span", "kms-label")[0].text for button in buttons]


def cell(tree: Node, kam: str, code: str) -> str | None:
    """What the tile of a KAM (token) and code shows; None without a tile."""
    pick = f"cell:{kam}:{code}"
    return next((node.text for node in tree.all("button") if node.attributes["data-pick"] == pick), None)


def flat(text: str) -> str:
    """A text as it reads: Markdown's marks taken away, every space the same."""
    return " ".join(unmarked(text).split())


def infos(test: AppTest) -> list[str]:
    """The notices, as they read."""
    return [flat(info.value) for info in test.info]


# All KAMs


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_twelve_stand_side_by_side_in_alphabetical_order(page, house: House, language: str) -> None:
    test, say = page(lang=language, show="score"), words(language)
    assert heading(test) == flat(f"Équipe 01 {say('page.compare')}")
    tree = table(test)
    assert names(tree) == [f"KAM {number:04}" for number in range(1, 13)]
    assert say("compare.alphabetical") in shown(test)
    found = heatmap(house.panel, Level.FACTOR, ENVIRONMENT, Measure.SCORE, None, each_seen=True)
    for row, kam in enumerate(house.panel.kams):
        for at, (_, code) in enumerate(found.places):
            expected = say.number(MODEL.scale.percent(float(found.values[row, at])))
            assert cell(tree, kam.token, code).removesuffix("°") == expected


def test_the_cards_name_the_ends_of_the_means_and_the_widest_gaps(page, house: House) -> None:
    test = page()
    scores, gaps = (
        heatmap(house.panel, Level.FACTOR, ENVIRONMENT, measure, None, each_seen=True)
        for measure in (Measure.SCORE, Measure.GAP)
    )
    asked = [
        at for at, (_, code) in enumerate(scores.places) if code not in ("ALL", "F6")
    ]  # F6 is not asked of clients
    highest, lowest = (pick(asked, key=lambda at: scores.means[at]) for pick in (max, min))
    widest = max(asked, key=lambda at: scores.values[:, at].max() - scores.values[:, at].min())
    labels = [flat(label) for label, _ in links(test)]
    for at in (highest, lowest, widest):
        code = scores.places[at][1]
        assert flat(f"{code} {FRENCH.text(MODEL.factor_of[code].name)}") in labels
    for at in (highest, lowest):
        mean = FRENCH.percent(MODEL.scale.percent(float(scores.means[at])))
        assert flat(FRENCH("compare.mean", mean=mean)) in flat(shown(test))
    gap_labels = [label for label in labels if " : " in label]
    told = [float(label.split(" : ")[1].strip("°").replace("−", "-").replace(",", ".")) / 20 for label in gap_labels]
    assert [label.endswith("°") for label in gap_labels] == [MASKED in label for label in gap_labels]
    sizes = sorted((abs(gap) for gap in gaps.values[:, asked].flatten()), reverse=True)
    assert [abs(gap) for gap in told] == pytest.approx([size for size in sizes if size >= 1][:3], abs=0.026)
    assert "points sur 100" in shown(test), "the unit of the matrix too"


@pytest.mark.parametrize(
    ("query", "figure"),
    [
        ({"show": "score", "unit": "points"}, r"\d,\d\d°?"),
        ({"show": "gap"}, r"[+−]?\d+(,\d)?°?"),
        ({"show": "gap", "unit": "points"}, r"[+−]?\d,\d\d°?"),
        ({}, r"[+−]?\d+(,\d)?°?"),
        ({"show": "difference", "unit": "points", "regard": "client"}, r"[+−]?\d,\d\d"),
        ({"show": "score", "level": "item", "regard": "self"}, r"\d,\d\d"),
        ({"show": "score", "level": "sub_factor", "factors": "F1,F9"}, r"\d+°?"),
    ],
    ids=lambda value: "&".join(f"{key}={each}" for key, each in value.items()) if isinstance(value, dict) else "",
)
def test_level_view_unit_and_figures_are_as_the_address_says(page, query: dict[str, str], figure: str) -> None:
    tree = table(page(**query))
    tiles = [node for node in tree.all("button") if node.attributes["data-pick"].startswith("cell:")]
    assert tiles
    assert [tile.text for tile in tiles if not re.fullmatch(figure, tile.text)] == []
    codes = {tile.attributes["data-pick"].rpartition(":")[2] for tile in tiles}
    if "factors" in query:
        assert codes == {"ALL", "SF1", "SF2", "SF3", "F9"}
    else:
        level = Level(query.get("level", "factor"))
        parts = {Level.FACTOR: MODEL.factors, Level.ITEM: MODEL.items}[level]
        assert codes <= {"ALL", *(part.code for part in parts)}


def test_an_order_that_cannot_be_seen_is_alphabetical(page) -> None:
    test = page(order="-F3", factors="F1,F2")
    assert names(table(test)) == sorted(names(table(test)))
    assert FRENCH("compare.alphabetical") in shown(test)
    assert FRENCH("compare.lowest_first", code="F3") in shown(page(order="-F3"))


def test_masked_clients_are_announced_and_figure_nowhere(page, house: House, tables) -> None:
    test = page(regard="client", counts="yes")
    minimum = str(MODEL.group("client").minimum)
    assert infos(test) == [flat(FRENCH("team.masked", 1, group="Clients", kams=MASKED, minimum=minimum))]
    assert not any(cell(table(test), house.token(MASKED), code) for code in ("ALL", "F1", "F6"))
    ((_, listed),) = tables.items()
    masked = [row for row in listed if row[FRENCH("heatmap.kam")] == MASKED]
    assert len(masked) == 14
    for key in ("column.score", "column.percent", "column.answers"):
        assert {row[FRENCH(key)] for row in masked} == {""}
    assert {row[FRENCH("column.status")] for row in masked} == {FRENCH("masked"), FRENCH("no_data")}
    assert {row[FRENCH("heatmap.respondents")] for row in masked} == {"2"}


# Who is compared


@pytest.mark.parametrize("name", [name for name in TEAM_PAGES if name != "progress"])
def test_from_one_who_is_alone_the_largest_cohort_opens_and_it_is_said(demo: People, name: str) -> None:
    test = opened(name, **demo.link("MARTIN"))
    assert faults(test) == []
    told = {"kam": "M. MARTIN", "own": demo.find("MARTIN").campaign.name, "campaign": "Printemps 2026"}
    assert flat(FRENCH("team.moved", 9, **told)) in infos(test)
    assert "9 KAM" in flat(shown(test))
    assert dict(test.query_params) == demo.link("MARTIN"), "the address, and so the menu, stay with whom one looks at"
    assert demo.link("MARTIN")["campaign"] in next(query for label, query in links(test) if "MARTIN" in label)


@pytest.mark.deep
def test_of_equal_cohorts_the_latest_opens(tmp_path: Path, use: Callable[[Path], None]) -> None:
    both = [Rater("self"), Rater("manager")]
    people = company(tmp_path / "two.duckdb", 2, ("Ancien", "Récent"))
    people = databases.filled(people.path, (MODEL, rated(MODEL, "Z. SEULE", both, "ACME", "Seule")))
    use(people.path)
    assert "Récent" in shown(opened("compare", **people.link("SEULE")))


def test_what_is_chosen_beside_the_largest_cohort_stays_in_its_campaign(demo: People) -> None:
    """The address still names the one who is alone, in whose campaign the other cohort is not."""
    test = opened("benchmark", **demo.link("MARTIN"))
    santini = demo.find("SANTINI", "2026")
    widget(test, "selectbox", "view_kam").select(santini.kam.token).run()
    assert faults(test) == []
    assert test.query_params["kam"] == santini.kam.token
    assert test.query_params["campaign"] == santini.campaign.token
    test = opened("compare", **demo.link("MARTIN"))
    widget(test, "selectbox", "view_campaign").select(demo.find("SANTINI", "2025").campaign.token).run()
    assert faults(test) == []
    assert "Printemps 2025" in shown(test)


def test_where_nobody_has_company_the_page_says_what_is_needed(tmp_path: Path, use: Callable[[Path], None]) -> None:
    sheet = rated(MODEL, "Z. SEULE", [Rater("self"), Rater("manager")])
    use((people := databases.filled(tmp_path / "one.duckdb", (MODEL, sheet))).path)
    test = opened("compare", **people.link("SEULE"))
    assert faults(test) == []
    assert infos(test) == [flat(FRENCH("team.too_few", 1))]


@pytest.mark.deep
def test_a_gap_to_talk_about_from_an_unlike_environment_is_marked(many) -> None:
    test = many()
    gaps = [flat(label) for label, _ in links(test) if " : " in flat(label)]
    marked = {label.split(",")[0] for label in gaps if label.endswith("°")}
    assert marked == {label.split(",")[0] for label in gaps if label.split(",")[0].endswith("7")} != set()


def test_of_self_the_gap_is_said_to_be_to_the_environment(page) -> None:
    assert FRENCH("compare.title_gap_self") in shown(page(show="gap", regard="self"))
    assert FRENCH("compare.title_gap") in shown(page(show="gap", regard="client"))


def test_where_one_alone_has_a_score_nothing_is_said_to_be_equal(page, house: House) -> None:
    chosen = ",".join(house.token(name) for name in ("KAM 0002", MASKED))
    text = shown(page(mode="close", people=chosen, regard="client"))
    assert FRENCH("near.no_two") in text
    assert FRENCH("near.no_widest") not in text


def test_one_kam_alone_finds_their_own_results_at_a_press(demo: People) -> None:
    test = opened("compare", **demo.link("MARTIN"))
    label = flat(FRENCH("team.own", kam="M. MARTIN"))
    (query,) = [query for name, query in links(test) if flat(name) == label]
    assert f"kam={demo.link('MARTIN')['kam']}" in query


def test_groups_left_out_on_another_page_are_no_filter_here(demo: People) -> None:
    assert not reset_offered(opened("compare", **demo.link("RIVOIRE"), groups="client"))
    assert reset_offered(opened("team_factor", **demo.link("RIVOIRE"), groups="client"))


def reset_offered(test: AppTest) -> bool:
    """Whether the filters can be taken back at a press."""
    return FRENCH("filter.reset") in [button.label for button in test.main.button]


@pytest.fixture
def two_waves(tmp_path: Path, use: Callable[[Path], None]) -> People:
    """Four KAMs of two companies at first, later two of one of them: there everyone is that company."""
    both = [Rater("self"), Rater("manager"), *[Rater("client", "Industrie")] * 3, *[Rater("client", "Services")] * 3]
    sheets = [
        (MODEL, rated(MODEL, name, both, company, campaign))
        for name, company, campaign in (
            *((f"{name}. X", "XYZ", campaign) for name in "AB" for campaign in ("Vague 1", "Vague 2")),
            *((f"{name}. Y", "ABC", "Vague 1") for name in "CD"),
        )
    ]
    people = databases.filled(tmp_path / "waves.duckdb", *sheets)
    use(people.path)
    return people


@pytest.mark.deep
@pytest.mark.parametrize("reach", ["everyone", "company"])
def test_another_campaign_on_a_kam_s_page_leaves_the_team_pages_a_cohort(two_waves: People, reach: str) -> None:
    with closing(service.open_store(two_waves.path)) as store:
        first = two_waves.find("A. X", "1").campaign.token
        cohort = next(each.token for each in everything(store).cohorts(first) if each.reach == reach)
    test = opened("overview", **two_waves.link("A. X", "Vague 1"), cohort=cohort)
    widget(test, "selectbox", "view_campaign").select("Vague 2").run()
    test = turned(test, "compare")
    assert faults(test) == []
    assert names(table(test)) == ["A. X", "B. X"]


@pytest.mark.deep
def test_another_kam_on_a_kam_s_page_is_among_those_compared(two_waves: People) -> None:
    company = opened("compare", **two_waves.link("A. X", "Vague 1"))
    assert names(table(company)) == ["A. X", "B. X"]
    test = opened("overview", **company.query_params)
    widget(test, "selectbox", "view_kam").set_value(two_waves.find("C. Y").kam.token).run()
    assert names(table(turned(test, "compare"))) == ["C. Y", "D. Y"]


@pytest.mark.deep
def test_from_a_filter_that_leaves_one_alone_a_press_leads_to_all(tmp_path: Path, use: Callable[[Path], None]) -> None:
    both = [Rater("self"), Rater("manager"), *[Rater("client", "Industrie")] * 3, *[Rater("client", "Services")] * 3]
    sheets = [(MODEL, rated(MODEL, name, raters)) for name, raters in (("A. DEUX", both), ("B. SEULE", both[:-2]))]
    use((people := databases.filled(tmp_path / "s.duckdb", *sheets)).path)
    test = opened("compare", **people.link("A. DEUX"))
    values = widget(test, "selectbox", "view_segment")
    values.select(next(name for name in values.options if "Services" in name)).run()
    assert infos(test)[-1] == flat(FRENCH("team.too_few", 1))
    label = flat(FRENCH("team.go", 2, campaign="Vague 1"))
    next(button for button in test.main.button if flat(button.label).startswith(label)).click().run()
    assert names(table(test)) == ["A. DEUX", "B. SEULE"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_link_to_no_cohort_says_so_and_shows_nobody(house: House, use, language: str) -> None:
    use(house.people.path)
    test = opened("compare", **house.people.link(LEAD), cohort="abcdefghijkl", lang=language)
    assert faults(test) == []
    assert heading(test) == words(language)("empty.link_title")
    assert "KAM 0" not in sent(test)


@pytest.fixture
def segments(tmp_path: Path, use: Callable[[Path], None]) -> People:
    """Two KAMs with clients enough in both segments, one whose second segment is a single client."""
    both = [Rater("self"), Rater("manager"), *[Rater("client", "Industrie")] * 3, *[Rater("client", "Services")] * 3]
    sheets = [(MODEL, rated(MODEL, name, raters)) for name, raters in (("A. DEUX", both), ("B. DEUX", both))]
    people = databases.filled(tmp_path / "s.duckdb", *sheets, (MODEL, rated(MODEL, "C. SEULE", both[:-2])))
    use(people.path)
    return people


@pytest.mark.deep
def test_under_a_segment_those_it_cannot_filter_are_set_aside_by_name(segments: People, tables) -> None:
    test = _opened(segments.link("A. DEUX"))
    assert names(table(test)) == ["A. DEUX", "B. DEUX", "C. SEULE"]
    values = widget(test, "selectbox", "view_segment")
    values.select(next(name for name in values.options if "Industrie" in name)).run()
    assert faults(test) == []
    assert names(table(test)) == ["A. DEUX", "B. DEUX"]
    (notice,) = [each for each in infos(test) if "C. SEULE" in each]
    name = in_words(MODEL.partition_name, FRENCH)
    assert notice == flat(FRENCH("team.aside", 1, kams="C. SEULE", name=name))
    assert {row[FRENCH("heatmap.kam")] for row in list(tables.values())[-1]} == {"A. DEUX", "B. DEUX"}


# Many


def test_many_kams_are_rows_paged_and_searched_without_accents_or_case(many) -> None:
    test = many(order="-F2")
    assert len(names(table(test))) == 40
    lowest = names(table(test))
    assert names(table(many(order="-F2", page="2"))) == _by(many, "-F2")[40:]
    assert lowest == _by(many, "-F2")[:40]
    test.main.text_input[0].set_value("EQUIPE 02").run()
    assert faults(test) == []
    assert sorted(names(table(test))) == [f"KAM {number:04}" for number in range(26, 46)]
    assert FRENCH("compare.found", 20) in shown(test)
    test.main.text_input[0].set_value("nobody").run()
    assert FRENCH("compare.nobody_found") in shown(test)
    assert "nobody" not in str(test.query_params)


def _by(many, order: str) -> list[str]:
    """Everybody in an order, from two pages."""
    return [name for page in ("1", "2") for name in names(table(many(order=order, page=page)))]


def test_many_sub_factors_are_rows_of_twelve_kams(many) -> None:
    assert names(table(many(level="sub_factor", page="2"))) == [f"KAM {number:04}" for number in range(13, 25)]


def test_a_company_is_told_by_its_teams(many, company_of_many: House, tables) -> None:
    test = many(rows="cohort", order="F1", show="score")
    found = heatmap(company_of_many.panel, Level.FACTOR, ENVIRONMENT, Measure.SCORE, None, each_seen=True)
    means = {
        f"Équipe {team:02}": found.values[first:last].mean(axis=0) for team, first, last in ((1, 0, 25), (2, 25, 45))
    }
    expected = sorted(means, key=lambda team: -means[team][1])
    assert names(table(test, "cohorts"), "cohort") == expected
    ((_, rows),) = tables.items()
    for row in rows:
        at = [code for _, code in found.places].index(row[FRENCH("column.code")])
        mean = float(row[FRENCH("heatmap.mean_score")].replace(",", "."))
        assert mean == pytest.approx(means[row[FRENCH("heatmap.group")]][at], abs=1e-4)


# From near by


def test_from_near_by_a_radar_the_dots_and_the_table_of_those_chosen(page, house: House, tables) -> None:
    chosen = [house.token(name) for name in ("KAM 0002", MASKED, "KAM 0011")]
    test = page(mode="close", people=",".join([*chosen, "abcdefghijkl", chosen[0]]))
    assert test.query_params["people"] == ",".join(chosen), "who is not there, or twice, goes"
    assert len(charts(test)) == 1
    heads = [head.text.strip() for head in table(test, "near_table").all("thead")[0].all("th")]
    assert heads[1:-1] == ["KAM 0002", MASKED, "KAM 0011"]
    ((_, rows),) = tables.items()
    assert {row[FRENCH("heatmap.kam")] for row in rows} == {"KAM 0002", MASKED, "KAM 0011"}
    assert len(rows) == 3 * len(MODEL.factors)


def test_from_near_by_begins_with_the_kam_looked_at_and_the_next_ones(page, house: House, use) -> None:
    assert page(mode="close").query_params["people"] == ",".join(
        house.token(f"KAM {number:04}") for number in (FIRST, FIRST + 1, FIRST + 2)
    )
    last = opened("compare", **house.people.link("KAM 0012"), mode="close")
    assert last.query_params["people"] == ",".join(house.token(f"KAM {number:04}") for number in (12, 1, 2))
    assert len(charts(last)) == 1


def test_what_a_press_does_stands_above_the_matrix(page) -> None:
    blocks = [element.value for element in page().main.markdown]
    hint, order = (next(at for at, each in enumerate(blocks) if FRENCH(key) in unmarked(each)) for key in HINTED)
    assert hint == order + 1


@pytest.mark.deep
def test_changes_since_the_campaign_before_are_those_of_each_kam(tmp_path: Path, use: Callable[[Path], None]) -> None:
    people = company(tmp_path / "waves.duckdb", 4, ("Automne", "Printemps"))
    use(people.path)
    test = opened("compare", **people.link(LEAD, "Printemps"), show="change")
    assert faults(test) == []
    assert FRENCH("compare.since", campaigns="Automne") in shown(test)
    kam = people.find(LEAD, "Printemps")
    panels = [
        data.door().team_results(Whose(people.find(LEAD, name).campaign.token)) for name in ("Automne", "Printemps")
    ]
    before, after = (panel.about(kam.kam.token).cell(Level.FACTOR, "F1", ENVIRONMENT).percent for panel in panels)
    told = cell(table(test), kam.kam.token, "F1").replace("−", "-").replace(",", ".")
    assert float(told) == pytest.approx(after - before, abs=0.51)


def test_without_a_campaign_before_there_is_no_change_and_it_is_said(page) -> None:
    test = page(show="change")
    assert flat(FRENCH("compare.change_none")) in infos(test)
    assert not any(each.proto.id.endswith("pick_heatmap") for each in test.main.get("bidi_component"))


def test_fewer_than_two_are_not_compared_and_told_so(page, house: House) -> None:
    test = page(mode="close", people=house.token("KAM 0002"))
    assert FRENCH("near.few") in infos(test)
    assert not charts(test)


def test_two_factors_make_no_radar_but_a_table(page, house: House) -> None:
    people = ",".join(house.token(name) for name in ("KAM 0002", "KAM 0003"))
    test = page(mode="close", people=people, factors="F1,F2")
    assert not charts(test)
    assert FRENCH("near.no_radar") in shown(test)
    assert len(table(test, "near_table").all("tbody")[0].all("tr")) == 2


# Unlike environments, namesakes, databases without companies


@pytest.fixture
def namesakes(tmp_path: Path, use: Callable[[Path], None]) -> House:
    """Two of one name in two companies, and one of whom too few clients answered."""
    whole, few = ([("self", 1), ("manager", 1), ("client", count)] for count in (3, 2))
    pairs = (("Ada Martin", "XYZ", whole), ("Ada Martin", "ACME", whole), ("Bob Roy", "XYZ", few))
    sheets = [(MODEL, _split(databases.sheet(MODEL, kam, groups, firm))) for kam, firm, groups in pairs]
    found = known(databases.filled(tmp_path / "n.duckdb", *sheets))
    use(found.people.path)
    return found


def _split(sheet: list[list[object]]) -> list[list[object]]:
    """The same, but that self and manager lie as far apart as can be on F6, which clients are not asked."""
    heads, *rows = sheet
    items = {item.code for item in MODEL.factor_of["F6"].items}
    extremes, group = {"self": MODEL.scale.maximum, "manager": MODEL.scale.minimum}, heads.index("groupe")
    return [
        heads,
        *(
            [extremes.get(row[group]) if head in items else cell for head, cell in zip(heads, row, strict=True)]
            for row in rows
        ),
    ]


def known(people: People) -> House:
    """A database's figures and cohorts, read before a page has it open."""
    campaign = people.entries[0].campaign.token
    with closing(service.open_store(people.path)) as store:
        panel = everything(store).team_results(Whose(campaign))
        return House(people, panel, everything(store).cohorts(campaign))


def everyone(house: House) -> dict[str, str]:
    """A link to all of a campaign."""
    entry = house.people.entries[0]
    return {"kam": entry.kam.token, "campaign": entry.campaign.token, "cohort": house.cohorts[0].token}


@pytest.mark.deep
def test_namesakes_carry_their_companies_wherever_they_are_compared(namesakes: House, tables) -> None:
    told = {"Ada Martin (ACME)", "Ada Martin (XYZ)", "Bob Roy"}
    test = _opened(everyone(namesakes) | {"show": "gap"})
    assert set(names(table(test))) == told
    gaps = [flat(label) for label, _ in links(test) if " : " in flat(label)]
    assert gaps
    assert all(any(label.startswith(name + ",") for name in told) for label in gaps)
    people = ",".join(entry.kam.token for entry in namesakes.people.entries)
    test = _opened(everyone(namesakes) | {"mode": "close", "people": people})
    assert set(widget(test, "multiselect", "view_people").options) == told
    heads = {head.text.strip() for head in table(test, "near_table").all("thead")[0].all("th")[1:-1]}
    assert heads == told
    assert told <= {flat(label) for label, _ in links(test)}
    for listed in tables.values():
        pairs = {(row[FRENCH("heatmap.kam")], row[FRENCH("column.company")]) for row in listed}
        assert pairs == {("Ada Martin (ACME)", "ACME"), ("Ada Martin (XYZ)", "XYZ"), ("Bob Roy", "XYZ")}


def test_namesakes_carry_their_companies_where_one_is_chosen(namesakes: House) -> None:
    kams = widget(opened("benchmark", **everyone(namesakes)), "selectbox", "view_kam").options
    assert {flat(name) for name in kams} == {"Ada Martin (ACME)", "Ada Martin (XYZ)", "Bob Roy"}


@pytest.mark.deep
def test_from_near_by_unlike_environments_are_marked_and_explained(namesakes: House) -> None:
    ada, bob = (namesakes.token(name) for name in ("Ada", "Bob"))
    test = _opened(everyone(namesakes) | {"mode": "close", "people": f"{ada},{bob}"})
    assert shown(test).count(FRENCH("heatmap.partial")) == 2, "under the widest differences and under the table"
    assert "°" in table(test, "near_table").text
    test = _opened(everyone(namesakes) | {"mode": "close", "people": f"{ada},{bob}", "regard": "manager"})
    assert FRENCH("heatmap.partial") not in shown(test)
    assert "°" not in table(test, "near_table").text


@pytest.mark.deep
def test_the_switch_counts_respondents_and_says_of_what(namesakes: House) -> None:
    for counts in ("", "yes"):
        test = _opened(everyone(namesakes) | {"counts": counts})
        tiles = [node for node in table(test).all("button") if node.attributes["data-pick"].startswith("cell:")]
        assert all(bool(tile.all("span", "kms-n")) is bool(counts) for tile in tiles)
        assert (FRENCH("heatmap.behind_means") in shown(test)) is bool(counts)


@pytest.mark.deep
def test_a_gap_to_talk_about_is_one_that_every_group_rates(namesakes: House) -> None:
    """As self sees it too: its gap is to the environment, and F6 is not asked of clients."""
    for regard in ("self", ENVIRONMENT):
        test = _opened(everyone(namesakes) | {"regard": regard})
        assert not [label for label, _ in links(test) if re.search(r"\bF6\b.*:", flat(label))]
    found = heatmap(namesakes.panel, Level.FACTOR, "self", Measure.GAP, ["F6"], each_seen=True)
    assert found.values[:, 1].tolist() == [MODEL.scale.span] * 3, "else this shows nothing"


@pytest.mark.deep
@pytest.mark.parametrize("companies", [("", "", ""), ("A", "B", "B")])
def test_a_cohort_without_companies_is_told_by_its_teams(tmp_path: Path, use, companies: tuple[str, ...]) -> None:
    """Where companies are told, those that are one team stand as that team, with the company's name."""
    sheets, groups = [], [("self", 1), ("manager", 1), ("client", 3)]
    for place, (team, firm) in enumerate(zip(("Nord", "Nord", "Sud"), companies, strict=True)):
        for kam in range(2):
            heads, *rows = databases.sheet(MODEL, f"K{place}{kam}", groups, firm)
            told = [[*heads[:4], "equipe", *heads[4:]], *([*row[:4], team, *row[4:]] for row in rows)]
            sheets.append((MODEL, told))
    found = known(databases.filled(tmp_path / "t.duckdb", *sheets))
    use(found.people.path)
    test = _opened(everyone(found) | {"rows": "cohort"})
    expected = ["B", "Nord (A)"] if companies[0] else ["Nord", "Sud"]
    assert names(table(test, "cohorts"), "cohort") == expected
    assert FRENCH("compare.groups_alphabetical") in shown(test)
    assert widget(test, "button", "paper_make_pdf")
