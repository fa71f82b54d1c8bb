"""Counts in, what may be published out: the one place that decides what is shown (docs/design.md 4). Pure."""

from collections.abc import Container, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias, TypeVar

from kamescope.model import Model, RaterGroup
from kamescope.records import AnswerCount, ItemCount, RespondentCount

MISSING = ""
"""The value of a partition attribute that a respondent does not have: a value like any other."""


SPREAD_MINIMUM = 5
"""How far apart answers to an item lie is told of so many, all shown for the first time with as many others."""


class Status(StrEnum):
    """Whether a figure is shown, held back, or not there."""

    PUBLISHED = "published"
    MASKED = "masked"
    NO_DATA = "no_data"


Hidden: TypeAlias = Literal[Status.MASKED, Status.NO_DATA]
"""Why a figure is not there."""


class FilterState(StrEnum):
    """What the partition filter does to one rater group."""

    NONE = "none"
    APPLIED = "applied"
    NOT_HELD = "not_held"
    TOO_FEW = "too_few"
    INSEPARABLE = "inseparable"


class ShownMean(NamedTuple):
    """What is said of an item that is shown: its mean in points and the answers behind it."""

    status: Literal[Status.PUBLISHED]
    mean: float
    answers: int


class NoMean(NamedTuple):
    """An item of which nothing is said, and why."""

    status: Hidden
    mean: None = None
    answers: None = None


ItemMean: TypeAlias = ShownMean | NoMean
"""What may be said of one item: asking for its status tells which of the two it is."""


class GroupResult(NamedTuple):
    """What may be said of one rater group: its counts, and its items in model order."""

    code: str
    respondents: int
    minimum: int
    status: Status
    asked: int
    answers: int | None
    filter: FilterState
    items: tuple[ItemMean, ...]

    @property
    def non_response(self) -> float | None:
        """1 − answers / (respondents × items asked) (docs/design.md 3, rule 6): 114 of 3 × 44 is 0.1364."""
        if self.answers is None:
            return None
        return 1 - self.answers / (self.respondents * self.asked)


_NO_DATA = NoMean(Status.NO_DATA)
_MASKED = NoMean(Status.MASKED)


def publish_groups(
    model: Model, respondents: Sequence[RespondentCount], items: Sequence[ItemCount], where: str | None = None
) -> tuple[GroupResult, ...]:
    """Decide for every rater group, in model order, what may be shown.

    `items` holds one count for each group, item and partition value. `where` keeps one partition value, in the
    groups where that is safe; None keeps everybody (the counts may then all carry one value).
    """
    counts: list[list[ItemCount]] = [[] for _ in model.groups]
    for count in items:
        counts[count.group].append(_turned(model, count))
    group_counts = publish_counts(model, respondents, where)
    return tuple(
        _publish_group(model, group, group_counts[index], counts[index], where)
        for index, group in enumerate(model.groups)
    )


def _turned(model: Model, count: ItemCount) -> ItemCount:
    """A count as it is scored: that of a reversed item turned round."""
    if not model.items[count.item].reversed:
        return count
    return count._replace(total=model.scale.turned(count.total, count.answers))


def under_promises(model: Model, groups: Iterable[GroupResult]) -> tuple[GroupResult, ...]:
    """Groups of everybody that were published once, as the model's promises let them be shown now: never more.

    *Published from three respondents on; of a group of four, under a minimum of five, nothing is left but counts.*
    """
    return tuple(_still(model.group(group.code), group) for group in groups)


def _still(promised: RaterGroup, group: GroupResult) -> GroupResult:
    if group.status is not Status.PUBLISHED:
        return group
    status = group_status(promised, group.respondents)
    is_told = status is Status.PUBLISHED
    items = tuple(
        _MASKED
        if item.status is Status.PUBLISHED and (not is_told or too_few(item.answers, promised.item_minimum))
        else item
        for item in group.items
    )
    return group._replace(status=status, answers=group.answers if is_told else None, items=items)


def filter_state(group: RaterGroup, respondents: Mapping[str, int], apart: bool, where: str | None) -> FilterState:
    """Whether a partition filter may act on a group whose respondents by value are given.

    `apart` is false where a value alone would tell somebody's answers, beside what was shown before.
    """
    if where is None:
        return FilterState.NONE
    if not any(value != MISSING for value in respondents):
        return FilterState.NOT_HELD
    # Every value, not the one asked for alone: the smallest comes out when the others are taken from the whole.
    if min(respondents.values()) < group.minimum:
        return FilterState.TOO_FEW
    return FilterState.APPLIED if apart else FilterState.INSEPARABLE


def group_status(group: RaterGroup, respondents: int) -> Status:
    """Nobody: no data; fewer than the minimum, or a campaign in collection: masked; else published."""
    if respondents == 0:
        return Status.NO_DATA
    return Status.PUBLISHED if respondents >= group.minimum and not group.closed else Status.MASKED


