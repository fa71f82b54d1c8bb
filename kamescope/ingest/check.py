"""Records → questionnaires and answers, or the reasons why not (docs/design.md 7)."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from kamescope.errors import Issue
from kamescope.ingest.answers import good_answers, in_order
from kamescope.ingest.checked import RESPONDENT_COLUMNS, Checked
from kamescope.ingest.coded import Coded, Value, combined, first_rows, paired
from kamescope.ingest.comments import comments_of, say_comments
from kamescope.ingest.findings import Findings, Options, problem
from kamescope.ingest.identity import Identity, flag, identify
from kamescope.ingest.moments import moments, returned
from kamescope.ingest.peranswer import without_per_answer
from kamescope.ingest.reading import Reading
from kamescope.ingest.twins import ask_about_ids, ask_about_twins
from kamescope.ingest.values import text
from kamescope.ingest.words import normal
from kamescope.model import Model
from kamescope.naming import same_key

CODES_SHOWN = 12


def check(reading: Reading, model: Model, options: Options, findings: Findings) -> Checked:
    """Check everything a layout read, and bring it into the two frames of `Checked`."""
    identity = identify(reading, model, options, findings)
    who = _respondents(reading, identity, model, findings)
    answers = in_order(reading, who, len(model.items), findings, "duplicate" in options.mapping.set_aside)
    reading = without_per_answer(reading, who, normal(model.partition or ""), findings)
    first = first_rows(who)
    good = good_answers(reading, identity, answers, model, findings)
    counts = np.bincount(good.respondent, minlength=len(first))
    group = identity.group[first]
    given = np.bincount(answers.respondent, minlength=len(first))
    _check_empty(reading, first, given, findings)
    # An empty questionnaire counts nowhere: it is no second self.
    _check_selves(reading, identity, first[given > 0], model, findings)
    if not options.mapping.keep_duplicates:
        twice = _check_raters(reading, identity, first, findings)
        ask_about_twins(reading, identity, first, good, twice, findings)
        ask_about_ids(reading, identity, first, findings)
    _check_ids(reading, identity, first, findings)
    _check_absent(reading, model, set(group.tolist()), findings)
    asked = np.array([*(len(each.items) for each in model.groups), 0])[group]
    comments = comments_of(reading, who, identity.group, model, findings)
    say_comments(reading, comments, counts, findings)
    columns = _columns(reading, identity, who, first, findings) | moments(reading, first)
    respondents = pd.DataFrame(
        columns | {"group": group, "row": [int(reading.row(at)) for at in first], "answers": counts}
    )
    frame = {"respondent": good.respondent, "item": good.item, "value": good.code}
    return Checked(
        layout=reading.layout,
        respondents=respondents[list(RESPONDENT_COLUMNS)],
        answers=pd.DataFrame(frame, copy=False),
        blanks=int((asked - counts)[(counts > 0) & (group >= 0)].sum()),
        issues=findings.listed(),
        headings={key: reading.headings.written[position] for key, position in reading.headings.attributes.items()},
        numbered=reading.numbered,
        comments=comments,
        open_questions=tuple(sorted({*reading.headings.comments, *comments["question"]})),
    )


def _respondents(reading: Reading, identity: Identity, model: Model, findings: Findings) -> np.ndarray:
    """Each record's questionnaire, numbered by first appearance."""
    source = identity.respondent.mapped(_key)
    group = Coded(identity.group + 1, tuple(range(len(model.groups) + 1)))
    # A form that numbers its own answers begins with 1 again: the moment of return tells two of them apart.
    key = paired(identity.campaign, identity.kam_key, group, source, *(returned(reading) if reading.numbered else ()))
    named = source.where(bool)
    if reading.one_row_each:
        _flag_twice(reading, identity, named, first_rows(key)[key], findings)
        return np.arange(len(key))
    alone = np.array([*(each.is_self for each in model.groups), True])[identity.group]
    nameless = ~named & ~alone
    if "respondent" in reading.headings.fields:
        flag(findings, reading, "respondent_missing", nameless, "respondent", None)
    elif nameless.any():
        findings.add("error", "respondent_missing")
    return key


def _key(value: object) -> str:
    return same_key(str(value)) if value else ""


def _flag_twice(
    reading: Reading, identity: Identity, named: np.ndarray, before: np.ndarray, findings: Findings
) -> None:
    column = reading.headings.column("respondent")
    rows = np.flatnonzero(named & (before != np.arange(len(before))))

    def issue(row: int) -> Issue:
        facts = {"value": identity.respondent.at(row), "first_row": reading.row(before[row])}
        return problem("error", "respondent_twice", reading.row(row), column, **facts)

    findings.add_all("error", "respondent_twice", len(rows), map(issue, rows.tolist()))


def _check_empty(reading: Reading, first: np.ndarray, returned: np.ndarray, findings: Findings) -> None:
    empty = first[returned == 0].tolist()
    findings.leave_out("empty", len(empty))

    def issue(at: int) -> Issue:
        return problem("warning", "questionnaire_empty", reading.row(empty[at]))

    findings.add_alike("warning", "questionnaire_empty", [None] * len(empty), issue, lambda at: reading.row(empty[at]))


