"""On how much a figure rests, who makes a gap, how near answers lie."""

from collections.abc import Iterable, Sequence

from kamescope.analysis.gaps import WholeGap, factor_gap
from kamescope.analysis.published import Dispersion, NearnessTold, Published
from kamescope.analysis.reliability import FEW_ANSWERS, changes_class, like_for_like, little, makers
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, Factor
from kamescope.naming import in_sentence
from kamescope.privacy import SPREAD_MINIMUM
from kamescope.sentences.names import sides

LITTLE = "◌"
"""Beside a figure that rests on little, and before what it rests on."""


def rests_on(published: Published, code: str, say: Words, column: str = ENVIRONMENT) -> str:
    """« clients : 1 item sur 4, 2 réponses »: what a factor's figure stands on where that is little; else nothing."""
    told = []
    for found in little(published, code, column):
        name = in_sentence(say.text(published.model.group(found.group).plural))
        told.append(say("footing.of", found.asked, group=name, items=say.number(found.items)))
        told[-1] += say("footing.from", found.answers)
    return say.listing(told)


def little_marked(published: Published, codes: Iterable[str], say: Words) -> str:
    """What the mark of what rests on little says, where a factor listed wears it."""
    is_there = any(little(published, code) for code in codes)
    return say("footing.mark", few=say.number(FEW_ANSWERS)) if is_there else ""


def over_same_items(published: Published, code: str, say: Words) -> str:
    """« à items égaux +1,14 pt, marqué »: the gap of a factor like for like where its class changes; else nothing."""
    same = changes_class(published, code)
    return "" if same is None else _fair(same, say)


def fair(published: Published, code: str, say: Words) -> str:
    """The same wherever the sides rated different items, of whatever class."""
    same, gap = like_for_like(published, code), factor_gap(published, code)
    if same is None or gap.gap is None or say.signed(same.gap) == say.signed(gap.gap):
        return ""
    return _fair(same, say)


def seen_by(published: Published, code: str, say: Words) -> str:
    """« côté manager, pas côté clients »: who makes the gap of a factor, where not everybody does; else nothing."""
    found = makers(published, code)
    if found is None or not found.groups or not found.others:
        return ""
    return say("made.by", groups=sides(published, found.groups, say), others=sides(published, found.others, say))


def nearness(published: Published, factor: Factor, say: Words, groups: Sequence[str], untold: bool = True) -> str:
    """« D’un répondant à l’autre : clients, réponses proches. », as `nearness_told`."""
    told = nearness_told(published, factor, say, groups, untold)
    return say("nearness", told=told) if told else ""


def nearness_told(published: Published, factor: Factor, say: Words, groups: Sequence[str], untold: bool = False) -> str:
    """« clients, réponses proches »: how near answers lie to a factor, and if asked why it is not told.

    Of groups of two people or more; nothing where there is none.
    """
    found = {group: published.dispersions.get((factor.code, group)) for group in groups}
    return say("apart").join(
        _nearness(published, group, each, say)
        for group, each in found.items()
        if isinstance(each, NearnessTold) or (each is not None and untold)
    )


def _nearness(published: Published, group: str, found: Dispersion, say: Words) -> str:
    name = sides(published, [group], say)
    if not isinstance(found, NearnessTold):
        return say(f"nearness.{found.why}", group=name, few=say.number(SPREAD_MINIMUM))
    told = say(f"nearness.{found.nearness}", group=name)
    if found.items < found.asked:
        told += say("nearness.of", found.items, items=say.number(found.asked))
    return told


def _fair(same: WholeGap, say: Words) -> str:
    return say("footing.fair", gap=say.points(same.gap), kind=say(f"gap.{same.kind}"))
