"""Signing in, in Chromium, with a provider of identities: who comes in, who does not, and how it ends."""

import json
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from kamescope import settings
from kamescope.i18n import words
from kamescope.service import GrantRequest, everything, open_store
from tests.browser.proxy import Proxy, proxied
from tests.browser.screen import DESK, PATIENCE, Screen
from tests.browser.server import free_port, serving
from tests.pages import databases
from tests.pages.signed_in import HEADER, SECRET
from tests.store.damage import copied
from tests.test_server import opens

SAY = words("fr")
ANA, BO, EVE, UNVERIFIED = (f"{name}@example.com" for name in ("ana", "bo", "eve", "uma"))
SETTINGS = 'mode = "signed_in"\nshared = "at_once"\n[identity]\nby = "oidc"\n'
COOKIE_SECRET = "0123456789abcdef0123456789abcdef"
SECRETS = """[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{cookie_secret}"
client_id = "kamescope"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""

pytestmark = pytest.mark.skipif(find_spec("oidc_provider_mock") is None, reason="no provider of identities for tests")


class Company(NamedTuple):
    """A server on which people sign in, and who is in its database."""

    base: str
    people: databases.People
    behind: Path
    """The same database once more, for another server."""


@contextmanager
def providing() -> Iterator[str]:
    """A provider of identities that knows four people, and whose e-mail is verified."""
    port = free_port()
    known = [{"sub": who, "email": who, "email_verified": who != UNVERIFIED} for who in (ANA, BO, EVE, UNVERIFIED)]
    told = [part for claims in known for part in ("--user-claims", json.dumps(claims))]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *told]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{base}/.well-known/openid-configuration", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """The demonstration: one coach, one administrator; the others have no grant."""
    folder = tmp_path_factory.mktemp("company")
    people = databases.demo(folder / "company.duckdb")
    store = open_store(people.path)
    everything(store).grant(GrantRequest("coach", ANA, kam=people.entries[0].kam.id))
    everything(store).grant(GrantRequest("admin", BO))
    store.close()
    behind = copied(people.path, folder / "behind.duckdb")
    (folder / "kamescope.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / ".streamlit").mkdir()
    port = free_port()
    with providing() as provider:
        secrets = SECRETS.format(port=port, provider=provider, cookie_secret=COOKIE_SECRET)
        (folder / ".streamlit" / "secrets.toml").write_text(secrets, encoding="utf-8")
        said = {settings.NAMED: str(folder / "kamescope.toml"), "HOME": str(folder)}
        with serving(people.path, folder / "log", port=port, **said) as base:
            yield Company(base, people, behind)


def knocks(browser: Browser, company: Company, who: str) -> Screen:
    """A browser of somebody's own, in which they sign in."""
    screen = Screen(browser.new_context(viewport=DESK, locale="fr-FR"), company.base)
    screen.page.goto(company.base)
    screen.expect_heading(SAY("entrance.title"))
    enter(screen.page, company, who)
    return screen


def cookie_of(company: Company, who: str, hours: float = 0) -> dict[str, str]:
    """What the browser of somebody holds who signed in so many hours ago."""
    claims = {"email": who, "email_verified": True, "iat": time.time() - 3600 * hours}
    value = json.dumps({"origin": company.base, "is_logged_in": True} | claims)
    signed = create_signed_value(COOKIE_SECRET, USER_COOKIE_NAME, value).decode()
    return {"name": USER_COOKIE_NAME, "value": signed, "url": company.base}


def inside(browser: Browser, company: Company, who: str, hours: float = 0) -> Screen:
    """A browser of somebody's own, in which they have signed in."""
    context = browser.new_context(viewport=DESK, locale="fr-FR")
    context.add_cookies([cookie_of(company, who, hours)])
    return Screen(context, company.base)


def enter(page: Page, company: Company, who: str) -> None:
    """Press the button, and be that person at the provider."""
    page.get_by_role("button", name=SAY("entrance.go")).click()
    page.get_by_role("button", name=who).or_(page.get_by_text(who)).first.click()
    page.wait_for_url(f"{company.base}/**")


def picture(screen: Screen) -> str:
    """The address of a picture that the page Rapport has made."""
    return str(screen.main.locator("img[src*='/media/']").first.evaluate("image => image.src"))


