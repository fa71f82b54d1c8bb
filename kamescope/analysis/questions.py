"""Open questions of a conversation: which is proposed at which step, in which situation of a factor. Pure.

What each asks is in the catalogues (`question.<code>`); here is when.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kamescope.analysis.evidence import Evidence
from kamescope.analysis.gaps import GapClass, classify
from kamescope.model import SELF, Model

MOST_PROPOSED = 6
"""So many questions are proposed at a step."""


class TalkStep(StrEnum):
    """The steps of a conversation, in their order."""

    FRAME = "frame"
    REACTION = "reaction"
    RECOGNISED = "recognised"
    HIDDEN = "hidden"
    BLIND = "blind"
    DISAGREEMENT = "disagreement"
    SHARED = "shared"
    PRIORITIES = "priorities"
    CLOSE = "close"


class Trait(StrEnum):
    """What may be true of a factor's evidence, so that a question fits."""

    ABOVE = "above"
    BELOW = "below"
    ALIGNED = "aligned"
    MARKED = "marked"
    SIDED = "sided"
    EVERYBODY = "everybody"
    APART = "apart"
    TOGETHER = "together"
    WITH_HIGHEST = "with_highest"
    WITH_LOWEST = "with_lowest"
    OPEN_LOWEST = "open_lowest"
    PROTECTED_LOWEST = "protected_lowest"
    LITTLE = "little"
    PARTLY = "partly"
    RECLASSED = "reclassed"
    QUOTED = "quoted"
    STEADY = "steady"


class ProposedQuestion(NamedTuple):
    """A question by its code, and the factor that it is about; None where it is about none."""

    code: str
    factor: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """The questions of a step that fit a factor with all of these traits; without any: of the step, of no factor."""

    step: TalkStep
    traits: frozenset[Trait]
    codes: tuple[str, ...]
    of_factor: bool = True


def _whole(step: TalkStep, *codes: str) -> Offer:
    return Offer(step, frozenset(), codes, of_factor=False)


def _when(step: TalkStep, traits: Iterable[Trait], *codes: str) -> Offer:
    return Offer(step, frozenset(traits), codes)


OFFERS: tuple[Offer, ...] = (
    _whole(TalkStep.FRAME, "frame_useful"),
    _when(TalkStep.BLIND, (Trait.ABOVE, Trait.SIDED), "blind_other_side"),
)
"""Every question, by step and situation; the more particular situations of a step come first."""


def traits(model: Model, found: Evidence) -> frozenset[Trait]:
    """What is true of a factor's evidence."""
    gap, makers, apart = found.gap, found.makers, found.apart
    is_open = gap.gap is not None and gap.kind is not GapClass.ALIGNED
    is_apart = apart is not None and classify(model, apart.size) is GapClass.MARKED
    lowest = model.group(apart.lowest) if apart is not None else None
    said = {
        Trait.ABOVE: is_open and gap.gap is not None and gap.gap > 0,
        Trait.BELOW: is_open and gap.gap is not None and gap.gap < 0,
        Trait.ALIGNED: gap.kind is GapClass.ALIGNED,
        Trait.MARKED: gap.kind is GapClass.MARKED,
        Trait.SIDED: makers is not None and bool(makers.groups) and bool(makers.others),
        Trait.EVERYBODY: makers is not None and bool(makers.groups) and not makers.others,
        Trait.APART: is_apart,
        Trait.TOGETHER: apart is not None and not is_apart,
        Trait.WITH_HIGHEST: is_apart and apart is not None and _is_near(model, found, apart.highest),
        Trait.WITH_LOWEST: is_apart and apart is not None and _is_near(model, found, apart.lowest),
        Trait.OPEN_LOWEST: is_apart and lowest is not None and lowest.attributable,
        Trait.PROTECTED_LOWEST: is_apart and lowest is not None and lowest.protected,
        Trait.LITTLE: bool(found.little),
        Trait.STEADY: not found.little,
        Trait.PARTLY: bool(found.unrated),
        Trait.RECLASSED: found.is_reclassed,
        Trait.QUOTED: found.quoted is not None,
    }
    return frozenset(trait for trait, is_so in said.items() if is_so)


def fitting(model: Model, step: TalkStep, found: Evidence) -> tuple[ProposedQuestion, ...]:
    """Every question of a step that fits a factor, the more particular first."""
    known = traits(model, found)
    offers = (offer for offer in OFFERS if offer.of_factor and offer.step is step and offer.traits <= known)
    return tuple(ProposedQuestion(code, found.code) for offer in offers for code in offer.codes)


def proposed(model: Model, step: TalkStep, evidence: Sequence[Evidence]) -> tuple[ProposedQuestion, ...]:
    """The questions proposed at a step: one of each factor in turn, each question once, then those of no factor.

    At most six; a step without factors has its own alone.
    """
    queues = [list(fitting(model, step, found)) for found in evidence]
    found: dict[str, ProposedQuestion] = {}
    while any(queues):
        for queue in queues:
            if fresh := next((question for question in queue if question.code not in found), None):
                found[fresh.code] = fresh
            queue[:] = [question for question in queue if question.code not in found]
    own = [code for offer in OFFERS if not offer.of_factor and offer.step is step for code in offer.codes]
    return (*found.values(), *map(ProposedQuestion, own))[:MOST_PROPOSED]


def _is_near(model: Model, found: Evidence, group: str) -> bool:
    """Whether self and a group are aligned on a factor."""
    own, theirs = found.figure(SELF), found.figure(group)
    return own is not None and theirs is not None and classify(model, own.score - theirs.score) is GapClass.ALIGNED
