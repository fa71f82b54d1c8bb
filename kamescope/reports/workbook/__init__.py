"""The results as a workbook to sort, filter and copy: one table a sheet, native charts, published figures alone."""

from kamescope.reports.report_spec import ReportSpec, Section
from kamescope.reports.workbook import items, lists, method, perception, scores
from kamescope.reports.workbook.paper import Book

__all__ = ["results_workbook"]

SHEETS = (
    ({Section.RESULTS}, scores.factors),
    ({Section.RESULTS}, scores.sub_factors),
    ({Section.FACTORS}, items.write),
    ({Section.TOP, Section.BOTTOM}, lists.write),
    ({Section.WINDOW}, perception.write),
)
"""The sheets in order, each with the sections of the report that it tells; the method always comes last."""


def results_workbook(spec: ReportSpec) -> bytes:
    """An xlsx of everything that the brief lists, with full precision; the same brief gives the same bytes.

    Missing and masked figures are empty or say so in words, never zero. Sheets of sections left out are not there.
    """
    book = Book(spec)
    for sections, write in SHEETS:
        if any(map(spec.has, sections)):
            write(book)
    method.write(book)
    return book.saved()