def media(context: BrowserContext, address: str) -> int:
    """How the server answers who asks for a file by its address."""
    return context.request.get(address).status


def test_each_has_their_own_and_nobody_else_s(browser: Browser, company: Company):
    ana, bo = knocks(browser, company, ANA), knocks(browser, company, BO)
    ana.expect_heading(company.people.entries[0].kam.name.split()[-1])
    bo.expect_heading(SAY("page.imports"))
    with bo.page.expect_response(lambda answer: "/upload_file/" in answer.url) as sent:
        table = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a;b"}
        bo.page.locator("input[type=file]").first.set_input_files(table)
    assert sent.value.ok, "who loads files may send one"
    for page in ("compare", "perception", "quality", "method"):
        ana.open(page)
    address = picture(ana.open("report"))
    assert media(ana.page.context, address) == 200
    assert media(bo.page.context, address) == 404
    assert media(browser.new_context(), address) == 404
    with ana.open("overview").page.expect_download() as taken:
        ana.main.locator("[class*=st-key-csv_] button").first.click()
    assert company.people.entries[0].kam.name in Path(taken.value.path()).read_text("utf-8-sig")
    assert [media(each, taken.value.url) for each in (bo.page.context, browser.new_context())] == [404, 404]
    bo.open("quality")
    # A page of others is one that does not exist.
    for path in ("comparer", "nothing-here"):
        bo.page.goto(f"{company.base}/{path}")
        bo.expect_heading(SAY("empty.link_title"))
        expect(bo.page.get_by_role("dialog")).to_have_count(0)
    assert [trouble for trouble in ana.troubles + bo.troubles if company.base in trouble] == []


@pytest.mark.parametrize(("who", "code"), [(EVE, "not_granted"), (UNVERIFIED, "sign_in_unverified")])
def test_who_has_no_grant_or_no_verified_address_stays_outside(who: str, code: str, browser: Browser, company: Company):
    screen = knocks(browser, company, who)
    screen.expect_heading(SAY("entrance.refused"))
    screen.expect_text(SAY(f"error.{code}"))
    expect(screen.sidebar.get_by_role("link")).to_have_count(0)


@pytest.mark.deep
def test_signing_out_in_one_tab_ends_the_other_and_the_copy_of_the_cookie(browser: Browser, company: Company):
    first = knocks(browser, company, ANA)
    first.expect_heading(company.people.entries[0].kam.name.split()[-1])
    context = first.page.context
    second = Screen(context, company.base).open()
    cookies = context.cookies()
    first.page.get_by_role("button", name=SAY("visitor.leave")).click()
    # The provider asks whether it is to forget them too.
    first.page.get_by_role("button", name="End session").click()
    first.page.wait_for_url(f"{company.base}/**")
    first.expect_heading(SAY("entrance.title"))
    second.sidebar.get_by_role("link", name=SAY("page.method")).click()
    second.expect_heading(SAY("entrance.over"))
    thief = browser.new_context(viewport=DESK, locale="fr-FR")
    thief.add_cookies(cookies)
    stolen = Screen(thief, company.base)
    stolen.page.goto(company.base)
    stolen.expect_heading(SAY("entrance.over"))


def test_a_forged_cookie_is_nobody_s(browser: Browser, company: Company):
    context = browser.new_context(viewport=DESK, locale="fr-FR")
    context.add_cookies([{"name": "_streamlit_user", "value": "forged.signed.value", "url": company.base}])
    screen = Screen(context, company.base)
    screen.page.goto(company.base)
    screen.expect_heading(SAY("entrance.title"))


