"""One visual language for every chart: colours, marks, dashes, fonts, and what a chart is made of."""

from dataclasses import dataclass
from typing import Any

import altair as alt

from kamescope.i18n import DEFAULT_LANGUAGE, Words, Writing, words
from kamescope.model import ENVIRONMENT, Model

FONT = '"Source Sans", "Source Sans Pro", "Liberation Sans", Arial, sans-serif'
UNITS = ("percent", "points")
ITEM_UNIT = "points"
"""Single statements are read on the scale that people answered on, unless the reader chooses otherwise."""
DIAMOND_AREA = 1.35
"""A diamond looks smaller than a circle of the same area."""

SIGNS = {
    "diamond": "◆",
    "circle": "●",
    "square": "■",
    "triangle": "▲",
    "cross": "✚",
    "wedge": "▼",
    "star": "★",
    "pentagon": "⬟",
    "bar": "❙",
    "hexagon": "⬢",
    "right": "►",
    "saltire": "✖",
    "spark": "✦",
    "left": "◄",
    "hourglass": "⧗",
}
STAR = (
    "M0,-1L0.225,-0.309L0.951,-0.309L0.363,0.118L0.588,0.809L0,0.382"
    "L-0.588,0.809L-0.363,0.118L-0.951,-0.309L-0.225,-0.309Z"
)
PENTAGON = "M0,-1L0.951,-0.309L0.588,0.809L-0.588,0.809L-0.951,-0.309Z"
HEXAGON = "M0,-1L0.866,-0.5L0.866,0.5L0,1L-0.866,0.5L-0.866,-0.5Z"
SALTIRE = "M-1,-0.55L-0.55,-1L0,-0.45L0.55,-1L1,-0.55L0.45,0L1,0.55L0.55,1L0,0.45L-0.55,1L-1,0.55L-0.45,0Z"
SPARK = "M0,-1L0.28,-0.28L1,0L0.28,0.28L0,1L-0.28,0.28L-1,0L-0.28,-0.28Z"
HOURGLASS = "M-0.8,-1H0.8L0.18,0L0.8,1H-0.8L-0.18,0Z"
SHAPES = {
    "diamond": "diamond",
    "circle": "circle",
    "square": "square",
    "triangle": "triangle-up",
    "cross": "cross",
    "wedge": "triangle-down",
    "star": STAR,
    "pentagon": PENTAGON,
    "bar": "stroke",
    "hexagon": HEXAGON,
    "right": "triangle-right",
    "saltire": SALTIRE,
    "spark": SPARK,
    "left": "triangle-left",
    "hourglass": HOURGLASS,
}
DASHES = {
    "diamond": "5,3",
    "circle": "1,0",
    "square": "1,0",
    "triangle": "8,3,2,3",
    "cross": "2,2",
    "wedge": "10,4",
    "star": "1,3",
    "pentagon": "6,2,2,2,2,2",
    "bar": "1,0",
    "hexagon": "1,0",
    "right": "7,3",
    "saltire": "2,2",
    "spark": "9,3,2,3",
    "left": "14,3",
    "hourglass": "4,2,1,2",
}
PEOPLE = ("hexagon", "right", "saltire", "spark", "left", "hourglass")
"""The marks of KAMs beside each other. No rater group has their shapes or colours, so none is taken for a group."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme; those of rater groups and of people by mark, the environment's under `bar`."""

    groups: dict[str, str]
    text: str
    muted: str
    grid: str
    surface: str
    background: str
    accent: str
    accent_strong: str
    accent_soft: str
    neutral_soft: str
    quadrants: dict[str, tuple[str, str]]
    """Quadrant → (text and mark colour, tint of its area)."""


