"""The legend of the tints: five figures as they are tinted, from the lowest to the highest."""

from kamescope.analysis.compare import Measure
from kamescope.charts.heat import tints
from kamescope.charts.heatmap_words import value_text
from kamescope.charts.theme import LIGHT
from kamescope.reports.comparison.comparison_spec import Tinted
from kamescope.reports.comparison.table import Figure

_STEPS = 5


def swatches(comparison: Tinted) -> list[Figure]:
    """Scores from the lowest tint to the highest; differences at the thresholds on both sides, and none."""
    heatmap, look = comparison.heatmap, comparison.about.look
    found = tints(heatmap, LIGHT)
    values: tuple[float, ...] = (-found.marked, -found.explore, 0.0, found.explore, found.marked)
    if heatmap.measure is Measure.SCORE:
        step = (found.high - found.low) / (_STEPS - 1)
        values = tuple(found.low + place * step for place in range(_STEPS))
    return [Figure(value_text(heatmap, value, look), *found.of(value)) for value in values]
