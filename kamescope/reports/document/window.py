"""The perception window and its legend: who sees what, quadrant by quadrant."""

from functools import partial

from kamescope.analysis.window import AS_DRAWN, Point, Quadrant
from kamescope.charts.names import part_name
from kamescope.charts.theme import LIGHT
from kamescope.charts.window import axis_floor, window_chart
from kamescope.model import ENVIRONMENT
from kamescope.naming import in_sentence
from kamescope.reports import figures
from kamescope.reports.document.pieces import Data, Part, gap_data
from kamescope.reports.report_spec import ReportSpec


def part(spec: ReportSpec) -> Part:
    """The chart, then what stands in each quadrant, laid out as the quadrants are."""
    say, shown = spec.say, spec.window
    data: Data = {"kind": "window", "title": say("page.perception"), "lead": say("report.window_lead")}
    if all(point.gap.gap is None for point in shown.points):
        return Part(data | {"empty": say("perception.no_cut")})
    chart = window_chart(spec.published, shown, spec.look, spec.environment)
    floor = say.percent(axis_floor(shown, spec.model))
    missing = [point.code for point in shown.points if point.quadrant is None]
    data |= {
        "empty": "",
        "figure": {"file": "window.svg", "alt": chart.alternative},
        "caption": " ".join([say(f"perception.caption_{shown.level}", floor=floor), _cut(spec)]).strip(),
        "quadrants": [_quadrant(spec, quadrant) for quadrant in AS_DRAWN],
        "order": say("report.window_order"),
        "missing": say("perception.missing", len(missing), codes=say.listing(missing)) if missing else "",
    }
    return Part(data, {"window.svg": partial(figures.svg, chart)})


def _cut(spec: ReportSpec) -> str:
    cut, say = spec.window.cut, spec.say
    if cut is None:
        return ""
    facts = {"own": say.percent(cut.self_percent, 1), "others": say.percent(cut.environment_percent, 1)}
    return say("report.window_cut", cut=in_sentence(say(f"report.cut_{spec.cut}")), **facts)


def _quadrant(spec: ReportSpec, quadrant: Quadrant) -> Data:
    say = spec.say
    colour, tint = LIGHT.quadrants[quadrant.value]
    return {
        "title": say(f"quadrant.{quadrant}"),
        "means": say(f"quadrant.{quadrant}_means"),
        "colour": colour,
        "tint": tint,
        "none": say("window.nobody"),
        "points": [_point(spec, point) for point in spec.window.in_quadrant(quadrant)],
    }


def _point(spec: ReportSpec, point: Point) -> Data:
    name = part_name(spec.model, spec.window.level, point.code, spec.say)
    gap = gap_data(spec, point.gap, unit=True)
    return {"code": point.code, "name": name, "gap": gap, "alone": _alone(spec, point.code)}


def _alone(spec: ReportSpec, code: str) -> str:
    """Who speaks for the environment here, where only a part of it does: `manager seul`."""
    published, level = spec.published, spec.window.level
    raters = [group for group in published.environment_groups if published.cell(level, code, group).is_published]
    if spec.environment != ENVIRONMENT or len(raters) != 1 or len(published.environment_groups) == 1:
        return ""
    return spec.say.text(spec.model.group(raters[0]).alone)
