"""What a goal rests on beside the 360, in words of today from the figures of that day."""

from kamescope.analysis.plan import FileState, GoalEvidence
from kamescope.i18n import Words
from kamescope.levers import registry
from kamescope.levers.board import BoardFacts


def evidence_told(evidence: GoalEvidence, say: Words) -> str:
    """« Portefeuille : 12 clients fragiles, 340 k€ à gagner (31 décembre 2025) », and what became of the file since.

    Of an instrument that is there no more, its name and day alone.
    """
    name, day = evidence.instrument, say.date(evidence.held_on)
    if name in registry.instruments():
        line = registry.line(name, dict(evidence.figures), BoardFacts(say, evidence.currency))
        told = say("lever.beside_line", name=say(f"page.{name}"), line=line, day=day)
    else:
        told = say("plan.evidence_unknown", name=name, day=day)
    return told if evidence.state is FileState.STANDS else say(f"plan.evidence_{evidence.state}", told=told)
