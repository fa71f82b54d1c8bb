"""From one campaign to another: the worked cases, every change against the slow reference, masking, two models."""

import json
from copy import deepcopy
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.progress import Change, Progress, progress
from kamescope.analysis.published import Level, codes, columns, items_of
from kamescope.errors import RequestError
from kamescope.model import ENVIRONMENT
from kamescope.model_file import model_from_data
from tests.reference import Reference
from tests.strategies import Case, cases
from tests.support import Questionnaire, kamescope_model, martin, other_model, publish
from tests.test_compare import colleagues, retold
from tests.test_scores import close


def rated(**points: list[int]):
    """A KAM whose groups gave these answers to one item."""
    sheets = [Questionnaire(group, {"L01": point}) for group, given in points.items() for point in given]
    return publish(other_model(), sheets)


def change_of(found: Progress, group: str, code: str = "L01") -> tuple:
    """One row: both scores, the change, the status."""
    row = next(change for change in found.changes if (change.code, change.group) == (code, group))
    return row.before.score, row.after.score, row.change, row.status


def test_both_sides_published():
    found = progress(rated(manager=[4], self=[9]), rated(manager=[6, 7], self=[8]), Level.ITEM)
    assert change_of(found, "manager") == (4, 6.5, 2.5, "published")
    assert change_of(found, "self") == (9, 8, -1, "published")
    assert change_of(found, "environment") == (4, 6.5, 2.5, "published")
    assert change_of(found, "peer") == (None, None, None, "no_data")


def test_what_one_campaign_publishes_stays_beside_what_the_other_masks():
    found = progress(rated(peer=[4, 5, 6]), rated(peer=[9, 9]), Level.ITEM)
    assert change_of(found, "peer") == (5, None, None, "masked")
    assert change_of(found, "environment") == (5, None, None, "masked")
    assert change_of(progress(rated(peer=[9, 9]), rated(peer=[4, 5, 6]), Level.ITEM), "peer") == (
        None,
        5,
        None,
        "masked",
    )
    assert change_of(progress(rated(peer=[9, 9]), rated(manager=[4]), Level.ITEM), "peer") == (
        None,
        None,
        None,
        "masked",
    )


def test_a_side_that_is_missing():
    found = progress(rated(manager=[4]), rated(self=[4]), Level.ITEM)
    assert change_of(found, "manager") == (4, None, None, "no_data")
    assert change_of(found, "environment") == (4, None, None, "no_data")
    assert not any(change.is_uneven for change in found.changes)


def test_an_environment_of_other_groups_is_not_compared():
    """The peers' masking would make the change, not the KAM."""
    found = progress(rated(manager=[4], peer=[8, 8, 8]), rated(manager=[4], peer=[1, 1]), Level.ITEM)
    assert change_of(found, "environment") == (6, 4, None, "no_data")
    uneven = [(change.code, change.group) for change in found.changes if change.is_uneven]
    assert uneven == [("L01", "environment")]


def test_rows_are_codes_then_groups_in_model_order():
    for level in Level:
        found = progress(martin(), martin(), level)
        order = [(code, group) for code in codes(martin().model, level) for group in columns(martin().model)]
        assert [(change.code, change.group) for change in found.changes] == order
        assert {change.change for change in found.changes} <= {0.0, None}
        assert (found.left_out, found.reshaped) == ((), ())


def made_of(reference: Reference, level: str, code: str) -> list[str]:
    """The groups behind the environment of a code."""
    return [g for g in reference.groups if g != "self" and reference.table[level, code, g].status == "published"]


def expected(old: Reference, new: Reference, level: str, code: str, group: str) -> tuple[Fraction | None, str]:
    """The change and the status, the slow way."""
    one, two = old.table[level, code, group], new.table[level, code, group]
    if "masked" in (one.status, two.status):
        return None, "masked"
    if "no_data" in (one.status, two.status):
        return None, "no_data"
    if group == "environment" and made_of(old, level, code) != made_of(new, level, code):
        return None, "no_data"
    return two.score - one.score, "published"


def assert_as_expected(change: Change, old: Reference, new: Reference, level: Level) -> None:
    """Both sides, the change and the status."""
    figure, status = expected(old, new, level.value, change.code, change.group)
    assert change.status == status
    assert close(change.change, figure)
    for cell, reference in ((change.before, old), (change.after, new)):
        exact = reference.table[level.value, change.code, change.group]
        assert cell.status == exact.status
        assert close(cell.score, exact.score)


@st.composite
def two_waves(draw: st.DrawFn, protected: bool = False) -> tuple[Case, Case]:
    """One KAM in two campaigns of one model."""
    case = draw(cases(protected))
    return case, draw(colleagues(case))


