"""The menu, declared in one place."""

import threading
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from kamescope.charts.fragment import Fragment
from kamescope.charts.link_menu import Link, link_menu
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.ui.address import Address, write
from kamescope.ui.pickable import show_pickable


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One page: its key in the catalogues, its file, its place in addresses, its icon."""

    key: str
    file: str
    path: str
    icon: str


MENU: dict[str, tuple[MenuEntry, ...]] = {
    "kam": (
        MenuEntry("overview", "pages/kam/overview.py", "resultats", ":material/radar:"),
        MenuEntry("top_items", "pages/kam/top_items.py", "top", ":material/swap_vert:"),
        MenuEntry("perception", "pages/kam/perception.py", "perceptions", ":material/grid_view:"),
        MenuEntry("factor", "pages/kam/factor.py", "facteur", ":material/list_alt:"),
    ),
    "debrief": (MenuEntry("report", "pages/debrief/report.py", "rapport", ":material/description:"),),
    "team": (
        MenuEntry("who", "pages/team/who.py", "qui-accompagner", ":material/person_search:"),
        MenuEntry("compare", "pages/team/compare.py", "comparer", ":material/groups:"),
        MenuEntry("team_factor", "pages/team/factor.py", "facteur-equipe", ":material/scatter_plot:"),
        MenuEntry("team_perception", "pages/team/perception.py", "perceptions-equipe", ":material/grid_on:"),
        MenuEntry("progress", "pages/team/progress.py", "progression", ":material/trending_up:"),
        MenuEntry("benchmark", "pages/team/benchmark.py", "referentiel", ":material/straighten:"),
    ),
    "data": (
        MenuEntry("imports", "pages/data/imports.py", "imports", ":material/upload_file:"),
        MenuEntry("quality", "pages/data/quality.py", "qualite", ":material/fact_check:"),
        MenuEntry("access", "pages/data/access.py", "acces", ":material/key:"),
        MenuEntry("audit", "pages/data/audit.py", "traces", ":material/history:"),
    ),
    "help": (MenuEntry("method", "pages/help/method.py", "methode", ":material/help:"),),
}
HOME = "overview"


_RUN = threading.local()
"""The pages of the run that this thread is in: Streamlit wants to be handed the very same ones."""


def navigation(say: Words) -> StreamlitPage:
    """Declare the pages, titled in the reader's language, for this run of the script; returns the one to run.

    On a phone Streamlit's own menu is used: it folds away once a page is chosen.
    """
    _RUN.pages = {entry.key: _page(entry, say) for entries in MENU.values() for entry in entries}
    sections = {say(f"menu.{name}"): [page(entry.key) for entry in entries] for name, entries in MENU.items()}
    sections[""] = [_home_by_name()]
    _RUN.on_phone = "Mobi" in st.context.headers.get("User-Agent", "")
    running = st.navigation(sections, position="sidebar" if _RUN.on_phone else "hidden", expanded=True)
    _RUN.now = next((key for key, each in _RUN.pages.items() if each == running), "")
    return running


def page(key: str) -> StreamlitPage:
    """One page of this run, to link to."""
    return _RUN.pages[key]


def show_menu(say: Words, address: Address) -> None:
    """The menu in the sidebar: every link carries the whole view, so that Back and Forward step from page to page."""
    if _RUN.on_phone:
        return
    entries = {entry.key: entry for part in MENU.values() for entry in part}
    query = urlencode(write(address), safe=",")
    addresses = {key: f"{'/' if key == HOME else entry.path}?{query}" for key, entry in entries.items()}
    drawn = _drawn(say, _RUN.now, st.context.theme.type == "dark")
    show_pickable(drawn, "menu", lambda key: st.switch_page(page(key), query_params=write(address)), addresses)


@cache
def _drawn(say: Words, now: str, dark: bool) -> Fragment:
    """The whole menu as one element, not thirty."""
    sections = tuple(
        (say(f"menu.{name}"), tuple(_link(entry, say) for entry in entries)) for name, entries in MENU.items()
    )
    return link_menu(say("browser.menu"), sections, now, Look(say.language, dark))


def _link(entry: MenuEntry, say: Words) -> Link:
    return Link(entry.key, say(f"page.{entry.key}"), entry.icon.strip(":").removeprefix("material/"))


def _home_by_name() -> StreamlitPage:
    """The home page under the name that it has in the menu: its own address is the bare one."""
    path = next(entry.path for entries in MENU.values() for entry in entries if entry.key == HOME)

    def go_home() -> None:
        st.switch_page(page(HOME), query_params=st.query_params.to_dict())

    return st.Page(go_home, title=path, url_path=path, visibility="hidden")


def _page(entry: MenuEntry, say: Words) -> StreamlitPage:
    is_home = entry.key == HOME
    path = None if is_home else entry.path  # the home page's own is the bare address; its name stands for it beside
    return st.Page(entry.file, title=say(f"page.{entry.key}"), icon=entry.icon, url_path=path, default=is_home)
