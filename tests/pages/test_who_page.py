"""The page that says whom to coach on what: who is listed, what they share, what opens a factor, what is held back."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kamescope.i18n import NBSP, words
from kamescope.service import everything
from kamescope.ui import components, data
from tests.charts.test_fragments import Node, Tree
from tests.pages.app import faults, opened, pickables, shown
from tests.pages.company import company
from tests.pages.databases import People
from tests.plans import priority

FRENCH = words("fr")
TEAM = ("RIVOIRE", "2026")


def rows(test: AppTest) -> list[Node]:
    """A KAM each."""
    tree = Tree()
    tree.feed(pickables(test)["who"])
    return list(tree.root.all("li"))


def picks(row: Node) -> list[str]:
    """What the links of a row pick."""
    return [link.attributes["data-pick"] for link in row.all("a")]


def test_kams_stand_in_alphabetical_order_with_two_factors_at_most(demo: People) -> None:
    test = opened("who", **demo.link(*TEAM))
    assert faults(test) == []
    found = [row.text for row in rows(test)]
    names = ["BELKACEM", "DELAUNAY", "RIVOIRE", "OSTERMANN", "N’DIAYE", "LE", "SANTINI", "KOWALSKA", "TRAN"]
    assert len(found) == len(names)
    assert all(name in row for name, row in zip(names, found, strict=True))
    assert {len(picks(row)) for row in rows(test)} == {0, 1, 2}


def test_the_headline_counts_among_those_with_answers_enough(demo: People) -> None:
    told = shown(opened("who", **demo.link(*TEAM)))
    assert FRENCH("who.common_one", factors="Positionnement conseil", kams="3", known="7") in told


def test_the_rule_is_told_with_the_scale_and_thresholds_in_force(demo: People, other: People) -> None:
    told = shown(opened("who", **other.link("WHOLE")))
    assert f"de 0 à 10{NBSP}" in told
    assert FRENCH("who.limits", few="5") in told
    assert FRENCH("who.common_unknown") in told, "of one KAM nothing is shared"
    assert FRENCH("heatmap.partial") not in told, "no reason wears the sign"


def test_who_has_a_group_held_back_is_told_how_many_are_missing_and_nothing_else(demo: People) -> None:
    row = next(row for row in rows(opened("who", **demo.link(*TEAM))) if "KOWALSKA" in row.text)
    assert picks(row) == []
    assert f"Encore 1{NBSP}client à interroger" in row.text
    assert "%" not in row.text


def test_only_factors_listed_are_priorities(demo: People) -> None:
    found = rows(opened("who", **demo.link(*TEAM), factors="F1,F2"))
    assert {pick.rpartition(":")[2] for row in found for pick in picks(row)} <= {"F1", "F2"}


def test_links_open_the_factor_of_that_kam(demo: People) -> None:
    test = opened("who", **demo.link(*TEAM))
    (link,) = next(row for row in rows(test) if "SANTINI" in row.text).all("a")
    kam = demo.find("SANTINI", "2026").kam.token
    assert link.attributes["data-pick"] == f"{kam}:F10"
    (where,) = [
        json.loads(each.proto.json)["links"][f"{kam}:F10"]
        for each in test.main.get("bidi_component")
        if each.proto.id.endswith("pick_who")
    ]
    assert where.startswith(f"facteur?kam={kam}&")
    assert "factor=F10" in where


def test_every_kam_is_in_the_table_to_download(demo: People, monkeypatch: pytest.MonkeyPatch) -> None:
    found: dict[str, list[dict[str, str]]] = {}

    def offered(label: str, data: Callable[[], bytes], file_name: str, *_: object, **__: object) -> None:
        found[file_name] = list(csv.DictReader(io.StringIO(data().decode("utf-8-sig")), delimiter=";"))

    monkeypatch.setattr(components.st, "download_button", offered)
    opened("who", **demo.link(*TEAM))
    (table,) = found.values()
    assert len({row[FRENCH("heatmap.kam")] for row in table}) == 9
    assert all(row[FRENCH("team.cohort")] for row in table)


@pytest.mark.deep
def test_in_collection_nothing_is_listed(tmp_path: Path, use: Callable[[Path], None]) -> None:
    people = company(tmp_path / "closed.duckdb", 3, collecting=True)
    use(people.path)
    test = opened("who", **people.link("KAM 0001"))
    assert faults(test) == []
    assert not any(each.proto.id.endswith("pick_who") for each in test.main.get("bidi_component"))
    assert FRENCH("who.limits", few="5") not in shown(test)


@pytest.mark.deep
def test_many_are_searched_and_paged(tmp_path: Path, use: Callable[[Path], None]) -> None:
    people = company(tmp_path / "many.duckdb", 45)
    use(people.path)
    first = opened("who", **people.link("KAM 0001"), cohort="")
    assert faults(first) == []
    assert len(rows(first)) == 25, "a team"
    assert len(rows(first.text_input(key="who_search").input("0012").run())) == 1


def test_who_has_a_plan_is_listed_with_it_and_how_it_stands(own_demo: People) -> None:
    entry = own_demo.find("SANTINI", "2026")
    everything(data.store()).write_plan(entry.campaign.token, entry.kam.token, priority("F10"))
    found = rows(opened("who", **own_demo.link(*TEAM)))
    told = FRENCH("plan.listed", titles="F10 Positionnement conseil (à démarrer)")
    assert [told in row.text for row in found] == ["SANTINI" in row.text for row in found]
