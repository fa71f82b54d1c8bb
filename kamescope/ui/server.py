"""Starting the application on this machine."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import bootstrap

from kamescope import places
from kamescope.errors import RequestError

ADDRESS = "127.0.0.1"


def _check_port(port: int) -> None:
    """See that nobody listens on a port of this machine; RequestError `port_taken`."""
    with socket.socket() as trial:
        # As the server does it: a port that was closed a moment ago is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name == "posix")
        try:
            trial.bind((ADDRESS, port))
        except OSError as error:
            raise RequestError("port_taken", port=port, other=port + 1) from error


def serve(database: Path, port: int, headless: bool, demo: bool, say_address: Callable[[str], None]) -> None:
    """Serve the app on 127.0.0.1 until it is stopped; `demo`: load it where the database does not exist yet.

    The folder `pages/` must not be taken for Streamlit's own page discovery: it would answer the first deep link
    after a start with a dialog over the right page. Raises RequestError `port_taken`, before any address is said.
    """
    _check_port(port)
    say_address(f"http://{ADDRESS}:{port}")
    os.environ["KAMESCOPE_DB"] = str(database.absolute())
    if not demo:
        os.environ[places.NO_DEMO] = "1"
    os.chdir(places.ROOT)
    PagesManager.uses_pages_directory = False
    options = {"server.port": port, "server.headless": headless, "server.address": ADDRESS}
    bootstrap.load_config_options(flag_options=options)
    bootstrap.run(str(places.ROOT / "app.py"), False, [], options)
