"""Rows as text files and as workbooks."""

import csv
import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table

Row = Sequence[object]
Rows = Sequence[Row]


def text(rows: Rows, separator: str = ",", encoding: str = "utf-8", end: str = "\r\n", quoted: bool = False) -> bytes:
    """A text file; `quoted`: every cell stands in quotes."""
    made = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(made, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    return made.getvalue().encode(encoding)


def workbook(sheets: Mapping[str, Rows], merged: Sequence[str] = (), table: bool = False) -> bytes:
    """A workbook; `merged`: ranges of every sheet's cells, `table`: the first sheet's rows are an Excel table."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(["" if cell is None else cell for cell in row])
        for cells in merged:
            sheet.merge_cells(cells)
    if table and all(
        isinstance(cell, str) and cell.strip("=#") == cell != "" for cell in next(iter(sheets.values()))[0]
    ):
        first = book.worksheets[0]
        extent = f"A1:{get_column_letter(first.max_column)}{first.max_row}"
        first.add_table(Table(displayName="OfficeForms.Table", ref=extent))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def texts(rows: Rows) -> list[list[str]]:
    """The same rows with every cell as text."""
    return [["" if cell is None else str(cell) for cell in row] for row in rows]
