"""The road of a KAM: what its states rest on, who sees what from when, and that what was released stands still."""

import contextlib
import datetime
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given as example_of
from hypothesis import settings
from hypothesis import strategies as st

from kamescope.errors import RequestError
from kamescope.service import (
    GrantRequest,
    Milestone,
    Question,
    Service,
    StepDraft,
    Store,
    everything,
    signed_in,
)
from kamescope.store import access, road
from tests.plans import TOMORROW, priority
from tests.service.sheets import TEAM, changed, codes, found, full, give, load, loaded, question, several
from tests.service.test_door import told
from tests.store.again import apart

TODAY = datetime.date.today()
LATE = several("peer", 3, first=4)
ROLES = ("kam", "manager", "lead")


def pair(store: Store, kam: str = "Ada Martin") -> tuple[str, str]:
    """The tokens of campaign and KAM."""
    entry = found(store, kam)
    return entry.campaign.token, entry.kam.token


def step(store: Store) -> Milestone:
    """How far Ada is."""
    return everything(store).roads()[0].step


def shown(door: Service, about: tuple[str, str]) -> list[object]:
    """Every figure, under every filter."""
    asked = Question(*about)
    values = sorted(door.segments(asked).values.values())
    return [told(door.results(Question(*about, where))) for where in (None, *values)]


@pytest.fixture
def released(base: Store) -> Store:
    """Ada's results are released to everybody."""
    give(everything(base), *pair(base))
    return base


# How far


def test_ready_is_all_that_was_asked_for_or_what_the_coach_goes_on_with(base: Store):
    door, ada = everything(base), pair(base)
    assert (step(base), door.roads()[0].missing) == (Milestone.COLLECTING, ("team", "partner"))
    door.set_expected(*ada, "team", 0)
    assert door.roads()[0].missing == ("partner",)
    door.go_on(*ada)
    assert step(base) is Milestone.READY
    door.go_on(*ada, False)
    assert step(base) is Milestone.COLLECTING
    door.set_expected(*ada, "partner", 0)
    assert step(base) is Milestone.READY


def test_every_step_forth_and_back_is_possible_and_audited(base: Store):
    door, ada = everything(base), pair(base)
    walk: list[tuple[Callable[[], object], Milestone]] = [
        (lambda: door.go_on(*ada), Milestone.READY),
        (lambda: door.prepare(*ada), Milestone.PREPARED),
        (lambda: door.release_to(*ada), Milestone.RELEASED),
        (lambda: door.reopen(*ada), Milestone.PREPARED),
        (lambda: door.prepare(*ada, False), Milestone.READY),
        (lambda: door.go_on(*ada, False), Milestone.COLLECTING),
    ]
    for act, then in walk:
        act()
        assert step(base) is then
    deeds = [line.what for line in reversed(door.audit())][1:]
    assert deeds == ["went_on", "prepared", "released", "reopened", "not_prepared", "not_went_on"]


def test_followed_is_a_plan_whose_every_last_follow_up_is_done(released: Store):
    door, about = everything(released), pair(released)
    steps = tuple(StepDraft(TOMORROW, state="holding") for _ in range(3))
    door.write_plan(*about, priority("A", steps=steps))
    assert step(released) is Milestone.FOLLOWED
    door.write_plan(*about, priority("B", steps=(*steps[:2], StepDraft(TOMORROW, state="under_way"))))
    assert step(released) is Milestone.RELEASED
    door.reopen(*about)
    assert step(released) is Milestone.PREPARED


def test_a_campaign_in_collection_is_never_ready(store: Store):
    loaded(store, TEAM, collecting=True)
    everything(store).go_on(*pair(store))
    assert step(store) is Milestone.COLLECTING


