"""People and what is granted to them: who may see whom is decided here, from the grants as they stand now."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kamescope.errors import RequestError
from kamescope.naming import same_key, tidy
from kamescope.records import Kam
from kamescope.service.choose import choose
from kamescope.service.people import Participation, people
from kamescope.service.viewer import (
    COMMENT_RIGHTS,
    EVERYTHING,
    PLAN_RIGHTS,
    PREPARES,
    SEES_RESULTS,
    TASKS,
    WAITS,
    CommentRight,
    PlanRight,
    Role,
    Scope,
    Task,
    Viewer,
)
from kamescope.store import access as kept
from kamescope.store import reads, versions
from kamescope.store.access import Granted, Holder
from kamescope.store.connect import Snapshot, Store
from kamescope.store.road import open_to
from kamescope.store.versions import KeptVersion


class On(StrEnum):
    """How far a grant reaches."""

    EVERYTHING = "everything"
    COMPANY = "company"
    TEAM = "team"
    KAM = "kam"


REACHES: dict[Role, tuple[On, ...]] = {
    Role.KAM: (On.KAM,),
    Role.MANAGER: (On.KAM,),
    Role.COACH: (On.KAM, On.TEAM),
    Role.LEAD: (On.TEAM, On.COMPANY),
    Role.ADMIN: (On.EVERYTHING,),
}
"""On what each role may be granted."""
LONGEST = 254
"""Characters of an e-mail address."""
LONGEST_NAME = 200
"""Characters of a person's name."""
_EMAIL = re.compile(r"[^\s@<>()\[\]:;,\"\\]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_][\w-]*[^\W_]")
"""One address and nothing around it: no list of several, no name before it, no `mailto:`."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What one person may do, and on what; names as the database has them, the KAM by id (`token` in addresses)."""

    role: Role
    on: On
    company: str = ""
    team: str = ""
    kam: str = ""
    token: str = field(default="", compare=False)
    batch: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody known by e-mail, and what is granted to them."""

    email: str
    name: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody would find if they looked now: `people` whose results they may open, `waiting` not yet released."""

    viewer: Viewer
    people: tuple[Participation, ...]
    waiting: tuple[Participation, ...]


@dataclass(frozen=True, slots=True)
class GrantRequest:
    """A grant as somebody typed it: names of companies and teams, a KAM's name or id."""

    role: str
    email: str
    name: str = ""
    company: str = ""
    team: str = ""
    kam: str = ""
    campaign: str = ""


def email_of(text: str) -> str:
    """An e-mail as people are known by it: without blanks around it, in lower case. RequestError `email_unreadable`."""
    email = text.strip().lower()
    if len(email) > LONGEST or not _EMAIL.fullmatch(email):
        raise RequestError("email_unreadable", email=tidy(text))
    return email


def persons(store: Store, scope: Scope) -> tuple[Account, ...]:
    """Everybody to whom something is granted, by e-mail."""
    with store.snapshot() as frozen:
        return _persons(frozen)


def grant(store: Store, scope: Scope, asked: GrantRequest) -> Account:
    """Give somebody a role; the person with everything they have now.

    Raises RequestError: `email_unreadable`, `person_name_long`, `role_unknown`, `grant_needs` (what the role is to be
    on), `grant_company_unknown`, `grant_team_unknown`, `grant_team_ambiguous`, and those of `choose`.
    """
    email = email_of(asked.email)
    given = resolved(asked, people(store, scope))
    names = {each.email: each.name for each in persons(store, scope)}
    kept.grant(store, [Holder(email, tidy(asked.name) or names.get(email, ""))], [given])
    return next(each for each in persons(store, scope) if each.email == email)


def revoke(store: Store, scope: Scope, asked: GrantRequest) -> None:
    """Take one grant away, be it on what is no longer there.

    Raises RequestError as `grant`, and `grant_unknown` where there is no such grant.
    """
    kept.revoke(store, _held(store, asked) or resolved(asked, people(store, scope)))


