"""Our long layout: one row an answer, with a column for the item and one for the answer (DESIGN 7)."""

from functools import partial

import numpy as np

from kamescope.errors import Issue
from kamescope.ingest.checked import Findings, problem
from kamescope.ingest.coded import Coded, coded
from kamescope.ingest.headings import ANSWER, METADATA, read_headings
from kamescope.ingest.reading import (
    Match,
    Reading,
    attributes,
    column_of,
    filled_lines,
    metadata,
    records_of,
    with_formulas,
)
from kamescope.ingest.table import Table
from kamescope.ingest.values import BLANK, AnswerCodes, text
from kamescope.ingest.words import item_words
from kamescope.model import Model

NAME = "long"


def recognise(table: Table, model: Model) -> Match | None:
    """A table with a heading for the item and one for the answer."""
    headings = read_headings(table, model, METADATA + ANSWER, items=False)
    return Match(NAME, headings) if headings.fields.keys() >= set(ANSWER) else None


def read(table: Table, match: Match, model: Model, findings: Findings) -> Reading:
    """One record for each row; a row without item and answer only says that the questionnaire exists."""
    headings = match.headings
    table = with_formulas(table, {headings.fields[name] for name in ANSWER})
    lines = filled_lines(table, headings.row)
    records = records_of(table, lines)
    cells = column_of(records, headings.fields["answer"])
    codes = np.fromiter(map(AnswerCodes(model.scale).__getitem__, cells), np.int16, len(cells))
    names = coded(column_of(records, headings.fields["item"]), text)
    items = _items(names, model)
    _report(names, (items < 0) & (names.where(bool) | (codes != BLANK)), lines, match, model, findings)
    known = np.flatnonzero(items >= 0)
    return Reading(
        layout=NAME,
        table=table,
        headings=headings,
        lines=lines,
        fields=metadata(headings, records),
        attributes=attributes(headings, records),
        record=known,
        item=items[known].astype(np.uint16),
        code=codes[known],
        one_row_each=False,
    )


def _items(names: Coded, model: Model) -> np.ndarray:
    """Each row's item, -1 where its name stands for none or for several."""
    words = item_words(model)
    found = [words.find(name) if name else () for name in names.values]
    return np.array([places[0] if len(places) == 1 else -1 for places in found], dtype=np.int64)[names.codes]


def _report(names: Coded, lost: np.ndarray, lines: np.ndarray, match: Match, model: Model, findings: Findings) -> None:
    """Note the rows of the mask, whose item is not known."""
    words, column = item_words(model), match.headings.column("item")
    choices = {name: ", ".join(model.items[place].code for place in words.find(name)) for name in names.values if name}
    kinds = {
        "item_missing": names.where(lambda name: not name),
        "item_unknown": names.where(lambda name: name and not choices[name]),
        "item_ambiguous": names.where(lambda name: name and choices[name]),
    }

    def issue(code: str, record: int) -> Issue:
        name = names.at(record)
        facts = {"items": choices.get(name, ""), "first": model.items[0].code, "last": model.items[-1].code}
        return problem("error", code, int(lines[record]) + 1, column, value=name, letters="", **facts)

    for code, kind in kinds.items():
        rows = np.flatnonzero(lost & kind)
        findings.add_all("error", code, len(rows), map(partial(issue, code), rows.tolist()))
