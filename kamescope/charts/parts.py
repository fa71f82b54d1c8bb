"""What charts drawn in pixels share: widths in tiers, marks, the legend, the assembly.

A chart in pixels has one layout a *tier* of widths, worked out here for the tier's narrowest width with measured texts,
and picked in the browser by the `tier` signal: one specification serves a desk and a phone, and nothing collides. A
datum carries `[…]` lists by tier; `datum.x[tier]` is the value now. Who embeds a chart sets `spec["width"]`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Any, NamedTuple

import altair as alt

from kamescope.analysis.published import Published
from kamescope.charts.measure import shorten, text_width
from kamescope.charts.names import group_label
from kamescope.charts.skeleton import Layer, Row, Style, base, layer, px, skeleton
from kamescope.charts.theme import DASHES, DIAMOND_AREA, SHAPES, Chart, Look, finish, mark_of
from kamescope.model import ENVIRONMENT, SELF, Model

NARROW = 520
TIERS = (230, 260, 290, 316, 340, 370, 400, 440, 480, NARROW, 580, 640, 720, 820, 940)
"""The widths that charts in pixels are laid out for, from the narrowest phone up."""
BAR_LENGTH, BAR_WIDTH = 20, 3.6
AREA = 84
AREAS = {"diamond": DIAMOND_AREA, "square": 0.82, "star": 2.1, "pentagon": 1.2, "wedge": 1.1, "triangle": 1.1}
AREAS |= {"hexagon": 1.2, "right": 1.5, "saltire": 1.5, "spark": 2.3, "left": 1.5, "hourglass": 1.6}
"""Marks of one area look unequal: by how much each is to be drawn larger or smaller."""
LEGEND_SIZE = 13
LEGEND_ROW = 22
WEIGHTS = {"regular": "normal", "italic": "normal", "semibold": 600, "bold": 700}


@dataclass(frozen=True, slots=True)
class ChartLegend:
    """The legend's layers and its height in each tier."""

    layers: tuple[Layer, ...]
    heights: tuple[float, ...]


class LegendEntry(NamedTuple):
    """One line of a legend: a mark, whose it is, and a word added to it (`masqué`)."""

    mark: str
    name: str
    note: str = ""


def mark_row(model: Model, group: str, look: Look, bar_length: float = BAR_LENGTH) -> Row:
    """How a group's mark is drawn: `shape`, `size`, `color`; the environment's bar is `bar_length` px long."""
    return drawn_mark(mark_of(model, group), look, bar_length)


def drawn_mark(mark: str, look: Look, bar_length: float = BAR_LENGTH) -> Row:
    """How a mark is drawn: `shape`, `size`, `color`; a bar is `bar_length` px long. KeyError for an unknown mark."""
    color = look.palette.groups[mark]
    if mark == "bar":
        return bar(bar_length) | {"color": color}
    return {"shape": SHAPES[mark], "size": round(AREA * AREAS.get(mark, 1), 1), "color": color}


def bar(length: float) -> Row:
    """A bar lying flat, as an area: that takes a halo, a stroke cannot."""
    half = round(BAR_WIDTH / length, 3)
    return {"shape": f"M-1,-{half}H1V{half}H-1Z", "size": round(length**2)}


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
) -> ChartLegend:
    """The legend of rater groups; `notes` adds a word to a group (`masqué`)."""
    model, notes = published.model, notes or {}
    names = [group_label(published, group, look.words) for group in groups]
    made = zip(groups, names, strict=True)
    return key([LegendEntry(mark_of(model, group), name, notes.get(group, "")) for group, name in made], look, tiers)


def key(entries: Sequence[LegendEntry], look: Look, tiers: Sequence[int]) -> ChartLegend:
    """Symbols and names in as many lines as each tier needs; a name wider than a tier is cut there."""
    palette = look.palette
    labels = [[_fitting(entry, tier) for tier in tiers] for entry in entries]
    places = [
        _flow([text_width(by_tier[index], LEGEND_SIZE) for by_tier in labels], tier) for index, tier in enumerate(tiers)
    ]
    rows = [
        drawn_mark(entry.mark, look, 15)
        | {
            "legend": _said(entry),
            "x": [place[index][0] for place in places],
            "y": [place[index][1] for place in places],
        }
        | {"angle": 90 if entry.mark == "bar" else 0, "dash": DASHES[entry.mark]}
        | ({} if set(by_tier) == {_said(entry)} else {"cut": by_tier})
        for index, (entry, by_tier) in enumerate(zip(entries, labels, strict=True))
    ]
    symbols = layer(rows, points("datum.x[tier] + 6", "datum.y[tier]", palette.background))
    texts = layer(rows, _legend_text(palette.text, any("cut" in row for row in rows)))
    return ChartLegend((symbols, texts), tuple(place[-1][1] + LEGEND_ROW / 2 + 6 if place else 0.0 for place in places))


