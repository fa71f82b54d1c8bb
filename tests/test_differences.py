"""What a model is, and what tells two apart: words, thresholds and minimums are not it, and all else is named."""

import copy
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.differences import differences
from kamescope.errors import ModelError, RequestError
from kamescope.i18n import LANGUAGES, words
from kamescope.model import Model
from kamescope.model_file import model_from_data
from tests.strategies import Case, all_items, cases, model_data
from tests.support import kamescope_model, other_model, publish

Change = Callable[[dict], None]
"""What is done to a parsed model file."""


def made(data: dict, *changes: Change) -> Model:
    """The model of a file to which something was done."""
    data = copy.deepcopy(data)
    for change in changes:
        change(data)
    return model_from_data(data, "changed.toml")


def parts(data: dict) -> list[dict]:
    """The tables of a model file that hold items."""
    return [part for factor in data["factors"] for part in factor.get("sub_factors", [factor])]


# What changes no model


def reword(data: dict) -> None:
    for factor in data["factors"]:
        factor |= {"name": "Other", "definition": "Said otherwise.", "importance": "Another reason."}
    for part in parts(data):
        part["name"] = "Other"
        for item in part["items"]:
            item |= {"text": f"Says {item['code']} otherwise", "aliases": [f"or {item['code']} so"]}


def rename(data: dict) -> None:
    data |= {"name": "Other name", "partition_name": "Other name"}
    data["scale"]["labels"] = {"en": [f"label {n}" for n in range(data["scale"]["min"], data["scale"]["max"] + 1)]}
    for group in data["groups"]:
        group |= {"name": "Others", "plural": "Others", "short": "o", "alone": "others", "words": [f"x{group['code']}"]}


def threshold(data: dict) -> None:
    data.setdefault("settings", {}).update(gap_marked=0.9, gap_to_explore=0.8)


def remark(data: dict) -> None:
    for group, mark in zip(data["groups"], ("star", "wedge", "cross", "pentagon", "circle", "square"), strict=False):
        group["mark"] = mark


WORDS = (reword, rename, threshold, remark)


@given(cases(), st.sets(st.sampled_from(WORDS), min_size=1))
def test_other_words_change_no_figure_and_mask_nothing(case: Case, changes: set[Change]):
    model = made(case.data, *changes)
    assert (model.fingerprint, differences(case.model, model)) == (case.model.fingerprint, ())
    for where in case.views:
        before, after = case.published(where), publish(model, case.questionnaires, where)
        assert (after.groups, after.cells) == (before.groups, before.cells)


def test_minimums_are_promises_and_no_part_of_what_a_model_is():
    model = other_model()
    data = json.loads(model.source)
    for group in data["groups"]:
        group |= {"minimum": 7, "attributable": False}
    data["settings"]["item_minimum"] = 4
    stricter = model_from_data(data, "strict.toml")
    assert stricter.fingerprint == model.fingerprint
    assert stricter != model


# What makes another one


def version(data: dict) -> None:
    data["version"] = "next"


def code(data: dict) -> None:
    data["code"] = "another"


def scale(data: dict) -> None:
    data["scale"]["max"] += 1
    data["scale"].pop("labels", None)


def percent(data: dict) -> None:
    data["scale"]["min"] = 0
    data["scale"].pop("labels", None)
    data["scale"]["percent"] = "of_range" if data["scale"].get("percent", "of_max") == "of_max" else "of_max"
    data["scale"]["max"] = max(1, data["scale"]["max"])


def partition(data: dict) -> None:
    data["partition"] = "region"


def group_gone(data: dict) -> None:
    data["groups"] = [group for group in data["groups"] if group["code"] == "self"] + data["groups"][2:]
    data["groups"] = list({group["code"]: group for group in data["groups"]}.values())


def group_more(data: dict) -> None:
    data["groups"].append({"code": "more", "name": "more"})


def groups_turned(data: dict) -> None:
    data["groups"].reverse()


def asked(data: dict) -> None:
    """The last group is asked the first item alone, or all but that."""
    group, items = data["groups"][-1], all_items(data)
    group["items"] = items[1:] if group.get("items", items) == items[:1] and items[1:] else items[:1]


