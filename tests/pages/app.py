"""The application without a browser: open a page of it, and read everything that it would send."""

import json
import re
from collections.abc import Iterator
from functools import cache, partial
from html import unescape
from types import SimpleNamespace

import pyarrow as pa
from google.protobuf.message import Message
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner
from streamlit.testing.v1.element_tree import Block
from streamlit.util import calc_hash

from kamescope import places
from kamescope.i18n import messages
from kamescope.ui.browser import FRAMEWORK
from kamescope.ui.menu import HOME, MENU

FILES = {entry.key: entry.file for entries in MENU.values() for entry in entries}
PATHS = {entry.key: entry.path for entries in MENU.values() for entry in entries}
KAM_PAGES = tuple(entry.key for section in ("kam", "debrief") for entry in MENU[section] if entry.key != "home")
TEAM_PAGES = tuple(entry.key for entry in MENU["team"])
ALL_PAGES = tuple(FILES)
_DIRECTIVE = re.compile(r":[a-z-]+\[((?:\\.|[^\[\]\\])*)\](?:\{[^}]*\})?")


def _ended(runner: local_script_runner.LocalScriptRunner, timeout: float) -> None:
    """Wait for the end of a run. Streamlit's own way looks a thousand times a second, at the script's expense."""
    runner._script_thread.join(timeout)
    if runner._script_thread.is_alive():
        runner.request_stop()
        runner.join()
        raise RuntimeError(f"the page took longer than {timeout} s")


local_script_runner.require_widgets_deltas = _ended
# As on a server: what was compiled is kept. Each run would compile the page anew.
app_test.ScriptCache = local_script_runner.ScriptCache = cache(ScriptCache)
# A server without a browser. Each run would look through the whole real one to imitate it.
app_test.MagicMock = lambda spec: SimpleNamespace(
    get_client=lambda session: None, is_active_session=lambda session: True
)


def opened(page: str = HOME, context: dict[str, str] | None = None, /, **query: str) -> AppTest:
    """A new session that follows a link to that page with these query parameters."""
    return session(page, context, **query).run()


def session(page: str = HOME, context: dict[str, str] | None = None, /, **query: str) -> AppTest:
    """The same before its first run."""
    test = AppTest.from_file(str(places.ROOT / "app.py"), default_timeout=60)
    test.context = {"url": "http://127.0.0.1:8501/", "theme": "light"} | (context or {})
    test.query_params.update(query)
    # As on a server: one for all sessions. Each `AppTest` would look through every installed package for components.
    test._bidi_component_manager = _component_manager()
    # A page of the menu is known by its address; `switch_page` would need a first run of another page.
    test._page_hash = "" if page == HOME else calc_hash(PATHS[page])
    return test


def turned(test: AppTest, page: str) -> AppTest:
    """The same session on another page."""
    return test.switch_page(FILES[page]).run()


def part_alone(test: AppTest, part: str) -> AppTest:
    """The next run as a press inside a part of the page asks for it: `page` below the menu, `body` below the bar.

    The session then shows what that run sends, nothing else.
    """
    parents = test._fragment_storage._parent_by_id
    (fragment,) = [each for each, parent in parents.items() if (parent is None) == (part == "page")]
    whole = local_script_runner.RerunData
    local_script_runner.RerunData = partial(whole, fragment_id_queue=[fragment])
    try:
        return test.run()
    finally:
        local_script_runner.RerunData = whole


def widget(test: AppTest, kind: str, key: str):
    """The widget whose session key is `key`."""
    return next(found for found in test.get(kind) if found.key == key)


def sent(test: AppTest) -> str:
    """Everything that the run sends to the browser: texts, HTML, chart specifications, options of widgets."""
    text = "\n".join(map(str, _messages(test._tree)))
    for framework in (*map(re.escape, FRAMEWORK), r"\d+MB per file"):  # what its own words are known by
        text = re.sub(rf'\\"{framework}\\": ', "", text)
    return re.sub(r'deferred_file_id: "\w+"', "", text)  # drawn anew for every run


