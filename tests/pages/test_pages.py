"""Every page, for every kind of KAM, in both languages and units: it opens, and says what it should."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from itertools import chain

import pytest

from kamescope import places
from kamescope.analysis.published import Level
from kamescope.analysis.window import Quadrant
from kamescope.i18n import NBSP, messages, words
from kamescope.model import ENVIRONMENT, OVERALL
from kamescope.ui.address import Address
from tests.pages.app import (
    ALL_PAGES,
    KAM_PAGES,
    TEAM_PAGES,
    charts,
    faults,
    heading,
    links,
    metrics,
    opened,
    sent,
    shown,
)
from tests.pages.databases import People
from tests.pairs import pairs
from tests.support import kamescope_model, martin, other_model

SOMEBODY = {"MARTIN": "", "RIVOIRE": "2026", "KOWALSKA": "2026", "TRAN": "2026", "SANTINI": "2025"}
"""The printed report's KAM; two managers; two clients (masked); no client; no self; and a campaign of theirs."""
VARIANTS = {
    "plain": {},
    "english points": {"lang": "en", "unit": "points"},
    "items": {"unit": "percent", "level": "item", "n": "30", "side": "bottom"},
}
FRENCH = words("fr")


@pytest.mark.deep
@pytest.mark.parametrize(("who", "page", "look"), pairs(list(SOMEBODY), ALL_PAGES, list(VARIANTS)))
def test_a_page_opens_for_every_kind_of_kam_and_names_them_in_no_address(
    demo: People, who: str, page: str, look: str
) -> None:
    entry = demo.find(who, SOMEBODY[who])
    test = opened(page, kam=entry.kam.token, campaign=entry.campaign.token, **VARIANTS[look])
    assert faults(test) == []
    assert test.query_params["kam"] == entry.kam.token
    if page in KAM_PAGES:
        assert heading(test).startswith(entry.kam.name.replace(NBSP, " "))
    campaigns = {each.campaign.token for each in demo.entries}
    known, tokens = {field.name for field in fields(Address)}, {each.kam.token for each in demo.entries}
    address = {"": test.query_params} | {label: _asked(query) for label, query in links(test)}
    for asked in address.values():
        assert asked.keys() <= known
        assert all(re.fullmatch(r"[A-Za-z0-9_,]+", value) for value in asked.values()), asked
        assert asked["kam"] in (tokens if page in TEAM_PAGES else {entry.kam.token})
        # From one who is alone, a page about several opens another campaign's cohort.
        assert asked["campaign"] in (campaigns if page in TEAM_PAGES and who == "MARTIN" else {entry.campaign.token})


@pytest.mark.sample(14)
@pytest.mark.parametrize(("name", "page", "look"), pairs(["WHOLE", "PARTLY"], ALL_PAGES, list(VARIANTS)))
def test_a_page_opens_under_a_very_different_model(other: People, name: str, page: str, look: str) -> None:
    test = opened(page, **other.link(name), **VARIANTS[look])
    assert faults(test) == []


@pytest.mark.sample(7)
@pytest.mark.parametrize("page", ALL_PAGES)
def test_a_page_opens_in_the_dark(demo: People, page: str) -> None:
    light = opened(page, **demo.link("MARTIN"))
    dark = opened(page, {"theme": "dark"}, **demo.link("MARTIN"))
    assert faults(dark) == []
    assert shown(dark) == shown(light)
    assert all(one != other for one, other in zip(charts(light), charts(dark), strict=True))


def test_the_other_model_puts_its_own_groups_and_factors_on_every_page(other: People) -> None:
    model = other_model()
    link = other.link("WHOLE")
    overview = opened("overview", **link)
    assert len(metrics(overview)) == len(model.groups) + 1
    for factor in model.factors:
        assert FRENCH.text(factor.name) in shown(overview)
        factor_page = opened("factor", **link, factor=factor.code)
        assert factor.code in heading(factor_page)
        for item in factor.items:
            assert FRENCH.text(item.text) in shown(factor_page)
    assert "Q1" not in sent(opened("top_items", **link))
    assert f"0{NBSP}% à 100{NBSP}%" not in shown(overview)


