"""The perception window's layers: rows in fractions of the plot, drawn in pixels at whatever width the chart has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from kamescope.charts.skeleton import DASH, PICK, Layer, Row, Style, base, layer, pick, px, sides, skeleton, told
from kamescope.charts.theme import Palette
from kamescope.charts.window_layout import BOTTOM, LEFT, RADIUS, RIGHT, RING, TALLEST, TOP

_THICKNESS = {"cut": 1.4, "leader": 0.8, "diagonal": 1.0}
_DASHES = {"diagonal": "2,4"}
_FADED = 0.35
_SMALL = 0.7


@dataclass(frozen=True, slots=True)
class Rows:
    """What a window is drawn from, without colours; `crowded`: points are small and titles may lie on them."""

    points: Sequence[Row]
    texts: Sequence[Row]
    rules: Sequence[Row]
    tints: Sequence[Row]
    crowded: bool = False


def window_layers(rows: Rows, palette: Palette) -> list[Layer]:
    """Tinted quadrants, lines, points and texts."""
    texts, scale = _styled(rows.texts, palette), _SMALL if rows.crowded else 1.0
    frame = [{"left": 0, "top": 0, "right": 1, "bottom": 1}]
    titles = [row for row in texts if "fill" in row] if rows.crowded else []
    layers = [
        layer(_styled(rows.tints, palette), _tint()),
        layer(frame, _frame(palette.grid)),
        layer(_styled(rows.rules, palette), _rule()),
        *_points([row | {"color": palette.quadrants[row["style"]][0]} for row in rows.points], palette, scale),
        layer(titles, _title_ground()),
        layer(texts, _words()),
    ]
    return [made for made in layers if made["data"]["values"]]


def window_parameters() -> list[Layer]:
    """The signals that follow the width: the plot's size and the chart's height."""
    plot = f"width - {LEFT + RIGHT}"
    sizes = {"across": plot, "upward": f"min({plot}, {TALLEST})", "height": f"min({plot}, {TALLEST}) + {TOP + BOTTOM}"}
    return [{"name": name, "expr": expr} for name, expr in sizes.items()]


def _styled(rows: Sequence[Row], palette: Palette) -> list[Row]:
    """Rows with the colour, thickness, dash or weight of their style."""
    quadrants = palette.quadrants
    inks = {"axis": palette.muted, "label": palette.text, "leader": palette.muted, "diagonal": palette.muted}
    inks |= {"cut": palette.groups["bar"]} | {name: ink for name, (ink, _) in quadrants.items()}
    styled = []
    for row in rows:
        style = row["style"]
        more: Row = {"color": inks[style]}
        if style in quadrants:
            more |= {"fill": quadrants[style][1], "weight": 600}
        if style in _THICKNESS:
            more |= {"thick": _THICKNESS[style], "dash": _DASHES.get(style, "1,0")}
        styled.append({key: value for key, value in row.items() if key != "style"} | more)
    return styled


def _across(fraction: str, offset: str = "") -> str:
    return f"{LEFT} + datum.{fraction} * across" + (f" + datum.{offset}" if offset else "")


def _upward(fraction: str, offset: str = "") -> str:
    return f"{TOP} + datum.{fraction} * upward" + (f" + datum.{offset}" if offset else "")


def _shown(declared: alt.Chart) -> alt.Chart:
    """Only the rows that belong to this width."""
    return declared.transform_filter("datum.low <= width && width < datum.high")


@skeleton
def _tint() -> alt.Chart:
    return _box(fill=px("datum.fill"), opacity=1)


@skeleton
def _frame(color: str) -> alt.Chart:
    return _box(fillOpacity=0, stroke=color, strokeWidth=1)


def _box(**style: Any) -> alt.Chart:
    edges: Style = {"x": px(_across("left")), "x2": px(_across("right"))}
    edges |= {"y": px(_upward("top")), "y2": px(_upward("bottom"))}
    return base().mark_rect(aria=False, **edges, **style)


@skeleton
def _rule() -> alt.Chart:
    drawn: Style = {"color": px("datum.color"), "strokeWidth": px("datum.thick"), "strokeDash": DASH}
    line = base().mark_rule(aria=False, **drawn)
    ends = sides(_across("u", "dx"), _across("u2", "dx2"), _upward("v", "dy"), _upward("v2", "dy2"))
    return _shown(line.encode(**ends))


@skeleton
def _words() -> alt.Chart:
    return _text()


@skeleton
def _title_ground() -> alt.Chart:
    """Under a title that lies on points: its own letters, broad, in the tint of its quadrant."""
    return _text(stroke=px("datum.fill"), strokeWidth=4, strokeJoin="round")


def _text(**ground: Any) -> alt.Chart:
    drawn: Style = {"x": px(_across("u", "dx")), "y": px(_upward("v", "dy")), "align": px("datum.align")}
    drawn |= {"fontSize": px("datum.size"), "fontWeight": px("datum.weight || 400"), "color": px("datum.color")}
    mark = base().mark_text(aria=False, baseline="middle", **drawn, **ground)
    return _shown(mark.encode(text=alt.Text("text", type="nominal")))


def _points(rows: list[Row], palette: Palette, scale: float) -> tuple[Layer, Layer]:
    """A ring where several points share a place, and a disc everywhere; the discs can be picked."""
    return (
        layer([row for row in rows if row["together"] > 1], _ring(_area(scale * (RING - 0.6)))),
        # an empty window keeps its selection, which a page may be listening to: a row that is never drawn
        layer(rows or [{}], _disc(palette.background, _area(scale * RADIUS))),
    )


@skeleton
def _ring(area: float) -> alt.Chart:
    drawn: Style = {"filled": False, "stroke": px("datum.color"), "strokeWidth": 1.2, "size": area, "aria": False}
    return _point(**drawn)


@skeleton
def _disc(rim: str, area: float) -> alt.Chart:
    drawn: Style = {"filled": True, "fill": px("datum.color"), "stroke": rim, "strokeWidth": 1, "size": area}
    there = _point(**drawn, cursor="pointer").transform_filter("isValid(datum.code)")
    return there.encode(tooltip=told(), description=alt.Description("said", type="nominal")).add_params(pick())


def _point(**drawn: Any) -> alt.Chart:
    """A point; while one is picked the others fade."""
    faded = alt.condition(alt.selection_point(name=PICK), alt.value(1), alt.value(_FADED))
    mark = base().mark_point(x=px(_across("u")), y=px(_upward("v")), opacity=1, **drawn)
    return mark.encode(opacity=faded)


def _area(radius: float) -> float:
    return round(3.1416 * radius**2, 1)
