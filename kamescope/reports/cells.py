"""Cells of a workbook: data is always text, never a formula."""

import io
import re
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from kamescope.reports.formulas import is_run

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def holdable(text: str) -> str:
    """The text without the characters that no workbook can hold."""
    return _NO_XML.sub("", text)


@dataclass(frozen=True)
class CellLook:
    """How a cell looks."""

    font: Font
    alignment: Alignment = field(default_factory=Alignment)
    fill: PatternFill = field(default_factory=PatternFill)
    border: Border = field(default_factory=Border)

    def dress(self, cell: Cell) -> None:
        """Give a cell this look."""
        cell.font, cell.alignment, cell.fill, cell.border = self.font, self.alignment, self.fill, self.border


def font(size: int, color: str, bold: bool = False) -> Font:
    """A font as every spreadsheet has it; one without a name or size is drawn as each sees fit."""
    return Font(name="Calibri", size=size, color=color, bold=bold)


def put(cell: Cell, text: str, look: CellLook | None = None) -> None:
    """Write a text as it is: `=1+1` and `#N/A` stay letters."""
    if look is not None:
        look.dress(cell)
    cell.value = holdable(text) or None
    if cell.value is not None:
        # Of its own accord openpyxl writes `=1+1` as a formula; with the quote it stays text when somebody edits the
        # cell.
        cell.data_type = "s"
        cell.quotePrefix = is_run(cell.value)


def for_print(sheet: Worksheet, heading: int, footer: str, orientation: str) -> None:
    """A4, as wide as the page, the row of headings (counted from 1) on every page."""
    sheet.page_setup.paperSize = int(sheet.PAPERSIZE_A4)
    sheet.page_setup.orientation = orientation
    # 0: as many pages down as it takes.
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter.center.text = footer


def saved(book: Workbook, title: str) -> bytes:
    """The workbook as a file, under a title."""
    book.properties.title, book.properties.creator = holdable(title), "KAMeSCOPE"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
