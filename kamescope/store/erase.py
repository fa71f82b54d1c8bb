"""Erasing a KAM, a campaign or one respondent for good, in one transaction (docs/design.md 4 and 7).

What leaves does so as in an undo: what was shown of it binds what is left, of which whatever would tell by difference
waits. But nothing of it comes back by itself, and nothing of a single answer is kept.
"""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

import pandas as pd

from kamescope.errors import RequestError
from kamescope.store import audit, levers, plan, preparation, versions
from kamescope.store.access import ACCOUNT
from kamescope.store.connect import Store, run
from kamescope.store.engine import Cursor
from kamescope.store.gone import make_unreadable
from kamescope.store.reads import waves
from kamescope.store.reviews import forget_erased
from kamescope.store.road import check_erased, check_leaving
from kamescope.store.scrub import Erased, Left, scrub
from kamescope.store.states import touch
from kamescope.store.tokens import kam_key, respondent_token, token, tokens
from kamescope.store.undo import bear_leaving_in_mind, let_go

UNTOLD = ("answers", "comments")
"""What of one respondent is not counted: a masked group tells it neither."""


class Target(NamedTuple):
    """Whom an erasure is about: a KAM, a campaign (tokens), or one respondent of both, by group (code) and id.

    `respondent`: the id as it stands in the file.
    """

    campaign: str = ""
    kam: str = ""
    group: str = ""
    respondent: str = ""


class Erasure(NamedTuple):
    """What goes: rows by kind, lines of the journal and of the audit that are rewritten, others that begin to wait.

    How much one respondent answered is not told: a masked group tells it neither.
    """

    target: Target
    rows: Mapping[str, int]
    lines: int
    traces: int
    waiting: int


class _Named(NamedTuple):
    """One KAM in one campaign, as they are named."""

    campaign: str
    campaign_name: str
    kam: str
    name: str
    id: str


def erase(store: Store, target: Target, keep: bool = True) -> Erasure:
    """Erase everything of a target, or with `keep` false only tell what would go.

    Raises RequestError: `link_unknown` (no such KAM or campaign), `group_unknown`, `respondent_unknown`; what was
    released is to be reopened first (`results_released` of a respondent, `erase_released`).
    """
    with store.transaction(keep, erases=keep) as cursor:
        before, named = _sizes(cursor), _named(cursor)
        key = _find(cursor, store.secret, target, named)
        if target.respondent:
            check_leaving(cursor)
        else:
            check_erased(cursor, target.campaign, target.kam)
        brought = {number: Left(*counts) for number, *counts in run(cursor, "leaving_lines").fetchall()}
        touch(cursor, run(cursor, "leaving_places").df())
        bear_leaving_in_mind(cursor, store.secret, is_erased=True)
        _forget_undone(cursor, store.secret, target, named, key)
        run(cursor, "forget_rated")
        if not (target.kam and target.campaign):
            run(cursor, "forget_all_rated", kam=target.kam, campaign=target.campaign)
        waiting = let_go(cursor, store.secret)
        gone = _gone(named, _named(cursor), target)
        lines = scrub(cursor, gone, brought)
        levers.forget(cursor, gone)
        if target.respondent:
            run(cursor, "forget_plan_figures", campaign=target.campaign, kam=target.kam)
            if (target.campaign, target.kam) in {(each.campaign, each.kam) for each in _named(cursor)}:
                forget_erased(cursor, store.secret, (target.campaign, target.kam))
            # All: those in which the respondent counts would tell when they came.
            versions.forget(cursor, target.campaign, target.kam)
        audit.note(cursor, "erased", [target.kam], target.campaign)
        traces = _forget_access(cursor, store.secret, gone.tokens, named)
        after = _sizes(cursor)
    rows = {kind: count - after[kind] for kind, count in before.items() if count != after[kind]}
    if target.respondent:
        rows = {kind: count for kind, count in rows.items() if kind not in UNTOLD}
    return Erasure(target, rows, lines, traces, waiting)


def erase_undone(store: Store, name: str, company: str = "", keep: bool = True) -> Erasure:
    """Erase what is kept of a KAM all of whose imports are undone, by name (and company) or id; `keep` as `erase`.

    Such a KAM stands in no table: only whoever asks can name them. Raises RequestError `link_unknown` where nothing of
    that name is kept.
    """
    with store.transaction(keep, erases=keep) as cursor:
        before, named = _sizes(cursor), _named(cursor)
        mentioned = {kam for (kam,) in run(cursor, "kams_mentioned").fetchall()} - {each.kam for each in named}
        by_id = _tokens(store.secret, name, "", "") & mentioned
        by_name = _tokens(store.secret, "", company, name) & mentioned
        gone = Erased((name,), (name,) if by_id else (), tokens=by_id | by_name)
        codes = _codes(cursor)
        places = make_unreadable(cursor, store.secret, names=[name], groups=codes) if codes else 0
        lines = scrub(cursor, gone, {})
        levers.forget(cursor, gone)
        for kam in sorted(gone.tokens) or [""]:
            audit.note(cursor, "erased", [kam])
        traces = _forget_access(cursor, store.secret, gone.tokens, named)
        after = _sizes(cursor)
        rows = {kind: count - after[kind] for kind, count in before.items() if count != after[kind]}
        if not (gone.tokens or places or lines or rows):
            raise RequestError("link_unknown")
    return Erasure(Target(), rows, lines, traces, 0)


