"""The pages of the manager's instruments: from a file to figures, filtered, set, taken back; to whom they are shown."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kamescope import service
from kamescope.i18n import words
from kamescope.levers import registry
from kamescope.service import LeverRequest, everything, open_store
from kamescope.ui import data
from kamescope.ui.menu import MENU
from tests.pages.app import faults, html, metrics, opened, sent, shown, widget
from tests.plans import priority
from tests.service.sheets import full, loaded

PAGES = tuple(entry.key for entry in MENU["levers"])
SALES = "Vendeur;CA (€);Équipe\nAda;400;Nord\nBob;100;Nord\nCleo;300;Sud\nDora;100;Sud\nEve;100;Sud\nFay;50;Sud\n"
CLIENTS = "Client;KAM;CA (€);Potentiel\nX;Ada;500;2000\nY;Ada;10;3000\nZ;Bob;900;800\nW;Bob;10;\nV;Bob;50;100\n"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a KAM, sellers and clients."""
    path = tmp_path_factory.mktemp("levers") / "levers.duckdb"
    store = open_store(path)
    loaded(store, [full("manager", "m1", 5, kam="Ada", team="Nord")])
    door = everything(store)
    for name, text in (("dependence", SALES), ("portfolio", CLIENTS)):
        asked = LeverRequest(name, held_on=datetime.date(2025, 12, 31))
        door.keep_lever(service.open_upload(f"{name}.csv", text.encode()), asked)
    (entry,) = door.people()
    door.write_plan(entry.campaign.token, entry.kam.token, priority(entry.model.factors[0].code, evidence=(2,)))
    store.close()
    return path


@pytest.fixture
def page(kept: Path, use: Callable[[Path], None]) -> Callable[..., AppTest]:
    use(kept)
    return opened


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_an_instrument_opens_without_a_file_and_says_what_it_needs(
    name: str, language: str, nothing: object, use: Callable[[Path], None]
):
    test = opened(name, lang=language)
    assert faults(test) == []
    say = words(language)
    needed = [say(f"lever.column.{column.name}") for column in registry.instrument(name).columns if column.required]
    assert all(each in shown(test) for each in needed)


def test_the_answer_comes_first_and_every_figure_is_told(page: Callable[..., AppTest]):
    test = page("dependence")
    assert faults(test) == []
    assert "À surveiller : 38 % du total pour le meilleur vendeur." in shown(test).replace("\N{NO-BREAK SPACE}", " ")
    assert [figure.replace("\N{NO-BREAK SPACE}", " ") for figure in metrics(test)[:3]] == ["38 %", "2", "1,1 k€"]
    assert all(name in html(test) for name in ("Ada", "Bob", "Fay"))


def test_rows_are_filtered_by_what_the_address_says_and_never_by_a_name(page: Callable[..., AppTest]):
    test = page("dependence")
    team = widget(test, "selectbox", "view_team")
    token = next(each for each in team.options if each == "Sud")
    team.select(token).run()
    assert faults(test) == []
    assert "Filtré : Équipe : Sud." in shown(test).replace("\N{NO-BREAK SPACE}", " ")
    assert "Ada" not in html(test) and "Cleo" in html(test)
    assert "Sud" not in str(test.query_params) and test.query_params["team"]


def test_somebody_may_be_thought_away(page: Callable[..., AppTest]):
    test = page("dependence")
    widget(test, "multiselect", "lever_dependence_leaving").select("Ada").run()
    assert faults(test) == []
    assert "Si Ada part" in html(test)
    said = "".join(test.query_params["settings"])
    assert said.startswith("dependence,leaving-") and "Ada" not in said
    assert "Si Ada part" in html(page("dependence", settings=said))
    assert "Si Ada part" not in html(page("portfolio", settings=said))


