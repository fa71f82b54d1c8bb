"""Open questions of a conversation: which is proposed at which step, in which situation of a factor. Pure.

What each asks is in the catalogues (`question.<code>`); here is when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kamescope.analysis.evidence import Evidence
from kamescope.analysis.gaps import GapClass, classify, is_wide
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
    """Self lies above the environment, by a gap that is not aligned."""
    BELOW = "below"
    """Self lies below it."""
    ALIGNED = "aligned"
    MARKED = "marked"
    SIDED = "sided"
    """Some groups make the gap and others do not."""
    EVERYBODY = "everybody"
    """Every group makes it."""
    OPEN_MAKERS = "open_makers"
    """Who makes it, was told that their answers can be known as theirs."""
    PROTECTED_MAKERS = "protected_makers"
    """A protected group is among those who make it."""
    APART = "apart"
    """Two groups of the environment are a marked gap apart."""
    TOGETHER = "together"
    """They are not, and there are two."""
    WITH_HIGHEST = "with_highest"
    """Self is aligned with the group that rates highest of two that are apart."""
    WITH_LOWEST = "with_lowest"
    OPEN_LOWEST = "open_lowest"
    """The group that rates lowest of two that are apart was told that its answers can be known as its own."""
    PROTECTED_LOWEST = "protected_lowest"
    LITTLE = "little"
    """The figures rest on little."""
    STEADY = "steady"
    """They do not."""
    UNRATED = "unrated"
    """A group that is shown has no figure of the factor."""
    RATED = "rated"
    """Every group has."""
    RECLASSED = "reclassed"
    """Like for like the gap is of another class."""
    QUOTED = "quoted"
    """There is an item on which two differ by as much as a gap to explore."""


class ProposedQuestion(NamedTuple):
    """A question by its code, and the factor that it is about; None where it is about none."""

    code: str
    factor: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """The questions of a step that fit a factor with all of these traits; `traits` None: of the step, of no factor."""

    step: TalkStep
    traits: frozenset[Trait] | None
    codes: tuple[str, ...]


def _of_step(step: TalkStep, *codes: str) -> Offer:
    return Offer(step, None, codes)


def _where(step: TalkStep, *situation: Trait | str) -> Offer:
    """Traits, then codes."""
    known = frozenset(each for each in situation if isinstance(each, Trait))
    return Offer(step, known, tuple(each for each in situation if not isinstance(each, Trait)))


_RECOGNISED, _HIDDEN, _BLIND = TalkStep.RECOGNISED, TalkStep.HIDDEN, TalkStep.BLIND
_APART, _SHARED = TalkStep.DISAGREEMENT, TalkStep.SHARED

OFFERS: tuple[Offer, ...] = (
    _of_step(TalkStep.FRAME, "frame_useful", "frame_leave", "frame_since", "frame_tell"),
    _of_step(TalkStep.REACTION, "reaction_mind", "reaction_one", "reaction_other", "reaction_mirror", "reaction_year"),
    _where(_RECOGNISED, Trait.BELOW, Trait.EVERYBODY, "recognised_higher"),
    _where(_RECOGNISED, Trait.APART, "recognised_apart"),
    _where(_RECOGNISED, Trait.LITTLE, "little_known"),
    _where(_RECOGNISED, Trait.STEADY, "recognised_moment", "recognised_how"),
    _where(_RECOGNISED, Trait.QUOTED, Trait.TOGETHER, "recognised_item"),
    _where(_RECOGNISED, "recognised_reuse", "recognised_teach", "recognised_lever"),
    _where(_HIDDEN, Trait.BELOW, Trait.SIDED, "hidden_sided"),
    _where(_HIDDEN, Trait.BELOW, Trait.EVERYBODY, "hidden_see"),
    _where(_HIDDEN, Trait.LITTLE, "little_known", "little_next"),
    _where(_HIDDEN, Trait.BELOW, Trait.MARKED, "hidden_success"),
    _where(_HIDDEN, Trait.BELOW, "hidden_compare", "hidden_credit"),
    _where(_HIDDEN, Trait.ALIGNED, Trait.TOGETHER, "hidden_place"),
    _where(_HIDDEN, Trait.RECLASSED, "same_items"),
    _where(_HIDDEN, Trait.STEADY, "hidden_offer"),
    _where(_HIDDEN, "hidden_success"),
    _where(_BLIND, Trait.ABOVE, Trait.SIDED, "blind_other_side"),
    _where(_BLIND, Trait.ABOVE, Trait.OPEN_MAKERS, "blind_situation"),
    _where(_BLIND, Trait.ABOVE, Trait.PROTECTED_MAKERS, "blind_pattern"),
    _where(_BLIND, Trait.ABOVE, Trait.EVERYBODY, "blind_everybody"),
    _where(_BLIND, Trait.ALIGNED, Trait.APART, "blind_split"),
    _where(_BLIND, Trait.LITTLE, "little_known"),
    _where(_BLIND, Trait.ABOVE, "blind_follow"),
    _where(_BLIND, Trait.ABOVE, Trait.OPEN_MAKERS, "blind_ask"),
    _where(_BLIND, Trait.ABOVE, Trait.MARKED, "blind_marked"),
    _where(_BLIND, Trait.ABOVE, Trait.QUOTED, "blind_item"),
    _where(_BLIND, Trait.ABOVE, "blind_unseen"),
    _where(_BLIND, Trait.RECLASSED, "same_items"),
    _where(_BLIND, Trait.BELOW, "hidden_compare"),
    _where(_BLIND, "blind_step"),
    _where(_APART, Trait.APART, Trait.WITH_HIGHEST, "apart_with_high"),
    _where(_APART, Trait.APART, Trait.WITH_LOWEST, "apart_with_low"),
    _where(_APART, Trait.APART, Trait.PROTECTED_LOWEST, "apart_accounts"),
    _where(_APART, Trait.APART, Trait.OPEN_LOWEST, "apart_last"),
    _where(_APART, Trait.APART, "apart_show"),
    _where(_APART, Trait.LITTLE, "little_next"),
    _where(_APART, Trait.APART, Trait.QUOTED, "apart_item"),
    _where(_APART, Trait.APART, "apart_closer", "apart_expect"),
    _where(_APART, Trait.APART, Trait.OPEN_LOWEST, "apart_next"),
    _where(_APART, Trait.RECLASSED, "same_items"),
    _where(_SHARED, Trait.APART, "shared_apart"),
    _where(_SHARED, Trait.UNRATED, "shared_partly"),
    _where(_SHARED, Trait.TOGETHER, Trait.RATED, "shared_start"),
    _where(_SHARED, Trait.LITTLE, "little_known"),
    _where(_SHARED, Trait.BELOW, "shared_strict"),
    _where(_SHARED, "shared_tried", "shared_hard", "shared_enough"),
    _of_step(
        TalkStep.PRIORITIES,
        "priority_daily",
        "priority_will",
        "priority_when",
        "priority_account",
        "priority_obstacle",
        "priority_sign",
        "priority_less",
        "priority_strength",
    ),
    _of_step(TalkStep.CLOSE, "close_keep", "close_first", "close_thanks", "close_tell", "close_need"),
)
"""Every question, by step and situation; of a step, what is proposed first stands first."""

OTHERWISE = "any"
"""What is asked of a factor where a question that was kept fits no longer."""


def traits(model: Model, found: Evidence) -> frozenset[Trait]:
    """What is true of a factor's evidence. M. MARTIN, F10: above, sided, made by the open group; apart, not little."""
    gap, makers, apart, quoted = found.gap, found.makers, found.apart, found.quoted
    made = tuple(model.group(group) for group in makers.groups) if makers is not None else ()
    is_open = gap.gap is not None and gap.kind is not GapClass.ALIGNED
    is_apart = apart is not None and is_wide(model, apart)
    lowest = model.group(apart.lowest) if apart is not None else None
    said = {
        Trait.ABOVE: is_open and gap.gap is not None and gap.gap > 0,
        Trait.BELOW: is_open and gap.gap is not None and gap.gap < 0,
        Trait.ALIGNED: gap.kind is GapClass.ALIGNED,
        Trait.MARKED: gap.kind is GapClass.MARKED,
        Trait.SIDED: makers is not None and bool(makers.groups) and bool(makers.others),
        Trait.EVERYBODY: makers is not None and bool(makers.groups) and not makers.others and not found.unrated,
        Trait.OPEN_MAKERS: bool(made) and not any(group.protected for group in made),
        Trait.PROTECTED_MAKERS: any(group.protected for group in made),
        Trait.APART: is_apart,
        Trait.TOGETHER: apart is not None and not is_apart,
        Trait.WITH_HIGHEST: is_apart and apart is not None and _is_near(model, found, apart.highest),
        Trait.WITH_LOWEST: is_apart and apart is not None and _is_near(model, found, apart.lowest),
        Trait.OPEN_LOWEST: is_apart and lowest is not None and not lowest.protected,
        Trait.PROTECTED_LOWEST: is_apart and lowest is not None and lowest.protected,
        Trait.LITTLE: bool(found.little),
        Trait.STEADY: not found.little,
        Trait.UNRATED: bool(found.unrated),
        Trait.RATED: not found.unrated,
        Trait.RECLASSED: found.is_reclassed,
        Trait.QUOTED: quoted is not None and classify(model, quoted.size) is not GapClass.ALIGNED,
    }
    return frozenset(trait for trait, is_so in said.items() if is_so)


