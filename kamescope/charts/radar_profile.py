"""What a radar shows, before any pixel: the figures of each spoke, the stretches of each line, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import atan2, cos, degrees, pi, sin

from kamescope.analysis.published import Cell, Level, Published, Shown
from kamescope.charts import parts
from kamescope.charts.axis import fraction
from kamescope.charts.figures import points_text
from kamescope.charts.names import group_label, part_name
from kamescope.charts.skeleton import Row
from kamescope.charts.theme import DASHES, Look, mark_of
from kamescope.model import Model
from kamescope.privacy import Status

CLOSE = 0.045
"""Marks closer than this part of the axis (6 px on a usual radius) would hide each other."""
REACH = 16
BAR_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a radar: whose it is, its mark, its figures by code; `key` is opaque."""

    key: str
    name: str
    mark: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Wording:
    """The catalogue's keys for what the lines of a radar are: in a tooltip, counted, in the text alternative."""

    who: str
    many: str
    intro: str


GROUPS = Wording("column.group", "chart.groups", "radar.alt.intro")


@dataclass(frozen=True)
class Profile:
    """The codes and lines of a radar and how it is to look; `title` opens its text alternative."""

    model: Model
    level: Level
    series: tuple[Series, ...]
    codes: tuple[str, ...]
    look: Look
    wording: Wording = GROUPS
    title: str = ""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the lines."""
        return tuple(self._by_key)

    @cached_property
    def _by_key(self) -> dict[str, Series]:
        return {each.key: each for each in self.series}

    def cell(self, code: str, key: str) -> Cell:
        """One figure."""
        return self._by_key[key].cells[code]

    def heading(self, code: str) -> str:
        """Code and name."""
        return f"{code} {part_name(self.model, self.level, code, self.look.words)}"

    def name(self, key: str) -> str:
        """Whose line it is."""
        return self._by_key[key].name

    def place(self, code: str, key: str) -> float | None:
        """0 at the lowest answer, 1 at the highest, None where nothing is published."""
        cell = self.cell(code, key)
        return self._fraction(cell) if cell.is_published else None

    def _fraction(self, cell: Shown) -> float:
        return fraction(self.model.scale, cell.percent)

    def spoke(self, code: str) -> Row:
        """The unit vector of a code's spoke, under `ux`, `uy`."""
        ux, uy = direction(self.codes.index(code), len(self.codes))
        return {"code": code, "ux": ux, "uy": uy}

    @cached_property
    def absent(self) -> dict[str, Status]:
        """The lines without a single figure here, and why."""
        found = {}
        for key in self.keys:
            statuses = {self.cell(code, key).status for code in self.codes}
            if Status.PUBLISHED not in statuses:
                found[key] = Status.MASKED if Status.MASKED in statuses else Status.NO_DATA
        return found

    def missing(self, code: str) -> dict[Status, tuple[str, ...]]:
        """The lines without a figure for one code, by reason, leaving out those that have none anywhere."""
        found: dict[Status, tuple[str, ...]] = {}
        for key in self.keys:
            status = self.cell(code, key).status
            if status is not Status.PUBLISHED and key not in self.absent:
                found[status] = (*found.get(status, ()), key)
        return found

    @cached_property
    def marks(self) -> dict[tuple[str, str], Row]:
        """(key, code) → the row of a published figure: place, shift, mark, tooltip; in drawing order."""
        rows = {}
        for code in self.codes:
            places = [self.place(code, key) for key in self.keys]
            moves = parts.dodge(places, CLOSE, REACH)
            for key, move in zip(self.keys, moves, strict=True):
                if (cell := self.cell(code, key)).is_published:
                    rows[key, code] = self._mark(code, key, cell, move)
        return {
            (key, code): rows[key, code]
            for key in parts.drawing_order(self.keys)
            for code in self.codes
            if (key, code) in rows
        }

    @cached_property
    def lines(self) -> list[Row]:
        """One row a point of a line: `run` names the unbroken stretch it belongs to."""
        rows = []
        for key in parts.drawing_order(self.keys):
            dash = DASHES[self._by_key[key].mark]
            for run, indexes in enumerate(stretches([(key, code) in self.marks for code in self.codes])):
                for index in indexes:
                    mark = self.marks[key, self.codes[index]]
                    kept = {key: mark[key] for key in ("group", "ux", "uy", "f", "mx", "my", "color")}
                    rows.append(kept | {"run": f"{key} {run}", "dash": dash})
        return rows

    def _mark(self, code: str, key: str, cell: Shown, move: float) -> Row:
        spoke, say, mark = self.spoke(code), self.look.words, self._by_key[key].mark
        drawn = parts.drawn_mark(mark, self.look, BAR_LENGTH)
        turned = 90 + degrees(atan2(spoke["ux"], -spoke["uy"])) if mark == "bar" else 0
        shift = {"mx": round(-move * spoke["uy"], 2), "my": round(move * spoke["ux"], 2)}
        said = {
            "heading": self.heading(code),
            "who": self.name(key),
            "score": say.percent(cell.percent),
            "points": points_text(self.model.scale, self.model.scale.points(cell.percent), say),
            "answers": say.number(cell.answers),
        }
        return spoke | {"group": key, "f": self._fraction(cell), "angle": round(turned, 2)} | shift | drawn | said


def of_groups(published: Published, level: Level, groups: Sequence[str], codes: Sequence[str], look: Look) -> Profile:
    """One KAM's profile, a line a rater group; `groups` may hold the environment."""
    model, say = published.model, look.words
    series = [
        Series(
            group,
            group_label(published, group, say),
            mark_of(model, group),
            {code: published.cell(level, code, group) for code in codes},
        )
        for group in groups
    ]
    return Profile(model, level, tuple(series), tuple(codes), look)


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
