"""A backup back in the place of a database: checked from end to end before anything there changes."""

import datetime
import errno
import json
import lzma
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import NamedTuple

import duckdb

from kamescope.errors import ContentError, StoreError
from kamescope.places import Server
from kamescope.store import keys
from kamescope.store.backup import (
    DATABASE,
    FORMAT,
    MANIFEST,
    MEMBERS,
    Manifest,
    back_up,
    copy_hashed,
    is_backup,
    read_manifest,
    row_counts,
    working,
)
from kamescope.store.check import Soundness, check, holdings
from kamescope.store.connect import open_store
from kamescope.store.hosted import key_at_hand
from kamescope.store.migrating import last_migration
from kamescope.store.moving import put_in
from kamescope.store.opening import connected, telling
from kamescope.store.places import CHECKSUM, MAGIC, StoreFiles, place_new
from kamescope.store.trouble import told

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ValueError,
    TypeError,
    KeyError,
    EOFError,
    RuntimeError,
)
"""What a damaged archive makes the library say."""


MOST_TOLD = 1_000_000
"""Bytes that a manifest may have."""


class Restored(NamedTuple):
    """A backup that was put in place: when it was made, what is in it, where what stood there was kept."""

    made_at: datetime.datetime
    checked: Soundness
    kept: Path | None


def restore(file: Path, path: Path | Server) -> Restored:
    """Put a backup in the place of a database, which is kept: beside it under another name, of a server's as a backup.

    Raises ContentError: `file_not_found`, `file_not_regular`, `backup_foreign`, `backup_is_database`,
    `backup_damaged`, `backup_newer`; StoreError: `database_busy`, `disk_full`, `database_read_only`, of a server's as
    `open_store` does. Nothing has changed then.
    """
    if isinstance(path, Server):
        return _restore_server(file, path)
    place = StoreFiles(path.absolute())
    with telling(place):
        _check_free(place)
        place.path.parent.mkdir(parents=True, exist_ok=True)
        with working(place.path.parent) as folder:
            fresh = StoreFiles(folder / place.path.name)
            manifest = _unpack(file, fresh)
            checked = _look_through(file, fresh, manifest)
            # Again: all this may have taken a while.
            _check_free(place)
            kept = _put(fresh, place)
    # It takes its key out, and is written afresh without it.
    open_store(place.path).close()
    return Restored(datetime.datetime.fromisoformat(manifest.made_at), checked, kept)


def _restore_server(file: Path, server: Server) -> Restored:
    """The same into a server's database; what it held is kept as a backup beside its key."""
    with key_at_hand(server), working(server.key.parent) as folder:
        fresh = StoreFiles(folder / DATABASE)
        manifest = _unpack(file, fresh)
        checked = _look_through(file, fresh, manifest)
        kept = _kept(StoreFiles(server.key.with_suffix(".backup"))).path
        with closing(open_store(server)) as store:
            had = any(holdings(store))
        if had:
            back_up(server, kept)
        with closing(open_store(fresh.path)) as copy:
            put_in(copy, server)
    return Restored(datetime.datetime.fromisoformat(manifest.made_at), checked, kept if had else None)


def _check_free(place: StoreFiles) -> None:
    """See that nobody has the database open, and bring its journal into it; one that is damaged may stay so."""
    if not place.path.exists():
        return
    try:
        connected(place).close()
    except (duckdb.Error, StoreError) as error:
        known = told(error, place.path.name)
        # A connection of this very process has other settings.
        if isinstance(error, duckdb.ConnectionException) or (known and known.code == "database_busy"):
            raise StoreError("database_busy", file=place.path.name) from error


