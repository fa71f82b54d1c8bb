"""Whether a database holds together: its form, its key, and what its tables say against each other."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kamescope.store.connect import IN_MEMORY, Store, open_store
from kamescope.store.reads import Readable, waves

QUERIES = {
    "answers": "check_answers",
    "counting": "check_counting",
    "owners": "check_owners",
    "comments": "check_comments",
    "twice": "check_twice",
    "journal": "check_journal",
    "imports": "check_imports",
    "people": "check_people",
    "plans": "check_plans",
    "prepared": "check_prepared",
    "versions": "check_versions",
    "levers": "check_levers",
    "version": "check_version",
}
"""What may not agree, and the query that counts where."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One kind of thing that does not hold together, and how often."""

    code: str
    count: int


class Holdings(NamedTuple):
    """How much is in a database: imports that are not undone, questionnaires, and answers that they gave."""

    imports: int
    respondents: int
    answers: int


class Soundness(NamedTuple):
    """What was found in a database of which every row was read."""

    version: int
    holdings: Holdings
    faults: tuple[Mismatch, ...]


def check(store: Store) -> Soundness:
    """Compare counts and sums of all tables, in one state of the data; that every block is whole, opening has told."""
    with store.snapshot() as frozen:
        shape = Mismatch("shape", len(_shape(frozen) ^ store.spelled(_shape_of_new())))
        if shape.count:
            # Queries would fail on a table or column that is missing.
            return Soundness(0, Holdings(0, 0, 0), (shape,))
        counts = {"key": int(store.locked is not None)}
        counts |= {code: int(frozen.run(query).fetchall()[0][0]) for code, query in QUERIES.items()}
        if store.keeps_vectors:
            counts["vectors"] = int(frozen.run("check_vectors").fetchall()[0][0])
        # Of a campaign without a model nothing tells what it may hold.
        counts["scale"] = 0 if counts["people"] else _beyond(frozen)
        version = frozen.run("meta", key="data_version").fetchall()
        faults = tuple(Mismatch(code, count) for code, count in counts.items() if count)
        return Soundness(int(version[0][0]) if version else 0, holdings(frozen), faults)


def holdings(store: Readable) -> Holdings:
    """How much there is."""
    return Holdings(*map(int, store.run("holdings").fetchall()[0]))


def _beyond(frozen: Readable) -> int:
    """Campaigns with answers of groups, to items or in values that their model does not have."""
    models = {campaign: wave.model for campaign, wave in waves(frozen.run).items()}
    beyond = 0
    for campaign, group, item, lowest, highest in frozen.run("check_widest").fetchall():
        model = models.get(campaign)
        beyond += model is None or not (
            group < len(model.groups)
            and item < len(model.items)
            and model.scale.minimum <= lowest <= highest <= model.scale.maximum
        )
    return beyond


def _shape(store: Readable) -> frozenset[tuple[str, str, str]]:
    """Every table, column and type."""
    return frozenset(store.run("shape").fetchall())


@cache
def _shape_of_new() -> frozenset[tuple[str, str, str]]:
    new = open_store(IN_MEMORY)
    try:
        return _shape(new)
    finally:
        new.close()
