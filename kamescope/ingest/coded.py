"""Columns as codes: each distinct cell is looked at once, however many rows repeat it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import pandas as pd

Value = TypeVar("Value")
Value_co = TypeVar("Value_co", covariant=True)


@dataclass(frozen=True)
class Coded(Generic[Value_co]):
    """One column: `values[codes[i]]` is what row i holds."""

    codes: np.ndarray
    values: tuple[Value_co, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def at(self, row: int) -> Value_co:
        """What one row holds."""
        return self.values[self.codes[row]]

    def listed(self) -> list[Value_co]:
        """What all rows hold, in order."""
        return [self.values[code] for code in self.codes.tolist()]

    def where(self, test: Callable[[Value_co], object]) -> np.ndarray:
        """The rows (as a mask) whose value passes the test."""
        return np.array([bool(test(value)) for value in self.values], dtype=bool)[self.codes]

    def mapped(self, change: Callable[[Value_co], Value]) -> "Coded[Value]":
        """The column with every value changed; values that become one share a code."""
        positions: dict[Value, int] = {}
        new = np.array([positions.setdefault(change(value), len(positions)) for value in self.values], dtype=np.int64)
        return Coded(new[self.codes], tuple(positions))

    def taken(self, rows: np.ndarray) -> "Coded[Value_co]":
        """The column cut down to some rows."""
        return Coded(self.codes[rows], self.values)


class _Numbers(dict[object, int], Generic[Value]):
    def __init__(self, clean: Callable[[object], Value]) -> None:
        self.clean = clean
        self.positions: dict[Value, int] = {}

    def __missing__(self, cell: object) -> int:
        self[cell] = position = self.positions.setdefault(self.clean(cell), len(self.positions))
        return position


def coded(cells: Sequence[object], clean: Callable[[object], Value]) -> Coded[Value]:
    """A column of cells, cleaned."""
    numbers = _Numbers(clean)
    codes = np.fromiter(map(numbers.__getitem__, cells), np.int64, len(cells))
    return Coded(codes, tuple(numbers.positions))


def constant(value: Value, count: int) -> Coded[Value]:
    """A column that holds the same value everywhere."""
    return Coded(np.zeros(count, np.int64), (value,))


def paired(*columns: Coded[object]) -> np.ndarray:
    """One code for each combination of values, numbered by first appearance."""
    key = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        key = pd.factorize(key * len(column.values) + column.codes)[0]
    return key


def combined(*columns: Coded[Value]) -> Coded[tuple[Value, ...]]:
    """Several columns as one whose values are tuples."""
    key = paired(*columns)
    first = first_rows(key)
    return Coded(key, tuple(zip(*(column.taken(first).listed() for column in columns), strict=True)))


def first_rows(codes: np.ndarray) -> np.ndarray:
    """The first row of each code, where codes are numbered by first appearance."""
    first = np.zeros(int(codes.max()) + 1 if len(codes) else 0, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first
