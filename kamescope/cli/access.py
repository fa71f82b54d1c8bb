"""Who may see what, and who did what: `grant`, `revoke`, `people`, `audit`."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from kamescope import service
from kamescope.cli import documents, tables
from kamescope.cli.context import REFUSED, Context, with_json
from kamescope.regular import read_regular
from kamescope.service import Account, GrantRequest, Service

MOST_MEGABYTES = 10


def about_a_grant(command: Callable[..., None]) -> Callable[..., None]:
    """The arguments that say what is granted to whom, on what."""
    for option in (
        click.option("--campaign", default="", help="Campaign of the KAM, where the name alone is not enough."),
        click.option("--kam", default="", help="On this KAM, by id or name."),
        click.option("--team", default="", help="On this team."),
        click.option("--company", default="", help="On this company; or the company of the team."),
        click.option("--name", default="", help="What the person is called."),
        click.argument("email"),
        click.argument("role"),
    ):
        command = option(command)
    return command


@click.command("grant")
@about_a_grant
@with_json
def grant_command(context: Context, **asked: str) -> None:
    """Give somebody a role: kam, manager, coach, lead or admin."""
    with context.door(to_write=True) as door:
        person = door.grant(GrantRequest(**asked))
    context.show(documents.account(person), lambda: tables.people(context.say, [person]))


@click.command("revoke")
@about_a_grant
@with_json
def revoke_command(context: Context, **asked: str) -> None:
    """Take one role away again, named as it was given."""
    with context.door() as door:
        door.revoke(GrantRequest(**asked))
        person = _somebody(door, asked["email"])
    context.show(documents.account(person), lambda: tables.people(context.say, [person]))


@click.group("people", invoke_without_command=True)
@with_json
def people_group(context: Context) -> None:
    """List who is known, and what is granted to them."""
    if click.get_current_context().invoked_subcommand:
        return
    with context.door() as door:
        everybody = door.persons()
    document = [documents.account(person) for person in everybody]
    context.show(document, lambda: tables.people(context.say, everybody))


@people_group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything, give nothing.")
@with_json
def people_import_command(context: Context, file: Path, dry_run: bool) -> None:
    """Give what a table says (email, name, role, company, team, kam), all of it or nothing."""
    upload = service.open_upload(file.name, read_regular(file, MOST_MEGABYTES))
    with context.door(to_write=not dry_run) as door:
        found = door.preview_people(upload)
        gives = not (found.refused or dry_run) and found.grants > found.known
        number = door.grant_all(found.asked) if gives else None
    status = "refused" if found.refused else "would_import" if dry_run else "imported"
    document = documents.people_file(context.say, file.name, status, number, found)
    context.show(document, lambda: tables.people_file(context.say, document))
    if found.refused:
        sys.exit(REFUSED)


@people_group.command("undo")
@click.argument("number", type=int)
@with_json
def people_undo_command(context: Context, number: int) -> None:
    """Take back together what a table gave, as far as it is still there, and nothing else."""
    with context.door() as door:
        count = door.revoke_all(number)
    context.show(documents.people_undone(number, count), lambda: tables.people_undone(context.say, number, count))


@click.command("audit")
@with_json
def audit_command(context: Context) -> None:
    """List who did what, when and on whom, newest first."""
    with context.door() as door:
        lines = door.audit()
    context.show(documents.traces(lines), lambda: tables.traces(context.say, lines))


def _somebody(door: Service, email: str) -> Account:
    """What somebody still has, who may be known no longer."""
    email = service.email_of(email)
    return next((each for each in door.persons() if each.email == email), Account(email, "", ()))
