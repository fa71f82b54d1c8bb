"""Two engines and one truth: what a database of PostgreSQL refuses, what goes from one engine to the other and back."""

import logging
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest

from kamescope.errors import RequestError, StoreError
from kamescope.i18n import LANGUAGES, words
from kamescope.places import Server, place
from kamescope.service import (
    IN_MEMORY,
    Store,
    Whose,
    back_up,
    everything,
    give_new_key,
    open_copy,
    open_store,
    restore,
)
from kamescope.store import copied, frames, migrating
from kamescope.store.check import check
from tests import postgres
from tests.comments import about, write
from tests.service.sheets import (
    all_rows,
    changed,
    found,
    full,
    give,
    give_at_once,
    load,
    loaded,
    several,
    shown,
)
from tests.store.recount import disagreeing

ADA, BOB = "Ada Lovelace", "Bob Noyce"
FIRST = [full("self", "s1", 5, kam=ADA), full("manager", "m1", 4, kam=ADA), *several("peer", 4, kam=ADA)]
NORTH = several("peer", 4, first=11, kam=ADA, value="North")
SECOND = [full("self", "s2", 6, kam=BOB, campaign="Été"), *several("peer", 4, first=11, kam=BOB, campaign="Été")]


EVERY = "SELECT * FROM item_vectors ORDER BY campaign_id, kam_id, rater_group, segment"
EXTRA = "INSERT INTO item_vectors VALUES (1, 9, 0, '', '', '', '', '')"
KEPT_BY_ITSELF = {"migrations", "item_vectors", "vectors_due"}
"""Tables that no backup brings to another engine."""


@pytest.fixture(scope="module")
def new() -> str:
    """A database that is up to date and empty, of which others are copies."""
    name = postgres.made()
    open_store(postgres.server(name)).close()
    return name


@pytest.fixture
def server(new: str) -> Iterator[Server]:
    """An empty database of a server."""
    name = postgres.made(new)
    made = postgres.server(name, postgres.key_folder() / f"{name}.key")
    # A restored backup brings its own.
    made.key.write_text(postgres.server(new).key.read_text())
    yield made
    postgres.dropped(name)


@pytest.fixture
def bare() -> Iterator[Server]:
    """A database in which there is nothing yet, with no key either."""
    name = postgres.made()
    yield postgres.server(name, postgres.key_folder() / f"{name}.key")
    postgres.dropped(name)


def filled(store: Store) -> Store:
    """Two KAMs in two campaigns, an import undone, comments, a release, grants, a note of the audit."""
    load(store, FIRST, name="ada.csv")
    load(store, SECOND, name="bob.csv")
    load(store, [full("manager", "m2", 2, kam=BOB, campaign="Été")], name="late.csv")
    door = everything(store)
    door.undo(3)
    ada = found(store, ADA)
    write(store, ada, ("peer", "start", ["Écoute\n« bien »", "", "'; DROP TABLE kams; --"]))
    give(door, *about(ada))
    return store


# From one engine to the other


@pytest.mark.deep
def test_a_backup_goes_to_a_server_and_back_and_every_figure_is_the_same(server: Server, tmp_path: Path):
    file = tmp_path / "here.duckdb"
    with closing(filled(open_store(file))) as store:
        figures, rows = shown(store), all_rows(store)
    back_up(file, tmp_path / "first.backup")
    done = restore(tmp_path / "first.backup", server)
    assert done.kept is None, "nothing was in it"
    with closing(open_store(server)) as store:
        assert shown(store) == figures
        assert told(all_rows(store)) == told(rows)
        with store.snapshot() as frozen:
            assert check(frozen.store).faults == ()
    back_up(server, tmp_path / "second.backup")
    restore(tmp_path / "second.backup", tmp_path / "there.duckdb")
    with closing(open_store(tmp_path / "there.duckdb")) as store:
        assert shown(store) == figures
        assert told(all_rows(store)) == told(rows)


def told(rows: dict[str, list[tuple]]) -> dict[str, list[tuple]]:
    """What tables hold that both engines have, but for their order and how often something changed."""
    kept = {name: sorted(found, key=repr) for name, found in rows.items() if name not in KEPT_BY_ITSELF}
    kept["meta"] = [row for row in kept["meta"] if row[0] not in ("data_version", "erased")]
    return kept


def test_the_same_files_give_the_same_figures_on_both(server: Server):
    told = []
    for address in (server, IN_MEMORY):
        with closing(open_store(address)) as store:
            store._key = "0" * 32
            told.append((shown(filled(store)), teams(store)))
    assert told[0] == told[1]


def teams(store: Store) -> list[str]:
    """The figures of every campaign together, of all who answered and of one partition value, to the last bit."""
    door = everything(store)
    asked = [
        Whose(campaign, where=where)
        for campaign in sorted({each.campaign.token for each in door.people()})
        for where in (None, "", "North")
    ]
    return [repr([(kam.kam, kam.groups, dict(kam.cells)) for kam in door.team_results(each)]) for each in asked]


