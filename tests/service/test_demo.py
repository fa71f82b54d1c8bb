"""The demonstration: in on a first start, out in one click, never mixed with anybody's own data."""

from pathlib import Path

import pytest

from kamescope import places, service
from kamescope.analysis.published import Level
from kamescope.errors import RequestError
from kamescope.levers.registry import instruments
from kamescope.service import ImportRequest, Question, Store, everything, open_store
from tests.service.sheets import Sheet, full, loaded, published, question, several, shown, tables, wide
from tests.store.damage import copied
from tests.support import kamescope_model, martin, martin_questionnaires

MODEL = kamescope_model()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database with the demonstration in it."""
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    store = open_store(path)
    steps = list(everything(store).import_demo(places.DEMO, MODEL))
    store.close()
    assert [report.status for _, report in steps] == ["imported"] * 3
    assert [share for share, _ in steps] == pytest.approx([1 / 3, 2 / 3, 1])
    return path


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path):
    """A copy of it, open."""
    store = open_store(copied(demo_file, tmp_path))
    yield store
    store.close()


def martins() -> list[Sheet]:
    """M. MARTIN's questionnaires as somebody's own file."""
    ids = {"self": ["self"], "manager": ["manager"], "client": ["client 1", "client 2", "client 3"]}
    return [
        Sheet(sheet.group, ids[sheet.group].pop(0), sheet.answers, kam="m. martin", campaign="campagne xyz")
        for sheet in martin_questionnaires()
    ]


OWN_IDS = ("self", "manager", "client_a", "client_b", "client_c")
"""The ids under which the demo knows M. MARTIN's respondents, in the order of the file."""


def own() -> list[Sheet]:
    """The same questionnaires under the ids that the demo uses."""
    return [sheet.but(respondent=name) for sheet, name in zip(martins(), OWN_IDS, strict=True)]


@pytest.mark.deep
def test_martin_is_real_and_the_team_is_not(demo: Store):
    everybody = everything(demo).people()
    assert {entry.kam.name for entry in everybody if not entry.kam.fictitious} == {"M. MARTIN"}
    made_up = {entry.kam.name for entry in everybody if entry.kam.fictitious}
    assert len(made_up) >= 8
    assert len({entry.campaign.name for entry in everybody if entry.kam.fictitious}) == 2
    clients = [entry.groups[2].respondents for entry in everybody if entry.kam.fictitious]
    assert min(clients) < 3
    assert max(clients) > 5
    assert any(entry.groups[2].status == "masked" for entry in everybody)


def test_martins_demo_results_are_his(demo: Store):
    result = published(demo, "M. MARTIN")
    assert (result.groups, result.cells) == (martin().groups, martin().cells)


def test_the_instruments_files_come_with_the_demo_and_never_stand_for_ones_own(demo: Store):
    """Marked, dated, two periods where there are two; one's own about the same day replaces none of them."""
    lines = everything(demo).lever_files()
    assert all(line.demo and line.stands for line in lines)
    assert {line.instrument for line in lines} == set(instruments())
    assert len([line for line in lines if line.instrument == "portfolio"]) == 2
    team = everything(demo).lever_rows(next(line.id for line in lines if line.instrument == "dependence"))
    assert team.kams and all(kam.fictitious for kam in team.kams.values())
    shown = next(line for line in lines if line.instrument == "dependence")
    mine = service.LeverRequest("dependence", held_on=shown.held_on)
    name = next(iter(team.kams))
    own = everything(demo).keep_lever(service.open_upload("own.csv", f"seller;revenue\n{name};5\n".encode()), mine)
    assert own.replaced == 0 and everything(demo).lever_rows(own.id).kams == {}
    everything(demo).remove_demo()
    assert [line.id for line in everything(demo).lever_files()] == [own.id]
    assert everything(demo).lever_rows(own.id).frame["revenue"].tolist() == [5]


def test_the_demo_has_a_segment_that_may_be_looked_at_alone(demo: Store):
    able = [everything(demo).segments(question(entry)).values for entry in everything(demo).people()]
    assert any(len(values) >= 2 for values in able)


@pytest.mark.deep
def test_removing_the_demo_leaves_an_empty_database(demo: Store):
    assert everything(demo).has_demo()
    version = service.version(demo)
    everything(demo).remove_demo()
    assert not everything(demo).has_demo()
    assert service.version(demo) > version
    left = {name for name, rows in tables(demo).items() if rows}
    assert left == {"migrations", "meta", "audit"}
    everything(demo).remove_demo()


