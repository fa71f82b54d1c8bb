"""States that are designed, not left over: a first start, an empty base, a dead link, a broken base, hostile names."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from kamescope import places
from kamescope.i18n import LANGUAGES, words
from tests.pages import databases
from tests.pages.app import ALL_PAGES, KAM_PAGES, charts, faults, heading, links, metrics, opened, sent, shown, turned
from tests.pages.databases import People, sheet
from tests.pairs import pairs
from tests.support import kamescope_model

FRENCH = words("fr")
Use = Callable[[Path], None]


@pytest.mark.deep
def test_a_first_start_loads_the_demonstration_and_shows_m_martin(tmp_path: Path, use: Use) -> None:
    use(tmp_path / "new" / "kamescope.duckdb")
    test = opened("overview")
    assert faults(test) == []
    assert heading(test).startswith("M. MARTIN")
    assert len(charts(test)) == 2
    left = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert left == ["kamescope.duckdb", "kamescope.duckdb.key"], "nothing left beside them"


@pytest.mark.deep
def test_a_first_start_by_a_link_to_another_page_opens_it(tmp_path: Path, use: Use) -> None:
    use(tmp_path / "kamescope.duckdb")
    assert heading(turned(opened("overview"), "factor")) == "M. MARTIN F1 Recherche de leads"


@pytest.mark.sample(6)
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", KAM_PAGES)
def test_an_empty_base_says_what_to_do(nothing: People, page: str, language: str) -> None:
    test = opened(page, lang=language)
    assert faults(test) == []
    assert heading(test) == words(language)("empty.title")
    assert words(language)("empty.words") in shown(test)
    assert words(language)("empty.command") in shown(test)
    assert not test.main.code, "a sentence, no command"
    assert not test.selectbox, "nothing to filter"
    assert not charts(test)
    assert len(test.main.segmented_control) == 1, "the language can be chosen"


def test_the_method_page_needs_nobody(nothing: People) -> None:
    test = opened("method")
    assert faults(test) == []
    assert heading(test) == FRENCH("page.method")
    assert "2,33" in shown(test), "the worked example"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_page_says_whom_to_coach_on_what_as_the_design_does(nothing: People, language: str) -> None:
    say = words(language)
    told = shown(opened("method", lang=language))
    design = (places.ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    apart, quarter = re.search(r"then F7 \(([\d.]+), so\s+([\d.]+)\)", design).groups()
    assert f"{say.number(float(apart), 2)} ÷ 4 = {say.number(float(quarter), 2)}" in told
    assert say("page.who") in told


@pytest.mark.sample(8)
@pytest.mark.parametrize(("language", "page", "dead"), pairs(["fr", "en"], KAM_PAGES, ["kam", "campaign", "both"]))
def test_a_link_to_nobody_says_so_and_opens_nobody(demo: People, page: str, language: str, dead: str) -> None:
    link = demo.link("RIVOIRE")
    link |= {key: "abcdefghijkl" for key in link if dead in (key, "both")}
    test = opened(page, **link, lang=language)
    assert faults(test) == []
    assert heading(test) == words(language)("empty.link_title")
    assert not metrics(test)
    assert not charts(test)
    assert not links(test)
    for entry in demo.entries:
        assert entry.kam.name not in sent(test)
        assert entry.kam.company not in sent(test)


def test_a_link_to_somebody_in_a_campaign_of_others_opens_nobody(demo: People) -> None:
    test = opened("overview", kam=demo.find("MARTIN").kam.token, campaign=demo.find("RIVOIRE").campaign.token)
    assert heading(test) == FRENCH("empty.link_title")


def test_from_a_dead_link_one_click_leads_to_somebody(demo: People) -> None:
    test = opened("overview", kam="abcdefghijkl", lang="en")
    test.button[0].click().run()
    assert faults(test) == []
    assert heading(test).startswith("M. MARTIN")
    assert test.query_params == demo.link("MARTIN") | {"lang": "en"}


def test_a_link_to_a_campaign_alone_opens_one_of_its_kams(demo: People) -> None:
    campaign = demo.link("RIVOIRE", "2025")["campaign"]
    test = opened("overview", campaign=campaign)
    assert faults(test) == []
    assert test.query_params["campaign"] == campaign


@pytest.mark.parametrize("page", ALL_PAGES)
def test_a_base_that_cannot_be_read_is_explained(tmp_path: Path, use: Use, page: str) -> None:
    path = tmp_path / "broken.duckdb"
    path.write_bytes(b"this is no database" * 1000)
    use(path)
    test = opened(page)
    assert not test.exception
    assert [error.value for error in test.error] == [FRENCH("error.database_unreadable", file="broken.duckdb")]
    assert str(tmp_path) not in sent(test), "no path of the machine"


def test_once_a_base_can_be_read_one_button_opens_the_page(tmp_path: Path, use: Use) -> None:
    path = tmp_path / "broken.duckdb"
    path.write_bytes(b"this is no database" * 1000)
    use(path)
    test = opened("method")
    path.unlink()
    (again,) = test.button
    assert again.label == FRENCH("trouble.again")
    again.click().run()
    assert faults(test) == []
    assert heading(test).startswith(FRENCH("page.method"))
    assert FRENCH("trouble.again") not in [button.label for button in test.button]


def test_the_demonstration_goes_with_one_click_and_nothing_else_does(own_demo: People) -> None:
    test = opened("overview", **own_demo.link("RIVOIRE"), lang="en")
    next(button for button in test.button if button.label == words("en")("demo.remove")).click().run()
    assert faults(test) == []
    assert heading(test) == words("en")("empty.title")
    assert not any(entry.kam.name in sent(test) for entry in own_demo.entries)
    assert test.query_params == {"lang": "en"}


@pytest.mark.deep
@pytest.mark.parametrize("page", ["overview", "compare"])
def test_an_empty_base_opens_the_demonstration_with_one_button(nothing: People, page: str) -> None:
    test = opened(page, lang="en")
    next(button for button in test.button if button.key == "demo_load").click().run()
    say = words("en")
    assert faults(test) == []
    assert heading(test) != say("empty.title")
    assert [each.value for each in test.toast] == [say("demo.loaded")]
    next(button for button in test.button if button.label == say("demo.remove")).click().run()
    assert heading(test) == say("empty.title")
    assert [each.value for each in test.toast] == [say("demo.removed")]


def test_a_demonstration_that_is_refused_leaves_nothing(nothing: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> object:
        yield 0.5, SimpleNamespace(refused=True, file="equipe.xlsx")

    monkeypatch.setattr("kamescope.service.Service.import_demo", refused)
    test = opened("overview")
    next(button for button in test.button if button.key == "demo_load").click().run()
    assert not test.exception
    assert [error.value for error in test.error] == [FRENCH("error.demo_refused", file="equipe.xlsx")]
    assert heading(opened("overview")) == FRENCH("empty.title")


def test_without_the_demonstration_nothing_offers_to_remove_it(other: People) -> None:
    assert FRENCH("demo.remove") not in {button.label for button in opened("overview").button}


NAMES = [
    "<script>alert(1)</script>",
    "[link](javascript:alert(1)) **bold** `code` $x$",
    ":red[colour] :material/delete: # title",
    "O’BRIEN & Sons \\ {0} {kam} %s",
    "Anne-Charlotte de La Rochefoucauld-Montmorency-Laval " * 2,
]


@pytest.fixture(scope="module")
def oddly_named(tmp_path_factory: pytest.TempPathFactory) -> People:
    """A KAM of each such name, in a company of the same; the campaign has all the short ones."""
    groups, model = [("self", 1), ("manager", 1), ("client", 3)], kamescope_model()
    sheets = [(model, sheet(model, name, groups, company=name, campaign=" ".join(NAMES[:4]))) for name in NAMES]
    return databases.filled(tmp_path_factory.mktemp("odd") / "x.duckdb", *sheets)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_as_text_whatever_it_holds(oddly_named: People, use: Use, name: str) -> None:
    use(oddly_named.path)
    link = oddly_named.link(" ".join(name.split()))
    for page in KAM_PAGES:
        assert " ".join(name.split()) in " ".join(shown(_inert(page, link)).split())


@pytest.mark.parametrize("page", sorted(set(ALL_PAGES) - set(KAM_PAGES)))
def test_names_are_shown_as_text_where_all_stand(oddly_named: People, use: Use, page: str) -> None:
    use(oddly_named.path)
    entry = oddly_named.entries[0]
    _inert(page, {"campaign": entry.campaign.token, "kam": entry.kam.token})


def _inert(page: str, link: dict[str, str]) -> AppTest:
    """A page on which nothing of a name has come to life."""
    test = opened(page, **link)
    assert faults(test) == []
    texts = [element.value for kind in ("markdown", "info") for element in test.main.get(kind)]
    assert not any(re.search(r"(?<!\\)(<script|\]\(javascript|:red\[)", text) for text in texts)
    assert not any("<script" in element.value for element in test.main.html)
    return test
