"""Progression: one KAM and a cohort over the campaigns, what cannot be compared and why, and nothing of the masked."""

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kamescope.analysis.progress import progress
from kamescope.analysis.published import Level
from kamescope.charts.theme import LIGHT
from kamescope.i18n import NBSP, words
from kamescope.model import OVERALL, Model
from kamescope.model_file import model_from_data
from kamescope.service import Question
from kamescope.ui import data
from kamescope.ui.team import progress_parts
from tests.charts.test_fragments import Node, Tree
from tests.pages import databases
from tests.pages.app import charts, faults, links, metrics, opened, sent, shown, unmarked, widget
from tests.pages.company import company
from tests.pages.databases import People, Rater, rated
from tests.support import kamescope_model, other_model

FRENCH = words("fr")
OPEN = (Rater("self"), Rater("manager"))
FULL = (*OPEN, *[Rater("client")] * 4)
FIRST, SECOND, THIRD = "Vague 2024", "Vague 2025", "Vague 2026"


def wave(model: Model, campaign: str, people: Iterable[tuple[str, Sequence[Rater]]], seed: int) -> tuple:
    """One campaign, dated by the year in its name: some KAMs and their raters."""
    sheets = [rated(model, kam, raters, "ACME", campaign, seed) for kam, raters in people]
    rows = [sheets[0][0], *(row for sheet in sheets for row in sheet[1:])]
    for row in rows[1:]:
        row[1] = f"{campaign[-4:]}-05-04"
    return model, rows


def later(raters: Sequence[Rater], shift: float) -> list[Rater]:
    """The same raters, so much kinder."""
    return [rater._replace(shift=shift) for rater in raters]


@cache
def new_model() -> Model:
    """The shipped model without its first factor, with a group more."""
    data = deepcopy(json.loads(kamescope_model().source)) | {"version": "2"}
    data["factors"] = data["factors"][1:]
    left = {i["code"] for f in data["factors"] for p in f.get("sub_factors", [f]) for i in p["items"]}
    for group in data["groups"]:
        if "items" in group:
            group["items"] = [code for code in group["items"] if code in left]
    data["groups"].append({"code": "peer", "name": "Pair"})
    return model_from_data(data, "new.toml")


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> People:
    """Three waves of a team of four, not all of whom are in each; one whose models differ; one alone."""
    model = kamescope_model()
    up, down = (later(FULL, shift) for shift in (3, -3))
    waves = [
        wave(model, FIRST, [("ALBA", FULL), ("BORIS", FULL), ("CÉLINE", FULL)], 1),
        wave(model, SECOND, [("ALBA", FULL), ("BORIS", FULL[:4]), ("CÉLINE", FULL), ("DORA", FULL)], 1),
        wave(model, THIRD, [("ALBA", up), ("BORIS", FULL), ("CÉLINE", down), ("DORA", up)], 1),
        wave(new_model(), "Refonte 2027", [("ALBA", FULL)], 2),
        wave(other_model(), "Autre 2028", [("ALBA", OPEN)], 2),
    ]
    return databases.filled(tmp_path_factory.mktemp("followed") / "followed.duckdb", *waves)


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> dict[str, list]:
    """What the page's tables to download hold, by name."""
    found: dict[str, list] = {}
    monkeypatch.setattr(progress_parts, "download", lambda view, made, name: found.update({name: list(made)}))
    return found


@pytest.fixture
def page(followed: People, use: Callable[[Path], None]) -> Callable[..., AppTest]:
    """Open the page for one KAM in a campaign, without a fault; for all of them with `who`."""

    def go(kam: str, campaign: str, **query: str) -> AppTest:
        use(followed.path)
        test = opened("progress", **followed.link(kam, campaign) | {"who": "kam"} | query)
        assert faults(test) == []
        return test

    return go


def campaign(people: People, name: str) -> str:
    """The token of a campaign."""
    return next(entry.campaign.token for entry in people.entries if entry.campaign.name == name)


def strips(test: AppTest) -> list[Node]:
    """The rows of the strips, heading apart."""
    for element in test.main.get("bidi_component"):
        if element.proto.id.endswith("pick_progress"):
            tree = Tree()
            tree.feed(json.loads(element.proto.json))
            return tree.root.all(css="kms-row")[1:]
    return []


