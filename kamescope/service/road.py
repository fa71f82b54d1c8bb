"""The road of each KAM through a campaign: how far they are, the next step, and to whom results are released.

`collecting → ready → prepared → released → followed`, worked out from the data and from what the coach said.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from kamescope.analysis.plan import STEPS, PlanStep, StepState
from kamescope.errors import RequestError
from kamescope.privacy import GroupResult
from kamescope.records import Campaign, Kam, Marks, Release
from kamescope.service import comments
from kamescope.service.journal import expected
from kamescope.service.people import Participation, people
from kamescope.service.results import published
from kamescope.service.versions import given
from kamescope.service.viewer import WAITS, PlanRight, Role, Scope
from kamescope.store import plan as plans
from kamescope.store import reads
from kamescope.store import road as kept
from kamescope.store.connect import Snapshot, Store
from kamescope.store.road import standing
from kamescope.store.versions import Given, Take

RECIPIENTS = tuple(role for role in Role if role in WAITS)
"""To whom results may be released."""
DONE = (StepState.HOLDING, StepState.DROPPED)
"""The last follow-up of a priority is done once it is said to hold or to be dropped."""


class Milestone(StrEnum):
    """How far a KAM is, in this order."""

    COLLECTING = "collecting"
    READY = "ready"
    PREPARED = "prepared"
    RELEASED = "released"
    FOLLOWED = "followed"


@dataclass(frozen=True, slots=True)
class Road:
    """One KAM in one campaign: how far they are, and what that rests on.

    `returned` questionnaires of `sent`, None where it is not known of every group; `missing`: the groups (codes) that
    were asked and are below their minimum; `releases`: every version, of which the last may stand; `open_steps`: those
    of the plan of which nothing is said yet, for who may read it whole, the one due first in front.
    """

    campaign: Campaign
    kam: Kam
    step: Milestone
    returned: int
    sent: int | None
    missing: tuple[str, ...]
    marks: Marks
    releases: tuple[Release, ...]
    open_steps: tuple[PlanStep, ...] = ()

    @property
    def release(self) -> Release | None:
        """The release that stands."""
        return standing(self.releases)


def roads(store: Store, scope: Scope) -> tuple[Road, ...]:
    """Everybody in scope, in the order of `people`."""
    with store.snapshot() as frozen:
        releases, marks = kept.releases(frozen.run), kept.marks(frozen.run)
        followed = plans.followed(frozen.run, max(STEPS), DONE)
        coming = plans.open_steps(frozen.run, StepState.NOT_BEGUN)
    sent: dict[tuple[str, str], dict[str, int]] = {}
    for each in expected(store, scope):
        sent.setdefault((each.campaign.token, each.kam.token), {})[each.group] = each.sent
    found = []
    for entry in people(store, scope):
        pair = entry.campaign.token, entry.kam.token
        road = _road(entry, sent.get(pair, {}), marks.get(pair, Marks()), releases.get(pair, ()))
        if road.step is Milestone.RELEASED and pair in followed:
            road = replace(road, step=Milestone.FOLLOWED)
        elif road.step is Milestone.PREPARED and _unread(store, pair):
            road = replace(road, step=Milestone.READY)
        if scope.plan_right(*pair) >= PlanRight.READ:
            road = replace(road, open_steps=tuple(PlanStep(*step) for step in coming.get(pair, ())))
        found.append(road)
    return tuple(found)


def _unread(store: Store, pair: kept.Pair) -> int:
    """How many comments are to be reviewed; some may have come in since the coach was done."""
    with store.snapshot() as frozen:
        return comments.left(store, frozen, *pair)


def go_on(store: Store, scope: Scope, campaign: str, kam: str, is_on: bool = True) -> None:
    """Go on with what came back although a group lacks, or wait for it again. Raises RequestError `link_unknown`."""
    _mark(store, scope, (campaign, kam), lambda marks: marks._replace(goes_on=is_on), _said("went_on", is_on))


def prepare(store: Store, scope: Scope, campaign: str, kam: str, is_on: bool = True) -> None:
    """Say that the conversation is prepared, or not yet.

    Raises RequestError `link_unknown`, `prepare_early` where something lacks that was asked for, `comments_left` where
    comments are not reviewed.
    """
    if is_on:
        if _seen(store, scope, (campaign, kam)).step is Milestone.COLLECTING:
            raise RequestError("prepare_early")
        if unread := _unread(store, (campaign, kam)):
            raise RequestError("comments_left", count=unread)
    _mark(store, scope, (campaign, kam), lambda marks: marks._replace(prepared=is_on), _said("prepared", is_on))


def set_talk(store: Store, scope: Scope, campaign: str, kam: str, day: datetime.date | None) -> None:
    """Keep the day of the conversation; None forgets it. Raises RequestError `link_unknown`."""
    _mark(store, scope, (campaign, kam), lambda marks: marks._replace(talk=day), "dated")


def release_to(
    store: Store,
    scope: Scope,
    campaign: str,
    kam: str,
    to: Iterable[str] = RECIPIENTS,
    opens: datetime.date | None = None,
) -> Release:
    """Give a KAM's results in a campaign (tokens) to roles, from a day on, today unless said; nothing moves any more.

    Where a release stands, to others or on another day: its figures are the same. Raises RequestError: `link_unknown`,
    `release_unprepared`, `release_role`, `release_past`, `comments_left`.
    """
    road = _seen(store, scope, (campaign, kam))
    if road.step in (Milestone.COLLECTING, Milestone.READY):
        raise RequestError("release_unprepared", kam=road.kam.name)
    today, stands = datetime.date.today(), road.release
    opens = opens or (stands.opens if stands else today)
    if opens < today and not (stands and stands.opens == opens):
        raise RequestError("release_past", day=opens)
    kept.release(store, (campaign, kam), _roles(to), opens, what_is_given(campaign, kam))
    found = _seen(store, scope, (campaign, kam)).release
    assert found is not None
    return found


def reopen(store: Store, scope: Scope, campaign: str, kam: str) -> int:
    """Take a release back; how many questionnaires that waited for it still wait.

    Raises RequestError `link_unknown`, `release_none`.
    """
    _seen(store, scope, (campaign, kam))
    return kept.reopen(store, (campaign, kam), what_is_given(campaign, kam))


def what_is_given(campaign: str, kam: str) -> Take:
    """What a release of a KAM in a campaign (tokens) gives, told of a state of the data."""

    def take(now: Snapshot) -> Given:
        return given(published(now, reads.there(now, campaign, kam)))

    return take


def _road(entry: Participation, sent: dict[str, int], marks: Marks, releases: tuple[Release, ...]) -> Road:
    asked = [group for group in entry.groups if sent.get(group.code) != 0]
    missing = tuple(group.code for group in asked if group.respondents < group.minimum)
    return Road(
        entry.campaign,
        entry.kam,
        _step(entry, bool(missing), marks, standing(releases)),
        sum(group.respondents for group in entry.groups),
        _sent(entry.groups, sent),
        missing,
        marks,
        releases,
    )


def _step(entry: Participation, lacks: bool, marks: Marks, stands: Release | None) -> Milestone:
    if stands is not None:
        return Milestone.RELEASED
    is_there = any(group.status == "published" for group in entry.groups)
    if entry.campaign.collecting or not is_there or (lacks and not marks.goes_on):
        return Milestone.COLLECTING
    return Milestone.PREPARED if marks.prepared else Milestone.READY


def _sent(groups: Iterable[GroupResult], sent: dict[str, int]) -> int | None:
    """How many were sent in all, where that is known of every group of which some came back."""
    known = all(group.code in sent for group in groups if group.respondents)
    return sum(sent.values()) if sent and known else None


def _roles(to: Iterable[str]) -> tuple[str, ...]:
    """The roles meant, in the order of `RECIPIENTS`; RequestError `release_role`."""
    asked = {each.strip().lower() for each in to}
    if not asked or asked - set(RECIPIENTS):
        wrong = ", ".join(sorted(asked - set(RECIPIENTS))) or "–"
        raise RequestError("release_role", role=wrong, roles=", ".join(RECIPIENTS))
    return tuple(str(role) for role in RECIPIENTS if role in asked)


def _mark(store: Store, scope: Scope, pair: kept.Pair, change: Callable[[Marks], Marks], what: str) -> None:
    _seen(store, scope, pair)
    kept.mark(store, pair, change, what)


def _seen(store: Store, scope: Scope, pair: kept.Pair) -> Road:
    """How far a KAM is whom the viewer coaches; RequestError `link_unknown`."""
    if scope.coaches(*pair):
        for road in roads(store, scope):
            if (road.campaign.token, road.kam.token) == pair:
                return road
    raise RequestError("link_unknown")


def _said(what: str, is_on: bool) -> str:
    return what if is_on else f"not_{what}"
