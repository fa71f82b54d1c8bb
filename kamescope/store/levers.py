"""Files of the manager's other instruments: kept whole or not at all, taken back whole; a newer one takes the place.

A file about the same instrument, day, company and team as one that stands replaces it; taken back, the former one
stands again. What is typed by hand replaces only what the same person typed about the same people.
"""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from kamescope.errors import RequestError
from kamescope.naming import same_key
from kamescope.store import audit
from kamescope.store.connect import Ask, Snapshot, Store, run
from kamescope.store.engine import Cursor
from kamescope.store.scrub import Erased, rewritten

NUMBER = "levers"
"""Where the number of the last file is kept."""
SLOTS = {"text": 6, "number": 8, "day": 3}
"""How many columns of each kind a row has room for, beside the person it names."""
PERSON, NUMBERED = "person", "row_number"


@dataclass(frozen=True)
class LeverDelivery:
    """A file to be kept: its facts, its rows as typed columns, and who is named in them.

    `frame`: the columns by name; `kinds`: by name `text`, `number`, `day` or `person`; `rows`: their numbers in the
    spreadsheet; `people`: name → KAM (token), "" where nobody of that name is known. `agreed` and `choices` are JSON.
    """

    instrument: str
    file: str
    sha256: str
    frame: pd.DataFrame
    kinds: Mapping[str, str]
    rows: tuple[int, ...]
    people: Mapping[str, str]
    held_on: datetime.date
    company: str = ""
    team: str = ""
    currency: str = ""
    agreed: str = "{}"
    choices: str = "{}"
    typed: bool = False
    demo: bool = False
    own: bool = False


class LeverLine(NamedTuple):
    """One file ever kept: it stands unless it is undone or replaced. `columns`: name → slot; `choices`: JSON."""

    id: int
    instrument: str
    file: str
    columns: Mapping[str, str]
    held_on: datetime.date
    company: str
    team: str
    currency: str
    rows: int
    choices: str
    typed: bool
    demo: bool
    own: bool
    imported_at: datetime.datetime
    who: str
    replaced_by: int
    undone_at: datetime.datetime | None

    @property
    def stands(self) -> bool:
        """Whether its rows count."""
        return self.undone_at is None and not self.replaced_by

    @property
    def set_beside(self) -> Mapping[str, object]:
        """What a person set beside it, by name."""
        found: dict[str, object] = json.loads(self.choices)
        return found


class LeverKept(NamedTuple):
    """What became of a file: its number, whether it was there already, and how many it takes the place of."""

    id: int
    already: bool = False
    replaced: int = 0


def lines(ask: Ask) -> tuple[LeverLine, ...]:
    """Every file ever kept, the newest first."""
    found = []
    for row in ask("lever_files").fetchall():
        told = dict(zip(LeverLine._fields, row, strict=True))
        found.append(LeverLine(**{**told, "columns": json.loads(told["columns"])}))
    return tuple(found)


def rows(frozen: Snapshot, line: LeverLine, named: Iterable["LeverName"]) -> pd.DataFrame:
    """All rows of a file under the names of its columns, with `row_number`; `named`: whoever is named in it.

    Texts are pandas' own, "" where nothing is written; figures float64, days datetime64.
    """
    return _framed(frozen.frame("lever_rows", _slots_of([line]), file_id=line.id), line, named)


def rows_of(
    frozen: Snapshot, lines: Sequence[LeverLine], named: Sequence["LeverName"]
) -> Iterator[tuple[LeverLine, pd.DataFrame]]:
    """Of each file the rows that name somebody of `named`, as `rows` has them, all read at once."""
    persons = sorted({each.person for each in named})
    numbers = [line.id for line in lines]
    raw = frozen.frame("lever_rows_of", ["file_id", *_slots_of(lines)], files=numbers, persons=persons)
    for line in lines:
        theirs = [each for each in named if each.file_id == line.id]
        mine = (raw["file_id"] == line.id) & raw[PERSON].isin([each.person for each in theirs])
        yield line, _framed(raw[mine].reset_index(drop=True), line, theirs)


def _slots_of(lines: Iterable[LeverLine]) -> list[str]:
    return list(dict.fromkeys([NUMBERED, PERSON, *(slot for line in lines for slot in line.columns.values())]))


