"""The report a KAM receives, as PDF: archival (PDF/A-2), tagged and accessible (PDF/UA-1), real text in the figures."""

import datetime
import json
import re
import threading
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from kamescope.charts.fonts import font_folders, readable
from kamescope.errors import KamescopeError
from kamescope.reports.cells import holdable
from kamescope.reports.document import Document, document, guide_document, handout_document
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.steps import Stage, Step, Tell, unheard

STANDARDS = ["a-2a", "ua-1"]
"""PDF/A-2a holds all of 2b and the tags; PDF/UA-1 adds that what needs an alternative text has one."""
PREVIEW_PPI = 60
MAIN, HANDOUT, GUIDE = "main.typ", "handout.typ", "guide.typ"
"""Where the engine begins to read."""
KEPT_BY_ENGINE = 10
"""Compilations after which the engine drops what it has not used: some 60 MB a report."""
_ONE_AT_A_TIME = threading.Lock()
_LAST: dict[ReportSpec, dict[str, bytes]] = {}
LONG_WORD = re.compile(r"(\S{24})(?=\S)")
"""Letters in a row that may be wider than a column: a place to break is put after so many."""
ATTEMPTS: tuple[list[str], ...] = (STANDARDS, ["a-2b"], [])
"""In a figure, the joined letters of some scripts cannot be read back, which A-2a and UA-1 ask for, as A-2b does not.

No report fails for a name.
"""


def report_pdf(spec: ReportSpec, tell: Tell = unheard) -> bytes:
    """The whole report of a brief as a PDF file; the same brief gives the same bytes.

    Raises KamescopeError `report_not_laid_out` where the layout engine refuses or warns: nothing is lost in silence.
    """
    read = _read(spec, tell)
    tell(Step(Stage.LAYOUT))
    [file] = laid_out(read, spec.render_options.made_on)
    return file


def report_pages(spec: ReportSpec, ppi: int = PREVIEW_PPI) -> list[bytes]:
    """The same pages as pictures (PNG), to look at before anything is downloaded."""
    return laid_out(_read(spec), spec.render_options.made_on, ppi)


def first_pages(spec: ReportSpec, ppi: int = PREVIEW_PPI) -> list[bytes]:
    """The cover and the first page of the first part asked for, as pictures: quicker than all that stands behind."""
    opening = replace(spec.render_options, sections=spec.render_options.sections[:1])
    begun = replace(spec, render_options=opening)
    _forget()
    return laid_out(sources(document(begun)), opening.made_on, ppi)[:2]


def handout_pdf(spec: ReportSpec, tell: Tell = unheard) -> bytes:
    """The one page that a KAM keeps, as a PDF file; the same brief, the same bytes. Raises as `report_pdf` does."""
    read = _read_handout(spec, tell)
    tell(Step(Stage.LAYOUT))
    [file] = laid_out(read, spec.render_options.made_on)
    return file


def handout_pages(spec: ReportSpec, ppi: int = PREVIEW_PPI) -> list[bytes]:
    """The same as a picture."""
    return laid_out(_read_handout(spec), spec.render_options.made_on, ppi)


def guide_pdf(spec: ReportSpec, tell: Tell = unheard) -> bytes:
    """The coach's guide, two pages, as a PDF file; the same brief, the same bytes. Raises as `report_pdf` does.

    It holds the notes of the brief's preparation: without them, hand it `Preparation.without_notes`.
    """
    _forget()
    read = sources(guide_document(spec, tell), GUIDE)
    tell(Step(Stage.LAYOUT))
    [file] = laid_out(read, spec.render_options.made_on)
    return file


def guide_pages(spec: ReportSpec, ppi: int = PREVIEW_PPI) -> list[bytes]:
    """The same as pictures."""
    _forget()
    return laid_out(sources(guide_document(spec), GUIDE), spec.render_options.made_on, ppi)


def sources(made: Document, main: str = MAIN) -> dict[str, bytes]:
    """Everything the layout engine reads, by file name: templates (`main` is where it begins), data, figures."""
    data = json.dumps(_printable(made.data), ensure_ascii=False, sort_keys=True)
    templates = _templates()
    return {**templates, MAIN: templates[main], "report.json": data.encode(), **made.figures}


def laid_out(read: dict[str, bytes], made_on: datetime.date, ppi: int | None = None) -> list[bytes]:
    """What the layout engine makes of its sources, dated by the day of the edition: one PDF, with `ppi` a PNG a page.

    Raises KamescopeError `report_not_laid_out` where it refuses or warns.
    """
    form = "pdf" if ppi is None else "png"
    # At noon the day is the same in nearly every time zone.
    noon, refusal = datetime.datetime.combine(made_on, datetime.time(12), datetime.UTC), None
    for standards in ATTEMPTS:
        try:
            # It takes sources by name as well, which its own types do not say.
            pages, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]
                read, font_paths=fonts(), pdf_standards=standards, timestamp=noon, format=form, ppi=ppi
            )
        except typst.TypstError as error:
            refusal = error
            continue
        if not warnings:
            return [pages] if isinstance(pages, bytes) else pages
        refusal = warnings[0]
    raise KamescopeError("report_not_laid_out") from refusal


def _read(spec: ReportSpec, tell: Tell = unheard) -> dict[str, bytes]:
    """What the engine reads for a brief: kept for the last one, whose pages are often looked at after the file."""
    read = _LAST.get(spec)
    if read is None:
        _forget()
        read = sources(document(spec, tell))
        _LAST.clear()
        _LAST[spec] = read
    return read


def _read_handout(spec: ReportSpec, tell: Tell = unheard) -> dict[str, bytes]:
    _forget()
    return sources(handout_document(spec, tell), HANDOUT)


def _forget() -> None:
    """Make the engine let go of the reports before: it keeps what its last ten compilations were made of."""
    with _ONE_AT_A_TIME:
        for _ in range(KEPT_BY_ENGINE):
            _engine().compile(b"", format="svg")


@cache
def _engine() -> typst.Compiler:
    return typst.Compiler(font_paths=fonts())


def _printable(value: Any) -> Any:
    """The same data without the characters that no page can show, words of any length breakable."""
    if isinstance(value, str):
        return LONG_WORD.sub("\\1\N{ZERO WIDTH SPACE}", readable(holdable(value)))
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, list | tuple) else value


@cache
def fonts() -> typst.Fonts:
    """The fonts that pages are set in: our own and those that lend it scripts, never the machine's or the engine's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(font_folders()))


@cache
def _templates() -> dict[str, bytes]:
    folder = files("kamescope.reports") / "templates"
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.endswith(".typ")}
