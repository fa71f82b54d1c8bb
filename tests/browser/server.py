"""The real server, as `python -m kamescope serve` starts it, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kamescope import places

SERVE = "kamescope serve --headless --port {port}"
PATIENCE = 180
"""Seconds that a start may take on a busy machine."""


@contextmanager
def serving(
    database: Path | places.Server, log: Path, start: str = SERVE, port: int = 0, **environment: str
) -> Iterator[str]:
    """The address of a server on that database; it ends with the block. No page is asked for while it starts.

    `port`: where it listens, else where there is room.

    Whatever people did meanwhile, no page run may have logged a stack.
    """
    with started(database, log, start, port, **environment) as (base, _):
        yield base


@contextmanager
def started(
    database: Path | places.Server, log: Path, start: str = SERVE, port: int = 0, **environment: str
) -> Iterator[tuple[str, subprocess.Popen]]:
    """The same, with its process for whoever wants to kill it."""
    port = port or free_port()
    command = [sys.executable, "-m", *start.format(port=port).split()]
    environment = os.environ | {"KAMESCOPE_DB": places.written(database)} | environment
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=places.ROOT, env=environment, stdout=output, stderr=output)
        try:
            base = f"http://127.0.0.1:{port}"
            _wait(process, base, log)
            yield base, process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    assert "Traceback" not in _said(log)


def _wait(process: subprocess.Popen, base: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{base}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{_said(log)}")


def _said(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
