"""Who may see what: from any grants the scope that a slow reference gives, and nothing of anybody outside it."""

import dataclasses
import math
import secrets
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope.analysis.published import Level
from kamescope.analysis.window import Cut, own_cut, window_gaps
from kamescope.errors import RequestError
from kamescope.service import (
    GrantRequest,
    Participation,
    Service,
    Store,
    Untold,
    everything,
    signed_in,
)
from tests.service.sheets import Sheet, found, full, give_at_once, loaded, question, several
from tests.service.sheets import given as released
from tests.service.test_door import OTHERS, READING, SHARED, asked, refused, world
from tests.store.again import apart

WHO = "zoe@x.fr"
ON = {
    "kam": ("kam",),
    "manager": ("kam",),
    "coach": ("kam", "team"),
    "lead": ("team", "company"),
    "admin": ("everything",),
}
"""On what a role may be, as docs/design.md says."""
MAY = {
    "kam": {"plan", "lever"},
    "manager": {"lever"},
    "coach": {"share", "plan", "review", "lever"},
    "lead": {"lever"},
    "admin": {
        "import",
        "lever",
        "undo",
        "open_campaign",
        "release",
        "expect",
        "demo",
        "back_up",
        "grant",
        "audit",
        "erase",
        "export",
    },
}
"""What a role may change."""


# The scope, against a slow reference

PLACES = (("ABC", "Nord"), ("ABC", "Sud"), ("XYZ", "Nord"), ("XYZ", ""))
CAMPAIGNS = ("Printemps", "Automne")


@cache
def crowd() -> Store:
    """Two KAMs in each place, and each of them in one or two campaigns; one changes teams from one to the next."""
    store = apart()
    sheets = []
    for number, ((company, team), second) in enumerate(product(PLACES, (False, True))):
        facts = {"kam": f"Kam {number}", "kam_id": f"K{number}", "company": company, "team": team}
        sheets += [full("manager", "m1", 5, campaign=name, **facts) for name in CAMPAIGNS[: 1 + second]]
    loaded(store, sheets)
    return store


