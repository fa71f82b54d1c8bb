"""A host that vanishes in the middle of a change: who reads goes on, who wants to change something gets in."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from kamescope.places import Server
from kamescope.service import open_store
from kamescope.store.check import check, holdings
from tests import postgres
from tests.service.sheets import full, load
from tests.store.vanishing import COPYING, GATE, IDLE, Line, Namespace, changing, may_make_networks

pytestmark = pytest.mark.postgresql

LIMITS = {
    "idle_in_transaction_session_timeout": 1000,
    "tcp_keepalives_idle": 1,
    "tcp_keepalives_interval": 1,
    "tcp_keepalives_count": 2,
    "tcp_user_timeout": 2000,
}
"""What an address may say of the server's patience, so that nobody here waits for minutes."""
HOLDERS = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted"
CAN = may_make_networks()


@pytest.fixture(scope="module")
def network() -> Iterator[Namespace | None]:
    """A network of our own, None where the machine lets us have none."""
    made = Namespace() if CAN else None
    yield made
    if made:
        made.close()


@pytest.fixture(scope="module")
def cluster(network: Namespace | None) -> Iterator[postgres.Cluster]:
    """A server that may be reached from it."""
    made = postgres.Cluster(*([GATE] if network else []))
    yield made
    made.end()


@pytest.fixture
def host(request: pytest.FixtureRequest, network: Namespace | None) -> Iterator[Line | Namespace]:
    """A host behind a line, or in a network of its own."""
    if request.param is Namespace:
        yield network
        network.come_back()
    else:
        with closing(Line()) as line:
            yield line


@pytest.mark.parametrize(
    ("host", "state"),
    [(Line, IDLE), *([(Namespace, IDLE), (Namespace, COPYING)] if CAN else [])],
    indirect=["host"],
)
def test_a_host_that_vanishes_in_a_change_leaves_no_lock_and_nothing_half(
    host: Line | Namespace, cluster: postgres.Cluster, state: str, tmp_path: Path
):
    """Somebody else changes something next, without anybody's help; meanwhile everybody reads."""
    server = Server(cluster.new(), tmp_path / "key")
    limits = quote(" ".join(f"-c {name}={value}" for name, value in LIMITS.items()))
    far = server.address.replace(f"127.0.0.1:{cluster.port}", host.at(cluster.port))
    with closing(open_store(server)) as store:
        load(store, [full("manager", "m1", 4)])
        before, reads = holdings(store), 0
        twice = tuple(2 * each for each in before)
        after = threading.Thread(target=load, args=(store, [full("manager", "m2", 4, kam="Bob Noyce")]))
        with changing(host, Server(f"{far}?options={limits}", server.key), state):
            host.vanish()
            lost = holders(server)
            assert len(lost) == 1
            after.start()
            while holders(server) == lost:
                assert holdings(store) in (before, twice)
                reads += 1
            after.join()
            assert holdings(store) == twice
        assert holders(server) == []
        assert reads > 0
        assert check(store).faults == ()


def holders(server: Server) -> list[tuple[int]]:
    """Whose connections hold the lock of all changes."""
    with psycopg.connect(server.address, autocommit=True) as connection:
        return connection.execute(HOLDERS).fetchall()
