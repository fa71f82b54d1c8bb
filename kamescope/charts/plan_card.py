"""One priority of an action plan: the figures it comes from, the goal, and its steps on a line; in HTML and CSS."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from kamescope.analysis.gaps import classify
from kamescope.analysis.plan import Basis, KeptFigure, PlanStep, StepState, Undertaking
from kamescope.analysis.plan_review import is_visible
from kamescope.analysis.progress import Change
from kamescope.analysis.published import Cell
from kamescope.analysis.scores import settled
from kamescope.charts.figure_track import TRACK_CSS, figure_track, figures_told
from kamescope.charts.figures import score_text, status_text
from kamescope.charts.fragment import Fragment, fragment, mark_picture, tag
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, SELF, Model
from kamescope.naming import in_sentence
from kamescope.sentences import LITTLE, plan_goal, plan_little, plan_name, plan_step, short_name

_WIDE = 720
_GAP = (SELF, ENVIRONMENT)
_CSS = """
@root{display:grid;gap:1rem 1.75rem}
@root .kms-what{min-width:0}
@root .kms-small{color:var(--kms-muted);font-size:.8125rem}
@root .kms-name{font-weight:600;font-size:1rem;margin:.1rem 0 .5rem;overflow-wrap:anywhere}
@root .kms-name .kms-code{font-weight:400;margin-right:.3rem}
@root .kms-basis{background:var(--kms-surface);border-radius:.5rem;padding:.5rem .75rem;margin-bottom:.4rem}
@root .kms-moves{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.05rem .4rem;align-items:baseline;
font-variant-numeric:tabular-nums;margin-top:.3rem}
@root .kms-moved{margin:.1rem 0 .3rem;font-variant-numeric:tabular-nums}
@root .kms-seen{color:var(--kms-accent);font-weight:600}
@root .kms-goal{font-size:1.0625rem;line-height:1.4;font-weight:600;margin:.1rem 0 .8rem;overflow-wrap:anywhere}
@root .kms-head{display:flex;justify-content:space-between;align-items:start;gap:.75rem}
@root .kms-chip{border:1px solid var(--kms-line);border-radius:1rem;padding:0 .65rem;font-size:.8125rem;
white-space:nowrap}
@root .kms-chip.kms-under_way,@root .kms-chip.kms-holding{border-color:var(--kms-accent);color:var(--kms-accent);
background:var(--kms-tint)}
@root dl{display:grid;gap:.6rem 1.25rem;margin:0 0 .9rem;padding:0}
@root dt{color:var(--kms-muted);font-weight:400;font-size:.8125rem}
@root dd{margin:0;font-size:.875rem;overflow-wrap:anywhere}
@root .kms-beside{margin-top:.5rem}
@root .kms-evidence{list-style:none;margin:.1rem 0 0;padding:0;font-size:.875rem;overflow-wrap:anywhere}
@root .kms-evidence li{margin-bottom:.2rem}
@root ol{list-style:none;margin:0;padding:0;display:grid}
@root ol li{margin:0;position:relative;padding:0 .5rem .7rem 1.5rem;overflow-wrap:anywhere}
@root ol li::after{content:"";position:absolute;left:.4rem;top:1rem;bottom:-.3rem;border-left:2px solid var(--kms-line)}
@root ol li:last-child::after{display:none}
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
@root ol li{padding:1.35rem .75rem 0 0}
@root ol li::after{left:.9rem;right:0;top:.45rem;bottom:auto;border-left:0;border-top:2px solid var(--kms-line)}
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
    """What two campaigns (names) say of exactly what was worked on, a change a column; none between two models."""

    before: str
    after: str
    changes: tuple[Change, ...]

    @property
    def told(self) -> tuple[Change, ...]:
        """Those of which either campaign publishes a figure."""
        return tuple(each for each in self.changes if each.before.is_published or each.after.is_published)


def plan_card(
    model: Model,
    entry: Undertaking,
    today: datetime.date,
    look: Look,
    measured: Measured | None = None,
    evidence: tuple[str, ...] = (),
) -> Fragment:
    """A priority as it is read: what it comes from to the left, the goal and the steps to the right.

    `evidence`: what it rests on beside the 360, as told.
    """
    both = tag(
        "div", _source(model, entry, look, measured, evidence), _course(entry, today, look.words), class_="kms-both"
    )
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


def _source(
    model: Model, entry: Undertaking, look: Look, measured: Measured | None, evidence: tuple[str, ...]
) -> Markup:
    say, basis = look.words, entry.basis
    seen = () if measured is None else measured.told
    # Where the campaign still says what it said that day, its strip stands for both.
    that_day = [] if seen and _is_repeated(basis, seen) else [_figures(model, basis, look), _day(entry, say)]
    after = [tag("div", say("plan.measure"), class_="kms-small")] if measured is None else _after(model, measured, look)
    return tag(
        "div",
        tag("div", say("plan.priority", position=say.number(entry.position)), class_="kms-small"),
        tag("div", tag("span", basis.code, class_="kms-code"), plan_name(model, basis, say), class_="kms-name"),
        *that_day,
        *after,
        *([] if that_day else [_gap_then(model, entry, say)]),
        *_beside(evidence, say),
        class_="kms-what",
    )


