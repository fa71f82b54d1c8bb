"""Who is rated, by which group, in which campaign: from a column, an option, a sheet's name or the file's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kamescope.errors import Issue
from kamescope.ingest.column_use import ATTRIBUTE, OTHER, ColumnUse
from kamescope.ingest.filenames import group_in, kam_in, stem
from kamescope.ingest.findings import Options, problem
from kamescope.ingest.form import Form, cells_below
from kamescope.ingest.headings import Headings
from kamescope.ingest.mapping import FileMapping
from kamescope.ingest.values import text
from kamescope.ingest.words import group_words, normal
from kamescope.model import Model
from kamescope.naming import same_key

MOST_WORDS = 40
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
COLUMN, OPTION, AGREED, SHEET, FILE, MISSING = "column", "option", "agreed", "sheet", "file", "missing"
_VIEWPOINT = re.compile(
    r"(?:je suis|i am|i'm|en tant que|as)\s+(?:(?:one of |l'un de |un de |une de )?"
    r"(?:le |la |l'|un |une |son |sa |ses |leur |his |her |their |the |a |an ))?(.+)"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the KAM or the group of a file comes from: `kind` and the heading, sheet or value that says it."""

    kind: str
    value: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class WordUse:
    """A word of the group column and the code of the group it stands for, "" where that is not known."""

    written: str
    count: int
    group: str
    sure: bool


@dataclass(frozen=True)
class Who:
    """What settles KAM, group and campaign; `by_sheet` holds (KAM, group) where sheets say them.

    `campaigns`: each sheet's campaign where somebody said it, or, not `campaigns_sure`, where its name may be one.
    """

    options: Options
    headings: Headings
    kam: Source
    group: Source
    words: tuple[WordUse, ...] = ()
    by_sheet: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    questions: tuple[Issue, ...] = ()
    campaigns: Mapping[str, str] = field(default_factory=dict)
    campaigns_sure: bool = True


def settle(
    form: Form, headings: Headings, uses: Mapping[int, ColumnUse], model: Model, options: Options, mapping: FileMapping
) -> Who:
    """Find who is rated by whom; what only a name or an unknown column says becomes a question."""
    return _Settler(form, headings, uses, model, options, mapping).who()


