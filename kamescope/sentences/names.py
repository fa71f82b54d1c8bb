"""What groups, factors, people and campaigns are called inside a sentence."""

from collections.abc import Callable, Sequence

from kamescope.analysis.published import Published
from kamescope.i18n import NBSP, Words
from kamescope.model import ENVIRONMENT, Model, Text
from kamescope.naming import in_sentence
from kamescope.privacy import GroupResult
from kamescope.records import Campaign

Name = Callable[[str], str]

LISTED_AT_MOST = 6
"""More people than this are counted rather than named in a sentence."""


def sources(published: Published, say: Words) -> str:
    """`1 auto-évaluation, 1 manager et 3 clients`: the questionnaires that the figures come from, if any."""
    groups = (published.group(code) for code in published.published_groups)
    return say.listing(counted(published.model, group, say) for group in groups)


def dated(campaign: Campaign, say: Words, name: Name = str) -> str:
    """A campaign and when it was."""
    return say("head.campaign", name=name(campaign.name), date=say.date(campaign.date))


def place_name(team: str, company: str) -> str:
    """A team with its company: `Nord (XYZ)`."""
    return f"{team} ({company})" if company else team


def unbroken(text: str) -> str:
    """A name that does not break over two lines."""
    return text.replace(" ", NBSP)


def clinging(text: str) -> str:
    """A name with no lone `/` at the start of a line."""
    return text.replace(" /", f"{NBSP}/")


def short_name(model: Model, column: str, say: Words) -> str:
    """The shortest name of a group, or of the environment."""
    return say("environment") if column == ENVIRONMENT else say.text(model.group(column).short)


def in_words(text: Text, say: Words) -> str:
    """A label of the model as it stands inside a sentence."""
    return in_sentence(say.text(text))


def few_of(names: Sequence[str], say: Words) -> str:
    """Some names in a sentence, those beyond the sixth counted: `A. PETIT, B. ROY et 12 autres`."""
    shown = [unbroken(name) for name in names[:LISTED_AT_MOST]]
    more = len(names) - len(shown)
    return say.listing([*shown, say("team.others", more)] if more else shown)


def counted(model: Model, group: GroupResult, say: Words) -> str:
    """`3 clients`, `1 manager`: how many questionnaires of a group, in words."""
    names = model.group(group.code)
    name = names.name if say.is_one(group.respondents) else names.plural
    return f"{say.number(group.respondents)}{NBSP}{unbroken(in_sentence(say.text(name)))}"


def factor_name(model: Model, code: str, say: Words, name: Name = str) -> str:
    """The name of a factor, a lone `/` never at the start of a line."""
    return clinging(name(say.text(model.factor_of[code].name)))


def sides(published: Published, groups: Sequence[str], say: Words) -> str:
    """Groups by as many as answered, in a sentence: `manager et clients`."""
    counts = ((published.model.group(code), published.group(code).respondents) for code in groups)
    return say.listing(in_sentence(say.group(group, count)) for group, count in counts)
