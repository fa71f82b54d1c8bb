"""What a command is about: which KAM in which campaign, which respondents, which cut."""

from collections.abc import Callable, Sequence

import click

from kamescope import service
from kamescope.analysis.published import Level, Published
from kamescope.analysis.window import Cut, CutKind, cut_at, window_gaps
from kamescope.cli.context import Context
from kamescope.errors import RequestError
from kamescope.privacy import FilterState
from kamescope.service import Participation, Service, Untold

NAMED = (CutKind.OWN, CutKind.MIDPOINT, CutKind.COHORT)
"""The cuts that have a word on the command line; any other one is a percent."""


def about_one_kam(command: Callable[..., None]) -> Callable[..., None]:
    """The options that name one KAM in one campaign."""
    command = click.option("--campaign", help="Campaign, by name or code.")(command)
    return click.option("--kam", required=True, help="KAM, by id or name.")(command)


def published_of(
    door: Service, kam: str, campaign: str | None, where: str | None = None, version: int = 0
) -> Published:
    """The results of the KAM meant, of everybody or of the respondents with `KEY=VALUE`; 0 is the version of now."""
    entry = service.choose(door.people(), kam, campaign)
    return results_of(door, entry, where, version)


def results_of(door: Service, entry: Participation, where: str | None = None, version: int = 0) -> Published:
    """The results of one participation, as they are now or as a version gave them."""
    value = None if where is None else service.partition_value(entry.model, where)
    return door.results(service.Question(entry.campaign.token, entry.kam.token, value, version))


def whole_campaign(everybody: Sequence[Participation], campaign: str | None) -> list[Participation]:
    """Everybody in the campaign meant; without a name, in the only one there is.

    Raises RequestError: `report_nobody`, `campaign_unknown`, `report_campaign_needed`.
    """
    if not everybody:
        raise RequestError("report_nobody")
    if campaign is not None:
        return service.in_campaign(everybody, campaign)
    known = {entry.campaign.token: entry.campaign.name for entry in everybody}
    if len(known) > 1:
        raise RequestError("report_campaign_needed", candidates="; ".join(known.values()))
    return list(everybody)


def kind_named(cut: str) -> CutKind:
    """What kind of cut a word or a percent means."""
    return CutKind(cut) if cut in NAMED else CutKind.VALUE


def cut_named(door: Service, published: Published, level: Level, cut: str) -> Cut | Untold | None:
    """The cut that a word or a percent means, or why there is no cohort's to tell; RequestError `cut_unknown`."""
    kind = kind_named(cut)
    if kind is CutKind.COHORT:
        return door.cohort_cut(service.Question(published.campaign.token, published.kam.token), level)
    percent = _percent(cut) if kind is CutKind.VALUE else 0.0
    return cut_at(kind, window_gaps(published, level), published.model.scale, percent)


def _percent(text: str) -> float:
    try:
        percent = float(text.rstrip(" %\N{NO-BREAK SPACE}").replace(",", "."))
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        raise RequestError("cut_unknown", cut=text)
    return percent


def say_filter(context: Context, published: Published) -> None:
    """Say on stderr in which groups the filter could not act."""
    for group in published.groups:
        if group.filter in (FilterState.TOO_FEW, FilterState.NOT_HELD, FilterState.INSEPARABLE):
            name = context.say.text(published.model.group(group.code).name)
            click.echo(context.say(f"cli.filter_{group.filter}", group=name, minimum=group.minimum), err=True)
