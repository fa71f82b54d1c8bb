"""A company of 100,000 KAMs (65 million answers) in one file: one KAM, a campaign's heatmap, everybody, and the memory.

The answers are made up in the database itself. Whoever asks is a process of its own, whose memory is told.
"""

import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.synthetic import fill_portfolio
from kamescope.service import Question, Whose, everything, open_store
from kamescope.store import reads

CLIENTS = 10
"""Questionnaires from each protected group: some 650 answers a KAM."""
TURNS = 5


def measured(kams: int, a_campaign: int, say: Callable[[str], None]) -> Iterator[str]:
    """So many KAMs, so many of them in each campaign."""
    with TemporaryDirectory() as name:
        path = Path(name) / "large.duckdb"
        answers, seconds, peak = _apart(_made, path, kams, a_campaign)
        say(f"{answers:,} answers about {kams:,} KAMs made in {seconds:.0f} s, with {peak} MB at most")
        yield f"{kams:,} KAMs, {answers:,} answers: {path.stat().st_size / 1e6:,.0f} MB on the disk"
        for told, act in (("one KAM", _one), ("heatmap of a campaign", _heatmap), ("everybody", _everybody)):
            first, again, peak = _apart(act, path, kams, a_campaign)
            yield f"    {told}: {first * 1000:.0f} ms at first, then {again * 1000:.0f} ms; {peak} MB of memory at most"


def _apart(act: Callable[..., object], *given: object) -> tuple:
    """What it tells, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        return pool.submit(act, *given).result()


def _peak() -> int:
    """The most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _made(path: Path, kams: int, a_campaign: int) -> tuple[int, float, int]:
    start = time.perf_counter()
    made = fill_portfolio(path, kams, a_campaign, CLIENTS)
    made.store.close()
    return made.answers, time.perf_counter() - start, _peak()


def _one(path: Path, kams: int, a_campaign: int) -> tuple[float, float, int]:
    def act(door, turn: int) -> None:
        kam = kams * (turn + 1) // (TURNS + 1)
        door.results(Question(f"campaign{(kam - 1) // a_campaign + 1}", f"kam{kam}"))

    return _timed(path, act)


def _heatmap(path: Path, kams: int, a_campaign: int) -> tuple[float, float, int]:
    campaigns = -(-kams // a_campaign)
    return _timed(path, lambda door, turn: door.team_results(Whose(f"campaign{campaigns * turn // TURNS + 1}")))


def _everybody(path: Path, kams: int, a_campaign: int) -> tuple[float, float, int]:
    def act(door, _: int) -> None:
        reads._KEPT.clear()
        assert len(door.people()) == kams

    return _timed(path, act)


def _timed(path: Path, act: Callable) -> tuple[float, float, int]:
    """Seconds of the first call and the median of the others, and the most memory."""
    store, seconds = open_store(path), []
    for turn in range(TURNS):
        start = time.perf_counter()
        act(everything(store), turn)
        seconds.append(time.perf_counter() - start)
    peak = _peak()
    store.close()
    return seconds[0], median(seconds[1:]), peak
