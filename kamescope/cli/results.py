"""Looking at results: `kams`, `scores`, `top`, `window`."""

import click

from kamescope.analysis.published import Level, NearnessTold, Published, codes, columns
from kamescope.analysis.ranking import rank_items
from kamescope.analysis.window import Cut, place, window_gaps
from kamescope.cli import documents, tables
from kamescope.cli.choice import about_one_kam, cut_named, published_of, say_filter
from kamescope.cli.context import Context, with_json

LEVELS = [level.value for level in Level]
ROLLED_UP = [level.value for level in Level if level is not Level.OVERALL]


@click.command("kams")
@with_json
def kams_command(context: Context) -> None:
    """List KAMs, campaigns and questionnaires by group."""
    with context.door() as door:
        everybody = door.people()
    document = [documents.participation(entry) for entry in everybody]
    context.show(document, lambda: tables.kams(context.say, everybody))


@click.command("scores")
@about_one_kam
@click.option("--level", type=click.Choice([*LEVELS, "all"]), default="all", show_default=True)
@click.option("--where", help="ATTRIBUTE=VALUE: only these respondents, where that is safe.")
@click.option("--version", type=click.IntRange(min=1), default=None, help="As a release gave them, by its number.")
@with_json
def scores_command(
    context: Context, kam: str, campaign: str | None, level: str, where: str | None, version: int | None
) -> None:
    """Scores of one KAM, by code and rater group."""
    with context.door() as door:
        published = published_of(door, kam, campaign, where, version or 0)
    say_filter(context, published)
    wanted = list(Level) if level == "all" else [Level(level)]
    document = [
        {
            "level": level.value,
            "code": code,
            "group": column,
            **published.cell(level, code, column)._asdict(),
            "nearness": _nearness(published, level, code, column),
        }
        for level in wanted
        for code in codes(published.model, level)
        for column in columns(published.model)
    ]
    context.show(document, lambda: tables.score(context.say, published, wanted))


def _nearness(published: Published, level: Level, code: str, column: str) -> str | None:
    """How near the answers of a group to a factor lie, None where nothing is told of it."""
    found = published.dispersions.get((code, column)) if level is Level.FACTOR else None
    return found.nearness.value if isinstance(found, NearnessTold) else None


@click.command("top")
@about_one_kam
@click.option("--n", type=click.IntRange(min=1), default=10, show_default=True)
@click.option("--bottom", is_flag=True, help="The worst instead of the best.")
@with_json
def top_command(context: Context, kam: str, campaign: str | None, n: int, bottom: bool) -> None:
    """Best or worst items of each rater group."""
    with context.door() as door:
        published = published_of(door, kam, campaign)
    ranking = rank_items(published, n, bottom)
    groups = {
        group: [
            {"rank": item.rank, "code": item.code, "score": item.score, "common_with": list(item.common_with)}
            for item in items
        ]
        for group, items in ranking.groups.items()
    }
    document = {"groups": groups, "tied_out": ranking.tied_out}
    context.show(document, lambda: tables.top(context.say, published, groups))


@click.command("window")
@about_one_kam
@click.option("--level", type=click.Choice(ROLLED_UP), default="factor", show_default=True)
@click.option("--cut", default="midpoint", show_default=True, help="midpoint, own, cohort or a percent.")
@with_json
def window_command(context: Context, kam: str, campaign: str | None, level: str, cut: str) -> None:
    """The perception window: self against environment."""
    with context.door() as door:
        published = published_of(door, kam, campaign)
        gaps = window_gaps(published, Level(level))
        found = cut_named(door, published, Level(level), cut)
        window = place(gaps, Level(level), found if isinstance(found, Cut) else None)
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
    context.show(document, lambda: tables.window(context.say, document))
