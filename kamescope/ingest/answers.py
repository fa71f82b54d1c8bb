"""The answers themselves: within the scale, to items that were asked, each given once."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from kamescope.errors import Issue
from kamescope.ingest.findings import Findings, problem
from kamescope.ingest.identity import Identity
from kamescope.ingest.reading import Reading
from kamescope.ingest.values import BLANK, NOT_NUMBER, NOT_WHOLE, OUT_OF_SCALE
from kamescope.ingest.words import group_name
from kamescope.model import Model

ROWS_SHOWN = 12
_VALUE_ERRORS = {
    NOT_NUMBER: "answer_not_number",
    NOT_WHOLE: "answer_not_whole",
    OUT_OF_SCALE: "answer_out_of_scale",
}


@dataclass(frozen=True)
class ReadAnswers:
    """The answers that are not blank, by respondent; `record` is the row each one stands in."""

    respondent: np.ndarray
    record: np.ndarray
    item: np.ndarray
    code: np.ndarray

    def taken(self, rows: np.ndarray) -> "ReadAnswers":
        """Some of them."""
        return ReadAnswers(self.respondent[rows], self.record[rows], self.item[rows], self.code[rows])


def in_order(reading: Reading, who: np.ndarray, items: int, findings: Findings, set_aside: bool = True) -> ReadAnswers:
    """The answers given, sorted by respondent and item; the same item twice is an error.

    With `set_aside`, a row that says nothing but what another one says is left out and counted.
    """
    answers = ReadAnswers(who[reading.record], reading.record, reading.item, reading.code)
    if reading.one_row_each:
        return answers
    key = answers.respondent * items + answers.item.astype(np.int64)
    order = np.argsort(key, kind="stable")
    answers, key = answers.taken(order), key[order]
    again = np.flatnonzero(key[1:] == key[:-1]) + 1
    keep = answers.code != BLANK
    keep[again] = False
    if set_aside:
        again = _without_repeated(reading, answers, again, findings)
    column = reading.headings.column("item")

    def issue(position: int) -> Issue:
        row, before = (reading.row(answers.record[each]) for each in (position, position - 1))
        value = reading.cell(answers.record[position], reading.headings.fields["item"])
        return problem("error", "answer_twice", row, column, value=value, first_row=before)

    findings.add_all("error", "answer_twice", len(again), map(issue, again.tolist()))
    return answers.taken(np.flatnonzero(keep))


def _without_repeated(reading: Reading, answers: ReadAnswers, again: np.ndarray, findings: Findings) -> np.ndarray:
    """The second answers to an item that are no mere copy of the row before; copies are said, once for all."""
    headings = reading.headings
    told = sorted({*headings.fields.values(), *headings.attributes.values(), *headings.extras.values()})

    def row(position: int) -> list[str]:
        return [reading.cell(answers.record[position], at) for at in told]

    copies = np.array([row(position) == row(position - 1) for position in again.tolist()], dtype=bool)
    if copies.any():
        rows = sorted(int(reading.row(record)) for record in answers.record[again[copies]].tolist())
        listed = ", ".join(map(str, rows[:ROWS_SHOWN])) + (" …" if len(rows) > ROWS_SHOWN else "")
        findings.add("warning", "rows_repeated", rows[0], None, count=len(rows), listed=listed)
        findings.leave_out("set_aside", len(rows))
    return again[~copies] if len(again) else again


def good_answers(
    reading: Reading, identity: Identity, answers: ReadAnswers, model: Model, findings: Findings
) -> ReadAnswers:
    """The answers within the scale to items that were asked; all others are errors."""
    valid = answers.code > OUT_OF_SCALE
    wanted = _asked(model)[identity.group[answers.record], answers.item]
    wrong = {name: answers.code == code for code, name in _VALUE_ERRORS.items()} | {"item_not_asked": valid & ~wanted}

    def issue(code: str, position: int) -> Issue:
        item, record = int(answers.item[position]), int(answers.record[position])
        column = reading.answer_column(item)
        return problem(
            "error",
            code,
            reading.row(record),
            reading.headings.written[column],
            value=reading.cell(record, column),
            item=model.items[item].code,
            minimum=model.scale.minimum,
            maximum=model.scale.maximum,
            group=group_name(model.groups[identity.group[record]]),
        )

    def alike(code: str, position: int) -> object:
        item, record = int(answers.item[position]), int(answers.record[position])
        if code == "item_not_asked":
            return item, int(identity.group[record])
        return reading.cell(record, reading.answer_column(item))

    def note(code: str, positions: list[int]) -> None:
        findings.add_alike(
            "error",
            code,
            map(partial(alike, code), positions),
            lambda at: issue(code, positions[at]),
            lambda at: reading.row(int(answers.record[positions[at]])),
        )

    for code, mask in wrong.items():
        note(code, np.flatnonzero(mask).tolist())
    good = valid & wanted
    return answers if good.all() else answers.taken(np.flatnonzero(good))


def _asked(model: Model) -> np.ndarray:
    """Which group is asked which item; a last row, for groups not understood, lets everything pass."""
    asked = [[item.code in group.items for item in model.items] for group in model.groups]
    return np.array([*asked, [True] * len(model.items)])
