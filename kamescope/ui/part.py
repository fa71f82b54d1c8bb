"""A part of a page that a press on it draws again alone."""

from collections.abc import Callable

import streamlit as st

from kamescope.errors import RequestError
from kamescope.ui import data, menu
from kamescope.ui.address import Address
from kamescope.ui.done import show_done
from kamescope.ui.filters import Looked
from kamescope.ui.run import run, told
from kamescope.ui.style import theme
from kamescope.ui.view import View


def show_part(
    opened: Callable[[], Looked | None],
    draw: Callable[[Looked], None],
    kept: Callable[[Address], object],
    view: Looked,
) -> None:
    """Draw a part, around which stands what depends on the viewer, the theme and what is `kept` of the address.

    Drawn again alone it looks up anew who looks, at which data, and at what (`opened`): where what stands around it is
    not as it was, the whole page is drawn again, or what there is in its place.
    """

    def around(view: View) -> tuple[object, ...]:
        return data.door().viewer, theme(), kept(view.address), kept(view.bar)

    first, before, version, pages = [view], around(view), data.version(), menu.declared()

    @st.fragment
    def part() -> None:
        if first:
            with told():
                draw(first.pop())
            return
        with run():
            menu.take_up(pages)
            again = _opened_again(opened)
            if again is None or around(again) != before:
                st.rerun()
            show_done(again.say)
            draw(again)
            if data.version() != version:
                st.rerun()  # only now: what was pressed has been heard

    part()


def _opened_again(opened: Callable[[], Looked | None]) -> Looked | None:
    """The view that the address asks for now; None where there is none any more, for whatever reason."""
    data.check_in_place()
    try:
        return opened()
    except RequestError:
        return None
