"""Who is rated, in which campaign, from how many questionnaires."""

from dataclasses import dataclass

from kamescope.model import Model
from kamescope.privacy import GroupResult, publish_count
from kamescope.records import Campaign, Kam
from kamescope.service.viewer import Scope
from kamescope.store import reads
from kamescope.store.connect import Store


@dataclass(frozen=True, slots=True)
class Participation:
    """One KAM in one campaign and the state of each rater group (without its items)."""

    campaign: Campaign
    kam: Kam
    model: Model
    groups: tuple[GroupResult, ...]


def people(store: Store, scope: Scope) -> tuple[Participation, ...]:
    """Everybody in scope: latest campaign first, real people before fictitious ones, then by name."""
    with store.snapshot() as frozen:
        models, enrolments = reads.shown_models(frozen), reads.enrolments(frozen)
    return tuple(
        _participation(entry, models[entry.campaign.token])
        for entry in enrolments
        if scope.sees(entry.campaign.token, entry.kam.token)
    )


def version(store: Store) -> int:
    """A number that grows with every change of the data: the key of every cache."""
    return reads.data_version(store)


def _participation(entry: reads.Enrolment, model: Model) -> Participation:
    return Participation(entry.campaign, entry.kam, model, _group_counts(model, entry))


def _group_counts(model: Model, entry: reads.Enrolment) -> tuple[GroupResult, ...]:
    counts = {group: (respondents, answers) for group, respondents, answers in entry.group_counts}
    return tuple(publish_count(group, *counts.get(index, (0, 0))) for index, group in enumerate(model.groups))
