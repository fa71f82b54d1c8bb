"""Text files with a separator: the encoding and the separator are found in the content."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from kamescope.errors import ContentError
from kamescope.ingest import table
from kamescope.ingest.encoding import SAMPLE_BYTES, check_characters, find_encoding

SEPARATORS = ";,\t|"
SAMPLE_ROWS = 50
ROW_WEIGHT = 8
MOST_WEIGHT = 2 * table.MOST_CELLS
"""What memory allows: cells, and a row costs as much as a few cells more."""

_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_EXCEL_HINT = re.compile(r"\"?sep=(.)\"?(?:\r|\n|$)", re.IGNORECASE)
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""What marks the encoding at the beginning of a file; in its middle, two files were put together."""


def read(content: bytes) -> tuple[list[list[str]], list[int]]:
    """The rows of a text file, made equally long, and how long each was.

    Raises ContentError where it is no text or its quotes are wrong.
    """
    encoding = find_encoding(content)
    check_characters(content, encoding)
    try:
        sample = _sample(content, encoding)
        if _NOT_TEXT.search(sample):
            raise ContentError("file_not_table")
        hint = _EXCEL_HINT.match(sample)
        separator = hint.group(1) if hint else find_separator(sample)
        lines = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
        if hint:
            next(lines)
        rows = list(_rows(lines, separator))
        lengths = list(map(len, rows))
        return _even(rows), lengths
    except UnicodeError as error:
        raise ContentError("encoding_unknown", row=_bad_row(content, encoding)) from error


def _bad_row(content: bytes, encoding: str) -> int:
    """The row that does not decode."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, "ignore")
        return len(before.splitlines()) or 1
    return 1


def _sample(content: bytes, encoding: str) -> str:
    """The beginning as text, up to its last whole line."""
    text = codecs.getincrementaldecoder(encoding)().decode(content[:SAMPLE_BYTES])
    if len(content) <= SAMPLE_BYTES:
        return text
    end = max(text.rfind("\n"), text.rfind("\r"))
    return text[: end + 1] or text


def find_separator(sample: str) -> str:
    """The separator that cuts most rows into equally many cells; of equals, the one with most cells."""
    return max(SEPARATORS, key=lambda separator: _fit(sample, separator))


def _fit(sample: str, separator: str) -> tuple[float, int]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            if row:
                rows.append(len(row))
            if len(rows) == SAMPLE_ROWS:
                break
    except csv.Error:
        return (0.0, 0)
    lengths = Counter(length for length in rows if length > 1)
    if not lengths:
        return (0.0, 0)
    length, count = max(lengths.items(), key=lambda entry: (entry[1], entry[0]))
    return (count / len(rows), length)


def _rows(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    """The cells, row by row; strict about quotes, because a lost one would swallow rows in silence."""
    reader = csv.reader(_narrow(lines, separator), delimiter=separator, strict=True)
    weight = count = 0
    try:
        for row in reader:
            count += 1
            weight += len(row) + ROW_WEIGHT
            if weight > MOST_WEIGHT:
                raise ContentError("too_many_cells", most=MOST_WEIGHT)
            yield row
    except csv.Error as error:
        raise ContentError("csv_quotes", row=count + 1) from error


def _narrow(lines: Iterable[str], separator: str) -> Iterator[str]:
    """The lines, as long as none has more separators than a table can have columns."""
    most = table.MOST_COLUMNS
    for line in lines:
        if len(line) > most and line.count(separator) >= most:
            raise ContentError("too_many_columns", most=most)
        yield line.replace(_MARK, "") if _MARK in line else line


def _even(rows: list[list[str]]) -> list[list[str]]:
    """The rows made equally long."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > MOST_WEIGHT:
        raise ContentError("too_many_cells", most=MOST_WEIGHT)
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return rows
