"""Charts and tables kept warm: results are immutable, so each is built once for each result and look."""

from functools import lru_cache

from kamescope.analysis import agreement as agreements
from kamescope.analysis import cohort, compare
from kamescope.analysis import near as nears
from kamescope.analysis import team_highlights as highlights
from kamescope.analysis import team_trail as team_trails
from kamescope.analysis import team_window as team_windows
from kamescope.analysis import trail as trails
from kamescope.analysis.agreement import Agreements
from kamescope.analysis.cohort import Standing
from kamescope.analysis.compare import Heatmap, Measure
from kamescope.analysis.distribution import Distribution, distribution
from kamescope.analysis.gaps import Gap
from kamescope.analysis.near import Near
from kamescope.analysis.panel import Panel
from kamescope.analysis.people import told_apart
from kamescope.analysis.published import Level, Published
from kamescope.analysis.ranking import Ranking, rank_items
from kamescope.analysis.team_highlights import TeamHighlights
from kamescope.analysis.team_window import TeamGap
from kamescope.analysis.trail import Followed, Move, Trail
from kamescope.analysis.window import Window
from kamescope.charts import course as courses
from kamescope.charts import distribution_strips as spreads
from kamescope.charts import distribution_table as spread_tables
from kamescope.charts import gap_chart as gap_charts
from kamescope.charts import heatmap as heatmaps
from kamescope.charts import item_table as item_tables
from kamescope.charts import move_table as move_tables
from kamescope.charts import moves
from kamescope.charts import near_table as near_tables
from kamescope.charts import overlay as overlays
from kamescope.charts import people_window as people_windows
from kamescope.charts import radar as radars
from kamescope.charts import score_table as score_tables
from kamescope.charts import standing_strips as standing
from kamescope.charts import top_items as top_lists
from kamescope.charts import window as windows
from kamescope.charts.fragment import Fragment
from kamescope.charts.heatmap import Part
from kamescope.charts.theme import Chart, Look
from kamescope.model import Model
from kamescope.records import Kam

KEPT = 256

Codes = tuple[str, ...]


@lru_cache(maxsize=KEPT)
def radar(published: Published, level: Level, groups: Codes, codes: Codes, look: Look) -> Chart:
    """The radar of some codes by group."""
    return radars.radar(published, level, groups, codes, look)


@lru_cache(maxsize=KEPT)
def gap_chart(published: Published, gaps: tuple[Gap, ...], level: Level, groups: Codes, look: Look) -> Chart:
    """The sorted gaps, group by group."""
    return gap_charts.gap_chart(published, gaps, level, groups, look)


@lru_cache(maxsize=KEPT)
def window(published: Published, shown: Window, look: Look, environment: str) -> Chart:
    """The perception window."""
    return windows.window_chart(published, shown, look, environment)


@lru_cache(maxsize=KEPT)
def score_table(published: Published, level: Level, codes: Codes, groups: Codes, look: Look) -> Fragment:
    """The scores of some codes by group."""
    return score_tables.score_table(published, level, codes, groups, look)


@lru_cache(maxsize=KEPT)
def item_table(published: Published, factor: str, groups: Codes, look: Look) -> Fragment:
    """The items of one factor by group."""
    return item_tables.item_table(published, factor, groups, look)


@lru_cache(maxsize=KEPT)
def ranking(published: Published, n: int, bottom: bool, groups: Codes, factors: Codes) -> Ranking:
    """The n best or worst items of each group."""
    return rank_items(published, n, bottom, groups, factors)


@lru_cache(maxsize=KEPT)
def top_items(published: Published, ranked: Ranking, look: Look) -> Fragment:
    """The lists of best or worst items, side by side."""
    return top_lists.top_items(published, ranked, look)


@lru_cache(maxsize=KEPT)
def heatmap(panel: Panel, level: Level, column: str, measure: Measure, factors: Codes) -> Heatmap:
    """One figure for each KAM of a panel and each listed code; the viewer sees each of them."""
    return compare.heatmap(panel, level, column, measure, factors, each_seen=True)


@lru_cache(maxsize=KEPT)
def team_highlights(scores: Heatmap, gaps: Heatmap, codes: Codes, apart: Codes) -> TeamHighlights:
    """What to speak about first in a cohort: scores among some codes, gaps among others."""
    return highlights.team_highlights(scores, gaps, codes, apart)


@lru_cache(maxsize=KEPT)
def heatmap_table(shown: Heatmap, part: Part, look: Look) -> Fragment:
    """A part of a heatmap as a table of buttons."""
    return heatmaps.heatmap_table(shown, part, look)


@lru_cache(maxsize=KEPT)
def near(people: tuple[Published, ...], level: Level, column: str, codes: Codes, among: tuple[Kam, ...]) -> Near:
    """A few KAMs side by side, told apart from those whom they were chosen among."""
    return nears.near(people, level, column, codes, among)