@pytest.mark.deep
def test_one_kam_since_the_campaign_before(followed: People, page, rows):
    test = page("ALBA", THIRD)
    before, after = (followed.link("ALBA", name) for name in (SECOND, THIRD))
    sides = [data.door().results(Question(link["campaign"], link["kam"])) for link in (before, after)]
    overall = {change.group: change for change in progress(*sides, Level.OVERALL).changes}
    assert metrics(test) == [FRENCH.percent(overall[group].after.percent) for group in overall]
    for change in overall.values():
        assert f"{FRENCH.signed(change.change)} · progresse" in shown(test)
    assert "1 → 1 répondant" in shown(test)
    changes = {(change.code, change.group): change for change in progress(*sides, Level.FACTOR).changes}
    told = {
        (row["Code"], row["Groupe"]): row["Évolution en points"]
        for row in rows["progression"]
        if row["Code"] != OVERALL
    }
    names = {"self": "Auto-évaluation", "manager": "Manager", "client": "Clients", "environment": "Environnement"}
    assert told == {
        (code, names[group]): None if change.change is None else round(change.change, 4)
        for (code, group), change in changes.items()
    }
    assert len(strips(test)) == 13
    assert charts(test) == [], "two campaigns are told by the cards"
    assert "Qui a évolué" not in shown(test)


def test_the_team_is_followed_unless_one_kam_is_asked_for(followed: People, use):
    use(followed.path)
    test = opened("progress", **followed.link("ALBA", THIRD))
    assert "Qui a évolué" in shown(test)
    assert "3 KAM comparés" in shown(test)


def test_long_tables_are_folded_and_a_change_has_an_arrow_in_its_colour(page):
    test = page("ALBA", THIRD, regard="manager")
    folded = {each.label: each.proto.expanded for each in test.expander}
    assert folded[FRENCH("progress.title_table")] is False
    assert all(not is_open for is_open in folded.values())
    cards = " ".join(element.value for element in test.main.markdown)
    assert f':color[:material/north_east:]{{foreground="{LIGHT.accent}"}}' in cards
    (first, *_) = strips(test)
    assert "progresse +" in first.all(css="kms-fig")[1].text, "the word is there for those who do not see the arrow"


def test_items_that_moved_are_listed_and_the_others_are_not(page, rows):
    test = page("ALBA", THIRD, regard="manager")
    text = shown(test)
    moved = [row for row in rows["progression_items"] if row["Groupe"] == "Manager" and row["Évolution en points"]]
    rose = [row for row in moved if row["Évolution en points"] >= 0.5]
    assert f"En progrès{NBSP}: {len(rose)} items" in [each.label for each in test.expander]
    assert all(row["Libellé"] in text for row in rose)
    still = [row for row in rows["progression_items"] if row["Groupe"] == "Manager" and row["Sens"] == "stable"]
    assert still
    assert not any(row["Libellé"] in text for row in still)


def test_more_campaigns_are_marks_between_and_a_line(followed: People, page):
    test = page("ALBA", THIRD, since=f"{campaign(followed, FIRST)},{campaign(followed, SECOND)}")
    assert {len(row.all(css="kms-dot")) for row in strips(test)} == {3}
    assert len(charts(test)) == 1
    assert "1 → 1 → 1 répondant" in shown(test)
    assert test.query_params["since"] == f"{campaign(followed, FIRST)},{campaign(followed, SECOND)}"


def test_the_campaigns_are_chosen_and_one_always_stays(followed: People, page):
    test = page("ALBA", THIRD)
    pills = widget(test, "button_group", "view_since")
    assert list(pills.options) == [FIRST, SECOND]
    assert pills.value == [campaign(followed, SECOND)]
    pills.set_value([campaign(followed, FIRST)]).run()
    assert f"Évolution = {THIRD} − {FIRST}" in shown(test)
    widget(test, "button_group", "view_since").set_value([]).run()
    assert f"Évolution = {THIRD} − {SECOND}" in shown(test)


def test_what_one_campaign_masks_is_told_as_masked(page, rows):
    test = page("BORIS", THIRD, regard="client")
    assert {row.all(css="kms-fig")[1].text for row in strips(test)} == {"Évolutionmasqué", "Évolutionn.d."}
    assert "2 → 4 répondants" in shown(test)
    unknown = "aucune évolution ne peut être donnée"
    assert any(unknown in info.value for info in test.info)
    assert not any(flat in shown(test) for flat in ("Aucun facteur ne progresse", "Aucun item n’a bougé"))
    clients = [row for row in rows["progression"] if row["Groupe"] == "Clients"]
    assert {row[f"{SECOND}{NBSP}: score"] for row in clients} == {None}
    assert {row[f"{SECOND}{NBSP}: réponses"] for row in clients} == {None}
    assert {row["Sens"] for row in clients} == {"masqué", "n.d."}


