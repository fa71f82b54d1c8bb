"""Starting the application on this machine."""

import os
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import bootstrap

from kamescope import places


def serve(database: Path, port: int, headless: bool, demo: bool = True) -> None:
    """Serve the app on 127.0.0.1 until it is stopped; `demo`: load it where the database does not exist yet.

    The folder `pages/` must not be taken for Streamlit's own page discovery: it would answer the first deep link
    after a start with a dialog over the right page.
    """
    os.environ["KAMESCOPE_DB"] = str(database.absolute())
    if not demo:
        os.environ[places.NO_DEMO] = "1"
    os.chdir(places.ROOT)
    PagesManager.uses_pages_directory = False
    options = {"server.port": port, "server.headless": headless, "server.address": "127.0.0.1"}
    bootstrap.load_config_options(flag_options=options)
    bootstrap.run(str(places.ROOT / "app.py"), False, [], options)
