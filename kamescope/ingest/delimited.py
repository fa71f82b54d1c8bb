"""Text files with a separator: the encoding and the separator are found in the content."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from charset_normalizer import from_bytes

from kamescope.errors import ContentError
from kamescope.ingest import table

SEPARATORS = ";,\t|"
SAMPLE_BYTES = 200_000
SAMPLE_ROWS = 50
ROW_WEIGHT = 8
MOST_WEIGHT = 2 * table.MOST_CELLS
"""What memory allows: cells, and a row costs as much as a few cells more."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD_ENCODINGS = ("cp1252", "mac_roman")
_FRENCH = "éèêëàâçùûîïôœÉÈÊÀÇÔŒ’«»…–€°·\u00a0"
_NEIGHBOURS = "áíóúñäöüßåøæãõìòÁÍÓÚÑÄÖÜÅØÆÂÛÎÏ‘“”—ºª"
_IN_WORD = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f](?=[A-Za-z])")
"""What stands between two letters is a letter: « LEFÈVRE », hardly « LEF»VRE »."""
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_EXCEL_HINT = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def read(content: bytes) -> list[list[str]]:
    """The rows of a text file, equally long; ContentError where it is no text or its quotes are wrong."""
    encoding = find_encoding(content)
    try:
        sample = _sample(content, encoding)
        if _NOT_TEXT.search(sample):
            raise ContentError("file_not_table")
        hint = _EXCEL_HINT.match(sample)
        separator = hint.group(1) if hint else find_separator(sample)
        lines = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
        if hint:
            next(lines)
        return _even(list(_rows(lines, separator)))
    except UnicodeError as error:
        raise ContentError("encoding_unknown", encoding=encoding) from error


def find_encoding(content: bytes) -> str:
    """The encoding of a text: its mark, else UTF-8 if it is that, else UTF-16 by its zeros, else an older one."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return encoding
    start = content[:SAMPLE_BYTES]
    if b"\x00" in start:
        return _utf16_without_mark(start)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _old_encoding(content)
    return "utf-8"


def _utf16_without_mark(start: bytes) -> str:
    even, odd = start[::2].count(0), start[1::2].count(0)
    most = len(start) // 2 * 0.7
    if odd > most > even:
        return "utf-16-le"
    if even > most > odd:
        return "utf-16-be"
    raise ContentError("file_not_table")


def _old_encoding(content: bytes) -> str:
    """Windows or old Mac: whichever makes the French of the letters that are not plain ASCII."""
    telling = b"\n".join(re.findall(rb"[^\r\n]*[\x80-\xff][^\r\n]*", content[: 10 * SAMPLE_BYTES]))[:SAMPLE_BYTES]
    scores = {encoding: _french(telling.decode(encoding, "replace")) for encoding in _OLD_ENCODINGS}
    ranked = sorted(_OLD_ENCODINGS, key=scores.__getitem__, reverse=True)
    if len(set(scores.values())) == 1:
        match = from_bytes(telling, cp_isolation=list(_OLD_ENCODINGS)).best()
        ranked = [match.encoding, *ranked] if match else ranked
    for encoding in ranked:
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise ContentError("encoding_unknown", encoding=ranked[0])


def _french(text: str) -> int:
    """How much a text looks like the French (or a neighbour) that people type."""
    counts = Counter(char for char in text if not char.isascii())
    likely = sum(count * (3 if char in _FRENCH else char in _NEIGHBOURS) for char, count in counts.items())
    return likely - 3 * sum(not char.isalpha() and char not in "’‘" for char in _IN_WORD.findall(text))


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
        yield line


def _even(rows: list[list[str]]) -> list[list[str]]:
    """The rows made equally long."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > MOST_WEIGHT:
        raise ContentError("too_many_cells", most=MOST_WEIGHT)
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return rows
