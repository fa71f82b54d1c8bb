"""Around every page: configuration, language, menu, first start, and the words for what goes wrong."""

import logging
from pathlib import Path

import streamlit as st

from kamescope import places, service
from kamescope.errors import KamescopeError, whereabouts
from kamescope.i18n import Words, words
from kamescope.ui import data, entrance, files, memory, state
from kamescope.ui.done import show_done
from kamescope.ui.style import theme

LOG = logging.getLogger(__name__)
ASSETS = Path(__file__).parent / "assets"
SIDEBAR_WIDTH = 292


def run() -> None:
    """One run of the script: the menu, then the page, inside everything they need."""
    data.begin_run()
    say = words(state.current().lang)
    # Before the menu, or the browser would fetch the page's own icon from the web; the title is the page's.
    st.set_page_config(None, str(ASSETS / "icon.svg"), "wide", SIDEBAR_WIDTH)
    try:
        with service.explaining(places.database().name):
            page = entrance.asked(say)
            show_done(say)
            st.logo(str(ASSETS / f"logo-{theme()}.svg"), size="large", icon_image=str(ASSETS / "icon.svg"))
            if data.is_first_start():
                _first_start(say)
            data.check_in_place()
            page.run()
    except Exception as error:
        show_trouble(error)
    finally:
        files.end()
        data.begin_run()
        memory.ran()  # `st.rerun` and `st.stop` leave as exceptions of their own


def show_trouble(error: Exception) -> bool:
    """Say in words what went wrong, in a page or in what a press of a button does; True: it is said."""
    say = words(state.current().lang)
    if isinstance(error, KamescopeError):
        st.error(say.shown(error), icon=":material/error:")
    else:
        LOG.error("unexpected %s", whereabouts(error))
        st.error(say("unexpected"), icon=":material/error:")
    return True


def _first_start(say: Words) -> None:
    """Load the demo with a progress that can be seen, then start over."""
    with st.container(border=True):
        st.markdown(f"#### {say('start.title')}", anchors=False)
        bar = st.progress(0.0, text=say("start.opening"))
        data.first_start(lambda share, file: bar.progress(share, text=say("start.file", file=file)))
    st.rerun()
