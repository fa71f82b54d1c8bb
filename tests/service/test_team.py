"""The cohorts of a campaign and the partition values offered for one: who is in which, and links that stay alive."""

import pytest

from kamescope.service import Cohort, Reach, Store, Whose, everything
from tests.service.sheets import full, loaded, several


def manager(kam: str, company: str = "XYZ", team: str = "", campaign: str = "Printemps"):
    """One questionnaire about a KAM."""
    return full("manager", f"m {kam}", 5, kam=kam, kam_id=kam, company=company, team=team, campaign=campaign)


def cohorts(store: Store, campaign: str = "Printemps") -> tuple[Cohort, ...]:
    """The cohorts of a campaign."""
    (token,) = {e.campaign.token for e in everything(store).people() if e.campaign.name == campaign}
    return everything(store).cohorts(token)


def places(store: Store) -> list[tuple[str, str, str, int]]:
    """Each cohort's reach, company, team and size."""
    return [(each.reach.value, each.company, each.team, len(each.kams)) for each in cohorts(store)]


def test_everyone_then_companies_then_teams(store: Store):
    loaded(store, [manager("A", team="Nord"), manager("B", team="Sud"), manager("C", "ABC", "Nord")])
    assert places(store) == [
        ("everyone", "", "", 3),
        ("company", "XYZ", "", 2),
        ("team", "ABC", "Nord", 1),
        ("team", "XYZ", "Nord", 1),
        ("team", "XYZ", "Sud", 1),
    ]


def test_a_link_to_a_wider_cohort_of_the_same_people_leads_to_the_narrower_one(store: Store):
    loaded(store, [manager("A", team="Nord"), manager("B", team="Sud"), manager("C", "ABC")])
    everyone, company = cohorts(store)[:2]
    assert (everyone.reach, company.reach, company.company) == (Reach.EVERYONE, Reach.COMPANY, "ABC")
    loaded(store, [manager("A", team="Nord", campaign="Automne")], name="later.csv")
    (alone,) = cohorts(store, "Automne")
    assert alone.reach is Reach.TEAM
    assert everyone.token in alone.tokens
    assert company.token not in alone.tokens
    assert alone.token in next(each for each in cohorts(store) if each.team == "Nord").tokens


def test_names_that_run_into_each_other_are_two_teams(store: Store):
    loaded(store, [manager("A", "X|Y", "Z"), manager("B", "X|Y"), manager("C", "X", "Y|Z"), manager("D", "X")])
    found = cohorts(store)
    assert len({each.token for each in found}) == len(found) == 5


@pytest.fixture
def two_companies(store: Store) -> Store:
    """Ada of XYZ may be looked at by Nord and Sud, Bea of ABC by Est and Ouest."""
    sheets = []
    for kam, company, values in (("Ada", "XYZ", ("Nord", "Sud")), ("Bea", "ABC", ("Est", "Ouest"))):
        for at, value in enumerate(values):
            sheets += several("peer", 3, first=1 + 3 * at, kam=kam, kam_id=kam, company=company, value=value)
    loaded(store, sheets)
    return store


@pytest.mark.parametrize(
    ("company", "offered"), [("XYZ", ["Nord", "Sud"]), ("ABC", ["Est", "Ouest"]), ("", ["Est", "Nord", "Ouest", "Sud"])]
)
def test_of_a_company_only_its_own_partition_values_are_offered(two_companies: Store, company: str, offered: list[str]):
    cohort = next(each for each in cohorts(two_companies) if each.company == company)
    whose = Whose(everything(two_companies).people()[0].campaign.token)
    assert list(everything(two_companies).team_segments(whose, cohort.kams).values()) == offered
