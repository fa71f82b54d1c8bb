"""The pages of the manager's other instruments, from a file to what it says."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import NumberInput

from kamescope import places
from kamescope.i18n import words
from kamescope.levers.board import BoardTable
from kamescope.reports import board
from kamescope.reports.board.board_spec import BoardPaper
from kamescope.service import LeverRequest, everything, open_store, open_upload
from kamescope.ui import data
from tests.pages.app import charts, faults, html, opened, shown, unmarked, widget
from tests.pages.databases import People
from tests.store.damage import copied

SAY = words("en")
DAY = datetime.date(2026, 6, 30)
NAMES = ("targets", "indicators")


@pytest.fixture(scope="module")
def filled(demo_people: People, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration with a file of each of these instruments."""
    path = tmp_path_factory.mktemp("levers") / "filled.duckdb"
    copied(demo_people.path, path)
    store = open_store(path)
    for name in NAMES:
        content = (places.DEMO / "levers" / f"{name}.csv").read_bytes()
        everything(store).keep_lever(open_upload(f"{name}.csv", content), LeverRequest(name, held_on=DAY))
    store.close()
    return path


@pytest.fixture
def page(filled: Path, use: Callable[[Path], None]) -> Callable[..., AppTest]:
    use(filled)
    return lambda name, **query: opened(name, lang="en", **query)


def dropped(test: AppTest, name: str, text: str) -> AppTest:
    """A file dropped on the page."""
    place = next(each for each in test.file_uploader if each.key.startswith("lever_"))
    return place.set_value((name, text.encode(), "text/csv")).run()


def warned(test: AppTest) -> list[str]:
    return [unmarked(each.value) for each in test.warning]


@pytest.mark.parametrize("name", NAMES)
def test_an_instrument_tells_its_file(page: Callable[..., AppTest], name: str):
    test = page(name)
    assert faults(test) == []
    assert charts(test)


def number(test: AppTest, kind: str, criterion: str) -> NumberInput:
    """Where a figure of a criterion is set, whichever file is shown."""
    found = [each for each in test.number_input if each.key.startswith(f"lever_targets_{kind}_")]
    return next(each for each in found if each.key.endswith(f"_{criterion}"))


def test_targets_are_set_on_the_page(page: Callable[..., AppTest]):
    test = page("targets")
    assert "Well set: 7 of 9 sellers" in shown(test)
    number(test, "target", "Renouvellements").set_value(26.0).run()
    assert "Too high: 3 of 9 sellers" in shown(test)
    widget(test, "slider", "lever_targets_scale").set_value(50.0).run()
    assert "Too low:" in shown(test)
    assert faults(test) == []


def test_targets_kept_person_by_person_count_on_the_page(filled: Path, tmp_path: Path, use: Callable[[Path], None]):
    """Of who is to renew 1 instead of 20 the criterion is no hindrance any more: 8 of 9 reach what 7 did."""
    use(copied(filled, tmp_path / "own.duckdb"))
    content = (places.DEMO / "levers" / "targets.csv").read_bytes()
    own = {"own": {"Renouvellements": {"O. SANTINI": 1.0}, "Nouveaux clients": {"O. SANTINI": 1.0}}}
    request = LeverRequest("targets", held_on=datetime.date(2026, 7, 31), choices=own)
    data.door().keep_lever(open_upload("own.csv", content), request)
    data.begin_run()
    assert "8 of 9 sellers" in shown(opened("targets", lang="en"))


def test_what_is_no_set_of_targets_is_said_beside_the_controls(page: Callable[..., AppTest]):
    test = page("targets")
    number(test, "weight", "Renouvellements").set_value(24.0).run()
    assert warned(test) == [SAY("error.lever_weights", total="90", expected="100")]
    number(test, "weight", "Renouvellements").set_value(34.0).run()
    number(test, "target", "Taux de marge").set_value(0.0).run()
    assert warned(test) == [SAY("error.lever_target", criterion="Taux de marge", value="0")]
    number(test, "target", "Taux de marge").set_value(27.0).run()
    widget(test, "number_input", "lever_targets_cap").set_value(90.0).run()
    assert warned(test) == [SAY("error.lever_cap", value="90", least="100")]
    assert "Who reaches 100%" not in shown(test), "a former set of targets is not told beside it"


def test_indicators_are_filtered_by_segment_and_by_period(page: Callable[..., AppTest]):
    test = page("indicators")
    assert "44% of the 120 closed opportunities" in shown(test)
    widget(test, "selectbox", "lever_indicators_period").set_value("2025").run()
    assert "of the 114 closed opportunities" in shown(test)
    place = widget(test, "selectbox", "view_kind")
    place.select_index(place.options.index("Services")).run()
    assert "of the 38 closed opportunities" in shown(test)
    assert "Filtered: Segment: Services." in shown(test)
    assert faults(test) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_the_page_shows_may_be_taken_along(
    page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, name: str
):
    told: list[BoardPaper] = []
    monkeypatch.setattr(board, "render", lambda paper, format: told.append(paper) or format.encode())
    test = page(name)
    assert {each.key for each in test.get("download_button") if each.key.startswith("lever_get_")} == set()
    widget(test, "button", "lever_make_pdf").click().run()
    assert "lever_get_pdf" in {each.key for each in test.get("download_button")}
    (paper,) = told
    assert paper.board.headline in shown(test)
    assert (paper.title, paper.context) == (SAY(f"page.{name}"), "30 June 2026")
    kam = widget(test, "selectbox", "view_whose")
    kam.select_index(kam.options.index("O. SANTINI")).run()
    assert "lever_get_pdf" not in {each.key for each in test.get("download_button")}, "of another view"
    widget(test, "button", "lever_make_pptx").click().run()
    assert told[1].filters.startswith("Filtered: KAM: O. SANTINI.")
    names = {name for part in told[1].board.parts if isinstance(part, BoardTable) for name in part.frame.iloc[:, 0]}
    assert not {"É. RIVOIRE", "Y. TRAN"} & names
    assert faults(test) == []


