"""Several KAMs compared, on one page or one slide: what is on the screen, in the machinery of the report."""

from kamescope.reports.comparison.comparison_spec import Comparison
from kamescope.reports.names import Format


def render(comparison: Comparison, format: Format) -> bytes:
    """A comparison as a PDF of one page or as one slide; what a format needs is loaded when it is first asked for.

    Raises KamescopeError `report_not_laid_out` as the report does; ValueError for a format that it does not have.
    """
    match format:
        case Format.PDF:
            from kamescope.reports.comparison.pdf import comparison_pdf as written
        case Format.PPTX:
            from kamescope.reports.comparison.slide import comparison_slide as written
        case _:
            raise ValueError(format)
    return written(comparison)
