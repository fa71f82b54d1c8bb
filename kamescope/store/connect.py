"""Opening the database: one connection a process, migrations in order, a fresh cursor for each query."""

import gc
import logging
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from weakref import WeakSet

import duckdb

from kamescope.errors import StoreError
from kamescope.private import keep_private
from kamescope.store import keys
from kamescope.store.older import former_statements, item_codes, model_fingerprint, model_promises
from kamescope.store.opening import check_whole, clear_aside, connected, is_worn, rewrite, shut, telling
from kamescope.store.places import StoreFiles, place_new
from kamescope.store.tokens import plain_token, respondent_token
from kamescope.store.trouble import explaining, told

LOG = logging.getLogger(__name__)
HERE = Path(__file__).parent
_NAMED = re.compile(r"^-- name: (\w+)\n((?:(?!-- name: ).*\n)+)", re.MULTILINE)
IN_MEMORY = ":memory:"
MIGRATING = (respondent_token, plain_token, item_codes, model_fingerprint, model_promises, former_statements)
"""What migrations may call from SQL."""
PATIENCE = 5.0
"""Seconds that the file may wait for readers to end before it is opened anew."""


Ask = Callable[..., duckdb.DuckDBPyConnection]
"""How a query is asked, by its name: `run` of a store, of a snapshot, of a delivery, or of a cursor."""


