"""A look into an Open XML workbook (xlsx, xlsm) before it is parsed: what it would grow to, hides, or has in error."""

import codecs
import re
import string
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from kamescope.errors import ContentError
from kamescope.ingest.inside import Inside, spread
from kamescope.ingest.table import MOST_CELLS, MOST_COLUMNS, check_size
from kamescope.ingest.zipped import part

_RELATIONS = tuple(
    f"{{{space}/relationships}}id"
    for space in ("http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument")
)
"""The second one is that of the « strict » variant."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\x00", b"\x00<")
_ONE_SPACE = bytes.maketrans(b"\t\r\n", b"   ")
_EXTENT = re.compile(rb""" r=["']([A-Z]+\d{6,}|[A-Z]+)""")
_LETTERS, _DIGITS = string.ascii_uppercase.encode(), string.digits.encode()
_ROW = re.compile(rb"""<row [^>]{0,200}?r=["'](\d+)""")
_LINE = re.compile(rb"""<(?:\w+:)?(row|col)\s([^>]{0,500})>""")
_SAID = re.compile(rb"""([\w:]{1,40})=["']([^"']{0,40})["']""")
_UNSEEN = re.compile(rb"""\shidden=["'](?:1|true)|\s(?:ht|width)=["']0(?:\.0+)?["']""")
_CELL = rb"""<(?:\w+:)?c\s(?:[^>]{0,120}?\s)?r=["']([A-Z]+)(\d+)["'][^>]{0,120}>\s*"""
_FORMULA = re.compile(_CELL + rb"""<(?:\w+:)?f(?:\s[^>]{0,120})?(?:/>|>([^<]*))""")
_ERROR = re.compile(
    rb"""<(?=[^>]{0,120}\st=["']e["'])"""
    + _CELL[1:]
    + rb"""(?:<(?:\w+:)?f(?:\s[^>]{0,120})?(?:/>|>[^<]*</(?:\w+:)?f>))?\s*(?:<(?:\w+:)?v>([^<]*))?"""
)
_NOT_COMPUTED = re.compile(
    rb"""<(?![^>]{0,240}\st=["']str["'])"""
    + _CELL[1:]
    + rb"""<(?:\w+:)?f(?:\s[^>]{0,120})?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*"""
    + rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)
"""A formula whose result nobody has computed; one that is an empty text says that it is a text."""
_ERROR_SIGN = re.compile(rb""" t=["']e["']""")


def sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name and the part of the archive that holds its cells."""
    relations = ElementTree.fromstring(part(archive, "xl/_rels/workbook.xml.rels"))
    parts = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in ElementTree.fromstring(part(archive, "xl/workbook.xml")).iter():
        if element.tag.endswith("}sheet"):
            named = next((said for relation in _RELATIONS if (said := element.get(relation))), None)
            target = parts.get(named, "")
            yield element.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def inside(xml: bytes) -> Inside:
    """What one sheet's XML says beside its values; ContentError where it is too large."""
    if xml.startswith(_UTF16):  # nothing writes it, and what follows could not look through it
        raise ContentError("workbook_unreadable")
    xml = xml.translate(_ONE_SPACE)
    _check_extent(xml)
    formulas = _FORMULA.findall(xml) if b"<f" in xml or b":f" in xml else ()
    errors = _ERROR.findall(xml) if _ERROR_SIGN.search(xml) else ()
    missing = _NOT_COMPUTED.findall(xml) if formulas else ()
    rows, columns = _unseen(xml) if _UNSEEN.search(xml) else (frozenset(), frozenset())
    return Inside(
        {_at(found): "=" + _text(found[2]) for found in formulas},
        {_at(found): "=" + _text(found[2]) for found in missing}
        | {_at(found): _text(found[2]) or "#ERROR" for found in errors},
        rows=rows,
        columns=columns,
    )


def _unseen(xml: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """The rows and columns that are hidden, or have no height or width."""
    rows, columns, row = set(), [], 0
    for kind, attributes in _LINE.findall(xml):
        said = dict(_SAID.findall(attributes))
        if kind == b"row":
            row = int(said.get(b"r", row + 1))
        if not _UNSEEN.search(b" " + attributes):
            continue
        if kind == b"row":
            rows.add(row - 1)
        else:
            columns.append((int(said.get(b"min", 1)) - 1, int(said.get(b"max", 1)) - 1))
    return frozenset(position for position in rows if position < MOST_CELLS), spread(columns, MOST_COLUMNS)


def _check_extent(xml: bytes) -> None:
    """Refuse a sheet whose farthest cell spans too large a rectangle: calamine would reserve all of it."""
    numbers = _ROW.findall(xml)
    extents = set(_EXTENT.findall(xml))
    letters = {extent.rstrip(_DIGITS) for extent in extents}
    columns = max((_position(each) + 1 for each in letters), default=0)
    check_size(max([len(numbers), *map(int, numbers), *(int(each.lstrip(_LETTERS) or 0) for each in extents)]), columns)


def _text(raw: bytes) -> str:
    from xml.sax.saxutils import unescape  # loads half a web client, which no text file needs

    return unescape(raw.decode("utf-8", "replace"))


def _at(found: tuple[bytes, ...]) -> tuple[int, int]:
    return int(found[1]) - 1, _position(found[0])


def _position(letters: bytes) -> int:
    position = 0
    for letter in letters[:8]:
        position = position * 26 + letter - ord("A") + 1
    return position - 1
