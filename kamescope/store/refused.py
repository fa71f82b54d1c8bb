"""What stands behind an error of PostgreSQL or of the way there, as something that can be told and mended.

Never in the words of the driver where these may repeat the address: it may hold a password.
"""

import re
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
    "database_password": re.compile(
        "FATAL:  (password authentication failed|role |permission denied for database |no pg_hba.conf entry)"
        "|no password supplied"
    ),
    "database_absent": re.compile("FATAL:  database .* does not exist"),
    "database_unreachable": re.compile("FATAL:  the database system is "),
}
"""What a server says to whom it does not let in, in English, and the driver that has no password to show it."""
_SERVER_SAID = re.compile(r" failed: [^:\n]+:  (.+)", re.DOTALL)
"""After the driver's words the server's: how grave it is in its language, two spaces, what it says. Only it has two."""


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


def at_the_door(error: psycopg.Error, name: str, secret: str = "") -> StoreError:
    """Why a server did not let us in, or is not there.

    `database_refused` quotes one that speaks another language, or says what we know nothing of: the driver does not
    tell the state of SQL. Where the words hold `secret` they are told without.
    """
    said = str(error)
    for code, sign in SIGNS.items():
        if sign.search(said):
            return StoreError(code, file=name)
    if (found := _SERVER_SAID.search(said)) is None:
        return StoreError("database_unreachable", file=name)
    words = " ".join(found[1].split())
    return StoreError("database_refused", file=name, said=words.replace(secret, "…") if secret else words)


def _cause(error: psycopg.Error) -> str | None:
    if isinstance(error, psycopg.DataError) and "NUL" in str(error):
        return "text_nul"
    for code, kinds in KNOWN.items():
        if isinstance(error, kinds):
            return code
    # Without a state of SQL it is the line that broke.
    lost = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) and error.sqlstate is None
    return "database_unreachable" if lost else None
