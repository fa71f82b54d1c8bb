"""What a spreadsheet knows of a sheet beside the values of its cells, whatever its format."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

MOST_FAULTS = 200_000
ERROR, MERGED = "error", "merged"
ERRORS = frozenset(
    (
        *("#N/A", "#N/D", "#REF!", "#DIV/0!", "#VALUE!", "#VALEUR!"),
        *("#NAME?", "#NOM?", "#NUM!", "#NOMBRE!", "#NULL!", "#NUL!"),
    )
)
"""How spreadsheets write cells in error, in English and in French."""

Place = tuple[int, int]
"""A cell: its row and its column, from 0."""
Extent = tuple[Place, Place]
"""A rectangle of cells: its first and its last."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell's value is not what it seems: it is an `error` (`text` says which) or `merged` (`text`: the range)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Inside:
    """What the reader of cells does not tell of one sheet, by place; `rows` and `columns` are those that are hidden."""

    formulas: Mapping[Place, str] = field(default_factory=dict)
    errors: Mapping[Place, str] = field(default_factory=dict)
    merged: tuple[Extent, ...] = ()
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def spread(spans: Iterable[Place], size: int) -> frozenset[int]:
    """Spans (first, last) as the places they cover, as far as a sheet of that size reaches."""
    return frozenset(place for first, last in spans for place in range(max(0, first), min(last + 1, size)))


def cells_of(extent: Extent, height: int, width: int) -> Iterator[Place]:
    """The cells of a rectangle, as far as the sheet reaches."""
    (top, left), (bottom, right) = extent
    for row in range(top, min(bottom + 1, height)):
        for column in range(left, min(right + 1, width)):
            yield row, column
