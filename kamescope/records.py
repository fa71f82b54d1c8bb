"""The plain facts that rooms hand one another: who, when, and how many answers. No logic."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

SMALLEST_TOTAL = 5
"""Signs of careless or late questionnaires are shown as totals of so many questionnaires or more."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """One wave of questionnaires: `token` stands for it in addresses; `collecting`: nothing is shown yet but counts."""

    token: str
    name: str
    date: datetime.date
    collecting: bool = False


@dataclass(frozen=True, slots=True)
class Kam:
    """The person rated: `token` stands for them in addresses, `id` is the source's own or the token."""

    token: str
    id: str
    name: str
    company: str
    team: str
    fictitious: bool


class RespondentCount(NamedTuple):
    """Counted questionnaires of one group that share one value of the partition.

    `apart`: whether no cell of the group (see `cells.py`) holds several values, so that each may be viewed alone.
    """

    group: int
    value: str
    respondents: int
    answers: int
    apart: bool = True


class ItemCount(NamedTuple):
    """Answers to one item by the respondents who share one value of the partition; `apart`: as above, of the item."""

    group: int
    item: int
    value: str
    answers: int
    total: int
    apart: bool = True


class AnswerCount(NamedTuple):
    """How often one answer to an item was given; `together`: the fewest answers to it in one cell (see `cells.py`)."""

    group: int
    item: int
    answer: int
    given: int
    together: int


class Release(NamedTuple):
    """Results given to `roles` from a day on; `who` gave them, "" where that is not known.

    `version` counts the releases of a KAM in a campaign; the one that stands has no `reopened_at`. `kept`: what it
    gave can be read again.
    """

    campaign: str
    kam: str
    version: int
    roles: tuple[str, ...]
    opens: datetime.date
    released_at: datetime.datetime
    who: str
    reopened_at: datetime.datetime | None
    kept: bool


class Marks(NamedTuple):
    """What the coach said of a KAM: to go on with what came back, that all is prepared, the day of the conversation."""

    goes_on: bool = False
    prepared: bool = False
    talk: datetime.date | None = None
