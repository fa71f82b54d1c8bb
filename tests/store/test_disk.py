"""The database as files on a disk: its owner's alone, a whole backup at any moment, nothing left of what was erased."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from kamescope import service
from kamescope.errors import StoreError
from kamescope.places import ROOT
from kamescope.service import Store, everything, open_store
from kamescope.store import places
from tests.service.sheets import TEAM, full, load, loaded, several, tables
from tests.store.damage import copied, flipped, traces

ERASED = "Ottilie Zweistein"
"""A KAM who stands in one import alone."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database will be."""
    return tmp_path / "folder" / "données.duckdb"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A database on the disk."""
    opened = open_store(path)
    yield opened
    opened.close()


def refusal(path: Path) -> str:
    """The code with which a database is refused."""
    with pytest.raises(StoreError) as caught:
        open_store(path).close()
    return caught.value.code


# For its owner alone


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_every_file_is_its_owners_alone_whatever_the_umask(tmp_path: Path, umask: int):
    before = os.umask(umask)
    try:
        store = open_store(tmp_path / "new" / "data.duckdb")
        with store.transaction() as cursor:
            cursor.execute("INSERT INTO meta VALUES ('a', 'b')")
            cursor.execute("COMMIT; BEGIN")
            made = {each.name: stat.S_IMODE(each.stat().st_mode) for each in (tmp_path / "new").iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert made == dict.fromkeys(("data.duckdb", "data.duckdb.wal", "data.duckdb.key"), 0o600)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_the_files_of_an_older_version_become_their_owners_alone(path: Path):
    open_store(path).close()
    path.chmod(0o664)
    open_store(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


# The key


@pytest.mark.deep
def test_an_older_database_gives_its_key_away_and_keeps_its_links(path: Path):
    store = open_store(path)
    loaded(store, TEAM)
    secret, people = store.secret, everything(store).people()
    store.close()
    with duckdb.connect(str(path)) as raw:
        raw.execute("DELETE FROM meta WHERE key = 'key_hash'")
        raw.execute("INSERT INTO meta VALUES ('secret', ?)", [secret])
    places.StoreFiles(path).key.unlink()
    store = open_store(path)
    assert (store.secret, everything(store).people()) == (secret, people)
    store.close()
    assert traces(path.parent, secret) == [f"{path.name}.key"]


@pytest.mark.deep
@pytest.mark.parametrize("trouble", ["key_missing", "key_wrong"])
def test_without_its_key_a_database_can_be_looked_at_and_nothing_imported(path: Path, trouble: str):
    store = open_store(path)
    loaded(store, TEAM)
    store.close()
    key = places.StoreFiles(path).key
    key.unlink() if trouble == "key_missing" else key.write_text("0" * 32)
    store = open_store(path)
    assert store.locked.code == trouble
    assert len(everything(store).people()) == 1
    with pytest.raises(StoreError, match=trouble):
        load(store, several("peer", 3, first=4))
    store.close()


def test_a_key_lost_for_good_can_be_replaced_and_never_by_mistake(path: Path):
    open_store(path).close()
    with pytest.raises(StoreError, match="key_there"):
        service.give_new_key(path)
    places.StoreFiles(path).key.unlink()
    service.give_new_key(path)
    store = open_store(path)
    assert store.locked is None
    store.close()


def test_the_key_of_a_deleted_database_serves_the_next_one_in_its_place(path: Path):
    store = open_store(path)
    secret = store.secret
    store.close()
    path.unlink()
    assert not service.is_new(path)
    store = open_store(path)
    assert store.secret == secret
    store.close()


# A copy is a backup


@pytest.mark.deep
def test_a_copy_of_the_open_file_holds_everything(store: Store, path: Path, tmp_path: Path):
    loaded(store, TEAM)
    loaded(store, several("peer", 3, first=4))
    # Copied by another process: to close a file gives up the locks that this one holds on it.
    for end in ("", ".key"):
        subprocess.run(["cp", f"{path}{end}", f"{tmp_path}/copy.duckdb{end}"], check=True)
    copy = open_store(tmp_path / "copy.duckdb")
    assert tables(copy) == tables(store)
    copy.close()


# What was erased is gone


@pytest.mark.deep
def test_what_was_undone_stands_nowhere_any_more(store: Store, path: Path):
    loaded(store, TEAM)
    loaded(store, [full("self", "s9", 3, kam=ERASED), *several("peer", 3, kam=ERASED, first=20)])
    assert traces(path.parent, ERASED) == [path.name]
    everything(store).undo(2)
    assert traces(path.parent, ERASED) == []
    assert [entry.kam.name for entry in everything(store).people()] == ["Ada Martin"]
    loaded(store, several("peer", 3, first=4))


@pytest.mark.deep
def test_readers_of_before_and_after_an_erasure_lose_nothing(store: Store):
    loaded(store, TEAM)
    loaded(store, [full("self", "s9", 3, kam=ERASED)])
    done, failures = threading.Event(), []

    def look() -> None:
        while not done.is_set():
            try:
                assert {entry.kam.name for entry in everything(store).people()} >= {"Ada Martin"}
            except Exception as error:
                failures.append(error)

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    everything(store).undo(2)
    done.set()
    for reader in readers:
        reader.join()
    assert failures == []


@pytest.mark.deep
def test_what_a_reader_kept_from_going_goes_at_the_next_opening(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("kamescope.store.duck.PATIENCE", 0)
    loaded(store, TEAM)
    loaded(store, [full("self", "s9", 3, kam=ERASED)])
    with store.snapshot() as frozen:
        everything(store).undo(2)
        assert frozen.run("demo_count").fetchall() == [(0,)]
    store.close()
    assert traces(path.parent, ERASED) == [path.name]
    open_store(path).close()
    assert traces(path.parent, ERASED) == []


@pytest.mark.deep
@pytest.mark.parametrize("moment", ["COPY", "DETACH", "replace"])
def test_killed_while_it_is_rewritten_the_file_is_whole(path: Path, moment: str):
    """The one that was or the one that will be; what is half made is deleted, and the next opening rewrites it."""
    store = open_store(path)
    loaded(store, TEAM)
    loaded(store, [full("self", "s9", 3, kam=ERASED)])
    store.close()
    assert subprocess.run([sys.executable, "-c", DIES, str(path), moment], cwd=ROOT, check=False).returncode == 9
    store = open_store(path)
    assert [entry.kam.name for entry in everything(store).people()] == ["Ada Martin"]
    store.close()
    assert traces(path.parent, ERASED) == []
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name, f"{path.name}.key"]


DIES = """
import os, sys
from pathlib import Path
import duckdb
from kamescope import service
from kamescope.store import opening

