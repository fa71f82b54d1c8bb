"""What the printed report says, page by page, as plain data: every word, figure and drawing, nothing of how it looks.

One module a part of the report; the template of the same name in `templates/` lays it out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kamescope.charts.theme import LIGHT
from kamescope.reports.brief import Brief, Section
from kamescope.reports.document import cover, factors, lists, method, results, rules, summary, window
from kamescope.reports.document.pieces import Part, columns, mark_files

PARTS: dict[Section, Callable[[Brief], Part]] = {
    Section.SUMMARY: summary.part,
    Section.METHOD: method.part,
    Section.RESULTS: results.part,
    Section.TOP: lists.best,
    Section.BOTTOM: lists.worst,
    Section.WINDOW: window.part,
    Section.FACTORS: factors.part,
}


@dataclass(frozen=True, slots=True)
class Document:
    """The report as data: what the template reads, and the figures by file name."""

    data: dict[str, Any]
    figures: dict[str, bytes]


def document(brief: Brief) -> Document:
    """The whole report of a brief: cover, contents, the sections asked for, the rules."""
    parts = [make(brief) for section, make in PARTS.items() if brief.has(section)]
    parts.append(rules.part(brief))
    data = {
        **cover.frame(brief),
        "palette": palette(),
        "columns": columns(brief),
        "cover": cover.cover(brief),
        "parts": [part.data for part in parts],
    }
    figures = mark_files(brief)
    for part in parts:
        figures |= part.figures
    return Document(data, figures)


def palette() -> dict[str, str]:
    """The colours that templates use, by name."""
    names = ("text", "muted", "grid", "surface", "accent", "accent_strong", "accent_soft", "neutral_soft")
    return {name: getattr(LIGHT, name) for name in names}
