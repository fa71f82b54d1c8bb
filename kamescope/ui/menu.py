"""The menu, declared in one place."""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from kamescope.charts.fragment import Fragment
from kamescope.charts.link_menu import Link, link_menu, note, one_link
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.service import Task, Viewer
from kamescope.settings import settings
from kamescope.ui import data
from kamescope.ui.address import Address, write
from kamescope.ui.pickable import Width, show_pickable


class Shows(Enum):
    """What a page shows, and so who may open it; of one that changes something, the task says it."""

    RESULTS = auto()
    SEVERAL = auto()
    RETURNS = auto()
    NOBODY = auto()
    LEVER = auto()
    TEAM_LEVER = auto()


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One page: its key in the catalogues, its file, its place in addresses, its icon, who may open it."""

    key: str
    file: str
    path: str
    icon: str
    shows: Shows | Task = Shows.RESULTS

    def is_for(self, viewer: Viewer) -> bool:
        """Whether somebody may open it."""
        if isinstance(self.shows, Task):
            return self.shows in viewer.tasks
        return {
            Shows.RESULTS: viewer.sees_results,
            Shows.SEVERAL: viewer.compares,
            Shows.RETURNS: viewer.sees_results or viewer.counts is not None,
            Shows.NOBODY: True,
            Shows.LEVER: viewer.sees_results or Task.IMPORT in viewer.tasks,
            Shows.TEAM_LEVER: viewer.compares or Task.IMPORT in viewer.tasks,
        }[self.shows]


MENU: dict[str, tuple[MenuEntry, ...]] = {
    "kam": (
        MenuEntry("overview", "pages/kam/overview.py", "resultats", ":material/radar:"),
        MenuEntry("top_items", "pages/kam/top_items.py", "top", ":material/swap_vert:"),
        MenuEntry("perception", "pages/kam/perception.py", "perceptions", ":material/grid_view:"),
        MenuEntry("factor", "pages/kam/factor.py", "facteur", ":material/list_alt:"),
        MenuEntry("comments", "pages/debrief/comments.py", "commentaires", ":material/forum:"),
    ),
    "debrief": (
        MenuEntry("home", "pages/debrief/home.py", "mes-kam", ":material/assignment_ind:", Task.SHARE),
        MenuEntry("prepare", "pages/debrief/prepare.py", "preparation", ":material/edit_note:", Task.SHARE),
        MenuEntry("plan", "pages/debrief/plan.py", "plan-d-action", ":material/task_alt:"),
        MenuEntry("report", "pages/debrief/report.py", "rapport", ":material/description:"),
    ),
    "team": (
        MenuEntry("who", "pages/team/who.py", "qui-accompagner", ":material/person_search:", Shows.SEVERAL),
        MenuEntry("compare", "pages/team/compare.py", "comparer", ":material/groups:", Shows.SEVERAL),
        MenuEntry("team_factor", "pages/team/factor.py", "facteur-equipe", ":material/scatter_plot:", Shows.SEVERAL),
        MenuEntry(
            "team_perception", "pages/team/perception.py", "perceptions-equipe", ":material/grid_on:", Shows.SEVERAL
        ),
        MenuEntry("progress", "pages/team/progress.py", "progression", ":material/trending_up:", Shows.SEVERAL),
        MenuEntry("benchmark", "pages/team/benchmark.py", "referentiel", ":material/straighten:", Shows.SEVERAL),
    ),
    "levers": (
        MenuEntry("roles", "pages/levers/roles.py", "roles", ":material/theater_comedy:", Shows.LEVER),
        MenuEntry("portfolio", "pages/levers/portfolio.py", "portefeuille", ":material/work:", Shows.LEVER),
        MenuEntry("abc", "pages/levers/abc.py", "abc-croise", ":material/sort_by_alpha:", Shows.LEVER),
        MenuEntry("dependence", "pages/levers/dependence.py", "dependance", ":material/balance:", Shows.TEAM_LEVER),
        MenuEntry("tasks", "pages/levers/tasks.py", "temps", ":material/schedule:", Shows.LEVER),
        MenuEntry("targets", "pages/levers/targets.py", "objectifs", ":material/target:", Shows.TEAM_LEVER),
        MenuEntry("indicators", "pages/levers/indicators.py", "indicateurs", ":material/monitoring:", Shows.TEAM_LEVER),
    ),
    "data": (
        MenuEntry("imports", "pages/data/imports.py", "imports", ":material/upload_file:", Task.IMPORT),
        MenuEntry("quality", "pages/data/quality.py", "qualite", ":material/fact_check:", Shows.RETURNS),
        MenuEntry("access", "pages/data/access.py", "acces", ":material/key:", Task.GRANT),
        MenuEntry("audit", "pages/data/audit.py", "traces", ":material/history:", Task.AUDIT),
    ),
    "help": (MenuEntry("method", "pages/help/method.py", "methode", ":material/help:", Shows.NOBODY),),
}
HOME = "overview"
BESIDE = "levers"
"""The part of the menu that is beside the 360: nobody begins there."""


class Declared(NamedTuple):
    """The pages declared, by their keys; those of the home page and of the page that runs; whether on a phone."""

    pages: dict[str, StreamlitPage]
    home: str
    now: str
    on_phone: bool


_RUN = threading.local()
"""The pages of the run that this thread is in: Streamlit wants to be handed the very same ones."""


def navigation(say: Words, nowhere: Callable[[], None]) -> StreamlitPage:
    """Declare the pages, titled in the reader's language, for this run of the script; returns the one to run.

    The first one that the viewer may open is the home page, those beside the 360 apart. `nowhere` stands at every other
    address, of a page that they may not open as of one that does not exist. On a phone Streamlit's own menu is used: it
    folds away once a page is chosen.
    """
    entries = _open()
    home = next(each for name, part in entries.items() if name != BESIDE for each in part)
    pages = {each.key: _page(each, say, each is home) for part in entries.values() for each in part}
    sections = {say(f"menu.{name}"): [pages[each.key] for each in part] for name, part in entries.items()}
    sections[""] = [_home_by_name(home), *_nowhere(nowhere, {each.path for part in entries.values() for each in part})]
    return _declared(sections, pages, home.key)


def alone(show: Callable[[], None], title: str) -> StreamlitPage:
    """Declare one page for every address, and no menu: for whoever may open none."""
    return _declared({"": [st.Page(show, title=title, url_path="", default=True), *_nowhere(show, set())]}, {}, "")


def declared() -> Declared:
    """The pages of this run."""
    found: Declared = _RUN.declared
    return found


def take_up(before: Declared) -> None:
    """In a run that draws a part of a page alone, and so declares none: those of the run that drew it whole."""
    _RUN.declared = before


def page(key: str) -> StreamlitPage:
    """One page of this run, to link to."""
    return declared().pages[key]


def home() -> str:
    """The key of this run's home page."""
    return declared().home


