"""How far a campaign's questionnaires can be relied on, from what may be published (docs/design.md 4). Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kamescope.analysis.panel import STATUSES, Counted, GroupCounts, item_figures
from kamescope.model import OVERALL, Model
from kamescope.privacy import GroupResult, Status
from kamescope.records import SMALLEST_TOTAL, Kam

SAME_FROM = 10
"""So many answers or more, all of one value, are a sign; fewer may well be sincere."""
SECONDS_AN_ANSWER = 2.0
"""Nobody reads a statement and judges a person in less."""


class State(StrEnum):
    """Where one group of raters of one KAM stands, what asks for action first."""

    MASKED = "masked"
    WAITING = "waiting"
    NOTHING = "nothing"
    INCOMPLETE = "incomplete"
    EXCESS = "excess"
    SHOWN = "shown"
    COMPLETE = "complete"


class Sign(StrEnum):
    """What may point to a careless or late questionnaire: all answers alike, too quick, after the first import."""

    SAME = "same"
    FAST = "fast"
    LATE = "late"


class Returns(NamedTuple):
    """What came back from one group of one KAM; `sent` and `empty` are null where unknown or not to be said."""

    group: GroupResult
    sent: int | None
    waiting: int
    empty: int | None

    @property
    def state(self) -> State:
        """The most urgent thing that is to be said of it."""
        if self.group.status is Status.MASKED:
            return State.MASKED
        if self.waiting:
            return State.WAITING
        if self.sent is not None:
            return self._against(self.sent)
        return State.SHOWN if self.group.respondents else State.NOTHING

    @property
    def wanting(self) -> int:
        """How many more questionnaires would show the group; 0 where it is shown."""
        return max(0, self.group.minimum - self.group.respondents)

    @property
    def difference(self) -> int:
        """How many more came back, waiting ones too, than were sent; below zero how many are still to come."""
        return 0 if self.sent is None else self.group.respondents + self.waiting - self.sent

    def _against(self, sent: int) -> State:
        if not self.difference:
            return State.COMPLETE
        if self.difference > 0:
            return State.EXCESS
        return State.INCOMPLETE if self.group.respondents else State.NOTHING


class KamReturns(NamedTuple):
    """One KAM and what came back from each group, in model order."""

    kam: Kam
    groups: tuple[Returns, ...]

    def of(self, code: str) -> Returns:
        """What came back from one group."""
        return next(each for each in self.groups if each.group.code == code)


class Rate(NamedTuple):
    """Answers given out of those possible; null unless published."""

    status: Status
    given: int | None = None
    possible: int | None = None

    @property
    def share(self) -> float | None:
        """The part left without an answer, 0 to 1: 38 of 44 is 0.1364."""
        return 1 - self.given / self.possible if self.given is not None and self.possible else None


_NOT_ASKED = Rate(Status.NO_DATA)

Blanks = Mapping[tuple[str, str], Rate]
"""Answers given and possible, by code (`ALL`, factor or item) and group."""


class Tally(NamedTuple):
    """How many of some questionnaires bear a sign."""

    questionnaires: int
    marked: int


class BlockPart(NamedTuple):
    """The tally of those questionnaires of a block that are in one group of one KAM."""

    block: int
    kam: str
    group: str
    tally: Tally


class Block(NamedTuple):
    """A total that may be shown: of these groups of one KAM, or (no KAM) of what several KAMs have left over."""

    kam: str | None
    groups: tuple[str, ...]
    tally: Tally


@dataclass(frozen=True, eq=False)
class Quality:
    """Everything that may be said of how a campaign's questionnaires came back."""

    model: Model
    kams: tuple[KamReturns, ...]
    blanks: Blanks
    signs: Mapping[Sign, tuple[Block, ...]]


def by_urgency(kams: Iterable[KamReturns], groups: Sequence[str]) -> list[KamReturns]:
    """The KAMs in whose listed groups the most is to be done first; else as they come."""
    order = list(State)

    def urgency(entry: KamReturns) -> list[int]:
        return sorted(order.index(each.state) for each in entry.groups if each.group.code in groups)

    return sorted(kams, key=urgency)


def blanks(model: Model, kams: Iterable[Iterable[GroupResult]]) -> Blanks:
    """The non-response of each group as a whole, by factor and by item, over one KAM or several of one model.

    A masked item counts in no factor, so that nobody can subtract the others from it.
    """
    rates: dict[tuple[str, str], list[Rate]] = defaultdict(list)
    for groups in kams:
        for group in groups:
            rates[OVERALL, group.code].append(_whole(group))
            for item, rate in zip(model.items, _items(model, group), strict=True):
                rates[item.code, group.code].append(rate)
    return _with_factors(model, {place: added(some) for place, some in rates.items()})


