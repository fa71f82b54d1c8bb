"""The overview's chart specifications, built once and handed to the empty page."""

import json
import os
from functools import cache
from pathlib import Path

from kamescope.analysis.gaps import sorted_gaps
from kamescope.analysis.published import Level, Published, codes
from kamescope.charts.gap_chart import gap_chart
from kamescope.charts.radar import radar as radar_chart
from kamescope.charts.theme import UNITS, Look
from kamescope.ui.warm import warm

__all__ = ["UNITS", "VARIABLE", "save", "specs"]

VARIABLE = "KAMESCOPE_BENCH_SPECS"
LANGUAGE = "fr"


def save(published: Published, path: Path) -> None:
    """Write the specifications of the overview's charts, by unit, and name the file to whoever runs next."""
    path.write_text(json.dumps({unit: _charts(published, unit) for unit in UNITS}), encoding="utf-8")
    os.environ[VARIABLE] = str(path)


@cache
def specs() -> dict[str, list[dict]]:
    """The specifications saved before, by unit; read once a process."""
    return json.loads(Path(os.environ[VARIABLE]).read_text(encoding="utf-8"))


def _charts(published: Published, unit: str) -> list[dict]:
    factors = codes(published.model, Level.FACTOR)
    groups = tuple(group.code for group in published.model.groups)
    look = Look(LANGUAGE, False, unit)
    gaps = sorted_gaps(published, Level.FACTOR, factors)
    radar = warm(radar_chart, published, Level.FACTOR, groups, factors, look)
    return [chart.spec for chart in (radar, warm(gap_chart, published, gaps, Level.FACTOR, groups, look))]
