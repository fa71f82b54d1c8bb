"""The layouts of response files: one module each, asked in turn whether a table is theirs.

A layout has `NAME`, `recognise(table, model) -> Match | None` and `read(table, match, model, findings) -> Reading`.
Adding one is adding a module and its name to `LAYOUTS`; the more particular come first.
"""

from collections.abc import Sequence
from typing import Protocol

from kamescope.ingest.checked import Findings
from kamescope.ingest.layouts import long, wide
from kamescope.ingest.reading import Match, Reading
from kamescope.ingest.table import Table
from kamescope.model import Model


class Layout(Protocol):
    """What a layout module offers."""

    NAME: str

    def recognise(self, table: Table, model: Model) -> Match | None:
        """How the table's columns are sorted, or None where the table is not of this layout."""

    def read(self, table: Table, match: Match, model: Model, findings: Findings) -> Reading:
        """The table's records and answers, still unchecked; what cannot be read goes to `findings`."""


LAYOUTS: Sequence[Layout] = (wide, long)


def recognise(table: Table, model: Model) -> tuple[Layout, Match] | None:
    """The first layout that recognises a table; None where it is a stranger to all."""
    for layout in LAYOUTS:
        match = layout.recognise(table, model)
        if match is not None:
            return layout, match
    return None
