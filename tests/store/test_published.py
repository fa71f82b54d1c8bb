"""Whatever is published of the demonstration is the same from either engine, byte for byte."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kamescope.places import KEY_FILE, ROOT
from tests import postgres

pytestmark = pytest.mark.postgresql

KEY = "0123456789abcdef" * 2
"""Of both databases: addresses and the names of files are made with it."""


def test_every_figure_file_and_chart_of_the_demonstration_is_the_same_from_both_engines(tmp_path: Path):
    """The server's rows come shuffled besides: what is equal for a query's order would come differently some day."""
    name = postgres.made()
    for place in ("here.duckdb.key", "server.key"):
        (tmp_path / place).write_text(KEY)
    asked = {"here": (str(tmp_path / "here.duckdb"),), "there": (postgres.server(name).address, "shuffled")}
    # One drawing of lots for both: Python orders sets by it.
    environment = os.environ | {KEY_FILE: str(tmp_path / "server.key"), "PYTHONHASHSEED": "0"}
    running = []
    for out, (database, *how) in asked.items():
        command = [sys.executable, "-m", "tests.pages.published", database, str(tmp_path / out), *how]
        with (tmp_path / f"{out}.log").open("w") as log:
            running.append(subprocess.Popen(command, cwd=ROOT, env=environment, stderr=log))
    ended = [process.wait() for process in running]
    assert ended == [0, 0], [(tmp_path / f"{out}.log").read_text()[-2000:] for out in asked]
    postgres.dropped(name)
    here, there = (json.loads((tmp_path / out).read_text()) for out in asked)
    assert here.keys() == there.keys()
    assert [what for what, told in here.items() if told != there[what]] == []
    assert {"command", "csv", "file", "lever", "page", "pdf", "pptx"} <= {what.split()[0] for what in here}
