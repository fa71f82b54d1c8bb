"""How far each KAM is in a campaign: what the coach said of it, and to whom results are released.

While a release stands the KAM is *frozen* there: nothing moves until it is reopened (docs/design.md 4).
"""

import datetime
from collections.abc import Callable, Iterable

from kamescope.errors import RequestError
from kamescope.records import Marks, Release
from kamescope.store import audit, versions
from kamescope.store.blocks import keep_blocks
from kamescope.store.connect import Ask, Snapshot, Store, run
from kamescope.store.engine import Cursor
from kamescope.store.reviews import drops, keep_seen, settle_release
from kamescope.store.settle import settle
from kamescope.store.states import check_kept, touch
from kamescope.store.versions import Take

Pair = tuple[str, str]
"""Tokens of campaign and KAM."""


def releases(ask: Ask) -> dict[Pair, tuple[Release, ...]]:
    """Every release, by tokens of campaign and KAM, the first version first."""
    found: dict[Pair, tuple[Release, ...]] = {}
    for campaign, kam, version, roles, *rest in ask("releases").fetchall():
        before = found.get((campaign, kam), ())
        found[campaign, kam] = (*before, Release(campaign, kam, version, tuple(roles), *rest))
    return found


def standing(releases: Iterable[Release]) -> Release | None:
    """The release that was not reopened, if there is one."""
    return next((each for each in releases if each.reopened_at is None), None)


def open_to(ask: Ask, today: datetime.date) -> dict[Pair, tuple[str, ...]]:
    """The roles that may see whose results today."""
    return {
        pair: each.roles
        for pair, every in releases(ask).items()
        for each in every
        if each.reopened_at is None and each.opens <= today
    }


def marks(ask: Ask) -> dict[Pair, Marks]:
    """What the coach said, by tokens of campaign and KAM."""
    return {(campaign, kam): Marks(*said) for campaign, kam, *said in ask("roads").fetchall()}


def mark(store: Store, pair: Pair, change: Callable[[Marks], Marks], what: str) -> None:
    """Keep what the coach says, `what` for the audit. Raises RequestError `link_unknown`."""
    campaign, kam = pair
    with store.transaction() as cursor:
        _place(cursor, pair)
        audit.note(cursor, what, [kam], campaign)
        before = marks(lambda query: run(cursor, query)).get(pair, Marks())
        run(cursor, "forget_road", campaign=campaign, kam=kam)
        run(cursor, "insert_road", campaign=campaign, kam=kam, **change(before)._asdict())


def release(store: Store, pair: Pair, roles: tuple[str, ...], opens: datetime.date, take: Take) -> int:
    """Give results to these roles from a day on; the version, which is a new one unless a release stands.

    `take` tells what is given, which is kept with it. Of comments nothing is left but what was kept. Raises
    RequestError `link_unknown`, `comments_left`.
    """
    campaign, kam = pair
    # What was not kept is to stand nowhere in the file.
    with store.transaction(erases=drops(store.run, pair)) as cursor:
        _place(cursor, pair)
        audit.note(cursor, "released", [kam], campaign)
        stands = run(cursor, "release_stands", campaign=campaign, kam=kam).fetchall()
        if not stands:
            settle_release(cursor, store.secret, pair)
        facts = {"campaign": campaign, "kam": kam, "roles": list(roles), "opens": opens, "who": audit.author()}
        run(cursor, "amend_release" if stands else "insert_release", **facts)
        return _keep(cursor, store, pair, take)


def reopen(store: Store, pair: Pair, take: Take) -> int:
    """Take a release back and let in what waited for it, as far as the rule for changes lets it; how many still wait.

    What it gave is kept now (`take`) if it was made when that was not kept yet: nothing of it has moved since.
    Raises RequestError `link_unknown`, `release_none` where none stands.
    """
    with store.transaction() as cursor:
        if not run(cursor, "release_stands", campaign=pair[0], kam=pair[1]).fetchall():
            raise RequestError("release_none")
        _keep(cursor, store, pair, take)
        return reopen_in(cursor, store.secret, pair)


def reopen_in(cursor: Cursor, secret: str, pair: Pair) -> int:
    """The same within a change."""
    campaign, kam = pair
    campaign_id, kam_id = _place(cursor, pair)
    audit.note(cursor, "reopened", [kam], campaign)
    run(cursor, "mark_reopened", campaign=campaign, kam=kam)
    touch(cursor, run(cursor, "places_of", campaign_id=campaign_id, kam_id=kam_id).df())
    settle(cursor, secret)
    check_kept(cursor)
    keep_blocks(cursor)
    keep_seen(cursor, secret)
    return int(run(cursor, "waiting_in_touched").fetchall()[0][0])


def check_leaving(cursor: Cursor) -> None:
    """Nothing that counts leaves what was released; RequestError `results_released`."""
    _refuse("results_released", run(cursor, "frozen_leaving").fetchall())


def check_touched(cursor: Cursor) -> None:
    """Nothing moves in what was released; RequestError `results_released`."""
    _refuse("results_released", run(cursor, "frozen_touched").fetchall())


def check_erased(cursor: Cursor, campaign: str, kam: str) -> None:
    """What was released is not erased (tokens, "" where all are meant); RequestError `erase_released`."""
    _refuse("erase_released", run(cursor, "frozen_named", campaign=campaign, kam=kam).fetchall())


def _refuse(code: str, found: list[tuple[str, str]]) -> None:
    if found:
        kam, campaign = found[0]
        raise RequestError(code, kam=kam, campaign=campaign)


def _keep(cursor: Cursor, store: Store, pair: Pair, take: Take) -> int:
    """Keep what the release that stands gives; its version."""
    version = int(run(cursor, "release_stands", campaign=pair[0], kam=pair[1]).fetchall()[0][0])
    versions.keep(cursor, Snapshot(cursor, store), pair, version, take)
    return version


def _place(cursor: Cursor, pair: Pair) -> tuple[int, int]:
    found = run(cursor, "enrolment", campaign=pair[0], kam=pair[1]).fetchall()
    if not found:
        raise RequestError("link_unknown")
    campaign_id, kam_id = found[0]
    return campaign_id, kam_id
