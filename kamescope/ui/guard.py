"""Whom the server answers: pages that it served itself, under a name that this machine has, and nobody else's.

Streamlit lets any page of this machine, on any port, and any program open the websocket that carries the results.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.middleware import Middleware

Message = dict[str, Any]
"""As ASGI has it: what a key holds depends on the type of the message."""
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
HEADERS = (
    (b"content-security-policy", b"frame-ancestors 'none'"),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)
"""No frame of another page, no guessing what a file is, no address handed on."""
KINDS = ("http", "websocket")


class Guard:
    """In front of the application: refuses what comes from elsewhere, and marks what goes out."""

    def __init__(self, app: Callable[[Message, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request or open one websocket."""
        # What is neither (`lifespan`) the server sends itself, when it starts and ends.
        if scope["type"] not in KINDS or _is_ours(scope):
            await self._app(scope, receive, _marking(send))
        elif scope["type"] == "websocket":
            # The wish to connect has to be taken before it can be declined.
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await send({"type": "http.response.start", "status": 403, "headers": [(b"content-length", b"0"), *HEADERS]})
            await send({"type": "http.response.body"})


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


def _marking(send: Send) -> Send:
    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name for name, _ in HEADERS}
            kept = [header for header in message.get("headers", ()) if header[0].lower() not in names]
            message = message | {"headers": [*kept, *HEADERS]}
        await send(message)

    return marked
