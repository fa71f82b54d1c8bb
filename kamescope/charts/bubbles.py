"""Bubbles: two figures as places, a third as area, those that matter in the accent; names on hover."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import altair as alt

from kamescope.charts.skeleton import filled, named
from kamescope.charts.theme import FONT, Chart, Look, finish

HEIGHT, MOST = 340, 500
"""So many bubbles are drawn, the largest ones: more would only hide one another."""
ROOM = (0.4, 0.1)
"""The part of the width and of the height that a name wants for itself, on a phone too."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One bubble: its name, its places, its size (an amount), what is told of it; `is_out`: it stands out."""

    name: str
    across: float
    upwards: float
    size: float
    said: str
    is_out: bool = False


@dataclass(frozen=True, slots=True)
class Bubbles:
    """Bubbles in the order of their size, what the axes are, and lines that part the plane; `named` get their name.

    `levels`: what 1, 2, 3 … upwards are called, where the places are such; across are then figures from zero on.
    """

    caption: str
    across: str
    upwards: str
    bubbles: tuple[Bubble, ...]
    columns: tuple[float, ...] = ()
    rows: tuple[float, ...] = ()
    named: int = 3
    levels: tuple[str, ...] = ()


def bubbles(shown: Bubbles, look: Look) -> Chart:
    """Across amounts on a logarithmic axis, for they differ by thousands, upwards a share; or figures and levels."""
    drawn, least = shown.bubbles[:MOST], 0.0 if shown.levels else 1.0
    ordered = sorted(drawn, key=lambda each: (not each.is_out, -each.size))
    told_by_name = _named(ordered, shown)
    rows = [
        {"name": each.name, "x": max(each.across, least), "y": each.upwards, "z": each.size, "out": each.is_out}
        | {"tip": each.said, "label": each.name if place in told_by_name else ""}
        for place, each in enumerate(ordered)
    ]
    top = max((each.upwards for each in shown.bubbles), default=1.0)
    drawing = _drawing(replace(shown, caption="", bubbles=(), columns=(), rows=()), max(1.0, top), look)
    told = [f"{each.name}, {each.said}" for each in drawn[: shown.named]]
    lines = {"columns": [{"x": at} for at in shown.columns], "rows": [{"y": at} for at in shown.rows]}
    words = ". ".join([shown.caption, *told])
    spec = filled(drawing.spec, {"bubbles": rows} | lines) | {"description": words}
    return replace(drawing, spec=spec, alternative=words)


@lru_cache(64)
def _drawing(plane: Bubbles, top: float, look: Look) -> Chart:
    """The plane without a bubble, up to a share of `top`: Altair takes a while, and it is the same for every file."""
    palette, points, axes = look.palette, named("bubbles"), _axes(plane, top, look)
    color = alt.condition("datum.out", alt.value(palette.accent), alt.value(palette.accent_soft))
    size = alt.Size("z", type="quantitative", scale=alt.Scale(range=[20, 900]), legend=None)
    tooltip = [alt.Tooltip("name", type="nominal", title=" "), alt.Tooltip("tip", type="nominal", title=" ")]
    layers = [
        named("columns").mark_rule(color=palette.grid, strokeDash=[4, 4], aria=False).encode(x=axes["x"]),
        named("rows").mark_rule(color=palette.grid, strokeDash=[4, 4], aria=False).encode(y=axes["y"]),
        points.mark_circle(opacity=0.75, stroke=palette.background, strokeWidth=1, aria=False).encode(
            **axes, size=size, color=color, tooltip=tooltip
        ),
        points.mark_text(dy=-24, fontSize=12, font=FONT, color=palette.text, limit=140, aria=False).encode(
            **axes, text=alt.Text("label", type="nominal")
        ),
    ]
    return finish(alt.layer(*layers).properties(width="container", height=HEIGHT), look, "")


def _named(ordered: Sequence[Bubble], shown: Bubbles) -> frozenset[int]:
    """Which bubbles get their name, in their order: none where the name would lie on one given before."""
    across = [each.across if shown.levels else math.log10(max(each.across, 1.0)) for each in ordered]
    upwards = [each.upwards for each in ordered]
    wide, tall = (max(some, default=0) - min(some, default=0) or 1.0 for some in (across, upwards))
    found: list[int] = []
    for place in range(len(ordered)):
        apart = (
            abs(across[place] - across[at]) > ROOM[0] * wide or abs(upwards[place] - upwards[at]) > ROOM[1] * tall
            for at in found
        )
        if len(found) < shown.named and all(apart):
            found.append(place)
    return frozenset(found)


def _axes(shown: Bubbles, top: float, look: Look) -> dict[str, Any]:
    palette, (before, after) = look.palette, look.words.writing.percent
    style: dict[str, Any] = {
        "gridColor": palette.grid,
        "domainColor": palette.grid,
        "tickColor": palette.grid,
        "labelColor": palette.muted,
        "titleColor": palette.muted,
        "titleFontWeight": "normal",
        "labelFontSize": 12,
        "titleFontSize": 12,
    }
    if shown.levels:
        return _levels(shown, style)
    percents = f"'{before}' + format(datum.value * 100, '.0f') + '{after}'"
    shares = alt.Axis(**style, labelExpr=percents, values=[0, 0.25, 0.5, 0.75, 1])
    amounts = alt.Axis(**style, grid=False, format="~s", tickCount=5)
    return {
        "x": alt.X("x", type="quantitative", title=shown.across, scale=alt.Scale(type="log", nice=True), axis=amounts),
        "y": alt.Y("y", type="quantitative", title=shown.upwards, scale=alt.Scale(domain=[0, top]), axis=shares),
    }


def _levels(shown: Bubbles, style: Mapping[str, Any]) -> dict[str, Any]:
    """Named levels upwards, with room above and below them; figures across, from zero on."""
    names, count = json.dumps(shown.levels), len(shown.levels)
    levels = alt.Axis(**style, labelExpr=f"{names}[datum.value - 1]", values=list(range(1, count + 1)))
    room = alt.Scale(domain=[0.5, count + 0.5])
    figures = alt.Axis(**style, grid=False, tickCount=5)
    return {
        "x": alt.X("x", type="quantitative", title=shown.across, scale=alt.Scale(zero=True), axis=figures),
        "y": alt.Y("y", type="quantitative", title=shown.upwards, scale=room, axis=levels),
    }