def test_an_environment_of_other_groups_is_not_compared_and_why(page):
    test = page("BORIS", THIRD)
    assert any(info.value.startswith(f"«{NBSP}Non comparable{NBSP}»") for info in test.info)
    assert "non comparable" in {row.all(css="kms-fig")[1].text.removeprefix("Évolution") for row in strips(test)}


# The cohort


def test_the_cohort_is_followed_like_for_like(followed: People, page, rows):
    test = page("ALBA", THIRD, who="team", since=campaign(followed, FIRST))
    assert "DORA n’est pas suivi, faute de figurer dans toutes ces campagnes." in shown(test)
    assert "3 KAM comparés" in shown(test)
    assert {row["Nombre de KAM comparés"] for row in rows["progression"]} <= {0, 3}
    notes = [row.all("small")[0].text for row in strips(test)]
    assert notes
    assert all(note.startswith(f"3 KAM{NBSP}: ") for note in notes)


def test_who_moved_is_named_in_alphabetical_order_and_opens_alone(followed: People, page, rows):
    test = page("CÉLINE", THIRD, who="team")
    named = [
        (label.split(NBSP)[0], query) for label, query in links(test) if f"{NBSP}+" in label or f"{NBSP}−" in label
    ]
    assert [name for name, _ in named] == ["ALBA", "DORA", "CÉLINE"]
    assert f"kam={followed.link('DORA', THIRD)['kam']}" in named[1][1]
    assert "who=kam" in named[1][1]
    assert f"En progrès{NBSP}: 2 KAM" in shown(test)
    assert [row["KAM évalué"] for row in rows["progression_kam"]] == ["ALBA", "BORIS", "CÉLINE", "DORA"]
    assert "1 KAM sans évolution publiable" in shown(test)
    widget(test, "selectbox", "view_factor").set_value("F3").run()
    assert {row["Code"] for row in rows["progression_kam"]} == {"F3"}


@pytest.mark.deep
def test_the_cards_and_who_moved_tell_the_same_people(tmp_path: Path, use):
    """Over three campaigns: BORIS's clients were too few on the way, so that his environment is another one there."""
    model = kamescope_model()
    people = databases.filled(
        tmp_path / "three.duckdb",
        wave(model, FIRST, [("ALBA", FULL), ("BORIS", FULL), ("CÉLINE", FULL)], 1),
        wave(model, SECOND, [("ALBA", FULL), ("BORIS", FULL[:4]), ("CÉLINE", FULL)], 1),
        wave(model, THIRD, [("ALBA", FULL), ("BORIS", later(FULL, 3)), ("CÉLINE", FULL)], 1),
    )
    use(people.path)
    since = ",".join(campaign(people, name) for name in (FIRST, SECOND))
    for regard in ("", "client"):
        text = shown(opened("progress", **people.link("ALBA", THIRD), who="team", since=since, regard=regard))
        assert "2 KAM comparés" in text
        assert f"En progrès{NBSP}: 0 KAM" in text
        assert "2 KAM stables · 1 KAM sans évolution publiable" in text


@pytest.mark.deep
def test_of_two_campaigns_of_one_day_the_one_imported_later_is_the_later_one(tmp_path: Path, use):
    model = kamescope_model()
    waves = [("Printemps 2025", FULL), ("Automne 2025", later(FULL, 3))]
    people = databases.filled(
        tmp_path / "day.duckdb", *(wave(model, name, [("ALBA", raters)], 1) for name, raters in waves)
    )
    use(people.path)
    kam = people.entries[0].kam.token
    test = opened("progress", kam=kam, who="kam")
    assert faults(test) == []
    assert "Évolution = Automne 2025 − Printemps 2025" in shown(test), "the campaign that a page opens on is the last"
    assert "progresse" in shown(test)
    first = opened("progress", kam=kam, campaign=campaign(people, "Printemps 2025"), who="kam")
    assert f"«{NBSP}Printemps 2025{NBSP}» est la première campagne de ALBA" in shown(first)