def test_returned_is_told_against_what_was_sent_where_that_is_known(base: Store):
    door, ada = everything(base), pair(base)
    door.set_expected(*ada, "peer", 4)
    assert (door.roads()[0].returned, door.roads()[0].sent) == (5, None)
    for group in ("self", "manager"):
        door.set_expected(*ada, group, 1)
    assert door.roads()[0].sent == 6


def test_the_day_of_the_conversation_is_kept_and_forgotten(base: Store):
    door, ada = everything(base), pair(base)
    door.set_talk(*ada, TODAY)
    assert door.roads()[0].marks.talk == TODAY
    door.set_talk(*ada, None)
    assert door.roads()[0].marks.talk is None


def test_each_version_has_its_number_and_its_day(released: Store):
    door, ada = everything(released), pair(released)
    assert door.release_to(*ada, ("kam",)).version == 1, "to others: the same figures"
    door.reopen(*ada)
    assert door.release_to(*ada).version == 2
    first, second = door.roads()[0].releases
    assert first.reopened_at is not None and second.reopened_at is None
    assert (first.roles, second.roles, second.who) == (("kam",), ROLES, "command line")


# Who sees what


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_what_was_released_to_it_from_its_day_on(
    released: Store, role: str, monkeypatch: pytest.MonkeyPatch
):
    door, ada = everything(released), pair(released)
    door.grant(GrantRequest(role, "zoe@x.fr", **({"company": "XYZ"} if role == "lead" else {"kam": "Ada Martin"})))

    def sees() -> bool:
        return signed_in(released, "zoe@x.fr").viewer.scope.sees(*ada)

    assert sees()
    door.release_to(*ada, [other for other in ROLES if other != role])
    assert not sees()
    door.release_to(*ada, [role], TODAY + datetime.timedelta(2))
    assert not sees() and signed_in(released, "zoe@x.fr").viewer.scope.will_see(*ada)
    with released.snapshot() as frozen:
        assert road.open_to(frozen.run, TODAY + datetime.timedelta(2)) == {ada: (role,)}
        assert road.open_to(frozen.run, TODAY + datetime.timedelta(1)) == {}
    door.release_to(*ada, [role], TODAY)
    assert sees()
    door.reopen(*ada)
    assert not sees()


def test_who_waits_for_nobody_sees_all_the_same(base: Store):
    everything(base).grant(GrantRequest("coach", "zoe@x.fr", kam="Ada Martin"))
    assert signed_in(base, "zoe@x.fr").viewer.scope.sees(*pair(base))


# Refused, each with its sentence

REFUSED: dict[str, tuple[str, Callable[[Service, tuple[str, str]], object]]] = {
    "undo": ("results_released", lambda door, ada: door.undo(1)),
    "undo together": ("results_released", lambda door, ada: door.undo_together((1, 2))),
    "late answers": ("results_released", lambda door, ada: door.release(*ada, "peer")),
    "late answers of a file": ("results_released", lambda door, ada: door.release_import(2)),
    "a respondent": ("results_released", lambda door, ada: door.erase(*ada, "peer", "p1")),
    "a dry run": ("results_released", lambda door, ada: door.would_erase(*ada, "peer", "p1")),
    "the KAM": ("erase_released", lambda door, ada: door.erase("", ada[1])),
    "the campaign": ("erase_released", lambda door, ada: door.erase(ada[0], "")),
    "a day in the past": ("release_past", lambda door, ada: door.release_to(*ada, opens=TODAY - datetime.timedelta(1))),
    "another role": ("release_role", lambda door, ada: door.release_to(*ada, ["coach"])),
    "nobody": ("release_role", lambda door, ada: door.release_to(*ada, [])),
}


@pytest.mark.deep
@pytest.mark.parametrize("deed", REFUSED)
def test_what_would_move_what_was_released_is_refused_and_nothing_moves(released: Store, deed: str):
    door, ada = everything(released), pair(released)
    loaded(released, LATE, name="late.csv")
    before, lines = shown(door, ada), len(door.audit())
    code, act = REFUSED[deed]
    with pytest.raises(RequestError, match=code):
        act(door, ada)
    assert shown(door, ada) == before and len(door.audit()) == lines
    if "released" in code:
        door.reopen(*ada)
        act(door, ada)


