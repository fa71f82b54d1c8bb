"""A form whose columns are settled → its records and answers, still unchecked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from operator import eq, itemgetter

import numpy as np

from kamescope.errors import Issue
from kamescope.ingest.coded import Coded, coded
from kamescope.ingest.column_use import column_keys
from kamescope.ingest.comments import question_of, written
from kamescope.ingest.findings import Findings, problem
from kamescope.ingest.form import Form
from kamescope.ingest.headings import ANSWER, Headings
from kamescope.ingest.labels import AnswerKey, LabelUse, understand
from kamescope.ingest.mapping import IGNORE, FileMapping
from kamescope.ingest.reading import Reading, Remark, attributes, column_of, days, metadata, records_of, with_formulas
from kamescope.ingest.table import Cell
from kamescope.ingest.values import BLANK, OUT_OF_SCALE, text
from kamescope.ingest.words import item_words, normal
from kamescope.model import Model
from kamescope.questionnaire import COMMENT

NAMES_SHOWN = 12


class Answers:
    """The answer cells of a form and what they stand for.

    `unknown`: what the column of items says, in a file of one row an answer, that stands for none. `own`: the same of
    columns with labels of their own.
    """

    def __init__(self, form: Form, model: Model, mapping: FileMapping, turned: bool | None = None) -> None:
        self.form, self.model, self.mapping, self.turned = form, model, mapping, turned
        self.key = AnswerKey(model.scale)
        self.labels: tuple[LabelUse, ...] = ()
        self.unknown: tuple[str, ...] = ()
        self.keys = column_keys(form.columns)
        self.own: dict[str, Answers] = {}

    def of(self, key: str) -> "Answers":
        """The answers below one heading, or to one item, that have labels of their own."""
        if key not in self.own:
            self.own[key] = Answers(self.form, self.model, self.mapping.within(key))
        return self.own[key]

    def turn(self, key: str, codes: np.ndarray) -> None:
        """Turn the answers below a heading round where a person said so."""
        if self.mapping.turned.get(key):
            given = codes > OUT_OF_SCALE
            codes[given] = self.model.scale.turned(codes[given])

    def codes(self, cells: Iterable[Iterable[Cell]], size: int) -> np.ndarray:
        """The code of every cell, row after row; `cells` are walked again only where some are no plain numbers."""
        found = np.fromiter(map(self.key.__getitem__, chain.from_iterable(cells)), np.int16, size)
        if self.key.odd or self.mapping.answers or self.turned is not None:
            counts = Counter(text(cell) for cell in chain.from_iterable(cells) if self.key[cell] != BLANK)
            self.labels = understand(counts, self.key.scale, self.mapping, self.form.blank_codes, self.turned)
            if self.key.settle(self.labels):
                found = np.fromiter(map(self.key.__getitem__, chain.from_iterable(cells)), np.int16, size)
        else:
            self.labels = tuple(
                LabelUse(text(cell), 0, code, "number", True) for cell, code in self.key.items() if code != BLANK
            )
        return found


def read_rows(form: Form, headings: Headings, lines: np.ndarray, answers: Answers) -> Reading:
    """One record for each row; its answers in model order."""
    places = {at for positions in headings.comments.values() for at in positions}
    table = with_formulas(form.table, {*headings.items.values(), *places})
    records = records_of(table, lines)
    items = np.array(sorted(headings.items), dtype=np.uint16)
    positions = [headings.items[item] for item in items.tolist()]
    codes = _codes(records, positions, answers)
    given = codes != BLANK
    return Reading(
        layout=form.layout,
        table=table,
        headings=headings,
        lines=lines,
        fields=metadata(headings, records),
        days=days(headings, records),
        attributes=attributes(headings, records),
        record=np.repeat(np.arange(len(lines)), given.sum(axis=1)),
        item=np.broadcast_to(items, given.shape)[given],
        code=codes[given],
        one_row_each=True,
        comments=tuple(_columns_written(headings, records)),
    )


def _columns_written(headings: Headings, records: Sequence[Sequence[Cell]]) -> Iterator[Remark]:
    """What stands in the columns of open questions, record by record."""
    for question, positions in headings.comments.items():
        for at, record in enumerate(records):
            for position in positions:
                if said := written(record[position]):
                    yield Remark(at, question, said)


def _codes(records: Sequence[Sequence[Cell]], positions: list[int], answers: Answers) -> np.ndarray:
    """Answer codes by record and item: of columns with labels of their own each by itself, of all others together."""
    own = [at for at, position in enumerate(positions) if answers.keys[position] in answers.mapping.recoded]
    rest = [at for at in range(len(positions)) if at not in own]
    found = _shared(records, [positions[at] for at in rest], answers)
    if own:
        whole = np.zeros((len(records), len(positions)), np.int16)
        whole[:, rest], found = found, whole
    for at in own:
        cells = column_of(records, positions[at])
        found[:, at] = answers.of(answers.keys[positions[at]]).codes([cells], len(cells))
    for at, position in enumerate(positions):
        answers.turn(answers.keys[position], found[:, at])
    return found


def _shared(records: Sequence[Sequence[Cell]], positions: list[int], answers: Answers) -> np.ndarray:
    """Answer codes by record and item; cells stream through one lookup, without a copy of the table."""
    size = len(records) * len(positions)
    if not size:
        return np.zeros((len(records), len(positions)), np.int16)
    pick = itemgetter(*positions) if len(positions) > 1 else itemgetter(slice(positions[0], positions[0] + 1))
    found = answers.codes(_Again(pick, records), size)
    return found.reshape(len(records), len(positions))


class _Again:
    """Something picked from each record, as often as it is asked for."""

    def __init__(self, pick: itemgetter, records: Sequence[Sequence[Cell]]) -> None:
        self.pick, self.records = pick, records

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return map(self.pick, self.records)


def read_answers(
    form: Form, headings: Headings, lines: np.ndarray, answers: Answers, model: Model, findings: Findings
) -> Reading:
    """One record for each row; a row without item and answer only says that the questionnaire exists."""
    places = {at for positions in headings.comments.values() for at in positions}
    table = with_formulas(form.table, {headings.fields[name] for name in ANSWER} | places)
    records = records_of(table, lines)
    cells = column_of(records, headings.fields["answer"])
    names = coded(column_of(records, headings.fields["item"]), text)
    said = {name: answers.mapping.columns.get(normal(name), "") for name in names.values}
    questions = names.mapped(lambda name: _question(name, said[name], model))
    in_words = questions.where(bool)
    said_in_words = ((at, written(cells[at])) for at in np.flatnonzero(in_words).tolist())
    comments = [Remark(at, questions.at(at), each) for at, each in said_in_words if each]
    cells = [None if free else cell for cell, free in zip(cells, in_words.tolist(), strict=True)]
    codes = _by_name(cells, names.mapped(normal), answers)
    items = np.where(in_words, -1, _items(names, said, model))
    reading = Reading(
        layout=form.layout,
        table=table,
        headings=headings,
        lines=lines,
        fields=metadata(headings, records),
        days=days(headings, records),
        attributes=attributes(headings, records),
        record=np.flatnonzero(items >= 0),
        item=items[items >= 0].astype(np.uint16),
        code=codes[items >= 0],
        one_row_each=False,
        comments=(*comments, *_columns_written(headings, records)),
    )
    left_out = names.where(lambda name: said[name] == IGNORE)
    _say_ignored(reading, names, left_out, findings)
    lost = (items < 0) & (names.where(bool) | (codes != BLANK)) & ~left_out & ~in_words
    answers.unknown = tuple(dict.fromkeys(names.at(row) for row in np.flatnonzero(lost).tolist() if names.at(row)))
    _report(reading, names, lost, model, findings)
    return reading


def _by_name(cells: Sequence[Cell], names: Coded[str], answers: Answers) -> np.ndarray:
    """Answer codes of one column, those of items with labels of their own each by itself."""
    mapping = answers.mapping
    if not (mapping.recoded or mapping.turned):
        return answers.codes([cells], len(cells))
    found = np.zeros(len(cells), np.int16)
    own = {key: np.flatnonzero(names.where(partial(eq, key))) for key in mapping.recoded}
    rest = np.ones(len(cells), bool)
    for positions in own.values():
        rest[positions] = False
    for positions, reader in ((np.flatnonzero(rest), answers), *((own[key], answers.of(key)) for key in own)):
        found[positions] = reader.codes([[cells[position] for position in positions.tolist()]], len(positions))
    for key in mapping.turned:
        positions = np.flatnonzero(names.where(partial(eq, key)))
        codes = found[positions]
        answers.turn(key, codes)
        found[positions] = codes
    return found


def _say_ignored(reading: Reading, names: Coded[str], left_out: np.ndarray, findings: Findings) -> None:
    """The answers to what a person said is no item."""
    if left_out.any():
        said = dict.fromkeys(str(names.at(row)) for row in np.flatnonzero(left_out).tolist())
        listed = " · ".join(list(said)[:NAMES_SHOWN]) + (" …" if len(said) > NAMES_SHOWN else "")
        first = reading.row(np.flatnonzero(left_out)[0])
        findings.add("warning", "items_ignored", first, None, count=int(left_out.sum()), listed=listed)


def _items(names: Coded[str], said: Mapping[str, str], model: Model) -> np.ndarray:
    """Each row's item, -1 where its name stands for none or for several; `said`: name → what a person took it for."""
    words = item_words(model)
    found = [words.find(said[name] or name) if name and said[name] != IGNORE else () for name in names.values]
    return np.array([positions[0] if len(positions) == 1 else -1 for positions in found], dtype=np.int64)[names.codes]


