"""What a column may be taken for, and what it is called in a mapping."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kamescope.ingest.form import PERSONAL, Column
from kamescope.ingest.words import normal
from kamescope.questionnaire import COMMENT as COMMENT_OF

ASKED, ATTRIBUTE, FREE_TEXT, OTHER, OPEN = "asked", "attribute", "free_text", "other", "open"
COMMENT = "comment"
ROW_NUMBER = "row_number"
DROPPED = (OTHER, ATTRIBUTE, FREE_TEXT, PERSONAL)
NO_ITEM = re.compile(
    r".*(?:_text|\[(?:other|autre|comment)\])|(?:points|feedback|commentaires?|score)\s*[-–:]\s.+", re.IGNORECASE
)
"""What tools add beside an item: a free text, the points of a quiz."""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What one column is taken for.

    `use`: `asked` (an item), `comment` (an open question; `item` is the code of either), a metadata name, one of
    EXTRAS, `attribute`, `personal`, `technical`, `row_number`, `free_text` or `other` (these five are dropped), `open`
    where a person has to say. `by`: `code`, `statement`, `number`, `position`, `agreed`, `heading`, `layout`,
    `mistyped`, `shape`. `sure` is false where a person has to confirm it.
    """

    column: Column
    use: str
    item: str = ""
    by: str = ""
    sure: bool = True

    @property
    def key(self) -> str:
        """What a mapping calls the column."""
        return normal(self.column.heading)

    @property
    def said(self) -> str:
        """What a mapping says of a column that is used so."""
        return f"{COMMENT_OF}{self.item}" if self.use == COMMENT else self.item or self.use


def column_keys(columns: Iterable[Column]) -> dict[int, str]:
    """Place → the column's name in a mapping: its heading, with `#2` where it is repeated."""
    seen: dict[str, int] = {}
    keys = {}
    for column in columns:
        key = normal(column.heading) or column.letters.lower()
        seen[key] = seen.get(key, 0) + 1
        keys[column.position] = key if seen[key] == 1 else f"{key}#{seen[key]}"
    return keys
