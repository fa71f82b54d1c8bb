"""Importing: all or nothing, the same twice, who is who, and under which model (docs/design.md 7)."""

import datetime
import json

import pytest

from kamescope import service
from kamescope.model import Model
from kamescope.model_file import model_from_data
from kamescope.service import Store, everything
from tests.service.sheets import (
    TEAM,
    Sheet,
    codes,
    found,
    full,
    load,
    loaded,
    long,
    published,
    several,
    tables,
    wide,
)
from tests.support import kamescope_model, other_model


def reworded(name: str = "Other name", version: str = "2") -> Model:
    """The other model under another version: the same codes, another fingerprint."""
    return model_from_data(json.loads(other_model().source) | {"version": version, "name": name}, "new.toml")


# All or nothing


def test_a_file_is_imported_and_counted(store: Store):
    report = loaded(store, TEAM, name="wave.csv")
    assert (report.file, report.layout, report.respondents) == ("wave.csv", "wide", 5)
    assert (report.answers, report.blanks) == (17 + 17 + 3 * 11, 0)
    assert len(report.sha256) == 64
    (entry,) = everything(store).people()
    assert (entry.campaign.name, entry.kam.name, entry.kam.company) == ("Printemps", "Ada Martin", "XYZ")
    assert [(group.code, group.respondents, group.status) for group in entry.groups] == [
        ("self", 1, "published"),
        ("manager", 1, "published"),
        ("peer", 3, "published"),
        ("team", 0, "no_data"),
        ("partner", 0, "no_data"),
    ]


@pytest.mark.parametrize(
    "bad",
    [
        Sheet("peer", "p9", {"L01": 11}),
        Sheet("peer", "p9", {"L03": 4}),
        Sheet("gardener", "p9", {"L01": 4}),
        Sheet("peer", "p9", {"L01": 4}, kam=""),
        Sheet("self", "s2", {"L01": 4}),
    ],
    ids=["out of the scale", "not asked", "unknown group", "no KAM", "second self"],
)
def test_one_bad_row_keeps_the_whole_file_out(store: Store, bad: Sheet):
    loaded(store, TEAM)
    before, version = tables(store), service.version(store)
    report = load(store, [*several("team", 4, kam="Somebody New"), *several("peer", 3, campaign="New"), bad, TEAM[0]])
    assert report.status == "refused"
    assert codes(report)
    assert (tables(store), service.version(store)) == (before, version)


@pytest.mark.deep
def test_both_layouts_bring_the_same_results():
    stores = []
    for layout in (wide, long):
        stores.append(service.open_store(":memory:"))
        loaded(stores[-1], layout(TEAM))
    one, two = (published(store) for store in stores)
    assert (one.groups, one.cells) == (two.groups, two.cells)


@pytest.mark.deep
def test_a_dry_run_keeps_nothing_and_finds_the_same(store: Store):
    loaded(store, TEAM)
    before, version = tables(store), service.version(store)
    late = [*TEAM, *several("peer", 1, first=4), full("self", "s1", 1, kam="Nobody Yet")]
    report = load(store, late, dry_run=True)
    assert report.status == "would_import"
    assert (tables(store), service.version(store)) == (before, version)
    kept = load(store, late)
    assert (kept.status, kept.issues) == ("imported", report.issues)
    assert load(store, [full("self", "s2", 1)], dry_run=True).status == "refused"


# The same twice


@pytest.mark.deep
def test_the_same_bytes_with_the_same_options_are_already_imported(store: Store):
    content = wide(TEAM[:2], without=["campagne"])
    first = loaded(store, content, campaign="A", name="one.csv")
    version = service.version(store)
    again = load(store, content, campaign="A", name="renamed.csv")
    assert again.status == "already_imported"
    counts = (first.layout, first.respondents, first.answers, first.blanks)
    assert (again.layout, again.respondents, again.answers, again.blanks) == counts
    assert service.version(store) == version
    assert load(store, content, campaign="B").status == "imported"
    assert {entry.campaign.name for entry in everything(store).people()} == {"A", "B"}


def test_already_imported_counts_what_the_file_holds_even_where_most_was_known(store: Store):
    loaded(store, TEAM)
    cumulative = [*TEAM, *several("team", 4)]
    report = loaded(store, cumulative)
    again = load(store, cumulative)
    assert again.status == "already_imported"
    assert (again.respondents, again.answers) == (report.respondents, report.answers) == (9, 67 + 4 * 16)


def test_a_cumulative_file_adds_only_what_is_new(store: Store):
    loaded(store, TEAM)
    before = published(store)
    loaded(store, [*TEAM, *several("team", 4)])
    after = published(store)
    assert [group.respondents for group in after.groups] == [1, 1, 3, 4, 0]
    assert after.groups[:3] == before.groups[:3]


def test_a_respondent_is_known_by_an_id_in_any_case(store: Store):
    loaded(store, TEAM)
    loaded(store, [sheet.but(respondent=sheet.respondent.upper()) for sheet in TEAM])
    assert [group.respondents for group in published(store).groups] == [1, 1, 3, 0, 0]


