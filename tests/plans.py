"""Priorities as people write them, for tests."""

import datetime

from kamescope.analysis.plan import Goal
from kamescope.analysis.published import Level
from kamescope.service import PlanDraft, StepDraft

TOMORROW = datetime.date.today() + datetime.timedelta(1)
GOAL = Goal("je prépare un rendez-vous", "je note deux besoins", "choisir trois comptes", "mon manager", "trois notes")


def priority(code: str, level: Level = Level.FACTOR, **other: object) -> PlanDraft:
    """A priority with a goal, to begin tomorrow."""
    return PlanDraft(level, code, **{"goal": GOAL, "steps": (StepDraft(TOMORROW),)} | other)
