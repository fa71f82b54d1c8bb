"""One priority of an action plan: the figures it comes from, the goal, and its steps on a line; in HTML and CSS."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from kamescope.analysis.gaps import classify
from kamescope.analysis.plan import Basis, PlanStep, StepState, Undertaking, is_visible
from kamescope.analysis.progress import Change
from kamescope.charts.figure_track import TRACK_CSS, figure_track, figures_told
from kamescope.charts.figures import score_text
from kamescope.charts.fragment import Fragment, fragment, mark_picture, tag
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, SELF, Model
from kamescope.naming import in_sentence
from kamescope.sentences import LITTLE, plan_goal, plan_little, plan_name, plan_step, short_name

_WIDE = 720
_CSS = """
@root{display:grid;gap:1rem 1.75rem}
@root .kms-what{min-width:0}
@root .kms-small{color:var(--kms-muted);font-size:.8125rem}
@root .kms-name{font-weight:600;font-size:1rem;margin:.1rem 0 .5rem;overflow-wrap:anywhere}
@root .kms-name .kms-code{font-weight:400;margin-right:.3rem}
@root .kms-basis{background:var(--kms-surface);border-radius:.5rem;padding:.5rem .75rem;margin-bottom:.4rem}
@root .kms-after{margin-top:.5rem;font-variant-numeric:tabular-nums}
@root .kms-after .kms-mark{margin-right:.3rem}
@root .kms-goal{font-size:1.0625rem;line-height:1.4;font-weight:600;margin:.1rem 0 .8rem;overflow-wrap:anywhere}
@root .kms-head{display:flex;justify-content:space-between;align-items:start;gap:.75rem}
@root .kms-chip{border:1px solid var(--kms-line);border-radius:1rem;padding:0 .65rem;font-size:.8125rem;
white-space:nowrap}
@root .kms-chip.kms-under_way,@root .kms-chip.kms-holding{border-color:var(--kms-accent);color:var(--kms-accent);
background:var(--kms-tint)}
@root dl{display:grid;gap:.6rem 1.25rem;margin:0 0 .9rem;padding:0}
@root dt{color:var(--kms-muted);font-weight:400;font-size:.8125rem}
@root dd{margin:0;font-size:.875rem;overflow-wrap:anywhere}
@root ol{list-style:none;margin:0;padding:0;display:grid}
@root li{margin:0;position:relative;padding:0 .5rem .7rem 1.5rem;overflow-wrap:anywhere}
@root li::after{content:"";position:absolute;left:.4rem;top:1rem;bottom:-.3rem;border-left:2px solid var(--kms-line)}
@root li:last-child::after{display:none}
@root .kms-dot{position:absolute;left:0;top:.25rem;width:.9rem;height:.9rem;border-radius:50%;box-sizing:border-box;
border:2px solid var(--kms-muted);background:var(--kms-ground);z-index:1}
@root .kms-done .kms-dot{background:var(--kms-accent);border-color:var(--kms-accent)}
@root .kms-under_way .kms-dot{border-color:var(--kms-accent);border-width:4px}
@root .kms-dropped .kms-dot{border-style:dashed}
@root .kms-done::after{border-color:var(--kms-accent)}
@root .kms-day{font-weight:600;font-size:.875rem}
@root .kms-late{color:var(--kms-alert);font-weight:600}
@container (min-width:480px){
@root dl{grid-template-columns:repeat(3,minmax(0,1fr))}
}
@container (min-width:560px){
@root ol{grid-template-columns:repeat(4,minmax(0,1fr))}
@root li{padding:1.35rem .75rem 0 0}
@root li::after{left:.9rem;right:0;top:.45rem;bottom:auto;border-left:0;border-top:2px solid var(--kms-line)}
@root .kms-done::after{border-color:var(--kms-accent)}
@root .kms-dot{top:0}
}
"""
_COLUMNS = """
@root{display:block}
@root .kms-both{display:grid;gap:1rem 1.75rem}
@container (min-width:@limit){
@root .kms-both{grid-template-columns:minmax(13rem,3fr) minmax(0,7fr)}
}
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a later campaign (name) says of exactly what was worked on; no change where none can be told."""

    campaign: str
    changes: tuple[Change, ...]


def plan_card(
    model: Model, entry: Undertaking, today: datetime.date, look: Look, measured: Measured | None = None
) -> Fragment:
    """A priority as it is read: what it comes from to the left, the goal and the steps to the right."""
    both = tag("div", _source(model, entry, look, measured), _course(entry, today, look.words), class_="kms-both")
    return fragment(
        "plan",
        _CSS + TRACK_CSS + _COLUMNS,
        _WIDE,
        look,
        both,
        surface=look.palette.surface,
        soft=look.palette.accent_soft,
        alert=look.palette.quadrants["blind_spot"][0],
    )


def _source(model: Model, entry: Undertaking, look: Look, measured: Measured | None) -> Markup:
    say, basis = look.words, entry.basis
    return tag(
        "div",
        tag("div", say("plan.priority", position=say.number(entry.position)), class_="kms-small"),
        tag("div", tag("span", basis.code, class_="kms-code"), plan_name(model, basis, say), class_="kms-name"),
        _figures(model, basis, look),
        tag("div", say("plan.that_day", day=say.date(entry.decided)), class_="kms-small") if basis.figures else "",
        tag("div", say("plan.measure"), class_="kms-small") if measured is None else _after(model, measured, look),
        class_="kms-what",
    )


def _after(model: Model, measured: Measured, look: Look) -> Markup:
    """Before and after, column by column, and how far the environment moved; never why."""
    say = look.words
    known = [each for each in measured.changes if each.change is not None]
    lines = [
        tag(
            "div",
            mark_picture(model, each.group, look),
            f"{score_text(model.scale, each.before.percent, look)} → ",
            tag("b", score_text(model.scale, each.after.percent, look)),
            f" {in_sentence(short_name(model, each.group, say))}",
            class_="kms-of",
        )
        for each in known
    ]
    whole = next((each.change for each in known if each.group == ENVIRONMENT), None)
    if whole is None:
        told = say("plan.after_unknown")
    else:
        key = "plan.after_moved" if is_visible(model, whole) else "plan.after_steady"
        told = say(key, change=say.points(whole))
    head = tag("div", say("plan.after", campaign=measured.campaign), class_="kms-small")
    return tag("div", head, *lines, tag("div", told), class_="kms-after")


def _figures(model: Model, basis: Basis, look: Look) -> Markup:
    """The figures of that day on a track, and in words."""
    say = look.words
    known = {column: figure for column, figure in basis.figures if column in (*model.group_index, ENVIRONMENT)}
    if not known:
        return tag("div", say("plan.no_figures"), class_="kms-small")
    lines = [tag("div", *figures_told(model, known, look), class_="kms-figures")]
    if basis.gap is not None:
        facts = {"gap": say.points(basis.gap), "kind": say(f"gap.{classify(model, basis.gap)}")}
        lines.append(tag("div", say("plan.gap", **facts)))
    if rests := plan_little(model, basis, say):
        lines.append(tag("div", f"{LITTLE} {rests}", class_="kms-small"))
    return tag("div", figure_track(model, known, (SELF, ENVIRONMENT), look), *lines, class_="kms-basis")


def _course(entry: Undertaking, today: datetime.date, say: Words) -> Markup:
    """The goal, who helps, how it will be seen, and the steps."""
    goal = entry.goal
    facts = {"plan.first": goal.first, "plan.helper": goal.helper, "plan.sign": goal.sign}
    return tag(
        "div",
        tag(
            "div",
            tag("div", say("plan.objective"), class_="kms-small"),
            tag("span", say(f"plan.state.{entry.state}"), class_=f"kms-chip kms-{entry.state}"),
            class_="kms-head",
        ),
        tag("div", plan_goal(goal, say), class_="kms-goal"),
        tag("dl", *(tag("div", tag("dt", say(key)), tag("dd", text or "–")) for key, text in facts.items())),
        tag("ol", *_steps(entry, today, say)),
        class_="kms-what",
    )


def _steps(entry: Undertaking, today: datetime.date, say: Words) -> Iterator[Markup]:
    yield _dot(say.date(entry.decided), [say("plan.decided")], "kms-done")
    for step in entry.steps:
        css = "kms-done" if step.state is StepState.HOLDING else f"kms-{step.state}"
        yield _dot(say.date(step.due), [_standing(step, today, say), step.line], css)


def _standing(step: PlanStep, today: datetime.date, say: Words) -> Markup:
    """What a step is, and how it stands where anything is said of it or it is late."""
    told = plan_step(step, say)
    if late := step.days_late(today):
        return tag("span", f"{told}, {say('plan.late', late)}", class_="kms-late")
    if step.state is StepState.NOT_BEGUN:
        return tag("span", told)
    return tag("span", f"{told}, {say(f'plan.state.{step.state}').lower()}")


def _dot(day: str, told: list[object], css: str) -> Markup:
    lines = (tag("div", line, class_="kms-small") for line in told if line)
    return tag("li", tag("span", class_="kms-dot"), tag("div", day, class_="kms-day"), *lines, class_=css)
