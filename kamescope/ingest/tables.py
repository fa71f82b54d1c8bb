"""Bytes → tables: what kind of file it is is decided by its content, never by its name."""

from dataclasses import replace
from pathlib import PurePath

from kamescope.errors import ContentError
from kamescope.ingest import delimited, workbook
from kamescope.ingest.kinds import check_kind
from kamescope.ingest.table import Table, is_blank_row, trimmed

MOST_BYTES = 200_000_000


def read_tables(name: str, content: bytes) -> list[Table]:
    """Every table of a file that has anything in it; ContentError says why there is none."""
    if len(content) > MOST_BYTES:
        raise ContentError("file_too_large", count=len(content), most=MOST_BYTES // 1_000_000)
    if not content.strip(b"\x00 \t\r\n"):
        raise ContentError("file_empty")
    check_kind(content)
    if workbook.is_workbook(content):
        tables = workbook.read(content)
    else:
        rows, lengths = delimited.read(content)
        tables = [Table(PurePath(name).stem, rows, lengths=lengths)]
    filled = [table for table in tables if table.rows and not all(map(is_blank_row, table.rows))]
    if not filled:
        raise ContentError("file_empty")
    return [replace(trimmed(table), file=PurePath(name).name) for table in filled]
