"""A database on a server: reached, seen to be ours and fit for us, brought up to date by whoever may."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import ClientCursor
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool

from kamescope.errors import StoreError
from kamescope.places import Server
from kamescope.private import keep_private
from kamescope.store import keys
from kamescope.store.migrating import missing
from kamescope.store.postgres import LOCK, Postgres, PostgresCursor
from kamescope.store.refused import at_the_door, explained

SCHEMES = ("postgresql", "postgres")
FORM = "postgresql://user@server/database"
"""How an address is written."""
SORTED_BY_BYTES = "ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0"
"""How a database is made that is fit for us."""
IDLE = 300
"""Seconds that a server waits for the next word within a change: a machine that vanished holds the lock no longer."""
PATIENCE = 5.0
"""Seconds that a page waits for a connection, and a connection for the server."""
MOST = 10
"""Connections that one process has at most."""
OURS = {"migrations", "meta", "respondents"}
"""Tables by which a database of ours is known."""
LINE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""After so many seconds of silence, and so many questions so far apart, the other end is gone."""
UNHEARD = 60_000
"""Milliseconds after which it is gone too, where it does not say that it got what was sent: else nobody asks it."""


def opened_server(server: Server) -> tuple[Postgres, str | StoreError]:
    """The database of a server, and its key or why not.

    Raises StoreError: `database_address` (it cannot be read), `database_unreachable`, `database_password`,
    `database_refused`, `database_absent`, `database_foreign`, `database_newer`, `database_locale`, `database_rights`,
    `database_outdated`, `key_unusable`.
    """
    told = _told(server)
    try:
        connection = psycopg.connect(**told, autocommit=True)
    except psycopg.Error as error:
        # Not `from error`: what the driver says may repeat a part of the address.
        raise at_the_door(error, server.name, str(told.get("password", ""))) from None
    with connection, explained(server.name):
        _check(connection, server.name)
        key = _migrated(connection, server)
    pool: Any = ConnectionPool(
        kwargs=told | {"autocommit": True},
        check=ConnectionPool.check_connection,
        min_size=0,
        max_size=MOST,
        timeout=PATIENCE,
        # Else it would go on in ever longer pauses, long after the server is back.
        reconnect_timeout=PATIENCE,
        open=True,
        name="kamescope",
    )
    return Postgres(pool, server), key


@contextmanager
def key_at_hand(server: Server) -> Iterator[None]:
    """Have a folder for the key, its owner's alone; StoreError `key_unusable` where the disk does not let us."""
    keep_private()
    try:
        server.key.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise StoreError("key_unusable", file=str(server.key)) from error


def forget_key(server: Server) -> None:
    """Have a database whose key is lost take a new one; StoreError `key_there`, or as `opened_server` does."""
    if server.key.exists():
        raise StoreError("key_there", **keys.facts(server.key, server.name))
    engine, _ = opened_server(server)
    try:
        with key_at_hand(server), engine.writing(keep=True, erases=False) as cursor:
            keys.forget(cursor)
            keys.unlock(cursor, server.key, server.name)
    finally:
        engine.close()


def _told(server: Server) -> dict[str, Any]:
    """What the driver is told: the address, and how long to wait for what."""
    scheme, _, _ = server.address.partition(":")
    if scheme.lower() not in SCHEMES:
        raise StoreError("database_address", file=server.name, form=FORM)
    try:
        given: dict[str, Any] = conninfo_to_dict(server.address)
        make_conninfo(**given)
        for port in str(given.get("port", 5432)).split(","):
            int(port)
    except (psycopg.Error, ValueError):
        raise StoreError("database_address", file=server.name, form=FORM) from None
    server_side: dict[str, Any] = {f"tcp_{name}": value for name, value in LINE.items()}
    server_side |= {"tcp_user_timeout": UNHEARD, "idle_in_transaction_session_timeout": IDLE * 1000}
    # To compile a query takes longer than to run it: there are many columns in ours, and few rows.
    server_side |= {"client_min_messages": "warning", "jit": "off"}
    options = " ".join(f"-c {name}={value}" for name, value in server_side.items())
    waits = {"connect_timeout": int(PATIENCE), "application_name": "kamescope", "tcp_user_timeout": UNHEARD, **LINE}
    # What an address says itself comes later, and stands.
    return waits | given | {"options": f"{options} {given.get('options', '')}".strip()}


def _check(connection: psycopg.Connection[Any], name: str) -> None:
    """See that the database sorts texts as DuckDB does, and keeps every letter."""
    [(encoding, by_bytes)] = connection.execute(_SORTS.encode()).fetchall()
    if encoding != "UTF8" or not by_bytes:
        raise StoreError("database_locale", file=name, form=SORTED_BY_BYTES)


def _migrated(connection: psycopg.Connection[Any], server: Server) -> str | StoreError:
    """Bring it up to date under the lock of all changes, so that of two who start at once one does; its key."""
    cursor = PostgresCursor(connection, server.name)
    cursor.execute(f"BEGIN; SELECT pg_advisory_xact_lock({LOCK})")
    tables = {name for (name,) in cursor.execute(_TABLES).fetchall()}
    if tables and not tables >= OURS:
        raise StoreError("database_foreign", file=server.name)
    done = {number for (number,) in cursor.execute("SELECT number FROM migrations").fetchall()} if tables else set()
    new = missing("postgresql", done, server.name)
    if new:
        _migrate(connection, new, server.name, is_new=not tables)
    with key_at_hand(server):
        key = keys.unlocked(cursor, server.key, server.name)
    cursor.execute("COMMIT")
    return key


def _migrate(connection: psycopg.Connection[Any], new: Mapping[int, str], name: str, is_new: bool) -> None:
    """Apply what is missing, all or nothing; StoreError `database_outdated` to whoever may not."""
    if is_new:
        new = {0: "CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied_at TIMESTAMP)"} | dict(new)
    try:
        with ClientCursor(connection) as cursor:
            for number, sql in new.items():
                cursor.execute(sql.encode())
                if number:
                    cursor.execute(b"INSERT INTO migrations VALUES (%s, now()::TIMESTAMP)", (number,))
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidSchemaName) as error:
        raise StoreError("database_outdated", file=name) from error


_SORTS = "SELECT current_setting('server_encoding'), 'a' > 'B' AND '-b' < 'a'"
"""No language has capitals first, nor takes a hyphen into account before the letters after it."""
_TABLES = """
SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
"""