@pytest.mark.deep
def test_what_is_taken_away_is_gone_at_the_next_click_and_what_is_given_is_there(browser: Browser, company: Company):
    """Ana's page stays as it is until she presses something: then she finds what somebody without a grant finds."""
    ana, bo = inside(browser, company, ANA).open("report"), inside(browser, company, BO).open("access")
    name = company.people.entries[0].kam.name.split()[-1]
    address = picture(ana)
    assert media(ana.page.context, address) == 200
    person = bo.main.locator(f"[class*='access-person-{ANA.partition('@')[0]}']")
    person.get_by_role("button", name=SAY("access.take")).click()
    bo.expect_text(SAY("access.give_back"))
    assert name in ana.heading + ana.main.inner_text()
    assert media(ana.page.context, address) == 404
    ana.sidebar.get_by_role("link", name=SAY("page.overview")).click()
    ana.expect_heading(SAY("entrance.refused"))
    assert name not in ana.page.content()
    bo.press(SAY("access.give_back"))
    expect(person).to_be_visible(timeout=PATIENCE)
    ana.page.goto(company.base)
    ana.expect_heading(name)


def test_a_session_ends_after_its_hours_whatever_is_open(browser: Browser, company: Company):
    ends = time.time() + 5
    ana = inside(browser, company, ANA, hours=12 - 5 / 3600).open("method")
    link = ana.sidebar.get_by_role("link", name=SAY("page.report"))
    time.sleep(max(0, ends - time.time()))
    if link.count():  # a busy machine opens the page too late
        link.click()
    ana.expect_heading(SAY("entrance.over"))


def test_a_page_from_elsewhere_gets_nothing_with_the_cookie_of_who_looks_at_it(browser: Browser, company: Company):
    """On another port of this machine: to a browser the same site, so that the cookie goes along."""
    ana = inside(browser, company, ANA).open("method")
    stream = f"ws{company.base.removeprefix('http')}/_stcore/stream"
    assert ana.page.evaluate(KNOCKS, stream) == "open"
    with elsewhere(f'<iframe src="{company.base}"></iframe>') as address:
        ana.page.goto(address)
        assert ana.page.evaluate(KNOCKS, stream) == "refused"
        assert not ana.page.frames[1].url.startswith(company.base)
    cookie = cookie_of(company, ANA)
    headers = {"Cookie": f"{cookie['name']}={cookie['value']}"}
    assert opens(company.base, Origin=company.base, **headers) == 101
    evil = "evil.example:" + company.base.rpartition(":")[2]
    assert opens(company.base, Host=evil, Origin=f"http://{evil}", **headers) == 403


@contextmanager
def elsewhere(page: str) -> Iterator[str]:
    """Somebody else's page on this machine. A server's own: of one that is only made up Chromium lets nothing out."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


KNOCKS = """address => new Promise(done => {
  const socket = new WebSocket(address, ["streamlit"]);
  socket.onopen = () => { socket.close(); done("open"); };
  socket.onerror = () => done("refused");
})"""


# A proxy in front that knows people


@pytest.fixture(scope="module")
def front(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Proxy, str]]:
    """A proxy, and the server behind it."""
    folder = tmp_path_factory.mktemp("proxied")
    (folder / "kamescope.toml").write_text(HEADER.format(more='shared = "at_once"'), encoding="utf-8")
    said = {settings.NAMED: str(folder / "kamescope.toml"), "HOME": str(folder)}
    with serving(company.behind, folder / "log", **said) as base, proxied(base) as proxy:
        yield proxy, base


@pytest.mark.deep
def test_behind_a_proxy_each_is_who_it_says_and_nobody_who_says_it_themself(
    browser: Browser, company: Company, front: tuple[Proxy, str]
):
    proxy, base = front
    name = company.people.entries[0].kam.name.split()[-1]
    proxy.who = ANA
    says_bo = browser.new_context(viewport=DESK, locale="fr-FR", extra_http_headers={"X-Email": BO})
    ana = Screen(says_bo, proxy.base).open("report")
    ana.expect_heading(SAY("page.report"))
    address = picture(ana)
    assert name in ana.main.inner_text()
    assert media(says_bo, address) == 200
    for headers in ({}, {"X-Email": ANA}, {"X-Email": ANA, "X-Secret": SECRET[:-1]}):
        forged = Screen(browser.new_context(locale="fr-FR", extra_http_headers=headers), base)
        forged.page.goto(base)
        forged.expect_heading(SAY("entrance.refused"))
        assert media(forged.page.context, address.replace(proxy.base, base)) == 404
    proxy.who = EVE
    assert media(says_bo, address) == 404
    ana.page.reload()
    ana.expect_heading(SAY("entrance.refused"))
    assert name not in ana.page.content()
