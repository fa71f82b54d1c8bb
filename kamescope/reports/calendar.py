"""The steps of a plan as a calendar file, for any calendar program: days, what is due, the goal; no respondent."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

from kamescope import sentences
from kamescope.analysis.plan import PlanStep, StepState, Undertaking
from kamescope.i18n import Words
from kamescope.model import Model
from kamescope.records import Campaign, Kam

OPEN = (StepState.NOT_BEGUN, StepState.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """Whose plan a file is of, by which model, and when it is made."""

    model: Model
    kam: Kam
    campaign: Campaign
    made: datetime.datetime


def calendar(plan: Iterable[Undertaking], about: CalendarFile, say: Words) -> bytes:
    """The steps that are still open, each a whole day; one that is opened again takes the place of what it was."""
    file = Calendar()
    file.add("prodid", "-//KAMeSCOPE//")
    file.add("version", "2.0")
    for entry in plan:
        for step in entry.steps:
            if step.state in OPEN:
                file.add_component(_event(entry, step, about, say))
    written: bytes = file.to_ical()
    return written


def _event(entry: Undertaking, step: PlanStep, about: CalendarFile, say: Words) -> Event:
    """One day. Who helps and what was noted stay out: they are typed, and may name somebody."""
    part = f"{entry.basis.code} {sentences.plan_name(about.model, entry.basis, say)}"
    event = Event()
    event.add("uid", f"{about.campaign.token}-{about.kam.token}-{entry.basis.code}-{step.days}@kamescope")
    event.add("sequence", entry.version)
    event.add("dtstamp", about.made)
    event.add("dtstart", step.due)
    event.add("summary", say("plan.event", kam=about.kam.name, part=part, step=sentences.plan_step(step, say)))
    event.add("description", sentences.plan_goal(entry.goal, say))
    event.add("transp", "TRANSPARENT")
    return event
