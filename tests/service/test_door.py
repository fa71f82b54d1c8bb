"""The one door: bound to who looks, so that nobody is answered, or changes anything, for somebody else."""

import dataclasses
import datetime
import secrets
from collections.abc import Callable, Iterator, Mapping

import pytest

from kamescope import service
from kamescope.analysis.published import Level, Published
from kamescope.errors import RequestError, StoreError
from kamescope.service import (
    ImportRequest,
    LeverRequest,
    LeverRows,
    Question,
    Scope,
    Service,
    Store,
    Task,
    Viewer,
    Whose,
    everything,
)
from kamescope.ui.data import Warm
from tests.plans import priority
from tests.service.deliveries import deliver
from tests.service.sheets import Sheet, found, full, give, loaded, question, several, wide
from tests.store.again import apart
from tests.support import other_model

NOBODY = Scope(frozenset())
WRITING = {
    Task.IMPORT: {"preview", "import_upload", "import_file"},
    Task.UNDO: {"undo", "undo_together"},
    Task.OPEN_CAMPAIGN: {"open_campaign"},
    Task.RELEASE: {"release", "release_import"},
    Task.EXPECT: {"set_expected"},
    Task.DEMO: {"import_demo", "remove_demo"},
    Task.BACK_UP: {"back_up", "check"},
    Task.GRANT: {"persons", "seen_by", "preview_people", "grant", "grant_all", "revoke", "revoke_all"},
    Task.SHARE: {
        *("go_on", "prepare", "set_talk", "release_to", "reopen", "preparation", "set_length", "choose_question"),
        *("reword_question", "flag_factor", "rank_factor", "write_note"),
    },
    Task.AUDIT: {"audit"},
    Task.ERASE: {"would_erase", "erase", "would_erase_undone", "erase_undone", "overdue"},
    Task.EXPORT: {"export"},
    Task.PLAN: {"write_plan", "remove_from_plan"},
    Task.REVIEW: {"review_comment", "review_again"},
    Task.LEVER: {"preview_lever", "keep_lever", "undo_lever", "fill_lever"},
}
OF_NOBODY = ("has_demo", "lever_words")
"""What these answer is about nobody."""
READING: Mapping[str, Callable[[Service, Question], object]] = {
    "people": lambda door, about: door.people(),
    "results": lambda door, about: told(door.results(about)),
    "versions": lambda door, about: door.versions(),
    "segments": lambda door, about: door.segments(about),
    "cohort_cut": lambda door, about: door.cohort_cut(about, Level.FACTOR),
    "team_results": lambda door, about: [told(each) for each in door.team_results(Whose(about.campaign))],
    "team_segments": lambda door, about: door.team_segments(Whose(about.campaign), frozenset({about.kam})),
    "cohorts": lambda door, about: door.cohorts(about.campaign),
    "quality": lambda door, about: vars(door.quality(about.campaign)),
    "journal": lambda door, about: [line._replace(imported_at=TODAY) for line in door.journal()],
    "waiting": lambda door, about: door.waiting(),
    "saved_mappings": lambda door, about: door.saved_mappings(),
    "expected": lambda door, about: door.expected(),
    "addressee": lambda door, about: [door.addressee(other_model(), SHARED, name, "peer") for name in ("Ada", *OTHERS)],
    "plan": lambda door, about: door.plan(about.campaign, about.kam),
    "plan_titles": lambda door, about: door.plan_titles(about.campaign),
    "plan_before": lambda door, about: door.plan_before(about.campaign, about.kam),
    "comments": lambda door, about: door.comments(about.campaign, about.kam),
    "roads": lambda door, about: [dataclasses.replace(road, releases=()) for road in door.roads()],
    "lever_files": lambda door, about: [line._replace(imported_at=TODAY) for line in door.lever_files()],
    "lever_rows": lambda door, about: rows_told(door.lever_rows(1)),
    "lever_together": lambda door, about: rows_told(door.lever_together(1)),
    "levers_of": lambda door, about: [rows_told(each) for each in door.levers_of(about.kam)],
    "lever_words": lambda door, about: door.lever_words(("2025",)),
    "lever_kams": lambda door, about: door.lever_kams(),
    "enrolled": lambda door, about: door.enrolled(),
    "has_demo": lambda door, about: door.has_demo(),
}
"""How each use case that reads is asked about a KAM, everything that it tells put in a form that may be compared."""
SELF = ("answer", "narrowed", "signed", "trace", "trace_all", "trace_opening")
"""What the door has beside its use cases."""
TODAY = datetime.datetime(2026, 3, 3)
SHARED, OTHERS = "Printemps", ("Bob", "Cleo")


def told(published: Published) -> tuple[object, ...]:
    """Everything that results say."""
    return published.campaign, published.kam, published.groups, dict(published.cells)


def rows_told(rows: LeverRows) -> tuple[object, ...]:
    """Everything that the rows of an instrument's file say."""
    return rows.line._replace(imported_at=TODAY), rows.frame.to_dict("list"), dict(rows.kams), rows.is_part


def refused(door: Service) -> set[str]:
    """The use cases that a viewer is refused, whatever they ask: the refusal comes first."""
    told = set()
    for name in (name for name in vars(Service) if not name.startswith("_") and name not in SELF):
        try:
            getattr(door, name)()
        except RequestError as error:
            assert error.code == "not_allowed"
            told.add(name)
        except (TypeError, StoreError):  # something has to be asked, or to be on a disk
            pass
    return told


