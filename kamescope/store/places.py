"""Where a database lies: the files beside it, whether it is still there, and how a new one takes its place."""

import os
from pathlib import Path
from typing import NamedTuple

from kamescope.private import take_back

HEADERS = 12288
"""DuckDB writes so many bytes before the first that could belong to a table."""
CHECKSUM, MAGIC = 8, b"DUCK"
"""How a database begins: with so many bytes of a checksum, then with its maker's name."""
JOURNAL_STARTS = b"d\x00b"
"""How a journal of DuckDB begins, which takes another file for an empty one and deletes it."""


class StoreFiles(NamedTuple):
    """The file of a database and those beside it."""

    path: Path

    @property
    def journal(self) -> Path:
        """What DuckDB has written and not yet put into the file."""
        return self.path.with_name(f"{self.path.name}.wal")

    @property
    def journals(self) -> tuple[Path, Path]:
        """The journal, and the one that takes its place while DuckDB brings it into the file."""
        return self.journal, self.path.with_name(f"{self.journal.name}.checkpoint")

    @property
    def key(self) -> Path:
        """The key of the hashes."""
        return self.path.with_name(f"{self.path.name}.key")

    @property
    def mark(self) -> Path:
        """Stands there while a server has the database open: one that ended as it should takes it away."""
        return self.path.with_name(f"{self.path.name}.open")

    @property
    def aside(self) -> "StoreFiles":
        """Where a file is built that will stand in this place when it is whole."""
        return StoreFiles(self.path.with_name(f"{self.path.name}.part"))

    def take_back(self) -> None:
        """Leave the files to their owner alone, which older versions did not."""
        for path in (self.path, self.journal, self.key):
            take_back(path)

    def clear(self) -> None:
        """Delete what a killed program left half built."""
        for path in (self.path, *self.journals):
            path.unlink(missing_ok=True)

    def is_journal_foreign(self) -> bool:
        """Whether what lies in the journal's place is not one."""
        try:
            with self.journal.open("rb") as file:
                start = file.read(len(JOURNAL_STARTS))
        except FileNotFoundError:
            return False
        return bool(start) and start != JOURNAL_STARTS

    def is_unfinished(self) -> bool:
        """Whether the file ends before anything was kept in it: a program that died in its first writes left it."""
        if not self.path.is_file() or self.path.stat().st_size > HEADERS:
            return False
        with self.path.open("rb") as file:
            start = file.read(CHECKSUM + len(MAGIC))
        return not start or start[CHECKSUM:] == MAGIC

    def identity(self) -> tuple[int, int] | None:
        """Which file stands here now, None where none does."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def place_new(aside: Path, path: Path) -> None:
    """Move a file to a place where none may stand; FileExistsError where one does.

    A link fails there where a rename would replace. Some network shares know no links: there a look must do.
    """
    try:
        os.link(aside, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(path) from None
        aside.rename(path)
    else:
        aside.unlink()
