"""Référentiel: who is compared with whom in words, places and masks as the analysis says, nobody else named."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from streamlit.testing.v1 import AppTest

from kamescope import service
from kamescope.analysis.cohort import standings
from kamescope.analysis.panel import Panel
from kamescope.charts.fragment import Fragment
from kamescope.i18n import NBSP, words
from kamescope.model import ENVIRONMENT
from kamescope.service import Cohort, Reach, Whose, everything
from kamescope.ui import components
from kamescope.ui.team import benchmark
from tests.pages.app import faults, opened, shown, widget
from tests.pages.company import company
from tests.pages.databases import People

FRENCH = words("fr")


class House(NamedTuple):
    """A campaign, and what the service tells of it."""

    people: People
    panel: Panel
    cohorts: tuple[Cohort, ...]

    def cohort(self, reach: Reach, size: int) -> Cohort:
        """The cohort that reaches so far and counts so many."""
        return next(each for each in self.cohorts if each.reach is reach and len(each.kams) == size)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A team of 25, one of 5; three KAMs whose clients are too few."""
    people = company(tmp_path_factory.mktemp("house") / "house.duckdb", 30)
    campaign = people.entries[0].campaign.token
    with closing(service.open_store(people.path)) as store:
        panel = everything(store).team_results(Whose(campaign))
        return House(people, panel, everything(store).cohorts(campaign))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Fragment]:
    """The strips that the page shows."""
    found: list[Fragment] = []
    monkeypatch.setattr(benchmark, "show_pickable", lambda fragment, key, on_pick: found.append(fragment))
    return found


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """The rows that the page offers to download."""
    found: list[dict] = []
    monkeypatch.setattr(components, "download", lambda view, made, name: found.extend(made))
    return found


def text(fragment: Fragment) -> str:
    """A fragment without its tags and style."""
    return re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", fragment.html, flags=re.DOTALL))


def page(use: Callable[[Path], None], house: House, kam: str, **query: str) -> AppTest:
    """The page for one KAM, without a fault."""
    use(house.people.path)
    test = opened("benchmark", **house.people.link(kam), **query)
    assert faults(test) == []
    return test


def test_the_cohort_is_said_and_every_place_is_the_analysis_s(house: House, use, drawn, rows) -> None:
    test = page(use, house, "KAM 0003")
    who = f"Référence{NBSP}: les 25 KAM de «{NBSP}Équipe{NBSP}01{NBSP}» (Grande{NBSP}Société), dont KAM{NBSP}0003."
    assert who in shown(test)
    cohort = house.panel.only(house.cohort(Reach.TEAM, 25).kams)
    factors = [factor.code for factor in cohort.model.factors]
    found = standings(cohort, house.people.link("KAM 0003")["kam"], ENVIRONMENT, factors)
    assert [row["Percentile"] for row in rows] == [round(each.rank.percentile, 1) for each in found]
    assert [row["Moyenne de la référence"] for row in rows] == [round(each.mean, 4) for each in found]
    assert [row["KAM avec un score"] for row in rows] == [each.kams for each in found]
    for each in found:
        assert f"devant {each.rank.below} des 24 autres KAM" in text(drawn[0]).replace("aucun", "0").replace(
            "devant les 24 autres", "devant 24 des 24 autres"
        )


def test_nobody_else_is_named_in_the_drawing_or_the_download(house: House, use, drawn, rows) -> None:
    page(use, house, "KAM 0003")
    names = {entry.kam.name for entry in house.people.entries} - {"KAM 0003"}
    assert "KAM 0003" in drawn[0].html
    assert not any(name in drawn[0].html or name in str(rows) for name in names)


def test_against_a_wider_cohort(house: House, use, rows) -> None:
    everybody = house.cohort(Reach.COMPANY, 30)
    test = page(use, house, "KAM 0003", against=everybody.token)
    assert f"les 30 KAM de «{NBSP}Grande" in shown(test)
    assert {row["KAM avec un score"] for row in rows} == {30}
    assert {row["Comparer à"] for row in rows} == {f"Grande{NBSP}Société"}


