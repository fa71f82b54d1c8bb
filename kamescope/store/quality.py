"""How the questionnaires of a campaign came back: counts that only the rules of privacy turn into something to show."""

from typing import NamedTuple

from kamescope.store.reads import Readable


class ReturnCounts(NamedTuple):
    """One group (by its place in the model) of one KAM (by token): questionnaires counted, waiting and empty.

    `answers`: how many those counted gave.
    """

    kam: str
    group: int
    respondents: int
    answers: int
    waiting: int
    empty: int


class Signs(NamedTuple):
    """The questionnaires of one block (made of `size`) that count in one group of one KAM.

    How many are `same` (all answers alike), `timed` (they say how long they took), `fast`, and `late` (not in the
    group's first import).
    """

    block: int
    size: int
    kam: str
    group: int
    respondents: int
    same: int
    timed: int
    fast: int
    late: int


def counts(store: Readable, campaign: str, fictitious: bool) -> dict[str, dict[int, ReturnCounts]]:
    """Every group from which something came back, by KAM and place, real people and fictitious ones apart."""
    found: dict[str, dict[int, ReturnCounts]] = {}
    for row in store.run("quality_counts", campaign=campaign, fictitious=fictitious).fetchall():
        count = ReturnCounts(*row)
        found.setdefault(count.kam, {})[count.group] = count
    return found


def signs(
    store: Readable, campaign: str, fictitious: bool, same_from: int, seconds_an_answer: float
) -> tuple[Signs, ...]:
    """What points to careless or late questionnaires, by block, KAM and group."""
    facts = {"same_from": same_from, "seconds_an_answer": seconds_an_answer}
    rows = store.run("quality_signs", campaign=campaign, fictitious=fictitious, **facts).fetchall()
    return tuple(map(Signs._make, rows))
