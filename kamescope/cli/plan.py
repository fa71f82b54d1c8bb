"""The action plan of one KAM: `plan`."""

from collections.abc import Iterator

import click

from kamescope import sentences, service
from kamescope.analysis.plan import Undertaking
from kamescope.cli.choice import about_one_kam
from kamescope.cli.context import Context, with_json
from kamescope.i18n import Words
from kamescope.levers.evidence import evidence_told
from kamescope.model import Model
from kamescope.service import WholePlan


@click.command("plan")
@about_one_kam
@with_json
def plan_command(context: Context, kam: str, campaign: str | None) -> None:
    """The action plan of one KAM: priorities, figures of the day they were chosen, goals, steps and their states."""
    with context.door() as door:
        entry = service.choose(door.people(), kam, campaign)
        plan = door.plan(entry.campaign.token, entry.kam.token)
    priorities = plan.priorities if isinstance(plan, WholePlan) else ()
    document = {
        "kam": entry.kam.name,
        "campaign": entry.campaign.name,
        "priorities": [plan_document(each) for each in priorities],
    }
    context.show(document, lambda: _table(context.say, entry.model, priorities))


def plan_document(priority: Undertaking) -> dict[str, object]:
    """One priority for programs: codes, unrounded figures, dates as ISO writes them."""
    basis, goal = priority.basis, priority.goal
    return {
        "position": priority.position,
        "version": priority.version,
        "level": basis.level,
        "code": basis.code,
        "gap": basis.gap,
        "figures": {column: figure._asdict() for column, figure in basis.figures},
        "when": goal.when,
        "then": goal.then,
        "first_step": goal.first,
        "helper": goal.helper,
        "sign": goal.sign,
        "decided": priority.decided.isoformat(),
        "state": priority.state,
        "steps": [
            {"days": step.days, "due": step.due.isoformat(), "state": step.state, "line": step.line}
            for step in priority.steps
        ],
        "evidence": [
            {
                "instrument": each.instrument,
                "file": each.file,
                "date": each.held_on.isoformat(),
                "currency": each.currency,
                "figures": dict(each.figures),
                "state": each.state,
            }
            for each in priority.evidence
        ],
    }


def _table(say: Words, model: Model, priorities: tuple[Undertaking, ...]) -> Iterator[list[str]]:
    if not priorities:
        yield [say("plan.empty_read")]
    for each in priorities:
        name = sentences.plan_name(model, each.basis, say)
        yield [str(each.position), name, say(f"plan.state.{each.state}")]
        yield ["", sentences.plan_goal(each.goal, say), ""]
        for rests in each.evidence:
            yield ["", evidence_told(rests, say), ""]
        for step in each.steps:
            yield ["", f"{step.due.isoformat()} {sentences.plan_step(step, say)}", say(f"plan.state.{step.state}")]
