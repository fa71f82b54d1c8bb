"""Un facteur, l'équipe: who stands where, who is far from the mean, and nothing of whom a group is held back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kamescope.i18n import NBSP, words
from kamescope.ui import components, data
from tests.charts.test_fragments import Node, Tree
from tests.pages.app import faults, opened, shown, widget
from tests.pages.company import company
from tests.pages.databases import People
from tests.support import kamescope_model, other_model

FRENCH = words("fr")
FACTOR = "F3"
CLIENTS, ENVIRONMENT = 2, 3
"""The rows of the strips: self, manager, clients, environment."""


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> dict[str, list]:
    """What the page's tables to download hold, by name."""
    found: dict[str, list] = {}
    monkeypatch.setattr(components, "download", lambda view, made, name: found.update({name: list(made)}))
    return found


def page(people: People, name: str = "RIVOIRE", campaign: str = "2026", **query: str) -> AppTest:
    """The page, opened without a fault, for a KAM and the colleagues they are compared with."""
    test = opened("team_factor", **people.link(name, campaign) | {"factor": FACTOR} | query)
    assert faults(test) == []
    assert "team_factor." not in "".join(element.proto.json for element in test.main.get("bidi_component"))
    return test


def fragment(test: AppTest, name: str) -> Node | None:
    """One of the page's fragments as a tree; None where it is not shown."""
    for element in test.main.get("bidi_component"):
        if element.proto.id.endswith(f"pick_{name}"):
            tree = Tree()
            tree.feed(json.loads(element.proto.json))
            return tree.root
    return None


def strips(test: AppTest, name: str = "spread_groups") -> list[Node]:
    """The rows of the strips, heading apart."""
    return fragment(test, name).all(css="kms-row")[1:]


def named(strip: Node) -> list[str]:
    """Whose marks stand on a strip."""
    return [dot.attributes["aria-label"].split(" · ")[0] for dot in strip.all(css="kms-dot")]


def test_each_kam_is_a_button_on_each_group_s_strip(demo: People):
    test = page(demo)
    found = strips(test)
    assert [strip.all(css="kms-name")[0].text.strip().split()[0] for strip in found] == [
        "Auto-évaluation9",
        "Managers9",
        "Clients7",
        "Environnement9",
    ]
    assert len(named(found[0])) == len(set(named(found[0]))) == 9
    tokens = {dot.attributes["data-pick"] for dot in found[0].all("button")}
    assert demo.find("RIVOIRE", "2026").kam.token in tokens
    assert not any(name in json.dumps(test.query_params) for name in ("RIVOIRE", "KOWALSKA"))


def test_of_a_masked_group_only_that_it_is_and_how_many_answered(demo: People, rows: dict[str, list]):
    test = page(demo)
    clients = strips(test)[CLIENTS]
    assert "1 masqué" in clients.text
    assert not [name for name in named(clients) if "KOWALSKA" in name]
    (told,) = [
        row
        for row in rows[f"repartition_{FACTOR}"]
        if "KOWALSKA" in row[FRENCH("heatmap.kam")] and row[FRENCH("column.group")].startswith("Client")
    ]
    shown_there = {key: value for key, value in told.items() if value is not None}
    assert shown_there[FRENCH("column.status")] == FRENCH("masked")
    assert shown_there[FRENCH("heatmap.respondents")] == 2
    for key in ("column.score", "column.percent", "column.answers", "heatmap.difference"):
        assert FRENCH(key) not in shown_there
    line = next(row for row in fragment(test, "spread_table").all("tr") if "KOWALSKA" in row.text)
    assert line.all("td")[CLIENTS].text.strip().endswith(f"{FRENCH('masked')}2 questionnaires")


def test_the_table_tells_what_the_strips_tell(demo: People, rows: dict[str, list]):
    test = page(demo)
    told = rows[f"repartition_{FACTOR}"]
    assert len(told) == 9 * 4
    percents = [
        row[FRENCH("column.percent")]
        for row in told
        if row[FRENCH("column.group")] == FRENCH("environment") and row[FRENCH("column.percent")] is not None
    ]
    mean = f"{round(sum(percents) / len(percents))}{NBSP}%"
    assert strips(test)[ENVIRONMENT].all(css="kms-fig")[0].text == FRENCH("team_factor.mean") + mean
    assert f"{mean} en moyenne" in shown(test)


def test_who_is_far_is_named_with_their_distance(demo: People, rows: dict[str, list]):
    test = page(demo)
    far = [row for row in rows[f"repartition_{FACTOR}"] if abs(row[FRENCH("heatmap.difference")] or 0) >= 0.5]
    assert far
    for row in far:
        away = FRENCH.signed(row[FRENCH("heatmap.difference")])
        assert f"{row[FRENCH('heatmap.kam')]} ({away})".replace(" ", NBSP) in shown(test)


def test_sub_factors_follow_the_view_chosen(demo: People):
    subs = [sub.code for sub in kamescope_model().factor_of[FACTOR].sub_factors]
    for regard, there in ((None, 9), ("client", 7)):
        found = strips(page(demo, **({"regard": regard} if regard else {})), "spread_codes")
        assert [strip.all(css="kms-code")[0].text for strip in found] == subs
        assert [len(named(strip)) for strip in found] == [there] * len(subs)


def test_a_factor_without_sub_factors_shows_none(demo: People):
    assert fragment(page(demo, factor="F9"), "spread_codes") is None


def test_a_group_that_is_not_asked_is_not_said_to_be_silent(demo: People):
    clients = strips(page(demo, factor="F6"))[CLIENTS]
    assert FRENCH("team_factor.not_asked") in clients.text
    assert "sans réponse" not in clients.text


def test_only_the_groups_listed_have_a_strip(demo: People):
    assert len(strips(page(demo, groups="manager"))) == 2


def test_of_one_kam_alone_there_is_no_mean(other: People):
    """Of two KAMs only one has a figure from the partners."""
    test = page(other, "WHOLE", "", groups="partner", factor=other_model().factors[0].code)
    partner, environment = strips(test)
    assert FRENCH("team_factor.too_few") in shown(test)
    assert (len(named(partner)), len(partner.all(css="kms-mean"))) == (1, 0)
    assert (len(named(environment)), len(environment.all(css="kms-mean"))) == (2, 1)


@pytest.mark.parametrize("query", [{"lang": "en", "unit": "points"}, {"groups": "team,partner", "regard": "team"}])
def test_another_model_with_other_groups(other: People, query: dict[str, str]):
    test = page(other, "PARTLY", "", factor=other_model().factors[0].code, **query)
    assert len(strips(test)) == (3 if "groups" in query else 6)


@pytest.mark.deep
def test_many_kams_are_searched_and_paged(tmp_path: Path, use: Callable[[Path], None]):
    people = company(tmp_path / "many.duckdb", 62)
    use(people.path)
    cohort = max(data.door().cohorts(people.entries[0].campaign.token), key=lambda each: len(each.kams)).token
    test = page(people, "KAM 0001", cohort=cohort)
    crowd = strips(test)[0]
    assert crowd.all(css="kms-bin")
    assert named(crowd) == []
    assert len(fragment(test, "spread_table").all("tr")) == 1 + 25
    widget(test, "text_input", "team_factor_search").set_value("kam 0033").run()
    assert len(fragment(test, "spread_table").all("tr")) == 1 + 1
    widget(test, "text_input", "team_factor_search").set_value("nobody").run()
    assert FRENCH("compare.nobody_found") in shown(test)