def _question(name: str, said: str, model: Model) -> str:
    """The open question that a name in the column of items stands for, else ""; `said`: what a person took it for."""
    if said:
        question = said.removeprefix(COMMENT)
        return question if said.startswith(COMMENT) and question in model.open_index else ""
    return "" if not name or item_words(model).find(name) else question_of(model, (name,))


def _report(reading: Reading, names: Coded[str], lost: np.ndarray, model: Model, findings: Findings) -> None:
    """Note the rows of the mask, whose item is not known."""
    words, column = item_words(model), reading.headings.column("item")
    choices = {
        name: ", ".join(model.items[position].code for position in words.find(name)) for name in names.values if name
    }
    kinds = {
        "item_missing": names.where(lambda name: not name),
        "item_unknown": names.where(lambda name: name and not choices[name]),
        "item_ambiguous": names.where(lambda name: name and choices[name]),
    }

    def issue(code: str, record: int) -> Issue:
        name = names.at(record)
        facts = {"items": choices.get(name, ""), "first": model.items[0].code, "last": model.items[-1].code}
        return problem("error", code, reading.row(record), column, value=name, letters="", **facts)

    def note(code: str, rows: list[int]) -> None:
        findings.add_alike(
            "error", code, map(names.at, rows), lambda at: issue(code, rows[at]), lambda at: reading.row(rows[at])
        )

    for code, kind in kinds.items():
        note(code, np.flatnonzero(lost & kind).tolist())
