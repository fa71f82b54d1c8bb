"""What the printed report says, page by page, as plain data: every word, figure and drawing, nothing of how it looks.

One module a part of the report; the template of the same name in `templates/` lays it out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kamescope.charts.theme import LIGHT, mark_of
from kamescope.model import ENVIRONMENT
from kamescope.reports.document import (
    comments,
    cover,
    factors,
    guide,
    handout,
    lists,
    method,
    results,
    rules,
    summary,
    window,
)
from kamescope.reports.document.pieces import Part, columns, mark_files
from kamescope.reports.report_spec import ReportSpec, Section
from kamescope.reports.steps import Stage, Tell, told, unheard

PARTS: dict[Section, Callable[[ReportSpec], Part]] = {
    Section.SUMMARY: summary.part,
    Section.METHOD: method.part,
    Section.RESULTS: results.part,
    Section.TOP: lists.best,
    Section.BOTTOM: lists.worst,
    Section.WINDOW: window.part,
    Section.FACTORS: factors.part,
    Section.COMMENTS: comments.part,
}


@dataclass(frozen=True, slots=True)
class Document:
    """The report as data: what the template reads, and the figures by file name."""

    data: dict[str, Any]
    figures: dict[str, bytes]


def document(spec: ReportSpec, tell: Tell = unheard) -> Document:
    """The whole report of a brief: cover, contents, the sections asked for, the rules."""
    parts = [make(spec) for section, make in PARTS.items() if spec.has(section)]
    parts.append(rules.part(spec))
    data = {
        **cover.frame(spec),
        "palette": palette(),
        "columns": columns(spec),
        "cover": cover.cover(spec),
        "parts": [part.data for part in parts],
    }
    return Document(data, _figures(spec, parts, tell))


def handout_document(spec: ReportSpec, tell: Tell = unheard) -> Document:
    """The one page that a KAM keeps."""
    part = handout.part(spec)
    return Document({**part.data, "palette": palette(), "columns": columns(spec)}, _figures(spec, [part], tell))


def guide_document(spec: ReportSpec, tell: Tell = unheard) -> Document:
    """The two pages that a coach holds in the conversation."""
    part = guide.part(spec)
    return Document({**part.data, "palette": palette(), "columns": columns(spec)}, _figures(spec, [part], tell))


def _figures(spec: ReportSpec, parts: Iterable[Part], tell: Tell) -> dict[str, bytes]:
    codes = (*(group.code for group in spec.model.groups), ENVIRONMENT)
    figures = mark_files(mark_of(spec.model, code) for code in codes)
    drawings = [drawing for part in parts for drawing in part.figures.items()]
    for name, draw in told(Stage.CHARTS, drawings, tell):
        figures[name] = draw()
    return figures


def palette() -> dict[str, str]:
    """The colours that templates use, by name."""
    names = ("text", "muted", "grid", "surface", "accent", "accent_strong", "accent_soft", "neutral_soft")
    return {name: getattr(LIGHT, name) for name in names}