class Dies:
    def __init__(self, connection): self._connection = connection
    def execute(self, sql):
        self._connection.execute(sql)
        if sql.startswith(sys.argv[2]): os._exit(9)
    def close(self): self._connection.close()

class Stand:
    Error = duckdb.Error
    def connect(self, *where): return Dies(duckdb.connect()) if not where else duckdb.connect(*where)

def replaced(one, other):
    os.replace(one, other)
    os._exit(9)

store = service.open_store(sys.argv[1])
opening.duckdb = Stand()
if sys.argv[2] == "replace": Path.replace = replaced
service.everything(store).undo(2)
"""


# A place that changes under an open database


@pytest.mark.deep
@pytest.mark.parametrize("change", ["deleted", "replaced", "renamed folder"])
def test_nothing_is_written_to_a_file_that_is_no_longer_there(store: Store, path: Path, tmp_path: Path, change: str):
    loaded(store, TEAM)
    aside = tmp_path / "aside"
    if change == "renamed folder":
        path.parent.rename(aside)
    else:
        path.rename(aside)
    if change == "replaced":
        open_store(tmp_path / "other.duckdb").close()
        (tmp_path / "other.duckdb").rename(path)
    with pytest.raises(StoreError, match="database_moved"):
        load(store, several("peer", 3, first=4))
    if change == "renamed folder":
        aside.rename(path.parent)
        loaded(store, several("peer", 3, first=4))


# Bad hours


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds something."""
    path = tmp_path_factory.mktemp("filled") / "filled.duckdb"
    store = open_store(path)
    loaded(store, TEAM)
    store.close()
    return path


@pytest.mark.deep
def test_a_block_turned_over_anywhere_is_noticed_at_opening_or_was_free(filled: Path, tmp_path: Path):
    store = open_store(filled)
    whole = tables(store)
    store.close()
    refused = 0
    for at in range(places.HEADERS, filled.stat().st_size, 2**18):
        path = flipped(copied(filled, tmp_path / "flipped.duckdb"), at + 9)
        try:
            store = open_store(path)
        except StoreError as error:
            assert error.code == "database_damaged"
            refused += 1
        else:
            assert tables(store) == whole
            store.close()
    assert refused


