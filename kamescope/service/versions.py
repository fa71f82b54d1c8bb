"""What releases gave, as it was then: told to those who had it, whatever came later (docs/design.md 4).

Kept are the published means of items, which section 3 rolls up, and how near answers lay: nothing that was not shown.
"""

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kamescope.analysis.published import (
    Dispersion,
    Nearness,
    NearnessTold,
    NearnessUntold,
    Published,
    Silence,
)
from kamescope.analysis.scores import roll_up
from kamescope.errors import RequestError
from kamescope.model import Model
from kamescope.privacy import (
    FilterState,
    GroupResult,
    ItemMean,
    NoMean,
    ShownMean,
    Status,
    under_promises,
)
from kamescope.records import Campaign, Kam
from kamescope.service.people import Participation
from kamescope.service.viewer import Scope
from kamescope.store import reads
from kamescope.store import versions as kept
from kamescope.store.connect import Snapshot, Store
from kamescope.store.models import NOTHING
from kamescope.store.reads import Located
from kamescope.store.versions import Given, KeptVersion

MASKED = 0
"""What stands for an item that was masked; None for one without data."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version that the viewer had: whose, in which campaign, under which model, each as it was then.

    `opens`: from which day on it was given; `until`: the day on which it was reopened, None of the one that stands.
    """

    number: int
    campaign: Campaign
    kam: Kam
    model: Model
    opens: datetime.date
    until: datetime.date | None

    @property
    def pair(self) -> tuple[str, str]:
        """Tokens of campaign and KAM."""
        return self.campaign.token, self.kam.token

    @property
    def entry(self) -> Participation:
        """The KAM in the campaign, without counts."""
        return Participation(self.campaign, self.kam, self.model, ())


def versions(store: Store, scope: Scope) -> tuple[Version, ...]:
    """Every version that the viewer had and whose figures are kept, the newest of a KAM in a campaign first."""
    with store.snapshot() as frozen:
        rows, sources = kept.versions(frozen.run), kept.sources(frozen.run)
        places = {(row.campaign, row.kam): reads.locate(frozen, row.campaign, row.kam) for row in rows}
    found = []
    for row in reversed(rows):
        live = places[row.campaign, row.kam]
        if live is not None and scope.had(row.campaign, row.kam, row.version):
            found.append(_version(row, as_then(row, sources[row.model], live)))
    return tuple(found)


def version_results(store: Store, scope: Scope, campaign: str, kam: str, number: int) -> Published:
    """What one version gave; RequestError `version_unknown` where it is not kept, or the viewer did not have it."""
    with store.snapshot() as frozen:
        rows, live = kept.versions(frozen.run), reads.locate(frozen, campaign, kam)
        row = next((row for row in rows if (row.campaign, row.kam, row.version) == (campaign, kam, number)), None)
        if row is None or live is None or not scope.had(campaign, kam, number):
            raise RequestError("version_unknown", version=number)
        source, figures = kept.sources(frozen.run)[row.model], kept.figures(frozen.run, (campaign, kam), number)
    return _published(as_then(row, source, live), json.loads(figures))


def given(published: Published) -> Given:
    """What is kept of results that are released."""
    kam, campaign = published.kam, published.campaign
    figures = {
        "groups": [_group(group) for group in published.groups],
        "nearness": [[*where, *told] for where, told in published.dispersions.items()],
    }
    text = json.dumps(figures, separators=(",", ":"))
    return Given(kam.company, kam.team, campaign.date, published.model.source, text)


def as_then(row: KeptVersion, source: str, live: Located) -> Located:
    """Where a KAM stood when a version was made: team, day and words of then, under the promises of now.

    Promises only ever grow stricter: those of now are at least those of then.
    """
    promised = {group.code: group.protection for group in live.model.groups}
    return live._replace(
        campaign=replace(live.campaign, date=row.day, collecting=False),
        kam=replace(live.kam, company=row.company, team=row.team),
        model=reads.read_model(source, NOTHING).under(promised),
    )


def as_given(frozen: Snapshot, live: Located) -> Located:
    """The same where a release stands, as which nothing moves, words and team included; else as it is now."""
    stands = reads.while_unchanged(frozen, _standing).get((live.campaign.token, live.kam.token))
    return as_then(*stands, live) if stands else live


def _standing(frozen: Snapshot) -> dict[tuple[str, str], tuple[KeptVersion, str]]:
    sources = kept.sources(frozen.run)
    rows = (row for row in kept.versions(frozen.run) if row.reopened_at is None)
    return {(row.campaign, row.kam): (row, sources[row.model]) for row in rows}


def _version(row: KeptVersion, place: Located) -> Version:
    until = row.reopened_at.date() if row.reopened_at else None
    return Version(row.version, place.campaign, place.kam, place.model, row.opens, until)


def _group(group: GroupResult) -> list[object]:
    return [group.code, group.respondents, group.answers, group.status, [_written(item) for item in group.items]]


def _written(item: ItemMean) -> object:
    if item.status is Status.PUBLISHED:
        return [item.mean, item.answers]
    return MASKED if item.status is Status.MASKED else None


def _published(place: Located, figures: Mapping[str, Any]) -> Published:
    model = place.model
    shown = tuple(_read(model, *group) for group in figures["groups"])
    groups = under_promises(model, shown)
    whole = {group.code for group, before in zip(groups, shown, strict=True) if group == before}
    told = dict(_nearness(figures["nearness"], whole))
    return Published(model, place.campaign, place.kam, groups, roll_up(model, groups), None, told)


def _read(
    model: Model, code: str, respondents: int, answers: int | None, status: str, items: Iterable[Any]
) -> GroupResult:
    group = model.group(code)
    means = tuple(map(_item, items))
    facts = (code, respondents, group.minimum, Status(status), len(group.items), answers)
    return GroupResult(*facts, FilterState.NONE, means)


def _item(written: Any) -> ItemMean:
    if isinstance(written, list):
        return ShownMean(Status.PUBLISHED, *written)
    return NoMean(Status.NO_DATA if written is None else Status.MASKED)


def _nearness(written: Iterable[list[Any]], groups: Iterable[str]) -> Iterable[tuple[tuple[str, str], Dispersion]]:
    """How near answers lay, of the groups of which everything is still told."""
    for factor, group, *told in written:
        if group in groups:
            found = NearnessTold(Nearness(told[0]), *told[1:]) if len(told) > 1 else NearnessUntold(Silence(told[0]))
            yield (factor, group), found
