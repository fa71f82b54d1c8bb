"""From what a person types (an id or a name) to the one KAM and campaign that it means."""

from collections.abc import Sequence

from kamescope.errors import RequestError
from kamescope.ingest.words import normal
from kamescope.model import Model
from kamescope.naming import same_key
from kamescope.service.people import Participation


def choose(everybody: Sequence[Participation], kam: str, campaign: str | None = None) -> Participation:
    """The participation meant by an id or a name, and a campaign's name or code.

    Raises RequestError: `kam_unknown`, `kam_ambiguous`, `campaign_unknown`, `campaign_needed`, each listing what
    there is to choose from.
    """
    if campaign is not None:
        everybody = in_campaign(everybody, campaign)
    found = _named(everybody, kam)
    if not found:
        raise RequestError("kam_unknown", kam=kam)
    if len({entry.kam.token for entry in found}) > 1:
        people = sorted({f"{entry.kam.name} ({entry.kam.company}): {_id(entry, found)}" for entry in found})
        raise RequestError("kam_ambiguous", kam=kam, candidates="; ".join(people))
    if len(found) > 1:
        raise RequestError("campaign_needed", kam=kam, candidates="; ".join(entry.campaign.name for entry in found))
    return found[0]


def in_campaign(everybody: Sequence[Participation], campaign: str) -> list[Participation]:
    """Everybody in the campaign meant by a name or a code; RequestError `campaign_unknown`, listing the known ones."""
    found = [entry for entry in everybody if entry.campaign.token == campaign]
    found = found or [entry for entry in everybody if same_key(entry.campaign.name) == same_key(campaign)]
    if not found:
        known = dict.fromkeys(entry.campaign.name for entry in everybody)
        raise RequestError("campaign_unknown", campaign=campaign, candidates="; ".join(known))
    return found


def partition_value(model: Model, where: str) -> str:
    """The partition value of `KEY=VALUE`; only the model's partition attribute may filter.

    Raises RequestError: `where_form`, `where_unknown_key`.
    """
    key, equals, value = where.partition("=")
    if not equals:
        raise RequestError("where_form", where=where)
    if model.partition is None or normal(key) != normal(model.partition):
        raise RequestError("where_unknown_key", key=key.strip(), known=model.partition or "–")
    return " ".join(value.split())


def _id(entry: Participation, others: Sequence[Participation]) -> str:
    """What tells a KAM from the others found: the id, or the token where another one has the same id."""
    same = {other.kam.token for other in others if other.kam.id == entry.kam.id}
    return entry.kam.id if len(same) == 1 else entry.kam.token


def _named(everybody: Sequence[Participation], kam: str) -> list[Participation]:
    """By id or token first, so that an id is never taken for somebody else's name."""
    by_id = [entry for entry in everybody if kam == entry.kam.token or same_key(kam) == same_key(entry.kam.id)]
    return by_id or [entry for entry in everybody if same_key(entry.kam.name) == same_key(kam)]
