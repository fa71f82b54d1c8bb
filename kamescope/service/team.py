"""The results of everybody in one campaign, for those who compare them."""

from kamescope.analysis.published import Published
from kamescope.analysis.scores import roll_up
from kamescope.errors import RequestError
from kamescope.model import Model
from kamescope.naming import alphabetical
from kamescope.privacy import publish_groups
from kamescope.records import Kam
from kamescope.service.results import campaign_results
from kamescope.service.scope import Scope
from kamescope.store import reads
from kamescope.store.connect import Store


def team_results(store: Store, scope: Scope, campaign: str, fictitious: bool = False) -> tuple[Published, ...]:
    """Everything that may be shown of every KAM in scope of a campaign (token), in alphabetical order.

    Real people and fictitious ones are never in one team: `fictitious` says whose results these are. Someone of
    whom nothing is counted yet is there without data. Raises RequestError `link_unknown` where there is nobody.
    """
    with store.snapshot() as frozen:
        enrolled = [entry for entry in reads.enrolments(frozen) if _is_there(entry, scope, campaign, fictitious)]
        if not enrolled:
            raise RequestError("link_unknown")
        model = reads.model_of(frozen, enrolled[0].model_id)
        everybody = campaign_results(frozen, enrolled[0].campaign, fictitious, model)
    enrolled.sort(key=lambda entry: _place(entry.kam))
    return tuple(_about(entry, model, everybody.get(entry.kam.token)) for entry in enrolled)


def _is_there(entry: reads.Enrolment, scope: Scope, campaign: str, fictitious: bool) -> bool:
    here = entry.campaign.token == campaign and entry.kam.fictitious is fictitious
    return here and scope.sees(entry.kam.token)


def _place(kam: Kam) -> tuple[str, str, str]:
    return alphabetical(kam.name), alphabetical(kam.company), kam.id


def _about(entry: reads.Enrolment, model: Model, found: Published | None) -> Published:
    groups = publish_groups(model, [], []) if found is None else found.groups
    cells = roll_up(model, groups) if found is None else found.cells
    return Published(model, entry.campaign, entry.kam, groups, cells)
