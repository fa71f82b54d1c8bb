"""A board on one slide: native tables and bars that stay editable; charts as pictures that say what they show."""

import io
from typing import NamedTuple

from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide
from pptx.util import Pt

from kamescope.charts.amount_bars import AmountBars, Bar
from kamescope.charts.cell_matrix import CellMatrix, ground
from kamescope.charts.measure import text_width
from kamescope.charts.theme import LIGHT
from kamescope.levers.board import BoardTable, BoardTile
from kamescope.reports import figures
from kamescope.reports.board.board_spec import BoardPaper
from kamescope.reports.board.fit import BoardSheet, LaidBoard, PlacedPart, heads_height, lay_out, screen_height
from kamescope.reports.slides.file import Facts, deck_file
from kamescope.reports.slides.master import BODY, FOOTNOTE, LEAD_PLACE, TITLE_SIZE, blank_deck
from kamescope.reports.slides.page import SlideWords, add_page, close_page, described, place, title_of, write_notes
from kamescope.reports.slides.tables import SlideRow, SlideTable, table
from kamescope.reports.slides.text import (
    LINE,
    Box,
    Paragraph,
    Run,
    card,
    clipped,
    fitted,
    head_of,
    largest,
    plain,
    rgb,
    text_box,
    write,
)

TITLE, SIZE, ROW, GAP = 11.5, 9.0, 14.0, 20.0
FIGURE, NOTE = 20.0, 8.5
TILES = 66.0
TITLES = (TITLE_SIZE, 22.0, 19.0, 16.0, 14.0, 12.0)
_SIDES = 6
_NAME, _FIGURES, _SAID = 0.3, 74.0, 92.0
"""Of a row of bars: the share of the width that names have, the room of figures and of what is said, in points."""
_SHARP, _WIDE = 3.0, 440
"""Of a chart: how many of the picture's pixels one of the screen's is; how many of these it is wide at least."""


class _SlidePage(NamedTuple):
    """The slide that is being written, what it tells, and its measures."""

    slide: Slide
    paper: BoardPaper
    sheet: BoardSheet


def board_slide(paper: BoardPaper) -> bytes:
    """A board as a PowerPoint file of one slide; the same board gives the same bytes."""
    say = paper.say
    deck = blank_deck(say, _SIDES)
    slide = add_page(deck, SlideWords(paper.board.headline, "", ()))
    _head(slide, paper)
    top = BODY.top
    if paper.board.tiles:
        _tiles(slide, paper, top)
        top += TILES + 10
    sheet = BoardSheet(BODY.width, BODY.top + BODY.height - top, TITLE, SIZE, ROW, GAP, _FIGURES, _SAID)
    laid = lay_out(paper.board.parts, paper.facts, sheet)
    for slot in laid.placed:
        _part(
            _SlidePage(slide, paper, sheet), slot, Box(BODY.left + slot.left, top + slot.top, slot.width, slot.height)
        )
    notes = paper.told_notes(laid.left_out)
    foot = clipped(" ".join([*notes[: bool(laid.left_out)], say("board_paper.confidential")]), FOOTNOTE.width, NOTE)
    text_box(slide, say("slides.note"), FOOTNOTE, [plain(foot, NOTE, LIGHT.muted)], "middle")
    write_notes(slide, _spoken(paper, laid))
    close_page(slide, paper.document_title)
    return deck_file(deck, Facts(paper.document_title, paper.title, paper.made_on, say.writing.region))


def _head(slide: Slide, paper: BoardPaper) -> None:
    """The headline in letters that keep it on one line where that can be; then what it is about, and filters."""
    title = title_of(slide)
    width, said = title.width.pt, paper.board.headline
    size = largest(TITLES, lambda size: text_width(said, size, "semibold") <= width)
    title.text_frame.clear()
    write(title.text_frame, [plain(clipped(said, width, size, 1, "semibold"), size, bold=True)])
    lead = place(slide, LEAD_PLACE)
    box = Box(0, 0, lead.width.pt, lead.height.pt)
    told = [part for part in (" · ".join(part for part in (paper.title, paper.context) if part), paper.filters) if part]
    write(lead.text_frame, fitted(lambda size: [plain(each, size, LIGHT.muted) for each in told], box, (12, 11, 10, 9)))


