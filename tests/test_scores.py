"""Scores: M. MARTIN's printed figures, worked examples, and every cell against the slow reference."""

from fractions import Fraction

import pytest
from hypothesis import given

from kamescope.analysis.published import Level, codes, columns
from kamescope.analysis.scores import pooled_environment
from kamescope.i18n import rounded
from kamescope.model import ENVIRONMENT, OVERALL, SELF
from tests.strategies import Case, cases
from tests.support import (
    Questionnaire,
    kamescope_model,
    martin,
    martin_expected,
    martin_questionnaires,
    other_model,
    publish,
)

PRINTED = {
    (factor["code"], group): percent
    for factor in martin_expected()["factors"]
    for group, percent in factor["printed_percent"].items()
}
EXCEPTIONS = {
    (cell["factor"], cell["group"]): cell for cell in martin_expected()["printed_cells_that_contradict_the_items"]
}


def close(shown: float | None, exact: Fraction | None) -> bool:
    """Whether a figure is the exact one, up to binary noise; both may be missing."""
    if shown is None or exact is None:
        return shown is exact
    return abs(shown - float(exact)) < 1e-10


# M. MARTIN


def test_the_printed_report_has_38_factor_figures_and_two_contradict_its_items():
    assert sum(percent is not None for percent in PRINTED.values()) == 38
    assert set(EXCEPTIONS) == {("F4", "manager"), ("F8", "manager")}


@pytest.mark.parametrize(("code", "group"), PRINTED)
def test_martin_factor_figures(code, group):
    cell = martin().cell(Level.FACTOR, code, group)
    if PRINTED[code, group] is None:
        assert (cell.score, cell.percent, cell.answers, cell.status) == (None, None, None, "no_data")
    elif (code, group) in EXCEPTIONS:
        recorded = EXCEPTIONS[code, group]
        assert rounded(cell.percent, 0) == recorded["from_items"] != recorded["printed"] == PRINTED[code, group]
    else:
        assert rounded(cell.percent, 0) == PRINTED[code, group]


def test_martin_item_means():
    printed = 0
    for item in martin_expected()["items"]:
        for group, mean in item["printed_mean"].items():
            cell = martin().cell(Level.ITEM, f"Q{item['number']}", group)
            printed += mean is not None
            shown = None if cell.score is None else str(rounded(cell.score, 1))
            assert shown == (None if mean is None else str(mean)), (item["number"], group)
    assert printed == 80 + 81 + 44


def test_martin_items_belong_where_the_printed_report_has_them():
    model = kamescope_model()
    homes = {item.code: (f.code, s.code) for f in model.factors for s in f.sub_factors for item in s.items}
    for item in martin_expected()["items"]:
        factor = item["factor"]
        assert homes[f"Q{item['number']}"] == (factor, item["sub_factor"] or factor)


@pytest.mark.parametrize(
    ("group", "respondents", "answers", "asked", "shown"),
    [("client", 3, 114, 44, "13.6"), ("manager", 1, 81, 81, "0.0"), ("self", 1, 80, 81, "1.2")],
)
def test_martin_non_response(group, respondents, answers, asked, shown):
    head = martin().group(group)
    assert (head.respondents, head.answers, head.asked) == (respondents, answers, asked)
    assert str(rounded(head.non_response * 100, 1)) == shown
    assert martin_expected()["non_response_printed"][group] == shown.replace(".", ",") + "%"


def test_a_client_mean_of_two_answers():
    cell = martin().cell(Level.ITEM, "Q4", "client")
    assert (cell.score, cell.answers, cell.respondents) == (4.5, 2, 3)


def test_the_worked_example():
    published = martin()
    subs = [published.cell(Level.SUB_FACTOR, code, "manager").score for code in ("SF1", "SF2", "SF3")]
    factor = published.cell(Level.FACTOR, "F1", "manager")
    assert subs == [2.0, 2.0, 3.0]
    assert factor.score == pytest.approx(7 / 3)
    assert factor.percent == pytest.approx(46.6666667)
    assert rounded(factor.percent, 0) == 47


def test_martin_environment_where_only_one_group_rates():
    published = martin()
    assert published.cell(Level.FACTOR, "F6", "client").status == "no_data"
    alone = published.cell(Level.FACTOR, "F6", ENVIRONMENT)
    assert alone.score == published.cell(Level.FACTOR, "F6", "manager").score
    assert alone.respondents == 4


