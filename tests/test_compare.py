"""Several KAMs together: means with each KAM counted once, nothing masked in them, and whose results there are."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope import service
from kamescope.analysis.compare import TeamMean, team_mean
from kamescope.analysis.published import Level, codes, columns
from kamescope.errors import RequestError
from kamescope.model import OVERALL, Model
from kamescope.privacy import FilterState, Status
from kamescope.service import Store, Whose, everything, open_store
from tests.reference import average
from tests.service.sheets import Sheet, full, loaded, question, several
from tests.strategies import Case, cases
from tests.support import Questionnaire, other_model, publish
from tests.test_scores import close

ALL = (Level.OVERALL, OVERALL, "manager")


@st.composite
def colleagues(draw: st.DrawFn, case: Case) -> Case:
    """Somebody else under the same model: some of the questionnaires, some of them with the opposite answers."""
    fates = draw(st.lists(st.integers(0, 4), min_size=len(case.questionnaires), max_size=len(case.questionnaires)))
    pairs = zip(case.questionnaires, fates, strict=True)
    return case.answered([opposite(case.model, sheet) if fate > 2 else sheet for sheet, fate in pairs if fate])


@st.composite
def teams(draw: st.DrawFn, protected: bool = False) -> tuple[Case, ...]:
    """One to six KAMs under one random model."""
    case = draw(cases(protected))
    return (case, *draw(st.lists(colleagues(case), max_size=5)))


def opposite(model: Model, sheet: Questionnaire) -> Questionnaire:
    """The same items answered the other way round."""
    ends = model.scale.minimum + model.scale.maximum
    return sheet._replace(answers={code: ends - answer for code, answer in sheet.answers.items()})


def retold(case: Case) -> Case:
    """The same KAM with other answers wherever nothing is published: masked groups, and masked items of the others."""
    reference, ends = case.reference(), case.model.scale.minimum + case.model.scale.maximum

    def told(group: str, code: str, answer: int) -> int:
        return ends - answer if reference.table["item", code, group].status == "masked" else answer

    return case.answered(
        [
            sheet._replace(answers={code: told(sheet.group, code, answer) for code, answer in sheet.answers.items()})
            for sheet in case.questionnaires
        ]
    )


def places(model: Model) -> Iterator[tuple[Level, str, str]]:
    """Every cell of a table of scores."""
    return ((level, code, group) for level in Level for code in codes(model, level) for group in columns(model))


def managed(*points: int | None, count: int = 1):
    """A KAM whose managers give these points to one item, each of them `count` times; None is no questionnaire."""
    sheets = [Questionnaire("manager", {"L17": point}) for point in points if point is not None for _ in range(count)]
    return publish(other_model(), sheets)


# The mean


def test_each_kam_counts_once_whatever_came_back():
    team = [managed(2), managed(4, count=5)]
    assert team_mean(team, ALL, True) == TeamMean(3.0, 30.0, 2)


def test_a_missing_kam_counts_nowhere():
    assert team_mean([managed(3), managed(None), managed(4)], ALL, True) == TeamMean(3.5, 35.0, 2)
    assert team_mean([managed(None)], ALL, True) is None
    assert team_mean([], ALL, True) is None


def test_a_masked_kam_counts_nowhere():
    """Two team members of a minimum of four."""
    shown = publish(other_model(), [Questionnaire("team", {"L01": 8})] * 4)
    masked = publish(other_model(), [Questionnaire("team", {"L01": 2})] * 2)
    place = (Level.ITEM, "L01", "team")
    assert masked.cell(*place).status is Status.MASKED
    assert team_mean([shown, masked], place, True) == TeamMean(8.0, 80.0, 1)
    assert team_mean([*[shown] * 4, masked], place, False) is None


def test_of_fewer_than_five_there_is_a_mean_only_for_who_sees_each():
    four = [managed(point) for point in (1, 2, 3, 4)]
    assert team_mean([*four, managed(None)], ALL, False) is None
    assert team_mean(four, ALL, True) == TeamMean(2.5, 25.0, 4)
    assert team_mean([*four, managed(10)], ALL, False) == TeamMean(4.0, 40.0, 5)


@given(teams())
def test_means_equal_the_reference(team: tuple[Case, ...]):
    published, references = [case.published() for case in team], [case.reference() for case in team]
    for place in places(team[0].model):
        scores = [reference.table[place].score for reference in references]
        known = [score for score in scores if score is not None]
        mean = team_mean(published, place, True)
        assert (mean is None) is (not known)
        if mean is not None:
            assert mean.kams == len(known)
            assert close(mean.score, average(known))
            assert close(mean.percent, references[0].percent(average(known)))
        assert team_mean(published, place, False) == (mean if len(known) >= 5 else None)


@given(teams(protected=True))
def test_what_is_masked_changes_no_mean(team: tuple[Case, ...]):
    before = [case.published() for case in team]
    after = [retold(case).published() for case in team]
    for place in places(team[0].model):
        assert team_mean(before, place, True) == team_mean(after, place, True)


def test_retelling_changes_what_is_masked_and_so_tests_something():
    sheets = tuple(Questionnaire("team", {"L01": point}) for point in (2, 3))
    case = Case(json.loads(other_model().source), sheets, other_model())
    assert [sheet.answers for sheet in retold(case).questionnaires] == [{"L01": 8}, {"L01": 7}]


# Whose results


@pytest.fixture
def store() -> Iterator[Store]:
    """A campaign of four KAMs, one of whom sent nothing in, beside another campaign."""
    opened = open_store(":memory:")
    sheets = [
        *several("manager", 2, kam="Zoé"),
        *several("peer", 3, kam="Élan"),
        *several("team", 2, kam="Élan"),
        *several("self", 1, kam="eve"),
        Sheet("manager", "m9", {}, kam="Ada"),
        *several("manager", 1, kam="Zoé", campaign="Automne"),
        *several("manager", 1, kam="Max", campaign="Automne"),
    ]
    loaded(opened, sheets)
    yield opened
    opened.close()


def campaign(store: Store, name: str = "Printemps") -> str:
    """The token of a campaign."""
    return service.in_campaign(everything(store).people(), name)[0].campaign.token


def test_everybody_is_there_in_alphabetical_order_as_alone(store: Store):
    team = everything(store).team_results(Whose(campaign(store)))
    assert [published.kam.name for published in team] == ["Ada", "Élan", "eve", "Zoé"]
    entries = {entry.kam.token: entry for entry in everything(store).people() if entry.campaign.name != "Automne"}
    for published in team:
        alone = everything(store).results(question(entries[published.kam.token]))
        assert (published.kam, published.campaign, published.model) == (alone.kam, alone.campaign, alone.model)
        assert published.groups == tuple(group._replace(items=()) for group in alone.groups)
        assert published.cells == alone.cells


def values(kam: str, first: int = 1, without: str = "", **counts: int) -> list[Sheet]:
    """So many peers of each value; of the item `without`, the first of each value alone."""
    made = []
    for at, (value, count) in enumerate(counts.items()):
        some = several("peer", count, first=first + 50 * at, kam=kam, value=value)
        fewer = [{code: given for code, given in sheet.answers.items() if code != without} for sheet in some[1:]]
        made += [*some[:1], *(sheet.but(answers=answers) for sheet, answers in zip(some[1:], fewer, strict=True))]
    return made


@pytest.mark.deep
def test_under_a_filter_everybody_is_as_alone():
    """The queries about a campaign say again what those about one KAM say: also what may not be told apart."""
    opened = open_store(":memory:")
    # Bea was shown when nobody of Sud could be viewed alone; of Cy's L01 so few of either answered.
    loaded(opened, [*values("Ada", Nord=3, Sud=3), *values("Bea", Nord=2, Sud=1)])
    loaded(opened, values("Cy", without="L01", Nord=3, Sud=3), name="cy.csv")
    more = [*values("Bea", first=20, Nord=3, Sud=3), *values("Cy", first=20, Nord=3, Sud=3)]
    loaded(opened, more, name="more.csv")
    entries = {entry.kam.token: entry for entry in everything(opened).people()}
    for where in ("Nord", "Sud", "Ouest"):
        team = everything(opened).team_results(Whose(campaign(opened), where=where))
        for published in team:
            alone = everything(opened).results(question(entries[published.kam.token], where))
            assert published.groups == tuple(group._replace(items=()) for group in alone.groups)
            assert published.cells == alone.cells
        if where != "Ouest":
            states = [published.group("peer").filter for published in team]
            assert states == [FilterState.APPLIED, FilterState.INSEPARABLE, FilterState.APPLIED]
            items = {code: team[2].cell(Level.ITEM, code, "peer") for code in ("L01", "L02")}
            assert [cell.status for cell in items.values()] == [Status.MASKED, Status.PUBLISHED]
    opened.close()


def test_somebody_nothing_is_counted_of_has_no_data(store: Store):
    ada = everything(store).team_results(Whose(campaign(store)))[0]
    assert {cell.status for cell in ada.cells.values()} == {Status.NO_DATA}
    assert len(ada.cells) == len(list(places(other_model())))


def test_nobody_outside_the_scope_is_there(store: Store):
    team = everything(store).team_results(Whose(campaign(store)))
    tokens = {published.kam.name: published.kam.token for published in team}
    mine = everything(store).narrowed(frozenset({tokens["eve"], tokens["Zoé"]}))
    assert [published.kam.name for published in mine.team_results(Whose(campaign(store)))] == [
        "eve",
        "Zoé",
    ]
    with pytest.raises(RequestError, match="link_unknown"):
        mine.narrowed(frozenset()).team_results(Whose(campaign(store)))


@pytest.mark.deep
def test_fictitious_people_are_a_team_of_their_own(store: Store):
    loaded(store, [full("manager", "d1", 3, kam="Démo")], name="demo.csv", demo=True, fictitious=True)
    for fictitious, names in ((False, ["Ada", "Élan", "eve", "Zoé"]), (True, ["Démo"])):
        team = everything(store).team_results(Whose(campaign(store), fictitious))
        assert [published.kam.name for published in team] == names
    with pytest.raises(RequestError, match="link_unknown"):
        everything(store).team_results(Whose(campaign(store, "Automne"), True))
    with pytest.raises(RequestError, match="link_unknown"):
        everything(store).team_results(Whose("no such campaign"))
