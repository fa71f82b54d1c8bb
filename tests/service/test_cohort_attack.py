"""Whole numbers against the means of somebody who sees only some of a campaign: every answer that others may have given
is tried, and nobody's figure is left with one value by all that was ever told them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kamescope.analysis.published import Level
from kamescope.analysis.window import Cut, own_cut, window_gaps
from kamescope.model_file import model_from_data
from kamescope.service import GrantRequest, Service, Store, everything, signed_in
from tests.service.sheets import Sheet, found, give_at_once, loaded, question
from tests.service.sheets import given as released
from tests.store.again import apart
from tests.support import Questionnaire, publish

WHO = "zoe@x.fr"
LEVELS = (Level.FACTOR, Level.SUB_FACTOR, Level.ITEM)
SUB_FACTORS = {"S1": ("Q1", "Q2"), "S2": ("Q3",)}
MODEL = model_from_data(
    {
        "code": "small",
        "name": "small",
        "partition": "site",
        "scale": {"min": 1, "max": 2},
        "groups": [{"code": code, "name": code, "minimum": 1, "attributable": True} for code in ("self", "manager")],
        "factors": [
            {
                "code": "F1",
                "name": "F1",
                "sub_factors": [
                    {"code": sub, "name": sub, "items": [{"code": code, "text": code} for code in items]}
                    for sub, items in SUB_FACTORS.items()
                ],
            }
        ],
    },
    "small.toml",
)
"""Small enough to try everything: three statements, two answers, and levels that weigh the statements differently."""
Answers = tuple[int, int, int]
Figures = tuple[float, float, float]
"""One side's own cut at each level."""
TINY = 1e-5
EVERY = tuple(product((1, 2), repeat=3))
NORTH, SOUTH = 3, 6
GIVEN: tuple[tuple[Answers, Answers], ...] = tuple((EVERY[n * n % 7], EVERY[n * 5 % 8]) for n in range(1, 10))
"""What each KAM answered about themself, and their manager; the last one did not."""
ON = (
    {"role": "kam", "kam": "K0"},
    {"role": "manager", "kam": "K3"},
    {"role": "coach", "kam": "K4"},
    {"role": "coach", "team": "Nord"},
    {"role": "lead", "team": "Nord"},
    {"role": "lead", "team": "Sud"},
    {"role": "lead", "company": "XYZ"},
)


class Look(NamedTuple):
    """What somebody saw at one moment: whose results, and the means of the others that they were told, by level."""

    seen: frozenset[str]
    means: Mapping[Level, Cut]


def sheets() -> Iterator[Sheet]:
    for number, (own, others) in enumerate(GIVEN):
        facts = {"kam": f"Kam {number}", "kam_id": f"K{number}", "team": "Nord" if number < NORTH else "Sud"}
        if number < NORTH + SOUTH - 1:
            yield Sheet("self", f"s{number}", dict(zip(MODEL.item_index, own, strict=True)), **facts)
        yield Sheet("manager", f"m{number}", dict(zip(MODEL.item_index, others, strict=True)), **facts)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """One campaign; nothing is shared, nobody is granted anything."""
    opened = apart()
    loaded(opened, sheets(), model=MODEL)
    yield opened
    opened.close()


def figures(answers: Answers) -> Figures:
    """The own cut of whoever is answered about like that."""
    each = dict(zip(MODEL.item_index, answers, strict=True))
    published = publish(MODEL, [Questionnaire("self", each), Questionnaire("manager", each)])
    return tuple(own_cut(window_gaps(published, level)).self_percent for level in LEVELS)


CUTS = {answers: figures(answers) for answers in EVERY}


def look(door: Service) -> Look:
    """Everything that is told of the campaign as a whole."""
    mine = door.people()
    cuts = {level: door.cohort_cut(question(mine[0]), level) for level in LEVELS} if mine else {}
    told = {level: cut for level, cut in cuts.items() if isinstance(cut, Cut)}
    return Look(frozenset(entry.kam.id for entry in mine), told)


