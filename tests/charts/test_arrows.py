"""Arrows: a direction, a colour and a word for each way that a figure can go."""

import re

import pytest

from kamescope.analysis.trajectory import Way
from kamescope.charts.arrows import arrow, arrow_colour, arrowed
from kamescope.charts.theme import Look
from tests.contrast import contrast
from tests.support import kamescope_model, other_model

LOOKS = (Look(), Look(dark=True))


@pytest.mark.parametrize(
    ("change", "way", "word"), [(0.5, Way.UP, "progresse"), (0.49, Way.STEADY, "stable"), (-0.5, Way.DOWN, "recule")]
)
def test_an_arrow_turns_as_the_figure_went_and_says_so(change: float, way: Way, word: str):
    for look in LOOKS:
        html = arrow(kamescope_model(), change, look)
        turned = {Way.UP: "-45", Way.STEADY: "0", Way.DOWN: "45"}[way]
        assert f"rotate({turned})" in html
        assert arrow_colour(way, look).removeprefix("#") in html
        assert re.search(rf'class="kms-sr">{word} <', html)


def test_the_threshold_is_the_model_s():
    """On 0–10 half a point is little."""
    assert "stable" in arrow(other_model(), 0.5, Look())


@pytest.mark.parametrize("look", LOOKS)
def test_the_colours_differ_and_are_legible(look: Look):
    colours = {arrow_colour(way, look) for way in Way}
    assert len(colours) == 3
    assert all(contrast(colour, look.palette.background) >= 4.5 for colour in colours)


def test_without_a_change_there_is_no_arrow():
    assert arrowed(kamescope_model(), None, "n.d.", Look()) == '<span class="kms-arrowed">n.d.</span>'