def test_groups_too_small_or_missing_in_the_other_model_say_so(other: People) -> None:
    overview = opened("overview", **other.link("PARTLY"))
    assert [FRENCH("masked"), FRENCH("no_data")] == [value for value in metrics(overview) if "%" not in value]
    (notice,) = [info.value for info in overview.info]
    assert notice == FRENCH("head.masked", 3, group="Équipe", minimum="4")


def test_the_first_page_shows_the_printed_figures_of_m_martin(demo: People) -> None:
    test = opened("overview")
    assert test.query_params == demo.link("MARTIN"), (
        "without a link the first real person is shown, never a made-up one"
    )
    published = martin()
    columns = [*(group.code for group in published.model.groups), ENVIRONMENT]
    expected = [FRENCH.percent(published.cell(Level.OVERALL, OVERALL, column).percent) for column in columns]
    assert metrics(test) == expected
    for share in ("1,2", "0,0", "13,6"):
        assert f"{share}{NBSP}% sans réponse" in shown(test)
    for factor in published.model.factors:
        assert FRENCH.text(factor.name) in shown(test)


def test_the_radar_draws_a_mark_for_each_published_figure_and_none_for_the_others(demo: People) -> None:
    radar = json.loads(charts(opened("overview"))[0])
    published, model = martin(), kamescope_model()
    figures = {
        f"{FRENCH.percent(cell.percent)}"
        for group in model.groups
        for factor in model.factors
        if (cell := published.cell(Level.FACTOR, factor.code, group.code)).is_published
    }
    layers = [layer["data"].get("values", ()) for layer in radar["layer"]]
    drawn = [row["score"] for row in chain(*layers) if row.get("score")]
    assert {score.split(" (")[0] for score in drawn} == figures
    assert len(drawn) == 3 * len(model.factors) - 1, "clients are asked nothing of F6: a gap, not a zero"


@pytest.mark.parametrize("code", ["F1", "F6", "F9", "F13"])
def test_a_factor_page_shows_that_factor_s_figures(demo: People, code: str) -> None:
    test = opened("factor", **demo.link("MARTIN"), factor=code)
    published, model = martin(), kamescope_model()
    factor = next(factor for factor in model.factors if factor.code == code)
    columns = [*(group.code for group in model.groups), ENVIRONMENT]
    cells = [published.cell(Level.FACTOR, code, column) for column in columns]
    assert metrics(test) == [FRENCH.percent(cell.percent) if cell.is_published else FRENCH("no_data") for cell in cells]
    for item in factor.items:
        assert FRENCH.text(item.text) in shown(test)
    assert FRENCH.text(factor.definition) in shown(test)
    assert FRENCH.text(factor.importance) in shown(test)


def test_the_printed_worked_example_stands_on_the_factor_page(demo: People) -> None:
    assert metrics(opened("factor", **demo.link("MARTIN"), factor="F1"))[1] == f"47{NBSP}%"
    assert metrics(opened("factor", **demo.link("MARTIN"), factor="F1", unit="points"))[1] == "2,33"


def test_items_are_shown_in_points_unless_the_reader_asks_for_percent(demo: People) -> None:
    plain, percent = (shown(opened("top_items", **demo.link("MARTIN"), **unit)) for unit in ({}, {"unit": "percent"}))
    assert f"{NBSP}%" not in plain
    assert f"100{NBSP}%" in percent


def test_the_common_items_of_manager_and_client_are_named(demo: People) -> None:
    pattern = re.compile(r"Manager et clients s’accordent sur (\d) items \(([^)]*)\)")
    for side, codes in (("top", "Q60 Q61 Q78 Q79 Q81"), ("bottom", "Q11 Q25 Q66")):
        count, named = pattern.search(shown(opened("top_items", **demo.link("MARTIN"), side=side))).groups()
        assert set(named.split(", ")) == set(codes.split())
        assert int(count) == len(codes.split())


