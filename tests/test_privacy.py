"""Confidentiality: what is masked leaves no trace in what is published, whether one changes it or solves for it."""

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
from kamescope.model import ENVIRONMENT
from kamescope.privacy import FilterState, Status
from tests.strategies import UNHEARD, Case, all_items, cases

SEEDS = st.integers(0, 2**32)


def everything(case: Case) -> bytes:
    """All that is published of a case, unfiltered and under every partition value, to the last bit."""
    return "\n".join(part for where in case.views for part in derived(case.published(where))).encode()


def derived(published: Published) -> Iterable[str]:
    """Cells and counts, and every result made of them."""
    yield repr((published.where, published.groups, published.cells, published.dispersions))
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
    return {group for group, head in reference.group_counts.items() if head.status == "masked"}


# Changing what is masked changes nothing


@given(cases(protected=True), SEEDS)
def test_the_answers_of_a_masked_group_leave_no_trace(case: Case, seed):
    masked = masked_groups(case)
    assume(masked)
    other = rewritten(case, seed, lambda group, _: group in masked)
    assert everything(other) == everything(case)


@pytest.mark.deep
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


@pytest.mark.deep
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


@pytest.mark.deep
@given(cases(protected=True))
def test_no_subtraction_gives_what_too_few_of_one_value_answered(case: Case):
    pairs = [pair for cell in thin_cells(case) if (pair := swapped(case, *cell))]
    assume(pairs)
    for one, other in pairs[:2]:
        assert everything(one) == everything(other)


@pytest.mark.deep
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
    """What the answers of one value's respondents to one item count: those to a reversed item turned round."""
    sheets = (sheet for sheet in case.questionnaires if sheet.group == group and sheet.value == value)
    answers = [sheet.answers[code] for sheet in sheets if code in sheet.answers]
    ends = case.model.scale.minimum + case.model.scale.maximum
    return [ends - answer for answer in answers] if case.model.item(code).reversed else answers


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


def test_the_strategies_reach_every_kind_of_mask():
    """The searches above are worth something only if such cases come up."""
    reached = set()

    @given(cases(protected=True))
    def look(case: Case) -> None:
        for where in case.views:
            reference = case.reference(where)
            for group, head in reference.group_counts.items():
                items = {reference.table["item", code, group].status for code in all_items(case.data)}
                reached.update((head.filter, head.status, item) for item in items)

    look()
    states = [("none", "published"), ("too_few", "published"), ("applied", "published"), ("none", "masked")]
    for state in states:
        assert {status for *head, status in reached if tuple(head) == state} >= {"masked"}
