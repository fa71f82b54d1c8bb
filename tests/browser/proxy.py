"""A proxy in front that knows who comes: it says so in a header, with its secret, in place of what the visitor said."""

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.pages.signed_in import SECRET

HEAD = b"\r\n\r\n"
OURS = re.compile(rb"(?im)^(x-email|x-secret|connection: keep-alive)\b.*\r\n")
PIECE = 1 << 16


class Proxy:
    """What it knows: who comes, "" for nobody. One connection a request, but for websockets."""

    def __init__(self, server: str) -> None:
        self.who = ""
        self.base = ""
        self._server = server.rpartition(":")[2]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hand one request on, and whatever comes behind it both ways."""
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            first, _, rest = (await reader.readuntil(HEAD)).partition(b"\r\n")
            said = f"X-Email: {self.who}\r\nX-Secret: {SECRET}\r\n" if self.who else ""
            is_socket = b"upgrade: websocket" in rest.lower()
            answers, asks = await asyncio.open_connection("127.0.0.1", self._server)
            closing = b"" if is_socket else b"Connection: close\r\n"
            asks.write(first + b"\r\n" + closing + said.encode() + OURS.sub(b"", rest))
            await asyncio.gather(_piped(reader, asks, is_socket), _piped(answers, writer, True))


async def _piped(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ends: bool) -> None:
    """Everything that comes, until it ends, and so does what it is handed to."""
    with suppress(OSError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
    if ends:
        writer.close()


@contextmanager
def proxied(server: str) -> Iterator[Proxy]:
    """A proxy before a server, in a thread of its own; it ends with the block."""
    proxy, loop = Proxy(server), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def begin() -> asyncio.Server:
        return await asyncio.start_server(proxy.serve, "127.0.0.1", 0)

    async def end() -> None:
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    listening = asyncio.run_coroutine_threadsafe(begin(), loop).result()
    proxy.base = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield proxy
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