def no_legend(tiers: Sequence[int]) -> ChartLegend:
    """Nothing, and no height, in every tier."""
    return ChartLegend((), (0.0,) * len(tiers))


@skeleton
def points(x: str, y: str, halo: str) -> alt.Chart:
    """Marks at pixel expressions, each with a halo that parts it from what lies under it.

    A row may have `shapes` and `sizes`, lists by tier, instead of `shape` and `size`; `heading`, `who` and `score` are
    what a screen reader says.
    """
    by_tier: Style = {key: px(f"datum.{key}s ? datum.{key}s[tier] : datum.{key}") for key in ("shape", "size")}
    said = "datum.score ? datum.heading + ', ' + datum.who + ', ' + datum.score : datum.legend"
    return base().mark_point(
        x=px(x),
        y=px(y),
        filled=True,
        opacity=1,
        angle=px("datum.angle"),
        description=px(said),
        fill=px("datum.color"),
        stroke=halo,
        strokeWidth=1.2,
        **by_tier,
    )


def text(
    field: str, x: str, y: str, size: float | str, color: str | px, face: str = "regular", **more: Any
) -> alt.Chart:
    """The texts in a field at pixel expressions, left-aligned and centred on their line unless `more` says otherwise.

    `size` may be an expression; `face`: a key of WEIGHTS.
    """
    style: Style = {"fontStyle": "italic"} if face == "italic" else {}
    placed: Style = {"x": px(x), "y": px(y), "align": "left", "baseline": "middle", "color": color}
    drawn: Style = {"fontSize": px(size) if isinstance(size, str) else size, "fontWeight": WEIGHTS[face]}
    return base().mark_text(aria=False, **(placed | drawn | style | more)).encode(text=alt.Text(field, type="nominal"))


def in_tier(declared: alt.Chart) -> alt.Chart:
    """Only the rows of the tier that is shown, by their `t`."""
    return declared.transform_filter("datum.t == tier")


def tooltip(heading_field: str, fields: Sequence[tuple[str, str]]) -> list[Layer]:
    """A tooltip: a heading, then (field, title) lines, the titles from the catalogues."""
    said = [{"field": heading_field, "title": "title", "type": "nominal"}]
    return said + [{"field": field, "title": title, "type": "nominal"} for field, title in fields]


def parameters(tiers: Sequence[int], height: Sequence[float], **by_tier: Sequence[float]) -> list[Layer]:
    """The signals of a chart in pixels: `tier`, lists by tier under their names, and `height`."""
    steps = "".join(f"width < {width} ? {index} : " for index, width in enumerate(tiers[1:]))
    made = [{"name": "tier", "expr": f"{steps}{len(tiers) - 1}"}]
    made += [
        {"name": name, "expr": f"{[round(value, 2) for value in values]}[tier]"} for name, values in by_tier.items()
    ]
    return [*made, {"name": "height", "expr": f"{[ceil(value) for value in height]}[tier]"}]


def assemble(layers: Sequence[Layer], params: list[Layer], look: Look, alternative: str) -> Chart:
    """The chart: the theme around its layers, which are built already."""
    space = {"autosize": {"type": "none"}, "padding": {"left": 0, "top": 0, "right": 0, "bottom": 0}}
    shown = [made for made in layers if made["data"]["values"]]
    drawn = {"description": alternative, "params": params, "layer": shown}
    return Chart(_shell(look) | space | drawn, alternative, look.words("chart.in_words"))


@cache
def _shell(look: Look) -> dict[str, Any]:
    """What every chart of a look has around its layers."""
    return finish(alt.LayerChart(layer=[]), look, "").spec


@skeleton
def _legend_text(color: str, cut: bool) -> alt.Chart:
    made = text("shown" if cut else "legend", "datum.x[tier] + 19", "datum.y[tier]", LEGEND_SIZE, color)
    return made.transform_calculate("shown", "datum.cut ? datum.cut[tier] : datum.legend") if cut else made


def _said(entry: LegendEntry) -> str:
    return entry.name + (f" ({entry.note})" if entry.note else "")


def _fitting(entry: LegendEntry, tier: int) -> str:
    """An entry in one line beside its mark."""
    room = tier - 21
    if text_width(_said(entry), LEGEND_SIZE) <= room:
        return _said(entry)
    note = f" ({entry.note})" if entry.note else ""
    return shorten(entry.name, room - text_width(note, LEGEND_SIZE), LEGEND_SIZE) + note


def _flow(widths: Sequence[float], limit: float) -> list[tuple[float, float]]:
    found, x, y = [], 0.0, LEGEND_ROW / 2
    for width in widths:
        if x and x + 21 + width > limit:
            x, y = 0.0, y + LEGEND_ROW
        found.append((round(x, 1), y))
        x += 21 + width + 20
    return found
