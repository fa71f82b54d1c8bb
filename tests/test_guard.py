"""The guard where people sign in: what it marks its answers with, and to whom it gives a file of a page."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from kamescope import settings
from kamescope.errors import RequestError
from kamescope.service import Scope, Task, Viewer
from kamescope.ui import data, files
from kamescope.ui.guard import Guard, Message, Receive, Send
from tests.support import awaited

SECRET = "0123456789abcdef"
SIGNED_IN = (
    'mode = "signed_in"\n[identity]\nby = "header"\nheader = "X-Email"\nsecret_header = "X-Secret"\n'
    f'secret = "{SECRET}"\n'
)
ANA, BO = "ana@example.com", "bo@example.com"
ONE, TWO = Scope.of({("c", "k")}), Scope.of({("c", "k"), ("c", "l")})
FILE = "/media/0123abcd.pdf"
TLS = (b"x-forwarded-proto", b"https")


def comes(email: str, secret: str = SECRET) -> list[tuple[bytes, bytes]]:
    """What a proxy in front adds for somebody."""
    return [(b"x-email", email.encode()), (b"x-secret", secret.encode())]


async def served(scope: Message, receive: Receive, send: Send) -> None:
    """An application that gives everybody everything, with a cookie."""
    headers = [(b"Cache-Control", b"public, max-age=31536000"), (b"Set-Cookie", b"a=b; Path=/; HttpOnly")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"everything"})


def asks(path: str, headers: Iterable[tuple[bytes, bytes]] = (), method: str = "GET") -> tuple[int, Message]:
    """The status and the headers of the answer."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": method, "path": path, "headers": [(b"host", b"127.0.0.1:8501"), *headers]}
    scope |= {"query_string": b"", "scheme": "http", "server": ("127.0.0.1", 8501), "root_path": ""}
    awaited(Guard(served)(scope, receive, send))
    return sent[0]["status"], {name.lower().decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.fixture(autouse=True)
def signed_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """People come by a proxy that knows them."""
    path = tmp_path / "kamescope.toml"
    path.write_text(SIGNED_IN, encoding="utf-8")
    monkeypatch.setenv(settings.NAMED, str(path))


@pytest.fixture
def granted(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Say what people may see now; whoever is not named has no grant."""
    now: dict[str, Viewer] = {}

    def viewer_of(found: object) -> Viewer:
        if found.email not in now:
            raise RequestError("not_granted")
        return now[found.email]

    def grant(**viewers: Viewer) -> None:
        now.clear()
        now.update({each.who: each for each in viewers.values()})

    monkeypatch.setattr(data, "viewer_of", viewer_of)
    return grant


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> dict[str, files.Showing]:
    """What sessions show."""
    held: dict[str, files.Showing] = {}
    monkeypatch.setattr(files, "_HELD", held)
    return held


def viewer(email: str, scope: Scope = ONE, *tasks: Task) -> Viewer:
    return Viewer(scope, frozenset(tasks), who=email)


# Headers


def test_nothing_of_anybody_stays_in_a_browser_but_the_front_end_does():
    for path in ("/", "/comparer", "/_stcore/host-config", "/media-like", "/statically"):
        assert asks(path)[1]["cache-control"] == "no-store"
    assert asks("/static/js/index.js")[1]["cache-control"] == "public, max-age=31536000"


def test_nothing_comes_from_elsewhere_and_no_address_goes_there():
    said = asks("/")[1]
    assert said["referrer-policy"] == "no-referrer"
    rules = dict(rule.split(" ", 1) for rule in said["content-security-policy"].split("; "))
    assert (rules["default-src"], rules["frame-ancestors"], rules["connect-src"]) == ("'none'", "'none'", "'self'")
    assert "unsafe-inline" not in rules["script-src"] and "'sha256-" in rules["script-src"]
    assert not any("http" in rule or "*" in rule for rule in rules.values())


def test_behind_tls_browsers_are_told_to_stay_there_and_cookies_too():
    plain, tls = asks("/")[1], asks("/", [TLS])[1]
    assert "strict-transport-security" not in plain
    assert plain["set-cookie"] == "a=b; Path=/; HttpOnly"
    assert tls["strict-transport-security"] == "max-age=31536000"
    assert tls["set-cookie"] == "a=b; Path=/; HttpOnly; Secure"


def test_where_nobody_signs_in_answers_are_as_they_were(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(settings.NAMED)
    monkeypatch.setattr(settings, "BESIDE", Path("/nowhere/kamescope.toml"))
    status, said = asks(FILE, [TLS])
    assert status == 200
    assert said["content-security-policy"] == "frame-ancestors 'none'"
    assert said["cache-control"].startswith("public")
    assert "strict-transport-security" not in said
    assert not said["set-cookie"].endswith("Secure")


def test_health_is_all_that_is_told_of_the_server():
    assert asks("/_stcore/health")[0] == 200
    for path in ("/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json"):
        assert asks(path)[0] == 404


def test_a_websocket_hears_only_what_our_pages_say():
    """Not the wish to empty everybody's caches, nor to be told what lies in the program's folder or to write to it."""
    said = [BackMsg(clear_cache=True), BackMsg(load_git_info=True), BackMsg(set_run_on_save=True), BackMsg()]
    said += [BackMsg(), BackMsg(), BackMsg(stop_script=True), BackMsg(app_heartbeat=True)]
    said[-4].backend_operation_request.install_skills.SetInParent()
    said[-3].backend_operation_request.deferred_file.file_id = "a file"
    arriving = iter([b"\xff", *(each.SerializeToString() for each in said)])
    heard: list[Message] = []

    async def receive() -> Message:
        content = next(arriving, None)
        return {"type": "websocket.disconnect"} if content is None else {"type": "websocket.receive", "bytes": content}

    async def hears(scope: Message, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            heard.append(message["bytes"])

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [(b"host", b"localhost:1")]}
    scope["headers"].append((b"origin", b"http://localhost:1"))
    awaited(Guard(hears)(scope, receive, served))
    assert heard == [each.SerializeToString() for each in said[-3:]]


# Files


def test_a_file_is_for_whom_it_was_made(granted: Callable[..., None], shown: dict[str, files.Showing]):
    granted(ana=viewer(ANA), bo=viewer(BO))
    shown["s"] = files.Showing(viewer(ANA), frozenset({"0123abcd"}))
    for method in ("GET", "HEAD"):
        assert asks(FILE, comes(ANA), method)[0] == 200
        assert asks(FILE, comes(BO), method)[0] == 404
    assert asks(FILE, comes(ANA, "wrong"))[0] == 404
    assert asks(FILE, [(b"x-email", ANA.encode()), *comes(BO)])[0] == 404
    assert asks(FILE)[0] == 404
    assert asks("/media/another.pdf", comes(ANA))[0] == 404
    assert asks(FILE, comes(ANA))[1]["cache-control"] == "no-store"


def test_only_who_loads_files_sends_any(granted: Callable[..., None]):
    """The server keeps them in memory, whoever sends them."""
    granted(ana=viewer(ANA), bo=viewer(BO, ONE, Task.IMPORT))
    sending = "/_stcore/upload_file/session/file"
    assert asks(sending, comes(BO), "PUT")[0] == 200
    assert [asks(sending, who, "PUT")[0] for who in ([], comes(ANA), comes(BO, "wrong"))] == [404, 404, 404]


@pytest.mark.parametrize(
    ("then", "now", "gets"),
    [
        (viewer(ANA, ONE), viewer(ANA, TWO), True),
        (viewer(ANA, TWO), viewer(ANA, ONE), False),
        (viewer(ANA, ONE, Task.BACK_UP), viewer(ANA, ONE), False),
        (viewer(ANA, ONE), viewer(ANA, ONE, Task.BACK_UP), True),
        (Viewer(ONE, counts=Scope(), who=ANA), viewer(ANA, ONE), False),
        (viewer(ANA, ONE), None, False),
    ],
)
def test_only_as_long_as_they_may_see_it(
    then: Viewer, now: Viewer | None, gets: bool, granted: Callable[..., None], shown: dict[str, files.Showing]
):
    granted(**({"ana": now} if now else {}))
    shown["s"] = files.Showing(then, frozenset({"0123abcd"}))
    assert (asks(FILE, comes(ANA))[0] == 200) is gets


def test_a_picture_is_there_while_the_page_is_drawn_and_until_the_next_one_is(
    monkeypatch: pytest.MonkeyPatch, granted: Callable[..., None], shown: dict[str, files.Showing]
):
    """Streamlit forgets a session's files when a run begins, and a browser may still be fetching them."""
    now: set[str] = set()
    monkeypatch.setattr(files, "_session", lambda: "s")
    monkeypatch.setattr(files, "is_active", lambda session: True)
    monkeypatch.setattr(files, "files_of", lambda session: frozenset(now))
    granted(ana=viewer(ANA))
    files.begin(viewer(ANA))
    assert asks(FILE, comes(ANA))[0] == 404
    now.add("0123abcd")
    assert asks(FILE, comes(ANA))[0] == 200
    files.end()
    now.clear()
    files.begin(viewer(ANA))
    assert asks(FILE, comes(ANA))[0] == 200
    files.end()
    assert asks(FILE, comes(ANA))[0] == 404


def test_what_was_made_before_the_grants_changed_is_gone_with_the_next_run(
    monkeypatch: pytest.MonkeyPatch, granted: Callable[..., None], shown: dict[str, files.Showing]
):
    monkeypatch.setattr(files, "_session", lambda: "s")
    shown["s"] = files.Showing(viewer(ANA, TWO), frozenset({"0123abcd"}))
    granted(ana=viewer(ANA, ONE))
    files.begin(viewer(ANA, ONE))
    assert asks(FILE, comes(ANA))[0] == 404
    monkeypatch.setattr(files, "files_of", lambda session: frozenset({"4567"}))
    assert asks("/media/4567.png", comes(ANA))[0] == 200
    files.drop()
    assert shown == {}
