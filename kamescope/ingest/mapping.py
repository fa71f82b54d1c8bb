"""What a person agreed to for one kind of file: columns, answers, groups, who is rated. Kept as TOML."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import reduce
from types import MappingProxyType
from typing import Any, TypeVar

import tomli_w

from kamescope.errors import ContentError
from kamescope.ingest.words import label_key, normal
from kamescope.naming import same_key

IGNORE = "ignore"
NO_ANSWER = "no_answer"
SOMEONE_ELSE = "someone_else"
"""Stands for a KAM who is none of those whose name or id is nearly the same."""
OPEN = "?"
"""Stands in a written mapping where a person has still to say; read as nothing said."""
KINDS = ("test", "unfinished", "duplicate")
"""The kinds of questionnaires that are left out unless a person wants them."""
HIDDEN = ("keep", "drop")
"""What may be wanted of hidden rows, columns and sheets: that they count, or that they are left out."""
BY_HEADINGS = ("columns", "answers", "groups", "turned", "recoded")
"""What may hold only for files whose headings have one fingerprint."""
LONGEST = 1_000_000
LONGEST_NAME = 200
"""No campaign, KAM or other name is longer: a file whose columns slipped has whole comments for names."""
_DIGITS = re.compile(r"(?<=\D)(?=\d)|(?<=\d)(?=\D)")
_COUNT = re.compile(r"\s*\(\d+(?:\s*-\s*\d+)?\)(?=\.\w+$|$)")
_NOTHING: Mapping = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is true of one file, or of one of its sheets; `keep` and `drop` are rows decided on one by one.

    `hidden`: what becomes of what nobody sees in it, "" where nobody said.
    """

    kam: str = ""
    group: str = ""
    keep: tuple[int, ...] = ()
    drop: tuple[int, ...] = ()
    hidden: str = ""
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class FileMapping:
    """What is settled and not asked again; all words are compared in their normal form.

    `columns`: heading (`heading#2` where it is repeated) → item code, metadata name or `ignore`. `answers`: label →
    value, None for "no answer". `groups`: word → group code. `turned`: heading → whether the answers below it are to be
    turned round. `recoded`: heading → what labels stand for below it alone. `people`: a KAM's id, else name →
    the name, id or token of who that is, or `someone_else`. `files`: file name or `file/sheet` → its
    facts. `set_aside`: the kinds of questionnaires that are left out. `hidden`: what becomes of hidden rows, columns
    and sheets where a file does not say it for itself. `forms`: what holds only for files whose headings have that
    fingerprint; it goes before all else.
    """

    campaign: str = ""
    columns: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    answers: Mapping[str, int | None] = field(default_factory=lambda: _NOTHING)
    groups: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    turned: Mapping[str, bool] = field(default_factory=lambda: _NOTHING)
    recoded: Mapping[str, Mapping[str, int | None]] = field(default_factory=lambda: _NOTHING)
    people: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    files: Mapping[str, FileFacts] = field(default_factory=lambda: _NOTHING)
    set_aside: tuple[str, ...] = KINDS
    keep_duplicates: bool = False
    hidden: str = ""
    forms: Mapping[str, "FileMapping"] = field(default_factory=lambda: _NOTHING)

    def about(self, headings: str) -> "FileMapping":
        """What holds for files whose headings have this fingerprint."""
        plain = replace(self, forms=_NOTHING)
        own = self.forms.get(headings)
        if own is None:
            return plain
        both: dict[str, Any] = {name: {**getattr(plain, name), **getattr(own, name)} for name in BY_HEADINGS}
        return replace(plain, **both)

    def within(self, heading: str) -> "FileMapping":
        """What holds below one heading."""
        return replace(self, answers={**self.answers, **self.recoded.get(heading, {})})

    def facts(self, file: str, sheet: str = "") -> FileFacts:
        """What is said of a file or, more particularly, of one of its sheets."""
        whole = self.files.get(file_key(file), FileFacts())
        one = self.files.get(file_key(file, sheet)) if sheet else None
        if one is None:
            return whole
        return FileFacts(*(getattr(one, each.name) or getattr(whole, each.name) for each in fields(FileFacts)))

    def hidden_in(self, file: str, sheet: str = "") -> str:
        """What becomes of what is hidden in a file or in one of its sheets: `keep`, `drop`, or "" (ask)."""
        return self.facts(file, sheet).hidden or self.hidden

    def without_files(self) -> "FileMapping":
        """What is true of every file with these headings, so that it may serve the next one."""
        return replace(self, files=_NOTHING, forms=_NOTHING, set_aside=KINDS, keep_duplicates=False, hidden="")


