"""A look into an OpenDocument sheet before it is parsed: what it would grow to, hides, merges, or has in error."""

from collections.abc import Iterator
from dataclasses import replace
from xml.parsers.expat import ExpatError, ParserCreate

from kamescope.errors import ContentError
from kamescope.ingest.inside import NOT_COMPUTED, Extent, Inside, Place, is_error, spread
from kamescope.ingest.table import MOST_CELLS, check_size

_CELLS = ("table:table-cell", "table:covered-table-cell")
_COLUMNS, _ROWS, _TYPE = "table:number-columns-repeated", "table:number-rows-repeated", "office:value-type"
_WIDE, _HIGH = "table:number-columns-spanned", "table:number-rows-spanned"
_UNSEEN = ("collapse", "filter")
_REMARKS = ("office:annotation", "draw:text-box", "table:help-message")
_PARAGRAPH = "text:p"


def look_inside(xml: bytes) -> dict[str, Inside]:
    """What each sheet says beside its values, by name.

    Raises ContentError: `too_many_columns`, `too_many_cells` where it says "this cell a million times",
    `workbook_unreadable`.
    """
    found = _Sheets()
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.CharacterDataHandler = found.text
    try:
        parser.Parse(xml, True)
    except (ExpatError, ValueError) as error:
        raise ContentError("workbook_unreadable") from error
    remarks = tuple(dict.fromkeys(found.remarks))
    return {sheet.name: replace(sheet.inside(), remarks=remarks) for sheet in found.sheets}


class _Sheets:
    """Follows the rows and cells of sheet after sheet."""

    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self.words: list[str] | None = None
        self.remarks: list[str] = []
        self.remark: list[str] | None = None

    def start(self, name: str, said: dict[str, str]) -> None:
        if name in _REMARKS:
            self.remark = []
        elif self.remark is not None:
            return
        elif name == "table:table":
            self.sheets.append(_Sheet(said.get("table:name", "")))
        elif not self.sheets:
            return
        elif name == _PARAGRAPH:
            self.sheets[-1].filled = self.sheets[-1].position
        else:
            self.sheets[-1].start(name, said)
        if name in _CELLS:
            formula = "table:formula" in said
            self.words = [] if formula or said.get("calcext:value-type") == "error" else None

    def text(self, words: str) -> None:
        if self.remark is not None:
            self.remark.append(words)
        elif self.words is not None:
            self.words.append(words)

    def end(self, name: str) -> None:
        if self.remark is not None:
            self.end_remark(name, self.remark)
        elif not self.sheets:
            return
        elif name in _CELLS and self.words is not None:
            self.sheets[-1].formula("".join(self.words).strip())
            self.words = None
        elif name == "table:table-row":
            self.sheets[-1].end_row()

    def end_remark(self, name: str, remark: list[str]) -> None:
        """A line of a note, a text box or a prompt has ended, or all of it."""
        if name == _PARAGRAPH:
            remark.append("\n")
        elif name in _REMARKS:
            self.remarks.append("".join(remark).strip())
            self.remark = None


class _Sheet:
    """One sheet; blank cells at the end of a row or rows at the end of a sheet count for nothing."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.height = self.width = self.row = self.position = self.repeated = self.filled = self.column = 0
        self.error = self.computed = False
        self.errors: list[tuple[Place, int, str]] = []
        self.merged: list[Extent] = []
        self.rows: list[Place] = []
        self.columns: list[Place] = []

    def start(self, name: str, said: dict[str, str]) -> None:
        if name == "table:table-column":
            count = int(said.get(_COLUMNS, 1))
            if said.get("table:visibility") in _UNSEEN:
                self.columns.append((self.column, self.column + count - 1))
            self.column += count
        elif name == "table:table-row":
            self.position = self.filled = 0
            self.repeated = int(said.get(_ROWS, 1))
            if said.get("table:visibility") in _UNSEEN:
                self.rows.append((self.row, self.row + self.repeated - 1))
        elif name in _CELLS:
            self.cell(said)

    def cell(self, said: dict[str, str]) -> None:
        wide, high = int(said.get(_WIDE, 1)), int(said.get(_HIGH, 1))
        if wide > 1 or high > 1:
            self.merged.append(((self.row, self.position), (self.row + high - 1, self.position + wide - 1)))
        self.position += int(said.get(_COLUMNS, 1))
        self.error = said.get("calcext:value-type") == "error"
        self.computed = _TYPE in said
        if self.computed:
            self.filled = self.position

    def formula(self, shown: str) -> None:
        """A cell that is computed, or said to be in error."""
        if self.error or is_error(shown):
            self.errors.append(((self.row, self.position - 1), self.repeated, shown or "#ERROR"))
        elif not (self.computed or shown):
            self.errors.append(((self.row, self.position - 1), self.repeated, NOT_COMPUTED))

    def end_row(self) -> None:
        self.row += self.repeated
        if self.filled:
            self.height, self.width = self.row, max(self.width, self.filled)
            check_size(self.height, self.width)

    def inside(self) -> Inside:
        return Inside(
            {},
            dict(self.every_error()),
            tuple(self.merged),
            spread(self.rows, min(self.height, MOST_CELLS)),
            spread(self.columns, self.width),
        )

    def every_error(self) -> Iterator[tuple[Place, str]]:
        for (row, column), repeated, shown in self.errors:
            for again in range(row, min(row + repeated, self.height)):
                yield (again, column), shown
