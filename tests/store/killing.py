"""A process that does one thing to a database and is killed at a moment: `kill -9`, as a machine ends one.

Python and the product are loaded once, by a process that opens nothing itself; each deed is done by a fork of it.
`KAMESCOPE_KILLS` says how many moments to try, spread over the whole of a deed.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from kamescope.places import ROOT
from kamescope.service import back_up, everything, open_store, restore

KILLS = int(os.environ.get("KAMESCOPE_KILLS", "3"))
FOREVER = 60.0


def share(kill: float) -> float:
    """How far into a deed the killing comes, by its number: spread over the whole, at random."""
    return (kill + random.Random(str(kill)).random()) / KILLS


class Ended(NamedTuple):
    """How a deed ended, and after how many seconds."""

    whole: bool
    seconds: float


class Killer:
    """The process that is loaded."""

    def __init__(self, process: subprocess.Popen) -> None:
        self._process = process

    def does(self, deed: str, *facts: object, after: float = FOREVER) -> Ended:
        """Let a deed be done, and be killed so many seconds after its begin; facts hold no tab and no line's end."""
        print(deed, after, *facts, sep="\t", file=self._process.stdin, flush=True)
        whole, seconds = self._process.stdout.readline().split()
        return Ended(whole == "True", float(seconds))


@contextmanager
def killing() -> Iterator[Killer]:
    """A process ready for deeds, which ends with the block."""
    command = [sys.executable, "-m", "tests.store.killing"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Killer(process)
        process.stdin.close()


def _backup(begins: Callable[[], None], path: str, file: str) -> None:
    begins()
    back_up(Path(path), Path(file))


def _restore(begins: Callable[[], None], path: str, file: str) -> None:
    begins()
    restore(Path(file), Path(path))


def _erase(begins: Callable[[], None], path: str, kam: str) -> None:
    store = open_store(path)
    begins()
    everything(store).erase("", kam)
    store.close()


DEEDS = {"backup": _backup, "restore": _restore, "erase": _erase}


def _done(deed: str, after: float, facts: list[str]) -> Ended:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            DEEDS[deed](lambda: os.write(writing, b"!"), *facts)
            os._exit(0)
        os._exit(1)
    os.close(writing)
    os.read(reading, 1)
    os.close(reading)
    begun = time.perf_counter()
    ended = 0
    while not ended and time.perf_counter() < begun + after:
        ended, status = os.waitpid(child, os.WNOHANG)
        time.sleep(0 if ended else 0.001)
    seconds = time.perf_counter() - begun
    if not ended:
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    return Ended(status == 0, seconds)


if __name__ == "__main__":
    for line in sys.stdin:
        name, moment, *rest = line.rstrip("\n").split("\t")
        print(*_done(name, float(moment), rest), flush=True)