def _unpack(file: Path, fresh: StoreFiles) -> Manifest:
    """The files of a backup, as they were when it was made."""
    name = file.name
    if not file.is_file():
        raise ContentError("file_not_regular" if file.exists() else "file_not_found", file=name)
    try:
        with zipfile.ZipFile(file) as archive:
            if MANIFEST not in archive.namelist():
                raise ContentError(_what_it_is(file), file=name)
            manifest = _manifest(archive, name)
            for member, target in zip(MEMBERS, (fresh.path, fresh.key), strict=True):
                if archive.getinfo(member).file_size != manifest.files[member].bytes:
                    raise ContentError("backup_damaged", file=name)
                with archive.open(member) as packed, target.open("xb") as unpacked:
                    if copy_hashed(packed, unpacked) != manifest.files[member]:
                        raise ContentError("backup_damaged", file=name)
    except UNREADABLE as error:
        raise ContentError(_what_it_is(file), file=name) from error
    except OSError as error:
        # Without a number of the system, or with this one, it is the archive that leads nowhere.
        if error.errno not in (None, errno.EINVAL):
            raise
        raise ContentError(_what_it_is(file), file=name) from error
    return manifest


def _manifest(archive: zipfile.ZipFile, name: str) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > MOST_TOLD:
        raise ValueError("no manifest")
    source = archive.read(MANIFEST)
    read = json.loads(source)
    # Before the rest of it is understood: a later form may say it otherwise.
    if isinstance(read, dict) and (read.get("format", 0) > FORMAT or read.get("schema", 0) > last_migration()):
        raise ContentError("backup_newer", file=name, version=str(read.get("product", "?")))
    return read_manifest(source)


def _what_it_is(file: Path) -> str:
    """What a file that cannot be unpacked is."""
    if is_backup(file):
        return "backup_damaged"
    with file.open("rb") as opened:
        start = opened.read(CHECKSUM + len(MAGIC))
    return "backup_is_database" if start[CHECKSUM:] == MAGIC else "backup_foreign"


def _look_through(file: Path, fresh: StoreFiles, manifest: Manifest) -> Soundness:
    """Read everything, compare it with what the manifest says, and have the database hold its key."""
    try:
        with closing(duckdb.connect(str(fresh.path))) as connection:
            whole = row_counts(connection) == manifest.tables
        with closing(open_store(fresh.path)) as store:
            key, checked = store.secret, check(store)
    except (duckdb.Error, StoreError) as error:
        # Byte for byte what was backed up: if this engine does not know it, a newer one wrote it.
        newer = _numbers(manifest.engine) > _numbers(duckdb.__version__)
        if newer:
            raise ContentError("backup_newer", file=file.name, version=manifest.product) from error
        raise ContentError("backup_damaged", file=file.name) from error
    if not whole or any(fault.code == "shape" for fault in checked.faults):
        raise ContentError("backup_damaged", file=file.name)
    with closing(duckdb.connect(str(fresh.path))) as connection:
        keys.put_in(connection, key)
    return checked


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _put(fresh: StoreFiles, place: StoreFiles) -> Path | None:
    """Put a database in its place in one step; what stood there bears another name by then."""
    there = [each for each in (place.path, place.key, *place.journals) if each.exists()]
    kept = _kept(place)
    for one, other in zip(_files(place), _files(kept), strict=True):
        if one in there:
            _name_too(one, other)
    # Of another database now; one that opened has none any more.
    for journal in place.journals:
        journal.unlink(missing_ok=True)
    if place.path in there:
        fresh.path.replace(place.path)
    else:
        try:
            place_new(fresh.path, place.path)
        except FileExistsError as error:
            raise StoreError("database_busy", file=place.path.name) from error
    place.mark.unlink(missing_ok=True)
    return kept.path if place.path in there else None


def _files(place: StoreFiles) -> tuple[Path, ...]:
    return place.path, place.key, *place.journals


def _kept(place: StoreFiles) -> StoreFiles:
    """A name that nothing bears yet, which says when."""
    now = datetime.datetime.now()
    stem = f"{place.path.stem}.{now:%Y-%m-%d-%H%M%S}"
    names = (StoreFiles(place.path.with_name(f"{stem}{more}{place.path.suffix}")) for more in _endings())
    return next(kept for kept in names if not any(map(os.path.lexists, _files(kept))))


def _endings() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in count(2))


def _name_too(path: Path, other: Path) -> None:
    """Give a file another name beside its own: it is at no moment without one. Where there are no links, a copy."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copy2(path, other)