def shown(test: AppTest) -> str:
    """What a reader sees in texts and tables, sidebar apart: Markdown and HTML without their marks."""
    parts = [element.value for kind in ("markdown", "info", "warning", "error") for element in test.main.get(kind)]
    tables = re.sub(r"<style>.*?</style>", " ", html(test), flags=re.DOTALL)
    return unmarked("\n".join(parts)) + "\n" + unescape(re.sub(r"<[^>]*>", " ", tables))


def unmarked(markdown: str) -> str:
    """Markdown as it reads: colours, sizes, bold and escapes taken away."""
    before = None
    while before != markdown:
        before, markdown = markdown, _DIRECTIVE.sub(r"\1", markdown)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown.replace("**", ""))


def html(test: AppTest) -> str:
    """The HTML of every fragment."""
    return "\n".join([*(element.value for element in test.main.html), *pickables(test).values()])


def pickables(test: AppTest) -> dict[str, str]:
    """The HTML of every fragment whose parts can be pressed, by its name."""
    found = {}
    for element in test.main.get("bidi_component"):
        name = element.proto.id.rpartition("-pick_")[2]
        if name != element.proto.id:
            data = json.loads(element.proto.json)
            found[name] = data if isinstance(data, str) else data["html"]
    return found


def metrics(test: AppTest) -> list[str]:
    """The figures of the score cards."""
    tiles = re.findall(r'class="kms-value[^>]*>([^<]*)<', html(test))
    return [unescape(text) for text in tiles]


def heading(test: AppTest) -> str:
    """The page's heading, without Markdown's marks."""
    title = next(element.value for element in test.main.markdown if element.value.startswith("# "))
    return " ".join(unmarked(title[2:].split("\n")[0]).split())


def charts(test: AppTest) -> list[str]:
    """The specifications of the charts, the tables that travel beside them put back."""
    return [_whole(found.proto) for found in test.main.get("vega_lite_chart")]


def _whole(chart: Message) -> str:
    tables = {each.name: pa.ipc.open_stream(each.data.data).read_all().to_pylist() for each in chart.datasets}
    spec = json.loads(chart.spec)
    for layer in spec["layer"]:
        layer["data"] = {"values": tables.get(layer["data"].get("name"), layer["data"].get("values"))}
    return json.dumps(spec, ensure_ascii=False)


def links(test: AppTest) -> list[tuple[str, str]]:
    """Label and query parameters of every link to a page."""
    return [(found.proto.label, found.proto.query_string) for found in test.main.get("page_link")]


def faults(test: AppTest) -> list[str]:
    """What no page may have: an exception, a red box, the key of a sentence that no catalogue has."""
    found = [str(element.value) for element in (*test.exception, *test.error)]
    return found + _bare_keys().findall(shown(test) + "\n".join(widget_labels(test)))


def widget_labels(test: AppTest) -> Iterator[str]:
    """The labels and placeholders of every widget."""
    for message in _messages(test._tree):
        for field in ("label", "placeholder", "help"):
            if field in message.DESCRIPTOR.fields_by_name:
                yield getattr(message, field)


@cache
def _component_manager() -> BidiComponentManager:
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    return manager


@cache
def _bare_keys() -> re.Pattern[str]:
    entries = [entry.id for catalogue in messages("fr").values() for entry in catalogue if entry.id]
    rooms = {(key if isinstance(key, str) else key[0]).split(".")[0] for key in entries}
    return re.compile(rf"\b(?:{'|'.join(sorted(rooms))})\.[a-z][a-z_]+\b")


def _messages(node: object) -> Iterator[Message]:
    proto = getattr(node, "proto", None)
    if isinstance(proto, Message):
        yield proto
    if isinstance(node, Block):
        for child in node.children.values():
            yield from _messages(child)
