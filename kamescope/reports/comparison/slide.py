"""A comparison on one slide: a native table in its tints; for a few KAMs a native radar beside it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pptx.slide import Slide
from pptx.util import Pt

from kamescope.charts.measure import text_width
from kamescope.charts.theme import LIGHT, SIGNS, person_mark
from kamescope.reports.comparison import words
from kamescope.reports.comparison.comparison_spec import Comparison, SideBySideComparison
from kamescope.reports.comparison.fit import (
    BEFORE_LIST,
    BEFORE_NOTES,
    BETWEEN_BANDS,
    GUTTER,
    Band,
    Composed,
    Paper,
    compose,
    height,
)
from kamescope.reports.comparison.table import Name, TableFigure, swatches
from kamescope.reports.slides.charts import DeckChart as Drawn
from kamescope.reports.slides.charts import DeckSeries, radar
from kamescope.reports.slides.file import Facts, deck_file
from kamescope.reports.slides.master import BODY, FOOTNOTE, LEAD_PLACE, LEAD_SIZE, TITLE_SIZE, blank_deck
from kamescope.reports.slides.page import SlideWords, add_page, close_page, place, title_of, write_notes
from kamescope.reports.slides.results import axis_of
from kamescope.reports.slides.tables import SlideRow, SlideTable, table
from kamescope.reports.slides.text import Box, Paragraph, Run, fitted, largest, plain, rgb, text_box, write
from kamescope.reports.slides.words import plotted

SIZES = (14.0, 13.0, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
TITLES = (TITLE_SIZE, 22.0, 18.0, 15.0, 12.0)
CAPTION, NOTE, FOOT = 10.0, 9.0, 9.0
PAPER = Paper(BODY.width, SIZES, NOTE, aside=350.0, between=22.0, title=10.5, line=9.5)
SLACK = 1.2
"""Of the margin in a cell, kept for letters wider than they were measured."""
_SIDES, MANY_SPOKES = 6, 16
_SWATCH = Box(0, 0, 34, 14)
SHAPES = {"hexagon": "circle", "right": "triangle", "saltire": "saltire", "spark": "star", "left": "diamond"}
"""The sign that looks like the marker that Office draws for a person's mark."""


class _Page(NamedTuple):
    """The slide that is being written, and what it tells."""

    slide: Slide
    comparison: Comparison


def comparison_slide(comparison: Comparison) -> bytes:
    """A comparison as a PowerPoint file of one slide; the same comparison gives the same bytes."""
    about, say = comparison.about, comparison.about.say
    deck = blank_deck(say, _SIDES)
    told = SlideWords(about.cohort, "", ())
    page = _Page(add_page(deck, told), comparison)
    _head(page)
    top = _caption(page)
    made = _body(page, top)
    confidential = plain(say("paper.confidential"), FOOT, LIGHT.muted)
    text_box(page.slide, say("slides.note"), FOOTNOTE, [confidential], "middle")
    write_notes(page.slide, _spoken(comparison, made))
    close_page(page.slide, " · ".join((about.cohort, comparison.campaign.name)))
    title = say("paper.document_title", cohort=about.cohort, campaign=comparison.campaign.name)
    return deck_file(deck, Facts(title, say("paper.kind"), about.render_options.made_on, say.writing.region))


def _head(page: _Page) -> None:
    """The cohort in letters that keep its name on one line; what the figures are, and whose."""
    title, cohort = title_of(page.slide), page.comparison.about.cohort
    width = title.width.pt
    size = largest(TITLES, lambda size: text_width(cohort, size, "semibold") <= width)
    title.text_frame.clear()
    write(title.text_frame, [plain(cohort, size, bold=True)])
    lead = place(page.slide, LEAD_PLACE)
    box = Box(0, 0, lead.width.pt, lead.height.pt)
    heading, context = words.heading(page.comparison), words.context(page.comparison)
    made = fitted(
        lambda size: [plain(heading, size), plain(context, min(size, 11), LIGHT.muted)], box, (LEAD_SIZE, 12, 10, 9, 8)
    )
    write(lead.text_frame, made)


def _caption(page: _Page) -> float:
    """What the figures mean, and beside it the tints; where the table may begin."""
    comparison = page.comparison
    found = swatches(comparison)
    width = BODY.width - len(found) * (_SWATCH.width + GUTTER) - 12 * bool(found)
    told = plain(words.caption(comparison), CAPTION, LIGHT.muted)
    high = told.height(width)
    text_box(page.slide, comparison.about.say("slides.legend"), Box(BODY.left, BODY.top, width, high), [told])
    for number, figure in enumerate(reversed(found), start=1):
        left = BODY.left + BODY.width - number * (_SWATCH.width + GUTTER)
        _swatch(page, figure, _SWATCH._replace(left=left, top=BODY.top))
    return BODY.top + max(high, _SWATCH.height * bool(found)) + 6


def _swatch(page: _Page, figure: TableFigure, box: Box) -> None:
    said = _figure(figure, 9)
    shape = text_box(page.slide, page.comparison.about.say("slides.legend"), box, [said], "middle")
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(figure.ground or LIGHT.background)