@given(two_waves())
def test_changes_equal_the_reference(waves: tuple[Case, Case]):
    before, after = waves
    old, new = before.reference(), after.reference()
    for level in Level:
        for change in progress(before.published(), after.published(), level).changes:
            assert_as_expected(change, old, new, level)


@given(two_waves(protected=True))
def test_what_is_masked_changes_no_change(waves: tuple[Case, Case]):
    before, after = waves
    for level in Level:
        told = progress(before.published(), after.published(), level)
        again = progress(retold(before).published(), retold(after).published(), level)
        assert told == again


# Two models


@st.composite
def remodelled(draw: st.DrawFn) -> tuple[Case, Case]:
    """One KAM under a model, and under one with some factors, items and groups gone and the others in another order."""
    case = draw(cases())
    data = deepcopy(dict(case.data)) | {"version": "2"}
    gone = draw(st.sampled_from([f["code"] for f in data["factors"]])) if len(data["factors"]) > 1 else None
    data["factors"] = [factor for factor in reversed(data["factors"]) if factor["code"] != gone]
    for part in (p for factor in data["factors"] for p in factor.get("sub_factors", [factor])):
        part["items"] = part["items"][: draw(st.integers(1, len(part["items"])))]
    left = {i["code"] for f in data["factors"] for p in f.get("sub_factors", [f]) for i in p["items"]}
    data["groups"] = [_asked(group, left) for group in data["groups"]]
    lost = draw(st.sampled_from([None, *(g["code"] for g in data["groups"] if g["code"] != "self")]))
    groups = [g for g in data["groups"] if g["code"] != lost and g.get("items", True)]
    data["groups"] = groups if len(groups) > 1 else [*groups, {"code": "new", "name": "new"}]
    asked = {g["code"]: set(g.get("items", left)) for g in data["groups"]}
    sheets = [
        s._replace(answers={code: a for code, a in s.answers.items() if code in asked[s.group]})
        for s in case.questionnaires
        if s.group in asked
    ]
    return case, Case(data, tuple(sheets), model_from_data(data, "random.toml"))


def _asked(group: dict, left: set[str]) -> dict:
    return group | {"items": [code for code in group["items"] if code in left]} if "items" in group else group


@given(remodelled())
def test_matching_compares_what_both_models_have_and_tells_the_rest(waves: tuple[Case, Case]):
    before, after = waves
    old, new = before.reference(), after.reference()
    first, last = before.published(), after.published()
    with pytest.raises(RequestError, match="models_differ"):
        progress(first, last, Level.FACTOR)
    for level in Level:
        found = progress(first, last, level, match=True)
        shared = [code for code in new.codes(level) if code in old.codes(level)]
        groups = [group for group in new.groups if group in old.groups]
        assert [(change.code, change.group) for change in found.changes] == [
            (code, group) for code in shared for group in (*groups, ENVIRONMENT)
        ]
        everything = {*old.codes(level), *new.codes(level), *old.groups, *new.groups}
        assert sorted(found.left_out) == sorted(everything - {*shared, *groups})
        for change in found.changes:
            assert_as_expected(change, old, new, level)
        assert list(found.reshaped) == [
            code for code in shared if items_of(first.model, level, code) != items_of(last.model, level, code)
        ]


def test_two_models_are_not_compared_and_both_are_named():
    with pytest.raises(RequestError) as raised:
        progress(martin(), rated(manager=[4]), Level.FACTOR)
    assert raised.value.code == "models_differ"
    old, new = kamescope_model(), other_model()
    assert (raised.value.facts["old"], raised.value.facts["new"]) == (
        f"{old.code} {old.version}",
        f"{new.code} {new.version}",
    )


def test_points_of_two_scales_are_never_compared():
    with pytest.raises(RequestError) as raised:
        progress(martin(), rated(manager=[4]), Level.FACTOR, match=True)
    assert raised.value.code == "scales_differ"
    limits = [raised.value.facts[key] for key in ("low", "high", "new_low", "new_high")]
    assert limits == [1, 5, 0, 10]


def test_one_version_with_two_contents_is_two_models():
    data = json.loads(other_model().source)
    data["factors"][0]["name"] = {"fr": "Autre", "en": "Other"}
    twin = model_from_data(data, "twin.toml")
    later = publish(twin, [Questionnaire("manager", {"L01": 6})])
    with pytest.raises(RequestError) as raised:
        progress(rated(manager=[4]), later, Level.ITEM)
    assert raised.value.facts["old"] != raised.value.facts["new"]
    found = progress(rated(manager=[4]), later, Level.ITEM, match=True)
    assert change_of(found, "manager") == (4, 6, 2, "published")
    assert (found.left_out, found.reshaped) == ((), ())
