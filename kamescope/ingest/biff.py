"""A look into an old Excel workbook (xls): its cells in error, its hidden rows and columns, whether it is locked."""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from kamescope.errors import ContentError
from kamescope.ingest.inside import Inside, Place, margin_words, spread
from kamescope.ingest.table import MOST_COLUMNS

_STREAMS = ("Workbook", "Book")
_FORMULA, _EOF, _LOCKED, _COLUMNS, _SHEET, _ERROR, _ROW, _BEGIN = 0x06, 0x0A, 0x2F, 0x7D, 0x85, 0x205, 0x208, 0x809
_HEADER, _FOOTER, _CONTINUE, _BOX = 0x14, 0x15, 0x3C, 0x1B6
_NAMES = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01


@dataclass
class _BiffSheet:
    errors: dict[Place, str] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: list[Place] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    last: int = 0

    def take(self, kind: int, data: bytes) -> None:
        """What one record says."""
        if kind == _ERROR and data[7]:
            self.errors[struct.unpack_from("<HH", data)] = _NAMES.get(data[6], "#ERROR")
        elif kind == _FORMULA and data[6] == 2 and data[12:14] == b"\xff\xff":
            self.errors[struct.unpack_from("<HH", data)] = _NAMES.get(data[8], "#ERROR")
        elif kind == _ROW:
            row, _, _, height, _, _, flags = struct.unpack_from("<7H", data)
            if flags & _HIDDEN_ROW or not height:
                self.rows.add(row)
        elif kind == _COLUMNS:
            first, last, width, _, flags = struct.unpack_from("<5H", data)
            if flags & _HIDDEN_COLUMN or not width:
                self.columns.append((first, last))
        elif kind in (_HEADER, _FOOTER) and len(data) > 2:
            self.remarks.append(margin_words(_characters(data[2:])))
        elif kind == _CONTINUE and self.last == _BOX:  # the words of a note or a text box follow behind it
            self.remarks.append(_characters(data))
        self.last = kind

    def inside(self) -> Inside:
        rows, columns = frozenset(self.rows), spread(self.columns, MOST_COLUMNS)
        return Inside({}, self.errors, (), rows, columns, tuple(filter(None, self.remarks)))


def _characters(data: bytes) -> str:
    """Characters behind the byte that says whether each takes one byte or two."""
    return data[1:].decode("utf-16-le" if data[:1] == b"\x01" else "latin-1", "replace").strip()


def look_inside(content: bytes) -> list[Inside]:
    """What each sheet says beside its values, in the workbook's order.

    Raises ContentError: `workbook_locked`, `file_is_document` where it is no workbook.
    """
    with olefile.OleFileIO(io.BytesIO(content)) as file:
        if file.exists("EncryptedPackage"):
            raise ContentError("workbook_locked")
        name = next((name for name in _STREAMS if file.exists(name)), None)
        if name is None:
            raise ContentError("file_is_document", kind="Word, PowerPoint, Outlook")
        return [sheet.inside() for sheet in _sheets(file.openstream(name).read())]


def _sheets(stream: bytes) -> list[_BiffSheet]:
    found: dict[int, _BiffSheet] = {}
    sheet, depth = None, 0
    for at, kind, data in _records(stream):
        if kind == _BEGIN:
            depth += 1
            sheet = found.get(at, sheet)
        elif kind == _EOF:
            depth -= 1
        elif kind == _LOCKED:
            raise ContentError("workbook_locked")
        elif kind == _SHEET:
            found[struct.unpack_from("<I", data)[0]] = _BiffSheet()
        elif sheet and depth == 1:  # deeper down are the charts that lie on the sheet
            sheet.take(kind, data)
    return list(found.values())


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and content of every record."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
