"""What charts drawn in pixels share: widths in tiers, axis ticks, texts of a figure, the legend, the assembly.

A chart in pixels has one layout a *tier* of widths, worked out here for the tier's narrowest width with measured texts,
and picked in the browser by the `tier` signal: one specification serves a desk and a phone, and nothing collides. A
datum carries `[…]` lists by tier; `datum.x[tier]` is the value now. Who embeds a chart sets `spec["width"]`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import altair as alt

from kamescope.analysis.published import Cell, Level, Published
from kamescope.charts.measure import text_width
from kamescope.charts.theme import DASHES, DIAMOND_AREA, SHAPES, Chart, Look, finish, label_of, mark_of
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, SELF, Model, Scale
from kamescope.privacy import Status

Row = dict[str, Any]
Layer = dict[str, Any]

NARROW = 520
BAR_LENGTH, BAR_WIDTH = 20, 3
AREA = 84
AREAS = {"diamond": DIAMOND_AREA, "square": 0.82, "star": 1.7, "pentagon": 1.2, "wedge": 1.1, "triangle": 1.1}
"""Marks of one area look unequal: by how much each is to be drawn larger or smaller."""
LEGEND_SIZE = 13
LEGEND_ROW = 22
CAPTION_SIZE = 11
FIGURES = {"regular": "normal", "italic": "normal", "semibold": 600, "bold": 700}


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis, 0 at the scale's lowest answer and 1 at its highest, and what it says."""

    fraction: float
    label: str


@dataclass(frozen=True, slots=True)
class Legend:
    """The legend's layers and its height in each tier."""

    layers: tuple[Layer, ...]
    heights: tuple[float, ...]


def fraction(scale: Scale, percent: float) -> float:
    """Where a percent stands between the lowest answer (0) and the highest (1): 60 % on 1–5 `of_max` is 0.5."""
    place = (scale.points(percent) - scale.minimum) / scale.span
    return round(min(max(place, 0.0), 1.0), 5)


def ticks(scale: Scale, look: Look) -> tuple[Tick, ...]:
    """Three to seven places of the axis in the unit of `look`; the last one carries the percent sign."""
    say = look.words
    if look.unit == "points":
        return tuple(Tick((value - scale.minimum) / scale.span, say.number(value)) for value in _whole_ticks(scale))
    values = _percent_ticks(scale.floor_percent)
    labels = [*(say.number(value) for value in values[:-1]), say.percent(values[-1])]
    return tuple(Tick(fraction(scale, value), label) for value, label in zip(values, labels, strict=True))


def name_of(model: Model, level: Level, code: str, say: Words) -> str:
    """The name of a factor or sub-factor, the text of an item."""
    if level is Level.ITEM:
        return say.text(model.items[model.item_index[code]].text)
    parts = model.factors if level is Level.FACTOR else model.sub_factors
    return say.text(next(part.name for part in parts if part.code == code))


def score_text(scale: Scale, percent: float, look: Look) -> str:
    """A figure in the unit of `look`: `47 %` or `2,33`."""
    return look.words.percent(percent) if look.unit == "percent" else look.words.number(scale.points(percent), 2)


def full_text(scale: Scale, percent: float, answers: int | None, say: Words) -> str:
    """A figure in both units and its answers, for a tooltip: `47 % · 2,33 sur 5 · 8 réponses`."""
    said = [say.percent(percent), points_text(scale, percent, say)]
    if answers is not None:
        said.append(say("chart.answers", answers))
    return " · ".join(said)


def points_text(scale: Scale, percent: float, say: Words) -> str:
    """A figure in points: `2,33 sur 5`."""
    return say("chart.points_of", score=say.number(scale.points(percent), 2), maximum=say.number(scale.maximum))


def cell_text(scale: Scale, cell: Cell, say: Words) -> str:
    """A cell for a tooltip; where nothing is published, the reason."""
    if cell.is_published:
        return full_text(scale, cell.percent, cell.answers, say)
    return missing_text(cell.status, say)


def missing_text(status: Status, say: Words) -> str:
    """`n.d.` or `masqué`."""
    return say("masked" if status is Status.MASKED else "no_data")


