"""A change and its line in the audit stand together or not at all."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from kamescope.service import GrantRequest, Role, Service, everything, open_store
from kamescope.store import audit
from kamescope.store.connect import queries
from tests.service.sheets import found, full, give, load, loaded, several
from tests.service.test_erasure import everywhere
from tests.store.damage import copied

ZOE, COACH = "zoe@xyz.fr", "coach@xyz.fr"
NO_ROOM = "SELECT error('no room'), $who, $role, $what, $on_whom, $campaign"


def ada(door: Service) -> tuple[str, str]:
    """The tokens of Ada's campaign and of herself."""
    entry = found(door.store)
    return entry.campaign.token, entry.kam.token


def eve(door: Service) -> tuple[str, str]:
    """The same of Eve, whose results are released."""
    entry = found(door.store, "Eve")
    return entry.campaign.token, entry.kam.token


DEEDS: dict[str, Callable[[Service], object]] = {
    "imported": lambda door: load(door.store, [full("self", "s9", 4, kam="Cleo")], name="cleo.csv"),
    "undid": lambda door: door.undo(1),
    "released_late": lambda door: door.release(*ada(door), "peer"),
    "released_late of a file": lambda door: door.release_import(2),
    "opened_campaign": lambda door: door.open_campaign(found(door.store, "Dora").campaign.token),
    "granted": lambda door: door.grant(GrantRequest(Role.ADMIN, ZOE)),
    "granted by a file": lambda door: door.grant_all([GrantRequest(Role.ADMIN, ZOE)]),
    "revoked": lambda door: door.revoke(GrantRequest(Role.COACH, COACH, kam="Ada Martin")),
    "revoked of a file": lambda door: door.revoke_all(1),
    "went_on": lambda door: door.go_on(*ada(door)),
    "not_went_on": lambda door: door.go_on(*ada(door), False),
    "prepared": lambda door: door.prepare(*eve(door)),
    "dated": lambda door: door.set_talk(*ada(door), datetime.date(2026, 3, 3)),
    "released": lambda door: door.release_to(*eve(door)),
    "reopened": lambda door: door.reopen(*eve(door)),
    "erased": lambda door: door.erase("", ada(door)[1]),
    "exported": lambda door: door.export(ada(door)[1]),
    "backed_up": lambda door: door.back_up(),
}


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database with something to change of every kind."""
    path = tmp_path_factory.mktemp("noted") / "noted.duckdb"
    store = open_store(path)
    loaded(store, several("peer", 3))
    loaded(store, several("peer", 1, first=9), name="late.csv")
    loaded(store, [full("self", "s1", 5, kam="Dora", campaign="Later")], name="dora.csv", collecting=True)
    loaded(store, [full("self", "s2", 5, kam="Eve")], name="eve.csv")
    owner = everything(store)
    give(owner, *eve(owner))
    owner.grant(GrantRequest(Role.COACH, COACH, kam="Ada Martin"))
    owner.grant_all([GrantRequest(Role.ADMIN, "boss@xyz.fr")])
    store.close()
    return path


@pytest.fixture
def door(noted: Path, tmp_path: Path) -> Iterator[Service]:
    """The door of a copy of it."""
    store = open_store(copied(noted, tmp_path))
    yield everything(store)
    store.close()


@pytest.mark.parametrize("deed", DEEDS)
def test_without_its_line_nothing_is_changed_or_handed_over(door: Service, deed: str):
    before, lines = everywhere(door.store), len(audit.lines(door.store))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(queries(), "insert_audit", NO_ROOM)
        with pytest.raises(duckdb.Error, match="no room"):
            DEEDS[deed](door)
    assert everywhere(door.store) == before
    DEEDS[deed](door)
    written = audit.lines(door.store)
    new = written[: len(written) - lines]
    assert new and {(line.who, line.what) for line in new} == {("command line", deed.split()[0])}
