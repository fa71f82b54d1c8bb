"""A portfolio of very many clients, from its rows to its pictures, against one query by hand and those pictures."""

import csv
import datetime
import io
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import vl_convert
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from bench import levers_page
from bench.ratio import Ratio, clocked, turn_by_turn
from kamescope import places
from kamescope.charts.picture import picture
from kamescope.charts.theme import Chart, Look
from kamescope.i18n import words
from kamescope.levers import registry
from kamescope.levers.board import Board, BoardFacts, BoardPicture
from kamescope.model_file import load_model
from kamescope.service import LeverRequest, Store, everything, open_store, open_upload

SQL = Path(__file__).with_name("portfolio.sql").read_text(encoding="utf-8")
AGAINST_QUERY, AGAINST_CELLS = 1.5, 3.0
NAME = "portfolio"
SEED = 7
WIDTH = 800
FIRST_DAY = datetime.date(2026, 1, 1)


def measured(clients: int, calls: int, say: Callable[[str], None]) -> Iterator[Ratio]:
    """The matrix, bubbles and bars drawn, against the query and the same pictures ready-made; both count alike."""
    with TemporaryDirectory() as name:
        yield from _read(Path(name), clients, max(3, calls // 4), say)
        database = Path(name) / "levers.duckdb"
        with closing(open_store(database)) as store:
            for _ in everything(store).import_demo(places.DEMO, load_model(places.DEFAULT_MODEL)):
                pass
            request = LeverRequest(NAME, held_on=FIRST_DAY)
            number = everything(store).keep_lever(open_upload("clients.csv", file_of(clients)), request).id
            say(f"{clients:,} clients kept, the demonstration beside them")
            yield _drawn_here(store, number, clients, calls)
            ready = {each: pictures(store, each) for each in levers_page.multiplied(store, number)}
        say(f"{len(ready)} such files in the database, their pictures ready-made")
        yield from levers_page.measured(database, ready, clients, say)


def _read(folder: Path, clients: int, calls: int, say: Callable[[str], None]) -> Iterator[Ratio]:
    """The file kept in a new database, as csv and as a workbook, against the bare reading of its cells."""
    text = file_of(clients)
    files = {"csv": text, "xlsx": _workbook(text)}
    say(f"files made: {', '.join(f'{len(content) / 1e6:.0f} MB of {kind}' for kind, content in files.items())}")
    bare = {
        "csv": lambda content: list(csv.reader(io.StringIO(content.decode()))),
        "xlsx": lambda content: CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(),
    }
    for kind, content in files.items():
        acts = [lambda run, of=(kind, content): _kept(folder / f"{run}.duckdb", *of), _clocked(bare[kind], content)]
        told = f"portfolio of {clients:,} clients kept from {kind}, to the cells of that file"
        yield Ratio(told, *clocked(acts, range(calls)), AGAINST_CELLS)


def _kept(path: Path, kind: str, content: bytes) -> float:
    """Seconds to read, check and store a file in a new database."""
    with closing(open_store(path)) as store:
        start = time.perf_counter()
        everything(store).keep_lever(open_upload(f"clients.{kind}", content), LeverRequest(NAME))
        seconds = time.perf_counter() - start
    path.unlink()
    return seconds


def _clocked(read: Callable[[bytes], list], content: bytes) -> Callable[[object], float]:
    def act(_: object) -> float:
        start = time.perf_counter()
        read(content)
        return time.perf_counter() - start

    return act


def _workbook(text: bytes) -> bytes:
    """The same table as a workbook, figures as figures."""
    head, *rows = csv.reader(io.StringIO(text.decode()))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("clients")
    sheet.append(head)
    for client, kam, *figures in rows:
        sheet.append([client, kam, *map(float, figures)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def file_of(clients: int) -> bytes:
    """So many clients of thirty KAMs, potentials from thousands to millions, shares at random."""
    chance = np.random.default_rng(SEED)
    potential = np.round(10 ** chance.uniform(3, 6.5, clients), 2)
    revenue = np.round(potential * chance.uniform(0, 1, clients), 2)
    text = io.StringIO()
    text.write("client,kam,revenue,potential\n")
    for place in range(clients):
        text.write(f"C{place},K{place % 30},{revenue[place]:.2f},{potential[place]:.2f}\n")
    return text.getvalue().encode()


def pictures(store: Store, number: int) -> list[str | dict]:
    """The pictures of a file as its page sends them: HTML, or the specification of a chart."""
    drawn = (picture(part.shape, Look("fr")) for part in _board(store, number).parts if isinstance(part, BoardPicture))
    return [each.spec if isinstance(each, Chart) else each.html for each in drawn]


def _drawn_here(store: Store, number: int, clients: int, calls: int) -> Ratio:
    """Nothing kept warm, in one process; charts become SVG on both sides, HTML is there as it is made."""
    cursor, ready = store._engine._connection.cursor(), pictures(store, number)

    def ours(_: int) -> None:
        _svg(pictures(store, number))

    def by_hand(_: int) -> list[tuple]:
        found = cursor.execute(SQL, {"file_id": number}).fetchall()
        _svg(ready)
        return found

    _check(_board(store, number), by_hand(0))
    told = f"portfolio of {clients:,} clients, rows to pictures, to one query and the pictures ready-made"
    return Ratio(told, *turn_by_turn([ours, by_hand], list(range(calls))), AGAINST_QUERY)


def _board(store: Store, number: int) -> Board:
    rows = everything(store).lever_rows(number)
    result = registry.analysis(NAME)(rows.frame.drop(columns="row_number"), registry.choices(NAME))
    made: Board = registry.board(NAME)(result, BoardFacts(words("fr"), rows.line.currency))
    return made


def _svg(drawn: list[str | dict]) -> None:
    for each in drawn:
        if isinstance(each, dict):
            vl_convert.vegalite_to_svg({**each, "width": WIDTH})


def _check(board: Board, by_hand: list[tuple]) -> None:
    """Both count the same clients in each cell, or the comparison means nothing."""
    matrix = next(part.shape for part in board.parts if isinstance(part, BoardPicture) and part.key == "matrix")
    found = sorted(cell.figure for row in matrix.cells for cell in row)
    if found != sorted(words("fr").number(count) for _, _, count, _ in by_hand):
        raise SystemExit("not the same matrix")
