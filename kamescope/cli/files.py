"""Bringing answers in and taking them back: `import`, `mapping`, `imports`, `undo`."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from kamescope import places, service
from kamescope.cli import documents, tables
from kamescope.cli.context import REFUSED, Context, with_json
from kamescope.cli.whole import write_whole
from kamescope.errors import ContentError, Issue, RequestError
from kamescope.model_file import load_model
from kamescope.regular import read_regular
from kamescope.service import (
    HIDDEN,
    LONGEST_NAME,
    FileMapping,
    FileReport,
    ImportRequest,
    Options,
    Service,
    read_mapping,
)

NOT_LISTED = (".", "~")
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".zip")
"""How files are called that may hold answers: a folder of such a name is a mistake to tell, no folder to look into."""
MOST_MEGABYTES, MOST_MAPPING = 200, 1
OPEN = '= "?"'
"""How a mapping says what is left to complete."""


def about_files(command: Callable[..., None]) -> Callable[..., None]:
    """The arguments that name files and say what holds for each of them."""
    for option in (
        click.option("--mapping", type=click.Path(path_type=Path), help="What was agreed about these files (TOML)."),
        click.option("--hidden", type=click.Choice(HIDDEN), help="Let hidden rows, columns and sheets count, or not."),
        click.option("--group", help="Rater group of the whole file, where it has no such column."),
        click.option("--kam", help="KAM of the whole file, where it has no such column."),
        click.option("--campaign", help="Campaign of the whole file, where it has no such column."),
        click.option("--model", "model_file", type=click.Path(path_type=Path), help="Model file (TOML)."),
        click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path)),
    ):
        command = option(command)
    return command


@click.command("import")
@about_files
@click.option("--dry-run", is_flag=True, help="Check everything, keep nothing.")
@click.option("--replace", is_flag=True, help="Let changed questionnaires replace the ones known.")
@click.option("--release", is_flag=True, help="Count late answers at once instead of letting them wait.")
@click.option("--collecting", is_flag=True, help="Show only counts of a new campaign until it is opened.")
@with_json
def import_command(context: Context, paths: tuple[Path, ...], **given: Any) -> None:
    """Import response files and folders of them, each file all or nothing."""
    request = _request(given)
    reports = []
    with context.door(to_write=not request.dry_run) as door:
        for path in _told(context, paths):
            reports.append(_import_one(door, path, request))
    document = {"files": [documents.report(context.say, report) for report in reports]}
    context.show(document, lambda: tables.report(context.say, document["files"]))
    if any(report.refused for report in reports):
        sys.exit(REFUSED)


@click.command("mapping")
@about_files
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the proposal to this file.")
@with_json
def mapping_command(context: Context, paths: tuple[Path, ...], out: Path | None, **given: Any) -> None:
    """Propose a mapping for files that leave doubts: check it, complete what is `?`, import with `--mapping`."""
    request = _request(given)
    with context.door() as door:
        files = [_upload_or_say(context, path) for path in _told(context, paths)]
        looked = [door.preview(upload, request) for upload in files if upload]
        understood = [entry.understood for entry in looked if entry.understood]
        source = service.proposed_mapping(understood)
        to_complete = source.count(OPEN)
        left = [] if to_complete else _left(door, filter(None, files), request, source)
    if out:
        write_whole(out, source.encode())
    document = {"files": len(files), "understood": len(understood), "open": to_complete, "mapping": source}
    document["left"] = [documents.report(context.say, report) for report in left]
    context.show(document, lambda: tables.mapping(context.say, document, out))
    if len(understood) < len(files):
        sys.exit(REFUSED)


def _left(door: Service, files: Iterable[service.Upload], request: ImportRequest, source: str) -> list[FileReport]:
    """What files are refused for even with the mapping: with nothing left to complete it may still not be enough."""
    agreed = replace(request, options=replace(request.options, mapping=read_mapping(source)), dry_run=True)
    reports = (door.import_upload(upload, agreed) for upload in files)
    refused = (report for report in reports if report.refused)
    return [replace(each, issues=tuple(issue for issue in each.issues if issue.is_error)) for each in refused]


@click.command("imports")
@with_json
def imports_command(context: Context) -> None:
    """List what was imported, newest first, and what was taken back."""
    with context.door() as door:
        entries = door.journal()
    context.show(documents.journal(context.say, entries), lambda: tables.journal(context.say, entries))


@click.command("open")
@click.option("--campaign", required=True, help="The campaign whose results may be seen from now on.")
@with_json
def open_command(context: Context, campaign: str) -> None:
    """Show the results of a campaign in collection; from then on late answers may have to wait."""
    with context.door(to_write=True) as door:
        everybody = door.people()
        found = service.in_campaign(everybody, campaign)[0].campaign
        waiting = door.open_campaign(found.token)
    context.show(documents.opened(found, waiting), lambda: tables.opened(context.say, found, waiting))


@click.command("undo")
@click.argument("number", type=int)
@click.option("--release", is_flag=True, help="Let what is left count at once, even where that tells answers.")
@with_json
def undo_command(context: Context, number: int, release: bool) -> None:
    """Take back everything an import brought, and nothing else."""
    with context.door(to_write=True) as door:
        undone = door.undo(number, release)
    context.show(documents.undone(number, undone), lambda: tables.undone(context.say, number, undone))


def _request(given: dict[str, Any]) -> ImportRequest:
    for option in ("campaign", "kam", "group"):
        if len(given[option] or "") > LONGEST_NAME:
            raise RequestError("option_too_long", option=option, most=LONGEST_NAME)
    mapping = _mapping(given["mapping"]) if given["mapping"] else FileMapping()
    if given["hidden"]:
        mapping = replace(mapping, hidden=given["hidden"])
    return ImportRequest(
        default_model=load_model(places.DEFAULT_MODEL),
        model=load_model(given["model_file"]) if given["model_file"] else None,
        options=Options(given["campaign"], given["kam"], given["group"], mapping=mapping),
        dry_run=given.get("dry_run", False),
        release=given.get("release", False),
        replace=given.get("replace", False),
        collecting=given.get("collecting", False),
    )


def _mapping(path: Path) -> FileMapping:
    try:
        return read_mapping(read_regular(path, MOST_MAPPING).decode("utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        raise ContentError("mapping_unreadable", file=path.name) from error


def _told(context: Context, paths: tuple[Path, ...]) -> Iterator[Path]:
    """Every file named and every one in the folders named, in order; each is told on stderr before it is read."""
    files = list(_files(paths))
    for number, path in enumerate(files, start=1):
        click.echo(context.say("cli.reading", number=number, total=len(files), file=path.name), err=True)
        yield path


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(filter(_is_shown, path.iterdir())) if path.is_dir() and not _is_named(path) else [path]


def _is_named(path: Path) -> bool:
    """Whether something is called like a file of answers."""
    return path.suffix.casefold() in TABLES


def _is_shown(path: Path) -> bool:
    """What is not hidden, as the locks and copies are that programs leave beside open files, and is no mere folder."""
    return not path.name.startswith(NOT_LISTED) and (not path.is_dir() or _is_named(path))


def _upload(path: Path) -> service.Upload:
    return service.open_upload(path.name, read_regular(path, MOST_MEGABYTES))


def _upload_or_say(context: Context, path: Path) -> service.Upload | None:
    try:
        return _upload(path)
    except ContentError as error:
        click.echo(context.say.error(error), err=True)
        return None


def _import_one(door: Service, path: Path, request: ImportRequest) -> FileReport:
    try:
        upload = _upload(path)
    except ContentError as error:
        issue = Issue("error", error.code, facts=error.facts)
        return FileReport(path.name, None, "", "refused", 0, 0, 0, 0, (issue,))
    return door.import_upload(upload, request)