def _framed(raw: pd.DataFrame, line: LeverLine, named: Iterable["LeverName"]) -> pd.DataFrame:
    names = {each.person: each.name for each in named}
    columns = {name: _column(raw[slot], slot, names) for name, slot in line.columns.items()}
    return pd.DataFrame({NUMBERED: raw[NUMBERED], **columns}, copy=False)


def keep(store: Store, deliveries: Iterable[LeverDelivery]) -> list[LeverKept]:
    """Keep files in one transaction; the same bytes, read alike, about the same day and team are there already.

    Raises RequestError `lever_too_many_columns` where a row has no room for its columns.
    """
    slots = [(delivery, _slots(delivery)) for delivery in deliveries]
    with store.transaction() as cursor:
        lines = [_insert_line(cursor, *each) for each in slots]
        new = [(line.id, *each) for line, each in zip(lines, slots, strict=True) if not line.already]
        _insert_rows(cursor, new)
        replaced = {number: _settle(cursor, number, delivery) for number, delivery, _ in new}
    return [line._replace(replaced=replaced.get(line.id, 0)) for line in lines]


def _facts(delivery: LeverDelivery) -> dict[str, object]:
    """What two files have alike of which one takes the other's place."""
    names = ("instrument", "held_on", "company", "team", "demo", "own")
    return {**{name: getattr(delivery, name) for name in names}, "who": audit.author()}


def _insert_line(cursor: Cursor, delivery: LeverDelivery, slots: Mapping[str, str]) -> LeverKept:
    facts = _facts(delivery)
    same = run(cursor, "lever_same", sha256=delivery.sha256, agreed=delivery.agreed, **facts).fetchall()
    if same:
        return LeverKept(int(same[0][0]), already=True)
    number = int(run(cursor, "meta", key=NUMBER).fetchall()[0][0]) + 1
    run(cursor, "number_given", key=NUMBER, number=number)
    run(
        cursor,
        "insert_lever_file",
        file_id=number,
        file=delivery.file,
        sha256=delivery.sha256,
        agreed=delivery.agreed,
        columns=json.dumps(slots),
        currency=delivery.currency,
        row_count=len(delivery.frame),
        choices=delivery.choices,
        typed=delivery.typed,
        **facts,
    )
    return LeverKept(number)


def _settle(cursor: Cursor, number: int, delivery: LeverDelivery) -> int:
    """Whose place a file takes: how many."""
    replaced = run(cursor, "replace_levers", file_id=number, typed=delivery.typed, **_facts(delivery)).fetchall()
    if not delivery.demo:  # that the demonstration was loaded is told once, by its imports
        audit.note(cursor, "kept_lever", sorted({kam for kam in delivery.people.values() if kam}) or [""])
    return len(replaced)


def undo(store: Store, number: int) -> None:
    """Take a file back whole; its line stays. What it had replaced stands again. RequestError `lever_file_unknown`."""
    with store.transaction(erases=True) as cursor:
        found = run(cursor, "lever_alive", file_id=number).fetchall()
        if not found:
            raise RequestError("lever_file_unknown", number=number)
        run(cursor, "pass_lever_on", file_id=number, newer=found[0][0])
        _forget_rows(cursor, number)
        run(cursor, "undo_lever", file_id=number)
        audit.note(cursor, "undid_lever")


def forget_demo(cursor: Cursor) -> None:
    """Take away the demonstration's files and every trace of them; it never took the place of anybody's own."""
    for query in ("forget_demo_lever_rows", "forget_demo_lever_people", "forget_demo_lever_files"):
        run(cursor, query)


def forget(cursor: Cursor, erased: Erased) -> int:
    """Take whoever is erased out of every file, rows and names of files too; how many rows went.

    By token, and by name where nobody of that name was known.
    """
    names = {same_key(name) for name in erased.people}
    before = sum(line.rows for line in lines(partial(run, cursor)))
    for each in named(partial(run, cursor)):
        if each.kam in erased.tokens or (not each.kam and same_key(each.name) in names):
            run(cursor, "forget_lever_rows_of", file_id=each.file_id, person=each.person)
            run(cursor, "forget_lever_person", file_id=each.file_id, person=each.person)
    run(cursor, "recount_levers")
    for number, newer in run(cursor, "idle_levers").fetchall():
        run(cursor, "pass_lever_on", file_id=number, newer=newer)
        _forget_rows(cursor, number)
        run(cursor, "forget_lever_file", file_id=number)
    for number, file, choices in run(cursor, "lever_texts").fetchall():
        told = rewritten(file, erased.are_in), "{}" if erased.are_in(choices) else choices
        if told != (file, choices):
            run(cursor, "rewrite_lever", file_id=number, file=told[0], choices=told[1])
    return before - sum(line.rows for line in lines(partial(run, cursor)))


