"""From one campaign to another: the worked cases, every change against the slow reference, masking, two models."""

import json
from copy import deepcopy
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.progress import Change, Progress, progress
from kamescope.analysis.published import Level, codes, columns
from kamescope.errors import RequestError
from kamescope.model import ENVIRONMENT, OVERALL, Model
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


@pytest.mark.deep
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
    """One KAM under a model, and under another made of it.

    Some factors, items and groups are gone, the others in another order; an item may be in another sub-factor, a group
    asked other items, an item reworded.
    """
    case = draw(cases())
    data = deepcopy(dict(case.data)) | {"version": "2"}
    gone = draw(st.sampled_from([f["code"] for f in data["factors"]])) if len(data["factors"]) > 1 else None
    kept = draw(st.booleans())
    data["factors"] = [factor for factor in reversed(data["factors"]) if kept or factor["code"] != gone]
    for part in parts(data):
        part["items"] = part["items"][: None if kept else draw(st.integers(1, len(part["items"])))]
    for factor in data["factors"]:
        first, *others = factor.get("sub_factors", [factor])
        if others and len(first["items"]) > 1 and draw(st.booleans()):
            others[0]["items"].append(first["items"].pop())
    for item in [i for part in parts(data) for i in part["items"]]:
        item["text"] = draw(st.sampled_from(["item", "item", "item", "reworded"]))
    left = {i["code"] for part in parts(data) for i in part["items"]}
    data["groups"] = [_asked(group, left) for group in data["groups"]]
    again = draw(st.sampled_from([None, None, *(g["code"] for g in data["groups"] if g["code"] != "self")]))
    if again:
        few = draw(st.lists(st.sampled_from(sorted(left)), min_size=1, unique=True))
        data["groups"] = [g | {"items": few} if g["code"] == again else g for g in data["groups"]]
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


def parts(data: dict) -> list[dict]:
    """The sub-factors of a parsed model file."""
    return [part for factor in data["factors"] for part in factor.get("sub_factors", [factor])]


def rebuilt(old: dict, new: dict, level: str, code: str) -> bool:
    """Whether a code is not made of the same items, arranged and asked of the groups of both models alike."""
    return makes(old, new, level, code) != makes(new, old, level, code)


def makes(data: dict, other: dict, level: str, code: str) -> tuple:
    """The items of a code by sub-factor, and what of them each group is asked that the other model has too."""
    mine = [
        (factor["code"] if level == "overall" else "", sorted(item["code"] for item in part["items"]))
        for factor in data["factors"]
        for part in factor.get("sub_factors", [factor])
        if level == "overall" or code in (factor["code"] if level == "factor" else part.get("code"),)
    ]
    mine = [("", [code])] if level == "item" else mine
    items = {item for _, each in mine for item in each}
    groups = {g["code"]: set(g.get("items", items)) & items for g in data["groups"]}
    return sorted(mine), {g["code"]: groups[g["code"]] for g in other["groups"] if g["code"] in groups}


def reworded(old: dict, new: dict, level: str, code: str) -> bool:
    """Whether an item of a code that is made alike in both says something else."""
    texts = [{item["code"]: item["text"] for part in parts(data) for item in part["items"]} for data in (old, new)]
    return any(texts[0][item] != texts[1][item] for _, each in makes(old, new, level, code)[0] for item in each)


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
        if level is Level.OVERALL and rebuilt(before.data, after.data, level, OVERALL):
            shared = []
        groups = [group for group in new.groups if group in old.groups]
        assert [(change.code, change.group) for change in found.changes] == [
            (code, group) for code in shared for group in (*groups, ENVIRONMENT)
        ]
        everything = {*old.codes(level), *new.codes(level), *old.groups, *new.groups}
        assert sorted(found.left_out) == sorted(everything - {*shared, *groups})
        for change in found.changes:
            assert_as_expected(change, old, new, level)
        told = before.data, after.data, level
        assert list(found.reshaped) == [code for code in shared if rebuilt(*told, code) or reworded(*told, code)]


def test_two_models_are_not_compared_and_both_are_named():
    with pytest.raises(RequestError) as raised:
        progress(martin(), rated(manager=[4]), Level.FACTOR)
    assert raised.value.code == "models_differ"
    old, new = kamescope_model(), other_model()
    assert (raised.value.facts["old"], raised.value.facts["new"]) == (
        f"{old.code} {old.version}",
        f"{new.code} {new.version}",
    )
    assert [detail.code for detail in raised.value.facts["details"]][:2] == ["code", "scale"]


def test_points_of_two_scales_are_never_compared():
    with pytest.raises(RequestError) as raised:
        progress(martin(), rated(manager=[4]), Level.FACTOR, match=True)
    assert raised.value.code == "scales_differ"
    limits = [raised.value.facts[key] for key in ("low", "high", "new_low", "new_high")]
    assert limits == [1, 5, 0, 10]


def test_one_questionnaire_in_other_words_is_one_model():
    data = json.loads(other_model().source)
    data["factors"][0] |= {"name": {"fr": "Autre", "en": "Other"}}
    data["settings"] = {"gap_marked": 0.5}
    later = publish(model_from_data(data, "twin.toml"), [Questionnaire("manager", {"L01": 6})])
    found = progress(rated(manager=[4]), later, Level.ITEM)
    assert change_of(found, "manager") == (4, 6, 2, "published")
    assert (found.left_out, found.reshaped) == ((), ())


MANAGER = {"code": "manager", "name": "manager", "minimum": 1, "attributable": True}


