"""Global results: the radar, the sorted gaps, and the table behind both."""

from functools import partial

from kamescope import sentences
from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level
from kamescope.charts.gap_chart import gap_chart
from kamescope.charts.radar import FEWEST_AXES, radar
from kamescope.model import OVERALL
from kamescope.reports import figures
from kamescope.reports.document.pieces import Data, Part, cell, gap_data
from kamescope.reports.document.summary import notes, tiles
from kamescope.reports.report_spec import ReportSpec


def part(spec: ReportSpec) -> Part:
    """Radar, gaps, table."""
    say, drawn = spec.say, {}
    data: Data = {
        "kind": "results",
        "title": say("page.overview"),
        "tiles": tiles(spec),
        "caption": say(f"report.radar_{spec.look.unit}"),
        "gaps_title": say("gaps.title"),
        "gaps_caption": sentences.gap_rule(spec.model, say),
        "notes": notes(spec),
        "table_title": say("filter.all_factors" if spec.listed.factors is None else "report.factors_listed"),
        "heads": [say("tables.level.factor"), say("gap")],
        "rows": [_row(spec, Level.FACTOR, code) for code in spec.codes],
        "overall": _row(spec, Level.OVERALL, OVERALL),
    }
    if len(spec.codes) >= FEWEST_AXES:
        chart = radar(spec.published, Level.FACTOR, spec.groups, spec.codes, spec.look)
        drawn["radar.svg"] = partial(figures.svg, chart)
        data["radar"] = {"file": "radar.svg", "alt": chart.alternative}
    if spec.gaps:
        chart = gap_chart(spec.published, spec.gaps, Level.FACTOR, spec.groups, spec.look)
        drawn["gaps.svg"] = partial(figures.svg, chart)
        data["gaps"] = {"file": "gaps.svg", "alt": chart.alternative}
    return Part(data, drawn)


def _row(spec: ReportSpec, level: Level, code: str) -> Data:
    whole = level is Level.OVERALL
    return {
        "code": "" if whole else code,
        "name": _overall(spec) if whole else sentences.factor_name(spec.model, code, spec.say),
        "cells": [cell(spec, level, code, group) for group in spec.columns],
        "gap": gap_data(spec, gap_of(spec.published, level, code)),
    }


def _overall(spec: ReportSpec) -> str:
    if spec.listed.factors is None:
        return spec.say("tables.level.overall")
    return spec.say("report.overall_of", len(spec.model.factors))
