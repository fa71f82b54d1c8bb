"""Everything that is stored of one KAM, as they may be given it: never who answered what in a protected group."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from kamescope.analysis.conversation import Preparation
from kamescope.analysis.plan import Undertaking
from kamescope.analysis.published import Published
from kamescope.comments import Passage
from kamescope.errors import RequestError
from kamescope.records import Kam, Release
from kamescope.service import access, journal, preparation
from kamescope.service.access import Grant
from kamescope.service.comments import kept_comments
from kamescope.service.levers import LeverRows, levers_of
from kamescope.service.people import people
from kamescope.service.plan import WholePlan, plan
from kamescope.service.results import Question, results
from kamescope.service.road import roads
from kamescope.service.viewer import Scope
from kamescope.store import audit, reads
from kamescope.store.connect import Store
from kamescope.store.road import standing


@dataclass(frozen=True, slots=True)
class Taken:
    """One campaign of a KAM: results as published, to whom they are released; counts sent and waiting; the plan.

    `comments`: what of them was kept, once all are reviewed.
    `prepared`: for the conversation, with the notes of whoever takes it along; `others`: how many notes others wrote.
    `versions`: what each release gave that is kept, by its number.
    """

    published: Published
    releases: tuple[Release, ...]
    sent: Mapping[str, int]
    waiting: Mapping[str, int]
    plan: tuple[Undertaking, ...] = ()
    comments: tuple[Passage, ...] = ()
    prepared: Preparation = field(default_factory=Preparation)
    others: int = 0
    versions: Mapping[int, Published] = field(default_factory=dict)

    @property
    def release(self) -> Release | None:
        """The release that stands."""
        return standing(self.releases)


@dataclass(frozen=True, slots=True)
class Grantee:
    """Somebody to whom something about the KAM is granted."""

    email: str
    name: str
    grant: Grant


@dataclass(frozen=True, slots=True)
class Seen:
    """Who did what when about the KAM, from which roles, in which campaign (name), "" where in none."""

    at: datetime.datetime
    who: str
    role: str
    what: str
    campaign: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything stored of one KAM; `imported`: when files about them came in; `levers`: rows of other files."""

    kam: Kam
    campaigns: tuple[Taken, ...]
    holders: tuple[Grantee, ...]
    seen: tuple[Seen, ...]
    imported: tuple[datetime.datetime, ...]
    levers: tuple[LeverRows, ...] = ()


def export(store: Store, scope: Scope, kam: str) -> Record:
    """Everything that is stored of a KAM (token), in one state of the data; RequestError `link_unknown`.

    Where somebody changes them meanwhile it is read anew.
    """
    before = reads.data_version(store)
    try:
        found = _record(store, scope, kam)
    except RequestError:
        # What was listed a moment ago may be there no more.
        if reads.data_version(store) == before:
            raise
    else:
        if reads.data_version(store) == before:
            return found
    return export(store, scope, kam)


def _record(store: Store, scope: Scope, kam: str) -> Record:
    entries = [entry for entry in people(store, scope) if entry.kam.token == kam]
    if not entries:
        raise RequestError("link_unknown")
    releases = {(each.campaign.token, each.kam.token): each.releases for each in roads(store, scope)}
    names = {entry.campaign.token: entry.campaign.name for entry in entries}
    taken = tuple(
        Taken(
            results(store, scope, Question(campaign, kam)),
            releases.get((campaign, kam), ()),
            {each.group: each.sent for each in journal.expected(store, scope) if _about(each, campaign, kam)},
            {each.group: each.late for each in journal.waiting(store, scope) if _about(each, campaign, kam)},
            _plan(store, scope, campaign, kam),
            kept_comments(store, campaign, kam),
            *_prepared(store, scope, campaign, kam),
            _versions(store, scope, campaign, kam, releases.get((campaign, kam), ())),
        )
        for campaign in names
    )
    seen = tuple(
        Seen(line.at, line.who, line.role, line.what, names.get(line.campaign, ""))
        for line in audit.lines(store)
        if line.on_whom == kam
    )
    holders = tuple(
        Grantee(account.email, account.name, grant)
        for account in access.persons(store, scope)
        for grant in account.grants
        if any(access.reaches(grant, entry.kam) for entry in entries)
    )
    imported = tuple(line.imported_at for line in journal.lines_about(store, kam))
    return Record(entries[0].kam, taken, holders, seen, imported, levers_of(store, scope, kam))


def _plan(store: Store, scope: Scope, campaign: str, kam: str) -> tuple[Undertaking, ...]:
    found = plan(store, scope, campaign, kam)
    return found.priorities if isinstance(found, WholePlan) else ()


def _prepared(store: Store, scope: Scope, campaign: str, kam: str) -> tuple[Preparation, int]:
    found, others = preparation.taken_along(store, scope, campaign, kam)
    return found.preparation, others


def _versions(
    store: Store, scope: Scope, campaign: str, kam: str, releases: tuple[Release, ...]
) -> dict[int, Published]:
    numbers = [each.version for each in releases if each.kept and scope.had(campaign, kam, each.version)]
    return {number: results(store, scope, Question(campaign, kam, version=number)) for number in numbers}


def _about(each: journal.Expected | journal.Waiting, campaign: str, kam: str) -> bool:
    return (each.campaign.token, each.kam.token) == (campaign, kam)
