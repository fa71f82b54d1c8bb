"""One KAM's full set of scores out of millions of answers, against one query written by hand."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.ratio import Ratio, turn_by_turn
from bench.synthetic import Synthetic, fill
from kamescope.model import Model
from kamescope.service import everything

SQL = Path(__file__).with_name("four_levels.sql").read_text(encoding="utf-8")
AGAINST_QUERY = 1.5
TEN_TIMES = 1.3
WARMING = 20
CLOSE = 1e-9


def measured(answers: int, calls: int, say: Callable[[str], None]) -> Iterator[Ratio]:
    """The two ratios of the scores: against the query, and against a tenth of the KAMs."""
    with TemporaryDirectory() as folder:
        few, many = (_filled(Path(folder) / f"{size}.duckdb", size, say) for size in (answers // 10, answers))
        try:
            yield from _ratios(few, many, calls, say)
        finally:
            few.store.close()
            many.store.close()


def _ratios(few: Synthetic, many: Synthetic, calls: int, say: Callable[[str], None]) -> Iterator[Ratio]:
    dice = random.Random(7)
    shares = [dice.random() for _ in range(calls)]
    ours, by_hand = _service(many), _query(many)
    start = time.perf_counter()
    ours(0.5)
    say(f"first call after a start: {(time.perf_counter() - start) * 1000:.0f} ms")
    _check(many, by_hand)
    for share in shares[:WARMING]:
        ours(share), by_hand(share), _service(few)(share)
    timings = turn_by_turn([ours, by_hand], shares)
    yield Ratio(f"scores of one KAM out of {many.answers:,} answers, to one query", *timings, AGAINST_QUERY)
    timings = turn_by_turn([ours, _service(few)], shares)
    yield Ratio(f"the same with {many.kams:,} KAMs, to {few.kams:,} KAMs", *timings, TEN_TIMES)


def _filled(path: Path, answers: int, say: Callable[[str], None]) -> Synthetic:
    start = time.perf_counter()
    found = fill(path, answers)
    say(f"{found.answers:,} answers about {found.kams:,} KAMs made in {time.perf_counter() - start:.0f} s")
    return found


def _service(made: Synthetic) -> Callable[[float], object]:
    return lambda share: everything(made.store).results(made.question(share))


def _query(made: Synthetic) -> Callable[[float], list[tuple]]:
    """The query on a cursor of its own, kept open, that already knows the plan of the questionnaire."""
    cursor = made.store._engine._connection.cursor()
    cursor.execute("CREATE TEMP TABLE plan (item USMALLINT, code VARCHAR, sub_factor VARCHAR, factor VARCHAR)")
    cursor.executemany("INSERT INTO plan VALUES (?, ?, ?, ?)", plan(made.model))

    def by_hand(share: float) -> list[tuple]:
        campaign_id, kam_id = made.ids(share)
        return cursor.execute(SQL, {"campaign_id": campaign_id, "kam_id": kam_id}).fetchall()

    return by_hand


def plan(model: Model) -> list[tuple[int, str, str, str]]:
    """The plan of a questionnaire as rows: the item's number and code, its sub-factor and factor."""
    return [
        (model.item_index[item.code], item.code, sub_factor.code, factor.code)
        for factor in model.factors
        for sub_factor in factor.sub_factors
        for item in sub_factor.items
    ]


def _check(made: Synthetic, by_hand: Callable[[float], list[tuple]]) -> None:
    """Both ways give the same figures, or the comparison means nothing."""
    share = 0.25
    published = everything(made.store).results(made.question(share))
    for level, code, group, score in by_hand(share):
        cell = published.cell(level, code, made.model.groups[group].code)
        if cell.score is None or abs(cell.score - score) > CLOSE:
            raise SystemExit(f"not the same figure at {level} {code}: {cell.score} and {score}")