def _tokens(secret: str, source_id: str, company: str, name: str) -> frozenset[str]:
    """What a KAM is called by who has that id or name, real or fictitious."""
    keys = (kam_key(source_id, company, name, fictitious) for fictitious in (False, True))
    return frozenset(tokens(secret, "kam", keys))


def _codes(cursor: Cursor) -> list[str]:
    """The codes of all rater groups that there are, or that a campaign which is undone ever promised something."""
    now = {group.code for wave in waves(partial(run, cursor)).values() for group in wave.model.groups}
    return sorted(now | {code for (code,) in run(cursor, "promised_groups").fetchall()})


def _find(cursor: Cursor, secret: str, target: Target, named: list[_Named]) -> str:
    """Register as `leaving` the questionnaires meant; what makes the versions of a respondent's one, "" for the others.

    Errors as `erase`.
    """
    if not any(target.campaign in ("", each.campaign) and target.kam in ("", each.kam) for each in named):
        raise RequestError("link_unknown")
    if not target.respondent:
        found = run(cursor, "erased_people", campaign=target.campaign, kam=target.kam).df()
        cursor.register("leaving", found)
        return ""
    campaign_id, kam_id = run(cursor, "enrolment", campaign=target.campaign, kam=target.kam).fetchall()[0]
    groups = waves(partial(run, cursor))[campaign_id].model.group_index
    if target.group not in groups:
        raise RequestError("group_unknown", value=target.group, words=", ".join(groups))
    place = {"campaign_id": campaign_id, "kam_id": kam_id, "rater_group": groups[target.group]}
    source_id = respondent_token(secret, target.respondent)
    found = run(cursor, "erased_respondent", **place, source_id=source_id).df()
    if found.empty:
        raise RequestError("respondent_unknown", respondent=target.respondent)
    cursor.register("leaving", found[["respondent_id"]])
    return str(found["key"][0])


def _forget_undone(cursor: Cursor, secret: str, target: Target, named: list[_Named], key: str) -> None:
    """What is kept of it since an import of it was undone or replaced."""
    names = sorted({each.name for each in named if each.kam == target.kam})
    groups = [target.group] if target.group else _codes(cursor)
    campaign = target.campaign
    if not target.respondent or key:
        make_unreadable(cursor, secret, campaign, names, groups, key)


def _gone(before: list[_Named], after: list[_Named], target: Target) -> Erased:
    """Who was there and is not: whoever has no campaign left is named no more."""
    kams, campaigns = {each.kam for each in after}, {each.campaign for each in after}
    people = [each for each in before if each.kam not in kams]
    return Erased(
        people=tuple(sorted({each.name for each in people})),
        ids=tuple(sorted({each.id for each in people if each.id} | ({target.respondent} - {""}))),
        campaigns=tuple(sorted({each.campaign_name for each in before if each.campaign not in campaigns})),
        tokens=frozenset(each.kam for each in people),
    )


def _forget_access(cursor: Cursor, secret: str, kams: frozenset[str], before: list[_Named]) -> int:
    """Grants on those KAMs, releases, plans, what coaches prepared; how many audit lines say a token for a person.

    Whom nothing is granted any more is forgotten; a KAM who had an account of their own is a token in the audit.
    """
    own = {email for kam in kams for (email,) in run(cursor, "own_accounts", kam=kam).fetchall()}
    for kam in sorted(kams):
        run(cursor, "forget_grants_on", kam=kam)
        run(cursor, "forget_plans_of", kam=kam)
        run(cursor, "forget_plan_steps_of", kam=kam)
        run(cursor, "forget_plan_evidence_of", kam=kam)
        run(cursor, "forget_releases", campaign="", kam=kam)
        run(cursor, "forget_seen_comments", campaign="", kam=kam)
        preparation.forget(cursor, "", kam)
        versions.forget(cursor, "", kam)
    run(cursor, "forget_persons_without_grant")
    still = {(each.campaign, each.kam) for each in _named(cursor)}
    for campaign, kam in {(each.campaign, each.kam) for each in before} - still:
        run(cursor, "forget_releases", campaign=campaign, kam=kam)
        versions.forget(cursor, campaign, kam)
        run(cursor, "forget_road", campaign=campaign, kam=kam)
        run(cursor, "forget_seen_comments", campaign=campaign, kam=kam)
        plan.forget(cursor, (campaign, kam))
        preparation.forget(cursor, campaign, kam)
    known = {email for email, _ in run(cursor, "persons").fetchall()}
    traces = 0
    for email in sorted(own - known):
        traces += int(run(cursor, "said_by", email=email).fetchall()[0][0])
        for query in ("rename_in_audit", "rename_in_releases", "rename_in_levers"):
            run(cursor, query, email=email, token=token(secret, ACCOUNT, email))
    return traces


def _named(cursor: Cursor) -> list[_Named]:
    return [_Named(*row) for row in run(cursor, "names_there").fetchall()]


def _sizes(cursor: Cursor) -> dict[str, int]:
    sizes: pd.DataFrame = run(cursor, "table_sizes").df()
    return {str(table): int(sizes[table].iloc[0]) for table in sizes}