def _beside(evidence: tuple[str, ...], say: Words) -> Iterator[Markup]:
    """What was chosen of the manager's other instruments: beside the figures, never among them."""
    if evidence:
        yield tag("div", say("plan.evidence"), class_="kms-small kms-beside")
        yield tag("ul", *(tag("li", line) for line in evidence), class_="kms-evidence")


def _day(entry: Undertaking, say: Words) -> Markup | str:
    return (
        tag("div", say("plan.that_day", day=say.date(entry.decided)), class_="kms-small") if entry.basis.figures else ""
    )


def _is_repeated(basis: Basis, changes: Iterable[Change]) -> bool:
    """Whether the figures kept are those that the campaign still publishes."""
    now = {each.group: settled(each.before.percent) for each in changes if each.before.is_published}
    return now == {column: settled(figure.percent) for column, figure in basis.figures}


def _gap_then(model: Model, entry: Undertaking, say: Words) -> Markup:
    """The gap of the day it was decided, and what that rests on where it is little."""
    told = [say("plan.decided_on", day=say.date(entry.decided))]
    if entry.basis.gap is not None:
        told.append(_gap(model, entry.basis.gap, say))
    if rests := plan_little(model, entry.basis, say):
        told.append(f"{LITTLE} {rests}")
    return tag("div", *(tag("div", line) for line in told), class_="kms-small")


def _gap(model: Model, gap: float, say: Words) -> str:
    return say("plan.gap", gap=say.points(gap), kind=say(f"gap.{classify(model, gap)}"))


def _after(model: Model, measured: Measured, look: Look) -> Iterator[Markup]:
    """Before and after as two strips one under the other, then in words, and how far the environment moved."""
    say, told = look.words, measured.told
    if not told:
        yield tag("div", say("plan.after_not", campaign=measured.after), class_="kms-small")
        return
    sides = (
        (measured.before, True, [each.before for each in told]),
        (measured.after, False, [each.after for each in told]),
    )
    strips = [
        part
        for name, past, cells in sides
        for part in (tag("div", name, class_="kms-small"), figure_track(model, _shown(told, cells), _GAP, look, past))
    ]
    lines = [part for each in told for part in _move(model, each, look)]
    yield tag("div", *strips, tag("div", *lines, class_="kms-moves"), class_="kms-basis")
    whole = next((each.change for each in told if each.group == ENVIRONMENT), None)
    if whole is None:
        yield tag("div", say("plan.after_unknown"), class_="kms-moved")
        return
    is_seen = is_visible(model, whole)
    key = "plan.after_moved" if is_seen else "plan.after_steady"
    yield tag("div", say(key, change=say.points(whole)), class_="kms-moved kms-seen" if is_seen else "kms-moved")


def _shown(changes: Iterable[Change], cells: Iterable[Cell]) -> dict[str, KeptFigure]:
    both = zip(changes, cells, strict=True)
    return {each.group: KeptFigure(cell.score, cell.percent, cell.answers) for each, cell in both if cell.is_published}


def _move(model: Model, each: Change, look: Look) -> Iterator[Markup]:
    """« ■ 30 % → 50 % clients · 5 puis 7 »: how many answered, where it was more than one."""
    say, (before, after) = look.words, (each.before, each.after)
    told = [
        f"{_figure(model, before, look)} → ",
        tag("b", _figure(model, after, look)),
        f" {in_sentence(short_name(model, each.group, say))}",
    ]
    many = before.is_published and after.is_published and max(before.respondents, after.respondents) > 1
    if many and each.group != ENVIRONMENT:
        counts = {"before": say.number(before.respondents), "after": say.number(after.respondents)}
        told.append(tag("span", f" · {say('plan.after_counts', **counts)}", class_="kms-none"))
    if each.is_uneven:
        told.append(tag("span", f" · {say('team.uneven_cell')}", class_="kms-none"))
    yield mark_picture(model, each.group, look)
    yield tag("span", *told)


def _figure(model: Model, cell: Cell, look: Look) -> str:
    return score_text(model.scale, cell.percent, look) if cell.is_published else status_text(cell.status, look.words)


def _figures(model: Model, basis: Basis, look: Look) -> Markup:
    """The figures of that day on a track, and in words."""
    say = look.words
    known = {column: figure for column, figure in basis.figures if column in (*model.group_index, ENVIRONMENT)}
    if not known:
        return tag("div", say("plan.no_figures"), class_="kms-small")
    lines = [tag("div", *figures_told(model, known, look), class_="kms-figures")]
    if basis.gap is not None:
        lines.append(tag("div", _gap(model, basis.gap, say)))
    if rests := plan_little(model, basis, say):
        lines.append(tag("div", f"{LITTLE} {rests}", class_="kms-small"))
    return tag("div", figure_track(model, known, _GAP, look), *lines, class_="kms-basis")


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
