"""Who stands where, in lists that open a KAM's own page; where they are many, a table with a search."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from kamescope.charts.people_lists import ListedKam, PeopleList, people_lists, people_table
from kamescope.ui import menu
from kamescope.ui.address import write
from kamescope.ui.pickable import show_pickable
from kamescope.ui.team.paging import searched
from kamescope.ui.team.view import TeamView

LISTED = 40
"""More KAMs than this are counted in the lists, and found by a search."""
SHOWN_AT_ONCE = 10
Row = tuple[str, ...]


def open_kam(view: TeamView, picked: str) -> None:
    """That KAM's own perception window; a place that several share opens nobody's."""
    if picked in view.panel.places:
        address = replace(view.address, kam=picked)
        st.switch_page(menu.page("perception"), query_params=write(address))


def show_blocks(
    view: TeamView, key: str, blocks: Sequence[PeopleList], on_pick: Callable[[str], None] | None = None
) -> None:
    """Lists under their headings; of more than `LISTED` in all, only how many."""
    if sum(block.count for block in blocks) > LISTED:
        blocks = [replace(block, entries=()) for block in blocks]
    show_pickable(people_lists(blocks, view.look), key, on_pick or (lambda picked: open_kam(view, picked)))


def show_people(view: TeamView, key: str, headings: Sequence[str], rows: Mapping[str, Row]) -> None:
    """KAMs by token and their figures, in the panel's order, where the lists do not name them: searched, not paged."""
    if len(rows) <= LISTED:
        return
    say, kams = view.say, view.panel.kams
    places = tuple(place for place, kam in enumerate(kams) if kam.token in rows)
    found = [kams[place] for place in searched(view, places, f"search_{key}")]
    if not found:
        st.markdown(f":gray[{say('compare.nobody_found')}]")
        return
    lines = [(ListedKam(kam.token, kam.name, kam.company), rows[kam.token]) for kam in found[:SHOWN_AT_ONCE]]
    table = people_table([say("filter.kam"), *headings], lines, view.look)
    show_pickable(table, f"{key}_table", lambda picked: open_kam(view, picked))
    if len(found) > SHOWN_AT_ONCE:
        told = say("team_perception.more", len(found), shown=say.number(SHOWN_AT_ONCE))
        st.markdown(f":small[:gray[{told}]]")
