"""One database in memory for one test after the other: opening it anew costs more than most of them do with it."""

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import TypeVar

import pyarrow as pa

from kamescope import service
from kamescope.store.connect import IN_MEMORY, Store, open_store

Tables = Mapping[str, pa.Table]
Result = TypeVar("Result")


class Again:
    """A database that can be what it was: new, or as `keep` found it."""

    def __init__(self) -> None:
        opened = open_store(IN_MEMORY)
        self.connection, self.secret = opened._connection, opened.secret
        self.firsts: dict[Hashable, tuple[object, Tables]] = {}
        self._new = self.keep()

    def keep(self) -> Tables:
        """Everything that is in it now."""
        with self.connection.cursor() as cursor:
            names = cursor.sql("SELECT table_name FROM duckdb_tables()").fetchall()
            return {name: cursor.sql(f"FROM {name}").to_arrow_table() for (name,) in names}

    def put(self, tables: Tables) -> None:
        """Let it hold this and nothing else."""
        with self.connection.cursor() as cursor:
            for name in tables:
                cursor.execute(f"DELETE FROM {name}")
            for name, rows in tables.items():
                if len(rows):
                    cursor.register("kept", rows)
                    cursor.execute(f"INSERT INTO {name} FROM kept")

    def renewed(self) -> "Renewed":
        """A store on it, empty as a new one; the one before is over."""
        self.put(self._new)
        return Renewed(self)


class Renewed(Store):
    """A store whose first import is made once, however many tests begin with the same."""

    def __init__(self, again: Again) -> None:
        super().__init__(again.connection.cursor(), IN_MEMORY, again.secret)
        self._again = again

    def first(self, key: Hashable, act: Callable[[], Result]) -> Result:
        """What `act` returns and leaves here: on an empty database it is done once under a key, and then remembered."""
        if service.version(self):
            return act()
        firsts = self._again.firsts
        if key not in firsts:
            firsts[key] = (act(), self._again.keep())
        else:
            self._again.put(firsts[key][1])
        return firsts[key][0]


@cache
def again() -> Again:
    """The database of every test that has it in memory."""
    return Again()
