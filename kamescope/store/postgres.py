"""PostgreSQL, the engine of several servers: connections from a pool, changes behind one lock of the database.

Frames are temporary tables that end with their transaction; whoever changes something takes the lock first, so that no
two do at once on whatever server they are; whoever reads sees one moment.
"""

import datetime
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import psycopg
from psycopg import ClientCursor
from psycopg_pool import ConnectionPool

from kamescope.places import Server
from kamescope.store.copied import column, copied, gathered, kinds_of, spread
from kamescope.store.engine import Column, Facts, Reply
from kamescope.store.frames import narrowed, typed
from kamescope.store.refused import explained

LOCK = 0x6B616D65
"""The number of the lock that changes take turns by: our own in a database of our own."""
MANY = 500
"""Rows from which on the planner is told what a frame holds."""
READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
WRITING = f"BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock({LOCK})"
SPELLED = {
    "BIGINT": "bigint",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "double precision",
    "INTEGER": "integer",
    "TIME": "time without time zone",
    "TIMESTAMP": "timestamp without time zone",
    "TINYINT": "smallint",
    "USMALLINT": "integer",
    "UTINYINT": "smallint",
    "VARCHAR": "character varying",
    "VARCHAR[]": "ARRAY",
}
"""How DuckDB calls a type → how the server does."""
OWN: frozenset[Column] = frozenset(
    {
        # DuckDB numbers rows by itself.
        ("audit", "rowid", "bigint"),
        ("item_vectors", "campaign_id", "integer"),
        ("item_vectors", "kam_id", "integer"),
        ("item_vectors", "rater_group", "smallint"),
        ("item_vectors", "segment", "character varying"),
        *(("item_vectors", name, "bytea") for name in ("item", "answers", "total", "apart")),
        *(("vectors_due", name, "ARRAY") for name in ("campaigns", "kams")),
    }
)
"""The columns that this engine has and DuckDB does not need."""
_FACT = re.compile(r"\$(\w+)")

Pool = ConnectionPool[psycopg.Connection[tuple[Any, ...]]]


