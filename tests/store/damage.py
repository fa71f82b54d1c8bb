"""Databases as files: copied with their key, searched, damaged."""

import shutil
from pathlib import Path

from kamescope.store.places import StoreFiles


def copied(database: Path, to: Path) -> Path:
    """A backup: the database and its key, to another name or a folder."""
    to = Path(shutil.copy(database, to))
    shutil.copy(StoreFiles(database).key, StoreFiles(to).key)
    return to


def traces(folder: Path, words: str) -> list[str]:
    """The files of a folder in which these words stand."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and words.encode() in path.read_bytes()
    )


def flipped(database: Path, at: int) -> Path:
    """The same file with one byte turned over."""
    with database.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 0xFF]))
    return database
