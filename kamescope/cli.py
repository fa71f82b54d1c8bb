"""`python -m kamescope …`: the commands of DESIGN section 6. Results on stdout, everything else on stderr."""

import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from kamescope import cli_output as output
from kamescope import places, service
from kamescope.analysis.published import Level, Published, codes, columns
from kamescope.analysis.ranking import rank_items
from kamescope.analysis.window import Cut, level_cut, own_cut, place, window_gaps
from kamescope.errors import Issue, KamescopeError, ModelError, RequestError, whereabouts
from kamescope.i18n import DEFAULT_LANGUAGE, LANGUAGES, Words, words
from kamescope.ingest import Options
from kamescope.model import Model
from kamescope.model_file import load_model
from kamescope.privacy import FilterState
from kamescope.service import IN_MEMORY, Store, open_store

REFUSED, MISUSE = 1, 2
LEVELS = [level.value for level in Level]
ROLLED_UP = [level.value for level in Level if level is not Level.OVERALL]


@dataclass(frozen=True, slots=True)
class Context:
    """What every command shares: the database, the language, and whether to print JSON."""

    database: Path
    say: Words
    as_json: bool = False
    database_named: bool = False

    @contextmanager
    def store(self, to_write: bool = False) -> Iterator[Store]:
        """The database, open for the length of one command; one that only looks does not make a missing database."""
        place = self.database if to_write or self.database.exists() else IN_MEMORY
        with closing(open_store(place)) as store:
            yield store

    def show(self, document: object, table: Callable[[], Iterable[Iterable[str]]]) -> None:
        """Print one JSON document, or a table for people."""
        if self.as_json:
            click.echo(_json(document))
        else:
            click.echo(output.aligned([list(row) for row in table()]))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--db", type=click.Path(path_type=Path, dir_okay=False), help="Database file.")
