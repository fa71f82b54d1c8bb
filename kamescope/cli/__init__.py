"""`python -m kamescope …`: the commands of docs/design.md 6. Results on stdout, everything else on stderr."""

import logging
import os
import sys
from pathlib import Path

import click

from kamescope import places, service
from kamescope.cli import (
    access,
    comments,
    erasure,
    files,
    lever,
    models,
    plan,
    record,
    report,
    results,
    road,
    safekeeping,
    team,
    template,
)
from kamescope.cli.context import MISUSE, REFUSED, Context, DatabasePlace, json_bytes
from kamescope.errors import KamescopeError, RequestError, whereabouts
from kamescope.i18n import DEFAULT_LANGUAGE, LANGUAGES, words


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--db", type=DatabasePlace(), help="Database file, or the address of a server's.")
@click.option("--lang", type=click.Choice(LANGUAGES), default=DEFAULT_LANGUAGE, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.pass_context
def cli(ctx: click.Context, db: Path | places.Server | None, lang: str, as_json: bool) -> None:
    """KAMeSCOPE: load response files, score them, look at the results."""
    ctx.obj = Context(db or places.database(), words(lang), as_json, db is not None)


for command in (
    files.import_command,
    files.mapping_command,
    files.imports_command,
    files.open_command,
    files.undo_command,
    template.template_command,
    results.kams_command,
    results.scores_command,
    results.top_command,
    results.window_command,
    plan.plan_command,
    comments.comments_command,
    road.state_command,
    road.release_command,
    road.reopen_command,
    team.compare_command,
    team.progress_command,
    report.report_command,
    lever.lever_group,
    models.model_group,
    record.export_command,
    erasure.erase_command,
    erasure.overdue_command,
    safekeeping.backup_command,
    safekeeping.restore_command,
    safekeeping.check_command,
    access.grant_command,
    access.revoke_command,
    access.people_group,
    access.audit_command,
):
    cli.add_command(command)


@cli.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--address", default="127.0.0.1", show_default=True, help="Another one only where people sign in.")
@click.option("--headless", is_flag=True, help="Do not open a browser.")
@click.pass_obj
def serve_command(context: Context, port: int, address: str, headless: bool) -> None:
    """Open the application in a browser, for this machine alone unless people sign in."""
    from kamescope.ui.server import Listen, serve

    def say_address(address: str) -> None:
        click.echo(context.say("serve.opens", address=address))

    os.environ[places.LANGUAGE] = context.say.language
    serve(context.database, Listen(port, address), headless, not context.database_named, say_address)


@cli.command("new-key")
@click.pass_obj
def new_key_command(context: Context) -> None:
    """Give a database whose key is lost for good a new one; people imported before are no longer recognised."""
    key = service.give_new_key(context.database)
    click.echo(context.say("new_key.made", file=context.database.name, key=key))


def main() -> None:
    """Run the command line; a failure is a sentence and an exit code, never a traceback."""
    as_json = "--json" in sys.argv
    say = words(_language(sys.argv))
    try:
        sys.exit(cli.main(prog_name="kamescope", standalone_mode=False))
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        _fail(as_json, "usage", error.format_message())
        sys.exit(MISUSE)
    except KamescopeError as error:
        message = "\n".join([say.error(error), *map(say.error, getattr(error, "issues", ()))])
        _fail(as_json, error.code, message)
        sys.exit(MISUSE if isinstance(error, RequestError) else REFUSED)
    except Exception as error:
        logging.getLogger(__name__).error("unexpected %s", whereabouts(error))
        _fail(as_json, "unexpected", say("unexpected_command"))
        sys.exit(REFUSED)


def _fail(as_json: bool, code: str, message: str) -> None:
    if as_json:
        click.echo(json_bytes({"error": {"code": code, "message": message}}))
    else:
        click.echo(message, err=True)


def _language(arguments: list[str]) -> str:
    """The language asked for, known even where the rest of the line is not understood."""
    words_of_line = [part for argument in arguments for part in argument.split("=", 1)]
    pairs = zip(words_of_line, [*words_of_line[1:], ""], strict=True)
    return next((value for name, value in pairs if name == "--lang"), DEFAULT_LANGUAGE)
