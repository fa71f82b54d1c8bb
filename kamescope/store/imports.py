"""Writing checked questionnaires in one transaction: wholly in, or wholly out (DESIGN sections 4 and 7)."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import NamedTuple

import pandas as pd

from kamescope.store.connect import Store, run
from kamescope.store.delivery import Delivery, Waits, Writing, Written
from kamescope.store.known import sort_out
from kamescope.store.staging import stage
from kamescope.store.states import Moves, Place, change, check_kept, insert_some, settle, touch
from kamescope.store.tokens import kam_key, token

__all__ = ["Delivery", "Waits", "Written", "already_imported", "kam_key", "token", "write_delivery"]

ANSWERS = {"counted": "answers_counted", "waiting": "answers_waiting"}


class Same(NamedTuple):
    """An earlier import of the same bytes: what its file holds, and how much of that does not come in."""

    layout: str
    respondents: int
    answers: int
    blanks: int
    left_out: Mapping[str, int]


class Stopped(Exception):
    """Undoes the transaction of a delivery that is refused, or there already."""


def already_imported(store: Store, sha256: str, options: str) -> Same | None:
    """What is known of an import of the same bytes with the same options, not undone since."""
    found = store.run("import_same", sha256=sha256, options=options).fetchone()
    return found and Same(*found[:-1], json.loads(found[-1]))


def write_delivery(store: Store, delivery: Delivery, waits: Waits, keep: bool = True) -> Written:
    """Write a delivery in one transaction; nothing is kept where it is refused or `keep` is false."""
    written = Written()
    try:
        with store.transaction(keep, erases=delivery.replace) as cursor:
            import_id = run(cursor, "next_ids").fetchall()[0][3]
            _write(Writing(cursor, delivery, written, import_id, store.secret), waits)
    except Stopped:
        written.say_unlisted()
    return written


def _write(writing: Writing, waits: Waits) -> None:
    """Campaigns and KAMs, then who is new, then who must wait, then the answers and the journal."""
    facts = {"sha256": writing.delivery.sha256, "options": writing.delivery.options}
    writing.written.already = bool(writing.run("import_same", **facts).fetchall())
    if writing.written.already:
        raise Stopped
    staged = stage(writing)
    _stop_if_refused(writing)
    writing.cursor.register("staged_answers", writing.delivery.answers)
    arriving = sort_out(writing, staged)
    _stop_if_refused(writing)
    writing.run("insert_respondents", import_id=writing.import_id)
    writing.run("insert_also_brought", import_id=writing.import_id)
    change(writing.cursor, "superseded")
    touch(writing.cursor, staged)
    _let_wait(writing, waits, arriving)
    insert_some(writing.cursor, ANSWERS, writing.run("arriving_states").fetchall())
    check_kept(writing.cursor)
    _keep_mapping(writing)
    writing.written.say_unlisted()
    _journal(writing)


def _stop_if_refused(writing: Writing) -> None:
    if writing.written.refused:
        raise Stopped


def _let_wait(writing: Writing, waits: Waits, arriving: pd.DataFrame) -> None:
    """Let late questionnaires wait, or count them with those that waited, and tell the administrator (DESIGN 4)."""
    delivery = writing.delivery

    def opens(place: Place, counted: Counter[str], moves: Moves) -> bool:
        return delivery.release or not moves.must_wait(waits, place.rater_group, counted)

    late = settle(writing.cursor, opens, writing.import_id)
    for *place, count, row, position in writing.run("waiting_of_import").fetchall():
        writing.written.waiting += count
        group, kam = delivery.model.groups[place[2]], delivery.respondents["kam"].iloc[position]
        facts = {"kam": kam, "group": group.name, "late": late[Place(*place)], "minimum": group.minimum}
        writing.issue("warning", "late_answers_wait", row, **facts)


def _keep_mapping(writing: Writing) -> None:
    """What a person agreed to, for the next file with these headings in the same campaigns."""
    delivery = writing.delivery
    if delivery.mapping:
        facts = {"headings": delivery.headings, "source": delivery.mapping}
        writing.run("insert_mapping", import_id=writing.import_id, **facts)


def _journal(writing: Writing) -> None:
    """Write the line of the journal: file, digest, what the file holds, how much of it was known, issues."""
    delivery, written = writing.delivery, writing.written
    issues = [asdict(issue) for issue in (*delivery.issues, *written.issues)]
    writing.run(
        "insert_import",
        import_id=writing.import_id,
        file=delivery.file,
        layout=delivery.layout,
        sha256=delivery.sha256,
        options=delivery.options,
        respondents=len(delivery.respondents),
        answers=len(delivery.answers),
        blanks=delivery.blanks,
        skipped=written.skipped,
        replaced=written.replaced,
        waiting=written.waiting,
        demo=delivery.demo,
        released=delivery.release,
        mapping=delivery.mapping,
        left_out=json.dumps(dict(delivery.left_out)),
        issues=json.dumps(issues, ensure_ascii=False, default=str),
        set_aside=json.dumps([dict(line) for line in delivery.set_aside], ensure_ascii=False, default=str),
    )
