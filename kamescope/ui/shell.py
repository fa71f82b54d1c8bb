"""Around every page: configuration, language, menu, and first start."""

from pathlib import Path

import streamlit as st

from kamescope.i18n import Words, words
from kamescope.ui import data, entrance, state
from kamescope.ui.done import show_done
from kamescope.ui.run import run as one_run
from kamescope.ui.style import theme

ASSETS = Path(__file__).parent / "assets"
SIDEBAR_WIDTH = 292


def run() -> None:
    """One run of the script: the menu, then the page, inside everything they need."""
    say = words(state.current().lang)
    # Before the menu, or the browser would fetch the page's own icon from the web; the title is the page's.
    st.set_page_config(None, str(ASSETS / "icon.svg"), "wide", SIDEBAR_WIDTH)
    is_whole = False
    with one_run():
        page = entrance.asked(say)
        show_done(say)
        st.logo(str(ASSETS / f"logo-{theme()}.svg"), size="large", icon_image=str(ASSETS / "icon.svg"))
        if data.is_first_start():
            _first_start(say)
        data.check_in_place()
        page.run()
        is_whole = True
    if not is_whole:
        # A page that broke off may have no menu: there would be nothing to press once the database is back.
        st.button(say("trouble.again"), icon=":material/refresh:")


def _first_start(say: Words) -> None:
    """Load the demo with a progress that can be seen, then start over."""
    with st.container(border=True):
        st.markdown(f"#### {say('start.title')}", anchors=False)
        bar = st.progress(0.0, text=say("start.opening"))
        data.first_start(lambda share, file: bar.progress(share, text=say("start.file", file=file)))
    st.rerun()
