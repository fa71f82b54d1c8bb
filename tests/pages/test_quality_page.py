"""Qualité: what came back and what it hides, for one KAM or a thousand, under either model, in either language."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from kamescope.i18n import NBSP, words
from kamescope.service import everything, open_store
from kamescope.ui import components, data, expected
from kamescope.ui.expected import Change, changes
from kamescope.ui.quality import SHOWN_AT_ONCE
from tests.pages import databases
from tests.pages.app import faults, heading, html, metrics, opened, shown, widget
from tests.pages.databases import People, sheet
from tests.service.sheets import loaded
from tests.support import kamescope_model, other_model

FRENCH = words("fr")


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> dict[str, list]:
    """The rows that the page offers to download, by name."""
    rows: dict[str, list] = {}
    monkeypatch.setattr(
        components, "download", lambda view, made, name: rows.update({name: list(made() if callable(made) else made)})
    )
    return rows


@pytest.fixture
def crowd(tmp_path: Path, use: Callable[[Path], None]) -> People:
    """More KAMs than the table shows at once; the last one by name has too few clients."""
    model = kamescope_model()
    counts = [("self", 1), ("manager", 1), ("client", 3)]
    rows = [sheet(model, f"KAM {number:02}", counts) for number in range(SHOWN_AT_ONCE + 5)]
    rows.append(sheet(model, "ZOE", [("self", 1), ("client", 2)], company="ÉCLAIR"))
    head = rows[0][0]
    people = databases.filled(tmp_path / "crowd.duckdb", (model, [head, *(row for one in rows for row in one[1:])]))
    use(people.path)
    return people


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_campaign_of_empty_questionnaires_has_no_data(
    tmp_path: Path, use: Callable[[Path], None], downloads: dict[str, list], language: str
):
    store = open_store(tmp_path / "empty.duckdb")
    content = b"campagne;kam;societe;groupe;repondant;Q4;Q5\nE;Ada;X;Client;c1;;\nE;Bob;X;Client;c2;;\n"
    loaded(store, content, model=kamescope_model())
    entry = everything(store).people()[0]
    store.close()
    use(tmp_path / "empty.duckdb")
    test = opened("quality", kam=entry.kam.token, campaign=entry.campaign.token, lang=language)
    assert faults(test) == []
    assert metrics(test)
    assert words(language)("no_data") in shown(test)
    assert {row[words(language)("quality.column_blank")] for row in downloads["sans_reponse"]} == {None}


def send(people: People, name: str, group: str, sent: int | None) -> None:
    """Say how many questionnaires went out."""
    entry, store = people.find(name), open_store(people.path)
    everything(store).set_expected(entry.campaign.token, entry.kam.token, group, sent)
    store.close()


def names_in_table(test: AppTest) -> list[str]:
    """The KAMs of the first table, in order."""
    table = html(test).split("kms-returns", 1)[1].split("</table>", 1)[0]
    return re.findall(r'role="rowheader"[^>]*>([^<]*)<', table)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("name", "campaign"), [("MARTIN", ""), ("KOWALSKA", "2026"), ("SANTINI", "2025")])
def test_the_page_says_everything_in_words(demo: People, name: str, campaign: str, language: str):
    test = opened("quality", **demo.link(name, campaign), lang=language)
    assert faults(test) == []
    say = words(language)
    for key in ("quality.returns", "quality.signs", "quality.factors", "quality.items"):
        assert say(key) in shown(test)
    for factor in kamescope_model().factors:
        assert say.text(factor.name) in shown(test)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["WHOLE", "PARTLY"])
def test_the_page_under_the_other_model(other: People, name: str, language: str):
    test = opened("quality", **other.link(name), lang=language)
    assert faults(test) == []
    say = words(language)
    for group in other_model().groups[1:]:
        assert say.text(group.plural) in shown(test)
    assert say("quality.state_masked", 1) in shown(test)
    assert say("quality.state_nothing") in shown(test)


def test_the_campaign_comes_first_then_the_kam(demo: People):
    test = opened("quality", **demo.link("KOWALSKA", "2026"))
    assert metrics(test) == ["68", "25 sur 27", "0", f"4,3{NBSP}%", "1", "1", "2"]
    assert names_in_table(test)[:2] == ["S. KOWALSKA", "Y. TRAN"], "too few clients, then none"
    assert FRENCH("quality.hides", minimum="3") in shown(test)


def test_m_martin_by_factor_and_item(demo: People, downloads: dict):
    test = opened("quality", **demo.link("MARTIN"))
    assert metrics(test)[:4] == ["5", "3 sur 3", "0", f"6,5{NBSP}%"]
    assert FRENCH("quality.too_few_all", smallest="5") in shown(test)
    whole = [row for row in downloads["sans_reponse"] if row["Code"] == "ALL"]
    assert [(row["Groupe"], row["Réponses"], row["Questions posées"]) for row in whole] == [
        ("Auto-évaluation", 80, 81),
        ("Managers", 81, 81),
        ("Clients", 114, 132),
    ]
    items = [row for row in downloads["sans_reponse"] if row["Code"].startswith("Q") and row["Groupe"] == "Clients"]
    assert sum(row["Questions posées"] - row["Réponses"] for row in items if row["Questions posées"]) == 18
    assert [row["Reçus"] for row in downloads["retours"]] == [1, 1, 3]
    one_and_many = ["Auto-évaluation", "Manager", "Clients"]
    assert [row["Groupe"] for row in downloads["retours"]] == one_and_many
    names = re.findall(r"<dt>(?:<img[^>]*>)?<span>([^<]*)<", html(test))
    assert names[-3:] == one_and_many


def test_of_a_masked_group_the_download_holds_nothing_but_its_count(demo: People, downloads: dict):
    opened("quality", **demo.link("KOWALSKA", "2026"))
    (row,) = [
        row for row in downloads["retours"] if row[FRENCH("filter.kam")] == "S. KOWALSKA" and row["Groupe"] == "Clients"
    ]
    assert (row["Reçus"], row["Minimum"]) == (2, 3)
    assert (row["Revenus vides"], row["Part sans réponse"]) == (None, None)
    clients = [row for row in downloads["sans_reponse"] if row["Groupe"] == "Clients"]
    assert {(row["Réponses"], row["Questions posées"], row["Part sans réponse"]) for row in clients} == {(None,) * 3}


def test_numbers_sent_are_shown_against_those_received(own_demo: People):
    send(own_demo, "MARTIN", "client", 5)
    test = opened("quality", **own_demo.link("MARTIN"))
    assert "3 / 5" in metrics(test)
    assert FRENCH("quality.state_incomplete", 2) in shown(test)
    assert FRENCH("quality.sent_partly", 1, groups="3") in shown(test)


def test_what_is_typed_is_read_by_row_and_column():
    assert changes(["k1", "k2"], {1: {"client": 7.0, "self": None}, 0: {"peer": 0}}) == [
        Change("k2", "client", 7),
        Change("k2", "self", None),
        Change("k1", "peer", 0),
    ]


def test_what_is_typed_is_kept_and_forgotten_where_it_is_emptied(own_demo: People, monkeypatch: pytest.MonkeyPatch):
    entry, toasts = own_demo.find("MARTIN"), []
    typed = {"rows": {"edited_rows": {0: {"client": 6, "manager": 2}}}, "none": {"edited_rows": {}}}
    typed["emptied"] = {"edited_rows": {0: {"manager": None}}}
    screen = SimpleNamespace(session_state=typed, toast=lambda words, icon: toasts.append(words))
    monkeypatch.setattr(expected, "st", screen)
    for key in typed:
        expected.save(FRENCH, entry.campaign.token, (entry.kam.token,), key)
    kept = everything(data.store()).expected()
    assert [(line.kam.name, line.group, line.sent) for line in kept] == [("M. MARTIN", "client", 6)]
    assert toasts == [FRENCH("quality.saved", 2), FRENCH("quality.saved", 1)], "nothing typed, nothing said"


@pytest.mark.deep
def test_among_many_what_asks_for_action_is_first_and_the_others_are_found(crowd: People, downloads: dict):
    test = opened("quality", **crowd.link("KAM 00"))
    assert faults(test) == []
    listed = names_in_table(test)
    assert (len(listed), listed[0]) == (SHOWN_AT_ONCE, "ZOE")
    assert len(downloads["retours"]) == 3 * len(crowd.entries), "the download holds everybody"
    found = widget(test, "text_input", "quality_search").input("kam 24").run()
    assert names_in_table(found) == ["KAM 24"]
    assert names_in_table(widget(found, "text_input", "quality_search").input("eclair").run()) == ["ZOE"]
    nobody = widget(found, "text_input", "quality_search").input("nobody").run()
    assert faults(nobody) == []
    assert FRENCH("quality.not_found") in shown(nobody)
    assert "quality_search" not in nobody.query_params, "a search may be a name"


@pytest.mark.deep
def test_a_click_leads_to_another_kam_in_detail(crowd: People):
    test = opened("quality", **crowd.link("KAM 00"))
    test = next(button for button in test.button if button.label == "ZOE").click().run()
    assert faults(test) == []
    assert heading(test).startswith("ZOE")
    assert test.query_params == crowd.link("ZOE"), "the address follows, and holds no name"


def test_filters_choose_what_is_listed(demo: People, downloads: dict):
    test = opened("quality", **demo.link("MARTIN"), groups="client", factors="F2,F3")
    assert faults(test) == []
    assert {row["Groupe"] for row in downloads["retours"]} == {"Clients"}
    assert metrics(test)[0] == "3"
    assert FRENCH.text(kamescope_model().factors[0].name) not in shown(test)


def test_where_respondents_are_filtered_the_page_says_what_that_changes(demo: People):
    plain = opened("quality", **demo.link("RIVOIRE", "2026"))
    assert FRENCH("quality.filtered") not in shown(plain)
    box = widget(plain, "selectbox", "view_segment")
    assert FRENCH("quality.filtered") in shown(box.select(box.options[1]).run())
