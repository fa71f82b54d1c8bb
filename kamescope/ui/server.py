"""Starting the application on this machine."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from streamlit import cli_util, net_util
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import bootstrap

from kamescope import places, service
from kamescope.errors import RequestError
from kamescope.ui import memory

ADDRESS = "127.0.0.1"
MOST_FILES = 65_536
"""Open files that are asked for: each session holds several, and a server that has none left answers nobody."""


@asynccontextmanager
async def starting(app: st.App) -> AsyncIterator[None]:
    """What `serve` and `streamlit run app.py` have in common, before anybody is answered.

    The folder `pages/` must not be taken for Streamlit's own page discovery: it would answer the first deep link
    after a start with a dialog over the right page. And nobody on the web is asked for this machine's address.
    """
    PagesManager.uses_pages_directory = False
    net_util.get_external_ip = lambda: None
    _raise_limit()
    if not st.get_option("server.headless"):
        address = st.get_option("server.address") or ADDRESS
        # Once the server listens: a moment after this.
        asyncio.get_running_loop().call_later(
            0.5, cli_util.open_browser, f"http://{address}:{st.get_option('server.port')}"
        )
    tidying = asyncio.create_task(memory.keep_tidy())
    # Here, for nothing that stands around the server is reached when a signal ends it.
    with service.marked_open(places.database()):
        yield
    tidying.cancel()


def serve(database: Path, port: int, headless: bool, demo: bool, say_address: Callable[[str], None]) -> None:
    """Serve the app on 127.0.0.1 until it is stopped; `demo`: load it where the database does not exist yet.

    Raises RequestError `port_taken`, before any address is said.
    """
    _check_port(port)
    say_address(f"http://{ADDRESS}:{port}")
    os.environ["KAMESCOPE_DB"] = str(database.absolute())
    if not demo:
        os.environ[places.NO_DEMO] = "1"
    os.chdir(places.ROOT)
    options = {"server.port": port, "server.headless": headless, "server.address": ADDRESS}
    bootstrap.load_config_options(flag_options=options)
    bootstrap.run_asgi_app(str(places.ROOT / "app.py"), "app:app", [], options)


def _check_port(port: int) -> None:
    """See that nobody listens on a port of this machine."""
    with socket.socket() as trial:
        # As the server does it: a port that was closed a moment ago is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name == "posix")
        try:
            trial.bind((ADDRESS, port))
        except OSError as error:
            raise RequestError("port_taken", port=port, other=port + 1) from error


def _raise_limit() -> None:
    """Allow as many open files as the system lets us: its default may be 256."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