def _check_selves(reading: Reading, identity: Identity, first: np.ndarray, model: Model, findings: Findings) -> None:
    """One self for a KAM and campaign; where it is the same respondent twice, that is already said."""
    rows = first[np.array([*(group.is_self for group in model.groups), False])[identity.group[first]]]
    if not len(rows):
        return
    whom = paired(identity.campaign.taken(rows), identity.kam_key.taken(rows))
    source = identity.respondent.taken(rows).mapped(_key)
    same = paired(Coded(whom, tuple(range(len(rows)))), source)
    said = source.where(bool) & (first_rows(same)[same] != np.arange(len(rows)))
    earliest = rows[first_rows(whom)[whom]]
    again = np.flatnonzero((earliest != rows) & ~said)
    column = reading.headings.column("group")

    def issue(position: int) -> Issue:
        facts = {"value": identity.kam.at(rows[position]), "first_row": reading.row(earliest[position])}
        return problem("error", "self_twice", reading.row(rows[position]), column, **facts)

    findings.add_all("error", "self_twice", len(again), map(issue, again.tolist()))


def _check_raters(reading: Reading, identity: Identity, first: np.ndarray, findings: Findings) -> set[int]:
    """The same e-mail address twice for one KAM, campaign and group: somebody has to say whether both count.

    The records of which that is asked.
    """
    asked: set[int] = set()
    if "email" not in reading.headings.extras:
        return asked
    position = reading.headings.extras["email"]
    seen: dict[tuple, int] = {}
    for at in first.tolist():
        rater = same_key(reading.cell(at, position))
        if "@" not in rater:
            continue
        key = (identity.campaign.at(at), identity.kam_key.at(at), int(identity.group[at]), rater)
        if key in seen:
            findings.add("error", "rater_twice", reading.row(at), None, first_row=reading.row(seen[key]))
            asked.add(at)
        seen.setdefault(key, at)
    return asked


def _check_ids(reading: Reading, identity: Identity, first: np.ndarray, findings: Findings) -> None:
    nameless = first[~identity.respondent.where(bool)[first]]
    if len(nameless):
        column = reading.headings.column("respondent")
        row = reading.row(nameless[0]) if column else None
        findings.add("warning", "no_respondent_id", row, column, count=len(nameless))


def _check_absent(reading: Reading, model: Model, groups: set[int], findings: Findings) -> None:
    """Items asked of somebody in a wide file that has no column for them."""
    if not reading.headings.items:
        return
    asked = frozenset().union(*(model.groups[group].items for group in groups if group >= 0))
    positions = set(range(len(model.items))) - reading.headings.items.keys()
    absent = [model.items[position].code for position in sorted(positions) if model.items[position].code in asked]
    if absent:
        findings.add("warning", "items_absent", count=len(absent), codes=_some(absent))


def _some(codes: list[str]) -> str:
    return ", ".join(codes[:CODES_SHOWN]) + (" …" if len(codes) > CODES_SHOWN else "")


def _columns(
    reading: Reading, identity: Identity, who: np.ndarray, first: np.ndarray, findings: Findings
) -> dict[str, pd.Series]:
    """The metadata of each questionnaire; where several rows tell it, they must agree."""
    told: dict[str, Coded[object]] = {
        "date": identity.date,
        "company": identity.company,
        "team": identity.team,
        **reading.attributes,
    }
    if reading.one_row_each:
        told = {name: column.taken(first) for name, column in told.items()}
    else:
        told = {name: _agreed(reading, column, name, who, first, findings) for name, column in told.items()}
    texts = {name: told[name] for name in ("company", "team")}
    texts |= {name: getattr(identity, name).taken(first) for name in ("campaign", "kam")}
    loose: dict[str, Coded[object]] = {
        name: getattr(identity, name).taken(first).mapped(_or_none) for name in ("kam_id", "respondent")
    }
    loose["date"] = told["date"]
    attributes = list(_attributes({key: told[key] for key in reading.attributes}, len(first)))
    return {
        **{name: pd.Series(column.listed(), dtype="str") for name, column in texts.items()},
        **{name: pd.Series(column.listed(), dtype=object) for name, column in loose.items()},
        "attributes": pd.Series(attributes, dtype=object),
    }


def _or_none(value: object) -> object:
    return value or None


def _agreed(
    reading: Reading, column: Coded[Value], name: str, who: np.ndarray, first: np.ndarray, findings: Findings
) -> Coded[Value]:
    """Each questionnaire's first value of a column that is not blank; a different one further down is an error."""
    key = column.mapped(_key)
    filled = np.flatnonzero(key.where(bool))
    source = first.copy()
    source[who[filled[::-1]]] = filled[::-1]
    told_by = source[who]
    rows = filled[key.codes[filled] != key.codes[told_by[filled]]]
    position = reading.headings.fields.get(name, reading.headings.attributes.get(name, 0))
    heading = reading.headings.written[position]

    def issue(row: int) -> Issue:
        before = told_by[row]
        facts = {"value": text(column.at(row)), "other": text(column.at(before)), "first_row": reading.row(before)}
        return problem("error", "respondent_conflict", reading.row(row), heading, **facts)

    findings.add_all("error", "respondent_conflict", len(rows), map(issue, rows.tolist()))
    return column.taken(source)


def _attributes(columns: Mapping[str, Coded[object]], count: int) -> Iterator[dict[str, str]]:
    """Each questionnaire's further attributes; a blank one is not there."""
    if not columns:
        yield from ({} for _ in range(count))
        return
    merged = combined(*columns.values())
    made = [{key: str(value) for key, value in zip(columns, values, strict=True) if value} for values in merged.values]
    yield from (dict(made[code]) for code in merged.codes.tolist())
