"""A database in memory for each test."""

from collections.abc import Iterator

import pytest

from kamescope.service import Store
from tests.store.again import again


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty database."""
    opened = again().renewed()
    yield opened
    opened.close()
