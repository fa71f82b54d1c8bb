"""`Published`: the only type that carries scores out of the service. It holds no respondent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple, TypeAlias

from kamescope.model import ENVIRONMENT, OVERALL, SELF, Factor, Item, Model, SubFactor, Text
from kamescope.privacy import GroupResult, Hidden, Status
from kamescope.records import Campaign, Kam


class Level(StrEnum):
    """How far answers are rolled up."""

    OVERALL = "overall"
    FACTOR = "factor"
    SUB_FACTOR = "sub_factor"
    ITEM = "item"


class Shown(NamedTuple):
    """One published figure: score in points, percent, from how many respondents and answers."""

    score: float
    percent: float
    respondents: int
    answers: int
    status: Literal[Status.PUBLISHED] = Status.PUBLISHED

    @property
    def is_published(self) -> Literal[True]:
        """The figure is there to be shown."""
        return True


class Missing(NamedTuple):
    """A figure that is not there, of how many respondents, and why."""

    score: None
    percent: None
    respondents: int
    answers: None
    status: Hidden

    @property
    def is_published(self) -> Literal[False]:
        """There is no figure to be shown."""
        return False


Cell: TypeAlias = Shown | Missing
"""One figure, or why there is none: whoever asks `is_published` knows which of the two it is."""


def missing(respondents: int, status: Hidden) -> Missing:
    """No figure of so many respondents, and why."""
    return Missing(None, None, respondents, None, status)


class Nearness(StrEnum):
    """How near one another the answers of a group lie."""

    SHARED = "shared"
    MIXED = "mixed"
    DIVIDED = "divided"


class Silence(StrEnum):
    """Why it is not told: too few answers to each item, a partition value looked at alone, a difference would tell."""

    FEW = "few"
    FILTERED = "filtered"
    APART = "apart"


class NearnessTold(NamedTuple):
    """How near the answers of a group lie on a factor, over how many of the items that the group was asked."""

    nearness: Nearness
    items: int
    asked: int


class NearnessUntold(NamedTuple):
    """Why nothing is told of it."""

    why: Silence


Dispersion: TypeAlias = NearnessTold | NearnessUntold
"""What may be told of the answers of one group to one factor; `Published` has none of groups without two people."""


@dataclass(frozen=True, eq=False)
class Published:
    """One KAM in one campaign, as far as it may be shown: cells by (level, code, group).

    `dispersions`: by factor and group; none of a KAM who is one of a `Panel`.
    """

    model: Model
    campaign: Campaign
    kam: Kam
    groups: tuple[GroupResult, ...]
    cells: Mapping[tuple[Level, str, str], Cell]
    where: str | None = None
    dispersions: Mapping[tuple[str, str], Dispersion] = field(default_factory=dict)

    def cell(self, level: Level, code: str, group: str) -> Cell:
        """The figure of one code for one group, or for `environment`."""
        return self.cells[level, code, group]

    def group(self, code: str) -> GroupResult:
        """The counts and state of one rater group."""
        return self.groups[self.model.group_index[code]]

    @property
    def published_groups(self) -> tuple[str, ...]:
        """Codes of the groups that are shown, self included, in model order."""
        return tuple(group.code for group in self.groups if group.status is Status.PUBLISHED)

    @property
    def environment_groups(self) -> tuple[str, ...]:
        """Codes of the groups that make up the environment here: published, everyone but self."""
        return tuple(code for code in self.published_groups if code != SELF)


def codes(model: Model, level: Level) -> tuple[str, ...]:
    """All codes of one level in model order; a factor without sub-factors has its own code at both levels."""
    if level is Level.OVERALL:
        return (OVERALL,)
    parts: dict[Level, Sequence[Factor | SubFactor | Item]] = {
        Level.FACTOR: model.factors,
        Level.SUB_FACTOR: model.sub_factors,
        Level.ITEM: model.items,
    }
    return tuple(part.code for part in parts[level])


def listed(model: Model, level: Level, factors: Iterable[str] | None) -> Iterator[str]:
    """The codes of one level that a filter on factors leaves in the list; None leaves all."""
    kept = None if factors is None else set(factors)
    for code in codes(model, level):
        if kept is None or code == OVERALL or model.factor_of[code].code in kept:
            yield code


def text_of(model: Model, level: Level, code: str) -> Text:
    """The name of a factor or sub-factor, the statement of an item."""
    if level is Level.ITEM:
        return model.item(code).text
    parts: Sequence[Factor | SubFactor] = model.factors if level is Level.FACTOR else model.sub_factors
    return next(part.name for part in parts if part.code == code)


def items_of(model: Model, level: Level, code: str) -> frozenset[str]:
    """The codes of the items that a figure is made of."""
    if level is Level.ITEM:
        return frozenset((code,))
    parts: Sequence[Factor | SubFactor] = model.sub_factors if level is Level.SUB_FACTOR else model.factors
    return frozenset(item.code for part in parts for item in part.items if level is Level.OVERALL or part.code == code)


def columns(model: Model) -> tuple[str, ...]:
    """Every column of a score table: the groups in model order, then the environment."""
    return (*(group.code for group in model.groups), ENVIRONMENT)
