"""Columns that have their own way of answering: turned round, or with another meaning of their labels."""

from dataclasses import dataclass

from kamescope.ingest.column_use import ASKED
from kamescope.ingest.columns import Sorter
from kamescope.ingest.mapping import FileMapping
from kamescope.ingest.reversal import says_reversed


@dataclass(frozen=True, slots=True)
class Turning:
    """A column whose heading says that it runs the other way round; `turned`: what a person said, None if nobody."""

    key: str
    heading: str
    turned: bool | None


def turnings(sorter: Sorter, mapping: FileMapping) -> tuple[Turning, ...]:
    """The columns of items whose headings say reversed, or of which a person has said so."""
    found = []
    for position, use in sorted(sorter.uses.items()):
        key = sorter.keys[position]
        if use.use != ASKED or key in mapping.recoded:
            continue
        names, item = (use.column.heading, *use.column.names), sorter.model.item(use.item)
        if key in mapping.turned or any(says_reversed(name, item) for name in names):
            found.append(Turning(key, use.column.heading, mapping.turned.get(key)))
    return tuple(found)