def test_martin_environment_is_the_mean_of_its_groups():
    published = martin()
    both = [published.cell(Level.FACTOR, "F1", group).score for group in ("manager", "client")]
    assert published.cell(Level.FACTOR, "F1", ENVIRONMENT).score == pytest.approx(sum(both) / 2)
    overall = [published.cell(Level.OVERALL, OVERALL, group).score for group in ("manager", "client")]
    assert published.cell(Level.OVERALL, OVERALL, ENVIRONMENT).score == pytest.approx(sum(overall) / 2)


def test_an_empty_questionnaire_counts_nowhere():
    with_empty = [*martin_questionnaires(), Questionnaire("client", {}), Questionnaire("manager", {})]
    published = publish(kamescope_model(), with_empty)
    assert (published.groups, published.cells) == (martin().groups, martin().cells)


# A very different model


def test_percent_of_the_range_and_groups_asked_different_items():
    answers = [Questionnaire("peer", {"L01": 10, "L04": 4, "L14": 0}) for _ in range(3)]
    published = publish(other_model(), [*answers, Questionnaire("self", {"L17": 7})])
    assert published.cell(Level.FACTOR, "A", "peer").score == 7.0
    assert published.cell(Level.FACTOR, "A", "peer").percent == 70.0
    assert published.cell(Level.FACTOR, "C", "peer").percent == 0.0
    assert published.cell(Level.FACTOR, "C", "peer").status == "published"
    assert published.cell(Level.OVERALL, OVERALL, "peer").percent == 35.0
    assert published.cell(Level.FACTOR, "D", "peer").status == "no_data"
    assert published.cell(Level.OVERALL, OVERALL, SELF).percent == 70.0


def test_pooled_counts_answers_and_not_groups():
    sheets = [Questionnaire("manager", {"L01": 2})] * 2 + [Questionnaire("team", {"L01": 5})] * 4
    published = publish(other_model(), sheets)
    pooled = pooled_environment(published.model, published.cells, published.environment_groups)
    assert pooled[Level.ITEM, "L01", ENVIRONMENT].score == 4.0
    assert published.cell(Level.ITEM, "L01", ENVIRONMENT).score == 3.5


# Against the reference


@given(cases())
def test_every_cell_equals_the_reference(case: Case):
    for where in case.views:
        published, reference = case.published(where), case.reference(where)
        assert {(str(level), code, column) for level, code, column in published.cells} == set(reference.table)
        for (level, code, column), figure in reference.table.items():
            cell = published.cells[Level(level), code, column]
            exact = (figure.status, figure.answers, figure.respondents)
            assert (cell.status, cell.answers, cell.respondents) == exact, (where, level, code, column)
            assert close(cell.score, figure.score), (where, level, code, column)
            assert close(cell.percent, reference.percent(figure.score)), (where, level, code, column)


@given(cases())
def test_every_group_head_equals_the_reference(case: Case):
    for where in case.views:
        published, reference = case.published(where), case.reference(where)
        assert published.published_groups == tuple(reference.shown_groups())
        assert published.environment_groups == tuple(reference.environment_groups())
        for group in published.groups:
            head = reference.group_counts[group.code]
            shown = (group.status, group.respondents, group.answers, group.filter)
            assert shown == (head.status, head.respondents, head.answers, head.filter), (where, group.code)
            assert close(group.non_response, head.non_response)
            assert (group.minimum, group.asked) == (reference.minimum(group.code), len(reference.asked(group.code)))


@given(cases())
def test_pooled_environment_equals_the_reference(case: Case):
    for where in case.views:
        published, reference = case.published(where), case.reference(where)
        pooled = pooled_environment(published.model, published.cells, published.environment_groups)
        for level in Level:
            for code in codes(published.model, level):
                exact = reference.environment_score(level, code, "pooled")
                assert close(pooled[level, code, ENVIRONMENT].score, exact), (where, level, code)


@given(cases())
def test_points_and_percent_are_inverse(case: Case):
    scale, reference = case.model.scale, case.reference()
    for answer in range(scale.minimum, scale.maximum + 1):
        assert close(scale.percent(answer), reference.percent(Fraction(answer)))
        assert scale.points(scale.percent(answer)) == pytest.approx(answer, abs=1e-9)


def test_columns_are_the_groups_then_the_environment():
    assert columns(kamescope_model()) == ("self", "manager", "client", "environment")
    assert columns(other_model())[-1] == ENVIRONMENT
