"""The key of a database's hashes, in a file of its own beside it.

Tokens in addresses and what is kept of respondents are keyed hashes: without the key nobody can try names against them.
It is made with the database; databases of older versions, which held it themselves, give it away when they are opened.
A database keeps a hash of nothing but its key, so that another one's is noticed.
"""

import datetime
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import duckdb

from kamescope.errors import Detail, StoreError
from kamescope.store.engine import Reply
from kamescope.store.places import place_new
from kamescope.store.tokens import token

FORM = re.compile(r"[0-9a-f]{32}")


class Asking(Protocol):
    """What runs SQL in a database of any engine."""

    def execute(self, sql: str, facts: Any = ..., /) -> Reply:
        """Run it, `$facts` bound by name."""
        ...


def new_key() -> str:
    """A key that nobody has yet."""
    return secrets.token_hex(16)


def take_out(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Move the key that a database holds into its file; StoreError `key_wrong` if another one is there.

    Databases of older versions hold theirs, and restored ones until they are first opened, whose key takes the place of
    the one that is there.
    """
    held = _meta(connection, "secret")
    if held is None:
        return
    # The file first: killed in between, the database still holds its key.
    try:
        _write(path, held)
    except FileExistsError as error:
        if _read(path) != held:
            if _meta(connection, "restored") is None:
                raise StoreError("key_wrong", **facts(path)) from error
            _write(path, held, Path.replace)
    connection.execute("BEGIN TRANSACTION")
    connection.execute("DELETE FROM meta WHERE key IN ('secret', 'restored')")
    _keep_hash(connection, held)
    # The bytes of the key are still in the database file, until that is written afresh.
    connection.execute("INSERT OR IGNORE INTO meta VALUES ('erased', '')")
    connection.execute("COMMIT")


def unlocked(cursor: Asking, path: Path, server: str = "") -> str | StoreError:
    """As `unlock`; why there is no key is returned."""
    try:
        return unlock(cursor, path, server)
    except StoreError as trouble:
        return trouble


def unlock(cursor: Asking, path: Path, server: str = "") -> str:
    """The key of a database that is open, from its file; a new database is given one, or the one that lies there.

    `server`: what a server's database is called; the key of any other one lies beside it.
    Raises StoreError: `key_missing`, `key_wrong` (that of another database, or no key at all).
    """
    known = _meta(cursor, "key_hash")
    if known is None:
        key = _found_or_made(path, server)
        _keep_hash(cursor, key)
        return key
    try:
        key = _read(path)
    except FileNotFoundError as error:
        raise StoreError("key_missing", **facts(path, server)) from error
    if known != _hash(key):
        raise StoreError("key_wrong", **facts(path, server))
    return key


def facts(path: Path, server: str = "") -> dict[str, object]:
    """What is told of a key: its file, the database that it is of, and where the one lies from the other."""
    if server:
        return {"key": str(path), "file": server, "where": Detail("key_named")}
    return {"key": path.name, "file": path.name.removesuffix(".key"), "where": Detail("key_beside")}


def put_in(connection: duckdb.DuckDBPyConnection, key: str) -> None:
    """Have a database hold its key until it is opened in its place: both get there in one step."""
    connection.execute("INSERT INTO meta VALUES ('secret', ?), ('restored', '')", [key])


def forget(cursor: Asking) -> None:
    """Have a database whose key is lost expect a new one."""
    cursor.execute("DELETE FROM meta WHERE key = 'key_hash'")


def write_new(path: Path, key: str) -> None:
    """Write a key to where none is."""
    _write(path, key)


def take_place(path: Path, key: str) -> Path | None:
    """Put a key in the place of another one, which is kept beside it; where, None where there was none or this one."""
    try:
        _write(path, key)
        return None
    except FileExistsError:
        if _read(path) == key:
            return None
    kept = path.with_name(f"{path.stem}.{datetime.datetime.now():%Y-%m-%d-%H%M%S}{path.suffix}")
    path.rename(kept)
    _write(path, key)
    return kept


def _found_or_made(path: Path, server: str) -> str:
    """The key for a new database: the one that lies there already, as after a database was deleted, else a new one."""
    # Written at once instead of looked for first: somebody else may be making one at this moment.
    key = new_key()
    try:
        _write(path, key)
    except FileExistsError as error:
        key = _read(path)
        if not FORM.fullmatch(key):
            raise StoreError("key_wrong", **facts(path, server)) from error
    return key


def _write(path: Path, key: str, place: Callable[[Path, Path], object] = place_new) -> None:
    """Write the file whole or not at all; FileExistsError where one is there, unless `place` replaces it."""
    aside = path.with_name(f".{path.name}-{secrets.token_hex(8)}.part")
    try:
        with aside.open("x", encoding="utf-8") as file:
            file.write(f"{key}\n")
            file.flush()
            # On the disk before it has its name: after a crash, half a key would be none.
            os.fsync(file.fileno())
        place(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip()


def _meta(cursor: Asking, name: str) -> str | None:
    found = cursor.execute("SELECT value FROM meta WHERE key = $name", {"name": name}).fetchall()
    return found[0][0] if found else None


def _keep_hash(cursor: Asking, key: str) -> None:
    kept = "INSERT INTO meta VALUES ('key_hash', $hash) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    cursor.execute(kept, {"hash": _hash(key)})


def _hash(key: str) -> str:
    return token(key, "key", "")