@pytest.mark.deep
def test_what_a_restored_backup_replaces_is_kept_as_one(server: Server, tmp_path: Path):
    file = tmp_path / "here.duckdb"
    open_store(file).close()
    back_up(file, tmp_path / "empty.backup")
    mine = Server(server.address, tmp_path / "keys" / "kamescope.key")
    mine.key.parent.mkdir()
    mine.key.write_text(server.key.read_text())
    with closing(open_store(mine)) as store:
        loaded(store, FIRST)
        before = shown(store)
        moved = store.run("meta", key="data_version").fetchall()
    done = restore(tmp_path / "empty.backup", mine)
    with closing(open_store(mine)) as store:
        assert everything(store).people() == ()
        assert int(store.run("meta", key="data_version").fetchall()[0][0]) > int(moved[0][0]), "caches are over"
    restore(done.kept, mine)
    with closing(open_store(mine)) as store:
        assert shown(store) == before


def test_whatever_a_frame_is_made_of_both_engines_keep():
    kinds = {kind for columns in frames.FRAMES.values() for kind in columns.values()}
    assert kinds == set(copied.KINDS), "of a type that nobody declares none is needed"


def test_both_engines_have_the_same_tables(server: Server):
    with open_copy(server) as store:
        assert check(store).faults == ()
        assert "answers_of_kam" in str(postgres.command("SELECT indexname FROM pg_indexes", server.name.split("/")[1]))


# What answers add up to


@pytest.mark.deep
def test_after_every_change_what_is_kept_is_what_the_answers_add_up_to(server: Server):
    """The history tests ask the same after each of their steps (`Renewed.transaction`)."""
    with closing(open_store(server)) as store:
        door = everything(store)
        steps: list[Callable[[], object]] = [
            lambda: load(store, [full("self", "s1", 5, kam=ADA, value="North"), *NORTH], name="a.csv"),
            lambda: load(store, several("peer", 4, first=5, kam=ADA, value="South"), name="b.csv"),
            lambda: load(store, [full("peer", "p99", 3, kam=ADA, value="East")], name="waits.csv"),
            lambda: load(
                store,
                [each.but(kam=ADA, value="North") for each in changed(4, first=11)],
                name="newer.csv",
                replace=True,
            ),
            lambda: load(store, SECOND, name="bob.csv"),
            lambda: give_at_once(door, found(store, BOB).campaign.token, found(store, BOB).kam.token),
            lambda: door.undo(2),
            lambda: door.erase("", found(store, ADA).kam.token),
        ]
        for step in steps:
            before = told(all_rows(store))
            step()
            assert told(all_rows(store)) != before
            assert disagreeing(store) == []
            assert store.run("check_vectors").fetchall() == [(0,)]
            assert rows_of(server, "vectors_due") == 0
        assert rows_of(server, "item_vectors") > 0


def test_nobody_can_change_answers_past_it(server: Server):
    with closing(open_store(server)) as store:
        loaded(store, [*FIRST, *NORTH])
        for by_hand in (
            "UPDATE answers SET value = value - 1 WHERE value > 3 AND item = 1",
            "BEGIN; UPDATE answers SET kam_id = 7; UPDATE respondents SET kam_id = 7; COMMIT",
            "UPDATE respondents SET segment = 'West' WHERE respondent_id % 2 = 0",
            "BEGIN; DELETE FROM answers WHERE item = 2; INSERT INTO answers SELECT * FROM waiting_answers; COMMIT",
        ):
            postgres.command(by_hand, server.name.split("/")[1])
            assert disagreeing(store) == []


@pytest.mark.parametrize("wrong", ["UPDATE item_vectors SET total = answers", "DELETE FROM item_vectors", EXTRA])
def test_what_is_kept_and_is_not_so_is_found(server: Server, wrong: str):
    with closing(open_store(server)) as store:
        load(store, FIRST)
        postgres.command(wrong, server.name.split("/")[1])
        assert [fault.code for fault in check(store).faults] == ["vectors"]


def test_a_database_from_before_gets_what_its_answers_add_up_to(server: Server):
    database = server.name.split("/")[1]
    with closing(open_store(server)) as store:
        loaded(store, [*FIRST, *NORTH])
        kept = postgres.command(EVERY, database)
    functions = "item_vectors_of, vectors_fall_due, segment_falls_due, keep_vectors"
    postgres.command(f"DROP TABLE item_vectors, vectors_due; DROP FUNCTION {functions} CASCADE", database)
    postgres.command("DELETE FROM migrations WHERE number = 19", database)
    with closing(open_store(server)) as store:
        assert postgres.command(EVERY, database) == kept
        assert disagreeing(store) == [] and check(store).faults == ()