def _tiles(slide: Slide, paper: BoardPaper, top: float) -> None:
    tiles = paper.board.tiles
    boxes = Box(BODY.left, top, BODY.width, TILES).across(len(tiles), 10.0)
    for tile, box in zip(tiles, boxes, strict=True):
        card(slide, tile.name, box, _tile(tile, box), margin=7.0)


def _tile(tile: BoardTile, box: Box) -> list[Paragraph]:
    inside = box.inside(7.0)
    below = " · ".join(part for part in (tile.state, tile.note) if part)
    size = largest((FIGURE, 17.0, 14.0, 11.0), lambda size: text_width(tile.figure, size, "semibold") <= inside.width)
    told = [plain(tile.name, SIZE, LIGHT.muted), plain(tile.figure, size, bold=True)]
    return head_of([*told, *([plain(below, SIZE, LIGHT.muted)] if below else [])], inside)


def _part(page: _SlidePage, slot: PlacedPart, box: Box) -> None:
    slide, paper = page.slide, page.paper
    told = [plain(slot.part.title, TITLE, bold=True)]
    told += [plain(slot.part.caption, SIZE, LIGHT.muted)] if slot.part.caption else []
    text_box(slide, slot.part.title, box._replace(height=slot.head), told)
    inside = box._replace(top=box.top + slot.head, height=box.height - slot.head)
    if isinstance(slot.part, BoardTable):
        _table(page, slot, inside)
    elif isinstance(slot.part.shape, AmountBars):
        _bars(page, slot, slot.part.shape, inside)
    elif isinstance(slot.part.shape, CellMatrix):
        _matrix(slide, paper, slot.part.shape, inside)
    elif slot.chart is not None:
        _chart(slide, slot, inside)
    if more := paper.more(slot.count, slot.rows, slot.texts.cut if slot.texts else 0):
        last = Box(box.left, box.top + box.height - ROW, box.width, ROW)
        text_box(slide, paper.say("slides.note"), last, [plain(more, SIZE, LIGHT.muted)], "middle")


def _table(page: _SlidePage, slot: PlacedPart, box: Box) -> None:
    slide, texts = page.slide, slot.texts
    if texts is None or not slot.rows:
        return
    high = heads_height(slot, page.sheet)
    rows = [SlideRow(tuple(plain(head, SIZE, LIGHT.muted) for head in texts.headings), high)]
    for row in texts.rows[: slot.rows]:
        cells = (plain(clipped(cell, width - 4, SIZE), SIZE) for cell, width in zip(row, texts.widths, strict=True))
        rows.append(SlideRow(tuple(cells), ROW))
    table(slide, slot.part.title, slot.part.title, SlideTable(box.left, box.top, texts.widths, tuple(rows), side=1.0))


def _bars(page: _SlidePage, slot: PlacedPart, shape: AmountBars, box: Box) -> None:
    """A native table with a free column, and in it the bars as shapes."""
    slide, shown = page.slide, shape.bars[: slot.rows]
    if not shown:
        return
    said = any(bar.said for bar in shown)
    name = box.width * _NAME
    widths = (name, box.width - name - _FIGURES - _SAID * said, _FIGURES, *((_SAID,) if said else ()))
    high = heads_height(slot, page.sheet)
    heads = (shape.headings[0], "", *shape.headings[1 : 2 + said])
    rows = [SlideRow(tuple(_cell(head, place, LIGHT.muted) for place, head in enumerate(heads)), high)]
    rows += [SlideRow(_row(bar, widths, said), ROW) for bar in shown]
    table(slide, slot.part.title, slot.part.title, SlideTable(box.left, box.top, widths, tuple(rows), side=1.0))
    low, whole = shape.ends[0], shape.ends[1] - shape.ends[0]
    room = widths[1] - 8
    for number, bar in enumerate(shown):
        top, left = box.top + high + number * ROW, box.left + name + 4
        start, part = (min(bar.value, 0.0) - low) / whole, abs(bar.value) / whole
        color = {"strong": LIGHT.accent, "faint": LIGHT.grid}.get(bar.tone, LIGHT.accent_soft)
        _rectangle(slide, bar.name, Box(left + start * room, top + 3, max(part * room, 0.8), ROW - 6), color)
        if bar.against is not None:
            at = left + (bar.against - low) / whole * room
            _rectangle(slide, bar.name, Box(at - 0.7, top + 1, 1.4, ROW - 2), LIGHT.text)