def item_gone(data: dict) -> None:
    part = parts(data)[0]
    gone = part["items"][0]["code"]
    part["items"] = part["items"][1:] or [{"code": "instead", "text": "instead"}]
    for group in data["groups"]:
        if "items" in group:
            group["items"] = [each for each in group["items"] if each != gone] or [all_items(data)[0]]


def item_more(data: dict) -> None:
    parts(data)[-1]["items"].append({"code": "more", "text": "more"})


def items_turned(data: dict) -> None:
    for part in parts(data):
        part["items"].reverse()


def turned(data: dict) -> None:
    item = parts(data)[-1]["items"][-1]
    item["reversed"] = not item.get("reversed", False)


def moved(data: dict) -> None:
    """The last item of the first part that has several goes to the last part."""
    *rest, last = parts(data)
    for part in rest:
        if len(part["items"]) > 1:
            last["items"].insert(0, part["items"].pop())
            return


def factor_called(data: dict) -> None:
    data["factors"][0]["code"] = "another"


def part_called(data: dict) -> None:
    for factor in data["factors"]:
        for part in factor.get("sub_factors", [])[:1]:
            part["code"] = f"another{part['code']}"[:32]


IDENTITY = {
    version: ("version",),
    code: ("code",),
    scale: ("scale",),
    percent: ("percent",),
    partition: ("partition",),
    group_gone: ("groups_missing",),
    group_more: ("groups_added",),
    groups_turned: ("groups_order",),
    asked: ("asked",),
    item_gone: ("items_missing",),
    item_more: ("items_added",),
    items_turned: ("items_order",),
    turned: ("items_turned",),
    moved: ("items_moved",),
    factor_called: ("factors_missing", "factors_added"),
    part_called: ("sub_factors_missing", "sub_factors_added"),
}
"""What may be done to a model file, and under which codes the difference is told."""


@pytest.mark.parametrize("model", [kamescope_model(), other_model()], ids=lambda model: model.code)
@pytest.mark.parametrize("change", IDENTITY, ids=lambda change: change.__name__)
def test_whatever_else_changes_is_another_model_and_is_named(model: Model, change: Change):
    other = made(json.loads(model.source), reword, change)
    told = differences(model, other)
    assert other.fingerprint != model.fingerprint
    assert set(IDENTITY[change][:1]) <= {detail.code for detail in told}
    error = RequestError("models_differ", before="A", after="B", old=model.called, new=other.called, details=told)
    for language in LANGUAGES:
        sentence = words(language).error(error)
        assert all(str(detail.facts.get("codes", "")) in sentence for detail in told)


@given(model_data(), st.lists(st.sampled_from([*IDENTITY, *WORDS]), max_size=3))
def test_models_are_one_where_nothing_is_to_be_named(data: dict, changes: list[Change]):
    model = model_from_data(data, "random.toml")
    try:
        other = made(data, *changes)
    except ModelError:  # several changes may spoil the file, as one that adds the same code twice
        return
    assert (model.fingerprint == other.fingerprint) == (differences(model, other) == ())
    assert (differences(other, model) == ()) == (differences(model, other) == ())


def test_the_differences_are_told_in_words_a_few_of_each():
    model = kamescope_model()
    data = json.loads(model.source)
    data["scale"] |= {"min": 0, "max": 10}
    del data["scale"]["labels"]
    data["groups"][2]["items"] = [code for code in data["groups"][2]["items"] if code not in ("Q7", "Q8", "Q9", "Q10")]
    details = differences(model, model_from_data(data, "new.toml"))
    told = RequestError("models_differ", before="A", after="B", old="", new="", details=details)
    assert "the scale (1–5, 0–10); the group “Clients” is asked other items: Q7, Q8, Q9… – " in words("en").error(told)
    french = words("fr").error(told).replace("\N{NO-BREAK SPACE}", " ")
    assert "l’échelle (1–5, 0–10) ; d’autres items sont demandés au groupe « Clients » : Q7, Q8, Q9… – " in french
