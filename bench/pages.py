"""The overview with warm caches, against an empty page with the same ready-made charts."""

import asyncio
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import clicks, ready_made
from bench.ratio import Ratio, Timing
from bench.session import Session
from kamescope import places
from kamescope.model_file import load_model
from kamescope.service import Question, everything, open_store

ON_SERVER = 2.0
WARM = 4
PAUSE = 0.1
"""Seconds between two clicks, as nobody clicks faster."""
KEYS = tuple(click.key for click in clicks.CLICKS.values())


def measured(runs: int, say: Callable[[str], None]) -> Iterator[Ratio]:
    """Of each kind of click two ratios: the run on the server, and all until it is painted."""
    with TemporaryDirectory() as name:
        database = Path(name) / "served.duckdb"
        _prepare(database)
        with clicks.both(database) as (ours, empty):
            say("demonstration loaded, charts built, both pages served")
            for what, click in clicks.CLICKS.items():
                name = f"{what}: run on the server, to an empty page"
                yield asyncio.run(compared(name, (ours, empty), (click.key, clicks.EMPTY.key), runs))
            if shutil.which("chromium") is None:
                say("no Chromium on this machine: painting is left out")
                return
            for what in clicks.CLICKS:
                yield clicks.measured(ours, empty, what, runs)


def _prepare(database: Path) -> None:
    """The demonstration and the ready-made charts."""
    store = open_store(database)
    for _ in everything(store).import_demo(places.DEMO, load_model(places.DEFAULT_MODEL)):
        pass
    first = min(everything(store).people(), key=lambda entry: entry.kam.fictitious)
    published = everything(store).results(Question(first.campaign.token, first.kam.token))
    ready_made.save(published, database.with_name("specs.json"))
    store.close()


async def compared(name: str, addresses: Sequence[str], keys: Sequence[str], runs: int, place: str = "") -> Ratio:
    """A click of the widget `keys[0]` on our page, at `place`, and of `keys[1]` on an empty one, turn by turn."""
    async with Session(addresses[0], KEYS, place) as ours, Session(addresses[1], KEYS) as empty:
        sessions = list(zip((ours, empty), keys, strict=True))
        for session, _ in sessions:
            await session.open()
        states = [(key, _two_states(key, session.options[key])) for session, key in sessions]
        found: list[list[float]] = [[], []]
        for turn in range(-WARM, runs):
            for which in (0, 1) if turn % 2 else (1, 0):
                key, two = states[which]
                seconds = await sessions[which][0].click(key, two[(turn + 1) % 2])
                await asyncio.sleep(PAUSE)
                if turn >= 0:
                    found[which].append(seconds)
        if ours.errors + empty.errors:
            raise SystemExit("a page says that something went wrong")
    return Ratio(name, *(Timing(tuple(each)) for each in found), ON_SERVER)


def _two_states(key: str, options: list[str]) -> tuple[str | list[str], str | list[str]]:
    """What is chosen in turn: one option or the other; of groups, all or all but one."""
    if key == "view_kam":
        return options[0], options[1]
    return (options, options[1:]) if key == "view_groups" else (options[:1], options[1:2])
