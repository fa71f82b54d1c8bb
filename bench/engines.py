"""PostgreSQL beside DuckDB, on the same answers: one KAM, a company's heatmap, everybody, an import, the disk."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.intake import MODEL, text
from bench.ratio import Ratio, turn_by_turn
from bench.synthetic import CAMPAIGN, fill_campaign
from kamescope.service import ImportRequest, Question, Store, Whose, everything, open_store
from kamescope.store import reads
from kamescope.store.moving import move
from tests import postgres

CLIENTS = 5
"""Questionnaires from each protected group: some 440 answers a KAM."""
ONE, HEATMAP = 1.0, 2.0
TOLD = "on PostgreSQL to DuckDB"
Act = Callable[[Store, int], object]


class Both(NamedTuple):
    """The same answers in a database of a server and in a file; how much room they take in each, in bytes."""

    server: Store
    file: Store
    answers: int
    on_server: int
    in_file: int


def measured(kams: int, people: int, questionnaires: int, calls: int, say: Callable[[str], None]) -> Iterator[object]:
    """Each of them on both, turn by turn; both give the same figures, or the comparison means nothing."""
    for count, turns in ((kams, calls), (10 * kams, max(3, calls // 4))):
        with _both(count, say) as both:
            yield from _read(both, count, turns)
            if count == kams:
                # Last: other people are in it then.
                yield _imported(both, questionnaires, max(3, calls // 4))
    with _both(people, say) as both:
        yield _ratio(f"all {people:,} people", both, lambda store, _: _everybody(store), max(3, calls // 4))


def _read(both: Both, kams: int, calls: int) -> Iterator[object]:
    told = f"out of {both.answers:,} answers"
    yield _ratio(f"scores of one KAM {told}", both, lambda store, turn: _one(store, turn % kams + 1), calls, ONE)
    yield _ratio(f"heatmap of {kams:,} KAMs {told}", both, lambda store, _: _all(store), calls, HEATMAP)
    room = f"{both.on_server / 1e6:.0f} MB against {both.in_file / 1e6:.0f} MB"
    yield f"disk for {both.answers:,} answers, {TOLD}: {both.on_server / both.in_file:.1f}x\n    {room}"


def _imported(both: Both, questionnaires: int, calls: int) -> Ratio:
    files = [text(questionnaires, f"Import {turn}", turn) for turn in range(calls + 1)]
    return _ratio(
        f"{questionnaires:,} questionnaires imported", both, lambda store, turn: _taken(store, files, turn), calls
    )


@contextmanager
def _both(kams: int, say: Callable[[str], None]) -> Iterator[Both]:
    with TemporaryDirectory() as name:
        path, database = Path(name) / "kamescope.duckdb", postgres.made()
        made = fill_campaign(path, kams, CLIENTS)
        server = open_store(postgres.server(database, Path(name) / "server.key"))
        with closing(made.store), closing(server):
            empty = _size(database)
            with made.store.snapshot() as frozen, server.transaction() as cursor:
                move(frozen.cursor, cursor)
            postgres.command("VACUUM ANALYZE", database)
            say(f"{made.answers:,} answers about {kams:,} KAMs in both")
            yield Both(server, made.store, made.answers, _size(database) - empty, path.stat().st_size)
        postgres.dropped(database)


def _size(database: str) -> int:
    return int(postgres.command(f"SELECT pg_database_size('{database}')")[0][0])


def _ratio(name: str, both: Both, act: Act, calls: int, target: float | None = None) -> Ratio:
    stores = both.server, both.file
    assert repr(act(stores[0], 0)) == repr(act(stores[1], 0))
    acts = [lambda turn, store=store: act(store, turn) for store in stores]
    return Ratio(f"{name}, {TOLD}", *turn_by_turn(acts, list(range(1, calls + 1))), target)


def _one(store: Store, kam: int) -> object:
    found = everything(store).results(Question(CAMPAIGN, f"kam{kam}"))
    return found.groups, found.cells


def _all(store: Store) -> object:
    return everything(store).team_results(Whose(CAMPAIGN)).kams


def _everybody(store: Store) -> object:
    """As after a change: what was read before it is kept no longer."""
    reads._KEPT.pop(store, None)
    return len(everything(store).people())


def _taken(store: Store, files: list[bytes], turn: int) -> object:
    report = everything(store).import_file(f"{turn}.csv", files[turn], ImportRequest(default_model=MODEL))
    assert report.status == "imported", report.issues[0]
    return report.status