@pytest.mark.parametrize("task", Task)
def test_each_use_case_that_writes_needs_its_task(store: Store, task: Task):
    all_of_them = set().union(*WRITING.values())
    assert refused(Service(store, Viewer(Scope(), frozenset(Task) - {task}))) == WRITING[task]
    assert refused(Service(store, Viewer(Scope()))) == all_of_them
    offered = {name for name in vars(Service) if not name.startswith("_")} - set(SELF)
    assert offered == all_of_them | READING.keys()


@pytest.mark.parametrize("scope", [NOBODY, Scope()])
def test_who_may_not_import_imports_nothing(store: Store, scope: Scope):
    """However much of the results they see."""
    before = service.version(store)
    with pytest.raises(RequestError, match="not_allowed"):
        Service(store, Viewer(scope)).import_file("a.csv", wide(several("peer", 3)), ImportRequest(other_model()))
    assert service.version(store) == before and everything(store).people() == ()


def test_a_door_is_only_ever_narrowed(store: Store):
    loaded(store, [full("manager", "m1", 5), full("manager", "m1", 6, kam="Bob")])
    ada, bob = found(store).kam.token, found(store, "Bob").kam.token
    mine = everything(store).narrowed(frozenset({ada}))
    assert [entry.kam.token for entry in mine.people()] == [ada]
    assert mine.narrowed(frozenset({ada, bob})).people() == mine.people()
    assert refused(mine) == set().union(*WRITING.values())


def earlier(other: str, answer: int) -> list[Sheet]:
    """What somebody gave in a campaign of their own, before the others."""
    return [full("self", "s1", answer, kam=other, campaign=f"Of {other}", date="2020-01-01")]


def world(other: str, answer: int, group: str, team: str) -> Store:
    """Ada, who is seen, and somebody else of her campaign and of one that she is not in, of whom things are kept."""
    store = apart()
    loaded(store, [full("self", "s1", 5, kam="Ada"), *several("peer", 3, kam="Ada", value="Lyon")], name="ada.csv")
    theirs = [*several(group, 4, kam=other, team=team), full("manager", "m1", answer, kam=other, team=team)]
    loaded(store, [*theirs, *earlier(other, answer)], name=f"{other}.csv")
    loaded(store, several(group, 1, first=30, kam=other, team=team), name=f"{other} late.csv")
    about = dataclasses.astuple(question(found(store, other, SHARED)))[:2]
    everything(store).set_expected(*about, group, answer)
    give(everything(store), *about)
    for campaign in (about[0], question(found(store, other, f"Of {other}")).campaign):
        everything(store).write_plan(campaign, about[1], priority("A"))
    assert [each.late for each in everything(store).waiting()] == [1]
    sold = f"seller,revenue\nAda,5\n{other},{answer}\n" + f"{other},1\n" * (answer % 3)
    asked = LeverRequest("dependence", held_on=TODAY.date(), choices={"leaving": [other]})
    everything(store).keep_lever(service.open_upload(f"{other}.csv", sold.encode()), asked)
    deliver(store, [full("self", "s1", 5, kam=other)], mapping=f"about {other}", headings="h")
    return store


@pytest.fixture(scope="module")
def worlds() -> Iterator[Mapping[str, Store]]:
    """Two worlds that differ in somebody who is not seen, under their name; they are only read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "token_hex", lambda size: "0" * 2 * size)
        made = {OTHERS[0]: world(OTHERS[0], 2, "peer", "North"), OTHERS[1]: world(OTHERS[1], 9, "team", "South")}
    before = [service.version(store) for store in made.values()]
    yield made
    assert [service.version(store) for store in made.values()] == before, "nobody has changed them"
    for store in made.values():
        store.close()


@pytest.mark.parametrize("name", READING)
def test_nobody_is_told_of_whom_they_may_not_see(worlds: Mapping[str, Store], name: str):
    """Whatever is asked, about who is not seen too, the answer is the same in both worlds."""
    answers = []
    for other, store in worlds.items():
        ada, theirs = (question(found(store, kam, SHARED)) for kam in ("Ada", other))
        mine = everything(store).narrowed(frozenset({ada.kam}))
        answers.append([asked(mine, name, about) for about in (ada, theirs)])
        if name not in OF_NOBODY:
            assert asked(everything(store), name, theirs) != answers[-1][1], "there is something to hide"
    assert answers[0] == answers[1]


def asked(door: Service, name: str, about: Question) -> object:
    """What a use case tells, be it why not."""
    try:
        return READING[name](door, about)
    except RequestError as error:
        return error.code, error.facts


def test_what_is_kept_for_one_viewer_is_shown_to_no_other(store: Store):
    """Pages keep answers: each under the viewer it was given to, and the state of the data it was read in."""
    loaded(store, [full("manager", "m1", 5), full("manager", "m1", 6, kam="Bob")])
    ada, bob = found(store).kam.token, found(store, "Bob").kam.token

    def names(kams: frozenset[str]) -> list[str]:
        door = Warm(store, Viewer(Scope(kams)), service.version(store))
        assert door.people() is door.people(), "read once"
        return [entry.kam.name for entry in door.people()]

    assert names(frozenset({ada, bob})) == ["Ada Martin", "Bob"]
    assert names(frozenset({bob})) == ["Bob"]
    loaded(store, [full("manager", "m1", 6, kam="Cleo")])
    cleo = found(store, "Cleo").kam.token
    assert names(frozenset({bob, cleo})) == ["Bob", "Cleo"]
