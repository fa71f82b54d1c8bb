"""Databases made once, and the one in use named by `$KAMESCOPE_DB`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kamescope.ui import data
from tests.pages import databases
from tests.pages.databases import People
from tests.store.damage import copied


@pytest.fixture(scope="session")
def demo_people(tmp_path_factory: pytest.TempPathFactory) -> People:
    """The demonstration."""
    return databases.demo(tmp_path_factory.mktemp("demo") / "demo.duckdb")


@pytest.fixture(scope="session")
def other_people(tmp_path_factory: pytest.TempPathFactory) -> People:
    """The other model's KAMs."""
    return databases.other(tmp_path_factory.mktemp("other") / "other.duckdb")


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Make a database the one in use, also for what a test reads itself outside a run of the script."""

    def chosen(path: Path) -> None:
        monkeypatch.setenv("KAMESCOPE_DB", str(path))
        data.begin_run()

    return chosen


@pytest.fixture
def demo(demo_people: People, use: Callable[[Path], None]) -> People:
    """The demonstration, in use; not to be changed."""
    use(demo_people.path)
    return demo_people


@pytest.fixture
def other(other_people: People, use: Callable[[Path], None]) -> People:
    """The other model's KAMs, in use; not to be changed."""
    use(other_people.path)
    return other_people


@pytest.fixture
def own_demo(demo_people: People, tmp_path: Path, use: Callable[[Path], None]) -> People:
    """A copy of the demonstration, in use, that a test may change."""
    path = tmp_path / "copy.duckdb"
    copied(demo_people.path, path)
    use(path)
    return People(path, demo_people.entries)


@pytest.fixture(scope="session")
def empty_people(tmp_path_factory: pytest.TempPathFactory) -> People:
    """An empty database."""
    return databases.empty(tmp_path_factory.mktemp("empty") / "empty.duckdb")


@pytest.fixture
def nothing(empty_people: People, tmp_path: Path, use: Callable[[Path], None]) -> People:
    """A copy of the empty database, in use, that a test may change."""
    path = tmp_path / "empty.duckdb"
    copied(empty_people.path, path)
    use(path)
    return People(path, empty_people.entries)