@lru_cache(maxsize=KEPT)
def near_radar(found: Near, title: str, look: Look) -> Chart:
    """Their radars on each other."""
    return overlays.near_overlay(found, look, title)


@lru_cache(maxsize=KEPT)
def near_table(found: Near, look: Look) -> Fragment:
    """Their figures in a table."""
    return near_tables.near_table(found, look)


@lru_cache(maxsize=KEPT)
def standings(panel: Panel, kam: str, column: str, factors: Codes) -> tuple[Standing, ...]:
    """Where one KAM stands in a cohort."""
    return cohort.standings(panel, kam, column, factors)


@lru_cache(maxsize=KEPT)
def standing_strips(about: Published, column: str, found: tuple[Standing, ...], look: Look) -> Fragment:
    """One KAM in a cohort, a strip a factor."""
    return standing.standing_strips(about, column, found, look)


@lru_cache(maxsize=KEPT)
def distributions(panel: Panel, level: Level, codes: Codes, columns: Codes) -> tuple[Distribution, ...]:
    """How the KAMs spread on each code, as each column sees it; the viewer sees each of them."""
    return tuple(distribution(panel, level, code, column, each_seen=True) for code in codes for column in columns)


@lru_cache(maxsize=KEPT)
def spread_by_group(panel: Panel, found: tuple[Distribution, ...], look: Look) -> Fragment:
    """A strip a group, with a mark a KAM."""
    return spreads.by_group(panel, found, look)


@lru_cache(maxsize=KEPT)
def spread_by_code(panel: Panel, found: tuple[Distribution, ...], look: Look) -> Fragment:
    """A strip a code, with a mark a KAM."""
    return spreads.by_code(panel, found, look)


@lru_cache(maxsize=KEPT)
def spread_table(panel: Panel, found: tuple[Distribution, ...], rows: tuple[int, ...], look: Look) -> Fragment:
    """The figures of some KAMs, group by group."""
    return spread_tables.distribution_table(panel, found, rows, look)


@lru_cache(maxsize=KEPT)
def people_window(panel: Panel, shown: Window, look: Look, environment: str, title: str) -> Chart:
    """The perception window of the KAMs of a panel."""
    names = {kam.token: name for kam, name in zip(panel.kams, told_apart(panel.kams), strict=True)}
    return people_windows.people_window(panel.model, shown, names, look, environment, title)


@lru_cache(maxsize=KEPT)
def factors_window(model: Model, shown: Window, look: Look, environment: str) -> Chart:
    """The perception window of factors that are nobody's alone."""
    return windows.factors_window(model, shown, look, environment)


@lru_cache(maxsize=KEPT)
def agreement(panel: Panel) -> Agreements:
    """How the KAMs of a panel see themselves against how they are seen."""
    return agreements.agreement(panel)


@lru_cache(maxsize=KEPT)
def followed(panels: tuple[Panel, ...], kams: frozenset[str]) -> Followed:
    """Those of some KAMs (tokens) who are in every campaign."""
    return trails.follow(panels, kams)


@lru_cache(maxsize=KEPT)
def trail(who: Followed, kam: str, level: Level, match: bool) -> Trail:
    """One KAM (token) from campaign to campaign, or all who are followed; the viewer sees each of them."""
    if kam:
        return trails.kam_trail(who.sides(kam), level, match)
    return team_trails.team_trail(who, level, match, each_seen=True)


@lru_cache(maxsize=KEPT)
def movers(who: Followed, level: Level, code: str, column: str) -> tuple[tuple[Kam, Move], ...]:
    """What became of each of those who are followed."""
    return trails.movers(who, level, code, column)


@lru_cache(maxsize=KEPT)
def dumbbells(found: Trail, column: str, codes: Codes, look: Look) -> Fragment:
    """A strip a code, a mark a campaign."""
    return moves.dumbbells(found, column, codes, look)


@lru_cache(maxsize=KEPT)
def course(found: Trail, code: str, columns: Codes, look: Look) -> Chart:
    """A line a column over the campaigns."""
    return courses.course(found, code, columns, look)


@lru_cache(maxsize=KEPT)
def move_table(found: tuple[Trail, ...], codes: Codes, columns: Codes, look: Look) -> Fragment:
    """Changes by code and column."""
    return move_tables.move_table(found, codes, columns, look)


@lru_cache(maxsize=KEPT)
def people_gaps(panel: Panel, level: Level, code: str, environment: str) -> tuple[Gap, ...]:
    """Each KAM's self against the others, for one code."""
    return team_windows.people_gaps(panel, level, code, environment)


@lru_cache(maxsize=KEPT)
def team_gaps(panel: Panel, environment: str, factors: Codes) -> tuple[TeamGap, ...]:
    """The team's self against the others, factor by factor; the viewer sees each KAM."""
    return team_windows.team_gaps(panel, environment, factors, each_seen=True)
