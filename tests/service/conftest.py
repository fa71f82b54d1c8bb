"""A database for each test: empty and in memory, or with a first file in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kamescope.service import Store, open_store
from tests.service.sheets import TEAM, loaded
from tests.store.again import again
from tests.store.damage import copied


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty database."""
    opened = again().renewed()
    yield opened
    opened.close()


@pytest.fixture
def base(store: Store) -> Store:
    """A database into which TEAM was imported: three peers are published."""
    loaded(store, TEAM)
    return store


@pytest.fixture(scope="session")
def team_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database into which TEAM was imported."""
    path = tmp_path_factory.mktemp("team") / "team.duckdb"
    store = open_store(path)
    loaded(store, TEAM)
    store.close()
    return path


@pytest.fixture
def filed(team_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A file of the same, open."""
    opened = open_store(copied(team_file, tmp_path))
    yield opened
    opened.close()