@pytest.mark.parametrize("change", [{"L01": 0}, {"L01": None}, {"L03": 3}], ids=["other", "fewer", "more"])
def test_changed_answers_are_refused_and_nothing_is_written(store: Store, change):
    answers = {"L01": 5, "L02": 5}
    loaded(store, [Sheet("manager", "m1", answers), *several("peer", 3)])
    before = tables(store)
    changed = {code: answer for code, answer in (answers | change).items() if answer is not None}
    report = load(store, [*several("team", 4), Sheet("manager", "m1", changed)])
    assert (report.status, codes(report)) == ("refused", ["respondent_changed"])
    (issue,) = report.issues
    assert (issue.row, issue.facts["kam"], issue.facts["respondent"]) == (6, "Ada Martin", "m1")
    assert tables(store) == before


@pytest.mark.deep
def test_a_waiting_questionnaire_that_changed_is_refused_too(store: Store):
    loaded(store, several("peer", 3))
    loaded(store, [full("peer", "late", 3)])
    assert codes(load(store, [full("peer", "late", 4)])) == ["respondents_changed"]


def test_one_person_may_rate_two_kams_and_in_two_groups(store: Store):
    loaded(store, [full("manager", "x", 5), full("manager", "x", 7, kam="Bob"), full("peer", "x", 3)])
    assert [group.respondents for group in published(store).groups][:3] == [0, 1, 1]
    assert published(store, "Bob").cell("overall", "ALL", "manager").score == 7


@pytest.mark.deep
@pytest.mark.parametrize("respondent", ["s2", ""])
def test_a_second_self_is_refused(store: Store, respondent: str):
    loaded(store, [full("self", "s1", 5)])
    before = tables(store)
    report = load(store, [full("self", respondent, 4)])
    assert (report.status, codes(report)) == ("refused", ["self_exists"])
    assert tables(store) == before
    loaded(store, [full("self", "s2", 5, campaign="Automne")])


@pytest.mark.deep
def test_an_empty_questionnaire_counts_nowhere_and_does_not_stand_in_the_way(store: Store):
    report = loaded(store, [Sheet("self", "s0", {}), *several("peer", 3), Sheet("peer", "p9", {})])
    assert codes(report, "warning") == ["questionnaire_empty", "questionnaire_empty"]
    assert [group.respondents for group in published(store).groups] == [0, 0, 3, 0, 0]
    loaded(store, [full("self", "s1", 5)])
    assert published(store).group("self").respondents == 1


@pytest.mark.deep
def test_without_respondent_ids_the_import_says_so_and_each_file_adds(store: Store):
    report = loaded(store, wide(several("peer", 3), without=["repondant"]))
    assert codes(report, "warning") == ["no_respondent_id"]
    loaded(store, wide(several("peer", 3, seed=8), without=["repondant"]), name="other.csv")
    assert published(store).group("peer").respondents == 6


# Who is who


def test_two_companies_with_the_same_name_are_two_kams(store: Store):
    loaded(store, [full("manager", "m1", 5), full("manager", "m1", 7, company="ABC")])
    everybody = everything(store).people()
    assert {(entry.kam.name, entry.kam.company) for entry in everybody} == {
        ("Ada Martin", "XYZ"),
        ("Ada Martin", "ABC"),
    }
    assert len({entry.kam.token for entry in everybody}) == 2
    scores = [
        everything(store)
        .results(service.Question(entry.campaign.token, entry.kam.token))
        .cell("overall", "ALL", "manager")
        .score
        for entry in everybody
    ]
    assert sorted(scores) == [5, 7]


def test_spaces_and_case_do_not_make_another_kam_or_campaign(store: Store):
    loaded(store, [full("manager", "m1", 5)])
    spelled = {"kam": "  ADA   martin ", "company": "xYz", "campaign": "PRINTEMPS "}
    loaded(store, [full("manager", "m2", 7, **spelled)])
    (entry,) = everything(store).people()
    assert (entry.kam.name, entry.kam.company, entry.campaign.name) == ("Ada Martin", "XYZ", "Printemps")
    assert published(store).group("manager").respondents == 2


@pytest.mark.deep
def test_an_accent_more_is_a_question_however_it_is_composed_it_is_the_same(store: Store):
    loaded(store, [full("manager", "m1", 5, kam="Jos\u00e9")])
    assert codes(load(store, [full("manager", "m1", 5, kam="Jose")])) == ["kam_looks_like"]
    loaded(store, [full("manager", "m2", 5, kam="Jose\u0301")])
    everybody = {entry.kam.name: entry.groups[1].respondents for entry in everything(store).people()}
    assert everybody == {"José": 2}
    assert found(store, "jose\u0301").kam.name == "José"


@pytest.mark.deep
def test_a_kam_id_makes_the_kam_whatever_the_name(store: Store):
    loaded(store, [full("manager", "m1", 5, kam_id="K-7")])
    loaded(store, [full("manager", "m2", 5, kam_id="k-7", kam="A. Martin-Dupont", company="XYZ Europe")])
    everybody = {entry.kam.id: entry.groups[1].respondents for entry in everything(store).people()}
    assert everybody == {"K-7": 2}
    # Somebody of that name without an id may be the same person, or not.
    assert codes(load(store, [full("manager", "m3", 5)])) == ["kam_looks_like"]