def test_bands_of_the_potential_have_limits_of_one_s_own(page: Callable[..., AppTest]):
    """Of 100, 2,000 and 3,000 the quartiles are 1,050, 2,000 and 2,500; a limit left blank stays the file's."""
    test = page("portfolio", lang="en")
    fields = [widget(test, "number_input", f"lever_portfolio_limits_{place}") for place in (1, 2, 3)]
    assert [(each.value, each.placeholder) for each in fields] == [(None, "1,050"), (None, "2,000"), (None, "2,500")]
    fields[1].set_value(1500.0).run()
    assert "".join(test.query_params["settings"]) == "portfolio,limits-2-1500"
    assert "2 fragile clients" in shown(test) and "Limits of the potential: 1,050, 1,500, 2,500" in shown(test)
    widget(test, "number_input", "lever_portfolio_limits_1").set_value(1600.0).run()
    assert faults(test) == [] and any("do not part the clients" in each.value for each in test.warning)


def test_the_fragile_reserve_is_counted_and_who_has_no_place_is_listed_apart(page: Callable[..., AppTest]):
    test = page("portfolio")
    assert faults(test) == []
    told = shown(test).replace("\N{NO-BREAK SPACE}", " ")
    assert "1 client fragile : 3 k€ à gagner." in told
    assert "Sans potentiel connu" in told and "Part au-dessus de 100 %" in told


def test_a_file_is_dropped_kept_and_taken_back(nothing: object):
    test = opened("dependence")
    test.get("file_uploader")[0].upload("ventes.csv", SALES.encode(), "text/csv").run()
    assert faults(test) == []
    widget(test, "button", "lever_keep").click().run()
    assert "ventes.csv" in shown(test) and "38" in shown(test)
    widget(test, "button", "lever_undo_1").click().run()
    assert "38" not in metrics(test) and "annulé" in shown(test)


def test_a_fault_is_told_with_its_row_and_nothing_is_kept(nothing: object):
    test = opened("dependence")
    test.get("file_uploader")[0].upload("ventes.csv", b"Vendeur;CA\nAda;-4\n", "text/csv").run()
    assert "Ligne 2, colonne « CA »" in shown(test).replace("\N{NO-BREAK SPACE}", " ")
    assert widget(test, "button", "lever_keep").disabled


def test_a_column_that_is_not_certain_is_settled_on_the_page(nothing: object):
    test = opened("dependence")
    text = "Vendeur;Chiffre 1;Chiffre 2\nAda;4;5\nBob;1;2\n"
    test.get("file_uploader")[0].upload("ventes.csv", text.encode(), "text/csv").run()
    assert widget(test, "button", "lever_keep").disabled
    asked = next(each for each in test.selectbox if "Chiffre d’affaires" in each.label)
    asked.select("Chiffre 2").run()
    assert not widget(test, "button", "lever_keep").disabled


def test_no_name_stands_in_what_the_address_bar_says(page: Callable[..., AppTest]):
    test = page("portfolio", whose="nobody")
    assert faults(test) == [] and "Ada" in sent(test)


@pytest.mark.parametrize("name", ["overview", "plan"])
def test_a_kams_overview_and_plan_end_with_what_the_instruments_say_of_them(page: Callable[..., AppTest], name: str):
    """Of Ada's two clients one is fragile: 2,990 to win, with a link to her rows; sellers of others say nothing."""
    test = page(name, lang="fr")
    assert faults(test) == []
    (link,) = [each for each in test.get("page_link") if "portefeuille" in each.proto.page]
    assert "1 client fragile" in link.proto.label and "file=2" in link.proto.query_string


def test_what_an_instrument_says_is_chosen_for_a_goal_and_stands_with_it(page: Callable[..., AppTest]):
    test = page("plan", lang="en")
    line = "Portfolio: 1 fragile client, €3k to win (31 December 2025)"
    assert line in html(test)
    test = widget(test, "button", "plan_edit_1").click().run()
    chosen = widget(test, "multiselect", "plan_evidence")
    assert faults(test) == [] and (chosen.options, chosen.value) == ([line], [2])
    chosen.unselect(2).run()
    widget(test, "button", "plan_save").click().run()
    data.begin_run()
    (entry,) = data.door().people()
    assert data.door().plan(entry.campaign.token, entry.kam.token).priorities[0].evidence == ()