def questionnaire(factors: dict[str, dict[str, str]], **asked: list[str]) -> Model:
    """A model on 1 to 10: factor → sub-factor → its items, apart by spaces; which items a group is asked, else all."""
    data = {
        "code": "small",
        "name": "small",
        "scale": {"min": 1, "max": 10},
        "groups": [{"code": "self", "name": "self"}, MANAGER | _only(asked)],
        "factors": [
            {"code": code, "name": code, "sub_factors": [_part(name, items) for name, items in subs.items()]}
            for code, subs in factors.items()
        ],
    }
    return model_from_data(data, "small.toml")


def _only(asked: dict[str, list[str]]) -> dict:
    return {"items": asked["manager"]} if "manager" in asked else {}


def _part(name: str, items: str) -> dict:
    return {"code": name, "name": name, "items": [{"code": item, "text": f"Says {item}"} for item in items.split()]}


def said(model: Model, **points: int):
    """What a manager's answers publish, by item."""
    return publish(model, [Questionnaire("manager", points)])


def test_a_whole_of_other_factors_is_not_one_code():
    """F1 stays at 3; F2, which was 1, gives way to F9, which is 9: nobody progressed."""
    before = said(questionnaire({"F1": {"S1": "A"}, "F2": {"S2": "B"}}), A=3, B=1)
    after = said(questionnaire({"F1": {"S1": "A"}, "F9": {"S9": "C"}}), A=3, C=9)
    whole = progress(before, after, Level.OVERALL, match=True)
    assert (whole.changes, whole.left_out, whole.reshaped) == ((), ("ALL",), ())
    assert change_of(progress(before, after, Level.FACTOR, match=True), "manager", "F1") == (3, 3, 0, "published")


ONE = {"F1": {"S1": "A B", "S2": "C"}, "F2": {"S3": "D"}}
"""A questionnaire, and others that differ from it in one thing."""


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        ({"F1": {"S1": "A B", "S2": "C"}, "F3": {"S3": "D"}}, {}),
        ({"F1": {"S1": "A B", "S2": "C"}}, {}),
        ({"F1": {"S1": "A B", "S2": "C E"}, "F2": {"S3": "D"}}, {}),
        ({"F1": {"S1": "A B C"}, "F2": {"S3": "D"}}, {}),
        ({"F1": {"S1": "A", "S2": "B C"}, "F2": {"S3": "D"}}, {}),
        ({"F1": {"S1": "A B", "S3": "D"}, "F2": {"S2": "C"}}, {}),
        (ONE, {"manager": ["A", "B", "C"]}),
    ],
)
def test_the_whole_is_compared_only_where_it_is_made_alike(other: dict, asked: dict):
    before, after = said(questionnaire(ONE), A=3), said(questionnaire(other, **asked), A=3)
    for sides in ((before, after), (after, before)):
        assert progress(*sides, Level.OVERALL, match=True).left_out[0] == "ALL"


def test_the_whole_of_the_same_factors_in_another_order_is_compared():
    other = questionnaire({"F2": {"S3": "D"}, "F1": {"S8": "C", "S1": "B A"}})
    found = progress(said(questionnaire(ONE), A=3, D=5), said(other, A=4, D=7), Level.OVERALL, match=True)
    assert change_of(found, "manager", "ALL") == (4, 5.5, 1.5, "published")
    assert (found.left_out, found.reshaped) == ((), ())


def reshaped(before: Model, after: Model, level: Level = Level.FACTOR) -> tuple[str, ...]:
    """What is compared, though not made alike."""
    return progress(said(before, A=3), said(after, A=3), level, match=True).reshaped


def test_items_in_other_sub_factors_make_another_figure():
    regrouped = questionnaire({"F1": {"S1": "A", "S2": "B C"}, "F2": {"S3": "D"}})
    assert reshaped(questionnaire(ONE), regrouped) == ("F1",)
    assert reshaped(questionnaire(ONE), regrouped, Level.SUB_FACTOR) == ("S1", "S2")
    assert reshaped(questionnaire(ONE), regrouped, Level.ITEM) == ()
    before, after = (said(model, A=1, B=5, C=9) for model in (questionnaire(ONE), regrouped))
    change = change_of(progress(before, after, Level.FACTOR, match=True), "manager", "F1")
    assert change == (6, 4, -2, "published"), "the same answers"


def test_a_group_asked_other_items_is_told():
    before, after = (questionnaire(ONE, manager=items) for items in (["A", "B", "D"], ["B", "C", "D"]))
    assert reshaped(before, after) == ("F1",)
    assert reshaped(before, after, Level.SUB_FACTOR) == ("S1", "S2")


def test_an_item_that_says_something_else_is_told_and_one_better_set_or_translated_is_not():
    def with_text(text: object, version: str = "3") -> Model:
        data = json.loads(questionnaire(ONE).source) | {"version": version}
        data["factors"][0]["sub_factors"][0]["items"][1]["text"] = text
        return model_from_data(data, "text.toml")

    french = with_text({"fr": "Dit B !"}, "2")
    assert reshaped(questionnaire(ONE), with_text("Says not B")) == ("F1",)
    assert reshaped(questionnaire(ONE), with_text("Says not B"), Level.ITEM) == ("B",)
    assert reshaped(french, with_text({"fr": "Dit C !", "en": "Says B"})) == ("F1",)
    assert reshaped(french, with_text({"en": "Says B", "fr": "Dit B\N{NO-BREAK SPACE}!"})) == ()
    assert reshaped(questionnaire(ONE), with_text({"en": "Says B"})) == ()
    reworded_whole = progress(said(french, A=3), said(with_text({"fr": "Dit C !"}), A=3), Level.OVERALL, match=True)
    assert (reworded_whole.left_out, reworded_whole.reshaped) == ((), ("ALL",))
