"""The layers of a gap chart, from the axis up to the words. In the browser `left`, `right`, `tier`… are signals."""

from collections.abc import Sequence

from kamescope.analysis.gaps import GapClass
from kamescope.charts import parts
from kamescope.charts.axis import ticks
from kamescope.charts.gap_layout import AXIS_SIZE, CLASS_SIZE, CODE_SIZE, GAP_SIZE, NAME_SIZE, Grid
from kamescope.charts.gap_rows import Subject
from kamescope.charts.parts import Layer, Row
from kamescope.charts.theme import Palette

PLOT = "(width - right - left)"
Y = "datum.y[tier]"
BAR_HEIGHT = 8


def layers(subject: Subject, grids: Sequence[Grid], rows: list[Row], marks: list[Row]) -> list[Layer]:
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


def _axis(subject: Subject, rows: list[Row]) -> list[Layer]:
    """Grid lines in each row, what they stand for above the rows, and the title of the gaps' column."""
    palette = subject.look.palette
    found = ticks(subject.published.model.scale, subject.look)
    every_tick = [{"calculate": str([tick.fraction for tick in found]), "as": "f"}, {"flatten": ["f"]}]
    sides = _sides(_x("datum.f"), None, "datum.rule[tier][0]", "datum.rule[tier][1]")
    line = parts.layer([{"rule": row["rule"]} for row in rows], _segment(palette.grid, 1), encoding=sides)
    said = [{"tick": tick.label, "f": tick.fraction} for tick in found]
    words = parts.text_mark(_x("datum.f"), "head + 13", AXIS_SIZE, palette.muted, align="center")
    title = parts.text_mark("width - gap_right", "head + 13", AXIS_SIZE, palette.muted, align="right")
    return [
        line | {"transform": every_tick},
        parts.layer(said, words, "tick"),
        parts.layer([{"title": subject.texts.title}], title, "title"),
    ]


def _targets(subject: Subject, rows: list[Row]) -> Layer:
    """The whole row answers to a pointer or a finger; the one selected is tinted."""
    palette = subject.look.palette
    kept = ("code", "tip", "top", "bottom")
    tint = {"condition": {"param": "pick", "empty": False, "value": palette.neutral_soft}, "value": "transparent"}
    encoding = _sides("0", "width", "datum.top[tier]", "datum.bottom[tier]") | {
        "fill": tint,
        "fillOpacity": {"value": 0.55},
    }
    mark = {"type": "rect", "aria": False, "cursor": "pointer", "cornerRadius": 4}
    return parts.layer(
        [{key: row[key] for key in kept} for row in rows],
        mark,
        encoding=encoding | {"tooltip": parts.told()},
        params=parts.pick(),
    )


def _spans(subject: Subject, rows: list[Row]) -> list[Layer]:
    """The hairline from the lowest mark to the highest, and over it the bar from self to the environment."""
    palette = subject.look.palette
    reach = [{key: row[key] for key in ("code", "low", "high", "y")} for row in rows if row["low"] is not None]
    wide = [
        {key: row[key] for key in ("code", "self", "environment", "kind", "y")}
        | {"color": _bar_color(palette, row["kind"])}
        for row in rows
        if row["kind"]
    ]
    hair = parts.layer(
        reach,
        _segment(palette.muted, 1.2) | {"opacity": 0.4},
        encoding=_sides(_x("datum.low"), _x("datum.high"), Y, None),
    )
    half = BAR_HEIGHT / 2
    ends = _sides(_x("datum.self"), _x("datum.environment"), f"{Y} - {half}", f"{Y} + {half}")
    return [hair, parts.layer(wide, {"type": "rect", "aria": False, "fill": {"expr": "datum.color"}}, encoding=ends)]


def _marks(subject: Subject, marks: list[Row]) -> Layer:
    say = subject.look.words
    made = parts.points(marks, _x("datum.f"), f"{Y} + datum.dy[tier]", subject.look.palette.background)
    titles = [("who", say("chart.tip.who")), ("score", say("chart.tip.score"))]
    return made | {"encoding": {"tooltip": parts.tooltip("heading", titles)}}


def _names(subject: Subject, grids: Sequence[Grid]) -> list[Layer]:
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
    now = [{"filter": "datum.t == tier"}]
    code_mark = parts.text_mark("0", "datum.cy[tier]", CODE_SIZE, palette.muted, face="semibold")
    return [
        parts.layer(codes, code_mark, "code"),
        parts.layer(rows, parts.text_mark("datum.x", "datum.y", NAME_SIZE, palette.text), "line", transform=now),
    ]


def _gaps(subject: Subject, rows: list[Row]) -> list[Layer]:
    """The gap in figures, and where there is room its class in words."""
    palette = subject.look.palette
    said = [
        {key: row[key] for key in ("code", "gap", "class", "y")} | {"color": _word_color(palette, row["kind"])}
        for row in rows
    ]
    color = {"color": {"expr": "datum.color"}}
    figure = parts.text_mark("width - gap_right", Y, GAP_SIZE, palette.text, align="right", face="bold") | color
    word = parts.text_mark("width - class_left", Y, CLASS_SIZE, palette.text) | color
    shown = [{"filter": "class_left > 0"}]
    return [parts.layer(said, figure, "gap"), parts.layer(said, word, "class", transform=shown)]


def _bar_color(palette: Palette, kind: str) -> str:
    found: dict[str, str] = {GapClass.MARKED: palette.accent_strong, GapClass.TO_EXPLORE: palette.accent_soft}
    return found.get(kind, palette.neutral_soft)


def _word_color(palette: Palette, kind: str) -> str:
    found: dict[str, str] = {GapClass.MARKED: palette.accent, GapClass.TO_EXPLORE: palette.text}
    return found.get(kind, palette.muted)


def _segment(color: str, width: float) -> Layer:
    return {"type": "rule", "aria": False, "stroke": color, "strokeWidth": width}


def _sides(x: str, x2: str | None, y: str, y2: str | None) -> Layer:
    found = {"x": x, "x2": x2, "y": y, "y2": y2}
    return {key: {"value": {"expr": expr}} for key, expr in found.items() if expr is not None}
