"""The formulas and the protection of respondents, as everybody may read them."""

from collections import Counter

from kamescope.analysis import dispersion
from kamescope.analysis.dispersion import DIVIDED, SHARED, average_deviation
from kamescope.analysis.gaps import thresholds
from kamescope.analysis.reliability import FEW_ANSWERS
from kamescope.analysis.scores import mean
from kamescope.i18n import Words
from kamescope.model import Model
from kamescope.privacy import SPREAD_MINIMUM
from kamescope.sentences.names import Name

WORKED = (2, 3)
"""How many answer lowest and how many highest in the worked example of how far answers lie apart."""

RULES = (
    "score",
    "percent",
    "environment",
    "gap",
    "window",
    "top",
    "highlights",
    "reliability",
    "nearness",
    "non_response",
)
"""The formulas that everybody may read, in the order in which they build on one another."""


def gap_rule(model: Model, say: Words) -> str:
    """How gaps are counted and from where they are marked, with the thresholds in force."""
    explore, marked = thresholds(model)
    facts = {"low": say.number(model.scale.minimum), "high": say.number(model.scale.maximum)}
    return say("gap.rule", explore=say.number(explore, 2), marked=say.number(marked, 2), **facts)


def rule(model: Model, key: str, say: Words) -> tuple[str, str]:
    """Title and text (Markdown) of one of `RULES`, with the scale and the thresholds in force."""
    explore, marked = thresholds(model)
    options = model.scale.span + 1
    facts = {
        "midpoint": say.percent(model.scale.percent(model.scale.midpoint)),
        "explore": say.number(explore, 2),
        "marked": say.number(marked, 2),
        "formula": say(f"help.formula_{model.scale.percent_rule}"),
        "few": say.number(FEW_ANSWERS),
        "spread_minimum": say.number(SPREAD_MINIMUM),
        "options": say.number(options),
        "close": say.number(options * SHARED, 2),
        "opposed": say.number(options * DIVIDED, 2),
    }
    told = [say(f"help.{key}", **facts)]
    if key == "score" and (turned := [item.code for item in model.items if item.reversed]):
        bounds = {"low": say.number(model.scale.minimum), "high": say.number(model.scale.maximum)}
        told.append(say("help.reversed", len(turned), codes=say.listing(turned), **bounds))
    return say(f"help.{key}_title"), " ".join(told)


def nearness_worked(model: Model, say: Words) -> str:
    """How near answers lie, worked out for some at both ends of the scale, and what is left untold."""
    scale = model.scale
    answers = [*[scale.minimum] * WORKED[0], *[scale.maximum] * WORKED[1]]
    deviation = average_deviation(Counter(answers))
    return say(
        "help.nearness_worked",
        answers=say.series(map(say.number, answers)),
        mean=say.number(mean(answers), 2),
        deviation=say.number(deviation, 2),
        word=say(f"nearness.word.{dispersion.nearness(scale, deviation)}"),
    )


def confidentiality(model: Model, say: Words, name: Name = str) -> tuple[str, str]:
    """Title and text (Markdown) of the rules that protect respondents, group by group."""
    groups = "\n".join(
        say(
            "help.group_protected" if group.protected else "help.group_open",
            group.minimum,
            name=name(say.text(group.plural)),
        )
        for group in model.groups
    )
    fewest = max((group.item_minimum for group in model.groups), default=1)
    return say("help.privacy_title"), say("help.privacy", groups=groups, item_minimum=say.number(fewest))


def rules(model: Model, say: Words) -> list[tuple[str, str]]:
    """Titles and texts (Markdown) of all `RULES`, then of those that protect respondents."""
    return [*(rule(model, key, say) for key in RULES), confidentiality(model, say)]
