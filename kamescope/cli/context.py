"""What every command shares: the database, the language, and whether to print JSON."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from kamescope import places, service
from kamescope.cli import tables
from kamescope.i18n import Words
from kamescope.model_file import load_model
from kamescope.service import IN_MEMORY, Service, everything, explaining, open_store, take_shipped

REFUSED, MISUSE = 1, 2


class DatabasePlace(click.ParamType):
    """A file that is no folder, or the address of a database that a server has."""

    name = "database"

    def convert(self, value: Any, option: click.Parameter | None, ctx: click.Context | None) -> Path | places.Server:
        """What is written after `--db`."""
        place = places.place(value) if isinstance(value, str) else value
        if isinstance(place, places.Server):
            return place
        return Path(os.fsdecode(click.Path(dir_okay=False).convert(str(place), option, ctx)))


@dataclass(frozen=True, slots=True)
class Context:
    """What every command shares: the database, the language, and whether to print JSON."""

    database: Path | places.Server
    say: Words
    as_json: bool = False
    database_named: bool = False

    @contextmanager
    def door(self, to_write: bool = False) -> Iterator[Service]:
        """The database, open for the length of one command: one that only looks does not make a missing one."""
        place = self.database if to_write or self.database.exists() else IN_MEMORY
        with explaining(self.database.name), closing(open_store(place)) as store:
            take_shipped(store, load_model(places.DEFAULT_MODEL))
            if store.locked:
                click.echo(self.say.error(store.locked), err=True)
            yield everything(store)

    @contextmanager
    def door_of_copy(self) -> Iterator[Service]:
        """A copy of the database, whoever has that open, for the length of one command: it changes nothing."""
        with service.open_copy(self.database) as store:
            yield everything(store)

    def show(self, document: object, table: Callable[[], Iterable[Iterable[str]]]) -> None:
        """Print one JSON document, or a table for people."""
        if self.as_json:
            click.echo(json_bytes(document))
        else:
            click.echo(tables.aligned([list(row) for row in table()]))


def with_json(command: Callable[..., None]) -> Callable[..., None]:
    """Accept `--json` after the command too, and hand over the context."""

    @click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
    @click.pass_context
    def wrapper(ctx: click.Context, as_json: bool, **options: Any) -> None:
        ctx.obj = replace(ctx.obj, as_json=ctx.obj.as_json or as_json)
        command(ctx.obj, **options)

    wrapper.__doc__ = command.__doc__
    return wrapper


def json_bytes(document: object) -> bytes:
    """One JSON document in UTF-8, whatever the terminal's own encoding."""
    return json.dumps(document, ensure_ascii=False).encode()
