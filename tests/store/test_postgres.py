"""Several servers over one database: writers at once, readers meanwhile, writers killed, the server away and back."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from kamescope import service
from kamescope.errors import StoreError
from kamescope.places import ROOT, Server
from kamescope.service import Store, everything, open_store
from kamescope.store.check import check, holdings
from tests import postgres
from tests.service.sheets import all_rows, full, load, shown
from tests.store.writing import PEOPLE

pytestmark = pytest.mark.postgresql

FILES = 6
KILLS = int(os.environ.get("KAMESCOPE_KILLS", "6"))


@pytest.fixture
def server() -> Iterator[Server]:
    """A database that is up to date and empty."""
    name = postgres.made()
    made = postgres.server(name, postgres.key_folder() / f"{name}.key")
    open_store(made).close()
    yield made
    postgres.dropped(name)


def writer(server: Server, name: str, count: int = FILES) -> subprocess.Popen:
    """Another process that writes so many files, and has opened the database."""
    command = [sys.executable, "-m", "tests.store.writing", server.address, str(server.key), name, str(count)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "open\n"
    return process


def sound(store: Store) -> None:
    """Nothing is there twice, half, or without what it belongs to."""
    assert check(store).faults == ()


def test_two_writers_at_once_lose_and_double_nothing_and_readers_see_whole_files(server: Server):
    both = [writer(server, name) for name in ("Ada", "Bob")]
    seen = 0
    with closing(open_store(server)) as store:
        while any(process.poll() is None for process in both):
            with store.snapshot() as frozen:
                held = holdings(frozen)
                counted = frozen.cursor.execute("SELECT count(*), sum(answers) FROM respondents").fetchone()
                again = holdings(frozen)
            assert held == again, "one moment"
            assert held.respondents == counted[0] == PEOPLE * held.imports
            seen += 1
        sound(store)
        assert holdings(store).imports == 2 * FILES
        numbers = [row[0] for row in store.run("journal").fetchall()]
        assert sorted(numbers) == list(range(1, 2 * FILES + 1))
    assert [process.wait() for process in both] == [0, 0]
    assert seen > FILES


def test_a_writer_that_is_killed_leaves_whole_files_and_no_lock(server: Server):
    dice, whole = random.Random(7), []
    with closing(open_store(server)) as store:
        for kill in range(KILLS):
            process = writer(server, f"Kim {kill}", 50)
            time.sleep(dice.uniform(0, 0.5))
            process.send_signal(signal.SIGKILL)
            told = len(process.stdout.readlines())
            process.wait()
            before = sum(whole)
            begun = holdings(store).imports - before
            assert begun - told in (0, 1), "what was said to be in is in; one more may be"
            whole.append(begun)
            assert holdings(store).respondents == PEOPLE * sum(whole)
        sound(store)
        load(store, [full("manager", "m1", 4)])
        assert holdings(store).imports == sum(whole) + 1


def test_a_reader_goes_on_while_a_change_is_under_way(server: Server):
    with closing(open_store(server)) as store, closing(open_store(server)) as other:
        load(store, [full("manager", "m1", 4)])
        before = shown(other)
        with store.transaction() as cursor:
            cursor.execute("DELETE FROM answers")
            assert shown(other) == before
        assert shown(other) != before


def test_whoever_wants_to_change_something_waits_for_the_one_who_does(server: Server):
    order: list[str] = []
    with closing(open_store(server)) as store, closing(open_store(server)) as other:

        def second() -> None:
            with other.transaction():
                order.append("second")

        with store.transaction():
            thread = threading.Thread(target=second)
            thread.start()
            thread.join(0.3)
            order.append("first")
        thread.join()
        assert order == ["first", "second"]
        assert service.version(store) == 2


def test_the_server_goes_away_and_comes_back(tmp_path: Path):
    cluster = postgres.Cluster()
    database = Server(cluster.address, tmp_path / "kamescope.key")
    with closing(open_store(database)) as store:
        load(store, [full("manager", "m1", 4)])
        rows = all_rows(store)
        with pytest.raises(StoreError, match="database_unreachable"), store.transaction() as cursor:
            cursor.execute("DELETE FROM answers")
            cluster.stop()
            cursor.execute("DELETE FROM respondents")
        for _ in range(2):
            with pytest.raises(StoreError, match="database_unreachable"):
                everything(store).people()
        with pytest.raises(StoreError, match="database_unreachable"):
            open_store(database)
        cluster.start()
        end = time.monotonic() + 60
        while True:
            try:
                assert all_rows(store) == rows
                break
            except StoreError:
                assert time.monotonic() < end
        load(store, [full("manager", "m2", 4, kam="Bob Noyce")])
        sound(store)
    cluster.end()


def test_whom_a_server_does_not_let_in_is_told_so(tmp_path: Path):
    cluster = postgres.Cluster()
    plain = Server(cluster.address, tmp_path / "kamescope.key")
    with psycopg.connect(plain.address, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {postgres.LOCKED} LOGIN PASSWORD 'the right one'")
        connection.execute("CREATE ROLE stranger LOGIN")
        connection.execute("REVOKE CONNECT ON DATABASE postgres FROM PUBLIC")
    for who in (f"{postgres.LOCKED}:geheim", postgres.LOCKED, "nobody", "stranger"):
        with pytest.raises(StoreError, match="database_password") as caught:
            open_store(Server(plain.address.replace("postgres@", f"{who}@"), plain.key))
        assert "geheim" not in repr(caught.value.__context__) + str(caught.value)
    cluster.end()


def test_a_full_disk_keeps_nothing_of_a_change_and_is_told(tmp_path: Path):
    """One table lies on a disk that is always full; with room the same file comes in, and everything else goes on."""
    cluster = postgres.Cluster()
    server = Server(cluster.new(), tmp_path / "key")
    open_store(server).close()
    with psycopg.connect(server.address, autocommit=True) as connection:
        table = cluster.data / connection.execute("SELECT pg_relation_filepath('answers')").fetchall()[0][0]
    with closing(open_store(server)) as store:
        table.unlink()
        table.symlink_to("/dev/full")
        for _ in range(2):
            with pytest.raises(StoreError, match="disk_full") as caught:
                load(store, [full("manager", "m1", 4)])
            assert isinstance(caught.value.__cause__, psycopg.errors.DiskFull)
            assert holdings(store) == (0, 0, 0)
            assert service.version(store) == 0
    # Whoever has the full disk's file open keeps it.
    table.unlink()
    cluster.give(table)
    with closing(open_store(server)) as store:
        load(store, [full("manager", "m1", 4)])
        assert holdings(store).imports == 1
        sound(store)
    cluster.end()