NOTHING_AGREED = FileMapping()


def file_key(file: str, sheet: str = "") -> str:
    """What a mapping calls a file or one of its sheets: without the `(1-5)` that grows with every export."""
    name = _COUNT.sub("", normal(file))
    return f"{name}/{normal(sheet)}" if sheet else name


def read_mapping(source: str, file: str = "") -> FileMapping:
    """A mapping from TOML.

    Raises ContentError: `mapping_unreadable` (no TOML), `mapping_invalid` (an entry that cannot be).
    """
    if len(source) > LONGEST:
        raise ContentError("mapping_unreadable", file=file)
    try:
        data = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ContentError("mapping_unreadable", file=file) from error
    reader = _MappingReader(file)
    return reader.mapping(data)


def write_mapping(
    mapping: FileMapping,
    still_open: Mapping[str, Iterable[str]] = _NOTHING,
    forms_open: Mapping[str, Mapping[str, Iterable[str]]] = _NOTHING,
) -> str:
    """The TOML of a mapping; equal mappings give equal texts.

    `still_open`: table (`columns`, `answers`, `groups`, `people`) → entries that a person has still to fill in;
    `forms_open`: the same by fingerprint of headings.
    """
    return tomli_w.dumps(_written(mapping, still_open, forms_open))


def _written(
    mapping: FileMapping,
    still_open: Mapping[str, Iterable[str]] = _NOTHING,
    forms_open: Mapping[str, Mapping[str, Iterable[str]]] = _NOTHING,
) -> dict[str, object]:
    data: dict[str, object] = {}
    if mapping.campaign:
        data["campaign"] = mapping.campaign
    if set(mapping.set_aside) != set(KINDS):
        data["set_aside"] = sorted(mapping.set_aside)
    if mapping.keep_duplicates:
        data["keep_duplicates"] = True
    if mapping.hidden:
        data["hidden"] = mapping.hidden
    blanks = {name: dict.fromkeys(entries, OPEN) for name, entries in still_open.items()}
    tables = {
        "columns": _in_order(blanks.get("columns", {}) | dict(mapping.columns)),
        "answers": _in_order(blanks.get("answers", {}) | _values(mapping.answers)),
        "groups": _in_order(blanks.get("groups", {}) | dict(mapping.groups)),
        "turned": _in_order(blanks.get("turned", {}) | dict(mapping.turned)),
        "recoded": {key: _in_order(_values(mapping.recoded[key])) for key in sorted(mapping.recoded)},
        "people": dict(sorted((blanks.get("people", {}) | dict(mapping.people)).items())),
        "files": {name: _said(facts) for name, facts in sorted(mapping.files.items()) if _said(facts)},
        "forms": {
            name: written
            for name in sorted(mapping.forms.keys() | forms_open.keys())
            if (written := _written(mapping.forms.get(name, NOTHING_AGREED), forms_open.get(name, _NOTHING)))
        },
    }
    return data | {name: table for name, table in tables.items() if table}


def _values(answers: Mapping[str, int | None]) -> dict[str, object]:
    return {label: NO_ANSWER if value is None else value for label, value in answers.items()}


def _in_order(table: Mapping[str, object]) -> dict[str, object]:
    """Sorted as people count: 2 before 10."""

    def parts(key: str) -> list[tuple[int, str]]:
        return [(int(part) if part.isdecimal() else -1, part) for part in _DIGITS.split(key)]

    return {key: table[key] for key in sorted(table, key=parts)}


def merged(mappings: Iterable[FileMapping]) -> FileMapping:
    """Several mappings as one; where they differ the later one counts."""
    return reduce(_over, mappings, NOTHING_AGREED)


def _over(first: FileMapping, then: FileMapping) -> FileMapping:
    return FileMapping(
        campaign=then.campaign or first.campaign,
        columns={**first.columns, **then.columns},
        answers={**first.answers, **then.answers},
        groups={**first.groups, **then.groups},
        turned={**first.turned, **then.turned},
        recoded={**first.recoded, **then.recoded},
        people={**first.people, **then.people},
        files={**first.files, **then.files},
        forms={**first.forms, **then.forms},
        set_aside=then.set_aside,
        keep_duplicates=then.keep_duplicates or first.keep_duplicates,
        hidden=then.hidden or first.hidden,
    )


