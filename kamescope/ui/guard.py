"""Whom the server answers: pages that it served itself, under a name that this machine has, and nobody else's.

Streamlit lets any page of this machine, on any port, and any program open the websocket that carries the results.
"""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from streamlit.proto.BackMsg_pb2 import BackMsg

from kamescope.settings import settings
from kamescope.ui import files

Message = dict[str, Any]
"""As ASGI has it: what a key holds depends on the type of the message."""
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
HEADERS = {
    b"content-security-policy": b"frame-ancestors 'none'",
    b"x-frame-options": b"DENY",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
}
"""No frame of another page, no guessing what a file is, no address handed on."""
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def _inline() -> Iterator[str]:
    """What stands in the front end's own page as a script, by what it is and nothing else."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    for script in INLINE.findall(page):
        yield f" 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


POLICY = "; ".join(
    (
        "default-src 'none'",
        # Vega writes its expressions as functions; components and workers of Streamlit's own come as blobs.
        f"script-src 'self' 'unsafe-eval' blob:{''.join(_inline())}",
        "worker-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
).encode()
SIGNED_IN = HEADERS | {
    b"content-security-policy": POLICY,
    b"referrer-policy": b"no-referrer",
    b"cache-control": b"no-store",
}
"""Where people sign in nothing stays in a browser, nothing comes from elsewhere, and no address goes there."""
TRANSPORT = (b"strict-transport-security", b"max-age=31536000")
ASSETS = "/static/"
"""The front end itself, which is the same for everybody."""
FILES = "/media/"
UPLOADS = "/_stcore/upload_file/"
CLOSED = ("/_stcore/metrics", "/_stcore/agent/")
SAID = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
"""What our pages say over the websocket, beside asking for a file, or rows of a table, when they are wanted. Streamlit
would also empty everybody's caches, and with them open the database a second time, or tell what lies in the program's
folder, or write to it, for whoever asks."""
WANTED = ("deferred_file", "dataframe_chunk")
KINDS = ("http", "websocket")


class Guard:
    """In front of the application: refuses what comes from elsewhere, and marks what goes out."""

    def __init__(self, app: Callable[[Message, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request or open one websocket."""
        # What is neither (`lifespan`) the server sends itself, when it starts and ends.
        if scope["type"] not in KINDS:
            await self._app(scope, receive, send)
            return
        marked = _marking(scope, send)
        if not _is_ours(scope):
            await _refuse(scope, receive, marked, 403)
        elif not settings().is_open and not await _may_have(scope):
            await _refuse(scope, receive, marked, 404)
        else:
            await self._app(scope, _hearing(receive), marked)


async def _refuse(scope: Message, receive: Receive, send: Send, status: int) -> None:
    if scope["type"] == "websocket":
        # The wish to connect has to be taken before it can be declined.
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body"})


async def _may_have(scope: Message) -> bool:
    """Whether what is asked for is there for who asks: files of pages are somebody's, and who loads none sends none."""
    path = scope["path"]
    if path.startswith(tuple(map(_below, CLOSED))):
        return False
    asked = {FILES: files.may_fetch, UPLOADS: files.may_send}
    may = next((may for place, may in asked.items() if path.startswith(_below(place))), None)
    return may is None or await run_in_threadpool(may, HTTPConnection(scope))


def _hearing(receive: Receive) -> Receive:
    """The same, without messages that no page of ours sends."""

    async def heard() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive" or _is_said(message.get("bytes") or b""):
                return message

    return heard


def _is_said(content: bytes) -> bool:
    try:
        message = BackMsg.FromString(content)
        asked = message.backend_operation_request.WhichOneof("payload")
        return message.WhichOneof("type") in SAID or asked in WANTED
    except Exception:  # an error of protobuf, which only Streamlit knows
        return False


GUARDS = (Middleware(Guard),)


def is_ours(kind: str, headers: Mapping[bytes, bytes], hosts: list[str]) -> bool:
    """Whether a request is for a name of ours, and from a page of ours where it says from where: a websocket must."""
    host = headers.get(b"host", b"").decode("latin-1").lower()
    origin = headers.get(b"origin")
    # Somebody else's name may be made to lead to this machine: under it a foreign page would be of one origin with us.
    if _hostname(host) not in hosts:
        return False
    # Browsers tell the origin of every websocket; they leave it out where somebody types an address or follows a link.
    if origin is None:
        return kind == "http"
    return origin.decode("latin-1").lower() in (f"http://{host}", f"https://{host}")


def _is_ours(scope: Message) -> bool:
    return is_ours(scope["type"], dict(scope["headers"]), st.get_option("server.allowedHosts"))


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        # `[::1`, say, is no address.
        return None


def _marking(scope: Message, send: Send) -> Send:
    """The same, with our headers on what is sent."""
    secure = not settings().is_open and _comes_by_tls(scope)
    ours = _headers(scope, secure)
    names = {name for name, _ in ours}

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [header for header in message.get("headers", ()) if header[0].lower() not in names]
            message = message | {"headers": [*(map(_secured, kept) if secure else kept), *ours]}
        await send(message)

    return marked


def _headers(scope: Message, secure: bool) -> list[tuple[bytes, bytes]]:
    if settings().is_open:
        return list(HEADERS.items())
    found = dict(SIGNED_IN)
    if scope["path"].startswith(_below(ASSETS)):
        del found[b"cache-control"]
    return [*found.items(), *([TRANSPORT] if secure else [])]


def _below(path: str) -> str:
    """A place of Streamlit's, as it stands in addresses."""
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}{path}" if base else path


def _comes_by_tls(scope: Message) -> bool:
    """Whether the browser spoke to us, or to the proxy in front, by TLS."""
    said = dict(scope["headers"]).get(b"x-forwarded-proto", b"").decode("latin-1").rpartition(",")[2].strip().lower()
    return scope.get("scheme") in ("https", "wss") or said == "https"


def _secured(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """A cookie goes by TLS alone."""
    name, value = header
    parts = [part.strip().lower() for part in value.split(b";")]
    return (name, value + b"; Secure") if name.lower() == b"set-cookie" and b"secure" not in parts else header
