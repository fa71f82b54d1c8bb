"""How far apart the answers of a group lie: against the slow reference, by hand, and what is left untold."""

from collections import defaultdict
from fractions import Fraction
from itertools import combinations, combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.dispersion import average_deviation, nearness
from kamescope.analysis.published import Nearness, NearnessTold, NearnessUntold, Published, Silence
from kamescope.model import Scale
from tests.reference import average
from tests.strategies import Case, cases
from tests.support import Questionnaire, kamescope_model, martin, publish
from tests.test_privacy import everything

FIVE = Scale(1, 5, "of_max", ())


def clients(*answers: int, code: str) -> list[Questionnaire]:
    """A client for each answer to one item, 0 for none; who does not answer it answers another one."""
    return [Questionnaire("client", {code: each} if each else {"Q1": 3}) for each in answers]


def told(published: Published, factor: str = "F13", group: str = "client") -> object:
    """What is told of one group's answers to one factor."""
    return published.dispersions.get((factor, group))


@pytest.mark.deep
@given(cases())
def test_the_words_are_those_of_the_slow_reference(case: Case):
    for where in case.views:
        published, reference = case.published(where), case.reference(where)
        for factor in case.model.factors:
            for group in case.model.groups:
                found = published.dispersions.get((factor.code, group.code))
                expected = reference.dispersion(factor.code, group.code)
                assert (found.why if isinstance(found, NearnessUntold) else found) == expected


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=30))
def test_the_average_deviation_is_exact(answers):
    middle = average(map(Fraction, answers))
    exact = average(abs(answer - middle) for answer in answers)
    assert average_deviation({answer: answers.count(answer) for answer in answers}) == float(exact)


def test_by_hand():
    assert average_deviation({2: 2, 3: 1, 4: 2}) == 0.8
    assert nearness(FIVE, 0.8) is Nearness.SHARED


@pytest.mark.parametrize(
    ("deviation", "word"),
    [
        (0, Nearness.SHARED),
        (5 / 6, Nearness.SHARED),
        (0.8334, Nearness.MIXED),
        (1.6666, Nearness.MIXED),
        (5 / 3, Nearness.DIVIDED),
        (2, Nearness.DIVIDED),
    ],
)
def test_the_lower_bound_is_still_close_and_the_upper_one_already_opposed(deviation, word):
    assert nearness(FIVE, deviation) is word


def asked(factor: str) -> list[str]:
    """The items of a factor that clients are asked."""
    items = kamescope_model().group("client").items
    return [item.code for item in kamescope_model().factor_of[factor].items if item.code in items]


def test_a_factor_is_the_mean_of_its_items_deviations():
    # 0 and 2 points make 1, which is spread.
    low, high = ({asked("F13")[0]: 3, asked("F13")[1]: each} for each in (1, 5))
    sheets = [Questionnaire("client", low)] * 3 + [Questionnaire("client", high)] * 3
    assert told(publish(kamescope_model(), sheets)) == NearnessTold(Nearness.MIXED, 2, len(asked("F13")))


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ((3, 3, 3, 3, 3), Nearness.SHARED),
        ((1, 1, 1, 5, 5), Nearness.DIVIDED),
        ((3, 3, 3, 3, 0), Silence.FEW),
    ],
)
def test_from_five_answers_to_an_item_on_and_of_such_items_alone(answers, found):
    first, *_ = items = asked("F13")
    expected = NearnessUntold(found) if isinstance(found, Silence) else NearnessTold(found, 1, len(items))
    assert told(publish(kamescope_model(), clients(*answers, code=first))) == expected


def test_of_one_person_and_of_the_environment_there_is_nothing():
    assert {group for _, group in martin().dispersions} == {"client"}
    assert set(martin().dispersions.values()) == {NearnessUntold(Silence.FEW)}


def test_managers_whom_nothing_protects_need_five_answers_too():
    sheets = [Questionnaire("manager", {"Q1": each}) for each in (1, 1, 5, 5)]
    assert told(publish(kamescope_model(), sheets), "F1", "manager") == NearnessUntold(Silence.FEW)
    sheets.append(Questionnaire("manager", {"Q1": 5}))
    assert isinstance(told(publish(kamescope_model(), sheets), "F1", "manager"), NearnessTold)


@pytest.mark.deep
@given(cases(protected=True))
def test_answers_of_which_nothing_is_told_may_lie_otherwise_without_a_byte_changing(case: Case):
    references = [case.reference(where) for where in case.views]
    quiet = [
        (factor.code, group.code)
        for factor in case.model.factors
        for group in case.model.groups
        if not any(isinstance(reference.dispersion(factor.code, group.code), tuple) for reference in references)
    ]
    scale, sheets = case.model.scale, [sheet._replace(answers=dict(sheet.answers)) for sheet in case.questionnaires]
    for factor, group in quiet:
        for item in case.model.factor_of[factor].items:
            by_value = defaultdict(list)
            for sheet in sheets:
                if sheet.group == group and item.code in sheet.answers:
                    by_value[sheet.value].append(sheet.answers)
            for answers in by_value.values():
                spread_further(answers, item.code, scale)
    assert everything(case.answered(sheets)) == everything(case)


def spread_further(sheets: list[dict[str, int]], code: str, scale: Scale) -> None:
    """Two answers to an item drawn apart where the scale has room, their sum kept: no mean moves."""
    for low, high in combinations(sorted(sheets, key=lambda sheet: sheet[code]), 2):
        if low[code] > scale.minimum and high[code] < scale.maximum:
            low[code], high[code] = low[code] - 1, high[code] + 1
            return


# Why nothing of a single item is told (docs/design.md 4)


def of_five(word: Nearness) -> dict[int, list[tuple[int, ...]]]:
    """Which five answers from 1 to 5 make that word, by their sum, which the mean tells."""
    found = defaultdict(list)
    for answers in combinations_with_replacement(range(1, 6), 5):
        if nearness(FIVE, average_deviation({each: answers.count(each) for each in answers})) is word:
            found[sum(answers)].append(answers)
    return found


def test_the_word_of_one_item_beside_its_mean_would_be_all_its_answers():
    made = of_five(Nearness.DIVIDED)
    assert len(made) == 6 and all(len(ways) == 1 for ways in made.values())
    assert made[17] == [(1, 1, 5, 5, 5)]


def test_the_answers_of_two_seen_apart_later_would_be_plain_beside_a_distribution():
    """Five come together, three of six are undone: the mean of two is shown, and makes them up in itself or not."""
    pairs = list(combinations_with_replacement(range(1, 6), 2))
    total = alone = beside = 0
    for answers in combinations_with_replacement(range(1, 6), 5):
        inside = set(combinations(answers, 2))
        for pair in inside:
            total += 1
            alone += sum(sum(each) == sum(pair) for each in pairs) == 1
            beside += sum(sum(each) == sum(pair) for each in inside) == 1
    assert (round(100 * alone / total), round(100 * beside / total)) == (27, 87)
