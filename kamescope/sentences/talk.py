"""The questions, steps and cautions of a conversation."""

from kamescope.analysis.conversation import QUADRANT_OF, Caution, CautionKind
from kamescope.analysis.evidence import Evidence, evidence
from kamescope.analysis.published import Level, Published, codes
from kamescope.analysis.questions import OTHERWISE, ProposedQuestion, TalkStep, is_asked_of
from kamescope.i18n import Words
from kamescope.sentences.footing import LITTLE
from kamescope.sentences.names import factor_name, sides


def question(published: Published, asked: ProposedQuestion, say: Words) -> str:
    """A question of the catalogue, with the factor's name, the groups that differ and the item to quote in it.

    One that no longer fits the factor (since it was kept, answers came in) is asked of it in general; nothing where the
    questionnaire has no such factor.
    """
    if asked.factor is None:
        return say(f"question.{asked.code}") if say.knows(f"question.{asked.code}") else ""
    if asked.factor not in codes(published.model, Level.FACTOR):
        return ""
    found = evidence(published, asked.factor)
    code = asked.code if is_asked_of(published.model, asked.code, found) else OTHERWISE
    return say(f"question.{code}", **_question_facts(published, found, say))


def _question_facts(published: Published, found: Evidence, say: Words) -> dict[str, str]:
    makers, apart, item = found.makers, found.apart, found.quoted
    return {
        "factor": say("quoted", text=factor_name(published.model, found.code, say)),
        "groups": sides(published, makers.groups, say) if makers else "",
        "others": sides(published, makers.others, say) if makers else "",
        "high": sides(published, [apart.highest], say) if apart else "",
        "low": sides(published, [apart.lowest], say) if apart else "",
        "unrated": sides(published, found.unrated, say),
        "item": say("quoted", text=say.statement(published.model.item(item.code))) if item else "",
    }


def talk_step(step: TalkStep, say: Words) -> str:
    """What a step of a conversation is called; that of a quadrant as the quadrant."""
    return say(f"quadrant.{QUADRANT_OF[step]}" if step in QUADRANT_OF else f"talk.step.{step}")


def caution(published: Published, step: TalkStep, found: Caution, say: Words) -> str:
    """What to read before a step is spoken about.

    « F10, F2, F7, F1 et F3 : l’écart n’existe que côté manager. Côté clients, la note est au niveau de
    l’auto-évaluation, ou au-dessus. »
    """
    key = f"talk.caution.{found.kind}"
    if found.kind in (CautionKind.SIDED, CautionKind.APART):
        key = f"talk.caution.{found.kind}_{step}"
    groups, others = (sides(published, some, say) for some in (found.groups, found.others))
    return say(key, factors=say.listing(found.codes), groups=groups, others=others, mark=LITTLE)