def test_only_what_is_prepared_is_released_and_only_what_is_released_reopened(base: Store):
    door, ada = everything(base), pair(base)
    for code, act in {
        "release_unprepared": door.release_to,
        "release_none": door.reopen,
        "prepare_early": door.prepare,
    }.items():
        with pytest.raises(RequestError, match=code):
            act(*ada)
    door.go_on(*ada)
    with pytest.raises(RequestError, match="release_unprepared"):
        door.release_to(*ada)


# What stands still


def test_a_late_file_waits_with_its_reason_and_comes_in_when_reopened(released: Store):
    door, ada = everything(released), pair(released)
    before = shown(door, ada)
    report = loaded(released, [*LATE, full("manager", "m2", 9)], name="late.csv")
    assert (codes(report, "warning"), report.waiting) == (["released_wait"], 4)
    assert shown(door, ada) == before
    assert [(each.group, each.late, each.released) for each in door.waiting()] == [
        ("manager", 1, True),
        ("peer", 3, True),
    ]
    assert door.reopen(*ada) == 0
    groups = {group.code: group.respondents for group in door.results(question(found(released))).groups}
    assert (groups["peer"], groups["manager"], door.waiting()) == (6, 2, ())


def test_reopening_lets_in_only_what_the_rule_for_changes_lets_in(released: Store):
    loaded(released, LATE[:1], name="late.csv")
    assert everything(released).reopen(*pair(released)) == 1
    (waits,) = everything(released).waiting()
    assert (waits.group, waits.late, waits.released) == ("peer", 1, False)


def test_newer_versions_wait_and_replace_when_reopened(released: Store):
    door, ada = everything(released), pair(released)
    before = shown(door, ada)
    report = loaded(released, [full("manager", "m1", 9), *changed(3)], name="newer.csv", replace=True)
    assert (codes(report, "warning"), shown(door, ada)) == (["released_wait"], before)
    door.reopen(*ada)
    manager = door.results(question(found(released))).cell("overall", "ALL", "manager")
    assert manager.score == 9 and shown(door, ada) != before


def test_what_came_after_the_release_is_taken_back_without_reopening(released: Store):
    door, ada = everything(released), pair(released)
    before = shown(door, ada)
    loaded(released, LATE, name="late.csv")
    assert (door.undo(2).gone, shown(door, ada), door.waiting()) == (3, before, ())


def test_others_of_the_campaign_move_as_ever(released: Store):
    loaded(released, [sheet.but(kam="Bob") for sheet in TEAM], name="bob.csv")
    loaded(released, [sheet.but(kam="Bob") for sheet in LATE], name="bob late.csv")
    bob = everything(released).results(question(found(released, "Bob")))
    assert bob.group("peer").respondents == 6 and everything(released).waiting() == ()


def test_erased_with_the_kam_is_what_was_released_of_them(released: Store):
    door, ada = everything(released), pair(released)
    door.reopen(*ada)
    assert door.erase("", ada[1]).rows["releases"] == 1
    with released.snapshot() as frozen:
        assert (road.releases(frozen.run), road.marks(frozen.run), access.persons(frozen.run)) == ({}, {}, ())


# Whatever is imported, undone, replaced, erased