def _row(bar: Bar, widths: tuple[float, ...], said: bool) -> tuple[Paragraph, ...]:
    texts = (bar.name, "", bar.figure, *((bar.said,) if said else ()))
    bold = bar.tone == "strong"
    return tuple(
        _cell(clipped(text, width - 4, SIZE), place, LIGHT.muted if place > 2 else LIGHT.text, bold and place <= 2)
        for place, (text, width) in enumerate(zip(texts, widths, strict=True))
    )


def _cell(text: str, place: int, color: str = LIGHT.text, bold: bool = False) -> Paragraph:
    return Paragraph((Run(text, color, bold),), SIZE, align="right" if place > 1 else "left")


def _rectangle(slide: Slide, name: str, box: Box, color: str) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu)
    described(shape, name, "")
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(color)
    shape.line.fill.background()


def _matrix(slide: Slide, paper: BoardPaper, shape: CellMatrix, box: Box) -> None:
    down, across = shape.axes
    axis = plain(f"{down} ↓ · {across} →", SIZE, LIGHT.muted)
    text_box(slide, shape.caption, box._replace(height=SIZE * LINE), [axis])
    high = (box.height - SIZE * LINE - 4) / (len(shape.rows) + 0.8)
    heads = [Paragraph((Run(name, LIGHT.muted),), SIZE, align="center") for name in ("", *shape.columns)]
    rows = [SlideRow(tuple(heads), high * 0.8, fills=("",) * len(heads))]
    for name, cells in zip(shape.rows, shape.cells, strict=True):
        told = [(Paragraph((Run(name, LIGHT.muted),), SIZE, align="right"),)]
        told += [
            (
                Paragraph(
                    (Run(cell.figure, LIGHT.accent if cell.is_out else LIGHT.text, True),), SIZE + 1, align="center"
                ),
                *((Paragraph((Run(cell.said),), SIZE - 1.5, align="center"),) if cell.said else ()),
            )
            for cell in cells
        ]
        rows.append(SlideRow(tuple(told), high, fills=("", *(ground(cell, paper.look) for cell in cells))))
    width = box.width / len(heads)
    grid = SlideTable(box.left, box.top + SIZE * LINE + 2, (width,) * len(heads), tuple(rows), side=1.0)
    table(slide, shape.caption, shape.caption, grid)


def _chart(slide: Slide, slot: PlacedPart, box: Box) -> None:
    """The chart as wide as makes it fill its place."""
    if slot.chart is None:
        return
    wide = max(_WIDE, round(box.width * screen_height(slot.chart) / box.height))
    shape = slide.shapes.add_picture(io.BytesIO(figures.png(slot.chart, wide, _SHARP)), *box.emu[:2])
    scale = min(box.width / shape.width.pt, box.height / shape.height.pt)
    shape.width, shape.height = Pt(shape.width.pt * scale), Pt(shape.height.pt * scale)
    described(shape, slot.part.title, slot.chart.alternative)


def _spoken(paper: BoardPaper, laid: LaidBoard) -> list[str]:
    """The speaker's notes: the headline in full, filters, captions, and what a reader must know."""
    captions = (f"{slot.part.title}. {slot.part.caption}" for slot in laid.placed if slot.part.caption)
    told = [paper.board.headline, paper.document_title, paper.filters, *captions, *paper.told_notes(laid.left_out)]
    return [part for part in (*told, paper.say("board_paper.confidential")) if part]
