"""A board on one page: A4 across, archival and accessible as the report is."""

import re
from collections.abc import Sequence
from typing import Any

from kamescope.charts.amount_bars import AmountBars
from kamescope.charts.cell_matrix import CellMatrix, ground
from kamescope.charts.theme import Chart
from kamescope.levers.board import BoardTable
from kamescope.reports import figures
from kamescope.reports.board.board_spec import BoardPaper
from kamescope.reports.board.fit import LINE, BoardSheet, LaidBoard, PlacedPart, lay_out, lines
from kamescope.reports.document import Document, palette
from kamescope.reports.document.pieces import Data, properties
from kamescope.reports.pdf import laid_out, sources

TEMPLATE = "board.typ"
WIDTH, HEIGHT = 757.0, 535.0
"""What A4 across leaves inside its margins, in points."""
KICKER, HEADLINE, SMALL, NOTE, FIGURE = 9.5, 17.0, 7.8, 7.2, 16.0
TITLE, SIZE, ROW, GAP = 9.5, 7.8, 12.0, 16.0
_FIGURES, _SAID = 66.0, 80.0
TILE_PAD, TILE_GAP = 7.0, 8.0
_WIDE = 440
"""A chart is drawn at least so many pixels wide: its letters then stand at some four fifths of those of the screen."""
_SVG_HEIGHT = re.compile(rb'<svg[^>]*?\sheight="([\d.]+)"')
_AFTER_HEAD, _AFTER_TILES, _BEFORE_NOTES = 4.0, 12.0, 6.0


def board_pdf(paper: BoardPaper) -> bytes:
    """A board as a PDF file of one page; the same board gives the same bytes.

    Raises KamescopeError `report_not_laid_out` where the layout engine refuses or warns.
    """
    [file] = laid_out(sources(document(paper), TEMPLATE), paper.made_on)
    return file


def document(paper: BoardPaper) -> Document:
    """The page as data: the texts, parts in their places, and the charts by file name."""
    head = _head(paper)
    tiles, tiles_high = _tiles(paper)
    used = sum(each["high"] + _AFTER_HEAD for each in head) + tiles_high + (_AFTER_TILES if tiles else 0.0)
    laid, notes, high = _body(paper, HEIGHT - used)
    drawn: dict[str, bytes] = {}
    data = {
        **properties(paper.document_title, paper.title, paper.made_on, paper.say),
        "foot": [
            paper.say("board_paper.confidential"),
            paper.say("report.made_on", date=paper.say.date(paper.made_on)),
        ],
        "palette": palette(),
        "head": head,
        "after": _AFTER_HEAD,
        "tiles": {"entries": tiles, "high": tiles_high, "gap": TILE_GAP, "pad": TILE_PAD, "after": _AFTER_TILES},
        "body": {"high": high, "parts": [_part(paper, slot, drawn) for slot in laid.placed]},
        "sizes": {"title": TITLE, "size": SIZE, "row": ROW, "figure": FIGURE, "figures": _FIGURES, "said": _SAID},
        "notes": {"size": NOTE, "text": notes, "before": _BEFORE_NOTES},
    }
    return Document(data, drawn)


def _head(paper: BoardPaper) -> list[Data]:
    kicker = " · ".join(part for part in (paper.title, paper.context) if part)
    told = [
        {"text": kicker, "size": KICKER, "bold": False, "muted": True},
        {"text": paper.board.headline, "size": HEADLINE, "bold": True, "muted": False},
        {"text": paper.filters, "size": SMALL, "bold": False, "muted": True},
    ]
    face = {True: "semibold", False: "regular"}
    return [
        each
        | {"high": lines(str(each["text"]), WIDTH, float(str(each["size"])), face[bool(each["bold"])]) * _high(each)}
        for each in told
        if each["text"]
    ]


def _high(entry: dict[str, Any]) -> float:
    return float(entry["size"]) * LINE


