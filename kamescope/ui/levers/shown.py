"""A board drawn: its sentence first, then figures, pictures and tables, each table with its file to take along."""

from collections.abc import Sequence

import streamlit as st

from kamescope.charts.picture import picture
from kamescope.charts.text_table import figure_table
from kamescope.charts.theme import Chart, Look
from kamescope.charts.tiles import Tile, tiles
from kamescope.levers.board import Board, BoardFacts, BoardPicture, BoardTable, Part, Style
from kamescope.service import LeverRows
from kamescope.ui import data
from kamescope.ui.components import csv_table, note_download, show_chart, show_fragment
from kamescope.ui.frame import card, plain_look, two_columns
from kamescope.ui.text import plain

SHOWN = 100
"""Rows of a table that a page shows; its file has all of them."""


def show_answer(board: Board, facts: BoardFacts) -> None:
    """The sentence and the figures that answer what an instrument asks."""
    with st.container(key="lever-headline"):
        st.markdown(f"### {plain(board.headline)}", anchors=False)
    if board.tiles:
        shown = [Tile("", each.name, each.figure, notes=(each.note,), state=each.state) for each in board.tiles]
        show_fragment(tiles(data.default_model(), shown, plain_look(facts.say)))


def show_parts(board: Board, facts: BoardFacts, rows: LeverRows) -> None:
    """The pictures and tables, in the order that the board says, and what a reader must know to read them."""
    look = plain_look(facts.say)
    for place, pair in enumerate(_paired(board.parts)):
        if len(pair) == 1:
            _show(pair[0], facts, rows, look)
        else:
            for column, part in zip(two_columns((1, 1), f"-lever-{place}"), pair, strict=True):
                with column:
                    _show(part, facts, rows, look)
    for note in board.notes:
        st.markdown(f":small[:gray[{plain(note)}]]")


def _paired(parts: Sequence[Part]) -> list[list[Part]]:
    """Parts one under the other, two pictures of half the width side by side."""
    found: list[list[Part]] = []
    for part in parts:
        is_half = isinstance(part, BoardPicture) and part.is_half
        before = found[-1] if found else []
        if is_half and len(before) == 1 and isinstance(before[0], BoardPicture) and before[0].is_half:
            before.append(part)
        else:
            found.append([part])
    return found


def _show(part: Part, facts: BoardFacts, rows: LeverRows, look: Look) -> None:
    with card(plain(part.title), plain(part.caption)):
        if isinstance(part, BoardTable):
            _table(part, facts, rows, look)
        else:
            _picture(part, look)


def _picture(part: BoardPicture, look: Look) -> None:
    drawn = picture(part.shape, look)
    if isinstance(drawn, Chart):
        show_chart(drawn, f"lever_{part.key}")
    else:
        show_fragment(drawn)


def _table(part: BoardTable, facts: BoardFacts, rows: LeverRows, look: Look) -> None:
    say = facts.say
    if not part.count:
        st.markdown(say("tables.no_row"))
        return
    headings = [each.heading for each in part.columns]
    figures = [place for place, each in enumerate(part.columns) if each.style is not Style.TEXT]
    show_fragment(figure_table(part.title, headings, figures, part.texts(SHOWN, facts), look))
    if part.count > SHOWN:
        st.markdown(f":small[:gray[{say('lever.rows_left', part.count - SHOWN)}]]")
    door, line = data.door(), rows.line

    def content() -> bytes:
        note_download(door, "csv", sorted({kam.token for kam in rows.kams.values()}), "")
        return csv_table(part.taken(), say.writing)

    st.download_button(
        say("download.csv"),
        content,
        f"kamescope_{line.instrument}_{line.held_on}_{part.key}.csv",
        "text/csv",
        key=f"csv_lever_{part.key}",
        icon=":material/download:",
        on_click="ignore",
        type="tertiary",
    )
