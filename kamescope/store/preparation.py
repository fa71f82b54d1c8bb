"""How conversations are prepared, as it is kept: a row a question, a factor, a note, so that two who write at once meet
only where they write the same.

Nothing that pages keep warm depends on it: it is read anew each time.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from kamescope.errors import RequestError
from kamescope.store import audit
from kamescope.store.connect import Ask, Store, run
from kamescope.store.engine import Cursor
from kamescope.store.road import Pair

NUMBER = "preparations"
"""Where the number of the last writing is kept."""
OWN = "own:"
"""What the names of questions begin with that somebody added."""
LATER = 4
"""The rank of what is put off; several may have it."""


class FrameRow(NamedTuple):
    """How long a conversation takes (minutes), and when it begins."""

    length: int
    begins: datetime.time | None


class QuestionRow(NamedTuple):
    """A question of a step by code, about a factor or ("") none; `wording` is "" where it stays as proposed."""

    step: str
    question: str
    factor: str
    chosen: bool
    wording: str
    version: int


class FactorRow(NamedTuple):
    """A factor to bring up; `rank` None: nothing is said."""

    code: str
    rank: int | None


class NoteRow(NamedTuple):
    """What a coach wrote for themself about a step."""

    step: str
    note: str
    version: int


def frame(ask: Ask, campaign: str, kam: str) -> FrameRow | None:
    """Length and beginning (tokens of campaign and KAM); None where nothing is prepared."""
    found = ask("preparation", campaign=campaign, kam=kam).fetchall()
    return FrameRow(*found[0]) if found else None


def questions(ask: Ask, campaign: str, kam: str) -> tuple[QuestionRow, ...]:
    """Questions that were ever chosen or worded anew."""
    return tuple(QuestionRow(*row) for row in ask("prepared_questions", campaign=campaign, kam=kam).fetchall())


def factors(ask: Ask, campaign: str, kam: str) -> tuple[FactorRow, ...]:
    """The factors to bring up."""
    return tuple(FactorRow(*row) for row in ask("prepared_factors", campaign=campaign, kam=kam).fetchall())


def notes(ask: Ask, campaign: str, kam: str, writer: str) -> tuple[NoteRow, ...]:
    """What one coach wrote for themself."""
    return tuple(NoteRow(*row) for row in ask("coach_notes", campaign=campaign, kam=kam, writer=writer).fetchall())


def notes_of_others(ask: Ask, campaign: str, kam: str, writer: str) -> int:
    """How many notes others wrote."""
    return int(ask("notes_of_others", campaign=campaign, kam=kam, writer=writer).fetchall()[0][0])


def set_frame(store: Store, pair: Pair, row: FrameRow) -> None:
    """Keep length and beginning. Raises RequestError `link_unknown`, as all that writes here."""
    with _preparing(store, pair) as cursor:
        run(cursor, "forget_preparation", **_whose(pair))
        run(cursor, "insert_preparation", **_whose(pair), **row._asdict())


def choose(store: Store, pair: Pair, row: QuestionRow) -> None:
    """Choose a question or not; however it is worded stays."""
    with _preparing(store, pair) as cursor:
        before = _questions(cursor, pair).get(row[:3], row._replace(wording="", version=0))
        _put(cursor, pair, before._replace(chosen=row.chosen))


def reword(store: Store, pair: Pair, row: QuestionRow, most: int) -> str:
    """Word a question as its coach would say it and choose it; "" has it as proposed again, and takes out an own one.

    `row.version`: the writing that it takes the place of, 0 where there was none; without a `question` it is an own
    one, which gets its name. Returns the name. Raises RequestError `question_newer`, `questions_full` with `most`
    own ones at that step.
    """
    with _preparing(store, pair) as cursor:
        number = _number(cursor)
        name = row.question or f"{OWN}{number}"
        there = _questions(cursor, pair)
        before = there.get((row.step, name, row.factor))
        if (before.version if before else 0) != row.version:
            raise RequestError("question_newer")
        own = [each for each in there.values() if each.step == row.step and each.question.startswith(OWN)]
        if not row.question and len(own) >= most:
            raise RequestError("questions_full", most=most)
        if row.wording or not name.startswith(OWN):
            _put(cursor, pair, row._replace(question=name, version=number))
        else:
            _forget_question(cursor, pair, row._replace(question=name))
        return name


def flag(store: Store, pair: Pair, code: str, is_on: bool) -> None:
    """Bring a factor up, or not; its rank stays where it is brought up already."""
    with _preparing(store, pair) as cursor:
        there = {each.code for each in factors(partial(run, cursor), *pair)}
        if is_on and code not in there:
            run(cursor, "insert_prepared_factor", **_whose(pair), code=code, rank=None)
        elif not is_on:
            run(cursor, "forget_prepared_factors", **_whose(pair), code=code)


def set_rank(store: Store, pair: Pair, code: str, rank: int | None) -> None:
    """Say which of the factors to bring up comes first.

    Raises RequestError `rank_taken` where another one has that rank, `rank_unflagged` where it is not brought up.
    """
    with _preparing(store, pair) as cursor:
        there = {each.code: each.rank for each in factors(partial(run, cursor), *pair)}
        if code not in there:
            raise RequestError("rank_unflagged", part=code)
        taken = next((other for other, place in there.items() if place == rank and other != code), None)
        if rank not in (None, LATER) and taken is not None:
            raise RequestError("rank_taken", part=taken, rank=rank)
        run(cursor, "forget_prepared_factors", **_whose(pair), code=code)
        run(cursor, "insert_prepared_factor", **_whose(pair), code=code, rank=rank)


def write_note(store: Store, pair: Pair, writer: str, row: NoteRow) -> int:
    """Keep what a coach writes for themself, over the writing `row.version` (0: none); "" takes it out.

    Returns its version. Raises RequestError `note_newer` where the same coach wrote another one meanwhile.
    """
    with _preparing(store, pair, "wrote_note") as cursor:
        there = {each.step: each for each in notes(partial(run, cursor), *pair, writer)}
        before = there.get(row.step)
        if (before.version if before else 0) != row.version:
            raise RequestError("note_newer")
        whose = _whose(pair) | {"writer": writer}
        run(cursor, "forget_coach_note", **whose, step=row.step)
        if not row.note:
            return 0
        number = _number(cursor)
        run(cursor, "insert_coach_note", **whose, **row._replace(version=number)._asdict())
        return number


def forget(cursor: Cursor, campaign: str, kam: str) -> None:
    """Everything prepared about a KAM, in one campaign, or ("") in all; within a change that erases."""
    whose = {"campaign": campaign, "kam": kam}
    run(cursor, "forget_preparation", **whose)
    run(cursor, "forget_prepared_questions", **whose, step="", question="", factor="")
    run(cursor, "forget_prepared_factors", **whose, code="")
    run(cursor, "forget_coach_notes", **whose)


@contextmanager
def _preparing(store: Store, pair: Pair, what: str = "wrote_preparation") -> Iterator[Cursor]:
    """A change of what is prepared about somebody who is there, noted once a person and day: never what was written."""
    with store.transaction(changes=False) as cursor:
        if not run(cursor, "enrolment", **_whose(pair)).fetchall():
            raise RequestError("link_unknown")
        audit.note_once_a_day(cursor, what, pair[1], pair[0])
        yield cursor


def _questions(cursor: Cursor, pair: Pair) -> dict[tuple[str, str, str], QuestionRow]:
    return {each[:3]: each for each in questions(partial(run, cursor), *pair)}


def _put(cursor: Cursor, pair: Pair, row: QuestionRow) -> None:
    _forget_question(cursor, pair, row)
    run(cursor, "insert_prepared_question", **_whose(pair), **row._asdict())


def _forget_question(cursor: Cursor, pair: Pair, row: QuestionRow) -> None:
    which = {"step": row.step, "question": row.question, "factor": row.factor}
    run(cursor, "forget_prepared_questions", **_whose(pair), **which)


def _whose(pair: Pair) -> dict[str, object]:
    return {"campaign": pair[0], "kam": pair[1]}


def _number(cursor: Cursor) -> int:
    """A number for a writing, never given before."""
    number = int(run(cursor, "meta", key=NUMBER).fetchall()[0][0]) + 1
    run(cursor, "number_given", key=NUMBER, number=number)
    return number
