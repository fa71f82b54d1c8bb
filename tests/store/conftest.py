"""A database in memory for each test."""

from collections.abc import Iterator

import pytest

from kamescope.service import Store, open_store


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty database."""
    opened = open_store(":memory:")
    yield opened
    opened.close()
