"""The file of a database: opened, checked, written afresh; and in words why it does not open."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager

import duckdb

from kamescope.errors import StoreError
from kamescope.store.places import StoreFiles
from kamescope.store.trouble import told

LOG = logging.getLogger(__name__)
SHUT = ("SET enable_external_access = false", "SET lock_configuration = true")
"""After these no SQL can read or write another file."""


def connected(place: StoreFiles) -> duckdb.DuckDBPyConnection:
    """A connection to the file of a place, which is made where there is none; the file is held until all are closed.

    Raises StoreError `database_journal` where DuckDB would take what lies in the journal's place for an empty one.
    """
    if place.is_journal_foreign():
        raise StoreError("database_journal", file=place.path.name)
    return duckdb.connect(str(place.path))


def shut(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The same connection, from which no SQL reaches another file any more."""
    for statement in SHUT:
        connection.execute(statement)
    return connection


@contextmanager
def telling(place: StoreFiles) -> Iterator[None]:
    """Raise as a StoreError why the database of a place does not open."""
    name = place.path.name
    try:
        yield
    except (duckdb.Error, OSError) as error:
        known = told(error, name, "database_unreadable")
        if known.code in ("database_damaged", "database_unreadable") and place.is_unfinished():
            known = StoreError("database_unfinished", file=name)
        raise known from error


def check_whole(connection: duckdb.DuckDBPyConnection, place: StoreFiles) -> None:
    """Read everything once: DuckDB itself notices a damaged block only when a query comes across it.

    Raises StoreError `database_unreadable` for a csv or json file, which DuckDB opens as an empty database in memory.
    """
    kept = connection.execute("SELECT path FROM duckdb_databases() WHERE database_name = current_database()").fetchall()
    if kept[0][0] is None:
        raise StoreError("database_unreadable", file=place.path.name)
    tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall()
    quoted = (table.replace('"', '""') for (table,) in tables)
    # A hash wants every value; a count would be read off what DuckDB keeps beside the rows.
    reads = " UNION ALL ".join(f'SELECT bit_xor(hash(every)) FROM "{table}" every' for table in quoted)
    if reads:
        connection.execute(reads).fetchall()


def clear_aside(place: StoreFiles) -> None:
    """Delete what a program that died left half built; duckdb.Error where one that lives is building there."""
    if place.aside.path.exists():
        try:
            # Who is building there holds the file: only one that nobody holds is a leftover.
            duckdb.connect(str(place.aside.path)).close()
        except duckdb.Error as error:
            if told(error, place.path.name, "").code == "database_busy":
                raise
    place.aside.clear()


def is_worn(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the file still holds the bytes of what was erased."""
    return bool(connection.execute("SELECT 1 FROM meta WHERE key = 'erased'").fetchall())


def rewrite(place: StoreFiles) -> None:
    """Put a new file in the place of a closed one, which holds what that holds and no trace of what was deleted.

    DuckDB leaves the bytes of deleted rows where they are. Killed at any moment, one of the two files is there, whole;
    the old one is held until the new one stands, so that nobody writes to it meanwhile. What goes wrong is noted, and
    the next opening tries again.
    """
    try:
        place.aside.clear()
        with closing(duckdb.connect()) as both:
            for file, name in ((place, "worn"), (place.aside, "fresh")):
                both.execute(f"ATTACH '{_quoted(file)}' AS {name}")
            # Else its journal stayed beside the new file, to which it does not belong.
            both.execute("CHECKPOINT worn")
            both.execute("COPY FROM DATABASE worn TO fresh")
            # In the new file alone: until that stands in its place, the old one still bears the mark.
            both.execute("DELETE FROM fresh.meta WHERE key = 'erased'")
            both.execute("DETACH fresh")
            place.aside.path.replace(place.path)
    except (duckdb.Error, OSError) as error:
        LOG.warning("not rewritten: %s", told(error, place.path.name) or type(error).__name__)
        place.aside.clear()


def _quoted(place: StoreFiles) -> str:
    return str(place.path).replace("'", "''")
