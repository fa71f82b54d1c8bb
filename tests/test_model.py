"""The model file: our two models are whole, and every fault is named by file, table and key."""

import ast
import copy
import json
import tomllib
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import given

from kamescope import model_file, toml_file
from kamescope.errors import ModelError
from kamescope.i18n import LANGUAGES, words
from kamescope.model import Text
from kamescope.model_file import load_model, model_from_data, model_from_source, with_aliases
from tests.model_faults import FAULTS, FILE, SMALL, put, small
from tests.strategies import Case, cases
from tests.support import HERE, MODELS, kamescope_model, martin_expected, other_model


def faults(data: dict) -> list[tuple[str, str, str]]:
    """(code, table, key) of everything that is wrong with a model."""
    with pytest.raises(ModelError) as caught:
        model_from_data(data, FILE)
    assert caught.value.code == "model_invalid"
    assert caught.value.facts == {"file": FILE, "count": len(caught.value.issues)}
    for issue in caught.value.issues:
        assert issue.is_error
        assert issue.facts["file"] == FILE
        assert issue.column == f"{issue.facts['table']}.{issue.facts['key']}"
    return [(issue.code, issue.facts["table"], issue.facts["key"]) for issue in caught.value.issues]


# Our own models


def test_the_shipped_model():
    model = kamescope_model()
    own = [sub for factor in model.factors if not factor.is_plain for sub in factor.sub_factors]
    assert (len(model.factors), len(own), len(model.items)) == (13, 25, 81)
    assert [item.code for item in model.items] == [f"Q{number}" for number in range(1, 82)]
    assert [factor.code for factor in model.factors if factor.is_plain] == ["F9", "F10", "F11", "F12"]
    assert (model.scale.minimum, model.scale.maximum, model.scale.percent_rule) == (1, 5, "of_max")
    assert {(group.code, group.minimum) for group in model.groups} == {("self", 1), ("manager", 1), ("client", 3)}
    assert [group.code for group in model.groups if group.protected] == ["client"]
    asked = {f"Q{number}" for number in martin_expected()["client_items_asked"]}
    assert model.group("client").items == asked
    assert len(asked) == 44
    assert len(model.scale.labels) == 5


def test_the_other_model_is_as_different_as_it_should_be():
    model = other_model()
    assert (len(model.factors), len(model.groups)) == (4, 5)
    assert (model.scale.minimum, model.scale.maximum, model.scale.percent_rule) == (0, 10, "of_range")
    assert len({group.mark for group in model.groups}) == 5


def every_text(model) -> list[tuple[str, Text]]:
    """(where, text) of all that must be told in each language."""
    texts = [
        (f"{f.code} {key}", getattr(f, key)) for f in model.factors for key in ("name", "definition", "importance")
    ]
    texts += [(sub.code, sub.name) for sub in model.sub_factors] + [(item.code, item.text) for item in model.items]
    for group in model.groups:
        texts += [(f"{group.code} {key}", getattr(group, key)) for key in ("name", "plural", "short", "alone")]
    return [*texts, ("model", model.name), ("partition", model.partition_name)]


@pytest.mark.parametrize("model", [kamescope_model(), other_model()], ids=lambda model: model.code)
def test_texts_are_complete_in_every_language_of_the_model(model):
    """A language of the product alone falls back to the model's first: another one of it asks nothing of models."""
    own = [language for language, _ in model.name.versions]
    assert {"fr", "en"} <= set(own)
    for where, text in every_text(model):
        assert [language for language, _ in text.versions] == own, where
        assert all(version == version.strip() != "" for _, version in text.versions), where


@pytest.mark.parametrize("model", [kamescope_model(), other_model()], ids=lambda model: model.code)
def test_sentences_are_translated_and_not_repeated(model):
    sentences = [(f.code, text) for f in model.factors for text in (f.definition, f.importance)]
    sentences += [(item.code, item.text) for item in model.items]
    for where, text in sentences:
        assert text.in_("fr") != text.in_("en"), where
    for language in LANGUAGES:
        told = [text.in_(language) for _, text in sentences]
        assert len(set(told)) == len(told)


def test_typographic_apostrophes_in_french_texts():
    for model in (kamescope_model(), other_model()):
        assert not [where for where, text in every_text(model) if "'" in text.in_("fr")]


def test_no_word_stands_for_two_groups():
    for model in (kamescope_model(), other_model()):
        all_words = [word for group in model.groups for word in {word.casefold() for word in group.words}]
        assert len(set(all_words)) == len(all_words)


# What a model is


def test_a_model_is_frozen():
    with pytest.raises(FrozenInstanceError):
        kamescope_model().code = "other"
    with pytest.raises(FrozenInstanceError):
        kamescope_model().factors[0].code = "other"


def test_what_is_left_out_has_a_default():
    model = model_from_data(small(), FILE)
    assert (model.version, model.gap_marked, model.gap_to_explore) == ("1", 0.25, 0.125)
    assert [(group.minimum, group.item_minimum, group.attributable) for group in model.groups] == [
        (1, 1, True),
        (3, 2, False),
    ]
    assert model.group("self").items == {"Q1", "Q2", "Q3"}
    assert model.group("client").items == {"Q1", "Q3"}
    assert [group.mark for group in model.groups] == ["diamond", "circle"]
    assert [(factor.code, factor.is_plain) for factor in model.factors] == [("F1", False), ("F2", True)]
    assert model.factors[1].sub_factors[0].code == "F2"
    homes = {code: factor.code for code, factor in model.factor_of.items()}
    assert homes == {"Q1": "F1", "Q2": "F1", "S1": "F1", "F1": "F1", "Q3": "F2", "F2": "F2"}


