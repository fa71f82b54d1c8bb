"""Reports to take along: `report`."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kamescope import service
from kamescope.cli import documents, tables
from kamescope.cli.choice import say_filter, whole_campaign
from kamescope.cli.context import REFUSED, Context, with_json
from kamescope.cli.place import file_format, named_folder, read_place, replaces
from kamescope.cli.whole import check_open, make_folder, write_whole
from kamescope.errors import RequestError
from kamescope.i18n import LANGUAGES
from kamescope.records import Kam
from kamescope.reports.names import Format, report_name

if TYPE_CHECKING:  # it brings the charts' libraries along, which the other commands do without
    from kamescope.reports.render import Done, Job

FORMATS = [format.value for format in Format]


def _named(ctx: click.Context, option: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Codes or names with commas between; RequestError `report_nothing_named`."""
    named = tuple(part.strip() for part in (value or "").split(",") if part.strip())
    if value is not None and not named:
        raise RequestError("report_nothing_named", option=option.opts[0])
    return named


def about_the_view(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what a report tells, and how."""
    for option in (
        click.option("--factors", callback=_named, help="Only these factors: codes, commas between."),
        click.option("--groups", callback=_named, help="Only these rater groups: codes, commas between."),
        click.option("--cut", default="own", show_default=True, help="own, midpoint, cohort or a percent."),
        click.option("--n", type=click.IntRange(1, 30), default=10, show_default=True, help="Items in a list."),
        click.option("--where", help="ATTRIBUTE=VALUE: only these respondents, where that is safe."),
        click.option("--sections", callback=_named, help="Only these parts: names, commas between."),
        click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the report."),
        click.option("--format", type=click.Choice(FORMATS), help="As --out ends, else pdf."),
    ):
        command = option(command)
    return command


@click.command("report")
@click.option("--kam", help="KAM, by id or name.")
@click.option("--all", "everybody", is_flag=True, help="Every KAM of the campaign.")
@click.option("--campaign", help="Campaign, by name or code.")
@click.option("--out", callback=read_place, help="File or folder to write; with --all, the folder.")
@about_the_view
@with_json
def report_command(
    context: Context, kam: str | None, everybody: bool, campaign: str | None, out: Path | None, **view: Any
) -> None:
    """Write the report, the slides or the workbook of one KAM, or of every KAM of a campaign."""
    from kamescope.cli.order import read_order

    if (kam is not None) is everybody:
        raise RequestError("report_whom")
    folder = named_folder(out) if kam is None else None
    view["format"] = file_format(out if folder is None else None, view["format"])
    with context.door() as door:
        people = door.people()
        wanted = whole_campaign(people, campaign) if kam is None else [service.choose(people, kam, campaign)]
        colleagues = [entry.kam for entry in people if entry.campaign.token == wanted[0].campaign.token]
        jobs = read_order(context, door, wanted[0].model, view).jobs(door, wanted)
        if folder is None:
            _one(context, jobs, colleagues, out)
        else:
            _all(context, jobs, colleagues, folder)


def _one(context: Context, jobs: Iterator["Job"], colleagues: list[Kam], out: Path | None) -> None:
    """One file; why there is none is the failure of the command, and is known before the work where it can be."""
    from kamescope.reports.render import attempt

    job = next(jobs)
    name = report_name(job.spec, job.format, colleagues)
    path = out / name if out and os.path.isdir(out) else out or Path(name)
    check_open(path.parent, path)
    replaced = replaces(path, job.format)
    say_filter(context, job.spec.published)
    done = attempt(job)
    if done.problem is not None:
        raise done.problem
    write_whole(path, done.content)
    file = documents.made(context.say, done, path, replaced)
    context.show({"files": [file]}, lambda: tables.made_one(context.say, file))


def _all(context: Context, jobs: Iterator["Job"], colleagues: list[Kam], folder: Path) -> None:
    """A file for everybody; each is told on stderr, and one that fails does not stop the others."""
    from kamescope.reports.worker_pool import worker_pool

    first, files = next(jobs), []  # which fails where the view is not understood
    make_folder(folder)
    check_open(folder, folder)
    with closing(worker_pool(chain([first], jobs))) as results:
        for number, done in enumerate(results, start=1):
            files.append(_kept(context, done, folder / report_name(done.job.spec, done.job.format, colleagues)))
            click.echo(tables.made_line(context.say, files[-1], number, len(colleagues)), err=True)
    context.show({"files": files}, lambda: tables.made(context.say, files, folder))
    if any(file["status"] == "failed" for file in files):
        sys.exit(REFUSED)


def _kept(context: Context, done: "Done", path: Path) -> dict[str, Any]:
    """What became of one of many: its file, or what stood in the way."""
    replaced = False
    try:
        if done.problem is None:
            replaced = replaces(path, done.job.format)
            write_whole(path, done.content)
    except RequestError as problem:
        done = replace(done, problem=problem)
    return documents.made(context.say, done, path, replaced)
