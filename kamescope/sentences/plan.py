"""What a plan works on, its goals and steps."""

from kamescope.analysis.plan import Basis, Goal, PlanStep, PlanTitle, kept_footing
from kamescope.analysis.plan_review import PlanReview
from kamescope.analysis.published import Level, codes, text_of
from kamescope.i18n import NBSP, Words
from kamescope.model import Model
from kamescope.naming import in_sentence
from kamescope.sentences.names import Name, clinging, factor_name


def plan_name(model: Model, basis: Basis, say: Words) -> str:
    """The factor or item of a priority, by its name or statement; by its code where the model has it no more."""
    if basis.code not in codes(model, basis.level):
        return basis.code
    text = say.text(text_of(model, basis.level, basis.code))
    return clinging(text) if basis.level is Level.FACTOR else text


def in_plan(model: Model, title: PlanTitle, say: Words) -> str:
    """`F12 New business`; of an item its code and its factor, for its statement is long."""
    if title.level is Level.FACTOR:
        return f"{title.code}{NBSP}{factor_name(model, title.code, say)}"
    return f"{title.code}{NBSP}({model.factor_of[title.code].code})"


def plan_review(found: PlanReview, key: str, say: Words, name: Name = str) -> str:
    """What a plan's review shows, by the text of `key`, and how many of the protected groups answered both times."""
    told = [say(key, before=name(found.before.name), after=name(found.after.name))]
    for each in found.answered:
        counts = {"before": say.number(each.before), "after": say.number(each.after)}
        told.append(say("plan.answered", group=name(say.text(found.model.group(each.group).plural)), **counts))
    return " ".join(told)


def plan_little(model: Model, basis: Basis, say: Words) -> str:
    """« clients : 2 réponses »: the protected groups whose part in the figures of that day rests on little."""
    told = []
    for found in kept_footing(model, basis):
        name = in_sentence(say.text(model.group(found.group).plural))
        told.append(say("footing.of", found.asked, group=name, items=say.number(found.items)))
        told[-1] += say("footing.from", found.answers)
    return say.listing(told)


def plan_goal(goal: Goal, say: Words) -> str:
    """« Quand je prépare un rendez-vous, je note deux besoins »."""
    return say("plan.goal", when=goal.when, then=goal.then)


def plan_step(step: PlanStep, say: Words) -> str:
    """What a step of a plan is called: `premier pas`, `point à 30 jours`."""
    return say("plan.step", days=say.number(step.days)) if step.days else say("plan.first_step")
