"""Columns → items and metadata, by what the headings say; what they leave open, by position."""

from dataclasses import replace

from kamescope.errors import Issue
from kamescope.ingest.answerlike import answer_like, only_answers
from kamescope.ingest.column_matching import Claim, candidates, claimed, in_grids, uncontested
from kamescope.ingest.column_positions import by_position
from kamescope.ingest.column_use import (
    ASKED,
    ATTRIBUTE,
    COMMENT,
    FREE_TEXT,
    NO_ITEM,
    OPEN,
    OTHER,
    ROW_NUMBER,
    ColumnUse,
    column_keys,
)
from kamescope.ingest.comments import question_of
from kamescope.ingest.findings import problem
from kamescope.ingest.form import EXTRAS, TECHNICAL, Column, Form
from kamescope.ingest.headings import ANSWER, METADATA, Headings
from kamescope.ingest.mapping import IGNORE, FileMapping
from kamescope.ingest.personal import personal_kind
from kamescope.ingest.rownumbers import counts_rows, is_row_number
from kamescope.ingest.table import column_letters, is_blank
from kamescope.ingest.values import text
from kamescope.ingest.words import heading_name, item_words, normal
from kamescope.model import Model
from kamescope.questionnaire import COMMENT as COMMENT_OF

FEW = 3
"""Rows from which a count of rows is told from answers."""