def _tiles(paper: BoardPaper) -> tuple[list[Data], float]:
    tiles = paper.board.tiles
    if not tiles:
        return [], 0.0
    width = (WIDTH - TILE_GAP * (len(tiles) - 1)) / len(tiles) - 2 * TILE_PAD
    high = 0.0
    for tile in tiles:
        small = (
            lines(tile.name, width, SMALL)
            + lines(tile.note, width, SMALL)
            + lines(tile.state, width, SMALL, "semibold")
        )
        high = max(high, small * SMALL * LINE + lines(tile.figure, width, FIGURE, "semibold") * FIGURE * LINE)
    made = [{"name": tile.name, "figure": tile.figure, "state": tile.state, "note": tile.note} for tile in tiles]
    return made, high + 2 * TILE_PAD


def _body(paper: BoardPaper, high: float) -> tuple[LaidBoard, str, float]:
    """The parts in what the notes leave; what has no room is named in the notes, which may then take more of it."""
    left_out: Sequence[Any] = ()
    for _ in range(len(paper.board.parts) + 1):
        notes = " ".join(paper.told_notes(left_out))
        room = high - lines(notes, WIDTH, NOTE) * NOTE * LINE - _BEFORE_NOTES
        laid = lay_out(paper.board.parts, paper.facts, BoardSheet(WIDTH, room, TITLE, SIZE, ROW, GAP, _FIGURES, _SAID))
        if laid.left_out == tuple(left_out):
            break
        left_out = laid.left_out
    return laid, notes, room


def _part(paper: BoardPaper, slot: PlacedPart, drawn: dict[str, bytes]) -> Data:
    place = {"left": slot.left, "top": slot.top, "width": slot.width, "height": slot.height, "head": slot.head}
    more = paper.more(slot.count, slot.rows, slot.texts.cut if slot.texts else 0)
    told = {"title": slot.part.title, "caption": slot.part.caption, "more": more}
    return place | told | _inside(paper, slot, drawn)


def _inside(paper: BoardPaper, slot: PlacedPart, drawn: dict[str, bytes]) -> Data:
    if slot.texts is not None:
        return {"kind": "table", "heads": slot.texts.headings, "widths": slot.texts.widths} | {
            "rows": slot.texts.rows[: slot.rows]
        }
    assert not isinstance(slot.part, BoardTable)
    shape = slot.part.shape
    if isinstance(shape, AmountBars):
        return {"kind": "bars", "heads": shape.headings, "rows": _bars(shape, slot.rows)}
    if isinstance(shape, CellMatrix):
        return {"kind": "matrix"} | _matrix(paper, shape)
    if slot.chart is None:
        return {"kind": "none"}
    file = f"part-{len(drawn)}.svg"
    drawn[file] = _svg(slot.chart, slot)
    return {"kind": "chart", "file": file, "alt": slot.chart.alternative}


def _bars(shape: AmountBars, rows: int) -> list[Data]:
    low, whole = shape.ends[0], shape.ends[1] - shape.ends[0]
    return [
        {"name": bar.name, "figure": bar.figure, "said": bar.said, "tone": bar.tone}
        | {"start": (min(bar.value, 0.0) - low) / whole, "part": abs(bar.value) / whole}
        | {"against": None if bar.against is None else (bar.against - low) / whole}
        for bar in shape.bars[:rows]
    ]


def _matrix(paper: BoardPaper, shape: CellMatrix) -> Data:
    down, across = shape.axes
    cells = [
        [
            {"figure": cell.figure, "said": cell.said, "out": cell.is_out, "ground": ground(cell, paper.look)}
            for cell in row
        ]
        for row in shape.cells
    ]
    return {"axis": f"{down} ↓ · {across} →", "columns": shape.columns, "names": shape.rows, "cells": cells}


def _svg(chart: Chart, slot: PlacedPart) -> bytes:
    """The chart as wide as makes it fill its place: its height is its own."""
    room = slot.height - slot.head
    made = figures.svg(chart, _WIDE)
    found = _SVG_HEIGHT.search(made)
    own = float(found.group(1)) if found else 0.0
    wide = round(slot.width * own / room)
    return figures.svg(chart, wide) if wide > _WIDE else made
