"""Names in every script, in the PDF and its figures: the letters, the fonts, no box; what has no font is said."""

import datetime
import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from kamescope.charts.theme import FONT, Chart
from kamescope.cli import documents, tables
from kamescope.i18n import LANGUAGES, words
from kamescope.reports import figures, pdf
from kamescope.reports.names import Format
from kamescope.reports.pdf import laid_out, report_pdf
from kamescope.reports.render import Done, Job
from kamescope.reports.report_spec import ReportSpec
from tests.charts.test_fonts import NAMES
from tests.reports.specs import EDITION, FEW, NO_DETAIL, renamed
from tests.support import martin

FIGURE = b'#set document(title: "x")\n#set text(font: "Source Sans Pro")\n#image("a.svg", alt: "x")'


def opened(content: bytes) -> PdfReader:
    """A PDF, read back."""
    return PdfReader(io.BytesIO(content))


def embedded(content: bytes) -> str:
    """The names of the fonts in it."""
    pages = opened(content).pages
    return " ".join(font["/BaseFont"] for page in pages for font in page["/Resources"].get("/Font", {}).values())


def letters(text: str) -> set[str]:
    """The letters of a text, in whichever direction it runs."""
    return {letter for letter in text if not letter.isspace()}


@pytest.mark.deep
def test_the_report_holds_every_script_in_a_font_of_ours():
    content = report_pdf(ReportSpec(renamed(martin(), " ".join(NAMES.values()), "王小明 株式会社"), NO_DETAIL, FEW))
    assert letters("".join(NAMES.values())) <= letters("".join(page.extract_text() for page in opened(content).pages))
    fonts = embedded(content)
    for name in ("SourceSansPro", "NotoSansArabic", "NotoSansHebrew", "NotoSansThai", "NotoSansDevanagari"):
        assert name in fonts
    assert "NotoEmoji" in fonts and "NotoSansCJK" in fonts
    about = opened(content).trailer["/Root"]["/Metadata"].get_data()
    assert b"<pdfaid:conformance>A<" in about, "archival and accessible: such a file has no glyph .notdef"


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_figure_holds_every_script_too(name: str):
    """The converter would drop a text whose font it lacks, the layout engine would draw boxes."""
    drawn = figures.svg(Chart({"data": {"values": [{}]}, "mark": {"type": "text", "text": name, "font": FONT}}, "", ""))
    assert name in drawn.decode()
    [content] = laid_out({pdf.MAIN: FIGURE, "a.svg": drawn}, datetime.date(2026, 3, 3))
    assert b"<pdfaid:part>2<" in opened(content).trailer["/Root"]["/Metadata"].get_data(), "no glyph .notdef"
    assert embedded(content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_no_font_has_is_spelt_and_that_is_said(language: str):
    spec = ReportSpec(renamed(martin(), "ᚠᚢᚦ", "Œuvre"), EDITION)
    say = words(language)
    file = documents.made(say, Done(Job(spec, Format.PDF), b"%PDF"), Path("a.pdf"), False)
    assert file["status"] == "made"
    assert file["message"] == say("report.respelt", 1, names=say("report.respelt_name", name="ᚠᚢᚦ", spelt="futh"))
    assert file["message"] in tables.made_line(say, file, 1, 1)
    assert [file["message"]] in list(tables.made_one(say, file))
    for format in (Format.PPTX, Format.XLSX):
        assert documents.made(say, Done(Job(spec, format), b"PK"), Path("a"), False)["message"] is None
