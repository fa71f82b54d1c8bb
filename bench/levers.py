"""A portfolio of very many clients, from its rows to its pictures, against one query written by hand."""

import datetime
import io
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.ratio import Ratio, turn_by_turn
from kamescope.charts.picture import picture
from kamescope.charts.theme import Look
from kamescope.i18n import words
from kamescope.levers import registry
from kamescope.levers.board import Board, BoardFacts, BoardPicture
from kamescope.service import LeverRequest, Store, everything, open_store, open_upload

SQL = Path(__file__).with_name("portfolio.sql").read_text(encoding="utf-8")
AGAINST_QUERY = 1.5
NAME = "portfolio"
SEED = 7


def measured(clients: int, calls: int, say: Callable[[str], None]) -> Iterator[Ratio]:
    """The matrix, bubbles and bars drawn, against the query and the same pictures ready-made; both count alike."""
    with TemporaryDirectory() as name, closing(open_store(Path(name) / "levers.duckdb")) as store:
        request = LeverRequest(NAME, held_on=datetime.date(2026, 1, 1))
        number = everything(store).keep_lever(open_upload("clients.csv", _file(clients)), request).id
        say(f"{clients:,} clients kept")
        cursor = store._engine._connection.cursor()

        def ours(_: int) -> Board:
            return _drawn(_board(store, number))

        def by_hand(_: int) -> list[tuple]:
            return cursor.execute(SQL, {"file_id": number}).fetchall()

        _check(ours(0), by_hand(0))
        told = f"portfolio of {clients:,} clients, rows to pictures, to one query"
        yield Ratio(told, *turn_by_turn([ours, by_hand], list(range(calls))), AGAINST_QUERY)


def _file(clients: int) -> bytes:
    """So many clients of thirty KAMs, potentials from thousands to millions, shares at random."""
    chance = np.random.default_rng(SEED)
    potential = np.round(10 ** chance.uniform(3, 6.5, clients), 2)
    revenue = np.round(potential * chance.uniform(0, 1, clients), 2)
    text = io.StringIO()
    text.write("client,kam,revenue,potential\n")
    for place in range(clients):
        text.write(f"C{place},K{place % 30},{revenue[place]:.2f},{potential[place]:.2f}\n")
    return text.getvalue().encode()


def _board(store: Store, number: int) -> Board:
    rows = everything(store).lever_rows(number)
    result = registry.analysis(NAME)(rows.frame.drop(columns="row_number"), registry.choices(NAME))
    made: Board = registry.board(NAME)(result, BoardFacts(words("fr"), rows.line.currency))
    return made


def _drawn(board: Board) -> Board:
    """Every picture of a board, as a page sends it."""
    look = Look("fr")
    for part in board.parts:
        if isinstance(part, BoardPicture):
            picture(part.shape, look)
    return board


def _check(board: Board, by_hand: list[tuple]) -> None:
    """Both count the same clients in each cell, or the comparison means nothing."""
    matrix = next(part.shape for part in board.parts if isinstance(part, BoardPicture) and part.key == "matrix")
    found = sorted(cell.figure for row in matrix.cells for cell in row)
    if found != sorted(words("fr").number(count) for _, _, count, _ in by_hand):
        raise SystemExit("not the same matrix")
