"""Files with the same headings as one: every column, label, word and file once, what is offered, what is in doubt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kamescope.model import Model
from kamescope.service import (
    IGNORE,
    FileFacts,
    FileMapping,
    Likeness,
    Understood,
    column_keys,
    file_key,
    label_key,
    merged,
    normal,
)
from kamescope.ui.imports.batch import ANSWER_CODES, CAMPAIGN_CODES, COLUMN_CODES, HIDDEN_CODES, WHO_CODES, FileLook

DROPPED = ("personal", "technical", "row_number", "free_text", "other")
"""Uses of columns that are not imported."""
SHOWN = ("asked", "open", "other", "kam", "kam_id", "group", "campaign", "date", "company", "team", "item", "answer")
"""Uses of columns whose first cells are shown; those of a person are never."""
SHOWN_VALUES = 3
UNTOLD = ("unknown", "against")
"""How labels are understood that nobody could propose a value for."""


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column: `value` is an item, a metadata name, `ignore`, or "" where nobody could propose anything."""

    key: str
    letters: str
    heading: str
    values: str
    use: str
    by: str
    value: str
    doubt: bool


@dataclass(frozen=True, slots=True)
class HeldIn:
    """Rows of one file, or of one of its sheets: the first of them, and how many there are."""

    file: str
    sheet: str
    first: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One way of answering: its value, None for no answer; `known` is false as long as nobody has given one.

    `proposed`: what a person may take for it where it is in doubt, in a tuple; () where nobody could propose anything.
    """

    key: str
    written: str
    count: int
    value: int | None
    known: bool
    doubt: bool
    proposed: tuple[int | None, ...] = ()
    positions: tuple[HeldIn, ...] = ()


@dataclass(frozen=True, slots=True)
class WordRow:
    """One word of the group column and its group, "" as long as nobody has said it; `proposed`: the likely one."""

    key: str
    written: str
    count: int
    group: str
    doubt: bool
    proposed: str = ""
    positions: tuple[HeldIn, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A column whose heading says reversed: whether its answers are turned round, None where nobody has said."""

    key: str
    heading: str
    turned: bool | None
    doubt: bool


@dataclass(frozen=True, slots=True)
class WhoRow:
    """One file or sheet whose KAM or group no column says."""

    key: str
    file: str
    sheet: str
    kam: str
    group: str
    doubt: bool


@dataclass(frozen=True, slots=True)
class AsideRow:
    """One questionnaire that is, or could be, left out."""

    key: str
    file: str
    sheet: str
    row: int
    reason: str
    other: int
    kept: bool


@dataclass(frozen=True, slots=True)
class HiddenRow:
    """One file in which something is hidden: how many rows, columns and sheets, and what was decided of them."""

    key: str
    file: str
    counts: tuple[int, int, int]
    choice: str
    doubt: bool


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """One sheet of a workbook of several campaigns."""

    key: str
    file: str
    sheet: str
    campaign: str
    doubt: bool


@dataclass(frozen=True)
class Kind:
    """Files with the same headings."""

    headings: str
    looks: tuple[FileLook, ...]
    model: Model
    columns: tuple[ColumnRow, ...]
    labels: tuple[LabelRow, ...]
    words: tuple[WordRow, ...]
    turns: tuple[TurnRow, ...]
    who: tuple[WhoRow, ...]
    people: tuple[Likeness, ...]
    exclusions: tuple[AsideRow, ...]
    hidden: tuple[HiddenRow, ...]
    sheets: tuple[SheetChoice, ...]
    needs_kam: bool
    needs_group: bool

    @property
    def base(self) -> FileMapping:
        """What is agreed or offered before anybody changes a thing."""
        return merged(mapping for look in self.looks for mapping in (look.read.proposal, look.proposed.proposal))

    @property
    def asks(self) -> bool:
        """Whether a person has to say something."""
        return any(look.state == "asks" for look in self.looks)

    @property
    def still_open(self) -> Mapping[str, tuple[str, ...]]:
        """What nobody could propose, as a written mapping lists it."""
        found: dict[str, dict[str, None]] = {}
        for look in self.looks:
            for name, entries in look.proposed.still_open.items():
                found.setdefault(name, {}).update(dict.fromkeys(entries))
        return {name: tuple(entries) for name, entries in found.items()}


@dataclass(frozen=True)
class Edits:
    """What the tables of a kind say now, by the keys of its rows."""

    columns: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, int | None] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    turned: Mapping[str, bool] = field(default_factory=dict)
    who: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, bool] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)
    campaigns: Mapping[str, str] = field(default_factory=dict)
    open: int = 0
    twice: tuple[str, ...] = ()


