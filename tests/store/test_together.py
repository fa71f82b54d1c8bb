"""Several people at once on one database: nothing is doubled, nothing lost, and readers never see half a change."""

import threading
from collections.abc import Callable, Sequence

import pytest

from kamescope.service import Store, everything
from kamescope.store import imports
from tests.service.sheets import TEAM, found, full, load, loaded, published, question, several, tables, wide


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """What each act returns, all begun together in threads of their own."""
    barrier, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int) -> None:
        barrier.wait()
        try:
            found[place] = acts[place]()
        except Exception as error:
            found[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def unaware(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two imports that have both looked for the file in the journal before either writes it."""
    both = threading.Barrier(2)
    look = imports.already_imported

    def looked(*facts: object) -> object:
        seen = look(*facts)
        both.wait(timeout=20)
        return seen

    monkeypatch.setattr(imports, "already_imported", looked)


def test_two_files_at_once_are_both_in(store: Store, unaware: None):
    files = [[*TEAM, *several("team", 4)], [*several("manager", 3, kam="Bob"), *several("partner", 3)]]
    reports = at_once([lambda file=file: load(store, file) for file in files])
    assert [report.status for report in reports] == ["imported"] * 2
    assert [group.respondents for group in published(store).groups] == [1, 1, 3, 4, 3]
    assert published(store, "Bob").group("manager").respondents == 3
    rows = tables(store)
    assert len({row[0] for row in rows["respondents"]}) == len(rows["respondents"]) == 15
    assert [row[0] for row in rows["imports"]] == [1, 2]


@pytest.mark.parametrize("without", [[], ["repondant"]], ids=["with ids", "without"])
def test_the_same_file_twice_at_once_is_in_once(store: Store, unaware: None, without: list[str]):
    content = wide(several("team", 5), without=without)
    reports = at_once([lambda: load(store, content)] * 2)
    assert sorted(report.status for report in reports) == ["already_imported", "imported"]
    assert published(store).group("team").respondents == 5
    assert len(everything(store).journal()) == 1


@pytest.mark.deep
def test_two_cumulative_exports_at_once_double_nobody(store: Store, unaware: None):
    files = [[*TEAM, *several("team", 4)], [*TEAM, *several("partner", 3)]]
    reports = at_once([lambda file=file: load(store, file) for file in files])
    assert [report.status for report in reports] == ["imported"] * 2
    assert [group.respondents for group in published(store).groups] == [1, 1, 3, 4, 3]
    assert sorted(entry.skipped for entry in everything(store).journal()) == [0, 5]


@pytest.mark.deep
def test_late_ones_from_two_files_at_once_count_or_wait_together(store: Store, unaware: None):
    content = wide(TEAM)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(imports, "already_imported", lambda *facts: None)
        loaded(store, content)
    files = [several("peer", 1, first=4), several("peer", 2, first=5)]
    at_once([lambda file=file: load(store, file) for file in files])
    assert published(store).group("peer").respondents == 6
    assert everything(store).waiting() == ()


def test_an_import_is_undone_once_however_many_ask(store: Store):
    loaded(store, TEAM)
    loaded(store, several("team", 4))
    done = at_once([lambda: everything(store).undo(2)] * 4)
    assert sorted(type(each).__name__ for each in done) == ["RequestError"] * 3 + ["Undone"]
    assert [group.respondents for group in published(store).groups] == [1, 1, 3, 0, 0]


@pytest.mark.deep
def test_readers_during_replacements_and_undos_never_see_half_of_one(store: Store):
    """All peers give one answer, and change it together: what is read is one answer, from three or six peers."""
    loaded(store, [full("manager", "m1", 5), *(full("peer", f"p{number}", 1) for number in range(3))])
    asked, done, faults, seen = question(found(store)), threading.Event(), [], set()

    def read() -> None:
        while not done.is_set():
            try:
                head = everything(store).results(asked).group("peer")
                means = {item.mean for item in head.items if item.mean is not None}
                seen.add((head.respondents, *means))
            except Exception as error:
                faults.append(repr(error))
                return

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for answer in range(2, 4):
        loaded(store, [full("peer", f"p{number}", answer) for number in range(3)], replace=True)
        loaded(store, [full("peer", f"p{number}", answer) for number in range(3, 6)])
        everything(store).undo(2 * answer - 1)
    done.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert seen <= {(count, answer) for count in (3, 6) for answer in range(1, 4)}
    assert published(store).cell("overall", "ALL", "peer").score == 3
