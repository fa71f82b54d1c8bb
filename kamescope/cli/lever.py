"""The manager's other instruments: `lever`, an own command for each of them."""

import datetime
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kamescope.cli.context import REFUSED, Context, with_json
from kamescope.cli.lever_choices import chosen, option, pairs
from kamescope.cli.tables import aligned
from kamescope.errors import Issue, QuizError, RequestError
from kamescope.levers import registry
from kamescope.levers.agreement import LeverAgreement
from kamescope.levers.board import Board, BoardFacts, BoardTable
from kamescope.levers.instrument import Instrument
from kamescope.levers.reading import TableRefused, read_lever
from kamescope.levers.roles.quiz import Quiz, load_quiz
from kamescope.regular import read_regular
from kamescope.service import HIDDEN, LeverKept, LeverRequest, open_upload

MOST_MEGABYTES = 200
SHOWN = 20
"""Rows of a table that are printed for people; `--json` gives all of them."""


@dataclass(frozen=True, slots=True)
class _LeverAsked:
    """What a command was given, by the words of its options."""

    file: Path
    column: tuple[str, ...]
    hidden: str | None
    decimal: str | None
    keep: bool
    date: datetime.datetime | None
    company: str
    team: str
    person: tuple[str, ...]


class _Instruments(click.Group):
    """A command for each instrument that there is, beside those that are declared."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *registry.instruments()]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        declared = super().get_command(ctx, name)
        if declared is not None or name not in registry.instruments():
            return declared
        return instrument_command(registry.instrument(name))


@click.group("lever", cls=_Instruments, invoke_without_command=True)
@with_json
def lever_group(context: Context) -> None:
    """The manager's other instruments: `lever NAME FILE` computes one from a file, and keeps nothing."""
    if not click.get_current_context().invoked_subcommand:
        _list(context)


@lever_group.command("list")
@with_json
def lever_list_command(context: Context) -> None:
    """Name the instruments and the columns of their files."""
    _list(context)


@lever_group.command("undo")
@click.argument("number", type=int)
@with_json
def lever_undo_command(context: Context, number: int) -> None:
    """Take back a file that `--keep` or the page imported, whole."""
    with context.door(to_write=True) as door:
        door.undo_lever(number)
    context.show({"undone": number}, lambda: [[context.say("cli.lever_undone", number=number)]])


@lever_group.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@with_json
def lever_check_command(context: Context, file: Path) -> None:
    """Check a quiz of one's own and say everything that is wrong with it."""
    quiz, issues = _checked_quiz(file)
    document = {
        "ok": quiz is not None,
        "questions": len(quiz.questions) if quiz else None,
        "roles": len(quiz.roles) if quiz else None,
        "issues": [{"code": issue.code, "message": context.say.error(issue)} for issue in issues],
    }
    good = [context.say("cli.quiz_good", len(quiz.questions))] if quiz else []
    told = [*good, *map(context.say.error, issues)]
    context.show(document, lambda: ([line] for line in told))
    if issues:
        sys.exit(REFUSED)


def _checked_quiz(file: Path) -> tuple[Quiz | None, tuple[Issue, ...]]:
    try:
        return load_quiz(file), ()
    except QuizError as error:
        return None, error.issues


def instrument_command(found: Instrument) -> click.Command:
    """The command of one instrument: a file, what is said of its columns, and what may be set beside it."""

    @with_json
    def command(context: Context, **given: Any) -> None:
        set_beside = {each.name: given.pop(each.name) for each in found.choices}
        _compute(context, found, _LeverAsked(**given), chosen(found, set_beside))

    for each in reversed(found.choices):
        command = option(each)(command)
    return click.command(found.name, help=f"{found.name}: {', '.join(found.names)}.")(_about_a_file(command))


def _about_a_file(command: Callable[..., None]) -> Callable[..., None]:
    for each in (
        click.option("--person", multiple=True, help="NAME=WHO: which KAM a name of the file is; NAME=- for nobody."),
        click.option("--team", default="", help="Team that the file is about."),
        click.option("--company", default="", help="Company that the file is about."),
        click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Day that the figures are about; today."),
        click.option("--keep", is_flag=True, help="Import the file into the database too."),
        click.option("--decimal", type=click.Choice([",", "."]), help="The sign that parts decimals, where in doubt."),
        click.option("--hidden", type=click.Choice(HIDDEN), help="Let hidden rows count, or not."),
        click.option("--column", multiple=True, help="NAME=HEADING: which heading holds a column; NAME=- for none."),
        click.argument("file", type=click.Path(path_type=Path)),
    ):
        command = each(command)
    return command


def _compute(context: Context, found: Instrument, asked: _LeverAsked, choices: Mapping[str, Any]) -> None:
    upload = open_upload(asked.file.name, read_regular(asked.file, MOST_MEGABYTES))
    criteria = choices.get(registry.criteria_choice(found), ()) if found.criteria[1] else ()
    columns = pairs(asked.column, "lever_column_needs")
    said = LeverAgreement(columns, asked.hidden or "", asked.decimal or "", tuple(criteria))
    settings = registry.choices(found.name, **choices)
    if asked.keep and any(isinstance(each, Quiz) for each in choices.values()):
        raise RequestError("lever_quiz_kept")
    table = read_lever(upload.opened, registry.shaped(found, settings), said)
    for issue in table.issues:
        if not issue.is_error:
            click.echo(context.say.error(issue), err=True)
    if table.refused:
        raise TableRefused(table)
    result = registry.analysis(found.name)(table.frame, settings)
    if asked.keep:
        request = LeverRequest(
            found.name,
            said,
            asked.date.date() if asked.date else None,
            asked.company,
            asked.team,
            pairs(asked.person, "lever_person_needs"),
            choices,
        )
        with context.door(to_write=True) as door:
            _say_kept(context, door.keep_lever(upload, request))
    facts = BoardFacts(context.say, table.currency, chosen=choices)
    context.show(result.as_json(), lambda: _told(found, result, facts))


def _say_kept(context: Context, kept: LeverKept) -> None:
    code = "cli.lever_already" if kept.already else "cli.lever_kept"
    click.echo(context.say(code, number=kept.id), err=True)
    if kept.replaced:
        click.echo(context.say("cli.lever_replaced"), err=True)


def _told(found: Instrument, result: registry.LeverResult, facts: BoardFacts) -> Iterator[list[str]]:
    """The board in words; of an instrument without one, its figures by name."""
    if not registry.has_board(found.name):
        yield from ([line] for line in _plain(result.as_json()))
        return
    board: Board = registry.board(found.name)(result, facts)
    yield [board.headline]
    yield [aligned([[f"  {tile.name}", tile.figure, tile.state or tile.note] for tile in board.tiles])]
    for table in (part for part in board.parts if isinstance(part, BoardTable)):
        rows = [list(row) for row in table.texts(SHOWN, facts)]
        yield ["\n" + aligned([[column.heading for column in table.columns], *rows])]
    yield from ([note] for note in board.notes)


def _plain(document: object) -> Iterator[str]:
    if isinstance(document, Mapping):
        for name, value in document.items():
            yield from _plain(value) if isinstance(value, list) else [f"{name}: {value}"]
    elif isinstance(document, list):
        yield from (", ".join(str(value) for value in row.values()) for row in document[:SHOWN])


def _list(context: Context) -> None:
    found = registry.instruments().values()
    document = [
        {"name": each.name, "columns": [{"name": column.name, "required": column.required} for column in each.columns]}
        for each in found
    ]
    say = context.say
    context.show(document, lambda: ([each.name, say(f"page.{each.name}"), ", ".join(each.names)] for each in found))
