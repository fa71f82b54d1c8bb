"""A coach prepares, reviews and releases: then the KAM, the manager and the lead see what is theirs, and not before."""

from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pytest
from playwright.sync_api import Browser

from kamescope import settings
from kamescope.i18n import words
from kamescope.service import GrantRequest, everything, open_store
from tests.browser.proxy import proxied
from tests.browser.screen import DESK, PHONE, Screen
from tests.browser.server import serving
from tests.browser.test_layout import FAULTS
from tests.pages import databases
from tests.pages.signed_in import HEADER, SECRET
from tests.plans import GOAL, priority

SAY = words("fr")
COACH, KAM, MANAGER, LEAD = "coach@example.com", "kam@example.com", "manager@example.com", "lead@example.com"
NOTE = "Ne pas commencer par le chiffre"


class Company(NamedTuple):
    """A server that is told who looks, whom the coach and the KAM are about, and a proxy that says it is the coach."""

    base: str
    name: str
    coached: str


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """The demonstration, with one KAM's coach, manager and lead, that KAM, and one priority in their plan."""
    folder = tmp_path_factory.mktemp("releasing")
    people = databases.demo(folder / "company.duckdb")
    entry = people.find("RIVOIRE", "2026")
    store = open_store(people.path)
    door = everything(store)
    for role, email in (("coach", COACH), ("kam", KAM), ("manager", MANAGER)):
        door.grant(GrantRequest(role, email, kam=entry.kam.id))
    door.grant(GrantRequest("lead", LEAD, company=entry.kam.company))
    door.write_plan(entry.campaign.token, entry.kam.token, priority("F1"))
    store.close()
    (folder / "kamescope.toml").write_text(HEADER.format(more=""), encoding="utf-8")
    said = {settings.NAMED: str(folder / "kamescope.toml"), "HOME": str(folder)}
    with serving(people.path, folder / "log", **said) as base, proxied(base) as proxy:
        proxy.who = COACH
        yield Company(base, entry.kam.name, proxy.base)


def seen_by(browser: Browser, company: Company, who: str, size: dict[str, int] = DESK) -> Screen:
    """A browser of somebody's own."""
    told = {"X-Email": who, "X-Secret": SECRET}
    return Screen(browser.new_context(viewport=size, locale="fr-FR", extra_http_headers=told), company.base)


