"""The heading row: which column holds which metadata, which item, which further attribute."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kamescope.errors import Issue
from kamescope.ingest.checked import problem
from kamescope.ingest.table import Table, column_letters, is_blank
from kamescope.ingest.values import text
from kamescope.ingest.words import heading_name, item_words, normal
from kamescope.model import Model

METADATA = ("campaign", "date", "kam", "kam_id", "company", "team", "group", "respondent")
ANSWER = ("item", "answer")


@dataclass(frozen=True)
class Headings:
    """Columns by what they hold (all places count from 0), and what is wrong with the headings."""

    row: int
    written: tuple[str, ...]
    fields: Mapping[str, int] = field(default_factory=dict)
    items: Mapping[int, int] = field(default_factory=dict)
    attributes: Mapping[str, int] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    def column(self, name: str) -> str | None:
        """The heading of a metadata column as written; None where the file has none."""
        place = self.fields.get(name)
        return None if place is None else self.written[place]


def read_headings(table: Table, model: Model, names: Iterable[str], items: bool) -> Headings:
    """Sort the columns of a table: metadata of the given `names`, items where `items`, attributes.

    A heading that occurs twice, names two items, or looks like an item without being one, is an error.
    """
    return _Sorter(table, model, frozenset(names), items).sorted()


class _Sorter:
    def __init__(self, table: Table, model: Model, names: frozenset[str], items: bool) -> None:
        self.table, self.model, self.names, self.with_items = table, model, names, items
        self.words = item_words(model)
        self.row = table.head
        self.written = tuple(text(cell) for cell in table.rows[self.row])
        self.fields: dict[str, int] = {}
        self.items: dict[int, int] = {}
        self.attributes: dict[str, int] = {}
        self.issues: list[Issue] = []

    def sorted(self) -> Headings:
        others = [place for place, heading in enumerate(self.written) if not self.known(place, heading)]
        for place in others:
            self.other(place, self.written[place])
        return Headings(self.row, self.written, self.fields, self.items, self.attributes, tuple(self.issues))

    def error(self, code: str, place: int, **facts: object) -> None:
        facts |= {"value": self.written[place], "letters": column_letters(place)}
        self.issues.append(problem("error", code, self.row + 1, self.written[place], **facts))

    def known(self, place: int, heading: str) -> bool:
        """Take a column for what its heading plainly says; False where it says nothing known."""
        name = heading_name(heading)
        if name in self.names:
            self.claim(self.fields, name, place, "heading_twice")
            return True
        found = self.words.find(heading) if self.with_items and heading else ()
        if len(found) == 1:
            self.claim(self.items, found[0], place, "item_twice", item=self.model.items[found[0]].code)
        elif found:
            self.error("item_ambiguous", place, items=", ".join(self.model.items[item].code for item in found))
        return bool(found)

    def other(self, place: int, heading: str) -> None:
        """A column whose heading is not known: an item mistyped, or an attribute of the respondents."""
        if not heading:
            self.no_heading(place)
        elif self.with_items and self.seems_an_item(heading):
            codes = self.model.items
            self.error("item_unknown", place, first=codes[0].code, last=codes[-1].code)
        else:
            self.claim(self.attributes, normal(heading), place, "heading_twice")

    def seems_an_item(self, heading: str) -> bool:
        """`Q82`, or `Q12 - Prepares…` where no other column is Q12."""
        code = self.words.code_like(heading)
        if code is None:
            return False
        return self.words.is_code_like(heading) or not (set(self.words.find(code)) & self.items.keys())

    def no_heading(self, place: int) -> None:
        """Cells under no heading are lost or shifted answers; a column that is blank throughout is nothing."""
        rows = self.table.rows
        row = next((row for row in range(self.row + 1, len(rows)) if not is_blank(rows[row][place])), None)
        if row is not None:
            letters = column_letters(place)
            cell = rows[row][place]
            self.issues.append(problem("error", "heading_missing", row + 1, letters, value=text(cell), letters=letters))

    def claim(self, kind: dict, key: object, place: int, code: str, **facts: object) -> None:
        if key in kind:
            self.error(code, place, other=column_letters(kind[key]), **facts)
        else:
            kind[key] = place
