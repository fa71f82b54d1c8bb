"""Confidentiality: what is masked leaves no trace in anything published, seen by changing it and by trying to solve for it."""

import random
from collections.abc import Callable, Iterable
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kamescope.analysis.gaps import highlights, sorted_gaps
from kamescope.analysis.published import Level, Published
from kamescope.analysis.ranking import rank_items
from kamescope.analysis.window import POOLED, level_cut, own_cut, place, window_gaps
from kamescope.model import ENVIRONMENT, OVERALL
from kamescope.privacy import FilterState, Status, filter_state, group_status, must_wait, publish_groups
from kamescope.records import ItemCount, RespondentCount
from tests.strategies import UNHEARD, Case, all_items, cases
from tests.support import Questionnaire, kamescope_model, martin_questionnaires, publish

SEEDS = st.integers(0, 2**32)


def everything(case: Case) -> bytes:
    """All that is published of a case, unfiltered and under every partition value, to the last bit."""
    return "\n".join(part for where in case.views for part in derived(case.published(where))).encode()


def derived(published: Published) -> Iterable[str]:
    """Cells and counts, and every result made of them."""
    yield repr((published.where, published.groups, published.cells))
    yield repr((published.published_groups, published.environment_groups))
    yield repr([rank_items(published, n, bottom) for n in (1, 3) for bottom in (False, True)])
    yield repr(highlights(published))
    for level in (Level.FACTOR, Level.SUB_FACTOR, Level.ITEM):
        yield repr(sorted_gaps(published, level))
        for choice in (ENVIRONMENT, POOLED, *published.environment_groups):
            gaps = window_gaps(published, level, choice)
            yield repr([place(gaps, level, cut) for cut in (own_cut(gaps), level_cut(60))])


def rewritten(case: Case, seed: int, hidden: Callable[[str, str], bool]) -> Case:
    """Other answers to every hidden (group, item), by the same people."""
    chance, scale = random.Random(seed), case.model.scale
    return case.answered(
        [
            sheet._replace(
                answers={
                    code: chance.randint(scale.minimum, scale.maximum) if hidden(sheet.group, code) else answer
                    for code, answer in sheet.answers.items()
                }
            )
            for sheet in case.questionnaires
        ]
    )


def masked_groups(case: Case) -> set[str]:
    """The groups with someone, but too few."""
    reference = case.reference()
    return {group for group, head in reference.heads.items() if head.status == "masked"}


# Changing what is masked changes nothing


@given(cases(protected=True), SEEDS)
def test_the_answers_of_a_masked_group_leave_no_trace(case: Case, seed):
    masked = masked_groups(case)
    assume(masked)
    other = rewritten(case, seed, lambda group, _: group in masked)
    assert everything(other) == everything(case)


@given(cases(protected=True), SEEDS)
def test_how_much_a_masked_group_answered_leaves_no_trace(case: Case, seed):
    masked, chance = masked_groups(case), random.Random(seed)
    assume(masked)
    low, high = case.model.scale.minimum, case.model.scale.maximum
    sheets = []
    for sheet in case.questionnaires:
        if sheet.group in masked and sheet.answers:
            asked = sorted(case.model.group(sheet.group).items)
            answered = chance.sample(asked, chance.randint(1, len(asked)))
            sheet = sheet._replace(answers={code: chance.randint(low, high) for code in answered})
        sheets.append(sheet)
    assert everything(case.answered(sheets)) == everything(case)


@given(cases(protected=True))
def test_a_masked_group_might_as_well_not_be_there(case: Case):
    masked = masked_groups(case)
    assume(masked)
    without = case.answered([sheet for sheet in case.questionnaires if sheet.group not in masked])
    for where in case.views:
        full, bare = case.published(where), without.published(where)
        shown = {key: cell for key, cell in full.cells.items() if cell.is_published}
        assert shown == {key: cell for key, cell in bare.cells.items() if cell.is_published}
        for bottom in (False, True):
            assert repr(rank_items(full, 5, bottom)) == repr(rank_items(bare, 5, bottom))
        assert highlights(full) == highlights(bare)
        for group in masked:
            assert not any(key[2] == group for key in shown)


