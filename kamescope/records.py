"""The plain facts that rooms hand one another: who, when, and how many answers. No logic."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Campaign:
    """One wave of questionnaires: `token` stands for it in addresses."""

    token: str
    name: str
    date: datetime.date


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
    """Counted questionnaires of one group that share one value of the partition."""

    group: int
    value: str
    respondents: int
    answers: int


class ItemCount(NamedTuple):
    """Answers to one item by the respondents who share one value of the partition."""

    group: int
    item: int
    value: str
    answers: int
    total: int
