"""The button, and what is seen while files are made."""

import streamlit as st

from kamescope.reports.steps import Stage, Step
from kamescope.sentences import unbroken
from kamescope.ui.kam.view import KamView
from kamescope.ui.report.choices import colleagues
from kamescope.ui.report.made import ReportLine, keep, last_made, make_many, make_one
from kamescope.ui.report.order import Order
from kamescope.ui.report.result import lines_place, show_line
from kamescope.ui.report.told import taken_over
from kamescope.ui.text import plain

STOPPED = "report_stopped"
SHARES = {
    Stage.CHARTS: (0.05, 0.7),
    Stage.SLIDES: (0.0, 0.85),
    Stage.SHEETS: (0.0, 0.75),
    Stage.LAYOUT: (0.7, 1.0),
    Stage.WRITING: (0.85, 1.0),
}
"""From where to where each stage takes the bar, as measured on the demonstration."""


def ask(view: KamView, order: Order) -> bool:
    """What the file takes over from the view, then the one button; whether it was pressed."""
    say, choices = view.say, order.choices
    taken = say("report_page.taken_over", view=taken_over(view, order))
    st.markdown(f":small[:gray[{taken}]]", help=say("report_page.change"))
    missing = "nobody" if not choices.kams else "nothing"
    if not choices.complete:
        st.markdown(f":small[:orange[{say(f'report_page.{missing}')}]]")
    made = last_made(order)
    return st.button(
        say(f"report_page.go_{choices.format}", max(len(choices.kams), 1)),
        key="report_go",
        icon=":material/play_arrow:",
        type="secondary" if made is not None and made.order == order else "primary",
        disabled=not choices.complete,
        width="stretch",
    )


def make(view: KamView, order: Order) -> None:
    """Make what was asked for and keep it; ends the run, so that the page is drawn anew around it."""
    if len(order.choices.kams) == 1:
        _one(view, order)
    else:
        _many(view, order)
    st.rerun()


def say_stopped(view: KamView) -> None:
    """After a click on « Arrêter »: nothing was kept."""
    if st.session_state.pop(STOPPED, False):
        st.info(view.say("report_page.stopped"), icon=":material/stop_circle:")


def _named(view: KamView, order: Order) -> str:
    return next(entry.kam.name for entry in colleagues(view) if entry.kam.token in order.choices.kams)


def _one(view: KamView, order: Order) -> None:
    say = view.say
    with st.container(border=True):
        name = plain(unbroken(_named(view, order)))
        st.markdown(f"**{say(f'report_page.making_{order.choices.format}', kam=name)}**")
        bar = st.progress(0.0, say("report_page.step_begin"))

        def tell(step: Step) -> None:
            facts = {"place": say.number(step.place), "of": say.number(step.of)}
            bar.progress(_share(step), say(f"report_page.step_{step.stage}", **facts))

        keep(make_one(view, order, tell))


def _share(step: Step) -> float:
    """How much is done when a step begins, from 0 to 1."""
    begins, ends = SHARES[step.stage]
    return begins + (ends - begins) * (step.place - 1) / step.of


def _many(view: KamView, order: Order) -> None:
    say, count, lines = view.say, len(order.choices.kams), []
    with st.container(border=True):
        bar = st.progress(0.0, say("report_page.first", count))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":small[:gray[{say('report_page.stay')}]]", width="stretch")
            st.button(say("report_page.stop"), on_click=_stop, key="report_stop", icon=":material/stop_circle:")
        place = lines_place(count, growing=True)

        def tell(line: ReportLine) -> None:
            lines.append(line)
            with place:
                show_line(line, say)
            facts = {"kam": plain(unbroken(line.kam.name)), "done": say.number(len(lines))}
            bar.progress(len(lines) / count, say("report_page.progress", count, **facts))

        keep(make_many(view, order, tell))


def _stop() -> None:
    st.session_state[STOPPED] = True
