"""A look into an OpenDocument sheet before it is parsed: what it would grow to, and its error cells."""

from xml.parsers.expat import ExpatError, ParserCreate

from kamescope.errors import ContentError
from kamescope.ingest.table import check_size

_CELLS = ("table:table-cell", "table:covered-table-cell")
_COLUMNS, _ROWS, _TYPE = "table:number-columns-repeated", "table:number-rows-repeated", "office:value-type"


def check_document(xml: bytes) -> None:
    """Refuse one that says "this cell a million times", and error cells, which calamine reads as blanks.

    Raises ContentError: `too_many_columns`, `too_many_cells`, `workbook_errors`, `workbook_unreadable`.
    """
    if b'value-type="error"' in xml:
        raise ContentError("workbook_errors")
    measure = _Measure()
    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = measure.start, measure.end
    try:
        parser.Parse(xml, True)
    except (ExpatError, ValueError) as error:
        raise ContentError("workbook_unreadable") from error


class _Measure:
    """Follows rows and cells; blank ones at the end of a row or a sheet count for nothing."""

    def __init__(self) -> None:
        self.height = self.width = self.row = self.place = self.repeated = self.filled = 0

    def start(self, name: str, said: dict[str, str]) -> None:
        if name == "table:table":
            self.height = self.width = self.row = 0
        elif name == "table:table-row":
            self.place = self.filled = 0
            self.repeated = int(said.get(_ROWS, 1))
        elif name in _CELLS:
            self.place += int(said.get(_COLUMNS, 1))
            if _TYPE in said:
                self.filled = self.place
        elif name == "text:p" and self.place:
            self.filled = self.place

    def end(self, name: str) -> None:
        if name != "table:table-row":
            return
        self.row += self.repeated
        if self.filled:
            self.height, self.width = self.row, max(self.width, self.filled)
            check_size(self.height, self.width)