@pytest.mark.deep
def test_each_window_level_places_every_point_in_a_list(demo: People) -> None:
    model, published = kamescope_model(), martin()
    for level, parts in (("factor", model.factors), ("sub_factor", model.sub_factors), ("item", model.items)):
        test = opened("perception", **demo.link("MARTIN"), level=level)
        both = [
            part
            for part in parts
            if all(published.cell(Level(level), part.code, who).is_published for who in ("self", ENVIRONMENT))
        ]
        quadrants = "|".join(FRENCH(f"quadrant.{quadrant}") for quadrant in Quadrant)
        counts = re.findall(rf"(?:{quadrants})\s+(\d+)\n", shown(test))
        assert len(counts) == len(Quadrant)
        assert sum(map(int, counts)) == len(both)


@cache
def _given() -> list[str]:
    """What files gave, in their language, the longest first: campaigns, teams, tasks, clients, comments."""
    files = [places.DEMO / "comments.csv", *(places.DEMO / "levers").glob("*.csv")]
    rows = (path.read_text(encoding="utf-8-sig").splitlines() for path in files)
    cells = {cell for lines in rows for row in csv.reader(lines[1:], delimiter=";") for cell in row if cell.strip()}
    words = {cell for cell in cells if any(letter.isalpha() for letter in cell) and len(cell) > 1}
    return sorted({"Campagne XYZ", *words}, key=len, reverse=True)


def _octal(name: str) -> str:
    """A name as a message is printed that holds it among other bytes."""
    return "".join(chr(byte) if byte < 128 else f"\\{byte:o}" for byte in name.encode())


@pytest.mark.sample(9)
@pytest.mark.parametrize("page", ALL_PAGES)
def test_nothing_french_is_left_in_english(demo: People, page: str) -> None:
    test = opened(page, **demo.link("RIVOIRE"), lang="en")
    told = re.sub(
        r'page: "[\w-]+"|[\w-]+\?kam=|:8501/[\w-]+|\\*"links\\*": *\{[^}]*\}', "", sent(test)
    )  # a page has one address in every language
    text = told + shown(test)
    for name in _given():
        text = text.replace(name, "").replace(json.dumps(name)[1:-1], "").replace(_octal(name), "")
    french = [sentence for sentence in _only_french() if sentence in text]
    assert [each for each in french if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text)] == []
    assert re.findall(rf"\w[ {NBSP}][:;?!]|\d[ {NBSP}]%", shown(test)) == []


def test_every_kam_page_says_which_groups_are_attributable(demo: People) -> None:
    for page in KAM_PAGES:
        assert FRENCH("foot.attributable", groups="manager") in shown(opened(page, **demo.link("TRAN")))


@pytest.mark.deep
def test_made_up_people_are_marked_on_every_page_and_real_ones_are_not(demo: People) -> None:
    for page in KAM_PAGES:
        assert FRENCH("head.fictitious") in shown(opened(page, **demo.link("RIVOIRE")))
        assert FRENCH("head.fictitious") not in shown(opened(page, **demo.link("MARTIN")))


@pytest.mark.parametrize("page", KAM_PAGES)
def test_every_chart_has_a_text_alternative(demo: People, page: str) -> None:
    test = opened(page, **demo.link("MARTIN"))
    said = [found.proto.body for found in test.main.get("html") if "kms-in-words" in found.proto.body]
    assert len(said) == len(charts(test)), "the words stand behind each drawing"
    assert all(len(words) > 80 for words in said)


def _asked(query: str) -> dict[str, str]:
    return dict(part.split("=") for part in query.replace("%2C", ",").split("&"))


@cache
def _only_french() -> list[str]:
    """Every French sentence or name that is not also an English one."""
    said = {language: set(_sentences(language)) for language in ("fr", "en")}
    model = kamescope_model()
    texts = [group.plural for group in model.groups] + [group.short for group in model.groups]
    texts += [part.name for part in (*model.factors, *model.sub_factors)]
    texts += [item.text for item in model.items] + [factor.definition for factor in model.factors]
    french, english = ({*said[language], *(text.in_(language) for text in texts)} for language in ("fr", "en"))
    whole = " ".join(english)
    return sorted(text for text in french if len(text) > 5 and "{" not in text and text not in whole)


def _sentences(language: str) -> Iterator[str]:
    for catalogue in messages(language).values():
        for entry in catalogue:
            yield from (entry.string,) if isinstance(entry.string, str) else entry.string
