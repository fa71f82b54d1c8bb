"""Where a value in doubt stands: the first rows of each sheet that hold it, and how many there are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kamescope.ingest.reading import Reading
from kamescope.ingest.table import Cell, is_blank
from kamescope.ingest.values import text
from kamescope.ingest.words import label_key, normal

FIRST = 5
"""Rows that are named; of the others only how many there are is told."""


@dataclass(frozen=True, slots=True)
class Held:
    """The first rows of one sheet (as in the spreadsheet) that hold a value, and how many of its rows do."""

    sheet: str
    first: tuple[int, ...]
    count: int


def answers_held(reading: Reading, labels: Iterable[str], own: Iterable[int]) -> Mapping[str, tuple[Held, ...]]:
    """Where each of these ways of answering stands, by its normal form; not in columns with `own` labels."""
    fields = reading.headings.fields
    positions = [fields["answer"]] if "answer" in fields else sorted({*reading.headings.items.values()} - {*own})
    return _held(reading, positions, label_key, set(map(label_key, labels)))


def words_held(reading: Reading, words: Iterable[str]) -> Mapping[str, tuple[Held, ...]]:
    """Where each of these words of the group column stands, by its normal form."""
    wanted = set(map(normal, words))
    return _held(reading, [reading.headings.fields["group"]], normal, wanted) if wanted else {}


def _held(
    reading: Reading, positions: Sequence[int], key_of: Callable[[str], str], wanted: set[str]
) -> Mapping[str, tuple[Held, ...]]:
    if not wanted:
        return {}
    keys: dict[Cell, str] = {}
    rows: dict[str, dict[str, list[int]]] = {}
    for record, line in enumerate(reading.lines.tolist()):
        cells = reading.table.rows[line]
        for key in {_key(cells[position], keys, key_of) for position in positions} & wanted:
            rows.setdefault(key, {}).setdefault(reading.table.sheet(line), []).append(reading.row(record))
    return {
        key: tuple(Held(sheet, tuple(map(int, found[:FIRST])), len(found)) for sheet, found in by_sheet.items())
        for key, by_sheet in rows.items()
    }


def _key(cell: Cell, keys: dict[Cell, str], key_of: Callable[[str], str]) -> str:
    """The normal form of a cell, found once for all that are alike."""
    if cell not in keys:
        keys[cell] = "" if is_blank(cell) else key_of(text(cell))
    return keys[cell]
