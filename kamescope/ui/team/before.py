"""The campaign before, KAM by KAM: the last one of each before the one that a page is about."""

from collections.abc import Mapping

from kamescope.analysis.changes import Before
from kamescope.analysis.panel import Panel
from kamescope.records import Campaign
from kamescope.service import Whose
from kamescope.ui import data
from kamescope.ui.team.view import TeamView, compared


def last_time(view: TeamView) -> tuple[Before, ...]:
    """What the campaigns before publish of the KAMs, the latest first, each of the KAMs whose last one it was.

    Under the partition filter as there, so that somebody on whom it cannot act in both is not compared.
    """
    kams: dict[Campaign, list[str]] = {}
    for kam, campaign in campaigns_before(view).items():
        kams.setdefault(campaign, []).append(kam)
    return tuple(Before(panel_of(view, campaign), frozenset(tokens)) for campaign, tokens in kams.items())


def campaigns_before(view: TeamView) -> Mapping[str, Campaign]:
    """Of each KAM (token) the last campaign before this one, as far as there was one."""
    entries = data.door().people()
    order = {token: place for place, token in enumerate(dict.fromkeys(entry.campaign.token for entry in entries))}
    found: dict[str, Campaign] = {}
    for entry in entries:  # the latest campaign first
        kam, place = entry.kam.token, order[entry.campaign.token]
        if kam in view.panel.places and place > order[view.address.campaign]:
            found.setdefault(kam, entry.campaign)
    return found


def panel_of(view: TeamView, campaign: Campaign) -> Panel:
    """Those of whom another campaign tells something, real people or fictitious ones, under the same filter."""
    return compared(data.door().team_results(Whose(campaign.token, view.cohort.fictitious, view.where)))[0]
