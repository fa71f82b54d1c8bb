"""The layers of a radar, from the web up to the labels. In the browser `radius`, `middle`, `tier` are signals."""

from collections.abc import Sequence

from kamescope.charts import parts
from kamescope.charts.axis import ticks
from kamescope.charts.figures import full_cell
from kamescope.charts.parts import Layer, Row
from kamescope.charts.radar_layout import FACES, LINE, SIZES, Box, Layout
from kamescope.charts.radar_profile import Profile, direction

HOLE = 8
"""Pixels between the centre and the lowest answer: marks of the lowest answer on several spokes stay apart."""
REACH = f"({HOLE} + (radius - {HOLE}) * datum.f)"
X = f"width / 2 + {REACH} * datum.ux"
Y = f"middle + {REACH} * datum.uy"
MOVED_X, MOVED_Y = f"{X} + datum.mx", f"{Y} + datum.my"
UNSORTED = {"order": {"value": None}}


def web(profile: Profile) -> list[Layer]:
    """The disc, its spokes, its rings."""
    palette, count = profile.look.palette, len(profile.codes)
    corners = [dict(zip(("ux", "uy"), direction(index, count), strict=True)) for index in range(count)]
    rings = {0.0, 1.0} | {tick.fraction for tick in ticks(profile.model.scale, profile.look)}
    disc = _path([corner | {"f": 1} for corner in corners], "f", X, Y, fill=palette.surface, closed=True)
    ends = [corner | {"f": f, "spoke": index} for index, corner in enumerate(corners) for f in (0, 1)]
    spokes = _path(ends, "spoke", X, Y, stroke=palette.grid)
    hoops = _path(
        [corner | {"f": f} for f in sorted(rings) for corner in corners], "f", X, Y, palette.grid, closed=True
    )
    hoops["mark"]["strokeWidth"] = {"expr": "datum.f == 1 ? 1.5 : 1"}
    return [disc, spokes, hoops]


def lines(profile: Profile) -> Layer:
    """The lines, broken where a figure is missing."""
    made = _path(profile.lines, "run", MOVED_X, MOVED_Y)
    made["mark"] |= {"stroke": {"expr": "datum.color"}, "strokeDash": {"expr": "datum.dash"}, "strokeWidth": 2}
    return made


def ring_labels(profile: Profile) -> list[Layer]:
    """What the rings stand for, right of the first spoke, each with a halo."""
    palette = profile.look.palette
    found = ticks(profile.model.scale, profile.look)
    rows = [{"ring": tick.label, "f": tick.fraction, "ux": 0, "uy": -1} for tick in found if tick.fraction > 0]
    mark = parts.text_mark(f"{X} + 7", f"{Y} + 8", 10.5, palette.muted)
    halo = mark | {"stroke": palette.surface, "strokeWidth": 3, "strokeJoin": "round", "color": palette.surface}
    return [parts.layer(rows, halo, text="ring"), parts.layer(rows, mark, text="ring")]


def marks(profile: Profile) -> Layer:
    """One mark a published figure."""
    say = profile.look.words
    titles = [("who", say(profile.wording.who))]
    titles += [(field, say(f"chart.tip.{field}")) for field in ("score", "points", "answers")]
    made = parts.points(list(profile.marks.values()), MOVED_X, MOVED_Y, profile.look.palette.background)
    return made | {"encoding": {"tooltip": parts.tooltip("heading", titles)}}


def targets(profile: Profile, layouts: Sequence[Layout]) -> list[Layer]:
    """What a finger or a pointer finds: the whole spoke and the whole label, both telling every line's figure."""
    say = profile.look.words
    rows: list[Row] = []
    for index, code in enumerate(profile.codes):
        boxes = [layout.boxes[index] for layout in layouts]
        told = {key: full_cell(profile.model.scale, profile.cell(code, key), say) for key in profile.keys}
        tip = {"title": profile.heading(code)} | {profile.name(key): text for key, text in told.items()}
        row = profile.spoke(code) | {"tip": tip}
        rows.append(
            row | {key: [round(getattr(box, key), 1) for box in boxes] for key in ("left", "top", "width", "height")}
        )
    telling = {"tooltip": parts.told()}
    sides = {"left", "top", "width", "height"}
    spokes = _path([{key: row[key] for key in row if key not in sides} for row in rows], "code", X, Y, "transparent")
    spokes["transform"] = [{"calculate": "[0.15, 1]", "as": "f"}, {"flatten": ["f"]}]
    spokes["mark"] |= {"strokeWidth": 18, "cursor": "pointer"}
    spokes["encoding"] |= telling
    return [spokes, parts.layer(rows, _clear_box(), encoding=telling | _sides(), params=parts.pick())]


def labels(profile: Profile, layouts: Sequence[Layout]) -> list[Layer]:
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
    made = [_path(threads, "thread", "width / 2 + datum.x", "middle + datum.y", palette.grid) | _now()]
    for kind, lines in rows.items():
        mark = parts.text_mark("width / 2 + datum.x", "middle + datum.y", SIZES[kind], palette.text, face=FACES[kind])
        picked = {"param": "pick", "empty": False, "value": palette.accent}
        color = {"value": palette.text if kind == "name" else palette.muted, "condition": picked}
        made.append(
            parts.layer(lines, mark | {"align": {"expr": "datum.align"}}, "line", encoding={"color": color}) | _now()
        )
    return made


def _thread(tier: int, layout: Layout, box: Box, spoke: Row) -> list[Row]:
    name = f"{tier} {spoke['code']}"
    rim = (layout.radius + 2) * spoke["ux"], (layout.radius + 2) * spoke["uy"]
    edge = box.left + {"left": -2, "center": 0.5 * box.width, "right": box.width + 2}[box.align]
    end = edge, min(max(rim[1], box.top + LINE / 2), box.top + box.height - LINE / 2)
    return [{"thread": name, "t": tier, "x": round(x, 1), "y": round(y, 1)} for x, y in (rim, end)]


def _now() -> Layer:
    return {"transform": [{"filter": "datum.t == tier"}]}


def _path(
    rows: list[Row],
    detail: str,
    x: str,
    y: str,
    stroke: str | None = None,
    fill: str | None = None,
    closed: bool = False,
) -> Layer:
    mark = {
        "type": "line",
        "x": {"expr": x},
        "y": {"expr": y},
        "stroke": stroke,
        "strokeWidth": 1,
        "strokeJoin": "round",
    }
    mark |= (
        {"aria": False} | {"interpolate": "linear-closed" if closed else "linear"} | ({"fill": fill} if fill else {})
    )
    return parts.layer(rows, mark, encoding=UNSORTED | {"detail": {"field": detail, "type": "nominal"}})


def _clear_box() -> Layer:
    return {"type": "rect", "aria": False, "fill": "transparent", "stroke": "transparent", "cursor": "pointer"}


def _sides() -> Layer:
    return {
        "x": {"value": {"expr": "width / 2 + datum.left[tier] - 3"}},
        "x2": {"value": {"expr": "width / 2 + datum.left[tier] + datum.width[tier] + 3"}},
        "y": {"value": {"expr": "middle + datum.top[tier] - 2"}},
        "y2": {"value": {"expr": "middle + datum.top[tier] + datum.height[tier] + 2"}},
    }
