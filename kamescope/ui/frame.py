"""The frame of a page: who, from what, under which filters; and the states in which there is nothing to show."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kamescope.errors import RequestError
from kamescope.i18n import NBSP, Words, words
from kamescope.privacy import Status
from kamescope.sentences import attributable, counted, masked_group, unbroken
from kamescope.ui import data, menu, state
from kamescope.ui.address import Address, write
from kamescope.ui.filters import choose_language, filter_sentence, show_filters
from kamescope.ui.shell import theme
from kamescope.ui.team.view import TeamView
from kamescope.ui.text import plain
from kamescope.ui.view import View, opened

STYLE = """<style>
@media (max-width: 1100px) {
  [class*="kms-two-columns"] [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"]) { flex-wrap: wrap; }
  [class*="kms-two-columns"] [data-testid="stColumn"] { min-width: 100%; flex: 1 1 100%; }
}
[data-testid="stVegaLiteChart"] [data-testid="stElementToolbar"],
[data-testid="stFullScreenFrame"]:has([data-testid="stVegaLiteChart"]) [data-testid="stElementToolbar"] {
  display: none;
}
</style>"""
"""Streamlit stacks columns only up to 640 px of window, and its chart toolbar speaks English."""
REPORT = "report"


def kam_page(page: str, natural: str = "percent") -> View:
    """Open a page about one KAM: filters, heading, notices. Ends the page where there is nobody to show.

    `natural` is the unit that the page shows as long as nobody has chosen one.
    """
    say = words(state.current().lang)
    try:
        view = opened(say, theme(), natural)
    except RequestError as error:
        unknown_link(say, error)
        st.stop()
    if view is None:
        nobody(say)
        st.stop()
    with st.sidebar:
        menu.show_menu(say, view.address)
        show_filters(view)
    st.html(STYLE)
    _heading(view, page)
    _notices(view)
    return view


def plain_page(page: str) -> Words:
    """Open a page that is about nobody in particular."""
    say = words(state.current().lang)
    state.settle(state.current())
    _plain_sidebar(say)
    st.markdown(f"# {say(f'page.{page}')}", anchors=False)
    return say


def link(
    page: str,
    address: Address,
    label: str,
    *,
    icon: str | None = None,
    icon_position: Literal["left", "right"] = "left",
    help: str | None = None,
) -> None:
    """A link to a page of the menu that keeps the view."""
    parameters = write(address)
    st.page_link(
        menu.page(page), label=label, query_params=parameters, icon=icon, icon_position=icon_position, help=help
    )


def two_columns(widths: Sequence[int], name: str = "") -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two columns that lie one under the other where the window is too narrow for both (see `STYLE`).

    `name` tells them from other two on the same page.
    """
    with st.container(key=f"kms-two-columns{name}"):
        left, right = st.columns(widths, gap="small")
    return left, right


@contextmanager
def card(title: str, caption: str = "") -> Iterator[None]:
    """A bordered card with a title and what it says in one line."""
    with st.container(border=True, height="stretch"):
        with st.container(gap=None):
            st.markdown(f"###### {title}", anchors=False)
            if caption:
                st.markdown(f":small[:gray[{caption}]]")
        yield


def _heading(view: View, page: str) -> None:
    kam, campaign, say = view.published.kam, view.published.campaign, view.say
    who = [plain(kam.company), say("head.campaign", name=plain(campaign.name), date=say.date(campaign.date))]
    counts = (counted(view.model, group, say) for group in view.published.groups)
    context = " · ".join(part for part in (*who, say.series(counts)) if part)
    badge = f":violet-badge[:material/theater_comedy: {say('head.fictitious')}] " if kam.fictitious else ""
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"# {_title(view, page)}", anchors=False, width="stretch")
            copy_link(view)
            if page != REPORT:
                link(REPORT, view.address, view.say("page.report"))
        st.markdown(badge + context)
        st.markdown(f":small[:gray[{filter_sentence(view)}]]")


def _plain_sidebar(say: Words) -> None:
    """The menu and the language, where there is nobody to filter."""
    with st.sidebar:
        menu.show_menu(say, state.current())
        choose_language(say)


def _title(view: View, page: str) -> str:
    """The person and the page in one heading; on the factor page the factor."""
    name = plain(unbroken(view.published.kam.name))
    if page == "factor":
        return f"{name} :gray[{view.factor.code}{NBSP}{plain(view.say.text(view.factor.name))}]"
    return f"{name}{NBSP} :gray[{view.say(f'page.{page}')}]"


def copy_link(view: View | TeamView) -> None:
    """The address of this very view, ready to be copied: it holds no name."""
    with st.popover(view.say("head.link"), icon=":material/link:", type="tertiary"):
        st.markdown(f":small[{view.say('head.link_words')}]")
        base = (st.context.url or "").split("?")[0]
        st.code(f"{base}?{urlencode(write(view.address), safe=',')}", language=None, wrap_lines=True)


def _notices(view: View) -> None:
    """What is held back and what everybody should know, before any figure."""
    say = view.say
    if view.published.campaign.collecting:
        st.info(say("head.collecting"), icon=":material/inventory_2:")
        return
    for group in view.published.groups:
        if group.status is Status.MASKED:
            st.info(masked_group(view.model, group, say, plain), icon=":material/visibility_off:")
    if not view.published.published_groups:
        st.info(say("empty.nothing_published"), icon=":material/hourglass_empty:")


def foot(view: View | TeamView) -> None:
    """The last line of every page: what is attributable, and where the rules are explained."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":small[:gray[{attributable(view.model, view.say, plain)}]]", width="stretch")
        link("method", view.address, view.say("foot.method"), icon=":material/help:")


def unknown_link(say: Words, error: RequestError) -> None:
    """A link that leads nowhere says so and opens nobody."""
    _plain_sidebar(say)
    st.markdown(f"# {say('empty.link_title')}", anchors=False)
    st.warning(say.shown(error), icon=":material/link_off:")
    if data.door().people():
        st.button(say("empty.show_list"), on_click=lambda: state.settle(Address(lang=say.language)), type="primary")


def nobody(say: Words) -> None:
    """An empty database: what to do first."""
    _plain_sidebar(say)
    st.markdown(f"# {say('empty.title')}", anchors=False)
    st.markdown(say("empty.words"))
    if st.button(say("empty.imports"), icon=":material/upload_file:", type="primary", key="imports_open"):
        st.switch_page(menu.page("imports"), query_params=write(state.current()))
    st.markdown(f":small[:gray[{say('empty.command')}]]")
    st.code("python -m kamescope import reponses.xlsx", language=None)


def open_factor(view: View) -> Callable[[str], None]:
    """What a click on a factor, sub-factor or item does: its factor's page opens, the view stays.

    A mark that stands for several codes opens a page only where they belong to one factor.
    """

    def opener(picked: str) -> None:
        factors = {view.model.factor_of[code].code for code in picked.split()}
        if len(factors) == 1:
            address = replace(view.address, factor=factors.pop())
            st.switch_page(menu.page("factor"), query_params=write(address))

    return opener


def factor_links(view: View) -> None:
    """Every factor listed, one click or key from its page."""
    with st.container(horizontal=True, gap="small"):
        st.markdown(f":small[:gray[{view.say('table.open')}]]")
        for code in view.factors:
            name = view.say.text(view.model.factor_of[code].name)
            link("factor", replace(view.address, factor=code), code, help=plain(name), icon="")