def rows_of(server: Server, table: str) -> int:
    """How many rows a table has."""
    return postgres.command(f"SELECT count(*) FROM {table}", server.name.split("/")[1])[0][0]


# Who comes in


def refused(server: Server, caplog: pytest.LogCaptureFixture) -> str:
    """The code with which a database is refused, in a sentence of each language that names it and no password."""
    with caplog.at_level(logging.DEBUG), pytest.raises(StoreError) as caught:
        open_store(server).close()
    told = [words(language).error(caught.value) for language in LANGUAGES]
    said = "".join((*traceback.format_exception(caught.value), caplog.text, str(caught.value), repr(server), *told))
    assert "geheim" not in said
    assert all(server.name in sentence and "{" not in sentence for sentence in told)
    return caught.value.code


def addressed(address: str) -> Server:
    """A server's database by an address, whose key is no matter."""
    named = place(address)
    assert isinstance(named, Server)
    return named


@pytest.mark.parametrize(
    ("state", "grave", "said"),
    [
        ("28P01", "FATAL", "Passwort-Authentifizierung für Benutzer »kam« fehlgeschlagen"),
        ("3D000", "ВАЖНО", "база данных kamescope не существует"),
        ("53300", "FATAL", "sorry, too many clients already"),
    ],
)
def test_what_a_server_says_in_another_language_is_quoted(
    state: str, grave: str, said: str, caplog: pytest.LogCaptureFixture
):
    with refusing(S=grave, V="FATAL", C=state, M=f"{said}: geheim") as port:
        server = addressed(f"postgresql://kam:geheim@127.0.0.1:{port}/kamescope?sslmode=disable")
        assert refused(server, caplog) == "database_refused"
        with pytest.raises(StoreError) as caught:
            open_store(server)
    assert all(f"{said}: …" in words(language).error(caught.value) for language in LANGUAGES)


def test_a_server_that_starts_is_one_to_wait_for(caplog: pytest.LogCaptureFixture):
    with refusing(S="FATAL", V="FATAL", C="57P03", M="the database system is starting up") as port:
        server = addressed(f"postgresql://kam:geheim@127.0.0.1:{port}/kamescope?sslmode=disable")
        assert refused(server, caplog) == "database_unreachable"


