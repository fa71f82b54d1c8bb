"""Charts and tables kept warm: results are immutable, so each is built once for each result and look."""

from functools import lru_cache

from kamescope.analysis.gaps import Gap
from kamescope.analysis.published import Level, Published
from kamescope.analysis.ranking import Ranking, rank_items
from kamescope.analysis.window import Window
from kamescope.charts import gap_chart as gap_charts
from kamescope.charts import item_table as item_tables
from kamescope.charts import radar as radars
from kamescope.charts import score_table as score_tables
from kamescope.charts import top_items as top_lists
from kamescope.charts import window as windows
from kamescope.charts.fragment import Fragment
from kamescope.charts.theme import Chart, Look

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
