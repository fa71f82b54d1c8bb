"""A score over the campaigns: time from left to right, a line a rater group, broken where a step cannot be compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil

import altair as alt

from kamescope.analysis.trajectory import Move, Trajectory
from kamescope.charts import parts
from kamescope.charts.axis import fraction, ticks, ticks_of_all_units
from kamescope.charts.measure import text_width, wrap
from kamescope.charts.moves import side_text, who
from kamescope.charts.parts import TIERS, LegendEntry
from kamescope.charts.skeleton import AS_GIVEN, DASH, Layer, Row, Style, base, layer, px, sides, skeleton
from kamescope.charts.theme import DASHES, Chart, Look, mark_of

PLOT, ABOVE_NAMES = 230, 18
LABEL, LINE, LINES = 12, 15, 2
LEAST_COLUMN = 62
"""Where a campaign has less room than this, only some are named."""
LIMIT, REACH = 11, 14
AT = "left + inset + (width - left - 2 * inset) * datum.x"
X = f"{AT} + datum.dx"
Y = "head + datum.y"


@dataclass(frozen=True, slots=True)
class Course:
    """One code over the campaigns, as some columns see it."""

    trajectory: Trajectory
    code: str
    columns: tuple[str, ...]
    look: Look

    @property
    def moves(self) -> tuple[Move, ...]:
        """One move a column."""
        return tuple(self.trajectory.of(self.code, column) for column in self.columns)

    @property
    def steps(self) -> int:
        """How many steps there are from the first campaign to the last."""
        return len(self.trajectory.campaigns) - 1

    def inset(self, width: float) -> float:
        """How far from the ends of a plot of that width the first and the last campaign stand."""
        return max(LEAST_COLUMN / 2, width / len(self.trajectory.campaigns) / 2)


def trend_chart(trajectory: Trajectory, code: str, columns: Sequence[str], look: Look) -> Chart:
    """The line of each column over the campaigns, at even distances in the order of their dates.

    Marks of nearly equal height step aside. A figure that is missing or masked leaves a gap in its line, and so does a
    step between environments of different groups. KeyError for a code or column that the models do not share.
    """
    shown = Course(trajectory, code, tuple(columns), look)
    entries = [
        LegendEntry(mark_of(trajectory.model, column), who(trajectory, column, look.words)) for column in columns
    ]
    key = parts.key(entries, look, TIERS)
    written = chain(*ticks_of_all_units(trajectory.model.scale, look))
    left = max(text_width(tick.label, LABEL) for tick in written) + 10
    points = _points(shown)
    names = [_tier_names(shown, tier, width - left) for tier, width in enumerate(TIERS)]
    layers = [*_axis(shown), _lines(points), _marks(shown, points), *_names(shown, names), *key.layers]
    heads = [height + 12 for height in key.heights]
    feet = [max(row["y"] for row in rows) + LINE for rows in names]
    heights = [head + PLOT + ABOVE_NAMES + foot for head, foot in zip(heads, feet, strict=True)]
    insets = [shown.inset(tier - left) for tier in TIERS]
    params = parts.parameters(TIERS, heights, head=heads, left=[left] * len(TIERS), inset=insets)
    return parts.assemble(layers, params, look, _alternative(shown))


def _points(shown: Course) -> list[Row]:
    """One row a published figure, from the lowest layer up; `run` changes where a line breaks."""
    moves = {move.group: move for move in shown.moves}
    places = {group: [_height(shown, cell.percent) for cell in move.sides] for group, move in moves.items()}
    aside = [
        dict(zip(places, parts.dodge([y[campaign] for y in places.values()], LIMIT, REACH), strict=True))
        for campaign in range(len(shown.trajectory.campaigns))
    ]
    return [
        _point(shown, moves[group], campaign) | {"y": y, "dx": aside[campaign][group]}
        for group in parts.drawing_order(shown.columns)
        for campaign, y in enumerate(places[group])
        if y is not None
    ]


def _height(shown: Course, percent: float | None) -> float | None:
    if percent is None:
        return None
    return round(PLOT * (1 - fraction(shown.trajectory.model.scale, percent)), 2)


def _point(shown: Course, move: Move, campaign: int) -> Row:
    trajectory, say = shown.trajectory, shown.look.words
    broken = sum(step is None for step in move.steps[:campaign])
    mark = mark_of(trajectory.model, move.group)
    told = {
        "heading": trajectory.campaigns[campaign].name,
        "who": who(trajectory, move.group, say),
        "score": side_text(trajectory, move.sides[campaign], say),
    }
    drawn = parts.drawn_mark(mark, shown.look, 15) | {"angle": 90 if mark == "bar" else 0, "dash": DASHES[mark]}
    return told | drawn | {"x": round(campaign / shown.steps, 5), "run": f"{move.group} {broken}"}


def _axis(shown: Course) -> list[Layer]:
    """A line and a label at each tick of the scale."""
    palette = shown.look.palette
    rows = [
        {"tick": tick.label, "y": round(PLOT * (1 - tick.fraction), 2)}
        for tick in ticks(shown.trajectory.model.scale, shown.look)
    ]
    built = _tick_line(palette.grid), _tick_label(palette.muted)
    return [layer(rows, each) for each in built]


@skeleton
def _tick_line(color: str) -> alt.Chart:
    return base().mark_rule(aria=False, stroke=color, strokeWidth=1).encode(**sides("left", "width", Y, None))


@skeleton
def _tick_label(color: str) -> alt.Chart:
    return parts.text("tick", "left - 8", Y, LABEL - 1, color, align="right")


def _lines(points: Sequence[Row]) -> Layer:
    kept = ("x", "y", "dx", "run", "color", "dash")
    return layer([{key: row[key] for key in kept} for row in points], _line(), **AS_GIVEN)


@skeleton
def _line() -> alt.Chart:
    drawn: Style = {
        "stroke": px("datum.color"),
        "strokeDash": DASH,
        "strokeJoin": "round",
        "strokeWidth": 2,
    }
    mark = base().mark_line(aria=False, x=px(X), y=px(Y), **drawn)
    return mark.encode(detail=alt.Detail("run", type="nominal"))


def _marks(shown: Course, points: list[Row]) -> Layer:
    say = shown.look.words
    titles = [("who", say("column.group")), ("score", say("column.score"))]
    built = parts.points(X, Y, shown.look.palette.background)
    return layer(points, built, tooltip=parts.tooltip("heading", titles))


def _names(shown: Course, names: Sequence[list[Row]]) -> list[Layer]:
    """Campaigns and their dates under the plot, in each tier those that have room: the last one always."""
    rows = [row for by_tier in names for row in by_tier]
    colors = {False: shown.look.palette.text, True: shown.look.palette.muted}
    return [
        layer([row for row in rows if row["date"] is is_date], _name(LABEL - is_date, color))
        for is_date, color in colors.items()
    ]


@skeleton
def _name(size: int, color: str) -> alt.Chart:
    y = f"head + {PLOT + ABOVE_NAMES} + datum.y"
    return parts.in_tier(parts.text("line", AT, y, size, color, align="center"))


def _tier_names(shown: Course, tier: int, width: float) -> list[Row]:
    inset = shown.inset(width)
    apart = (width - 2 * inset) / shown.steps
    every = ceil(LEAST_COLUMN / apart)
    room = min(apart * every, 2 * inset) - 6
    return [
        {"x": round(place / shown.steps, 5), "t": tier, "line": line, "y": index * LINE, "date": is_date}
        for place in range(shown.steps, -1, -every)
        for index, (line, is_date) in enumerate(_name_lines(shown, place, room))
    ]


def _name_lines(shown: Course, place: int, room: float) -> list[tuple[str, bool]]:
    campaign = shown.trajectory.campaigns[place]
    names = [(line, False) for line in wrap(campaign.name, room, LABEL, LINES)]
    return [*names, *((line, True) for line in wrap(shown.look.words.date(campaign.date), room, LABEL - 1, LINES))]


def _alternative(shown: Course) -> str:
    """Each line's figures in words, campaign by campaign."""
    trajectory, say = shown.trajectory, shown.look.words
    said = [say("progress.course", len(trajectory.campaigns))]
    for move in shown.moves:
        sides = (
            say("progress.side", campaign=campaign.name, figure=side_text(trajectory, cell, say))
            for campaign, cell in zip(trajectory.campaigns, move.sides, strict=True)
        )
        group = who(trajectory, move.group, say)
        said.append(say("chart.sentence", text=say("progress.tip", group=group, told=say.series(sides))))
    return " ".join(said)
