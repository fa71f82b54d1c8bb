"""Erasing for good, and what is old enough for it: `erase`, `overdue`."""

from collections.abc import Iterator
from itertools import combinations

import click

from kamescope import service
from kamescope.cli import documents, tables
from kamescope.cli.context import Context, with_json
from kamescope.errors import RequestError
from kamescope.naming import same_key
from kamescope.service import Erasure, Participation, Service
from kamescope.settings import settings

FORM = "CAMPAIGN:KAM:GROUP:ID"
PARTS = 4
"""What names one respondent: campaign, KAM, group, id."""


@click.command("erase")
@click.option("--kam", help="KAM, by id or name: everything, in every campaign.")
@click.option("--respondent", help="CAMPAIGN:KAM:GROUP:ID, the id as in the file: one respondent.")
@click.option("--campaign", help="Campaign, by name or code: everything.")
@click.option("--company", default="", help="The company of a KAM all of whose imports are undone.")
@click.option("--dry-run", is_flag=True, help="Only list what would go.")
@with_json
def erase_command(
    context: Context, kam: str | None, respondent: str | None, campaign: str | None, company: str, dry_run: bool
) -> None:
    """Erase everything of a KAM, of a campaign or of one respondent, for good."""
    if sum(each is not None for each in (kam, respondent, campaign)) != 1:
        raise RequestError("erase_whom")
    with context.door(to_write=True) as door:
        everybody = door.enrolled()
        if respondent is not None:
            asked = _respondent(everybody, respondent)
        elif kam is not None:
            asked = _kam(everybody, kam)
        else:
            asked = (service.in_campaign(everybody, campaign or "")[0].campaign.token, "")
        if asked:
            done = (door.would_erase if dry_run else door.erase)(*asked)
        else:
            done = _undone(door, kam or "", company, dry_run)
    whom = respondent or kam or campaign or ""
    context.show(documents.erased(done, dry_run), lambda: tables.erased(context.say, whom, done, dry_run))


def _kam(everybody: tuple[Participation, ...], kam: str) -> tuple[str, ...]:
    """The one KAM meant, in every campaign; nothing where nobody is called so, be it that all was undone."""
    try:
        return "", token_of(everybody, kam)
    except RequestError as error:
        if error.code != "kam_unknown":
            raise
        return ()


def _undone(door: Service, kam: str, company: str, dry_run: bool) -> Erasure:
    """What is kept of somebody nobody is listed as; RequestError `kam_unknown`."""
    try:
        return (door.would_erase_undone if dry_run else door.erase_undone)(kam, company)
    except RequestError as error:
        raise RequestError("kam_unknown", kam=kam) from error


@click.command("overdue")
@click.option("--months", type=click.IntRange(1), help="Older than so many months; else as the settings say.")
@with_json
def overdue_command(context: Context, months: int | None) -> None:
    """List the campaigns that are older than results are to be kept; nothing is erased."""
    months = months or settings().retention_months
    with context.door() as door:
        found = door.overdue(months) if months else ()
    context.show(documents.overdue(months, found), lambda: tables.overdue(context.say, months, found))


def token_of(everybody: tuple[Participation, ...], kam: str) -> str:
    """The one KAM meant by an id or a name, whatever the campaign; errors as `choose`."""
    return service.choose(list({entry.kam.token: entry for entry in everybody}.values()), kam).kam.token


def _respondent(everybody: tuple[Participation, ...], text: str) -> tuple[str, ...]:
    """Campaign and KAM (tokens), group and id of CAMPAIGN:KAM:GROUP:ID, any of which may hold a colon.

    Raises RequestError: `respondent_form`, or why the first way to read it leads nowhere.
    """
    ways = list(_ways(text))
    if not ways:
        raise RequestError("respondent_form", respondent=text, form=FORM)
    trouble: RequestError | None = None
    for campaign, kam, group, respondent in ways:
        try:
            entry = service.choose(everybody, kam, campaign)
        except RequestError as error:
            trouble = trouble or error
            continue
        codes = {same_key(code): code for code in entry.model.group_index}
        if same_key(group) in codes:
            return entry.campaign.token, entry.kam.token, codes[same_key(group)], respondent
        trouble = RequestError("group_unknown", value=group, words=", ".join(entry.model.group_index))
    assert trouble is not None
    raise trouble


def _ways(text: str) -> Iterator[tuple[str, ...]]:
    """Every way to read four parts between colons."""
    parts = text.split(":")
    for cuts in combinations(range(1, len(parts)), PARTS - 1):
        ends = zip((0, *cuts), (*cuts, len(parts)), strict=True)
        way = tuple(":".join(parts[start:end]).strip() for start, end in ends)
        if all(way):
            yield way