def _body(page: _Page, top: float) -> Composed:
    """The table, what is said under it, and for a few KAMs their profiles and what they share."""
    comparison, bottom, high = page.comparison, BODY.top + BODY.height, BODY.top + BODY.height - top
    made = compose(comparison, PAPER, high)
    for band in made.laid:
        _table(page, band, BODY.left + BODY.width - made.room.width, top)
        top += band.height + BETWEEN_BANDS
    used = height(made.laid)
    if isinstance(comparison, SideBySideComparison):
        _aside(page.slide, comparison, made, bottom - high)
        used = max(used, made.room.height)
    below = bottom - high + used + BEFORE_NOTES
    box = Box(BODY.left, below, BODY.width, bottom - below)
    text_box(page.slide, comparison.about.say("slides.note"), box, [plain(made.notes, NOTE, LIGHT.muted)])
    return made


def _table(page: _Page, band: Band, left: float, top: float) -> None:
    tinted = not isinstance(page.comparison, SideBySideComparison)
    widths = band.widths
    heads: list[Paragraph | tuple[Paragraph, ...]] = [Paragraph((Run(""),), widths.head)]
    heads += [_head_of(name, widths.head) for name in band.table.heads]
    ground = ("",) * len(heads) if tinted else ()
    rows = [SlideRow(tuple(heads), band.head, fills=ground)]
    for row, high in zip(band.table.rows, band.rows, strict=True):
        cells = (_name(row.name, widths.size), *(_figure(cell, widths.size) for cell in row.cells))
        fills = ("", *(cell.ground for cell in row.cells)) if tinted else ()
        rows.append(SlideRow(cells, high, fills=fills))
    side = max((widths.side - GUTTER) / 2 - SLACK, 0.3)
    grid = SlideTable(left, top, (widths.name, *widths.columns), tuple(rows), side=side)
    table(page.slide, words.heading(page.comparison), words.described(page.comparison, band.table), grid)


def _name(name: Name, size: float) -> Paragraph:
    code = (Run(f"{name.code}  ", LIGHT.muted),) if name.code else ()
    return Paragraph((*code, Run(name.text, bold=name.bold)), size)


def _head_of(name: Name, size: float) -> tuple[Paragraph, ...]:
    """A heading of a column; a person's mark above the name, as Office draws it in the radar."""
    told = Paragraph((Run(name.whole, bold=name.bold),), size, align="center")
    if not name.mark:
        return (told,)
    sign = SIGNS[SHAPES.get(name.mark, "square")]
    return Paragraph((Run(sign, LIGHT.groups[name.mark]),), size, align="center"), told


def _figure(figure: TableFigure, size: float) -> Paragraph:
    return Paragraph((Run(figure.text, figure.ink, figure.bold),), size, align="center")


def _aside(slide: Slide, comparison: SideBySideComparison, made: Composed, top: float) -> None:
    """The profiles of a few KAMs, and under them what they have in common."""
    chart, box = comparison.radar, Box(BODY.left, top, PAPER.aside, made.room.height - made.listed)
    if chart is not None:
        drawn = radar(slide, box, _profiles(comparison, chart.alternative))
        if len(comparison.side_by_side.differences) > MANY_SPOKES:
            drawn.font.size = Pt(8)
        top += box.height
    told = [paragraph for each in made.lists for paragraph in _listed(each.title, each.told)]
    text_box(slide, comparison.about.say("near.strengths"), Box(box.left, top, box.width, made.listed), told)


def _listed(title: str, lines: Sequence[str]) -> Iterator[Paragraph]:
    yield plain(title, PAPER.title, bold=True, before=BEFORE_LIST)
    yield from (plain(line, PAPER.line) for line in lines)


def _profiles(comparison: SideBySideComparison, alternative: str) -> Drawn:
    """The figures of the radar: a line a KAM, no figure where none is published."""
    found, look, series = comparison.side_by_side.differences, comparison.about.look, []
    for at, name in enumerate(comparison.names):
        mark, values = person_mark(at), (plotted(each.cells[at], look) for each in found)
        series.append(DeckSeries(name, tuple(values), LIGHT.groups[mark], mark))
    codes, axis = tuple(each.code for each in found), axis_of(comparison.model.scale, look)
    return Drawn(look.words("near.radar"), alternative, codes, tuple(series), axis)


def _spoken(comparison: Comparison, made: Composed) -> list[str]:
    """The speaker's notes: all that is said on the slide in small letters, the filters, and where figures come from."""
    about, say, campaign, model = comparison.about, comparison.about.say, comparison.campaign, comparison.model
    source = say(
        "paper.source",
        campaign=campaign.name,
        date=say.date(campaign.date),
        model=say.text(model.name),
        version=model.version,
        data=say.number(about.render_options.data_version),
    )
    told = (words.context(comparison), about.filters, words.caption(comparison), made.notes, source)
    return [part for part in (*told, say("paper.confidential")) if part]
