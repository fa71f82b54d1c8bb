"""The layers of a gap chart, from the axis up to the words. In the browser `left`, `right`, `tier`… are signals."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from kamescope.analysis.gaps import GapClass
from kamescope.charts import parts
from kamescope.charts.axis import ticks
from kamescope.charts.gap_layout import AXIS_SIZE, CLASS_SIZE, CODE_SIZE, GAP_SIZE, NAME_SIZE, GapLayout
from kamescope.charts.gap_rows import GapSubject
from kamescope.charts.skeleton import Layer, Row, base, layer, pick, picked, px, sides, skeleton, told
from kamescope.charts.theme import Palette

PLOT = "(width - right - left)"
Y = "datum.y[tier]"
BAR_HEIGHT = 8


def layers(subject: GapSubject, grids: Sequence[GapLayout], rows: list[Row], marks: list[Row]) -> list[Layer]:
    """All layers in drawing order; `rows` and `marks` come from `gap_rows`, `grids` from `gap_layout`, one a tier."""
    return [
        *_axis(subject, rows),
        _targets(subject, rows),
        *_spans(subject, rows),
        _marks(subject, marks),
        *_names(subject, grids),
        *_gaps(subject, rows),
    ]


def _x(place: str) -> str:
    return f"left + {PLOT} * {place}"


def _axis(subject: GapSubject, rows: list[Row]) -> list[Layer]:
    """Grid lines in each row, what they stand for above the rows, and the title of the gaps' column."""
    palette = subject.look.palette
    found = ticks(subject.published.model.scale, subject.look)
    said = [{"tick": tick.label, "f": tick.fraction} for tick in found]
    return [
        layer([{"rule": row["rule"]} for row in rows], _grid(palette.grid, tuple(tick.fraction for tick in found))),
        layer(said, _heading("tick", _x("datum.f"), palette.muted, "center")),
        layer([{"title": subject.texts.title}], _heading("title", "width - gap_right", palette.muted, "right")),
    ]


@skeleton
def _grid(color: str, fractions: tuple[float, ...]) -> alt.Chart:
    lines = _segment(color, 1).encode(**sides(_x("datum.f"), None, "datum.rule[tier][0]", "datum.rule[tier][1]"))
    return lines.transform_calculate("f", str(list(fractions))).transform_flatten(["f"])


@skeleton
def _heading(field: str, x: str, color: str, align: str) -> alt.Chart:
    return parts.text(field, x, "head + 13", AXIS_SIZE, color, align=align)


def _targets(subject: GapSubject, rows: list[Row]) -> Layer:
    kept = ("code", "tip", "top", "bottom")
    return layer([{key: row[key] for key in kept} for row in rows], _target(subject.look.palette.neutral_soft))


@skeleton
def _target(tint: str) -> alt.Chart:
    """The whole row answers to a pointer or a finger; the one selected is tinted."""
    box = base().mark_rect(aria=False, cursor="pointer", cornerRadius=4)
    return box.encode(
        fill=picked(tint, "transparent"),
        fillOpacity=alt.value(0.55),
        tooltip=told(),
        **sides("0", "width", "datum.top[tier]", "datum.bottom[tier]"),
    ).add_params(pick())


def _spans(subject: GapSubject, rows: list[Row]) -> list[Layer]:
    """The hairline from the lowest mark to the highest, and over it the bar from self to the environment."""
    palette = subject.look.palette
    reach = [{key: row[key] for key in ("code", "low", "high", "y")} for row in rows if row["low"] is not None]
    wide = [
        {key: row[key] for key in ("code", "self", "environment", "kind", "y")}
        | {"color": _bar_color(palette, row["kind"])}
        for row in rows
        if row["kind"]
    ]
    return [layer(reach, _hair(palette.muted)), layer(wide, _bar())]


@skeleton
def _hair(color: str) -> alt.Chart:
    return _segment(color, 1.2, opacity=0.4).encode(**sides(_x("datum.low"), _x("datum.high"), Y, None))


@skeleton
def _bar() -> alt.Chart:
    half = BAR_HEIGHT / 2
    ends = sides(_x("datum.self"), _x("datum.environment"), f"{Y} - {half}", f"{Y} + {half}")
    return base().mark_rect(aria=False, fill=px("datum.color")).encode(**ends)


def _marks(subject: GapSubject, marks: list[Row]) -> Layer:
    say = subject.look.words
    built = parts.points(_x("datum.f"), f"{Y} + datum.dy[tier]", subject.look.palette.background)
    titles = [("who", say("column.group")), ("score", say("column.score"))]
    return layer(marks, built, tooltip=parts.tooltip("heading", titles))


def _names(subject: GapSubject, grids: Sequence[GapLayout]) -> list[Layer]:
    """Codes, and names line by line in the tier they belong to."""
    palette, texts = subject.look.palette, subject.texts
    codes = [
        {"code": code, "cy": [made.code_middles[index] for made in grids]} for index, code in enumerate(texts.codes)
    ]
    rows = [
        {"code": code, "line": line, "t": tier, "x": round(made.name_left, 1), "y": y}
        for tier, made in enumerate(grids)
        for code, lines in zip(texts.codes, made.lines, strict=True)
        for line, y in lines
    ]
    return [layer(codes, _code(palette.muted)), layer(rows, _name(palette.text))]


@skeleton
def _code(color: str) -> alt.Chart:
    return parts.text("code", "0", "datum.cy[tier]", CODE_SIZE, color, face="semibold")


@skeleton
def _name(color: str) -> alt.Chart:
    return parts.in_tier(parts.text("line", "datum.x", "datum.y", NAME_SIZE, color))


def _gaps(subject: GapSubject, rows: list[Row]) -> list[Layer]:
    """The gap in figures, and where there is room its class in words."""
    palette = subject.look.palette
    said = [
        {key: row[key] for key in ("code", "gap", "class", "y")} | {"color": _word_color(palette, row["kind"])}
        for row in rows
    ]
    return [layer(said, _figure()), layer(said, _class())]


@skeleton
def _figure() -> alt.Chart:
    return parts.text("gap", "width - gap_right", Y, GAP_SIZE, px("datum.color"), face="bold", align="right")


@skeleton
def _class() -> alt.Chart:
    word = parts.text("class", "width - class_left", Y, CLASS_SIZE, px("datum.color"))
    return word.transform_filter("class_left > 0")


def _bar_color(palette: Palette, kind: str) -> str:
    found: dict[str, str] = {GapClass.MARKED: palette.accent_strong, GapClass.TO_EXPLORE: palette.accent_soft}
    return found.get(kind, palette.neutral_soft)


def _word_color(palette: Palette, kind: str) -> str:
    found: dict[str, str] = {GapClass.MARKED: palette.accent, GapClass.TO_EXPLORE: palette.text}
    return found.get(kind, palette.muted)


def _segment(color: str, width: float, **more: Any) -> alt.Chart:
    return base().mark_rule(aria=False, stroke=color, strokeWidth=width, **more)