@pytest.mark.deep
def test_removing_the_demo_leaves_everything_else(demo: Store, store: Store):
    """Even a campaign, a team or a KAM of the same name: as if the demo had never been there."""
    fictitious = next(entry.kam for entry in everything(demo).people() if entry.kam.fictitious)
    mine = [
        *several("client", 3, MODEL, campaign="Printemps 2026", date="2026-04-13", kam="Real Person"),
        full("self", "s1", 4, MODEL, campaign="Printemps 2026", kam=fictitious.name, company=fictitious.company),
        full("manager", "s1", 4, MODEL, campaign="Mine", date="2026-01-01", kam=fictitious.name, kam_id=fictitious.id),
    ]
    for each in (demo, store):
        loaded(each, mine, model=MODEL)
    everything(demo).remove_demo()

    def known(each: Store) -> list[tuple]:
        return [
            (
                entry.campaign.name,
                entry.campaign.date,
                entry.kam.name,
                entry.kam.company,
                repr(published_of(each, entry)),
            )
            for entry in everything(each).people()
        ]

    def published_of(each: Store, entry: service.Participation):
        return everything(each).results(question(entry)).cells

    assert known(demo) == known(store)


@pytest.mark.deep
def test_loading_the_demo_again_doubles_nothing(demo: Store):
    before = shown(demo)
    for _, report in everything(demo).import_demo(places.DEMO, MODEL):
        assert report.status == "already_imported"
    assert shown(demo) == before


@pytest.mark.deep
def test_a_questionnaire_of_the_demo_that_ones_own_file_brings_again_stays(demo: Store):
    before = published(demo, "M. MARTIN")
    report = loaded(demo, own(), model=MODEL)
    assert report.issues == ()
    everything(demo).remove_demo()
    after = published(demo, "M. MARTIN")
    assert (after.groups, after.cells, after.kam) == (before.groups, before.cells, before.kam)
    assert {entry.kam.name for entry in everything(demo).people()} == {"M. MARTIN"}


def test_only_what_ones_own_file_brings_stays(demo: Store):
    loaded(demo, own()[:2], model=MODEL)
    everything(demo).remove_demo()
    group_counts = published(demo, "M. MARTIN").groups
    assert [group.respondents for group in group_counts] == [1, 1, 0]


@pytest.mark.deep
def test_what_waited_beside_the_demo_counts_once_it_is_gone(demo: Store):
    """Two clients of one's own are late to the three of the demo; without those they are a masked group of two."""
    theirs = {"kam": "M. MARTIN", "campaign": "Campagne XYZ"}
    late = several("client", 2, MODEL, **theirs)
    assert [issue.code for issue in loaded(demo, late, model=MODEL).issues] == ["late_answers_wait"]
    everything(demo).remove_demo()
    head = published(demo, "M. MARTIN").group("client")
    assert (head.respondents, head.status) == (2, "masked")
    loaded(demo, several("client", 1, MODEL, first=3, **theirs), model=MODEL)
    assert published(demo, "M. MARTIN").group("client").respondents == 3
    assert tables(demo)["waiting_answers"] == []


@pytest.mark.deep
def test_what_waits_beside_ones_own_goes_on_waiting(demo: Store):
    theirs = {"kam": "Other", "campaign": "Campagne XYZ"}
    loaded(demo, several("client", 3, MODEL, **theirs), model=MODEL)
    loaded(demo, several("client", 1, MODEL, first=4, **theirs), model=MODEL)
    everything(demo).remove_demo()
    assert published(demo, "Other").group("client").respondents == 3
    assert len({row[3] for row in tables(demo)["waiting_answers"]}) == 1


@pytest.mark.deep
def test_fictitious_people_and_real_ones_never_share_a_key_or_a_cohort(store: Store):
    """The same campaign, company, name and id: two people, two cohorts."""
    real = [full("self", "s1", 3, MODEL, kam_id="K1"), full("manager", "m1", 3, MODEL, kam_id="K1")]
    made_up = [sheet.but(answers=full(sheet.group, "", 5, MODEL).answers) for sheet in real]
    loaded(store, real, model=MODEL)
    request = ImportRequest(default_model=MODEL, demo=True, fictitious=True)
    report = everything(store).import_file("demo.csv", wide(made_up, MODEL), request)
    assert report.status == "imported"
    entries = {entry.kam.fictitious: entry for entry in everything(store).people()}
    assert len(entries) == 2
    for fictitious, percent in ((False, 60), (True, 100)):
        asked = Question(entries[fictitious].campaign.token, entries[fictitious].kam.token)
        cut = everything(store).cohort_cut(asked, Level.FACTOR)
        assert (cut.self_percent, cut.environment_percent) == (percent, percent)
    # Both answer to one id: the candidates are told apart by their tokens.
    with pytest.raises(RequestError) as caught:
        service.choose(everything(store).people(), "K1")
    assert caught.value.code == "kam_ambiguous"
    for entry in entries.values():
        assert entry.kam.token in str(caught.value.facts["candidates"])
        assert service.choose(everything(store).people(), entry.kam.token) == entry
