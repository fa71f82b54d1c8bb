"""One browser without a screen: a websocket, the widgets that were sent, the values that they have."""

import asyncio
from urllib.parse import urlsplit

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

PATIENCE = 60


class Session:
    """A person's page, open at `place` (path and query), and what the widgets named by `keys` offer."""

    def __init__(self, address: str, keys: tuple[str, ...], place: str = "") -> None:
        parts = urlsplit(place)
        self._host = urlsplit(address).netloc
        self._keys = keys
        self._widgets: dict[str, tuple[str, str]] = {}
        self._states: dict[str, WidgetState] = {}
        self._asked = ClientState(page_name=parts.path, query_string=parts.query)
        self._asked.context_info.url = f"http://{self._host}/{place}"
        self.options: dict[str, list[str]] = {}
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

    async def click(self, key: str, chosen: str | list[str]) -> float:
        """Choose an option of a widget, or several; seconds until the run has ended and all of it has arrived."""
        widget, self._asked.fragment_id = self._widgets[key]
        state = WidgetState(id=widget)
        if isinstance(chosen, str):
            state.string_value = chosen
        else:
            state.string_array_value.data.extend(chosen)
        self._states[state.id] = state
        return await self._run()

    async def _run(self) -> float:
        """One run of the script, from the wish to its end; a run that gives way to another has not ended."""
        clock = asyncio.get_running_loop().time
        self._asked.widget_states.CopyFrom(WidgetStates(widgets=self._states.values()))
        start = clock()
        await self._socket.send(BackMsg(rerun_script=self._asked).SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while True:
                message = ForwardMsg.FromString(await self._socket.recv())
                ended = message.WhichOneof("type") == "script_finished"
                if ended and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return clock() - start
                self._take(message)

    def _take(self, message: ForwardMsg) -> None:
        """What a browser keeps of a message."""
        kind = message.WhichOneof("type")
        if kind == "navigation":  # a run begins with the page that opens first, and says then which one it shows
            self._asked.page_script_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._asked.query_string = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._widget(message.delta.new_element, message.delta.fragment_id)

    def _widget(self, element: Element, fragment: str) -> None:
        kind = element.WhichOneof("type")
        if kind == "alert" or kind == "exception":
            self.errors += kind == "exception" or element.alert.format == Alert.ERROR
        if kind not in ("button_group", "selectbox"):
            return
        widget = getattr(element, kind)
        for key in self._keys:
            if widget.id.endswith(f"-{key}"):
                self._widgets[key] = widget.id, fragment
                self.options[key] = [each.content if kind == "button_group" else each for each in widget.options]