def _said(facts: FileFacts) -> dict[str, object]:
    said = {each.name: getattr(facts, each.name) for each in fields(FileFacts)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items() if value}


Read = TypeVar("Read")


class _MappingReader:
    """Checks each entry; a wrong one is named by its key."""

    def __init__(self, file: str) -> None:
        self.file = file

    def wrong(self, key: str) -> ContentError:
        return ContentError("mapping_invalid", file=self.file, key=key)

    def mapping(self, data: Mapping[str, object]) -> FileMapping:
        known = {"campaign", *BY_HEADINGS, "people", "files", "forms", "set_aside", "keep_duplicates", "hidden"}
        if strange := sorted(data.keys() - known):
            raise self.wrong(strange[0])
        set_aside = data.get("set_aside", list(KINDS))
        if not isinstance(set_aside, list) or not set(map(str, set_aside)) <= set(KINDS):
            raise self.wrong("set_aside")
        if not isinstance(data.get("keep_duplicates", False), bool):
            raise self.wrong("keep_duplicates")
        return FileMapping(
            campaign=self.word(data.get("campaign", ""), "campaign"),
            columns=self.table(data, "columns", self.word),
            answers=self.table(data, "answers", self.value),
            groups=self.table(data, "groups", self.word),
            turned=self.table(data, "turned", self.yes),
            recoded=self.table(data, "recoded", self.labels),
            people=self.table(data, "people", self.word),
            files=self.table(data, "files", self.facts),
            forms=self.table(data, "forms", self.form),
            set_aside=tuple(kind for kind in KINDS if kind in set_aside),
            keep_duplicates=bool(data.get("keep_duplicates", False)),
            hidden=self.hidden(data.get("hidden", ""), "hidden"),
        )

    def table(self, data: Mapping[str, object], name: str, read: Callable[[object, str], Read]) -> dict[str, Read]:
        entries = data.get(name, {})
        if not isinstance(entries, dict):
            raise self.wrong(name)
        keys: dict[str, Callable[[str], str]] = {"files": file_key, "answers": label_key, "people": same_key}
        key_of = keys.get(name, normal)
        return {key_of(key): read(value, f"{name}.{key}") for key, value in entries.items() if value != OPEN}

    def form(self, value: object, key: str) -> FileMapping:
        if not isinstance(value, dict) or value.keys() - set(BY_HEADINGS):
            raise self.wrong(key)
        return self.mapping(value)

    def word(self, value: object, key: str) -> str:
        if not isinstance(value, str) or len(value) > LONGEST_NAME:
            raise self.wrong(key)
        return "" if value == OPEN else value.strip()

    def value(self, value: object, key: str) -> int | None:
        if value == NO_ANSWER:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10_000:
            raise self.wrong(key)
        return value

    def yes(self, value: object, key: str) -> bool:
        if not isinstance(value, bool):
            raise self.wrong(key)
        return value

    def labels(self, value: object, key: str) -> dict[str, int | None]:
        if not isinstance(value, dict):
            raise self.wrong(key)
        return {label_key(label): self.value(said, f"{key}.{label}") for label, said in value.items() if said != OPEN}

    def facts(self, value: object, key: str) -> FileFacts:
        if not isinstance(value, dict) or value.keys() - {each.name for each in fields(FileFacts)}:
            raise self.wrong(key)
        keep, drop = (tuple(self.rows(value.get(name, []), f"{key}.{name}")) for name in ("keep", "drop"))
        said = (self.word(value.get(name, ""), f"{key}.{name}") for name in ("kam", "group", "campaign"))
        kam, group, campaign = said
        return FileFacts(
            keep=keep,
            drop=drop,
            kam=kam,
            group=group,
            campaign=campaign,
            hidden=self.hidden(value.get("hidden", ""), f"{key}.hidden"),
        )

    def hidden(self, value: object, key: str) -> str:
        if value not in ("", OPEN, *HIDDEN):
            raise self.wrong(key)
        return "" if value == OPEN else str(value)

    def rows(self, value: object, key: str) -> list[int]:
        if not isinstance(value, list) or not all(type(row) is int and row > 0 for row in value):
            raise self.wrong(key)
        return value
