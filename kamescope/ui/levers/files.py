"""The files of an instrument: dropped, looked at with its columns agreed to, kept; those kept, and the way back."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from kamescope.errors import Issue, KamescopeError
from kamescope.i18n import Words
from kamescope.levers.agreement import NONE, ColumnQuestion, LeverAgreement
from kamescope.levers.instrument import Instrument
from kamescope.sentences import author
from kamescope.service import (
    SOMEBODY_ELSE,
    LeverLikeness,
    LeverLine,
    LeverPreview,
    LeverRequest,
    Task,
    Upload,
    open_upload,
)
from kamescope.ui import data
from kamescope.ui.done import tell
from kamescope.ui.frame import card
from kamescope.ui.imports.drop import drop_style
from kamescope.ui.levers.choose import line_name
from kamescope.ui.text import plain

FAULTS = 20
"""So many faults of a file are listed; it is mended and dropped again."""
_DROPS, _WRONG = "lever_drops", "lever_wrong"
_WIDTH = 300


def may_keep(found: Instrument) -> bool:
    """Whether the viewer may bring files of an instrument: about KAMs of theirs, where they do not see everybody."""
    viewer = data.door().viewer
    return Task.LEVER in viewer.tasks and (viewer.counted.sees_everybody or bool(found.person))


def show_drop(found: Instrument, say: Words) -> None:
    """Where a file is dropped, what is asked about it, what is wrong with it, and the button that keeps it."""
    drops = st.session_state.get(_DROPS, 0)
    st.html(drop_style(say, one=True))
    with card(say("lever.drop"), say("lever.drop_words", columns=_columns(found, say))):
        if not data.door().viewer.counted.sees_everybody:
            st.markdown(f":small[:gray[{say('lever.own_words')}]]")
        with st.container(key="imports-lever"):
            dropped = st.file_uploader(
                say("lever.drop"), key=f"lever_{found.name}_{drops}", label_visibility="collapsed"
            )
        if wrong := st.session_state.pop(_WRONG, None):
            st.warning(plain(say.shown(wrong)), icon=":material/warning:")
        if dropped is not None:
            _look(found, open_upload(dropped.name, dropped.getvalue()), say)


def _look(found: Instrument, upload: Upload, say: Words) -> None:
    """What the file is about, what is asked one step after the other, every fault, and the button."""
    door, request = data.door(), described(found, say)
    looked = door.preview_lever(upload, request)
    if columns := _agreed(looked.table.questions, say):
        request = replace(request, agreement=LeverAgreement(columns))
        looked = door.preview_lever(upload, request)
    if criteria := _criteria(found, looked, say):
        request = replace(request, agreement=replace(request.agreement, criteria=criteria))
        looked = door.preview_lever(upload, request)
    hidden, decimal = _hidden(looked, say), _decimal(looked, say)
    if hidden or decimal:
        request = replace(request, agreement=replace(request.agreement, hidden=hidden, decimal=decimal))
        looked = door.preview_lever(upload, request)
    if people := _people(looked.asked, say):
        request = replace(request, people=people)
        looked = door.preview_lever(upload, request)
    show_faults(looked.table.issues, say)
    if looked.table.refused:
        st.error(say("lever.refused"), icon=":material/block:")
    label, stops = say("lever.keep", len(looked.table.frame)), looked.table.refused
    st.button(label, "lever_keep", type="primary", disabled=stops, on_click=_keep, args=(upload, request))


def described(found: Instrument, say: Words, start: str = "lever") -> LeverRequest:
    """What rows are about: the day of their figures, and the company and team, where they are about one."""
    with st.container(horizontal=True, gap="small"):
        day = st.date_input(say("lever.day"), datetime.date.today(), key=f"{start}_day", width=_WIDTH)
        company = st.text_input(say("column.company"), key=f"{start}_company", width=_WIDTH)
        team = st.text_input(say("lever.column.team"), key=f"{start}_team", width=_WIDTH)
    return LeverRequest(found.name, held_on=day, company=company or "", team=team or "")


def _agreed(questions: Sequence[ColumnQuestion], say: Words) -> dict[str, str]:
    """The headings that a person chose, for each column that is not certain."""
    said: dict[str, str] = {}
    for question in questions:
        options = ["", *question.headings, *([] if question.required else [NONE])]
        label = say("lever.column_asked", column=say(f"lever.column.{question.name}"))
        names = {each: each for each in options} | {"": say("lever.column_choose"), NONE: say("lever.column_none")}
        picked = st.selectbox(label, options, format_func=names.__getitem__)
        if picked:
            said[question.name] = picked
    return said


def _criteria(found: Instrument, looked: LeverPreview, say: Words) -> tuple[str, ...]:
    """The headings that a person takes for criteria, where a file has more of its own than an instrument takes."""
    most = found.criteria[1]
    if not most or len(looked.table.criteria) <= most:
        return ()
    label = say("lever.criteria_choose", most)
    return tuple(st.multiselect(label, looked.table.criteria, max_selections=most, key="lever_criteria"))


def _hidden(looked: LeverPreview, say: Words) -> str:
    if not any(issue.code in ("lever_rows_hidden", "lever_column_hidden") for issue in looked.table.issues):
        return ""
    names = {"": say("lever.column_choose"), "keep": say("lever.hidden_keep"), "drop": say("lever.hidden_drop")}
    return st.selectbox(say("lever.hidden"), list(names), format_func=names.__getitem__)


def _decimal(looked: LeverPreview, say: Words) -> str:
    if not any(issue.code == "lever_number_doubtful" for issue in looked.table.issues):
        return ""
    names = {"": say("lever.column_choose"), ",": say("lever.decimal_comma"), ".": say("lever.decimal_point")}
    return st.selectbox(say("lever.decimal"), list(names), format_func=names.__getitem__)


def _people(asked: Sequence[LeverLikeness], say: Words) -> dict[str, str]:
    """Who each name is that nearly is a known KAM's."""
    said = {}
    for each in asked:
        names = {"": say("lever.column_choose")}
        names |= {kam.token: f"{kam.name} ({kam.company})" for kam in each.others}
        names[SOMEBODY_ELSE] = say("lever.somebody_else")
        label = say("lever.who_is", name=each.name)
        picked = st.selectbox(label, list(names), format_func=names.__getitem__, key=f"lever_who_{each.name}")
        if picked:
            said[each.name] = picked
    return said