def unit_text(scale: Scale, look: Look) -> str:
    """The unit of the axis in words: `en % de la note maximale`."""
    kind = look.unit if look.unit == "points" else scale.percent_rule
    return look.words(
        f"chart.unit.{kind}", minimum=look.words.number(scale.minimum), maximum=look.words.number(scale.maximum)
    )


def who(published: Published, group: str, say: Words) -> str:
    """The name of a group, in the plural where several people answered, or of the environment."""
    if group != ENVIRONMENT and published.group(group).respondents > 1:
        return say.text(published.model.group(group).plural)
    return label_of(published.model, group, say)


def heading(published: Published, level: Level, code: str, say: Words) -> str:
    """Code and name: the heading of every tooltip."""
    return f"{code} {name_of(published.model, level, code, say)}"


def mark_row(model: Model, group: str, look: Look, bar_length: float = BAR_LENGTH) -> Row:
    """How a group's mark is drawn: `shape`, `size`, `color`; the environment's bar, `bar_length` px long, lies flat.

    The bar is an area, which takes a halo; a stroke cannot.
    """
    mark = mark_of(model, group)
    color = look.palette.groups[mark]
    if mark == "bar":
        half = round(BAR_WIDTH / bar_length, 3)
        return {"shape": f"M-1,-{half}H1V{half}H-1Z", "size": bar_length**2, "color": color}
    return {"shape": SHAPES[mark], "size": round(AREA * AREAS.get(mark, 1), 1), "color": color}


def drawing_order(groups: Sequence[str]) -> list[str]:
    """Groups from the lowest layer up: the environment under the others, self above them."""
    return sorted(groups, key=lambda group: (group != ENVIRONMENT, group == SELF))


def dodge(places: Sequence[float | None], limit: float, reach: float) -> list[float]:
    """How many pixels to move each mark aside, so that marks closer than `limit` along the axis all stay visible.

    `places` along the axis, in the unit of `limit`; None stays 0. The marks of a cluster are spread evenly around
    the true place, 8 px apart, less where they would go further than `reach`.
    """
    moves = [0.0] * len(places)
    order = sorted((place, index) for index, place in enumerate(places) if place is not None)
    cluster: list[tuple[float, int]] = []
    for item in [*order, None]:
        if cluster and (item is None or item[0] - cluster[-1][0] >= limit):
            step = min(8.0, 2 * reach / max(len(cluster) - 1, 1))
            for rank, index in enumerate(sorted(index for _, index in cluster)):
                moves[index] = round((rank - (len(cluster) - 1) / 2) * step, 2)
            cluster = []
        if item is not None:
            cluster.append(item)
    return moves


def legend(
    published: Published, groups: Sequence[str], look: Look, tiers: Sequence[int], notes: dict[str, str] | None = None
) -> Legend:
    """Symbols and names in as many lines as each tier needs; `notes` adds a word to a group (`masqué`)."""
    model, palette, notes = published.model, look.palette, notes or {}
    labels = [who(published, group, look.words) + (f" ({notes[group]})" if group in notes else "") for group in groups]
    places = [_flow([text_width(label, LEGEND_SIZE) for label in labels], tier) for tier in tiers]
    rows = [
        mark_row(model, group, look, 15)
        | {"legend": label, "x": [place[index][0] for place in places], "y": [place[index][1] for place in places]}
        | {"angle": 90 if group == ENVIRONMENT else 0, "dash": DASHES[mark_of(model, group)]}
        for index, (group, label) in enumerate(zip(groups, labels, strict=True))
    ]
    symbols = points(rows, "datum.x[tier] + 6", "datum.y[tier]", palette.background)
    texts = layer(rows, text_mark("datum.x[tier] + 19", "datum.y[tier]", LEGEND_SIZE, palette.text), text="legend")
    return Legend((symbols, texts), tuple(place[-1][1] + LEGEND_ROW / 2 + 6 if place else 0.0 for place in places))


