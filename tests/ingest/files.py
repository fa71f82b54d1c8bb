"""Response files made for the tests: rows in, bytes out."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from kamescope.i18n import words
from kamescope.ingest import Checked, Options, read_file
from kamescope.model import Model

Rows = Sequence[Sequence[object]]


def as_csv(rows: Rows, separator: str = ";", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """The rows as a text file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Rows, **more_sheets: Rows) -> bytes:
    """The rows as a workbook."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for name, sheet_rows in more_sheets.items():
        sheet = book.create_sheet(name)
        for row in sheet_rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def check_rows(rows: Rows, model: Model, options: Options | None = None) -> Checked:
    """Read rows through a csv file."""
    return read_file("file.csv", as_csv(rows), model, options or Options())


def found(checked: Checked, severity: str = "error") -> list[tuple[str, int | None, str | None]]:
    """What was found: code, row, column."""
    return [(issue.code, issue.row, issue.column) for issue in checked.issues if issue.severity == severity]


def sentences(checked: Checked) -> Iterable[str]:
    """Every issue in every language; a missing entry or placeholder fails here."""
    for language in ("fr", "en"):
        for issue in checked.issues:
            assert words(language).knows(f"error.{issue.code}"), issue.code
            yield words(language).error(issue)
