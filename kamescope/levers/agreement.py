"""Which column of a table holds what: certain by its heading, else a question that a person settles."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from kamescope.errors import RequestError
from kamescope.ingest.amounts import MARKS, amounts
from kamescope.ingest.findings import Findings
from kamescope.ingest.table import Table, column_letters
from kamescope.ingest.values import text
from kamescope.ingest.words import bare
from kamescope.levers.instrument import Instrument

_YEAR = re.compile(r"\b(?:19|20)\d\d\b|[(\[] ?(?:€|eur|\$|usd|£|gbp) ?[)\]]")
"""What changes nothing in a heading where no other one says the same: its year, its currency."""
_ASIDE = re.compile(r"[(\[].*?[)\]]|\b(?:19|20)\d\d\b|[/:].*$|\b[km](?:€|eur|usd)|[km]?[€$]|[_.]+")
"""What may stand in a heading beside the word that names it: a year, a unit, an explanation."""
NONE = "-"
"""What stands in place of a heading where a person says that the file has no such column."""


@dataclass(frozen=True, slots=True)
class LeverAgreement:
    """What a person said about a file: headings by what they hold, whether hidden rows count, the decimal sign.

    `columns`: a canonical name → a heading as written, or `-`. `hidden`: `keep`, `drop`, or "" (ask). `criteria`: which
    headings of one's own are criteria, where not all that are left.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    hidden: str = ""
    decimal: str = ""
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnQuestion:
    """A column of which it is not certain where it stands: the headings that may hold it, the likeliest first."""

    name: str
    required: bool
    headings: tuple[str, ...]


@dataclass(frozen=True)
class LeverColumns:
    """Where the columns stand in a table, by canonical name; what is asked; the headings that nobody reads."""

    positions: Mapping[str, int]
    criteria: Mapping[str, int] = field(default_factory=dict)
    questions: tuple[ColumnQuestion, ...] = ()
    unread: tuple[str, ...] = ()


def agree(table: Table, instrument: Instrument, said: LeverAgreement, findings: Findings) -> LeverColumns:
    """Where the instrument's columns stand; what is not certain is a question, and an error until it is answered.

    Raises RequestError `lever_column_unknown` where a person names a column that the instrument does not have.
    """
    headings = {at: text(cell) for at, cell in enumerate(table.rows[table.head]) if text(cell)}
    positions = _said(headings, instrument, said, findings)
    given = set(said.columns)
    _certain(headings, instrument, positions, given, findings)
    questions = _questions(headings, instrument, positions, given, findings)
    left = {at: each for at, each in headings.items() if at not in positions.values()}
    if instrument.criteria[1]:
        return _with_criteria(table, left, positions, questions, said)
    return LeverColumns(positions, {}, questions, tuple(left.values()))


def _with_criteria(
    table: Table,
    left: Mapping[int, str],
    positions: Mapping[str, int],
    questions: tuple[ColumnQuestion, ...],
    said: LeverAgreement,
) -> LeverColumns:
    """Under headings of one's own: those that a person names, else what is not known otherwise and holds figures."""
    if said.criteria:
        named = {bare(name): name for name in said.criteria}
        criteria = {named[bare(each)]: at for at, each in left.items() if bare(each) in named}
    else:
        criteria = {each: at for at, each in left.items() if not _is_text(table, at)}
    unread = tuple(each for at, each in left.items() if at not in criteria.values())
    return LeverColumns(positions, criteria, questions, unread)


def _is_text(table: Table, at: int) -> bool:
    """Whether a column has words in it and not one figure: it measures nothing."""
    cells = [row[at] for row in table.rows[table.head + 1 :]]
    (found,) = amounts([cells], MARKS[0])
    return bool(found.wrong.any()) and bool(np.isnan(found.values).all())


def reads(table: Table, instrument: Instrument, said: LeverAgreement) -> bool:
    """Whether a table has, or may have, what the instrument cannot do without."""
    headings = [text(cell) for cell in table.rows[table.head]]
    known = {name for heading in headings for name in (_name(heading, instrument), _guess(heading, instrument))}
    return all(column.name in known or column.name in said.columns for column in instrument.columns if column.required)


def _said(
    headings: Mapping[int, str], instrument: Instrument, said: LeverAgreement, findings: Findings
) -> dict[str, int]:
    positions = {}
    for name, heading in said.columns.items():
        if name not in instrument.names:
            raise RequestError("lever_column_unknown", name=name, names=", ".join(instrument.names))
        if heading == NONE:
            continue
        found = [at for at, each in headings.items() if bare(heading) == bare(each)]
        found = found or [at for at in headings if column_letters(at) == heading.upper()]
        if len(found) == 1:
            positions[name] = found[0]
        else:
            code = "lever_heading_twice" if found else "lever_heading_absent"
            findings.add("error", code, None, heading, found=", ".join(headings.values()))
    return positions


def _certain(
    headings: Mapping[int, str],
    instrument: Instrument,
    positions: dict[str, int],
    given: set[str],
    findings: Findings,
) -> None:
    """Columns whose heading is one of their words; two of one column contradict each other."""
    alone = Counter(_guess(heading, instrument) for heading in headings.values())
    for at, heading in headings.items():
        name = _name(heading, instrument)
        if not name and alone[_guess(heading, instrument)] == 1:
            name = _name(_YEAR.sub(" ", bare(heading)), instrument)
        if not name or name in given or at in positions.values():
            continue
        if name in positions:
            letters = f"{column_letters(positions[name])}, {column_letters(at)}"
            findings.add("error", "lever_column_twice", None, heading, name=name, letters=letters)
        else:
            positions[name] = at


def _questions(
    headings: Mapping[int, str],
    instrument: Instrument,
    positions: Mapping[str, int],
    given: set[str],
    findings: Findings,
) -> tuple[ColumnQuestion, ...]:
    """A column that is missing, or that a heading only may mean: a question, and an error where it is needed."""
    left = [heading for at, heading in headings.items() if at not in positions.values()]
    asked = []
    for column in instrument.columns:
        if column.name in positions or (column.name in given and not column.required):
            continue
        likely = [heading for heading in left if _guess(heading, instrument) == column.name]
        if column.required:
            code, facts = "lever_column_missing", {"needed": ", ".join(column.headings[:1] or (column.name,))}
            if likely:
                code, facts = "lever_column_doubtful", {"found": likely[0]}
            findings.add("error", code, None, None, name=column.name, **facts)
        elif likely:
            findings.add("error", "lever_column_doubtful", None, None, name=column.name, found=likely[0])
        if column.required or likely:
            others = [heading for heading in left if heading not in likely]
            asked.append(ColumnQuestion(column.name, column.required, (*likely, *others)))
    return tuple(asked)


def _name(heading: str, instrument: Instrument) -> str:
    """The column that a heading surely means, "" where it means none."""
    return _words(instrument.name, _said_by(instrument)).get(bare(heading), "")


def _guess(heading: str, instrument: Instrument) -> str:
    """The column that a heading may mean, its year, unit and explanation left away."""
    plain = " ".join(_ASIDE.sub(" ", bare(heading)).split())
    return _words(instrument.name, _said_by(instrument)).get(plain, "")


def _said_by(instrument: Instrument) -> tuple[tuple[str, Sequence[str]], ...]:
    return tuple((column.name, (column.name, *column.headings)) for column in instrument.columns)


@cache
def _words(_: str, said: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, words in said:
        for word in words:
            found.setdefault(bare(word.replace("_", " ")), name)
            found.setdefault(bare(word), name)
    return found
