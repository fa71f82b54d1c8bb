"""The profiles of a few KAMs laid over each other, where there are enough codes for a shape and few enough to read."""

from kamescope.charts.names import column_name
from kamescope.charts.overlay import near_overlay
from kamescope.charts.theme import Chart
from kamescope.reports.comparison.given import NearComparison

SPOKES = range(3, 41)


def profiles(comparison: NearComparison) -> Chart | None:
    """The radar as the screen has it."""
    near, about = comparison.near, comparison.about
    if len(near.differences) not in SPOKES:
        return None
    return near_overlay(near, about.look, column_name(comparison.model, near.column, about.say))
