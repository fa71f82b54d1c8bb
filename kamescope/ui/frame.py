"""The frame of every page: whom it is about, from what, under which filters; the states with nothing to show."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Generic, Literal, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kamescope.charts.theme import Look
from kamescope.errors import RequestError
from kamescope.i18n import Words, words
from kamescope.sentences import attributable
from kamescope.service import Task
from kamescope.ui import data, menu, state
from kamescope.ui.address import Address, barred, query, spoken_in, write
from kamescope.ui.browser import tell_browser
from kamescope.ui.demo import offer_demo, show_demo
from kamescope.ui.filters import Looked, choose_language, choose_unit, show_filters
from kamescope.ui.part import show_part
from kamescope.ui.style import sheet, theme
from kamescope.ui.text import plain
from kamescope.ui.versions import NOT_HERE
from kamescope.ui.view import View
from kamescope.ui.visitor import show_visitor

CHOICE_WIDTH = 232


class Head(NamedTuple):
    """What the first lines of a page say: `title` and `filters` in Markdown; `fictitious` names a badge's words.

    `tab` is the title in plain words.
    """

    title: str
    tab: str
    context: Sequence[str]
    filters: str
    fictitious: str = ""


class Notice(NamedTuple):
    """What everybody should know before any figure."""

    words: str
    icon: str = ":material/visibility_off:"


class Frame(NamedTuple, Generic[Looked]):
    """What is particular to some pages: which view their address asks for, and the bar over it.

    `opened` is given words, theme and the unit as long as nobody has chosen one (`natural`); None: nobody is to be
    seen. `who` are the controls for whom one looks at; `pages`: those that the bar leads to; `head` is drawn over the
    body, and depends on what the bar says alone; `groups`: rater groups can be filtered; `in_parts`: see `show_page`.
    """

    opened: Callable[[Words, str, str], Looked | None]
    natural: str
    who: Sequence[Callable[[Looked], None]]
    pages: Sequence[str]
    head: Callable[[Looked], None]
    groups: bool
    in_parts: bool = True


def show_page(frame: Frame[Looked], body: Callable[[Looked], None]) -> None:
    """A page about somebody: menu, bar, and below it the body; ends it where there is nobody to show.

    It is drawn in parts, one in the other, and a press draws again only the one that it stands in: the page below the
    menu, and in that what the unit and all choices of the body act on. Streamlit lets a part that is being drawn come
    to its end: a page on which long work can be stopped is therefore one whole (`in_parts`).
    """
    view = _begin(frame)
    part = partial(show_part, partial(_opened, frame)) if frame.in_parts else _at_once
    _sidebar(view.say, view.bar)
    if Task.DEMO in data.door().viewer.tasks:
        with st.sidebar:
            show_demo(view.say)
    st.html(sheet(theme()))

    def below(view: Looked) -> None:
        with _bar():
            unit = _controls(view, frame)
        frame.head(view)

        def inner(view: Looked) -> None:
            with unit:
                choose_unit(view)
            body(view)

        part(inner, barred, view)
        _foot(view)

    part(below, spoken_in, view)


def _begin(frame: Frame[Looked]) -> Looked:
    """The view that the address asks for; ends the page where there is nobody to show."""
    say = words(state.current().lang)
    try:
        view = _opened(frame)
    except RequestError as error:
        unknown_link(say, error)
        st.stop()
    if view is None:
        nobody(say)
        st.stop()
    return view


def _opened(frame: Frame[Looked]) -> Looked | None:
    return frame.opened(words(state.current().lang), theme(), frame.natural)


def _at_once(draw: Callable[[Looked], None], kept: Callable[[Address], object], view: Looked) -> None:
    draw(view)


def _controls(view: Looked, frame: Frame[Looked]) -> DeltaGenerator:
    """The bar: who is looked at, the filters, links to this view, the language. Returns where the unit is chosen."""
    for choose in frame.who:
        with st.container(width=CHOICE_WIDTH):
            choose(view)
    unit = show_filters(view, frame.groups)
    st.space("stretch")
    tell_browser(view.say, has_address=True)
    for page in frame.pages:
        menu.show_link(page, view.say, view.bar)
    choose_language(view.say)
    return unit


def plain_page(page: str) -> Words:
    """Open a page that is about nobody in particular."""
    say = words(state.current().lang)
    state.settle(state.current())
    _plain_bar(say)
    st.markdown(f"# {say(f'page.{page}')}", anchors=False)
    return say


def plain_look(say: Words) -> Look:
    """How figures and tables look on a page that is about nobody in particular."""
    return Look(say.language, theme() == "dark")


def link(
    page: str,
    address: Address,
    label: str,
    *,
    icon: str | None = None,
    icon_position: Literal["left", "right"] = "left",
    help: str | None = None,
) -> None:
    """A link to a page of the menu that keeps the view; nothing where the viewer may not open it."""
    if not menu.may_open(page):
        return
    parameters = write(address)
    st.page_link(
        menu.page(page), label=label, query_params=parameters, icon=icon, icon_position=icon_position, help=help
    )


def address_of(page: str, address: Address) -> str:
    """Where a link in a fragment of ours leads: a page of the menu that keeps the view."""
    return f"{menu.page(page).url_path}?{query(address)}"


def two_columns(widths: Sequence[int], name: str = "") -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two columns that lie one under the other where the window is too narrow for both (see `style.py`).

    `name` tells them from other two on the same page.
    """
    with st.container(key=f"kms-two-columns{name}"):
        left, right = st.columns(widths, gap="small")
    return left, right


