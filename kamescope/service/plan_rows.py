"""Priorities of a plan as the tables have them, and back: figures and what a goal rests on are JSON there."""

import json

from kamescope.analysis.plan import Basis, FileState, Goal, GoalEvidence, KeptFigure, PlanStep, StepState, Undertaking
from kamescope.analysis.published import Level
from kamescope.store.plan import EvidenceRow, PlanRow, PlanRows


def written(basis: Basis) -> str:
    """The figures of a basis as they are kept; none are kept as none."""
    return json.dumps([basis.gap, basis.figures]) if basis.figures else ""


def evidence_row(each: GoalEvidence) -> EvidenceRow:
    """What a goal rests on as it is kept, its place given by whoever writes."""
    figures = json.dumps(dict(each.figures), ensure_ascii=False)
    return EvidenceRow(0, 0, each.instrument, each.file, each.held_on, each.currency, figures)


def undertaking(row: PlanRow, rows: PlanRows) -> Undertaking:
    """A priority with what of a plan's rows belongs to it."""
    gap, figures = json.loads(row.figures) if row.figures else (None, ())
    basis = Basis(Level(row.level), row.code, tuple((column, KeptFigure(*figure)) for column, figure in figures), gap)
    goal = Goal(row.goal_when, row.goal_then, row.first_step, row.helper, row.sign)
    own = tuple(
        PlanStep(step.days, step.due, StepState(step.state), step.line)
        for step in rows.steps
        if step.position == row.position
    )
    evidence = tuple(_evidence(each) for each in rows.evidence if each.position == row.position)
    return Undertaking(row.position, row.version, basis, goal, row.decided, own, evidence)


def _evidence(row: EvidenceRow) -> GoalEvidence:
    figures = tuple(json.loads(row.figures).items())
    return GoalEvidence(row.instrument, row.file_id, row.held_on, row.currency, figures, FileState(row.state))
