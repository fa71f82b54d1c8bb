"""The same sheet as xlsx, as xls and as ods, with rows, columns and cells hidden, merged or in error."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

import xlwt
from openpyxl import Workbook

Rows = Sequence[Sequence[object]]
Extent = tuple[int, int, int, int]
"""First row, last row, first column, last column, from 0."""
ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}
_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
)


def as_xlsx(
    rows: Rows, hidden: Iterable[int] = (), columns: Iterable[int] = (), merged: Iterable[Extent] = (), sheet: str = ""
) -> bytes:
    """An xlsx workbook; `sheet`: the state of a second sheet with the same rows."""
    book = Workbook()
    tables = [book.active, *([book.create_sheet("Second")] if sheet else [])]
    for table in tables:
        for row in rows:
            table.append(list(row))
        for row in table.iter_rows():
            for cell in row:
                if cell.value in ERRORS:
                    cell.data_type = "e"
    for position in hidden:
        book.active.row_dimensions[position + 1].hidden = True
    for position in columns:
        book.active.column_dimensions[book.active.cell(1, position + 1).column_letter].hidden = True
    for top, bottom, left, right in merged:
        book.active.merge_cells(start_row=top + 1, end_row=bottom + 1, start_column=left + 1, end_column=right + 1)
    if sheet:
        tables[1].sheet_state = sheet
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_xls(
    rows: Rows, hidden: Iterable[int] = (), columns: Iterable[int] = (), merged: Iterable[Extent] = (), sheet: str = ""
) -> bytes:
    """An old Excel workbook."""
    book = xlwt.Workbook()
    tables = [book.add_sheet("First"), *([book.add_sheet("Second")] if sheet else [])]
    covered = {(r, c) for t, b, lo, hi in merged for r in range(t, b + 1) for c in range(lo, hi + 1)} - {
        (t, lo) for t, _, lo, _ in merged
    }
    for table in tables:
        for at, row in enumerate(rows):
            for position, cell in enumerate(row):
                if cell in ERRORS:
                    table.row(at).set_cell_error(position, ERRORS[cell])
                elif cell not in ("", None) and (at, position) not in covered:
                    table.write(at, position, cell)
    for top, bottom, left, right in merged:
        tables[0].merge(top, bottom, left, right)
    for position in hidden:
        tables[0].row(position).hidden = True
    for position in columns:
        tables[0].col(position).hidden = True
    if sheet:
        tables[1].visibility = {"hidden": 1, "veryHidden": 2}[sheet]
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_ods(
    rows: Rows, hidden: Iterable[int] = (), columns: Iterable[int] = (), merged: Iterable[Extent] = (), sheet: str = ""
) -> bytes:
    """An OpenDocument sheet, as LibreOffice writes it."""
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, bottom, left, right in merged}
    covered = {
        (row, column)
        for top, bottom, left, right in merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - spans.keys()
    columns, hidden = set(columns), set(hidden)
    styles = '<office:automatic-styles><style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    styles += 'style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    styles += "</office:automatic-styles>"
    width = max(map(len, rows))
    defined = "".join(f"<table:table-column{_unseen(position in columns, 'collapse')}/>" for position in range(width))
    body = "".join(
        f"<table:table-row{_unseen(at in hidden, 'filter')}>"
        + "".join(
            _cell(cell, spans.get((at, position)), (at, position) in covered) for position, cell in enumerate(row)
        )
        + "</table:table-row>"
        for at, row in enumerate(rows)
    )
    tables = f'<table:table table:name="First">{defined}{body}</table:table>'
    if sheet:
        plain = "".join(
            f"<table:table-row>{''.join(_cell(cell, None, False) for cell in row)}</table:table-row>" for row in rows
        )
        tables += f'<table:table table:name="Second" table:style-name="ta2">{plain}</table:table>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'<office:document-content {_SPACES} xmlns:calcext="urn:calcext">{styles}<office:body><office:spreadsheet>'
            f"{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return content.getvalue()


def _unseen(is_hidden: bool, how: str) -> str:
    return f' table:visibility="{how}"' if is_hidden else ""


def _cell(cell: object, span: tuple[int, int] | None, covered: bool) -> str:
    if covered:
        return "<table:covered-table-cell/>"
    spanned = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    if cell in ("", None):
        return f"<table:table-cell{spanned}/>"
    if cell in ERRORS:
        kind = f' table:formula={quoteattr("of:=1/0")} office:value-type="string" calcext:value-type="error"'
    elif isinstance(cell, int | float):
        kind = f' office:value-type="float" office:value="{cell}"'
    else:
        kind = ' office:value-type="string"'
    return f"<table:table-cell{spanned}{kind}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


def patched(content: bytes, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A zipped workbook with one part changed by hand, or with every part where none is named."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data) if part in (name, "") else data)
    return made.getvalue()


FORMATS: Mapping[str, Callable[..., bytes]] = {"xlsx": as_xlsx, "xls": as_xls, "ods": as_ods}