def kinds(looks: Iterable[FileLook]) -> list[Kind]:
    """The recognised files by their headings, in the order they came."""
    found: dict[str, list[FileLook]] = {}
    for look in looks:
        if look.kind and look.state != "already":
            found.setdefault(look.kind, []).append(look)
    return [_kind(headings, tuple(same)) for headings, same in found.items()]


def agreed(kind: Kind, edits: Edits) -> FileMapping:
    """The mapping that the tables of a kind say."""
    base = kind.base
    before = {row.key: row for row in kind.columns}
    columns = {
        key: value
        for key, value in edits.columns.items()
        if value and (before[key].doubt or value != before[key].value or key in base.columns)
    }
    files = dict(base.files)
    for row in kind.who:
        kam, group = edits.who[row.key]
        files[row.key] = replace(files.get(row.key, FileFacts()), kam=kam, group=group)
    for key, choice in edits.hidden.items():
        files[key] = replace(files.get(key, FileFacts()), hidden=choice)
    for key, campaign in edits.campaigns.items():
        files[key] = replace(files.get(key, FileFacts()), campaign=campaign)
    for aside in kind.exclusions:
        facts = files.get(aside.key, FileFacts())
        files[aside.key] = _counting(facts, aside, edits.kept[f"{aside.key}:{aside.row}"])
    return replace(
        base,
        columns={**base.columns, **columns},
        answers={**base.answers, **edits.labels},
        groups={**base.groups, **{key: group for key, group in edits.words.items() if group}},
        turned={**base.turned, **edits.turned},
        people={**base.people, **edits.people},
        files={name: facts for name, facts in files.items() if facts != FileFacts() or name in base.files},
    )


def _counting(facts: FileFacts, row: AsideRow, kept: bool) -> FileFacts:
    """What is said of a file with one of its questionnaires counted, or left out."""
    keep, drop = set(facts.keep) - {row.row}, set(facts.drop)
    if kept:
        return replace(facts, keep=tuple(sorted(keep | {row.row})), drop=tuple(sorted(drop - {row.row})))
    return replace(facts, keep=tuple(sorted(keep)))


def _kind(headings: str, looks: tuple[FileLook, ...]) -> Kind:
    raw = [look.read for look in looks]
    offered = [look.proposed for look in looks]
    errors = frozenset().union(*(look.errors for look in looks))
    needs_kam = any(each.kam.kind not in ("column", "option") for each in raw) or "kam_missing" in errors
    needs_group = any(each.group.kind not in ("column", "option") for each in raw) or "group_missing" in errors
    return Kind(
        headings=headings,
        looks=looks,
        model=looks[0].offered.model,
        columns=_columns(looks, raw, offered),
        labels=_labels(looks, raw, offered),
        words=_words(looks, raw, offered),
        turns=_turns(raw, offered),
        who=tuple(row for look in looks for row in _who(look)) if needs_kam or needs_group else (),
        people=tuple({each.key: each for seen in (offered, raw) for one in seen for each in one.people}.values()),
        exclusions=tuple(row for look in looks for row in _asides(look)),
        hidden=tuple(row for look in looks for row in _hidden(look)),
        sheets=tuple(row for look in looks for row in _sheets(look)),
        needs_kam=needs_kam,
        needs_group=needs_group,
    )


def _columns(looks: tuple[FileLook, ...], raw: list[Understood], offered: list[Understood]) -> tuple[ColumnRow, ...]:
    issues = [issue for look in looks for issue in look.now.report.issues if issue.is_error]
    wrong = {issue.column for issue in issues if issue.code in COLUMN_CODES}
    rows = []
    for at, key in enumerate(column_keys([use.column for use in raw[0].columns]).values()):
        uses = [each.columns[at] for each in raw]
        best = next((each.columns[at] for each in offered if each.columns[at].use not in (*DROPPED, "open")), None)
        use = best or offered[0].columns[at]
        column = raw[0].columns[at].column
        name = column.heading or column.letters
        doubt = any(not each.sure or each.use == "open" for each in uses) or name in wrong
        if not column.heading and not doubt:
            continue
        value = "" if use.use == "open" else IGNORE if use.use in DROPPED else use.said
        shown = _first_values(raw, at) if use.use in SHOWN else ""
        rows.append(ColumnRow(key, column.letters, name, shown, use.use, uses[0].by, value, doubt))
    return (*rows, *_unknown_items(raw))


def _unknown_items(raw: list[Understood]) -> Iterable[ColumnRow]:
    """What stands in a column of items and is none: asked as a heading would be."""
    names = {normal(name): name for each in raw for name in each.unknown_items}
    return (ColumnRow(key, "", name, "", "open", "heading", "", True) for key, name in names.items())


def _first_values(raw: list[Understood], at: int) -> str:
    values = dict.fromkeys(row[at] for each in raw for row in each.first_rows if row[at])
    return " · ".join(list(values)[:SHOWN_VALUES])


