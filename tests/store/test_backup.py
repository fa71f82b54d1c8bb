"""Backup, restore and check: every figure comes back, whoever writes meanwhile, and nothing is half done."""

import errno
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope.errors import KamescopeError
from kamescope.places import ROOT
from kamescope.service import IN_MEMORY, Store, back_up, everything, open_copy, open_store, restore, was_cut_off
from kamescope.store import backup, copying, mark, places
from kamescope.store.check import QUERIES, check
from tests.service.sheets import TEAM, full, load, loaded, several, shown, tables
from tests.store.damage import copied, flipped
from tests.store.killing import KILLS, Killer, killing, share
from tests.store.test_kill import busy


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all that an administrator can do behind it."""
    path = tmp_path_factory.mktemp("filled") / "données.duckdb"
    store = open_store(path)
    busy(store)
    store.close()
    return path


@pytest.fixture(scope="module")
def saved(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    file = tmp_path_factory.mktemp("saved") / "nightly.kamescope"
    assert back_up(filled, file).checked.faults == ()
    return file


def state(store: Store) -> tuple[str, dict[str, list[tuple]]]:
    """The same of one that is open, but for the audit, to which each backup adds its own line."""
    return shown(store), {name: rows for name, rows in tables(store).items() if name != "audit"}


def told(path: Path) -> tuple[str, dict[str, list[tuple]]]:
    """Everything that a database shows, to the last bit, and everything that it holds."""
    store = open_store(path)
    try:
        return shown(store), tables(store)
    finally:
        store.close()


def refusal(file: Path, place: Path) -> str:
    """The code with which a restore is refused; then nothing in the folder has changed."""
    before = {each: each.read_bytes() for each in place.parent.iterdir() if each.is_file()}
    with pytest.raises(KamescopeError) as caught:
        restore(file, place)
    assert {each: each.read_bytes() for each in place.parent.iterdir() if each.is_file()} == before
    assert leftovers(place.parent) == []
    return caught.value.code


def leftovers(folder: Path) -> list[str]:
    """Folders of work under way."""
    return [each.name for each in folder.iterdir() if each.is_dir()]


# Every figure comes back


@pytest.mark.deep
def test_every_figure_of_every_kam_comes_back(filled: Path, saved: Path, tmp_path: Path):
    place = tmp_path / "new" / "other name.duckdb"
    done = restore(saved, place)
    assert done.kept is None
    assert told(place) == told(filled)
    assert sorted(each.name for each in place.parent.iterdir()) == [place.name, f"{place.name}.key"]
    assert {stat.S_IMODE(each.stat().st_mode) for each in (saved, *place.parent.iterdir())} == {0o600}


@pytest.mark.deep
def test_what_stood_there_is_kept_whole(filled: Path, saved: Path, tmp_path: Path):
    """Another database with another key; links of the restored one lead where they led, and people are known again."""
    place = tmp_path / "données.duckdb"
    store = open_store(place)
    loaded(store, several("peer", 3, kam="Zoé"))
    store.close()
    before = told(place)
    done = restore(saved, place)
    assert told(place) == told(filled)
    assert done.kept is not None and told(done.kept) == before
    store = open_store(place)
    assert store.locked is None
    assert store.secret == open_key(filled)
    store.close()


def open_key(path: Path) -> str:
    """The key beside a database."""
    return places.StoreFiles(path).key.read_text().strip()


@pytest.mark.deep
def test_a_restored_database_holds_its_key_no_longer(filled: Path, saved: Path, tmp_path: Path):
    place = tmp_path / "new.duckdb"
    restore(saved, place)
    assert open_key(place) == open_key(filled)
    assert open_key(filled).encode() not in place.read_bytes()


def test_a_damaged_database_makes_room_for_its_backup(filled: Path, saved: Path, tmp_path: Path):
    place = copied(filled, tmp_path / "données.duckdb")
    os.truncate(place, place.stat().st_size - 300_000)
    place.with_name(f"{place.name}.wal").write_bytes(b"no journal at all")
    spoilt = place.read_bytes()
    done = restore(saved, place)
    assert told(place) == told(filled)
    assert done.kept is not None and done.kept.read_bytes() == spoilt
    assert done.kept.with_name(f"{done.kept.name}.wal").read_bytes() == b"no journal at all"


@pytest.mark.deep
@settings(max_examples=4, deadline=None)
@given(st.data())
def test_whatever_happened_before_it_holds_together_and_comes_back(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    folder = tmp_path_factory.mktemp("history")
    store = open_store(folder / "a.duckdb")
    for step in range(data.draw(st.integers(1, 5))):
        if data.draw(st.integers(0, 3)) == 0:
            alive = [entry.id for entry in everything(store).journal() if entry.undone_at is None]
            if alive:
                everything(store).undo(data.draw(st.sampled_from(alive)))
        else:
            how = data.draw(st.fixed_dictionaries({"replace": st.booleans(), "release": st.booleans()}))
            group, kam = data.draw(st.sampled_from(["peer", "team"])), data.draw(st.sampled_from(["Ada Martin", "Bob"]))
            first, seed = data.draw(st.integers(1, 5)), data.draw(st.integers(7, 8))
            load(store, several(group, 3, first=first, seed=seed, kam=kam), name=f"{step}.csv", **how)
    assert check(store).faults == ()
    store.close()
    back_up(folder / "a.duckdb", folder / "saved")
    restore(folder / "saved", folder / "b.duckdb")
    assert told(folder / "b.duckdb") == told(folder / "a.duckdb")
    shutil.rmtree(folder)


# While others write


@pytest.mark.deep
def test_a_backup_while_somebody_imports_is_one_of_the_states_there_were(tmp_path: Path):
    """Through the server's own door: in this process the database is open and being written."""
    path = tmp_path / "live.duckdb"
    store = open_store(path)
    loaded(store, TEAM)
    states, failures, done = [state(store)], [], threading.Event()

    def write() -> None:
        try:
            for number in range(6):
                loaded(store, several("team", 3, first=1 + 3 * number), name=f"{number}.csv")
                states.append(state(store))
                if number % 3 == 2:
                    everything(store).undo(number + 2)
                    states.append(state(store))
        except Exception as error:
            failures.append(error)
        finally:
            done.set()

    writer = threading.Thread(target=write)
    writer.start()
    made = []
    while not done.is_set():
        made.append(everything(store).back_up())
    writer.join()
    assert failures == []
    assert len(made) >= 2
    for number, content in enumerate(made[:: max(1, len(made) // 3)]):
        file = tmp_path / f"{number}.kamescope"
        file.write_bytes(content)
        assert restore(file, tmp_path / f"{number}.duckdb").checked.faults == ()
        restored = open_store(tmp_path / f"{number}.duckdb")
        assert state(restored) in states
        restored.close()
    # It has kept its lock through all that: no other program gets in.
    with pytest.raises(KamescopeError, match="database_busy"):
        other_process("kams", path)
    store.close()


def other_process(command: str, path: Path, *arguments: object) -> subprocess.CompletedProcess:
    """A command in another process; its code as an error where it is refused."""
    line = [sys.executable, "-m", "kamescope", "--json", "--db", str(path), command, *map(str, arguments)]
    ended = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise KamescopeError(json.loads(ended.stdout)["error"]["code"])
    return ended


@pytest.mark.deep
def test_a_database_that_is_open_is_backed_up_checked_and_never_replaced(filled: Path, saved: Path, tmp_path: Path):
    """By other processes, as from the command line beside the application."""
    path = copied(filled, tmp_path / "open.duckdb")
    store = open_store(path)
    other_process("backup", path, tmp_path / "file")
    assert json.loads(other_process("check", path).stdout)["ok"]
    with pytest.raises(KamescopeError, match="database_busy"):
        other_process("restore", path, saved)
    loaded(store, several("team", 3, first=50))
    store.close()
    restore(tmp_path / "file", tmp_path / "b.duckdb")
    assert told(tmp_path / "b.duckdb") == told(filled)


@pytest.mark.deep
def test_what_is_committed_and_not_yet_in_the_file_is_backed_up(filled: Path, tmp_path: Path):
    """The journal of a program that died comes along; the database itself stays as it was found."""
    path = copied(filled, tmp_path / "died.duckdb")
    code = "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]); c.execute(sys.argv[2]); os._exit(9)"
    subprocess.run([sys.executable, "-c", code, str(path), "UPDATE campaigns SET name = 'Renamed'"], check=False)
    journal = places.StoreFiles(path).journal
    assert journal.stat().st_size and was_cut_off(path)
    before = path.read_bytes(), journal.read_bytes()
    back_up(path, tmp_path / "file")
    assert (path.read_bytes(), journal.read_bytes()) == before
    restore(tmp_path / "file", tmp_path / "b.duckdb")
    store = open_store(tmp_path / "b.duckdb")
    assert {entry.campaign.name for entry in everything(store).people()} == {"Renamed"}
    store.close()


def test_a_database_that_never_stops_changing_is_not_copied(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Nor is a copy taken over a change: that one is thrown away."""
    path = copied(filled, tmp_path / "a.duckdb")
    (tmp_path / "to").mkdir()
    copyfile, changes = shutil.copyfile, iter([True] * 1000)

    def changing(one: Path, other: Path) -> None:
        copyfile(one, other)
        if one == path and next(changes, False):
            flipped(path, 4096 + 20)

    monkeypatch.setattr(copying.shutil, "copyfile", changing)
    monkeypatch.setattr(copying, "PATIENCE", 0.2)
    with pytest.raises(OSError) as caught:
        copying.copy_files(path, tmp_path / "to")
    assert caught.value.errno == errno.EBUSY
    assert backup._why_not(errno.EBUSY, "a").code == "database_restless"
    changes = iter([True, True])
    monkeypatch.setattr(copying, "PATIENCE", 60)
    copying.copy_files(path, tmp_path / "to")
    assert (tmp_path / "to" / path.name).read_bytes() == path.read_bytes()


# What is refused


@pytest.mark.deep
def test_a_backup_takes_the_place_of_a_backup_alone(filled: Path, tmp_path: Path):
    path = copied(filled, tmp_path / "a.duckdb")
    (tmp_path / "letter.txt").write_text("dear")
    (tmp_path / "link").symlink_to(path)
    for name, code in (
        ("letter.txt", "backup_not_ours"),
        (".", "backup_not_ours"),
        ("nowhere/file", "backup_not_written"),
        ("a.duckdb", "backup_onto_database"),
        ("a.duckdb.key", "backup_onto_database"),
        ("a.duckdb.wal", "backup_onto_database"),
        ("link", "backup_onto_database"),
    ):
        with pytest.raises(KamescopeError) as caught:
            back_up(path, tmp_path / name)
        assert caught.value.code == code, name
    assert (tmp_path / "letter.txt").read_text() == "dear"
    assert not back_up(path, tmp_path / "file").replaced
    os.truncate(tmp_path / "file", 5000)
    assert back_up(path, tmp_path / "file").replaced
    restore(tmp_path / "file", tmp_path / "b.duckdb")


def test_without_the_key_there_is_no_backup_and_the_one_before_stays(filled: Path, saved: Path, tmp_path: Path):
    path = copied(filled, tmp_path / "a.duckdb")
    kept = Path(shutil.copy(saved, tmp_path / "file")).read_bytes()
    places.StoreFiles(path).key.unlink()
    with pytest.raises(KamescopeError, match="key_missing"):
        back_up(path, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == kept


@pytest.mark.parametrize("size", [0, 10, 100, 2000, -30, -2000])
def test_a_backup_cut_off_is_refused(filled: Path, saved: Path, tmp_path: Path, size: int):
    path = copied(filled, tmp_path / "a.duckdb")
    file = Path(shutil.copy(saved, tmp_path / "file"))
    os.truncate(file, size if size >= 0 else file.stat().st_size + size)
    assert refusal(file, path) == ("backup_damaged" if size < 0 or size > 60 else "backup_foreign")


@pytest.mark.deep
def test_a_byte_turned_over_anywhere_is_refused_or_changes_nothing(filled: Path, saved: Path, tmp_path: Path):
    """Around what the archive says of itself every byte, elsewhere some."""
    path, size = tmp_path / "a.duckdb", saved.stat().st_size
    whole, chance = told(filled), random.Random(1)
    places_to_try = [*range(0, 80, 6), *range(size - 250, size, 12), *(chance.randrange(size) for _ in range(10))]
    refused = 0
    for at in places_to_try:
        file = flipped(Path(shutil.copy(saved, tmp_path / "file")), at)
        try:
            restore(file, path)
        except KamescopeError as error:
            assert error.code in ("backup_damaged", "backup_foreign", "backup_newer"), at
            assert not path.exists()
            refused += 1
        else:
            assert told(path) == whole, at
            for each in (path, places.StoreFiles(path).key):
                each.unlink()
    assert refused > len(places_to_try) // 2


def repacked(saved: Path, to: Path, **facts: object) -> Path:
    """The same backup with other facts in its manifest."""
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(to, "w") as new:
        manifest = json.loads(old.read(backup.MANIFEST)) | facts
        new.writestr(backup.MANIFEST, json.dumps(manifest))
        for name in backup.MEMBERS:
            new.writestr(name, old.read(name))
    return to


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"format": 2}, "backup_newer"),
        ({"schema": 9999}, "backup_newer"),
        ({"format": "x"}, "backup_damaged"),
        ({"tables": {}}, "backup_damaged"),
        ({"files": {}}, "backup_damaged"),
        ({"made_at": "yesterday"}, "backup_damaged"),
    ],
)
def test_a_backup_that_says_what_is_not_so_is_refused(
    filled: Path, saved: Path, tmp_path: Path, facts: dict[str, object], code: str
):
    path = copied(filled, tmp_path / "a.duckdb")
    assert refusal(repacked(saved, tmp_path / "file", **facts), path) == code


def test_a_file_of_another_product_is_named_for_what_it_is(filled: Path, tmp_path: Path):
    path = copied(filled, tmp_path / "a.duckdb")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("letter.txt", "dear")
    (tmp_path / "empty").write_bytes(b"")
    assert refusal(copied(filled, tmp_path / "copy.duckdb"), path) == "backup_is_database"
    for name, code in (("other.zip", "backup_foreign"), ("empty", "backup_foreign"), ("none", "file_not_found")):
        with pytest.raises(KamescopeError, match=code):
            restore(tmp_path / name, path)
    with pytest.raises(KamescopeError, match="file_not_regular"):
        restore(tmp_path, path)


# Killed at any moment


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    """Who does and is killed."""
    with killing() as killer:
        yield killer


@pytest.fixture(scope="module")
def seconds(killer: Killer, filled: Path, saved: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """How long each of them works when nothing disturbs it."""
    folder, found = tmp_path_factory.mktemp("seconds"), {}
    for deed, file in (("backup", folder / "file"), ("restore", saved)):
        whole, found[deed] = killer.does(deed, copied(filled, folder / "a.duckdb"), file)
        assert whole
    return found


@pytest.mark.deep
@pytest.mark.parametrize("kill", range(KILLS))
def test_a_killed_backup_leaves_the_one_before_or_is_whole(
    killer: Killer, filled: Path, saved: Path, seconds: dict[str, float], kill: int, tmp_path: Path
):
    path, file = copied(filled, tmp_path / "a.duckdb"), Path(shutil.copy(saved, tmp_path / "file"))
    killer.does("backup", path, file, after=seconds["backup"] * share(kill))
    restore(file, tmp_path / "b.duckdb")
    assert told(tmp_path / "b.duckdb") == told(path) == told(filled)


@pytest.mark.deep
@pytest.mark.parametrize("kill", range(KILLS))
def test_a_killed_restore_leaves_the_old_or_the_new_with_its_key(
    killer: Killer, filled: Path, saved: Path, seconds: dict[str, float], kill: int, tmp_path: Path
):
    path = tmp_path / "a.duckdb"
    store = open_store(path)
    loaded(store, several("peer", 3, kam="Zoé"))
    store.close()
    before = told(path)
    killer.does("restore", path, saved, after=seconds["restore"] * share(kill))
    store = open_store(path)
    assert store.locked is None
    store.close()
    assert told(path) in (before, told(filled))


@pytest.mark.deep
@pytest.mark.parametrize("step", ["unlink", "replace", "open_store"])
def test_killed_between_any_two_steps_old_or_new_stands_with_its_key(
    filled: Path, saved: Path, step: str, tmp_path: Path
):
    path = tmp_path / "a.duckdb"
    store = open_store(path)
    loaded(store, several("peer", 3, kam="Zoé"))
    store.close()
    before = told(path)
    ended = subprocess.run([sys.executable, "-c", DIES, str(saved), str(path), step], cwd=ROOT, check=False)
    assert ended.returncode == 9
    store = open_store(path)
    assert store.locked is None
    store.close()
    assert told(path) == (told(filled) if step == "open_store" else before)


DIES = """
import os, sys
from pathlib import Path
from kamescope.store import restore
saved, path, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def dies(*_, **__):
    os._exit(9)

put = restore._put
def putting(fresh, place):
    if step != "open_store":
        setattr(Path, step, dies)
    kept = put(fresh, place)
    restore.open_store = dies
    return kept

restore._put = putting
restore.restore(saved, path)
"""


def test_what_killed_programs_left_goes_after_a_day(filled: Path, tmp_path: Path):
    old, new = (tmp_path / name.join(backup.PART) for name in ("old", "new"))
    for each in (old, new):
        each.mkdir()
    os.utime(old, (0, 0))
    back_up(filled, tmp_path / "file")
    assert leftovers(tmp_path) == [new.name]


# Check

HEADER, BLOCK = 4096, 2**18
"""How DuckDB parts a file: three headers, then blocks, each with a checksum."""


@pytest.mark.deep
def test_a_byte_turned_over_anywhere_in_the_file_is_found_or_was_free(filled: Path, tmp_path: Path):
    """One at random in parts that have a checksum of their own: the headers, every other block. DuckDB never reads
    a block that holds nothing: what such a byte is changes nothing."""
    whole, found, chance = told(filled), 0, random.Random(1)
    headers, size = range(0, places.HEADERS, HEADER), filled.stat().st_size
    blocks = range(places.HEADERS, size, BLOCK)
    for start in (*headers, *blocks[::2]):
        length = HEADER if start in headers else BLOCK
        path = flipped(copied(filled, tmp_path / "a.duckdb"), start + chance.randrange(length))
        try:
            with open_copy(path) as store:
                assert check(store).faults == ()
                assert (shown(store), tables(store)) == whole
                assert start not in headers
        except KamescopeError as error:
            assert error.code == "database_damaged"
            if not found:
                with pytest.raises(KamescopeError, match="database_damaged"):
                    back_up(path, tmp_path / "file")
            found += 1
    assert found > len(headers)


WRONG = {
    "answers": "DELETE FROM answers WHERE respondent_id = (SELECT min(respondent_id) FROM answers) AND item = "
    "(SELECT min(item) FROM answers)",
    "counting": "UPDATE respondents SET counting = counting + 1 WHERE state = 'counted'",
    "owners": "UPDATE answers SET kam_id = kam_id + 50 WHERE item = 1",
    "comments": "INSERT INTO comments VALUES (1, 1, 0, 9999, 'keep', 'whose?')",
    "twice": "INSERT INTO answers SELECT * FROM answers WHERE item = 1",
    "journal": "UPDATE imports SET respondents = respondents + 1, skipped = 0",
    "imports": "UPDATE imports SET undone_at = now()::TIMESTAMP",
    "people": "DELETE FROM enrolments",
    "versions": "INSERT INTO versions VALUES ('c', 'k', 1, '', '', current_date, '', '{}')",
    "levers": "INSERT INTO lever_people VALUES (7, 1, 'Ada', '')",
    "plans": "INSERT INTO plan_steps VALUES ('c', 'k', 1, 0, current_date, 'not_begun', '')",
    "prepared": "INSERT INTO prepared_factors VALUES ('c', 'k', 'F1', 1), ('c', 'k', 'F2', 1)",
    "version": "UPDATE meta SET value = '0' WHERE key = 'data_version'",
    "scale": "UPDATE answers SET value = 99 WHERE item = 1",
    "shape": "ALTER TABLE expected DROP COLUMN sent",
    "key": "UPDATE meta SET value = 'another' WHERE key = 'key_hash'",
}


@pytest.mark.parametrize("code", WRONG)
def test_each_thing_that_does_not_agree_is_found(code: str, filled: Path, tmp_path: Path):
    path = copied(filled, tmp_path / "a.duckdb")
    with duckdb.connect(str(path)) as raw:
        raw.execute(WRONG[code])
    with open_copy(path) as store:
        assert code in {fault.code for fault in check(store).faults}


def test_every_query_of_check_has_its_wrong():
    assert QUERIES.keys() < WRONG.keys()


@pytest.mark.deep
def test_an_empty_database_holds_together_and_is_backed_up(tmp_path: Path):
    store = open_store(IN_MEMORY)
    assert check(store).faults == ()
    store.close()
    open_store(tmp_path / "a.duckdb").close()
    back_up(tmp_path / "a.duckdb", tmp_path / "file")
    assert restore(tmp_path / "file", tmp_path / "a.duckdb").checked.holdings == (0, 0, 0)


@pytest.mark.deep
def test_a_copy_leaves_the_database_alone(filled: Path):
    before = {each: each.read_bytes() for each in filled.parent.iterdir()}
    with open_copy(filled) as store:
        loaded(store, [full("manager", "m9", 3)], name="more.csv")
    assert {each: each.read_bytes() for each in filled.parent.iterdir()} == before


# Closed as it should be


@pytest.mark.deep
def test_a_server_that_died_is_known_by_its_mark(filled: Path, tmp_path: Path):
    path = copied(filled, tmp_path / "a.duckdb")
    assert not was_cut_off(path)
    with mark.marked_open(path):
        assert was_cut_off(path)
    assert not was_cut_off(path)
    places.StoreFiles(path).mark.write_text("1")
    with mark.marked_open(path):
        pass
    assert not was_cut_off(path)
    assert not was_cut_off(tmp_path / "none.duckdb")
