"""Two servers over one PostgreSQL, behind the proxy of `deploy/nginx.conf`: what one does the other shows, and one may
die. With `make postgres`."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from kamescope import settings
from kamescope.i18n import words
from kamescope.places import KEY_FILE, ROOT
from kamescope.service import GrantRequest, ImportRequest, everything, open_store
from tests import postgres
from tests.browser.screen import DESK, Screen
from tests.browser.server import free_port, started
from tests.browser.test_imports import drop, imported, payload
from tests.browser.test_sign_in import ANA, BO, COOKIE_SECRET, SECRETS, SETTINGS, enter, providing
from tests.ingest.files import as_csv
from tests.pages.databases import sheet
from tests.support import kamescope_model

pytestmark = pytest.mark.postgresql

SAY = words("fr")
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin") or "nginx"
COMPANY, KAM, LATER = "ACME", "A. FIRST", "B. LATER"
GROUPS = (("self", 1), ("manager", 1), ("client", 4))

JOINED = """is => (document.querySelector('[data-testid=stApp]').dataset.testConnectionState === 'CONNECTED') === is"""


class Running(NamedTuple):
    """One of the servers behind the proxy."""

    place: str
    process: subprocess.Popen


class Company(NamedTuple):
    """The address that everybody knows, the servers behind it, and where the proxy notes which one it asked."""

    base: str
    servers: tuple[Running, ...]
    notes: Path

    def server_of(self, screen: Screen) -> Running:
        """The one with which a browser stays: who answers another question of its."""
        mark = f"/_stcore/health/{len(self.notes.read_text())}"
        screen.page.context.request.get(self.base + mark)
        (place,) = re.findall(rf" {mark} \d+ [0-9.]+ (\S+)$", self.notes.read_text(), re.MULTILINE)
        return next(server for server in self.servers if server.place == place)


def made_of(kam: str) -> bytes:
    """A file of one KAM."""
    return as_csv(sheet(kamescope_model(), kam, GROUPS))


@contextmanager
def proxying(folder: Path, port: int, servers: Sequence[int]) -> Iterator[str]:
    """Nginx as it is deployed, but for names, ports and where its files are."""
    key, certificate = folder / "tls.key", folder / "tls.pem"
    asked = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout {key} -out {certificate}"
    subprocess.run(["openssl", *asked.split()], check=True, capture_output=True)
    said = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    here = {
        "/run/nginx.pid": str(folder / "nginx.pid"),
        "/dev/stdout": str(folder / "access.log"),
        "/etc/ssl/kamescope.pem": str(certificate),
        "/etc/ssl/kamescope.key": str(key),
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "app1:8501": f"127.0.0.1:{servers[0]}",
        "app2:8501": f"127.0.0.1:{servers[1]}",
    }
    for deployed, ours in here.items():
        assert deployed in said
        said = said.replace(deployed, ours)
    (folder / "nginx.conf").write_text(said, encoding="utf-8")
    process = subprocess.Popen([NGINX, "-p", folder, "-c", folder / "nginx.conf", "-g", "daemon off;"])
    try:
        yield f"https://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A KAM's coach and an administrator, who sign in at a provider; two servers, one key, one secret of cookies."""
    folder = tmp_path_factory.mktemp("two")
    database = postgres.made()
    place = postgres.server(database, folder / "kamescope.key")
    with closing(open_store(place)) as store:
        door = everything(store)
        door.import_file("first.csv", made_of(KAM), ImportRequest(kamescope_model()))
        door.grant(GrantRequest("lead", ANA, company=COMPANY))
        door.grant(GrantRequest("admin", BO))
    (folder / "kamescope.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / ".streamlit").mkdir()
    port = free_port()
    ports = free_port(), free_port()
    with providing() as provider, ExitStack() as stack:
        secrets = SECRETS.format(port=port, provider=provider, cookie_secret=COOKIE_SECRET)
        (folder / ".streamlit" / "secrets.toml").write_text(secrets.replace("http://127", "https://127", 1), "utf-8")
        said = {settings.NAMED: str(folder / "kamescope.toml"), "HOME": str(folder), KEY_FILE: str(place.key)}
        running = [
            stack.enter_context(started(place, folder / f"log{number}", port=each, **said))
            for number, each in enumerate(ports)
        ]
        base = stack.enter_context(proxying(folder, port, ports))
        servers = tuple(Running(base.partition("//")[2], process) for base, process in running)
        yield Company(base, servers, folder / "access.log")
    postgres.dropped(database)


def signed_in(browser: Browser, company: Company, who: str) -> Screen:
    """A browser of somebody's own, in which they sign in at the provider, whichever server answers them."""
    context = browser.new_context(viewport=DESK, locale="fr-FR", ignore_https_errors=True)
    screen = Screen(context, company.base)
    screen.page.goto(company.base)
    screen.expect_heading(SAY("entrance.title"))
    enter(screen.page, company, who)
    # Before the first page stands, a press on the menu is lost.
    return screen.settle()


def on_another(browser: Browser, company: Company, who: str, than: Running) -> Screen:
    """The same, on a server that is not that one: each new browser is given one by chance."""
    while True:
        screen = signed_in(browser, company, who)
        if company.server_of(screen) is not than:
            return screen
        screen.page.context.close()


def test_what_one_imports_the_other_shows_and_one_of_them_may_die(browser: Browser, company: Company):
    bo = signed_in(browser, company, BO)
    # Where an administrator begins.
    bo.expect_heading(SAY("page.imports"))
    first = company.server_of(bo)
    ana = on_another(browser, company, ANA, than=first)
    ana.turn("quality")
    ana.expect_text(KAM)
    second = company.server_of(ana)
    assert LATER not in ana.main.inner_text()

    drop(bo, [payload("later.csv", made_of(LATER))])
    imported(bo, 1)
    ana.turn("quality")
    ana.expect_text(LATER)

    first.process.kill()
    # The page that is open finds the other server by itself, and knows who sits before it.
    for is_joined in (False, True):
        bo.page.wait_for_function(JOINED, arg=is_joined)
    bo.turn("quality")
    bo.expect_text(LATER)
    assert company.server_of(bo) is second
    ana.turn("compare")
    ana.expect_text(LATER)
    told = company.notes.read_text()
    assert "?" not in told
    assert "127.0.0.1 - " not in told