def fitting(model: Model, step: TalkStep, found: Evidence) -> tuple[ProposedQuestion, ...]:
    """Every question of a step that fits a factor, each once, in the order of `OFFERS`."""
    known = traits(model, found)
    offers = (each for each in OFFERS if each.step is step and each.traits is not None and each.traits <= known)
    codes = dict.fromkeys(code for offer in offers for code in offer.codes)
    return tuple(ProposedQuestion(code, found.code) for code in codes)


def is_asked_of(model: Model, code: str, found: Evidence) -> bool:
    """Whether a question fits a factor at any step."""
    return any(ProposedQuestion(code, found.code) in fitting(model, step, found) for step in TalkStep)


def proposed(model: Model, step: TalkStep, evidence: Sequence[Evidence]) -> tuple[ProposedQuestion, ...]:
    """The questions proposed at a step, at most six: one of each factor in turn, then those of the step; each once.

    Three factors: their first questions, then their second ones; what was asked of one is not asked of another.
    """
    queues = [list(fitting(model, step, found)) for found in evidence]
    found: dict[str, ProposedQuestion] = {}
    while any(queues):
        for queue in queues:
            if fresh := next((question for question in queue if question.code not in found), None):
                found[fresh.code] = fresh
            queue[:] = [question for question in queue if question.code not in found]
    own = [code for offer in OFFERS if offer.traits is None and offer.step is step for code in offer.codes]
    return (*found.values(), *map(ProposedQuestion, own))[:MOST_PROPOSED]


def _is_near(model: Model, found: Evidence, group: str) -> bool:
    """Whether self and a group are aligned on a factor."""
    own, theirs = found.figure(SELF), found.figure(group)
    return own is not None and theirs is not None and classify(model, own.score - theirs.score) is GapClass.ALIGNED