class Sorter:
    """Sorts the columns of one form; `uses` and `issues` hold what came of it.

    `joined`: position of an item's first column → the further ones that are put together with it. `wrong`: positions
    of columns that an issue is about, whose answer is a word of the mapping file.
    """

    def __init__(self, form: Form, model: Model, mapping: FileMapping) -> None:
        self.form, self.model, self.mapping = form, model, mapping
        self.words = item_words(model)
        self.keys = column_keys(form.columns)
        self.uses: dict[int, ColumnUse] = {}
        self.joined: dict[int, list[int]] = {}
        self.issues: list[Issue] = []
        self.said: set[str] = set()
        self.wrong: set[int] = set()
        self.counts_from_zero = False
        self.sort()

    def sort(self) -> None:
        claims = {}
        left = [column for column in self.form.columns if not self.agreed(column)]
        self.said = {use.use for use in self.uses.values()}
        for column in left:
            if not self.by_role(column) and not self.by_question(column) and (claim := self.claim(column)):
                claims[column.position] = claim
        self.settle(claims)
        self.by_shape()
        for column in self.form.columns:
            if column.position not in self.uses:
                self.rest(column)
        self.uses |= by_position(self.form, self.model, self.uses)

    def take(self, column: Column, use: str, by: str, item: str = "", sure: bool = True) -> bool:
        self.uses[column.position] = ColumnUse(column, use, item, by, sure)
        return True

    def error(self, code: str, column: Column, **facts: object) -> None:
        facts = {"value": column.heading, "letters": column.letters} | facts
        self.wrong.add(column.position)
        self.issues.append(problem("error", code, self.form.head + 1, column.heading, **facts))

    def agreed(self, column: Column) -> bool:
        """What a person said of the column."""
        said = self.mapping.columns.get(self.keys[column.position])
        if said is None:
            return False
        position = self.words.codes.get(said)
        if position is not None:
            return self.take(column, ASKED, "agreed", said)
        if said in METADATA or said in EXTRAS or (said in ANSWER and self.form.by_answer) or said == ATTRIBUTE:
            return self.take(column, said, "agreed")
        if said.startswith(COMMENT_OF) and (question := said.removeprefix(COMMENT_OF)) in self.model.open_index:
            return self.take(column, COMMENT, "agreed", question)
        if said != IGNORE:
            self.error(
                "mapping_column", column, said=said, first=self.model.items[0].code, last=self.model.items[-1].code
            )
        return self.take(column, OTHER, "agreed")

    def by_role(self, column: Column) -> bool:
        """What the layout or the heading plainly says, unless a person said it of another column."""
        if column.role and column.role not in self.said:
            return self.take(column, column.role, "layout")
        for name in column.names:
            field = heading_name(name)
            if field in self.said:
                continue
            if field in METADATA or (field in ANSWER and self.form.by_answer):
                return self.take(column, field, "heading")
        return False

    def by_question(self, column: Column) -> bool:
        """An open question by its code or its wording; in the tables of other tools a person has to confirm it."""
        code = question_of(self.model, candidates(column.names))
        if not code or self.words.find(column.heading) or only_answers(self.form, column, self.model.scale, ()):
            return False
        plain = question_of(self.model, (column.heading,)) == code
        return self.take(column, COMMENT, "statement", code, sure=self.form.ours and plain)

    def by_shape(self) -> None:
        """What a file of one row an answer tells by its shape, for a person to confirm."""
        for position, use in self.form.proposed.items():
            taken = {other.use for other in self.uses.values()} - {OPEN}
            if position not in self.uses and use not in taken:
                self.take(self.form.columns[position], use, "shape", sure=False)

    def claim(self, column: Column) -> Claim | None:
        """The item that a column's names stand for; a wording that several items share is an error."""
        if not column.heading or self.form.by_answer or NO_ITEM.fullmatch(normal(column.heading)):
            return None
        exact = self.words.find(column.heading)
        if len(exact) > 1:
            self.error("item_ambiguous", column, items=", ".join(self.model.items[item].code for item in exact))
            self.take(column, OTHER, "heading")
            return None
        return claimed(column, self.words)

    def settle(self, claims: dict[int, Claim]) -> None:
        """Columns get the items they claim; of several claims the sure one counts.

        Two sure ones are an error, unless no row fills both: forms with branches ask the same in several places.
        """
        claims = uncontested(self.our_numbers(in_grids(claims, self.model)))
        if self.may_be_shifted(claims):
            claims = {position: replace(claim, sure=False) for position, claim in claims.items()}
        columns = {column.position: column for column in self.form.columns}
        holders = self.agreed_items()
        for position, claim in sorted(claims.items(), key=lambda entry: (not entry[1].sure, entry[0])):
            code, column = self.model.items[claim.position].code, columns[position]
            if claim.by == "contradicted":  # its code is of one item, its words of another
                self.take(column, OPEN, claim.by, sure=False)
            elif code not in holders:
                holders[code] = position
                self.take(column, ASKED, claim.by, code, claim.sure)
            elif claim.sure:
                self.again(column, code, holders[code], claim.by)
            elif not self.uses[holders[code]].sure:
                self.take(column, OPEN, claim.by, sure=False)

    def agreed_items(self) -> dict[str, int]:
        """The first column of each item that a person assigned."""
        holders: dict[str, int] = {}
        for position, use in sorted(self.uses.items()):
            if use.use == ASKED and holders.setdefault(use.item, position) != position:
                self.again(use.column, use.item, holders[use.item], "agreed")
        return holders

    def again(self, column: Column, code: str, holder: int, by: str) -> None:
        """One more column of an item: put together with the first where no row fills both."""
        positions = [holder, *self.joined.get(holder, ()), column.position]
        rows = self.form.table.rows[self.form.start :]
        if any(sum(not is_blank(row[position]) for position in positions) > 1 for row in rows):
            self.error("item_twice", column, item=code, other=column_letters(holder))
            self.take(column, OTHER, by)
        else:
            self.joined.setdefault(holder, []).append(column.position)
            self.take(column, ASKED, by, code)

    def our_numbers(self, claims: dict[int, Claim]) -> dict[int, Claim]:
        """Beside answers under a code that we do not have, the file's numbering may be another one than ours.

        It is where it counts from 0 and lacks our last item: codes tell nothing then. It may be where it goes beyond
        our last item and lacks the first.
        """
        strange = [column for column in self.form.columns if self.is_strange_code(column)]
        if self.form.by_answer or not answer_like(self.form, strange, self.model.scale):
            return claims
        coded = {position for position, claim in claims.items() if claim.by in ("code", "number")}
        held = {claims[position].position for position in coded}
        if len(self.model.items) - 1 not in held and any(self.words.is_zero(column.heading) for column in strange):
            self.counts_from_zero = True
            return {position: claim for position, claim in claims.items() if position not in coded}
        if 0 in held:  # they begin where ours do
            return claims
        return {
            position: replace(claim, sure=claim.sure and position not in coded) for position, claim in claims.items()
        }

    def may_be_shifted(self, claims: dict[int, Claim]) -> bool:
        """R writes row numbers and no heading above them: every answer stands one column too far to the right."""
        first, last = self.form.columns[0], self.form.columns[-1]
        rows = len(self.form.table.rows) - self.form.start
        return first.position in claims and not last.heading and rows >= FEW and counts_rows(self.form, first)

    def is_strange_code(self, column: Column) -> bool:
        """`Q0`, or `Q82` where the last item is Q81."""
        heading = column.heading
        return column.position not in self.uses and self.words.is_code_like(heading) and not self.words.find(heading)

    def rest(self, column: Column) -> None:
        """Columns that are no item: personal ones, attributes, free text, mistyped items."""
        heading = column.heading
        kind = personal_kind(heading, self.form, column.position)
        if is_row_number(self.form, column):
            self.take(column, ROW_NUMBER, "heading")
        elif not heading:
            self.no_heading(column)
        elif kind == FREE_TEXT and self.holds_answers(column):
            self.take(column, OTHER, "heading")
        elif kind:
            self.take(column, kind, "heading")
        elif not self.form.by_answer and self.seems_an_item(heading):
            self.error("item_unknown", column, first=self.model.items[0].code, last=self.model.items[-1].code)
            self.take(column, OTHER, "mistyped")
        elif self.form.ours or normal(heading) == normal(self.model.partition or ""):
            self.take(column, ATTRIBUTE, "heading")
        else:
            self.take(column, OTHER, "heading")

    def holds_answers(self, column: Column) -> bool:
        """Whether a column that calls itself a free text holds numbers of the scale, or what items' columns hold."""
        asked = [use.column for use in self.uses.values() if use.use == ASKED]
        return only_answers(self.form, column, self.model.scale, asked)

    def seems_an_item(self, heading: str) -> bool:
        """`Q82`, or `Q12 - Prepares…` where no column is Q12 although codes are used."""
        code = self.words.code_like(heading)
        if code is None or normal(heading)[len(code) :].startswith("_"):
            return False
        if self.words.is_code_like(heading):
            return not self.counts_from_zero
        known = {use.item for use in self.uses.values() if use.by == "code"}
        absent = not any(self.model.items[position].code in known for position in self.words.find(code))
        return bool(known) and absent and self.form.ours

    def no_heading(self, column: Column) -> None:
        """Cells under no heading are lost or shifted answers; a column that is blank throughout is nothing.

        Beyond the last heading of a text file it is the row that is too long, which is told of every such row.
        """
        rows, lengths = self.form.table.rows, self.form.table.lengths
        beyond = lengths and column.position >= lengths[self.form.head]
        for row in () if beyond else range(self.form.start, len(rows)):
            if value := text(rows[row][column.position]):
                facts = {"value": value, "letters": column.letters}
                where = self.form.table.row(row)
                self.issues.append(problem("error", "heading_missing", where, column.letters, **facts))
                self.wrong.add(column.position)
                break
        self.take(column, TECHNICAL, "heading")


