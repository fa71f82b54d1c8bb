"""The one door: bound to who looks, so that nobody is answered, or changes anything, for somebody else."""

import pytest

from kamescope import service
from kamescope.errors import RequestError
from kamescope.service import ImportRequest, Scope, Service, Store, Task, Viewer, everything
from kamescope.ui.data import Warm
from tests.service.sheets import found, full, loaded, several, wide
from tests.support import other_model

NOBODY = Scope(frozenset())
WRITING = {
    Task.IMPORT: {"preview", "import_upload", "import_file"},
    Task.UNDO: {"undo"},
    Task.OPEN_CAMPAIGN: {"open_campaign"},
    Task.RELEASE: {"release", "release_import"},
    Task.EXPECT: {"set_expected"},
    Task.DEMO: {"import_demo", "remove_demo"},
}
READING = {"people", "results", "segments", "cohort_cut", "team_results", "team_segments", "cohorts", "quality"}
READING |= {"journal", "waiting", "saved_mappings", "expected", "addressee", "has_demo"}


def refused(door: Service) -> set[str]:
    """The use cases that a viewer is refused, whatever they ask: the refusal comes first."""
    told = set()
    for name in (name for name in vars(Service) if not name.startswith("_") and name not in ("answer", "narrowed")):
        try:
            getattr(door, name)()
        except RequestError as error:
            assert error.code == "not_allowed"
            told.add(name)
        except TypeError:  # something has to be asked
            pass
    return told


@pytest.mark.parametrize("task", Task)
def test_each_use_case_that_writes_needs_its_task(store: Store, task: Task):
    all_of_them = set().union(*WRITING.values())
    assert refused(Service(store, Viewer(Scope(), frozenset(Task) - {task}))) == WRITING[task]
    assert refused(Service(store, Viewer(Scope()))) == all_of_them
    assert {name for name in vars(Service) if not name.startswith("_")} - {
        "answer",
        "narrowed",
    } == all_of_them | READING


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
