"""Keeping the data safe: `backup`, `restore`, `check`."""

import sys
from pathlib import Path

import click

from kamescope import service
from kamescope.cli import documents, tables
from kamescope.cli.context import REFUSED, Context, with_json
from kamescope.service import Soundness


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@with_json
def backup_command(context: Context, file: Path) -> None:
    """Write the whole database, its key with it, to one file, while the application runs or not."""
    made = service.back_up(context.database, file)
    _tell_faults(context, made.checked)
    document = documents.backed_up(context.say, file, made)
    context.show(document, lambda: tables.backed_up(context.say, file, made))


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@with_json
def restore_command(context: Context, file: Path) -> None:
    """Put a backup in the place of the database, once all of it is checked; what stood there is kept."""
    done = service.restore(file, context.database)
    _tell_faults(context, done.checked)
    document = documents.restored(context.say, context.database, done)
    context.show(document, lambda: tables.restored(context.say, context.database, done))


@click.command("check")
@with_json
def check_command(context: Context) -> None:
    """Read everything in the database, while the application runs or not, and compare what its tables say."""
    with context.door_of_copy() as door:
        found = door.check()
    name = context.database.name
    context.show(documents.checked(context.say, found), lambda: tables.checked(context.say, name, found))
    if found.faults:
        sys.exit(REFUSED)


def _tell_faults(context: Context, checked: Soundness) -> None:
    for fault in checked.faults:
        click.echo(context.say(f"check.fault.{fault.code}", fault.count), err=True)
