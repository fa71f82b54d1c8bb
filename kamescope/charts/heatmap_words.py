"""What a heatmap's figures are called and how they are written: on the screen, on paper and in a table to download."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kamescope.analysis.compare import Heatmap, Measure, behind
from kamescope.charts.figures import bare_text, difference_text, difference_unit, raw, status_text, threshold_text
from kamescope.charts.heat import tints
from kamescope.charts.names import column_name, part_name
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.model import Scale
from kamescope.privacy import Status

PARTIAL = "°"
"""Beside a figure of an environment that lacks a group."""


@dataclass(frozen=True, eq=False, slots=True)
class HeatmapLine:
    """A group of KAMs: its token and name, how many they are, their means by place and how many are in each."""

    token: str
    name: str
    kams: int
    means: np.ndarray
    counted: np.ndarray


def legend(heatmap: Heatmap, look: Look) -> str:
    """What the tints mean, in words."""
    say, found = look.words, tints(heatmap, look.palette)
    if heatmap.measure is Measure.SCORE:
        scale = heatmap.panel.model.scale
        ends = (_with_sign(scale, value, look) for value in (found.low, found.high))
        return say("heatmap.legend_score", **dict(zip(("low", "high"), ends, strict=True)))
    model, both = heatmap.panel.model, {"explore": found.explore, "marked": found.marked}
    facts = {key: threshold_text(model, value, look) for key, value in both.items()}
    return say(f"heatmap.legend_{heatmap.measure}", unit=difference_unit(model.scale, look), **facts)


def value_text(heatmap: Heatmap, value: float, look: Look) -> str:
    """A figure of a heatmap in the unit of `look`: `67`, `3,35`; of differences `+9`, `+0,47`."""
    model = heatmap.panel.model
    if heatmap.measure is Measure.SCORE:
        return bare_text(model.scale, model.scale.percent(value), look)
    return difference_text(model, value, look)


def heatmap_rows(heatmap: Heatmap, rows: Sequence[int], look: Look) -> list[dict[str, object]]:
    """One row a KAM and place, to download: the figure, its score, from how many answers and respondents, its state."""
    say, found = look.words, []
    for row in rows:
        published = heatmap.panel[row]
        for at, (level, code) in enumerate(heatmap.places):
            cell, value = published.cell(level, code, heatmap.column), heatmap.values[row, at]
            told = {
                say("heatmap.kam"): heatmap.names[row],
                say("column.company"): published.kam.company,
                say("column.code"): code,
                say("column.name"): part_name(published.model, level, code, say),
                say("column.group"): column_name(published.model, heatmap.column, say),
                **raw(cell, say),
            }
            if heatmap.measure is not Measure.SCORE:
                told[say(f"heatmap.{heatmap.measure}")] = None if value != value else round(float(value), 4)
            if heatmap.measure is Measure.CHANGE:
                old = heatmap.before[row]
                told[say("who.column_before")] = "" if old is None else old.campaign.name
            count = behind(published, level, code, heatmap.column)
            told |= {say("heatmap.respondents"): count, say("column.answers"): cell.answers}
            found.append(told | remarks(heatmap.state(row, at), bool(heatmap.partial[row, at]), say))
    return found


def remarks(state: Status, is_partial: bool, say: Words) -> dict[str, object]:
    """The last columns of a row to download: whether there is a figure, and what it has to be read with."""
    return {
        say("column.status"): status_text(state, say),
        say("heatmap.remark"): say("heatmap.lacks_a_group") if is_partial else "",
    }


def cohort_rows(heatmap: Heatmap, lines: Sequence[HeatmapLine], look: Look) -> list[dict[str, object]]:
    """One row a group of KAMs and place, to download: its mean in points, and of how many KAMs."""
    say, model = look.words, heatmap.panel.model
    return [
        {
            say("heatmap.group"): line.name,
            say("column.code"): code,
            say("column.name"): part_name(model, level, code, say),
            say("column.group"): column_name(model, heatmap.column, say),
            say(f"heatmap.mean_{heatmap.measure}"): None if mean != mean else round(float(mean), 4),
            say("heatmap.counted"): int(counted),
        }
        for line in lines
        for (level, code), mean, counted in zip(heatmap.places, line.means, line.counted, strict=True)
    ]


def _with_sign(scale: Scale, value: float, look: Look) -> str:
    say = look.words
    return say.number(value, 1) if look.unit == "points" else say.percent(scale.percent(value))
