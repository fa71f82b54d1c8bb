"""What a gap chart shows, before any pixel: the figures of each row and their marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kamescope.analysis.gaps import Gap
from kamescope.analysis.published import Level, Published
from kamescope.analysis.scores import settled
from kamescope.charts import parts
from kamescope.charts.axis import fraction, ticks_of_all_units
from kamescope.charts.figures import full_text, status_text
from kamescope.charts.gap_layout import AXIS_SIZE, GapLayout, Texts
from kamescope.charts.measure import text_width
from kamescope.charts.names import coded_name, group_label, part_name
from kamescope.charts.parts import NARROW, TIERS
from kamescope.charts.skeleton import Row
from kamescope.charts.theme import Look
from kamescope.i18n import NBSP
from kamescope.model import ENVIRONMENT, SELF
from kamescope.privacy import Status
from kamescope.sentences import LITTLE, rests_on

CLOSE_PIXELS = 5
REACH, REACH_NARROW = 11, 8
LONGEST_BAR = 30


@dataclass(frozen=True)
class GapSubject:
    """The rows and groups of a gap chart and how it is to look; self and the environment always belong to it."""

    published: Published
    gaps: tuple[Gap, ...]
    level: Level
    groups: tuple[str, ...]
    look: Look

    def percent(self, gap: Gap, group: str) -> float | None:
        """A figure; self and the environment as the gap has them (the environment may be another than the cells')."""
        if group == SELF:
            return gap.self_percent
        if group == ENVIRONMENT:
            return gap.environment_percent
        return self.published.cell(self.level, gap.code, group).percent

    def text(self, gap: Gap, group: str) -> str:
        """A figure for a tooltip, or why there is none."""
        scale, say, percent = self.published.model.scale, self.look.words, self.percent(gap, group)
        cell = self.published.cell(self.level, gap.code, group)
        if percent is None:
            return status_text(Status.NO_DATA if cell.is_published else cell.status, say)
        same = cell.is_published and settled(cell.percent) == settled(percent)
        return full_text(scale, percent, cell.answers if same else None, say)

    def heading(self, code: str) -> str:
        """Code and name."""
        return coded_name(self.published.model, self.level, code, self.look.words)

    def name(self, group: str) -> str:
        """The name of a group."""
        return group_label(self.published, group, self.look.words)

    def rests_on(self, code: str) -> str:
        """What a factor's gap stands on where that is little."""
        return rests_on(self.published, code, self.look.words) if self.level is Level.FACTOR else ""

    def _named(self, code: str) -> str:
        """A name, marked where its gap rests on little."""
        name = part_name(self.published.model, self.level, code, self.look.words)
        return f"{name}{NBSP}{LITTLE}" if self.rests_on(code) else name

    @property
    def _widest_tick(self) -> str:
        """The longest last tick of all units: another unit moves nothing, so the drawing may stand."""
        labels = (found[-1].label for found in ticks_of_all_units(self.published.model.scale, self.look))
        return max(labels, key=lambda label: text_width(label, AXIS_SIZE))

    @property
    def absent(self) -> dict[str, str]:
        """The groups without a figure in any row → `n.d.` or `masqué`."""
        found = {}
        for group in self.groups:
            if all(self.percent(gap, group) is None for gap in self.gaps):
                statuses = {self.published.cell(self.level, gap.code, group).status for gap in self.gaps}
                reason = Status.MASKED if Status.MASKED in statuses else Status.NO_DATA
                found[group] = status_text(reason, self.look.words)
        return found

    @cached_property
    def texts(self) -> Texts:
        """Everything that is written in the rows and above them."""
        say = self.look.words
        codes = tuple(gap.code for gap in self.gaps)
        return Texts(
            codes,
            tuple(self._named(code) for code in codes),
            tuple(say("no_data") if gap.gap is None else say.signed(gap.gap) for gap in self.gaps),
            tuple("" if gap.kind is None else say(f"gap.{gap.kind}") for gap in self.gaps),
            say("column.gap_points"),
            self._widest_tick,
        )


def row_of(subject: GapSubject, place: int, gap: Gap, grids: Sequence[GapLayout]) -> Row:
    """What the layers know of a row: `self`, `environment` as places on the axis, its class, its heights by tier."""
    scale, texts = subject.published.model.scale, subject.texts
    percents = {group: subject.percent(gap, group) for group in subject.groups}
    places = {group: fraction(scale, value) for group, value in percents.items() if value is not None}
    row: Row = {"code": gap.code, "kind": gap.kind or "", "gap": texts.gaps[place], "class": texts.classes[place]}
    row |= {"self": places.get(SELF), "environment": places.get(ENVIRONMENT)}
    row |= {"low": min(places.values(), default=None), "high": max(places.values(), default=None)}
    told = {subject.name(group): subject.text(gap, group) for group in subject.groups}
    said = " ".join(filter(None, (row["gap"], row["class"])))
    told[texts.title] = " · ".join(filter(None, (said, subject.rests_on(gap.code))))
    row["tip"] = {"title": subject.heading(gap.code)} | told
    row["y"] = [made.middles[place] for made in grids]
    row["rule"] = [made.rules[place] for made in grids]
    row["top"] = [made.tops[place] for made in grids]
    return row | {"bottom": [(*made.tops, made.height - 6)[place + 1] for made in grids]}


def marks_of(subject: GapSubject, rows: Sequence[Row], grids: Sequence[GapLayout]) -> list[Row]:
    """One row a figure, in drawing order: its place, its step aside by tier, its mark, what its tooltip says."""
    scale, others = subject.published.model.scale, subject.groups[:-1]
    limits = [CLOSE_PIXELS / max(tier - made.left - made.right, 1) for tier, made in zip(TIERS, grids, strict=True)]
    found: list[Row] = []
    for gap, row in zip(subject.gaps, rows, strict=True):
        percents = [subject.percent(gap, group) for group in others]
        places = [None if value is None else fraction(scale, value) for value in percents]
        moves = [
            parts.dodge(places, limit, REACH if tier >= NARROW else REACH_NARROW)
            for tier, limit in zip(TIERS, limits, strict=True)
        ]
        for index, (group, place) in enumerate(zip(others, places, strict=True)):
            if place is not None:
                found.append(_mark(subject, gap, row, group) | {"f": place, "dy": [move[index] for move in moves]})
        if (place := row["environment"]) is not None:
            bars = [
                parts.bar(_bar_length(place, places, move, 2 * lim)) for move, lim in zip(moves, limits, strict=True)
            ]
            drawn = {f"{key}s": [made[key] for made in bars] for key in ("shape", "size")}
            found.append(_mark(subject, gap, row, ENVIRONMENT) | {"f": place, "dy": [0] * len(TIERS)} | drawn)
    order = parts.drawing_order(subject.groups)
    return sorted(found, key=lambda mark: order.index(mark["group"]))


def _mark(subject: GapSubject, gap: Gap, row: Row, group: str) -> Row:
    said = {"who": subject.name(group), "score": subject.text(gap, group), "heading": row["tip"]["title"]}
    drawn = parts.mark_row(subject.published.model, group, subject.look) | {"angle": 90 if group == ENVIRONMENT else 0}
    return {"code": gap.code, "group": group, "y": row["y"]} | drawn | said


def _bar_length(place: float, places: Sequence[float | None], moves: Sequence[float], limit: float) -> float:
    """Long enough to show above and below the marks that stand on it."""
    over = [
        abs(move) for other, move in zip(places, moves, strict=True) if other is not None and abs(other - place) < limit
    ]
    return min(parts.BAR_LENGTH + 2 * max(over, default=0.0), LONGEST_BAR)
