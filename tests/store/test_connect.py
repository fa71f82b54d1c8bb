"""Opening a database: migrations, locks, files that are none, and what SQL may not reach."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from kamescope.errors import StoreError
from kamescope.store import migrating
from kamescope.store.connect import Store, open_store

HOLDER = """
import sys
from kamescope.store.connect import open_store
store = open_store(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database will be, in a folder that does not exist yet."""
    return tmp_path / "some folder" / "données.duckdb"


FIRST = 1 + migrating.last_migration()
"""The number of the next migration."""


def refusal(path: Path | str) -> str:
    """The code with which a database is refused."""
    with pytest.raises(StoreError) as caught:
        open_store(path).close()
    assert caught.value.facts["file"] == Path(path).name
    return caught.value.code


def values(store: Store, sql: str) -> list[tuple]:
    """The rows of a query written in a test."""
    with store.snapshot() as frozen:
        return frozen._cursor.execute(sql).fetchall()


# Migrations


@pytest.fixture
def three_migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package's migrations and two more, which only work after one another."""
    here = tmp_path / "package"
    shutil.copytree(migrating.HERE, here)
    (here / f"{FIRST + 1:04}_then.sql").write_text("ALTER TABLE later ADD COLUMN more INTEGER;")
    (here / f"{FIRST:04}_first.sql").write_text("CREATE TABLE later (number INTEGER);")
    monkeypatch.setattr(migrating, "HERE", here)
    return here


def test_migrations_are_applied_in_order_and_recorded(path: Path, three_migrations: Path):
    open_store(path).close()
    with duckdb.connect(str(path)) as raw:
        rows = raw.execute("SELECT number, applied_at FROM migrations ORDER BY number").fetchall()
        assert raw.execute("SELECT count(more) FROM later").fetchall() == [(0,)]
    numbers = list(migrating.migrations("duckdb"))
    assert [number for number, _ in rows] == numbers
    assert numbers[-2:] == [FIRST, FIRST + 1]
    assert [when for _, when in rows] == sorted(when for _, when in rows)


def test_only_new_migrations_are_applied_to_an_older_database(path: Path, three_migrations: Path):
    (three_migrations / f"{FIRST + 1:04}_then.sql").rename(three_migrations / "aside")
    open_store(path).close()
    with duckdb.connect(str(path)) as raw:
        before = raw.execute("FROM migrations").fetchall()
        raw.execute("INSERT INTO later VALUES (7)")
    (three_migrations / "aside").rename(three_migrations / f"{FIRST + 1:04}_then.sql")
    open_store(path).close()
    with duckdb.connect(str(path)) as raw:
        assert raw.execute("FROM later").fetchall() == [(7, None)]
        after = raw.execute("FROM migrations ORDER BY number").fetchall()
    assert after[:-1] == sorted(before)
    assert after[-1][0] == FIRST + 1


def test_a_migration_that_fails_leaves_nothing_of_itself(path: Path, three_migrations: Path):
    broken = three_migrations / f"{FIRST + 2:04}_broken.sql"
    broken.write_text("CREATE TABLE half (number INTEGER); CREATE TABLE half (number INTEGER);")
    assert refusal(path) == "database_unreadable"
    broken.unlink()
    store = open_store(path)
    assert values(store, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'half'") == [(0,)]
    assert values(store, "SELECT max(number) FROM migrations") == [(FIRST + 1,)]
    store.close()


def test_the_database_of_a_newer_version_is_refused_and_left_alone(path: Path):
    open_store(path).close()
    with duckdb.connect(str(path)) as raw:
        raw.execute("INSERT INTO migrations VALUES (9999, now()::TIMESTAMP)")
    assert refusal(path) == "database_newer"
    with duckdb.connect(str(path)) as raw:
        assert raw.execute("SELECT count(*) FROM migrations WHERE number = 9999").fetchall() == [(1,)]


def test_each_database_has_a_secret_of_its_own_and_keeps_it(path: Path, tmp_path: Path):
    found = []
    for place in (path, path, tmp_path / "other.duckdb"):
        store = open_store(place)
        found.append(store.secret)
        store.close()
    assert found[0] == found[1] != found[2]


# Files that do not open


@pytest.mark.parametrize("name", ["data.duckdb", "locks.duckdb", "Could not.duckdb"])
def test_a_file_that_is_no_database(tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_bytes(b"campagne;kam;groupe\n" * 1000)
    assert refusal(path) == "database_unreadable"
    assert path.read_bytes().startswith(b"campagne;kam")


@pytest.mark.parametrize("name", ["data.csv", "data.json", "data.parquet", "data.xlsx", "data"])
def test_a_response_file_taken_for_the_database_is_refused_and_left_alone(tmp_path: Path, name: str):
    """DuckDB itself would open some of these as an empty database in memory."""
    path = tmp_path / name
    path.write_bytes(b"campagne;kam;groupe\r\n" * 3)
    assert refusal(path) == "database_unreadable"
    assert path.read_bytes() == b"campagne;kam;groupe\r\n" * 3


def test_a_name_is_a_file_and_never_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for name in ("md:data", "relative.duckdb"):
        open_store(name).close()
        assert (tmp_path / name).is_file()


def test_a_folder_and_a_place_below_a_file_are_no_database(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    assert refusal(tmp_path) == "database_unreadable"
    assert refusal(tmp_path / "file" / "data.duckdb") == "database_unreadable"


def test_another_programs_tables_are_not_ours(path: Path):
    path.parent.mkdir()
    with duckdb.connect(str(path)) as raw:
        raw.execute("CREATE TABLE meta (something INTEGER)")
    assert refusal(path) == "database_unreadable"


@pytest.mark.deep
def test_a_database_held_by_another_process_is_busy(path: Path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "open\n"
        assert refusal(path) == "database_busy"
        holder.stdin.close()
        assert holder.wait(timeout=20) == 0
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    open_store(path).close()


# What SQL may not reach


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM '{file}'",
        "COPY meta TO '{file}.out'",
        "COPY meta FROM '{file}'",
        "EXPORT DATABASE '{file}.out'",
        "ATTACH '{file}.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
    ],
)
def test_no_sql_reaches_another_file(path: Path, tmp_path: Path, sql: str):
    file = tmp_path / "secret.csv"
    file.write_text("key,value\na,b\n")
    store = open_store(path)
    with pytest.raises(duckdb.Error):
        values(store, sql.format(file=file))
    assert not list(tmp_path.glob("secret.csv?*"))
    store.close()


def test_no_sql_reads_a_frame_of_the_program(path: Path):
    import pandas as pd

    frame = pd.DataFrame({"a": [1]})
    store = open_store(path)
    with pytest.raises(duckdb.Error):
        values(store, "SELECT * FROM frame")
    assert len(frame) == 1
    store.close()


# Transactions and snapshots


def test_a_transaction_that_raises_leaves_nothing(path: Path):
    store = open_store(path)
    before = values(store, "FROM meta ORDER BY ALL")
    with pytest.raises(RuntimeError, match="in the middle"), store.transaction() as cursor:
        cursor.execute("INSERT INTO meta VALUES ('half', 'x')")
        cursor.execute("CREATE TABLE half (number INTEGER)")
        raise RuntimeError("in the middle")
    assert values(store, "FROM meta ORDER BY ALL") == before
    assert values(store, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'half'") == [(0,)]
    with store.transaction() as cursor:
        cursor.execute("INSERT INTO meta VALUES ('whole', 'x')")
    assert len(values(store, "FROM meta")) == len(before) + 1
    store.close()


def test_a_transaction_not_to_be_kept_leaves_nothing(path: Path):
    store = open_store(path)
    before = values(store, "FROM meta ORDER BY ALL")
    with store.transaction(keep=False) as cursor:
        cursor.execute("INSERT INTO meta VALUES ('tried', 'x')")
    assert values(store, "FROM meta ORDER BY ALL") == before
    store.close()


def test_every_transaction_that_is_kept_moves_the_version(path: Path):
    store = open_store(path)
    seen = [_version(store)]
    for keep in (True, False, True):
        with store.transaction(keep=keep):
            pass
        seen.append(_version(store))
    assert seen == [0, 1, 1, 2]
    store.close()
    store = open_store(path)
    assert _version(store) == 2
    store.close()


def _version(store: Store) -> int:
    return int(values(store, "SELECT value FROM meta WHERE key = 'data_version'")[0][0])


def test_a_snapshot_does_not_move_and_cannot_write(path: Path):
    store = open_store(path)
    with store.snapshot() as frozen:
        before = frozen.run("meta", key="data_version").fetchall()
        with store.transaction():
            pass
        assert frozen.run("meta", key="data_version").fetchall() == before
        with pytest.raises(duckdb.Error):
            frozen._cursor.execute("DELETE FROM meta")
    assert _version(store) == int(before[0][0]) + 1
    store.close()


def test_writers_of_several_threads_go_one_after_the_other(path: Path):
    store = open_store(path)

    def write(name: str) -> None:
        for _ in range(5):
            with store.transaction() as cursor:
                cursor.execute("UPDATE meta SET value = value || ? WHERE key = 'log'", [name])

    with store.transaction() as cursor:
        cursor.execute("INSERT INTO meta VALUES ('log', '')")
    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ((log,),) = values(store, "SELECT value FROM meta WHERE key = 'log'")
    assert sorted(log) == sorted("abcd" * 5)
    assert _version(store) == 21
    store.close()