VALUES = ("", "Lyon", "Lille")
SHEETS = st.builds(
    lambda group, number, answer, value, kam: full(group, f"{group[0]}{number}", answer, value=value, kam=kam),
    st.sampled_from(["self", "manager", "peer", "peer", "peer"]),
    st.integers(1, 6),
    st.integers(0, 10),
    st.sampled_from(VALUES),
    st.sampled_from(["Ada Martin", "Ada Martin", "Bob"]),
)
FILES = st.lists(SHEETS, min_size=1, max_size=5, unique_by=lambda sheet: (sheet.kam, sheet.group, sheet.respondent))
DEEDS = st.one_of(
    st.tuples(st.just("load"), FILES, st.booleans(), st.booleans()),
    st.tuples(st.just("undo"), st.integers(1, 8), st.booleans()),
    st.tuples(st.just("late"), st.sampled_from(["self", "manager", "peer"])),
    st.tuples(st.just("late of"), st.integers(1, 8)),
    st.tuples(st.just("erase"), st.sampled_from(["m1", "p1", "p2", "p4"])),
    st.tuples(st.just("erase all"), st.sampled_from(["Ada Martin", "Bob"])),
    st.tuples(st.just("again"), st.sampled_from(ROLES)),
)


def act(door: Service, deed: tuple, number: int) -> None:
    """Do it, be it refused."""
    ada = pair(door.store)
    kind, *facts = deed
    if kind == "load":
        load(door.store, facts[0], name=f"{number}.csv", replace=facts[1], release=facts[2])
    elif kind == "undo":
        door.undo(facts[0], release=facts[1])
    elif kind == "late":
        door.release(*ada, facts[0])
    elif kind == "late of":
        door.release_import(facts[0])
    elif kind == "erase":
        door.erase(*ada, "manager" if facts[0][0] == "m" else "peer", facts[0])
    elif kind == "erase all":
        door.erase("", pair(door.store, facts[0])[1])
    else:
        door.release_to(*ada, {"lead", facts[0]})


@pytest.fixture(scope="module")
def stores() -> Iterator[Callable[[], Store]]:
    """Databases, closed at the end."""
    made: list[Store] = []

    def new() -> Store:
        made.append(apart())
        return made[-1]

    yield new
    for store in made:
        store.close()


@pytest.mark.deep
@settings(max_examples=settings.default.max_examples // 2)
@example_of(FILES, st.lists(DEEDS, min_size=2, max_size=5))
def test_what_a_released_viewer_sees_never_changes_until_it_is_released_again(
    stores: Callable[[], Store], late: list, deeds: list
):
    store = stores()
    peers = [*several("peer", 3, value="Lyon"), *several("peer", 3, first=11, value="Lille")]
    loaded(store, [full("self", "s1", 5), full("manager", "m1", 4), *peers])
    door, ada = everything(store), pair(store)
    load(store, late, name="before.csv")
    give(door, *ada)
    door.grant(GrantRequest("lead", "zoe@x.fr", company="XYZ"))
    before = shown(signed_in(store, "zoe@x.fr"), ada)
    for number, deed in enumerate(deeds):
        with contextlib.suppress(RequestError):
            act(door, deed, number)
        assert shown(signed_in(store, "zoe@x.fr"), ada) == before
    door.reopen(*ada)
    with pytest.raises(RequestError, match="link_unknown"):
        shown(signed_in(store, "zoe@x.fr"), ada)
    door.grant(GrantRequest("lead", "late@x.fr", company="XYZ"))
    is_kept = True  # moved as it may be from now on, the version is read as it was, unless something was erased
    for number, deed in enumerate(deeds[:2]):
        with contextlib.suppress(RequestError):
            act(door, deed, 100 + number)
            is_kept &= "erase" not in deed[0] or deed[1] == "Bob"
    is_there = any(entry.kam.name == "Ada Martin" for entry in door.people())
    assert first_version(store, "zoe@x.fr", ada) == (before[0] if is_kept and is_there else "version_unknown")
    assert first_version(store, "late@x.fr", ada) == "version_unknown", "granted once it was reopened"


def first_version(store: Store, email: str, about: tuple[str, str]) -> object:
    """What somebody is told of the first version, or why not."""
    try:
        return told(signed_in(store, email).results(Question(*about, version=1)))
    except RequestError as error:
        return error.code