@pytest.mark.deep
def test_one_campaign_only_says_what_is_needed(demo: People, tmp_path: Path, use: Callable[[Path], None]):
    test = opened("progress", **demo.link("MARTIN"), who="kam")
    assert faults(test) == []
    assert unmarked(test.info[-1].value).startswith(f"M.{NBSP}MARTIN ne figure que dans la campagne")
    assert test.info[-1].value.endswith(FRENCH("progress.needed"))
    assert FRENCH("progress.open_imports") in [label for label, _ in links(test)]
    assert strips(test) == []
    use((people := company(tmp_path / "two.duckdb", 2)).path)
    together = opened("progress", **people.link("KAM 0001"), who="team")
    assert together.info[-1].value.startswith("Ces KAM ne figurent que dans la campagne")


def test_the_first_campaign_offers_a_later_one(followed: People, page):
    test = page("CÉLINE", FIRST)
    assert f"«{NBSP}{FIRST}{NBSP}» est la première campagne de CÉLINE" in shown(test)
    widget(test, "button", "progress_later").click().run()
    assert test.query_params["campaign"] == campaign(followed, THIRD)
    assert f"Évolution = {THIRD} − {FIRST}" in shown(test)


def test_where_no_item_moved_one_sentence_says_so(followed: People, page):
    """ALBA's first two waves are the same answers."""
    text = shown(page("ALBA", SECOND))
    assert "Aucun item n’a bougé d’au moins 0,50 point." in text
    assert "En progrès" not in text
    assert "Aucun facteur ne progresse d’au moins 0,50 point." in text


@pytest.mark.deep
def test_under_a_filter_only_who_can_be_filtered_each_time_is_followed(tmp_path: Path, use):
    model, clients = kamescope_model(), [Rater("client", value) for value in ("Nord", "Sud") for _ in range(3)]
    both, once = (*OPEN, *clients), FULL
    people = databases.filled(
        tmp_path / "filtered.duckdb",
        wave(model, SECOND, [("ALBA", both), ("BORIS", once), ("CÉLINE", both)], 4),
        wave(model, THIRD, [("ALBA", both), ("BORIS", both), ("CÉLINE", both)], 5),
    )
    use(people.path)
    test = opened("progress", **people.link("BORIS", THIRD), who="team")
    segments = widget(test, "selectbox", "view_segment")
    test = segments.select_index(segments.options.index("Nord")).run()
    assert faults(test) == []
    assert f"BORIS n’est pas suivi{NBSP}: le filtre ne peut pas s’appliquer" in shown(test)
    assert "2 KAM comparés" in shown(test)
    assert "6 → 6 répondants" in shown(test)
    alone = widget(test, "button_group", "view_who").set_value("kam").run()
    assert faults(alone) == []
    assert FRENCH("progress.nobody_filtered") in [info.value for info in alone.info]


# Two models


def test_two_models_are_compared_only_where_one_asks(page, rows):
    test = page("ALBA", "Refonte")
    assert strips(test) == []
    assert "un même code n’y désigne pas forcément les mêmes énoncés" in test.info[-1].value
    assert "--match" not in test.info[-1].value
    widget(test, "button", "progress_match").click().run()
    assert faults(test) == []
    (note,) = [info.value for info in test.info]
    assert "F1 Recherche de leads" in note.replace("\\", "")
    assert "Pair" in note
    assert {row["Code"] for row in rows["progression"]} == {f"F{n}" for n in range(2, 14)}
    assert {row["Groupe"] for row in rows["progression"]} == {"Auto-évaluation", "Manager", "Clients", "Environnement"}
    widget(test, "button", "progress_one_model").click().run()
    assert strips(test) == []


@cache
def renamed_model() -> Model:
    """The shipped model, its factors under other codes."""
    data = deepcopy(json.loads(kamescope_model().source)) | {"version": "3"}
    for factor in data["factors"]:
        factor["code"] = f"G{factor['code']}"
    return model_from_data(data, "renamed.toml")


@pytest.fixture(scope="module")
def remade(tmp_path_factory: pytest.TempPathFactory) -> People:
    """Two KAMs in five waves: the shipped model, but once without its first factor, and once with none of its codes."""
    team = [("ALBA", FULL), ("BORIS", FULL)]
    waves = [
        wave(kamescope_model(), FIRST, team, 1),
        wave(kamescope_model(), SECOND, [(kam, later(FULL, -3)) for kam, _ in team], 1),
        wave(new_model(), THIRD, team, 1),
        wave(renamed_model(), "Rupture 2027", team, 1),
        wave(kamescope_model(), "Retour 2028", team, 1),
    ]
    return databases.filled(tmp_path_factory.mktemp("remade") / "remade.duckdb", *waves)