class Snapshot:
    """Reads that all see the database at one moment, whatever is written meanwhile."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, store: "Store") -> None:
        self._cursor = cursor
        self.store = store

    @property
    def secret(self) -> str:
        """As `Store.secret`."""
        return self.store.secret

    def run(self, query: str, **facts: object) -> duckdb.DuckDBPyConnection:
        """Run a query of `queries/` by its name; fetch its rows before the next one runs."""
        return run(self._cursor, query, **facts)


class Store:
    """One open database. Reads run on cursors of their own; writes come one after the other."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, name: str, key: str | StoreError, place: StoreFiles | None = None
    ) -> None:
        self._connection: duckdb.DuckDBPyConnection | None = connection
        self._writing = threading.Lock()
        self._gate = threading.Lock()
        # Weak: nobody closes the cursors of `run`; they have ended when their rows are let go.
        self._cursors: WeakSet[duckdb.DuckDBPyConnection] = WeakSet()
        self._place = place
        self._identity = place and place.identity()
        self.name = name
        self._key = key

    @property
    def secret(self) -> str:
        """The key of what is hashed; StoreError `key_missing` or `key_wrong` where there is none that fits."""
        if isinstance(self._key, StoreError):
            raise self._key
        return self._key

    @property
    def path(self) -> Path:
        """The file of the database; StoreError `database_missing` of one that is in memory."""
        if self._place is None:
            raise StoreError("database_missing", file=self.name)
        return self._place.path

    @property
    def locked(self) -> StoreError | None:
        """Why there is no key that fits, None where there is one."""
        return self._key if isinstance(self._key, StoreError) else None

    def run(self, query: str, **facts: object) -> duckdb.DuckDBPyConnection:
        """Run a query of `queries/` by its name on a fresh cursor, which holds the result."""
        return run(self._new_cursor(), query, **facts)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Several reads that belong together: an import in between is seen by all of them or by none."""
        with self._cursor() as cursor:
            cursor.execute("BEGIN TRANSACTION READ ONLY")
            yield Snapshot(cursor, self)

    @contextmanager
    def transaction(
        self, keep: bool = True, erases: bool = False, changes: bool = True
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor whose changes are kept together, or not at all when the block raises or `keep` is false.

        What is kept stands in the one file when the block is left, so that a copy of it is a whole backup; with
        `erases` what the block deleted stands nowhere in it any more. Without `changes` nothing kept warm depends
        on it, and caches stay. Raises StoreError where the disk is full, the
        file cannot be written, or is no longer in its place.
        """
        with self._writing, explaining(self.name):
            self.check_in_place()
            # DuckDB begins a new journal with whatever rights the umask leaves it.
            keep_private()
            with self._cursor() as cursor:
                cursor.execute("BEGIN TRANSACTION")
                yield cursor
                if changes:
                    run(cursor, "bump_data_version")
                if erases:
                    run(cursor, "mark_erased")
                cursor.execute("COMMIT" if keep else "ROLLBACK")
            if keep and self._place:
                # Again: where the file was moved away meanwhile, what was committed went with it.
                self.check_in_place()
                self._settle(self._place, erases)

    def check_in_place(self) -> None:
        """See that the file that is open is the one that stands in its place.

        Raises StoreError `database_moved`: it was deleted, replaced or moved, and what is written would be lost.
        """
        with self._gate:
            if self._place and self._place.identity() != self._identity:
                raise StoreError("database_moved", file=self.name)

    def close(self) -> None:
        """Close the database; cursors that are still running end."""
        if self._connection is not None:
            self._connection.close()

    def _new_cursor(self) -> duckdb.DuckDBPyConnection:
        with self._gate:
            cursor = self._held().cursor()
            self._cursors.add(cursor)
            return cursor

    def _held(self) -> duckdb.DuckDBPyConnection:
        """The one connection, opened again where renewing it failed half-way."""
        if self._connection is None:
            assert self._place is not None  # what is in memory is never closed and opened again
            self._connection = shut(connected(self._place))
        return self._connection

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that is given up at the end of the block, with what it has not committed."""
        cursor = self._new_cursor()
        try:
            yield cursor
        finally:
            # A COMMIT that failed has ended the transaction: to roll back is then an error that would hide the cause.
            with suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            cursor.close()
            self._cursors.discard(cursor)

    def _settle(self, place: StoreFiles, erases: bool) -> None:
        """Bring what was committed from the journal into the file, and out of it what is to be nowhere.

        It is safe already: where the disk is full, say, the next change or the next opening makes this good.
        """
        try:
            self._held().execute("CHECKPOINT")
        except duckdb.Error as error:
            LOG.warning("no checkpoint: %s", told(error, self.name) or type(error).__name__)
            self._renew(place)  # a checkpoint that failed leaves the connection of no more use
        else:
            if erases:
                self._renew(place, rewrite)

    def _renew(self, place: StoreFiles, between: Callable[[StoreFiles], None] | None = None) -> None:
        """Close the file as soon as nobody reads, do something with it, and open it again."""
        # Behind the gate: no new cursor begins on a file that is about to change.
        with self._gate:
            if not self._is_alone():
                return
            self.close()
            self._connection = None
            if between is not None:
                between(place)
            # Written afresh it is another file, and no fault that it is.
            self._identity = place.identity()
            self._connection = shut(connected(place))

    def _is_alone(self) -> bool:
        """Whether all cursors have ended, after some patience; new ones wait at the gate."""
        end = time.monotonic() + PATIENCE
        while self._cursors and time.monotonic() < end:
            time.sleep(0.01)
            # A cursor in a cycle would count as reading until somebody looks for garbage.
            gc.collect(0)
        return not self._cursors


def run(cursor: duckdb.DuckDBPyConnection, query: str, **facts: object) -> duckdb.DuckDBPyConnection:
    """Run a query of `queries/` by its name on a given cursor, `$facts` bound by name."""
    # Read all rows of the last query first: a cursor with some left runs nothing else and takes no frame.
    sql = queries()[query]
    return cursor.execute(sql, facts) if facts else cursor.execute(sql)


def open_store(path: Path | str) -> Store:
    """Open the database, making it and bringing it up to date as needed.

    Raises StoreError: `database_busy` (another process holds it), `database_unreadable`, `database_newer`,
    `database_damaged`, `database_journal` (the one beside it is damaged or another's), `database_unfinished` (it may be
    deleted), `database_read_only`, `disk_full`. One whose key is missing opens: what needs none can be looked at.
    """
    if str(path) == IN_MEMORY:
        connection = duckdb.connect(IN_MEMORY)
        _migrate(connection, IN_MEMORY)
        return Store(shut(connection), IN_MEMORY, keys.new_key())
    # Absolute, so that no name is ever taken for an address.
    place = StoreFiles(Path(path).absolute())
    if not place.path.exists():
        with making(path):
            pass
    return _opened(place, place)


def is_new(path: Path | str) -> bool:
    """Whether no database lies there or was deleted there, which leaves its key; one half made does not count."""
    place = StoreFiles(Path(path).absolute())
    return not place.path.exists() and (place.aside.path.exists() or not place.key.exists())


def give_new_key(path: Path | str) -> None:
    """Have a database whose key is lost take a new one; StoreError `key_there`, or as `open_store` does."""
    place = StoreFiles(Path(path).absolute())
    if place.key.exists():
        raise StoreError("key_there", file=place.path.name)
    with telling(place), closing(connected(place)) as connection:
        check_whole(connection, place)
        keys.forget(connection)
    open_store(path).close()


@contextmanager
def making(path: Path | str) -> Iterator[Store]:
    """A new database, built aside; it takes its place when the block is done, if nobody has made one there meanwhile.

    Raises StoreError as `open_store` does.
    """
    place = StoreFiles(Path(path).absolute())
    with telling(place):
        keep_private()
        place.path.parent.mkdir(parents=True, exist_ok=True)
        clear_aside(place)
    with closing(_opened(place.aside, place)) as store:
        yield store
    with telling(place), suppress(FileExistsError):
        place_new(place.aside.path, place.path)
    place.aside.clear()


def _opened(file: StoreFiles, place: StoreFiles) -> Store:
    """The database in a file: that of its place, or the one that is built aside of it."""
    keep_private()
    place.take_back()
    with telling(place):
        connection = connected(file)
        try:
            # First: a file that is damaged, or none of ours, is left as it was found.
            check_whole(connection, place)
            _migrate(connection, place.path.name)
            keys.take_out(connection, place.key)
            key = _unlocked(connection, place)
            # A reader held the file when something was to be erased, or a program died over it.
            if is_worn(connection):
                connection.close()
                rewrite(file)
                connection = connected(file)
        except BaseException:
            # Left open it would be held, and the next attempt told that another process has it.
            connection.close()
            raise
    return Store(shut(connection), place.path.name, key, file)


def _unlocked(connection: duckdb.DuckDBPyConnection, place: StoreFiles) -> str | StoreError:
    try:
        return keys.unlock(connection, place.key)
    except StoreError as trouble:
        return trouble


def _migrate(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Apply each migration that is not recorded yet, in a transaction of its own."""
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, applied_at TIMESTAMP)")
    done = {number for (number,) in connection.execute("SELECT number FROM migrations").fetchall()}
    known = _migrations()
    if done - known.keys():
        raise StoreError("database_newer", file=name)
    new = sorted(known.keys() - done)
    for function in MIGRATING if new else ():
        connection.create_function(function.__name__, function)
    for number in new:
        connection.execute("BEGIN TRANSACTION")
        connection.execute(known[number].read_text(encoding="utf-8"))
        connection.execute("INSERT INTO migrations VALUES (?, now()::TIMESTAMP)", [number])
        connection.execute("COMMIT")
    for function in MIGRATING if new else ():
        connection.remove_function(function.__name__)


def last_migration() -> int:
    """The number of the newest form of a database that is known."""
    return max(_migrations())


def _migrations() -> Mapping[int, Path]:
    return {int(path.name[:4]): path for path in sorted((HERE / "migrations").glob("*.sql"))}


@cache
def queries() -> Mapping[str, str]:
    """Every query, by the name that stands above it: `-- name: late`."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((HERE / "queries").glob("*.sql")))
    return {name: sql for text in texts for name, sql in _NAMED.findall(text)}
