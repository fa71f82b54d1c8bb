"""Columns that have their own way of answering: turned round, or with another meaning of their labels."""

import re
from dataclasses import dataclass

from kamescope.ingest.agreement import Agreement
from kamescope.ingest.columns import ASKED, Sorter
from kamescope.ingest.words import normal
from kamescope.model import Item

_REVERSED = re.compile(
    r"\b(?:inverse[es]*|renverse[es]*|retourne[es]*|reversed?|rev|inv|recode[ds]?|recodee?s?|negati(?:f|ve|vely)s?)\b"
    r"|[(\[]\s*(?:r|-|i)\s*[)\]]|\d[ _.-]?r$|[ _.-](?:r|rev|inv)$"
)
"""What headings say of an item that runs the other way round: `Q12 (inversé)`, `Q12 [R]`, `q12_r`, `reverse coded`."""


@dataclass(frozen=True, slots=True)
class Turning:
    """A column whose heading says that it runs the other way round; `turned`: what a person said, None if nobody."""

    key: str
    heading: str
    turned: bool | None


def turnings(sorter: Sorter, agreement: Agreement) -> tuple[Turning, ...]:
    """The columns of items whose headings say reversed, or of which a person has said so."""
    found = []
    for place, use in sorted(sorter.uses.items()):
        key = sorter.keys[place]
        if use.use != ASKED or key in agreement.recoded:
            continue
        if key in agreement.turned or says_reversed(use.column.heading, sorter.model.item(use.item)):
            found.append(Turning(key, use.column.heading, agreement.turned.get(key)))
    return tuple(found)


def says_reversed(heading: str, item: Item) -> bool:
    """Whether a heading says reversed, in words that are not those of the statement."""
    told = normal(heading)
    for word in (item.code, *(version for _, version in item.text.versions), *item.aliases):
        if len(plain := normal(word)) > len(normal(item.code)) or told == plain:
            told = told.replace(plain, " ")
    return bool(_REVERSED.search(told))
