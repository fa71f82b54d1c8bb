"""The journal of imports and what administrators keep beside it: one typed function per question."""

import datetime
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from kamescope.errors import Detail, Issue, RequestError
from kamescope.model import Text
from kamescope.records import Campaign
from kamescope.store import audit
from kamescope.store.blocks import keep_blocks
from kamescope.store.connect import Store, run
from kamescope.store.engine import Cursor
from kamescope.store.reads import Readable
from kamescope.store.reviews import keep_seen
from kamescope.store.road import check_touched
from kamescope.store.settle import settle
from kamescope.store.states import Place, check_kept, touch


class Line(NamedTuple):
    """One import: what its file holds, what became of it, and who it is about.

    Of its questionnaires `skipped` were known, `replaced` took the place of an older version, `waiting` wait now.
    `released`: somebody let late answers of it count at once, or undid it although that tells; `undone_at`: None while
    it stands. `set_aside` lists what was excluded and why, `left_out` tells how much of the file did not come in,
    `mapping` what a person agreed to (TOML), `kams` whom it rates (tokens). `corrected`: it was the last to bring
    something to a protected group where questionnaires were replaced; whether single answers wait there is not told.
    `batch`: what files that were imported together share, "" where one came alone.
    """

    id: int
    file: str
    layout: str
    imported_at: datetime.datetime
    respondents: int
    answers: int
    comments: int
    blanks: int
    skipped: int
    replaced: int
    waiting: int
    demo: bool
    released: bool
    undone_at: datetime.datetime | None
    issues: tuple[Issue, ...]
    set_aside: tuple[Mapping[str, object], ...]
    left_out: Mapping[str, int]
    mapping: str
    campaigns: tuple[str, ...]
    kams: tuple[str, ...]
    corrected: bool
    batch: str


class Waited(NamedTuple):
    """How many questionnaires waited, and how many single answers of those that count, where that is told."""

    questionnaires: int
    answers: int


class Late(NamedTuple):
    """What waits in one group (by its place in the model) of a KAM (by token) in a campaign.

    `late` questionnaires, and `held` answers of questionnaires that count.
    """

    campaign: str
    kam: str
    rater_group: int
    late: int
    held: int


class Kept(NamedTuple):
    """The newest mapping agreed for files with these headings in a campaign, and whom its file is about (tokens)."""

    campaign: Campaign
    headings: str
    source: str
    kams: tuple[str, ...]


class Sent(NamedTuple):
    """How many questionnaires were sent to one group (by its place in the model) of a KAM in a campaign (tokens)."""

    campaign: str
    kam: str
    rater_group: int
    sent: int


def lines(store: Readable) -> tuple[Line, ...]:
    """Every import ever made, the newest first."""
    return tuple(_line(*row) for row in store.run("journal").fetchall())


def late(store: Readable) -> tuple[Late, ...]:
    """Where questionnaires wait."""
    return tuple(map(Late._make, store.run("late").fetchall()))


def release(store: Store, campaign: str, kam: str, rater_group: int) -> Waited:
    """Count at once what waits in a place, and note it on the journal's lines of those imports; what waited.

    Raises RequestError `link_unknown` where that KAM (token) is not in that campaign (token), `results_released` where
    results are released.
    """
    with store.transaction() as cursor:
        audit.note(cursor, "released_late", [kam], campaign)
        return _release(cursor, store.secret, pd.DataFrame([_place(cursor, campaign, kam, rater_group)]))


def release_import(store: Store, import_id: int) -> Waited:
    """Count at once what waits wherever an import brought something; what waited.

    Raises RequestError `import_unknown` where there is no such import or it is undone, `results_released` where results
    are released of whom it rates.
    """
    with store.transaction() as cursor:
        places = run(cursor, "import_places", import_id=import_id).df()
        if places.empty:
            raise RequestError("import_unknown", number=import_id)
        audit.note_import(cursor, "released_late", import_id)
        return _release(cursor, store.secret, places)


def _release(cursor: Cursor, secret: str, places: pd.DataFrame) -> Waited:
    touch(cursor, places)
    check_touched(cursor)
    waited = Waited(*run(cursor, "waiting_in_touched").fetchall()[0])
    run(cursor, "mark_released")
    settle(cursor, secret, lambda _: True)
    check_kept(cursor)
    keep_blocks(cursor)
    keep_seen(cursor, secret)
    return waited


def open_campaign(store: Store, campaign: str) -> Waited:
    """Show the results of a campaign (token) from now on, as far as nothing of it tells somebody's answers."""
    with store.transaction() as cursor:
        audit.note(cursor, "opened_campaign", campaign=campaign)
        run(cursor, "open_campaign", campaign=campaign)
        places = run(cursor, "campaign_places", campaign=campaign).df()
        touch(cursor, places)
        settle(cursor, store.secret)
        check_kept(cursor)
        keep_blocks(cursor)
        keep_seen(cursor, store.secret)
        return Waited(*run(cursor, "waiting_in_touched").fetchall()[0])


def mappings(store: Readable) -> tuple[Kept, ...]:
    """The mappings that are offered again: of those for the same headings and campaign, the newest."""
    rows = store.run("mappings").fetchall()
    return tuple(
        Kept(Campaign(token, name, date), headings, source, tuple(kams or ()))
        for token, name, date, headings, source, kams in rows
    )


def expected(store: Readable) -> tuple[Sent, ...]:
    """How many questionnaires were sent out, where that is known."""
    return tuple(map(Sent._make, store.run("expected").fetchall()))


def set_expected(store: Store, campaign: str, kam: str, rater_group: int, sent: int | None) -> None:
    """Keep how many questionnaires were sent to a group of a KAM; None forgets it.

    Raises RequestError `link_unknown` where that KAM (token) is not in that campaign (token).
    """
    with store.transaction() as cursor:
        place = _place(cursor, campaign, kam, rater_group)
        run(cursor, "forget_expected", **place._asdict())
        if sent is not None:
            run(cursor, "insert_expected", sent=sent, **place._asdict())


def _place(cursor: Cursor, campaign: str, kam: str, rater_group: int) -> Place:
    """Where a change is to be made, as the tables number it while it is made."""
    found = run(cursor, "enrolment", campaign=campaign, kam=kam).fetchall()
    if not found:
        raise RequestError("link_unknown")
    campaign_id, kam_id = found[0]
    return Place(campaign_id, kam_id, rater_group)


def _line(*row: Any) -> Line:
    told = dict(zip(Line._fields, row, strict=True))
    told["issues"] = tuple(_issue(**each) for each in json.loads(told["issues"]))
    told |= {name: json.loads(told[name]) for name in ("set_aside", "left_out")}
    told |= {name: tuple(told[name] or ()) for name in ("set_aside", "campaigns", "kams")}
    return Line(**told)


def _issue(facts: Mapping[str, object], **rest: Any) -> Issue:
    return Issue(**rest, facts={name: _fact(fact) for name, fact in facts.items()})


def _fact(fact: object) -> object:
    """A text of a model is kept with all its languages, a detail as code and facts."""
    if isinstance(fact, dict) and fact.keys() == {"versions"}:
        return Text(tuple((language, words) for language, words in fact["versions"]))
    return Detail(**fact) if isinstance(fact, dict) and fact.keys() == {"code", "facts"} else fact