def headings_of(form: Form, sorter: Sorter) -> Headings:
    """The sorted columns as positions by what they hold; the same metadata twice is an error."""
    written = tuple(column.heading or column.letters for column in form.columns)
    fields: dict[str, int] = {}
    extras: dict[str, int] = {}
    attributes: dict[str, int] = {}
    items: dict[int, int] = {}
    comments: dict[str, tuple[int, ...]] = {}
    for position, use in sorted(sorter.uses.items()):
        if use.use == ASKED:
            items.setdefault(sorter.words.codes[use.item], position)
        elif use.use == COMMENT:
            comments[use.item] = (*comments.get(use.item, ()), position)
        elif use.use == ATTRIBUTE:
            _claim(sorter, attributes, normal(use.column.heading), use)
        elif use.use in METADATA or use.use in ANSWER:
            _claim(sorter, fields, use.use, use)
        elif use.use in EXTRAS:
            extras.setdefault(use.use, position)
    return Headings(form.head, written, fields, items, attributes, tuple(sorter.issues), extras, comments)


def _claim(sorter: Sorter, kind: dict[str, int], key: str, use: ColumnUse) -> None:
    if key not in kind:
        kind[key] = use.column.position
        return
    before = sorter.uses[kind[key]]
    if before.by == "layout" and use.by != "layout":  # our own word beats the tool's
        kind[key] = use.column.position
    elif use.by == "layout":
        return
    else:
        sorter.error("heading_twice", use.column, other=column_letters(kind[key]))
