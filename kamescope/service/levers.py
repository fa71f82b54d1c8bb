"""The manager's other instruments: files kept and taken back, and rows of whom the viewer sees."""

import datetime
import json
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from kamescope.errors import Issue, RequestError
from kamescope.ingest.findings import Findings
from kamescope.levers.agreement import LeverAgreement
from kamescope.levers.instrument import ColumnKind, Instrument, Setting
from kamescope.levers.reading import LeverTable, TableRefused, read_lever
from kamescope.levers.registry import instrument
from kamescope.naming import alphabetical, tidy
from kamescope.records import Kam
from kamescope.service.files import Upload
from kamescope.service.lever_people import LeverLikeness, LeverPeople, who_is_named
from kamescope.service.lever_seen import LeverSight
from kamescope.service.viewer import Scope
from kamescope.store import audit, reads
from kamescope.store import levers as kept
from kamescope.store.connect import Snapshot, Store
from kamescope.store.levers import LeverDelivery, LeverKept, LeverLine, LeverName
from kamescope.store.tokens import tokens

OF_KAMS = ("company", "team")
"""What rows may be filtered by that is known of the KAM whom they name, where the file does not say it itself."""
_SLOT_KINDS = {ColumnKind.TEXT: "text", ColumnKind.CHOICE: "text", ColumnKind.DAY: "day"}


@dataclass(frozen=True, slots=True)
class LeverRequest:
    """How a file is to be kept: for which instrument, what a person said of its columns, and what it is about.

    `held_on`: the day that its figures are about, today where nobody says; `people`: by name of the file who that is
    (id, token or name), `-` for nobody known; `choices`: what a person set beside it. `fictitious`: of the
    demonstration, whose people are apart.
    """

    instrument: str
    agreement: LeverAgreement = field(default_factory=LeverAgreement)
    held_on: datetime.date | None = None
    company: str = ""
    team: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, object] = field(default_factory=dict)
    fictitious: bool = False


@dataclass(frozen=True)
class LeverPreview:
    """What a file holds for an instrument, whom it names, and which of these names are to be settled."""

    table: LeverTable
    people: LeverPeople

    @property
    def asked(self) -> tuple[LeverLikeness, ...]:
        """Names that may be a known KAM's."""
        return self.people.asked


@dataclass(frozen=True, eq=False)
class LeverRows:
    """The rows of one file that a viewer sees: `frame` under the instrument's names, `row_number` as in the file.

    `kams`: name → the KAM as the latest campaign has them, of those who are known. `is_part`: there are others, which
    this viewer does not see.
    """

    line: LeverLine
    frame: pd.DataFrame
    kams: Mapping[str, Kam]
    is_part: bool
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def only(self, chosen: Mapping[str, str]) -> pd.DataFrame:
        """The rows of what is chosen, by group (tokens); none where a token stands for nothing here."""
        frame = self.frame
        for group, token in chosen.items():
            value = self.groups.get(group, {}).get(token)
            frame = frame.iloc[:0] if value is None else frame[self._is_of(frame, group, value)]
        return frame

    def named(self, group: str) -> dict[str, str]:
        """What is known of everybody who is named, by name: their company, their team."""
        return {name: getattr(kam, group) for name, kam in self.kams.items()}

    def _is_of(self, frame: pd.DataFrame, group: str, value: str) -> pd.Series:
        person = self.instrument.person
        if group not in OF_KAMS:
            return frame[person if group == "whose" else group] == value
        known = {name for name, each in self.named(group).items() if each == value}
        of_kam = frame[person].isin(known) if person in frame else pd.Series(False, index=frame.index)
        return (frame[group] == value) | ((frame[group] == "") & of_kam) if group in frame else of_kam

    @property
    def instrument(self) -> Instrument:
        """What the file is for."""
        return instrument(self.line.instrument)


def preview_lever(store: Store, scope: Scope, upload: Upload, request: LeverRequest) -> LeverPreview:
    """Read a file and look whom it names, keeping nothing; everything wrong is an issue of the table.

    Who does not see everybody brings files about KAMs of theirs, and is told of no others. Raises RequestError
    `lever_unknown`, `lever_column_unknown`, `not_allowed` (of an instrument that names nobody).
    """
    found = instrument(request.instrument)
    if not (found.person or scope.sees_everybody):
        raise RequestError("not_allowed")
    table = read_lever(upload.opened, found, request.agreement)
    if table.refused or not found.person:
        return LeverPreview(table, LeverPeople({}))
    if found.person not in table.frame:
        issues = () if scope.sees_everybody else _of_nobody(found)
        return LeverPreview(replace(table, issues=(*issues, *table.issues)), LeverPeople({}))
    people = _named(store, scope, table, request)
    issues = () if scope.sees_everybody else _not_theirs(table, people)
    return LeverPreview(replace(table, issues=(*people.issues, *issues, *table.issues)), people)


