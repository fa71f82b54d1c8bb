"""The conversation about one KAM's results: its steps, minutes and evidence, and what a coach prepares for it. Pure."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from itertools import accumulate, pairwise

from kamescope.analysis.evidence import Evidence, evidence, factor_window
from kamescope.analysis.gaps import disagreements, is_wide
from kamescope.analysis.published import Published
from kamescope.analysis.questions import ProposedQuestion, TalkStep, proposed
from kamescope.analysis.reliability import sided
from kamescope.analysis.scores import settled
from kamescope.analysis.window import Placed, Quadrant
from kamescope.errors import RequestError

LENGTHS = (45, 60, 90)
"""How long a conversation may be, in minutes."""
USUAL_LENGTH = 60
MINUTES: Mapping[TalkStep, tuple[int, int, int]] = {
    TalkStep.FRAME: (2, 3, 4),
    TalkStep.REACTION: (5, 7, 10),
    TalkStep.RECOGNISED: (5, 6, 9),
    TalkStep.HIDDEN: (6, 8, 12),
    TalkStep.BLIND: (8, 10, 15),
    TalkStep.DISAGREEMENT: (7, 9, 14),
    TalkStep.SHARED: (3, 4, 7),
    TalkStep.PRIORITIES: (6, 9, 13),
    TalkStep.CLOSE: (3, 4, 6),
}
"""Minutes of each step, a column a length."""
LEADING = 3
"""So many factors are spoken about at a step; the others of it are in reserve."""

QUADRANT_OF: Mapping[TalkStep, Quadrant] = {
    TalkStep.RECOGNISED: Quadrant.RECOGNISED_STRENGTH,
    TalkStep.HIDDEN: Quadrant.HIDDEN_STRENGTH,
    TalkStep.BLIND: Quadrant.BLIND_SPOT,
    TalkStep.SHARED: Quadrant.SHARED_PROGRESS,
}
"""The steps that speak of a quadrant of the window."""
_ORDER: Mapping[TalkStep, Callable[[Placed], float]] = {
    TalkStep.RECOGNISED: lambda point: -point.gap.environment_percent,
    TalkStep.HIDDEN: lambda point: point.gap.gap,
    TalkStep.BLIND: lambda point: -point.gap.gap,
    TalkStep.SHARED: lambda point: point.gap.environment_percent,
}
"""Of which factors a step speaks first: high by others, self furthest below, self furthest above, low by others."""


Sides = tuple[tuple[str, ...], tuple[str, ...]]
"""Groups on one side and on the other."""


class CautionKind(StrEnum):
    """What has to be read before a step is spoken about, the weightiest first."""

    SIDED = "sided"
    APART = "apart"
    PARTLY = "partly"
    LITTLE = "little"
    RECLASSED = "reclassed"


@dataclass(frozen=True, slots=True)
class Caution:
    """Of these factors: what `groups` see and `others` do not (sided), by how far groups differ (apart: the highest and
    the lowest), who does not rate them (partly: `others`)."""

    kind: CautionKind
    codes: tuple[str, ...]
    groups: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConversationStep:
    """A step: its minutes, the factors to speak about, those in reserve, what to read before, questions proposed.

    An empty step has nothing to speak about and takes no time.
    """

    step: TalkStep
    minutes: int
    evidence: tuple[Evidence, ...] = ()
    reserve: tuple[Evidence, ...] = ()
    cautions: tuple[Caution, ...] = ()
    questions: tuple[ProposedQuestion, ...] = ()
    is_empty: bool = False


class PriorityRank(IntEnum):
    """What becomes of a factor that was brought up: first, second or third priority, or later."""

    FIRST = 1
    SECOND = 2
    THIRD = 3
    LATER = 4


@dataclass(frozen=True, slots=True)
class BroughtUp:
    """A factor flagged to be brought up; its rank, None where none is given yet."""

    code: str
    rank: PriorityRank | None = None


@dataclass(frozen=True, slots=True)
class ChosenQuestion:
    """A question that the coach keeps: by code and factor, as in the catalogue; `text`: as the coach worded it.

    One of the coach's own has no code.
    """

    step: TalkStep
    code: str = ""
    factor: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a coach prepared for one conversation; nothing of it is anybody else's to read."""

    length: int = USUAL_LENGTH
    talk: datetime.date | None = None
    start: datetime.time | None = None
    notes: tuple[tuple[TalkStep, str], ...] = ()
    questions: tuple[ChosenQuestion, ...] = ()
    brought_up: tuple[BroughtUp, ...] = ()

    def note(self, step: TalkStep) -> str:
        """The note at a step, empty where there is none."""
        return dict(self.notes).get(step, "")

    def chosen(self, step: TalkStep) -> tuple[ChosenQuestion, ...]:
        """The questions kept at a step."""
        return tuple(question for question in self.questions if question.step is step)

    @property
    def without_notes(self) -> "Preparation":
        """The same, for a guide that holds no note."""
        return replace(self, notes=())

    @property
    def flagged(self) -> tuple[str, ...]:
        """The factors to bring up: those ranked by their rank, then the others in the order they were flagged."""
        return tuple(each.code for each in sorted(self.brought_up, key=lambda each: each.rank or PriorityRank.LATER))

    @property
    def priorities(self) -> tuple[str, ...]:
        """The factors ranked first, second and third."""
        ranked = [each for each in self.brought_up if each.rank not in (None, PriorityRank.LATER)]
        return tuple(each.code for each in sorted(ranked, key=lambda each: each.rank or PriorityRank.LATER))

    @property
    def ranks_twice(self) -> tuple[PriorityRank, ...]:
        """The ranks that two factors have; any number may be for later."""
        ranks = Counter(each.rank for each in self.brought_up)
        return tuple(rank for rank in PriorityRank if rank is not PriorityRank.LATER and ranks[rank] > 1)


