"""What one will get, small, before anything is made: the first pages of a PDF, how slides and sheets will lie.

The page never waits for it. The rest of the page is there before the pages are drawn, by a thread of their own; a click
meanwhile is answered at once.
"""

import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kamescope.errors import KamescopeError
from kamescope.i18n import Words, words
from kamescope.reports.names import Format
from kamescope.reports.pdf import first_pages, handout_pages
from kamescope.reports.render import attempted
from kamescope.reports.report_spec import ReportSpec, Section
from kamescope.sentences import unbroken
from kamescope.ui.kam.view import KamView
from kamescope.ui.report import sketch
from kamescope.ui.report.choices import colleagues, section_names
from kamescope.ui.report.order import Order, brief_of, view_of
from kamescope.ui.text import plain

KEY, PLACE = "report_sample", "report-sample"
WIDE = {Format.PDF: 150, Format.HANDOUT: 220, Format.PPTX: 150, Format.XLSX: 312}
"""Pixels of a page, a slide, a window; two pages or slides lie beside one another on a phone too."""
PPI = {Format.PDF: 48, Format.HANDOUT: 60}
PAUSE, TICK = 0.15, 0.02
"""Seconds without a click before pages are drawn, and after which it is looked whether there was one."""
SLIDES = 3
"""So many after the cover."""
GAP = 16
STYLE = """<style>
[class*="st-key-report-sample"] [data-testid="stElementToolbar"] { display: none; }
[class*="st-key-report-sample"] img { border: 1px solid color-mix(in srgb, currentColor 16%, transparent); }
.st-key-report-sample-before img { opacity: .4; }
</style>"""
_DRAWER = ThreadPoolExecutor(1, thread_name_prefix="report_sample")


@dataclass(frozen=True)
class Sample:
    """The first pages (PNG) of one KAM's document of an order; kept by the session that asked for them alone."""

    order: Order
    kam: str
    pages: tuple[bytes, ...] = ()

    def is_of(self, order: Order, kam: str) -> bool:
        """Whether it shows what the order asks for."""
        return (self.order, self.kam) == (order, kam)

    def resembles(self, order: Order, kam: str) -> bool:
        """Whether it may stand for that until it is drawn: the same figures of the same KAM, for the same viewer."""
        mine = (self.order.choices.format, self.order.data_version, self.order.viewer, self.order.where, self.kam)
        return mine == (order.choices.format, order.data_version, order.viewer, order.where, kam)


def show_sample(view: KamView, order: Order) -> DeltaGenerator | None:
    """What can be shown at once; returns where the pages go that are still to be drawn, None where there are none."""
    if not order.choices.complete:
        return None
    kam, format = _whose(view, order), order.choices.format
    st.html(STYLE)
    with st.container(gap="xsmall", width=2 * WIDE[Format.PDF] + GAP, key=PLACE):
        place = st.empty()
        st.markdown(f":small[:gray[{_caption(view, order, kam)}]]")
    if not format.is_pdf:
        _show(view.say, place, format, _sketches(view, order, kam))
        return None
    kept = st.session_state.get(KEY)
    if kept is not None and kept.is_of(order, kam):
        _show(view.say, place, format, kept.pages)
        return None
    if kept is not None and kept.resembles(order, kam):
        _show(view.say, place, format, kept.pages, "before")
    else:
        st.session_state.pop(KEY, None)
        _show(view.say, place, format, [sketch.blank()] * (1 if format is Format.HANDOUT else 2), "blank")
    return place


def draw_sample(view: KamView, order: Order, place: DeltaGenerator) -> None:
    """Draw the pages where `show_sample` left room for them; the last thing that a page does."""
    kam, format = _whose(view, order), order.choices.format
    _pause()
    try:
        spec = brief_of(view_of(view, kam), order)
    except KamescopeError:
        place.empty()
        return
    drawn = _waited(_DRAWER.submit(attempted, lambda: _pages(spec, format)))
    if isinstance(drawn, KamescopeError):
        place.empty()
        return
    st.session_state[KEY] = Sample(order, kam, drawn)
    _show(view.say, place, format, drawn)


def _pages(spec: ReportSpec, format: Format) -> tuple[bytes, ...]:
    draw = handout_pages if format is Format.HANDOUT else first_pages
    return tuple(draw(spec, PPI[format]))


def _pause() -> None:
    """Let the page be painted first, and draw nothing for somebody who is still choosing."""
    end = time.monotonic() + PAUSE
    while time.monotonic() < end:
        time.sleep(TICK)
        _yield_to_clicks()


def _yield_to_clicks() -> None:
    """A look at the session's state ends this run where a click has asked for another."""
    st.session_state.get(KEY)


def _waited(drawing: Future[tuple[bytes, ...] | KamescopeError]) -> tuple[bytes, ...] | KamescopeError:
    """What is drawn, once it is; of a run that a click ends, what waits to be drawn is left."""
    try:
        while not wait((drawing,), TICK).done:
            _yield_to_clicks()
        return drawing.result()
    finally:
        drawing.cancel()


def _show(
    say: Words, place: DeltaGenerator, format: Format, pictures: Sequence[bytes | str], state: str = "now"
) -> None:
    """Pages (PNG) or sketches (SVG) beside one another; `before` and `blank` are to be replaced."""
    with place.container(horizontal=True, gap="small", key=f"{PLACE}-{state}"):
        for number, picture in enumerate(pictures, start=1):
            alternative = "" if state == "blank" else say(f"report_page.sample_{_kind(format)}", at=say.number(number))
            # An image of a width of its own would be made anew at that width, in each run.
            with st.container(width=WIDE[format]):
                st.image(picture, width="stretch", alt=alternative)


def _kind(format: Format) -> str:
    return {Format.PPTX: "slide", Format.XLSX: "book"}.get(format, "page")


def _whose(view: KamView, order: Order) -> str:
    """The KAM looked at, if they are among those chosen; else the first one."""
    chosen = order.choices.kams
    return view.address.kam if view.address.kam in chosen else chosen[0]


def _caption(view: KamView, order: Order, kam: str) -> str:
    say, chosen = view.say, order.choices
    first = section_names(say, view.address.n)[chosen.sections[0]]
    told = say(f"report_page.sample_{chosen.format}", part=plain(first))
    if len(chosen.kams) == 1:
        return told
    return f"{say('report_page.sample_of', kam=plain(unbroken(_name(view, kam))))} {told}"


def _name(view: KamView, kam: str) -> str:
    return next(entry.kam.name for entry in colleagues(view) if entry.kam.token == kam)


def _sketches(view: KamView, order: Order, kam: str) -> Sequence[str]:
    """The opening of a deck, or a workbook with all its tabs, in the document's own language."""
    say, sections = words(order.choices.language), order.choices.sections
    if order.choices.format is Format.XLSX:
        from kamescope.reports.workbook import sheets_of

        tabs = [say(f"workbook.sheet_{sheet.name}") for sheet in sheets_of(sections)]
        return [sketch.window(tabs, charts=Section.RESULTS in sections)]
    names = section_names(say, view.address.n)
    opening = sketch.cover(_name(view, kam), view.published.campaign.name, say("report.product"))
    return [opening, *(sketch.slide(section, names[section]) for section in sections[:SLIDES])]