@click.option("--lang", type=click.Choice(LANGUAGES), default=DEFAULT_LANGUAGE, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.pass_context
def cli(ctx: click.Context, db: Path | None, lang: str, as_json: bool) -> None:
    """KAMeSCOPE: load response files, score them, look at the results."""
    ctx.obj = Context(db or places.database(), words(lang), as_json, db is not None)


def with_json(command: Callable[..., None]) -> Callable[..., None]:
    """Accept `--json` after the command too, and hand over the context."""

    @click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
    @click.pass_context
    def wrapper(ctx: click.Context, as_json: bool, **options: Any) -> None:
        ctx.obj = replace(ctx.obj, as_json=ctx.obj.as_json or as_json)
        command(ctx.obj, **options)

    wrapper.__doc__ = command.__doc__
    return wrapper


def about_one_kam(command: Callable[..., None]) -> Callable[..., None]:
    """The options that name one KAM in one campaign."""
    command = click.option("--campaign", help="Campaign, by name or code.")(command)
    return click.option("--kam", required=True, help="KAM, by id or name.")(command)


@cli.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--model", "model_file", type=click.Path(path_type=Path), help="Model file (TOML).")
@click.option("--campaign", help="Campaign of the whole file, where it has no such column.")
@click.option("--kam", help="KAM of the whole file, where it has no such column.")
@click.option("--group", help="Rater group of the whole file, where it has no such column.")
@click.option("--dry-run", is_flag=True, help="Check everything, keep nothing.")
@click.option("--release", is_flag=True, help="Count late answers at once instead of letting them wait.")
@with_json
def import_command(context: Context, paths: tuple[Path, ...], model_file: Path | None, **given: Any) -> None:
    """Import response files, each all or nothing."""
    request = service.ImportRequest(
        default_model=load_model(places.DEFAULT_MODEL),
        model=load_model(model_file) if model_file else None,
        options=Options(given["campaign"], given["kam"], given["group"]),
        dry_run=given["dry_run"],
        release=given["release"],
    )
    files = list(_files(paths))
    reports = []
    with context.store(to_write=not request.dry_run) as store:
        for number, path in enumerate(files, start=1):
            click.echo(context.say("cli.reading", number=number, total=len(files), file=path.name), err=True)
            reports.append(_import_one(store, path, request))
    document = {"files": [output.report(context.say, report) for report in reports]}
    context.show(document, lambda: output.report_table(context.say, document["files"]))
    if any(report.refused for report in reports):
        sys.exit(REFUSED)


@cli.command("kams")
@with_json
def kams_command(context: Context) -> None:
    """List KAMs, campaigns and questionnaires by group."""
    with context.store() as store:
        everybody = service.people(store, service.EVERYTHING)
    document = [output.participation(entry) for entry in everybody]
    context.show(document, lambda: output.kams_table(context.say, everybody))


@cli.command("scores")
@about_one_kam
@click.option("--level", type=click.Choice([*LEVELS, "all"]), default="all", show_default=True)
@click.option("--where", help="ATTRIBUTE=VALUE: only these respondents, where that is safe.")
@with_json
def scores_command(context: Context, kam: str, campaign: str | None, level: str, where: str | None) -> None:
    """Scores of one KAM, by code and rater group."""
    with context.store() as store:
        published = _published(store, kam, campaign, where)
    _say_filter(context, published)
    wanted = list(Level) if level == "all" else [Level(level)]
    document = [
        {"level": level.value, "code": code, "group": column, **published.cell(level, code, column)._asdict()}
        for level in wanted
        for code in codes(published.model, level)
        for column in columns(published.model)
    ]
    context.show(document, lambda: output.score_table(context.say, published, wanted))


@cli.command("top")
@about_one_kam
@click.option("--n", type=click.IntRange(min=1), default=10, show_default=True)
@click.option("--bottom", is_flag=True, help="The worst instead of the best.")
@with_json
def top_command(context: Context, kam: str, campaign: str | None, n: int, bottom: bool) -> None:
    """Best or worst items of each rater group."""
    with context.store() as store:
        published = _published(store, kam, campaign)
    ranking = rank_items(published, n, bottom)
    document = {
        "groups": {
            group: [
                {"rank": item.rank, "code": item.code, "score": item.score, "common_with": list(item.common_with)}
                for item in items
            ]
            for group, items in ranking.groups.items()
        },
        "tied_out": ranking.tied_out,
    }
    context.show(document, lambda: output.top_table(context.say, published, document["groups"]))


@cli.command("window")
@about_one_kam
@click.option("--level", type=click.Choice(ROLLED_UP), default="factor", show_default=True)
@click.option("--cut", default="midpoint", show_default=True, help="midpoint, own, cohort or a percent.")
@with_json
def window_command(context: Context, kam: str, campaign: str | None, level: str, cut: str) -> None:
    """The perception window: self against environment."""
    with context.store() as store:
        published = _published(store, kam, campaign)
        gaps = window_gaps(published, Level(level))
        window = place(gaps, Level(level), _cut(store, published, Level(level), cut))
    document = [
        {
            "code": point.code,
            "self": point.gap.self_percent,
            "environment": point.gap.environment_percent,
            "gap": point.gap.gap,
            "quadrant": point.quadrant,
        }
        for point in window.points
    ]
    context.show(document, lambda: output.window_table(context.say, document))


@cli.group("model")
def model_group() -> None:
    """Look after model files."""


@model_group.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@with_json
def model_check_command(context: Context, file: Path) -> None:
    """Check a model file and say everything that is wrong with it."""
    model, issues = _checked_model(file)
    document = {
        "ok": model is not None,
        "factors": len(model.factors) if model else None,
        "sub_factors": sum(len(f.sub_factors) for f in model.factors if not f.is_plain) if model else None,
        "items": len(model.items) if model else None,
        "issues": [
            {
                "severity": issue.severity,
                "code": issue.code,
                "table": issue.facts.get("table"),
                "key": issue.facts.get("key"),
                "message": context.say.error(issue),
            }
            for issue in issues
        ],
    }
    context.show(document, lambda: output.model_table(context.say, document))
    if issues:
        sys.exit(REFUSED)


@cli.command("serve")
@click.option("--port", type=int, default=8501, show_default=True)
@click.option("--headless", is_flag=True, help="Do not open a browser.")
@click.pass_obj
def serve_command(context: Context, port: int, headless: bool) -> None:
    """Open the application in a browser, on this machine only."""
    from kamescope.ui.server import serve

    serve(context.database, port, headless, demo=not context.database_named)


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
        click.echo(_json({"error": {"code": code, "message": message}}))
    else:
        click.echo(message, err=True)


def _json(document: object) -> bytes:
    """One JSON document in UTF-8, whatever the terminal's own encoding."""
    return json.dumps(document, ensure_ascii=False).encode()


def _language(arguments: list[str]) -> str:
    """The language asked for, known even where the rest of the line is not understood."""
    words_of_line = [part for argument in arguments for part in argument.split("=", 1)]
    pairs = zip(words_of_line, [*words_of_line[1:], ""], strict=True)
    return next((value for name, value in pairs if name == "--lang"), DEFAULT_LANGUAGE)


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    """The files named, and those in the folders named, in order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(child for child in path.iterdir() if child.is_file() and child.name[0] not in ".~")
        else:
            yield path


def _import_one(store: Store, path: Path, request: service.ImportRequest) -> service.FileReport:
    try:
        content = path.read_bytes()
    except OSError:
        issue = Issue("error", "file_not_found", facts={"file": path.name})
        return service.FileReport(path.name, None, "", "refused", 0, 0, 0, (issue,))
    return service.import_file(store, service.EVERYTHING, path.name, content, request)


def _published(store: Store, kam: str, campaign: str | None, where: str | None = None) -> Published:
    entry = service.choose(service.people(store, service.EVERYTHING), kam, campaign)
    value = None if where is None else service.partition_value(entry.model, where)
    question = service.Question(entry.campaign.token, entry.kam.token, value)
    return service.results(store, service.EVERYTHING, question)


def _cut(store: Store, published: Published, level: Level, cut: str) -> Cut | None:
    if cut == "midpoint":
        return level_cut(published.model.scale.percent(published.model.scale.midpoint))
    if cut == "own":
        return own_cut(window_gaps(published, level))
    if cut == "cohort":
        question = service.Question(published.campaign.token, published.kam.token)
        return service.cohort_cut(store, service.EVERYTHING, question, level)
    try:
        percent = float(cut.rstrip(" %\N{NO-BREAK SPACE}").replace(",", "."))
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        raise RequestError("cut_unknown", cut=cut)
    return level_cut(percent)


def _checked_model(file: Path) -> tuple[Model | None, tuple[Issue, ...]]:
    try:
        return load_model(file), ()
    except ModelError as error:
        return None, error.issues


def _say_filter(context: Context, published: Published) -> None:
    """Say on stderr in which groups the filter could not act."""
    for group in published.groups:
        if group.filter in (FilterState.TOO_FEW, FilterState.NOT_HELD):
            name = context.say.text(published.model.group(group.code).name)
            click.echo(context.say(f"cli.filter_{group.filter}", group=name, minimum=group.minimum), err=True)