@contextmanager
def refusing(**told: str) -> Iterator[int]:
    """The port of a server that lets nobody in: what it tells, by the letters of its protocol."""
    fields = b"".join(f"{letter}{value}\0".encode() for letter, value in told.items())
    answer = b"E" + (len(fields) + 5).to_bytes(4, "big") + fields + b"\0"

    class Door(BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(4096)
            self.request.sendall(answer)

    with ThreadingTCPServer(("127.0.0.1", 0), Door) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("postgresql://postgres:geheim@127.0.0.1:1/kamescope", "database_unreachable"),
        ("mysql://somebody:geheim@127.0.0.1/kamescope", "database_address"),
        ("postgresql://somebody:geheim@127.0.0.1:port/kamescope", "database_address"),
        ("postgresql://somebody:geheim@127.0.0.1/kamescope?passwort=geheim", "database_address"),
        ("postgresql://somebody:ge/geheim@127.0.0.1:1/kamescope", "database_address"),
        ("postgresql://127.0.0.1:1/kamescope?password=ge@geheim", "database_unreachable"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(
    address: str, code: str, caplog: pytest.LogCaptureFixture
):
    assert refused(addressed(address), caplog) == code


def test_a_database_that_is_not_there_is_told(caplog: pytest.LogCaptureFixture):
    assert refused(postgres.server("nothere"), caplog) == "database_absent"


def test_a_database_that_sorts_as_a_language_does_is_refused(caplog: pytest.LogCaptureFixture):
    name = f"{postgres.made()}_fr"
    how = "ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'fr-FR' LOCALE 'C.UTF-8' TEMPLATE template0"
    postgres.command(f"CREATE DATABASE {name} {how}")
    assert refused(postgres.server(name), caplog) == "database_locale"
    postgres.dropped(name)


def test_a_database_of_another_product_is_refused_and_left_alone(bare: Server, caplog: pytest.LogCaptureFixture):
    name = bare.name.split("/")[1]
    postgres.command("CREATE TABLE migrations (id INTEGER)", name)
    assert refused(bare, caplog) == "database_foreign"
    tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
    assert postgres.command(tables, name) == [(1,)]


def test_a_database_of_a_newer_version_is_refused(server: Server, caplog: pytest.LogCaptureFixture):
    postgres.command("INSERT INTO migrations VALUES (9999, now())", server.name.split("/")[1])
    assert refused(server, caplog) == "database_newer"


def test_two_that_start_at_once_migrate_once(bare: Server):
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(open_store, [bare] * 4))
    secrets = {store.secret for store in opened}
    for store in opened:
        store.close()
    assert len(secrets) == 1
    rows = postgres.command("SELECT number FROM migrations ORDER BY number", bare.name.split("/")[1])
    assert [number for (number,) in rows] == list(migrating.migrations("postgresql"))


def test_without_the_key_a_database_can_be_looked_at_and_a_lost_one_is_replaced(server: Server, tmp_path: Path):
    elsewhere = Server(server.address, tmp_path / "kamescope.key")
    with closing(open_store(elsewhere)) as store:
        assert store.locked.code == "key_missing"
        told = words("en").error(store.locked)
    assert f"“{elsewhere.key}”" in told and "KAMESCOPE_KEY_FILE" in told and "beside" not in told
    assert give_new_key(elsewhere) == str(elsewhere.key)
    with pytest.raises(StoreError, match="key_there"):
        give_new_key(elsewhere)
    with closing(open_store(elsewhere)) as store:
        assert store.locked is None
    with closing(open_store(server)) as store:
        assert store.locked.code == "key_wrong"


def test_a_key_is_made_with_its_folder_for_its_owner_alone_or_told_why_not(server: Server, tmp_path: Path):
    mine = Server(server.address, tmp_path / "new" / "kamescope.key")
    postgres.command("DELETE FROM meta WHERE key = 'key_hash'", server.name.split("/")[1])
    open_store(mine).close()
    assert mine.key.stat().st_mode & 0o777 == 0o600
    with pytest.raises(StoreError, match="key_unusable"):
        open_store(Server(server.address, mine.key / "below a file.key"))


# Rights


@pytest.fixture
def role(server: Server) -> Iterator[Server]:
    """The same database as a user who may read and write its rows and nothing else."""
    name, database = f"app_{server.name.split('/')[1]}", server.name.split("/")[1]
    postgres.command(f"CREATE ROLE {name} LOGIN PASSWORD 'geheim'")
    postgres.command(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}", database)
    yield Server(server.address.replace("//postgres@", f"//{name}:geheim@"), server.key)
    postgres.command(f"DROP OWNED BY {name}", database)
    postgres.command(f"DROP ROLE {name}")


def test_a_user_without_rights_to_change_tables_does_all_the_work(role: Server):
    with closing(open_store(role)) as store:
        filled(store)
        assert len(everything(store).people()) == 2


def test_such_a_user_does_not_bring_a_database_up_to_date(role: Server, caplog: pytest.LogCaptureFixture):
    database = role.name.split("/")[1]
    postgres.command("DROP SCHEMA public CASCADE", database)
    postgres.command("CREATE SCHEMA public", database)
    postgres.command(f"GRANT USAGE ON SCHEMA public TO app_{database}", database)
    assert refused(role, caplog) == "database_outdated"


def test_a_user_who_may_only_read_is_told_so(role: Server, caplog: pytest.LogCaptureFixture):
    database = role.name.split("/")[1]
    with closing(open_store(role)) as store:
        postgres.command(f"REVOKE INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public FROM app_{database}", database)
        with pytest.raises(StoreError, match="database_rights"):
            load(store, FIRST)
        assert everything(store).people() == ()


# Trouble under way


def test_an_address_may_say_how_patient_the_server_is(server: Server):
    told = {}
    for more in ("", "?options=-c%20idle_in_transaction_session_timeout%3D1234"):
        with closing(open_store(Server(f"{server.address}{more}", server.key))) as store, store.snapshot() as frozen:
            told[more] = frozen.cursor.execute("SHOW idle_in_transaction_session_timeout").fetchall()
    assert [*told.values()] == [[("5min",)], [("1234ms",)]]


def test_a_connection_that_the_server_cut_is_told_once_and_the_work_goes_on(server: Server):
    database = server.name.split("/")[1]
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
    with closing(open_store(server)) as store:
        with pytest.raises(StoreError, match="database_unreachable"), store.transaction() as cursor:
            cursor.execute("INSERT INTO meta VALUES ('half', '')")
            postgres.command(cut)
            cursor.execute("INSERT INTO meta VALUES ('other half', '')")
        assert store.run("meta", key="half").fetchall() == []
        # Those that wait in the pool are cut as well: none of them is handed out again.
        postgres.command(cut)
        load(store, FIRST)
        assert len(everything(store).people()) == 1


@pytest.mark.parametrize("where", ["file", "server"])
def test_a_nul_is_refused_alike(where: str, request: pytest.FixtureRequest):
    address = IN_MEMORY if where == "file" else request.getfixturevalue("server")
    with closing(open_store(address)) as store:
        with pytest.raises(RequestError, match="text_nul"), store.transaction():
            store.run("meta", key="a\0b")
        with pytest.raises(RequestError, match="text_nul"):
            store.run("kams_by_key", keys=["a\0b"])
