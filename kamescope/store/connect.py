"""Opening the database: one connection a process, migrations in order, a fresh cursor for each query."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb

from kamescope.errors import StoreError

HERE = Path(__file__).parent
SHUT = ("SET enable_external_access = false", "SET lock_configuration = true")
"""After these no SQL can read or write another file."""
IN_MEMORY = ":memory:"
HELD = ("could not set lock", "used by another process")
"""How DuckDB says that another process holds the file, on Linux and macOS, and on Windows."""


class Snapshot:
    """Reads that all see the database at one moment, whatever is written meanwhile."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def run(self, query: str, **facts: object) -> duckdb.DuckDBPyConnection:
        """Run `queries/<query>.sql`; fetch its rows before the next one runs."""
        return run(self._cursor, query, **facts)


class Store:
    """One open database. Reads run on cursors of their own; writes come one after the other."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        self._connection = connection
        self._writing = threading.Lock()
        self.name = name

    def run(self, query: str, **facts: object) -> duckdb.DuckDBPyConnection:
        """Run `queries/<query>.sql` on a fresh cursor, which holds the result."""
        return run(self._connection.cursor(), query, **facts)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Several reads that belong together: an import in between is seen by all of them or by none."""
        cursor = self._connection.cursor()
        cursor.execute("BEGIN TRANSACTION READ ONLY")
        try:
            yield Snapshot(cursor)
        finally:
            cursor.execute("ROLLBACK")
            cursor.close()

    @contextmanager
    def transaction(self, keep: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor whose changes are kept together, or not at all when the block raises or `keep` is false."""
        with self._writing:
            cursor = self._connection.cursor()
            cursor.execute("BEGIN TRANSACTION")
            try:
                yield cursor
                run(cursor, "bump_data_version")
                cursor.execute("COMMIT" if keep else "ROLLBACK")
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            finally:
                cursor.close()

    def close(self) -> None:
        """Close the database; cursors that are still running end."""
        self._connection.close()


def run(cursor: duckdb.DuckDBPyConnection, query: str, **facts: object) -> duckdb.DuckDBPyConnection:
    """Run `queries/<query>.sql` on a given cursor, `$facts` bound by name."""
    return cursor.execute(_sql(query), facts) if facts else cursor.execute(_sql(query))


def open_store(path: Path | str) -> Store:
    """Open the database, making it and bringing it up to date as needed.

    Raises StoreError: `database_busy` (another process holds it), `database_unreadable`, `database_newer`.
    """
    name, place = Path(path).name, IN_MEMORY
    try:
        if str(path) != IN_MEMORY:
            # Absolute, so that no name is ever taken for an address.
            place = str(Path(path).absolute())
            Path(place).parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(place)
    except duckdb.IOException as error:
        busy = any(words in str(error).lower() for words in HELD)
        code = "database_busy" if busy else "database_unreadable"
        raise StoreError(code, file=name) from error
    except (duckdb.Error, OSError) as error:
        raise StoreError("database_unreadable", file=name) from error
    try:
        _check_kept(connection, place, name)
        _migrate(connection, name)
        for statement in SHUT:
            connection.execute(statement)
    except duckdb.Error as error:
        connection.close()
        raise StoreError("database_unreadable", file=name) from error
    except StoreError:
        connection.close()
        raise
    return Store(connection, name)


def _check_kept(connection: duckdb.DuckDBPyConnection, place: str, name: str) -> None:
    """DuckDB opens a csv or json file as an empty database in memory: whatever was imported would be lost."""
    kept = connection.execute("SELECT path FROM duckdb_databases() WHERE database_name = current_database()").fetchall()
    if place != IN_MEMORY and kept[0][0] is None:
        raise StoreError("database_unreadable", file=name)


def _migrate(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Apply each migration that is not recorded yet, in a transaction of its own."""
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, applied_at TIMESTAMP)")
    done = {number for (number,) in connection.execute("SELECT number FROM migrations").fetchall()}
    known = {int(path.name[:4]): path for path in sorted((HERE / "migrations").glob("*.sql"))}
    if done - known.keys():
        raise StoreError("database_newer", file=name)
    for number in sorted(known.keys() - done):
        connection.execute("BEGIN TRANSACTION")
        connection.execute(known[number].read_text(encoding="utf-8"))
        connection.execute("INSERT INTO migrations VALUES (?, now()::TIMESTAMP)", [number])
        connection.execute("COMMIT")
    # Tokens in addresses are keyed with a secret of this database: stable in it, meaningless elsewhere.
    secret = secrets.token_hex(16)
    connection.execute("INSERT INTO meta SELECT 'secret', ? WHERE 'secret' NOT IN (SELECT key FROM meta)", [secret])


@cache
def _sql(query: str) -> str:
    return (HERE / "queries" / f"{query}.sql").read_text(encoding="utf-8")
