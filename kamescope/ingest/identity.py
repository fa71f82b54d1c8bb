"""Who answered about whom, in which campaign: metadata columns and options brought together (docs/design.md 7)."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kamescope.errors import Issue
from kamescope.ingest.coded import Coded, combined, constant, first_rows
from kamescope.ingest.findings import Findings, Options, Person, problem
from kamescope.ingest.reading import Reading
from kamescope.ingest.values import Unreadable, text
from kamescope.ingest.words import group_words, normal
from kamescope.model import Model
from kamescope.naming import same_key


@dataclass(frozen=True)
class Identity:
    """Each record's campaign, KAM, group and respondent; `group` is -1 where it is not understood.

    `kam_key` holds what makes a KAM one within the file: its id, else company and name.
    """

    campaign: Coded[str]
    kam: Coded[str]
    kam_id: Coded[str]
    kam_key: Coded[tuple[str, ...]]
    company: Coded[str]
    team: Coded[str]
    date: Coded[datetime.date | None]
    group: np.ndarray
    respondent: Coded[str]


def identify(reading: Reading, model: Model, options: Options, findings: Findings) -> Identity:
    """Bring columns and options together; what is missing or contradicts itself goes to `findings`."""
    count = len(reading.lines)
    field = {name: reading.fields.get(name, constant("", count)) for name in ("company", "team", "respondent")}
    campaign = _one_spelling(_campaign(reading, options, findings), same_key)
    kam, kam_id = _kam(reading, options, findings)
    if not {"kam", "kam_id", "company"} & reading.headings.fields.keys():
        kam, kam_id, known = _known_person(kam, options, findings)
        field["company"] = known.mapped(lambda company: company or options.value("company") or "")
    key = combined(kam_id.mapped(_key), field["company"].mapped(_key), kam.mapped(_key))
    kam_key = key.mapped(lambda parts: parts[:1] if parts[0] else parts)
    _check_names(reading, kam, kam_id, findings)
    return Identity(
        campaign=campaign,
        kam=_first_name(kam, kam_key),
        kam_id=kam_id,
        kam_key=kam_key,
        company=field["company"],
        team=field["team"],
        date=_date(reading, options, findings),
        group=_group(reading, model, options, findings),
        respondent=field["respondent"],
    )


def flag(
    findings: Findings,
    reading: Reading,
    code: str,
    mask: np.ndarray,
    name: str,
    value: Coded[object] | None,
    **facts: object,
) -> None:
    """Note an error for every record of the mask, at the column of that metadata."""
    rows = np.flatnonzero(mask).tolist()
    column = reading.headings.column(name)

    def issue(at: int) -> Issue:
        return problem("error", code, reading.row(rows[at]), column, value=_shown(value, rows[at]), **facts)

    keys = (text(_shown(value, row)) for row in rows)
    findings.add_alike("error", code, keys, issue, lambda at: reading.row(rows[at]))


def _shown(value: Coded[object] | None, row: int) -> object:
    found = "" if value is None else value.at(row)
    return found.text if isinstance(found, Unreadable) else found


def _key(value: object) -> str:
    return same_key(str(value))


def _one_spelling(column: Coded[str], key: Callable[[str], str]) -> Coded[str]:
    """The column with equal names spelt as the first of them."""
    first: dict[str, str] = {}
    return column.mapped(lambda value: first.setdefault(key(str(value)), value))


def _campaign(reading: Reading, options: Options, findings: Findings) -> Coded[str]:
    option = options.value("campaign")
    column = reading.fields.get("campaign")
    if column is None:
        return _from_option(reading, option, "campaign_missing", findings)
    _check_blank(reading, column, option, "campaign_missing", "campaign", findings)
    _check_option(reading, column, option, "campaign", findings)
    return column.mapped(lambda value: value or option or "")


def _from_option(reading: Reading, option: str | None, code: str, findings: Findings) -> Coded[str]:
    if option is None:
        findings.add("error", code)
    return constant(option or "", len(reading.lines))


def _check_blank(
    reading: Reading, column: Coded[str], option: str | None, code: str, name: str, findings: Findings
) -> None:
    if option is None:
        flag(findings, reading, code, column.where(lambda value: not value), name, None)


def _check_option(reading: Reading, column: Coded[str], option: str | None, name: str, findings: Findings) -> None:
    if option is not None:
        differs = column.where(lambda value: value and same_key(value) != same_key(option))
        flag(findings, reading, "option_conflict", differs, name, column, option=option)


def _kam(reading: Reading, options: Options, findings: Findings) -> tuple[Coded[str], Coded[str]]:
    """Names and ids; a name falls back to the option, then to the id."""
    option = options.value("kam")
    count = len(reading.lines)
    names, ids = reading.fields.get("kam"), reading.fields.get("kam_id", constant("", count))
    if names is None and "kam_id" not in reading.fields:
        return _from_option(reading, option, "kam_missing", findings), ids
    column = "kam_id" if names is None else "kam"
    both = combined(constant("", count) if names is None else names, ids)
    if option is None:
        flag(findings, reading, "kam_missing", both.where(lambda pair: not any(pair)), column, None)
    else:
        several = names is None and len({same_key(value) for value in ids.values if value}) > 1
        differs = both.where(lambda pair: _contradicts(pair, option, several))
        shown = both.mapped(lambda pair: pair[0] or pair[1])
        flag(findings, reading, "option_conflict", differs, column, shown, option=option)
    if names is None and option is not None:
        return both.mapped(lambda pair: option), ids
    return both.mapped(lambda pair: pair[0] or (pair[1] if option is None else option)), ids


def _known_person(kam: Coded[str], options: Options, findings: Findings) -> tuple[Coded[str], Coded[str], Coded[str]]:
    """Name, id and company of KAMs that somebody named for a whole file or sheet: an id first, else a unique name."""
    found: dict[str, Person] = {}
    for name in kam.values:
        key = same_key(str(name))
        people = options.people if key else ()
        by_id = [person for person in people if name == person.token or key == same_key(person.kam_id)]
        known = by_id or [person for person in people if key == same_key(person.name)]
        if len(known) > 1:
            listed = "; ".join(f"{person.name} ({person.company}): {person.kam_id or person.token}" for person in known)
            findings.add("error", "kam_ambiguous", kam=name, candidates=listed)
        found[name] = known[0] if known else Person(str(name), "", "")
    return (
        kam.mapped(lambda name: found[name].name),
        kam.mapped(lambda name: found[name].kam_id),
        kam.mapped(lambda name: found[name].company),
    )


def _contradicts(pair: tuple[str, ...], option: str, several: bool) -> bool:
    """Whether a row's KAM is another than the option's; an id alone may be that of any name, but of one only."""
    name, kam_id = pair
    if same_key(option) in (same_key(name), same_key(kam_id)):
        return False
    return bool(name) or several


def _check_names(reading: Reading, kam: Coded[str], kam_id: Coded[str], findings: Findings) -> None:
    """One id with several names may be two people: said, and the first name is kept."""
    pairs = combined(kam_id, kam)
    names: dict[str, dict[str, tuple[str, int]]] = {}
    for (number, name), record in zip(pairs.values, first_rows(pairs.codes).tolist(), strict=True):
        if number:
            names.setdefault(same_key(number), {}).setdefault(normal(name), (name, record))
    for spellings in names.values():
        (kept, _), *others = spellings.values()
        if others:
            row, listed = others[0][1], " / ".join(name for name, _ in spellings.values())
            column = reading.headings.column("kam")
            facts = {"value": kam_id.at(row), "names": listed, "kept": kept}
            findings.add("warning", "kam_name_differs", reading.row(row), column, **facts)


def _first_name(kam: Coded[str], kam_key: Coded[tuple[str, ...]]) -> Coded[str]:
    """One name for each KAM: the first one its rows give."""
    first: dict[object, str] = {}
    return combined(kam_key, kam).mapped(lambda pair: first.setdefault(pair[0], str(pair[1])))


def _group(reading: Reading, model: Model, options: Options, findings: Findings) -> np.ndarray:
    words, option = group_words(model), options.value("group")
    position = None if option is None else words.position(option)
    if option is not None and position is None:
        findings.add("error", "group_unknown", value=option, words=words.understood)
    column = reading.fields.get("group")
    if column is None:
        _from_option(reading, option, "group_missing", findings)
        return np.full(len(reading.lines), -1 if position is None else position, np.int64)
    _check_blank(reading, column, option, "group_missing", "group", findings)
    found = [position if not word else words.position(word) for word in column.values]
    unknown = column.where(lambda word: word and words.position(word) is None)
    flag(findings, reading, "group_unknown", unknown, "group", column, words=words.understood)
    if position is not None:
        differs = column.where(lambda word: word and words.position(word) not in (None, position))
        flag(findings, reading, "option_conflict", differs, "group", column, option=option)
    return np.array([-1 if position is None else position for position in found], dtype=np.int64)[column.codes]


def _date(reading: Reading, options: Options, findings: Findings) -> Coded[datetime.date | None]:
    if reading.days is None:
        return constant(options.date, len(reading.lines))
    column = reading.days
    wrong = column.where(lambda value: isinstance(value, Unreadable))
    flag(findings, reading, "date_unreadable", wrong, "date", column)
    return column.mapped(lambda value: None if isinstance(value, Unreadable) else value)
