"""The menu, declared in one place."""

import threading
from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from kamescope.i18n import Words
from kamescope.ui.address import Address, write


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its key in the catalogues, its file, its place in addresses, its icon."""

    key: str
    file: str
    path: str
    icon: str


MENU: dict[str, tuple[Entry, ...]] = {
    "kam": (
        Entry("overview", "pages/kam/overview.py", "resultats", ":material/radar:"),
        Entry("top_items", "pages/kam/top_items.py", "top", ":material/swap_vert:"),
        Entry("perception", "pages/kam/perception.py", "perceptions", ":material/grid_view:"),
        Entry("factor", "pages/kam/factor.py", "facteur", ":material/list_alt:"),
    ),
    "help": (Entry("method", "pages/help/method.py", "methode", ":material/help:"),),
}
HOME = "overview"


_RUN = threading.local()
"""The pages of the run that this thread is in: Streamlit wants to be handed the very same ones."""


def pages(say: Words) -> list[StreamlitPage]:
    """All pages, titled in the reader's language, made anew for this run of the script."""
    _RUN.pages = {entry.key: _page(entry, say) for entries in MENU.values() for entry in entries}
    return list(_RUN.pages.values())


def page(key: str) -> StreamlitPage:
    """One page of this run, to link to."""
    return _RUN.pages[key]


def show_menu(say: Words, address: Address) -> None:
    """The menu in the sidebar: every link carries the whole view, so that Back and Forward step from page to page."""
    for section, entries in MENU.items():
        with st.container(gap="small"):
            st.markdown(f":small[:gray[{say(f'menu.{section}')}]]")
            for entry in entries:
                st.page_link(page(entry.key), width="stretch", query_params=write(address))


def _page(entry: Entry, say: Words) -> StreamlitPage:
    return st.Page(
        entry.file, title=say(f"page.{entry.key}"), icon=entry.icon, url_path=entry.path, default=entry.key == HOME
    )
