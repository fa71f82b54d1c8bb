"""Former versions on the pages: read by who had them while results are reviewed, chosen beside the one in force."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from streamlit.testing.v1 import AppTest

from kamescope.i18n import LANGUAGES, NBSP, words
from kamescope.service import GrantRequest, ImportRequest, everything, open_store
from kamescope.ui import data
from kamescope.ui.address import CUTS
from tests.ingest.files import as_csv
from tests.pages.app import faults, heading, shown, widget
from tests.pages.company import HEADINGS, company
from tests.pages.signed_in import audited, say_settings, seen_by, user
from tests.service.sheets import give
from tests.store.damage import copied
from tests.support import kamescope_model

FRENCH = words("fr")
KAM, LEAD, LATE = "kam@example.com", "lead@example.com", "late@example.com"
VERSIONED, OTHERS = ("overview", "top_items", "perception", "factor"), ("plan", "comments", "report", "quality")
NAME = "KAM 0001"


class Reviewed(NamedTuple):
    """A database in which one of two KAMs was released, got three more clients and is reopened."""

    path: Path
    kam: str
    campaign: str

    @property
    def link(self) -> dict[str, str]:
        """The query parameters that open that KAM."""
        return {"kam": self.kam, "campaign": self.campaign}


def late() -> bytes:
    """Three more clients of the first KAM."""
    model = kamescope_model()
    asked = model.group("client").items
    head = ["Printemps 2026", "2026-03-02", NAME, "K0001", "Grande Société", "Équipe 01", "client"]
    rows = [
        [*head, f"1-{n}", "", *(1 + n % 5 if item.code in asked else "" for item in model.items)] for n in (7, 8, 9)
    ]
    return as_csv([[*HEADINGS, *(item.code for item in model.items)], *rows])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    """Made once, and copied for who changes it."""
    people = company(tmp_path_factory.mktemp("versions") / "company.duckdb", 2)
    store = open_store(people.path)
    door, entry = everything(store), people.find(NAME)
    pair = entry.campaign.token, entry.kam.token
    door.grant(GrantRequest("kam", KAM, kam="K0001"))
    door.grant(GrantRequest("lead", LEAD, company="Grande Société"))
    give(door, *pair)
    other = people.find("KAM 0002")
    give(door, other.campaign.token, other.kam.token)
    assert door.import_file("late.csv", late(), ImportRequest(kamescope_model())).waiting == 3
    door.reopen(*pair)
    door.grant(GrantRequest("kam", LATE, kam="K0001"))
    store.close()
    return Reviewed(people.path, pair[1], pair[0])


@pytest.fixture
def reviewed(
    made: Reviewed, tmp_path: Path, use: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Reviewed]:
    """A copy of it in use, where people sign in."""
    say_settings(monkeypatch, tmp_path)
    copied(made.path, tmp_path / "copy.duckdb")
    use(tmp_path / "copy.duckdb")
    yield made._replace(path=tmp_path / "copy.duckdb")


def said(test: AppTest) -> str:
    """What a page says, under plain spaces."""
    return shown(test).replace(NBSP, " ")


def clients(test: AppTest) -> str:
    """How many clients the context line tells."""
    return next(count for count in ("3 clients", "6 clients") if count in said(test))


def choices(test: AppTest) -> list[str]:
    """What the choice of versions offers."""
    return next((list(each.options) for each in test.selectbox if each.key == "view_version"), [])


@pytest.mark.deep
def test_while_results_are_reviewed_who_had_a_version_reads_it(reviewed: Reviewed):
    for language in LANGUAGES:
        say = words(language)
        for page in VERSIONED:
            test = seen_by(user(KAM), page, lang=language)
            assert faults(test) == [] and say("version.reviewed", version=1, day="", until="")[:10] in shown(test), page
            assert test.query_params["version"] == "1"
            assert choices(test) == []
        assert clients(seen_by(user(KAM), lang="fr")) == "3 clients"
        for page in OTHERS:
            test = seen_by(user(KAM), page, **reviewed.link, lang=language)
            assert (faults(test), heading(test)) == ([], say("version.title")), page
    assert audited("opened")[0][0] == KAM
    assert "Rien à voir" in heading(seen_by(user(LATE)))


@pytest.mark.deep
def test_pages_about_several_people_leave_out_who_is_reviewed_and_say_so(reviewed: Reviewed):
    test = seen_by(user(LEAD), "compare", **reviewed.link)
    assert (faults(test), heading(test)) == ([], FRENCH("version.title")) and NAME in said(test)
    everybody = next(each for each in seen_by(user(LEAD)).selectbox if each.key == "view_kam").options
    assert [option.split(" · ")[0].replace(NBSP, " ") for option in everybody] == [NAME, "KAM 0002"]


@pytest.mark.deep
def test_beside_the_version_in_force_a_former_one_is_chosen_and_what_changed_is_said(reviewed: Reviewed):
    give(everything(data.store()), reviewed.campaign, reviewed.kam)
    test = seen_by(user(KAM), **reviewed.link)
    assert (faults(test), clients(test)) == ([], "6 clients")
    assert choices(test)[0] == FRENCH("version.in_force", version=2) and len(choices(test)) == 2
    assert "Entre la version 1 et la version 2 : clients 3 → 6 ; 12 facteurs sur 13" in said(test)
    test = widget(test, "selectbox", "view_version").set_value(1).run()
    assert (faults(test), clients(test)) == ([], "3 clients")
    assert "ce ne sont plus les résultats d’aujourd’hui" in shown(test)
    report = seen_by(user(KAM), "report", **reviewed.link, version="1")
    assert faults(report) == [] and clients(report) == "6 clients"
    assert FRENCH("version.now_here", version=1) in shown(report)
    perception = seen_by(user(KAM), "perception", **reviewed.link, version="1", cut="cohort")
    cuts = [len(each.options) for each in perception.get("button_group") if each.key == "view_cut"]
    assert (faults(perception), cuts) == ([], [len(CUTS) - 1]), "the others' figures are of now"
    assert clients(seen_by(user(LATE), **reviewed.link, version="1")) == "6 clients", "a version they did not have"
