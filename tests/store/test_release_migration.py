"""Databases of older versions: what was shared is released to all three, and stands still."""

from pathlib import Path

import duckdb
import pytest

from kamescope.service import IN_MEMORY, everything, open_store
from kamescope.store import migrating
from tests.service.sheets import TEAM, codes, full, loaded, several

FIRST = 13
"""The migration that knows releases."""


@pytest.mark.deep
def test_what_was_shared_is_released_to_all_three(tmp_path: Path):
    path = tmp_path / "old.duckdb"
    store = open_store(path)
    loaded(store, TEAM)
    loaded(store, [full("self", "s9", 3, kam="Bob", campaign="Later")], name="later.csv", collecting=True)
    pairs = [(entry.campaign.token, entry.kam.token) for entry in everything(store).people()]
    store.close()
    with duckdb.connect(str(path)) as raw:
        # As the version before left it.
        raw.execute("DROP VIEW frozen; DROP TABLE releases; DROP TABLE roads")
        raw.execute("CREATE TABLE shared (campaign VARCHAR NOT NULL, kam VARCHAR NOT NULL)")
        raw.executemany("INSERT INTO shared VALUES (?, ?)", pairs)
        raw.execute("DELETE FROM migrations WHERE number = ?", [FIRST])
    store = open_store(path)
    roads = {road.campaign.name: road for road in everything(store).roads()}
    release = roads["Printemps"].release
    assert release is not None and (release.version, release.roles, release.who) == (1, ("kam", "manager", "lead"), "")
    assert roads["Later"].release is None, "of a campaign in collection nothing is shared"
    assert codes(loaded(store, several("peer", 3, first=4), name="late.csv"), "warning") == ["released_wait"]
    store.close()


def test_the_migration_bears_that_nothing_was_shared():
    store = open_store(IN_MEMORY)
    assert everything(store).roads() == () and migrating.last_migration() >= FIRST
    store.close()
