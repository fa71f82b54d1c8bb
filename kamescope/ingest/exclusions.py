"""Who counts: test runs, unfinished and doubled questionnaires are set aside until a person decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kamescope.ingest.form import TECHNICAL, Form
from kamescope.ingest.headings import Headings
from kamescope.ingest.mapping import FileMapping
from kamescope.ingest.table import is_blank
from kamescope.ingest.values import text
from kamescope.ingest.words import normal

_TEST = frozenset(
    map(
        normal,
        ("1", "2", "Survey Preview", "Survey Test", "Preview", "Test", "Aperçu de l'enquête", "Test de l'enquête"),
    )
)
_NOT_FINISHED = frozenset(
    map(normal, ("0", "False", "Faux", "No", "Non", "Incomplete", "Incomplet", "partial", "partiel", "started"))
)
_SAID_TEST = frozenset(
    map(normal, ("test", "tests", "essai", "exemple", "example", "ne pas prendre en compte", "à ignorer"))
)
_NAMED, _STATES = ("kam", "respondent"), frozenset(("status", "finished", "submitted", "progress"))
_TELLING = ("respondent", "start", "end", "submitted")
"""Two rows are one questionnaire only where they share one of these as well: two people may answer alike."""
CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One questionnaire that is, or could be, left out: its row, the reason, and whether it counts all the same.

    `reason`: `test`, `unfinished`, `duplicate` (of the row `other`) or `chosen` (by a person).
    """

    row: int
    reason: str
    kept: bool
    other: int = 0
    sheet: str = ""


def set_aside(
    form: Form, headings: Headings, lines: np.ndarray, mapping: FileMapping
) -> tuple[np.ndarray, tuple[Exclusion, ...]]:
    """The rows that count, and what was found about those that may not.

    Where one row is one answer, only a person leaves some out.
    """
    table = form.table
    if form.by_answer and not any(facts.drop for facts in mapping.files.values()):
        return lines, ()
    found = {line: (reason, other) for line, reason, other in _found(form, headings, lines.tolist())}
    exclusions, out = [], set()
    for line in lines.tolist():
        row, sheet = table.row(line), table.sheet(line) if table.origin else ""
        facts = mapping.facts(table.file, sheet)
        reason, other = found.get(line, (CHOSEN if row in facts.drop else "", 0))
        if not reason:
            continue
        kept = row in facts.keep or (reason not in mapping.set_aside and row not in facts.drop and reason != CHOSEN)
        exclusions.append(Exclusion(row, reason, kept, other, sheet))
        if not kept:
            out.add(line)
    kept_lines = lines if not out else np.array([line for line in lines.tolist() if line not in out], dtype=np.int64)
    return kept_lines, tuple(exclusions)


def _found(form: Form, headings: Headings, lines: Sequence[int]) -> Iterator[tuple[int, str, int]]:
    table = form.table
    if form.by_answer:
        return
    extras, rows = headings.extras, table.rows
    telling = [at for name in _TELLING if (at := extras.get(name, headings.fields.get(name))) is not None]
    named = [at for name in _NAMED if (at := headings.fields.get(name)) is not None]
    tried = any(_is_test(cell) for at in named for cell in {rows[line][at] for line in lines})
    if not tried and not extras.keys() & _STATES and _all_different(form, telling, lines):
        return
    own = [column.position for column in form.columns if column.role != TECHNICAL]
    seen: dict[tuple, list[int]] = {}
    for line in lines:
        row = rows[line]
        if _is_trial(row, extras) or (tried and any(_is_test(row[at]) for at in named)):
            yield line, "test", 0
        elif _unfinished(row, extras):
            yield line, "unfinished", 0
        elif telling and any(not is_blank(row[at]) for at in telling):
            before = seen.setdefault(tuple(row[at] for at in telling), [])
            same = next((other for other in before if all(rows[other][at] == row[at] for at in own)), None)
            if same is None:
                before.append(line)
            else:
                yield line, "duplicate", table.row(same)


def _is_trial(row: Sequence[object], extras: Mapping[str, int]) -> bool:
    """Whether the tool itself says that it was a preview or a test."""
    return "status" in extras and normal(text(row[extras["status"]])) in _TEST


def _is_test(cell: object) -> bool:
    return isinstance(cell, str) and len(cell) < 40 and normal(cell) in _SAID_TEST


def _all_different(form: Form, telling: Sequence[int], lines: Sequence[int]) -> bool:
    """Whether nobody's row can stand twice, as in most files: one look at one column tells."""
    return not telling or len({form.table.rows[line][telling[0]] for line in lines}) == len(lines)


def _unfinished(row: Sequence[object], extras: Mapping[str, int]) -> bool:
    if "finished" in extras and normal(text(row[extras["finished"]])) in _NOT_FINISHED:
        return True
    if "submitted" in extras and _is_no_moment(row[extras["submitted"]]):
        return True
    progress = text(row[extras["progress"]]).rstrip(" %").replace(",", ".") if "progress" in extras else ""
    try:
        return bool(progress) and float(progress) < 100
    except ValueError:
        return False


def _is_no_moment(cell: object) -> bool:
    """Whether nothing was sent in: blank, or « 0000-00-00 00:00:00 »."""
    return is_blank(cell) or (isinstance(cell, str) and "0" in cell and not cell.strip("0-/.: "))
