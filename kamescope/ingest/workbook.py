"""Workbooks (xlsx, xlsm, xls, ods) through calamine, after a look inside for what it would choke on or hide."""

import codecs
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from xml.etree import ElementTree
from xml.sax.saxutils import unescape

from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from kamescope.errors import ContentError
from kamescope.ingest.opendocument import check_document
from kamescope.ingest.table import Cell, Table, check_size

MOST_UNPACKED = 200_000_000
_ODD = frozenset((bool, timedelta))
_CHUNK = 1 << 20
_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\x00", b"\x00<")
_ONE_SPACE = bytes.maketrans(b"\t\r\n", b"   ")
_EXTENT = re.compile(rb""" r=["']([A-Z]+\d{6,}|[A-Z]+)""")
_ROW = re.compile(rb"""<row [^>]{0,200}?r=["'](\d+)""")
_CELL = rb"""<(?:\w+:)?c\s(?:[^>]{0,120}?\s)?r=["']([A-Z]+)(\d+)["'][^>]{0,120}>\s*"""
_FORMULA = re.compile(_CELL + rb"""<(?:\w+:)?f(?:\s[^>]{0,120})?(?:/>|>([^<]*))""")
_ERROR = re.compile(
    rb"""<(?=[^>]{0,120}\st=["']e["'])"""
    + _CELL[1:]
    + rb"""(?:<(?:\w+:)?f(?:\s[^>]{0,120})?(?:/>|>[^<]*</(?:\w+:)?f>))?\s*(?:<(?:\w+:)?v>([^<]*))?"""
)
_ERROR_SIGN = re.compile(rb""" t=["']e["']""")


@dataclass(frozen=True)
class Inside:
    """What calamine does not tell of one sheet: its formulas and its error cells, by place."""

    formulas: Mapping[tuple[int, int], str]
    errors: Mapping[tuple[int, int], str]


def is_workbook(content: bytes) -> bool:
    """Whether the first bytes are those of a zip or of an old Office file."""
    return content.startswith((_ZIP, _COMPOUND))


def read(content: bytes) -> list[Table]:
    """Every sheet as a table; ContentError where the workbook is damaged, locked or too large."""
    inside = _look_inside(content) if content.startswith(_ZIP) else {}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        return [_table(book.get_sheet_by_name(name), inside.get(name)) for name in shown or book.sheet_names]
    except (ContentError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic in the Rust reader is no Exception
        raise ContentError("workbook_unreadable") from error


def _table(sheet: CalamineSheet, inside: Inside | None) -> Table:
    check_size(sheet.total_height, sheet.total_width)
    rows = [_plain(row) for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), text in (inside.errors if inside else {}).items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    return Table(sheet.name, rows, inside.formulas if inside else {})


def _plain(row: list[Cell]) -> list[Cell]:
    """A row whose cells are texts, numbers and dates; most rows are that already."""
    return row if _ODD.isdisjoint(map(type, row)) else [_cell(cell) for cell in row]


def _cell(cell: Cell) -> Cell:
    """Booleans as words: as numbers, TRUE would pass for the answer 1."""
    if cell is True or cell is False:
        return str(cell).upper()
    return str(cell) if isinstance(cell, timedelta) else cell


def _look_inside(content: bytes) -> dict[str, Inside]:
    """Check a zipped workbook before it is parsed: sizes, extents; find its formulas and errors by sheet name."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise ContentError("file_too_large", count=MOST_UNPACKED, most=MOST_UNPACKED // 1_000_000)
            names = set(archive.namelist())
            if "content.xml" in names:
                _check_sizes(archive, {"content.xml"})
                check_document(_part(archive, "content.xml"))
                return {}
            if "xl/workbook.xml" not in names:
                raise ContentError("file_not_table")
            sheets = dict(_sheets(archive))
            _check_sizes(archive, set(sheets.values()))
            return {sheet: _inside(_part(archive, part)) for sheet, part in sheets.items()}
    except ContentError:
        raise
    except Exception as error:
        raise ContentError("workbook_unreadable") from error


def _check_sizes(archive: zipfile.ZipFile, read_anyway: set[str]) -> None:
    """Unpack every part once: one that is larger than the archive says ends in a wrong checksum."""
    for member in archive.infolist():
        if member.filename not in read_anyway:
            for _ in _chunks(archive, member.filename):
                pass


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part bit by bit: asked for all at once, one that lies about its size would be unpacked whole."""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    return b"".join(_chunks(archive, name))


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name and the part of the archive that holds its cells."""
    relations = ElementTree.fromstring(_part(archive, "xl/_rels/workbook.xml.rels"))
    parts = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in ElementTree.fromstring(_part(archive, "xl/workbook.xml")).iter():
        if element.tag.endswith("}sheet"):
            target = parts.get(element.get(_RELATION), "")
            yield element.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _inside(xml: bytes) -> Inside:
    if xml.startswith(_UTF16):  # nothing writes it, and what follows could not look through it
        raise ContentError("workbook_unreadable")
    xml = xml.translate(_ONE_SPACE)
    _check_extent(xml)
    formulas = _FORMULA.findall(xml) if b"<f" in xml or b":f" in xml else ()
    errors = _ERROR.findall(xml) if _ERROR_SIGN.search(xml) else ()
    return Inside(
        {_at(found): "=" + _text(found[2]) for found in formulas},
        {_at(found): _text(found[2]) or "#ERROR" for found in errors},
    )


def _check_extent(xml: bytes) -> None:
    """Refuse a sheet whose farthest cell spans too large a rectangle: calamine would reserve all of it."""
    numbers = _ROW.findall(xml)
    rows, columns = max([len(numbers), *map(int, numbers)]), 0
    for extent in set(_EXTENT.findall(xml)):
        letters = extent.rstrip(b"0123456789")
        columns = max(columns, _place(letters) + 1)
        rows = max(rows, int(extent[len(letters) :] or 0))
    check_size(rows, columns)


def _text(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", "replace"))


def _at(found: tuple[bytes, ...]) -> tuple[int, int]:
    return int(found[1]) - 1, _place(found[0])


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters[:8]:
        place = place * 26 + letter - ord("A") + 1
    return place - 1
