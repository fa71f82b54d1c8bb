"""What is being done while a file is made, in steps that whoever waits understands."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

Part = TypeVar("Part")


class Stage(StrEnum):
    """A kind of work; a format goes through some of them, in this order."""

    CHARTS = "charts"
    SLIDES = "slides"
    SHEETS = "sheets"
    LAYOUT = "layout"
    WRITING = "writing"


class Step(NamedTuple):
    """What begins: a place, from 1, among so many pieces of a stage."""

    stage: Stage
    place: int = 1
    of: int = 1


Tell = Callable[[Step], object]
"""Who is told of each step, in the thread that makes the file."""


def unheard(step: Step) -> None:
    """Nobody waits for this file alone."""


def told(stage: Stage, parts: Sequence[Part], tell: Tell) -> Iterator[Part]:
    """The parts one after the other, each told as its turn comes."""
    for place, part in enumerate(parts, start=1):
        tell(Step(stage, place, len(parts)))
        yield part
