"""The results as a workbook to sort, filter and copy: one table a sheet, native charts, published figures alone."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from kamescope.reports.report_spec import ReportSpec, Section
from kamescope.reports.steps import Stage, Step, Tell, told, unheard
from kamescope.reports.workbook import items, lists, method, perception, scores
from kamescope.reports.workbook.paper import Book

__all__ = ["results_workbook"]


class Sheet(NamedTuple):
    """A sheet: the key of its name, the sections of the report that it tells (none: always), how it is written."""

    name: str
    sections: frozenset[Section]
    write: Callable[[Book], None]


SHEETS = (
    Sheet("results", frozenset({Section.RESULTS}), scores.factors),
    Sheet("sub_factors", frozenset({Section.RESULTS}), scores.sub_factors),
    Sheet("items", frozenset({Section.FACTORS}), items.write),
    Sheet("lists", frozenset({Section.TOP, Section.BOTTOM}), lists.write),
    Sheet("window", frozenset({Section.WINDOW}), perception.write),
    Sheet("method", frozenset(), method.write),
)
"""The sheets in order."""


def sheets_of(sections: Collection[Section]) -> list[Sheet]:
    """The sheets of a workbook with those sections."""
    return [sheet for sheet in SHEETS if not sheet.sections or not sheet.sections.isdisjoint(sections)]


def results_workbook(spec: ReportSpec, tell: Tell = unheard) -> bytes:
    """An xlsx of everything that the brief lists, with full precision; the same brief gives the same bytes.

    Missing and masked figures are empty or say so in words, never zero. Sheets of sections left out are not there.
    """
    book = Book(spec)
    for sheet in told(Stage.SHEETS, sheets_of(spec.render_options.sections), tell):
        sheet.write(book)
    tell(Step(Stage.WRITING))
    return book.saved()
