"""Many people at once: sessions over the websocket, each with a click every few seconds, as browsers send them."""

import asyncio
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from bench.clicks import served
from bench.session import Session
from kamescope import places
from kamescope.model_file import load_model
from kamescope.service import everything, open_store

EVERY = 10.0
"""Seconds between two clicks of one person."""
KINDS = ("view_unit", "view_groups", "view_kam")
"""What is clicked: the unit, the rater groups, the KAM."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people clicked for how long; how long each waited, in seconds; the server's memory, in MB.

    Memory: before anybody but one came, then at each quarter of the time.
    """

    people: int
    seconds: float
    waits: tuple[float, ...]
    errors: int
    memory: tuple[float, ...]

    def __str__(self) -> str:
        cuts = quantiles(self.waits, n=100)
        each = (self.memory[-1] - self.memory[0]) / self.people
        memory = ", ".join(f"{size:.0f}" for size in self.memory)
        return (
            f"{self.people} people, a click every {EVERY:.0f} s for {self.seconds:.0f} s: {len(self.waits)} answers, "
            f"{self.errors} errors\n    half within {cuts[49] * 1000:.0f} ms, 95 % within {cuts[94] * 1000:.0f} ms; "
            f"memory before and by quarters: {memory} MB ({each:.1f} MB a session)"
        )


def measured(people: int, seconds: float, say: Callable[[str], None]) -> Iterator[Crowd]:
    """A crowd on a server of its own with the demonstration."""
    with TemporaryDirectory() as name, ExitStack() as open_things:
        database = Path(name) / "crowd.duckdb"
        store = open_store(database)
        for _ in everything(store).import_demo(places.DEMO, load_model(places.DEFAULT_MODEL)):
            pass
        store.close()
        address, pid = open_things.enter_context(served(database))
        say(f"server up, {people} people come in")
        yield asyncio.run(_crowd(address, pid, people, seconds))


async def _crowd(address: str, pid: int, people: int, seconds: float) -> Crowd:
    async with Session(address, KINDS) as first:
        await first.open()
        memory = [_memory(pid)]
    sessions = [Session(address, KINDS) for _ in range(people)]
    waits: list[float] = []
    visits = [asyncio.create_task(_visit(each, seconds, waits)) for each in sessions]
    for _ in range(4):
        await asyncio.sleep((seconds + EVERY / 2) / 4)
        memory.append(_memory(pid))
    return Crowd(people, seconds, tuple(waits), sum(await asyncio.gather(*visits)), tuple(memory))


def _memory(pid: int) -> float:
    """Resident memory of a process, in MB; only Linux says it."""
    said = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(said.split("VmRSS:")[1].split()[0]) / 1024


async def _visit(session: Session, seconds: float, waits: list[float]) -> int:
    """One person: comes in, clicks every so often until the time is over. Returns the errors seen."""
    clock = asyncio.get_running_loop().time
    await asyncio.sleep(random.random() * EVERY)
    async with session:
        await session.open()
        until = clock() + seconds
        while clock() < until:
            await asyncio.sleep(EVERY * (0.5 + random.random()))
            key = random.choice(KINDS)
            chosen = random.choice(session.options[key])
            waits.append(await session.click(key, chosen if key == "view_kam" else [chosen]))
        return session.errors