def test_an_item_minimum_protects_only_protected_groups():
    data = small()
    data["settings"]["item_minimum"] = 3
    data["groups"][1] |= {"minimum": 2, "attributable": True}
    assert [group.item_minimum for group in model_from_data(data, FILE).groups] == [1, 3]


def test_a_text_in_one_language_serves_for_all():
    text = Text((("fr", "Bonjour"), ("en", "Hello")))
    assert (text.in_("en"), text.in_("de")) == ("Hello", "Bonjour")
    assert Text((("", "Q"),)).in_("fr") == "Q"


def test_the_fingerprint_is_of_the_content():
    model, other = (
        model_from_data(small(), FILE),
        model_from_data(tomllib.loads("# a remark\n" + SMALL), "renamed.toml"),
    )
    assert model == other
    assert hash(model) == hash(other)
    changed = small()
    changed["factors"][1]["items"][0]["text"] = "changed"
    assert model_from_data(changed, FILE) != model


@given(cases())
def test_the_database_gives_back_the_same_model(case: Case):
    again = model_from_source(case.model.source)
    assert again == case.model
    assert (again.factors, again.groups, again.scale) == (case.model.factors, case.model.groups, case.model.scale)


def test_more_minimum_values_can_be_written_than_the_default():
    for minimum in (3, 4, 12):
        data = small()
        data["groups"][1]["minimum"] = minimum
        assert model_from_data(data, FILE).group("client").minimum == minimum


# What can be wrong


@pytest.mark.parametrize(("code", "table", "key", "change"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_fault_is_named_by_file_table_and_key(code, table, key, change):
    data = small()
    change(data)
    assert (code, table, key) in faults(data)


def test_a_private_alias_for_an_unknown_item_is_named(tmp_path):
    model = model_from_data(small(), FILE)
    assert with_aliases(model, {"Q1": ["first"]}, "x").items[0].aliases == ("first",)
    for aliases, code in (({"Q9": ["ninth"]}, "model_unknown_item"), ({"Q1": "x"}, "model_type"), (3, "model_type")):
        with pytest.raises(ModelError) as caught:
            with_aliases(model, aliases, "x")
        assert [issue.code for issue in caught.value.issues] == [code]


def test_too_many_groups_are_counted_not_crashed_on():
    data = small()
    data["groups"] += [{"code": f"g{number}", "name": "x"} for number in range(7)]
    data["groups"][-1]["mark"] = "star"
    assert faults(data) == [("model_too_many_groups", "groups", "groups")]


def test_everything_wrong_is_listed_at_once():
    data = small()
    for change in (put("scale.max", 0), put("groups.1.items", ["Q9"]), put("factors.1.items", [])):
        change(data)
    assert {code for code, _, _ in faults(data)} == {
        "model_scale",
        "model_percent",
        "model_unknown_item",
        "model_empty",
    }


# Files


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / FILE
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def file_fault(path: Path) -> str:
    """The only fault of a file."""
    with pytest.raises(ModelError) as caught:
        load_model(path)
    (issue,) = caught.value.issues
    assert issue.facts["file"] == path.name
    return issue.code


def test_a_file_that_is_not_there(tmp_path):
    assert file_fault(tmp_path / "absent.toml") == "model_unreadable"
    assert file_fault(tmp_path) == "model_unreadable"


@pytest.mark.parametrize("text", ["code = ", b"code = '\xe9'", b"\x00"])
def test_a_file_that_is_not_toml(tmp_path, text):
    assert file_fault(written(tmp_path, text)) == "model_syntax"


def test_a_file_with_a_byte_order_mark(tmp_path):
    assert load_model(written(tmp_path, "\ufeff" + SMALL)).code == "small"


def test_private_aliases_beside_the_model(tmp_path):
    path = written(tmp_path, SMALL)
    plain = load_model(path)
    (tmp_path / "small.aliases.toml").write_text('[aliases]\nQ2 = ["second", "deux"]\n')
    model = load_model(path)
    assert [item.aliases for item in model.items] == [(), ("second", "deux"), ()]
    assert model == plain


@pytest.mark.parametrize(
    "path", [MODELS / "kamescope.toml", HERE / "models" / "other.toml"], ids=lambda path: path.stem
)
def test_our_models_survive_the_way_through_json(path):
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    before = copy.deepcopy(data)
    assert model_from_source(json.dumps(data)) == model_from_data(data, path.name) == load_model(path)
    assert data == before


# Every fault has been seen above, and is told in every language


def codes_in_source() -> set[str]:
    """Every `model_…` literal of the reader, what it has in common with others included."""
    trees = [ast.parse(Path(module.__file__).read_text(encoding="utf-8")) for module in (model_file, toml_file)]
    nodes = (node for tree in trees for node in ast.walk(tree))
    literals = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {literal for literal in literals if literal.startswith("model_")}


def test_every_fault_has_a_test():
    tested = {fault[1] for fault in FAULTS} | {"model_too_many_groups", "model_unreadable", "model_syntax"}
    assert codes_in_source() == tested


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_told_with_file_table_and_key(language):
    for _, _, table, key, change in FAULTS:
        data = small()
        change(data)
        with pytest.raises(ModelError) as caught:
            model_from_data(data, FILE)
        for issue in caught.value.issues:
            sentence = words(language).error(issue)
            assert FILE in sentence
            assert issue.facts["table"] in sentence
            assert str(issue.facts["key"]) in sentence
        assert FILE in words(language).error(caught.value)
        assert any(table in issue.column and key in issue.column for issue in caught.value.issues)
