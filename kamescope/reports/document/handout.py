"""The hand-out: one page for the KAM to keep; the profile, and three strengths, areas to work on and gaps."""

import datetime
from functools import partial

from kamescope import sentences
from kamescope.analysis.plan import Basis, Undertaking
from kamescope.analysis.plan_review import PlanReview
from kamescope.analysis.published import Level
from kamescope.charts.axis import fraction
from kamescope.charts.figures import score_text
from kamescope.charts.moves import ARROW
from kamescope.charts.plan_review import both_figures, change_text
from kamescope.charts.radar import FEWEST_AXES, radar
from kamescope.levers.evidence import evidence_told
from kamescope.reports import figures
from kamescope.reports.document import summary
from kamescope.reports.document.cover import frame
from kamescope.reports.document.pieces import Data, Part, shortened
from kamescope.reports.report_spec import ReportSpec

_RADAR = "radar.svg"
SHORTENINGS = (500, 300, 180, 110)
"""Signs of each text of a plan that are printed, tried one after the other until the page holds all."""
_SHORT = 60
"""Signs of a statement in the line about the plan before."""
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
        "plans": plans(spec),
        "review": _review(spec, spec.reviewed) if spec.reviewed else None,
        "cut": say("handout.cut"),
        "prompts": [say(f"handout.prompt_{prompt}") for prompt in ("when", "then", "first", "help")],
        "little": sentences.little_marked(published, spec.codes, say),
        "rule": sentences.gap_rule(spec.model, say),
        "foot": say("handout.foot", kam=published.kam.name),
    }
    # The plan takes the room that a larger radar would have.
    if len(spec.codes) < FEWEST_AXES or not spec.shown:
        return Part(data)
    chart = radar(published, Level.FACTOR, spec.groups, spec.codes, spec.look)
    drawn = {_RADAR: partial(figures.svg, chart, _WIDE)}
    return Part(data | {"radar": {"file": _RADAR, "alt": chart.alternative}}, drawn)


def plans(spec: ReportSpec) -> list[Data]:
    """The plan, as many times as there are shortenings: the template takes the first that fits. None without a plan."""
    if not spec.plan:
        return []
    return [
        {"cards": [_card(spec, each, most) for each in spec.plan], "dates": _dates(spec), "is_cut": place > 0}
        for place, most in enumerate(SHORTENINGS)
    ]


def _card(spec: ReportSpec, entry: Undertaking, most: int) -> Data:
    """One priority: what it is about, the goal, the first step with its day, who helps, how it will be seen."""
    say, basis, goal = spec.say, entry.basis, entry.goal
    due = [say.date(step.due) for step in entry.steps if not step.days]
    first = [say("plan.first"), *due]
    told = [(first, goal.first), ([say("plan.helper")], goal.helper), ([say("plan.sign")], goal.sign)]
    told += [([say("plan.evidence")], say("apart").join(evidence_told(each, say) for each in entry.evidence))]
    return {
        "position": say("plan.priority", position=say.number(entry.position)),
        "code": basis.code,
        "name": shortened(sentences.plan_name(spec.model, basis, say), most),
        "goal": shortened(sentences.plan_goal(goal, say), most),
        "rows": [{"name": " · ".join(name), "text": shortened(text, most)} for name, text in told if text],
    }


def _review(spec: ReportSpec, found: PlanReview) -> Data:
    """What the plan before was about, beside the rest: where the environment was, where it is, as told and as drawn."""
    say, model = spec.say, found.model
    rows = [
        {
            "code": title.code,
            "name": shortened(sentences.plan_name(model, Basis(title.level, title.code), say), _SHORT),
            "note": say(f"plan.state.{title.state}"),
            "at": [fraction(model.scale, cell.percent) if cell.is_published else None for cell in sides],
            "figures": both_figures(found, change, spec.look),
            "change": change_text(change, say),
        }
        for title, change in found.worked
        for sides in ((change.before, change.after),)
    ]
    if (rest := found.rest) is not None:
        sides = (rest.before, rest.after)
        rows.append(
            {
                "code": "",
                "name": say("plan.rest", rest.factors),
                "note": say("plan.rest_mean"),
                "at": [fraction(model.scale, side) for side in sides],
                "figures": ARROW.join(score_text(model.scale, side, spec.look) for side in sides),
                "change": say.signed(rest.change),
            }
        )
    caption = sentences.plan_review(found, "handout.review_caption", say)
    return {"title": say("handout.review", before=found.before.name), "caption": caption, "rows": rows}


def _dates(spec: ReportSpec) -> list[Data]:
    """When somebody asks how it goes, each follow-up with its days."""
    say = spec.say
    found: dict[str, set[datetime.date]] = {}
    for step in (step for entry in spec.plan for step in entry.steps if step.days):
        found.setdefault(sentences.plan_step(step, say), set()).add(step.due)
    return [{"name": _begun(name), "days": say.listing(map(say.date, sorted(days)))} for name, days in found.items()]


def _begun(name: str) -> str:
    return name[:1].upper() + name[1:]
