"""The forms that databases had and have: migrations, in order, each engine's own and those that all read alike."""

from collections.abc import Mapping, Set
from pathlib import Path

from kamescope.errors import StoreError

HERE = Path(__file__).parent / "migrations"


def migrations(engine: str) -> Mapping[int, Path]:
    """Every migration of an engine by its number, in order: those of its folder, and those beside the folders."""
    found = (*HERE.glob("*.sql"), *(HERE / engine).glob("*.sql"))
    return {int(path.name[:4]): path for path in sorted(found, key=lambda path: path.name)}


def missing(engine: str, done: Set[int], name: str) -> Mapping[int, str]:
    """The SQL of the migrations that a database lacks; StoreError `database_newer` where it had others."""
    known = migrations(engine)
    # The first that an engine has stands for all before it.
    if any(number not in known and number >= min(known) for number in done):
        raise StoreError("database_newer", file=name)
    return {number: path.read_text(encoding="utf-8") for number, path in known.items() if number not in done}


def last_migration() -> int:
    """The number of the newest form of a database in a file that is known, as every backup holds one."""
    return max(migrations("duckdb"))
