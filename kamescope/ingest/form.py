"""What a layout says of a table: where its headings are, where its questionnaires begin, what its columns hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kamescope.ingest.table import Cell, Table, column_letters, is_blank
from kamescope.ingest.values import text
from kamescope.ingest.words import bare

EXTRAS = ("email", "start", "end", "seconds", "status", "finished", "progress", "submitted")
"""What a tool's own columns tell beside our metadata: who counts, how long it took, who answered twice."""
PERSONAL, TECHNICAL = "personal", "technical"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading as people see it, every name it has (code, question, row label), and its role.

    `role` is a metadata name, one of EXTRAS, `personal` or `technical`; "" where the layout does not know it.
    """

    position: int
    heading: str
    names: tuple[str, ...]
    role: str = ""

    @property
    def letters(self) -> str:
        """The column as spreadsheets name it."""
        return column_letters(self.position)


@dataclass(frozen=True)
class Form:
    """A table whose layout is recognised; `head` and `start` are positions in `table.rows`.

    `why` holds the headings that gave the layout away. `ours`: one of our own layouts, which keeps unknown columns
    as attributes; other tools' unknown columns are dropped. `blank_codes` are numbers that the tool writes where
    nothing was answered. `by_answer`: one row an answer instead of one row a questionnaire. `beside`: what stands in
    the other sheets of the file, such as a legend. `proposed`: position → what a column seems to hold, for a person to
    confirm.
    """

    layout: str
    table: Table
    head: int
    start: int
    columns: tuple[Column, ...]
    why: tuple[str, ...] = ()
    ours: bool = False
    blank_codes: frozenset[int] = field(default_factory=frozenset)
    by_answer: bool = False
    beside: tuple[str, ...] = ()
    proposed: Mapping[int, str] = field(default_factory=dict)


def headings_at(table: Table, row: int) -> tuple[str, ...]:
    """The cells of a row as texts; every layout looks at the same few rows."""
    if row not in table.texts:
        table.texts[row] = tuple(map(text, table.rows[row])) if row < len(table.rows) else ()
    return table.texts[row]


def columns_at(table: Table, row: int, roles: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns under one row of headings; `roles` are by the heading's normal form."""
    return tuple(
        Column(index, heading, (heading,) if heading else (), roles.get(bare(heading), ""))
        for index, heading in enumerate(headings_at(table, row))
    )


def known(headings: Iterable[str], words: Iterable[str]) -> tuple[str, ...]:
    """The headings that are among the words, as written."""
    wanted = set(words)
    return tuple(heading for heading in headings if heading and bare(heading) in wanted)


def roles(**words: Sequence[str]) -> dict[str, str]:
    """Normal form → role, from lists of headings by role."""
    return {bare(word): role for role, listed in words.items() for word in listed}


def cells_below(form: Form, position: int, most: int | None = None) -> Iterator[Cell]:
    """The cells of a column, from the first questionnaire on, that are not blank."""
    rows = form.table.rows
    end = len(rows) if most is None else min(len(rows), form.start + most)
    for row in range(form.start, end):
        if not is_blank(cell := rows[row][position]):
            yield cell