def conversation(published: Published, length: int = USUAL_LENGTH) -> tuple[ConversationStep, ...]:
    """The steps of a conversation of so many minutes, in order, with what the results give to speak about.

    A step about results that has no factor is empty, and its minutes go to the choice of priorities, so that the sum
    is the length. At most three factors lead a step, those that every group rated first; the others are in reserve.
    Raises RequestError `length_unknown`. M. MARTIN, 60 minutes: F13, F9, F5; F12, F11, F8; F10, F2, F7 (F1 and F3 in
    reserve); F4, F7, F1; F4, F6.
    """
    if length not in LENGTHS:
        raise RequestError("length_unknown", length=length, candidates=", ".join(map(str, LENGTHS)))
    found = {step: _evidence(published, step) for step in TalkStep}
    silent = {step for step, some in found.items() if some == () and _is_about_results(step)}
    column = LENGTHS.index(length)
    spared = sum(MINUTES[step][column] for step in silent)
    return tuple(
        _step(published, step, 0 if step in silent else MINUTES[step][column], some, step in silent, spared)
        for step, some in found.items()
    )


def clock(steps: Sequence[ConversationStep], start: datetime.time) -> tuple[tuple[datetime.time, datetime.time], ...]:
    """From when to when each step lasts: at 14:00 the blind spots of an hour's conversation last from 14:24 to 14:34.

    Past midnight the clock goes on from 00:00.
    """
    begin = datetime.datetime.combine(datetime.date(2000, 1, 1), start)
    ends = accumulate((step.minutes for step in steps), initial=0)
    times = [(begin + datetime.timedelta(minutes=minutes)).time() for minutes in ends]
    return tuple(pairwise(times))


def _is_about_results(step: TalkStep) -> bool:
    return step in QUADRANT_OF or step is TalkStep.DISAGREEMENT


def _step(
    published: Published, step: TalkStep, minutes: int, found: Sequence[Evidence], is_empty: bool, spared: int
) -> ConversationStep:
    lead, reserve = tuple(found[:LEADING]), tuple(found[LEADING:])
    return ConversationStep(
        step=step,
        minutes=minutes + (spared if step is TalkStep.PRIORITIES else 0),
        evidence=lead,
        reserve=reserve,
        cautions=_cautions(published, step, (*lead, *reserve)),
        questions=() if is_empty else proposed(published.model, step, lead),
        is_empty=is_empty,
    )


def _evidence(published: Published, step: TalkStep) -> tuple[Evidence, ...]:
    """The factors of a step, in the order in which they are spoken about."""
    if not published.cells or not _is_about_results(step):
        return ()
    window = factor_window(published)
    places = {point.code: point.quadrant for point in window.points}
    if step is TalkStep.DISAGREEMENT:
        wide = disagreements(published, len(published.model.factors))
        return tuple(evidence(published, apart.code, places[apart.code]) for apart in wide)
    quadrant = QUADRANT_OF[step]
    points = sorted(window.in_quadrant(quadrant), key=lambda point: settled(_ORDER[step](point)))
    found = [evidence(published, point.code, quadrant) for point in points]
    return tuple(sorted(found, key=lambda each: bool(each.unrated)))


def _cautions(published: Published, step: TalkStep, found: Sequence[Evidence]) -> tuple[Caution, ...]:
    """What to read before a step, of its factors in their order; factors with the same two sides stand together."""
    two_sided = {
        CautionKind.SIDED: ((each.code, _seeing(published, step, each.code)) for each in found),
        CautionKind.APART: ((each.code, _differing(published, step, each)) for each in found),
        CautionKind.PARTLY: ((each.code, ((), each.unrated) if each.unrated else None) for each in found),
        CautionKind.LITTLE: ((each.code, ((), ()) if each.little else None) for each in found),
        CautionKind.RECLASSED: ((each.code, ((), ()) if each.is_reclassed else None) for each in found),
    }
    return tuple(caution for kind, told in two_sided.items() for caution in _together(kind, told))


def _together(kind: CautionKind, told: Iterable[tuple[str, Sides | None]]) -> Iterable[Caution]:
    by_sides: dict[Sides, list[str]] = {}
    for code, sides in told:
        if sides is not None:
            by_sides.setdefault(sides, []).append(code)
    return (Caution(kind, tuple(codes), *sides) for sides, codes in by_sides.items())


def _seeing(published: Published, step: TalkStep, code: str) -> Sides | None:
    """A blind spot or hidden strength in the eyes of some groups only: of which, and of which not."""
    if step not in (TalkStep.BLIND, TalkStep.HIDDEN):
        return None
    seen = sided(published, code, step is TalkStep.BLIND)
    return (seen.groups, seen.others) if seen is not None and seen.groups and seen.others else None


def _differing(published: Published, step: TalkStep, found: Evidence) -> Sides | None:
    """What is called shared or recognised, though two groups disagree about it."""
    if step not in (TalkStep.RECOGNISED, TalkStep.SHARED) or found.apart is None:
        return None
    return ((found.apart.highest,), (found.apart.lowest,)) if is_wide(published.model, found.apart) else None
