"""Garbage is looked for while nobody waits, and only among what came after the start."""

import asyncio
import gc
import time
from collections.abc import Callable

PAUSE = 0.5
"""Seconds without a run after which nobody waits for an answer."""

EVERY = 60.0
"""Seconds between two collections while pages run."""


class Collector:
    """When to collect: after the first run, and that once for all time; then now and then, in a pause.

    Modules, models and charts kept warm are some 165,000 objects that live as long as the process. After the first
    run they are frozen, out of every later collection's sight: one takes a millisecond then, not a tenth of a second.
    """

    def __init__(self, collect: Callable[[], object] = gc.collect, freeze: Callable[[], object] = gc.freeze) -> None:
        self._collect = collect
        self._freeze = freeze
        self._last_run: float | None = None
        self._collected: float | None = None

    def ran(self, now: float) -> None:
        """A page has run."""
        self._last_run = now

    def look(self, now: float) -> bool:
        """Collect if it is time to, and say whether it was."""
        if self._last_run is None or now - self._last_run < PAUSE:
            return False
        if self._collected is None:
            self._collect()
            self._freeze()
        elif self._collected < self._last_run and now - self._collected >= EVERY:
            self._collect()
        else:
            return False
        self._collected = now
        return True


_OURS = Collector()


def ran() -> None:
    """A page of this process has run."""
    _OURS.ran(time.monotonic())


async def keep_tidy() -> None:
    """Collect for as long as the server runs."""
    while True:
        await asyncio.sleep(PAUSE)
        _OURS.look(time.monotonic())
