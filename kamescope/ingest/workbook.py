"""Workbooks (xlsx, xlsm, xls, ods) through calamine, after a look inside for what it would choke on or hide."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from kamescope.errors import ContentError
from kamescope.ingest import biff, opendocument, openxml
from kamescope.ingest.inside import ERROR, MERGED, MOST_FAULTS, Extent, Fault, Inside, Place, cells_of
from kamescope.ingest.kinds import DOCUMENT, no_workbook
from kamescope.ingest.remarks import remarks
from kamescope.ingest.table import Cell, Table, check_size, column_letters, is_blank
from kamescope.ingest.zipped import check_sizes, part

MOST_UNPACKED = 200_000_000
_ODD = frozenset((bool, timedelta))
_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VISIBILITY = ((SheetVisibleEnum.Hidden, "hidden"), (SheetVisibleEnum.VeryHidden, "very_hidden"))
_NOTHING = Inside()


def is_workbook(content: bytes) -> bool:
    """Whether the first bytes are those of a zip or of an old Office file."""
    return content.startswith((_ZIP, _COMPOUND))


def read(content: bytes) -> list[Table]:
    """Every sheet as a table, hidden ones too; ContentError where the workbook is damaged, locked or too large."""
    try:
        looked = _look_into_zip(content) if content.startswith(_ZIP) else biff.look_inside(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = book.sheets_metadata
        inside = looked if isinstance(looked, Mapping) else _by_position(looked, [sheet.name for sheet in sheets])
        return [
            _table(book.get_sheet_by_name(sheet.name), inside.get(sheet.name, _NOTHING), _hidden(sheet.visible))
            for sheet in sheets
        ]
    except (ContentError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic in the Rust reader is no Exception
        raise ContentError("workbook_unreadable") from error


def _by_position(looked: Sequence[Inside], names: Sequence[str]) -> dict[str, Inside]:
    if len(looked) != len(names):  # whoever counts wrongly must not put one sheet's errors on another
        raise ContentError("workbook_unreadable")
    return dict(zip(names, looked, strict=True))


def _table(sheet: CalamineSheet, inside: Inside, hidden: str) -> Table:
    check_size(sheet.total_height, sheet.total_width)
    rows = [_plain(row) for row in sheet.to_python(skip_empty_area=False)]
    faults = {}
    _reach(rows, inside.errors)
    for (row, column), text in inside.errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
            faults[row, column] = Fault(ERROR, text)
    merged = [*inside.merged, *(sheet.merged_cell_ranges or ())]
    faults |= _merged(merged, rows)
    return Table(
        sheet.name,
        rows,
        inside.formulas,
        faults=faults,
        hidden_rows=frozenset(position for position in inside.rows if position < len(rows)),
        hidden_columns=inside.columns,
        hidden=hidden,
        remarks=inside.remarks,
    )


def _reach(rows: list[list[Cell]], cells: Iterable[Place]) -> None:
    """Rows at the end that hold nothing but formulas without results are rows all the same."""
    last = max((row for row, _ in cells), default=-1)
    width = len(rows[0]) if rows else 0
    check_size(last + 1, width)
    rows.extend([""] * width for _ in range(len(rows), last + 1))


def _hidden(visible: SheetVisibleEnum) -> str:
    """What `Table.hidden` says of a sheet; the reader's own words compare, but serve as no keys."""
    return next((word for each, word in _VISIBILITY if each == visible), "")


def _merged(extents: Sequence[Extent], rows: Sequence[Sequence[Cell]]) -> dict[Place, Fault]:
    """The cells of merged ranges in which something is written."""
    found: dict[Place, Fault] = {}
    width = len(rows[0]) if rows else 0
    for extent in extents:
        (top, left), (bottom, right) = extent
        if top >= len(rows) or left >= width or is_blank(rows[top][left]):
            continue
        text = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
        found |= dict.fromkeys(cells_of(extent, len(rows), width), Fault(MERGED, text))
        if len(found) > MOST_FAULTS:
            raise ContentError("too_many_cells", most=MOST_FAULTS)
    return found


def _plain(row: list[Any]) -> list[Cell]:
    """A row whose cells are texts, numbers and dates; most rows are that already."""
    return row if _ODD.isdisjoint(map(type, row)) else [_cell(cell) for cell in row]


def _cell(cell: Cell) -> Cell:
    """Booleans as words: as numbers, TRUE would pass for the answer 1."""
    if cell is True or cell is False:
        return str(cell).upper()
    return str(cell) if isinstance(cell, timedelta) else cell


def _look_into_zip(content: bytes) -> Mapping[str, Inside]:
    """Check a zipped workbook before it is parsed: sizes, extents; find what calamine does not tell, by sheet name."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise ContentError("file_too_large", count=MOST_UNPACKED, most=MOST_UNPACKED // 1_000_000)
            names = set(archive.namelist())
            if "content.xml" in names:
                _check_document(archive, names)
                check_sizes(archive, {"content.xml"})
                return opendocument.look_inside(part(archive, "content.xml"))
            if "xl/workbook.xml" not in names:
                raise no_workbook(names)
            sheets = dict(openxml.sheets(archive))
            check_sizes(archive, set(sheets.values()))
            outside = remarks(archive, set(sheets.values()))
            looked = {sheet: openxml.inside(part(archive, name)) for sheet, name in sheets.items()}
            return {sheet: replace(inside, remarks=outside) for sheet, inside in looked.items()}
    except ContentError:
        raise
    except Exception as error:
        raise ContentError("workbook_unreadable") from error


def _check_document(archive: zipfile.ZipFile, names: set[str]) -> None:
    """Refuse an OpenDocument file that is no sheet, or that a password locks."""
    kind = part(archive, "mimetype")[:200] if "mimetype" in names else b""
    if b"opendocument" in kind and b"spreadsheet" not in kind:
        raise ContentError(DOCUMENT, kind="OpenDocument")
    if "META-INF/manifest.xml" in names and b"encryption-data" in part(archive, "META-INF/manifest.xml"):
        raise ContentError("workbook_locked")