class Found:
    """What a query found, all of it: no connection is held for rows that nobody fetches."""

    def __init__(self, cursor: psycopg.Cursor[tuple[Any, ...]]) -> None:
        described = cursor.description or ()
        self._names = [each.name for each in described]
        self._kinds = [each.type_code for each in described]
        self._rows = cursor.fetchall() if described else []
        self._next = 0

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Every row that is left."""
        rows, self._next = self._rows[self._next :], len(self._rows)
        return rows

    def fetchone(self) -> tuple[Any, ...] | None:
        """The next row, None after the last."""
        self._next += 1
        return self._rows[self._next - 1] if self._next <= len(self._rows) else None

    def df(self) -> pd.DataFrame:
        """All rows as a frame."""
        return pd.DataFrame(self._columns(), columns=self._names)

    def _columns(self) -> dict[str, pd.Series]:
        values: Sequence[Sequence[Any]] = list(zip(*self._rows, strict=True)) or [()] * len(self._names)
        told = zip(self._names, self._kinds, values, strict=True)
        return {name: column(kind, each) for name, kind, each in told}


class PostgresCursor:
    """A connection in a transaction."""

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]], name: str) -> None:
        self._connection = connection
        self._name = name
        self._frames: set[str] = set()

    def execute(self, sql: str, facts: Facts | None = None) -> Found:
        """Run a query, or several parted by semicolons."""
        # What a query binds is written into it: several of them may then be sent at once.
        with explained(self._name), ClientCursor(self._connection) as cursor:
            cursor.execute(_worded(sql) if facts else sql.encode(), facts or None)
            return Found(cursor)

    def arrays(self, sql: str, facts: Facts) -> Mapping[str, np.ndarray]:
        """All that a query of whole numbers and truths finds, as parallel arrays by name.

        Each column comes as one value, in the bytes in which the server keeps it: a campaign has hundreds of thousands
        of rows, and row by row they take ten times as long.
        """
        with explained(self._name), self._connection.cursor() as cursor:
            asked = ClientCursor(self._connection).mogrify(_worded(sql), facts)
            described = cursor.execute(f"SELECT * FROM ({asked}) found LIMIT 0".encode()).description or ()
            kinds = {each.name: each.type_code for each in described}
            found = cursor.execute(f"SELECT {gathered(kinds)} FROM ({asked}) found".encode(), binary=True).pgresult
            assert found is not None
            return spread(kinds, [found.get_value(0, at) or b"" for at in range(found.nfields)])

    def frame(self, sql: str, facts: Facts, columns: Sequence[str]) -> pd.DataFrame:
        """Some columns of all that a query finds."""
        return self.execute(narrowed(sql, columns), facts).df()

    def register(self, name: str, frame: pd.DataFrame) -> None:
        """Let queries find a frame under its name until the transaction ends or it is given anew."""
        rows = typed(name, frame)
        kinds = kinds_of(rows)
        columns = ", ".join(f'"{each}" {kind}' for each, kind in kinds.items())
        before = f"DROP TABLE pg_temp.{name}; " if name in self._frames else ""
        self._frames.add(name)
        with explained(self._name), self._connection.cursor() as cursor:
            cursor.execute(f"{before}CREATE TEMP TABLE {name} ({columns}) ON COMMIT DROP".encode())
            copied(cursor, f"pg_temp.{name}", rows)
            if len(rows) >= MANY:
                cursor.execute(f"ANALYZE pg_temp.{name}".encode())

    def fill(self, table: str, columns: Sequence[str], rows: Reply) -> None:
        """Add rows to a table."""
        filling = f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()
        with explained(self._name), self._connection.cursor() as cursor, cursor.copy(filling) as copy:
            for row in rows.fetchall():
                copy.write_row(row)


class Postgres:
    """A database that a server has, for which `pool` has connections."""

    keeps_bytes = False
    keeps_vectors = True

    def __init__(self, pool: Pool, address: Server) -> None:
        self._pool = pool
        # Who waits for the lock holds a connection: of this process one at most.
        self._writing = threading.Lock()
        self.address = address

    @property
    def name(self) -> str:
        """What the database is called in messages."""
        return self.address.name

    def ask(self, sql: str, facts: Facts) -> Found:
        """Run one query by itself."""
        with self._connected() as connection:
            return PostgresCursor(connection, self.name).execute(sql, facts)

    @contextmanager
    def reading(self) -> Iterator[PostgresCursor]:
        """Reads that all see the database at one moment."""
        with self._begun(READING) as cursor:
            yield cursor

    @contextmanager
    def writing(self, keep: bool, erases: bool) -> Iterator[PostgresCursor]:
        """A change that is kept when the block is left, or not at all."""
        with self._writing, self._begun(WRITING) as cursor:
            yield cursor
            cursor.execute("COMMIT" if keep else "ROLLBACK")

    def spelled(self, shape: Iterable[Column]) -> frozenset[Column]:
        """The columns of a new database as the server tells them."""
        return frozenset((table, name, SPELLED[kind]) for table, name, kind in shape) | OWN

    def check_in_place(self) -> None:
        """Nothing: who moves a database away from its server ends our connections first."""

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    @contextmanager
    def _begun(self, how: str) -> Iterator[PostgresCursor]:
        with self._connected() as connection:
            cursor = PostgresCursor(connection, self.name)
            cursor.execute(f"{how}; {_here()}")
            try:
                yield cursor
            finally:
                if not connection.closed:
                    cursor.execute("ROLLBACK")

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """A connection that answered a moment ago; one that the server closed goes back to nobody."""
        with explained(self.name):
            connection = self._pool.getconn()
        try:
            yield connection
        finally:
            self._pool.putconn(connection)


def _here() -> str:
    """Moments are told as the clock of this machine tells them, which may change while a connection lives."""
    offset = datetime.datetime.now().astimezone().utcoffset() or datetime.timedelta()
    minutes = round(offset.total_seconds() / 60)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return f"SET LOCAL TIME ZONE INTERVAL '{sign}{hours:02}:{rest:02}' HOUR TO MINUTE"


@lru_cache(maxsize=1024)
def _worded(sql: str) -> bytes:
    """A query as psycopg reads it: `$fact` → `%(fact)s`."""
    return _FACT.sub(r"%(\1)s", sql.replace("%", "%%")).encode()
