"""Killed at any moment, an import is wholly in or wholly out, an erasure wholly done or not at all, and what was done
stays done."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from kamescope.places import ROOT
from kamescope.service import Store, everything, open_store
from tests.service.sheets import found, full, loaded, long, several, tables
from tests.service.test_erasure import ADA, SPRING
from tests.service.test_erasure import filled as with_two
from tests.store.damage import copied, traces
from tests.store.killing import KILLS, killing, share
from tests.support import kamescope_model

GROUPS = {"client": 7, "manager": 1}
KAMS = 20
MOMENTS = (*(share(kill / 2) for kill in range(2 * KILLS)), *(1 + 0.5 * more for more in range(20)))
"""Shares of the time that an undisturbed deed took: over the whole of it, then later should the machine get slower."""
READING = "[1/1]"
"""How the command begins to say that it turns to the first and only file."""


class Contents(NamedTuple):
    """What is in a database, whatever the numbers of its tables."""

    imports: int
    respondents: int
    answers: list[tuple]


class Run(NamedTuple):
    """One import that nothing disturbed: how long it took from reading to end, what was there before and after."""

    seconds: float
    before: Contents
    after: Contents


def questionnaires(first: int) -> bytes:
    """160 questionnaires for 20 KAMs, one answer a row."""
    model = kamescope_model()
    everybody = [
        sheet
        for kam in range(KAMS)
        for group, count in GROUPS.items()
        for sheet in several(group, count, model, first=first, kam=f"Kam {kam}")
    ]
    return long(everybody, model)


def start(folder: Path, database: Path) -> subprocess.Popen:
    """The command, as far as the moment when it turns to the file."""
    command = [sys.executable, "-m", "kamescope", "--db", str(database), "import", str(folder / "two.csv")]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert any(line.startswith(READING) for line in process.stderr)
    return process


def contents(database: Path) -> Contents:
    """What is there; its tables must agree with one another and with what is shown."""
    store = open_store(database)
    rows, everybody = tables(store), everything(store).people()
    store.close()
    people = {row[0]: row for row in rows["respondents"]}
    names = {row[0]: row[4] for row in rows["kams"]}
    assert {row[3] for row in rows["answers"]} == people.keys()
    assert sum(group.respondents for entry in everybody for group in entry.groups) == len(people)
    assert {row[0] for row in rows["import_people"]} == {row[0] for row in rows["imports"]}
    answers = sorted((names[row[1]], people[row[3]][3], people[row[3]][4], *row[4:]) for row in rows["answers"])
    return Contents(len(rows["imports"]), len(people), answers)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds one file, and the file that is then imported."""
    folder = tmp_path_factory.mktemp("kill")
    store = open_store(folder / "base.duckdb")
    loaded(store, questionnaires(1), model=kamescope_model())
    store.close()
    (folder / "two.csv").write_bytes(questionnaires(101))
    return folder


@pytest.fixture(scope="module")
def undisturbed(folder: Path) -> Run:
    """One whole run."""
    before = contents(folder / "base.duckdb")
    whole = copied(folder / "base.duckdb", folder / "whole.duckdb")
    process = start(folder, whole)
    begun = time.perf_counter()
    process.communicate()
    seconds = time.perf_counter() - begun
    assert process.returncode == 0
    after = contents(whole)
    assert (after.imports, after.respondents) == (2, 2 * before.respondents) == (2, 320)
    return Run(seconds, before, after)


@pytest.mark.deep
@pytest.mark.parametrize("kill", range(KILLS))
def test_a_killed_import_is_wholly_in_or_wholly_out(folder: Path, undisturbed: Run, kill: int, tmp_path: Path):
    database = copied(folder / "base.duckdb", tmp_path / "killed.duckdb")
    process = start(folder, database)
    time.sleep(undisturbed.seconds * share(kill))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert contents(database) in (undisturbed.before, undisturbed.after)
    again = start(folder, database)
    again.communicate()
    assert again.returncode == 0
    assert contents(database) == undisturbed.after


# What is written stays written when the process dies without closing the database


def busy(store: Store) -> None:
    """Every kind of change that an administrator can make."""
    loaded(store, [full("self", "s1", 5), *several("peer", 3), *several("team", 4)])
    loaded(store, several("peer", 1, first=4))
    loaded(store, several("peer", 2, seed=9), replace=True)
    loaded(store, [full("self", "s1", 3), *several("team", 4)], replace=True)
    everything(store).undo(1, release=True)
    loaded(store, [*several("peer", 3, first=7), *several("team", 4, kam="Bob")])
    loaded(store, several("peer", 1, first=12))
    for late in everything(store).waiting():
        where = (late.campaign.token, late.kam.token, late.group)
        everything(store).set_expected(*where, 9)
        everything(store).release(*where)
    everything(store).undo(4)


DIES = """
import os, sys
from kamescope.service import open_store
from tests.store.test_kill import busy
store = open_store(sys.argv[1])
busy(store)
os._exit(9)
"""


@pytest.mark.deep
def test_every_change_is_there_after_a_crash(tmp_path: Path):
    first, second = tmp_path / "dies.duckdb", tmp_path / "lives.duckdb"
    assert subprocess.run([sys.executable, "-c", DIES, str(first)], cwd=ROOT, check=False).returncode == 9
    assert not first.with_name("dies.duckdb.wal").exists()
    found = []
    for database in (first, second):
        store = open_store(database)
        if database == second:
            busy(store)
        rows = tables(store)
        found.append({name: rows[name] for name in rows if name not in ("meta", "migrations", "imports")})
        # What is told by keyed hashes differs from one database to the next.
        found[-1] |= {name: len(rows[name]) for name in ("kams", "campaigns", "gone", "gone_answers")}
        found[-1]["protections"] = sorted(row[1:] for row in rows["protections"])
        found[-1]["audit"] = sorted(row[1:4] for row in rows["audit"])  # each at its own time, on whom by hashes
        found[-1]["imports"] = [entry.undone_at is None for entry in everything(store).journal()]
        store.close()
    assert found[0] == found[1]
    assert found[0]["imports"] == [True, True, False, True, True, False]


# Erased


def rows(database: Path) -> dict[str, list[tuple]]:
    """Everything in a database but the audit, which tells when."""
    store = open_store(database)
    found = tables(store)
    store.close()
    return {name: found[name] for name in found if name != "audit"}


@pytest.mark.deep
def test_a_killed_erasure_is_done_for_good_or_not_at_all(tmp_path: Path):
    """Where it is done, the next opening leaves nothing of whom it is about in any byte; else all of it is there."""
    base = tmp_path / "base.duckdb"
    store = with_two(open_store(base))
    ada = found(store, ADA, SPRING).kam.token
    store.close()
    before, ends = rows(base), set()
    with killing() as killer:
        whole = copied(base, tmp_path / "whole.duckdb")
        undisturbed = killer.does("erase", whole, ada)
        assert undisturbed.whole
        after = rows(whole)
        for kill, moment in enumerate(MOMENTS):
            if kill >= 2 * KILLS and ends == {True, False}:
                break
            (folder := tmp_path / str(kill)).mkdir()
            database = copied(base, folder / "e.duckdb")
            killer.does("erase", database, ada, after=undisturbed.seconds * moment)
            ended = rows(database)
            assert ended in (before, after)
            assert (traces(folder, "Lovelace") == []) is (ended == after)
            ends.add(ended == after)
    assert ends == {True, False}, "killed before and after it was written"
