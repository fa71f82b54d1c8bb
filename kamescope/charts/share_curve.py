"""A curve of concentration: which part of some makes which part of the whole, beside the line of equal parts."""

from dataclasses import dataclass, replace
from typing import Any

import altair as alt

from kamescope.charts.skeleton import Row, filled, named
from kamescope.charts.theme import FONT, Chart, Look, finish

HEIGHT = 250
LOWEST, LINE = 0.06, 0.1
"""Where what is told of points stands: below the curve at the right, where there is room at any width."""


@dataclass(frozen=True, slots=True)
class ShareCurve:
    """Points of a curve, fractions from 0 to 1; `marks` are points that are told beside it."""

    caption: str
    across: str
    upwards: str
    points: tuple[tuple[float, float], ...]
    marks: tuple[tuple[float, float, str], ...] = ()


def share_curve(shown: ShareCurve, look: Look) -> Chart:
    """The curve from nobody to all, points that matter marked and told."""
    palette = look.palette
    line, even, marks, told = named("line"), named("even"), named("marks"), named("words")
    drawn = [
        even.mark_line(color=palette.grid, strokeDash=[4, 4], aria=False).encode(**_axes(shown, look)),
        line.mark_line(color=palette.accent, strokeWidth=2.5, interpolate="monotone", aria=False).encode(
            **_axes(shown, look)
        ),
        marks.mark_point(color=palette.accent, filled=True, size=70, opacity=1, aria=False).encode(
            **_axes(shown, look), tooltip=alt.Tooltip("said", type="nominal", title=" ")
        ),
        told.mark_text(align="right", dx=-4, fontSize=12, font=FONT, color=palette.text, aria=False).encode(
            **_axes(shown, look), text=alt.Text("said", type="nominal")
        ),
    ]
    chart = alt.layer(*drawn).properties(width="container", height=HEIGHT)
    drawing = finish(chart, look, " ".join([shown.caption, *(said for _, _, said in shown.marks)]))
    rows: dict[str, list[Row]] = {
        "line": [{"x": x, "y": y} for x, y in shown.points],
        "even": [{"x": 0, "y": 0}, {"x": 1, "y": 1}],
        "words": [{"x": 1, "y": LOWEST + LINE * line, "said": said} for line, (_, _, said) in enumerate(shown.marks)],
        "marks": [{"x": x, "y": y, "said": said} for x, y, said in shown.marks],
    }
    return replace(drawing, spec=filled(drawing.spec, rows))


def _axes(shown: ShareCurve, look: Look) -> dict[str, alt.X | alt.Y]:
    palette, (before, after) = look.palette, look.words.writing.percent
    style: dict[str, Any] = {
        "gridColor": palette.grid,
        "domainColor": palette.grid,
        "tickColor": palette.grid,
        "labelColor": palette.muted,
        "titleColor": palette.muted,
        "titleFontWeight": "normal",
        "values": [0, 0.25, 0.5, 0.75, 1],
        "labelExpr": f"'{before}' + format(datum.value * 100, '.0f') + '{after}'",
        "labelFontSize": 12,
        "titleFontSize": 12,
    }
    scale = alt.Scale(domain=[0, 1])
    return {
        "x": alt.X("x", type="quantitative", title=shown.across, scale=scale, axis=alt.Axis(**style, grid=False)),
        "y": alt.Y("y", type="quantitative", title=shown.upwards, scale=scale, axis=alt.Axis(**style)),
    }
