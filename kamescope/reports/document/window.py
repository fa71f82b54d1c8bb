"""The perception window and its legend: who sees what, quadrant by quadrant."""

from kamescope.analysis.window import AS_DRAWN, Point, Quadrant
from kamescope.charts.names import part_name
from kamescope.charts.theme import LIGHT
from kamescope.charts.window import axis_floor, window_chart
from kamescope.model import ENVIRONMENT
from kamescope.naming import in_sentence
from kamescope.reports import figures
from kamescope.reports.brief import Brief
from kamescope.reports.document.pieces import Data, Part, gap_data


def part(brief: Brief) -> Part:
    """The chart, then what stands in each quadrant, laid out as the quadrants are."""
    say, shown = brief.say, brief.window
    data: Data = {"kind": "window", "title": say("page.perception"), "lead": say("report.window_lead")}
    if all(point.gap.gap is None for point in shown.points):
        return Part(data | {"empty": say("perception.no_cut")})
    chart = window_chart(brief.published, shown, brief.look, brief.environment)
    floor = say.percent(axis_floor(shown, brief.model))
    missing = [point.code for point in shown.points if point.quadrant is None]
    data |= {
        "empty": "",
        "figure": {"file": "window.svg", "alt": chart.alternative},
        "caption": " ".join([say(f"perception.caption_{shown.level}", floor=floor), _cut(brief)]).strip(),
        "quadrants": [_quadrant(brief, quadrant) for quadrant in AS_DRAWN],
        "order": say("report.window_order"),
        "missing": say("perception.missing", len(missing), codes=say.listing(missing)) if missing else "",
    }
    return Part(data, {"window.svg": figures.svg(chart)})


def _cut(brief: Brief) -> str:
    cut, say = brief.window.cut, brief.say
    if cut is None:
        return ""
    facts = {"own": say.percent(cut.self_percent, 1), "others": say.percent(cut.environment_percent, 1)}
    return say("report.window_cut", cut=in_sentence(say(f"report.cut_{brief.cut}")), **facts)


def _quadrant(brief: Brief, quadrant: Quadrant) -> Data:
    say = brief.say
    colour, tint = LIGHT.quadrants[quadrant.value]
    return {
        "title": say(f"quadrant.{quadrant}"),
        "means": say(f"quadrant.{quadrant}_means"),
        "colour": colour,
        "tint": tint,
        "none": say("window.nobody"),
        "points": [_point(brief, point) for point in brief.window.in_quadrant(quadrant)],
    }


def _point(brief: Brief, point: Point) -> Data:
    name = part_name(brief.model, brief.window.level, point.code, brief.say)
    return {"code": point.code, "name": name, "gap": gap_data(brief, point.gap), "alone": _alone(brief, point.code)}


def _alone(brief: Brief, code: str) -> str:
    """Who speaks for the environment here, where only a part of it does: `manager seul`."""
    published, level = brief.published, brief.window.level
    raters = [group for group in published.environment_groups if published.cell(level, code, group).is_published]
    if brief.environment != ENVIRONMENT or len(raters) != 1 or len(published.environment_groups) == 1:
        return ""
    return brief.say.text(brief.model.group(raters[0]).alone)
