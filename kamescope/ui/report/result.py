"""The right half of the page: what will be in the file, the file once it is made, its pages."""

from collections.abc import Iterator
from contextlib import contextmanager
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
from kamescope.sentences import filters, unbroken
from kamescope.service import version
from kamescope.ui import data
from kamescope.ui.components import note_download
from kamescope.ui.kam.view import KamView
from kamescope.ui.report.choices import offered, section_names
from kamescope.ui.report.contents import show_contents
from kamescope.ui.report.inside import inside
from kamescope.ui.report.made import MadeReports, ReportLine, keep, last_made
from kamescope.ui.report.order import Order
from kamescope.ui.text import plain

PPI = 110
"""Sharp at the width that a page has here, and on a phone's dense screen."""
HIGH = 520
"""Pixels of the window on the pages: with the file over it, it is less than the choices beside it take."""
LIST_HIGH, MOST_LINES = 420, 12
TYPES = {
    Format.PDF: "application/pdf",
    Format.HANDOUT: "application/pdf",
    Format.GUIDE: "application/pdf",
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
IN_SIGHT = """<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-report-in-sight) { position: sticky; top: 4.25rem; }
</style>"""


@contextmanager
def in_sight() -> Iterator[None]:
    """What stays beside the button that is pressed, however far down that is: progress, then the file."""
    st.html(IN_SIGHT)
    with st.container(key="report-in-sight"):
        yield


def show_result(view: KamView, order: Order) -> DeltaGenerator | None:
    """The file of these very choices; else what theirs will hold, under the one that was made before.

    Returns where pages go that are still to be drawn (`draw_sample`).
    """
    made = last_made(order)
    if made is not None and made.order == order:
        _file(view, made)
        return None
    if made is not None and made.name:
        _former(view, order, made)
    return show_contents(view, order)


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


def _former(view: KamView, order: Order, made: MadeReports) -> None:
    """A file of other choices or of another KAM stays within reach and says so; one of other data is only named."""
    if made.is_outdated(order):
        st.warning(view.say("report_page.former_data", file=plain(made.name)), icon=":material/history:")
        return
    with st.container(border=True, key="report-former"):
        st.markdown(f":orange[:material/history:] {view.say('report_page.former_choices')}")
        _download(made, view.say, is_current=False)
        _spelling(view, made)


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


def _download(made: MadeReports, say: Words, is_current: bool = True) -> None:
    """The file, what it is about, when it was made; one click gives it."""
    door = data.door()
    kams = [line.kam.token for line in made.written]

    def content() -> bytes:
        given = made.given(lambda: version(door.store))
        note_download(door, made.order.choices.format, kams, made.order.filters.campaign)
        return given

    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{plain(made.name)}**")
            st.markdown("  \n".join(f":small[:gray[{told}]]" for told in (_about(made, say), _when(made, say))))
        st.download_button(
            say("report_page.download"),
            content,
            made.name,
            TYPES[made.order.choices.format] if made.alone else ZIP,
            key="report_download",
            icon=":material/download:",
            on_click="ignore",
            type="primary" if is_current else "secondary",
        )


def _about(made: MadeReports, say: Words) -> str:
    """Whose, in which campaign, in which format and language; parts and filters where it is not all."""
    chosen = made.order.choices
    who = made.lines[0].kam.name if made.alone else say("count.kams", len(made.written))
    told = [plain(who), plain(made.campaign), say(f"report_page.format_{chosen.format}")]
    told.append(say.language_name(chosen.language))
    if set(chosen.sections) < set(offered(chosen.format)):
        names = section_names(say, made.order.filters.n)
        told.append(say.series(plain(names[section]) for section in chosen.sections))
    return " · ".join(told)


def _when(made: MadeReports, say: Words) -> str:
    made_at = say("import.journal.when", date=say.date(made.made_at.date()), time=say.time(made.made_at))
    told = [size(len(made.content), say), say("report_page.made_at", when=made_at)]
    if made.spec is not None and made.spec.is_filtered:
        listed = made.spec.listed
        told.append(filters(made.spec.published, listed.groups, listed.factors, say, plain))
    return " · ".join(told)


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
