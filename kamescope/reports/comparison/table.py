"""The table of a comparison before it has any size: names, figures, tints."""

from dataclasses import dataclass, replace

from kamescope.charts.theme import LIGHT


@dataclass(frozen=True, slots=True)
class Name:
    """The heading of a row or of a column: a name, a code before it, and the mark of a person."""

    text: str
    code: str = ""
    bold: bool = False
    mark: str = ""

    @property
    def whole(self) -> str:
        """Code and name as one text."""
        return f"{self.code}  {self.text}".strip()

    @property
    def face(self) -> str:
        """The face that it is measured in."""
        return "semibold" if self.bold else "regular"


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell: its text, its ground (none where empty), the colour of its letters."""

    text: str
    ground: str = ""
    ink: str = LIGHT.text
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A heading and the cells beside it."""

    name: Name
    cells: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings of columns, and rows; `codes_across`: whether the columns are codes and the rows KAMs."""

    heads: tuple[Name, ...]
    rows: tuple[Row, ...]
    codes_across: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it lists, in order."""
        names = self.heads if self.codes_across else [row.name for row in self.rows]
        return tuple(name.code for name in names if name.code)

    def columns(self, first: int, last: int) -> "Table":
        """The same with the columns from `first` up to, not including, `last`."""
        rows = tuple(replace(row, cells=row.cells[first:last]) for row in self.rows)
        return replace(self, heads=self.heads[first:last], rows=rows)

    def bands(self, count: int) -> "list[Table]":
        """The columns dealt evenly over so many tables."""
        size = max(1, -(-len(self.heads) // count))
        return [self.columns(start, start + size) for start in range(0, len(self.heads), size)]

    def without(self, codes: int, kams: int) -> "Table":
        """The same without the last so many codes, and without the last so many of the others."""
        columns, rows = (codes, kams) if self.codes_across else (kams, codes)
        found = self.columns(0, len(self.heads) - columns)
        return replace(found, rows=found.rows[: len(found.rows) - rows])