class _Settler:
    def __init__(
        self,
        form: Form,
        headings: Headings,
        uses: Mapping[int, ColumnUse],
        model: Model,
        options: Options,
        mapping: FileMapping,
    ) -> None:
        self.form, self.headings, self.uses = form, headings, uses
        self.model, self.options, self.mapping = model, options, mapping
        self.questions: list[Issue] = []
        table = form.table
        self.sheets = list(dict.fromkeys(row.sheet for row in table.origin[1:])) if table.origin else [table.name]
        self.facts = {sheet: mapping.facts(table.file, sheet) for sheet in self.sheets}

    def who(self) -> Who:
        campaigns, sure = self.campaigns()
        group, groups = self.group()
        words = self.words() if "group" in self.headings.fields else ()
        kam, kams = self.kam(group)
        by_sheet = {sheet: (kams.get(sheet, ""), groups.get(sheet, "")) for sheet in self.sheets}
        alone = by_sheet.popitem()[1] if len(by_sheet) == 1 else ("", "")
        options = replace(
            self.options,
            campaign=self.options.campaign or ("" if len(campaigns) > 1 else self.mapping.campaign) or None,
            kam=self.options.kam or alone[0] or None,
            group=self.options.group or alone[1] or None,
        )
        if len(self.sheets) == 1:
            options = replace(options, campaign=options.campaign or next(iter(campaigns.values()), None))
        return Who(options, self.headings, kam, group, words, by_sheet, tuple(self.questions), campaigns, sure)

    def campaigns(self) -> tuple[dict[str, str], bool]:
        """Each sheet's campaign, and whether that is sure: sheets of several years are hardly of one campaign."""
        if "campaign" in self.headings.fields:
            return {}, True
        said = {sheet: facts.campaign for sheet, facts in self.facts.items() if facts.campaign}
        if said:
            rest = self.options.campaign or self.mapping.campaign
            return {sheet: said.get(sheet, rest) for sheet in self.sheets}, True
        years = {year for sheet in self.sheets for year in _YEAR.findall(sheet)}
        if len(years) < 2:
            return {}, True
        self.ask("sheets_of_years", value=", ".join(self.sheets))
        return {sheet: sheet for sheet in self.sheets}, False

    def ask(self, code: str, **facts: object) -> None:
        self.questions.append(problem("error", code, None, None, **facts))

    def group(self) -> tuple[Source, dict[str, str]]:
        """Where the group comes from, and each sheet's where sheets say it."""
        said = {sheet: facts.group for sheet, facts in self.facts.items() if facts.group}
        if "group" in self.headings.fields:
            return Source(COLUMN, self.headings.column("group") or ""), said
        positions = {sheet: group_words(self.model).position(sheet) for sheet in self.sheets}
        by_sheet = len(self.sheets) > 1 and all(position is not None for position in positions.values())
        if option := self.options.value("group"):
            if by_sheet and set(positions.values()) != {group_words(self.model).position(option)}:
                self.ask("sheets_contradict", value=", ".join(self.sheets), option=option)
            return Source(OPTION, option), {}
        if len(said) == len(self.sheets):
            return Source(AGREED, ", ".join(dict.fromkeys(said.values()))), said
        if by_sheet:
            named = {
                sheet: self.model.groups[position].code for sheet, position in positions.items() if position is not None
            }
            return Source(SHEET, ", ".join(self.sheets)), named | said
        if column := self.group_column():
            self.headings = replace(self.headings, fields={**self.headings.fields, "group": column.column.position})
            return Source(COLUMN, column.column.heading, sure=False), said
        guessed = {
            sheet: group_in(sheet, self.model) or group_in(stem(self.form.table.file), self.model)
            for sheet in self.sheets
        }
        if all(guessed.values()):
            value = ", ".join(dict.fromkeys(self.name(code) for code in guessed.values()))
            self.ask("confirm_group", value=value, file=self.form.table.file)
            return Source(FILE, value, sure=False), guessed | said
        return Source(MISSING, sure=False), said

    def name(self, code: str) -> str:
        return " / ".join(dict.fromkeys(version for _, version in self.model.group(code).name.versions))

    def group_column(self) -> ColumnUse | None:
        """The only column nobody has claimed whose every word is a group."""
        found = []
        for use in self.uses.values():
            if use.use in (ATTRIBUTE, OTHER) and use.by == "heading":
                words = {text(cell) for cell in cells_below(self.form, use.column.position, 2000)}
                if words and len(words) <= MOST_WORDS and all(self.position(word) is not None for word in words):
                    found.append(use)
        return found[0] if len(found) == 1 else None

    def position(self, word: str) -> int | None:
        """The group that a word or a viewpoint stands for."""
        words = group_words(self.model)
        found = words.position(word)
        if found is None and (seen := _VIEWPOINT.fullmatch(normal(word))):
            found = words.position(seen.group(1))
        return found

    def words(self) -> tuple[WordUse, ...]:
        """Every word of the group column; those that need a person become one question."""
        counts: dict[str, int] = {}
        position = self.headings.fields["group"]
        rows = self.form.table.rows
        for row in range(self.form.start, len(rows)):
            if any(rows[row]):
                word = text(rows[row][position])
                counts[word] = counts.get(word, 0) + 1
        plain = group_words(self.model)
        known_heading = position in self.uses and self.uses[position].use == "group"
        uses = []
        for word, count in list(counts.items())[:MOST_WORDS]:
            agreed = self.mapping.groups.get(normal(word))
            found = self.position(word)
            code = agreed or ("" if found is None else self.model.groups[found].code)
            if code not in self.model.group_index:
                code = ""
            uses.append(
                WordUse(word, count, code, bool(agreed) or (known_heading and plain.position(word) is not None))
            )
        doubtful = [use for use in uses if use.written and use.group and not use.sure]
        if doubtful:
            listed = " · ".join(f"{use.written} → {self.name(use.group)}" for use in doubtful)
            self.ask("confirm_group_words", heading=self.headings.column("group"), pairs=listed)
        return tuple(uses)

    def sheets_are_people(self, option: str) -> bool:
        """Whether several sheets seem to be called like KAMs, other ones than the one named."""
        found = {same_key(kam_in(sheet, self.model)) for sheet in self.sheets} if len(self.sheets) > 1 else set()
        return len(found) > 1 and "" not in found and found != {same_key(option)}

    def kam(self, group: Source) -> tuple[Source, dict[str, str]]:
        """Where the KAM comes from, and each sheet's where sheets say it."""
        fields = self.headings.fields
        said = {sheet: facts.kam for sheet, facts in self.facts.items() if facts.kam}
        if "kam" in fields or "kam_id" in fields:
            return Source(COLUMN, self.headings.column("kam") or self.headings.column("kam_id") or ""), said
        if option := self.options.value("kam"):
            if group.kind != SHEET and self.sheets_are_people(option):
                self.ask("sheets_contradict", value=", ".join(self.sheets), option=option)
            return Source(OPTION, option), {}
        if len(said) == len(self.sheets):
            return Source(AGREED, ", ".join(dict.fromkeys(said.values()))), said
        if len(self.sheets) > 1 and group.kind != SHEET:
            self.ask("confirm_kam", value=", ".join(self.sheets), file=self.form.table.file)
            return Source(SHEET, ", ".join(self.sheets), sure=False), {sheet: sheet for sheet in self.sheets} | said
        guess = kam_in(stem(self.form.table.file), self.model, [person.name for person in self.options.people])
        if guess:
            self.ask("confirm_kam", value=guess, file=self.form.table.file)
            return Source(FILE, guess, sure=False), dict.fromkeys(self.sheets, guess) | said
        return Source(MISSING, sure=False), said
