"""What may be taken along of a board: a PDF of one page, a slide; each is made when it is asked for."""

import datetime
from dataclasses import dataclass, field

import streamlit as st

from kamescope.errors import KamescopeError
from kamescope.levers.board import Board, BoardFacts
from kamescope.levers.instrument import Instrument
from kamescope.reports import board as paper
from kamescope.reports.board.board_spec import BoardPaper
from kamescope.reports.names import Format
from kamescope.reports.render import attempted
from kamescope.service import LeverRows, Viewer
from kamescope.ui import data
from kamescope.ui.components import note_download
from kamescope.ui.levers.choose import line_name
from kamescope.ui.report.result import TYPES
from kamescope.ui.team.paper import FORMATS
from kamescope.ui.text import plain

KEY = "lever_paper_made"


@dataclass(frozen=True, slots=True)
class BoardOrder:
    """Everything that the files depend on: two orders that are equal give the same files."""

    file: int
    viewer: Viewer
    language: str
    filters: str
    data_version: int
    day: datetime.date


@dataclass(frozen=True, slots=True)
class MadeBoards:
    """What was made for an order, by format: a file, or the problem that there is none for."""

    order: BoardOrder
    files: dict[Format, bytes | KamescopeError] = field(default_factory=dict)


def offer_board(found: Instrument, board: Board, facts: BoardFacts, rows: LeverRows, filters: str) -> None:
    """A button for each format: makes the file, then gives it; where it cannot be made, a sentence says so."""
    say, today = facts.say, datetime.date.today()
    told = BoardPaper(board, facts, say(f"page.{found.name}"), line_name(rows.line, say), filters, today)
    order = BoardOrder(rows.line.id, data.door().viewer, say.language, filters, data.version(), today)
    made = st.session_state.get(KEY)
    if made is None or made.order != order:
        made = st.session_state[KEY] = MadeBoards(order)
    with st.container(horizontal=True, vertical_alignment="center"):
        for format in FORMATS:
            if isinstance(file := made.files.get(format), bytes):
                _give(told, rows, format, file)
            else:
                _make(told, format, made)
    for problem in made.files.values():
        if isinstance(problem, KamescopeError):
            st.warning(plain(say.shown(problem)), icon=":material/warning:")


def _make(told: BoardPaper, format: Format, made: MadeBoards) -> None:
    say = told.say
    if st.button(say(f"paper.make_{format}"), key=f"lever_make_{format}", icon=FORMATS[format], type="tertiary"):
        with st.spinner(say("paper.making")):
            made.files[format] = attempted(lambda: paper.render(told, format))
        st.rerun()


def _give(told: BoardPaper, rows: LeverRows, format: Format, file: bytes) -> None:
    door = data.door()

    def content() -> bytes:
        note_download(door, format, sorted({kam.token for kam in rows.kams.values()}), "")
        return file

    st.download_button(
        told.say(f"paper.get_{format}"),
        content,
        f"{told.file_name}.{format}",
        TYPES[format],
        key=f"lever_get_{format}",
        icon=":material/download:",
        on_click="ignore",
        type="primary",
    )
