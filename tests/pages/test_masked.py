"""What is masked reaches the browser in no form: pages are the same, byte by byte, whatever the masked answers say."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from kamescope.i18n import words
from kamescope.model import Model
from kamescope.ui import components
from kamescope.ui.menu import BESIDE, MENU
from tests.pages import databases
from tests.pages.app import ALL_PAGES, KAM_PAGES, TEAM_PAGES, faults, metrics, opened, sent, shown
from tests.pages.databases import People, Rater, rated
from tests.support import kamescope_model, other_model

FRENCH = words("fr")
VARIANTS: tuple[dict[str, str], ...] = (
    {},
    {"groups": "client", "unit": "points", "factor": "F3", "step": "blind"},
    {"level": "item", "cut": "cohort", "environment": "client", "side": "bottom", "n": "30", "step": "disagreement"},
    {"level": "sub_factor", "environment": "pooled", "factor": "F9", "factors": "F9,F10", "lang": "en"},
)
TEAM_VARIANTS: tuple[dict[str, str], ...] = (
    {"regard": "client", "show": "gap", "level": "sub_factor", "counts": "yes", "order": "SF1"},
    {"show": "difference", "level": "item", "unit": "points", "order": "-Q1", "who": "team"},
    {"mode": "close", "regard": "client", "environment": "client", "cut": "midpoint", "lang": "en"},
)
OTHER_VARIANTS: tuple[dict[str, str], ...] = (
    {},
    {"level": "item", "environment": "pooled"},
    {"groups": "team,partner", "environment": "team", "step": "recognised"},
)
OPEN = [Rater("self"), Rater("manager")]
ENOUGH = [*OPEN, Rater("client"), Rater("client"), Rater("client"), Rater("client")]
FEW = [Rater("client", "Industrie"), Rater("client", "Services")]
WITHOUT_FIGURES = {"home", "comments", "prepare", "plan", "method", "imports", "quality", "access", "audit"} | {
    entry.key for entry in MENU[BESIDE]
}
"""Pages on which no score stands, as long as there is no plan, and at the first step of a conversation."""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[People, People]]:
    """Two databases whose addresses and moments are the same, from two lists of sheets."""

    def make(one: Iterable, other: Iterable) -> tuple[People, People]:
        folder = tmp_path_factory.mktemp("two")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(secrets, "token_hex", lambda size: "0" * 2 * size)
            return _filled(folder / "one.duckdb", one), _filled(folder / "other.duckdb", other)

    return make


def _filled(path: Path, sheets: Iterable) -> People:
    """A database that does not show when it was filled, neither in its journal nor among its traces."""
    people = databases.filled(path, *sheets)
    with duckdb.connect(path) as connection:
        connection.execute("UPDATE imports SET imported_at = TIMESTAMP '2026-05-04 09:00:00'")
        connection.execute("UPDATE audit SET done_at = current_date")
    return people


@pytest.fixture(scope="module")
def two_clients(two) -> tuple[People, People]:
    """Two clients who answer at one end of the scale, and at the other."""
    model = kamescope_model()
    low = [client._replace(shift=-9) for client in FEW]
    high = [client._replace(shift=9) for client in FEW]
    return two(sheets(model, low), sheets(model, high))


@pytest.fixture(scope="module")
def two_groups(two) -> tuple[People, People]:
    """The same of two groups too small, under the other model."""
    model = other_model()
    open_groups = [Rater("self"), Rater("manager"), *[Rater("peer", "Lyon")] * 4]
    few = [*[Rater("team", "Lyon")] * 3, *[Rater("partner", "Lille")] * 2]
    both = [
        [(model, rated(model, "WATCHED", [*open_groups, *(rater._replace(shift=shift) for rater in few)]))]
        for shift in (-99, 99)
    ]
    return two(*both)


@pytest.fixture
def everything(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[str, list]]:
    """Open a page: everything that it sends, and the tables that its downloads hold."""
    rows: list = []

    def offered(label: str, data: object, file_name: str, *_: object, **__: object) -> None:
        if file_name.endswith(".csv"):  # workbooks say when they were made
            rows.append((file_name, data() if callable(data) else data))

    monkeypatch.setattr(components.st, "download_button", offered)

    def read(people: People, page: str, query: Mapping[str, str]) -> tuple[str, list]:
        monkeypatch.setenv("KAMESCOPE_DB", str(people.path))
        rows.clear()
        test: AppTest = opened(page, **query)
        assert faults(test) == []
        return sent(test), list(rows)

    return read


def sheets(model: Model, watched: Iterable[Rater], blanks: float = 0.05, seed: int = 1) -> list:
    """The KAM watched, and colleagues who make a cohort with them."""
    others = [(model, rated(model, f"COLLEAGUE {number}", ENOUGH)) for number in range(5)]
    return [(model, rated(model, "WATCHED", [*OPEN, *watched], seed=seed, blanks=blanks)), *others]


@pytest.mark.deep
@pytest.mark.parametrize("page", ALL_PAGES)
def test_two_clients_answers_change_nothing_that_is_sent(two_clients, everything, page: str) -> None:
    """A KAM's page in every variant; what others do with theirs is seen among colleagues."""
    one, other = two_clients
    assert one.link("WATCHED") == other.link("WATCHED")
    for variant in VARIANTS if page in KAM_PAGES else VARIANTS[:1]:
        query = one.link("WATCHED") | variant
        assert everything(one, page, query) == everything(other, page, query)


