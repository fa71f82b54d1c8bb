"""One typed function per question asked of the database."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeVar, cast
from weakref import WeakKeyDictionary

import numpy as np

from kamescope.model import Model, Protection
from kamescope.model_file import model_from_source, with_aliases
from kamescope.naming import alphabetical
from kamescope.records import AnswerCount, Campaign, ItemCount, Kam, RespondentCount
from kamescope.store.connect import Ask, Snapshot, Store

Readable = Store | Snapshot

T = TypeVar("T")


class Enrolment(NamedTuple):
    """One KAM in one campaign, with the questionnaires counted by group (group, respondents, answers)."""

    campaign: Campaign
    kam: Kam
    model_id: int
    group_counts: tuple[tuple[int, int, int], ...]


class Located(NamedTuple):
    """Where one KAM's answers in one campaign are kept."""

    campaign: Campaign
    kam: Kam
    model: Model
    campaign_id: int
    kam_id: int


class Wave(NamedTuple):
    """A campaign: its token and name, the number of its model, and that model as it is shown there.

    As shown: under what the campaign promised, by whose groups nothing is told but counts while it is in collection.
    """

    token: str
    name: str
    model_id: int
    model: Model


_KEPT: WeakKeyDictionary[Store, tuple[int, dict[object, object]]] = WeakKeyDictionary()
"""What was read of a database in one state of its data."""


def data_version(store: Readable) -> int:
    """A number that grows with every change of the data."""
    return int(_meta(store, "data_version"))


def secret(store: Readable) -> str:
    """The key of this database's tokens."""
    return store.secret


def enrolments(frozen: Snapshot) -> tuple[Enrolment, ...]:
    """Every KAM of every campaign: latest campaign first, real people before fictitious ones, then by name."""
    return while_unchanged(frozen, _enrolments)


def _enrolments(frozen: Snapshot) -> tuple[Enrolment, ...]:
    counts: dict[tuple[int, int], tuple[tuple[int, int, int], ...]] = {}
    for campaign_id, kam_id, *head in frozen.run("heads").fetchall():
        counts[campaign_id, kam_id] = (*counts.get((campaign_id, kam_id), ()), tuple(head))
    found = []
    for campaign_id, kam_id, campaign, name, date, collecting, model_id, *kam in frozen.run("enrolments").fetchall():
        told = counts.get((campaign_id, kam_id), ())
        found.append((campaign_id, Enrolment(Campaign(campaign, name, date, collecting), Kam(*kam), model_id, told)))
    return tuple(_by_name(found))


def _by_name(found: Iterable[tuple[int, Enrolment]]) -> Iterator[Enrolment]:
    """Campaign by campaign as they come, and in each of them real people and then fictitious ones by name."""
    for _, each in groupby(found, key=itemgetter(0)):
        people = (enrolment for _, enrolment in each)
        yield from sorted(people, key=lambda one: (one.kam.fictitious, alphabetical(one.kam.name)))


def locate(frozen: Snapshot, campaign: str, kam: str) -> Located | None:
    """One KAM in one campaign by tokens, as a snapshot of the store has them; None where there is none.

    Everybody is read at once and kept until the data change: joining by token costs more than counting the answers.
    """
    return while_unchanged(frozen, _places).get((campaign, kam))


def there(frozen: Snapshot, campaign: str, kam: str) -> Located:
    """The same of a KAM whom the snapshot itself names in that campaign; KeyError where there is none."""
    return while_unchanged(frozen, _places)[campaign, kam]


def located(frozen: Snapshot, campaign: str) -> list[Located]:
    """Everybody of one campaign (token), as a snapshot of the store has them, in no order."""
    return [place for (token, _), place in while_unchanged(frozen, _places).items() if token == campaign]


def models(ask: Ask) -> dict[int, Model]:
    """Every model that campaigns of this database use, by number, as its newest file has it."""
    return {number: read_model(source, former) for number, source, former in ask("model_list").fetchall()}


def waves(ask: Ask) -> dict[int, Wave]:
    """Every campaign, as the tables number them."""
    known, promised, found = models(ask), promises(ask), {}
    for number, token, name, model_id, collecting in ask("campaign_models").fetchall():
        model = _shown(known[model_id], tuple(promised.get(number, {}).items()), collecting)
        found[number] = Wave(token, name, model_id, model)
    return found


def shown_models(frozen: Snapshot) -> Mapping[str, Model]:
    """The model of every campaign (token), as it is shown there."""
    return while_unchanged(frozen, _shown_models)