def grant_all(store: Store, scope: Scope, asked: Sequence[GrantRequest]) -> int:
    """Give everything that a file says, all or nothing; the number under which it can be taken back together.

    What somebody has already stays as it came: taking the file back does not take it away.
    """
    everybody = people(store, scope)
    with store.snapshot() as frozen:
        names = {known.email: known.name for known in kept.persons(frozen.run)}
        before = {each._replace(batch=0) for each in kept.grants(frozen.run)}
    given = [resolved(each, everybody) for each in asked]
    names |= {email_of(each.email): tidy(each.name) for each in asked if tidy(each.name)}
    known = [Holder(email, names.get(email, "")) for email in dict.fromkeys(each.email for each in given)]
    return kept.grant_together(store, known, [each for each in given if each not in before])


def revoke_all(store: Store, scope: Scope, batch: int) -> int:
    """Take back what one file brought; how many grants. RequestError `grants_unknown` where nothing of it is left."""
    return kept.revoke_batch(store, batch)


def resolved(asked: GrantRequest, everybody: Sequence[Participation]) -> Granted:
    """The grant that is meant, on somebody or something that is there: nothing is guessed. Errors as `grant`."""
    email = email_of(asked.email)
    if len(asked.name) > LONGEST_NAME:
        raise RequestError("person_name_long", email=email, most=LONGEST_NAME)
    role = _role(asked.role)
    on = _reach(asked, role)
    if on is On.KAM:
        known = everybody if asked.campaign else list({entry.kam.token: entry for entry in everybody}.values())
        return Granted(email, role, on, kam=choose(known, asked.kam, asked.campaign or None).kam.token)
    if on is On.EVERYTHING:
        return Granted(email, role, on)
    kams = [entry.kam for entry in everybody]
    if on is On.COMPANY:
        return Granted(email, role, on, _company(kams, asked.company))
    return Granted(email, role, on, *_team(kams, asked))


def viewer(store: Store, email: str, at_once: bool = False) -> Viewer:
    """Who looks, by e-mail, from the grants as they stand now; RequestError `not_granted` where there is none.

    `at_once`: KAMs, managers and leads do not have to wait until results are released to them.
    """
    with store.snapshot() as frozen:
        granted = kept.grants_of(frozen.run, email)
        if not granted:
            raise RequestError("not_granted")
        released, given = open_to(frozen.run, datetime.date.today()), versions.versions(frozen.run)
        entries = reads.enrolments(frozen)
    roles = frozenset(Role(each.role) for each, _ in granted)
    pairs, later, coached, had = set(), set(), set(), set[tuple[str, str, int]]()
    planned: dict[PlanRight, set[tuple[str, str]]] = {right: set() for right in PlanRight}
    heard: dict[CommentRight, set[tuple[str, str]]] = {right: set() for right in CommentRight}
    for each, since in granted:
        if Role(each.role) in SEES_RESULTS:
            them = {(entry.campaign.token, entry.kam.token): entry.kam for entry in entries if _covers(each, entry.kam)}
            theirs = them.keys()
            waits = Role(each.role) in WAITS and not at_once
            now = {pair for pair in theirs if each.role in released.get(pair, ())} if waits else set(theirs)
            had |= {
                (row.campaign, row.kam, row.version)
                for row in given
                if (kam := them.get((row.campaign, row.kam))) and (not waits or _was_given(row, each, since, kam))
            }
            pairs |= now
            planned[PLAN_RIGHTS[Role(each.role)]] |= now
            heard[COMMENT_RIGHTS[Role(each.role)]] |= now
            later |= theirs - now
            coached |= now if Role(each.role) in PREPARES else set()
    tasks: frozenset[Task] = frozenset().union(*(TASKS[role] for role in roles))
    counts = EVERYTHING if Role.ADMIN in roles else None
    writes = frozenset(planned[PlanRight.WRITE])
    reads_plan = writes | planned[PlanRight.READ]
    reviews = frozenset(heard[CommentRight.REVIEW])
    hears = reviews | heard[CommentRight.READ]
    scope = replace(Scope.of(pairs, later - pairs), versions=frozenset(had))
    scope = replace(scope, reads=reads_plan, writes=writes, coached=frozenset(coached), hears=hears, reviews=reviews)
    return Viewer(scope, tasks, counts, email, roles)


def _was_given(row: KeptVersion, grant: Granted, since: datetime.datetime, kam: Kam) -> bool:
    """Whether a version was open to somebody's role before it was reopened, when the grant reached the KAM already."""
    until = row.reopened_at or datetime.datetime.now()
    then = replace(kam, company=row.company, team=row.team)
    return grant.role in row.roles and row.opens <= until.date() and since <= until and _covers(grant, then)