@st.composite
def grants(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """A role, and the company, team or KAM it is on."""
    role = draw(st.sampled_from(sorted(ON)))
    on = draw(st.sampled_from(ON[role]))
    company, team = draw(st.sampled_from([place for place in PLACES if place[1] or on != "team"]))
    kam = f"K{draw(st.integers(0, 7))}" if on == "kam" else ""
    return role, company if on in ("company", "team") else "", team if on == "team" else "", kam


def slowly(given: Iterable[tuple[str, str, str, str]], everybody: Iterable[Participation], shared: set) -> set:
    """The pairs of campaign and KAM that somebody sees, one by one as the table of roles tells it."""
    pairs = set()
    for role, company, team, kam in given:
        for entry in everybody:
            pair = entry.campaign.token, entry.kam.token
            if role == "admin" or (role in ("kam", "manager", "lead") and pair not in shared):
                continue
            if kam and entry.kam.id != kam:
                continue
            if company and entry.kam.company != company:
                continue
            if team and entry.kam.team != team:
                continue
            pairs.add(pair)
    return pairs


def granted(store: Store, given: Iterable[tuple[str, str, str, str]]) -> None:
    """Exactly these grants, and nobody else's."""
    door = everything(store)
    for person in door.persons():
        for each in person.grants:
            door.revoke(GrantRequest(each.role, person.email, "", each.company, each.team, each.token))
    for role, company, team, kam in given:
        door.grant(GrantRequest(role, WHO, "", company, team, kam))


def shared_alone(places: set[int]) -> tuple[list[tuple[str, str]], set[tuple[str, str]]]:
    """Everybody of `crowd` by tokens of campaign and KAM, and those at these places, who alone are released now."""
    door = everything(crowd())
    pairs = [(entry.campaign.token, entry.kam.token) for entry in door.people()]
    shared = {pair for place, pair in enumerate(pairs) if place in places}
    for each in released(door) ^ shared:
        (give_at_once if each in shared else Service.reopen)(door, *each)
    return pairs, shared


@pytest.mark.deep
@settings(max_examples=settings.default.max_examples // 2)
@given(st.lists(grants(), min_size=1, max_size=4), st.sets(st.integers(0, 11)))
def test_a_viewer_s_scope_is_that_of_the_slow_reference(given: list, places: set[int]):
    """Whatever is granted and whatever is shared: results, tasks, and of whom they are told what came back."""
    store, everybody = crowd(), everything(crowd()).people()
    pairs, shared = shared_alone(places)
    granted(store, given)
    mine = signed_in(store, WHO)
    expected = slowly(given, everybody, shared)
    assert {pair for pair in pairs if mine.viewer.scope.sees(*pair)} == expected
    assert {(each.campaign.token, each.kam.token) for each in mine.people()} == expected
    is_admin = any(role == "admin" for role, *_ in given)
    told = set(pairs) if is_admin else expected
    assert {(each.campaign.token, each.kam.token) for each in mine.enrolled()} == told
    assert mine.viewer.tasks == set().union(*(MAY[role] for role, *_ in given))
    assert released(mine) == shared & expected
    without_waiting = signed_in(store, WHO, at_once=True).viewer.scope
    assert {pair for pair in pairs if without_waiting.sees(*pair)} == slowly(given, everybody, set(pairs))


def test_who_has_nothing_left_is_told_whom_to_ask():
    store = crowd()
    granted(store, [("lead", "ABC", "", "")])
    assert signed_in(store, WHO).viewer.role == "lead"
    granted(store, [])
    with pytest.raises(RequestError, match="not_granted"):
        signed_in(store, WHO)


# Two worlds that differ only outside the scope

ROLES = {
    "kam": GrantRequest("kam", WHO, kam="Ada"),
    "manager": GrantRequest("manager", WHO, kam="Ada"),
    "coach": GrantRequest("coach", WHO, kam="Ada"),
    "lead": GrantRequest("lead", WHO, company="XYZ", team="Est"),
    "admin": GrantRequest("admin", WHO),
}
COUNTED = {"enrolled", "quality", "journal", "lever_files", "waiting", "saved_mappings", "expected", "addressee"}
"""What tells counts: who loads files is told them of everybody."""


@pytest.fixture(scope="module")
def worlds() -> Iterator[dict[str, Store]]:
    """The two worlds of the door's tests; Ada is in a team of her own, and her results are shared."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "token_hex", lambda size: "0" * 2 * size)
        made = {OTHERS[0]: world(OTHERS[0], 2, "peer", "North"), OTHERS[1]: world(OTHERS[1], 9, "team", "South")}
        for store in made.values():
            loaded(store, [full("manager", "m9", 7, kam="Ada", team="Est")], name="team.csv")
            give_at_once(everything(store), *dataclasses.astuple(question(found(store, "Ada", SHARED)))[:2])
    yield made
    for store in made.values():
        store.close()


@pytest.mark.deep
@pytest.mark.parametrize("name", sorted(READING))
@pytest.mark.parametrize("role", sorted(ROLES))
def test_two_worlds_that_differ_outside_the_scope_answer_alike(worlds: dict[str, Store], role: str, name: str):
    """To every use case that reads, refusals included; only what came back is told to an administrator."""
    answers = []
    for other, store in worlds.items():
        everything(store).grant(ROLES[role])
        mine = signed_in(store, WHO)
        everything(store).revoke(ROLES[role])
        ada, theirs = (question(found(store, kam, SHARED)) for kam in ("Ada", other))
        answers.append([repr(asked(mine, name, about)) for about in (ada, theirs)])
    if role == "admin" and name in COUNTED:
        assert answers[0] != answers[1], "there is something to tell"
    else:
        assert answers[0] == answers[1]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_may_do_what_is_its_own(worlds: dict[str, Store], role: str):
    store = worlds[OTHERS[0]]
    everything(store).grant(ROLES[role])
    mine = signed_in(store, WHO)
    everything(store).revoke(ROLES[role])
    assert {str(task) for task in mine.viewer.tasks} == MAY[role]
    releasing = {"go_on", "prepare", "set_talk", "release_to", "reopen"}
    assert refused(mine) & releasing == (set() if role == "coach" else releasing)
    if role == "coach":
        assert refused(mine) >= {"persons", "grant", "import_file", "undo", "audit", "back_up"}


# What one file brought


def test_what_a_file_brought_is_taken_back_and_nothing_else():
    """Not what somebody had before it, though the file says it again."""
    store = apart()
    door = everything(store)
    door.grant(GrantRequest("admin", "boss@x.fr", "Boss"))
    batch = door.grant_all([GrantRequest("admin", "boss@x.fr"), GrantRequest("admin", "zoe@x.fr", "Zoé")])
    assert [person.email for person in door.persons()] == ["boss@x.fr", "zoe@x.fr"]
    door.revoke_all(batch)
    assert [(person.email, person.name) for person in door.persons()] == [("boss@x.fr", "Boss")]
    with pytest.raises(RequestError, match="grants_unknown"):
        door.revoke_all(batch)
    store.close()


def test_of_many_one_that_is_wrong_gives_nothing():
    store = apart()
    with pytest.raises(RequestError, match="role_unknown"):
        everything(store).grant_all([GrantRequest("admin", "zoe@x.fr"), GrantRequest("boss", "bob@x.fr")])
    assert everything(store).persons() == () and everything(store).audit() == ()
    store.close()


# The cohort of somebody who sees only some of it

LEVELS = (Level.FACTOR, Level.SUB_FACTOR, Level.ITEM)
COLUMNS = ("environment", "pooled", "manager", "peer")


def rated(number: int, without: str = "", team: str = "Nord") -> list[Sheet]:
    """A KAM with a self-rating, a manager and three peers, `without` one of these groups."""
    facts = {"kam": f"Kam {number}", "kam_id": f"K{number}", "team": team, "seed": number}
    groups = (("self", 1), ("manager", 1), ("peer", 3))
    return [sheet for group, count in groups if group != without for sheet in several(group, count, **facts)]


def campaign_of(people: Iterable[Sequence[Sheet]]) -> Store:
    """A campaign of these people, whose results are all shared."""
    store = apart()
    loaded(store, [sheet for sheets in people for sheet in sheets])
    for entry in everything(store).people():
        give_at_once(everything(store), entry.campaign.token, entry.kam.token)
    return store


def lead_of(store: Store, team: str) -> Service:
    """Somebody who leads a team."""
    everything(store).grant(GrantRequest("lead", WHO, team=team))
    return signed_in(store, WHO)


def whole(percent: float) -> int:
    """As somebody who sees only some of a campaign is told it."""
    return math.floor(percent + 0.5)


@pytest.mark.deep
@pytest.mark.parametrize(
    ("mine", "others", "told"),
    [
        *((1, 0, True), (1, 3, False), (1, 4, True), (1, 5, True)),
        *((2, 4, False), (2, 5, True), (5, 0, True), (5, 1, False), (5, 4, False), (5, 5, True)),
    ],
)
def test_a_mean_is_of_five_and_of_five_besides_several_of_one_s_own(mine: int, others: int, told: bool):
    """Who leads five of six would take their own away, and have the sixth; who is one of five has a sum of four."""
    store = campaign_of([rated(n) for n in range(mine)] + [rated(n, team="Sud") for n in range(mine, mine + others)])
    door = lead_of(store, "Nord")
    for level in LEVELS:
        cut = door.cohort_cut(question(found(store, "Kam 0")), level)
        assert isinstance(cut, Cut) if told else cut is Untold.BESIDE
    store.close()


@pytest.mark.deep
def test_the_same_people_are_in_every_mean_that_is_told():
    """Kam 6 has no self-rating: in no mean. Kam 7 has no peers: in the mean, and no mean of peers is told."""
    store = campaign_of(
        [rated(0), *(rated(n, team="Sud") for n in range(1, 6)), rated(6, "self", "Sud"), rated(7, "peer", "Sud")]
    )
    door, about = lead_of(store, "Nord"), question(found(store, "Kam 0"))
    counted = [f"Kam {number}" for number in (0, 1, 2, 3, 4, 5, 7)]
    for level in LEVELS:
        cuts = [
            own_cut(window_gaps(everything(store).results(question(found(store, name))), level)) for name in counted
        ]
        cut = door.cohort_cut(about, level)
        assert cut.self_percent == whole(np.mean([each.self_percent for each in cuts]))
        assert cut.environment_percent == whole(np.mean([each.environment_percent for each in cuts]))
        assert [door.cohort_cut(about, level, column) for column in COLUMNS[1:]] == [Untold.ONE_GROUP] * 3
    store.close()


@pytest.mark.deep
def test_a_segment_has_no_cohort_of_its_own():
    people = [rated(0), *(rated(n, team="Sud") for n in range(1, 6))]
    store = campaign_of([[sheet.but(value="Nord") for sheet in sheets] for sheets in people])
    door, about = lead_of(store, "Nord"), question(found(store, "Kam 0"))
    assert door.cohort_cut(dataclasses.replace(about, where="Nord"), Level.FACTOR) == door.cohort_cut(
        about, Level.FACTOR
    )
    store.close()


@pytest.mark.deep
@pytest.mark.parametrize("mine", [1, 2, 3, 5])
@pytest.mark.parametrize("others", [1, 2, 3, 4, 5, 6])
def test_nobody_s_figure_is_solved_for_from_all_means(mine: int, others: int):
    """A solver: each mean is an equation over the KAMs' own cuts, those of the viewer's own KAMs are known.

    People lack groups in turn, so that a mean of whoever has the group would differ from another by a person.
    """
    lacking, told_of = ("", "manager", "peer", "", "", ""), set()
    store = campaign_of([rated(n) for n in range(mine)] + [rated(mine + n, lacking[n], "Sud") for n in range(others)])
    door, full_sight = lead_of(store, "Nord"), everything(store)
    names = [entry.kam.name for entry in full_sight.people()]
    own = {name: full_sight.results(question(found(store, name))) for name in names}
    about = question(found(store, "Kam 0"))
    seen = {entry.kam.name for entry in door.people()}
    for level in LEVELS:
        rows = [np.array([float(name == known) for name in names]) for known in seen]
        for column in COLUMNS:
            cut = door.cohort_cut(about, level, column)
            if isinstance(cut, Untold):
                continue
            told_of.add(level)
            values = {name: own_cut(window_gaps(own[name], level, column)) for name in names}
            members = [values[name] is not None for name in names]
            told = np.mean([each.environment_percent for each in values.values() if each is not None])
            assert cut.environment_percent == whole(told), "the equation is the one that is told"
            rows.append(np.array(members) / sum(members))
        solved = np.linalg.matrix_rank(np.array(rows))
        for place, name in enumerate(names):
            alone = np.eye(len(names))[place]
            is_known = np.linalg.matrix_rank(np.array([*rows, alone])) == solved
            assert bool(is_known) is (name in seen), (level, name)
    assert told_of == (set(LEVELS) if others >= (4 if mine == 1 else 5) else set()), "and there is something to solve"
    store.close()


@pytest.mark.deep
def test_who_loads_files_and_sees_no_results_takes_none_along():
    store = apart()
    loaded(store, [full("manager", "m1", 5)])
    everything(store).grant(GrantRequest("admin", WHO))
    kam = found(store).kam.token
    assert everything(store).export(kam).campaigns
    with pytest.raises(RequestError, match="link_unknown"):
        signed_in(store, WHO).export(kam)