def blanks_of_many(model: Model, group_counts: GroupCounts, counted: Counted) -> Blanks:
    """The same over many KAMs on arrays: of ten thousand it takes a second."""
    items = item_figures(model, group_counts, counted)
    found: dict[tuple[str, str], Rate] = {}
    published, hidden = STATUSES.index(Status.PUBLISHED), STATUSES.index(Status.MASKED)
    for index, group in enumerate(model.groups):
        status, masked = group_counts.status[:, index], items.status[:, index, :] == hidden
        shown = group_counts.respondents[:, index] * (status == published)
        given = items.answers[:, index, :].sum(axis=0)
        possible = (shown[:, None] * ~masked).sum(axis=0)
        whole = group_counts.answers[:, index].sum(), shown.sum() * len(group.items)
        found[OVERALL, group.code] = _rate(*whole, (status == hidden).any())
        for at, item in enumerate(model.items):
            if item.code in group.items:
                found[item.code, group.code] = _rate(given[at], possible[at], masked[:, at].any())
    return _with_factors(model, found)


def _with_factors(model: Model, found: Mapping[tuple[str, str], Rate]) -> Blanks:
    """Every code of the model with every group: the factors of their items, without data what nobody was asked."""
    rates: dict[tuple[str, str], Rate] = {}
    for group in model.groups:
        for code in (OVERALL, *(item.code for item in model.items)):
            rates[code, group.code] = found.get((code, group.code), _NOT_ASKED)
        for factor in model.factors:
            rates[factor.code, group.code] = added(rates[item.code, group.code] for item in factor.items)
    return rates


def added(rates: Iterable[Rate]) -> Rate:
    """Several rates as one: the published ones count; without any, masked if one is masked."""
    given = possible = 0
    masked = False
    for rate in rates:
        masked = masked or rate.status is Status.MASKED
        if rate.given is not None and rate.possible is not None:
            given, possible = given + rate.given, possible + rate.possible
    return _rate(given, possible, masked)


def _rate(given: int, possible: int, masked: bool) -> Rate:
    """Plain numbers: what is counted on arrays comes as numbers of theirs."""
    if possible:
        return Rate(Status.PUBLISHED, int(given), int(possible))
    return Rate(Status.MASKED if masked else Status.NO_DATA)


def most_blank(rates: Blanks, codes: Iterable[str], groups: Sequence[str], n: int) -> tuple[str, ...]:
    """The n codes that the groups together leave blank the most, those without any blank apart; ties as they come."""
    shares = {code: added(rates[code, group] for group in groups).share or 0 for code in codes}
    return tuple(sorted((code for code in shares if shares[code] > 0), key=shares.__getitem__, reverse=True)[:n])


def blocks(model: Model, parts: Iterable[BlockPart]) -> tuple[Block, ...]:
    """The tallies of whole blocks as totals that may be shown: by KAM and groups, and what several KAMs share.

    Questionnaires stay in one block, or in none, from their first day on, and every block told is of five or more; so
    whatever is added to or taken from what, and from what was told before, no figure over fewer than five comes out.
    """
    order = {group.code: index for index, group in enumerate(model.groups)}
    told: dict[int, list[BlockPart]] = defaultdict(list)
    for part in parts:
        told[part.block].append(part)
    found: dict[tuple[str | None, tuple[str, ...]], list[Tally]] = defaultdict(list)
    for block in told.values():
        tally = summed(part.tally for part in block)
        if tally.questionnaires >= SMALLEST_TOTAL:
            found[_whose(block, order)].append(tally)
    return tuple(Block(*whose, summed(tallies)) for whose, tallies in found.items())


def _whose(block: Sequence[BlockPart], order: Mapping[str, int]) -> tuple[str | None, tuple[str, ...]]:
    """The KAM and groups of a block; nobody's own where several KAMs share it."""
    if len({part.kam for part in block}) > 1:
        return None, ()
    return block[0].kam, tuple(sorted({part.group for part in block}, key=order.__getitem__))


def summed(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one."""
    some = list(tallies)
    return Tally(sum(tally.questionnaires for tally in some), sum(tally.marked for tally in some))


def _whole(group: GroupResult) -> Rate:
    if group.answers is None:
        return Rate(group.status)
    return Rate(Status.PUBLISHED, group.answers, group.respondents * group.asked)


def _items(model: Model, group: GroupResult) -> Iterator[Rate]:
    """The rate of every item, in model order; an item that nobody answered was asked all the same."""
    asked = model.group(group.code).items
    for item, mean in zip(model.items, group.items, strict=True):
        if item.code not in asked:
            yield _NOT_ASKED
        elif group.status is Status.PUBLISHED and mean.status is not Status.MASKED:
            yield Rate(Status.PUBLISHED, mean.answers or 0, group.respondents)
        else:
            yield Rate(mean.status)
