"""The parts of the method page; every threshold and minimum is read from the model in force."""

import streamlit as st

from kamescope import sentences
from kamescope.analysis.agreement import ENOUGH
from kamescope.analysis.cohort import Rank
from kamescope.analysis.compare import SMALL_COHORT
from kamescope.analysis.conversation import LEADING, LENGTHS
from kamescope.analysis.gaps import thresholds
from kamescope.analysis.plan import MOST_IN_PLAN
from kamescope.analysis.priorities import Reason, ReasonKind
from kamescope.analysis.scores import mean
from kamescope.i18n import Words
from kamescope.model import Model
from kamescope.naming import in_sentence
from kamescope.sentences import RULES, nearness_worked, rule
from kamescope.ui import data, state
from kamescope.ui.text import plain

TERMS = {
    "campaign": "filter.campaign",
    "model": "term.model",
    "factor": "term.factor",
    "kam": "filter.kam",
    "group": "term.group",
    "respondent": "term.respondent",
    "environment": "environment",
    "gap": "gap",
    "window": "page.perception",
    "masked": "term.masked",
    "no_data": "no_data",
}
"""What is explained, by the key of the name that it has wherever the reader meets it."""
DEBRIEF = ("found", "follows", "sources")
"""What research found, what follows from it for the use of the screens, where it stands."""
RESEARCH = {"studies": (24, 0), "effect": (0.41, 2), "people": (1361, 0), "goals": (0.16, 2), "ideas": (0.36, 2)}
"""The figures of those studies, and with how many decimals they are told."""
TEAM_RULES = ("team_mean", "standing", "agreement", "progress")
WORKED = Rank(below=1, equal=1, above=2)
"""The place of a 3 among 2, 3, 3, 4 and 5."""
APART, BELOW = 2.25, 1.5
"""Two groups so many times a marked gap apart, and a factor so many times a gap to explore below the mean."""
EXAMPLE = ((2, 2, 2), (2, 2, 2), (3, 3))
"""Answers to the items of three sub-factors: a mean of means is not the mean of all answers."""


def rules(say: Words) -> None:
    """The formulas, one short section each."""
    model = _model()
    low, high = say.number(model.scale.minimum), say.number(model.scale.maximum)
    groups = say.listing(in_sentence(plain(say.group(group))) for group in model.groups)
    st.markdown(say("help.intro", low=low, high=high, groups=groups))
    for key in RULES:
        title, text = rule(model, key, say)
        _section(title, f"{text}\n\n{nearness_worked(model, say)}" if key == "nearness" else text)


def team(say: Words) -> None:
    """What is said of several KAMs: means, places, agreement, progress."""
    facts = {"small": say.number(SMALL_COHORT), "enough": say.number(ENOUGH), "place": say.number(WORKED.percentile)}
    for key in TEAM_RULES:
        _section(say(f"help.{key}_title"), say(f"help.{key}", **facts))
    _section(say("page.who"), _who(say))


def _who(say: Words) -> str:
    """Whom to coach on what: the reasons, from where they count, and two of them weighed."""
    explore, marked = thresholds(_model())
    apart = Reason(ReasonKind.SPLIT, APART * marked)
    figures = {
        "explore": explore,
        "marked": marked,
        "apart": apart.size,
        "quarter": apart.weight,
        "below": Reason(ReasonKind.BELOW, BELOW * explore).weight,
    }
    return say("help.who", page=say("page.who"), **{name: say.number(value, 2) for name, value in figures.items()})


def debrief(say: Words) -> None:
    """What research says of debriefs, and how the screens are made to follow it; then who makes a gap, in steps."""
    facts = {name: say.number(*figure) for name, figure in RESEARCH.items()} | {"few": say.number(MOST_IN_PLAN)}
    _section(say("help.debrief_title"), "\n\n".join(say(f"help.debrief_{part}", **facts) for part in DEBRIEF))
    lengths = say.series(map(say.number, LENGTHS))
    _section(say("help.talk_title"), say("help.talk", lengths=lengths, leading=say.number(LEADING)))


def example(say: Words) -> None:
    """A factor worked out by hand."""
    scale = _model().scale
    subs = [mean(answers) for answers in EXAMPLE]
    score = mean(subs)
    lines = [
        f"| {number} | {say('help.apart').join(map(str, answers))} | {say.number(sub, 2)} |"
        for number, (answers, sub) in enumerate(zip(EXAMPLE, subs, strict=True), start=1)
    ]
    facts = {"score": say.number(score, 2), "percent": say.percent(scale.percent(score))}
    flat = mean([answer for answers in EXAMPLE for answer in answers])
    sums = " + ".join(say.number(sub, 2) for sub in subs)
    text = say("help.example", sums=sums, count=len(subs), flat=say.number(flat, 2), **facts)
    _section(say("help.example_title"), "\n".join([say("help.example_head"), *lines, "", text]))


def confidentiality(say: Words) -> None:
    """Who is protected, and how."""
    title, text = sentences.confidentiality(_model(), say, plain)
    _section(title, f"{text} {say('help.privacy_address')}")


def waiting(say: Words) -> None:
    """What of late or changed answers waits; nothing where the model protects no group."""
    fewest = [group.item_minimum for group in _model().groups if group.protected]
    if fewest:
        _section(say("help.waiting_title"), say("help.waiting", item_minimum=say.number(max(fewest))))


def glossary(say: Words) -> None:
    """The words of the product."""
    terms = (say("help.term", term=say(name), means=say(f"term.{term}_means")) for term, name in TERMS.items())
    _section(say("help.glossary_title"), "\n".join(terms))


def _section(title: str, text: str) -> None:
    with st.container(gap=None, key=f"kms-section {title}"):
        st.markdown(f"## {title}", anchors=False)
        st.markdown(text)


def _model() -> Model:
    """The model of the campaign last looked at, else the one that ships with the product."""
    campaign = state.current().campaign
    return next(
        (entry.model for entry in data.door().people() if entry.campaign.token == campaign), data.default_model()
    )
