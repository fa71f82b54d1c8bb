"""How a figure among many is tinted: more tint for more, two tints for the two sides of a difference."""

from dataclasses import dataclass
from math import floor

import numpy as np

from kamescope.analysis.compare import Heatmap, Measure
from kamescope.analysis.gaps import thresholds
from kamescope.analysis.scores import settled
from kamescope.charts.fragment import blend
from kamescope.charts.theme import Palette
from kamescope.model import Scale

STRONGEST = 0.95
LIGHT_SHARE, STRONG_SHARE = 0.16, 0.42
"""The tint of a gap to explore, and of a marked one."""
LEGIBLE = 4.5
"""WCAG 2, level AA, for text of the usual size."""
PUREST = ("#000000", "#FFFFFF")
"""One of these is legible on any ground at all."""
_TEN = 10


@dataclass(frozen=True, slots=True)
class Tints:
    """The tints of one heatmap: scores from `low` to the scale's maximum; differences from the two thresholds on."""

    measure: Measure
    low: float
    high: float
    explore: float
    marked: float
    palette: Palette

    def of(self, value: float) -> tuple[str, str]:
        """Background and text colour of a figure in points; NaN has none."""
        if np.isnan(value):
            return self.palette.surface, self.palette.muted
        if self.measure is Measure.SCORE:
            share = (value - self.low) / (self.high - self.low)
            return self._on(self.palette.accent, 0.08 + (STRONGEST - 0.08) * min(max(share, 0.0), 1.0))
        size = settled(abs(value))
        share = STRONG_SHARE if size >= self.marked else LIGHT_SHARE if size >= self.explore else 0.0
        return self._on(self.side(value), share)

    def side(self, value: float) -> str:
        """The colour of a side: a gap has that of the quadrant it leads to; others are violet above, sand below."""
        if self.measure is not Measure.GAP:
            return self.palette.accent if value > 0 else self.palette.quadrants["shared_progress"][0]
        return self.palette.quadrants["blind_spot" if value > 0 else "hidden_strength"][0]

    def _on(self, colour: str, share: float) -> tuple[str, str]:
        background = blend(colour, self.palette.background, share)
        inks = (self.palette.text, self.palette.background, *PUREST)
        legible = (ink for ink in inks if contrast(ink, background) >= LEGIBLE)
        return background, next(legible, self.palette.text)


def tints(heatmap: Heatmap, palette: Palette) -> Tints:
    """The tints of a whole heatmap, whatever part of it is shown: from the tens (percent) below its lowest score."""
    model = heatmap.panel.model
    explore, marked = map(settled, thresholds(model))
    known = heatmap.values[~np.isnan(heatmap.values)]
    low = _tens_below(model.scale, float(known.min())) if known.size else float(model.scale.minimum)
    return Tints(heatmap.measure, low, float(model.scale.maximum), explore, marked, palette)


def _tens_below(scale: Scale, score: float) -> float:
    """The score at the tens of percent below a score, never that of the maximum itself."""
    percent = floor(settled(scale.percent(score)) / _TEN) * _TEN
    highest = scale.percent(scale.maximum)
    return scale.points(min(percent, highest - _TEN))


def contrast(ink: str, ground: str) -> float:
    """The contrast of two colours as WCAG 2 counts it: 1 (none) to 21 (black on white)."""
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(value / 255) for value in bytes.fromhex(colour[1:]))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
