"""Signing in, in Chromium, with a provider of identities: who comes in, who does not, and how it ends."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kamescope import settings
from kamescope.i18n import words
from kamescope.service import GrantRequest, everything, open_store
from tests.browser.screen import DESK, PATIENCE, Screen
from tests.browser.server import free_port, serving
from tests.pages import databases

SAY = words("fr")
ANA, BO, EVE, UNVERIFIED = (f"{name}@example.com" for name in ("ana", "bo", "eve", "uma"))
SETTINGS = 'mode = "signed_in"\nshared = "at_once"\n[identity]\nby = "oidc"\n'
SECRETS = """[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "kamescope"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""

pytestmark = pytest.mark.skipif(find_spec("oidc_provider_mock") is None, reason="no provider of identities for tests")


class Company(NamedTuple):
    """A server on which people sign in, and who is in its database."""

    base: str
    people: databases.People


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
    (folder / "kamescope.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / ".streamlit").mkdir()
    port = free_port()
    with providing() as provider:
        secrets = SECRETS.format(port=port, provider=provider)
        (folder / ".streamlit" / "secrets.toml").write_text(secrets, encoding="utf-8")
        said = {settings.NAMED: str(folder / "kamescope.toml"), "HOME": str(folder)}
        with serving(people.path, folder / "log", port=port, **said) as base:
            yield Company(base, people)


def knocks(browser: Browser, company: Company, who: str) -> Screen:
    """A browser of somebody's own, in which they sign in."""
    screen = Screen(browser.new_context(viewport=DESK, locale="fr-FR"), company.base)
    screen.page.goto(company.base)
    screen.expect_heading(SAY("entrance.title"))
    enter(screen.page, company, who)
    return screen


def enter(page: Page, company: Company, who: str) -> None:
    """Press the button, and be that person at the provider."""
    page.get_by_role("button", name=SAY("entrance.go")).click()
    page.get_by_role("button", name=who).or_(page.get_by_text(who)).first.click()
    page.wait_for_url(f"{company.base}/**")


def media(context: BrowserContext, address: str) -> int:
    """How the server answers who asks for a file by its address."""
    return context.request.get(address).status


def test_each_has_their_own_and_nobody_else_s(browser: Browser, company: Company):
    ana, bo = knocks(browser, company, ANA), knocks(browser, company, BO)
    ana.expect_heading(company.people.entries[0].kam.name.split()[-1])
    bo.expect_heading(SAY("page.imports"))
    for page in ("compare", "perception", "quality", "report", "method"):
        ana.open(page)
    picture = ana.open("report").main.locator("img[src*='/media/']").first
    expect(picture).to_be_visible(timeout=PATIENCE)
    address = company.base + str(picture.get_attribute("src")).removeprefix(company.base)
    assert media(ana.page.context, address) == 200
    assert media(bo.page.context, address) == 404
    assert media(browser.new_context(), address) == 404
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
