"""Confidentiality rule by rule: minimums, masks by item, the partition filter, late answers."""

import pytest

from kamescope.analysis.published import Level
from kamescope.analysis.ranking import rank_items
from kamescope.model import ENVIRONMENT, OVERALL
from kamescope.privacy import filter_state, group_status, publish_groups
from kamescope.records import ItemCount, RespondentCount
from tests.support import Questionnaire, kamescope_model, martin_questionnaires, publish


def clients(count: int, value: str = "", **answers: int) -> list[Questionnaire]:
    return [Questionnaire("client", answers or {"Q4": 4, "Q5": 5}, value)] * count


@pytest.mark.parametrize(
    ("count", "status"), [(0, "no_data"), (1, "masked"), (2, "masked"), (3, "published"), (9, "published")]
)
def test_a_client_group_needs_three(count, status):
    published = publish(kamescope_model(), clients(count))
    assert published.group("client").status == status
    assert published.cell(Level.ITEM, "Q4", "client").status == status
    assert published.cell(Level.OVERALL, OVERALL, "client").status == status
    assert published.cell(Level.OVERALL, OVERALL, ENVIRONMENT).status == status
    assert published.cell(Level.ITEM, "Q1", "client").status == "no_data"  # not asked of clients
    assert group_status(kamescope_model().group("client"), count) == status


def test_the_environment_with_a_masked_group_is_the_other_one():
    manager = [sheet for sheet in martin_questionnaires() if sheet.group == "manager"]
    published = publish(kamescope_model(), [*manager, *clients(2)])
    for (level, code, column), cell in published.cells.items():
        if column == "manager":
            assert published.cell(level, code, ENVIRONMENT) == cell


def test_mask_first_then_roll_up():
    # Q4 has one answer, a 1: it would pull SF2 down if it were masked only where it is shown.
    sheets = [*clients(2, Q5=5, Q6=5), *clients(1, Q4=1, Q5=5, Q6=5)]
    published = publish(kamescope_model(), sheets)
    thin = published.cell(Level.ITEM, "Q4", "client")
    assert (thin.status, thin.score, thin.percent, thin.answers) == ("masked", None, None, None)
    assert published.cell(Level.SUB_FACTOR, "SF2", "client").score == 5.0
    assert published.cell(Level.SUB_FACTOR, "SF2", "client").answers == 6
    assert published.cell(Level.ITEM, "Q4", ENVIRONMENT).status == "masked"
    assert rank_items(published, 1).groups["client"][0].code == "Q5"


def test_an_attributable_group_shows_single_answers():
    published = publish(kamescope_model(), [Questionnaire("manager", {"Q1": 2}), Questionnaire("manager", {"Q2": 3})])
    assert published.cell(Level.ITEM, "Q1", "manager").score == 2.0


FILTERS = [
    ("everybody", None, {"A": 3, "B": 1}, "none"),
    ("nobody has the attribute", "A", {"": 7}, "not_held"),
    ("nobody is there", "A", {}, "not_held"),
    ("each value has enough", "A", {"A": 3, "B": 3}, "applied"),
    ("the other value has too few", "A", {"A": 9, "B": 2}, "too_few"),
    ("this value has too few", "B", {"A": 9, "B": 2}, "too_few"),
    ("a missing value is a value", "A", {"A": 9, "": 2}, "too_few"),
    ("a missing value with enough", "", {"A": 3, "": 3}, "applied"),
    ("a value nobody has, where all have enough", "C", {"A": 3, "B": 3}, "applied"),
    ("a value nobody has, where one has too few", "C", {"A": 3, "B": 1}, "too_few"),
]


@pytest.mark.parametrize(("where", "counts", "state"), [row[1:] for row in FILTERS], ids=[row[0] for row in FILTERS])
def test_when_the_filter_acts(where, counts, state):
    group = kamescope_model().group("client")
    assert filter_state(group, counts, True, where) == state
    sheets = [sheet for value, count in counts.items() for sheet in clients(count, value)]
    head = publish(kamescope_model(), sheets, where).group("client")
    assert head.filter == state
    assert head.respondents == (counts.get(where, 0) if state == "applied" else sum(counts.values()))


def test_groups_without_the_attribute_are_not_filtered():
    sheets = [*clients(3, "A", Q4=5), *clients(3, "B", Q4=1), Questionnaire("manager", {"Q4": 3})]
    published = publish(kamescope_model(), sheets, "A")
    assert published.cell(Level.ITEM, "Q4", "client").score == 5.0
    assert published.cell(Level.ITEM, "Q4", "manager").score == 3.0
    assert published.cell(Level.ITEM, "Q4", ENVIRONMENT).score == 4.0


def test_an_item_too_few_of_one_value_answered_is_masked_under_every_value():
    sheets = [*clients(3, "A", Q4=5, Q5=5), *clients(2, "B", Q5=4), *clients(1, "B", Q4=1, Q5=4)]
    everybody = publish(kamescope_model(), sheets).cell(Level.ITEM, "Q4", "client")
    assert (everybody.score, everybody.answers) == (4.0, 4)
    for value in ("A", "B"):
        published = publish(kamescope_model(), sheets, value)
        assert published.cell(Level.ITEM, "Q4", "client").status == "masked"
        assert published.cell(Level.ITEM, "Q5", "client").status == "published"


def test_an_item_nobody_of_one_value_answered_is_published_under_the_others():
    sheets = [*clients(3, "A", Q4=5, Q5=5), *clients(3, "B", Q5=4)]
    assert publish(kamescope_model(), sheets, "A").cell(Level.ITEM, "Q4", "client").score == 5.0
    assert publish(kamescope_model(), sheets, "B").cell(Level.ITEM, "Q4", "client").status == "no_data"


def test_a_count_of_zero_is_no_answer():
    model = kamescope_model()
    place = model.group_index["client"]
    group_counts = [RespondentCount(place, "A", 3, 3), RespondentCount(place, "B", 3, 0)]
    counts = [ItemCount(place, model.item_index["Q4"], "A", 3, 15), ItemCount(place, model.item_index["Q4"], "B", 0, 0)]
    for where in (None, "A"):
        item = publish_groups(model, group_counts, counts, where)[place].items[model.item_index["Q4"]]
        assert (item.status, item.mean) == ("published", 5.0)
