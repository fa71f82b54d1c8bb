"""Comparisons as unlike one another as can be, and what stands on their page and their slide."""

import datetime
import io
import random
from collections.abc import Sequence
from functools import cache

import pypdfium2
from pptx import Presentation
from pptx.slide import Slide

from kamescope.analysis.compare import Measure, heatmap
from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Level, codes
from kamescope.analysis.side_by_side import side_by_side
from kamescope.charts.heatmap import HeatmapPart
from kamescope.model import ENVIRONMENT, Model
from kamescope.records import Kam
from kamescope.reports.comparison import render
from kamescope.reports.comparison.comparison_spec import About, SideBySideComparison, TeamComparison
from kamescope.reports.names import Format
from kamescope.reports.report_spec import RenderOptions
from tests.reports.pages import Box, collisions
from tests.reports.specs import LONG, sized_model
from tests.support import Questionnaire, kamescope_model, other_model, panel_of

FRENCH, ENGLISH = (
    RenderOptions(language, made_on=datetime.date(2026, 11, 23), data_version=7) for language in ("fr", "en")
)
FILTERS = "Sans filtre : les KAM de l’équipe Grands comptes (XYZ)."
HOSTILE = ("<b>#[=1+1]</b>", "*gras* _x_ `code` $a$", "@SUM(A1)\\ \x07 «\u202e»", "'\"<script>&amp;")
MARGIN, FOOT = 28, 16
"""In points: the narrowest margin of the page, and what is free under its last line."""


@cache
def team(model: Model, kams: int, names: Sequence[str] = (), returned: int = 3) -> Panel:
    """So many KAMs, always the same; the second has one questionnaire of every group, the third no answer to a factor.

    `returned`: how many questionnaires of every other group.
    """
    chance, scale = random.Random(11), model.scale
    people, sheets = [], []
    for place in range(kams):
        shift = chance.uniform(-1, 1)
        unheard = {item.code for item in model.factors[0].items} if place == 2 else set()
        sheets.append(
            [
                Questionnaire(
                    group.code,
                    {
                        item.code: min(
                            max(round(chance.gauss(scale.midpoint + shift, 1)), scale.minimum), scale.maximum
                        )
                        for item in model.items
                        if item.code in group.items and item.code not in unheard
                    },
                )
                for group in model.groups
                for _ in range(1 if group.is_self or place == 1 else returned)
            ]
        )
        people.append(Kam(f"k{place}", f"k{place}", names[place] if names else f"A. KAM{place:02}", "XYZ", "", False))
    return panel_of(model, sheets, kams=people)


def about(
    unit: str = "percent", render_options: RenderOptions = FRENCH, cohort: str = "Équipe Grands comptes"
) -> About:
    """Whose comparison it is."""
    return About(cohort, "XYZ", FILTERS, render_options, unit)


def whole(
    panel: Panel,
    level: Level = Level.FACTOR,
    column: str = ENVIRONMENT,
    measure: Measure = Measure.SCORE,
    rows: int = 0,
    said: About | None = None,
) -> TeamComparison:
    """The heatmap of a panel, the first so many KAMs of it, all unless said."""
    found = heatmap(panel, level, column, measure, None, True)
    return TeamComparison(said or about(), found, HeatmapPart(tuple(range(rows or len(panel)))))


def close(
    panel: Panel, people: Sequence[int], level: Level = Level.FACTOR, said: About | None = None
) -> SideBySideComparison:
    """Some KAMs of a panel from near by."""
    found = side_by_side([panel[place] for place in people], level, ENVIRONMENT, codes(panel.model, level))
    return SideBySideComparison(said or about(), found)


def _long(kams: int) -> Panel:
    # No longer than LONG itself, and no two alike: those would be longer by what tells them apart.
    beginnings = [first + second for second in "oeac" for first in "CEFIJLPSTV"]
    return team(sized_model(30, 2), kams, tuple(begin + LONG[2:] for begin in beginnings[:kams]))


CASES = {
    "team": lambda: whole(team(kamescope_model(), 9)),
    "gaps in English": lambda: whole(
        team(kamescope_model(), 9), measure=Measure.GAP, said=about("percent", ENGLISH, "Key accounts team")
    ),
    "differences, clients": lambda: whole(
        team(kamescope_model(), 9), Level.FACTOR, "client", Measure.DIFFERENCE, said=about("points")
    ),
    "sub-factors": lambda: whole(team(kamescope_model(), 9), Level.SUB_FACTOR),
    "items": lambda: whole(team(kamescope_model(), 12), Level.ITEM, "manager", said=about("points")),
    "another model": lambda: whole(team(other_model(), 3, returned=4)),
    "one KAM": lambda: whole(team(other_model(), 1)),
    "25 of 60": lambda: whole(team(kamescope_model(), 60), rows=25),
    "12 KAMs, 30 factors, long names": lambda: whole(_long(12)),
    "40 KAMs, 30 factors, long names": lambda: whole(_long(40), said=about("points")),
    "three from near by": lambda: close(team(kamescope_model(), 9), (0, 1, 4)),
    "six from near by, long names": lambda: close(_long(12), range(6), said=about("points", ENGLISH, LONG)),
    "two from near by, sub-factors": lambda: close(team(kamescope_model(), 9), (2, 3), Level.SUB_FACTOR),
    "hostile names": lambda: whole(team(other_model(), 4, HOSTILE), said=about(cohort=HOSTILE[0])),
    "hostile names from near by": lambda: close(team(other_model(), 4, HOSTILE), range(4)),
}


@cache
def page(name: str) -> bytes:
    """The PDF of one of `CASES`, made once."""
    return render(CASES[name](), Format.PDF)


@cache
def deck(name: str) -> bytes:
    """The presentation of one of `CASES`, made once."""
    return render(CASES[name](), Format.PPTX)


def slides(content: bytes) -> list[Slide]:
    """The slides of a file."""
    return list(Presentation(io.BytesIO(content)).slides)


def rows(slide: Slide) -> list[list[str]]:
    """What the cells of a slide's tables say, row by row."""
    return [
        [cell.text_frame.text for cell in row.cells]
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    ]


def faults(content: bytes) -> list[tuple[str, str]]:
    """Runs of text that lie on one another, and those that leave the page's margins."""
    found = []
    for sheet in pypdfium2.PdfDocument(content):
        words, (width, height) = sheet.get_textpage(), sheet.get_size()
        boxes = [Box(*words.get_rect(place)) for place in range(words.count_rects())]
        said = [(words.get_text_bounded(*one), words.get_text_bounded(*other)) for one, other in collisions(boxes)]
        found += [pair for pair in said if pair[0] != pair[1]]  # a label's halo is the label, drawn twice
        found += [
            (words.get_text_bounded(*box), "outside")
            for box in boxes
            if box.left < MARGIN or box.right > width - MARGIN or box.bottom < FOOT or box.top > height - FOOT
        ]
    return found


def overflow(comparison_slide: Slide, width: float, height: float) -> list[str]:
    """The names of shapes that leave the slide (EMU)."""
    return [
        shape.name
        for shape in comparison_slide.shapes
        if shape.left < 0 or shape.top < 0 or shape.left + shape.width > width or shape.top + shape.height > height
    ]
