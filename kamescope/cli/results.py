"""Looking at results: `kams`, `scores`, `top`, `window`."""

from collections.abc import Callable

import click

from kamescope import service
from kamescope.analysis.published import Level, Published, codes, columns
from kamescope.analysis.ranking import rank_items
from kamescope.analysis.window import Cut, level_cut, own_cut, place, window_gaps
from kamescope.cli import output
from kamescope.cli.context import Context, with_json
from kamescope.errors import RequestError
from kamescope.privacy import FilterState
from kamescope.service import Store

LEVELS = [level.value for level in Level]
ROLLED_UP = [level.value for level in Level if level is not Level.OVERALL]


def about_one_kam(command: Callable[..., None]) -> Callable[..., None]:
    """The options that name one KAM in one campaign."""
    command = click.option("--campaign", help="Campaign, by name or code.")(command)
    return click.option("--kam", required=True, help="KAM, by id or name.")(command)


@click.command("kams")
@with_json
def kams_command(context: Context) -> None:
    """List KAMs, campaigns and questionnaires by group."""
    with context.store() as store:
        everybody = service.people(store, service.EVERYTHING)
    document = [output.participation(entry) for entry in everybody]
    context.show(document, lambda: output.kams_table(context.say, everybody))


@click.command("scores")
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


@click.command("top")
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


@click.command("window")
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


def _say_filter(context: Context, published: Published) -> None:
    """Say on stderr in which groups the filter could not act."""
    for group in published.groups:
        if group.filter in (FilterState.TOO_FEW, FilterState.NOT_HELD):
            name = context.say.text(published.model.group(group.code).name)
            click.echo(context.say(f"cli.filter_{group.filter}", group=name, minimum=group.minimum), err=True)
