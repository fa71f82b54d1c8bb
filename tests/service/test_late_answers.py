"""Time leaks too: late questionnaires of a published protected group wait until nobody can tell them apart."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope.service import Store, everything, open_store
from tests.service.sheets import (
    TEAM,
    codes,
    found,
    full,
    load,
    loaded,
    published,
    question,
    returned,
    several,
    shown,
    tables,
)
from tests.support import other_model, publish

LATE = several("peer", 4, first=4)


def waiting(store: Store) -> list[tuple[str, int]]:
    """Who waits, and how many answers of theirs are kept aside."""
    rows = tables(store)
    ids = {row[0]: row[4] for row in rows["respondents"] if row[7] == "waiting"}
    aside = [row[3] for row in rows["waiting_answers"]]
    assert set(aside) == set(ids)
    assert not set(ids) & {row[3] for row in rows["answers"]}
    return sorted((name, aside.count(number)) for number, name in ids.items())


def peers(store: Store) -> int:
    """How many peers count."""
    return published(store).group("peer").respondents


@pytest.mark.deep
@pytest.mark.parametrize("count", [1, 2])
def test_fewer_late_ones_than_the_minimum_wait_and_count_nowhere(base: Store, count: int):
    before = shown(base)
    report = loaded(base, [*TEAM, *LATE[:count]])
    assert codes(report, "warning") == ["late_answers_wait"]
    assert shown(base) == before
    assert waiting(base) == [(f"p{number}", 11) for number in range(4, 4 + count)]
    facts = report.issues[-1].facts
    assert (facts["kam"], facts["group"].in_("en"), facts["late"], facts["minimum"]) == ("Ada Martin", "Peer", count, 3)
    assert report.issues[-1].row is None


def test_enough_at_once_count_at_once(base: Store):
    assert loaded(base, LATE[:3]).issues == ()
    assert (peers(base), waiting(base)) == (6, [])


@pytest.mark.deep
@pytest.mark.parametrize("cumulative", [False, True])
def test_the_third_arrival_releases_all(base: Store, cumulative: bool):
    for number in range(3):
        assert peers(base) == 3
        loaded(base, [*TEAM, *LATE[: number + 1]] if cumulative else [LATE[number]])
    assert (peers(base), waiting(base)) == (6, [])
    assert published(base).cells == publish(other_model(), returned([*TEAM, *LATE[:3]])).cells


@pytest.mark.deep
def test_those_that_wait_already_are_told_with_the_new_one(base: Store):
    loaded(base, [LATE[0]])
    assert loaded(base, [LATE[1]]).issues[-1].facts["late"] == 2


def test_release_counts_a_late_one_at_once_and_the_journal_keeps_it(base: Store):
    report = loaded(base, [LATE[0]], release=True)
    assert (report.issues, peers(base), waiting(base)) == ((), 4, [])
    assert [row[11] for row in tables(base)["imports"]] == [False, True]


@pytest.mark.deep
def test_release_sets_free_what_the_same_file_had_left_waiting(base: Store):
    """The warning says « or at once with --release »: the same command, once more, must do it."""
    late = [*TEAM, LATE[0]]
    loaded(base, late)
    report = loaded(base, late, release=True)
    assert (report.issues, peers(base), waiting(base)) == ((), 4, [])
    assert [row[11] for row in tables(base)["imports"]] == [False, False, True]
    assert load(base, late, release=True).status == "already_imported"


@pytest.mark.deep
def test_release_touches_only_the_kams_and_groups_of_the_file(base: Store):
    loaded(base, several("peer", 3, kam="Bob"))
    loaded(base, [LATE[0]])
    loaded(base, [LATE[0].but(kam="Bob")])
    loaded(base, [LATE[1]], release=True)
    assert (peers(base), published(base, "Bob").group("peer").respondents) == (5, 3)


@pytest.mark.deep
def test_importing_what_waits_once_more_changes_nothing(base: Store):
    loaded(base, [LATE[0]])
    before = shown(base)
    assert loaded(base, [LATE[0].but(team="Nord")]).issues == ()
    assert (peers(base), waiting(base)) == (3, [("p4", 11)])
    assert before.replace("team=''", "team='Nord'") == shown(base)


def test_a_dry_run_says_that_they_would_wait(base: Store):
    assert codes(load(base, [LATE[0]], dry_run=True), "warning") == ["late_answers_wait"]
    assert waiting(base) == []


@pytest.mark.deep
def test_a_masked_group_may_grow_by_one(store: Store):
    for number, sheet in enumerate(several("peer", 3), start=1):
        assert loaded(store, [sheet]).issues == ()
        assert (peers(store), published(store).group("peer").status) == (
            number,
            "masked" if number < 3 else "published",
        )


def test_a_group_that_is_not_protected_never_waits(base: Store):
    assert loaded(base, several("manager", 1, first=2)).issues == ()
    assert published(base).group("manager").respondents == 2


@pytest.mark.deep
def test_an_empty_late_questionnaire_neither_waits_nor_counts(base: Store):
    report = loaded(base, [LATE[0].but(answers={}), LATE[1].but(answers={})])
    assert codes(report, "warning") == ["questionnaire_empty", "questionnaire_empty"]
    assert (peers(base), waiting(base)) == (3, [])


def test_an_empty_questionnaire_does_not_make_a_group_published(store: Store):
    """Two peers and an empty sheet are a masked group: a third peer counts at once."""
    loaded(store, [*several("peer", 2), full("peer", "p9", 5).but(answers={})])
    assert loaded(store, several("peer", 1, first=3)).issues == ()
    assert (peers(store), waiting(store)) == (3, [])


@pytest.mark.deep
def test_each_kam_and_group_waits_for_its_own(base: Store):
    loaded(base, [*several("peer", 3, kam="Bob"), *several("team", 4)])
    loaded(base, [LATE[0], LATE[1], LATE[2].but(kam="Bob"), *several("team", 3, first=5)])
    assert (peers(base), published(base, "Bob").group("peer").respondents) == (3, 3)
    assert published(base).group("team").respondents == 4
    loaded(base, several("team", 1, first=8))
    assert published(base).group("team").respondents == 8


# The partition: what can be looked at alone may not move by one either


def split(north: int, south: int, first: int = 1) -> list:
    """So many peers of each site."""
    return [
        *several("peer", north, first=first, value="Nord"),
        *several("peer", south, first=first + north, value="Sud"),
    ]


@pytest.mark.deep
def test_a_value_looked_at_alone_waits_though_the_group_would_not(store: Store):
    loaded(store, split(3, 3))
    before = shown(store)
    assert codes(loaded(store, split(1, 2, first=7)), "warning") == ["late_answers_wait"]
    assert shown(store) == before
    assert loaded(store, split(2, 1, first=10)).issues == ()
    assert (peers(store), published(store, where="Nord").group("peer").respondents) == (12, 6)


@pytest.mark.deep
def test_a_value_that_could_not_be_looked_at_alone_does_not_hold_back(store: Store):
    """All count; but the two of North came with the first South, and are not told from them afterwards."""
    loaded(store, split(2, 3))
    assert loaded(store, split(1, 3, first=6)).issues == ()
    head = published(store, where="Nord").group("peer")
    assert (head.respondents, head.filter) == (9, "inseparable")


@pytest.mark.deep
def test_a_value_looked_at_alone_long_ago_still_may_not_move_by_two(store: Store):
    """Two questionnaires of a new value put the filter off for a while; it comes back, and North has not crept up."""
    loaded(store, split(3, 3))
    loaded(store, [*several("peer", 2, first=7, value="Nord"), *several("peer", 2, first=9, value="Est")])
    loaded(store, several("peer", 3, first=11, value="Est"))
    assert published(store, where="Nord").group("peer").respondents in (3, 6)


def test_three_of_a_new_value_do_not_wait(store: Store):
    loaded(store, split(3, 3))
    assert loaded(store, several("peer", 3, first=7, value="Est")).issues == ()
    assert published(store, where="Est").group("peer").respondents == 3


@pytest.mark.deep
@given(
    st.lists(st.lists(st.tuples(st.sampled_from(["Nord", "Sud", ""]), st.integers(1, 4)), max_size=3), max_size=5),
)
@settings(max_examples=settings.default.max_examples // 4)
def test_no_view_ever_moves_by_fewer_than_the_minimum(batches):
    """Whatever arrives in whatever order: between two looks, a published figure changes by none or by enough."""
    with_store = open_store(":memory:")
    loaded(with_store, [full("self", "s1", 5)])
    views: dict[str | None, tuple[int, dict]] = {}
    number = 1
    for batch in batches:
        sheets = []
        for value, count in batch:
            sheets += several("peer", count, first=number, value=value)
            number += count
        if sheets:
            loaded(with_store, sheets)
        for where in (None, *everything(with_store).segments(question(found(with_store))).values.values()):
            result = published(with_store, where=where)
            head = result.group("peer")
            assert head.status == "published" or where is None
            if head.status == "published":
                respondents, cells = views.get(where, (0, {}))
                moved = head.respondents - respondents
                assert moved == 0 or moved >= head.minimum
                assert moved or cells == result.cells
                views[where] = head.respondents, result.cells
    with_store.close()


def test_the_journal_keeps_the_warning(base: Store):
    loaded(base, [LATE[0]])
    issues = json.loads(tables(base)["imports"][-1][12])
    assert [(issue["severity"], issue["code"]) for issue in issues] == [("warning", "late_answers_wait")]