@pytest.mark.deep
def test_a_team_is_kept_and_may_come_later(store: Store):
    loaded(store, [full("manager", "m1", 5)])
    assert found(store).kam.team == ""
    loaded(store, [full("manager", "m2", 5, team="Nord")])
    loaded(store, [full("manager", "m3", 5, team="Sud"), full("manager", "m1", 5, campaign="Automne", team="Sud")])
    assert (found(store, campaign="Printemps").kam.team, found(store, campaign="Automne").kam.team) == ("Nord", "Sud")


# Campaigns: their date and their model


@pytest.mark.deep
def test_a_campaign_has_the_date_of_its_first_import(store: Store):
    loaded(store, [full("manager", "m1", 5, date="2026-05-04"), full("manager", "m2", 5, date="03/05/2026")])
    assert found(store).campaign.date == datetime.date(2026, 5, 3)
    loaded(store, [full("manager", "m3", 5, date="2020-01-01")])
    assert found(store).campaign.date == datetime.date(2026, 5, 3)


def test_a_campaign_without_a_date_has_the_day_of_its_first_import(store: Store):
    before = datetime.date.today()
    loaded(store, TEAM)
    assert before <= found(store).campaign.date <= datetime.date.today()


@pytest.mark.deep
def test_people_stand_latest_campaign_first_then_by_name_accents_apart(store: Store):
    names = ["Zoé", "Émile", "eve", "Dan"]
    loaded(store, [full("manager", "m1", 5, kam=name, date="2025-01-01", campaign="Old") for name in names])
    loaded(store, [full("manager", "m1", 5, kam="Zoé", date="2026-01-01", campaign="New")])
    loaded(store, [full("manager", "m1", 5, kam="A", campaign="Old")], fictitious=True)
    listed = [(entry.campaign.name, entry.kam.name) for entry in everything(store).people()]
    assert listed == [("New", "Zoé"), *(("Old", name) for name in ("Dan", "Émile", "eve", "Zoé", "A"))]


@pytest.mark.deep
def test_of_two_campaigns_of_one_day_the_one_imported_later_is_the_later_one(store: Store):
    for campaign in ("Automne", "Printemps"):
        loaded(store, [full("manager", f"{campaign} {kam}", 5, kam=kam, campaign=campaign) for kam in ("Ada", "Bob")])
    listed = [(entry.campaign.name, entry.kam.name) for entry in everything(store).people()]
    assert listed == [(campaign, kam) for campaign in ("Printemps", "Automne") for kam in ("Ada", "Bob")]
    loaded(store, [full("manager", "late", 5, kam="Ada", campaign=name) for name in ("Printemps", "Audit", "Automne")])
    assert everything(store).journal()[0].campaigns == ("Automne", "Printemps", "Audit")


def test_a_campaign_keeps_its_model(store: Store):
    loaded(store, TEAM)
    before = tables(store)
    report = load(store, [full("manager", "m1", 4, kamescope_model())], model=kamescope_model())
    assert (report.status, codes(report)) == ("refused", ["campaign_model_differs"])
    assert tables(store) == before
    facts = report.issues[-1].facts
    assert (facts["campaign"], facts["kept"], facts["given"]) == ("Printemps", "leadership 1", "kamescope 1")


def test_a_model_asked_for_is_not_swapped_for_the_campaigns_own(store: Store):
    loaded(store, TEAM)
    service_model = reworded()
    report = everything(store).import_file(
        "file.csv",
        wide(several("team", 4)),
        service.ImportRequest(default_model=kamescope_model(), model=service_model),
    )
    assert codes(report) == ["campaign_model_differs"]


@pytest.mark.deep
def test_a_file_for_a_campaign_of_another_version_is_read_under_that_version(store: Store):
    loaded(store, TEAM)
    loaded(store, wide(several("team", 4)), model=reworded())
    assert found(store).model == other_model()
    loaded(store, several("team", 4, campaign="Automne"), model=reworded())
    assert found(store, campaign="Automne").model == reworded()


@pytest.mark.deep
@pytest.mark.parametrize("layout", [wide, long])
@pytest.mark.parametrize("campaign", ["Printemps", "Automne"])
def test_a_file_is_read_under_the_known_model_whose_items_it_names(store: Store, layout, campaign):
    """In a campaign of that model or in a new one, though another model is the default."""
    loaded(store, TEAM)
    content = layout(several("team", 4, campaign=campaign), other_model())
    report = load(store, content, model=kamescope_model())
    assert report.status == "imported", report.issues
    assert found(store, campaign=campaign).model == other_model()


def test_a_long_file_of_no_known_model_is_refused_under_the_default_one(store: Store):
    loaded(store, TEAM)
    report = load(store, long([Sheet("manager", "m1", {"X1": 3}, campaign="Automne")]), model=kamescope_model())
    assert codes(report) == ["item_unknown"]
    assert "Q81" in str(dict(report.issues[0].facts))
