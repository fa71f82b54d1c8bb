"""PostgreSQL beside DuckDB, on the same answers: one KAM, a company's heatmap, an import."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.ratio import Ratio, turn_by_turn
from bench.synthetic import CAMPAIGN, fill_campaign
from kamescope.service import Question, Store, Whose, everything, open_store
from kamescope.store.moving import move
from tests import postgres
from tests.service.sheets import load, several

CLIENTS = 5
"""Questionnaires from each protected group."""
ONE, HEATMAP = 1.0, 2.0
PEOPLE = 200
"""Questionnaires in the file that is imported."""


def measured(kams: int, calls: int, say: Callable[[str], None]) -> Iterator[Ratio]:
    """Each of them on both, turn by turn; both give the same figures, or the comparison means nothing."""
    with TemporaryDirectory() as name, ExitStack() as ends:
        made = fill_campaign(Path(name) / "kamescope.duckdb", kams, CLIENTS)
        ends.enter_context(closing(made.store))
        database = postgres.made()
        ends.callback(postgres.dropped, database)
        server = ends.enter_context(closing(open_store(postgres.server(database, Path(name) / "server.key"))))
        with made.store.snapshot() as frozen, server.transaction() as cursor:
            move(frozen.cursor, cursor)
        postgres.command("ANALYZE", database)
        say(f"{made.answers:,} answers about {kams:,} KAMs in both")
        both = (server, made.store)
        told = f"out of {made.answers:,} answers, on PostgreSQL to DuckDB"
        yield _ratio(f"scores of one KAM {told}", both, lambda store, turn: _one(store, turn % kams + 1), calls, ONE)
        yield _ratio(f"heatmap of {kams:,} KAMs {told}", both, lambda store, _: _all(store), calls, HEATMAP)
        # Last: other people are in it then.
        yield _ratio(f"{PEOPLE} questionnaires imported, on PostgreSQL to DuckDB", both, _import(), max(3, calls // 4))


def _ratio(
    name: str, stores: tuple[Store, Store], act: Callable[[Store, int], object], calls: int, target: float | None = None
) -> Ratio:
    assert repr(act(stores[0], 0)) == repr(act(stores[1], 0))
    acts = [lambda turn, store=store: act(store, turn) for store in stores]
    return Ratio(name, *turn_by_turn(acts, list(range(1, calls + 1))), target)


def _one(store: Store, kam: int) -> object:
    found = everything(store).results(Question(CAMPAIGN, f"kam{kam}"))
    return found.groups, found.cells


def _all(store: Store) -> object:
    return everything(store).team_results(Whose(CAMPAIGN)).kams


def _import() -> Callable[[Store, int], object]:
    numbers = count()

    def act(store: Store, turn: int) -> object:
        sheets = several("peer", PEOPLE, seed=turn, campaign=f"Import {turn}", kam=f"Kim {next(numbers)}")
        return load(store, sheets).refused

    return act
