"""What people and tools do to a good table before it arrives."""

from collections.abc import Sequence

from tests.exports.sheets import Row, Rows


def with_totals(rows: Rows, first: int, word: str = "Moyenne", whole: bool = False) -> Rows:
    """A last row with the mean of every column of numbers; `first`: where the answers begin; `whole`: rounded."""
    means = []
    for column in range(first, len(rows[0])):
        given = [row[column] for row in rows[1:] if column < len(row) and isinstance(row[column], int)]
        mean = sum(given) / len(given) if given else None
        means.append("" if mean is None else round(mean) if whole else round(mean, 2))
    return [*rows, [word, *[""] * (first - 1), *means]]


def with_row(rows: Rows, row: Row, at: int) -> Rows:
    """One row more, before the one at that place."""
    return [*rows[:at], row, *rows[at:]]


def with_column(rows: Rows, heading: str, cells: Sequence[object], head: int = 0) -> Rows:
    """One column more at the end, its heading in row `head`."""
    below = iter(cells)
    return [[*row, heading if place == head else "" if place < head else next(below)] for place, row in enumerate(rows)]


def replaced(rows: Rows, column: int, words: dict[object, object], first: int = 1) -> Rows:
    """Other words in one column, from row `first` on."""
    return [
        row if place < first else [*row[:column], words.get(row[column], row[column]), *row[column + 1 :]]
        for place, row in enumerate(map(list, rows))
    ]