def seen_by(store: Store, scope: Scope, email: str, at_once: bool = False) -> Sight:
    """What a person would find, in names and counts of KAMs, never a result; `at_once` and errors as `viewer`."""
    email = email_of(email)
    now, later = viewer(store, email, at_once), viewer(store, email, at_once=True)
    everybody = people(store, scope)

    def of(seen: Scope) -> tuple[Participation, ...]:
        return tuple(entry for entry in everybody if seen.sees(entry.campaign.token, entry.kam.token))

    found = of(now.scope)
    return Sight(now, found, tuple(entry for entry in of(later.scope) if entry not in found))


def _persons(frozen: Snapshot) -> tuple[Account, ...]:
    ids = {entry.kam.token: entry.kam.id for entry in reads.enrolments(frozen)}
    found: dict[str, list[Grant]] = {}
    for each in kept.grants(frozen.run):
        kam = ids.get(each.kam, each.kam)
        given = Grant(Role(each.role), On(each.reach), each.company, each.team, kam, each.kam, each.batch)
        found.setdefault(each.email, []).append(given)
    everybody = kept.persons(frozen.run)
    return tuple(Account(known.email, known.name, tuple(found.get(known.email, ()))) for known in everybody)


def _held(store: Store, asked: GrantRequest) -> Granted | None:
    """The grant that is held in these very words, the KAM by token."""
    wanted = [email_of(asked.email), *map(same_key, (asked.role, asked.company, asked.team, asked.kam))]
    with store.snapshot() as frozen:
        grants = kept.grants(frozen.run)
    said = ((each.email, each.role, *map(same_key, (each.company, each.team, each.kam))) for each in grants)
    return next((each for each, words in zip(grants, said, strict=True) if list(words) == wanted), None)


def _role(text: str) -> Role:
    try:
        return Role(text.strip().lower())
    except ValueError:
        raise RequestError("role_unknown", role=tidy(text), roles=", ".join(Role)) from None


def _reach(asked: GrantRequest, role: Role) -> On:
    """What the request is on; RequestError `grant_needs` where the role cannot be granted on that."""
    if asked.kam:
        said = On.KAM
    elif asked.team:
        said = On.TEAM
    elif asked.company:
        said = On.COMPANY
    else:
        said = On.EVERYTHING
    if said not in REACHES[role]:
        raise RequestError("grant_needs", role=str(role), on=" | ".join(REACHES[role]))
    return said


def _company(kams: Iterable[Kam], asked: str) -> str:
    known = {same_key(kam.company): kam.company for kam in kams if kam.company}
    if same_key(asked) not in known:
        candidates = "; ".join(sorted(known.values())) or "–"
        raise RequestError("grant_company_unknown", company=tidy(asked), candidates=candidates)
    return known[same_key(asked)]


def _team(kams: Sequence[Kam], asked: GrantRequest) -> tuple[str, str]:
    """The company and the team meant; a team's name that two companies have needs the company."""
    company = _company(kams, asked.company) if asked.company else ""
    known = {
        (same_key(kam.company), same_key(kam.team)): (kam.company, kam.team)
        for kam in kams
        if kam.team and same_key(company) in ("", same_key(kam.company))
    }
    found = [place for key, place in known.items() if key[1] == same_key(asked.team)]
    if not found:
        teams = sorted({team for _, team in known.values()})
        raise RequestError("grant_team_unknown", team=tidy(asked.team), candidates="; ".join(teams) or "–")
    if len(found) > 1:
        companies = "; ".join(sorted(company for company, _ in found))
        raise RequestError("grant_team_ambiguous", team=tidy(asked.team), candidates=companies)
    return found[0]


def reaches(given: Grant, kam: Kam) -> bool:
    """Whether a grant is about that person, as they stand in one campaign."""
    return _covers(Granted("", given.role, given.on, given.company, given.team, given.token), kam)


def _covers(given: Granted, kam: Kam) -> bool:
    """Whether a grant is about that person, who may stand in another team from one campaign to the next."""
    if given.reach == On.EVERYTHING:
        return True
    if given.reach == On.KAM:
        return given.kam == kam.token
    is_there = same_key(given.company) == same_key(kam.company)
    return is_there and (given.reach == On.COMPANY or same_key(given.team) == same_key(kam.team))
