"""The layers of a radar, from the web up to the labels. In the browser `radius`, `middle`, `tier` are signals."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from kamescope.charts import parts
from kamescope.charts.axis import ticks
from kamescope.charts.figures import full_cell
from kamescope.charts.radar_layout import FACES, LINE, SIZES, LabelBox, RadarLayout
from kamescope.charts.radar_profile import Profile, direction
from kamescope.charts.skeleton import (
    AS_GIVEN,
    DASH,
    Layer,
    Row,
    Style,
    base,
    layer,
    pick,
    picked,
    px,
    sides,
    skeleton,
    told,
)

HOLE = 8
"""Pixels between the centre and the lowest answer: marks of the lowest answer on several spokes stay apart."""
REACH = f"({HOLE} + (radius - {HOLE}) * datum.f)"
X = f"width / 2 + {REACH} * datum.ux"
Y = f"middle + {REACH} * datum.uy"
MOVED_X, MOVED_Y = f"{X} + datum.mx", f"{Y} + datum.my"


def web(profile: Profile) -> list[Layer]:
    """The disc, its spokes, its rings."""
    palette, count = profile.look.palette, len(profile.codes)
    corners = [dict(zip(("ux", "uy"), direction(index, count), strict=True)) for index in range(count)]
    rings = {0.0, 1.0} | {tick.fraction for tick in ticks(profile.model.scale, profile.look)}
    ends = [corner | {"f": f, "spoke": index} for index, corner in enumerate(corners) for f in (0, 1)]
    hoops = [corner | {"f": f} for f in sorted(rings) for corner in corners]
    return [
        layer([corner | {"f": 1} for corner in corners], _disc(palette.surface), **AS_GIVEN),
        layer(ends, _spoke(palette.grid), **AS_GIVEN),
        layer(hoops, _hoop(palette.grid), **AS_GIVEN),
    ]


@skeleton
def _disc(fill: str) -> alt.Chart:
    return _path("f", X, Y, stroke=None, fill=fill, interpolate="linear-closed")


@skeleton
def _spoke(stroke: str) -> alt.Chart:
    return _path("spoke", X, Y, stroke=stroke)


@skeleton
def _hoop(stroke: str) -> alt.Chart:
    width = px("datum.f == 1 ? 1.5 : 1")
    return _path("f", X, Y, stroke=stroke, strokeWidth=width, interpolate="linear-closed")


def lines(profile: Profile) -> Layer:
    """The lines, broken where a figure is missing."""
    return layer(profile.lines, _run(), **AS_GIVEN)


@skeleton
def _run() -> alt.Chart:
    stroke, dash = px("datum.color"), DASH
    return _path("run", MOVED_X, MOVED_Y, stroke=stroke, strokeDash=dash, strokeWidth=2)


def ring_labels(profile: Profile) -> list[Layer]:
    """What the rings stand for, right of the first spoke, each with a halo."""
    palette = profile.look.palette
    found = ticks(profile.model.scale, profile.look)
    rows = [{"ring": tick.label, "f": tick.fraction, "ux": 0, "uy": -1} for tick in found if tick.fraction > 0]
    built = _ring_halo(palette.surface), _ring_label(palette.muted)
    return [layer(rows, each) for each in built]


@skeleton
def _ring_halo(ground: str) -> alt.Chart:
    return _ring(ground, stroke=ground, strokeWidth=3, strokeJoin="round")


@skeleton
def _ring_label(ink: str) -> alt.Chart:
    return _ring(ink)


def _ring(ink: str, **halo: Any) -> alt.Chart:
    return parts.text("ring", f"{X} + 7", f"{Y} + 8", 10.5, ink, **halo)


def marks(profile: Profile) -> Layer:
    """One mark a published figure."""
    say = profile.look.words
    titles = [("who", say(profile.wording.who))]
    titles += [("score", say("column.score")), ("points", say("chart.tip.points")), ("answers", say("column.answers"))]
    built = parts.points(MOVED_X, MOVED_Y, profile.look.palette.background)
    return layer(list(profile.marks.values()), built, tooltip=parts.tooltip("heading", titles))


def targets(profile: Profile, layouts: Sequence[RadarLayout]) -> list[Layer]:
    """What a finger or a pointer finds: the whole spoke and the whole label, both telling every line's figure."""
    say = profile.look.words
    spokes: list[Row] = []
    boxes: list[Row] = []
    for index, code in enumerate(profile.codes):
        figures = {key: full_cell(profile.model.scale, profile.cell(code, key), say) for key in profile.keys}
        tip = {"title": profile.heading(code)} | {profile.name(key): text for key, text in figures.items()}
        spokes.append(profile.spoke(code) | {"tip": tip})
        found = [layout.boxes[index] for layout in layouts]
        edges: Style = {
            key: [round(getattr(box, key), 1) for box in found] for key in ("left", "top", "width", "height")
        }
        boxes.append(spokes[-1] | edges)
    return [layer(spokes, _spoke_target(), **AS_GIVEN), layer(boxes, _label_target())]


