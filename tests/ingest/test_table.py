"""Whatever a file is called: its content says what it is, and nothing in it can hurt."""

import io
import re
import time
import zipfile
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook

from kamescope.ingest import read_file
from kamescope.ingest.delimited import find_separator
from kamescope.ingest.encoding import find_encoding
from kamescope.ingest.table import column_letters
from kamescope.ingest.tables import read_tables
from tests.ingest.files import as_csv, as_xlsx, found, sentences
from tests.support import kamescope_model

ROWS = [
    ["campagne", "société", "kam", "groupe", "répondant", "segment", "Q1", "Q2"],
    ["Été 2026", "L’Œuvre, fils & Cie", "É. FAÇADE", "Self", "r;1", 'dit "le Grand"\nde Paris', 4, 5],
    ["Été 2026", "L’Œuvre, fils & Cie", "É. FAÇADE", "Manager", "r|2", "", 3, ""],
]


@pytest.mark.parametrize("separator", list(";,\t|"))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_any_separator_encoding_and_line_end(separator, encoding, end):
    content = as_csv(ROWS, separator, encoding, end)
    checked = read_file("misnamed.xlsx", content, kamescope_model())
    assert not checked.refused
    assert checked.respondents.company.tolist() == ["L’Œuvre, fils & Cie"] * 2
    assert checked.respondents.attributes.tolist() == [{"segment": 'dit "le Grand" de Paris'}, {}]
    assert checked.respondents.row.tolist() == [2, 3]
    assert checked.answers.value.tolist() == [4, 5, 3]


def test_old_mac_files():
    rows = [[str(cell).replace("Œ", "Oe") for cell in row] for row in ROWS]
    content = as_csv(rows, encoding="mac_roman", end="\r")
    assert find_encoding(content) == "mac_roman"
    assert read_file("x", content, kamescope_model()).respondents.kam.tolist() == ["É. FAÇADE"] * 2


def test_a_workbook_named_csv_is_a_workbook():
    checked = read_file("export.csv", as_xlsx(ROWS), kamescope_model())
    assert checked.answers.value.tolist() == [4, 5, 3]


def test_statements_with_commas_do_not_make_a_comma_file():
    sample = "kam;groupe;Écoute, relance, conclut;Q2\r\nA;self;4;4,0\r\nB;self;3;2,0\r\n"
    assert find_separator(sample) == ";"


def test_excels_own_hint_of_the_separator_is_no_row():
    content = b"sep=|\r\n" + as_csv(ROWS, "|")
    checked = read_file("x.csv", content, kamescope_model())
    assert not checked.refused and checked.respondents.row.tolist() == [2, 3]


def test_short_rows_are_filled_and_trailing_blank_rows_dropped():
    content = b"a;b;c\r\n1\r\n\r\n;;\r\n"
    (table,) = read_tables("x.csv", content)
    assert table.rows == [["a", "b", "c"], ["1", "", ""]]
    assert table.name == "x"


