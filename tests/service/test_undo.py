"""Undoing an import: what only it brought goes, what it replaced comes back, nothing else moves (docs/design.md 4)."""

import pytest

from kamescope import service
from kamescope.errors import RequestError
from kamescope.service import Scope, Service, Store, Task, Viewer, everything
from tests.service.deliveries import deliver
from tests.service.sheets import (
    TEAM,
    Sheet,
    changed,
    codes,
    found,
    full,
    load,
    loaded,
    published,
    question,
    several,
    shown,
    single_waiting,
    tables,
    wide,
)

LATE = several("peer", 6, first=4)
JOURNAL = {"imports", "meta", "migrations", "gone", "gone_answers", "protections", "audit"}
CELLS = {"answers": 6, "waiting_answers": 6, "replaced_answers": 6, "respondents": 15}
"""In these tables the columns behind so many say what was shown together."""


def undo(store: Store, number: int, release: bool = False) -> service.Undone:
    """Undo an import by its number."""
    return everything(store).undo(number, release)


def data(store: Store) -> dict[str, list[tuple]]:
    """Every row of every table but the journal, what was promised, and what was shown when."""
    told = tables(store).items()
    return {name: sorted(row[: CELLS.get(name)] for row in rows) for name, rows in told if name not in JOURNAL}


@pytest.mark.deep
def test_undoing_everything_leaves_the_tables_empty(base: Store):
    loaded(base, [*several("team", 4, kam="Bob", campaign="Automne", team="Nord"), *LATE[:1]])
    deliver(base, [full("manager", "m1", 9)], replace=True, mapping="x", headings="h")
    entry = found(base, "Ada Martin")
    everything(base).set_expected(entry.campaign.token, entry.kam.token, "peer", 8)
    version = service.version(base)
    for number in (2, 1, 3):
        undo(base, number)
    assert {name for name, rows in data(base).items() if rows} == set()
    assert service.version(base) == version + 3
    assert [entry.undone_at is None for entry in everything(base).journal()] == [False] * 3


@pytest.mark.deep
@pytest.mark.parametrize(
    "second",
    [
        [
            *several("team", 4),
            full("manager", "m2", 9),
            full("manager", "m1", 7, campaign="Automne", team="Sud"),
            full("manager", "k", 3, kam="Bob", kam_id="B1"),
        ],
        [*TEAM, *LATE[:3]],
        [full("manager", "m2", 7, team="Sud", date="2020-01-01"), Sheet("team", "t1", {})],
        [full("manager", "m1", 9), full("self", "s2", 1), *several("peer", 3, seed=99)],
        [Sheet("manager", "m1", {}), Sheet("peer", "p9", {})],
        LATE[:2],
        several("peer", 1, seed=99),
    ],
    ids=["new", "cumulative", "details", "replaced", "emptied", "late", "late replaced"],
)
def test_undoing_the_last_import_leaves_what_was_there(base: Store, second: list[Sheet]):
    before, seen = data(base), shown(base)
    loaded(base, second, replace=True)
    assert data(base) != before
    after = shown(base)
    undo(base, 2)
    assert (data(base), shown(base)) == (before, seen)
    loaded(base, second, replace=True)
    assert shown(base) == after


def test_the_journal_keeps_an_undone_import_and_its_file_may_come_again(base: Store):
    assert load(base, TEAM).status == "already_imported"
    assert undo(base, 1) == (5, 0, 0)
    (entry,) = everything(base).journal()
    assert entry.undone_at is not None
    assert (entry.file, entry.respondents, entry.campaigns, len(entry.kams)) == ("file.csv", 5, ("Printemps",), 1)
    assert everything(base).people() == ()
    loaded(base, TEAM)
    assert [(entry.id, entry.undone_at is None) for entry in everything(base).journal()] == [
        (2, True),
        (1, False),
    ]


@pytest.mark.parametrize("number", [0, 2, -1])
def test_an_import_that_is_not_there_is_unknown(base: Store, number: int):
    with pytest.raises(RequestError) as caught:
        undo(base, number)
    assert (caught.value.code, caught.value.facts["number"]) == ("import_unknown", number)


def test_an_import_is_undone_once(base: Store):
    undo(base, 1)
    version = service.version(base)
    with pytest.raises(RequestError, match="import_unknown"):
        undo(base, 1)
    assert service.version(base) == version