def icon(key: str) -> str:
    """The icon of a page of the menu."""
    return next(entry.icon for part in MENU.values() for entry in part if entry.key == key)


def may_open(key: str) -> bool:
    """Whether this run's viewer may open a page."""
    return key in declared().pages


def _open() -> dict[str, list[MenuEntry]]:
    """The menu as far as the viewer may open it; where nobody signs in the whole, before any database is open."""
    if settings().is_open:
        return {name: list(part) for name, part in MENU.items()}
    viewer = data.door().viewer
    found = {name: [each for each in part if each.is_for(viewer)] for name, part in MENU.items()}
    return {name: part for name, part in found.items() if part}


def _declared(sections: dict[str, list[StreamlitPage]], pages: dict[str, StreamlitPage], home: str) -> StreamlitPage:
    on_phone = "Mobi" in st.context.headers.get("User-Agent", "")
    running = st.navigation(sections, position="sidebar" if on_phone else "hidden", expanded=True)
    now = next((key for key, each in pages.items() if each == running), "")
    _RUN.declared = Declared(pages, home, now, on_phone)
    return running


def _nowhere(show: Callable[[], None], known: set[str]) -> Iterator[StreamlitPage]:
    """A page at the address asked for where there is none: Streamlit would open another one, and speak English."""
    asked = urlsplit(st.context.url or "").path.strip("/").rpartition("/")[2]
    if asked and asked not in known:
        yield st.Page(show, title=asked, url_path=asked, visibility="hidden")


def show_menu(say: Words, address: Address) -> None:
    """The menu in the sidebar: every link carries the whole view, so that Back and Forward step from page to page."""
    if declared().on_phone:
        return
    shown = frozenset(each.key for part in MENU.values() for each in part if may_open(each.key))
    _show(_drawn(say, declared().now, st.context.theme.type == "dark", shown), "menu", shown, address)


def show_link(key: str, say: Words, address: Address) -> None:
    """One link to a page of the menu, in the bar; nothing where the viewer may not open it."""
    if may_open(key):
        entry = next(each for part in MENU.values() for each in part if each.key == key)
        drawn = one_link(_link(entry, say), Look(say.language, st.context.theme.type == "dark"))
        _show(drawn, f"link_{key}", (key,), address, "content")


def show_note(text: str, key: str, label: str, look: Look, address: Address) -> None:
    """A quiet sentence with a link to a page of the menu behind it."""
    _show(note(text, Link(key, label, "help"), look), "note", (key,), address)


def _show(drawn: Fragment, name: str, keys: Iterable[str], address: Address, width: Width = "stretch") -> None:
    """Links to pages of the menu: the browser has them keep the view that its address says."""
    paths = {key: _path(key) for key in keys}
    show_pickable(drawn, name, lambda key: st.switch_page(page(key), query_params=write(address)), paths, width)


def _path(key: str) -> str:
    return "/" if key == home() else page(key).url_path


@cache
def _drawn(say: Words, now: str, dark: bool, shown: frozenset[str]) -> Fragment:
    """The whole menu as one element, not thirty."""
    links = ((name, tuple(_link(each, say) for each in part if each.key in shown)) for name, part in MENU.items())
    sections = tuple((say(f"menu.{name}"), part) for name, part in links if part)
    return link_menu(say("browser.menu"), sections, now, Look(say.language, dark))


def _link(entry: MenuEntry, say: Words) -> Link:
    return Link(entry.key, say(f"page.{entry.key}"), entry.icon.strip(":").removeprefix("material/"))


def _home_by_name(home: MenuEntry) -> StreamlitPage:
    """The home page under the name that it has in the menu: its own address is the bare one."""

    def go_home() -> None:
        st.switch_page(page(home.key), query_params=st.query_params.to_dict())

    return st.Page(go_home, title=home.path, url_path=home.path, visibility="hidden")


def _page(entry: MenuEntry, say: Words, is_home: bool) -> StreamlitPage:
    # The home page's own is the bare address; its name stands for it beside, and Streamlit knows both by their paths.
    path = f"home-{entry.path}" if is_home else entry.path
    return st.Page(entry.file, title=say(f"page.{entry.key}"), icon=entry.icon, url_path=path, default=is_home)
