"""Perception de l'équipe: KAMs and factors by quadrant, four kinds of agreement from twenty KAMs on, a press away."""

from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from streamlit.testing.v1 import AppTest

from kamescope import service
from kamescope.analysis.agreement import agreement
from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Level
from kamescope.analysis.team_window import people_gaps, team_gaps
from kamescope.analysis.window import Quadrant, level_cut, own_cut, place
from kamescope.charts.people_lists import ListedKam, PeopleList, people_lists, people_table
from kamescope.charts.theme import Look
from kamescope.i18n import words
from kamescope.model import ENVIRONMENT, OVERALL
from kamescope.service import Whose, everything
from kamescope.ui import components
from kamescope.ui.team import people
from tests.pages import databases
from tests.pages.app import charts, faults, heading, opened, shown, widget
from tests.pages.company import company
from tests.pages.databases import People, Rater, rated
from tests.support import kamescope_model

FRENCH = words("fr")
Tables = dict[str, list[dict]]


class House(NamedTuple):
    """A campaign, and what the service tells of it."""

    people: People
    panel: Panel


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A team of 24 KAMs, two of them with too few clients."""
    made = company(tmp_path_factory.mktemp("house") / "house.duckdb", 24)
    with closing(service.open_store(made.path)) as store:
        return House(made, everything(store).team_results(Whose(made.entries[0].campaign.token)))


@pytest.fixture
def blocks(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[PeopleList]]:
    """The lists that the page shows, by their key."""
    found: dict[str, list[PeopleList]] = {}
    shown_by = people.show_blocks

    def spied(view, key, some, on_pick=None):
        found[key] = list(some)
        shown_by(view, key, some, on_pick)

    monkeypatch.setattr("kamescope.ui.team.perception.show_blocks", spied)
    monkeypatch.setattr("kamescope.ui.team.agreement.show_blocks", spied)
    return found


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Tables:
    """The tables that the page offers to download, by their name."""
    found: Tables = {}
    monkeypatch.setattr(components, "download", lambda view, rows, name: found.update({name: list(rows)}))
    return found


def page(use: Callable[[Path], None], house: House, **query: str) -> AppTest:
    """The page, without a fault."""
    use(house.people.path)
    test = opened("team_perception", **house.people.link("KAM 0001"), **query)
    assert faults(test) == []
    return test


def named(house: House, tokens: Iterable[str]) -> list[str]:
    """The names behind tokens."""
    return [house.panel.about(token).kam.name for token in tokens]


@pytest.mark.deep
def test_everybody_stands_in_one_quadrant_by_name_and_in_alphabetical_order(house, use, blocks, tables) -> None:
    test = page(use, house)
    gaps = people_gaps(house.panel, Level.OVERALL, OVERALL)
    window = place(gaps, Level.OVERALL, own_cut(gaps))
    by_title = {block.title: [entry.name for entry in block.entries] for block in blocks["quadrants"]}
    for quadrant in Quadrant:
        expected = named(house, [point.code for point in window.points if point.quadrant is quadrant])
        assert by_title[FRENCH(f"quadrant.{quadrant}")] == expected == sorted(expected)
    assert sum(map(len, by_title.values())) == 24
    assert len(charts(test)) == 2
    assert [row["Quadrant"] for row in tables["fenetre_kam"]] == [
        FRENCH(f"quadrant.{point.quadrant}") for point in window.points
    ]


@pytest.mark.deep
def test_the_team_s_own_window_is_the_mean_of_its_kams(house, use, blocks, tables) -> None:
    page(use, house)
    found = team_gaps(house.panel, ENVIRONMENT, None, True)
    assert [row["Écart"] for row in tables["fenetre_facteurs"]] == [round(each.gap.gap, 4) for each in found]
    assert {row["KAM avec les deux regards"] for row in tables["fenetre_facteurs"]} == {24}
    assert sum(block.count for block in blocks["factors"]) == len(found)


def test_a_factor_one_group_and_a_cut_of_one_s_own(house, use, blocks, tables) -> None:
    test = page(use, house, factor="F3", environment="client", cut="value", percent="70")
    gaps = people_gaps(house.panel, Level.FACTOR, "F3", "client")
    window = place(gaps, Level.FACTOR, level_cut(70))
    counts = {FRENCH(f"quadrant.{each}"): len(window.in_quadrant(each)) for each in Quadrant}
    assert {block.title: block.count for block in blocks["quadrants"]} == counts
    assert sum(counts.values()) == 22
    assert "2 KAM : KAM 0007 et KAM 0017" in shown(test).replace("\u00a0", " "), "masked: outside, and said so"
    assert {row["Sur quoi"].split()[0] for row in tables["fenetre_kam"]} == {"F3"}


def test_the_factors_own_cut_is_said_beside_them(house, use) -> None:
    gaps = [each.gap for each in team_gaps(house.panel, ENVIRONMENT, None, each_seen=True)]
    cut = own_cut(gaps)
    told = f"Seuil : Moyenne des points · {cut.self_percent:.0f} % / {cut.environment_percent:.0f} %."
    assert told in shown(page(use, house)).replace("\u00a0", " ")


def test_what_is_unknown_in_the_address_is_ignored(house, use, blocks) -> None:
    page(use, house, factor="F99", environment="nobody", cut="cohort")
    assert sum(block.count for block in blocks["quadrants"]) == 24


@pytest.mark.deep
def test_an_environment_without_a_group_is_told(house, use) -> None:
    flat = shown(page(use, house)).replace("\u00a0", " ")
    assert "un groupe présent chez d’autres, leur place est à lire avec prudence : KAM 0007" in flat
    assert "un groupe présent" not in shown(page(use, house, environment="manager"))


def test_from_twenty_kams_on_everybody_is_of_one_kind(house, use, blocks, tables) -> None:
    page(use, house)
    found = agreement(house.panel)
    assert found.norm is not None
    for block in blocks["agreement"]:
        assert block.count == len(block.entries) > 0
    kinds = {FRENCH(f"agreement.{one.kind}") for one in found.kams}
    assert {block.title for block in blocks["agreement"]} >= kinds
    assert [row[FRENCH("agreement.kind")] for row in tables["accord"]] == [
        FRENCH(f"agreement.{one.kind}") for one in found.kams
    ]


def test_below_twenty_nobody_is_classed_and_the_page_says_why(demo: People, blocks, tables) -> None:
    test = opened("team_perception", **demo.link("RIVOIRE", "2026"))
    assert faults(test) == []
    (notice,) = [info.value for info in test.info if "20" in info.value]
    assert "au moins 20 KAM" in notice
    assert "il y en a 8" in notice or "il y en a 9" in notice
    assert "agreement" not in blocks
    assert "accord" not in tables


@pytest.mark.parametrize("key", ["quadrants", "agreement"])
def test_a_press_on_a_name_opens_that_kam_s_window(house, use, monkeypatch, key: str) -> None:
    token = house.people.find("KAM 0012").kam.token
    monkeypatch.setattr(people, "show_pickable", lambda fragment, name, on_pick: name == key and on_pick(token))
    test = page(use, house)
    assert heading(test) == f"KAM 0012 {FRENCH('page.perception')}"
    assert test.query_params["kam"] == token


def test_a_press_on_a_factor_opens_it_for_the_team(house, use, monkeypatch) -> None:
    monkeypatch.setattr(people, "show_pickable", lambda fragment, name, on_pick: name == "factors" and on_pick("F5"))
    test = page(use, house)
    assert test.query_params["factor"] == "F5"
    assert FRENCH("page.team_factor") in heading(test)


def test_a_press_on_what_is_not_there_opens_nothing(house, use, monkeypatch) -> None:
    monkeypatch.setattr(people, "show_pickable", lambda fragment, name, on_pick: on_pick("nobody"))
    assert FRENCH("page.team_perception") in heading(page(use, house))


def test_many_are_counted_and_found_by_a_search(house, use, monkeypatch) -> None:
    monkeypatch.setattr(people, "LISTED", 5)
    drawn: dict[str, str] = {}
    monkeypatch.setattr(people, "show_pickable", lambda fragment, key, on_pick: drawn.update({key: fragment.html}))
    test = page(use, house)
    assert "KAM 00" not in drawn["quadrants"], "counted, not named"
    assert drawn["quadrants_table"].count("data-pick") == people.SHOWN_AT_ONCE
    assert "10 KAM sur 24" in shown(test)
    widget(test, "text_input", "search_quadrants").set_value(" kam 0019 ").run()
    assert drawn["quadrants_table"].count("data-pick") == 1
    assert "KAM 0019" in drawn["quadrants_table"]
    assert drawn["agreement_table"].count("data-pick") == people.SHOWN_AT_ONCE
    assert "0019" not in str(dict(test.query_params)), "a name never stands in an address"
    widget(test, "text_input", "search_quadrants").set_value("nobody").run()
    assert FRENCH("compare.nobody_found") in shown(test)


def test_no_name_stands_in_the_charts_of_the_factors(house, use) -> None:
    window, factors = charts(page(use, house))
    assert "KAM 0003" in window
    assert "KAM 00" not in factors


@pytest.mark.deep
def test_without_self_there_is_no_window_and_the_page_says_so(tmp_path: Path, use) -> None:
    model = kamescope_model()
    sheets = [(model, rated(model, name, [Rater("manager")])) for name in ("A. ONE", "B. TWO")]
    made = databases.filled(tmp_path / "x.duckdb", *sheets)
    use(made.path)
    test = opened("team_perception", **made.link("ONE"))
    assert faults(test) == []
    assert charts(test) == []
    assert FRENCH("team_perception.nobody") in [info.value for info in test.info]


# The fragments


def test_names_are_told_as_text() -> None:
    hostile = '<script>alert("x")</script> & "'
    block = PeopleList(hostile, "#123456", 1, hostile, (ListedKam(hostile, hostile, hostile),))
    for html in (
        people_lists([block], Look()).html,
        people_table([hostile, hostile], [(ListedKam(hostile, hostile), (hostile,))], Look()).html,
    ):
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_a_list_without_anybody_keeps_its_heading() -> None:
    html = people_lists([PeopleList("Nobody here", "#123456", 0, "means", ())], Look()).html
    assert "Nobody here" in html
    assert "<ul" not in html