# Other imports


@pytest.mark.deep
def test_what_another_import_brought_too_stays_with_it(base: Store):
    """Its cumulative file would be called already imported, and could not bring it back."""
    loaded(base, [*several("team", 4), *TEAM])
    before = shown(base)
    assert undo(base, 1) == (0, 5, 0)
    assert shown(base) == before
    assert {(row[4], row[5], row[6]) for row in tables(base)["respondents"]} >= {("s1", 2, 6), ("p3", 2, 10)}
    assert undo(base, 2) == (9, 0, 0)
    assert everything(base).people() == ()


def test_undoing_the_one_that_brought_it_again_changes_nothing(base: Store):
    before = data(base)
    loaded(base, [*reversed(TEAM)])
    undo(base, 2)
    assert data(base) == before


@pytest.mark.deep
def test_an_undone_version_in_the_middle_leaves_the_later_one(base: Store):
    for answer in (6, 8):
        loaded(base, [full("manager", "m1", answer)], replace=True)
    undo(base, 2)
    assert published(base).cell("overall", "ALL", "manager").score == 8
    undo(base, 3)
    assert published(base).cell("overall", "ALL", "manager").score == 4


@pytest.mark.deep
def test_an_undone_first_version_leaves_the_later_one(base: Store):
    loaded(base, [full("manager", "m1", 6)], replace=True)
    loaded(base, several("team", 4))
    undo(base, 1)
    assert published(base).cell("overall", "ALL", "manager").score == 6
    undo(base, 2)
    assert [group.respondents for group in published(base).groups] == [0, 0, 0, 4, 0]


@pytest.mark.deep
def test_team_and_day_are_as_the_imports_that_are_left_tell_them(store: Store):
    loaded(store, [full("manager", "m1", 5, date="2026-01-02", team="Nord")])
    loaded(store, [full("manager", "m2", 5, date="2026-03-04", team="Sud")])
    undo(store, 1)
    assert (found(store).campaign.date.isoformat(), found(store).kam.team) == ("2026-03-04", "Sud")


def test_links_stay_when_an_import_is_undone_and_made_again(base: Store):
    before = question(found(base))
    undo(base, 1)
    loaded(base, [full("manager", "m1", 4, kam="First"), *TEAM])
    assert question(found(base)) == before


@pytest.mark.deep
def test_a_mapping_that_was_undone_is_offered_no_more(store: Store):
    deliver(store, TEAM, mapping="first", headings="h")
    deliver(store, several("team", 4), mapping="second", headings="h")
    undo(store, 2)
    assert [kept.source for kept in everything(store).saved_mappings()] == ["first"]


@pytest.mark.deep
def test_a_reader_in_the_middle_goes_on_reading(filed: Store):
    asked = question(found(filed))
    with filed.snapshot() as frozen:
        undo(filed, 1)
        loaded(filed, TEAM)
        assert frozen.run("demo_count").fetchall() == [(0,)]
    assert everything(filed).results(asked).group("peer").respondents == 3


# Time leaks too


def test_what_was_released_is_undone_freely(base: Store):
    """Whoever saw both states knows that one already."""
    loaded(base, LATE[:1], release=True)
    assert undo(base, 2) == (1, 0, 0)
    assert published(base).group("peer").respondents == 3


@pytest.mark.deep
def test_an_undo_leaves_the_rest_of_a_batch_waiting_unless_it_is_released(base: Store):
    loaded(base, LATE[:1])
    loaded(base, LATE[1:3])
    assert published(base).group("peer").respondents == 6
    assert undo(base, 2) == (1, 0, 2)
    assert (published(base).group("peer").respondents, everything(base).waiting()[0].late) == (3, 2)


@pytest.mark.deep
def test_an_undo_with_release_leaves_nobody_waiting(base: Store):
    loaded(base, LATE[:1])
    loaded(base, LATE[1:3])
    assert undo(base, 2, release=True) == (1, 0, 0)
    assert published(base).group("peer").respondents == 5
    assert [entry.released for entry in everything(base).journal()] == [False, True, False]