def test_a_cohort_without_the_kam_is_not_offered(house: House, use) -> None:
    other = house.cohort(Reach.TEAM, 5)
    test = page(use, house, "KAM 0003", against=other.token)
    assert f"les 25 KAM de «{NBSP}Équipe" in shown(test)
    assert len(widget(test, "button_group", "view_against").options) == 2


def test_of_four_clients_nothing_is_said_of_the_cohort_and_why(house: House, use, drawn, rows) -> None:
    """The small team counts five KAMs, one of them without a published client figure."""
    test = page(use, house, "KAM 0028", regard="client")
    assert "4 ont un score publié de ce regard, il en faut au moins 5" in shown(test)
    assert f"KAM{NBSP}0027 n’y compte pas, faute de score publié" in shown(test)
    assert {row["Moyenne de la référence"] for row in rows} == {None}
    assert {row["Percentile"] for row in rows} == {None}
    assert {row["KAM avec un score"] for row in rows} == {0, 4}
    assert f"trop peu{NBSP}: 4 KAM, il en faut 5" in text(drawn[0])
    assert "kms-band" not in drawn[0].html.split("</style>")[1]


def test_of_five_the_cohort_is_told(house: House, use, drawn, rows) -> None:
    page(use, house, "KAM 0028", regard="manager")
    assert {row["KAM avec un score"] for row in rows} == {5}
    assert "kms-band" in drawn[0].html.split("</style>")[1]


def test_a_masked_kam_has_no_mark_and_no_place(house: House, use, drawn, rows) -> None:
    page(use, house, "KAM 0007", regard="client")
    assert {row["Score"] for row in rows} == {row["Percentile"] for row in rows} == {None}
    assert any(row["Moyenne de la référence"] is not None for row in rows)
    assert FRENCH("masked") in text(drawn[0])
    assert "kms-dot" not in drawn[0].html.split("</style>")[1]
    assert f"score{NBSP}: masqué" in text(drawn[0])
    assert f"score{NBSP}: n.d. · trop peu{NBSP}: 0 KAM" in text(drawn[0]), "a factor that clients are not asked about"


def test_an_environment_that_lacks_a_group_is_announced(house: House, use, rows) -> None:
    test = page(use, house, "KAM 0007")
    (notice,) = [info.value for info in test.info if "regards égaux" in info.value]
    assert "KAM 0007" in notice.replace(NBSP, " ")
    assert rows[0]["Comparabilité"] == "environnements composés différemment"
    other = page(use, house, "KAM 0003")
    assert not [info for info in other.info if "regards égaux" in info.value]
    assert "à l’environnement de 2 autres KAM au plus" in shown(other)
    assert "jusqu’à" not in shown(page(use, house, "KAM 0003", regard="manager"))


def test_a_press_on_a_factor_opens_it_for_that_kam(house: House, use, monkeypatch) -> None:
    monkeypatch.setattr(benchmark, "show_pickable", lambda fragment, key, on_pick: on_pick("F4"))
    test = page(use, house, "KAM 0003")
    assert test.query_params["factor"] == "F4"
    assert any(element.value.startswith("# KAM") and "F4" in element.value for element in test.main.markdown)


def test_alone_there_is_nobody_to_be_set_against(tmp_path: Path, use: Callable[[Path], None], drawn) -> None:
    use((people := company(tmp_path / "one.duckdb", 1)).path)
    test = opened("benchmark", **people.link("KAM 0001"))
    assert faults(test) == []
    assert drawn == []


def test_under_a_filter_only_those_on_whom_it_acts_are_in_the_cohort(demo: People, monkeypatch) -> None:
    shown_of: list[benchmark.Benchmark] = []
    monkeypatch.setattr(benchmark, "show", lambda view, found: shown_of.append(found))
    test = opened("benchmark", **demo.link("RIVOIRE", "2026"))
    widget(test, "selectbox", "view_segment").select_index(1).run()
    assert faults(test) == []
    whole, filtered = shown_of[0], shown_of[-1]
    assert filtered.panel.where is not None
    assert {kam.token for kam in filtered.panel.kams} | {kam.token for kam in filtered.aside} == {
        kam.token for kam in whole.panel.kams
    }
    said = shown(test).replace(NBSP, " ")
    some = f"{len(filtered.panel)} des {len(whole.panel)} KAM de l’équipe"
    assert said.count(some) == 2, "in the heading and in the reference"
