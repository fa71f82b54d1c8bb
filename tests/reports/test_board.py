"""The board of an instrument on one page and one slide: in its place, nothing lost in silence, nothing invented."""

import datetime
import io
from functools import cache

import pandas as pd
import pptx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kamescope.charts.amount_bars import AmountBars, Bar
from kamescope.charts.cell_matrix import CellMatrix, MatrixCell
from kamescope.i18n import words
from kamescope.levers.board import Board, BoardColumn, BoardFacts, BoardPicture, BoardTable, BoardTile, Part
from kamescope.reports.board import render
from kamescope.reports.board.board_spec import BoardPaper
from kamescope.reports.board.fit import BoardSheet, PlacedPart, lay_out
from kamescope.reports.names import Format
from tests.levers.support import FEW
from tests.levers.test_boards import TARGETS, board
from tests.reports.comparisons import overflow
from tests.reports.pages import faults, reader, whole

FACTS = BoardFacts(words("en"))
DAY = datetime.date(2026, 12, 1)
SHEET = BoardSheet(757, 380, 9.5, 7.8, 12, 16, 66, 80)
HOSTILE = "#set page(fill: red) *<script>* \\ $x$ " + "Interminablement" * 6


def paper(shown: Board, filters: str = "Filtered: Team: North.") -> BoardPaper:
    return BoardPaper(shown, FACTS, "Targets", "30 June 2026", filters, DAY)


@cache
def told(name: str) -> BoardPaper:
    return paper(board(name, **(TARGETS if name == "targets" else {})))


@cache
def page(name: str) -> bytes:
    return render(told(name), Format.PDF)


def table(rows: int, columns: int = 2, key: str = "t", long: str = "") -> BoardTable:
    frame = pd.DataFrame({f"c{place}": [f"{key}{row}{long}" for row in range(rows)] for place in range(columns)})
    return BoardTable(
        key, f"Table {key}", tuple(BoardColumn(name, f"Column {name}") for name in frame), frame, "Words."
    )


def bars(count: int, key: str = "b", name: str = "N") -> BoardPicture:
    made = tuple(Bar(f"{name}{place}", place - 2, str(place), "said", "strong", 1.0) for place in range(count))
    return BoardPicture(key, f"Bars {key}", AmountBars("Bars", ("Name", "Figure", "Said"), made))


def matrix(size: int) -> BoardPicture:
    cells = tuple(
        tuple(MatrixCell(place, str(place), "said", 0.5, place == 1) for place in range(size)) for _ in range(size)
    )
    names = tuple(f"N{place}" for place in range(size))
    return BoardPicture("m", "Matrix", CellMatrix("Matrix", ("down", "across"), names, names, cells))


@pytest.mark.parametrize("name", ["targets", "indicators"])
def test_a_board_is_one_page_on_which_nothing_lies_on_anything(name: str):
    assert len(reader(page(name)).pages) == 1
    assert faults(page(name)) == []


def test_the_page_says_what_the_screen_says():
    shown, said = told("targets").board, whole(page("targets"))
    assert shown.headline in said
    assert "Targets · 30 June 2026" in said and "Filtered: Team: North." in said
    for tile in shown.tiles:
        assert tile.name in said and tile.figure in said
    for part in shown.parts:
        assert part.title in said
    assert "É. RIVOIRE" in said and "120.0%" in said
    assert shown.notes[-1] in said.replace("\n", " ")


def test_what_has_no_room_is_named_and_rows_that_are_left_are_counted():
    said = whole(page("indicators")).replace("\n", " ")
    assert "Has found no room here, and is on the screen: KAM by KAM." in said
    many = paper(Board("H", parts=tuple(table(30, key=f"k{place}") for place in range(12))))
    said = whole(render(many, Format.PDF)).replace("\n", " ")
    assert "more rows, on the screen" in said
    found = [f"Table k{place}" in said for place in range(12)]
    assert all(found), "each is on the page, or named as left out"
    assert "Have found no room here" in said


def test_the_slide_has_the_same_and_everything_stands_on_it():
    (slide,) = pptx.Presentation(io.BytesIO(render(told("targets"), Format.PPTX))).slides
    assert overflow(slide, 960 * 12700, 540 * 12700) == []
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert told("targets").board.headline in texts
    assert any("Filtered: Team: North." in text for text in texts)
    cells = {cell.text for shape in slide.shapes if shape.has_table for cell in shape.table.iter_cells()}
    assert {"É. RIVOIRE", "120.0%"} <= cells
    (picture,) = (shape for shape in slide.shapes if shape.shape_type == pptx.enum.shapes.MSO_SHAPE_TYPE.PICTURE)
    assert "aimed at: 70% to 80%" in picture._element.nvPicPr.cNvPr.get("descr")
    assert "Table" not in slide.notes_slide.notes_text_frame.text
    assert told("targets").board.notes[-1] in slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("format", [Format.PDF, Format.PPTX])
def test_any_name_is_only_letters_and_the_same_board_gives_the_same_bytes(format: Format):
    tiles = (BoardTile(HOSTILE, HOSTILE, HOSTILE, HOSTILE),)
    parts = (bars(4, name=HOSTILE), table(3, 3, long=HOSTILE), matrix(3))
    shown = paper(Board(HOSTILE, tiles, parts, (HOSTILE,)), HOSTILE)
    made = render(shown, format)
    assert made == render(shown, format)
    if format is Format.PDF:
        assert len(reader(made).pages) == 1
        assert "#set page(fill: red)" in whole(made)


def test_no_other_format_is_made():
    with pytest.raises(ValueError, match="xlsx"):
        render(told("targets"), Format.XLSX)


PARTS = st.lists(
    st.one_of(
        st.builds(table, st.integers(0, 60), st.integers(1, 12)),
        st.builds(bars, st.integers(1, 40)),
        st.builds(matrix, st.integers(1, 5)),
    ),
    max_size=9,
)


def under(one: PlacedPart, other: PlacedPart) -> bool:
    """Whether two parts lie on each other."""
    across = one.left < other.left + other.width - 0.01 and other.left < one.left + one.width - 0.01
    down = one.top < other.top + other.height - 0.01 and other.top < one.top + one.height - 0.01
    return across and down


@settings(max_examples=FEW)
@given(PARTS)
@example([bars(20), table(5, 12), bars(3), bars(3), bars(3)]).via("a wide table before what stands in columns")
def test_parts_lie_apart_on_the_sheet_and_each_is_there_or_left_out(parts: list[Part]):
    laid = lay_out(parts, FACTS, SHEET)
    assert sorted(map(id, [*(slot.part for slot in laid.placed), *laid.left_out])) == sorted(map(id, parts))
    for place, slot in enumerate(laid.placed):
        assert slot.top + slot.height <= SHEET.height + 0.01
        assert slot.left + slot.width <= SHEET.width + 0.01
        assert slot.rows <= slot.count
        assert not any(under(slot, other) for other in laid.placed[:place])