def points(rows: list[Row], x: str, y: str, halo: str) -> Layer:
    """Marks at pixel expressions, each with a halo that parts it from what lies under it."""
    drawn = {key: {"expr": f"datum.{key}"} for key in ("shape", "size", "angle")}
    mark = {"type": "point", "x": {"expr": x}, "y": {"expr": y}, "filled": True, "opacity": 1, **drawn}
    mark |= {"fill": {"expr": "datum.color"}, "stroke": halo, "strokeWidth": 1.2}
    return layer(rows, mark)


def text_mark(x: str, y: str, size: float | str, color: str, align: str = "left", face: str = "regular") -> Layer:
    """A text mark at pixel expressions, centred on its line; `size` may be an expression."""
    mark = {"type": "text", "x": {"expr": x}, "y": {"expr": y}, "align": align, "baseline": "middle", "color": color}
    mark |= {"fontSize": {"expr": size} if isinstance(size, str) else size, "fontWeight": FIGURES[face]}
    return mark | ({"fontStyle": "italic"} if face == "italic" else {})


def layer(rows: list[Row], mark: Layer, text: str | None = None, **more: Any) -> Layer:
    """One layer with its own rows; `text` names the field that a text mark shows."""
    encoding = {"text": {"field": text, "type": "nominal"}} if text else {}
    made = {"data": {"values": rows}, "mark": mark, "encoding": encoding | more.pop("encoding", {})}
    return made | more


def tooltip(heading_field: str, fields: Sequence[tuple[str, str]]) -> list[Layer]:
    """A tooltip: a heading, then (field, title) lines."""
    said = [{"field": heading_field, "title": "title", "type": "nominal"}]
    return said + [{"field": field, "title": title, "type": "nominal"} for field, title in fields]


def pick() -> list[Layer]:
    """The selection by click, named `pick`: the page reads `event.selection["pick"]`, a list of `{"code": …}`."""
    return [{"name": "pick", "select": {"type": "point", "fields": ["code"], "on": "click", "toggle": False}}]


def parameters(tiers: Sequence[int], height: Sequence[float], **by_tier: Sequence[float]) -> list[Layer]:
    """The signals of a chart in pixels: `tier`, lists by tier under their names, and `height`."""
    steps = "".join(f"width < {width} ? {index} : " for index, width in enumerate(tiers[1:]))
    made = [{"name": "tier", "expr": f"{steps}{len(tiers) - 1}"}]
    made += [
        {"name": name, "expr": f"{[round(value, 2) for value in values]}[tier]"} for name, values in by_tier.items()
    ]
    return [*made, {"name": "height", "expr": f"{[ceil(value) for value in height]}[tier]"}]


def assemble(layers: Sequence[Layer], params: list[Layer], look: Look, alternative: str) -> Chart:
    """The chart: the theme around its layers as they are (a pass through Altair's classes would cost a second)."""
    shell = finish(alt.LayerChart(layer=[]), look, alternative)
    space = {"autosize": {"type": "none"}, "padding": {"left": 0, "top": 0, "right": 0, "bottom": 0}}
    shown = [made for made in layers if made["data"]["values"]]
    return Chart(shell.spec | space | {"params": params, "layer": shown}, alternative)


def _flow(widths: Sequence[float], limit: float) -> list[tuple[float, float]]:
    found, x, y = [], 0.0, LEGEND_ROW / 2
    for width in widths:
        if x and x + 21 + width > limit:
            x, y = 0.0, y + LEGEND_ROW
        found.append((round(x, 1), y))
        x += 21 + width + 20
    return found


def _whole_ticks(scale: Scale) -> list[int]:
    steps = [step for step in range(1, scale.span + 1) if scale.span / step <= 6]
    whole = [step for step in steps if scale.span % step == 0 and scale.span // step >= 2]
    return list(range(scale.minimum, scale.maximum + 1, (whole or steps)[0]))


def _percent_ticks(floor: float) -> list[int]:
    fitting = [step for step in (20, 25, 10, 50) if floor % step == 0 and 2 <= (100 - floor) / step <= 5]
    step = fitting[0] if fitting else (20 if floor < 60 else 10)
    return list(range(ceil(floor / step) * step, 101, step))