@pytest.mark.deep
def test_what_a_coach_releases_the_kam_sees_until_it_is_reopened(browser: Browser, company: Company):
    kam = seen_by(browser, company, KAM, PHONE)
    kam.page.goto(company.base)
    kam.expect_heading("Rien à voir pour le moment")

    # Through a proxy: what is downloaded has no headers of a browser's own.
    coach = (
        Screen(browser.new_context(viewport=DESK, locale="fr-FR"), company.coached)
        .open("home")
        .expect_heading(SAY("page.home"))
    )
    assert coach.page.evaluate(FAULTS) == []
    press(coach, SAY("road.do.ready"))
    coach.expect_heading(SAY("page.prepare"))
    prepares(coach)
    press(coach, SAY("release.prepare"))
    coach.expect_text("Il reste 6 commentaires à relire")
    coach.turn("comments").expect_text("Sait dire non")
    assert coach.page.evaluate(FAULTS) == []
    row = coach.main.locator("[class*=st-key-comment-todo-]").filter(has_text="Des réponses argumentées")
    row.get_by_role("button", name=SAY("comments.do.blacked"), exact=True).or_(
        row.get_by_role("radio", name=SAY("comments.do.blacked"), exact=True)
    ).first.click()
    coach.settle()
    coach.main.get_by_label(SAY("comments.word_other"), exact=True).fill("chiffres")
    coach.main.get_by_label(SAY("comments.word_other"), exact=True).press("Enter")
    coach.settle()
    for _ in range(5):
        press_first(coach, SAY("comments.do.kept"))
    coach.expect_text("Tout est relu")
    coach.turn("report").expect_heading(SAY("page.report"))
    press(coach, SAY("release.prepare"))
    coach.turn("home").expect_heading(SAY("page.home"))
    press(coach, SAY("road.do.prepared"))
    press(coach, SAY("release.go"))
    coach.expect_text(SAY("road.do.followed"))

    kam.page.reload()
    kam.expect_heading(company.name)
    assert SAY("page.home") not in kam.page.content()
    kam.open("comments").expect_text("Des réponses argumentées")
    assert "chiffres à l" not in kam.page.content() and SAY("comments.do.kept") not in kam.main.inner_text()
    assert kam.page.evaluate(FAULTS) == []
    manager = seen_by(browser, company, MANAGER).open("plan")
    manager.expect_text(GOAL.when)
    assert manager.main.get_by_role("button", name=SAY("plan.add"), exact=True).count() == 0, "read, not written"
    lead = seen_by(browser, company, LEAD).open("plan")
    lead.expect_text("Recherche de leads")
    assert GOAL.when not in lead.page.content(), "what it is about and how it stands, no more"

    press(coach, SAY("road.do.followed"))
    coach.expect_heading(SAY("page.plan"))
    coach.turn("report").expect_heading(SAY("page.report"))
    coach.expect_text(SAY("release.frozen"))
    coach.main.get_by_text(SAY("release.reopen"), exact=True).first.click()
    press(coach, SAY("release.reopen"))
    coach.expect_text(SAY("release.go"))
    kam.page.reload()
    kam.expect_heading(SAY("version.title"))
    kam.main.get_by_text(SAY("version.read")).click()
    kam.expect_heading(company.name)
    kam.expect_text("Version 1, restituée")
    assert kam.page.evaluate(FAULTS) == []
    assert coach.troubles == [] == kam.troubles
    assert manager.troubles == [] == lead.troubles


def press_first(screen: Screen, name: str) -> None:
    """Press a decision about the first comment that is to be reviewed."""
    row = screen.main.locator("[class*=st-key-comment-todo-]").first
    row.get_by_role("radio", name=name, exact=True).or_(row.get_by_role("button", name=name, exact=True)).first.click()
    screen.settle()


def prepares(coach: Screen) -> None:
    """At the blind spots: a question, a note, a flag; then a rank, and the guide that holds it all."""
    coach.main.locator(".st-key-prepare_step_blind button").first.click()
    coach.expect_text(SAY("talk.aim.blind"))
    coach.expect_query("step", "blind")
    coach.main.get_by_test_id("stCheckbox").first.click()
    coach.main.locator("[class*=st-key-prepare_flag_F7] button").click()
    coach.settle().expect_text(SAY("prepare.flagged", 1, factors="F7"))
    coach.main.get_by_label(SAY("prepare.note"), exact=True).fill(NOTE)
    coach.main.locator(".st-key-prepare_step_priorities button").first.click()
    coach.expect_text(SAY("talk.aim.priorities"))
    coach.settle().main.locator("[class*=st-key-prepare_rank_F7] button").first.click()
    coach.settle().expect_text(SAY("prepare.to_plan", factor="F7 Management des équipes projets"))
    assert NOTE not in coach.page.url
    for name, holds in (("guide", True), ("guide_bare", False)):
        with coach.page.expect_download() as given:
            coach.main.locator(f".st-key-prepare_paper_{name} button").first.click()
        pages = pypdfium2.PdfDocument(given.value.path())
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
        assert "Guide du débrief" in text and (NOTE in text) is holds
    with coach.page.expect_download() as given:
        coach.main.locator(".st-key-prepare_paper_handout button").first.click()
    (sheet,) = pypdfium2.PdfDocument(given.value.path())
    text = " ".join(sheet.get_textpage().get_text_range().split())
    assert GOAL.when in text and NOTE not in text


def press(screen: Screen, name: str) -> None:
    """Press a button by its whole name, the first of those in the page."""
    screen.main.get_by_role("button", name=name, exact=True).first.click()
    screen.settle()
