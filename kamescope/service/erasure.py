"""Erasing for good, and what is old enough to be proposed for it; nothing is ever erased unasked."""

import datetime
from dataclasses import dataclass

from kamescope.errors import RequestError
from kamescope.records import Campaign
from kamescope.service.people import people
from kamescope.service.viewer import Scope
from kamescope.store import erase as kept
from kamescope.store import reads
from kamescope.store.connect import Store
from kamescope.store.erase import Erasure, Target

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Overdue:
    """A campaign that is older than results are to be kept, and how much erasing it would take away."""

    campaign: Campaign
    kams: int
    respondents: int


def would_erase(store: Store, scope: Scope, campaign: str, kam: str, group: str = "", respondent: str = "") -> Erasure:
    """What `erase` would take away; nothing is changed, errors are the same."""
    return kept.erase(store, _seen(store, scope, Target(campaign, kam, group, respondent)), keep=False)


def erase(store: Store, scope: Scope, campaign: str, kam: str, group: str = "", respondent: str = "") -> Erasure:
    """Erase a campaign, a KAM (tokens, "" where all are meant), or one respondent of both.

    A respondent is named by group (code) and the id in the file. Raises RequestError `link_unknown`, `group_unknown`,
    `respondent_unknown`.
    """
    return kept.erase(store, _seen(store, scope, Target(campaign, kam, group, respondent)))


def would_erase_undone(store: Store, scope: Scope, name: str, company: str = "") -> Erasure:
    """What `erase_undone` would take away; nothing is changed, errors are the same."""
    return kept.erase_undone(store, name, company, keep=False)


def erase_undone(store: Store, scope: Scope, name: str, company: str = "") -> Erasure:
    """Erase what is kept of a KAM all of whose imports are undone, by name (and company) or id.

    Nobody is listed under that name any more, so whoever asks has to say it. Raises RequestError `link_unknown` where
    nothing is kept of it.
    """
    return kept.erase_undone(store, name, company)


def overdue(store: Store, scope: Scope, months: int, today: datetime.date | None = None) -> tuple[Overdue, ...]:
    """The campaigns whose date is more than so many months ago, the oldest first; none where `months` is 0."""
    limit = _before(today or datetime.date.today(), months)
    found: dict[str, Overdue] = {}
    for entry in people(store, scope) if months else ():
        campaign = entry.campaign
        if campaign.date < limit:
            so_far = found.get(campaign.token, Overdue(campaign, 0, 0))
            respondents = so_far.respondents + sum(group.respondents for group in entry.groups)
            found[campaign.token] = Overdue(campaign, so_far.kams + 1, respondents)
    return tuple(sorted(found.values(), key=lambda each: (each.campaign.date, each.campaign.name)))


def _seen(store: Store, scope: Scope, target: Target) -> Target:
    """A target all of which the viewer may see."""
    with store.snapshot() as frozen:
        everybody = reads.enrolments(frozen)
    found = [
        scope.sees(entry.campaign.token, entry.kam.token)
        for entry in everybody
        if target.campaign in ("", entry.campaign.token) and target.kam in ("", entry.kam.token)
    ]
    if not (target.campaign or target.kam) or not found or not all(found):
        raise RequestError("link_unknown")
    return target


def _before(day: datetime.date, months: int) -> datetime.date:
    """The day so many months earlier, the last one of its month where that is shorter."""
    year, month = divmod(day.year * MONTHS + day.month - 1 - months, MONTHS)
    first = datetime.date(year, month + 1, 1)
    after = datetime.date(year + (month + 1) // MONTHS, (month + 1) % MONTHS + 1, 1)
    return first.replace(day=min(day.day, (after - first).days))
