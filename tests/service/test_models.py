"""Which words a campaign's model has, and which promise it keeps (docs/design.md 4 and 7)."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope import service
from kamescope.analysis.gaps import thresholds
from kamescope.analysis.progress import progress
from kamescope.analysis.published import Level
from kamescope.i18n import words
from kamescope.model import Model
from kamescope.model_file import model_from_data
from kamescope.privacy import Status
from kamescope.service import FileReport, Store, everything, open_store, take_shipped
from tests.service.sheets import TEAM, Sheet, codes, found, full, loaded, published, several, tables, wide
from tests.service.test_by_difference import MORE, THREE, Reader
from tests.support import kamescope_model, other_model


def reworded(text: str = "Says {} otherwise", marked: float = 0.25, **minimums: int) -> Model:
    """The other model in other words, with another threshold and minimums by group."""
    data = json.loads(other_model().source)
    for part in (part for factor in data["factors"] for part in factor.get("sub_factors", [factor])):
        for item in part["items"]:
            item["text"] = text.format(item["code"]) if text else item["text"]
    data["settings"] |= {"gap_marked": marked}
    return model_from_data(_promising(data, minimums), "new.toml")


def promising(**minimums: int) -> Model:
    """The other model with these minimums by group; below three whoever answers is told that they may be known."""
    return model_from_data(_promising(json.loads(other_model().source), minimums), "new.toml")


def _promising(data: dict, minimums: dict[str, int]) -> dict:
    for group in data["groups"]:
        if group["code"] in minimums:
            group |= {"minimum": minimums[group["code"]], "attributable": minimums[group["code"]] < 3}
    return data


def under(store: Store, sheets: list[Sheet], model: Model, **how) -> FileReport:
    """Import a file with `--model`."""
    content = wide(sheets)
    request = service.ImportRequest(default_model=kamescope_model(), model=model, **how)
    return everything(store).import_file("file.csv", content, request)


def told(report: FileReport) -> list[str]:
    """What is said of promises, in French and in English."""
    issues = [issue for issue in report.issues if issue.code.startswith("minimum_")]
    return [words(language).error(issue) for issue in issues for language in ("fr", "en")]


# Words


def test_a_reworded_model_is_imported_into_the_campaign_and_words_it_anew(store: Store):
    loaded(store, TEAM)
    before = published(store)
    report = under(store, several("team", 4), reworded(marked=0.5))
    assert (report.status, codes(report, "warning")) == ("imported", [])
    after = published(store)
    assert after.model.items[0].text.in_("fr") == "Says L01 otherwise"
    assert (thresholds(before.model), thresholds(after.model)) == ((1.25, 2.5), (1.25, 5))
    assert [after.group(code) for code in ("self", "peer")] == [before.group(code) for code in ("self", "peer")]
    assert len(tables(store)["models"]) == 1


@pytest.mark.deep
def test_words_follow_the_newest_file_and_no_older_one_that_is_only_the_default(store: Store):
    loaded(store, TEAM)
    under(store, several("team", 4), reworded())
    loaded(store, several("partner", 3, campaign="Automne"))
    assert {entry.model for entry in everything(store).people()} == {reworded()}
    under(store, several("team", 4, campaign="Automne"), other_model())
    assert {entry.model for entry in everything(store).people()} == {other_model()}


def test_campaigns_of_one_questionnaire_are_compared_however_they_were_worded(store: Store):
    loaded(store, TEAM)
    under(store, [full("manager", "m1", 6, campaign="Automne")], reworded())
    before, after = published(store, campaign="Printemps"), published(store, campaign="Automne")
    changes = progress(before, after, Level.OVERALL).changes
    assert [change.change for change in changes if change.group == "manager"] == [2]


@pytest.mark.deep
def test_files_that_bear_former_statements_are_understood(store: Store):
    loaded(store, TEAM)
    under(store, several("team", 4), reworded())
    under(store, several("team", 4, campaign="Automne"), reworded("Once more {}"))
    for text in (None, "Says {} otherwise", "Once more {}"):
        model = reworded(text) if text else other_model()
        statements = {item.code: item.text.in_("fr") for item in model.items}
        headings, *rows = wide([full("manager", "m2", 3, kam=f"Bob {text}")]).decode().splitlines()
        headings = ";".join(statements.get(heading, heading) for heading in headings.split(";"))
        assert loaded(store, "\n".join([headings, *rows]).encode(), model=kamescope_model()).answers == 17


def test_the_same_file_with_a_newer_model_brings_its_words(store: Store):
    assert under(store, TEAM, other_model()).status == "imported"
    version = service.version(store)
    dry = under(store, TEAM, reworded(peer=5), dry_run=True)
    assert (dry.status, codes(dry, "warning")) == ("already_imported", ["minimum_raised"])
    assert found(store).model == other_model()
    again = under(store, TEAM, reworded(peer=5))
    assert (again.status, codes(again, "warning")) == ("already_imported", ["minimum_raised"])
    assert found(store).model.items[0].text.in_("fr") == "Says L01 otherwise"
    assert service.version(store) > version
    version = service.version(store)
    assert codes(under(store, TEAM, reworded(peer=5)), "warning") == []
    assert service.version(store) == version


@pytest.mark.deep
def test_the_products_own_file_counts_as_new_where_it_changed(store: Store):
    take_shipped(store, other_model())
    loaded(store, TEAM)
    under(store, several("team", 4), reworded())
    take_shipped(store, other_model())
    assert found(store).model == reworded()
    upgrade = reworded("After the upgrade {}", peer=4)
    take_shipped(store, upgrade)
    assert found(store).model == upgrade
    assert published(store).group("peer").status is Status.MASKED
    take_shipped(store, kamescope_model())
    assert found(store).model == upgrade


# Promises


@pytest.mark.deep
def test_a_lower_minimum_acts_on_no_campaign_that_had_a_higher_one(store: Store):
    loaded(store, several("peer", 3))
    loaded(store, several("team", 3))
    assert published(store).group("team").status is Status.MASKED
    report = under(store, [full("self", "s1", 5)], promising(peer=2, team=3))
    assert (report.status, codes(report, "warning")) == ("imported", ["minimum_kept"] * 2)
    french, english = told(report)[2:]
    assert "4 répondants" in french
    assert "keeps at least 4 respondents" in english
    assert all("Printemps" in sentence for sentence in told(report))
    assert everything(store).journal()[0].issues == report.issues
    assert (published(store).group("peer").minimum, published(store).group("team").status) == (3, Status.MASKED)
    assert not found(store).model.group("peer").attributable
    under(store, several("peer", 2, campaign="Automne"), promising(peer=2, team=3))
    assert published(store, campaign="Automne").group("peer").status is Status.PUBLISHED, "a campaign of its own"


@pytest.mark.deep
def test_a_higher_minimum_acts_at_once_on_all_campaigns_and_for_good(store: Store):
    loaded(store, several("peer", 3))
    loaded(store, several("peer", 5, campaign="Automne"))
    report = under(store, [full("self", "s1", 5, campaign="Hiver")], promising(peer=5))
    assert codes(report, "warning") == ["minimum_raised"]
    assert "Printemps, Automne" in told(report)[0]
    assert [published(store, campaign=name).group("peer").status for name in ("Printemps", "Automne")] == [
        Status.MASKED,
        Status.PUBLISHED,
    ]
    under(store, [full("self", "s1", 5, campaign="Bis")], other_model())
    assert published(store, campaign="Printemps").group("peer").minimum == 5


def test_a_campaign_in_collection_keeps_its_promise_too(store: Store):
    loaded(store, several("team", 3), collecting=True)
    under(store, [full("self", "s1", 5)], promising(team=3))
    everything(store).open_campaign(found(store).campaign.token)
    assert published(store).group("team").status is Status.MASKED


@pytest.mark.deep
def test_what_is_undone_keeps_its_promise_and_the_demo_does_not(store: Store):
    loaded(store, several("team", 3))
    everything(store).undo(1)
    report = under(store, several("team", 3), promising(team=3))
    assert codes(report, "warning") == ["minimum_kept"]
    assert published(store).group("team").status is Status.MASKED
    loaded(store, several("team", 3, kam="Demo", campaign="Demo"), demo=True, fictitious=True)
    kept = tables(store)["protections"]
    everything(store).remove_demo()
    assert len(tables(store)["protections"]) == len(kept) - len(other_model().groups)


@pytest.mark.deep
def test_who_answered_for_all_to_see_is_not_told_apart_from_those_who_come_later(store: Store):
    """Two peers known one by one, then three are needed: two more would be what is left beside the known ones."""
    reader = Reader(store)
    for sheet in THREE[:2]:
        reader.load(sheet, model=promising(peer=1))
    known = set(reader.knows())
    assert known
    reader.load(THREE[2], MORE[0], model=promising(peer=3))
    assert {name for each in reader.knows().values() for name, _ in each} == {"a", "b"}
    assert (set(reader.knows()), reader.peers()) == (known, 2)
    reader.load(*MORE[1:], model=promising(peer=3))
    assert reader.peers() == 6
    assert {name for each in reader.knows().values() for name, _ in each} == {"a", "b"}


STEPS = st.lists(
    st.tuples(
        st.integers(2, 6),
        st.sampled_from(("Printemps", "Automne")),
        st.lists(st.integers(1, 9), min_size=1, max_size=4, unique=True),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.deep
@settings(max_examples=settings.default.max_examples // 2)
@given(STEPS)
def test_whatever_files_come_nothing_is_shown_below_the_strictest_promise(steps):
    """Files with any minimum, for two campaigns, some undone at once: a campaign's strictest holds for ever."""
    store = open_store(":memory:")
    strictest: dict[str, int] = {}
    kept = 0
    for number, (minimum, campaign, who, undone) in enumerate(steps):
        sheets = [several("peer", 1, first=each, campaign=campaign)[0] for each in who]
        report = under(store, [*sheets, full("self", f"s{number}", 5, campaign=campaign)], promising(peer=minimum))
        if report.status == "imported":
            kept = minimum
            strictest[campaign] = max(minimum, strictest.get(campaign, 0))
            for entry in everything(store).people():
                strictest[entry.campaign.name] = max(strictest[entry.campaign.name], kept)
            if undone:
                everything(store).undo(everything(store).journal()[0].id)
        for entry in everything(store).people():
            peers = published(store, campaign=entry.campaign.name).group("peer")
            assert peers.minimum == strictest[entry.campaign.name]
            assert peers.status is not Status.PUBLISHED or peers.respondents >= peers.minimum
    store.close()