@pytest.mark.deep
def test_a_group_that_falls_below_its_minimum_is_shown_again_only_with_enough_others(store: Store):
    """Two are left of three: masked. With one more it would be the three with another in the place of one."""
    loaded(store, several("peer", 2))
    loaded(store, several("peer", 1, first=3))
    undo(store, 2)
    assert published(store).group("peer").status == "masked"
    loaded(store, several("peer", 1, first=4))
    assert published(store).group("peer").status != "published"
    loaded(store, several("peer", 2, first=5))
    assert published(store).group("peer").respondents == 3


@pytest.mark.deep
def test_a_masked_or_unprotected_group_is_undone_freely(store: Store):
    loaded(store, several("peer", 1))
    loaded(store, [*several("peer", 1, first=2), full("manager", "m1", 4)])
    assert undo(store, 2) == (2, 0, 0)


def test_what_waits_is_undone_freely(base: Store):
    before = data(base)
    loaded(base, LATE[:2])
    undo(base, 2)
    assert data(base) == before


@pytest.mark.deep
def test_what_the_undone_import_set_free_waits_again(base: Store):
    """Counted on without it, they would show a state nobody has seen, two away from an earlier one."""
    shown_before = shown(base)
    for sheet in LATE[:3]:
        loaded(base, [sheet])
    with_all = shown(base)
    undo(base, 4)
    assert shown(base) == shown_before
    assert [(late.group, late.late, late.minimum) for late in everything(base).waiting()] == [("peer", 2, 3)]
    loaded(base, [LATE[2]])
    assert shown(base) == with_all


@pytest.mark.deep
def test_what_somebody_released_goes_on_counting(base: Store):
    loaded(base, LATE[:1])
    (late,) = everything(base).waiting()
    assert everything(base).release(late.campaign.token, late.kam.token, late.group) == (1, 0)
    loaded(base, LATE[1:4])
    undo(base, 3)
    assert published(base).group("peer").respondents == 4


@pytest.mark.deep
def test_nothing_else_is_set_free_beside_a_group_that_stays_published(base: Store):
    for sheet in LATE[:4]:
        loaded(base, [sheet])
    undo(base, 4)
    assert (published(base).group("peer").respondents, everything(base).waiting()[0].late) == (3, 3)


@pytest.mark.deep
def test_what_waited_beside_the_undone_counts_where_nothing_is_shown_any_more(base: Store):
    loaded(base, LATE[:1])
    undo(base, 1)
    head = published(base).group("peer")
    assert (head.respondents, head.status) == (1, "masked")
    assert everything(base).waiting() == ()


@pytest.mark.deep
def test_a_replacement_undone_while_it_waits_and_once_it_counts(base: Store):
    before = shown(base)
    loaded(base, changed(1), replace=True)
    undo(base, 2)
    assert shown(base) == before
    loaded(base, changed(2), replace=True)
    loaded(base, changed(1, first=3), replace=True)
    assert everything(base).waiting() == ()
    undo(base, 4)
    assert shown(base) == before
    assert (everything(base).waiting(), single_waiting(base)) == ((), 22)


def test_two_files_of_one_rename_are_two_lines(store: Store):
    loaded(store, TEAM)
    again = load(store, wide(TEAM), name="renamed.csv")
    assert (again.status, codes(again)) == ("already_imported", [])


# The demo


@pytest.mark.deep
def test_a_demo_import_is_undone_like_any_other(store: Store):
    loaded(store, TEAM, demo=True)
    loaded(store, several("team", 4))
    undo(store, 1)
    assert not everything(store).has_demo()
    everything(store).remove_demo()
    assert published(store).group("team").respondents == 4
    assert [entry.id for entry in everything(store).journal()] == [2]


# Who may see what


