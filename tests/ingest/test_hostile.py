"""Files made to harm: refused in words or read as mere text, within a gigabyte, and nothing is run, fetched or written.

Each is read in a process of its own (`sandbox.py`), which is killed when it hangs.
"""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from kamescope import places
from kamescope.naming import tidy
from tests.ingest import hostile
from tests.ingest.hostile import END, HEAD, SHEET, cell, filled, open_document, package, sheet, text

MOST_MEMORY = 1_000_000_000


class Sandbox:
    """A helper process that reads files apart."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "hostile"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.ingest.sandbox"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=places.ROOT,
        )

    def read(self, content: bytes, name: str = "file.csv") -> dict:
        """What became of the file; what must hold of any file is checked here."""
        self.file.write_bytes(content)
        self.process.stdin.write(json.dumps([str(self.file), name]) + "\n")
        self.process.stdin.flush()
        found = json.loads(self.process.stdout.readline())
        print(f"{found['outcome']} {found['issues'][:3]} {found['seconds']:.1f} s {found['peak'] / 1e6:.0f} MB")
        assert found["peak"] <= MOST_MEMORY, found
        assert found["tried"] == []
        assert not any("Traceback" in said for said in found["said"])
        return found

    def close(self) -> None:
        """Let it end."""
        self.process.stdin.close()
        self.process.wait()


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """One helper for all files."""
    opened = Sandbox(tmp_path_factory.mktemp("hostile"))
    yield opened
    opened.close()


SAID = ("read", "refused")
"""What may become of a file: anything else is a failure of ours."""
ROWS = "".join(f"Printemps;A;manager;r{n};4;5\n" for n in range(50))

TEXTS: dict[str, Callable[[], bytes]] = {
    "20 MB of commas": lambda: b"," * 20_000_000,
    "20 MB of commas in rows": lambda: (b"," * 99 + b"\n") * 200_000,
    "20 MB of line ends": lambda: HEAD.encode() + b"\n" * 20_000_000,
    "50 MB without a separator": lambda: b"a" * 50_000_000,
    "20 MB of short rows": lambda: b"1\n" * 10_000_000,
    "a million columns": lambda: b";".join([b"Q1"] * 1_000_000) + b"\n" + b";".join([b"4"] * 1_000_000),
    "a million columns in the second row": lambda: HEAD.encode() + b";" * 1_000_000,
    "one row with 4,999 columns above many": lambda: b";" * 4_998 + b"\n" + b"1\n" * 500_000,
    "20 MB of quotes": lambda: b'"' * 20_000_000,
    "quotes that never close": lambda: HEAD.encode() + b'"' + ROWS.encode() * 20_000,
    "quotes in quotes": lambda: HEAD.encode() + b'"' + b'""' * 5_000_000 + b'";A;client;r;4;5',
    "quotes and ends": lambda: b'"\n' * 500_000,
    "zeros": lambda: HEAD.encode() + b"\x00" * 5_000_000,
    "UTF-16 that is none": lambda: b"\xff\xfe" + b"\x00\xd8" * 1_000_000,
    "noise": lambda: hostile.noise(5_000_000),
    "an ELF": lambda: b"\x7fELF" + hostile.noise(100_000),
    "a PNG": lambda: b"\x89PNG\r\n\x1a\n" + hostile.noise(100_000),
    "a PDF": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + hostile.noise(100_000),
    "an old workbook of noise": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + hostile.noise(500_000),
    "one cell of 50 MB": lambda: text("Printemps;A;manager;r;4;" + "5" * 50_000_000),
    "a heading of 10 MB": lambda: ("Q1 " * 3_300_000 + ";" + HEAD + ROWS).encode(),
    "spaces": lambda: (HEAD.replace("Q1", " " * 130_000 + "Q1") + ROWS).encode(),
    "HTML": lambda: b"<html><table><tr><td>kam</td><td>Q1</td></tr></table></html>" * 1_000,
    "digits": lambda: text("Printemps;A;manager;r;" + "9" * 100_000 + ";5", "Printemps;A;manager;s;" + "1e999999999;4"),
    "two thousand headings like items": lambda: (
        HEAD.strip() + "".join(f";Convainc sans peine au téléphone le contact {n}" for n in range(2_000)) + "\n" + ROWS
    ).encode(),
    "as many labels as cells": lambda: text(*(f"Printemps;A;manager;r{n};label {n};autre {n}" for n in range(10_000))),
    "as many groups as rows": lambda: text(*(f"Printemps;A;groupe {n};r{n};4;5" for n in range(10_000))),
    "as many KAMs as rows": lambda: text(*(f"Printemps;A{n};manager;r{n};4;5" for n in range(10_000))),
}


LARGE = {
    "20 MB of commas",
    "20 MB of commas in rows",
    "20 MB of line ends",
    "20 MB of short rows",
    "50 MB without a separator",
    "one cell of 50 MB",
    "quotes and ends",
    "quotes that never close",
    "two thousand headings like items",
    "as many labels as cells",
    "as many groups as rows",
    "as many KAMs as rows",
    "a bomb of 210 MB",
    "40 MB of blanks",
    "nearly 200 MB of texts",
    "nearly 200 MB of one text",
    "nearly 200 MB of another part",
    "cells that never end",
    "rows that never end",
    "formulas that never end",
    "errors that never end",
    "brackets",
    "a cell in the last row",
    "a thousand sheets",
    "elements in elements of the list of sheets",
    "a text of a million letters",
}
"""Those that take a second and more to make and to read."""


def each(files: Mapping[str, Callable[[], bytes]]) -> list[ParameterSet]:
    """The names of files, the large ones marked."""
    return [pytest.param(name, marks=[pytest.mark.deep] * (name in LARGE)) for name in files]


@pytest.mark.parametrize("name", each(TEXTS))
def test_texts(sandbox: Sandbox, name: str):
    assert sandbox.read(TEXTS[name]())["outcome"] in SAID


@cache
def _bomb() -> bytes:
    return sheet(filled(210_000_000))


BOOKS: dict[str, Callable[[], bytes]] = {
    "a bomb of 210 MB": _bomb,
    "a bomb that says it is small": lambda: hostile.liar(_bomb(), "xl/worksheets/sheet1.xml"),
    "40 MB of blanks": lambda: sheet(filled(40_000_000)),
    "nearly 200 MB of texts": lambda: sheet([], {"xl/sharedStrings.xml": b"<sst>" + b"<si><t>a</t></si>" * 11_000_000}),
    "nearly 200 MB of one text": lambda: sheet([], {"xl/sharedStrings.xml": b"<sst><si><t>" + b"a" * 195_000_000}),
    "nearly 200 MB of another part": lambda: sheet([], {"xl/media/image1.png": b"\x00" * 195_000_000}),
    "cells that never end": lambda: sheet([b"<f/>", *filled(1_000_000, b"<c ")]),
    "rows that never end": lambda: sheet(filled(1_000_000, b"<row ")),
    "brackets": lambda: sheet([b' t="e"', *filled(1_000_000, b"<")]),
    "formulas that never end": lambda: sheet(filled(2_000_000, b'<c r="A3"><f>')),
    "errors that never end": lambda: sheet([b'<c t="e"/>', *filled(2_000_000, b'<c r="A3" t="e"><f>')]),
    "a cell in the last column": lambda: sheet([b'<row r="3"><c r="XFD3"><v>1</v></c></row>']),
    "a cell far beyond": lambda: sheet([b'<row r="3"><c r="ZZZZZZZ3"><v>1</v></c></row>']),
    "a cell in the last row": lambda: sheet([b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>']),
    "a row beyond counting": lambda: sheet([b'<row r="99999999999999999999"><c r="A99999999999999999999"/></row>']),
    "a negative cell": lambda: sheet([b'<row r="-3"><c r="A-3"><v>1</v></c></row>', b'<row r="0"><c r="A0"/></row>']),
    "an extent that lies": lambda: package(
        [(SHEET.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>') + hostile.ROW + END).encode()]
    ),
    "a thousand sheets": lambda: package([(SHEET + hostile.ROW + END).encode()], sheets=1_000),
    "entities": lambda: package([(SHEET + END).encode()], {"xl/workbook.xml": hostile.entities()}),
    "entities in the sheet": lambda: package([hostile.entities()]),
    "elements in elements": lambda: sheet(filled(3_000_000, b"<a>")),
    "elements in elements of the list of sheets": lambda: package([b""], {"xl/workbook.xml": b"<a>" * 1_000_000}),
    "no sheets": lambda: package([b""], sheets=0),
    "a text of a million letters": lambda: sheet(
        [b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + b"Q1 " * 350_000 + b"</t></is></c></row>"]
    ),
    "repeated cells": lambda: open_document(
        f"<table:table-row>{cell('kam')}{cell('Q1')}</table:table-row>"
        f"<table:table-row>{cell('A', 'table:number-columns-repeated=' + chr(34) + '999999999' + chr(34))}"
        "</table:table-row>"
    ),
    "repeated rows": lambda: open_document(
        f'<table:table-row table:number-rows-repeated="999999999">{cell("kam")}{cell("Q1")}</table:table-row>'
    ),
    "repeated and repeated": lambda: open_document(
        '<table:table-row table:number-rows-repeated="999">'
        + cell("4", 'table:number-columns-repeated="999"') * 60
        + "</table:table-row>"
    ),
    "table cells that never end": lambda: open_document("<table:table-cell" * 300_000),
    "table rows that never end": lambda: open_document('<table:table-row number-rows-repeated="9999">' * 100_000),
    "a document": lambda: _zip({"word/document.xml": b"<w/>"}),
    "names above the folder": lambda: _zip({"../../../../tmp/hostile.txt": b"x", "/etc/cron.d/x": b"x"}),
    "an archive in an archive": lambda: _zip({"xl/workbook.xml": _zip({"xl/workbook.xml": b"x" * 1_000})}),
    "half an archive": lambda: sheet()[:400],
    "an archive without its list": lambda: sheet()[:-60],
}


def test_a_harmless_one_is_read(sandbox: Sandbox):
    """Or the others would be refused for another reason than theirs."""
    assert sandbox.read(sheet(), "file.xlsx")["outcome"] == "read"
    assert sandbox.read(open_document(_row("kam", "groupe", "Q1") + _row("A", "manager", "4")))["outcome"] == "read"
    assert sandbox.read(text(*(f"Printemps;A;manager;r{n};4;5" for n in range(3))))["outcome"] == "read"


def _row(*texts: str) -> str:
    return f"<table:table-row>{''.join(map(cell, texts))}</table:table-row>"


def _zip(members: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("name", each(BOOKS))
def test_workbooks(sandbox: Sandbox, name: str):
    assert sandbox.read(BOOKS[name](), "file.xlsx")["outcome"] in SAID


# What is read stays text

EVIL = (
    "=1+1",
    "=HYPERLINK(\"http://192.0.2.9/\",\"x\")",
    "=cmd|'/c calc'!A1",
    "@SUM(1+1)",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "**gras** _fin_ `code` ![i](http://192.0.2.9/i.png)",
    "$\\frac{1}{0}$ :material/delete: {0} {name} %s %(x)s",
    "../../../../etc/passwd",
    "'; DROP TABLE answers; --",
    "Robert\u202eXML",
)  # fmt: skip


@pytest.mark.parametrize("evil", EVIL)
def test_a_name_is_a_name(sandbox: Sandbox, evil: str):
    """Where such a name is taken at all, it is taken to the letter, but for what nobody sees."""
    quoted = '"' + evil.replace('"', '""') + '"'
    rows = [f"Printemps;{quoted};manager;r{n};4;5" for n in range(3)]
    found = sandbox.read(hostile.HEAD.encode() + "\n".join(rows).encode())
    assert found["outcome"] == "refused" or set(found["texts"]) == {tidy(evil)}


@pytest.mark.parametrize("evil", EVIL)
def test_a_heading_an_answer_a_group_or_a_sheet_is_mere_text(sandbox: Sandbox, evil: str):
    row = ["Printemps", "A. DUPONT", "manager", "r1", 4, 5]
    head = ["campagne", "kam", "groupe", "repondant", "Q1", "Q2"]
    for position in (2, 4):
        bad = [*row[:position], evil, *row[position + 1 :]]
        assert sandbox.read(hostile.book([head, bad]), "f.xlsx")["outcome"] == "refused"
    assert sandbox.read(hostile.book([[*head, evil], [*row, 3]]), "f.xlsx")["outcome"] in SAID


def test_a_link_to_another_workbook_is_not_followed(sandbox: Sandbox):
    link = (
        f'<externalLink xmlns="{hostile.MAIN}" xmlns:r="{hostile.RELATED}"><externalBook r:id="rId1"/></externalLink>'
    )
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{hostile.RELATED}/externalLinkPath" Target="http://192.0.2.9/x.xlsx" TargetMode="External"/>'
        "</Relationships>"
    )
    more = {
        "xl/externalLinks/externalLink1.xml": link.encode(),
        "xl/externalLinks/_rels/externalLink1.xml.rels": related.encode(),
    }
    row = '<row r="3"><c r="A3" t="inlineStr"><is><t>A</t></is></c><c r="B3" t="inlineStr"><is><t>manager</t></is></c>'
    linked = row.encode() + b'<c r="C3"><f>[1]F!A1</f><v>4</v></c></row>'
    assert sandbox.read(sheet([linked], more), "f.xlsx")["outcome"] == "refused"


@pytest.mark.deep
@pytest.mark.parametrize(
    "name", ["../../x.csv", "/etc/passwd", "con.csv", "a\u0000b.csv", "x" * 5_000, "", "<b>.csv", "..", "C:\\x"]
)
def test_any_file_name(sandbox: Sandbox, name: str):
    rows = [f"Printemps;A. DUPONT;manager;r{n};4;5" for n in range(3)]
    assert sandbox.read(text(*rows), name)["outcome"] == "read"
    for content in (b"", b"\x7fELF" + hostile.noise(1_000)):
        assert sandbox.read(content, name)["outcome"] == "refused"
