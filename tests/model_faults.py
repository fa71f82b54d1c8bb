"""A small valid model, and everything that can be made wrong in it."""

import tomllib

FILE = "small.toml"
SMALL = """
code = "small"
name = "Small"
partition = "segment"
[scale]
min = 1
max = 5
[settings]
item_minimum = 2
[[groups]]
code = "self"
name = "Self"
[[groups]]
code = "client"
name = "Client"
items = ["Q1", "Q3"]
[[factors]]
code = "F1"
name = "First"
[[factors.sub_factors]]
code = "S1"
name = "Sub"
items = [{ code = "Q1", text = "one" }, { code = "Q2", text = "two" }]
[[factors]]
code = "F2"
name = "Second"
items = [{ code = "Q3", text = "three" }]
"""


def small() -> dict:
    """A fresh copy of a small valid model."""
    return tomllib.loads(SMALL)


OPEN = {"code": "keep", "text": "What to keep"}
MANY = [{"code": f"O{n}", "text": "More"} for n in range(21)]


# What can be wrong: (what, code, table, key, change)


def at(data: dict, path: str) -> tuple[dict | list, str | int]:
    """The place that `groups.1.items` means, and its last key."""
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in steps:
        data = data[step]
    return data, last


def put(path: str, value: object):
    """A change: a value at a place."""

    def change(data: dict) -> None:
        place, key = at(data, path)
        place[key] = value

    return change


def drop(path: str):
    """A change: a key gone."""

    def change(data: dict) -> None:
        place, key = at(data, path)
        del place[key]

    return change


def add(path: str, value: object):
    """A change: one entry more in a list."""

    def change(data: dict) -> None:
        place, key = at(data, path)
        place[key].append(value)

    return change


Q = {"code": "Q1", "text": "again"}


def opened(**keys: object):
    """A change: an open question with these keys."""
    return put("open_questions", [OPEN | keys])


