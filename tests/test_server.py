"""The server itself: whom it answers, what it marks its answers with, and that it asks nobody on the web."""

import base64
import http.client
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from click.testing import CliRunner

from kamescope import settings
from kamescope.cli import cli
from kamescope.errors import RequestError
from kamescope.i18n import words
from kamescope.places import ROOT
from kamescope.service import open_store
from kamescope.ui import server
from kamescope.ui.guard import is_ours
from tests.browser.server import SERVE, serving
from tests.support import awaited

STREAMLIT = "streamlit run app.py --server.headless true --server.port {port}"
HOSTS = ["127.0.0.1", "localhost"]


@pytest.fixture(scope="module", params=[SERVE, STREAMLIT], ids=["serve", "streamlit run"])
def base(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, socket.socket]]:
    """A server, and who would hear of it if it asked for anything on the web: a proxy that it is told of."""
    folder = tmp_path_factory.mktemp("server")
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.setblocking(False)
        outside = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        said = {name: outside for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")}
        with serving(folder / "own.duckdb", folder / "log", request.param, no_proxy="", **said) as address:
            yield address, proxy


def opens(base: str, **headers: str) -> int:
    """The status with which the server answers who wants to open its websocket."""
    connection = http.client.HTTPConnection(base.removeprefix("http://"), timeout=20)
    key = base64.b64encode(bytes(16)).decode()
    wanted = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": key, "Sec-WebSocket-Version": "13"}
    connection.request("GET", "/_stcore/stream", headers=wanted | headers)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.deep
def test_the_websocket_opens_for_a_page_of_ours_and_for_nobody_else(base: tuple[str, socket.socket]):
    address, proxy = base
    port = address.rsplit(":", 1)[1]
    assert opens(address, Origin=address) == 101
    for origin in ("http://evil.example", "http://127.0.0.1:1", f"http://localhost:{port}", "null"):
        assert opens(address, Origin=origin) == 403
    assert opens(address) == 403
    assert opens(address, Host=f"evil.example:{port}", Origin=f"http://evil.example:{port}") == 403
    with pytest.raises(BlockingIOError):
        proxy.accept()


@pytest.mark.deep
def test_no_answer_may_stand_in_a_frame_or_be_taken_for_what_it_is_not(base: tuple[str, socket.socket]):
    connection = http.client.HTTPConnection(base[0].removeprefix("http://"), timeout=20)
    for path in ("/", "/_stcore/health", "/nothing/here"):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    connection.close()


@pytest.mark.parametrize(
    ("kind", "host", "origin", "ours"),
    [
        ("websocket", "127.0.0.1:8501", "http://127.0.0.1:8501", True),
        ("websocket", "localhost:8501", "http://localhost:8501", True),
        ("websocket", "LOCALHOST:8501", "http://localhost:8501", True),
        ("websocket", "127.0.0.1:8501", "http://127.0.0.1:8502", False),
        ("websocket", "127.0.0.1:8501", "http://localhost:8501", False),
        ("websocket", "127.0.0.1:8501", "http://127.0.0.1:8501.evil.example", False),
        ("websocket", "127.0.0.1:8501", None, False),
        ("websocket", "evil.example:8501", "http://evil.example:8501", False),
        ("websocket", "[::1", "http://[::1", False),
        ("http", "127.0.0.1:8501", None, True),
        ("http", "127.0.0.1:8501", "http://127.0.0.1:8501", True),
        ("http", "127.0.0.1:8501", "http://127.0.0.1:1", False),
        ("http", "evil.example:8501", None, False),
        ("http", "", None, False),
    ],
)
def test_who_is_answered(kind: str, host: str, origin: str | None, ours: bool):
    headers = {b"host": host.encode()} | ({} if origin is None else {b"origin": origin.encode()})
    assert is_ours(kind, headers, HOSTS) is ours


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.1", "kam.example.com", ""])
def test_nobody_else_is_served_without_signing_in(address: str, tmp_path: Path):
    ran = CliRunner().invoke(cli, ["--db", str(tmp_path / "x.duckdb"), "serve", "--headless", "--address", address])
    assert isinstance(ran.exception, RequestError)
    assert (ran.exception.code, ran.output) == ("address_open", "")


def test_streamlit_run_serves_nobody_else_either(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(st, "get_option", {"server.address": None}.get)

    async def start() -> None:
        async with server.starting(None):
            pass

    with pytest.raises(RequestError, match="address_open"):
        awaited(start())


@pytest.mark.deep
def test_an_address_that_is_not_this_machine_s_is_told_from_a_port_that_is_taken(signed_in: None):
    server.check_address("192.0.2.1")
    with pytest.raises(RequestError, match="address_unusable"):
        server._check_port(server.Listen(8501, "192.0.2.1"))
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(RequestError, match="port_taken"):
        server._check_port(server.Listen(taken.getsockname()[1]))


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A server on which people sign in."""
    path = tmp_path / "kamescope.toml"
    path.write_text('mode = "signed_in"\nhosts = ["kam.example.com"]\n[identity]\nby = "oidc"\n', encoding="utf-8")
    monkeypatch.setenv(settings.NAMED, str(path))


LIMIT = """
import resource
from kamescope.ui import server
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
server._raise_limit()
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 256)
"""


@pytest.mark.deep
def test_the_limit_of_open_files_is_raised():
    pytest.importorskip("resource")
    run = subprocess.run([sys.executable, "-c", LIMIT], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    assert run.stdout == "True\n"


@pytest.mark.deep
@pytest.mark.parametrize("command", [SERVE, STREAMLIT], ids=["serve", "streamlit run"])
def test_a_database_that_a_server_died_over_is_checked_as_the_next_one_starts(tmp_path: Path, command: str):
    database = tmp_path / "own.duckdb"
    open_store(database).close()
    (tmp_path / "own.duckdb.open").write_text("1")
    with serving(database, tmp_path / "log", command):
        pass
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert words("fr")("check.after_crash", file="own.duckdb") in said
    assert words("fr")("check.good", file="own.duckdb") in said
