"""Files made to harm whoever reads them."""

import io
import random
import struct
import zipfile
from collections.abc import Iterable, Mapping

from openpyxl import Workbook

HEAD = "campagne;kam;groupe;repondant;Q1;Q2\n"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>'
END = "</sheetData></worksheet>"


def _cells(row: int, *texts: str) -> str:
    cells = (f'<c r="{"ABCD"[n]}{row}" t="inlineStr"><is><t>{text}</t></is></c>' for n, text in enumerate(texts))
    return f'<row r="{row}">{"".join(cells)}</row>'


ROW = _cells(1, "kam", "groupe", "Q1", "Q2") + _cells(2, "A", "manager", "4", "5")
PIECE = 1_000_000


def text(*rows: str) -> bytes:
    """A small csv file of ours with these rows."""
    return (HEAD + "\n".join(rows)).encode()


def package(sheet: Iterable[bytes], more: Mapping[str, bytes] | None = None, sheets: int = 1) -> bytes:
    """A workbook by hand: the pieces of its sheets' XML, and further parts."""
    names = [f"sheet{position}" for position in range(1, sheets + 1)]
    listed = "".join(f'<sheet name="{n}" sheetId="{p}" r:id="r{p}"/>' for p, n in enumerate(names, 1))
    related = "".join(
        f'<Relationship Id="r{p}" Type="{RELATED}/worksheet" Target="worksheets/{n}.xml"/>'
        for p, n in enumerate(names, 1)
    )
    spaces = f'xmlns="{MAIN}" xmlns:r="{RELATED}"'
    parts = {
        "[Content_Types].xml": TYPES.encode(),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": f"<workbook {spaces}><sheets>{listed}</sheets></workbook>".encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}'
            "</Relationships>"
        ).encode(),
    }
    pieces = list(sheet)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in (parts | dict(more or {})).items():
            archive.writestr(name, content)
        for name in names:
            with archive.open(f"xl/worksheets/{name}.xml", "w") as member:
                for piece in pieces:
                    member.write(piece)
    return made.getvalue()


def sheet(inside: Iterable[bytes] = (), more: Mapping[str, bytes] | None = None) -> bytes:
    """A workbook of one good row and whatever else stands in its sheet."""
    return package([(SHEET + ROW).encode(), *inside, END.encode()], more)


def filled(size: int, unit: bytes = b" ") -> Iterable[bytes]:
    """So many bytes of the same, in pieces."""
    piece = unit * (PIECE // len(unit))
    return (piece for _ in range(size // len(piece)))


def liar(content: bytes, member: str) -> bytes:
    """An archive that says of one member that it is small."""
    name = member.encode()
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(name))
    return content[: at + 24] + struct.pack("<I", 900) + content[at + 28 :]


def book(rows: Iterable[Iterable[object]]) -> bytes:
    """A workbook of these rows, written by the usual library."""
    made, content = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(list(row))
    made.save(content)
    return content.getvalue()


def entities() -> bytes:
    """A workbook part whose entities unfold to billions of letters."""
    unfold = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "haha">{unfold}]>'
        f'<workbook xmlns="{MAIN}"><sheets><sheet name="&e9;"/></sheets></workbook>'
    ).encode()


def open_document(table: str) -> bytes:
    """An ods file with this table."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" '
            f'xmlns:text="{urn}:text:1.0"><office:body><office:spreadsheet><table:table table:name="T">{table}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return made.getvalue()


def cell(value: str, more: str = "") -> str:
    """A cell of an ods table."""
    return f'<table:table-cell office:value-type="string" {more}><text:p>{value}</text:p></table:table-cell>'


def noise(size: int, seed: int = 5) -> bytes:
    """Bytes without any sense."""
    return random.Random(seed).randbytes(size)
