"""Names and marks as they go into Markdown: data is always shown as text, never run."""

import re

from kamescope.analysis.trajectory import Way, way
from kamescope.charts.arrows import arrow_colour
from kamescope.charts.theme import SIGNS, Look, mark_of
from kamescope.model import Model

_ARROWS = {Way.UP: "north_east", Way.STEADY: "east", Way.DOWN: "south_east"}
_COLOURS = {
    "diamond": "orange",
    "circle": "blue",
    "square": "green",
    "triangle": "red",
    "cross": "yellow",
    "bar": "gray",
}


def plain(text: str) -> str:
    """A text from a file, with everything that Markdown would act on made harmless; no-break spaces stay."""
    flat = re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" ")
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", flat)


def spoken(text: str) -> str:
    """A text from a file as the hidden name of a box, which is read out as it stands: nothing in it can be escaped.

    What Markdown would act on is left out instead.
    """
    return " ".join(re.sub(r"[\[\]<>:$`*_~\\|]+", " ", text).split())


def arrow(model: Model, change: float, look: Look) -> str:
    """Which way a change in points went, in its colour, for any Markdown text; the word for it stands beside it."""
    where = way(model, change)
    return f':color[:material/{_ARROWS[where]}:]{{foreground="{arrow_colour(where, look)}"}}'


def sign(model: Model, column: str, look: Look) -> str:
    """The mark of a group, in its colour, for any Markdown text."""
    mark = mark_of(model, column)
    if mark in _COLOURS:
        return f":{_COLOURS[mark]}[{SIGNS[mark]}]"
    return f':color[{SIGNS[mark]}]{{foreground="{look.palette.groups[mark]}"}}'