@given(cases(protected=True))
def test_of_a_masked_group_only_respondents_minimum_and_status_are_told(case: Case):
    for where in case.views:
        published = case.published(where)
        for group in published.groups:
            if group.status is not Status.MASKED:
                continue
            assert 0 < group.respondents < group.minimum
            assert (group.answers, group.non_response) == (None, None)
            assert {item.mean for item in group.items} == {item.answers for item in group.items} == {None}
            cells = [cell for (_, _, column), cell in published.cells.items() if column == group.code]
            assert {(cell.score, cell.percent, cell.answers) for cell in cells} == {(None, None, None)}
            # The status of an item tells whether it was asked, never whether it was answered.
            asked = case.model.group(group.code).items
            statuses = {code: published.cell(Level.ITEM, code, group.code).status for code in case.model.item_index}
            assert {code for code, status in statuses.items() if status is Status.MASKED} == set(asked)


@given(cases(protected=True), SEEDS)
def test_the_answers_to_a_masked_item_leave_no_trace(case: Case, seed):
    table = case.reference().table
    thin = {
        (group.code, code)
        for group in case.model.groups
        for code in group.items
        if table["item", code, group.code].status == "masked"
    }
    assume(thin)
    other = rewritten(case, seed, lambda group, code: (group, code) in thin)
    assert everything(other) == everything(case)


# The partition filter: solving for what it masks


def thin_cells(case: Case) -> list[tuple[str, str, str]]:
    """(group, item, value) that too few answered, in groups that are published and protected."""
    found = []
    for group in case.model.groups:
        sheets = [sheet for sheet in case.questionnaires if sheet.group == group.code and sheet.answers]
        if group.protected and len(sheets) >= group.minimum:
            for code in sorted(group.items):
                for value in sorted({sheet.value for sheet in sheets}):
                    count = sum(code in sheet.answers and sheet.value == value for sheet in sheets)
                    if 0 < count < group.item_minimum:
                        found.append((group.code, code, value))
    return found


def swapped(case: Case, group: str, code: str, value: str) -> tuple[Case, Case] | None:
    """Two sets of answers with the same totals by item, which differ in what one partition value said to one item."""
    here, there = None, None
    for index, sheet in enumerate(case.questionnaires):
        if sheet.group == group and code in sheet.answers:
            if sheet.value == value:
                here = index
            else:
                there = index
    if here is None or there is None:
        return None
    low, high = case.model.scale.minimum, case.model.scale.maximum

    def with_answers(mine: int, theirs: int) -> Case:
        sheets = list(case.questionnaires)
        for index, answer in ((here, mine), (there, theirs)):
            sheets[index] = sheets[index]._replace(answers=sheets[index].answers | {code: answer})
        return case.answered(sheets)

    return with_answers(low, high), with_answers(high, low)


@given(cases(protected=True))
def test_no_subtraction_gives_what_too_few_of_one_value_answered(case: Case):
    pairs = [pair for cell in thin_cells(case) if (pair := swapped(case, *cell))]
    assume(pairs)
    for one, other in pairs[:2]:
        assert everything(one) == everything(other)


@given(cases(protected=True))
def test_the_equations_published_do_not_determine_a_thin_cell(case: Case):
    thin = thin_cells(case)
    assume(thin)
    for group, code, value in thin:
        values, rows = equations(case, group, code)
        if len([v for v in values if answers_of(case, group, code, v)]) == 1:
            assert rows == []  # its total is the item's own: then the item is masked everywhere
        target = [Fraction(v == value) for v in values]
        assert not in_span(target, rows), (group, code, value)


@given(cases(protected=True))
def test_no_view_singles_out_fewer_respondents_than_the_minimum(case: Case):
    for group in case.model.groups:
        values = sorted({s.value for s in case.questionnaires if s.group == group.code and s.answers})
        people = {
            value: sum(s.group == group.code and s.value == value and bool(s.answers) for s in case.questionnaires)
            for value in values
        }
        for where in case.views:
            head = case.published(where).group(group.code)
            if head.filter is FilterState.APPLIED:
                assert head.respondents == people.get(where, 0)
                assert min(people.values()) >= group.minimum
            else:
                assert head.respondents == sum(people.values())
        rows = [
            row
            for where in case.views
            if (row := respondent_row(case, group.code, where, values)) is not None and any(row)
        ]
        for value in values:
            if people[value] < group.minimum:
                assert not in_span([Fraction(v == value) for v in values], rows) or len(values) == 1


@given(cases(protected=True), SEEDS)
def test_where_the_filter_is_off_it_does_not_matter_who_has_which_value(case: Case, seed):
    chance, reference = random.Random(seed), case.reference(UNHEARD)
    off = [
        group
        for group in reference.groups
        if reference.filter(group) == "too_few" and case.model.group(group).protected
    ]
    assume(off)
    sheets = list(case.questionnaires)
    for group in off:
        places = [index for index, sheet in enumerate(sheets) if sheet.group == group and sheet.answers]
        values = [sheets[index].value for index in places]
        chance.shuffle(values)
        for index, value in zip(places, values, strict=True):
            sheets[index] = sheets[index]._replace(value=value)
    assert everything(case.answered(sheets)) == everything(case)


