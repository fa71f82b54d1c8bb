"""What the store asks of a database engine, whichever it is: cursors, snapshots, changes; SQL is in `queries/`."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd

from kamescope.places import Server

Facts = Mapping[str, Any]
"""What a query binds by name: `$campaign_id`."""
Column = tuple[str, str, str]
"""Table, column, type."""


class Reply(Protocol):
    """What a query found."""

    def fetchall(self) -> list[Any]:
        """Every row that is left, as tuples."""
        ...

    def fetchone(self) -> Any:
        """The next row, None after the last."""
        ...

    def df(self) -> pd.DataFrame:
        """All rows as a frame."""
        ...


class Cursor(Protocol):
    """One transaction, as whoever is in it sees the database."""

    def execute(self, sql: str, facts: Facts = ...) -> Reply:
        """Run a query; fetch its rows before the next one runs."""
        ...

    def arrays(self, sql: str, facts: Facts) -> Mapping[str, np.ndarray]:
        """All that a query of whole numbers and truths finds, as parallel arrays by name.

        Columns of bytes hold several whole numbers a row, and all other columns are repeated for each.
        """
        ...

    def frame(self, sql: str, facts: Facts, columns: Sequence[str]) -> pd.DataFrame:
        """Some columns of all that a query finds, in its order: texts as pandas has them, NaN where there is none."""
        ...

    def register(self, name: str, frame: pd.DataFrame) -> None:
        """Let queries find a frame of `frames.FRAMES` under its name until the transaction ends or it is given anew."""
        ...

    def fill(self, table: str, columns: Sequence[str], rows: Reply) -> None:
        """Add rows, of another database maybe, to a table."""
        ...


class Engine(Protocol):
    """One open database. Changes are made one after the other, reads go on meanwhile."""

    keeps_bytes: bool
    """Whether what is deleted stays in a file of ours until that is written afresh."""
    keeps_vectors: bool
    """Whether it keeps what answers add up to (`item_vectors`), since it counts many of them slowly."""

    @property
    def name(self) -> str:
        """What the database is called in messages; never an address with a password."""
        ...

    @property
    def address(self) -> Path | Server:
        """Where it is; StoreError `database_missing` where that is nowhere but in memory."""
        ...

    def ask(self, sql: str, facts: Facts) -> Reply:
        """Run one query by itself."""
        ...

    def reading(self) -> AbstractContextManager[Cursor]:
        """Reads that all see the database at one moment."""
        ...

    def writing(self, keep: bool, erases: bool) -> AbstractContextManager[Cursor]:
        """A change that is kept when the block is left, or not at all: it raised, or `keep` is false."""
        ...

    def spelled(self, shape: Iterable[Column]) -> frozenset[Column]:
        """The columns of a new database as this engine tells them, from how DuckDB does."""
        ...

    def check_in_place(self) -> None:
        """See that the database that is open is the one that stands in its place; StoreError `database_moved`."""
        ...

    def close(self) -> None:
        """Close it; what is still running ends."""
        ...
