"""Writing checked questionnaires in one transaction: wholly in, or wholly out (docs/design.md 4 and 7)."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import NamedTuple

import numpy as np
import pandas as pd

from kamescope.store import audit
from kamescope.store.blocks import highest_cell, keep_blocks
from kamescope.store.comments import bring_comments, stage_comments
from kamescope.store.connect import Store, run
from kamescope.store.delivery import Delivering, Delivery, Next, Written
from kamescope.store.gone import where_gone
from kamescope.store.known import sort_out
from kamescope.store.reviews import keep_seen
from kamescope.store.settle import settle
from kamescope.store.staging import PLACE, stage
from kamescope.store.states import check_kept, touch
from kamescope.store.tokens import kam_key, token

__all__ = ["Delivery", "Written", "already_imported", "kam_key", "token", "write_delivery"]


class Same(NamedTuple):
    """An earlier import of the same bytes: what its file holds, and how much of that does not come in."""

    layout: str
    respondents: int
    answers: int
    comments: int
    blanks: int
    left_out: Mapping[str, int]


class Stopped(Exception):
    """Undoes the transaction of a delivery that is refused, or there already."""


def already_imported(store: Store, sha256: str, options: str) -> Same | None:
    """What is known of an import of the same bytes with the same options, not undone since."""
    found = store.run("import_same", sha256=sha256, options=options).fetchone()
    if found is None:
        return None
    layout, respondents, answers, comments, blanks, left_out = found
    return Same(layout, respondents, answers, comments, blanks, json.loads(left_out))


def write_delivery(store: Store, delivery: Delivery, keep: bool = True) -> Written:
    """Write a delivery in one transaction; nothing is kept where it is refused or `keep` is false."""
    written = Written()
    with suppress(Stopped), store.transaction(keep, erases=delivery.replace) as cursor:
        free = Next(*run(cursor, "next_ids").fetchall()[0])
        _write(Delivering(cursor, delivery, written, free, store.secret))
    return written


def _write(writing: Delivering) -> None:
    """Campaigns and KAMs, then who is new, then who must wait, then the answers and the journal."""
    # Asked before the file was read, and again now that nobody else writes: two may drop it at once.
    facts = {"sha256": writing.delivery.sha256, "options": writing.delivery.options}
    writing.written.already = bool(writing.run("import_same", **facts).fetchall())
    if writing.written.already:
        raise Stopped
    staged = stage(writing)
    _stop_if_refused(writing)
    writing.cursor.register("staged_answers", writing.delivery.answers)
    stage_comments(writing)
    arriving = sort_out(writing, staged)
    _stop_if_refused(writing)
    writing.run("insert_respondents", import_id=writing.import_id)
    bring_comments(writing)
    writing.run("insert_also_brought", import_id=writing.import_id)
    touch(writing.cursor, staged)
    # Before new ones are made: whoever lands in one of these was shown before.
    cells = highest_cell(writing.cursor)
    gone = _where_gone(writing, staged)
    settle(writing.cursor, writing.secret, lambda place: writing.delivery.release, _coming(writing, arriving))
    check_kept(writing.cursor)
    writing.run("seen_before", import_id=writing.import_id, cells=cells)
    keep_blocks(writing.cursor)
    keep_seen(writing.cursor, writing.secret)
    _say_waiting(writing, gone)
    _keep_mapping(writing)
    _journal(writing)
    for what in ("imported", *(["released_late"] if writing.delivery.release else [])):
        audit.note_import(writing.cursor, what, writing.import_id)


def _stop_if_refused(writing: Delivering) -> None:
    if writing.written.refused:
        raise Stopped


def _coming(writing: Delivering, arriving: pd.DataFrame) -> pd.DataFrame:
    """The answers of the questionnaires that come in, under their numbers and in the order of these."""
    answers = writing.delivery.answers
    number = pd.Series(arriving["respondent_id"].to_numpy(), index=arriving["position"])
    ids = number.reindex(answers["respondent"]).to_numpy()
    come = np.flatnonzero(~pd.isna(ids))
    come = come[np.argsort(ids[come], kind="stable")]
    coming = answers[["item", "value"]].take(come).reset_index(drop=True)
    coming.insert(0, "respondent_id", ids[come].astype("int32"))
    return coming


def _where_gone(writing: Delivering, staged: pd.DataFrame) -> pd.DataFrame:
    """The protected groups of this file of which something was shown and is gone, before any of it comes back."""
    places = staged[PLACE].drop_duplicates()
    closed = [
        writing.group(campaign, group) for campaign, group in zip(places[PLACE[0]], places[PLACE[2]], strict=True)
    ]
    protected = [group.protected and not group.closed for group in closed]
    models = {campaign: wave.model for campaign, wave in writing.waves.items()}
    return where_gone(writing.cursor, writing.secret, models, places[protected])


def _say_waiting(writing: Delivering, gone: pd.DataFrame) -> None:
    """What waits, in numbers: never who or which answer, nor how many where that would tell."""
    if gone.empty and all(writing.one("all_count")):
        return
    writing.cursor.register("where_gone", gone)
    kams = writing.delivery.respondents["kam"]
    for position, late in writing.run("frozen_arriving").fetchall():
        writing.written.waiting += late
        writing.issue("warning", "released_wait", kam=kams.iloc[position], count=late)
    untold = []
    for campaign, group, position, mine, late, held, corrected, is_gone in writing.run("waiting_of_import").fetchall():
        rater_group = writing.group(campaign, group)
        facts = {"kam": kams.iloc[position], "group": rater_group.name}
        if corrected or is_gone:
            untold.append(facts)
        if is_gone:
            # Not even in `waiting`: it would tell whether what was brought is what was there.
            continue
        writing.written.waiting += mine
        if mine:
            writing.issue("warning", "late_answers_wait", late=late, minimum=rater_group.minimum, **facts)
        if held:
            writing.issue("warning", "single_answers_wait", count=held, minimum=rater_group.minimum, **facts)
    if untold and not writing.delivery.release:
        writing.issue("warning", "changed_answers_wait", count=len(untold), **untold[0])


def _keep_mapping(writing: Delivering) -> None:
    """What a person agreed to, for the next file with these headings in the same campaigns."""
    delivery = writing.delivery
    if delivery.mapping:
        facts = {"headings": delivery.headings, "source": delivery.mapping}
        writing.run("insert_mapping", import_id=writing.import_id, **facts)


def _journal(writing: Delivering) -> None:
    """Write the line of the journal: file, digest, what the file holds, how much of it was known, issues."""
    delivery, written = writing.delivery, writing.written
    issues = [asdict(issue) for issue in (*delivery.issues, *written.issues)]
    writing.run("number_given", key="imports", number=writing.import_id)
    writing.run(
        "insert_import",
        import_id=writing.import_id,
        file=delivery.file,
        layout=delivery.layout,
        sha256=delivery.sha256,
        options=delivery.options,
        respondents=len(delivery.respondents),
        answers=len(delivery.answers),
        comments=len(delivery.comments),
        blanks=delivery.blanks,
        skipped=written.skipped,
        replaced=written.replaced,
        waiting=written.waiting,
        demo=delivery.demo,
        released=delivery.release,
        mapping=delivery.mapping,
        left_out=json.dumps(dict(delivery.left_out)),
        batch=delivery.batch,
        issues=json.dumps(issues, ensure_ascii=False, default=str),
        set_aside=json.dumps([dict(line) for line in delivery.set_aside], ensure_ascii=False, default=str),
    )
