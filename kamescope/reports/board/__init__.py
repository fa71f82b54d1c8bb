"""The board of an instrument on one page or one slide: what the page shows, as far as it finds room."""

from kamescope.reports.board.board_spec import BoardPaper
from kamescope.reports.names import Format


def render(paper: BoardPaper, format: Format) -> bytes:
    """A board as a PDF of one page or as one slide; what a format needs is loaded when it is first asked for.

    Raises KamescopeError `report_not_laid_out` as the report does; ValueError for a format that it does not have.
    """
    match format:
        case Format.PDF:
            from kamescope.reports.board.pdf import board_pdf as written
        case Format.PPTX:
            from kamescope.reports.board.slide import board_slide as written
        case _:
            raise ValueError(format)
    return written(paper)