@contextmanager
def card(title: str, caption: str = "") -> Iterator[None]:
    """A bordered card with a title and what it says in one line."""
    with st.container(border=True, height="stretch"):
        # One element for both lines: each is a message, and some two milliseconds of a click.
        st.markdown(f"## {title}" + (f"\n\n:small[:gray[{caption}]]" if caption else ""), anchors=False)
        yield


def heading(view: View, head: Head) -> None:
    """The first lines of a page."""
    badge = f":violet-badge[:material/theater_comedy: {view.say(head.fictitious)}] " if head.fictitious else ""
    # A browser's tab, and the list of pages visited, tell one view from another by it.
    st.set_page_config(page_title=head.tab)
    lines = [f"# {head.title}", badge + " · ".join(part for part in head.context if part)]
    if head.filters:
        lines.append(f":small[:gray[{head.filters}]]")
    st.markdown("\n\n".join(lines), anchors=False)


def notices(say: Words, told: Iterable[Notice], collecting: bool, published: bool) -> None:
    """What is held back and what everybody should know, before any figure."""
    if collecting:
        st.info(say("head.collecting"), icon=":material/inventory_2:")
        return
    for notice in told:
        st.info(notice.words, icon=notice.icon)
    if not published:
        st.info(say("empty.nothing_published"), icon=":material/hourglass_empty:")


def _sidebar(say: Words, address: Address) -> None:
    """The menu; below it who is signed in."""
    with st.sidebar:
        menu.show_menu(say, address)
        show_visitor(say)


@contextmanager
def _bar() -> Iterator[None]:
    """The bar over every page, which stays where it is when the page is scrolled."""
    with st.container(key="kms-bar", horizontal=True, vertical_alignment="center", gap="small"):
        yield


def _plain_bar(say: Words) -> None:
    """The menu and the language, where there is nobody to filter."""
    _sidebar(say, state.current())
    st.html(sheet(theme()))
    with _bar():
        st.space("stretch")
        tell_browser(say)
        choose_language(say)


def no_head(view: View) -> None:
    """The head of a page that draws its own in its body."""


def _foot(view: View) -> None:
    """The last line of every page: what is attributable, and where the rules are explained."""
    menu.show_note(attributable(view.model, view.say), "method", view.say("foot.method"), view.look, view.bar)


def closed_page(say: Words, title: str) -> None:
    """Open the page of somebody who may open none: no menu."""
    st.html(sheet(theme()))
    with _bar():
        st.space("stretch")
        tell_browser(say)
        choose_language(say)
    _titled(title)


def nowhere() -> None:
    """The page of an address at which there is none for this viewer."""
    say = words(state.current().lang)
    _leads_nowhere(say, RequestError("link_unknown"))
    link(menu.home(), Address(lang=say.language), say("empty.show_list"), icon=":material/arrow_forward:")


def unknown_link(say: Words, error: RequestError) -> None:
    """A link that leads nowhere says so and opens nobody; to who is to be read in a former version it shows the way."""
    if error.code == NOT_HERE:
        _plain_bar(say)
        _titled(say("version.title"))
        st.info(plain(say.shown(error)), icon=":material/history:")
        link("overview", state.current(), say("version.read"), icon=":material/history:")
        return
    _leads_nowhere(say, error)
    if data.door().people():
        st.button(say("empty.show_list"), on_click=lambda: state.settle(Address(lang=say.language)), type="primary")


def _leads_nowhere(say: Words, error: RequestError) -> None:
    _plain_bar(say)
    _titled(say("empty.link_title"))
    st.warning(say.shown(error), icon=":material/link_off:")


def _titled(title: str) -> None:
    """A page that is about nobody: the tab is not called any more after whom it was about before."""
    st.set_page_config(page_title=title)
    st.markdown(f"# {title}", anchors=False)


def nobody(say: Words) -> None:
    """An empty database: what to do first; whoever fills none is told that nothing is given to them yet."""
    _plain_bar(say)
    if Task.IMPORT not in data.door().viewer.tasks:
        _titled(say("empty.nothing_title"))
        st.markdown(say("empty.nothing_words"))
        return
    st.markdown(f"# {say('empty.title')}", anchors=False)
    st.markdown(say("empty.words"))
    if st.button(say("empty.imports"), icon=":material/upload_file:", type="primary", key="imports_open"):
        st.switch_page(menu.page("imports"), query_params=write(state.current()))
    st.markdown(say("empty.demo"))
    offer_demo(say)
    st.markdown(f":small[:gray[{say('empty.command')}]]")
