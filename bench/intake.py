"""Response files taken in: a workbook against the bare reading of its cells, a csv file against DuckDB alone.

`python -m bench.intake FILE` imports one file into a new database and prints the most memory that this took.
"""

import csv
import io
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from bench.ratio import Ratio, clocked
from kamescope import places
from kamescope.ingest.tables import read_tables
from kamescope.model_file import load_model
from kamescope.service import ImportRequest, Store, everything, open_store

SQL = Path(__file__).with_name("intake.sql").read_text(encoding="utf-8")
AGAINST_CELLS = 3.0
AGAINST_DUCKDB = 2.5
AGAINST_UTF8 = 4.0
OLD_ENCODINGS = ("cp1252", "iso8859-15", "cp850", "mac_roman")
A_KAM = 10
"""Questionnaires about each KAM: one of their own, the others from managers, who are asked everything."""
WHO = ("campagne", "kam", "groupe", "repondant")
MODEL = load_model(places.DEFAULT_MODEL)


def measured(in_workbook: int, in_text: int, runs: int, say: Callable[[str], None]) -> Iterator[Ratio]:
    """The two ratios of the intake, for so many questionnaires in a workbook and in a csv file."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        book, text = folder / "answers.xlsx", folder / "answers.csv"
        book.write_bytes(_workbook(in_workbook))
        _write_text(text, in_text)
        say(f"files made: {book.stat().st_size / 1e6:.0f} MB and {text.stat().st_size / 1e6:.0f} MB")
        for file in (book, text):
            say(f"{file.name}: at most {_peak(file) / 1e6:.0f} MB of memory")
        _check(folder, text)
        acts = [lambda run: _import(folder, book, run), lambda _: _cells(book.read_bytes())]
        yield Ratio(
            f"{in_workbook:,} questionnaires in xlsx, to their cells", *clocked(acts, range(runs)), AGAINST_CELLS
        )
        acts = [lambda run: _import(folder, text, run), lambda run: _by_duckdb(folder, text, run)]
        yield Ratio(f"{in_text:,} questionnaires in csv, to DuckDB", *clocked(acts, range(runs)), AGAINST_DUCKDB)


def decoded(runs: int) -> Iterator[Ratio]:
    """A megabyte in each of the older encodings, against the same text in UTF-8; one accent alone, and many."""
    lines = [f"Banc d'essai;KAM {number};manager;r{number};4;{number % 5 + 1}" for number in range(26_000)]
    for name, last in (("one accent", "Zoé"), ("accents everywhere", "Zoé, Noël ; Hélène\n" * 50_000)):
        text = "\n".join([";".join((*WHO, "Q1", "Q2")), *(lines if name == "one accent" else ["é"]), last])
        baseline = text.encode()
        for encoding in OLD_ENCODINGS:
            acts = [_reading(text.encode(encoding)), _reading(baseline)]
            yield Ratio(f"1 MB of {encoding}, {name}, to UTF-8", *clocked(acts, range(runs)), AGAINST_UTF8)


def _reading(content: bytes) -> Callable[[object], float]:
    def act(_: object) -> float:
        start = time.perf_counter()
        read_tables("text.csv", content)
        return time.perf_counter() - start

    return act


def text(count: int, campaign: str, seed: int) -> bytes:
    """A csv file of so many questionnaires of a campaign, answered at random."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows(_rows(count, campaign, "Seller", seed))
    return file.getvalue().encode()


def _rows(count: int, campaign: str = "Banc d'essai", kam: str = "KAM", seed: int = 11) -> Iterator[list[object]]:
    """The headings, then the questionnaires, every item answered."""
    dice, scale = random.Random(seed), MODEL.scale
    values = range(scale.minimum, scale.maximum + 1)
    yield [*WHO, *(item.code for item in MODEL.items)]
    for number in range(count):
        group = "self" if number % A_KAM == 0 else "manager"
        who = [campaign, f"{kam} {number // A_KAM}", group, f"r{number}"]
        yield [*who, *dice.choices(values, k=len(MODEL.items))]


def _workbook(count: int) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("answers")
    for row in _rows(count):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write_text(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(_rows(count))


def _import(folder: Path, file: Path, run: object) -> float:
    """Seconds to check and store a file in a new database."""
    path = folder / f"ours-{file.suffix[1:]}-{run}.duckdb"
    store = open_store(path)
    content = file.read_bytes()
    start = time.perf_counter()
    taken = _taken(store, file.name, content)
    seconds = time.perf_counter() - start
    store.close()
    path.unlink()
    if taken != "imported":
        raise SystemExit(f"{file.name}: {taken}")
    return seconds


def _taken(store: Store, name: str, content: bytes) -> str:
    return everything(store).import_file(name, content, ImportRequest(default_model=MODEL)).status


def _cells(content: bytes) -> float:
    """Seconds to read every cell of a workbook."""
    start = time.perf_counter()
    CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return time.perf_counter() - start


def _by_duckdb(folder: Path, file: Path, run: object) -> float:
    """Seconds that DuckDB alone takes into a new database."""
    path = folder / f"baseline-{run}.duckdb"
    with duckdb.connect(path) as connection:
        start = time.perf_counter()
        _load(connection, file)
        connection.execute("CHECKPOINT")
        seconds = time.perf_counter() - start
    path.unlink()
    return seconds


def _load(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    create, insert = SQL.split(";\n", 1)
    connection.execute(create)
    connection.execute(insert.strip().rstrip(";"), {"file": str(file)})


def _check(folder: Path, file: Path) -> None:
    """Both ways keep the same answers, or the comparison means nothing."""
    count = "SELECT count(*), sum(value) FROM answers"
    store = open_store(folder / "check.duckdb")
    _taken(store, file.name, file.read_bytes())
    ours = store._engine._connection.cursor().execute(count).fetchone()
    store.close()
    with duckdb.connect(":memory:") as connection:
        _load(connection, file)
        by_duckdb = connection.execute(count).fetchone()
    if ours != by_duckdb:
        raise SystemExit(f"not the same answers: {ours} and {by_duckdb}")


def _peak(file: Path) -> int:
    """The most memory that importing a file takes, in bytes, in a process of its own."""
    asked = [sys.executable, "-m", "bench.intake", str(file)]
    return int(subprocess.run(asked, capture_output=True, text=True, check=True, cwd=places.ROOT).stdout)


def _main(file: Path) -> None:
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "peak.duckdb")
        _taken(store, file.name, file.read_bytes())
        store.close()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
