"""Campaigns past their keeping: proposed with what would go, erased once somebody says so, never before."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kamescope.i18n import words
from kamescope.service import everything
from kamescope.ui import data
from tests.pages.app import faults, opened, shown, widget
from tests.pages.databases import People
from tests.pages.signed_in import say_settings

SAY = words("fr")


@pytest.fixture
def one_month(own_demo: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> People:
    """The demonstration, all of which is older than a month, where nothing is to be kept for longer."""
    say_settings(monkeypatch, tmp_path, "{more}", "retention_months = 1")
    return own_demo


def campaigns() -> list[str]:
    """The tokens of the campaigns there are, the oldest first."""
    found = {entry.campaign for entry in everything(data.store()).people()}
    return [campaign.token for campaign in sorted(found, key=lambda each: (each.date, each.name))]


def pressed(test: AppTest, key: str) -> AppTest:
    test = widget(test, "button", key).click().run()
    assert faults(test) == []
    return test


def offered(test: AppTest) -> list[str]:
    """The campaigns that are proposed, in their order."""
    keys = [button.key for button in test.button if button.key.startswith("imports_retention_")]
    return [key.removeprefix("imports_retention_") for key in keys if not key.endswith(("_go", "_keep"))]


def test_nothing_is_proposed_where_the_settings_do_not_say_how_long(demo: People) -> None:
    test = opened("imports")
    assert offered(test) == [] and SAY("retention.title") not in shown(test)


@pytest.mark.deep
def test_old_campaigns_are_proposed_the_oldest_first_and_looking_erases_nothing(one_month: People) -> None:
    test, before = opened("imports"), campaigns()
    assert offered(test) == before and len(before) > 1
    test = pressed(test, f"imports_retention_{before[0]}")
    tried = everything(data.store()).would_erase(before[0], "")
    assert SAY("count.questionnaires", tried.rows["respondents"]) in shown(test)
    assert SAY("erase.backups") in shown(test)
    test = pressed(test, "imports_retention_keep")
    assert campaigns() == before and offered(test) == before


def test_a_campaign_is_erased_once_it_is_confirmed_and_no_other(one_month: People) -> None:
    before = campaigns()
    test = pressed(pressed(opened("imports"), f"imports_retention_{before[0]}"), "imports_retention_go")
    assert campaigns() == offered(test) == before[1:]
    assert next(line.what for line in everything(data.store()).audit()) == "erased"


@pytest.mark.deep
def test_one_that_somebody_else_erased_meanwhile_is_a_sentence(one_month: People) -> None:
    oldest = campaigns()[0]
    test = pressed(opened("imports"), f"imports_retention_{oldest}")
    everything(data.store()).erase(oldest, "")
    test = pressed(test, "imports_retention_go")
    assert [warning.value for warning in test.warning if "adresse" in warning.value or "lien" in warning.value]


def test_nothing_older_is_said(own_demo: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    say_settings(monkeypatch, tmp_path, "{more}", "retention_months = 1200")
    test = opened("imports")
    assert offered(test) == [] and SAY("retention.none") in shown(test)
