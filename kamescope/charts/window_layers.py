"""The perception window's layers: rows in fractions of the plot, drawn in pixels at whatever width the chart has."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamescope.charts.parts import Layer, Row, layer, pick, told
from kamescope.charts.theme import Palette
from kamescope.charts.window_layout import BOTTOM, LEFT, RADIUS, RIGHT, RING, TALLEST, TOP

_THICKNESS = {"cut": 1.4, "leader": 0.8, "diagonal": 1.0}
_DASHES = {"diagonal": [2, 4]}
_FADED = 0.35
_SMALL = 0.7
_HALO = {"stroke": {"expr": "datum.fill"}, "strokeWidth": 4, "strokeJoin": "round"}
"""Under a title that lies on points: its own letters, broad, in the tint of its quadrant."""


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
    layers = [
        layer(_styled(rows.tints, palette), _box({"fill": {"expr": "datum.fill"}, "opacity": 1})),
        layer(frame, _box({"fillOpacity": 0, "stroke": palette.grid, "strokeWidth": 1})),
        layer(_styled(rows.rules, palette), _rule(), encoding=_ends(), transform=_SHOWN),
        *_points([row | {"color": palette.quadrants[row["style"]][0]} for row in rows.points], palette, scale),
        *(
            [layer([row for row in texts if "fill" in row], _text() | _HALO, text="text", transform=_SHOWN)]
            * rows.crowded
        ),
        layer(texts, _text(), text="text", transform=_SHOWN),
    ]
    return [made for made in layers if made["data"]["values"]]


def window_parameters() -> list[Layer]:
    """The signals that follow the width: the plot's size and the chart's height."""
    plot = f"width - {LEFT + RIGHT}"
    sizes = {"across": plot, "upward": f"min({plot}, {TALLEST})", "height": f"min({plot}, {TALLEST}) + {TOP + BOTTOM}"}
    return [{"name": name, "expr": expr} for name, expr in sizes.items()]


_THERE = {"filter": "isValid(datum.code)"}
_SHOWN = [{"filter": "datum.low <= width && width < datum.high"}]


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
            more |= {"thick": _THICKNESS[style], "dash": _DASHES.get(style, [])}
        styled.append({key: value for key, value in row.items() if key != "style"} | more)
    return styled


def _across(fraction: str, offset: str = "") -> Layer:
    return {"expr": f"{LEFT} + datum.{fraction} * across" + (f" + datum.{offset}" if offset else "")}


def _upward(fraction: str, offset: str = "") -> Layer:
    return {"expr": f"{TOP} + datum.{fraction} * upward" + (f" + datum.{offset}" if offset else "")}


def _box(style: Layer) -> Layer:
    place = {"x": _across("left"), "x2": _across("right"), "y": _upward("top"), "y2": _upward("bottom")}
    return {"type": "rect", "aria": False} | place | style


def _rule() -> Layer:
    drawn = {"color": "color", "strokeWidth": "thick", "strokeDash": "dash"}
    return {"type": "rule", "aria": False} | {key: {"expr": f"datum.{name}"} for key, name in drawn.items()}


def _ends() -> Layer:
    """A rule's two ends; unlike other marks it is not drawn at all without channels for them."""
    ends = {"x": _across("u", "dx"), "x2": _across("u2", "dx2"), "y": _upward("v", "dy"), "y2": _upward("v2", "dy2")}
    return {channel: {"value": place} for channel, place in ends.items()}


def _text() -> Layer:
    drawn = {"align": "datum.align", "fontSize": "datum.size", "color": "datum.color"}
    drawn["fontWeight"] = "datum.weight || 400"
    place = {"x": _across("u", "dx"), "y": _upward("v", "dy"), "baseline": "middle", "aria": False}
    return {"type": "text"} | place | {key: {"expr": expr} for key, expr in drawn.items()}


def _points(rows: list[Row], palette: Palette, scale: float) -> tuple[Layer, Layer]:
    """A ring where several points share a place, and a disc everywhere; the discs can be picked."""
    place = {"type": "point", "x": _across("u"), "y": _upward("v"), "opacity": 1}
    ink = {"expr": "datum.color"}
    ring = place | {
        "filled": False,
        "stroke": ink,
        "strokeWidth": 1.2,
        "size": _area(scale * (RING - 0.6)),
        "aria": False,
    }
    disc = place | {
        "filled": True,
        "fill": ink,
        "stroke": palette.background,
        "strokeWidth": 1,
        "size": _area(scale * RADIUS),
    }
    picked = {"opacity": {"condition": {"param": pick()[0]["name"], "value": 1}, "value": _FADED}}
    said = picked | {
        "tooltip": told(),
        "description": {"field": "said", "type": "nominal"},
    }
    return (
        layer([row for row in rows if row["together"] > 1], ring, encoding=picked),
        # an empty window keeps its selection, which a page may be listening to: a row that is never drawn
        layer(rows or [{}], disc | {"cursor": "pointer"}, encoding=said, params=pick(), transform=[_THERE]),
    )


def _area(radius: float) -> float:
    return round(3.1416 * radius**2, 1)
