"""The hand-out: one page for the KAM to keep; the profile, and three strengths, areas to work on and gaps."""

from functools import partial

from kamescope import sentences
from kamescope.analysis.published import Level
from kamescope.charts.radar import FEWEST_AXES, radar
from kamescope.reports import figures
from kamescope.reports.document import summary
from kamescope.reports.document.cover import frame
from kamescope.reports.document.pieces import Data, Part
from kamescope.reports.report_spec import ReportSpec

_RADAR = "radar.svg"
_WIDE = 560
"""Pixels that the radar is drawn at: its letters then stand at four fifths of those of the screen."""


def part(spec: ReportSpec) -> Part:
    """The page as data, and its radar."""
    say, published = spec.say, spec.published
    told = sentences.sources(published, say)
    data: Data = frame(spec) | {
        "kam": published.kam.name,
        "kind": say("handout.title"),
        "fictitious": say("head.fictitious") if published.kam.fictitious else "",
        "context": " · ".join(filter(None, (published.kam.company, sentences.dated(published.campaign, say), told))),
        "filters": spec.filters if spec.is_filtered else "",
        "headline": spec.headline,
        "tiles": summary.tiles(spec),
        "masked": summary.masked(spec),
        "notes": summary.notes(spec),
        "lists": summary.lists(spec),
        "priorities": say("handout.priorities"),
        "prompts": [say(f"handout.prompt_{prompt}") for prompt in ("when", "then", "first", "help")],
        "little": sentences.little_marked(published, spec.codes, say),
        "rule": sentences.gap_rule(spec.model, say),
        "foot": say("handout.foot", kam=published.kam.name),
    }
    if len(spec.codes) < FEWEST_AXES or not spec.shown:
        return Part(data)
    chart = radar(published, Level.FACTOR, spec.groups, spec.codes, spec.look)
    drawn = {_RADAR: partial(figures.svg, chart, _WIDE)}
    return Part(data | {"radar": {"file": _RADAR, "alt": chart.alternative}}, drawn)