def possible(whole: Figures, known: Sequence[Figures], others: int) -> set[Figures]:
    """What one of the people of a mean may have, told `whole`, beside known ones and so many of whom nothing is known:
    all answers of all of them are tried."""
    count = len(known) + others + 1
    beside = np.array(sorted(sums(others))) + np.sum([(0, 0, 0), *known], axis=0)
    return {each for each in CUTS.values() if (np.abs((beside + each) / count - whole) <= 0.5 + TINY).all(axis=1).any()}


@cache
def sums(people: int) -> frozenset[Figures]:
    """What so many people's figures may add up to."""
    if not people:
        return frozenset({(0.0, 0.0, 0.0)})
    return frozenset(added(total, each) for total in sums(people - 1) for each in CUTS.values())


def added(one: Figures, other: Figures) -> Figures:
    return tuple(round(a + b, 6) for a, b in zip(one, other, strict=True))


def pinned(looks: Sequence[Look]) -> set[str]:
    """Of whom somebody who kept all that they saw knows a figure that they never were shown."""
    counted = range(NORTH + SOUTH - 1)
    known = {number for number in counted if any(f"K{number}" in each.seen for each in looks)}
    unknown, means = set(counted) - known, {level: cut for each in looks for level, cut in each.means.items()}
    found_out = set()
    for side in (0, 1) if means and unknown else ():
        whole = tuple((means[level].self_percent, means[level].environment_percent)[side] for level in LEVELS)
        may_be = possible(whole, [CUTS[GIVEN[number][side]] for number in known], len(unknown) - 1)
        assert {CUTS[GIVEN[number][side]] for number in unknown} <= may_be, "what is so is possible"
        found_out |= {f"K{number}" for number in unknown if len(may_be) == 1}
    return found_out


@pytest.mark.deep
@given(
    st.lists(st.sets(st.integers(0, NORTH + SOUTH - 1), min_size=1), min_size=1, max_size=3),
    st.lists(st.sampled_from(ON), min_size=1, max_size=2, unique_by=str),
)
@example([{0}, {1, 2, 3, 4, 5, 6}], [ON[-1]])
@settings(max_examples=settings.default.max_examples // 4)
def test_whoever_is_shared_and_in_whatever_order_nobody_else_s_figure_is_found(
    store: Store, steps: Sequence[set[int]], granted: Sequence[Mapping[str, str]]
):
    """Of whoever leads a company too, of whom all but the last are shared: the mean of before is remembered."""
    door = everything(store)
    pairs = {entry.kam.id: (entry.campaign.token, entry.kam.token) for entry in door.people()}
    for each in granted:
        door.grant(GrantRequest(email=WHO, **each))
    looks = [look(signed_in(store, WHO))]
    for step in steps:
        for number in step:
            give_at_once(door, *pairs[f"K{number}"])
        looks.append(look(signed_in(store, WHO)))
    for pair in released(door):
        door.reopen(*pair)
    for each in granted:
        door.revoke(GrantRequest(email=WHO, **each))
    assert pinned(looks) == set()


def test_the_attack_finds_who_is_alone_and_not_one_of_five():
    mean = tuple(sum(sides) / 5 for sides in zip(*(CUTS[own] for own, _ in GIVEN[:5]), strict=True))
    known = [CUTS[own] for own, _ in GIVEN[:4]]
    assert possible(mean, known, 0) == {CUTS[GIVEN[4][0]]}
    assert len(possible(mean, [], 4)) > 1


def test_a_mean_is_told_in_whole_percents(store: Store):
    door = everything(store)
    door.grant(GrantRequest("coach", WHO, kam="K0"))
    told = look(signed_in(store, WHO)).means
    door.revoke(GrantRequest("coach", WHO, kam="K0"))
    exact = door.cohort_cut(question(found(store, "K0")), Level.ITEM)
    assert told.keys() == set(LEVELS)
    assert told[Level.ITEM] == Cut(math.floor(exact.self_percent + 0.5), math.floor(exact.environment_percent + 0.5))
    assert exact != told[Level.ITEM]