FAULTS = [
    # Named in the issue
    ("a factor code twice", "model_duplicate", "factors", "code", put("factors.1.code", "F1")),
    ("a group code twice", "model_duplicate", "groups", "code", add("groups", {"code": "client", "name": "again"})),
    ("an item twice in a sub-factor", "model_duplicate", "factors", "code", add("factors.0.sub_factors.0.items", Q)),
    ("an item in two sub-factors", "model_item_twice", "items.Q1", "code", add("factors.1.items", Q)),
    (
        "a sub-factor named like a factor",
        "model_duplicate",
        "factors",
        "code",
        put("factors.0.sub_factors.0.code", "F2"),
    ),
    ("an item named like a factor", "model_duplicate", "factors", "code", put("factors.1.items.0.code", "F1")),
    ("a factor with nothing", "model_empty", "factors.F2", "sub_factors", drop("factors.1.items")),
    ("a factor without items", "model_empty", "factors.F2", "items", put("factors.1.items", [])),
    ("a factor without sub-factors", "model_empty", "factors.F1", "sub_factors", put("factors.0.sub_factors", [])),
    ("an empty sub-factor", "model_empty", "sub_factors.S1", "items", put("factors.0.sub_factors.0.items", [])),
    ("a group asked an unknown item", "model_unknown_item", "groups.client", "items", put("groups.1.items", ["Q9"])),
    ("a scale upside down", "model_scale", "scale", "max", put("scale", {"min": 5, "max": 1})),
    ("a scale of one answer", "model_scale", "scale", "max", put("scale", {"min": 3, "max": 3})),
    # The rest
    ("a scale without end", "model_scale", "scale", "max", put("scale.max", 101)),
    ("a scale in halves", "model_number", "scale", "min", put("scale.min", 0.5)),
    ("a scale of words", "model_number", "scale", "max", put("scale.max", "5")),
    ("a yes for a number", "model_number", "scale", "min", put("scale.min", True)),
    ("no scale", "model_key_missing", "model", "scale", drop("scale")),
    ("a scale that is no table", "model_type", "model", "scale", put("scale", 5)),
    ("an unknown percent", "model_choice", "scale", "percent", put("scale.percent", "of_sum")),
    ("of_max under zero", "model_percent", "scale", "percent", put("scale.min", -1)),
    ("too few labels", "model_labels", "scale", "labels.fr", put("scale.labels", {"fr": ["a", "b"]})),
    ("labels without a language", "model_type", "scale", "labels", put("scale.labels", ["a"])),
    ("a misspelt key", "model_unknown_key", "scale", "maximum", put("scale.maximum", 5)),
    ("a misspelt key above", "model_unknown_key", "model", "group", put("group", [])),
    ("a misspelt key of a group", "model_unknown_key", "groups.client", "minimun", put("groups.1.minimun", 5)),
    ("a misspelt key of an item", "model_unknown_key", "items.Q3", "texte", put("factors.1.items.0.texte", "x")),
    ("a word that turns nothing", "model_type", "items.Q3", "reversed", put("factors.1.items.0.reversed", "no")),
    ("a misspelt setting", "model_unknown_key", "settings", "gap", put("settings.gap", 1)),
    ("no code", "model_key_missing", "model", "code", drop("code")),
    ("no group code", "model_key_missing", "groups", "code", drop("groups.1.code")),
    ("a code with a space", "model_code", "factors", "code", put("factors.1.code", "F 2")),
    ("a code too long", "model_code", "factors.F2.items", "code", put("factors.1.items.0.code", "Q" * 33)),
    ("a number for a code", "model_code", "factors", "code", put("factors.1.code", 2)),
    ("a reserved item code", "model_reserved", "factors", "code", put("factors.1.code", "ALL")),
    ("a reserved group code", "model_reserved", "groups", "code", put("groups.1.code", "environment")),
    ("no name", "model_key_missing", "factors.F2", "name", drop("factors.1.name")),
    ("an empty statement", "model_text", "items.Q3", "text", put("factors.1.items.0.text", " ")),
    ("an empty statement in one language", "model_text", "items.Q3", "text", put("factors.1.items.0.text", {"fr": ""})),
    ("no groups", "model_empty", "model", "groups", drop("groups")),
    ("groups that are no tables", "model_type", "model", "groups", put("groups", ["client"])),
    ("no self", "model_no_self", "groups", "code", put("groups.0.code", "me")),
    ("few clients", "model_minimum", "groups.client", "minimum", put("groups.1.minimum", 2)),
    ("no minimum at all", "model_number", "groups.client", "minimum", put("groups.1.minimum", 0)),
    (
        "a word that lifts no protection",
        "model_type",
        "groups.client",
        "attributable",
        put("groups.1.attributable", "no"),
    ),
    ("an unknown mark", "model_choice", "groups.client", "mark", put("groups.1.mark", "heart")),
    ("a mark twice", "model_duplicate", "groups", "mark", lambda d: [g.update(mark="star") for g in d["groups"]]),
    ("a group asked nothing", "model_empty", "groups.client", "items", put("groups.1.items", [])),
    ("items that are no list", "model_type", "groups.client", "items", put("groups.1.items", "Q1")),
    ("words that are no list", "model_type", "groups.client", "words", put("groups.1.words", "client")),
    ("no factors", "model_item_count", "factors", "items", put("factors", [])),
    (
        "both",
        "model_items_or_sub_factors",
        "factors.F1",
        "items",
        put("factors.0.items", [{"code": "Q4", "text": "x"}]),
    ),
    ("a partition without a name", "model_type", "model", "partition", put("partition", " ")),
    ("an item minimum of nothing", "model_number", "settings", "item_minimum", put("settings.item_minimum", 0)),
    ("too few writers", "model_writers", "settings", "comment_minimum", put("settings.comment_minimum", 2)),
    ("originals neither way", "model_choice", "settings", "comment_originals", put("settings.comment_originals", "no")),
    ("a lost group", "model_unknown_group", "open_questions.keep", "groups", opened(groups=["client", "boss"])),
    ("an open question to nobody", "model_empty", "open_questions.keep", "groups", opened(groups=[])),
    ("an open question twice", "model_duplicate", "open_questions", "code", put("open_questions", [OPEN, OPEN])),
    ("an open question that is an item", "model_open_is_item", "open_questions.Q1", "code", opened(code="Q1")),
    ("an open question without words", "model_text", "open_questions.keep", "text", opened(text=" ")),
    (
        "an open question of no text",
        "model_key_missing",
        "open_questions.keep",
        "text",
        put("open_questions", [{"code": "keep"}]),
    ),
    ("a word nobody knows", "model_unknown_key", "open_questions.keep", "minimum", opened(minimum=3)),
    ("too many open questions", "model_open_count", "model", "open_questions", put("open_questions", MANY)),
    ("a share above one", "model_share", "settings", "gap_marked", put("settings.gap_marked", 25)),
    ("a share of nothing", "model_share", "settings", "gap_to_explore", put("settings.gap_to_explore", 0)),
    ("thresholds crossed", "model_thresholds", "settings", "gap_to_explore", put("settings.gap_to_explore", 0.5)),
]
