"""One empty database for one test after the other: to make one anew costs more than most of them do with it."""

import os
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from typing import Protocol, TypeVar

import pyarrow as pa

from kamescope import service
from kamescope.store.connect import IN_MEMORY, Store, open_store
from kamescope.store.duck import Duck
from kamescope.store.engine import Cursor, Engine
from tests.store.recount import disagreeing

ENGINE = "KAMESCOPE_TEST_ENGINE"
"""The engine of databases that tests start with: `duckdb`, or `postgresql`."""
Tables = Mapping[str, pa.Table]
Result = TypeVar("Result")
State = TypeVar("State")


class Making(Protocol[State]):
    """Empty databases of one engine, which can be what another one was."""

    secret: str

    def new(self) -> Engine:
        """An empty database; the one before is over."""
        ...

    def keep(self) -> State:
        """All that is in it now."""
        ...

    def put(self, state: State) -> Engine:
        """The database as it was then."""
        ...

    def apart(self) -> Store:
        """An empty database beside any other."""
        ...


class InMemory:
    """A database of DuckDB that can be what it was: new, or as `keep` found it."""

    def __init__(self) -> None:
        opened = open_store(IN_MEMORY)
        self.connection, self.secret = opened._engine._connection, opened.secret
        self._new = self.keep()

    def new(self) -> Engine:
        return self.put(self._new)

    def keep(self) -> Tables:
        with self.connection.cursor() as cursor:
            names = cursor.sql("SELECT table_name FROM duckdb_tables()").fetchall()
            return {name: cursor.sql(f"FROM {name}").to_arrow_table() for (name,) in names}

    def put(self, state: Tables) -> Engine:
        with self.connection.cursor() as cursor:
            for name in state:
                cursor.execute(f"DELETE FROM {name}")
            for name, rows in state.items():
                if len(rows):
                    cursor.register("kept", rows)
                    cursor.execute(f"INSERT INTO {name} FROM kept")
        return Duck(self.connection.cursor(), IN_MEMORY)

    def apart(self) -> Store:
        return open_store(IN_MEMORY)


class OnServer:
    """Databases of PostgreSQL, each a copy of one that is new, or of one that was kept."""

    def __init__(self) -> None:
        from tests import postgres

        self.postgres, self.current = postgres, ""
        self.engine: Engine | None = None
        self._new = postgres.made()
        opened = open_store(postgres.server(self._new))
        self.secret = opened.secret
        opened.close()

    def new(self) -> Engine:
        return self.put(self._new)

    def keep(self) -> str:
        self.engine.close()
        kept = self.postgres.made(self.current)
        self.engine = self._opened()
        return kept

    def put(self, state: str) -> Engine:
        if self.engine is not None:
            self.engine.close()
            self.postgres.dropped(self.current)
        self.current = self.postgres.made(state)
        self.engine = self._opened()
        return self.engine

    def apart(self) -> Store:
        name = self.postgres.made(self._new)
        opened = open_store(self.postgres.server(name))
        return Dropped(opened._engine, opened.secret, partial(self.postgres.dropped, name))

    def _opened(self) -> Engine:
        return open_store(self.postgres.server(self.current))._engine


class Dropped(Store):
    """A database that is there no more once it is closed."""

    def __init__(self, engine: Engine, key: str, drop: Callable[[], None]) -> None:
        super().__init__(engine, key)
        self._drop = drop

    def close(self) -> None:
        super().close()
        self._drop()


class Again:
    """Empty databases, and what the first import of tests left in them."""

    def __init__(self, making: Making) -> None:
        self.making = making
        self.firsts: dict[Hashable, tuple[object, object]] = {}

    def renewed(self) -> "Renewed":
        """A store, empty as a new one; the one before is over."""
        return Renewed(self, self.making.new())


class Renewed(Store):
    """A store whose first import is made once, however many tests begin with the same."""

    def __init__(self, again: Again, engine: Engine) -> None:
        super().__init__(engine, again.making.secret)
        self._again = again

    @contextmanager
    def transaction(self, keep: bool = True, erases: bool = False, changes: bool = True) -> Iterator[Cursor]:
        """After every change that any test makes: what the engine keeps of the answers is what they add up to."""
        with super().transaction(keep, erases, changes) as cursor:
            yield cursor
        if self.keeps_vectors:
            assert disagreeing(self) == []

    def first(self, key: Hashable, act: Callable[[], Result]) -> Result:
        """What `act` returns and leaves here: on an empty database it is done once under a key, and then remembered."""
        if service.version(self):
            return act()
        firsts, making = self._again.firsts, self._again.making
        if key not in firsts:
            firsts[key] = (act(), making.keep())
            if isinstance(making, OnServer):
                self._engine = making.engine
        else:
            self._engine = making.put(firsts[key][1])
        return firsts[key][0]


@cache
def again() -> Again:
    """The database of every test that starts with an empty one."""
    return Again(OnServer() if os.environ.get(ENGINE) == "postgresql" else InMemory())


def apart() -> Store:
    """An empty database of its own, where a test has several at once, or keeps one beside that of the next test."""
    return again().making.apart()
