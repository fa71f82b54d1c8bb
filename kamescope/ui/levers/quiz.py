"""The quiz on roles filled in by hand: about whom, who will see it, a card a situation, kept when all are answered."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from kamescope.errors import KamescopeError
from kamescope.i18n import Words
from kamescope.levers.instrument import Instrument
from kamescope.levers.roles.analysis import OTHERS, THEMSELVES
from kamescope.levers.roles.quiz import Quiz, QuizQuestion, shipped
from kamescope.records import Kam
from kamescope.service import LeverRequest, LeverRows, Role, Task
from kamescope.ui import data
from kamescope.ui.done import tell
from kamescope.ui.frame import card
from kamescope.ui.text import plain

_ROUND, _WRONG = "lever_quiz_round", "lever_quiz_wrong"
_WIDTH = 300


def show_quiz(found: Instrument, _rows: LeverRows | None, say: Words) -> None:
    """The quiz, folded until somebody fills it in; for whoever may."""
    door, quiz = data.door(), shipped()
    kams = {kam.token: kam for kam in door.lever_kams()}
    if Task.LEVER not in door.viewer.tasks or not (kams or door.viewer.scope.sees_everybody):
        return
    start = f"lever_quiz_{st.session_state.get(_ROUND, 0)}"
    with (
        card(say("lever.roles.fill"), say("lever.roles.fill_words", len(quiz.questions))),
        st.expander(say("lever.roles.open_quiz")),
    ):
        who = _whom(kams, start, say)
        by = _by_whom(start, say)
        if not who:
            return
        name = plain(kams[who].name if who in kams else who)
        st.info(say(f"lever.roles.tells_{by}", name=name), icon=":material/visibility:")
        st.markdown(plain(quiz.intro.in_(say.language)))
        with st.form(f"{start}_form", border=False):
            for number, question in enumerate(quiz.questions, start=1):
                _card(number, question, f"{start}_{number}", say)
            if missing := st.session_state.pop(_WRONG, ""):
                st.warning(missing, icon=":material/warning:")
            label, args = say("lever.roles.keep"), (found, quiz, kams.get(who), who, by, start, say)
            st.form_submit_button(label, type="primary", icon=":material/save:", on_click=_keep, args=args)


def _whom(kams: Mapping[str, Kam], start: str, say: Words) -> str:
    """About whom: one of the viewer's KAMs (token); who sees everybody may name somebody else."""
    is_open = data.door().viewer.scope.sees_everybody
    names = {token: f"{kam.name} ({kam.company})" if kam.company else kam.name for token, kam in kams.items()}
    picked = st.selectbox(
        say("lever.roles.whom"),
        list(names),
        index=0 if len(names) == 1 else None,
        format_func=lambda each: names.get(each, each),
        key=f"{start}_whom",
        placeholder=say("lever.roles.whom_typed" if is_open else "lever.column_choose"),
        accept_new_options=is_open,
        width=_WIDTH,
    )
    return (picked or "").strip()


def _by_whom(start: str, say: Words) -> str:
    """Who answers: a KAM about themselves, a manager about theirs; asked where both may be."""
    roles = data.door().viewer.roles
    if roles and Role.KAM not in roles:
        return OTHERS
    if roles == {Role.KAM}:
        return THEMSELVES
    options = {each: say(f"lever.roles.filled_{each}") for each in (OTHERS, THEMSELVES)}
    return st.radio(
        say("lever.column.filled_by"),
        list(options),
        format_func=options.__getitem__,
        key=f"{start}_by",
        horizontal=True,
    )


def _card(number: int, question: QuizQuestion, key: str, say: Words) -> None:
    texts = {answer.letter: plain(answer.text.in_(say.language)) for answer in question.answers}
    asked = say("lever.roles.numbered", number=number, text=question.text.in_(say.language))
    with st.container(border=True):
        st.radio(plain(asked), list(texts), index=None, format_func=texts.__getitem__, key=key)


def _keep(found: Instrument, quiz: Quiz, kam: Kam | None, who: str, by: str, start: str, say: Words) -> None:
    """The button's callback: kept when every question has an answer; what is ticked stays where something is wrong."""
    answers = {number: st.session_state.get(f"{start}_{number}") for number in range(1, len(quiz.questions) + 1)}
    if missing := [number for number, answer in answers.items() if not answer]:
        st.session_state[_WRONG] = say("lever.roles.missing", len(missing), numbers=say.listing(map(str, missing)))
        return
    name = kam.name if kam else who
    headings = {each: say(f"lever.column.{each}") for each in ("kam", "question", "answer", "filled_by")}
    rows = [(name, number, answer, by) for number, answer in answers.items()]
    request = LeverRequest(found.name)
    if kam:
        request = replace(request, company=kam.company, team=kam.team, fictitious=kam.fictitious)
        request = replace(request, people={name: kam.token})
    try:
        data.door().fill_lever(headings, rows, request)
    except KamescopeError as error:
        st.session_state[_WRONG] = plain(say.shown(error))
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    tell(lambda say: say("lever.roles.kept"))
