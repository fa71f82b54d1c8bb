"""A share over something that is moved, with the band it should lie in: where the two meet is what one looks for."""

from dataclasses import dataclass

import altair as alt

from kamescope.charts import parts
from kamescope.charts.skeleton import AS_GIVEN, Layer, Row, base, layer, px, sides, skeleton
from kamescope.charts.theme import Chart, Look

TOP, PLOT, UNDER = 14, 210, 52
LEFT, RIGHT = 48, 22
LABEL = 12
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
_BEYOND_MIDDLE = 0.5
X = f"{LEFT} + (width - {LEFT + RIGHT}) * datum.x"
X_END = f"{LEFT} + (width - {LEFT + RIGHT}) * datum.x2"
Y = f"{TOP} + {PLOT} * (1 - datum.y)"
Y_END = f"{TOP} + {PLOT} * (1 - datum.y2)"


@dataclass(frozen=True, slots=True)
class BandCurve:
    """Points (percents across, shares from 0 to 1 upwards) and the band of shares that is aimed at.

    `here`: the point that is looked at, with what is told of it; `aim`: what the band is called.
    """

    caption: str
    across: str
    points: tuple[tuple[float, float], ...]
    band: tuple[float, float]
    aim: str
    here: tuple[float, float, str] | None = None


def band_curve(shown: BandCurve, look: Look) -> Chart:
    """The curve over its band; the point looked at marked and told."""
    palette = look.palette
    layers = [
        layer([{"x": 0, "x2": 1, "y": shown.band[0], "y2": shown.band[1]}], _band(palette.accent_soft)),
        *_axis(shown, look),
        layer([{"x": _place(shown, x), "y": y} for x, y in shown.points], _line(palette.accent), **AS_GIVEN),
        layer([{"x": 0, "y": shown.band[1], "said": shown.aim}], _aim(palette.text)),
    ]
    if shown.here is not None:
        layers += _here(shown, shown.here, look)
    params = parts.parameters(parts.TIERS[:1], [TOP + PLOT + UNDER])
    said = shown.here[2] if shown.here else ""
    return parts.assemble(layers, params, look, " ".join(part for part in (shown.caption, shown.aim, said) if part))


def _place(shown: BandCurve, x: float) -> float:
    """Where a point lies across, 0 to 1."""
    least, most = shown.points[0][0], shown.points[-1][0]
    return round((x - least) / (most - least or 1), 5)


def _axis(shown: BandCurve, look: Look) -> list[Layer]:
    say, palette = look.words, look.palette
    least, most = shown.points[0][0], shown.points[-1][0]
    shares: list[Row] = [{"y": share, "said": say.percent(share * 100)} for share in QUARTERS]
    across: list[Row] = [
        {"x": part, "said": say.percent(least + part * (most - least)), "dy": 18, "align": "center"}
        for part in QUARTERS
    ]
    title: Row = {"x": 0.5, "said": shown.across, "dy": 40, "align": "center"}
    return [
        layer(shares, _tick_line(palette.grid)),
        layer(shares, _tick_label(palette.muted)),
        layer([*across, title], _under(palette.muted)),
    ]


def _here(shown: BandCurve, here: tuple[float, float, str], look: Look) -> list[Layer]:
    x, y, said = here
    at = _place(shown, x)
    side = {"dx": -10, "align": "right"} if at > _BEYOND_MIDDLE else {"dx": 10, "align": "left"}
    row: Row = {"x": at, "y": y, "said": said} | side
    palette = look.palette
    return [
        layer([row], _point(palette.accent, palette.background)),
        layer([row], _told(palette.text)),
    ]


@skeleton
def _band(color: str) -> alt.Chart:
    return base().mark_rect(aria=False, fill=color, opacity=0.55).encode(**sides(X, X_END, Y, Y_END))


@skeleton
def _tick_line(color: str) -> alt.Chart:
    return (
        base()
        .mark_rule(aria=False, stroke=color, strokeWidth=1)
        .encode(**sides(str(LEFT), f"width - {RIGHT}", Y, None))
    )


@skeleton
def _tick_label(color: str) -> alt.Chart:
    return parts.text("said", str(LEFT - 8), Y, LABEL, color, align="right")


@skeleton
def _under(color: str) -> alt.Chart:
    return parts.text("said", X, f"{TOP + PLOT} + datum.dy", LABEL, color, align=px("datum.align"))


@skeleton
def _line(color: str) -> alt.Chart:
    return base().mark_line(aria=False, x=px(X), y=px(Y), stroke=color, strokeWidth=2.5, strokeJoin="round")


@skeleton
def _aim(color: str) -> alt.Chart:
    return parts.text("said", f"{X} + 8", f"{Y} + 11", LABEL, color)


@skeleton
def _point(color: str, halo: str) -> alt.Chart:
    return base().mark_point(
        x=px(X), y=px(Y), filled=True, size=110, opacity=1, fill=color, stroke=halo, strokeWidth=2, aria=False
    )


@skeleton
def _told(color: str) -> alt.Chart:
    return parts.text("said", f"{X} + datum.dx", f"{Y} - 12", LABEL + 1, color, "semibold", align=px("datum.align"))