def _labels(looks: tuple[FileLook, ...], raw: list[Understood], offered: list[Understood]) -> tuple[LabelRow, ...]:
    """What is in doubt first; it has a value only where a person gave it for such files before."""
    counts: dict[str, list] = {}
    for each in raw:
        for use in each.labels:
            entry = counts.setdefault(label_key(use.written), [use.written, 0, False])
            entry[1] += use.count
            entry[2] = entry[2] or not use.sure
    said = {label_key(use.written): use.value for each in offered for use in each.labels if use.by not in UNTOLD}
    before = {key: value for look in looks for key, value in look.recalled.answers.items()}
    rows = []
    for key, (written, count, doubt) in counts.items():
        known = before if doubt else said
        proposed = (said[key],) if doubt and key in said else ()
        positions = _positions(looks, key, "labels_held") if doubt else ()
        rows.append(LabelRow(key, written, count, known.get(key), key in known, doubt, proposed, positions))
    return tuple(sorted(rows, key=_label_order))


def _label_order(row: LabelRow) -> tuple[bool, bool, bool, int, str]:
    """What is in doubt first, of that what nobody could propose; then the best first, no answer last."""
    likely = row.proposed if row.doubt else (row.value,) if row.known else ()
    value = likely[0] if likely else None
    return not row.doubt, bool(likely), value is None, -(value or 0), row.written


def _positions(looks: Iterable[FileLook], key: str, of: str) -> tuple[HeldIn, ...]:
    """The rows of each file that hold a value."""
    return tuple(
        HeldIn(look.read.file, held.sheet if len(look.read.sheets) > 1 else "", held.first, held.count)
        for look in looks
        for held in getattr(look.read, of).get(key, ())
    )


def _words(looks: tuple[FileLook, ...], raw: list[Understood], offered: list[Understood]) -> tuple[WordRow, ...]:
    """What is in doubt first; it has a group only where a person gave it for such files before."""
    recalled = {key: group for look in looks for key, group in look.recalled.groups.items()}
    said = {normal(use.written): use.group for each in offered for use in each.words if use.group}
    rows: dict[str, WordRow] = {}
    for each in raw:
        for use in each.words:
            key = normal(use.written)
            if not use.written:
                continue
            before = rows.get(key)
            count = use.count + (before.count if before else 0)
            doubt = not use.sure or bool(before and before.doubt)
            positions = _positions(looks, key, "words_held") if doubt else ()
            group, likely = said.get(key, ""), said.get(key, "") if doubt else ""
            rows[key] = WordRow(
                key, use.written, count, recalled.get(key, "") if doubt else group, doubt, likely, positions
            )
    return tuple(sorted(rows.values(), key=lambda row: (not row.doubt, bool(row.proposed))))


def _turns(raw: list[Understood], offered: list[Understood]) -> tuple[TurnRow, ...]:
    """Offered columns may be items only once their proposal is taken."""
    said = {each.key: each.turned for seen in raw for each in seen.turnings}
    found = {each.key: each for seen in offered for each in seen.turnings}
    return tuple(TurnRow(key, each.heading, each.turned, said.get(key) is None) for key, each in found.items())


def _who(look: FileLook) -> Iterable[WhoRow]:
    seen, offered = look.read, look.proposed
    file = seen.file
    for sheet in seen.sheets if len(seen.sheets) > 1 else ("",):
        facts = offered.proposal.facts(file, sheet)
        key = file_key(file, sheet)
        yield WhoRow(key, file, sheet, facts.kam, facts.group, bool(look.errors & WHO_CODES))


def _asides(look: FileLook) -> Iterable[AsideRow]:
    seen = look.proposed
    for each in seen.set_aside:
        key = file_key(seen.file, each.sheet if len(seen.sheets) > 1 else "")
        yield AsideRow(key, seen.file, each.sheet, each.row, each.reason, each.other, each.kept)


def _hidden(look: FileLook) -> Iterable[HiddenRow]:
    seen = look.read
    if any(seen.unseen.count()):
        choice = seen.proposal.hidden_in(seen.file)
        yield HiddenRow(file_key(seen.file), seen.file, seen.unseen.count(), choice, bool(look.errors & HIDDEN_CODES))


def _sheets(look: FileLook) -> Iterable[SheetChoice]:
    seen = look.read
    for sheet, campaign in seen.campaigns.items() if len(seen.sheets) > 1 else ():
        doubt = bool(look.errors & CAMPAIGN_CODES)
        yield SheetChoice(file_key(seen.file, sheet), seen.file, sheet, campaign, doubt)


def asked_labels(kind: Kind) -> bool:
    """Whether the table of labels needs a person: then all of it is shown."""
    return any(row.doubt for row in kind.labels) or any(look.errors & ANSWER_CODES for look in kind.looks)