class LeverName(NamedTuple):
    """Somebody named in a file, and the KAM (token) they are taken for, "" where nobody was known."""

    file_id: int
    person: int
    name: str
    kam: str


def named(ask: Ask, number: int = 0) -> tuple[LeverName, ...]:
    """Everybody who is named in a file, once a file; in one of them, where its number is given."""
    return tuple(LeverName(*row) for row in ask("lever_names", file_id=number).fetchall())


def counted(ask: Ask) -> Mapping[tuple[int, int], int]:
    """How many rows name somebody, by file and person."""
    return {(number, person): count for number, person, count in ask("lever_row_counts").fetchall()}


def _forget_rows(cursor: Cursor, number: int) -> None:
    run(cursor, "forget_lever_rows", file_id=number)
    run(cursor, "forget_lever_people", file_id=number)


def _slots(delivery: LeverDelivery) -> dict[str, str]:
    """Where each column stands in a row, the first free slot of its kind."""
    free = {kind: iter(range(1, most + 1)) for kind, most in SLOTS.items()}
    found = {}
    for name in delivery.frame:
        kind = delivery.kinds[str(name)]
        place = None if kind == PERSON else next(free[kind], 0)
        if place == 0:
            raise RequestError("lever_too_many_columns", most=SLOTS[kind])
        found[str(name)] = kind if place is None else f"{kind}_{place}"
    return found


def _insert_rows(cursor: Cursor, new: Sequence[tuple[int, LeverDelivery, Mapping[str, str]]]) -> None:
    """Rows and people of files by their numbers, as frames: a large file has many thousand of them."""
    if not new:
        return
    cursor.register("staged_lever_people", _together([_people(number, delivery) for number, delivery, _ in new]))
    run(cursor, "insert_lever_people")
    cursor.register("staged_lever_rows", _together([_rows(*each) for each in new]))
    run(cursor, "insert_lever_rows")


def _together(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)


def _people(number: int, delivery: LeverDelivery) -> pd.DataFrame:
    people = pd.DataFrame({"name": [*delivery.people], "kam": [*delivery.people.values()]}, dtype="str")
    return people.assign(file_id=number, person=range(1, len(people) + 1))


def _rows(number: int, delivery: LeverDelivery, slots: Mapping[str, str]) -> pd.DataFrame:
    """Every slot, those that a file has no column for blank."""
    places, frame, count = pd.Index([*delivery.people], dtype="str"), delivery.frame, len(delivery.frame)
    found: dict[str, object] = {"file_id": number, NUMBERED: np.array(delivery.rows, dtype="int32"), PERSON: 0}
    blank = {kind: _nothing(kind, count) for kind in SLOTS}
    for kind, most in SLOTS.items():
        found |= {f"{kind}_{place}": blank[kind] for place in range(1, most + 1)}
    for name, slot in slots.items():
        values = frame[name].reset_index(drop=True)
        found[slot] = places.get_indexer(values) + 1 if slot == PERSON else _stored(values, slot)
    return pd.DataFrame(found, index=range(count))


def _stored(values: pd.Series, slot: str) -> pd.Series:
    if slot.startswith("text"):
        return values.where(values != "")
    return values.astype("float64") if slot.startswith("number") else values


def _nothing(kind: str, count: int) -> pd.Series:
    types = {"text": "str", "number": "float64", "day": "datetime64[us]"}
    return pd.Series(None, index=range(count), dtype=types[kind])


def _column(values: pd.Series, slot: str, names: Mapping[int, str]) -> pd.Series:
    if slot == PERSON:
        called = ["", *(names.get(person, "") for person in range(1, max(names, default=0) + 1))]
        return pd.Series(pd.array(called, dtype="str").take(values.where(values < len(called), 0)))
    if slot.startswith("text"):
        return values.astype("str").fillna("")
    return values.astype("float64") if slot.startswith("number") else pd.to_datetime(values)
