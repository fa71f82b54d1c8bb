"""Where the product keeps its data."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
DEMO = DATA / "demo"
DEFAULT_MODEL = DATA / "models" / "kamescope.toml"
QUIZ = DATA / "quizzes" / "kam_roles.toml"
DEFAULT_DATABASE = DATA / "kamescope.duckdb"


LANGUAGE = "KAMESCOPE_LANGUAGE"
"""Set where somebody started the server in a language: it says in that one what it finds as it starts."""

NO_DEMO = "KAMESCOPE_NO_DEMO"
"""Set where somebody named the database: the demo is for the default one only."""


KEY_FILE = "KAMESCOPE_KEY_FILE"
"""The environment's variable that says in which file the key of a server's database is."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+]+://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Server:
    """A database that a server has: its address, shown nowhere since it may hold a password; the file of its key."""

    address: str = field(repr=False)
    key: Path

    @property
    def name(self) -> str:
        """What the database is called: server and name, `db.example:5432/kamescope`."""
        # Not by the rules of addresses: in one that breaks them no part of a password is to be taken for a name.
        before, _, told = self.address.partition("://")[2].rpartition("@")
        return "…" if "?" in before else told.partition("?")[0]

    def __str__(self) -> str:
        return self.name

    def exists(self) -> bool:
        """A server says for itself whether it has it; we make none."""
        return True


def written(place: Path | Server) -> str:
    """A place as it may be handed on to where nobody reads it."""
    return place.address if isinstance(place, Server) else str(place.absolute())


def place(written: str) -> Path | Server:
    """Where a database is, as it is written after `--db`: a file, or the address of a server's."""
    if not _ADDRESS.match(written):
        return Path(written)
    return Server(written, Path(os.environ.get(KEY_FILE) or DATA / "kamescope.key"))


def database() -> Path | Server:
    """The database in use: `$KAMESCOPE_DB`, else the default one."""
    return place(os.environ.get("KAMESCOPE_DB") or str(DEFAULT_DATABASE))