LIGHT = Palette(
    groups={
        "diamond": "#DB750A",
        "circle": "#2156D0",
        "square": "#13906A",
        "triangle": "#B5306F",
        "cross": "#7A5C00",
        "wedge": "#0B7A8C",
        "star": "#6B3FA0",
        "pentagon": "#5A6475",
        "bar": "#3D4859",
        "hexagon": "#83006E",
        "right": "#2C7C9F",
        "saltire": "#9F6731",
        "spark": "#8822EF",
        "left": "#4D4B01",
        "hourglass": "#490F0B",
    },
    text="#141B2A",
    muted="#5A6475",
    grid="#E3E6EC",
    surface="#F8F9FB",
    background="#FFFFFF",
    accent="#5B4BB8",
    accent_strong="#A59ADD",
    accent_soft="#D2CCEF",
    neutral_soft="#E3E6EC",
    quadrants={
        "recognised_strength": ("#2F3B4D", "#F4F6F8"),
        "hidden_strength": ("#5B3FB8", "#F4F1FD"),
        "blind_spot": ("#B42C4A", "#FCF1F3"),
        "shared_progress": ("#77603A", "#FAF7F1"),
    },
)
DARK = Palette(
    groups={
        "diamond": "#F7A046",
        "circle": "#7FA9FF",
        "square": "#3ECF9F",
        "triangle": "#F08CBB",
        "cross": "#D9BC5B",
        "wedge": "#5CC8DB",
        "star": "#C9A6F5",
        "pentagon": "#A4ADBC",
        "bar": "#E3E8F0",
        "hexagon": "#F759AA",
        "right": "#60FCFE",
        "saltire": "#B1774A",
        "spark": "#AF80FA",
        "left": "#E6E64A",
        "hourglass": "#FFA5A8",
    },
    text="#E6E9EF",
    muted="#A4ADBC",
    grid="#2A303C",
    surface="#161A22",
    background="#12151C",
    accent="#A597FF",
    accent_strong="#6F62C4",
    accent_soft="#3E3972",
    neutral_soft="#2F3642",
    quadrants={
        "recognised_strength": ("#C6D0DF", "#191F29"),
        "hidden_strength": ("#B9A8FF", "#1D1A33"),
        "blind_spot": ("#FF8FA6", "#2A1820"),
        "shared_progress": ("#DCC08F", "#24200F"),
    },
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a chart is to be drawn: language, light or dark, percent or points."""

    language: str = DEFAULT_LANGUAGE
    dark: bool = False
    unit: str = "percent"

    @property
    def palette(self) -> Palette:
        """The colours of this theme."""
        return DARK if self.dark else LIGHT

    @property
    def words(self) -> Words:
        """The words of this language."""
        return words(self.language)


@dataclass(frozen=True, slots=True)
class Chart:
    """A Vega-Lite specification, self-contained, and what it shows in words for those who cannot see it.

    `name`: what is heard of the drawing itself where those words stand beside it.
    """

    spec: dict[str, Any]
    alternative: str
    name: str

    __hash__ = object.__hash__


def mark_of(model: Model, column: str) -> str:
    """The mark of a rater group, or `bar` for the environment."""
    return "bar" if column == ENVIRONMENT else model.group(column).mark


def person_mark(index: int) -> str:
    """The mark of the KAM at a place, 0 to 5, among those compared; IndexError beyond."""
    return PEOPLE[index]


def finish(chart: alt.TopLevelMixin, look: Look, alternative: str) -> Chart:
    """The chart with fonts, colours and number locale of its look, as a specification that stands alone."""
    palette = look.palette
    configured = chart.configure(
        font=FONT,
        background="transparent",
        locale=alt.Locale(number=_number_locale(look.words.writing)),
        text=alt.MarkConfig(color=palette.text),
    ).configure_view(stroke=None)
    spec = configured.properties(description=alternative).to_dict()
    spec.pop("$schema", None)
    return Chart(spec, alternative, look.words("chart.in_words"))


def _number_locale(writing: Writing) -> dict[str, Any]:
    """How a language writes numbers, in Vega's words; it asks for a currency though no chart shows any."""
    return {
        "decimal": writing.decimal,
        "thousands": writing.thousands,
        "grouping": list(writing.grouping),
        "currency": list(writing.euro),
    }
