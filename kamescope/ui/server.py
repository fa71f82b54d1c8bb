"""Starting the application on this machine."""

import asyncio
import errno
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import streamlit as st
from streamlit import cli_util, net_util
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import bootstrap

from kamescope import places, service
from kamescope.errors import RequestError
from kamescope.settings import HERE, settings
from kamescope.ui import files, identity, memory
from kamescope.ui.after_crash import look_after_a_crash

ADDRESS, _ = HERE
MOST_FILES = 65_536
"""Open files that are asked for: each session holds several, and a server that has none left answers nobody."""


class Listen(NamedTuple):
    """Where the server listens."""

    port: int
    address: str = ADDRESS


@asynccontextmanager
async def starting(app: st.App) -> AsyncIterator[None]:
    """What `serve` and `streamlit run app.py` have in common, before anybody is answered.

    A database that a server died over is checked. The folder `pages/` must not be taken for Streamlit's own page
    discovery: it would answer the first deep link after a start with a dialog over the right page. And nobody on the
    web is asked for this machine's address.
    """
    check_address(st.get_option("server.address") or "")
    identity.check_provider()
    PagesManager.uses_pages_directory = False
    net_util.get_external_ip = lambda: None
    files.follow_downloads()
    _raise_limit()
    if not st.get_option("server.headless"):
        address = st.get_option("server.address") or ADDRESS
        # Once the server listens: a moment after this.
        asyncio.get_running_loop().call_later(
            0.5, cli_util.open_browser, f"http://{address}:{st.get_option('server.port')}"
        )
    look_after_a_crash(places.database())
    tidying = asyncio.create_task(memory.keep_tidy())
    # Here, for nothing that stands around the server is reached when a signal ends it.
    with service.marked_open(places.database()):
        yield
    tidying.cancel()


def serve(
    database: Path | places.Server, listen: Listen, headless: bool, demo: bool, say_address: Callable[[str], None]
) -> None:
    """Serve the app until it is stopped; `demo`: load it where the database does not exist yet.

    Raises, before any address is said: SettingsError, those of `identity.check_provider`, and RequestError
    `address_open`, `address_unusable`, `port_taken`.
    """
    check_address(listen.address)
    named = places.written(database)
    os.chdir(places.ROOT)
    identity.check_provider()
    _check_port(listen)
    say_address(f"http://{listen.address}:{listen.port}")
    os.environ["KAMESCOPE_DB"] = named
    if not demo:
        os.environ[places.NO_DEMO] = "1"
    options = {
        "server.port": listen.port,
        "server.headless": headless,
        "server.address": listen.address,
        "server.allowedHosts": [*HERE, *settings().hosts],
    }
    bootstrap.load_config_options(flag_options=options)
    bootstrap.run_asgi_app(str(places.ROOT / "app.py"), "app:app", [], options)


def check_address(address: str) -> None:
    """See that others are only served where people sign in; "" is every address. RequestError `address_open`."""
    if settings().is_open and address not in HERE:
        raise RequestError("address_open", address=address)


def _check_port(listen: Listen) -> None:
    """See that nobody listens there, and that this machine has that address."""
    try:
        with socket.create_server((listen.address, listen.port), family=_family(listen.address)):
            pass
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            raise RequestError("address_unusable", address=listen.address) from error
        raise RequestError("port_taken", port=listen.port, other=listen.port + 1) from error


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def _raise_limit() -> None:
    """Allow as many open files as the system lets us: its default may be 256."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
