"""The first sentence about a KAM."""

from collections.abc import Callable
from dataclasses import dataclass

from kamescope.analysis.gaps import Spread
from kamescope.analysis.headline import Distance, Headline, Split, SplitFactor, WidestGap
from kamescope.analysis.published import Published
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, OVERALL, SELF, Model
from kamescope.sentences.names import Name, factor_name, sides, unbroken


@dataclass(frozen=True, slots=True)
class HeadlineStyle:
    """How a headline is written: the score of a code and column, in which `unit`, names, and what matters most."""

    figure: Callable[[str, str], str]
    unit: str
    name: Name = str
    stress: Name = str


def headline(published: Published, found: Headline, say: Words, style: HeadlineStyle) -> str:
    """The first sentence about a KAM.

    « Clients 92 %, manager 59 % : 33 points d’écart sur 100. M. MARTIN se voit entre les deux, à 73 %. »
    """
    kam = style.name(unbroken(published.kam.name))
    if isinstance(found, Split):
        told = [say("headline.split", **_apart(published, found.apart, say, style))]
        if found.stand is not None:
            told.append(say(f"headline.self_{found.stand}", kam=kam, score=style.figure(OVERALL, SELF)))
        return " ".join(told)
    if isinstance(found, SplitFactor):
        factor = style.stress(factor_name(published.model, found.apart.code, say, style.name))
        told = [say("headline.split_factor", factor=factor, **_apart(published, found.apart, say, style))]
        return " ".join([*told, say("headline.split_others", found.others)] if found.others else told)
    facts = {"own": style.figure(OVERALL, SELF), "environment": style.figure(OVERALL, ENVIRONMENT), "kam": kam}
    if isinstance(found, Distance):
        way = "above" if found.gap.gap > 0 else "below"
        gap = style.stress(_distance(published.model, found.gap.gap, say, style.unit))
        return say(f"headline.distance_{way}", gap=gap, **facts)
    if isinstance(found, WidestGap):
        factor = style.stress(factor_name(published.model, found.gap.code, say, style.name))
        return say("headline.gap", factor=factor, gap=say.points(found.gap.gap), **facts)
    return say("headline.agreement", **facts)


def _apart(published: Published, apart: Spread, say: Words, style: HeadlineStyle) -> dict[str, str]:
    """Two groups, what each says, and how far apart that is."""
    groups = (apart.highest, apart.lowest)
    high, low = (style.name(sides(published, [group], say)) for group in groups)
    facts = {"high": high, "low": low, "high_begins": high[:1].upper() + high[1:]}
    facts |= dict(zip(("high_score", "low_score"), (style.figure(apart.code, group) for group in groups), strict=True))
    return facts | {"size": style.stress(_distance(published.model, apart.size, say, style.unit))}


def _distance(model: Model, points: float, say: Words, unit: str) -> str:
    """A distance and its scale: `33 points d’écart sur 100`, `1,63 point d’écart sur l’échelle de 1 à 5`."""
    scale, size = model.scale, abs(points)
    if unit == "percent":
        return say("headline.of_hundred", round(scale.percent(size) - scale.percent(0)))
    ends = {"low": say.number(scale.minimum), "high": say.number(scale.maximum)}
    return say("headline.of_scale", points=say.number(size, 2), **ends)
