"""A database, whichever engine has it: opened by its address, asked by queries of a name, changed in transactions."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from kamescope.errors import RequestError, StoreError
from kamescope.places import Server
from kamescope.private import keep_private
from kamescope.store import keys
from kamescope.store.duck import IN_MEMORY, opened_file, opened_in_memory
from kamescope.store.engine import Column, Cursor, Engine, Reply
from kamescope.store.hosted import forget_key, opened_server
from kamescope.store.opening import check_whole, clear_aside, connected, telling
from kamescope.store.places import StoreFiles, place_new

_NAMED = re.compile(r"^-- name: (\w+)\n((?:(?!-- name: ).*\n)+)", re.MULTILINE)

Ask = Callable[..., Reply]
"""How a query is asked, by its name: `run` of a store, of a snapshot, of a delivery, or of a cursor."""
Address = Path | str | Server
"""Where a database is: a file (or `IN_MEMORY`), or a server's."""


class Snapshot:
    """Reads that all see the database at one moment, whatever is written meanwhile."""

    def __init__(self, cursor: Cursor, store: "Store") -> None:
        self._cursor = cursor
        self.store = store

    @property
    def secret(self) -> str:
        """As `Store.secret`."""
        return self.store.secret

    @property
    def cursor(self) -> Cursor:
        """What the reads run on."""
        return self._cursor

    def run(self, query: str, **facts: object) -> Reply:
        """Run a query of `queries/` by its name; fetch its rows before the next one runs."""
        return run(self._cursor, query, **facts)

    def arrays(self, query: str, **facts: object) -> Mapping[str, np.ndarray]:
        """What a query of whole numbers and truths finds, as parallel arrays by name."""
        return self._cursor.arrays(queries()[query], bound(facts))

    def frame(self, query: str, columns: Sequence[str], **facts: object) -> pd.DataFrame:
        """Some columns of what a query finds, in its order: texts as pandas has them, NaN where there is none."""
        return self._cursor.frame(queries()[query], bound(facts), columns)


class Store:
    """One open database. Reads see one moment each; writes come one after the other."""

    def __init__(self, engine: Engine, key: str | StoreError) -> None:
        self._engine = engine
        self._key = key

    @property
    def name(self) -> str:
        """What the database is called in messages."""
        return self._engine.name

    @property
    def secret(self) -> str:
        """The key of what is hashed; StoreError `key_missing` or `key_wrong` where there is none that fits."""
        if isinstance(self._key, StoreError):
            raise self._key
        return self._key

    @property
    def address(self) -> Path | Server:
        """Where the database is; StoreError `database_missing` of one that is in memory."""
        return self._engine.address

    @property
    def keeps_vectors(self) -> bool:
        """Whether the engine keeps what answers add up to."""
        return self._engine.keeps_vectors

    @property
    def locked(self) -> StoreError | None:
        """Why there is no key that fits, None where there is one."""
        return self._key if isinstance(self._key, StoreError) else None

    def run(self, query: str, **facts: object) -> Reply:
        """Run a query of `queries/` by its name, by itself."""
        return self._engine.ask(queries()[query], bound(facts))

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Several reads that belong together: an import in between is seen by all of them or by none."""
        with self._engine.reading() as cursor:
            yield Snapshot(cursor, self)

    @contextmanager
    def transaction(self, keep: bool = True, erases: bool = False, changes: bool = True) -> Iterator[Cursor]:
        """A cursor whose changes are kept together, or not at all when the block raises or `keep` is false.

        With `erases` what the block deleted stands in no file of ours any more. Without `changes` nothing kept warm
        depends on it, and caches stay. Raises StoreError where the disk is full, the database cannot be written, or is
        no longer in its place.
        """
        with self._engine.writing(keep, erases) as cursor:
            yield cursor
            if changes:
                run(cursor, "bump_data_version")
            if erases and self._engine.keeps_bytes:
                run(cursor, "mark_erased")

    def spelled(self, shape: Iterable[Column]) -> frozenset[Column]:
        """The columns of a new database as this one tells them, from how one in memory does."""
        return self._engine.spelled(shape)

    def check_in_place(self) -> None:
        """See that the database that is open is the one that stands in its place; StoreError `database_moved`."""
        self._engine.check_in_place()

    def close(self) -> None:
        """Close the database; what is still running ends."""
        self._engine.close()


def run(cursor: Cursor, query: str, **facts: object) -> Reply:
    """Run a query of `queries/` by its name on a given cursor, `$facts` bound by name."""
    return cursor.execute(queries()[query], bound(facts))


def bound(facts: Mapping[str, object]) -> Mapping[str, object]:
    """The facts of a query as they are; RequestError `text_nul` for a character that not every engine keeps."""
    for value in facts.values():
        if any(isinstance(each, str) and "\0" in each for each in (value if isinstance(value, list) else (value,))):
            raise RequestError("text_nul")
    return facts


def open_store(address: Address) -> Store:
    """Open the database, making it and bringing it up to date as needed.

    Raises StoreError: `database_busy` (another process holds it), `database_unreadable`, `database_newer`,
    `database_damaged`, `database_journal` (the one beside it is damaged or another's), `database_unfinished` (it may be
    deleted), `database_read_only`, `disk_full`; of a server's those of `opened_server`. One whose key is missing opens:
    what needs none can be looked at.
    """
    if str(address) == IN_MEMORY:
        return Store(opened_in_memory(), keys.new_key())
    if isinstance(address, Server):
        return Store(*opened_server(address))
    # Absolute, so that no name is ever taken for an address.
    place = StoreFiles(Path(address).absolute())
    if not place.path.exists():
        with making(address):
            pass
    return Store(*opened_file(place, place))


def is_new(path: Address) -> bool:
    """Whether no database lies there or was deleted there, which leaves its key; one half made does not count."""
    if isinstance(path, Server):
        return False
    place = StoreFiles(Path(path).absolute())
    return not place.path.exists() and (place.aside.path.exists() or not place.key.exists())


def give_new_key(path: Address) -> str:
    """Have a database whose key is lost take a new one, and what its file is called.

    Raises StoreError `key_there`, or as `open_store` does.
    """
    if isinstance(path, Server):
        forget_key(path)
        return str(path.key)
    place = StoreFiles(Path(path).absolute())
    if place.key.exists():
        raise StoreError("key_there", **keys.facts(place.key))
    with telling(place), closing(connected(place)) as connection:
        check_whole(connection, place)
        keys.forget(connection)
    open_store(place.path).close()
    return place.key.name


@contextmanager
def making(path: Path | str) -> Iterator[Store]:
    """A new database, built aside; it takes its place when the block is done, if nobody has made one there meanwhile.

    Raises StoreError as `open_store` does.
    """
    place = StoreFiles(Path(path).absolute())
    with telling(place):
        keep_private()
        place.path.parent.mkdir(parents=True, exist_ok=True)
        clear_aside(place)
    with closing(Store(*opened_file(place.aside, place))) as store:
        yield store
    with telling(place), suppress(FileExistsError):
        place_new(place.aside.path, place.path)
    place.aside.clear()


@cache
def queries() -> Mapping[str, str]:
    """Every query, by the name that stands above it: `-- name: late`."""
    files = sorted((Path(__file__).parent / "queries").glob("*.sql"))
    texts = (path.read_text(encoding="utf-8") for path in files)
    return {name: sql for text in texts for name, sql in _NAMED.findall(text)}
