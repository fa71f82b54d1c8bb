"""The results of everybody in one campaign, for those who compare them, and the cohorts that they stand in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from kamescope.analysis.panel import Counted, GroupCounts, Panel, build, group_counts_of_arrays, group_counts_of_groups
from kamescope.errors import RequestError
from kamescope.naming import alphabetical, same_key
from kamescope.privacy import FilterState, by_value, filter_state, publish_counts
from kamescope.records import Kam
from kamescope.service.viewer import Scope
from kamescope.store import reads
from kamescope.store.connect import Snapshot, Store
from kamescope.store.tokens import token


class Reach(StrEnum):
    """How far a cohort goes, from the widest to the narrowest."""

    EVERYONE = "everyone"
    COMPANY = "company"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Cohort:
    """Some KAMs of one campaign (tokens), real people or fictitious ones; `token` stands for them in addresses.

    `tokens`: that one, and those of the wider cohorts that hold the same people, so that their links lead here.
    """

    token: str
    tokens: frozenset[str]
    reach: Reach
    fictitious: bool
    company: str
    team: str
    kams: frozenset[str]


@dataclass(frozen=True, slots=True)
class Whose:
    """Everybody of one campaign (token), real people or fictitious ones, and one partition value or all."""

    campaign: str
    fictitious: bool = False
    where: str | None = None


def team_results(store: Store, scope: Scope, whose: Whose) -> Panel:
    """Everything that may be shown of every KAM in scope of a campaign, in alphabetical order.

    Real people and fictitious ones are never in one team. Someone of whom nothing is counted yet is there without
    data. Raises RequestError `link_unknown` where there is nobody.
    """
    with store.snapshot() as frozen:
        found, group_counts, counted = counts_of(store, frozen, scope, whose)
    return build(found[0].model, found[0].campaign, [place.kam for place in found], group_counts, counted, whose.where)


def counts_of(
    store: Store, frozen: Snapshot, scope: Scope, whose: Whose
) -> tuple[Sequence[reads.Located], GroupCounts, Counted]:
    """Who is in that team, what of them may be shown, and what they were given: as a snapshot of the store has it."""
    found = _seen(store, frozen, scope, whose)
    group_counts = _group_counts(frozen, found, whose.where)
    items = reads.campaign_items(frozen, found[0].campaign_id, whose.where)
    return found, group_counts, _counted(found, items)


def cohorts(store: Store, scope: Scope, campaign: str) -> tuple[Cohort, ...]:
    """The cohorts of a campaign, of real people first: everyone, then each company, then each team, by name.

    Of two cohorts with the same people only the narrower one is there. Raises RequestError `link_unknown` where there
    is nobody in scope.
    """
    with store.snapshot() as frozen:
        kams = [place.kam for place in reads.located(frozen, campaign) if scope.sees(campaign, place.kam.token)]
        key = reads.secret(frozen)
    if not kams:
        raise RequestError("link_unknown")
    found = [cohort for fictitious in (False, True) for cohort in _cohorts(kams, fictitious, key)]
    return tuple(found)


def team_segments(store: Store, scope: Scope, whose: Whose, kams: frozenset[str]) -> Mapping[str, str]:
    """The partition values, by token, that may be looked at alone for at least one of these KAMs (tokens).

    Raises RequestError `link_unknown` where none of them is there.
    """
    with store.snapshot() as frozen:
        found = [place for place in _seen(store, frozen, scope, whose) if place.kam.token in kams]
        if not found:
            raise RequestError("link_unknown")
        model, key = found[0].model, reads.secret(frozen)
        if model.partition is None:
            return {}
        group_counts = reads.campaign_group_counts_by_segment(frozen, found[0].campaign_id)
    values: set[str] = set()
    for place in found:
        for index, group in enumerate(model.groups):
            counts, apart = by_value(head for head in group_counts.get(place.kam_id, ()) if head.group == index)
            if group.protected and filter_state(group, counts, apart, "") is FilterState.APPLIED:
                values |= counts.keys()
    return {token(key, "segment", value): value for value in sorted(values)}


def _seen(store: Store, frozen: Snapshot, scope: Scope, whose: Whose) -> list[reads.Located]:
    found = [
        place
        for place in reads.located(frozen, whose.campaign)
        if place.kam.fictitious is whose.fictitious and scope.sees(whose.campaign, place.kam.token)
    ]
    if not found:
        raise RequestError("link_unknown")
    return sorted(found, key=lambda place: _order(place.kam))


def _order(kam: Kam) -> tuple[str, str, str]:
    return alphabetical(kam.name), alphabetical(kam.company), kam.id


def _group_counts(frozen: Snapshot, found: Sequence[reads.Located], where: str | None) -> GroupCounts:
    model, campaign_id = found[0].model, found[0].campaign_id
    if where is not None:
        by_kam = reads.campaign_group_counts_by_segment(frozen, campaign_id)
        return group_counts_of_groups(
            model, [publish_counts(model, by_kam.get(place.kam_id, ()), where) for place in found]
        )
    counts = reads.campaign_group_counts(frozen, campaign_id)
    kam, ours = _places(found, counts["kam_id"])
    at = kam, counts["rater_group"][ours]
    respondents, answers = (np.zeros((len(found), len(model.groups)), dtype=np.int64) for _ in range(2))
    respondents[at], answers[at] = counts["respondents"][ours], counts["answers"][ours]
    return group_counts_of_arrays(model, respondents, answers)


def _counted(found: Sequence[reads.Located], items: Mapping[str, np.ndarray]) -> Counted:
    """The counts of these KAMs, each under its place; those of other people are left out."""
    kam, ours = _places(found, items["kam_id"])
    rest = (items[name][ours] for name in ("rater_group", "item", "answers", "total", "kept", "apart"))
    return Counted(kam, *rest)


def _places(found: Sequence[reads.Located], kam_ids: np.ndarray) -> tuple[np.ndarray, np.ndarray | slice]:
    """Where each number of a KAM stands among these, of those that are among them; and which those are."""
    known = np.array([place.kam_id for place in found])
    places = np.full(max(known.max(), kam_ids.max(initial=0)) + 1, -1, dtype=np.int32)
    places[known] = np.arange(len(known))
    at = places[kam_ids]
    ours = at >= 0
    return (at, slice(None)) if ours.all() else (at[ours], ours)


def _cohorts(kams: Iterable[Kam], fictitious: bool, key: str) -> list[Cohort]:
    everybody = [kam for kam in kams if kam.fictitious is fictitious]
    groups: dict[tuple[Reach, str, str], list[Kam]] = {(Reach.EVERYONE, "", ""): everybody} if everybody else {}
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for kam in everybody:
        company, team = names.setdefault((same_key(kam.company), same_key(kam.team)), (kam.company, kam.team))
        company, _ = names.setdefault((same_key(kam.company), ""), (company, ""))
        if company:
            groups.setdefault((Reach.COMPANY, company, ""), []).append(kam)
        if team:
            groups.setdefault((Reach.TEAM, company, team), []).append(kam)
    made = [_cohort(place, fictitious, members, key) for place, members in groups.items()]
    made.sort(key=_cohort_order)
    alike: dict[frozenset[str], list[Cohort]] = {}
    for cohort in made:
        alike.setdefault(cohort.kams, []).append(cohort)
    narrowest = [replace(same[-1], tokens=frozenset(each.token for each in same)) for same in alike.values()]
    return sorted(narrowest, key=_cohort_order)


def _cohort(place: tuple[Reach, str, str], fictitious: bool, members: Iterable[Kam], key: str) -> Cohort:
    reach, company, team = place
    name = token(key, "cohort", repr((fictitious, str(reach), same_key(company), same_key(team))))
    kams = frozenset(kam.token for kam in members)
    return Cohort(name, frozenset({name}), reach, fictitious, company, team, kams)


def _cohort_order(cohort: Cohort) -> tuple[int, str, str]:
    return tuple(Reach).index(cohort.reach), alphabetical(cohort.company), alphabetical(cohort.team)