def answers_of(case: Case, group: str, code: str, value: str) -> list[int]:
    """What the respondents of one value answered to one item."""
    sheets = (sheet for sheet in case.questionnaires if sheet.group == group and sheet.value == value)
    return [sheet.answers[code] for sheet in sheets if code in sheet.answers]


def equations(case: Case, group: str, code: str) -> tuple[list[str], list[list[Fraction]]]:
    """The published totals of one item as sums over partition values: one row a view, checked against the answers."""
    values = sorted({sheet.value for sheet in case.questionnaires if sheet.group == group and sheet.answers})
    answers = {value: answers_of(case, group, code, value) for value in values}
    rows = []
    for where in case.views:
        published = case.published(where)
        cell = published.cell(Level.ITEM, code, group)
        if not cell.is_published:
            continue
        filtered = published.group(group).filter is FilterState.APPLIED
        inside = [value for value in values if value == where or not filtered]
        assert cell.answers == sum(len(answers[value]) for value in inside)
        assert cell.score * cell.answers == pytest.approx(sum(sum(answers[value]) for value in inside), abs=1e-9)
        rows.append([Fraction(value in inside and bool(answers[value])) for value in values])
    return values, rows


def respondent_row(case: Case, group: str, where: str | None, values: list[str]) -> list[Fraction] | None:
    """Whose answers stand behind one view of a group; None where it is not published."""
    head = case.published(where).group(group)
    if head.status is not Status.PUBLISHED:
        return None
    return [Fraction(value == where or head.filter is not FilterState.APPLIED) for value in values]


def in_span(target: list[Fraction], rows: list[list[Fraction]]) -> bool:
    """Whether a row is a combination of others (Gauss)."""
    return rank([*rows, target]) == rank(rows)


def rank(rows: list[list[Fraction]]) -> int:
    """The rank of a small matrix."""
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((index for index in range(found, len(rows)) if rows[index][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for index in range(found + 1, len(rows)):
            factor = rows[index][column] / rows[found][column]
            rows[index] = [a - factor * b for a, b in zip(rows[index], rows[found], strict=True)]
        found += 1
    return found


# The rules, one by one


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
    assert filter_state(group, counts, where) == state
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
    heads = [RespondentCount(place, "A", 3, 3), RespondentCount(place, "B", 3, 0)]
    counts = [ItemCount(place, model.item_index["Q4"], "A", 3, 15), ItemCount(place, model.item_index["Q4"], "B", 0, 0)]
    for where in (None, "A"):
        item = publish_groups(model, heads, counts, where)[place].items[model.item_index["Q4"]]
        assert (item.status, item.mean) == ("published", 5.0)


@pytest.mark.parametrize(
    ("group", "counted", "arriving", "waits"),
    [
        ("client", {"": 3}, {"": 1}, True),
        ("client", {"": 3}, {"": 2}, True),
        ("client", {"": 3}, {"": 3}, False),
        ("client", {"": 3}, {"": 0}, False),
        ("client", {"": 2}, {"": 1}, False),  # masked until now: nothing to subtract
        ("client", {}, {"": 1}, False),
        ("manager", {"": 1}, {"": 1}, False),  # attributable
        ("client", {"A": 3, "B": 3}, {"A": 1, "B": 2}, True),  # three in all, but one alone in view A
        ("client", {"A": 3, "B": 3}, {"A": 3}, False),
        ("client", {"A": 3, "B": 2}, {"A": 1, "B": 2}, False),  # no value could be viewed alone before
        ("client", {"A": 3, "B": 3}, {"A": 3, "B": 3}, False),
    ],
)
def test_a_late_answer_waits_for_company(group, counted, arriving, waits):
    waited = must_wait(kamescope_model().group(group), counted, arriving)
    assert waited is waits


def test_the_strategies_reach_every_kind_of_mask():
    """The searches above are worth something only if such cases come up."""
    reached = set()

    @given(cases(protected=True))
    def look(case: Case) -> None:
        for where in case.views:
            reference = case.reference(where)
            for group, head in reference.heads.items():
                items = {reference.table["item", code, group].status for code in all_items(case.data)}
                reached.update((head.filter, head.status, item) for item in items)

    look()
    states = [("none", "published"), ("too_few", "published"), ("applied", "published"), ("none", "masked")]
    for state in states:
        assert {status for *head, status in reached if tuple(head) == state} >= {"masked"}
