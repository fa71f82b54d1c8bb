"""One run of the script, of a whole page or of its body alone: who looks, at which data; what went wrong, in words."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from kamescope import places, service
from kamescope.errors import KamescopeError, whereabouts
from kamescope.i18n import words
from kamescope.ui import data, files, memory, state

LOG = logging.getLogger(__name__)


@contextmanager
def run() -> Iterator[None]:
    """What every run stands in; the door is looked up anew in it, and what goes wrong is said in words."""
    data.begin_run()
    try:
        with told():
            yield
    finally:
        files.end()
        data.begin_run()
        memory.ran()  # `st.rerun` and `st.stop` leave as exceptions of their own


@contextmanager
def told() -> Iterator[None]:
    """What goes wrong inside it is said in words where it happens."""
    try:
        with service.explaining(places.database().name):
            yield
    except Exception as error:
        show_trouble(error)


def show_trouble(error: Exception) -> bool:
    """Say in words what went wrong, in a page or in what a press of a button does; True: it is said."""
    say = words(state.current().lang)
    if isinstance(error, KamescopeError):
        st.error(say.shown(error), icon=":material/error:")
    else:
        LOG.error("unexpected %s", whereabouts(error))
        st.error(say("unexpected"), icon=":material/error:")
    return True
