"""A whole database from one engine to the other, row by row: a server's as a file, and a file's into a server's."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from kamescope.places import Server
from kamescope.store import keys
from kamescope.store.connect import Store, open_store, run
from kamescope.store.engine import Cursor
from kamescope.store.places import StoreFiles

PART = 500
"""KAMs whose rows are moved at once: their answers fit into memory wherever."""
SORTED = ("campaign_id", "kam_id", "rater_group", "respondent_id", "item")
"""How rows lie that have these columns."""
_OURS = ("migrations", "item_vectors", "vectors_due")
"""What an engine keeps by itself."""


def taken_out(server: Server, file: StoreFiles) -> Store:
    """What a server has at this moment as a new database in a file, with its key, open.

    Raises StoreError as `open_store` does, `key_missing`, `key_wrong`.
    """
    with closing(open_store(server)) as store:
        keys.write_new(file.key, store.secret)
        made = open_store(file.path)
        with store.snapshot() as frozen, made.transaction(changes=False) as cursor:
            move(frozen.cursor, cursor)
    return made


def put_in(copy: Store, server: Server) -> Path | None:
    """Let a server's database hold what a file does and nothing else, in one step; where its former key is kept.

    Caches of whoever has it open are over: its state has a number that it never had. Raises StoreError as `open_store`
    does.
    """
    with closing(open_store(server)) as store:
        kept = keys.take_place(server.key, copy.secret)
        with copy.snapshot() as frozen, store.transaction() as cursor:
            before = int(run(cursor, "meta", key="data_version").fetchall()[0][0])
            move(frozen.cursor, cursor)
            after = int(run(cursor, "meta", key="data_version").fetchall()[0][0])
            run(cursor, "set_meta", key="data_version", value=str(max(before, after)))
    return kept


def move(source: Cursor, target: Cursor) -> None:
    """Empty every table of the target and fill it with the rows of the source; both are of the newest form."""
    for table, columns in _tables(target).items():
        target.execute(f"DELETE FROM {table}")
        names = ", ".join(columns)
        order = ", ".join(each for each in SORTED if each in columns)
        order = "rowid" if table == "audit" else order or names
        if not {"respondent_id", "kam_id"} <= set(columns):
            target.fill(table, columns, source.execute(f"SELECT {names} FROM {table} ORDER BY {order}"))
            continue
        for facts in _parts(source, table):
            where = "campaign_id = $campaign_id AND kam_id >= $first AND kam_id < $first + $count"
            rows = source.execute(f"SELECT {names} FROM {table} WHERE {where} ORDER BY {order}", facts)
            target.fill(table, columns, rows)


def _tables(cursor: Cursor) -> dict[str, list[str]]:
    """Every table with its columns, in order."""
    found: dict[str, list[str]] = {}
    for table, column in run(cursor, "columns").fetchall():
        if table not in _OURS and (table, column) != ("audit", "rowid"):
            found.setdefault(table, []).append(column)
    return found


def _parts(cursor: Cursor, table: str) -> Iterator[dict[str, int]]:
    """Campaign by campaign, some KAMs at once."""
    ends = f"SELECT campaign_id, min(kam_id), max(kam_id) FROM {table} GROUP BY campaign_id ORDER BY campaign_id"
    for campaign_id, first, last in cursor.execute(ends).fetchall():
        for start in range(first, last + 1, PART):
            yield {"campaign_id": campaign_id, "first": start, "count": PART}
