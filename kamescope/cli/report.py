"""Reports to take along: `report`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kamescope import service
from kamescope.cli import output
from kamescope.cli.choice import say_filter, whole_campaign
from kamescope.cli.context import REFUSED, Context, with_json
from kamescope.cli.whole import make_folder, write_whole
from kamescope.errors import KamescopeError, RequestError
from kamescope.i18n import LANGUAGES
from kamescope.records import Kam
from kamescope.reports.names import Format, report_name

if TYPE_CHECKING:  # it brings the charts' libraries along, which the other commands do without
    from kamescope.reports.making import Done, Job

FORMATS = [format.value for format in Format]


def _named(ctx: click.Context, option: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Codes or names with commas between."""
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())


def about_the_view(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what a report tells, and how."""
    for option in (
        click.option("--factors", callback=_named, help="Only these factors: codes, commas between."),
        click.option("--groups", callback=_named, help="Only these rater groups: codes, commas between."),
        click.option("--cut", default="own", show_default=True, help="own, midpoint, cohort or a percent."),
        click.option("--n", type=click.IntRange(min=1), default=10, show_default=True, help="Items in a list."),
        click.option("--where", help="ATTRIBUTE=VALUE: only these respondents, where that is safe."),
        click.option("--sections", callback=_named, help="Only these parts: names, commas between."),
        click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the report."),
        click.option(
            "--format", type=click.Choice([format.value for format in Format]), help="As --out ends, else pdf."
        ),
    ):
        command = option(command)
    return command


@click.command("report")
@click.option("--kam", help="KAM, by id or name.")
@click.option("--all", "everybody", is_flag=True, help="Every KAM of the campaign.")
@click.option("--campaign", help="Campaign, by name or code.")
@click.option("--out", type=click.Path(path_type=Path), help="File or folder to write; with --all, the folder.")
@about_the_view
@with_json
def report_command(
    context: Context, kam: str | None, everybody: bool, campaign: str | None, out: Path | None, **view: Any
) -> None:
    """Write the report, the slides or the workbook of one KAM, or of every KAM of a campaign."""
    from kamescope.cli.order import read_order

    if (kam is not None) is everybody:
        raise RequestError("report_whom")
    if everybody and out is None:
        raise RequestError("report_folder")
    view["format"] = Format(view["format"] or _ending(out))
    with context.store() as store:
        people = service.people(store, service.EVERYTHING)
        if everybody:
            wanted = whole_campaign(people, campaign, context.say("cli.report_all"))
        else:
            wanted = [service.choose(people, kam, campaign)]
        colleagues = [entry.kam for entry in people if entry.campaign.token == wanted[0].campaign.token]
        jobs = read_order(context, store, wanted[0].model, view).jobs(store, wanted)
        files = _all(context, jobs, colleagues, out) if everybody else [_one(context, next(jobs), colleagues, out)]
    context.show({"files": files}, lambda: output.made_table(context.say, files))
    if any(file["status"] == "failed" for file in files):
        sys.exit(REFUSED)


def _one(context: Context, job: "Job", colleagues: list[Kam], out: Path | None) -> dict[str, Any]:
    """One file; why there is none is the failure of the command."""
    from kamescope.reports.making import attempt

    say_filter(context, job.brief.published)
    name = report_name(job.brief, job.format, colleagues)
    path = out / name if out and out.is_dir() else out or Path(name)
    done = attempt(job)
    problem = _written(done, path)
    if problem is not None:
        raise problem
    return output.made(context.say, done, path.name, None)


def _all(context: Context, jobs: Iterator["Job"], colleagues: list[Kam], folder: Path) -> list[dict[str, Any]]:
    """A file for everybody; each is told on stderr, and one that fails does not stop the others."""
    from kamescope.reports.press import press

    first, files = next(jobs), []  # which fails where the view is not understood
    make_folder(folder)
    with closing(press(chain([first], jobs))) as results:
        for number, done in enumerate(results, start=1):
            path = folder / report_name(done.job.brief, done.job.format, colleagues)
            files.append(output.made(context.say, done, path.name, _written(done, path)))
            click.echo(output.made_line(context.say, files[-1], number, len(colleagues)), err=True)
    return files


def _written(done: "Done", path: Path) -> KamescopeError | None:
    """What stands in the way of the file, if anything does."""
    if done.problem is None:
        try:
            write_whole(path, done.content)
        except RequestError as problem:
            return problem
    return done.problem


def _ending(out: Path | None) -> str:
    """The format that a file's name asks for."""
    ending = out.suffix[1:].lower() if out else ""
    return ending if ending in tuple(Format) else Format.PDF