WHOLE_APART = "Le score d’ensemble n’est pas comparé"


@pytest.mark.deep
@pytest.mark.parametrize("who", ["kam", "team"])
def test_a_whole_of_other_factors_is_not_compared_and_the_factors_are(remade: People, use, rows, who: str):
    use(remade.path)
    since = ",".join(campaign(remade, name) for name in (FIRST, SECOND))
    test = opened("progress", **remade.link("ALBA", THIRD), match="yes", who=who, since=since)
    assert faults(test) == []
    assert (metrics(test), charts(test)) == ([], []), "neither cards nor course"
    assert WHOLE_APART in shown(test)
    assert len(strips(test)) == 12
    for name in {"progression", *(["progression_kam"] if who == "team" else [])}:
        assert OVERALL not in {row["Code"] for row in rows[name]}
    assert "Ensemble" not in shown(test)
    if who == "team":
        place = widget(test, "selectbox", "view_factor")
        assert (len(place.options), place.value) == (12, "F2")
        assert {row["Code"] for row in rows["progression_kam"]} == {"F2"}
    alike = opened("progress", **remade.link("ALBA", SECOND), match="yes", who=who)
    assert metrics(alike) != []
    assert WHOLE_APART not in shown(alike)


@pytest.mark.deep
def test_where_no_factor_is_shared_the_page_says_so_and_draws_nothing(remade: People, use):
    use(remade.path)
    test = opened("progress", **remade.link("ALBA", "Rupture"), match="yes", who="kam")
    assert faults(test) == []
    assert [info.value for info in test.info] == [FRENCH("progress.none_shared")]
    assert (metrics(test), charts(test), strips(test)) == ([], [], [])
    assert "Toutes les évolutions" not in shown(test)
    widget(test, "button", "progress_one_model").click().run()
    assert "un même code n’y désigne pas forcément les mêmes énoncés" in test.info[-1].value


def test_where_no_factor_that_is_listed_is_shared_the_page_says_so(remade: People, use):
    use(remade.path)
    asked = remade.link("ALBA", "Retour") | {"who": "kam", "since": campaign(remade, THIRD), "match": "yes"}
    lone, both = (opened("progress", **asked, factors=factors) for factors in ("F1", "F1,F2"))
    assert faults(lone) == faults(both) == []
    assert [info.value for info in lone.info] == [FRENCH("progress.none_listed")]
    assert (metrics(lone), strips(lone)) == ([], [])
    assert [row.all("button")[0].attributes["data-pick"] for row in strips(both)] == ["F2"]


def test_two_scales_are_never_compared(page):
    test = page("ALBA", "Autre", match="yes")
    assert "les points de deux échelles différentes ne se comparent pas" in test.info[-1].value
    assert not [button for button in test.main.button if button.key == "progress_match"]


def test_a_group_that_only_one_model_knows_gives_way_to_the_environment(page):
    test = page("ALBA", "Refonte", match="yes", regard="peer")
    assert "Environnement. Marque creuse" in shown(test)


# Nothing of the masked


@pytest.mark.deep
def test_answers_that_a_campaign_masks_change_nothing_that_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(secrets, "token_hex", lambda size: "0" * 2 * size)
    found: list = []
    monkeypatch.setattr(progress_parts, "download", lambda view, made, name: found.append((name, list(made))))
    model = kamescope_model()
    pages = []
    for shift in (-9, 9):
        few = (*OPEN, *later([Rater("client")] * 2, shift))
        people = databases.filled(
            tmp_path / f"{shift}.duckdb",
            wave(model, SECOND, [("WATCHED", few), ("ZOÉ", FULL)], 3),
            wave(model, THIRD, [("WATCHED", FULL), ("ZOÉ", FULL)], 3),
        )
        monkeypatch.setenv("KAMESCOPE_DB", str(people.path))
        found.clear()
        said = []
        for query in ({"who": "kam", "regard": "client"}, {}, {"regard": "client", "lang": "en"}):
            test = opened("progress", **people.link("WATCHED", THIRD) | query)
            assert faults(test) == []
            said.append(sent(test))
        pages.append((said, list(found)))
    assert pages[0] == pages[1]