def test_column_letters():
    assert [column_letters(position) for position in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("name", ["C. LEFÈVRE", "Noël DÂME", "É. FAÇADE", "l’été à Nîmes"])
def test_one_accent_tells_windows_from_the_old_mac(encoding: str, name: str):
    (table,) = read_tables("x.csv", f"kam;Q1\r\n{name};4\r\n".encode(encoding))
    assert table.rows[1][0] == name


def test_several_sheets():
    model = kamescope_model()
    checked = read_file("x", as_xlsx(ROWS, Notes=[["à lire"]], Vide=[]), model)
    assert not checked.refused
    assert ("sheet_ignored", None, None) in found(checked, "warning")
    long = [["campagne", "kam", "groupe", "repondant", "item", "reponse"], ["C", "A", "self", "s", "Q1", 4]]
    checked = read_file("x", as_xlsx(ROWS, Autre=long), model)
    assert found(checked) == [("several_sheets", None, None)]
    assert "Autre" in next(iter(sentences(checked)))


def test_sheets_of_one_layout_are_put_together_and_their_rows_keep_their_names():
    model = kamescope_model()
    other = [ROWS[0], ["Été 2026", "L’Œuvre, fils & Cie", "É. FAÇADE", "Manager", "another", "", 3, 99]]
    checked = read_file("x", as_xlsx(ROWS, Autre=other), model)
    assert found(checked) == [("answer_out_of_scale", 2, ROWS[0][-1])]
    assert all("Autre" in sentence for sentence in sentences(checked) if "99" in sentence)
    assert any("99" in sentence for sentence in sentences(checked))
    twice = read_file("x", as_xlsx(ROWS, Autre=ROWS), model)
    assert not twice.refused and len(twice.respondents) == len(ROWS) - 1
    assert [exclusion.reason for exclusion in twice.understood.set_aside] == ["duplicate"] * (len(ROWS) - 1)


def test_cells_that_calamine_leaves_blank_are_not_taken_for_blank_answers():
    """A formula never computed, an error, TRUE: none of them is "no answer", and TRUE is not 1."""
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active["G2"] = "=2+2"
    book.active["H2"] = "#DIV/0!"
    book.active["H2"].data_type = "e"
    book.active["G3"] = True
    content = io.BytesIO()
    book.save(content)
    checked = read_file("x", content.getvalue(), kamescope_model())
    assert found(checked) == [
        ("answer_not_number", 2, "Q1"),
        ("answer_not_number", 2, "Q2"),
        ("answer_not_number", 3, "Q1"),
    ]
    assert [issue.facts["value"] for issue in checked.issues[:3]] == ["=2+2", "#DIV/0!", "TRUE"]


def ods(rows: str) -> bytes:
    """A minimal OpenDocument sheet around some rows."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="S">'
            f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return content.getvalue()


def ods_row(*cells: object, repeated: str = "", kind: str = "") -> str:
    """One row of it."""
    made = (
        f"<table:table-cell {repeated}{kind} "
        + (
            f'office:value-type="float" office:value="{cell}">'
            if isinstance(cell, int)
            else 'office:value-type="string">'
        )
        + f"<text:p>{escape(str(cell))}</text:p></table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row>{''.join(made)}</table:table-row>"


def test_open_document_sheets():
    model = kamescope_model()
    rows = ods_row(*ROWS[0]) + ods_row(*ROWS[2][:-1])
    assert read_file("x", ods(rows), model).answers.value.tolist() == [3]
    errors = rows + ods_row("#DIV/0!", kind=' calcext:value-type="error" xmlns:calcext="c"')
    assert ("cell_error", 3, "campagne") in found(read_file("x", ods(errors), model))
    bomb = rows + ods_row(1, repeated='table:number-columns-repeated="900000000"')
    assert found(read_file("x", ods(bomb), model)) == [("too_many_columns", None, None)]


def test_a_formula_with_a_result_is_no_answer_either():
    content = _patched(as_xlsx(ROWS), rb'<c r="G2" t="n"><v>4</v></c>', b'<c r="G2"><f>A1&amp;"x"</f><v>4</v></c>')
    checked = read_file("x", content, kamescope_model())
    assert found(checked) == [("answer_not_number", 2, "Q1")]
    assert checked.issues[0].facts["value"] == '=A1&"x"'


def _patched(content: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook whose first sheet is changed by hand."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                assert re.search(old, data)
                data = re.sub(old, lambda match: new, data)
            target.writestr(name, data)
    return made.getvalue()


def test_a_cell_very_far_away_does_not_reserve_the_whole_sheet():
    far = b'<c r="XFD1048576" t="n"><v>4</v></c>'
    content = _patched(as_xlsx(ROWS), rb'<c r="G2" t="n"><v>4</v></c>', far)
    assert found(read_file("x", content, kamescope_model()))[0][0] in ("too_many_columns", "too_many_cells")
    content = _patched(as_xlsx(ROWS), rb'<c r="G2" t="n"><v>4</v></c>', far.replace(b"XFD", b"AAA"))
    assert found(read_file("x", content, kamescope_model())) == [("too_many_cells", None, None)]


def test_a_zip_bomb_is_refused_by_what_it_declares():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(41):
                part.write(b" " * 10_000_000)
    start = time.monotonic()
    assert found(read_file("x.xlsx", made.getvalue(), kamescope_model())) == [("file_too_large", None, None)]
    assert time.monotonic() - start < 2


def test_a_zip_of_something_else_is_no_table():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert found(read_file("x.xlsx", made.getvalue(), kamescope_model())) == [("file_is_document", None, None)]


@pytest.mark.parametrize("cut", range(0, 5000, 250))
def test_damaged_workbooks_never_raise(cut):
    content = as_xlsx(ROWS)
    broken = content[:cut] + bytes([content[cut] ^ 0x5A]) + content[cut + 1 :] if cut < len(content) else content[:-9]
    checked = read_file("x.xlsx", broken, kamescope_model())
    assert checked.refused or checked.answers.value.tolist() == [4, 5, 3]


def test_what_is_in_a_cell_stays_text():
    rows = [row[:] for row in ROWS]
    rows[1][2] = "<b>=cmd|' /C calc'!A0</b> {row} %s"
    checked = read_file("../../etc/passwd", as_csv(rows), kamescope_model())
    assert checked.respondents.kam[0] == rows[1][2]
    rows[1][6] = "{row.__class__} <script>"
    assert "{row.__class__} <script>" in next(iter(sentences(read_file("x", as_csv(rows), kamescope_model()))))
