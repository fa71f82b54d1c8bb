"""Over two or more campaigns: where one KAM's figures went, and what became of those who are followed. Pure.

What becomes of a whole team is worked out in `team_trail`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from kamescope.analysis.gaps import thresholds
from kamescope.analysis.panel import Panel
from kamescope.analysis.progress import SharedParts, change, common
from kamescope.analysis.published import Cell, Level, Published
from kamescope.analysis.scores import settled
from kamescope.model import Model, Scale
from kamescope.privacy import Hidden, Status
from kamescope.records import Campaign, Kam


class Way(StrEnum):
    """Which way a figure went, from where a gap is to explore on; less than that is steady."""

    UP = "up"
    DOWN = "down"
    STEADY = "steady"


class Ways(NamedTuple):
    """How many KAMs went up, went down, stayed steady."""

    up: int
    down: int
    steady: int


@dataclass(frozen=True, slots=True)
class Moved:
    """One code as one column sees it: a figure a campaign, the change of each step and from first to last, in points.

    `kams`: the KAMs whose changes it is the mean of; `ways`: which way they went, null where it is one KAM's own move;
    `uneven`: the KAMs left out because theirs is not made up of the same groups in every campaign, or filtered in some
    of them only.
    """

    code: str
    group: str
    sides: tuple[Cell, ...]
    steps: tuple[float | None, ...]
    change: float
    kams: int
    ways: Ways | None
    uneven: int
    status: Literal[Status.PUBLISHED] = Status.PUBLISHED


@dataclass(frozen=True, slots=True)
class Unmoved:
    """One code of which no change from first to last can be told, and why; the rest as in `Moved`."""

    code: str
    group: str
    sides: tuple[Cell, ...]
    steps: tuple[float | None, ...]
    status: Hidden
    kams: int
    uneven: int
    change: None = None
    ways: None = None


Move: TypeAlias = Moved | Unmoved
"""Where one code went: whoever asks whether `change` is there knows which of the two it is."""


@dataclass(frozen=True, eq=False)
class Trajectory:
    """The moves of one level over some campaigns, the earliest first; codes and columns in the latest model's order.

    `followed`: how many KAMs it is about.
    """

    model: Model
    campaigns: tuple[Campaign, ...]
    level: Level
    common: SharedParts
    followed: int
    moves: tuple[Move, ...]

    def of(self, code: str, column: str) -> Move:
        """The move of one code and column; KeyError where the models do not share it."""
        return self._places[code, column]

    def column(self, column: str, listed: Iterable[str]) -> tuple[Move, ...]:
        """The moves of one column, of those codes listed that the models share."""
        return tuple(self._places[code, column] for code in listed if (code, column) in self._places)

    @cached_property
    def _places(self) -> dict[tuple[str, str], Move]:
        return {(move.code, move.group): move for move in self.moves}


@dataclass(frozen=True, eq=False)
class Followed:
    """The KAMs who are in every one of some campaigns, the earliest first; as the latest campaign lists them."""

    panels: tuple[Panel, ...]
    kams: tuple[Kam, ...]

    def sides(self, kam: str) -> tuple[Published, ...]:
        """What each campaign publishes of the KAM of that token; KeyError where one of them does not know it."""
        return tuple(panel.about(kam) for panel in self.panels)


def follow(panels: Sequence[Panel], kams: Iterable[str]) -> Followed:
    """Those of some KAMs (tokens) who are in every campaign."""
    wanted = set(kams).intersection(*(panel.places for panel in panels))
    return Followed(tuple(panels), tuple(kam for kam in panels[-1].kams if kam.token in wanted))


def way(model: Model, moved: float) -> Way:
    """Which way a change in points goes: up from +0.5 on 1–5, down from −0.5."""
    if settled(abs(moved)) < settled(thresholds(model)[0]):
        return Way.STEADY
    return Way.UP if moved > 0 else Way.DOWN


def turned(model: Model, moves: Iterable[Move], where: Way) -> tuple[Moved, ...]:
    """The moves that go that way, the widest first; ties stay in the order given."""
    found = [move for move in moves if move.change is not None and way(model, move.change) is where]
    return tuple(sorted(found, key=lambda move: -settled(abs(move.change))))


def kam_trajectory(sides: Sequence[Published], level: Level, match: bool = False) -> Trajectory:
    """One KAM over two or more campaigns, the earliest first: each figure as its campaign publishes it.

    Percents are those of the latest model's scale. Raises as `progress` does.
    """
    shared = common(sides, level, match)
    moves = (_move(sides, (level, code, column)) for code in shared.codes for column in shared.columns)
    return Trajectory(sides[-1].model, tuple(side.campaign for side in sides), level, shared, 1, tuple(moves))


def movers(followed: Followed, level: Level, code: str, column: str) -> tuple[tuple[Kam, Move], ...]:
    """Each KAM's own move at one place that the models share: to be shown only to who may see each of them.

    A change is told of those only whose changes `team_trail` takes the mean of: published and alike in every campaign.
    """
    return tuple((kam, _throughout(followed.sides(kam.token), (level, code, column))) for kam in followed.kams)


def _throughout(sides: Sequence[Published], place: tuple[Level, str, str]) -> Move:
    """The move of one KAM, without its change where a campaign, be it on the way, cannot be compared with the first."""
    move, found = _move(sides, place), [change(sides[0], side, place) for side in sides[1:]]
    if all(each.change is not None for each in found):
        return move
    masked = any(cell.status is Status.MASKED for cell in move.sides)
    uneven = all(cell.is_published for cell in move.sides)
    status: Hidden = Status.MASKED if masked else Status.NO_DATA
    return Unmoved(move.code, move.group, move.sides, move.steps, status, 0, int(uneven))


def _move(sides: Sequence[Published], place: tuple[Level, str, str]) -> Move:
    whole, scale = change(sides[0], sides[-1], place), sides[-1].model.scale
    steps = tuple(change(one, two, place).change for one, two in pairwise(sides))
    cells = tuple(_on_scale(side.cell(*place), scale) for side in sides)
    if whole.change is None:
        return Unmoved(whole.code, whole.group, cells, steps, whole.status, 0, int(whole.is_uneven))
    return Moved(whole.code, whole.group, cells, steps, whole.change, 1, None, 0)


def _on_scale(cell: Cell, scale: Scale) -> Cell:
    return cell._replace(percent=scale.percent(cell.score)) if cell.is_published else cell
