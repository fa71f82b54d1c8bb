"""Questionnaires of one file that may be one: the same answers, ids that a spreadsheet may have made of one another."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from kamescope.errors import Issue
from kamescope.ingest.answers import ReadAnswers
from kamescope.ingest.coded import Coded, first_rows, paired
from kamescope.ingest.findings import Findings, problem
from kamescope.ingest.identity import Identity
from kamescope.ingest.reading import Reading
from kamescope.lookalikes import is_rewritten, plain_id, plain_name
from kamescope.naming import same_key

FEWEST_ALIKE = 10
"""So many answers alike are no chance."""
SHOWN = 5


def ask_about_twins(
    reading: Reading,
    identity: Identity,
    first: np.ndarray,
    answers: ReadAnswers,
    asked: Collection[int],
    findings: Findings,
) -> None:
    """Questionnaires that say the same of a KAM of that name, and not always the same value, whatever their ids.

    Of the records `asked` it is asked already whether they count.
    """
    if not len(answers.code):
        return
    counts = np.bincount(answers.respondent, minlength=len(first))
    some = np.flatnonzero(counts)
    starts = np.searchsorted(answers.respondent, some)
    values = answers.code.astype(np.int64) - int(answers.code.min())
    # The sum of a random number for each answer: the same answers, the same sum.
    chance = np.random.default_rng(0).integers(2**62, size=(int(answers.item.max()) + 1, int(values.max()) + 1))
    sums = np.add.reduceat(chance[answers.item, values], starts)
    varied = np.maximum.reduceat(values, starts) > np.minimum.reduceat(values, starts)
    telling = varied & (counts[some] >= FEWEST_ALIKE)
    rows = first[some[telling]]
    name = identity.kam.taken(rows).mapped(lambda kam: plain_name(str(kam)))
    key = paired(name, _codes(sums[telling]))
    before = rows[first_rows(key)[key]]
    new = ~np.isin(rows, list(asked))
    _say(reading, findings, "rows_alike", rows[new], before[new])


def ask_about_ids(reading: Reading, identity: Identity, first: np.ndarray, findings: Findings) -> None:
    """Ids that a spreadsheet may have rewritten: by their look, or because one of the file would become another."""
    for name, ids in (("respondent", identity.respondent), ("kam_id", identity.kam_id)):
        if name in reading.headings.fields:
            _ask_about_rewritten(reading, name, ids, findings)
    rows = first[identity.respondent.where(bool)[first]]
    ids = identity.respondent.taken(rows)
    group = Coded(identity.group[rows] + 1, tuple(range(int(identity.group.max(initial=0)) + 2)))
    position = (identity.campaign.taken(rows), identity.kam_key.taken(rows), group)
    plain = paired(*position, ids.mapped(lambda each: plain_id(str(each))))
    written = paired(*position, ids.mapped(lambda each: same_key(str(each))))
    before = first_rows(plain)[plain]
    other = written != written[before]
    facts = {"column": reading.headings.column("respondent")}
    _say(reading, findings, "ids_alike", rows[other], rows[before[other]], identity.respondent, **facts)


def _ask_about_rewritten(reading: Reading, name: str, ids: Coded[str], findings: Findings) -> None:
    """What looks like `1,18E+11` or like a day is no id that anybody gave."""
    found = [str(each) for each in ids.values if is_rewritten(str(each))]
    if found:
        records = np.flatnonzero(ids.where(lambda each: is_rewritten(str(each))))
        listed = " · ".join(found[:SHOWN]) + (" …" if len(found) > SHOWN else "")
        column = reading.headings.column(name)
        findings.add("error", "ids_rewritten", reading.row(records[0]), column, count=len(found), listed=listed)


def _say(
    reading: Reading,
    findings: Findings,
    code: str,
    rows: np.ndarray,
    before: np.ndarray,
    ids: Coded[str] | None = None,
    column: str | None = None,
) -> None:
    """An error for each record that is like an earlier one."""
    again = np.flatnonzero(rows != before)

    def issue(position: int) -> Issue:
        facts: dict[str, object] = {"first_row": reading.row(before[position])}
        if ids is not None:
            facts |= {"value": ids.at(rows[position]), "other": ids.at(before[position])}
        return problem("error", code, reading.row(rows[position]), column, **facts)

    findings.add_all("error", code, len(again), map(issue, again.tolist()))


def _codes(numbers: np.ndarray) -> Coded[float]:
    codes, values = pd.factorize(numbers)
    return Coded(codes, tuple(values))
