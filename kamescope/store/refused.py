"""What stands behind an error of PostgreSQL or of the way there, as something that can be told and mended.

Never in the words of the driver where these may repeat the address: it may hold a password.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors
from psycopg_pool import PoolClosed, PoolTimeout

from kamescope.errors import RequestError, StoreError

KNOWN: dict[str, tuple[type[psycopg.Error], ...]] = {
    "disk_full": (errors.DiskFull,),
    "database_rights": (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction),
    "database_unreachable": (
        errors.AdminShutdown,
        errors.CrashShutdown,
        errors.CannotConnectNow,
        errors.DatabaseDropped,
        errors.IdleInTransactionSessionTimeout,
        errors.TooManyConnections,
    ),
}
SIGNS = {
    "database_password": (
        "fatal:  password authentication failed",
        "fatal:  role ",
        "fatal:  permission denied for database ",
        "fatal:  no pg_hba.conf entry",
        "no password supplied",
    ),
    "database_absent": ("fatal:  database ",),
}
"""What a server says to whom it does not let in, in English, and the driver that has no password to show it; what else
they say is told as the server being out of reach."""


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Raise what the server or the driver complains of as an error of ours, where it is known what is behind it."""
    try:
        yield
    except (PoolTimeout, PoolClosed) as error:
        raise StoreError("database_unreachable", file=name) from error
    except psycopg.Error as error:
        known = _cause(error)
        if known is None:
            raise
        if known == "text_nul":
            raise RequestError(known) from error
        raise StoreError(known, file=name) from error


def at_the_door(error: psycopg.Error, name: str) -> StoreError:
    """Why a server did not let us in, or is not there."""
    said = str(error).lower()
    for code, words in SIGNS.items():
        if any(each in said for each in words):
            return StoreError(code, file=name)
    return StoreError("database_unreachable", file=name)


def _cause(error: psycopg.Error) -> str | None:
    if isinstance(error, psycopg.DataError) and "NUL" in str(error):
        return "text_nul"
    for code, kinds in KNOWN.items():
        if isinstance(error, kinds):
            return code
    # Without a state of SQL it is the line that broke.
    lost = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) and error.sqlstate is None
    return "database_unreachable" if lost else None
