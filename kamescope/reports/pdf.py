"""The report a KAM receives, as PDF: archival (PDF/A-2), tagged and accessible (PDF/UA-1), real text in the figures."""

import datetime
import json
from functools import cache
from importlib.resources import files

import typst

from kamescope.charts.measure import font_folder
from kamescope.errors import KamescopeError
from kamescope.reports.brief import Brief
from kamescope.reports.document import Document, document

MAIN = "main.typ"
STANDARDS = ["a-2a", "ua-1"]
"""PDF/A-2a holds all of 2b and the tags; PDF/UA-1 adds that what needs an alternative text has one."""
PREVIEW_PPI = 60


def report_pdf(brief: Brief) -> bytes:
    """The whole report of a brief as a PDF file; the same brief gives the same bytes.

    Raises KamescopeError `report_not_laid_out` where the layout engine refuses or warns: nothing is lost in silence.
    """
    return _compile(brief, document(brief), format="pdf", pdf_standards=STANDARDS)


def report_pages(brief: Brief, ppi: int = PREVIEW_PPI) -> list[bytes]:
    """The same pages as pictures (PNG), to look at before anything is downloaded."""
    return _compile(brief, document(brief), format="png", ppi=ppi)


def sources(made: Document) -> dict[str, bytes]:
    """Everything the layout engine reads, by file name: templates, data, figures."""
    data = json.dumps(made.data, ensure_ascii=False, sort_keys=True).encode()
    return {**_templates(), "report.json": data, **made.figures}


def _compile(brief: Brief, made: Document, **options: object) -> bytes | list[bytes]:
    noon = datetime.datetime.combine(brief.edition.made_on, datetime.time(12), datetime.UTC)
    try:
        pages, warnings = typst.compile_with_warnings(
            sources(made), font_paths=_fonts(), ignore_system_fonts=True, timestamp=noon, **options
        )
    except typst.TypstError as error:
        raise KamescopeError("report_not_laid_out") from error
    if warnings:
        raise KamescopeError("report_not_laid_out") from warnings[0]
    return pages


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder()])


@cache
def _templates() -> dict[str, bytes]:
    folder = files("kamescope.reports") / "templates"
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.endswith(".typ")}