def publish_count(group: RaterGroup, respondents: int, answers: int) -> GroupResult:
    """The counts and state of one group, without its items."""
    status = group_status(group, respondents)
    shown = answers if status is Status.PUBLISHED else None
    return GroupResult(
        group.code, respondents, group.minimum, status, len(group.items), shown, FilterState.NONE, items=()
    )


def publish_counts(
    model: Model, respondents: Sequence[RespondentCount], where: str | None = None
) -> tuple[GroupResult, ...]:
    """The counts and state of every rater group, in model order, without items: `publish_groups`' first half."""
    group_counts: list[list[RespondentCount]] = [[] for _ in model.groups]
    for head in respondents:
        group_counts[head.group].append(head)
    return tuple(_head(group, group_counts[index], where) for index, group in enumerate(model.groups))


Spreads: TypeAlias = Mapping[tuple[str, str], Mapping[int, int]]
"""How often each answer was given, by group and item code: never told itself, only what is made of it."""


def spreads(
    model: Model, groups: Sequence[GroupResult], counts: Iterable[AnswerCount], diminished: Container[int]
) -> Spreads:
    """The answers to the items of which it may be told how far apart they lie, as stored (docs/design.md 4).

    Five or more, in cells of five or more, of the whole group; `diminished`: the groups (places) of which something
    was shown and is gone, so that two days' figures would tell about it alone.
    """
    found: dict[tuple[str, str], dict[int, int]] = {}
    for place, item, answer, given, together in counts:
        group = groups[place]
        mean = group.items[item]
        whole = group.filter is not FilterState.APPLIED and place not in diminished
        if whole and mean.status is Status.PUBLISHED and min(mean.answers, together) >= SPREAD_MINIMUM:
            found.setdefault((group.code, model.items[item].code), {})[answer] = given
    return found


class Flags(Protocol):
    """A truth, or an array of them."""

    def __and__(self: "_Flags", other: "_Flags", /) -> "_Flags": ...


_Flags = TypeVar("_Flags", bound=Flags)
_Told = TypeVar("_Told", bound=Flags, covariant=True)


class Counts(Protocol[_Told]):
    """A count, or an array of them, compared with another."""

    def __gt__(self, other: int, /) -> _Told: ...
    def __lt__(self, other: Any, /) -> _Told: ...


def too_few(answers: Counts[_Flags], minimum: Counts[_Flags]) -> _Flags:
    """Whether there are answers, but fewer than may be shown; of arrays of counts, each one."""
    return (answers > 0) & (answers < minimum)


def by_value(group_counts: Iterable[RespondentCount]) -> tuple[dict[str, int], bool]:
    """The respondents of one group by partition value, and whether each value may be viewed alone."""
    told = list(group_counts)
    return {head.value: head.respondents for head in told}, all(head.apart for head in told)


def _head(group: RaterGroup, group_counts: Sequence[RespondentCount], where: str | None) -> GroupResult:
    state = filter_state(group, *by_value(group_counts), where)
    kept = [head for head in group_counts if state is not FilterState.APPLIED or head.value == where]
    head = publish_count(group, sum(head.respondents for head in kept), sum(head.answers for head in kept))
    return head._replace(filter=state)


def _publish_group(
    model: Model, group: RaterGroup, head: GroupResult, counts: Sequence[ItemCount], where: str | None
) -> GroupResult:
    published = head.status is Status.PUBLISHED
    means = _item_means(group, counts, where if head.filter is FilterState.APPLIED else None) if published else {}
    silent = _MASKED if head.status is Status.MASKED else _NO_DATA
    # What a group is not asked has no data even where it is masked: that much the questionnaire says itself.
    items = tuple(
        means.get(index, silent) if item.code in group.items else _NO_DATA for index, item in enumerate(model.items)
    )
    return head._replace(items=items)


def _item_means(group: RaterGroup, counts: Sequence[ItemCount], where: str | None) -> dict[int, ItemMean]:
    """The items of a published group: masked where too few answered, under a filter where *any* value has too few."""
    answers: dict[int, int] = {}
    totals: dict[int, int] = {}
    masked: set[int] = set()
    for _, item, value, n, total, apart in counts:
        if not n:
            continue
        if where is not None:
            if too_few(n, group.item_minimum) or not apart:
                masked.add(item)
            if value != where:
                continue
        answers[item] = answers.get(item, 0) + n
        totals[item] = totals.get(item, 0) + total
    # Here, before anything is rolled up: the mean of a sub-factor could give it back.
    masked.update(item for item, n in answers.items() if too_few(n, group.item_minimum))
    means: dict[int, ItemMean] = {item: ShownMean(Status.PUBLISHED, totals[item] / n, n) for item, n in answers.items()}
    return means | dict.fromkeys(masked, _MASKED)