def test_paper_says_what_is_set(page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch):
    told: list[BoardPaper] = []
    monkeypatch.setattr(board, "render", lambda paper, format: told.append(paper) or format.encode())
    widget(page("targets"), "button", "lever_make_pdf").click().run()
    assert "Weight (%): Renouvellements 34, Taux de marge 33, Nouveaux clients 33" in told[0].filters
    assert "Target: Renouvellements 19, Taux de marge 27.2, Nouveaux clients 4.44" in told[0].filters


def test_of_more_than_four_criteria_a_person_takes_four(page: Callable[..., AppTest]):
    test = dropped(page("targets"), "t.csv", "Seller;A;B;C;D;E\nX;1;2;3;4;5\nY;2;1;3;4;5\n")
    assert "Between 2 and 4 criteria are needed; the file has 5" in shown(test)
    assert widget(test, "button", "lever_keep").disabled
    widget(test, "multiselect", "lever_criteria").set_value(["A", "C"]).run()
    assert not widget(test, "button", "lever_keep").disabled


def settings(test: AppTest) -> str:
    """What the address bar says of settings."""
    said = test.query_params.get("settings", "")
    return said if isinstance(said, str) else "".join(said)


def test_a_copied_link_shows_the_same_settings_and_names_nothing_of_the_file(page: Callable[..., AppTest]):
    """What is not as it begins is in the address, criteria by tokens; the page says all of it in words."""
    test = page("targets")
    assert settings(test) == "", "what is as it begins is left out"
    number(test, "target", "Renouvellements").set_value(26.5).run()
    widget(test, "number_input", "lever_targets_cap").set_value(None).run()
    widget(test, "slider", "lever_targets_scale").set_value(105.0).run()
    said = settings(test)
    assert re.fullmatch(r"targets,target-[a-z0-9]{12}-26\.5,cap-,scale-105", said)
    copied = page("targets", settings=said)
    assert faults(copied) == [] and settings(copied) == said
    assert number(copied, "target", "Renouvellements").value == 26.5
    assert widget(copied, "number_input", "lever_targets_cap").value is None
    assert "Renouvellements 26.5" in shown(copied) and "105" in shown(copied)
    assert html(copied) == html(test)
    widget(copied, "slider", "lever_targets_scale").set_value(100.0).run()
    assert settings(copied) == said.removesuffix(",scale-105")


@pytest.mark.parametrize("said", ["targets,cap-x,cap", "targets,weight-a-5,nothing-5,scale-9", "roles,cap-1", ",-"])
def test_settings_that_make_no_sense_are_ignored(page: Callable[..., AppTest], said: str):
    test = page("targets", settings=said)
    assert faults(test) == [] and "Well set: 7 of 9 sellers" in shown(test)
    assert widget(test, "number_input", "lever_targets_cap").value == 120


def test_a_period_is_a_token_in_the_address(page: Callable[..., AppTest]):
    test = page("indicators")
    widget(test, "selectbox", "lever_indicators_period").set_value("2025").run()
    assert "2025" not in settings(test)
    assert "of the 114 closed opportunities" in shown(page("indicators", settings=settings(test)))


def test_two_periods_are_compared_and_what_is_told_may_be_taken_along(
    page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
):
    """The page says what changed since which day; the address names the former file, and paper says the same."""
    told: list[BoardPaper] = []
    monkeypatch.setattr(board, "render", lambda paper, format: told.append(paper) or format.encode())
    test = page("portfolio")
    before = widget(test, "selectbox", "view_before")
    assert before.value == 0 and len(before.options) == 2
    before.select_index(1).run()
    assert faults(test) == [] and "What has changed since" in shown(test)
    assert "Share held: " in shown(test) and "In another cell" in shown(test)
    assert {"csv_lever_moved", "csv_lever_since"} <= {each.key for each in test.get("download_button")}
    widget(test, "button", "lever_make_pdf").click().run()
    assert "What has changed since" in told[0].filters and told[0].board.headline in shown(test)
    link = {name: "".join(value) for name, value in test.query_params.items() if name != "lang"}
    assert shown(page("portfolio", **link)).count("What has changed since") == 1


def test_of_what_the_former_file_does_not_have_nothing_is_compared(page: Callable[..., AppTest]):
    test = page("roles")
    widget(test, "selectbox", "view_before").select_index(1).run()
    assert faults(test) == [] and "total" in shown(test).lower() and "What has changed since" in shown(test)
