"""Many KAMs in a table: a search by name, and pages."""

from math import ceil

import streamlit as st

from kamescope.naming import alphabetical
from kamescope.ui import state
from kamescope.ui.team.view import TeamView


def searched(view: TeamView, rows: tuple[int, ...], key: str) -> tuple[int, ...]:
    """Those of the KAMs (places in the panel) whose name, company or team holds what is typed; how many is said."""
    say = view.say
    with st.container(horizontal=True, vertical_alignment="center"):
        asked = st.text_input(
            say("filter.search"),
            key=key,
            placeholder=say("filter.search"),
            icon=":material/search:",
            label_visibility="collapsed",
            width=320,
        )
        wanted = alphabetical(asked.strip())
        found = tuple(row for row in rows if wanted in alphabetical(_full_name(view, row)))
        if wanted:
            st.markdown(f":gray[{say('compare.found', len(found))}]")
    return found


def paged(view: TeamView, rows: tuple[int, ...], size: int) -> tuple[int, ...]:
    """The rows of the address's page, `size` of them; with a way to the others where there are any."""
    pages = max(ceil(len(rows) / size), 1)
    page = min(view.address.page, pages)
    if pages > 1:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.pagination(pages, **state.bound("page", page))
            first, last = (page - 1) * size + 1, min(page * size, len(rows))
            facts = {"first": view.say.number(first), "last": view.say.number(last)}
            st.markdown(f":small[:gray[{view.say('compare.part', len(rows), **facts)}]]")
    return rows[(page - 1) * size : page * size]


def _full_name(view: TeamView, row: int) -> str:
    kam = view.panel.kams[row]
    return f"{kam.name} {kam.company} {kam.team}"
