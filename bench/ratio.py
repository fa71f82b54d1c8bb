"""Timing two or more things turn by turn, and saying how many times longer one takes than another."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TypeVar

Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Timing:
    """Durations of one thing, in seconds."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle duration, in seconds."""
        return median(self.seconds)

    def __str__(self) -> str:
        tenths = quantiles(self.seconds, n=10)
        return f"{self.median * 1000:.1f} ms ({tenths[0] * 1000:.1f} to {tenths[-1] * 1000:.1f})"


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times longer `ours` takes than `baseline`; `target` is the most it should be, where there is one."""

    name: str
    ours: Timing
    baseline: Timing
    target: float | None = None

    @property
    def value(self) -> float:
        """The ratio of the medians."""
        return self.ours.median / self.baseline.median

    def __str__(self) -> str:
        target = "" if self.target is None else f", target at most {self.target:.1f}"
        return f"{self.name}: {self.value:.2f}x{target}\n    {self.ours} against {self.baseline}"


def turn_by_turn(acts: Sequence[Callable[[Given], object]], givens: Sequence[Given]) -> list[Timing]:
    """The time each act takes on each given, all on the same ones; who goes first changes from one to the next.

    Whatever else the machine does meanwhile then slows all of them alike.
    """
    return clocked([_clock(act) for act in acts], givens)


def clocked(acts: Sequence[Callable[[Given], float]], givens: Sequence[Given]) -> list[Timing]:
    """The same for acts that return their own duration in seconds."""
    found: list[list[float]] = [[] for _ in acts]
    for turn, given in enumerate(givens):
        places = range(len(acts))
        for place in places if turn % 2 == 0 else reversed(places):
            found[place].append(acts[place](given))
    return [Timing(tuple(seconds)) for seconds in found]


def _clock(act: Callable[[Given], object]) -> Callable[[Given], float]:
    def timed(given: Given) -> float:
        start = time.perf_counter()
        act(given)
        return time.perf_counter() - start

    return timed
