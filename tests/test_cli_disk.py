"""The command line and the disk: whose files it writes, and what it says of a database in a bad hour."""

import os
import signal
import socket
import stat
import time
from contextlib import closing
from pathlib import Path

import pytest

from kamescope.service import open_store
from kamescope.store.places import HEADERS, StoreFiles
from tests import test_cli
from tests.browser.server import serving
from tests.service.sheets import several, wide
from tests.store.damage import copied, flipped
from tests.support import GOLDEN, kamescope_model
from tests.test_cli import Run

MARTIN_FILE = GOLDEN / "martin_responses.csv"


run, martin_db = test_cli.run, test_cli.martin_db


def rights(path: Path) -> int:
    """Who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.deep
def test_what_commands_write_is_its_owners_alone(run: Run, martin_db: Path, tmp_path: Path):
    before = os.umask(0)
    try:
        paths = [tmp_path / name for name in ("blank.xlsx", "mapping.toml", "martin.xlsx")]
        kept = copied(martin_db, tmp_path / "copy.duckdb")
        run("template", "--campaign", "C", "--kam", "K", "--group", "client", "--out", paths[0], db=kept)
        run("mapping", MARTIN_FILE, "--out", paths[1], db=kept)
        run("report", "--kam", "M. MARTIN", "--out", paths[2], db=kept)
        run("report", "--all", "--format", "xlsx", "--out", tmp_path / "folder", db=kept)
    finally:
        os.umask(before)
    assert [rights(path) for path in paths] == [0o600] * 3
    assert rights(tmp_path / "folder") == 0o700
    assert {rights(path) for path in (tmp_path / "folder").iterdir()} == {0o600}


def test_a_damaged_database_is_named_by_the_shortest_command(run: Run, martin_db: Path, tmp_path: Path):
    for at in range(HEADERS, martin_db.stat().st_size, 2**18):
        path = flipped(copied(martin_db, tmp_path / "damaged.duckdb"), at + 9)
        ran = run("--json", "kams", db=path)
        if ran.code:
            break
    assert (ran.code, ran.json["error"]["code"]) == (1, "database_damaged")
    assert "sauvegarde" in ran.json["error"]["message"]


def test_without_the_key_a_command_that_looks_says_so_and_one_that_imports_refuses(
    run: Run, martin_db: Path, tmp_path: Path
):
    path = copied(martin_db, tmp_path / "copy.duckdb")
    path.with_name("copy.duckdb.key").unlink()
    looks = run("kams", db=path)
    assert looks.code == 0
    assert "copy.duckdb.key" in looks.err
    more = tmp_path / "more.csv"
    more.write_bytes(wide(several("manager", 1, kamescope_model(), kam="Zoé Blanc"), kamescope_model()))
    refused = run("--json", "import", more, db=path)
    assert (refused.code, refused.json["error"]["code"]) == (1, "key_missing")
    assert run("new-key", db=path).code == 0
    assert run("kams", db=path).err == ""


@pytest.mark.deep
def test_a_backup_is_made_checked_and_put_back(run: Run, martin_db: Path, tmp_path: Path):
    path, file = copied(martin_db, tmp_path / "a.duckdb"), tmp_path / "nightly.kamescope"
    scores = run("--json", "scores", "--kam", "M. MARTIN", "--level", "all", db=path).out
    made = run("backup", file, "--json", db=path)
    counts = {"imports": 1, "respondents": 5, "answers": 275, "faults": []}
    assert (made.code, made.json) == (0, {"file": str(file), "bytes": file.stat().st_size, "replaced": False} | counts)
    assert rights(file) == 0o600
    assert str(file) in run("backup", file, db=path).out
    checked = run("check", "--json", db=path)
    assert (checked.code, checked.json["ok"], {key: checked.json[key] for key in counts}) == (0, True, counts)
    with closing(open_store(path)) as store, store.transaction() as cursor:
        cursor.execute("DELETE FROM answers WHERE item = 1")
    bad = run("check", "--json", db=path)
    assert (bad.code, bad.json["ok"]) == (1, False)
    assert {fault["code"] for fault in bad.json["faults"]} == {"answers", "counting"}
    spoken = run("--lang", "en", "check", db=path)
    assert spoken.code == 1 and all(fault["message"] for fault in bad.json["faults"]) and "not sound" in spoken.out
    assert "réponses" in run("backup", tmp_path / "bad", db=path).err
    done = run("restore", file, "--json", db=path)
    kept = Path(done.json["kept"])
    assert done.code == 0 and kept.parent == tmp_path and not run("check", "--json", db=kept).json["ok"]
    assert run("--json", "scores", "--kam", "M. MARTIN", "--level", "all", db=path).out == scores


@pytest.mark.parametrize(
    ("command", "code", "exit"),
    [
        (("backup", "a.duckdb"), "backup_onto_database", 2),
        (("backup", "letter.txt"), "backup_not_ours", 2),
        (("restore", "letter.txt"), "backup_foreign", 1),
        (("restore", "a.duckdb"), "backup_is_database", 1),
        (("restore", "none"), "file_not_found", 1),
    ],
)
def test_what_is_no_backup_is_told_and_stays(
    run: Run, martin_db: Path, tmp_path: Path, command: tuple[str, str], code: str, exit: int
):
    path = copied(martin_db, tmp_path / "a.duckdb")
    (tmp_path / "letter.txt").write_text("dear")
    before = {each: each.read_bytes() for each in tmp_path.iterdir()}
    ran = run("--json", command[0], tmp_path / command[1], db=path)
    assert (ran.code, ran.json["error"]["code"]) == (exit, code)
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == before


@pytest.mark.parametrize("command", [("check",), ("backup", "file")])
def test_a_database_that_is_not_there_is_no_empty_one(run: Run, tmp_path: Path, command: tuple[str, ...]):
    """A nightly line with a slip in it must not say that all is well."""
    ran = run("--json", command[0], *(tmp_path / each for each in command[1:]), db=tmp_path / "slip.duckdb")
    assert (ran.code, ran.json["error"]["code"]) == (1, "database_missing")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.deep
def test_a_server_that_died_leaves_its_mark_and_the_next_one_checks(martin_db: Path, tmp_path: Path):
    path = copied(martin_db, tmp_path / "a.duckdb")
    for number, end in enumerate((signal.SIGKILL, signal.SIGTERM, signal.SIGTERM)):
        log = tmp_path / f"log{number}"
        with serving(path, log):
            (server,) = StoreFiles(path).mark.read_text().split()
            os.kill(int(server), end)
            time.sleep(1)
        assert ("saine" in log.read_text()) == (number == 1), "checked after the one that was killed, and then alone"


def test_a_taken_port_is_said_before_any_address(run: Run, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run("serve", "--headless", "--port", port, db=tmp_path / "x.duckdb")
    assert ran.code == 2
    assert f"{port}" in ran.err
    assert "http" not in ran.out + ran.err
