"""Files that are no response files are named for what they are, and rows that slipped for where they did."""

import datetime
import gzip
import io
import struct
import zipfile

import pytest

from kamescope.ingest import Options, read_file
from tests.ingest.files import as_csv, found, sentences
from tests.ingest.workbooks import as_ods, as_xls, as_xlsx, patched
from tests.support import kamescope_model

MODEL = kamescope_model()
HEAD = ["campagne", "kam", "groupe", "repondant", "Q1", "Q2"]
ROWS = [HEAD, *(["C", "Ada", "Manager", f"m{n}", 4, n] for n in (1, 2))]


def read(content: bytes, name: str = "x.csv"):
    checked = read_file(name, content, MODEL)
    assert all(sentences(checked))
    return checked


def zipped(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "code", "kind"),
    [
        (zipped(export_csv=as_csv(ROWS)), "file_is_archive", "zip"),
        (zipped(export_xlsx=as_xlsx(ROWS), notes_txt=b"x"), "file_is_archive", "zip"),
        (gzip.compress(as_csv(ROWS), mtime=0), "file_is_archive", "gzip"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(60), "file_is_archive", "RAR"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(60), "file_is_archive", "7z"),
        (b"%PDF-1.7\n" + bytes(60), "file_is_document", "PDF"),
        (zipped(word__document_xml=b"<w/>"), "file_is_document", "Word"),
        (zipped(ppt__presentation_xml=b"<p/>"), "file_is_document", "PowerPoint"),
        (b"{\\rtf1 Q1}", "file_is_document", "RTF"),
        (b"<?xml version='1.0'?><a/>", "file_is_document", "XML"),
        (b"\xef\xbb\xbf<html><table>", "file_is_document", "HTML"),
        (b"\xff\xd8\xff\xe0" + bytes(60), "file_is_picture", "JPEG"),
        (b"$FL2@(#) SPSS DATA FILE" + bytes(60), "file_is_data", "SPSS"),
        (zipped(xl__workbook_bin=b"x"), "workbook_binary", None),
    ],
)
def test_a_file_is_named_for_what_it_is(content: bytes, code: str, kind: str | None):
    checked = read(content, "reponses.csv")
    assert found(checked) == [(code, None, None)]
    assert kind is None or checked.issues[0].facts["kind"] == kind


def test_csv_files_that_begin_like_others_are_csv_files():
    for heading in ("PAR1", "BZh", "PK", "Index"):
        rows = [[heading, *ROWS[0]], *([["x", *row] for row in ROWS[1:]])]
        assert not read(as_csv(rows)).refused


def strict(content: bytes) -> bytes:
    """The « strict » variant of Open XML: the same parts under other names of their vocabulary."""
    space, then = b"http://schemas.openxmlformats.org", b"http://purl.oclc.org/ooxml"
    return patched(
        content,
        lambda xml: xml.replace(space + b"/spreadsheetml/2006/main", then + b"/spreadsheetml/main").replace(
            space + b"/officeDocument/2006/relationships", then + b"/officeDocument/relationships"
        ),
        "",
    )


def test_strict_open_xml_is_read_and_looked_into():
    assert read(strict(as_xlsx(ROWS))).answers.value.tolist() == [4, 1, 4, 2]
    assert found(read(strict(as_xlsx(ROWS, hidden=[2])))) == [("hidden_rows", 3, None)]
    assert found(read(strict(as_xlsx([*ROWS, ["C", "Ada", "Manager", "m3", "#REF!", 4]])))) == [
        ("answer_not_number", 4, "Q1")
    ]


def test_workbooks_with_a_password_say_so():
    locked = b"\x2f\x00\x36\x00" + struct.pack("<H", 1) + bytes(52)
    old = as_xls(ROWS)
    at = old.index(b"\x09\x08") + 4 + struct.unpack_from("<H", old, old.index(b"\x09\x08") + 2)[0]
    assert found(read(old[:at] + locked + old[at + len(locked) :])) == [("workbook_locked", None, None)]
    manifest = b'<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    ods = patched(as_ods(ROWS), lambda _: manifest, "META-INF/manifest.xml")
    assert found(read(ods)) == [("workbook_locked", None, None)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("C;Ada;;Manager;m3;4;3", "row_longer"),
        ("C;Ada;Manager;;m3;4;", "row_longer"),
        ("C;Ada;Manager;m3;4;3;2", "row_longer"),
        ("C;Ada;Manager;m3;4;3", ""),
        ("C;Ada;Manager;m3;4", ""),
    ],
)
def test_a_separator_too_many_moves_no_answer(line: str, code: str):
    checked = read(as_csv(ROWS) + line.encode())
    assert (code in {each for each, row, _ in found(checked) if row == 4}) == bool(code)
    assert bool(code) == checked.refused


