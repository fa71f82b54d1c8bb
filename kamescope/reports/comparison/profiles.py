"""The profiles of a few KAMs laid over each other, where there are enough codes for a shape and few enough to read."""

from kamescope.charts.overlay import Person, overlay
from kamescope.charts.theme import Chart, label_of
from kamescope.reports.comparison.given import NearComparison

SPOKES = range(3, 41)


def profiles(comparison: NearComparison) -> Chart | None:
    """The radar as the screen has it."""
    near, about = comparison.near, comparison.about
    codes = [each.code for each in near.differences]
    if len(codes) not in SPOKES:
        return None
    people = [
        Person(published.kam.token, published.kam.name, {each.code: each.cells[place] for each in near.differences})
        for place, published in enumerate(near.people)
    ]
    title = label_of(comparison.model, near.column, about.say)
    return overlay(comparison.model, near.level, codes, people, about.look, title=title)
