"""A backup: one file that holds a whole database, its key, and what tells whether both are what they were.

A zip archive that begins with a manifest: what is in it, how many rows of each table, the SHA-256 of each file.
"""

import datetime
import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import duckdb

import kamescope
from kamescope.errors import RequestError, StoreError
from kamescope.places import Server
from kamescope.private import keep_private
from kamescope.store.check import Soundness, check
from kamescope.store.connect import Store, open_store
from kamescope.store.moving import taken_out
from kamescope.store.places import StoreFiles
from kamescope.store.trouble import told

FORMAT = 1
MANIFEST, DATABASE, KEY = "kamescope-backup.json", "kamescope.duckdb", "kamescope.duckdb.key"
"""The files in a backup, in this order."""
MEMBERS = (DATABASE, KEY)
START = b"PK\x03\x04"
NAMED_AT = 30
"""Where an archive says what its first file is called."""
PART = (".kamescope-", ".part")
"""How folders are called in which something is being made."""
STALE = 24 * 3600.0
"""Seconds after which such a folder is what a killed program left."""
ROOT = Path(kamescope.__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Packed:
    """One file of a backup: its size and its SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `schema` is the last migration, `tables` the rows of each table."""

    format: int
    made_at: str
    product: str
    engine: str
    schema: int
    tables: Mapping[str, int]
    files: Mapping[str, Packed]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: its size, whether it took the place of an older one, what was found in the database."""

    bytes: int
    replaced: bool
    checked: Soundness


def back_up(path: Path | Server, file: Path) -> Backup:
    """Write a backup of a database, whoever has it open, whole or not at all; one that is there is replaced.

    Raises RequestError `backup_onto_database`, `backup_not_ours`, `backup_not_written`; StoreError as `open_store`
    does, `key_missing`, `key_wrong`, `database_restless`, `database_missing`.
    """
    place, file = path if isinstance(path, Server) else StoreFiles(path.absolute()), file.absolute()
    replaced = _replaces(place, file)
    try:
        with working(file.parent) as folder:
            aside = folder / "backup"
            checked = _write(place, folder, aside)
            size = aside.stat().st_size
            aside.replace(file)
    except (OSError, StoreError) as error:
        # Whatever is written here lies where the backup will.
        if isinstance(error, StoreError) and error.code not in ("disk_full", "database_read_only"):
            raise
        raise RequestError("backup_not_written", file=str(file)) from error
    return Backup(size, replaced, checked)


def packed(address: Path | Server) -> bytes:
    """The bytes of a backup; errors as `back_up`."""
    beside = address.key if isinstance(address, Server) else address
    with working(beside.parent) as folder:
        file = folder / "file"
        back_up(address, file)
        return file.read_bytes()


@contextmanager
def open_copy(path: Path | Server) -> Iterator[Store]:
    """A copy of a database that is there for the block alone; nothing of the database itself changes.

    Of a server's the database itself: whoever looks sees one moment of it.

    Raises StoreError as `open_store` does, `database_restless`, and `database_missing` where there is none.
    """
    if isinstance(path, Server):
        with closing(open_store(path)) as store:
            yield store
        return
    place = StoreFiles(path.absolute())
    try:
        with working(place.path.parent) as folder, closing(_copied(place, folder)) as store:
            yield store
    except OSError as error:
        raise told(error, place.path.name, "database_unreadable") from error


@contextmanager
def working(parent: Path) -> Iterator[Path]:
    """A folder of our own beside what is being made; what killed programs left there long ago goes."""
    keep_private()
    for left in parent.glob("*".join(PART)):
        if time.time() - left.stat().st_mtime > STALE:
            shutil.rmtree(left, ignore_errors=True)
    prefix, suffix = PART
    with tempfile.TemporaryDirectory(suffix, prefix, parent, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def is_backup(file: Path) -> bool:
    """Whether a file begins as our backups do, damaged or not."""
    with file.open("rb") as opened:
        start = opened.read(NAMED_AT + len(MANIFEST))
    return start.startswith(START) and start[NAMED_AT:] == MANIFEST.encode()


def copy_hashed(source: IO[bytes], target: IO[bytes]) -> Packed:
    """Copy a file to its end and say what it was."""
    digest, size = hashlib.sha256(), 0
    while block := source.read(1 << 20):
        digest.update(block)
        size += target.write(block)
    return Packed(size, digest.hexdigest())


def row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows each table has."""
    names = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY table_name").fetchall()
    quoted = ((name, name.replace('"', '""')) for (name,) in names)
    return {name: connection.execute(f'SELECT count(*) FROM "{sql}"').fetchall()[0][0] for name, sql in quoted}


def _replaces(place: StoreFiles | Server, file: Path) -> bool:
    """Whether a backup stands there already, which the new one replaces; never the database, never another file."""
    beside: tuple[Path, ...] = (place.key,)
    if isinstance(place, StoreFiles):
        beside = (place.path, *place.journals, place.key, place.mark, place.aside.path)
    if file.resolve() in {each.resolve() for each in beside}:
        raise RequestError("backup_onto_database", file=str(file))
    try:
        if not os.path.lexists(file):
            return False
        if file.is_file() and is_backup(file):
            return True
    except OSError as error:
        raise RequestError("backup_not_written", file=str(file)) from error
    raise RequestError("backup_not_ours", file=str(file))


def _copied(place: StoreFiles | Server, folder: Path) -> Store:
    """A copy of a database, open."""
    if isinstance(place, Server):
        return taken_out(place, StoreFiles(folder / DATABASE))
    for attempt in (1, 2):
        _copy(place, folder)
        try:
            return open_store(folder / place.path.name)
        except StoreError as error:
            # A block may have been read while it was being written; the same again is damage.
            if attempt == 2 or error.code not in ("database_damaged", "database_journal"):
                raise
    raise AssertionError


def _copy(place: StoreFiles, folder: Path) -> None:
    if not place.path.exists():
        raise StoreError("database_missing", file=place.path.name)
    command = (sys.executable, "-P", "-m", "kamescope.store.copying", str(place.path), str(folder))
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    ended = subprocess.run(command, env=os.environ | {"PYTHONPATH": path}, capture_output=True, check=False)
    if ended.returncode:
        raise _why_not(ended.returncode, place.path.name)


def _why_not(number: int, name: str) -> StoreError:
    """What an error number of the copying process means."""
    if number == errno.EBUSY:
        return StoreError("database_restless", file=name)
    if number in (errno.EACCES, errno.EPERM):
        # It is not to be written: on systems where locks forbid it, nobody reads what another program has open.
        return StoreError("database_busy" if os.name == "nt" else "database_unreadable", file=name)
    return told(OSError(number, os.strerror(number)), name, "database_unreadable")


def _write(place: StoreFiles | Server, folder: Path, aside: Path) -> Soundness:
    """The archive, built aside, from a copy of the database that was opened, read and closed."""
    with closing(_copied(place, folder)) as store:
        if store.locked:
            # Without the key that fits it would be no whole backup.
            raise store.locked
        checked = check(store)
    copy = StoreFiles(folder / (DATABASE if isinstance(place, Server) else place.path.name))
    sources = dict(zip(MEMBERS, (copy.path, copy.key), strict=True))
    manifest = _manifest(copy, {name: _content(source) for name, source in sources.items()})
    with aside.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
            for name, source in sources.items():
                archive.write(source, name)
        file.flush()
        os.fsync(file.fileno())
    return checked


def _content(path: Path) -> Packed:
    with path.open("rb") as file, open(os.devnull, "wb") as nowhere:
        return copy_hashed(file, nowhere)


def _manifest(copy: StoreFiles, files: Mapping[str, Packed]) -> Manifest:
    with closing(duckdb.connect(str(copy.path), read_only=True)) as connection:
        (schema,) = connection.execute("SELECT max(number) FROM migrations").fetchall()[0]
        tables = row_counts(connection)
    now = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    return Manifest(FORMAT, now, kamescope.__version__, duckdb.__version__, schema, tables, files)


def read_manifest(source: bytes) -> Manifest:
    """The manifest of a backup; ValueError where it is none."""
    try:
        read = json.loads(source)
        files = {name: Packed(**read["files"][name]) for name in MEMBERS}
        manifest = Manifest(**read | {"files": files})
        datetime.datetime.fromisoformat(manifest.made_at)
    except (KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError("no manifest") from error
    if not all(re.fullmatch("[0-9a-f]{64}", content.sha256) for content in files.values()):
        raise ValueError("no manifest")
    return manifest