@skeleton
def _spoke_target() -> alt.Chart:
    wide = _path("code", X, Y, stroke="transparent", strokeWidth=18, cursor="pointer")
    return wide.encode(tooltip=told()).transform_calculate("f", "[0.15, 1]").transform_flatten(["f"])


@skeleton
def _label_target() -> alt.Chart:
    left, top = "width / 2 + datum.left[tier]", "middle + datum.top[tier]"
    right, bottom = f"{left} + datum.width[tier]", f"{top} + datum.height[tier]"
    box = base().mark_rect(aria=False, fill="transparent", stroke="transparent", cursor="pointer")
    channels = sides(f"{left} - 3", f"{right} + 3", f"{top} - 2", f"{bottom} + 2")
    return box.encode(tooltip=told(), **channels).add_params(pick())


def labels(profile: Profile, layouts: Sequence[RadarLayout]) -> list[Layer]:
    """The labels line by line, each in the tier it belongs to, and a thread to those pushed away from their spoke."""
    palette = profile.look.palette
    rows: dict[str, list[Row]] = {kind: [] for kind in FACES}
    threads: list[Row] = []
    for tier, layout in enumerate(layouts):
        for code, box in zip(profile.codes, layout.boxes, strict=True):
            for line, kind, x, y in box.placed_lines(LINE):
                rows[kind].append({"code": code, "line": line, "t": tier, "x": x, "y": y, "align": box.align})
            if box.pushed:
                threads += _thread(tier, layout, box, profile.spoke(code))
    inks = {kind: palette.text if kind == "name" else palette.muted for kind in rows}
    made = [layer(lines, _label(kind, palette.text, inks[kind], palette.accent)) for kind, lines in rows.items()]
    return [layer(threads, _thread_line(palette.grid), **AS_GIVEN), *made]


@skeleton
def _thread_line(stroke: str) -> alt.Chart:
    return parts.in_tier(_path("thread", "width / 2 + datum.x", "middle + datum.y", stroke=stroke))


@skeleton
def _label(kind: str, text: str, ink: str, accent: str) -> alt.Chart:
    place = "width / 2 + datum.x", "middle + datum.y"
    line = parts.text("line", *place, SIZES[kind], text, FACES[kind], align=px("datum.align"))
    return parts.in_tier(line.encode(color=picked(accent, ink)))


def _thread(tier: int, layout: RadarLayout, box: LabelBox, spoke: Row) -> list[Row]:
    name = f"{tier} {spoke['code']}"
    rim = (layout.radius + 2) * spoke["ux"], (layout.radius + 2) * spoke["uy"]
    edge = box.left + {"left": -2, "center": 0.5 * box.width, "right": box.width + 2}[box.align]
    end = edge, min(max(rim[1], box.top + LINE / 2), box.top + box.height - LINE / 2)
    return [{"thread": name, "t": tier, "x": round(x, 1), "y": round(y, 1)} for x, y in (rim, end)]


def _path(detail: str, x: str, y: str, **drawn: Any) -> alt.Chart:
    """Lines through the rows, one for each value of `detail`."""
    style: Style = {"strokeWidth": 1, "strokeJoin": "round", "interpolate": "linear"} | drawn
    return base().mark_line(aria=False, x=px(x), y=px(y), **style).encode(detail=alt.Detail(detail, type="nominal"))
