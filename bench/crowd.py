"""Many people at once: sessions over the websocket, each with a click every few seconds, as browsers send them."""

import asyncio
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from bench.clicks import served
from kamescope import places
from kamescope.model_file import load_model
from kamescope.service import everything, open_store

PATIENCE = 60
EVERY = 10.0
"""Seconds between two clicks of one person."""
KINDS = ("view_unit", "view_groups", "view_kam")
"""What is clicked: the unit, the rater groups, the KAM."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people clicked for how long; how long each waited, in seconds; the server's memory, in MB.

    Memory: before anybody but one came, then at each quarter of the time.
    """

    people: int
    seconds: float
    waits: tuple[float, ...]
    errors: int
    memory: tuple[float, ...]

    def __str__(self) -> str:
        cuts = quantiles(self.waits, n=100)
        each = (self.memory[-1] - self.memory[0]) / self.people
        memory = ", ".join(f"{size:.0f}" for size in self.memory)
        return (
            f"{self.people} people, a click every {EVERY:.0f} s for {self.seconds:.0f} s: {len(self.waits)} answers, "
            f"{self.errors} errors\n    half within {cuts[49] * 1000:.0f} ms, 95 % within {cuts[94] * 1000:.0f} ms; "
            f"memory before and by quarters: {memory} MB ({each:.1f} MB a session)"
        )


def measured(people: int, seconds: float, say: Callable[[str], None]) -> Iterator[Crowd]:
    """A crowd on a server of its own with the demonstration."""
    with TemporaryDirectory() as name, ExitStack() as open_things:
        database = Path(name) / "crowd.duckdb"
        store = open_store(database)
        for _ in everything(store).import_demo(places.DEMO, load_model(places.DEFAULT_MODEL)):
            pass
        store.close()
        address, pid = open_things.enter_context(served(database))
        say(f"server up, {people} people come in")
        yield asyncio.run(_crowd(address, pid, people, seconds))


async def _crowd(address: str, pid: int, people: int, seconds: float) -> Crowd:
    async with Session(address) as first:
        await first.open()
        memory = [_memory(pid)]
    sessions = [Session(address) for _ in range(people)]
    waits: list[float] = []
    visits = [asyncio.create_task(_visit(each, seconds, waits)) for each in sessions]
    for _ in range(4):
        await asyncio.sleep((seconds + EVERY / 2) / 4)
        memory.append(_memory(pid))
    return Crowd(people, seconds, tuple(waits), sum(await asyncio.gather(*visits)), tuple(memory))


def _memory(pid: int) -> float:
    """Resident memory of a process, in MB; only Linux says it."""
    said = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(said.split("VmRSS:")[1].split()[0]) / 1024


async def _visit(session: "Session", seconds: float, waits: list[float]) -> int:
    """One person: comes in, clicks every so often until the time is over. Returns the errors seen."""
    clock = asyncio.get_running_loop().time
    await asyncio.sleep(random.random() * EVERY)
    async with session:
        await session.open()
        until = clock() + seconds
        while clock() < until:
            await asyncio.sleep(EVERY * (0.5 + random.random()))
            waits.append(await session.click(random.choice(KINDS)))
        return session.errors


class Session:
    """One browser: a websocket, the widgets that were sent, the values that they have."""

    def __init__(self, address: str) -> None:
        self._host = urlsplit(address).netloc
        self._options: dict[str, tuple[str, list[str]]] = {}
        self._states: dict[str, WidgetState] = {}
        self._asked = ClientState()
        self.errors = 0

    async def __aenter__(self) -> "Session":
        self._socket = await connect(
            f"ws://{self._host}/_stcore/stream",
            origin=Origin(f"http://{self._host}"),
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            open_timeout=PATIENCE,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def open(self) -> float:
        """The first load, in seconds."""
        return await self._run()

    async def click(self, key: str) -> float:
        """Choose an option of a widget; seconds until the run has ended and all of it has arrived."""
        widget, options = self._options[key]
        chosen = random.choice(options)
        state = WidgetState(id=widget)
        if key == "view_kam":
            state.string_value = chosen
        else:
            state.string_array_value.data.append(chosen)
        self._states[widget] = state
        return await self._run()

    async def _run(self) -> float:
        """One run of the script, from the wish to its end."""
        clock = asyncio.get_running_loop().time
        self._asked.widget_states.CopyFrom(WidgetStates(widgets=self._states.values()))
        start = clock()
        await self._socket.send(BackMsg(rerun_script=self._asked).SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while True:
                message = ForwardMsg.FromString(await self._socket.recv())
                if message.WhichOneof("type") == "script_finished":
                    return clock() - start
                self._take(message)

    def _take(self, message: ForwardMsg) -> None:
        """What a browser keeps of a message."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._asked.page_script_hash = message.new_session.page_script_hash
        elif kind == "page_info_changed":
            self._asked.query_string = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._widget(message.delta.new_element)

    def _widget(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind == "alert" or kind == "exception":
            self.errors += kind == "exception" or element.alert.format == Alert.ERROR
        if kind not in ("button_group", "selectbox"):
            return
        widget = getattr(element, kind)
        for key in KINDS:
            if widget.id.endswith(f"-{key}"):
                found = [each.content if kind == "button_group" else each for each in widget.options]
                self._options[key] = widget.id, found