def keep_lever(store: Store, scope: Scope, upload: Upload, request: LeverRequest, typed: bool = False) -> LeverKept:
    """Keep a file, all of it or nothing; a newer one about the same day, company and team takes the former's place.

    `typed`: rows typed by hand, which take the place only of those that the same person typed about the same people.

    Raises as `preview_lever`, and TableRefused where anything is wrong with the file.
    """
    (kept_file,) = keep_levers(store, scope, [(upload, request)], typed)
    return kept_file


def keep_levers(
    store: Store, scope: Scope, files: Iterable[tuple[Upload, LeverRequest]], typed: bool = False
) -> list[LeverKept]:
    """The same of several files, in one transaction: all of them or nothing."""
    deliveries = []
    for upload, request in files:
        looked = preview_lever(store, scope, upload, request)
        if looked.table.refused:
            raise TableRefused(looked.table)
        delivery = _delivery(upload.name, upload.sha256, looked, request)
        deliveries.append(replace(delivery, typed=typed, own=not scope.sees_everybody))
    return kept.keep(store, deliveries)


def undo_lever(store: Store, scope: Scope, number: int) -> None:
    """Take a file back, whole; the one that it had replaced stands again. RequestError `lever_file_unknown`.

    Who does not see everybody takes back what they kept.
    """
    if not scope.sees_everybody:
        with store.snapshot() as frozen:
            mine = {line.id for line in kept.lines(frozen.run) if line.own and line.who == audit.author()}
        if number not in mine:
            raise RequestError("lever_file_unknown", number=number)
    kept.undo(store, number)


def lever_files(store: Store, scope: Scope, name: str = "") -> tuple[LeverLine, ...]:
    """The files kept of one instrument, or of all, the newest first.

    Who does not see everybody is told of those that stand and have a row for them: no more than what these rows say.
    """
    with store.snapshot() as frozen:
        lines = [line for line in kept.lines(frozen.run) if name in ("", line.instrument)]
        if scope.sees_everybody:
            return tuple(lines)
        entries, named, counted = reads.enrolments(frozen), kept.named(frozen.run), kept.counted(frozen.run)
    seen = LeverSight(entries, scope)
    counts: Counter[int] = Counter()
    names: dict[int, set[str]] = {}
    for line in lines:
        for each in seen.of(line, named):
            counts[line.id] += counted[line.id, each.person]
            names.setdefault(line.id, set()).add(each.name)
    return tuple(_in_part(line, counts[line.id], names[line.id]) for line in lines if line.stands and counts[line.id])


def lever_rows(store: Store, scope: Scope, number: int) -> LeverRows:
    """The rows of one file that the viewer sees: those that name a KAM whom they see; all of them, who sees everybody.

    Raises RequestError `lever_file_unknown` where there is no such file, or nothing of it to be seen.
    """
    with store.snapshot() as frozen:
        line = next((each for each in kept.lines(frozen.run) if each.id == number and each.stands), None)
        named, seen = kept.named(frozen.run, number), LeverSight(reads.enrolments(frozen), scope)
        rows: LeverRows | None = None
        if line is not None and seen.everybody:
            rows = LeverRows(line, kept.rows(frozen, line, named), seen.kams(line, named), is_part=False)
        elif line is not None:
            rows = next(_rows_of(frozen, [line], named, seen), None)
    if rows is None:
        raise RequestError("lever_file_unknown", number=number)
    return grouped(store, rows)


def levers_of(store: Store, scope: Scope, kam: str) -> tuple[LeverRows, ...]:
    """What files of instruments say of one KAM (token), as far as the viewer sees them, the newest file first.

    No rows but those that name this KAM are read, and those at once: every overview asks.
    """
    with store.snapshot() as frozen:
        named = kept.named(frozen.run)
        seen = LeverSight(reads.enrolments(frozen), scope.within(frozenset({kam})))
        found = list(_rows_of(frozen, [line for line in kept.lines(frozen.run) if line.stands], named, seen))
    return tuple(grouped(store, rows) for rows in found)


def _rows_of(
    frozen: Snapshot, lines: Sequence[LeverLine], named: Sequence[LeverName], seen: LeverSight
) -> Iterator[LeverRows]:
    """The rows that somebody sees who does not see everybody, of those files that have one."""
    people = {line.id: who for line in lines if (who := seen.of(line, named))}
    theirs = [line for line in lines if line.id in people]
    for line, frame in kept.rows_of(frozen, theirs, [each for who in people.values() for each in who]):
        if not frame.empty:
            told = _in_part(line, len(frame), {each.name for each in people[line.id]})
            yield LeverRows(told, frame, seen.kams(line, people[line.id]), is_part=True)


