"""Frames on their way into PostgreSQL and back: whole numbers as the bytes that it keeps, all else row by row."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import psycopg

from kamescope.store.frames import FIGURE, MAYBE_WHOLE, MOMENT, TEXT, TRUTH, WHOLE

KINDS = {
    WHOLE: "INTEGER",
    MAYBE_WHOLE: "INTEGER",
    FIGURE: "DOUBLE PRECISION",
    TRUTH: "BOOLEAN",
    TEXT: "VARCHAR",
    MOMENT: "TIMESTAMP",
}
"""Type of a column → what PostgreSQL calls it."""
_BACK = {
    16: TRUTH,
    21: "int16",
    23: WHOLE,
    20: "int64",
    701: "float64",
    25: TEXT,
    1043: TEXT,
    1114: MOMENT,
    1082: MOMENT,
}
"""What PostgreSQL numbers its types by → type of a column; others are left as they come."""
_START = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_END = b"\xff\xff"
_HEAD = 20
"""Bytes of an array before its values."""
_FIXED = {16: "?", 20: ">i8", 21: ">i2", 23: ">i4"}
_BYTES = 17
"""What PostgreSQL numbers the type of bytes by."""
_NUMBERS = np.dtype(">i4")
"""Of what columns of bytes are made."""
_PACKED = {"int32": (4, ">i4"), "bool": (1, "?")}


def kinds_of(frame: pd.DataFrame) -> Mapping[str, str]:
    """The columns of a frame with their types, as PostgreSQL calls them."""
    return {name: KINDS[str(kind)] for name, kind in frame.dtypes.items()}


def copied(cursor: psycopg.Cursor[Any], table: str, frame: pd.DataFrame) -> None:
    """Put the rows of a frame into a table of the same columns."""
    if not len(frame):
        return
    names = ", ".join(f'"{name}"' for name in frame)
    if all(str(kind) in _PACKED for kind in frame.dtypes):
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)".encode()) as copy:
            copy.write(_packed(frame))
        return
    plain = frame.astype(object).where(frame.notna(), None)
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN".encode()) as copy:
        for row in plain.itertuples(index=False, name=None):
            copy.write_row(row)


def column(kind: int, values: Sequence[Any]) -> pd.Series:
    """One column of what was found, in the type that DuckDB would give it."""
    told = _BACK.get(kind)
    if told in ("int16", WHOLE, "int64") and None in values:
        told = {"int16": "Int16", WHOLE: MAYBE_WHOLE}.get(told, "Int64")
    return pd.Series(values, dtype=told or object)


def gathered(kinds: Mapping[str, int]) -> str:
    """What to select so that each column of a query comes as one value; after them, how long each row's numbers are.

    `kinds`: name → type, as PostgreSQL numbers it.
    """
    told = [
        f"coalesce(string_agg(\"{name}\", ''), '')" if kind == _BYTES else f"coalesce(array_agg(\"{name}\"), '{{}}')"
        for name, kind in kinds.items()
    ]
    numbers = [name for name, kind in kinds.items() if kind == _BYTES]
    lengths = [f"coalesce(array_agg(octet_length(\"{name}\")), '{{}}')" for name in numbers[:1]]
    return ", ".join(told + lengths)


def spread(kinds: Mapping[str, int], contents: Sequence[bytes]) -> Mapping[str, np.ndarray]:
    """The columns of a query that `gathered` selected, as parallel arrays by name.

    Columns of bytes hold four a number, several numbers a row, for each of which the other columns are repeated.
    """
    if _BYTES not in kinds.values():
        return {name: unpacked(content) for name, content in zip(kinds, contents, strict=True)}
    *columns, lengths = contents
    times = unpacked(lengths) // _NUMBERS.itemsize
    return {
        name: np.frombuffer(content, _NUMBERS).astype(np.int32)
        if kind == _BYTES
        else np.repeat(unpacked(content), times)
        for (name, kind), content in zip(kinds.items(), columns, strict=True)
    }


def unpacked(content: bytes) -> np.ndarray:
    """An array as PostgreSQL sends it: a head that names the type, then of each value its length and its bytes.

    Raises ValueError where a value is missing.
    """
    kind = np.dtype(_FIXED[int.from_bytes(content[8:12], "big")])
    values = np.frombuffer(content[_HEAD:], dtype=np.dtype([("length", ">i4"), ("value", kind)]))
    if not (values["length"] == kind.itemsize).all():
        raise ValueError("a value is missing")
    return values["value"].astype(kind.newbyteorder("="))


def _packed(frame: pd.DataFrame) -> bytes:
    """The rows in the form that COPY calls binary: how many fields, then of each its length and its bytes."""
    layout: list[tuple[str, str]] = [("fields", ">i2")]
    for number, kind in enumerate(frame.dtypes):
        layout += [(f"length{number}", ">i4"), (f"value{number}", _PACKED[str(kind)][1])]
    rows = np.empty(len(frame), dtype=np.dtype(layout))
    rows["fields"] = len(frame.columns)
    for number, (name, kind) in enumerate(frame.dtypes.items()):
        rows[f"length{number}"] = _PACKED[str(kind)][0]
        rows[f"value{number}"] = frame[name].to_numpy()
    return _START + rows.tobytes() + _END