def show_faults(issues: Sequence[Issue], say: Words) -> None:
    """Everything that was found, errors first; nothing is kept while there is one."""
    if issues:
        lines = [f"- {plain(say.shown(issue))}" for issue in issues[:FAULTS]]
        if len(issues) > FAULTS:
            lines.append(f"- {say('access.drop_more', len(issues) - FAULTS)}")
        st.markdown("\n".join(lines))


def _keep(upload: Upload, request: LeverRequest) -> None:
    """A button's callback: the file is kept, whole or not at all."""
    try:
        kept = data.door().keep_lever(upload, request)
    except KamescopeError as error:
        st.session_state[_WRONG] = error
        return
    st.session_state[_DROPS] = st.session_state.get(_DROPS, 0) + 1
    code = "lever.already" if kept.already else "lever.replaced" if kept.replaced else "lever.kept"
    tell(lambda say: say(code))


def show_files(lines: Sequence[LeverLine], say: Words) -> None:
    """Every file ever kept of the instrument, or by the viewer, the newest first, and the button that takes it back."""
    viewer = data.door().viewer
    if not viewer.counted.sees_everybody:
        lines = [line for line in lines if line.own and line.who == viewer.who]
    if not lines:
        return
    with card(say("lever.files"), say("lever.files_words")):
        for line in lines:
            with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
                st.markdown(_told(line, say), width="stretch")
                if line.undone_at is None:
                    st.button(
                        say("lever.take_back"),
                        key=f"lever_undo_{line.id}",
                        icon=":material/undo:",
                        type="tertiary",
                        on_click=_undo,
                        args=(line.id,),
                    )


def _told(line: LeverLine, say: Words) -> str:
    state = "lever.state_undone" if line.undone_at else "lever.state_replaced" if line.replaced_by else ""
    facts = [
        *([f"**{say('lever.typed') if line.typed else plain(line.file)}**"] if line.typed or line.file else []),
        plain(line_name(line, say)),
        say("lever.rows", line.rows),
    ]
    facts += [say("lever.imported", day=say.date(line.imported_at.date()))]
    facts += [plain(author(line.who, say))] if line.who else []
    return " · ".join([*facts, *([f"*{say(state)}*"] if state else [])])


def _undo(number: int) -> None:
    try:
        data.door().undo_lever(number)
    except KamescopeError as error:
        st.session_state[_WRONG] = error
        return
    tell(lambda say: say("lever.undone"))


def _columns(found: Instrument, say: Words) -> str:
    names: Mapping[bool, list[str]] = {True: [], False: []}
    for column in found.columns:
        names[column.required].append(say(f"lever.column.{column.name}"))
    if found.criteria[1]:
        names[True].append(say("lever.criteria_columns", found.criteria[1], least=found.criteria[0]))
    return say.series(names[True]) + (f" ({say.series(names[False])})" if names[False] else "")