def grouped(store: Store, rows: LeverRows) -> LeverRows:
    """The same with what it may be filtered by: whom rows name, their company and team, the segment.

    Nothing of a database whose key is missing: what is filtered by stands in addresses, and never as a name.
    """
    if store.locked is not None:
        return rows
    person = rows.instrument.person
    listed = {"whose": _values(rows.frame, person), "segment": _values(rows.frame, "segment")}
    for group in OF_KAMS:
        said, known = _values(rows.frame, group), rows.named(group)
        silent = rows.frame[rows.frame[group] == ""] if said else rows.frame
        listed[group] = said | {known.get(name, "") for name in _values(silent, person)}
    groups = {}
    for group, found in listed.items():
        values = sorted(found - {""}, key=alphabetical)
        groups[group] = dict(zip(tokens(store.secret, f"lever {group}", values), values, strict=True))
    return replace(rows, groups=groups)


def _values(frame: pd.DataFrame, column: str) -> set[str]:
    return set(frame[column].unique()) if column in frame else set()


def _in_part(line: LeverLine, rows: int, seen: Container[str]) -> LeverLine:
    """A file as far as some of its rows tell: its name, and who is named in what was set beside it, may tell others.

    Of figures set person by person those of the names that are `seen` stay. Who kept it about KAMs of theirs is told:
    what they say of somebody is attributable.
    """
    settings = {each.name: each.setting for each in instrument(line.instrument).choices}
    told = {
        name: _of_seen(value, seen) if settings.get(name) is Setting.GRID else value
        for name, value in json.loads(line.choices).items()
        if settings.get(name) is not Setting.WORDS
    }
    return line._replace(
        file="", who=line.who if line.own else "", rows=rows, choices=json.dumps(told, ensure_ascii=False)
    )


def _of_seen(grid: Mapping[str, Mapping[str, float]], seen: Container[str]) -> dict[str, dict[str, float]]:
    return {name: {who: value for who, value in each.items() if who in seen} for name, each in grid.items()}


def _of_nobody(found: Instrument) -> tuple[Issue, ...]:
    """That a file of somebody's own KAMs says of none of its rows whose it is."""
    findings = Findings()
    findings.add("error", "lever_names_nobody", None, None, needed=found.column(found.person).headings[0])
    return findings.listed()


def _not_theirs(table: LeverTable, people: LeverPeople) -> tuple[Issue, ...]:
    """A name that is none of the viewer's KAMs, be it somebody else's or nobody's, told once with its first row."""
    person, findings = table.instrument.person, Findings()
    names = table.frame[person]
    for at, name in names.drop_duplicates().items():
        if not people.tokens.get(name):
            heading = (table.headings or {}).get(person, person)
            findings.add("error", "lever_not_theirs", table.rows[at], heading, value=name)
    return findings.listed()


def _named(store: Store, scope: Scope, table: LeverTable, request: LeverRequest) -> LeverPeople:
    with store.snapshot() as frozen:
        entries = reads.enrolments(frozen)
    theirs = (entry for entry in entries if scope.may_see(entry.campaign.token, entry.kam.token))
    # Of somebody made up only the demonstration speaks, and whoever was granted to see them.
    is_mixed = not scope.sees_everybody
    kams = [entry.kam for entry in theirs if is_mixed or entry.kam.fictitious == request.fictitious]
    person = table.instrument.person
    names = table.frame[person]
    first = names[names != ""].drop_duplicates()
    rows = {str(name): table.rows[at] for at, name in first.items()}
    return who_is_named(rows, (table.headings or {}).get(person, person), kams, request.company, request.people)


def _delivery(name: str, sha256: str, looked: LeverPreview, request: LeverRequest) -> LeverDelivery:
    table, agreed = looked.table, request.agreement
    said = {"columns": dict(agreed.columns), "hidden": agreed.hidden, "decimal": agreed.decimal}
    said["people"] = dict(request.people)
    return LeverDelivery(
        instrument=request.instrument,
        file=name,
        sha256=sha256,
        frame=table.frame,
        kinds={str(column): _kind(table.instrument, str(column)) for column in table.frame},
        rows=table.rows,
        people=looked.people.tokens,
        held_on=request.held_on or datetime.date.today(),
        company=tidy(request.company),
        team=tidy(request.team),
        currency=table.currency,
        agreed=json.dumps({key: value for key, value in said.items() if value}, sort_keys=True, ensure_ascii=False),
        choices=json.dumps(dict(request.choices), sort_keys=True, ensure_ascii=False),
        demo=request.fictitious,
    )


def _kind(found: Instrument, name: str) -> str:
    """The slot that a column is kept in; criteria are figures."""
    if name == found.person:
        return kept.PERSON
    return _SLOT_KINDS.get(found.column(name).kind, "number") if name in found.names else "number"
