"""Charts kept warm: results are immutable, so a chart is built once for each result and look."""

from functools import lru_cache

from kamescope.analysis.gaps import Gap
from kamescope.analysis.published import Level, Published
from kamescope.analysis.window import Window
from kamescope.charts import gap_chart as gap_charts
from kamescope.charts import radar as radars
from kamescope.charts import window as windows
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
