"""For team leads: `compare` several KAMs, `progress` of one."""

from collections.abc import Sequence

import click

from kamescope import service
from kamescope.analysis.progress import Progress, progress
from kamescope.analysis.published import Level, codes, columns
from kamescope.cli import documents, tables
from kamescope.cli.choice import results_of, whole_campaign
from kamescope.cli.context import Context, with_json
from kamescope.errors import RequestError
from kamescope.model import ENVIRONMENT, OVERALL, Model
from kamescope.naming import same_key
from kamescope.records import Kam
from kamescope.service import Participation

LEVELS = [level.value for level in Level]


@click.command("compare")
@click.option("--campaign", help="Campaign, by name or code.")
@click.option("--team", help="Only the KAMs of this team: its name, or “name · company”.")
@click.option("--group", help="Only this rater group, by code, or environment.")
@click.option("--level", type=click.Choice(LEVELS), default="factor", show_default=True)
@with_json
def compare_command(context: Context, campaign: str | None, team: str | None, group: str | None, level: str) -> None:
    """Scores of every KAM of a campaign or team, side by side."""
    with context.door() as door:
        everybody = whole_campaign(door.people(), campaign)
        cohort = _one_team(_cohort(context, _in_team(everybody, team)), team)
        one, wanted = cohort[0], {entry.kam.token for entry in cohort}
        shown = columns(one.model) if group is None else (_column(one.model, group),)
        whose = service.Whose(one.campaign.token, one.kam.fictitious)
        compared = door.team_results(whose).only(wanted)
    document = [
        documents.compared(published, Level(level), code, column)
        for published in compared
        for code in codes(one.model, Level(level))
        for column in shown
    ]
    column = ENVIRONMENT if group is None else shown[0]
    context.show(document, lambda: tables.compare(context.say, compared, Level(level), column))


@click.command("progress")
@click.option("--kam", required=True, help="KAM, by id or name.")
@click.option("--from", "before", required=True, help="Campaign before, by name or code.")
@click.option("--to", "after", required=True, help="Campaign after, by name or code.")
@click.option("--level", type=click.Choice(LEVELS), default="factor", show_default=True)
@click.option("--match", is_flag=True, help="Two models: compare what has the same code.")
@with_json
def progress_command(context: Context, kam: str, before: str, after: str, level: str, match: bool) -> None:
    """What changed for one KAM from one campaign to another, in points."""
    with context.door() as door:
        sides = _in_both(door.people(), kam, (before, after))
        first, last = (results_of(door, entry) for entry in sides)
    found = progress(first, last, Level(level), match)
    _say_limits(context, found, Level(level))
    names = (first.campaign.name, last.campaign.name)
    context.show(
        [documents.changed(change) for change in found.changes],
        lambda: tables.progress(context.say, last.model, names, found.changes),
    )


def _in_team(everybody: Sequence[Participation], team: str | None) -> list[Participation]:
    """The KAMs of a team, all of them without one; RequestError `team_unknown`, listing the teams there are."""
    if team is None:
        return list(everybody)
    spelled = same_key(team)
    found = [entry for entry in everybody if entry.kam.team and spelled in _spellings(entry.kam)]
    if not found:
        known = sorted({entry.kam.team for entry in everybody if entry.kam.team})
        campaign = everybody[0].campaign.name
        raise RequestError("team_unknown", team=team, campaign=campaign, candidates="; ".join(known) or "–")
    return found


def _one_team(found: list[Participation], team: str | None) -> list[Participation]:
    """Teams of one name in two companies are two teams; RequestError `team_ambiguous`, listing them."""
    known = {same_key(entry.kam.company): _of_company(entry.kam) for entry in found}
    if team is not None and len(known) > 1:
        raise RequestError("team_ambiguous", team=team, candidates="; ".join(sorted(known.values())))
    return found


def _spellings(kam: Kam) -> tuple[str, str]:
    """What a person may type for the team of a KAM."""
    return same_key(kam.team), same_key(_of_company(kam))


def _of_company(kam: Kam) -> str:
    return f"{kam.team} · {kam.company}" if kam.company else kam.team


def _cohort(context: Context, everybody: list[Participation]) -> list[Participation]:
    """Real people where there are any, and never with fictitious ones: whom that leaves out is said on stderr."""
    real = [entry for entry in everybody if not entry.kam.fictitious]
    if real and len(real) < len(everybody):
        click.echo(context.say("team.fictitious_apart", len(everybody) - len(real)), err=True)
    return real or everybody


def _column(model: Model, group: str) -> str:
    """The group meant, in any case; RequestError `group_unknown`, listing those there are."""
    found = next((column for column in columns(model) if same_key(column) == same_key(group)), None)
    if found is None:
        raise RequestError("group_unknown", value=group, words=", ".join(columns(model)))
    return found


def _in_both(everybody: Sequence[Participation], kam: str, campaigns: tuple[str, str]) -> list[Participation]:
    """The KAM meant, in each of two campaigns.

    Raises RequestError: `campaign_unknown`, `campaign_twice`, `kam_unknown`, `kam_ambiguous`, `kam_not_in_campaign`.
    """
    sides = [service.in_campaign(everybody, name) for name in campaigns]
    if sides[0][0].campaign == sides[1][0].campaign:
        raise RequestError("campaign_twice", campaign=sides[0][0].campaign.name)
    each_once = {entry.kam.token: entry for entry in everybody}
    person = service.choose(list(each_once.values()), kam).kam
    return [_there(everybody, side, person.token) for side in sides]


def _there(everybody: Sequence[Participation], side: Sequence[Participation], kam: str) -> Participation:
    found = next((entry for entry in side if entry.kam.token == kam), None)
    if found is None:
        known = [entry for entry in everybody if entry.kam.token == kam]
        names = "; ".join(entry.campaign.name for entry in known)
        raise RequestError("kam_not_in_campaign", kam=known[0].kam.name, campaign=side[0].campaign.name, known=names)
    return found


def _say_limits(context: Context, found: Progress, level: Level) -> None:
    """Say on stderr what is not compared, or not like for like."""
    say = context.say
    if left := [code for code in found.left_out if code != OVERALL]:
        click.echo(say("team.left_out", codes=say.series(left)), err=True)
    if not found.changes:
        click.echo(say("team.whole_apart" if level is Level.OVERALL else "team.none_shared"), err=True)
    if found.reshaped:
        click.echo(say("team.reshaped", codes=say.series(found.reshaped)), err=True)
    if uneven := sum(change.is_uneven for change in found.changes):
        click.echo(say("team.uneven", uneven), err=True)
