"""Text that somebody read in the wrong encoding before it was written down: `HÃ©lÃ¨ne`, or a lost letter.

The file is whole, and nothing says any more what stood there: a name in it would make somebody else.
"""

import re
from collections.abc import Iterator, Mapping

import numpy as np

from kamescope.ingest.column_use import ColumnUse
from kamescope.ingest.encoding import OF_UTF8, OLD
from kamescope.ingest.faults import NAMES
from kamescope.ingest.findings import Findings, problem
from kamescope.ingest.form import Form

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
_LOST = "\N{REPLACEMENT CHARACTER}"


def is_garbled(written: str) -> bool:
    """Whether a letter is lost, or the signs of a text are those of UTF-8 under another encoding."""
    return _LOST in written or any(map(_was_utf8, _BEYOND_ASCII.findall(written)))


def report_garbled(form: Form, uses: Mapping[int, ColumnUse], lines: np.ndarray, findings: Findings) -> None:
    """Errors for garbled headings that nobody has settled, and for garbled names of people, companies, groups."""
    for use in uses.values():
        if use.by != "agreed" and is_garbled(use.column.heading):
            findings.add("error", "text_garbled", form.head + 1, use.column.heading, value=use.column.heading)
    rows = form.table.rows
    for position, use in uses.items():
        if use.use in NAMES:
            garbled = [
                line for line in lines.tolist() if isinstance(cell := rows[line][position], str) and is_garbled(cell)
            ]
            _report(form, use, garbled, findings)


def _report(form: Form, use: ColumnUse, lines: list[int], findings: Findings) -> None:
    cells = [form.table.rows[line][use.column.position] for line in lines]
    where = [form.table.row(line) for line in lines]
    findings.add_alike(
        "error",
        "text_garbled",
        cells,
        lambda at: problem("error", "text_garbled", where[at], use.column.heading, value=cells[at]),
        where.__getitem__,
    )


def _was_utf8(signs: str) -> bool:
    return any(OF_UTF8.fullmatch(text) for text in _read_again(signs))


def _read_again(signs: str) -> Iterator[str]:
    for encoding in (*OLD, "latin-1"):
        try:
            yield signs.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
