"""What stands behind an error of the database engine or of the disk, as something that can be told and mended."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import overload

import duckdb

from kamescope.errors import StoreError

SIGNS = {
    "database_busy": ("could not set lock", "used by another process"),
    "database_journal": ("replaying wal",),
    "disk_full": ("no space left", "file too large", "quota exceeded", "not enough space"),
    "database_read_only": ("read-only", "permission denied", "access is denied", "operation not permitted"),
    "database_damaged": ("corrupt", "checksum", "could not read enough bytes", "input/output error"),
}
"""What DuckDB and the system say, in lower case, on Linux, macOS and Windows; what is looked for first comes first."""
NUMBERS = {
    "disk_full": (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    "database_read_only": (errno.EACCES, errno.EPERM, errno.EROFS),
    "database_damaged": (errno.EIO,),
}


@overload
def told(error: BaseException, name: str) -> StoreError | None: ...
@overload
def told(error: BaseException, name: str, otherwise: str) -> StoreError: ...
def told(error: BaseException, name: str, otherwise: str | None = None) -> StoreError | None:
    """What an error means for the database of that name; `otherwise` where nothing is known of it."""
    code = _cause(error) or otherwise
    return None if code is None else StoreError(code, file=name)


@contextmanager
def explaining(name: str) -> Iterator[None]:
    """Raise what the engine complains of as a StoreError where it is known what is behind it."""
    try:
        yield
    except duckdb.Error as error:
        known = told(error, name)
        if known is None:
            raise
        raise known from error


def _cause(error: BaseException) -> str | None:
    if isinstance(error, OSError):
        return next((code for code, numbers in NUMBERS.items() if error.errno in numbers), None)
    if isinstance(error, duckdb.Error):
        said = str(error).lower()
        return next((code for code, words in SIGNS.items() if any(word in said for word in words)), None)
    return None
