"""The page of one instrument: its question, the file looked at, what is filtered and set, its board, its files."""

import datetime
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from kamescope.errors import KamescopeError, RequestError
from kamescope.i18n import Words
from kamescope.levers import registry
from kamescope.levers.board import Board, BoardFacts, FactorBeside
from kamescope.levers.instrument import Instrument
from kamescope.service import LeverLine, LeverRows
from kamescope.ui import data, state
from kamescope.ui.done import show_done
from kamescope.ui.frame import plain_page
from kamescope.ui.levers.beside import factors_beside
from kamescope.ui.levers.choose import choose_before, choose_rows, filter_sentence
from kamescope.ui.levers.files import may_keep, show_drop, show_files
from kamescope.ui.levers.paper import offer_board
from kamescope.ui.levers.settings import as_choices, set_beside, settings_sentence
from kamescope.ui.levers.shown import show_answer, show_parts
from kamescope.ui.levers.style import READABLE, STYLE
from kamescope.ui.levers.typed import show_table
from kamescope.ui.text import plain
from kamescope.ui.warm import warm

Chosen = tuple[tuple[str, object], ...]
Typing = Callable[[Instrument, LeverRows | None, Words], None]


def lever_page(name: str, typing: Typing = show_table) -> None:
    """Show the page of an instrument: what it says of the file chosen, and below it the files themselves.

    `typing`: how its rows are typed by hand, where they may be.
    """
    found = registry.instrument(name)
    say = plain_page(name)
    show_done(say)
    st.html(STYLE)
    with st.container(width=READABLE, key="lever-page"):
        st.markdown(f":gray[{say(f'lever.{name}.asks')}]")
        lines = data.door().lever_files(name)
        standing = [line for line in lines if line.stands]
        rows = _show(found, standing, say) if data.door().viewer.sees_results else None
        if found.typed:
            typing(found, rows, say)
        if may_keep(found):
            show_drop(found, say)
            show_files(lines, say)


def _show(found: Instrument, standing: Sequence[LeverLine], say: Words) -> LeverRows | None:
    """The board of the file that the address names, else of the latest; what a file needs, where there is none."""
    if not standing:
        st.info(say("lever.none", columns=say.series(say(f"lever.column.{name}") for name in _needed(found))))
        return None
    if found.gathered:
        standing = list({(line.demo, line.held_on): line for line in sorted(standing, key=_age)}.values())[::-1]
    try:
        rows = data.door().lever_together(_number(standing))
    except RequestError as error:
        # Taken back a moment ago, or nothing of it is to be seen.
        st.warning(plain(say.shown(error)), icon=":material/link_off:")
        return None
    _show_rows(found, standing, rows, say)
    return rows


def _show_rows(found: Instrument, standing: Sequence[LeverLine], rows: LeverRows, say: Words) -> None:
    """What is chosen and set, and the board of what is left; where a former file is chosen, what changed since."""
    _note_opening(rows)
    chosen = choose_rows(standing, rows, say)
    former = _former(found, standing, rows, say)
    frame = rows.only(chosen)
    if rows.line.demo:
        st.markdown(f":small[:gray[{say('lever.demo')}]]")
    if rows.line.own:
        st.markdown(f":small[:gray[{say('lever.kept_by', who=plain(rows.line.who))}]]")
    if sentence := filter_sentence(rows, chosen, say):
        st.markdown(f":small[:gray[{sentence}]]")
    if frame.empty:
        st.info(say("lever.no_row"), icon=":material/filter_alt_off:")
        return
    compared = ""
    if former:
        _note_opening(former)
        compared = say("lever.since_said", day=say.date(former.line.held_on))
        st.markdown(f":small[:gray[{compared}]]")
        if former.only(chosen).empty or former.line.currency != rows.line.currency:
            key = "lever.since_nothing" if former.only(chosen).empty else "lever.since_currency"
            st.info(say(key, day=say.date(former.line.held_on)), icon=":material/compare_arrows:")
            return
    # What is set stands below what it leads to, and is read before: the answer comes first, on a phone too.
    answer = st.container()
    beside, factors = set_beside(found, rows, frame, say), factors_beside(rows, frame, say)
    settings = settings_sentence(found, as_choices(found, beside), say)
    if settings:
        st.markdown(f":small[:gray[{plain(settings)}]]")
    try:
        shown = warm(board_of, found.name, rows, former, tuple(chosen.items()), beside, factors, say)
    except KamescopeError as error:
        st.warning(plain(say.shown(error)), icon=":material/tune:")
        return
    facts = BoardFacts(say, rows.line.currency, rows.is_part)
    with answer:
        show_answer(shown, facts)
    show_parts(shown, facts, rows)
    said = " ".join(part for part in (filter_sentence(rows, chosen, say, str), compared, settings) if part)
    offer_board(found, shown, facts, rows, said)


def _former(found: Instrument, standing: Sequence[LeverLine], rows: LeverRows, say: Words) -> LeverRows | None:
    """The rows of the file that is compared with, where the instrument compares and one is chosen that still stands."""
    line = choose_before(standing, rows.line, say) if registry.since(found.name) else None
    try:
        return data.door().lever_together(line.id) if line else None
    except RequestError as error:
        st.warning(plain(say.shown(error)), icon=":material/link_off:")
        return None


def board_of(
    name: str,
    rows: LeverRows,
    former: LeverRows | None,
    chosen: Chosen,
    beside: Chosen,
    factors: tuple[FactorBeside, ...],
    say: Words,
) -> Board:
    """What an instrument says of some rows under what is set, or what changed since a former file; built once each."""
    frame = _chosen(rows, chosen)
    given = as_choices(registry.instrument(name), beside)
    settings = registry.choices(name, **given)
    facts = BoardFacts(say, rows.line.currency, rows.is_part, given, factors)
    if former and (changed := registry.since(name)):
        compared: Board = changed(_chosen(former, chosen), frame, settings, facts)
        return compared
    built: Board = registry.board(name)(registry.analysis(name)(frame, settings), facts)
    return built


def _chosen(rows: LeverRows, chosen: Chosen) -> pd.DataFrame:
    """The rows of what is chosen, with the columns of the file alone."""
    frame = rows.only({group: str(token) for group, token in chosen})
    return frame.drop(columns="row_number").reset_index(drop=True)


def _number(standing: Sequence[LeverLine]) -> int:
    """The file that the address names, where it is one of these; else one's own about the latest day."""
    asked = state.current().file
    latest = max(standing, key=_age)
    return asked if asked in {line.id for line in standing} else latest.id


def _age(line: LeverLine) -> tuple[bool, datetime.date, int]:
    return not line.demo, line.held_on, line.id


def _needed(found: Instrument) -> list[str]:
    return [column.name for column in found.columns if column.required]


def _note_opening(rows: LeverRows) -> None:
    data.note_opening("", sorted({kam.token for kam in rows.kams.values()}), "opened_lever")
