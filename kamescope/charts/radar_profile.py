"""What a radar shows, before any pixel: the figures of each spoke, the stretches of each line, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import atan2, cos, degrees, pi, sin

from kamescope.analysis.published import Cell, Level, Published
from kamescope.charts import figures, parts
from kamescope.charts.parts import Row
from kamescope.charts.theme import DASHES, Look, mark_of
from kamescope.model import Model
from kamescope.privacy import Status

CLOSE = 0.045
"""Marks closer than this part of the axis (6 px on a usual radius) would hide each other."""
REACH = 16
BAR_LENGTH = 16


@dataclass(frozen=True)
class Profile:
    """The codes and groups of a radar and how it is to look; `groups` may hold the environment."""

    published: Published
    level: Level
    groups: tuple[str, ...]
    codes: tuple[str, ...]
    look: Look

    @property
    def model(self) -> Model:
        """The model that everything comes from."""
        return self.published.model

    def cell(self, code: str, group: str) -> Cell:
        """One figure."""
        return self.published.cell(self.level, code, group)

    def heading(self, code: str) -> str:
        """Code and name."""
        return figures.heading(self.published, self.level, code, self.look.words)

    def name(self, group: str) -> str:
        """The name of a group."""
        return figures.who(self.published, group, self.look.words)

    def place(self, code: str, group: str) -> float | None:
        """0 at the lowest answer, 1 at the highest, None where nothing is published."""
        cell = self.cell(code, group)
        return figures.fraction(self.model.scale, cell.percent) if cell.is_published else None

    def spoke(self, code: str) -> Row:
        """The unit vector of a code's spoke, under `ux`, `uy`."""
        ux, uy = direction(self.codes.index(code), len(self.codes))
        return {"code": code, "ux": ux, "uy": uy}

    @cached_property
    def absent(self) -> dict[str, Status]:
        """The groups without a single figure here, and why."""
        found = {}
        for group in self.groups:
            statuses = {self.cell(code, group).status for code in self.codes}
            if Status.PUBLISHED not in statuses:
                found[group] = Status.MASKED if Status.MASKED in statuses else Status.NO_DATA
        return found

    def missing(self, code: str) -> dict[Status, tuple[str, ...]]:
        """The groups without a figure for one code, by reason, leaving out those that have none anywhere."""
        found: dict[Status, tuple[str, ...]] = {}
        for group in self.groups:
            status = self.cell(code, group).status
            if status is not Status.PUBLISHED and group not in self.absent:
                found[status] = (*found.get(status, ()), group)
        return found

    @cached_property
    def marks(self) -> dict[tuple[str, str], Row]:
        """(group, code) → the row of a published figure: place, shift, mark, tooltip; in drawing order."""
        rows = {}
        for code in self.codes:
            places = [self.place(code, group) for group in self.groups]
            moves = parts.dodge(places, CLOSE, REACH)
            for group, place, move in zip(self.groups, places, moves, strict=True):
                if place is not None:
                    rows[group, code] = self._mark(code, group, place, move)
        return {
            (group, code): rows[group, code]
            for group in parts.drawing_order(self.groups)
            for code in self.codes
            if (group, code) in rows
        }

    @cached_property
    def lines(self) -> list[Row]:
        """One row a point of a line: `run` names the unbroken stretch it belongs to."""
        rows = []
        for group in parts.drawing_order(self.groups):
            dash = DASHES[mark_of(self.model, group)]
            for run, indexes in enumerate(stretches([(group, code) in self.marks for code in self.codes])):
                for index in indexes:
                    mark = self.marks[group, self.codes[index]]
                    kept = {key: mark[key] for key in ("group", "ux", "uy", "f", "mx", "my", "color")}
                    rows.append(kept | {"run": f"{group} {run}", "dash": dash})
        return rows

    def _mark(self, code: str, group: str, place: float, move: float) -> Row:
        spoke, cell, say = self.spoke(code), self.cell(code, group), self.look.words
        drawn = parts.mark_row(self.model, group, self.look, BAR_LENGTH)
        turned = 90 + degrees(atan2(spoke["ux"], -spoke["uy"])) if mark_of(self.model, group) == "bar" else 0
        shift = {"mx": round(-move * spoke["uy"], 2), "my": round(move * spoke["ux"], 2)}
        said = {
            "heading": self.heading(code),
            "who": self.name(group),
            "score": say.percent(cell.percent),
            "points": figures.points_text(self.model.scale, cell.percent, say),
            "answers": say.number(cell.answers),
        }
        return spoke | {"group": group, "f": place, "angle": round(turned, 2)} | shift | drawn | said


def direction(index: int, count: int) -> tuple[float, float]:
    """The unit vector of a spoke on the screen: the first points up, the others follow clockwise."""
    angle = 2 * pi * index / count
    return round(sin(angle), 5), round(-cos(angle), 5)


def stretches(present: Sequence[bool]) -> list[list[int]]:
    """The unbroken stretches of a closed line, each of two points or more, as places in order.

    `[T, T, F, T]` is `[[3, 0, 1]]`: the last and the first are neighbours. Without a gap the first comes again
    at the end: `[T, T, T]` is `[[0, 1, 2, 0]]`.
    """
    count = len(present)
    if all(present):
        return [[*range(count), 0]] if count > 1 else []
    start = list(present).index(False)
    found: list[list[int]] = [[]]
    for index in (place % count for place in range(start + 1, start + count + 1)):
        if present[index]:
            found[-1].append(index)
        else:
            found.append([])
    return [run for run in found if len(run) > 1]