def _shown_models(frozen: Snapshot) -> dict[str, Model]:
    return {wave.token: wave.model for wave in waves(frozen.run).values()}


def promises(ask: Ask) -> dict[int, dict[str, Protection]]:
    """What every campaign promised, as the tables number it, by rater group code."""
    found: dict[int, dict[str, Protection]] = {}
    for campaign_id, group, *promised in ask("campaign_promises").fetchall():
        found.setdefault(campaign_id, {})[group] = Protection(*promised)
    return found


def respondent_counts(store: Readable, place: Located, by_segment: bool = False) -> list[RespondentCount]:
    """Questionnaires counted by group, and by partition value where asked."""
    query = "respondent_counts_by_segment" if by_segment else "respondent_counts"
    rows = store.run(query, campaign_id=place.campaign_id, kam_id=place.kam_id).fetchall()
    return [RespondentCount(*row) for row in rows]


def item_counts(store: Readable, place: Located, by_segment: bool = False) -> list[ItemCount]:
    """Answers and sums by group and item, and by partition value where asked."""
    query = "item_counts_by_segment" if by_segment else "item_counts"
    rows = store.run(query, campaign_id=place.campaign_id, kam_id=place.kam_id).fetchall()
    return [ItemCount(*row) for row in rows]


def answer_counts(store: Readable, place: Located) -> list[AnswerCount]:
    """How often each answer was given, by group and item."""
    rows = store.run("answer_counts", campaign_id=place.campaign_id, kam_id=place.kam_id).fetchall()
    return [AnswerCount(*row) for row in rows]


def campaign_group_counts(frozen: Snapshot, campaign_id: int) -> Mapping[str, np.ndarray]:
    """Questionnaires counted of a whole campaign, as parallel arrays by name: see the query."""
    return frozen.arrays("campaign_group_counts", campaign_id=campaign_id)


def campaign_group_counts_by_segment(store: Readable, campaign_id: int) -> dict[int, list[RespondentCount]]:
    """The same by KAM (as the tables number them), group and partition value."""
    found: dict[int, list[RespondentCount]] = {}
    for kam, *count in store.run("campaign_group_counts_by_segment", campaign_id=campaign_id).fetchall():
        found.setdefault(kam, []).append(RespondentCount(*count))
    return found


def campaign_items(frozen: Snapshot, campaign_id: int, where: str | None) -> Mapping[str, np.ndarray]:
    """Answers and sums of a whole campaign, as parallel arrays by name: see the query.

    With `where` there is an entry a partition value, and `kept` says whether it is that one. Without, an item may have
    several entries, to be added up.
    """
    kept = frozen.store.keeps_vectors
    if where is not None:
        query = "campaign_vectors_by_segment" if kept else "campaign_items_by_segment"
        found = frozen.arrays(query, campaign_id=campaign_id, where=where)
        return {**found, "apart": found["apart"].astype(bool)}
    found = frozen.arrays("campaign_vectors" if kept else "campaign_items", campaign_id=campaign_id)
    every = np.ones(len(found["item"]), dtype=bool)
    return {**found, "kept": every, "apart": every}


def _meta(store: Readable, key: str) -> str:
    return store.run("meta", key=key).fetchall()[0][0]


def while_unchanged(frozen: Snapshot, read: Callable[[Snapshot], T]) -> T:
    """What a read of a snapshot finds, read once for each state of the data."""
    version, kept = data_version(frozen), _KEPT.get(frozen.store)
    if kept is None or kept[0] != version:
        kept = _KEPT[frozen.store] = version, {}
    if read not in kept[1]:
        kept[1][read] = read(frozen)
    return cast(T, kept[1][read])


def _places(frozen: Snapshot) -> dict[tuple[str, str], Located]:
    known, found = waves(frozen.run), {}
    for campaign_id, kam_id, token, name, date, collecting, kam, *person in frozen.run("places").fetchall():
        campaign = Campaign(token, name, date, collecting)
        found[token, kam] = Located(campaign, Kam(kam, *person), known[campaign_id].model, campaign_id, kam_id)
    return found


@lru_cache(maxsize=32)
def read_model(source: str, former: str) -> Model:
    """A model as the database keeps it, read once a process; its items also answer to former statements."""
    return with_aliases(model_from_source(source), json.loads(former), "database")


@lru_cache(maxsize=256)
def _shown(model: Model, promised: tuple[tuple[str, Protection], ...], collecting: bool) -> Model:
    model = model.under(dict(promised))
    return model.in_collection if collecting else model
