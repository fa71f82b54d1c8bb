"""The heading row: which column holds which metadata, which item, which further attribute."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kamescope.errors import Issue

METADATA = ("campaign", "date", "kam", "kam_id", "company", "team", "group", "respondent")
ANSWER = ("item", "answer")


@dataclass(frozen=True, slots=True)
class Headings:
    """Columns by what they hold (all positions count from 0), and what is wrong with the headings.

    `extras` are columns that tell who counts and how long they took, under the names of `form.EXTRAS`; `comments` those
    that hold what was written, by the code of the open question.
    """

    row: int
    written: tuple[str, ...]
    fields: Mapping[str, int] = field(default_factory=dict)
    items: Mapping[int, int] = field(default_factory=dict)
    attributes: Mapping[str, int] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    extras: Mapping[str, int] = field(default_factory=dict)
    comments: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def column(self, name: str) -> str | None:
        """The heading of a metadata column as written; None where the file has none."""
        position = self.fields.get(name)
        return None if position is None else self.written[position]
