"""How many month by month, as small multiples: a panel a kind, one below another, all on one scale."""

from dataclasses import dataclass
from math import ceil

import altair as alt

from kamescope.charts import parts
from kamescope.charts.measure import text_width
from kamescope.charts.skeleton import Row, Style, base, layer, px, sides, skeleton, told
from kamescope.charts.theme import Chart, Look

NAME, PANEL, UNDER = 36, 46, 26
"""In pixels: the name over a panel, its columns, and the months under the last one."""
MOST = 8
"""Panels that are drawn."""
LABEL = 12
_THICK, _LEAST = 0.72, 16
"""The part of a month that its column takes; under this many pixels a month, figures have no room."""
SIDE = 30
"""Half of a month's name has room beside its column."""
STEP = f"((width - {2 * SIDE}) / datum.n)"
X = f"{SIDE} + {STEP} * (datum.x + 0.5)"


@dataclass(frozen=True, slots=True)
class MonthColumns:
    """The months by name, and for each panel its name and how many there are in each of them."""

    caption: str
    months: tuple[str, ...]
    panels: tuple[tuple[str, tuple[int, ...]], ...]


def month_columns(shown: MonthColumns, look: Look) -> Chart:
    """A panel a kind; the highest column of all is as high as a panel, so that panels compare."""
    drawn, palette = shown.panels[:MOST], look.palette
    most, count = max((each for _, counts in drawn for each in counts), default=0) or 1, len(shown.months)
    rows: list[Row] = [
        {"x": place, "n": count, "y": _foot(panel), "h": round(PANEL * each / most, 2), "said": look.words.number(each)}
        | {"tip": {"title": " · ".join(part for part in (name, month, look.words.number(each)) if part)}}
        for panel, (name, counts) in enumerate(drawn)
        for place, (month, each) in enumerate(zip(shown.months, counts, strict=True))
        if each
    ]
    feet: list[Row] = [{"y": _foot(panel)} for panel in range(len(drawn))]
    names: list[Row] = [{"y": _foot(panel) - PANEL - 20, "said": name} for panel, (name, _) in enumerate(drawn)]
    layers = [
        layer(feet, _foot_line(palette.grid)),
        layer(rows, _column(palette.accent_strong)),
        layer(rows, _figure(palette.muted)),
        layer(names, _name(palette.text)),
        layer(_months(shown, len(drawn)), _month(palette.muted)),
    ]
    height = len(drawn) * (NAME + PANEL) + UNDER
    params = parts.parameters(parts.TIERS, [height] * len(parts.TIERS))
    return parts.assemble(layers, params, look, _alternative(shown, look))


def _foot(panel: int) -> int:
    return (panel + 1) * (NAME + PANEL)


def _months(shown: MonthColumns, panels: int) -> list[Row]:
    """Under the last panel, in each tier as many months as have room, the last one always."""
    wide, count = max((text_width(month, LABEL) for month in shown.months), default=0.0) + 10, len(shown.months)
    found: list[Row] = []
    for tier, width in enumerate(parts.TIERS):
        every = max(1, ceil(wide * count / (width - 2 * SIDE)))
        found += [
            {"t": tier, "x": place, "n": count, "y": _foot(panels - 1) + 15, "said": shown.months[place]}
            for place in range(count - 1, -1, -every)
        ]
    return found


def _alternative(shown: MonthColumns, look: Look) -> str:
    """Of each panel how many together, and the month with most of them."""
    say, sentences = look.words, [shown.caption]
    for name, counts in shown.panels[:MOST]:
        most = max(counts, default=0)
        where = shown.months[counts.index(most)] if most else ""
        facts = [name, say.number(sum(counts)), f"{where} {say.number(most)}" if most else ""]
        sentences.append(say.series(part for part in facts if part) + ".")
    return " ".join(sentences)


@skeleton
def _foot_line(color: str) -> alt.Chart:
    return base().mark_rule(aria=False, stroke=color, strokeWidth=1).encode(**sides("0", "width", "datum.y", None))


@skeleton
def _column(color: str) -> alt.Chart:
    half = f"{STEP} * {_THICK / 2}"
    return (
        base()
        .mark_rect(aria=False, fill=color)
        .encode(**sides(f"{X} - {half}", f"{X} + {half}", "datum.y - datum.h", "datum.y"), tooltip=told())
    )


@skeleton
def _figure(color: str) -> alt.Chart:
    shown: Style = {"align": "center", "opacity": px(f"{STEP} < {_LEAST} ? 0 : 1")}
    return parts.text("said", X, "datum.y - datum.h - 7", LABEL - 1, color, **shown)


@skeleton
def _name(color: str) -> alt.Chart:
    return parts.text("said", "0", "datum.y", LABEL, color, "semibold")


@skeleton
def _month(color: str) -> alt.Chart:
    return parts.in_tier(parts.text("said", X, "datum.y", LABEL, color, align="center"))