def test_many_rows_that_are_too_long_are_one_line():
    checked = read(as_csv(ROWS) + b"".join(f"C;Ada;;Manager;m{row};4;3\r\n".encode() for row in range(9)))
    issues = [issue for issue in checked.issues if issue.code == "row_longer"]
    assert [(issue.row, issue.facts["times"]) for issue in issues] == [(4, 9)]


def test_rows_that_end_early_are_told():
    """Spreadsheets leave separators away behind the last answer; a separator that was lost looks the same."""
    checked = read(as_csv(ROWS) + b"C;Ada;Manager;m3;4\r\nC;Ada;Manager;m4;4\r\n")
    assert not checked.refused and ("rows_shorter", 4, None) in found(checked, "warning")


def test_decimal_commas_between_commas():
    content = b"campagne,kam,groupe,repondant,Q1,Q2\nC,Ada,Manager,m1,4,0,3,0\nC,Ada,Manager,m2,5,0,3,0\n"
    assert "row_longer" in {code for code, _, _ in found(read(content))}
    quoted = content.replace(b"4,0,3,0", b'"4,0","3,0"').replace(b"5,0,3,0", b'"5,0","3,0"')
    assert read(quoted).answers.value.tolist() == [4, 3, 5, 3]


def test_tools_that_end_every_row_with_a_separator():
    content = b"campagne;kam;groupe;repondant;Q1;Q2\r\nC;Ada;Manager;m1;4;3;\r\nC;Ada;Manager;m2;4;3;\r\n"
    assert not read(content).refused


@pytest.mark.parametrize("hint", [b"sep=;\r\n", b'"sep=;"\r\n', b"\xef\xbb\xbfsep=;\n", b"SEP=;\r"])
def test_the_hint_of_excel_in_any_dress(hint: bytes):
    assert not read(hint + as_csv(ROWS, end="\r" if hint.endswith(b"=;\r") else "\r\n")).refused


def test_rows_with_another_separator_are_no_questionnaires():
    assert read(as_csv(ROWS) + b"C,Ada,Manager,m3,4,3\r\n").refused


def test_names_that_are_no_names():
    long = [*ROWS, ["C", "A" * 10_000, "Manager", "m3", 4, 3]]
    assert ("name_too_long", 4, "kam") in found(read(as_csv(long)))


@pytest.mark.parametrize("heading", ["societe", "campagne", "kam"])
def test_a_name_that_became_a_date(heading: str):
    rows = [["campagne", "kam", "societe", "groupe", "repondant", "Q1"], ["C", "Ada", "X", "Manager", "m1", 4]]
    rows[1][rows[0].index(heading)] = datetime.datetime(2026, 2, 1)
    assert ("cell_turned", 2, heading) in found(read(as_xlsx(rows)))


def test_ids_may_all_be_moments_but_not_some_of_them():
    rows = [["campagne", "kam", "groupe", "repondant", "Q1"], *(["C", "Ada", "Manager", f"r{n}", 4] for n in (1, 2))]
    rows[1][3] = datetime.datetime(2026, 2, 1, 9, 5)
    assert ("cell_turned", 2, "repondant") in found(read(as_xlsx(rows)))
    rows[2][3] = datetime.datetime(2026, 2, 2, 14, 30)
    assert not read(as_xlsx(rows)).refused


def test_ids_that_are_all_days_were_something_else_before_a_spreadsheet():
    rows = [["campagne", "kam", "groupe", "repondant", "Q1"], *(["C", "Ada", "Manager", None, 4] for _ in (1, 2))]
    rows[1][3], rows[2][3] = datetime.datetime(2026, 2, 1), datetime.datetime(2026, 3, 1)
    assert found(read(as_xlsx(rows))) == [("ids_rewritten", 2, "repondant")]


def test_an_answer_that_became_a_date_is_no_answer():
    rows = [row[:] for row in ROWS]
    rows[1][4] = datetime.datetime(2026, 2, 1)
    assert read(as_xlsx(rows)).refused
    assert read(as_csv([*ROWS[:2], ["C", "Ada", "Manager", "m2", "1E+00", 4]])).refused
    assert read_file("x.csv", as_csv(rows), MODEL, Options()).refused