@pytest.mark.parametrize(
    ("size", "code"), [(0, "database_unfinished"), (4096, "database_unfinished"), (-300_000, "database_damaged")]
)
def test_a_file_cut_off(filled: Path, tmp_path: Path, size: int, code: str):
    path = copied(filled, tmp_path / "cut.duckdb")
    os.truncate(path, size if size >= 0 else path.stat().st_size + size)
    assert refusal(path) == code
    assert path.exists()


@pytest.mark.parametrize("trouble", ["none", "another's", "damaged"])
def test_a_journal_that_does_not_belong_there_is_named_and_kept(filled: Path, tmp_path: Path, trouble: str):
    path = copied(filled, tmp_path / "data.duckdb")
    journal = places.StoreFiles(path).journal
    with duckdb.connect(str(path if trouble == "damaged" else tmp_path / "other.duckdb")) as raw:
        raw.execute("CREATE TABLE more AS FROM range(1000)")
        written = places.StoreFiles(
            Path(raw.execute("SELECT path FROM duckdb_databases() WHERE NOT internal").fetchall()[0][0])
        )
        content = b"campagne;kam" * 9 if trouble == "none" else written.journal.read_bytes()
    copied(filled, path)
    journal.write_bytes(content)
    if trouble == "damaged":
        flipped(journal, len(content) // 2)
    kept = journal.read_bytes()
    assert refusal(path) == "database_journal"
    assert journal.read_bytes() == kept


@pytest.mark.deep
def test_a_new_database_killed_in_its_first_writes_is_made_all_the_same(path: Path):
    path.parent.mkdir()
    for size in (0, 100, 5000, 12288):
        aside = places.StoreFiles(path).aside.path
        aside.write_bytes(b"x" * 8 + b"DUCK" + b"x" * size)
        open_store(path).close()
        assert not aside.exists()
        path.unlink()


def test_where_there_are_no_links_a_database_is_made_too(path: Path, monkeypatch: pytest.MonkeyPatch):
    def link(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(places.os, "link", link)
    store = open_store(path)
    loaded(store, TEAM)
    store.close()
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name, f"{path.name}.key"]


FULL = """
import resource, signal, sys
from kamescope.errors import StoreError
from kamescope.service import open_store
from tests.service.sheets import TEAM, load, loaded, several, tables

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(sys.argv[1])
loaded(store, TEAM)
before = tables(store)
for limit in map(int, sys.argv[2:]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        load(store, several("peer", 3, first=4))
    except StoreError as error:
        print(error.code, tables(store) == before)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
loaded(store, several("peer", 3, first=4))
print(len(tables(store)["respondents"]))
"""


@pytest.mark.deep
def test_a_full_disk_is_said_and_nothing_is_written(path: Path):
    """A limit on the size of files stands for the disk's end."""
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(path), "10", "1000"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    assert run.stdout.splitlines() == ["disk_full True", "disk_full True", "8"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Could not write file: No space left on device", "disk_full"),
        ('Cannot open file "x.wal": Read-only file system', "database_read_only"),
        ('Cannot open file "x.wal": Permission denied', "database_read_only"),
        ("Corrupt database file: computed checksum 1 does not match", "database_damaged"),
    ],
)
def test_what_a_failed_commit_says_is_what_is_told(store: Store, said: str, code: str):
    """A COMMIT that fails has ended the transaction; to roll it back fails too, and is not the cause."""
    with pytest.raises(StoreError, match=code), store.transaction() as cursor:
        cursor.execute("ROLLBACK")
        raise duckdb.TransactionException(f"Failed to commit: {said}")


def test_what_nobody_knows_stays_what_it_is(store: Store):
    with pytest.raises(duckdb.Error, match="something else"), store.transaction():
        raise duckdb.InternalException("something else")


NO_ROOM = """
import os, resource, signal, sys
from kamescope.service import open_store
from tests.service.sheets import TEAM, loaded, several, tables

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(sys.argv[1])
loaded(store, TEAM)
resource.setrlimit(resource.RLIMIT_FSIZE, (os.path.getsize(sys.argv[1]), resource.RLIM_INFINITY))
for first in range(10, 100, 10):
    loaded(store, several("peer", 3, first=first))
print(len(tables(store)["respondents"]), os.path.exists(f"{sys.argv[1]}.wal"))
os._exit(9)
"""


@pytest.mark.deep
def test_a_checkpoint_that_fails_takes_nothing_back(path: Path):
    """There is room for the journal, which holds what was committed, and none for the file to grow."""
    run = subprocess.run([sys.executable, "-c", NO_ROOM, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert (run.returncode, run.stdout.split()) == (9, ["32", "True"])
    store = open_store(path)
    assert len(tables(store)["respondents"]) == 32
    store.close()
