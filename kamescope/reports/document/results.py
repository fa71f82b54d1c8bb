"""Global results: the radar, the sorted gaps, and the table behind both."""

from kamescope import sentences
from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level
from kamescope.charts.gap_chart import gap_chart
from kamescope.charts.radar import radar
from kamescope.model import OVERALL
from kamescope.reports import figures
from kamescope.reports.brief import Brief
from kamescope.reports.document.pieces import Data, Part, cell, gap_data, shown_columns
from kamescope.reports.document.summary import notes, tiles

SPOKES = 3
"""A radar of fewer factors has no surface: the gap chart says it all."""


def part(brief: Brief) -> Part:
    """Radar, gaps, table."""
    say, drawn = brief.say, {}
    data: Data = {
        "kind": "results",
        "title": say("report.results"),
        "tiles": tiles(brief),
        "caption": say(f"report.radar_{brief.look.unit}"),
        "gaps_title": say("gaps.title"),
        "gaps_caption": sentences.gap_rule(brief.model, say),
        "notes": notes(brief),
        "table_title": say("table.factors" if brief.listed.factors is None else "report.factors_listed"),
        "heads": [say("tables.level.factor"), say("gap")],
        "rows": [_row(brief, Level.FACTOR, code) for code in brief.codes],
        "overall": _row(brief, Level.OVERALL, OVERALL),
    }
    if len(brief.codes) >= SPOKES:
        chart = radar(brief.published, Level.FACTOR, brief.groups, brief.codes, brief.look)
        drawn["radar.svg"] = figures.svg(chart)
        data["radar"] = {"file": "radar.svg", "alt": chart.alternative}
    if brief.gaps:
        chart = gap_chart(brief.published, brief.gaps, Level.FACTOR, brief.groups, brief.look)
        drawn["gaps.svg"] = figures.svg(chart)
        data["gaps"] = {"file": "gaps.svg", "alt": chart.alternative}
    return Part(data, drawn)


def _row(brief: Brief, level: Level, code: str) -> Data:
    whole = level is Level.OVERALL
    return {
        "code": "" if whole else code,
        "name": _overall(brief) if whole else sentences.factor_name(brief.model, code, brief.say),
        "cells": [cell(brief, level, code, group) for group in shown_columns(brief)],
        "gap": gap_data(brief, gap_of(brief.published, level, code)),
    }


def _overall(brief: Brief) -> str:
    if brief.listed.factors is None:
        return brief.say("tables.overall")
    return brief.say("report.overall_of", len(brief.model.factors))
