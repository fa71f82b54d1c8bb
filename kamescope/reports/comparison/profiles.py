"""The profiles of a few KAMs laid over each other, where there are enough codes for a shape and few enough to read."""

from kamescope.charts.names import column_name
from kamescope.charts.overlay import side_by_side_overlay
from kamescope.charts.theme import Chart
from kamescope.reports.comparison.comparison_spec import SideBySideComparison

SPOKES = range(3, 41)


def profiles(comparison: SideBySideComparison) -> Chart | None:
    """The radar as the screen has it."""
    side_by_side, about = comparison.side_by_side, comparison.about
    if len(side_by_side.differences) not in SPOKES:
        return None
    return side_by_side_overlay(side_by_side, about.look, column_name(comparison.model, side_by_side.column, about.say))
