"""The right half of the page: what will be in the file, the file once it is made, its pages."""

from dataclasses import replace
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kamescope.errors import KamescopeError
from kamescope.i18n import NBSP, Words
from kamescope.reports.names import Format
from kamescope.reports.pdf import handout_pages, report_pages
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.scripts import respelt
from kamescope.sentences import unbroken
from kamescope.ui.kam.view import KamView
from kamescope.ui.report.choices import section_names
from kamescope.ui.report.inside import inside
from kamescope.ui.report.made import MadeReports, ReportLine, forget, keep, last_made
from kamescope.ui.report.order import Order
from kamescope.ui.text import plain

PPI = 110
"""Sharp at the width that a page has here, and on a phone's dense screen."""
HIGH = 760
"""Pixels of the window on the pages: nearly a whole one."""
SHORT = 2
"""Fewer parts than this, with the rules, need no table of contents."""
LIST_HIGH, MOST_LINES = 420, 12
TYPES = {
    Format.PDF: "application/pdf",
    Format.HANDOUT: "application/pdf",
    Format.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ZIP = "application/zip"
STYLE = """<style>
.st-key-report-pages { background: color-mix(in srgb, currentColor 7%, transparent); border-radius: .5rem; }
.st-key-report-pages [data-testid="stElementToolbar"] { display: none; }
.st-key-report-pages img { border: 1px solid color-mix(in srgb, currentColor 16%, transparent); }
</style>"""
"""Streamlit's own button over a picture speaks English."""


def show_result(view: KamView, order: Order) -> None:
    """The file of these very choices; else what it will hold, and that another one was made before."""
    made = last_made()
    if made is not None and made.order == order:
        _file(view, made)
        return
    if made is not None:
        _former(view, order, made)
    _contents(view, order)


def show_line(line: ReportLine, say: Words) -> None:
    """What became of one KAM's report."""
    name = plain(unbroken(line.kam.name))
    if line.problem is not None:
        problem = say("report_page.failed", kam=name, reason=plain(say.shown(line.problem)))
        st.markdown(f":red[:material/error:] {problem}")
        return
    facts = f":small[:gray[{plain(line.file)} · {size(line.size, say)}]]"
    st.markdown(f":green[:material/check_circle:] {name}{NBSP} {facts}")


def lines_place(count: int, growing: bool = False) -> DeltaGenerator:
    """Where so many lines go: a long list scrolls in a window of its own, to its end while it grows."""
    height: Literal["content"] | int = LIST_HIGH if count > MOST_LINES else "content"
    return st.container(border=False, gap="xsmall", height=height, autoscroll=growing)


def size(count: int, say: Words) -> str:
    """A number of bytes as people read it."""
    if count < 1_000_000:
        return say("report_page.kilobytes", size=say.number(max(count / 1000, 1)))
    return say("report_page.megabytes", size=say.number(count / 1_000_000, 1))


def _contents(view: KamView, order: Order) -> None:
    """The parts to come, the ones that always stay included."""
    say, chosen = view.say, order.choices
    names = [name for section, name in section_names(view).items() if section in chosen.sections]
    if chosen.format is Format.HANDOUT:
        names = [say(f"handout.{part}") for part in ("profile", "lists")]
    # A workbook and a hand-out have no cover.
    begins = [] if chosen.format in (Format.XLSX, Format.HANDOUT) else [say(f"report_page.begins_{chosen.format}")]
    if chosen.format is Format.PDF and len(names) < SHORT:
        begins = [say("report_page.begins_short")]
    ends = [] if chosen.format is Format.HANDOUT else [say("report.rules")]
    lines = map(plain, [*begins, *names, *ends])
    with st.container(border=True, height="stretch"):
        with st.container(gap=None):
            st.markdown(f"## {say('report_page.contents')}", anchors=False)
            st.markdown(f":small[:gray[{say('report_page.nothing_yet')}]]")
        st.markdown("\n".join(f"1. {line}" for line in lines))


def _former(view: KamView, order: Order, made: MadeReports) -> None:
    """A file of other choices, of another KAM or of other data is named and not offered."""
    if not made.name:
        return
    why = "choices"
    if made.order.data_version != order.data_version:
        why = "data"
        forget(made)
    st.warning(view.say(f"report_page.former_{why}", file=plain(made.name)), icon=":material/history:")


def _file(view: KamView, made: MadeReports) -> None:
    say = view.say
    with st.container(border=True):
        if not made.alone:
            st.markdown(f"## {_summary(made, say)}", anchors=False)
        for line in made.failed:
            show_line(line, say)
        if made.content:
            _download(made, say)
            _spelling(view, made)
        if not made.alone:
            with lines_place(len(made.written)):
                for line in made.written:
                    show_line(line, say)
        elif made.content:
            _preview(made, say)


def _download(made: MadeReports, say: Words) -> None:
    format = made.order.choices.format
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{plain(made.name)}**")
            st.markdown(f":small[:gray[{size(len(made.content), say)}]]")
        st.download_button(
            say("report_page.download"),
            lambda: made.content,
            made.name,
            TYPES[format] if made.alone else ZIP,
            key="report_download",
            icon=":material/download:",
            on_click="ignore",
            type="primary",
        )


def _spelling(view: KamView, made: MadeReports) -> None:
    """Names whose letters no font of the papers has."""
    kams = [line.kam for line in made.written]
    if told := respelt(made.order.choices.format, kams, view.published.campaign.name, view.say):
        st.warning(plain(told), icon=":material/font_download:")


def _summary(made: MadeReports, say: Words) -> str:
    parts = [say("report_page.made", len(made.written))]
    if made.failed:
        parts.append(say("report_page.not_made", len(made.failed)))
    return say.series(parts)


def _preview(made: MadeReports, say: Words) -> None:
    """The pages of a PDF; what is in the files that only Office shows."""
    format = made.order.choices.format
    if not format.is_pdf:
        parts = inside(format, made.content)
        st.markdown(say(f"report_page.inside_{format}", len(parts)))
        st.markdown("\n".join(f"1. {plain(part)}" for part in parts))
        return
    pages = made.pages or (_drawn(made, made.spec, say) if made.spec else ())
    if not pages:
        return
    st.html(STYLE)
    kam = made.lines[0].kam.name
    st.markdown(f":small[:gray[{say('report_page.pages', len(pages))}]]")
    with st.container(height=HIGH, key="report-pages", border=False):
        for number, page in enumerate(pages, start=1):
            alternative = say("report_page.page", kam=kam, page=say.number(number), pages=say.number(len(pages)))
            st.image(page, width="stretch", alt=alternative)


def _drawn(made: MadeReports, spec: ReportSpec, say: Words) -> tuple[bytes, ...]:
    """The pages as pictures, drawn once the file is there; without them it is as good."""
    with st.spinner(say("report_page.drawing")):
        try:
            drawn = handout_pages if made.order.choices.format is Format.HANDOUT else report_pages
            pages = tuple(drawn(spec, PPI))
        except KamescopeError as problem:
            st.warning(plain(say.shown(problem)), icon=":material/warning:")
            return ()
    keep(replace(made, pages=pages))
    return pages