@pytest.mark.deep
@pytest.mark.parametrize("page", TEAM_PAGES)
def test_nor_do_they_among_colleagues(two_clients, everything, page: str) -> None:
    one, other = two_clients
    people = ",".join(one.link(name)["kam"] for name in ("WATCHED", "COLLEAGUE 0", "COLLEAGUE 1"))
    for variant in TEAM_VARIANTS:
        query = one.link("WATCHED") | variant | {"people": people}
        assert everything(one, page, query) == everything(other, page, query)


@pytest.mark.deep
def test_answers_that_are_not_masked_do_change_what_is_sent(two, everything) -> None:
    """Else the test above would see nothing."""
    model = kamescope_model()
    third = Rater("client", "Industrie")
    low = [client._replace(shift=-9) for client in (*FEW, third)]
    high = [client._replace(shift=9) for client in (*FEW, third)]
    one, other = two(sheets(model, low), sheets(model, high))
    for page in set(ALL_PAGES) - {*WITHOUT_FIGURES, "report", "progress"}:
        seen = [everything(people, page, people.link("WATCHED")) for people in (one, other)]
        assert seen[0][0] != seen[1][0]
        assert seen[0][1] != seen[1][1]


@pytest.mark.deep
def test_how_many_answers_a_masked_group_gave_is_not_sent_either(two, everything) -> None:
    model = kamescope_model()
    full = sheets(model, FEW, blanks=0)
    (_, rows), *others = sheets(model, FEW, blanks=0)
    holes = [row if row[4] != "client" else [*row[:-10], *[None] * 10] for row in rows]
    one, other = two(full, [(model, holes), *others])
    for page in ALL_PAGES:
        assert everything(one, page, one.link("WATCHED")) == everything(other, page, other.link("WATCHED"))


@pytest.mark.deep
@pytest.mark.parametrize("page", ALL_PAGES)
def test_masked_groups_of_the_other_model_change_nothing_that_is_sent(two_groups, everything, page: str) -> None:
    one, other = two_groups
    for variant in OTHER_VARIANTS if page in KAM_PAGES else OTHER_VARIANTS[1:2]:
        query = one.link("WATCHED") | variant
        assert everything(one, page, query) == everything(other, page, query)


def test_a_masked_group_is_announced_with_its_count_and_minimum_alone(demo: People) -> None:
    test = opened("overview", **demo.link("KOWALSKA"))
    (notice,) = [info.value for info in test.info]
    assert notice == FRENCH("head.masked", 2, group="Clients", minimum="3")
    assert metrics(test)[2] == FRENCH("masked")
    assert FRENCH("card.masked", minimum="3") in shown(test)
    own, manager, _, environment = metrics(test)
    assert environment == manager != own, "the environment is the manager alone"


def test_a_single_client_is_as_masked_as_two(demo: People) -> None:
    test = opened("overview", **demo.link("TRAN", "2025"))
    assert [info.value for info in test.info] == [FRENCH("head.masked", 1, group="Clients", minimum="3")]


def test_a_group_without_questionnaires_is_not_announced_as_masked(demo: People) -> None:
    test = opened("overview", **demo.link("TRAN", "2026"))
    assert not test.info
    assert metrics(test)[2] == FRENCH("no_data")
    assert FRENCH("card.nobody") in shown(test)


@pytest.mark.deep
def test_where_every_group_is_masked_or_missing_the_page_says_so(tmp_path: Path, monkeypatch) -> None:
    model = kamescope_model()
    people = databases.filled(tmp_path / "x.duckdb", (model, rated(model, "ONLY", FEW)))
    monkeypatch.setenv("KAMESCOPE_DB", str(people.path))
    for page in ALL_PAGES:
        test = opened(page)
        assert faults(test) == []
        if page in KAM_PAGES:
            assert FRENCH("empty.nothing_published") in [info.value for info in test.info]
