"""A comparison on one page: A4 across, archival and accessible as the report is."""

from collections.abc import Sequence

from kamescope.charts.theme import PEOPLE
from kamescope.reports import figures
from kamescope.reports.comparison import words
from kamescope.reports.comparison.comparison_spec import Comparison, SideBySideComparison
from kamescope.reports.comparison.fit import (
    BEFORE_LIST,
    BEFORE_NOTES,
    BETWEEN_BANDS,
    GUTTER,
    LINE,
    Band,
    Composed,
    Paper,
    compose,
    lines,
)
from kamescope.reports.comparison.table import Name, swatches
from kamescope.reports.document import Document, palette
from kamescope.reports.document.pieces import Data, mark_files, mark_name, properties
from kamescope.reports.pdf import laid_out, sources

TEMPLATE, RADAR = "comparison.typ", "overlay.svg"
WIDE = 440
"""The width that the radar is drawn at, in pixels: its letters then stand at two thirds of those of the screen."""
WIDTH, HEIGHT = 757.0, 535.0
"""What A4 across leaves inside its margins, in points."""
TITLE, CONTEXT, SMALL, HEADING, NOTE = 20.0, 10.0, 8.0, 12.0, 7.2
SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
PAPER = Paper(WIDTH, SIZES, NOTE, aside=300.0, between=18.0, title=9.5, line=SMALL)
_LEGEND = 160.0


def comparison_pdf(comparison: Comparison) -> bytes:
    """A comparison as a PDF file of one page; the same comparison gives the same bytes.

    Raises KamescopeError `report_not_laid_out` where the layout engine refuses or warns.
    """
    [file] = laid_out(sources(document(comparison), TEMPLATE), comparison.about.render_options.made_on)
    return file


def document(comparison: Comparison) -> Document:
    """The page as data: the texts, the table in its sizes, and the figures by file name."""
    head, used = _head(comparison)
    made = compose(comparison, PAPER, HEIGHT - used)
    data = {
        **_facts(comparison),
        "palette": palette(),
        "head": head,
        "swatches": [figure._asdict() for figure in swatches(comparison)],
        "table": _table(comparison, made),
        "notes": {"size": NOTE, "text": made.notes, "before": BEFORE_NOTES},
    }
    if not isinstance(comparison, SideBySideComparison):
        return Document(data, {})
    aside, drawn = _aside(comparison, made)
    return Document({**data, "aside": aside}, drawn)


def _facts(comparison: Comparison) -> Data:
    """Language and properties of the file, and the foot of the page."""
    about, say, day = comparison.about, comparison.about.say, comparison.about.render_options.made_on
    title = say("paper.document_title", cohort=about.cohort, campaign=comparison.campaign.name)
    foot = [say("paper.confidential"), say("report.made_on", date=say.date(day))]
    return properties(title, say("paper.kind"), day, say) | {"foot": foot}


def _head(comparison: Comparison) -> tuple[list[Data], float]:
    """What stands above the table, and how high."""
    about = comparison.about
    beside = WIDTH - (0 if isinstance(comparison, SideBySideComparison) else _LEGEND)
    told = [
        _said(about.cohort, TITLE, WIDTH, 2, bold=True),
        _said(words.context(comparison), CONTEXT, WIDTH, 1),
        _said(about.filters, SMALL, WIDTH, 8, muted=True),
        _said(words.heading(comparison), HEADING, beside, 1, bold=True),
        _said(words.caption(comparison), SMALL, WIDTH, 5, muted=True),
    ]
    shown = [each for each in told if each["text"]]
    return shown, sum(each["high"] + each["after"] for each in shown)


def _said(text: str, size: float, width: float, after: float, bold: bool = False, muted: bool = False) -> Data:
    high = len(lines(text, width, size, "semibold" if bold else "regular")) * size * LINE
    return {"text": text, "size": size, "after": after, "high": high, "bold": bold, "muted": muted}


def _table(comparison: Comparison, made: Composed) -> Data:
    first = made.laid[0].widths
    return {
        "alt": words.described(comparison, made.laid[0].table),
        "size": first.size,
        "head_size": first.head,
        "code": first.code,
        "gutter": GUTTER,
        "between": BETWEEN_BANDS,
        "ruled": isinstance(comparison, SideBySideComparison),
        "bands": [_band(band) for band in made.laid],
    }


def _band(band: Band) -> Data:
    heads = [_name(head, told) for head, told in zip(band.table.heads, band.heads, strict=True)]
    rows = [
        {"name": _name(row.name, told), "height": high - GUTTER, "cells": [cell._asdict() for cell in row.cells]}
        for row, told, high in zip(band.table.rows, band.names, band.rows, strict=True)
    ]
    widths = [width - GUTTER for width in (band.widths.name, *band.widths.columns)]
    return {"widths": widths, "heads": heads, "height": band.head - GUTTER, "rows": rows}


def _name(name: Name, told: Sequence[str]) -> Data:
    mark = mark_name(name.mark) if name.mark else ""
    return {"code": name.code if name.text else "", "lines": told, "bold": name.bold, "mark": mark}


def _aside(comparison: SideBySideComparison, made: Composed) -> tuple[Data, dict[str, bytes]]:
    """Beside the table of a few KAMs their radar, and under it what they have in common; the figures by file name."""
    drawn, chart = mark_files(PEOPLE[: len(comparison.people)]), comparison.radar
    looks = {"before": BEFORE_LIST, "size": PAPER.line, "large": PAPER.title}
    lists = [each._asdict() | looks for each in made.lists]
    aside: Data = {"width": PAPER.aside, "between": PAPER.between, "commons": lists, "radar": {}}
    if chart is not None:
        drawn[RADAR] = figures.svg(chart, WIDE)
        aside["radar"] = {"file": RADAR, "alt": chart.alternative, "most": made.room.height - made.listed}
    return aside, drawn
