"""What a spreadsheet knows of a sheet beside the values of its cells, whatever its format."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

MOST_FAULTS = 200_000
ERROR, MERGED = "error", "merged"
NOT_COMPUTED = "="
"""How the text of a cell begins whose formula has no result in the file."""
_ERROR_WORD = re.compile(r"#(?:N/[AD]|DIV/0!|[¡¿]?[A-ZÀ-Þ_]{2,20}[!?]|ERROR)|Err:\d{3}")
_MARGIN_CODE = re.compile(r'&(?:"[^"]*"|\d{1,3}|[A-Z])')

ERROR_BEGINS = "^[#E]"
"""How what `is_error` or `is_too_wide` finds begins."""
Place = tuple[int, int]
"""A cell: its row and its column, from 0."""
Extent = tuple[Place, Place]
"""A rectangle of cells: its first and its last."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell's value is not what it seems: it is an `error` or `merged`.

    `text` says which error, or is a formula without a result; or it is the merged range.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class Inside:
    """What the reader of cells does not tell of one sheet, by position; `rows` and `columns` are those that are hidden.

    `remarks`: what is written outside its cells, or its workbook's.
    """

    formulas: Mapping[Place, str] = field(default_factory=dict)
    errors: Mapping[Place, str] = field(default_factory=dict)
    merged: tuple[Extent, ...] = ()
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()


def spread(spans: Iterable[Place], size: int) -> frozenset[int]:
    """Spans (first, last) as the positions they cover, as far as a sheet of that size reaches."""
    return frozenset(index for first, last in spans for index in range(max(0, first), min(last + 1, size)))


def is_error(cell: object) -> bool:
    """Whether a text is what spreadsheets write in a cell in error, in any of their languages: `#N/A`, `#NOM?`."""
    return isinstance(cell, str) and cell[:1] in ("#", "E") and _ERROR_WORD.fullmatch(cell.strip()) is not None


def is_too_wide(cell: object) -> bool:
    """Whether a text is what spreadsheets show of a value that is too wide for its column: `####`."""
    return isinstance(cell, str) and cell[:1] == "#" and len(cell.strip()) > 1 and not cell.strip().strip("#")


def margin_words(written: str) -> str:
    """The words of a header or footer, without what says where and in which letters they stand."""
    return _MARGIN_CODE.sub("\n", written).strip()


def cells_of(extent: Extent, height: int, width: int) -> Iterator[Place]:
    """The cells of a rectangle, as far as the sheet reaches."""
    (top, left), (bottom, right) = extent
    for row in range(top, min(bottom + 1, height)):
        for column in range(left, min(right + 1, width)):
            yield row, column