@pytest.mark.deep
def test_everything_respects_the_scope(base: Store):
    loaded(base, [*several("peer", 3, kam="Bob"), LATE[0]])
    loaded(base, several("peer", 1, first=4, kam="Bob"))
    deliver(base, several("team", 4, kam="Bob"), mapping="x", headings="h")
    ada, bob = question(found(base)), question(found(base, "Bob"))
    for asked in (ada, bob):
        everything(base).set_expected(asked.campaign, asked.kam, "peer", 5)
    mine = Service(base, Viewer(Scope(frozenset({bob.kam})), frozenset(Task)))
    assert [entry.id for entry in everything(base).journal()] == [4, 3, 2, 1]
    assert [entry.id for entry in mine.journal()] == [4, 3]
    assert [late.kam.name for late in mine.waiting()] == ["Bob"]
    assert [sent.kam.name for sent in mine.expected()] == ["Bob"]
    assert [kept.source for kept in mine.saved_mappings()] == ["x"]
    assert mine.narrowed(frozenset()).saved_mappings() == ()
    with pytest.raises(RequestError, match="import_unknown"):
        mine.undo(2)
    for forbidden in (
        lambda: mine.release(ada.campaign, ada.kam, "peer"),
        lambda: mine.set_expected(ada.campaign, ada.kam, "peer", 1),
    ):
        with pytest.raises(RequestError, match="link_unknown"):
            forbidden()
    assert mine.undo(4) == (4, 0, 0)


@pytest.mark.deep
def test_release_counts_one_group_of_one_kam_and_marks_its_imports(base: Store):
    loaded(base, several("peer", 3, kam="Bob"))
    loaded(base, [LATE[0]])
    loaded(base, [LATE[1], LATE[0].but(kam="Bob")])
    asked = question(found(base))
    assert everything(base).release(asked.campaign, asked.kam, "peer") == (2, 0)
    assert published(base).group("peer").respondents == 5
    assert [late.kam.name for late in everything(base).waiting()] == ["Bob"]
    entries = everything(base).journal()
    assert [(entry.id, entry.released, entry.waiting) for entry in entries] == [
        (4, True, 1),
        (3, True, 0),
        (2, False, 0),
        (1, False, 0),
    ]
    with pytest.raises(RequestError, match="group_unknown"):
        everything(base).release(asked.campaign, asked.kam, "gardener")
    with pytest.raises(RequestError, match="link_unknown"):
        everything(base).release("nowhere", asked.kam, "peer")


def test_the_journal_keeps_issues_with_the_names_of_groups(base: Store):
    loaded(base, LATE[:1])
    (issue,) = everything(base).journal()[0].issues
    assert (issue.code, issue.row, issue.facts["group"].in_("fr")) == (
        "late_answers_wait",
        None,
        found(base).model.group("peer").name.in_("fr"),
    )


def test_expected_numbers_are_kept_changed_and_forgotten(base: Store):
    asked = question(found(base))
    where = (asked.campaign, asked.kam, "peer")
    for sent in (5, 8, 0):
        everything(base).set_expected(*where, sent)
        (kept,) = everything(base).expected()
        assert (kept.campaign, kept.kam, kept.group, kept.sent) == (
            found(base).campaign,
            found(base).kam,
            "peer",
            sent,
        )
    with pytest.raises(RequestError, match="expected_negative"):
        everything(base).set_expected(*where, -1)
    everything(base).set_expected(*where, None)
    assert everything(base).expected() == ()


@pytest.mark.deep
def test_imports_undone_together_leave_what_stood_before_them(base: Store):
    before = data(base)
    deliver(base, several("team", 4))
    deliver(base, [full("manager", "m9", 5)])
    done = everything(base).undo_together((3, 2))
    assert (done.gone, done.kept) == (5, 0)
    assert data(base) == before
    assert [entry.undone_at is None for entry in everything(base).journal()] == [False, False, True]


@pytest.mark.deep
def test_of_imports_undone_together_all_go_or_none(base: Store):
    deliver(base, [full("manager", "m9", 5)])
    undo(base, 2)
    before = data(base)
    for numbers in ((1, 2), (1, 77)):
        with pytest.raises(RequestError) as refused:
            everything(base).undo_together(numbers)
        assert refused.value.code == "import_unknown"
    assert data(base) == before
    assert everything(base).journal()[1].undone_at is None


def test_whoever_does_not_see_everybody_in_all_of_them_undoes_none(base: Store):
    deliver(base, several("peer", 4, kam="Bob"))
    scope = Scope().within(frozenset([found(base, "Ada Martin").kam.token]))
    with pytest.raises(RequestError) as refused:
        Service(base, Viewer(scope, frozenset([Task.UNDO]))).undo_together((1, 2))
    assert refused.value.code == "import_unknown"
    assert [entry.undone_at for entry in everything(base).journal()] == [None, None]
