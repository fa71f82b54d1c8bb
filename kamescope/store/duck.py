"""DuckDB, the engine of one file: one connection a process, a fresh cursor for each query, one change at a time."""

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from weakref import WeakSet

import duckdb
import numpy as np
import pandas as pd

from kamescope.errors import StoreError
from kamescope.private import keep_private
from kamescope.store import keys
from kamescope.store.engine import Column, Facts, Reply
from kamescope.store.frames import narrowed, typed
from kamescope.store.migrating import missing
from kamescope.store.older import former_statements, item_codes, model_fingerprint, model_promises
from kamescope.store.opening import check_whole, connected, is_worn, rewrite, shut, telling
from kamescope.store.places import StoreFiles
from kamescope.store.tokens import plain_token, respondent_token
from kamescope.store.trouble import explaining, told

LOG = logging.getLogger(__name__)
IN_MEMORY = ":memory:"
MIGRATING = (respondent_token, plain_token, item_codes, model_fingerprint, model_promises, former_statements)
"""What migrations may call from SQL."""
PATIENCE = 5.0
"""Seconds that the file may wait for readers to end before it is opened anew."""


class DuckCursor:
    """A cursor in a transaction."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def execute(self, sql: str, facts: Any = None) -> duckdb.DuckDBPyConnection:
        """Run a query; fetch its rows before the next one runs."""
        # Read all rows of the last query first: a cursor with some left runs nothing else and takes no frame.
        return self._connection.execute(sql, facts) if facts else self._connection.execute(sql)

    def arrays(self, sql: str, facts: Facts) -> Mapping[str, np.ndarray]:
        """All that a query finds, as parallel arrays by name."""
        found: Mapping[str, np.ndarray] = self.execute(sql, facts).fetchnumpy()
        return found

    def frame(self, sql: str, facts: Facts, columns: Sequence[str]) -> pd.DataFrame:
        """Some columns of all that a query finds; handed over as Arrow has them, a text is never a Python object."""
        found = self._connection.sql(narrowed(sql, columns), params=dict(facts))
        frame: pd.DataFrame = found.to_arrow_table().to_pandas()
        return frame

    def register(self, name: str, frame: pd.DataFrame) -> None:
        """Let queries find a frame under its name."""
        # DuckDB sees the columns that a frame had when it was registered, and no later one.
        self._connection.register(name, typed(name, frame))

    def fill(self, table: str, columns: Sequence[str], rows: Reply) -> None:
        """Add rows to a table."""
        frame = rows.df()
        if len(frame):
            names = ", ".join(columns)
            self._connection.register("rows_to_fill", frame)
            self._connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM rows_to_fill")
            self._connection.unregister("rows_to_fill")


class Duck:
    """A database in a file, or in memory where it has no place."""

    keeps_bytes = True
    keeps_vectors = False

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str, place: StoreFiles | None = None) -> None:
        self._connection: duckdb.DuckDBPyConnection | None = connection
        self._writing = threading.Lock()
        self._gate = threading.Lock()
        # Weak: nobody closes the cursors of `ask`; they have ended when their rows are let go.
        self._cursors: WeakSet[duckdb.DuckDBPyConnection] = WeakSet()
        self._place = place
        self._identity = place and place.identity()
        self.name = name

    @property
    def address(self) -> Path:
        """The file of the database; StoreError `database_missing` of one that is in memory."""
        if self._place is None:
            raise StoreError("database_missing", file=self.name)
        return self._place.path

    def ask(self, sql: str, facts: Facts) -> duckdb.DuckDBPyConnection:
        """Run one query on a fresh cursor, which holds the result."""
        return DuckCursor(self._new_cursor()).execute(sql, facts)

    @contextmanager
    def reading(self) -> Iterator[DuckCursor]:
        """Reads that all see the database at one moment."""
        with self._cursor() as cursor:
            cursor.execute("BEGIN TRANSACTION READ ONLY")
            yield DuckCursor(cursor)

    @contextmanager
    def writing(self, keep: bool, erases: bool) -> Iterator[DuckCursor]:
        """A change; what is kept stands in the one file when the block is left, so that a copy of it is whole."""
        with self._writing, explaining(self.name):
            self.check_in_place()
            # DuckDB begins a new journal with whatever rights the umask leaves it.
            keep_private()
            with self._cursor() as cursor:
                cursor.execute("BEGIN TRANSACTION")
                yield DuckCursor(cursor)
                cursor.execute("COMMIT" if keep else "ROLLBACK")
            if keep and self._place:
                # Again: where the file was moved away meanwhile, what was committed went with it.
                self.check_in_place()
                self._settle(self._place, erases)

    def spelled(self, shape: Iterable[Column]) -> frozenset[Column]:
        """The columns of a new database, as they are."""
        return frozenset(shape)

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


def opened_in_memory() -> Duck:
    """A new database in memory."""
    connection = duckdb.connect(IN_MEMORY)
    _migrate(connection, IN_MEMORY)
    return Duck(shut(connection), IN_MEMORY)


def opened_file(file: StoreFiles, place: StoreFiles) -> tuple[Duck, str | StoreError]:
    """The database in a file (that of its place, or the one that is built aside of it), and its key or why not.

    Raises StoreError as `connect.open_store` does.
    """
    keep_private()
    place.take_back()
    with telling(place):
        connection = connected(file)
        try:
            # First: a file that is damaged, or none of ours, is left as it was found.
            check_whole(connection, place)
            _migrate(connection, place.path.name)
            keys.take_out(connection, place.key)
            key = keys.unlocked(connection, place.key)
            # A reader held the file when something was to be erased, or a program died over it.
            if is_worn(connection):
                connection.close()
                rewrite(file)
                connection = connected(file)
        except BaseException:
            # Left open it would be held, and the next attempt told that another process has it.
            connection.close()
            raise
    return Duck(shut(connection), place.path.name, file), key


def _migrate(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Apply each migration that is not recorded yet, in a transaction of its own."""
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, applied_at TIMESTAMP)")
    done = {number for (number,) in connection.execute("SELECT number FROM migrations").fetchall()}
    new = missing("duckdb", done, name)
    for function in MIGRATING if new else ():
        connection.create_function(function.__name__, function)
    for number, sql in new.items():
        connection.execute("BEGIN TRANSACTION")
        connection.execute(sql)
        connection.execute("INSERT INTO migrations VALUES (?, now()::TIMESTAMP)", [number])
        connection.execute("COMMIT")
    for function in MIGRATING if new else ():
        connection.remove_function(function.__name__)
